"""The embedding network: residual bottlenecks, a learned weight for each place of the last map, one matrix."""

from __future__ import annotations

import torch
from torch import nn

from common.blocks import Bottleneck, Conv

SIDE = 112
LENGTH = 256
TEMPLATE = ((0.3156, 0.4616), (0.6826, 0.4616), (0.5003, 0.6405), (0.3495, 0.8247), (0.6534, 0.8247))
"""Eye, eye, nose tip, mouth corner, mouth corner (image left first) in parts of the side: as for the teacher OMZ 0095,
so that both see the same square."""
MEAN, SCALE = 127.5, 1 / 127.5
"""Input values are (0..=255 - MEAN) × SCALE, red first."""


class Embedding(nn.Module):
    """(N, 3, 112, 112) to (N, 256); directions count, lengths do not."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            Conv(3, 24, 3, 2),
            Conv(24, 64, 3, 2),
            *[Bottleneck(64, 32) for _ in range(3)],
            Conv(64, 128, 3, 2),
            *[Bottleneck(128, 64) for _ in range(6)],
            Conv(128, 160, 3, 2),
            *[Bottleneck(160, 80) for _ in range(4)],
            Conv(160, 384, 1),
        )
        self.weight = nn.Parameter(torch.ones(1, 384, 7, 7))
        self.norm = nn.BatchNorm1d(384)
        self.last = nn.Linear(384, LENGTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pooled = (self.body(x) * self.weight).mean((2, 3))
        return self.last(self.norm(pooled))
