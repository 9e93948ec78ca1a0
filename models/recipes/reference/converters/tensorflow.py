"""TensorFlow 1 frozen graph (`.pb`) of one picture and one output to ONNX.

Pictures come as (n, row, column, channel); all between the first convolution and the last pool is written for
(n, channel, row, column). Only convolutions padded so that the picture keeps its size over the stride (`SAME`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from . import protobuf
from .errors import FormatError
from .graph import Graph, Window, same_pads

FLOAT32, INT32 = 1, 3
PLAIN = {"Relu": "Relu", "Add": "Add", "BiasAdd": "Add", "MatMul": "MatMul", "Sigmoid": "Sigmoid"}


@dataclass
class Node:
    """A step of the graph; attributes are still encoded."""

    name: str = ""
    operation: str = ""
    inputs: list[str] = field(default_factory=list)
    attributes: dict[str, bytes] = field(default_factory=dict)

    def attribute(self, name: str, number: int) -> protobuf.Value:
        """One attribute; `number` is the field that its type is kept in."""
        for found, value in protobuf.fields(self.attributes.get(name, b"")):
            if found == number:
                return value
        raise FormatError(f"the node {self.name} has no {name}")

    def integers(self, name: str) -> list[int]:
        """An attribute that is a list of integers."""
        items = protobuf.fields(protobuf.message(self.attribute(name, 1)))
        return [item for number, value in items if number == 3 for item in protobuf.integers(value)]


def read_nodes(data: bytes) -> list[Node]:
    """The nodes of a graph, in the order of the file."""
    return [_node(protobuf.message(value)) for number, value in protobuf.fields(data) if number == 1]


def _node(encoded: bytes) -> Node:
    node = Node()
    for number, value in protobuf.fields(encoded):
        if number == 1:
            node.name = protobuf.text(value)
        elif number == 2:
            node.operation = protobuf.text(value)
        elif number == 3:
            node.inputs.append(protobuf.text(value))
        elif number == 5:
            entry = dict(protobuf.fields(protobuf.message(value)))
            node.attributes[protobuf.text(entry.get(1, b""))] = protobuf.message(entry.get(2, b""))
    return node


def _shape(encoded: bytes) -> list[int]:
    dimensions = [dict(protobuf.fields(protobuf.message(value))) for _, value in protobuf.fields(encoded)]
    return [int(dimension.get(1, 0)) for dimension in dimensions]


def _tensor(encoded: bytes) -> np.ndarray:
    kind: protobuf.Value = 0
    shape: list[int] = []
    content = b""
    for number, value in protobuf.fields(encoded):
        if number == 1:
            kind = value
        elif number == 2:
            shape = _shape(protobuf.message(value))
        elif number == 4:
            content = protobuf.message(value)
        elif number in (5, 7):
            # One number for the whole tensor, instead of its bytes.
            single = kind == FLOAT32
            content = np.array(protobuf.single(value) if single else protobuf.integers(value)[0],
                               "<f4" if single else "<i4").tobytes()
    if kind not in (FLOAT32, INT32) or len(content) != 4 * math.prod(shape):
        raise FormatError("a constant that does not have the size of its shape, or is of another kind")
    return np.frombuffer(content, "<f4" if kind == FLOAT32 else "<i4").reshape(shape)


def convert(data: bytes, shape: list[int], output: str) -> bytes:
    """The ONNX file: `input:0` of this shape, for any number of pictures, to `output`, the graph's last node."""
    network = _Network(shape)
    nodes = read_nodes(data)
    for node in nodes:
        network.add(node)
    network.graph.output(network.value(nodes[-1].name), output, ["n", 1])
    return network.graph.serialize()


class _Network:
    def __init__(self, shape: list[int]) -> None:
        self.graph = Graph("tensorflow")
        self.input_shape = shape
        self.constants: dict[str, np.ndarray] = {}
        self.values: dict[str, str] = {}
        # Rows and columns of the pictures, which the padding follows from.
        self.sizes: dict[str, tuple[int, int]] = {}

    def value(self, name: str) -> str:
        if name not in self.values:
            if name not in self.constants:
                raise FormatError(f"the node {name} is used before it is defined")
            self.values[name] = self.graph.constant(self.constants[name])
        return self.values[name]

    def weight(self, name: str) -> np.ndarray:
        if name not in self.constants:
            raise FormatError(f"{name} is computed where stored numbers are needed")
        return self.constants[name]

    def add(self, node: Node) -> None:
        """Carries out one node: weights are read, everything else is written to the graph."""
        name, source = node.name, node.inputs[0] if node.inputs else ""
        if source in self.sizes:
            self.sizes[name] = self.sizes[source]
        if node.operation == "Placeholder":
            self.placeholder(name)
        elif node.operation == "Const":
            self.constants[name] = _tensor(protobuf.message(node.attribute("value", 8)))
        elif node.operation == "Identity" and source in self.constants:
            self.constants[name] = self.constants[source]
        else:
            self.values[name] = self.written(node)

    def placeholder(self, name: str) -> None:
        value = self.graph.input("input:0", ["n", *self.input_shape])
        self.values[name] = self.graph.node("Transpose", [value], perm=(0, 3, 1, 2))
        self.sizes[name] = (self.input_shape[0], self.input_shape[1])

    def written(self, node: Node) -> str:
        if node.operation in ("Conv2D", "DepthwiseConv2dNative"):
            return self.convolution(node)
        inputs = [self.value(name) for name in node.inputs]
        if node.operation == "Identity":
            return inputs[0]
        if node.operation == "FusedBatchNorm":
            epsilon = protobuf.single(node.attribute("epsilon", 4))
            return self.graph.node("BatchNormalization", inputs, epsilon=epsilon)
        if node.operation == "AvgPool":
            return self.pool(node, inputs)
        if node.operation == "Reshape":
            # Its picture has one row and one column, so the order of the axes does not matter.
            if self.sizes.pop(node.name, None) != (1, 1):
                raise FormatError(f"{node.name} flattens a picture of more than one pixel")
            return self.graph.node("Reshape", inputs)
        if node.operation in PLAIN:
            return self.graph.node(PLAIN[node.operation], inputs)
        raise FormatError(f"the node {node.name} has the unknown operation {node.operation}")

    def convolution(self, node: Node) -> str:
        image, filters = node.inputs
        weight = self.weight(filters)
        group = 1
        # Stored as (row, column, input, output), and (row, column, input, 1) for one filter per channel.
        if node.operation == "DepthwiseConv2dNative":
            weight, group = weight.transpose(2, 3, 0, 1), weight.shape[2]
        else:
            weight = weight.transpose(3, 2, 0, 1)
        if node.attribute("padding", 2) != b"SAME" or node.integers("dilations") != [1] * 4:
            raise FormatError(f"the convolution {node.name} is dilated or padded otherwise")
        strides = node.integers("strides")[1:3]
        rows, columns = self.sizes[node.name]
        window = Window(strides, same_pads((rows, columns), weight.shape[2:], strides))
        self.sizes[node.name] = (-(-rows // strides[0]), -(-columns // strides[1]))
        return self.graph.convolution(self.value(image), weight, None, window, group)

    def pool(self, node: Node, inputs: list[str]) -> str:
        kernel = node.integers("ksize")[1:3]
        if tuple(kernel) != self.sizes[node.name] or node.attribute("padding", 2) != b"VALID":
            raise FormatError(f"the pool {node.name} is not over the whole picture")
        self.sizes[node.name] = (1, 1)
        return self.graph.node("GlobalAveragePool", inputs)
