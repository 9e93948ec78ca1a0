"""What all simulations share: the small frame they paint on, dice, sampling by coordinates, textures.

A frame is `SIDE` × `SIDE` RGB, 0..=1. Coordinates are continuous: pixel (column, row) covers the unit square from there.
Parameters are tensors (N, 1, 1, 1), one number for each picture, so that a row of them can be repeated for a clip.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F

SIDE = 176

Numbers = dict[str, torch.Tensor]


class Dice:
    """Random parameters for `count` pictures, from the global generator of the device."""

    def __init__(self, count: int, device) -> None:
        self.count, self.device = count, device

    def uniform(self, low: float, high: float, channels: int = 1) -> torch.Tensor:
        """(N, channels, 1, 1)."""
        return torch.empty(self.count, channels, 1, 1, device=self.device).uniform_(low, high)

    def log(self, low: float, high: float) -> torch.Tensor:
        """Uniform in the logarithm."""
        return torch.exp(self.uniform(math.log(low), math.log(high)))

    def normal(self, sigma: float) -> torch.Tensor:
        return torch.randn(self.count, 1, 1, 1, device=self.device) * sigma

    def chance(self, share: float) -> torch.Tensor:
        """1.0 for that share of the pictures, else 0.0."""
        return (torch.rand(self.count, 1, 1, 1, device=self.device) < share).float()

    def some(self, share: float, low: float, high: float) -> torch.Tensor:
        """Uniform for a share of the pictures, 0 for the others."""
        return self.chance(share) * self.uniform(low, high)

    def index(self, count: int) -> torch.Tensor:
        """(N,) of 0..count."""
        return torch.randint(count, (self.count,), device=self.device)


def repeated(numbers: Numbers, rows: torch.Tensor) -> Numbers:
    """The same parameters for every picture of a clip: picture i has those of row `rows[i]`."""
    return {name: value[rows] for name, value in numbers.items()}


def pixels(device, side: int = SIDE) -> tuple[torch.Tensor, torch.Tensor]:
    """x and y of the pixels' middles, each (1, 1, side, side)."""
    line = torch.arange(side, device=device, dtype=torch.float32) + 0.5
    y, x = torch.meshgrid(line, line, indexing="ij")
    return x[None, None], y[None, None]


def look(pictures: torch.Tensor, u: torch.Tensor, v: torch.Tensor, shrink: torch.Tensor | None = None) -> torch.Tensor:
    """Pictures at the coordinates (N, 1, h, w); the outermost pixels go on. `shrink` (N, 1, 1, 1) is how many of their
    pixels lie between neighbours: from 1 to 2 on, more and more of a half as fine copy is mixed in."""
    height, width = pictures.shape[2:]
    grid = torch.cat([u * (2 / width) - 1, v * (2 / height) - 1], 1).permute(0, 2, 3, 1)
    fine = F.grid_sample(pictures, grid, padding_mode="border", align_corners=False)
    if shrink is None:
        return fine
    coarse = F.grid_sample(F.avg_pool2d(pictures, 2), grid, padding_mode="border", align_corners=False)
    return torch.lerp(fine, coarse, (shrink - 1).clamp(0, 1).expand_as(fine))


def step(distance: torch.Tensor, width: float | torch.Tensor = 1.0) -> torch.Tensor:
    """0 outside, 1 inside of a shape by the signed distance to its edge (negative inside), in pixels."""
    return (0.5 - distance / width).clamp(0, 1)


def wave(phase: torch.Tensor) -> torch.Tensor:
    """Cosine of cycles."""
    return torch.cos(2 * math.pi * phase)


def luma(x: torch.Tensor) -> torch.Tensor:
    return 0.299 * x[:, :1] + 0.587 * x[:, 1:2] + 0.114 * x[:, 2:]


def some(x: torch.Tensor, share: float, change: Callable[[torch.Tensor], torch.Tensor]) -> torch.Tensor:
    """Changes a share of the batch in place: a run of neighbours from a random one on, so the batch must be shuffled, or
    each of its runs of one class be longer than the share."""
    count = max(1, round(share * x.shape[0]))
    start = int(torch.randint(x.shape[0] - count + 1, (1,)))
    x[start : start + count] = change(x[start : start + count])
    return x


class Textures:
    """Noise of several scales, (16, 1, 256, 256), mean 0 and spread 1: paper fibre, grain, clouds, wrinkles."""

    COUNT, SIZE = 16, 256

    def __init__(self, device) -> None:
        generator = torch.Generator().manual_seed(77)
        layers = []
        for number in range(self.COUNT):
            falloff = (0.0, 0.5, 1.0, 1.6)[number % 4]
            total = torch.zeros(1, 1, self.SIZE, self.SIZE)
            for octave in range(7):
                size = self.SIZE >> octave
                noise = torch.randn(1, 1, size, size, generator=generator)
                large = F.interpolate(noise, size=(self.SIZE,) * 2, mode="bicubic", align_corners=False)
                total += large * 2 ** (falloff * octave)
            layers.append((total - total.mean()) / total.std())
        self.layers = torch.cat(layers).to(device)

    def numbers(self, dice: Dice) -> Numbers:
        """Which texture, where."""
        return {"texture": dice.index(self.COUNT), "texture x": dice.uniform(0, 256), "texture y": dice.uniform(0, 256)}

    def at(self, numbers: Numbers, u: torch.Tensor, v: torch.Tensor, scale: float = 1.0) -> torch.Tensor:
        """(N, 1, h, w) texture at plane coordinates, mirrored where it ends."""
        grid = torch.cat([u * scale + numbers["texture x"], v * scale + numbers["texture y"]], 1).permute(0, 2, 3, 1)
        unit = grid * (2 / self.SIZE) - 1
        return F.grid_sample(self.layers[numbers["texture"]], unit, padding_mode="reflection", align_corners=False)
