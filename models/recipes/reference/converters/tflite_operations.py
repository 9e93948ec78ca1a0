"""How each operation of TensorFlow Lite is written in ONNX. Operations and options have the numbers of its schema."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np

from .errors import FormatError
from .graph import Window, same_pads
from .tflite import CUSTOM, PLANAR_AXIS, Network, Operation

SAME = 0
# The padding of custom operations has other numbers.
CUSTOM_SAME = 1
NO_ACTIVATION, RELU, RELU6 = 0, 1, 3


def convert(data: bytes, name: str, outputs: list[str]) -> bytes:
    """The ONNX file of a network whose outputs are, in this order, those called so in the file."""
    network = Network(data, name)
    for tensor in network.inputs:
        network.set(tensor, network.graph.input(network.name(tensor), network.shape(tensor)), planar=False)
    for operation in network.operations():
        write = WRITERS.get(operation.custom if operation.kind == CUSTOM else operation.kind)
        if write is None:
            raise FormatError(f"operation {operation.kind} {operation.custom} is unknown")
        write(network, operation)
    by_name = {network.name(tensor): tensor for tensor in network.outputs}
    for output in outputs:
        if output not in by_name:
            raise FormatError(f"there is no output called {output}")
        tensor = by_name[output]
        network.graph.output(network.as_native(tensor), output, network.shape(tensor))
    return network.graph.serialize()


def _finish(network: Network, operation: Operation, value: str, planar: bool, activation: int = NO_ACTIVATION) -> None:
    """Adds the activation that is part of an operation, and names the result."""
    if activation == RELU:
        value = network.graph.node("Relu", [value])
    elif activation == RELU6:
        limits = [network.graph.constant(np.float32(limit)) for limit in (0, 6)]
        value = network.graph.node("Clip", [value, *limits])
    elif activation != NO_ACTIVATION:
        raise FormatError(f"activation {activation} is unknown")
    network.set(operation.outputs[0], value, planar)


def _window(network: Network, operation: Operation, kernel: tuple[int, ...]) -> Window:
    strides = [operation.option(2, "i", 1), operation.option(1, "i", 1)]
    if operation.option(0) != SAME:
        return Window(strides)
    return Window(strides, same_pads(network.shape(operation.inputs[0])[1:3], kernel, strides))


def convolution(network: Network, operation: Operation) -> None:
    _convolve(network, operation, depthwise=False, activation=3, dilation=4)


def depthwise(network: Network, operation: Operation) -> None:
    _convolve(network, operation, depthwise=True, activation=4, dilation=5)


def _convolve(network: Network, operation: Operation, depthwise: bool, activation: int, dilation: int) -> None:
    image, filters, bias = operation.inputs
    if operation.option(dilation, "i", 1) != 1 or operation.option(dilation + 1, "i", 1) != 1:
        raise FormatError(f"the convolution of {network.name(image)} is dilated")
    # Stored as (output, row, column, input), and (1, row, column, output) for one filter per channel.
    weight = network.stored(filters).transpose((3, 0, 1, 2) if depthwise else (0, 3, 1, 2))
    group = network.shape(image)[3] if depthwise else 1
    window = _window(network, operation, weight.shape[2:])
    value = network.graph.convolution(network.as_planar(image), weight, network.stored(bias), window, group)
    _finish(network, operation, value, True, operation.option(activation))


def _pool(kind: str) -> Callable[[Network, Operation], None]:
    def write(network: Network, operation: Operation) -> None:
        kernel = (operation.option(4, "i"), operation.option(3, "i"))
        window = _window(network, operation, kernel)
        value = network.graph.pool(kind, network.as_planar(operation.inputs[0]), kernel, window)
        _finish(network, operation, value, True, operation.option(5))

    return write


def _elementwise(kind: str) -> Callable[[Network, Operation], None]:
    def write(network: Network, operation: Operation) -> None:
        planar = network.is_planar(operation.inputs)
        inputs = [network.value(tensor, planar) for tensor in operation.inputs]
        value = network.graph.node(kind, inputs)
        # Only the four binary ones have options, with the activation in front.
        _finish(network, operation, value, planar, operation.option(0) if len(inputs) == 2 else NO_ACTIVATION)

    return write


def dequantize(network: Network, operation: Operation) -> None:
    network.constants[operation.outputs[0]] = network.stored(operation.inputs[0]).astype(np.float32)


def parametric_relu(network: Network, operation: Operation) -> None:
    image, slopes = operation.inputs
    slope = network.graph.constant(network.stored(slopes).transpose(2, 0, 1))
    _finish(network, operation, network.graph.node("PRelu", [network.as_planar(image), slope]), True)


def hard_swish(network: Network, operation: Operation) -> None:
    planar = network.is_planar(operation.inputs)
    value = network.value(operation.inputs[0], planar)
    gate = network.graph.node("HardSigmoid", [value], alpha=1 / 6, beta=0.5)
    _finish(network, operation, network.graph.node("Mul", [value, gate]), planar)


def squared_difference(network: Network, operation: Operation) -> None:
    planar = network.is_planar(operation.inputs)
    inputs = [network.value(tensor, planar) for tensor in operation.inputs]
    difference = network.graph.node("Sub", inputs)
    _finish(network, operation, network.graph.node("Mul", [difference, difference]), planar)


def reciprocal_root(network: Network, operation: Operation) -> None:
    planar = network.is_planar(operation.inputs)
    root = network.graph.node("Sqrt", [network.value(operation.inputs[0], planar)])
    _finish(network, operation, network.graph.node("Reciprocal", [root]), planar)


def _axes(network: Network, axes: list[int], rank: int, planar: bool) -> list[int]:
    counted = [axis % rank for axis in axes]
    return [PLANAR_AXIS[axis] for axis in counted] if planar else counted


def _reduce(kind: str) -> Callable[[Network, Operation], None]:
    def write(network: Network, operation: Operation) -> None:
        image, axes = operation.inputs
        keep, rank = operation.option(0), len(network.shape(image))
        planar = network.is_planar((image,)) and keep == 1
        reduced = _axes(network, network.stored(axes).reshape(-1).tolist(), rank, planar)
        inputs = [network.value(image, planar)]
        # In opset 13 the sum takes its axes as an input, and the mean as an attribute.
        if kind == "ReduceSum":
            value = network.graph.node(kind, [*inputs, network.graph.constant(reduced)], keepdims=keep)
        else:
            value = network.graph.node(kind, inputs, axes=reduced, keepdims=keep)
        _finish(network, operation, value, planar)

    return write


def pad(network: Network, operation: Operation) -> None:
    image, amounts = operation.inputs
    before, after = network.stored(amounts).T.tolist()
    planar = network.is_planar((image,))
    order = (0, 3, 1, 2) if planar else range(len(before))
    pads = [before[axis] for axis in order] + [after[axis] for axis in order]
    inputs = [network.value(image, planar), network.graph.constant(pads)]
    _finish(network, operation, network.graph.node("Pad", inputs), planar)


def concatenation(network: Network, operation: Operation) -> None:
    planar = network.is_planar(operation.inputs)
    rank = len(network.shape(operation.outputs[0]))
    (axis,) = _axes(network, [operation.option(0, "i")], rank, planar)
    inputs = [network.value(tensor, planar) for tensor in operation.inputs]
    _finish(network, operation, network.graph.node("Concat", inputs, axis=axis), planar, operation.option(1))


def transpose(network: Network, operation: Operation) -> None:
    image, order = operation.inputs
    perm, planar = network.stored(order).tolist(), network.is_planar((image,))
    if planar:
        # Axis k of the result is, in its order, axis perm[k] of the input, in its order.
        perm = [PLANAR_AXIS[perm[axis]] for axis in (0, 3, 1, 2)]
    value = network.graph.node("Transpose", [network.value(image, planar)], perm=perm)
    _finish(network, operation, value, planar)


def reshape(network: Network, operation: Operation) -> None:
    shape = network.graph.constant(network.shape(operation.outputs[0]))
    value = network.graph.node("Reshape", [network.as_native(operation.inputs[0]), shape])
    _finish(network, operation, value, False)


def strided_slice(network: Network, operation: Operation) -> None:
    """The options say, with one bit per axis, where begin and end are left open and which axes are dropped."""
    image, *bounds = operation.inputs
    begin, end, step = (network.stored(tensor).tolist() for tensor in bounds)
    open_begin, open_end, dropped = (operation.option(field, "i") for field in (0, 1, 4))
    if operation.option(2, "i") or operation.option(3, "i") or min(step) < 1:
        raise FormatError(f"the slice of {network.name(image)} goes backwards or adds axes")
    length = network.shape(image)
    starts = [0 if open_begin >> axis & 1 else first for axis, first in enumerate(begin)]
    ends = [length[axis] if open_end >> axis & 1 else last for axis, last in enumerate(end)]
    for axis in range(len(starts)):
        if dropped >> axis & 1:
            ends[axis] = starts[axis] + 1
    limits = [network.graph.constant(item) for item in (starts, ends, list(range(len(starts))), step)]
    value = network.graph.node("Slice", [network.as_native(image), *limits])
    if dropped:
        value = network.graph.node("Reshape", [value, network.graph.constant(network.shape(operation.outputs[0]))])
    _finish(network, operation, value, False)


def resize(network: Network, operation: Operation) -> None:
    image, size = operation.inputs
    if operation.option(2) or not operation.option(3):
        raise FormatError(f"the resized {network.name(image)} does not take pixels by their centres")
    rows, columns = network.stored(size).tolist()
    sizes = network.graph.constant([1, network.shape(image)[3], rows, columns])
    value = network.graph.node("Resize", [network.as_planar(image), "", "", sizes], mode="linear",
                               coordinate_transformation_mode="half_pixel")
    _finish(network, operation, value, True)


def transposed_convolution(network: Network, operation: Operation) -> None:
    """MediaPipe's own, with a bias; padding and strides are three numbers. Only windows that do not overlap."""
    if len(operation.custom_options) != 12:
        raise FormatError("a transposed convolution without padding and strides")
    padding, *strides = struct.unpack("<iii", operation.custom_options)
    image, filters, bias = operation.inputs
    # Stored as (output, row, column, input).
    weight = network.stored(filters).transpose(3, 0, 1, 2)
    if padding != CUSTOM_SAME or list(weight.shape[2:]) != strides:
        raise FormatError("a transposed convolution whose windows overlap")
    inputs = [network.as_planar(image), network.graph.constant(weight), network.as_native(bias)]
    value = network.graph.node("ConvTranspose", inputs, kernel_shape=strides, strides=strides, pads=[0] * 4,
                               dilations=[1, 1], group=1)
    _finish(network, operation, value, True)


WRITERS: dict[int | str, Callable[[Network, Operation], None]] = {
    0: _elementwise("Add"),
    1: _pool("AveragePool"),
    2: concatenation,
    3: convolution,
    4: depthwise,
    6: dequantize,
    14: _elementwise("Sigmoid"),
    17: _pool("MaxPool"),
    18: _elementwise("Mul"),
    19: _elementwise("Relu"),
    22: reshape,
    23: resize,
    34: pad,
    39: transpose,
    40: _reduce("ReduceMean"),
    41: _elementwise("Sub"),
    42: _elementwise("Div"),
    45: strided_slice,
    54: parametric_relu,
    59: _elementwise("Neg"),
    74: _reduce("ReduceSum"),
    75: _elementwise("Sqrt"),
    76: reciprocal_root,
    99: squared_difference,
    117: hard_swish,
    "Convolution2DTransposeBias": transposed_convolution,
}
