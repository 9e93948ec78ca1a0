"""Runs the convolutional teachers on whatever device PyTorch has: a small reader of the ONNX operators that they use."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper


class OnnxModule(torch.nn.Module):
    """A network of one input; `forward` gives the named outputs (all by default). Static graphs, eager execution."""

    def __init__(self, path: Path, outputs: tuple[str, ...] | None = None) -> None:
        super().__init__()
        graph = onnx.load(str(path)).graph
        constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.names: dict[str, str] = {}
        for number, (name, value) in enumerate(constants.items()):
            self.names[name] = f"c{number}"
            self.register_buffer(f"c{number}", torch.from_numpy(np.array(value)))
        self.input = next(value.name for value in graph.input if value.name not in constants)
        self.nodes = [(node.op_type, list(node.input), list(node.output), attributes(node)) for node in graph.node]
        self.outputs = outputs or tuple(value.name for value in graph.output)

    @torch.no_grad()
    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        values: dict[str, torch.Tensor | None] = {name: getattr(self, key) for name, key in self.names.items()}
        values[""], values[self.input] = None, x
        for kind, inputs, outputs, attrs in self.nodes:
            if kind not in OPERATORS:
                raise NotImplementedError(f"the operator {kind} is not known: add it to onnx_torch.OPERATORS")
            values[outputs[0]] = OPERATORS[kind](attrs, *[values[name] for name in inputs])
        return tuple(values[name] for name in self.outputs)


def attributes(node: onnx.NodeProto) -> dict:
    """Attributes by name; tensors as torch tensors."""
    found = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    for name, value in found.items():
        if isinstance(value, onnx.TensorProto):
            found[name] = torch.from_numpy(np.array(numpy_helper.to_array(value)))
    return found


def padded(x: torch.Tensor, attrs: dict, value: float = 0.0) -> torch.Tensor:
    """`x` with the padding that a convolution or pool asks for."""
    if attrs.get("auto_pad", b"NOTSET") in (b"SAME_UPPER", b"SAME_LOWER"):
        kernel, strides = attrs["kernel_shape"], attrs.get("strides", [1, 1])
        total = [max((-(-n // s) - 1) * s + k - n, 0) for n, k, s in zip(x.shape[2:], kernel, strides)]
        low = [t // 2 if attrs["auto_pad"] == b"SAME_UPPER" else t - t // 2 for t in total]
        pads = [low[0], low[1], total[0] - low[0], total[1] - low[1]]
    else:
        pads = attrs.get("pads", [0, 0, 0, 0])
    top, left, bottom, right = pads
    return F.pad(x, (left, right, top, bottom), value=value) if any(pads) else x


def conv(attrs: dict, x, weight, bias=None):
    stride, dilation = attrs.get("strides", [1, 1]), attrs.get("dilations", [1, 1])
    weight, bias = weight.to(x.dtype), None if bias is None else bias.to(x.dtype)
    return F.conv2d(padded(x, attrs), weight, bias, stride, 0, dilation, attrs.get("group", 1))


def pool(attrs: dict, x, kind):
    value = float("-inf") if kind is F.max_pool2d else 0.0
    return kind(padded(x, attrs, value), attrs["kernel_shape"], attrs.get("strides", [1, 1]))


def prelu(_, x, slope):
    return torch.where(x >= 0, x, x * slope.to(x.dtype))


def batch_norm(attrs: dict, x, scale, bias, mean, variance):
    return F.batch_norm(x, mean, variance, scale, bias, False, 0.0, attrs.get("epsilon", 1e-5))


def gemm(attrs: dict, a, b, c=None):
    a, b = (a.T if attrs.get("transA") else a), (b.T if attrs.get("transB") else b)
    product = attrs.get("alpha", 1.0) * (a @ b.to(a.dtype))
    return product if c is None else product + attrs.get("beta", 1.0) * c.to(a.dtype)


def reshape(_, x, shape):
    sizes = [x.shape[i] if n == 0 else int(n) for i, n in enumerate(shape.tolist())]
    sizes[0] = x.shape[0]  # A static batch of one becomes any batch.
    return x.reshape(sizes)


def pad(attrs: dict, x, pads=None, value=None):
    amounts = attrs["pads"] if pads is None else pads.tolist()
    half = len(amounts) // 2
    pairs = [(int(amounts[i]), int(amounts[i + half])) for i in range(half)]
    flat = [side for pair in reversed(pairs) for side in pair]
    return F.pad(x, flat, value=0.0 if value is None else float(value))


OPERATORS = {
    "Conv": conv,
    "PRelu": prelu,
    "Relu": lambda _, x: F.relu(x),
    "Sigmoid": lambda _, x: torch.sigmoid(x),
    "Add": lambda _, a, b: a + b.to(a.dtype),
    "Sub": lambda _, a, b: a - b.to(a.dtype),
    "Mul": lambda _, a, b: a * b.to(a.dtype),
    "Max": lambda _, a, b: torch.maximum(a, b.to(a.dtype)),
    "Min": lambda _, a, b: torch.minimum(a, b.to(a.dtype)),
    "BatchNormalization": batch_norm,
    "GlobalAveragePool": lambda _, x: x.mean((2, 3), keepdim=True),
    "MaxPool": lambda attrs, x: pool(attrs, x, F.max_pool2d),
    "AveragePool": lambda attrs, x: pool(attrs, x, F.avg_pool2d),
    "Gemm": gemm,
    "MatMul": lambda _, a, b: a @ b.to(a.dtype),
    "Reshape": reshape,
    "Transpose": lambda attrs, x: x.permute(attrs["perm"]),
    "Pad": pad,
    "Flatten": lambda attrs, x: x.flatten(1),
    "Identity": lambda _, x: x,
}
