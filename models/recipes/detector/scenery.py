"""What faces are pasted on, and the camera that takes the picture: batches on the device, no step waits for the other."""

from __future__ import annotations

import math

import numpy as np
import torch
import torch.nn.functional as F

from common import augment
from common.augment import constant

from .labels import mirrored
from .model import HEIGHT, WIDTH
from .tiles import Bank

CLIPS, CLOUDS, PATTERNS = 0.08, 0.12, 0.2
"""Shares of canvases that show a frame of a clip, smooth noise, or a pattern; the others show surroundings."""
TURN = 8.0
"""Largest turn of a view, degrees."""
FRAMES = ((160, 90), (120, 120), (90, 120), (68, 120), (150, 120), (160, 107))
"""Columns and rows that frames of other shapes than 4 : 3 fill."""
OTHER_SHAPE = 0.35


def plane(device: torch.device) -> torch.Tensor:
    """(1, 120, 160, 2) x and y of the middles of a canvas's pixels."""
    v, u = torch.meshgrid(torch.arange(HEIGHT, device=device) + 0.5, torch.arange(WIDTH, device=device) + 0.5, indexing="ij")
    return torch.stack([u, v], -1)[None]


def shapes(n: int, device: torch.device) -> torch.Tensor:
    """(N, 2) columns and rows that the frame fills, the rest being black."""
    other = constant(FRAMES, device)[torch.randint(len(FRAMES), (n,), device=device)]
    return torch.where(torch.rand(n, 1, device=device) < OTHER_SHAPE, other, constant((WIDTH, HEIGHT), device))


def turned(angle: torch.Tensor) -> torch.Tensor:
    """(N, 2, 2) matrices that turn clockwise on the screen."""
    c, s = angle.cos(), angle.sin()
    return torch.stack([torch.stack([c, -s], 1), torch.stack([s, c], 1)], 1)


class Scenery:
    """Draws backgrounds."""

    def __init__(self, bank: Bank, device: torch.device) -> None:
        self.bank, self.device, self.plane = bank, device, plane(device)

    def draw(self, n: int, dice: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Canvases (N, 3, 120, 160), and the outlines (N, 41, 2) of the faces of those that show a clip (N,)."""
        scenes = self.bank.scenes
        clips = int(n * CLIPS) if scenes["clips"].count else 0
        patterns, clouds = int(n * PATTERNS), int(n * CLOUDS)
        rows = torch.cat([scenes["clips"].draw(clips, self.device), scenes["patterns"].draw(patterns, self.device),
                          scenes["surroundings"].draw(n - clips - patterns, self.device)])
        # Which canvases show what changes from batch to batch, so that every kind meets every kind of layer.
        order = (torch.arange(n, device=self.device) + int(dice.integers(n))) % n
        pictures, outline = self._views(rows)
        if clouds:
            pictures[n - clouds :] = self._clouds(clouds)
        glaring = torch.where(augment.chosen(pictures, 0.15), augment.draw(pictures, 1.2, 2.5), augment.draw(pictures, 0.6, 1.3))
        pictures = (pictures * glaring).clamp(0, 1)
        has_face = torch.arange(n, device=self.device) < clips
        return pictures[order], outline[order], has_face[order]

    def _views(self, rows: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        n, device = len(rows), self.device
        views = self.bank.views
        height, width = views.shape[2:]
        scale = torch.exp(torch.empty(n, 1, device=device).uniform_(math.log(0.6), math.log(2.0)))
        turn = turned(torch.empty(n, device=device).uniform_(-1, 1) * math.radians(TURN))
        centre = constant((WIDTH / 2, HEIGHT / 2), device)
        half = scale * centre
        middle = half + torch.rand(n, 2, device=device) * (constant((width, height), device) - 2 * half).clamp(min=0)
        flip = torch.rand(n, device=device) < 0.5
        centred = (self.plane - centre).reshape(1, -1, 2)
        places = centred @ turn.transpose(1, 2) * scale[:, None] + middle[:, None]
        places = torch.stack([torch.where(flip[:, None], width - places[..., 0], places[..., 0]), places[..., 1]], -1)
        grid = (places * constant((2 / width, 2 / height), device) - 1).reshape(n, HEIGHT, WIDTH, 2)
        pictures = F.grid_sample(views[rows].float() / 255, grid, padding_mode="border", align_corners=False)
        first = self.bank.scenes["clips"].start
        outline = self.bank.seen[(rows - first).clamp(0, len(self.bank.seen) - 1)]
        outline = torch.where(flip[:, None, None], mirrored(outline, width), outline)
        outline = (outline - middle[:, None]) / scale[:, None] @ turn + centre
        return pictures, outline

    def _clouds(self, n: int) -> torch.Tensor:
        """Smooth noise of several sizes over a plain colour."""
        device = self.device
        plain = torch.rand(n, 3, 1, 1, device=device)
        total = plain.expand(n, 3, HEIGHT, WIDTH)
        for rows, columns in ((2, 3), (6, 8), (15, 20), (60, 80)):
            few = torch.randn(n, 3, rows, columns, device=device) * torch.rand(n, 1, 1, 1, device=device) ** 2 * 0.4
            total = total + F.interpolate(few, size=(HEIGHT, WIDTH), mode="bilinear", align_corners=False)
        return total.clamp(0, 1)


def some(x: torch.Tensor, share: float, dice: np.random.Generator, change) -> None:
    """Changes a run of the batch: cheaper than computing it for all and throwing most away."""
    n = int(share * len(x))
    if n:
        start = int(dice.integers(len(x) - n + 1))
        x[start : start + n] = change(x[start : start + n])


def camera(x: torch.Tensor, dice: np.random.Generator) -> torch.Tensor:
    """Lamp, lens, sensor and codec, milder than for crops of faces: small faces vanish soon."""
    x = augment.tone(x, 0.7).contiguous()
    some(x, 0.25, dice, lambda part: augment.side_light(part, 1.0))
    some(x, 0.12, dice, lambda part: part * augment.draw(part, 0.12, 0.6))
    some(x, 0.3, dice, lambda part: augment.gaussian(part, augment.draw(part, 0.3, 1.1), 3))
    some(x, 0.1, dice, lambda part: augment.motion(part, 1.0, 3.5))
    some(x, 0.15, dice, lambda part: augment.coarser(part, 1.0, 0.5))
    some(x, 0.5, dice, lambda part: augment.noise(part, 1.0, 0.06))
    some(x, 0.3, dice, lambda part: augment.jpeg(part, 1.0, 40))
    return x
