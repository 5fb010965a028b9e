"""Writes ONNX models, which are Protocol Buffers, as far as set-up needs them."""
import struct

FLOAT, INT8, INT64 = 1, 3, 7


def read_number(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at


def read_fields(data):
    """Yields the number and the value of each field."""
    at = 0
    while at < len(data):
        key, at = read_number(data, at)
        if key & 7 == 0:
            value, at = read_number(data, at)
        else:
            length, at = {1: (8, at), 5: (4, at)}.get(key & 7) or read_number(data, at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


def number_bytes(value):
    value &= (1 << 64) - 1
    written = b""
    while value > 127:
        written, value = written + bytes([value & 127 | 128]), value >> 7
    return written + bytes([value])


def field(number, value):
    if isinstance(value, int):
        return number_bytes(number << 3) + number_bytes(value)
    value = value.encode() if isinstance(value, str) else value
    return number_bytes(number << 3 | 2) + number_bytes(len(value)) + value


class Graph:
    """An ONNX graph under construction; values are named by the node that makes them."""

    def __init__(self):
        self.bytes = b""
        self.nodes = 0
        self.constants = {}

    def tensor(self, name, kind, shape, data):
        """A constant; `data` is its values in little-endian order."""
        dimensions = b"".join(field(1, size) for size in shape)
        self.bytes += field(5, dimensions + field(2, kind) + field(8, name) + field(9, data))
        return name

    def floats(self, name, shape, values):
        return self.tensor(name, FLOAT, shape, struct.pack(f"<{len(values)}f", *values))

    def numbers(self, *values):
        if values not in self.constants:
            name = self.constants[values] = "numbers " + " ".join(map(str, values))
            data = struct.pack(f"<{len(values)}q", *values)
            self.bytes += field(5, field(1, len(values)) + field(2, INT64) + field(8, name) + field(9, data))
        return self.constants[values]

    def node(self, kind, *inputs, outputs=None, domain="", **attributes):
        """Names of its outputs: `outputs` is how many there are, or the one's own name. An input left out is an empty name."""
        self.nodes += 1
        names = [outputs] if isinstance(outputs, str) else [f"{kind} {self.nodes}.{place}" for place in range(outputs or 1)]
        body = b"".join(field(1, name) for name in inputs) + b"".join(field(2, name) for name in names) + field(4, kind)
        for key, value in attributes.items():
            # AttributeProto's type is 1 for a float (in 2), 2 for a number (in 3) and 3 for a text (in 4).
            if isinstance(value, float):
                told = number_bytes(2 << 3 | 5) + struct.pack("<f", value) + field(20, 1)
            else:
                told = field(3, value) + field(20, 2) if isinstance(value, int) else field(4, value) + field(20, 3)
            body += field(5, field(1, key) + told)
        if domain:
            body += field(7, domain)
        self.bytes += field(1, body)
        return names if isinstance(outputs, int) else names[0]

    def port(self, number, name, kind, shape):
        dimensions = b"".join(field(1, field(2, size) if isinstance(size, str) else field(1, size)) for size in shape)
        self.bytes += field(number, field(1, name) + field(2, field(1, field(1, kind) + field(2, dimensions))))

    def columns(self, value, start, end):
        return self.node("Slice", value, self.numbers(start), self.numbers(end), self.numbers(1))

    def rows(self, value, width):
        return self.node("Reshape", value, self.numbers(-1, width))

    def frames(self, value, starts, width):
        """Stretches of each row, as rows of their own."""
        return self.rows(self.node("Concat", *[self.columns(value, start, start + width) for start in starts], axis=1), width)

    def model(self, name, version, domains=()):
        """The whole file: `version` is that of the standard operators; operators of other domains are of their version 1."""
        operators = field(8, field(2, version)) + b"".join(field(8, field(1, domain) + field(2, 1)) for domain in domains)
        return field(1, 8) + field(7, self.bytes + field(2, name)) + operators
