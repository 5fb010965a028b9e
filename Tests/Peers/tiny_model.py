"""Writes a language model of random weights: half a megabyte that talks nonsense through all the code a real one talks through.

Usage: tiny_model.py FILE
"""
import sys

import gguf
import numpy

WIDTH, HEADS, LAYERS, HIDDEN, CONTEXT = 64, 4, 2, 128, 2048
random = numpy.random.default_rng(6)

tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)]
kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256
words = [f"\u2581{a}{b}" for a in "bdklmnprst" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
tokens += [word.encode() for word in words]
kinds += [gguf.TokenType.NORMAL] * len(words)


def matrix(*shape):
    return random.normal(0, 0.08, shape).astype(numpy.float32)


writer = gguf.GGUFWriter(sys.argv[1], "llama")
writer.add_context_length(CONTEXT)
writer.add_embedding_length(WIDTH)
writer.add_block_count(LAYERS)
writer.add_feed_forward_length(HIDDEN)
writer.add_head_count(HEADS)
writer.add_head_count_kv(HEADS)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_rope_dimension_count(WIDTH // HEADS)
writer.add_vocab_size(len(tokens))
writer.add_tokenizer_model("llama")
writer.add_token_list(tokens)
writer.add_token_scores([0.0] * len(tokens))
writer.add_token_types(kinds)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)
writer.add_unk_token_id(0)
writer.add_chat_template("{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:")
writer.add_tensor("token_embd.weight", matrix(len(tokens), WIDTH))
writer.add_tensor("output_norm.weight", numpy.ones(WIDTH, numpy.float32))
writer.add_tensor("output.weight", matrix(len(tokens), WIDTH))
for layer in range(LAYERS):
    name = f"blk.{layer}."
    writer.add_tensor(name + "attn_norm.weight", numpy.ones(WIDTH, numpy.float32))
    writer.add_tensor(name + "ffn_norm.weight", numpy.ones(WIDTH, numpy.float32))
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        writer.add_tensor(f"{name}{part}.weight", matrix(WIDTH, WIDTH))
    for part in ("ffn_gate", "ffn_up"):
        writer.add_tensor(f"{name}{part}.weight", matrix(HIDDEN, WIDTH))
    writer.add_tensor(name + "ffn_down.weight", matrix(WIDTH, HIDDEN))
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
