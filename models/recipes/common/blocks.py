"""Blocks that run fast on both back ends: dense 3 × 3 and pointwise convolutions with ReLU, nothing else."""

from __future__ import annotations

import torch
from torch import nn


class Conv(nn.Sequential):
    """Convolution, batch norm, ReLU (unless told otherwise)."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, relu: bool = True) -> None:
        layers: list[nn.Module] = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)]
        super().__init__(*layers, *([nn.ReLU(inplace=True)] if relu else []))


class Bottleneck(nn.Module):
    """Pointwise to fewer channels, dense 3 × 3, pointwise back, added to the input."""

    def __init__(self, channels: int, inner: int) -> None:
        super().__init__()
        self.path = nn.Sequential(Conv(channels, inner, 1), Conv(inner, inner, 3), Conv(inner, channels, 1, relu=False))
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.relu(x + self.path(x))
