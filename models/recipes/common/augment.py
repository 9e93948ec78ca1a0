"""What cameras, lamps and networks on the way do to pictures: batches of (N, 3, H, W), 0..=1, on any device.

Every function draws from the global generator of PyTorch, which the training loop seeds.
"""

from __future__ import annotations

import math
from functools import lru_cache

import torch
import torch.nn.functional as F


@lru_cache(maxsize=64)
def constant(values: tuple, device: torch.device) -> torch.Tensor:
    """A tensor of numbers, copied to the device once: a copy makes the processor wait for all that is queued there."""
    return torch.tensor(values, dtype=torch.float32, device=device)


def draw(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """One number for each picture, (N, 1, 1, 1)."""
    return torch.empty(x.shape[0], 1, 1, 1, device=x.device).uniform_(low, high)


def chosen(x: torch.Tensor, share: float) -> torch.Tensor:
    """Which pictures, (N, 1, 1, 1) of booleans."""
    return torch.rand(x.shape[0], 1, 1, 1, device=x.device) < share


def tone(x: torch.Tensor, strength: float = 1.0) -> torch.Tensor:
    """Exposure, contrast, gamma, white balance, saturation; some pictures grey."""
    s = strength
    x = x.clamp(1e-4, 1) ** torch.exp(draw(x, -0.5 * s, 0.5 * s))
    x = x * torch.exp(draw(x, -0.45 * s, 0.3 * s))
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * torch.exp(draw(x, -0.35 * s, 0.3 * s)) + mean
    x = x * torch.exp(torch.empty(x.shape[0], 3, 1, 1, device=x.device).uniform_(-0.14 * s, 0.14 * s))
    grey = luma(x)
    saturation = torch.where(chosen(x, 0.15 * s), draw(x, 0, 0.1), draw(x, 0.5, 1.4))
    return (grey + (x - grey) * saturation).clamp(0, 1)


def luma(x: torch.Tensor) -> torch.Tensor:
    """BT.601 luma, (N, 1, H, W)."""
    return (x * constant((0.299, 0.587, 0.114), x.device).to(x.dtype)[:, None, None]).sum(1, keepdim=True)


def side_light(x: torch.Tensor, share: float = 0.35, strength: float = 1.2) -> torch.Tensor:
    """Light that falls off across the picture in a random direction, tinted a little."""
    n, _, h, w = x.shape
    angle = draw(x, 0, 2 * math.pi)
    v, u = torch.meshgrid(torch.linspace(-1, 1, h, device=x.device), torch.linspace(-1, 1, w, device=x.device), indexing="ij")
    ramp = torch.tanh((u * angle.cos() + v * angle.sin() + draw(x, -0.4, 0.4)) * draw(x, 0.6, 3.0))
    tint = torch.empty(n, 3, 1, 1, device=x.device).uniform_(0.8, 1.2)
    lit = x * torch.exp(ramp * draw(x, 0.1, strength) * tint)
    return torch.where(chosen(x, share), lit.clamp(0, 1), x)


def gaussian(x: torch.Tensor, sigma: torch.Tensor, radius: int = 5) -> torch.Tensor:
    """Blur with a sigma of its own, in pixels, for each picture: (N, 1, 1, 1)."""
    n, c, h, w = x.shape
    offsets = torch.arange(-radius, radius + 1, device=x.device, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (offsets / sigma.reshape(n, 1).clamp(min=0.05)) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(c, 0).to(x.dtype)
    flat = F.pad(x.reshape(1, n * c, h, w), (radius,) * 4, mode="replicate")
    flat = F.conv2d(flat, kernel[:, None, None, :], groups=n * c)
    return F.conv2d(flat, kernel[:, None, :, None], groups=n * c).reshape(n, c, h, w)


def motion(x: torch.Tensor, share: float = 0.15, most: float = 6.0) -> torch.Tensor:
    """Smear along a line of up to `most` pixels."""
    n, _, h, w = x.shape
    angle, length = draw(x, 0, math.pi), draw(x, 0.5, most)
    base = F.affine_grid(torch.eye(2, 3, device=x.device).expand(n, 2, 3), list(x.shape), align_corners=False)
    way = torch.cat([angle.cos() / w, angle.sin() / h], 1).reshape(n, 1, 1, 2) * 2
    total = sum(F.grid_sample(x, (base + way * length.reshape(n, 1, 1, 1) * t).to(x.dtype), padding_mode="border",
                              align_corners=False) for t in (-0.5, -0.25, 0.0, 0.25, 0.5))
    return torch.where(chosen(x, share), total / 5, x)


def coarser(x: torch.Tensor, share: float = 0.4, least: float = 0.3) -> torch.Tensor:
    """Fewer pixels, enlarged again: all pictures of one call by one of three factors."""
    size = x.shape[2:]
    out = x
    for _ in range(3):
        factor = float(torch.empty(1).uniform_(least, 0.9))
        small = F.interpolate(x, scale_factor=factor, mode="bilinear", antialias=True, align_corners=False)
        large = F.interpolate(small, size=size, mode="bilinear", align_corners=False)
        out = torch.where(chosen(x, share / 3), large, out)
    return out


def noise(x: torch.Tensor, share: float = 0.5, most: float = 0.06) -> torch.Tensor:
    """Sensor noise, more of it in the dark after gamma; coarse grain in some pictures."""
    sigma = draw(x, 0, 1) ** 2 * most
    fine = torch.randn_like(x)
    grain = F.interpolate(torch.randn_like(x[..., ::2, ::2]), size=x.shape[2:], mode="bilinear", align_corners=False)
    kind = torch.where(chosen(x, 0.3), grain * 1.5, fine)
    level = sigma * (1.3 - 0.6 * luma(x))
    return torch.where(chosen(x, share), (x + kind * level).clamp(0, 1), x)


def jpeg(x: torch.Tensor, share: float = 0.5, worst: int = 25) -> torch.Tensor:
    """Rounds the cosine coefficients of 8 × 8 blocks as JPEG does (ITU-T T.81 annex K tables), colour at full size."""
    n, c, h, w = x.shape
    ph, pw = -h % 8, -w % 8
    full = F.pad(x.float(), (0, pw, 0, ph), mode="replicate")
    middle = constant((128, 0, 0), x.device)[:, None, None]
    ycc = torch.einsum("ij,njhw->nihw", constant(YCC, x.device), full) * 255 - middle
    basis = cosine_basis(x.device)
    blocks = ycc.reshape(n, c, (h + ph) // 8, 8, (w + pw) // 8, 8).permute(0, 1, 2, 4, 3, 5)
    spectrum = basis @ blocks @ basis.T
    quality = draw(x, worst, 95).reshape(n, 1, 1, 1, 1, 1)
    scale = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
    table = (constant(TABLES, x.device).reshape(1, 3, 1, 1, 8, 8) * scale).clamp(1, 255)
    rounded = torch.round(spectrum / table) * table
    back = (basis.T @ rounded @ basis).permute(0, 1, 2, 4, 3, 5).reshape(n, c, h + ph, w + pw)
    rgb = torch.einsum("ij,njhw->nihw", constant(RGB, x.device), back + middle) / 255
    return torch.where(chosen(x, share), rgb[:, :, :h, :w].clamp(0, 1).to(x.dtype), x)


YCC = ((0.299, 0.587, 0.114), (-0.168736, -0.331264, 0.5), (0.5, -0.418688, -0.081312))
RGB = tuple(map(tuple, torch.linalg.inv(torch.tensor(YCC, dtype=torch.float64)).tolist()))
LUMA_TABLE = (16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
              14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
              49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99)
CHROMA_TABLE = (17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
                47, 66, 99, 99, 99, 99, 99, 99, *[99] * 32)
TABLES = (LUMA_TABLE, CHROMA_TABLE, CHROMA_TABLE)


def cosine_basis(device) -> torch.Tensor:
    """The orthonormal 8-point DCT-II."""
    k, i = torch.meshgrid(torch.arange(8.0, device=device), torch.arange(8.0, device=device), indexing="ij")
    basis = torch.cos(math.pi * (2 * i + 1) * k / 16) / 2
    basis[0] /= math.sqrt(2)
    return basis


def cover(x: torch.Tensor, share: float = 0.25, largest: float = 0.35) -> torch.Tensor:
    """A rectangle of one colour or of another picture of the batch over a part."""
    n, _, h, w = x.shape
    v, u = torch.meshgrid(torch.arange(h, device=x.device), torch.arange(w, device=x.device), indexing="ij")
    cu, cv, su, sv = (draw(x, 0, 1) * w, draw(x, 0, 1) * h, draw(x, 0.05, largest) * w, draw(x, 0.05, largest) * h)
    inside = ((u - cu).abs() < su / 2) & ((v - cv).abs() < sv / 2) & chosen(x, share)
    plain = torch.rand(n, 3, 1, 1, device=x.device).expand_as(x)
    return torch.where(inside, torch.where(chosen(x, 0.5), plain, x.roll(1, 0)), x)


def camera(x: torch.Tensor, strength: float = 1.0) -> torch.Tensor:
    """Lamp, lens, sensor and codec after another."""
    x = side_light(tone(x, strength), 0.35 * strength)
    x = torch.where(chosen(x, 0.35 * strength), gaussian(x, draw(x, 0.3, 1.8)), x)
    x = coarser(motion(x, 0.15 * strength), 0.4 * strength)
    return jpeg(noise(x, 0.6 * strength), 0.5 * strength)
