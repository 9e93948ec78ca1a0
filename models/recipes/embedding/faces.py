"""Training faces: portraits, and people who do not exist, blended of two portraits region by region."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from common import augment, paths, warp
from common.store import TRAIN, Store
from common.teachers import FIVE
from embedding.network import SIDE, TEMPLATE

CANVAS = 160
"""Side of the square in which faces are blended, pixels."""
MARGIN = 1.3
"""Side of that square over the side of the square a network sees."""
STORED = 288
# Around the face, brows, eyes, nose, lips: enough to carry the shape.
KEY = (10, 338, 297, 284, 389, 454, 361, 397, 379, 400, 152, 176, 150, 172, 132, 234, 162, 54, 67, 109,
       70, 105, 107, 336, 334, 300, 33, 159, 133, 145, 362, 386, 263, 374, 6, 195, 4, 64, 294, 2,
       61, 0, 291, 17, 13, 14, 37, 267, 205, 425, 50, 280, 151, 9)
ARCFACE = ((0.3419, 0.4615), (0.6565, 0.4598), (0.5002, 0.6405), (0.3709, 0.8247), (0.6315, 0.8232))
"""The five points of the second teacher, MobileFace V2."""


class Faces:
    """Everybody of the training split, on one device."""

    def __init__(self, device: torch.device, splits: range = TRAIN) -> None:
        store = Store(paths.prepared("portraits"))
        rows = [i for i in range(len(store)) if int(store["split"][i]) in splits]
        self.pictures = torch.from_numpy(store.pictures(rows, STORED)).to(device)
        mesh = torch.from_numpy(store["mesh"][rows][:, :, :2]).to(device)
        self.key, self.five = mesh[:, KEY], mesh[:, FIVE]
        self.device = device

    def __len__(self) -> int:
        return len(self.pictures)

    def aligned(self, rows: torch.Tensor, five: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Canvases (N, 3, 160, 160) with the face on the template, and its key points there."""
        template = (torch.tensor(TEMPLATE, device=self.device) - 0.5) / MARGIN + 0.5
        to_canvas = warp.similarity(five, (template * CANVAS).expand(len(rows), 5, 2))
        pictures = self.pictures[rows].float() / 255
        return warp.crops(pictures, warp.invert(to_canvas), (CANVAS, CANVAS)), warp.apply(to_canvas, self.key[rows])

    def draw(self, count: int, blended: float = 0.7) -> torch.Tensor:
        """`count` canvases, the share `blended` of them of two people."""
        rows = torch.randint(len(self), (count,), device=self.device)
        first, key = self.aligned(rows, self.five[rows])
        first, key = flip(first, key)
        second, other = first.roll(1, 0), key.roll(1, 0)
        blend = torch.rand(count, 1, 1, device=self.device) < blended
        share = torch.where(blend, torch.rand(count, len(KEY) // 6, 1, device=self.device).repeat_interleave(6, 1) * 0.6
                            + torch.rand(count, 1, 1, device=self.device) * 0.4, torch.zeros((), device=self.device))
        shape = key + share[:, : len(KEY)] * (other - key)
        first, second = warp.bend(first, key, shape, 32), warp.bend(matched(second, first), other, shape, 32)
        field = torch.rand(count, 1, 5, 5, device=self.device) * 2 - 1
        field = F.interpolate(field, size=(CANVAS, CANVAS), mode="bicubic", align_corners=False)
        mask = torch.sigmoid(field * augment.draw(first, 1.5, 6.0) + augment.draw(first, -2.0, 2.0)) * blend[..., None]
        return first * (1 - mask) + second * mask


def flip(x: torch.Tensor, points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mirrors half of the canvases, with their key points: each takes the number of its counterpart."""
    mirror = augment.chosen(x, 0.5)
    turned = torch.stack([CANVAS - points[..., 0], points[..., 1]], -1)[:, MIRROR]
    return torch.where(mirror, x.flip(3), x), torch.where(mirror[:, :, 0], turned, points)


def _mirror() -> list[int]:
    pairs = {338: 109, 297: 67, 284: 54, 389: 162, 454: 234, 361: 132, 397: 172, 379: 150, 400: 176, 70: 300, 105: 334,
             107: 336, 33: 263, 159: 386, 133: 362, 145: 374, 64: 294, 61: 291, 37: 267, 205: 425, 50: 280}
    pairs |= {b: a for a, b in pairs.items()}
    return [KEY.index(pairs.get(point, point)) for point in KEY]


MIRROR = _mirror()


def matched(x: torch.Tensor, to: torch.Tensor) -> torch.Tensor:
    """`x` with the mean and spread of the colours of `to`."""
    mean, spread = x.mean((2, 3), keepdim=True), x.std((2, 3), keepdim=True)
    want, wide = to.mean((2, 3), keepdim=True), to.std((2, 3), keepdim=True)
    return ((x - mean) * (wide / spread.clamp(min=0.02)).clamp(0.3, 3.0) + want).clamp(0, 1)


def seen(canvas: torch.Tensor, side: int, template: tuple = TEMPLATE, jitter: float = 0.0) -> torch.Tensor:
    """The square a network with `template` sees of each canvas, moved, scaled and turned a little by `jitter`."""
    n = len(canvas)
    own = (torch.tensor(TEMPLATE, device=canvas.device) - 0.5) / MARGIN + 0.5
    wanted = torch.tensor(template, device=canvas.device) * side
    points = (own * CANVAS).expand(n, 5, 2)
    points = points + torch.randn_like(points) * jitter * CANVAS
    to_crop = warp.similarity(points, wanted.expand(n, 5, 2))
    return warp.crops(canvas, warp.invert(to_crop), (side, side))


def student_view(canvas: torch.Tensor) -> torch.Tensor:
    """What a camera may make of the face: (N, 3, 112, 112), 0..=1."""
    x = seen(canvas, SIDE, jitter=0.012)
    clean = augment.chosen(x, 0.15)
    seen_by_camera = augment.cover(augment.camera(x), 0.15)
    return torch.where(clean, x, seen_by_camera)
