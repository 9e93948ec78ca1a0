"""OpenVINO IR (version 10 and 11: `.xml` for the graph, `.bin` for FP16 or FP32 weights) to ONNX."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np

from .errors import FormatError
from .graph import Graph, Window

KINDS: dict[str, np.dtype] = {"f16": np.dtype("<f2"), "f32": np.dtype("<f4")}
PLAIN = {"Add": "Add", "Multiply": "Mul", "Sigmoid": "Sigmoid"}


def convert(xml: bytes, weights: bytes, output: str) -> bytes:
    """The ONNX file of a network with one output, which is called `output`."""
    if b"<!" in xml:
        raise FormatError("the .xml declares a document type or entities, which no IR needs")
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise FormatError(f"the .xml cannot be parsed ({error})") from error
    return _Network(root, weights, output).convert()


class _Network:
    """`values` and `constants` hold what each layer yields, by its id."""

    def __init__(self, root: ElementTree.Element, weights: bytes, output: str) -> None:
        self.root, self.weights, self.output = root, weights, output
        self.graph = Graph(root.get("name", "network"))
        self.values: dict[str, str] = {}
        self.constants: dict[str, np.ndarray] = {}
        self.sources: dict[str, dict[int, str]] = {}
        for edge in root.iterfind("edges/edge"):
            ports = self.sources.setdefault(edge.get("to-layer", ""), {})
            ports[int(edge.get("to-port", 0))] = edge.get("from-layer", "")

    def convert(self) -> bytes:
        for layer in self.root.iterfind("layers/layer"):
            kind = layer.get("type", "")
            convert = LAYERS.get(kind)
            if convert is None:
                raise FormatError(f"the layer {layer.get('name')} is of the unknown type {kind}")
            convert(self, layer)
        return self.graph.serialize()

    def inputs(self, layer: ElementTree.Element) -> list[str]:
        """The layers that feed this one, in the order of its ports."""
        ports = self.sources.get(layer.get("id", ""), {})
        return [ports[port] for port in sorted(ports)]

    def value(self, source: str) -> str:
        if source in self.constants:
            self.values[source] = self.graph.constant(self.constants.pop(source))
        if source not in self.values:
            raise FormatError(f"layer {source} is used before it is defined")
        return self.values[source]

    def weight(self, source: str) -> np.ndarray:
        if source not in self.constants:
            raise FormatError(f"the weights of layer {source} are computed, not stored, or used twice")
        return self.constants.pop(source)

    def set(self, layer: ElementTree.Element, value: str) -> None:
        self.values[layer.get("id", "")] = value

    def parameter(self, layer: ElementTree.Element) -> None:
        name = layer.get("name", "")
        self.set(layer, self.graph.input(name, _integers(_data(layer), "shape")))

    def stored(self, layer: ElementTree.Element) -> None:
        data = _data(layer)
        kind, shape = KINDS.get(data.get("element_type", "")), _integers(data, "shape")
        start, size = int(data.get("offset", -1)), int(data.get("size", -1))
        if kind is None or start < 0 or start + size > len(self.weights) or size != math.prod(shape) * kind.itemsize:
            raise FormatError(f"the constant {layer.get('name')} does not fit the .bin file")
        values = np.frombuffer(self.weights, kind, math.prod(shape), start).reshape(shape)
        self.constants[layer.get("id", "")] = values.astype(np.float32)

    def unpacked(self, layer: ElementTree.Element) -> None:
        """Only weights are stored with 16 bits, and `stored` has widened them."""
        self.constants[layer.get("id", "")] = self.weight(self.inputs(layer)[0])

    def plain(self, layer: ElementTree.Element) -> None:
        operation = PLAIN[layer.get("type", "")]
        self.set(layer, self.graph.node(operation, [self.value(source) for source in self.inputs(layer)]))

    def convolution(self, layer: ElementTree.Element) -> None:
        image, source = self.inputs(layer)
        weight, group = self.weight(source), 1
        if layer.get("type") == "GroupConvolution":
            group = weight.shape[0]
            weight = weight.reshape((-1,) + weight.shape[2:])
        value = self.graph.convolution(self.value(image), weight, None, _window(layer), group)
        self.set(layer, value)

    def leaky(self, layer: ElementTree.Element) -> None:
        image, slope = self.inputs(layer)
        slopes = self.graph.constant(self.weight(slope).reshape(-1, 1, 1))
        self.set(layer, self.graph.node("PRelu", [self.value(image), slopes]))

    def pool(self, layer: ElementTree.Element) -> None:
        data = _data(layer)
        if data.get("rounding_type", "floor") != "floor" or data.get("exclude-pad", "true") != "true":
            raise FormatError(f"the pool {layer.get('name')} rounds up or counts its padding")
        (image,) = self.inputs(layer)
        value = self.graph.pool("AveragePool", self.value(image), _integers(data, "kernel"), _window(layer))
        self.set(layer, value)

    def result(self, layer: ElementTree.Element) -> None:
        shape = [int(dim.text or 0) for dim in layer.iterfind("input/port/dim")]
        self.graph.output(self.value(self.inputs(layer)[0]), self.output, shape)


LAYERS: dict[str, Callable[[_Network, ElementTree.Element], None]] = {
    "Parameter": _Network.parameter,
    "Const": _Network.stored,
    "Convert": _Network.unpacked,
    **dict.fromkeys(PLAIN, _Network.plain),
    "Convolution": _Network.convolution,
    "GroupConvolution": _Network.convolution,
    "PReLU": _Network.leaky,
    "AvgPool": _Network.pool,
    "Result": _Network.result,
}


def _data(layer: ElementTree.Element) -> ElementTree.Element:
    data = layer.find("data")
    if data is None:
        raise FormatError(f"the layer {layer.get('name')} has no data")
    return data


def _integers(data: ElementTree.Element, name: str) -> list[int]:
    text = data.get(name, "").strip()
    try:
        return [int(part) for part in text.split(",")] if text else []
    except ValueError as error:
        raise FormatError(f"{name} = {text} is not a list of integers") from error


def _window(layer: ElementTree.Element) -> Window:
    data = _data(layer)
    if data.get("auto_pad", "explicit") != "explicit":
        raise FormatError(f"the layer {layer.get('name')} leaves its padding to the runtime")
    pads = _integers(data, "pads_begin") + _integers(data, "pads_end")
    return Window(_integers(data, "strides"), pads, _integers(data, "dilations") or (1, 1))
