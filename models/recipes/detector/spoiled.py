"""Faces made into something else: the head stays, the face goes. Batches of (N, 3, H, W), 0..=1, on any device."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from .labels import OVAL

BLOCKS = 5
"""Blocks per side that a face is cut into before they are shuffled: none of them shows more than one feature."""


def spoil(tiles: torch.Tensor, outline: torch.Tensor, views: torch.Tensor) -> torch.Tensor:
    """One of four ways for each tile: wiped out, shuffled, replaced by another picture, painted over."""
    n, _, side, _ = tiles.shape
    way = torch.randint(4, (n, 1, 1, 1), device=tiles.device)
    other = F.interpolate(views, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    paint = torch.rand(n, 3, 1, 1, device=tiles.device) + 0.06 * torch.randn_like(tiles)
    instead = torch.where(way == 0, wiped(tiles), torch.where(way == 1, shuffled(tiles, outline), torch.where(way == 2, other, paint)))
    cover = mask(outline, side)
    return (tiles + (instead - tiles) * cover).clamp(0, 1)


def mask(outline: torch.Tensor, side: int) -> torch.Tensor:
    """(N, 1, side, side) soft ellipse over the face, forehead included."""
    low, high = (outline[:, : len(OVAL)] * side).amin(1), (outline[:, : len(OVAL)] * side).amax(1)
    middle, half = (low + high) / 2, (high - low) * 0.54
    line = torch.arange(side, device=outline.device) + 0.5
    across = (line[None, None, :] - middle[:, 0, None, None]) / half[:, 0, None, None]
    down = (line[None, :, None] - middle[:, 1, None, None]) / half[:, 1, None, None]
    distance = (across**2 + down**2).sqrt()
    return ((1.06 - distance) / 0.12).clamp(0, 1)[:, None]


def wiped(tiles: torch.Tensor) -> torch.Tensor:
    """So few pixels that no feature is left, with some grain."""
    few = F.avg_pool2d(tiles, tiles.shape[2] // 6)
    smooth = F.interpolate(few, size=tiles.shape[2:], mode="bilinear", align_corners=False)
    return smooth + 0.02 * torch.randn_like(tiles)


def shuffled(tiles: torch.Tensor, outline: torch.Tensor) -> torch.Tensor:
    """The face's blocks in another order."""
    n, _, side, _ = tiles.shape
    low, high = outline[:, : len(OVAL)].amin(1) * side, outline[:, : len(OVAL)].amax(1) * side
    line = torch.arange(side, device=tiles.device) + 0.5
    v, u = torch.meshgrid(line, line, indexing="ij")
    places = torch.stack([u, v], -1)[None]
    inside = ((places - low[:, None, None]) / (high - low)[:, None, None]).clamp(0, 0.9999) * BLOCKS
    block = inside.floor().long()
    order = torch.rand(n, BLOCKS * BLOCKS, device=tiles.device).argsort(1)
    number = order.gather(1, (block[..., 1] * BLOCKS + block[..., 0]).reshape(n, -1)).reshape(n, side, side)
    to = torch.stack([number % BLOCKS, number // BLOCKS], -1) + inside - block
    places = low[:, None, None] + to / BLOCKS * (high - low)[:, None, None]
    return F.grid_sample(tiles, places * (2 / side) - 1, padding_mode="border", align_corners=False)
