"""Writes the sentence embedding model all-MiniLM-L6-v2 as an ONNX graph with 8-bit weights.

    minilm.py WEIGHTS.safetensors MODEL.onnx

The graph takes the token ids of texts of equal length, [rows, tokens], and gives a vector of unit length for each, [rows, 384]: the mean
over all tokens. It has no mask, since padding changes the vector once activations are 8 bits wide: a text is run at its own length.

Weights are one scale for each output, 7 bits and the sign: processors without VNNI add two products in 16 bits, which must not overflow.
Activations are quantised as they come, by the runtime's own fused operators. Needs numpy.
"""
import json
import pathlib
import sys

import numpy

from onnx_graph import FLOAT, INT8, INT64, Graph

LAYERS, HEADS, WIDTH = 6, 12, 384
# The model was trained to this length; longer texts are cut.
TOKENS = 256
LARGEST_WEIGHT = 63
FUSED = "com.microsoft"
EPSILON = 1e-12


def read_safetensors(path):
    """Each tensor of floats by its name."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    tensors = {}
    for name, told in header.items():
        if told.get("dtype") == "F32":
            first, last = told["data_offsets"]
            tensors[name] = numpy.frombuffer(data[start + first:start + last], "<f4").reshape(told["shape"])
    return tensors


def quantise(matrix, largest):
    """Whole numbers up to `largest` and the scale of each row."""
    scale = numpy.maximum(numpy.abs(matrix).max(axis=1), 1e-9) / largest
    return numpy.rint(matrix / scale[:, None]).astype(numpy.int8), scale.astype(numpy.float32)


class Writer:
    def __init__(self, weights):
        self.weights = weights
        self.graph = Graph()

    def floats(self, name, values):
        return self.graph.tensor(name, FLOAT, values.shape, numpy.ascontiguousarray(values, "<f4").tobytes())

    def weight(self, name):
        return self.floats(name, self.weights[name])

    def product(self, value, name, matrix, bias=None):
        """`value` times the transposed matrix, plus the bias."""
        numbers, scale = quantise(matrix, LARGEST_WEIGHT)
        numbers = self.graph.tensor(name + ".weight", INT8, matrix.T.shape, numpy.ascontiguousarray(numbers.T).tobytes())
        inputs = [value, numbers, self.floats(name + ".scale", scale)]
        if bias is not None:
            inputs += ["", self.floats(name + ".bias", bias)]
        return self.graph.node("DynamicQuantizeMatMul", *inputs, domain=FUSED)

    def embeddings(self):
        graph, words = self.graph, self.weights["embeddings.word_embeddings.weight"]
        numbers, scale = quantise(words, 127)
        numbers = graph.tensor("words", INT8, words.shape, numbers.tobytes())
        scale = self.floats("words.scale", scale[:, None])
        words = graph.node("Cast", graph.node("Gather", numbers, "tokens"), to=FLOAT)
        words = graph.node("Mul", words, graph.node("Gather", scale, "tokens"))
        places = self.weights["embeddings.position_embeddings.weight"][:TOKENS] + self.weights["embeddings.token_type_embeddings.weight"][0]
        length = graph.node("Shape", "tokens", start=1)
        places = graph.node("Slice", self.floats("places", places), graph.numbers(0), length)
        norm = "embeddings.LayerNorm."
        return graph.node("LayerNormalization", graph.node("Add", words, places),
                          self.weight(norm + "weight"), self.weight(norm + "bias"), axis=-1, epsilon=EPSILON)

    def layer(self, value, number):
        graph, weights, place = self.graph, self.weights, f"encoder.layer.{number}."
        parts = [place + f"attention.self.{part}." for part in ("query", "key", "value")]
        matrix, bias = (numpy.concatenate([weights[part + kind] for part in parts]) for kind in ("weight", "bias"))
        three = graph.node("Split", self.product(value, place + "attention", matrix, bias), outputs=3, axis=2, num_outputs=3)
        seen = graph.node("MultiHeadAttention", *three, domain=FUSED, num_heads=HEADS)
        value = self.joined(seen, value, place + "attention.output.")
        name = place + "intermediate.dense"
        wide = self.product(value, name, weights[name + ".weight"])
        wide = graph.node("BiasGelu", wide, self.weight(name + ".bias"), domain=FUSED)
        return self.joined(wide, value, place + "output.")

    def joined(self, value, before, place):
        """A dense layer's outcome, added to what was there before and normalised."""
        value = self.product(value, place + "dense", self.weights[place + "dense.weight"])
        norm = place + "LayerNorm."
        return self.graph.node("SkipLayerNormalization", value, before, self.weight(norm + "weight"), self.weight(norm + "bias"),
                               self.weight(place + "dense.bias"), domain=FUSED, epsilon=EPSILON)

    def model(self):
        graph = self.graph
        graph.port(11, "tokens", INT64, ["rows", "tokens"])
        value = self.embeddings()
        for number in range(LAYERS):
            value = self.layer(value, number)
        mean = graph.node("ReduceMean", value, graph.numbers(1), keepdims=0)
        graph.node("LpNormalization", mean, outputs="embedding", axis=-1, p=2)
        graph.port(12, "embedding", FLOAT, ["rows", WIDTH])
        return graph.model("minilm", 18, [FUSED])


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    target.write_bytes(Writer(read_safetensors(source)).model())


if __name__ == "__main__":
    main()
