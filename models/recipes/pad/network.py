"""The network: dense 3 × 3 convolutions and bottlenecks, which both back ends run fast."""

from __future__ import annotations

import torch
from torch import nn

from common.blocks import Bottleneck, Conv
from common.rendered import CLASSES


class PadNet(nn.Module):
    """(N, 3, 128, 128) to (N, 4) logits of live, print, replay and mask. While it trains, also (N, 4, 8, 8) of what each
    part of the crop says by itself, so that no class is learnt from one telling part alone."""

    WIDTHS = (32, 64, 112, 176)
    DEPTHS = (2, 3, 2)

    def __init__(self) -> None:
        super().__init__()
        stem, *widths = self.WIDTHS
        self.stem = Conv(3, stem, 3, 2)
        stages, before = [], stem
        for width, inner, depth in zip(widths, (32, 56, 64), self.DEPTHS):
            stages.append(nn.Sequential(Conv(before, width, 3, 2), *(Bottleneck(width, inner) for _ in range(depth))))
            before = width
        self.stages = nn.ModuleList(stages)
        self.drop = nn.Dropout(0.2)
        # The middle stage sees texture, the last one sees things.
        self.judge = nn.Linear(widths[1] + widths[2], len(CLASSES))
        self.local = nn.Conv2d(widths[2], len(CLASSES), 1)

    def forward(self, x: torch.Tensor):
        x = self.stages[0](self.stem(x))
        texture = self.stages[1](x)
        things = self.stages[2](texture)
        logits = self.judge(self.drop(torch.cat([texture.mean((2, 3)), things.mean((2, 3))], 1)))
        return (logits, self.local(things)) if self.training else logits
