"""Canvases with none to four faces whose boxes and points are known: the training pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from common.augment import constant

from .labels import OUTLINE, OVAL, mirrored
from .model import HEIGHT, WIDTH
from .scenery import Scenery, camera, plane, shapes, turned
from .tiles import Bank

SLOTS = 4
"""Faces of a canvas: of the clip it shows, and of three layers of tiles."""
LAYERS = (0.8, 0.45, 0.3)
"""Share of canvases that have the first, second, third layer."""
KINDS = (("photographs", 0.33), ("generated", 0.23), ("rendered", 0.24), ("spoiled", 0.2))
SIZES = ((0.32, 42.0, 90.0), (0.30, 25.0, 46.0), (0.25, 15.0, 28.0), (0.13, 11.0, 17.0))
"""For each size of tile: share, least and largest width of a face in pixels of the canvas."""
TURN = 25.0
"""Largest turn of a tile, degrees."""
LEAST = 12.0
"""Narrower faces are neither wanted nor counted as false, pixels."""
CLEAR, HIDDEN = 0.6, 0.12
"""Faces with at least the first share of their area in view are wanted, those below the second are none."""
SPOILED_LEAST = 22.0
"""Narrower spoiled faces cannot be told from faces out of focus, pixels."""
FLAT = 0.02
"""Least contrast of a face, standard deviation of its luma in 0..=1; below, it is lost in the dark or the glare."""
PIECE_SHARE = 0.3
SPOTS = 6
"""Points per side of the net over a face at which it is looked whether something covers it."""


@dataclass
class Faces:
    """What is on each canvas, SLOTS a canvas."""

    box: torch.Tensor
    """(N, 4, 4) left, top, right, bottom, cut at the frame's edge as the teacher does; pixels."""
    points: torch.Tensor
    """(N, 4, 5, 2); pixels."""
    wanted: torch.Tensor
    """(N, 4) faces that shall be found."""
    ignored: torch.Tensor
    """(N, 4) faces that may or may not be found."""


@dataclass
class Canvas:
    """Pictures being made."""

    pictures: torch.Tensor
    outline: torch.Tensor
    """(N, 4, 41, 2)."""
    face: torch.Tensor
    """(N, 4) whether there is a face, (N, 4) whether there is a spoiled one."""
    spoiled: torch.Tensor
    spots: torch.Tensor
    """(N, 4, 36, 2) net over each face; and how much of the face is to be seen there, 0..=1."""
    clear: torch.Tensor


class Composer:
    """Makes batches."""

    def __init__(self, bank: Bank, device: torch.device) -> None:
        self.bank, self.device = bank, device
        self.scenery, self.plane = Scenery(bank, device), plane(device)
        line = (torch.arange(SPOTS, device=device) + 0.5) / SPOTS * 0.8 + 0.1
        self.net = torch.cartesian_prod(line, line)

    @torch.no_grad()
    def batch(self, n: int, dice: np.random.Generator) -> tuple[torch.Tensor, Faces]:
        """Pictures (N, 3, 120, 160), -1..=1, and their faces."""
        shape = shapes(n, self.device)
        canvas = self._empty(n, dice)
        for slot, share in enumerate(LAYERS, 1):
            self._layer(canvas, slot, self._run(n, share, dice), shape)
        self._pieces(canvas, self._run(n, PIECE_SHARE, dice))
        pictures = camera(canvas.pictures, dice)
        inside = (self.plane < shape[:, None, None]).all(-1)[:, None]
        pictures = pictures.clamp(0, 1) * inside
        return pictures * 2 - 1, self._faces(canvas, pictures, shape)

    def _run(self, n: int, share: float, dice: np.random.Generator) -> torch.Tensor:
        """A share of the canvases, beginning anywhere."""
        return (torch.arange(int(share * n), device=self.device) + int(dice.integers(n))) % n

    def _empty(self, n: int, dice: np.random.Generator) -> Canvas:
        pictures, outline, has_face = self.scenery.draw(n, dice)
        all_outlines = torch.zeros(n, SLOTS, len(OUTLINE), 2, device=self.device)
        face = torch.zeros(n, SLOTS, dtype=torch.bool, device=self.device)
        spots = torch.zeros(n, SLOTS, len(self.net), 2, device=self.device)
        all_outlines[:, 0], face[:, 0], spots[:, 0] = outline, has_face, self._spots(outline)
        return Canvas(pictures, all_outlines, face, torch.zeros_like(face), spots, torch.ones(spots.shape[:3], device=self.device))

    def _spots(self, outline: torch.Tensor) -> torch.Tensor:
        box = self.bank.fit.boxes(outline)
        return box[:, None, :2] + self.net * (box[:, None, 2:] - box[:, None, :2])

    def _layer(self, canvas: Canvas, slot: int, run: torch.Tensor, shape: torch.Tensor) -> None:
        """Pastes a tile on each canvas of the run."""
        n, bank = len(run), self.bank
        if not n:
            return
        rows, spoiled = self._rows(n)
        counts = split_by(n, [share for share, _, _ in SIZES])
        width = torch.cat([torch.empty(count, device=self.device).uniform_(math.log(low), math.log(high)).exp()
                           for count, (_, low, high) in zip(counts, SIZES)])
        flip = torch.rand(n, device=self.device) < 0.5
        outline = torch.where(flip[:, None, None], mirrored(bank.outline[rows], 1.0), bank.outline[rows])
        oval = outline[:, : len(OVAL)]
        low, high = oval.amin(1), oval.amax(1)
        middle, size = (low + high) / 2, high - low
        side = width / size[:, 0]
        angle = torch.empty(n, device=self.device).uniform_(-1, 1)
        turn = turned(angle * angle.abs() * math.radians(TURN))
        at = self._position(shape[run])
        places = ((self.plane - at[:, None, None]).reshape(n, -1, 2) @ turn / side[:, None, None] + middle[:, None])
        places = places.reshape(n, HEIGHT, WIDTH, 2)
        x = torch.where(flip[:, None, None], 1 - places[..., 0], places[..., 0])
        pictures = self._sample(rows, torch.stack([x, places[..., 1]], -1) * 2 - 1, counts)
        cover = coverage(places, middle, size, bank.valid[rows], side, slot == 1)
        self._paste(canvas, run, lit(pictures), cover)
        outline = (outline - middle[:, None]) * side[:, None, None] @ turn.transpose(1, 2) + at[:, None]
        canvas.outline[run, slot], canvas.face[run, slot], canvas.spoiled[run, slot] = outline, ~spoiled, spoiled
        spots = self._spots(outline)
        canvas.spots[run, slot], canvas.clear[run, slot] = spots, look(cover, spots)

    def _rows(self, n: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Tiles at random, and whether they are spoiled."""
        dice, rows, below = torch.rand(n, device=self.device), None, 0.0
        for name, share in KINDS:
            drawn = self.bank.pools[name].draw(n, self.device)
            rows = drawn if rows is None else torch.where(dice >= below, drawn, rows)
            below += share
        return rows, rows >= self.bank.pools["spoiled"].start

    def _position(self, shape: torch.Tensor) -> torch.Tensor:
        """Where the middle of a face comes to lie: mostly anywhere in the frame, sometimes at its edge or near its middle."""
        n = len(shape)
        anywhere = torch.empty(n, 2, device=self.device).uniform_(-0.04, 1.04)
        central = (0.5 + 0.13 * torch.randn(n, 2, device=self.device)).clamp(0, 1)
        return torch.where(torch.rand(n, 1, device=self.device) < 0.35, central, anywhere) * shape

    def _sample(self, rows: torch.Tensor, grid: torch.Tensor, counts: list[int]) -> torch.Tensor:
        """(N, 3, 120, 160) out of tiles of the size that suits each run of `counts`."""
        parts = [F.grid_sample(tiles[part].float() / 255, places, padding_mode="border", align_corners=False)
                 for tiles, part, places in zip(self.bank.tiles, rows.split(counts), grid.split(counts)) if len(part)]
        return torch.cat(parts)

    def _paste(self, canvas: Canvas, run: torch.Tensor, pictures: torch.Tensor, cover: torch.Tensor) -> None:
        """Lays pictures over the canvases and notes which faces they hide."""
        below = canvas.pictures[run]
        canvas.pictures[run] = below + (pictures - below) * cover
        canvas.clear[run] *= 1 - look(cover, canvas.spots[run].flatten(1, 2)).reshape(len(run), SLOTS, -1)

    def _pieces(self, canvas: Canvas, run: torch.Tensor) -> None:
        """Lays a drawn thing over each canvas of the run, half of them over a face."""
        n, device = len(run), self.device
        if not n:
            return
        piece = self.bank.pieces[torch.randint(len(self.bank.pieces), (n,), device=device)].float() / 255
        slot = torch.randint(SLOTS, (n,), device=device)
        oval = canvas.outline[run, slot][:, : len(OVAL)]
        size = (oval.amax(1) - oval.amin(1)).amax(1)
        aimed = (torch.rand(n, device=device) < 0.6) & (size > 4)
        near = oval.mean(1) + 0.3 * size[:, None] * torch.randn(n, 2, device=device)
        anywhere = torch.rand(n, 2, device=device) * constant((WIDTH, HEIGHT), device)
        at = torch.where(aimed[:, None], near, anywhere)
        side = torch.where(aimed, size, torch.empty_like(size).uniform_(20, 110)) * torch.empty_like(size).uniform_(0.5, 1.6)
        turn = turned(torch.empty(n, device=device).uniform_(-math.pi, math.pi))
        places = (self.plane - at[:, None, None]).reshape(n, -1, 2) @ turn / side[:, None, None] * 2
        found = F.grid_sample(piece, places.reshape(n, HEIGHT, WIDTH, 2), align_corners=False)
        cover = found[:, 3:]
        self._paste(canvas, run, lit(found[:, :3] / cover.clamp(min=0.05)), cover)

    def _faces(self, canvas: Canvas, pictures: torch.Tensor, shape: torch.Tensor) -> Faces:
        n = len(pictures)
        box = self.bank.fit.boxes(canvas.outline.flatten(0, 1)).reshape(n, SLOTS, 4)
        width = box[..., 2] - box[..., 0]
        inside = ((canvas.spots >= 0) & (canvas.spots < shape[:, None, None])).all(-1)
        visible = (canvas.clear * inside).mean(-1)
        luma = look(pictures.mean(1, keepdim=True), canvas.spots.flatten(1, 2)).reshape(n, SLOTS, -1)
        seen = (canvas.clear * inside).clamp(min=1e-4)
        mean = (luma * seen).sum(-1, keepdim=True) / seen.sum(-1, keepdim=True)
        contrast = (((luma - mean) ** 2 * seen).sum(-1) / seen.sum(-1)).sqrt()
        wanted = canvas.face & (visible >= CLEAR) & (width >= LEAST) & (contrast >= FLAT)
        unsure = canvas.face | (canvas.spoiled & (width < SPOILED_LEAST))
        ignored = unsure & ~wanted & (visible >= HIDDEN)
        limit = torch.cat([shape, shape], 1)[:, None]
        return Faces(torch.minimum(box.clamp(min=0), limit), canvas.outline[:, :, len(OVAL):], wanted, ignored)


def split_by(n: int, shares: list[float]) -> list[int]:
    """`n` in parts of the given shares; the first takes what is left over."""
    counts = [int(n * share) for share in shares]
    counts[0] += n - sum(counts)
    return counts


def look(maps: torch.Tensor, spots: torch.Tensor) -> torch.Tensor:
    """(N, P) values of maps (N, 1, 120, 160) at spots (N, P, 2)."""
    grid = spots * constant((2 / WIDTH, 2 / HEIGHT), spots.device) - 1
    return F.grid_sample(maps, grid[:, :, None], padding_mode="border", align_corners=False)[:, 0, :, 0]


def lit(x: torch.Tensor) -> torch.Tensor:
    """Lamp and colours of what is pasted, apart from what it is pasted on; some of it dark against the light."""
    n = len(x)
    low, high = torch.empty(2, n, 1, 1, 1, device=x.device).uniform_(0, 1)
    dark = torch.rand(n, 1, 1, 1, device=x.device) < 0.1
    gain = torch.where(dark, 0.15 + 0.35 * low, torch.exp(1.1 * high - 0.75))
    tint = torch.exp(torch.empty(n, 3, 1, 1, device=x.device).uniform_(-0.1, 0.1))
    grey = x.mean(1, keepdim=True)
    saturation = torch.where(torch.rand_like(gain) < 0.12, torch.zeros_like(gain), 0.7 + 0.6 * torch.rand_like(gain))
    return ((grey + (x - grey) * saturation) * (gain * tint)).clamp(0, 1)


def coverage(places: torch.Tensor, middle: torch.Tensor, size: torch.Tensor, valid: torch.Tensor, side: torch.Tensor,
             may_fill: bool) -> torch.Tensor:
    """(N, 1, 120, 160) how much of each pixel a tile covers: its rectangle, sharp or soft; the head with shoulders or
    without; everything. `places` are (N, 120, 160, 2) in tiles, 0..=1; `side` is that of the tile in pixels."""
    n = len(side)
    way, wide, high, soft, down = torch.rand(5, n, 1, 1, device=side.device)
    side, valid = side[:, None, None], valid[:, None, None]
    beyond = (places - 0.5).abs() - valid[..., None] / 2
    # A body that goes on below its picture looks more like one than a head cut off in mid-air.
    below = torch.where((down < 0.4) & (places[..., 1] > 0.5), -beyond.new_ones(1), beyond[..., 1])
    depth = -torch.maximum(beyond[..., 0], below) * side
    edge = torch.where((way > 0.3) & (way < 0.5), 1 + 0.2 * soft * side, torch.ones_like(side))
    cover = (depth / edge + 0.5).clamp(0, 1)
    off = (places - middle[:, None, None]) / size[:, None, None]
    radius = torch.sqrt((off[..., 0] / (0.62 + 0.4 * wide)) ** 2 + (off[..., 1] / (0.66 + 0.4 * high)) ** 2)
    head = ((1 - radius) / (0.04 + 0.25 * soft) + 0.5).clamp(0, 1)
    shoulders = ((1.1 + 0.8 * wide - off[..., 0].abs()) / 0.1).clamp(0, 1) * ((off[..., 1] - 0.6) / 0.1).clamp(0, 1)
    head = torch.maximum(head, shoulders * (down > 0.2))
    cover = torch.where((way >= 0.5) & (way < 0.75), torch.minimum(cover, head), cover)
    if may_fill:
        cover = torch.where((way >= 0.75) & (side * valid > 90), torch.ones_like(cover), cover)
    return cover[:, None]
