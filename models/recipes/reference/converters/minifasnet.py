"""MiniFASNet (`.pth`, a PyTorch state dict) to ONNX.

The checkpoint holds weights without a graph; the graph is the published one (a MobileFaceNet with pruned widths),
written down here. Widths and where there is squeeze-and-excitation are read off the weights, so V2 and V1SE share it.
"""

from __future__ import annotations

import io

import numpy as np

from .errors import FormatError
from .graph import Graph, Window, folded

# Of PyTorch's batch normalization.
EPSILON = 1e-5
SIDE = 80

Weights = dict[str, np.ndarray]


def convert(checkpoint: bytes, output: str) -> bytes:
    """The ONNX file: `input` [1, 3, 80, 80] to three logits called `output`."""
    return build(read_state(checkpoint), output)


def read_state(checkpoint: bytes) -> Weights:
    """The arrays of a checkpoint by name, without the `module.` in front that parallel training adds."""
    try:
        import torch
    except ImportError as error:
        raise FormatError("reading it needs PyTorch, which is not installed (pip install torch)") from error
    state = torch.load(io.BytesIO(checkpoint), map_location="cpu", weights_only=True)
    # Only in front: `se_module.` is a name of its own.
    return {name.removeprefix("module."): tensor.numpy() for name, tensor in state.items()}


def build(weights: Weights, output: str) -> bytes:
    """The graph for these weights."""
    network = _Network(weights)
    value = network.graph.input("input", [1, 3, SIDE, SIDE])
    value = network.block("conv1", value, stride=2, pad=1)
    value = network.block("conv2_dw", value, pad=1)
    for reduction, stage in (("conv_23", "conv_3"), ("conv_34", "conv_4"), ("conv_45", "conv_5")):
        value = network.bottleneck(reduction, value, stride=2)
        value = network.stage(f"{stage}.model", value)
    value = network.block("conv_6_sep", value)
    value = network.block("conv_6_dw", value)
    value = network.graph.node("Flatten", [value])
    value = network.head(value)
    network.graph.output(value, output, [1, len(weights["prob.weight"])])
    return network.graph.serialize()


class _Network:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.graph = Graph("minifasnet")

    def weight(self, name: str) -> np.ndarray:
        if name not in self.weights:
            raise FormatError(f"the checkpoint has no {name}")
        return self.weights[name]

    def normalized(self, layer: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
        """Weight and bias of a layer with its batch normalization folded in."""
        parts = (self.weight(f"{norm}.{part}") for part in ("weight", "bias", "running_mean", "running_var"))
        gamma, beta, mean, variance = parts
        return folded(self.weight(f"{layer}.weight"), gamma, beta, mean, variance, EPSILON)

    def convolution(self, layer: str, norm: str, value: str, stride: int = 1, pad: int = 0) -> str:
        """Depthwise where each filter sees one channel."""
        weight, bias = self.normalized(layer, norm)
        group = len(weight) if weight.shape[1] == 1 else 1
        return self.graph.convolution(value, weight, bias, Window([stride] * 2, [pad] * 4), group)

    def block(self, name: str, value: str, stride: int = 1, pad: int = 0) -> str:
        """A normalized convolution, followed by PReLU where the checkpoint has its slopes."""
        value = self.convolution(f"{name}.conv", f"{name}.bn", value, stride, pad)
        slopes = self.weights.get(f"{name}.prelu.weight")
        if slopes is None:
            return value
        return self.graph.node("PRelu", [value, self.graph.constant(slopes.reshape(-1, 1, 1))])

    def bottleneck(self, name: str, value: str, stride: int = 1) -> str:
        """Widen, filter each channel, narrow, and weigh the channels where the checkpoint says so."""
        value = self.block(f"{name}.conv", value)
        value = self.block(f"{name}.conv_dw", value, stride, pad=1)
        value = self.block(f"{name}.project", value)
        return self.excitation(f"{name}.se_module", value) if f"{name}.se_module.fc1.weight" in self.weights else value

    def excitation(self, name: str, value: str) -> str:
        """Squeeze-and-excitation."""
        squeezed = self.graph.node("GlobalAveragePool", [value])
        squeezed = self.graph.node("Relu", [self.convolution(f"{name}.fc1", f"{name}.bn1", squeezed)])
        gates = self.graph.node("Sigmoid", [self.convolution(f"{name}.fc2", f"{name}.bn2", squeezed)])
        return self.graph.node("Mul", [value, gates])

    def stage(self, name: str, value: str) -> str:
        """Bottlenecks with a shortcut, as many as the checkpoint has."""
        index = 0
        while f"{name}.{index}.conv.conv.weight" in self.weights:
            value = self.graph.node("Add", [value, self.bottleneck(f"{name}.{index}", value)])
            index += 1
        return value

    def head(self, value: str) -> str:
        """Two linear layers, the first normalized; dropout does nothing here."""
        weight, bias = self.normalized("linear", "bn")
        value = self.graph.node("Gemm", [value, self.graph.constant(weight), self.graph.constant(bias)], transB=1)
        return self.graph.node("Gemm", [value, self.graph.constant(self.weight("prob.weight"))], transB=1)
