"""An ONNX graph under construction. The bytes written depend on nothing but what was added, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 13
# The oldest file version that may declare opset 13.
IR_VERSION = 7

Shape = Sequence[int | str]


@dataclass(frozen=True)
class Window:
    """How a window moves over a picture: rows then columns; pads are all those before, then all those after."""

    strides: Sequence[int] = (1, 1)
    pads: Sequence[int] = (0, 0, 0, 0)
    dilations: Sequence[int] = (1, 1)


class Graph:
    """Values are named by strings; every method that adds one returns its name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._renamed: dict[str, str] = {}

    def input(self, name: str, shape: Shape) -> str:
        """An input of the network, 32-bit floats; a text in its shape is an axis of any length."""
        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def constant(self, values: np.ndarray | np.float32 | Sequence[int]) -> str:
        """Weights (floats, stored with 32 bits) or shapes, axes, pads and the like (64-bit integers)."""
        array = np.asarray(values)
        kind = np.float32 if array.dtype.kind == "f" else np.int64
        name = f"constant_{len(self._constants)}"
        # ascontiguousarray would make a vector of a single number.
        self._constants.append(numpy_helper.from_array(np.array(array, dtype=kind, order="C"), name))
        return name

    def node(self, operation: str, inputs: Sequence[str], **attributes) -> str:
        """An operation with one output."""
        name = f"{operation.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, inputs, [name], name=name, **attributes))
        return name

    def convolution(self, image: str, weight: np.ndarray, bias: np.ndarray | None, window: Window,
                    group: int = 1) -> str:
        """A convolution; `weight` is (output, input of one group, row, column). Every attribute is written out: not all
        runtimes know the defaults."""
        inputs = [image, self.constant(weight)] + ([] if bias is None else [self.constant(bias)])
        return self.node("Conv", inputs, kernel_shape=weight.shape[2:], group=group, strides=window.strides,
                         pads=window.pads, dilations=window.dilations)

    def pool(self, operation: str, image: str, kernel: Sequence[int], window: Window) -> str:
        """`AveragePool` (of the pixels that are there, not the padding) or `MaxPool`."""
        return self.node(operation, [image], kernel_shape=kernel, strides=window.strides, pads=window.pads)

    def output(self, value: str, name: str, shape: Shape) -> None:
        """Makes the output of a node an output of the network, called `name`."""
        self._renamed[value] = name
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def serialize(self) -> bytes:
        """The finished file, checked: among other things, that the shapes declared are the ones inferred."""
        for node in self._nodes:
            node.input[:] = [self._renamed.get(name, name) for name in node.input]
            node.output[:] = [self._renamed.get(name, name) for name in node.output]
        graph = helper.make_graph(self._nodes, self._name, self._inputs, self._outputs, self._constants)
        opset = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION, producer_name="liveface")
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString(deterministic=True)


def same_pads(picture: Sequence[int], kernel: Sequence[int], strides: Sequence[int]) -> list[int]:
    """TensorFlow's `SAME`: pads by which a picture shrinks by its strides only. An odd one comes after."""
    before, after = [], []
    for length, size, stride in zip(picture, kernel, strides, strict=True):
        missing = max((-(-length // stride) - 1) * stride + size - length, 0)
        before.append(missing // 2)
        after.append(missing - missing // 2)
    return before + after


def folded(weight: np.ndarray, gamma: np.ndarray, beta: np.ndarray, mean: np.ndarray, variance: np.ndarray,
           epsilon: float) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of a layer without bias (outputs on axis 0) and the batch normalization that follows it."""
    scale = gamma.astype(np.float64) / np.sqrt(variance.astype(np.float64) + epsilon)
    per_output = scale.reshape((-1,) + (1,) * (weight.ndim - 1))
    return (weight * per_output).astype(np.float32), (beta - mean * scale).astype(np.float32)
