"""Frames that the training draws from: composing one costs more than training on it, so each is cut several times."""

from __future__ import annotations

import torch

from common import augment

from .canvas import SIDE, Dice, look
from .compose import Batch
from .cut import CROP_SCALE, INPUT, window


class Pond:
    """A ring of frames on the device."""

    def __init__(self, size: int, device) -> None:
        self.rgb = torch.zeros(size, 3, SIDE, SIDE, dtype=torch.uint8, device=device)
        self.box = torch.zeros(size, 4, device=device)
        self.label = torch.zeros(size, dtype=torch.long, device=device)
        self.at, self.size, self.filled = 0, size, 0

    def add(self, batch: Batch) -> None:
        """Puts frames in the places of the oldest."""
        count = len(batch.label)
        if self.at + count > self.size:
            self.at = 0
        place = slice(self.at, self.at + count)
        self.rgb[place] = (batch.frames.rgb * 255).round().clamp(0, 255).to(torch.uint8)
        self.box[place], self.label[place] = batch.frames.box, batch.label
        self.at += count
        self.filled = max(self.filled, self.at)

    def draw(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """(count, 3, INPUT, INPUT) crops, levels 0..=255, and their labels: boxes a little off, mirrored, lit anew."""
        rows = torch.randint(self.filled, (count,), device=self.rgb.device)
        dice = Dice(count, self.rgb.device)
        box = self._shaken(self.box[rows], dice)
        x, y, w, h = (value[:, None, None, None] for value in window(box, CROP_SCALE, SIDE, SIDE))
        line = (torch.arange(INPUT, device=self.rgb.device, dtype=torch.float32) + 0.5) / INPUT
        v, u = torch.meshgrid(line, line, indexing="ij")
        u = torch.where(dice.chance(0.5) > 0, u, 1 - u)
        crop = look(self.rgb[rows].float() / 255, x + u * w, y + v * h)
        return 255 * self._lit(crop, dice), self.label[rows]

    def _shaken(self, box: torch.Tensor, dice: Dice) -> torch.Tensor:
        """Boxes as another detector, or a worse moment, would give them."""
        size = box[:, 2:] * torch.exp(dice.normal(0.06).flatten()[:, None]) * torch.exp(torch.randn_like(box[:, 2:]) * 0.03)
        middle = box[:, :2] + box[:, 2:] / 2 + torch.randn_like(box[:, 2:]) * 0.03 * box[:, 2:]
        return torch.cat([middle - size / 2, size], 1)

    def _lit(self, crop: torch.Tensor, dice: Dice) -> torch.Tensor:
        """Light, a little noise and sometimes a covered part, cheap enough for every draw."""
        gain = torch.exp(dice.uniform(-0.25, 0.2)) * torch.exp(dice.uniform(-0.06, 0.06, 3))
        crop = (crop * gain + dice.uniform(-0.04, 0.04)).clamp(0, 1)
        crop = (crop + torch.randn_like(crop) * dice.some(0.3, 0, 0.02)).clamp(0, 1)
        return augment.cover(crop, 0.12, 0.4)
