"""MXNet (`-symbol.json` for the graph, `-0000.params` for the weights, version 1.2) to ONNX."""

from __future__ import annotations

import ast
import json
import math
import struct

import numpy as np

from .errors import FormatError
from .graph import Graph, Window

LIST_MAGIC = 0x112
# An array with 64-bit dimensions and a storage type.
ARRAY_MAGIC = 0xF993FAC9
FLOAT32 = 0


def convert(symbol: bytes, params: bytes, shape: list[int], output: str) -> bytes:
    """The ONNX file of a network with the one input `data` of this shape and one output, called `output`."""
    return _Network(symbol, read_params(params), shape, output).convert()


def read_params(data: bytes) -> dict[str, np.ndarray]:
    """The arrays of a `.params` file by name, without the leading `arg:` or `aux:`."""
    reader = _Reader(data)
    magic, _, count = reader.take("<QQQ")
    if magic != LIST_MAGIC:
        raise FormatError("the .params file does not begin like a list of arrays")
    arrays = [reader.array() for _ in range(min(count, len(data)))]
    (names,) = reader.take("<Q")
    if names != len(arrays):
        raise FormatError(f"the .params file has {len(arrays)} arrays but {names} names")
    return {reader.text().partition(":")[2]: array for array in arrays}


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def bytes(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise FormatError(f"the .params file ends at byte {len(self.data)}, within an array or a name")
        self.at += count
        return self.data[self.at - count:self.at]

    def take(self, layout: str) -> tuple:
        return struct.unpack(layout, self.bytes(struct.calcsize(layout)))

    def text(self) -> str:
        return self.bytes(self.take("<Q")[0]).decode("utf-8", "replace")

    def array(self) -> np.ndarray:
        magic, storage, rank = self.take("<IiI")
        if magic != ARRAY_MAGIC or storage != 0 or not 1 <= rank <= 8:
            raise FormatError(f"the array before byte {self.at} of the .params file is not dense or of another version")
        shape = self.take(f"<{rank}q")
        _, _, kind = self.take("<iii")
        if kind != FLOAT32 or min(shape) < 1:
            raise FormatError(f"the array before byte {self.at} of the .params file is empty or not of 32-bit floats")
        return np.frombuffer(self.bytes(4 * math.prod(shape)), "<f4").reshape(shape)


class _Network:
    """`values` holds the name of what each node yields, by its number; weights get theirs when first used."""

    def __init__(self, symbol: bytes, arrays: dict[str, np.ndarray], shape: list[int], output: str) -> None:
        try:
            described = json.loads(symbol)
            self.nodes, self.head = described["nodes"], described["heads"][0][0]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise FormatError(f"the -symbol.json has no list of nodes and heads ({error!r})") from error
        self.arrays, self.shape, self.output = arrays, shape, output
        self.graph = Graph("mxnet")
        self.values: dict[int, str] = {}

    def convert(self) -> bytes:
        for index, node in enumerate(self.nodes):
            if node["op"] != "null":
                self.values[index] = self.operation(node)
            elif node["name"] == "data":
                self.values[index] = self.graph.input("data", self.shape)
        widths = [_integer(node, "num_hidden", 0) for node in self.nodes if node["op"] == "FullyConnected"]
        if not widths:
            raise FormatError("the network has no linear layer to end with")
        self.graph.output(self.value(self.head), self.output, [self.shape[0], widths[-1]])
        return self.graph.serialize()

    def operation(self, node: dict) -> str:
        if node["op"] == "Convolution":
            return self.convolution(node)
        inputs = [self.value(source[0]) for source in node["inputs"]]
        scalar = self.scalar(node)
        match node["op"]:
            case "_minus_scalar":
                return self.graph.node("Sub", [*inputs, scalar])
            case "_mul_scalar":
                return self.graph.node("Mul", [*inputs, scalar])
            case "_maximum_scalar":
                return self.graph.node("Clip", [*inputs, scalar])
            case "_minimum_scalar":
                return self.graph.node("Clip", [*inputs, "", scalar])
            case "elemwise_add":
                return self.graph.node("Add", inputs)
            case "Flatten":
                return self.graph.node("Flatten", inputs)
            case "BatchNorm":
                return self.normalization(node, inputs)
            case "FullyConnected":
                return self.graph.node("Gemm", inputs, transB=1)
        raise FormatError(f"the node {node['name']} has the unknown operation {node['op']}")

    def value(self, index: int) -> str:
        if index not in self.values:
            self.values[index] = self.graph.constant(self.array(index))
        return self.values[index]

    def array(self, index: int) -> np.ndarray:
        name = self.nodes[index]["name"]
        if name not in self.arrays:
            raise FormatError(f"the node {name} is used before it is defined, or its array is missing")
        return self.arrays[name]

    def scalar(self, node: dict) -> str:
        text = _attributes(node).get("scalar")
        return "" if text is None else self.graph.constant(np.float32(text))

    def convolution(self, node: dict) -> str:
        image, *arrays = (source[0] for source in node["inputs"])
        weight, *bias = (self.array(index) for index in arrays)
        pad = _pair(node, "pad", (0, 0))
        window = Window(_pair(node, "stride", (1, 1)), pad + pad, _pair(node, "dilate", (1, 1)))
        group = _integer(node, "num_group", 1)
        return self.graph.convolution(self.value(image), weight, bias[0] if bias else None, window, group)

    def normalization(self, node: dict, inputs: list[str]) -> str:
        attributes = _attributes(node)
        # Where gamma is fixed, the stored one is not used.
        if attributes.get("fix_gamma", "True") != "False":
            raise FormatError(f"the normalization {node['name']} has a fixed gamma")
        return self.graph.node("BatchNormalization", inputs, epsilon=float(attributes.get("eps", 1e-3)))


def _attributes(node: dict) -> dict[str, str]:
    return node.get("attrs") or node.get("param") or {}


def _integer(node: dict, name: str, default: int) -> int:
    return int(_attributes(node).get(name, default))


def _pair(node: dict, name: str, default: tuple[int, int]) -> list[int]:
    text = _attributes(node).get(name)
    pair = default if text is None else ast.literal_eval(text)
    if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(item, int) for item in pair)):
        raise FormatError(f"{name} = {text} of the node {node['name']} is not a pair of integers")
    return list(pair)
