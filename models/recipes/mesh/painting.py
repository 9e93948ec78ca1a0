"""What hides faces, painted on crops (N, 3, size, size), 0..=1, by the points of the faces in crop pixels.

All shapes give a cover (N, 1, size, size), 0..=1, so that what they hide can be asked for: `at`.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F

from . import geometry, topology

BELOW_NOSE = (5, 4, 1, 2, 98, 327, 61, 291, 0, 17, 13, 14, 40, 270, 91, 321)
"""Points of nose and mouth: a mask hides all of them."""
MASK_TOP = (345, 347, 349, 195, 120, 118, 116)
"""Upper edge of a mask from the image right to the image left, over the bridge of the nose."""
USUAL = ((0.6, 0.78, 0.9), (0.93, 0.94, 0.95), (0.12, 0.12, 0.13), (0.75, 0.85, 0.95))
"""Colours of masks in the shops: blue, white, black, pale."""
MASK_EDGE = (93, *topology.JAW, 323)


def places(x: torch.Tensor) -> torch.Tensor:
    """(size * size, 2) middles of the pixels."""
    step = torch.arange(x.shape[-1], device=x.device) + 0.5
    v, u = torch.meshgrid(step, step, indexing="ij")
    return torch.stack([u, v], -1).reshape(-1, 2)


def soft(cover: torch.Tensor) -> torch.Tensor:
    """Rounds off the steps of a hard edge."""
    return F.avg_pool2d(F.pad(cover, (1, 1, 1, 1), mode="replicate"), 3, 1)


def at(cover: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """(N, P) how covered the `points` (N, P, 2) are."""
    grid = points[:, None] * (2 / cover.shape[-1]) - 1
    return F.grid_sample(cover, grid, mode="nearest", padding_mode="zeros", align_corners=False)[:, 0, 0]


def hidden(cover: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """(N,) share of nose and mouth that is covered."""
    return at(cover, points[:, topology.on(points.device, BELOW_NOSE), :2]).mean(1)


def polygon(x: torch.Tensor, corners: torch.Tensor) -> torch.Tensor:
    """The inside of polygons (N, V, 2) by counting crossings to the right."""
    u, v = places(x).unbind(1)
    (ax, ay), (bx, by) = (ends[..., None].unbind(2) for ends in (corners, corners.roll(-1, 1)))
    over = (ay > v) != (by > v)
    rise = torch.where((by - ay).abs() < 1e-6, torch.full_like(by, 1e-6), by - ay)
    inside = (over & (u < ax + (v - ay) / rise * (bx - ax))).sum(1) % 2
    return soft(inside.reshape(len(x), 1, *x.shape[2:]).float())


def uniform(n: int, low: float, high: float, device: torch.device) -> torch.Tensor:
    """One number for each picture, (N, 1, 1)."""
    return torch.empty(n, 1, 1, device=device).uniform_(low, high)


def mask_corners(points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Corners (N, V, 2) of masks of several cuts, and which (N,) are scarves; some masks hang below the mouth."""
    n, device = len(points), points.device
    unit = geometry.face_unit(points)[:, None, None]
    edge, top = (points[:, topology.on(device, line), :2] for line in (MASK_EDGE, MASK_TOP))
    middles = geometry.eye_middles(points).mean(1, keepdim=True)
    down = points[:, 152:153, :2] - middles
    down = down / down.norm(dim=2, keepdim=True).clamp(min=1e-3)
    scarf = torch.rand(n, 1, 1, device=device) < 0.25
    reach = torch.where(scarf, uniform(n, 0.2, 0.9, device), uniform(n, 0.0, 0.12, device)) * unit
    low = torch.linspace(0, torch.pi, len(MASK_EDGE), device=device).sin()[None, :, None]
    middle = edge.mean(1, keepdim=True)
    wide = torch.where(scarf, uniform(n, 1.05, 1.35, device), uniform(n, 1.0, 1.1, device))
    edge = middle + (edge - middle) * wide + down * reach * low
    # The upper edge lies anywhere between under the eyes and the tip of the nose; if it slipped, below the lips.
    slipped = torch.rand(n, 1, 1, device=device) < 0.15
    sink = torch.where(slipped, uniform(n, 1.0, 1.1, device), uniform(n, -0.08, 0.16, device)) * unit
    corners = torch.cat([edge, top + down * sink], 1)
    corners = corners + torch.randn_like(corners) * 0.012 * unit
    return corners, scarf[:, 0, 0]


def cloth(x: torch.Tensor, scarf: torch.Tensor, along: torch.Tensor) -> torch.Tensor:
    """Colour and folds of masks, lit as the face below is; scarves take their pattern from another picture. `along`
    (N, 1, size, size) counts from the nose to the chin, 0..=1."""
    n, device = len(x), x.device
    usual = topology.on(device, USUAL)[torch.randint(4, (n,), device=device)]
    colour = torch.where(torch.rand(n, 1, device=device) < 0.65, usual,
                         torch.rand(n, 3, device=device))[:, :, None, None]
    pleats = uniform(n, 2, 6, device)[..., None]
    depth = torch.where(scarf[:, None, None, None], 0.0, uniform(n, 0, 0.14, device)[..., None])
    folds = 1 - depth * (0.5 + 0.5 * torch.sin(along * pleats * 2 * torch.pi))
    coarse = F.interpolate(torch.randn(n, 1, 9, 9, device=device), size=x.shape[2:], mode="bicubic", align_corners=False)
    light = F.avg_pool2d(F.pad(x.mean(1, keepdim=True), (12,) * 4, mode="replicate"), 25, 1)
    light = (light / light.mean((2, 3), keepdim=True).clamp(min=0.02)).clamp(0.3, 1.8) * x.mean((1, 2, 3), keepdim=True).clamp(0.15, 0.8) * 1.6
    plain = colour * folds * (1 + 0.08 * coarse) * light
    pattern = x.roll(1, 0).flip(3) * (0.5 + 0.5 * colour)
    return torch.where((scarf & (torch.rand(n, device=device) < 0.7))[:, None, None, None], pattern, plain).clamp(0, 1)


def masks(x: torch.Tensor, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A mask or scarf on every face: pictures and what they cover."""
    corners, scarf = mask_corners(points)
    cover = polygon(x, corners)
    low, high = corners[..., 1].amin(1), corners[..., 1].amax(1)
    row = (torch.arange(x.shape[2], device=x.device) + 0.5)[None, None, :, None]
    along = (row - low[:, None, None, None]) / (high - low)[:, None, None, None].clamp(min=1.0)
    return x + (cloth(x, scarf, along) - x) * cover, cover


def sunglasses(x: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """Dark lenses with a bridge before every pair of eyes."""
    n, device, where = len(x), x.device, places(x)
    eyes, unit = geometry.eye_middles(points), geometry.face_unit(points)[:, None]
    along = eyes[:, 1] - eyes[:, 0]
    along = along / along.norm(dim=1, keepdim=True).clamp(min=1e-3)
    wide, high = (uniform(n, low, top, device)[..., 0] for low, top in ((0.34, 0.44), (0.24, 0.36)))
    power, inside = uniform(n, 2, 5, device)[..., 0], torch.zeros(n, len(where), dtype=torch.bool, device=device)
    for eye in (0, 1):
        off = (where - eyes[:, eye : eye + 1]) / unit[:, None]
        u = (off * along[:, None]).sum(2).abs() / wide
        v = ((off[..., 1] * along[:, :1] - off[..., 0] * along[:, 1:]) - 0.04).abs() / high
        inside |= u**power + v**power < 1
    off = (where - eyes.mean(1, keepdim=True)) / unit[:, None]
    u, v = (off * along[:, None]).sum(2), off[..., 1] * along[:, :1] - off[..., 0] * along[:, 1:]
    inside |= (u.abs() < 0.3) & ((v + 0.08).abs() < 0.03)
    cover = soft(inside.reshape(n, 1, *x.shape[2:]).float()) * uniform(n, 0.75, 1, device)[..., None]
    tint = torch.rand(n, 3, 1, 1, device=device) * 0.15 + 0.1 * x.flip(2) * torch.rand(n, 1, 1, 1, device=device)
    return x + (tint - x) * cover


def hands(x: torch.Tensor, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Four fingers and a palm of the face's own colour, half of them before the mouth: pictures and what they cover."""
    n, device, where = len(x), x.device, places(x)
    unit = geometry.face_unit(points)[:, None, None]
    mouth, any_place = points[:, topology.on(device, (0, 2, 17)), :2].mean(1), torch.rand(n, 2, device=device) * x.shape[-1]
    near = torch.rand(n, 1, device=device) < 0.5
    goal = torch.where(near, mouth + torch.randn(n, 2, device=device) * 0.12 * unit[..., 0], any_place)[:, None]
    angle = uniform(n, 0, 2 * torch.pi, device)[..., 0]
    ahead, aside = torch.cat([angle.cos(), angle.sin()], 1)[:, None], torch.cat([-angle.sin(), angle.cos()], 1)[:, None]
    size, nearest = unit * uniform(n, 0.75, 1.25, device), torch.full((n, len(where)), 9.0, device=device)
    parts = [(k * 0.27 - 0.4, -0.3, 0.75 - 0.1 * abs(k - 1.4), 0.155) for k in range(4)] + [(0.0, -0.8, -0.35, 0.52)]
    for shift, start, stop, radius in parts:
        a, b = goal + (aside * shift + ahead * start) * size, goal + (aside * shift + ahead * stop) * size
        share = (((where - a) * (b - a)).sum(2) / (b - a).square().sum(2).clamp(min=1e-3)).clamp(0, 1)[..., None]
        nearest = torch.minimum(nearest, (where - a - share * (b - a)).norm(dim=2) / (radius * size[..., 0]))
    shade = nearest.reshape(n, 1, *x.shape[2:])
    cover = soft((shade < 1).float())
    cheeks = points[:, topology.on(device, (36, 50, 101, 205, 266, 280, 330, 425)), :2]
    grid = cheeks[:, None] * (2 / x.shape[-1]) - 1
    skin = F.grid_sample(x, grid, align_corners=False)[:, :, 0].median(2).values[..., None, None]
    skin = skin * uniform(n, 0.7, 1.2, device)[..., None] * (1 - 0.4 * shade.clamp(0, 1) ** 3)
    return x + (skin.clamp(0, 1) - x) * cover, cover


def board(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A turned rectangle of one colour or of another picture: phones, papers, edges of doors. Pictures and cover."""
    n, device, where, size = len(x), x.device, places(x), x.shape[-1]
    middle = torch.rand(n, 1, 2, device=device) * size
    angle, half = uniform(n, 0, torch.pi, device), torch.rand(n, 1, 2, device=device) * 0.22 * size + 0.03 * size
    off = where - middle
    u = (off[..., :1] * angle.cos() + off[..., 1:] * angle.sin()).abs()
    v = (off[..., 1:] * angle.cos() - off[..., :1] * angle.sin()).abs()
    inside = (u < half[..., :1]) & (v < half[..., 1:])
    cover = soft(inside.reshape(n, 1, size, size).float())
    plain = torch.rand(n, 3, 1, 1, device=device).expand_as(x)
    over = torch.where(torch.rand(n, 1, 1, 1, device=device) < 0.5, plain, x.roll(1, 0))
    return x + (over - x) * cover, cover


def mouths(x: torch.Tensor, points: torch.Tensor, amount: torch.Tensor) -> torch.Tensor:
    """The dark between opened lips, in some with the upper teeth, where `amount` (N, 1) is above 0."""
    n, device = len(x), x.device
    corners = points[:, topology.on(device, topology.UPPER_INNER_LIP + topology.LOWER_INNER_LIP[-2:0:-1]), :2]
    cover = polygon(x, corners) * (amount > 0).float()[:, :, None, None]
    low = corners[..., 1].amin(1)[:, None, None, None]
    width = (points[:, 308, :2] - points[:, 78, :2]).norm(dim=1)[:, None, None, None].clamp(min=1.0)
    row = (torch.arange(x.shape[2], device=device) + 0.5)[None, None, :, None]
    depth = (row - low) / width
    light = x.mean((1, 2, 3), keepdim=True).clamp(0.1, 0.8)
    dark = topology.on(device, (0.45, 0.16, 0.14))[:, None, None] * uniform(n, 0.15, 0.8, device)[..., None]
    dark = dark * (0.6 + 0.6 * depth.clamp(0, 1)) * light * 1.6
    teeth = torch.sigmoid((uniform(n, -0.1, 0.28, device)[..., None] - depth) * 40)
    white = topology.on(device, (0.95, 0.9, 0.82))[:, None, None] * light * uniform(n, 1.0, 1.6, device)[..., None]
    inner = dark + (white - dark) * teeth
    return x + (inner.clamp(0, 1) - x) * cover
