"""The network: a small residual backbone, three levels joined from coarse to fine, sixteen values for each cell."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from common.blocks import Bottleneck, Conv

WIDTH, HEIGHT = 160, 120
MEAN, SCALE = 127.5, 1 / 127.5
"""The input is (value - MEAN) * SCALE of RGB values 0..=255: -1..=1, black is -1."""
LEVELS = ((8, 15, 20), (16, 8, 10), (32, 4, 5))
"""Stride, rows and columns of each level's cells; the last row of stride 16 and 32 reaches below the input."""
OUTPUTS = tuple(f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride, _, _ in LEVELS)

STEM = (16, 32)
CHANNELS = (64, 64, 80)
DEPTH = (2, 2, 2)
JOINED = 32
VALUES = 16
"""Of a cell: class, object, box (4), points (10)."""
PRIOR = 0.01
"""Score of every cell before training, so that the many cells without a face do not drown the first steps."""


class Detector(nn.Module):
    """(N, 3, 120, 160) to (N, 400, 16): cells of stride 8, 16, 32, row by row; scores are logits."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(Conv(3, STEM[0], 3, 2), Conv(STEM[0], STEM[1], 3, 2))
        inputs = (STEM[1], *CHANNELS)
        self.stages = nn.ModuleList(
            nn.Sequential(Conv(before, channels, 3, 2), *[Bottleneck(channels, channels // 2) for _ in range(depth)])
            for before, channels, depth in zip(inputs, CHANNELS, DEPTH))
        self.across = nn.ModuleList(Conv(channels, JOINED, 1, relu=False) for channels in CHANNELS)
        self.heads = nn.ModuleList(Conv(JOINED, JOINED) for _ in LEVELS)
        self.last = nn.ModuleList(nn.Conv2d(JOINED, VALUES, 1) for _ in LEVELS)
        for last in self.last:
            nn.init.normal_(last.weight, std=0.01)
            nn.init.zeros_(last.bias)
            nn.init.constant_(last.bias[:2], float(torch.logit(torch.tensor(PRIOR))))

    def levels(self, x: torch.Tensor) -> list[torch.Tensor]:
        """(N, cells, 16) of each level."""
        features, x = [], self.stem(x)
        for stage, across in zip(self.stages, self.across):
            x = stage(x)
            features.append(across(x))
        joined = F.relu(features[2])
        tables = [self.table(2, joined)]
        for level in (1, 0):
            rows = LEVELS[level][1]
            finer = F.interpolate(joined, scale_factor=2.0, mode="nearest")
            # Halving an odd number of rows rounded up: doubling them gives one too many.
            finer = finer[:, :, :rows] if rows % 2 else finer
            joined = F.relu(features[level] + finer)
            tables.insert(0, self.table(level, joined))
        return tables

    def table(self, level: int, x: torch.Tensor) -> torch.Tensor:
        """Sixteen values for each cell of one level, row by row."""
        values = self.last[level](self.heads[level](x))
        _, rows, columns = LEVELS[level]
        return values.permute(0, 2, 3, 1).reshape(-1, rows * columns, VALUES)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.cat(self.levels(x), 1)


class Exported(nn.Module):
    """The network with the outputs of YuNet, `OUTPUTS` in that order, for one picture."""

    def __init__(self, net: Detector) -> None:
        super().__init__()
        self.net = net

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, ...]:
        tables = self.net.levels(x)
        scores = [torch.sigmoid(table[..., i : i + 1]) for i in (0, 1) for table in tables]
        return (*scores, *[table[..., 2:6] for table in tables], *[table[..., 6:] for table in tables])
