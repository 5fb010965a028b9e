"""Writes Silero's network in two more forms, from the weights in its ONNX model.

    silero.py MODEL.onnx WEIGHTS.safetensors BATCH.onnx

WEIGHTS has the names and shapes of the safetensors file that silero-vad publishes: the native kernel reads it. BATCH is the same network
as matrix products, which read each weight once for all rows of a batch; the published graph's convolutions read all of them for every row.
"""
import json
import math
import pathlib
import struct
import sys

from onnx_graph import FLOAT, INT64, Graph, read_fields

NAMES = {"model.stft.forward_basis_buffer": "stft_conv.weight"}
for number in range(4):
    for kind in ("weight", "bias"):
        NAMES[f"model.encoder.{number}.reparam_conv.{kind}"] = f"conv{number + 1}.{kind}"
for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
    NAMES[f"model.decoder.rnn.{kind}"] = f"lstm_cell.{kind}"
for kind in ("weight", "bias"):
    NAMES[f"model.decoder.decoder.2.{kind}"] = f"final_conv.{kind}"

def read_weights(model):
    """The shape and the bytes of each tensor, by its published name."""
    found = {}
    # ModelProto.graph is 7, GraphProto.initializer 5; of a TensorProto, dims is 1, data_type 2, name 8, raw_data 9.
    tensors = [value for kind, graph in read_fields(model) if kind == 7 for part, value in read_fields(graph) if part == 5]
    for tensor in tensors:
        parts = list(read_fields(tensor))
        last = dict(parts)
        name = NAMES.get(bytes(last.get(8, b"")).decode())
        if not name:
            continue
        shape = [value for kind, value in parts if kind == 1]
        if last[2] != FLOAT or len(last[9]) != 4 * math.prod(shape):
            sys.exit(f"{name} is not made of floats, or not of as many as its shape says")
        found[name] = shape, last[9]
    if missing := set(NAMES.values()) - set(found):
        sys.exit(f"the model lacks {', '.join(sorted(missing))}")
    return {name: found[name] for name in NAMES.values()}


def safetensors(weights):
    header, data = {}, b""
    for name, (shape, values) in weights.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def batch_graph(weights):
    values = {name: struct.unpack(f"<{len(data) // 4}f", data) for name, (_, data) in weights.items()}
    graph = Graph()

    def layer(value, number, taps):
        """One convolution for rows that hold its frames side by side."""
        outputs, inputs, width = weights[f"conv{number}.weight"][0]
        all_taps = values[f"conv{number}.weight"]
        matrix = [all_taps[(o * inputs + i) * width + tap] for tap in taps for i in range(inputs) for o in range(outputs)]
        matrix = graph.floats(f"conv{number}.weight", [len(taps) * inputs, outputs], matrix)
        bias = graph.floats(f"conv{number}.bias", [outputs], values[f"conv{number}.bias"])
        return graph.node("Relu", graph.node("Gemm", value, matrix, bias))

    graph.port(11, "input", FLOAT, ["batch", 576])
    graph.port(11, "state", FLOAT, [2, "batch", 128])
    graph.port(11, "sr", INT64, [])
    sound = graph.node("Pad", "input", graph.numbers(0, 0, 0, 64), mode="reflect")
    basis = [values["stft_conv.weight"][row * 256 + n] for n in range(256) for row in range(258)]
    spectrum = graph.node("MatMul", graph.frames(sound, [0, 128, 256, 384], 256), graph.floats("stft_conv.weight", [256, 258], basis))
    power = graph.node("Mul", spectrum, spectrum)
    heard = graph.node("Sqrt", graph.node("Add", graph.columns(power, 0, 129), graph.columns(power, 129, 258)))
    # Each frame with its neighbours; beyond the ends is silence.
    heard = graph.node("Pad", graph.rows(heard, 4 * 129), graph.numbers(0, 129, 0, 129))
    first = layer(graph.frames(heard, [0, 129, 258, 387], 3 * 129), 1, [0, 1, 2])
    # Two steps of two frames, then one of two, then one of one: taps that only meet silence are left out.
    first = graph.node("Pad", graph.rows(first, 4 * 128), graph.numbers(0, 128, 0, 0))
    second = layer(graph.frames(first, [0, 256], 3 * 128), 2, [0, 1, 2])
    third = layer(graph.rows(second, 2 * 64), 3, [1, 2])
    fourth = layer(third, 4, [1])

    said, memory = (graph.rows(half, 128) for half in graph.node("Split", "state", axis=0, outputs=2))
    both = [values["lstm_cell.weight_ih"], values["lstm_cell.weight_hh"]]
    cell = graph.floats("lstm_cell.weight", [256, 512], [half[o * 128 + i] for half in both for i in range(128) for o in range(512)])
    bias = graph.floats("lstm_cell.bias", [512], [a + b for a, b in zip(values["lstm_cell.bias_ih"], values["lstm_cell.bias_hh"])])
    gates = graph.node("Gemm", graph.node("Concat", fourth, said, axis=1), cell, bias)
    enters, stays, news, leaves = graph.node("Split", gates, axis=1, outputs=4)
    memory = graph.node("Add", graph.node("Mul", graph.node("Sigmoid", stays), memory),
                        graph.node("Mul", graph.node("Sigmoid", enters), graph.node("Tanh", news)))
    said = graph.node("Mul", graph.node("Sigmoid", leaves), graph.node("Tanh", memory))
    halves = [graph.node("Unsqueeze", half, graph.numbers(0)) for half in (said, memory)]
    graph.node("Concat", *halves, axis=0, outputs="stateN")
    final = graph.floats("final_conv.weight", [128, 1], values["final_conv.weight"])
    bias = graph.floats("final_conv.bias", [1], values["final_conv.bias"])
    graph.node("Sigmoid", graph.node("Gemm", graph.node("Relu", said), final, bias), outputs="output")
    graph.port(12, "output", FLOAT, ["batch", 1])
    graph.port(12, "stateN", FLOAT, [2, "batch", 128])
    return graph.model("silero_vad", 15)


def main():
    model, weights_path, batch_path = map(pathlib.Path, sys.argv[1:])
    weights = read_weights(model.read_bytes())
    weights_path.write_bytes(safetensors(weights))
    batch_path.write_bytes(batch_graph(weights))


main()
