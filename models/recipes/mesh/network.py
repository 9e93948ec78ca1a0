"""The network: 128 × 128 RGB to points, presence and measures.

Dense 3 × 3 and pointwise convolutions with ReLU (fast on both back ends), coarse early. All places of the last grid go into
one layer, as places are what is asked for. The points are combinations of a few shapes, which makes the file small and
keeps points from moving on their own; they start from the principal components of the training points.
"""

from __future__ import annotations

import torch
from torch import nn

from common.blocks import Bottleneck, Conv

from . import topology
from .batches import SIZE

MEAN, SCALE = 127.5, 1 / 64
"""A value v, 0..=255, goes into the network as (v - MEAN) * SCALE."""
HIDDEN, SHAPES = 160, 80
"""Features of the layer that joins all places, and of the points."""
OUTPUTS = ("points", "presence", "measures")
UNIT = 32.0
"""Pixels of the crop in one unit of what the last layer learns."""
MEASURE_UNITS = (0.1, 0.1, 0.2, 15.0, 10.0, 8.0, 4.0)
"""The same for the measures: eyes, mouth, yaw, pitch, roll, mask."""
MEASURE_ZEROS = (0.25, 0.25, 0.1, 0.0, 0.0, 0.0, -1.0)


def body() -> nn.Sequential:
    """(N, 3, 128, 128) to (N, 24, 8, 8)."""
    return nn.Sequential(
        Conv(3, 16, 3, 2), Conv(16, 48, 3, 2), Bottleneck(48, 24),
        Conv(48, 80, 3, 2), Bottleneck(80, 40), Bottleneck(80, 40), Bottleneck(80, 40),
        Conv(80, 128, 3, 2), Bottleneck(128, 64), Bottleneck(128, 64),
        Conv(128, 24, 1, relu=False),
    )


class MeshNet(nn.Module):
    """Gives points (N, 1434) in pixels, presence (N, 1) and measures (N, 7): see `recipe`."""

    def __init__(self) -> None:
        super().__init__()
        self.body = body()
        self.hidden = nn.Linear(24 * (SIZE // 16) ** 2, HIDDEN)
        # Without it, one large step of so many inputs can silence all of the layer for good.
        self.norm: nn.Module = nn.BatchNorm1d(HIDDEN)
        self.shape = nn.Linear(HIDDEN, SHAPES)
        self.points = nn.Linear(SHAPES, 3 * topology.POINTS)
        self.rest = nn.Linear(HIDDEN, 8)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        grid = self.body(x)
        # The last layers tell hundredths of a pixel: never in fewer bits.
        with torch.autocast(x.device.type, enabled=False):
            hidden = torch.relu(self.norm(self.hidden(grid.float().flatten(1))))
            points, rest = self.points(self.shape(hidden)) * UNIT, self.rest(hidden)
            units, zeros = topology.on(x.device, MEASURE_UNITS), topology.on(x.device, MEASURE_ZEROS)
            return points, rest[:, :1] * 4.0 + 1.0, rest[:, 1:] * units + zeros

    @torch.no_grad()
    def start_from(self, points: torch.Tensor, weight: torch.Tensor) -> None:
        """Sets the shapes to the principal components of `points` (N, 478, 3), where points count by `weight` (478,)."""
        flat = points.float().flatten(1) / UNIT
        each = torch.stack([weight, weight, 0.5 * weight], 1).flatten().sqrt().to(flat.device)
        mean = flat.mean(0)
        _, sizes, parts = torch.linalg.svd((flat - mean) * each, full_matrices=False)
        count = min(SHAPES, len(sizes))
        self.points.bias.copy_(mean)
        self.points.weight.mul_(0.02)
        self.points.weight[:, :count].copy_((parts[:count] * sizes[:count, None] / len(flat) ** 0.5 / each).T)

    @torch.no_grad()
    def folded(self) -> Folded:
        """The same network with units and zeros in its last layers: nothing is left to compute after them."""
        copy = Folded()
        copy.load_state_dict(self.state_dict())
        copy.hidden = nn.utils.fuse_linear_bn_eval(copy.hidden.eval(), copy.norm.eval())
        copy.norm = nn.Identity()
        copy.points.weight.mul_(UNIT), copy.points.bias.mul_(UNIT)
        units = torch.tensor((4.0, *MEASURE_UNITS))
        copy.rest.weight.mul_(units[:, None])
        copy.rest.bias.mul_(units).add_(torch.tensor((1.0, *MEASURE_ZEROS)))
        return copy.eval()


class Folded(MeshNet):
    """See [`MeshNet.folded`]."""

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        hidden = torch.relu(self.hidden(self.body(x).flatten(1)))
        rest = self.rest(hidden)
        return self.points(self.shape(hidden)), rest[:, :1], rest[:, 1:]
