"""Crops of batches by similarity maps, and faces bent by their mesh, on any device.

Coordinates are continuous as in the engine: pixel (column, row) covers the unit square from those numbers on.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F


def crops(pictures: torch.Tensor, to_picture: torch.Tensor, size: tuple[int, int]) -> torch.Tensor:
    """(N, 3, H, W) crops that the maps (N, 2, 3) take to the pictures; the outermost pixels go on beyond the edge.
    Averages 2 × 2 samples a pixel, so that moderate shrinking has no aliases."""
    n, _, height, width = pictures.shape
    rows, columns = size
    v, u = torch.meshgrid((torch.arange(2 * rows, device=pictures.device) + 0.5) / 2,
                          (torch.arange(2 * columns, device=pictures.device) + 0.5) / 2, indexing="ij")
    places = torch.stack([u, v, torch.ones_like(u)], -1).reshape(1, -1, 3) @ to_picture.transpose(1, 2)
    unit = places.new_tensor([2 / width, 2 / height])
    grid = (places * unit - 1).reshape(n, 2 * rows, 2 * columns, 2)
    fine = F.grid_sample(pictures, grid.to(pictures.dtype), mode="bilinear", padding_mode="border", align_corners=False)
    return F.avg_pool2d(fine, 2)


def apply(maps: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """(N, P, 2) points through (N, 2, 3) maps."""
    return points @ maps[:, :, :2].transpose(1, 2) + maps[:, None, :, 2]


def invert(maps: torch.Tensor) -> torch.Tensor:
    """The maps back."""
    inverse = torch.linalg.inv(maps[:, :, :2])
    return torch.cat([inverse, -inverse @ maps[:, :, 2:]], 2)


def square(centre: torch.Tensor, side: torch.Tensor, angle: torch.Tensor, pixels: int) -> torch.Tensor:
    """(N, 2, 3) maps from crops of `pixels` × `pixels` to pictures: squares around `centre` (N, 2), turned clockwise."""
    c, s, half = angle.cos() * side / pixels, angle.sin() * side / pixels, pixels / 2
    x, y = centre.unbind(1)
    return torch.stack([torch.stack([c, -s, x - half * (c - s)], 1), torch.stack([s, c, y - half * (s + c)], 1)], 1)


def similarity(from_points: torch.Tensor, to_points: torch.Tensor) -> torch.Tensor:
    """(N, 2, 3) similarities of least squares between (N, P, 2) points (Umeyama 1991, without reflection)."""
    p, q = from_points.mean(1, keepdim=True), to_points.mean(1, keepdim=True)
    a, b = from_points - p, to_points - q
    norm = (a**2).sum((1, 2))
    c = (a * b).sum((1, 2)) / norm
    s = (a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]).sum(1) / norm
    turn = torch.stack([torch.stack([c, -s], 1), torch.stack([s, c], 1)], 1)
    return torch.cat([turn, q.transpose(1, 2) - turn @ p.transpose(1, 2)], 2)


def bend(pictures: torch.Tensor, from_points: torch.Tensor, to_points: torch.Tensor, grid: int = 48) -> torch.Tensor:
    """Moves what is at `from_points` to `to_points` (N, P, 2), smoothly between them and not at all far away: inverse
    distance weights on a coarse grid, which stands for the piecewise affine warp and needs no triangles."""
    n, _, height, width = pictures.shape
    step = torch.linspace(0, 1, grid, device=pictures.device)
    v, u = torch.meshgrid(step * height, step * width, indexing="ij")
    places = torch.stack([u, v], -1).reshape(1, -1, 2).expand(n, -1, -1)
    square_distance = torch.cdist(places, to_points).pow(2)
    weight = 1 / (square_distance + (0.006 * width) ** 2) ** 1.5
    still = 1 / (0.25 * width) ** 3
    way = weight @ (from_points - to_points) / (weight.sum(2, keepdim=True) + still)
    way = way.reshape(n, grid, grid, 2).permute(0, 3, 1, 2)
    way = F.interpolate(way, size=(height, width), mode="bilinear", align_corners=True).permute(0, 2, 3, 1)
    base = F.affine_grid(torch.eye(2, 3, device=pictures.device).expand(n, 2, 3), list(pictures.shape), align_corners=False)
    moved = base + way * way.new_tensor([2 / width, 2 / height])
    return F.grid_sample(pictures, moved.to(pictures.dtype), mode="bilinear", padding_mode="border", align_corners=False)
