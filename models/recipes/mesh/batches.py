"""Batches of crops with their targets, drawn and changed on the device. Every place of a batch has its role, so that all
shapes are fixed and nothing waits for the device."""

from __future__ import annotations

from dataclasses import dataclass, fields

import torch
import torch.nn.functional as F

from common import augment, warp

from . import bending, geometry, painting, topology
from .pools import Pool

SIZE = 128
"""Side of the network's input, pixels."""
TRACK_SCALE = 1.5
"""Side of the engine's crop over the longer side of the mesh; its first one is like that too, a little higher up."""
FIRST_SIDE, FIRST_RISE = 0.947, 0.045
"""Side and rise of the first crop, by the detector's box, over those of a crop by the mesh: medians of the portraits."""
REAL, RENDERED = 0.5, 0.375
"""Shares of a batch; the rest is without a face."""
TWIN_EVERY = 5
"""Of how many faces one has a twin."""
BENT = 0.55
"""Share of the real faces that are turned or do something else."""


@dataclass
class Batch:
    """Pictures and targets; one row each. Weights are 0 where a target is not known."""

    x: torch.Tensor
    """(N, 3, 128, 128), 0..=1."""
    points: torch.Tensor
    """(N, 478, 3), pixels of the crop."""
    weight: torch.Tensor
    """(N, 478) of the points."""
    pose: torch.Tensor
    """(N, 3) yaw, pitch and roll in degrees; roll against the upright of the crop."""
    trust: torch.Tensor
    """(N, 6) weights of the points (already in `weight`), their depths, eyes, mouth, pose and cover."""
    covered: torch.Tensor
    """(N,) 1 where nose and mouth are covered."""
    present: torch.Tensor
    """(N,) 1 where there is a face."""

    @staticmethod
    def joined(parts: list[Batch]) -> Batch:
        return Batch(**{f.name: torch.cat([getattr(part, f.name) for part in parts]) for f in fields(Batch)})


class Source:
    """Draws batches from the pools."""

    def __init__(self, real: Pool, rendered: Pool, empty: torch.Tensor, partner: torch.Tensor, size: int) -> None:
        self.real, self.rendered, self.empty, self.partner = real, rendered, empty, partner
        self.count_real, self.count_rendered = round(REAL * size), round(RENDERED * size)
        self.count_absent = size - self.count_real - self.count_rendered

    @torch.no_grad()
    def draw(self) -> tuple[Batch, torch.Tensor]:
        """One batch, whose last rows are twins of earlier ones: the same crops under the same light, with noise and
        compression of their own; and which rows (T,) those are."""
        bent = round(BENT * self.count_real)
        parts = [self._faces(self.real, bent, True), self._faces(self.real, self.count_real - bent, False),
                 self._faces(self.rendered, self.count_rendered, False)]
        batch = Batch.joined(parts)
        self._hide(batch)
        batch = Batch.joined([batch, self._absent(batch)])
        first = torch.arange(0, self.count_real + self.count_rendered, TWIN_EVERY, device=batch.x.device)
        twins = Batch(**{f.name: getattr(batch, f.name)[first] for f in fields(Batch)})
        lit = augment.side_light(augment.tone(twins.x))
        lit = torch.where(augment.chosen(lit, 0.35), augment.gaussian(lit, augment.draw(lit, 0.3, 1.5)), lit)
        batch.x = torch.where(augment.chosen(batch.x, 0.12), batch.x, augment.camera(batch.x))
        batch.x[first], twins.x = frame(lit), frame(lit)
        return Batch.joined([batch, twins]), first

    @torch.no_grad()
    def points(self) -> torch.Tensor:
        """(N, 478, 3) points of one batch, without its pictures."""
        found = []
        for pool, count in ((self.real, self.count_real), (self.rendered, self.count_rendered)):
            rows = pool.draw(count)
            points = pool.points[rows]
            points = Change(points, pool.pose[rows]).points if pool is self.real else points
            to_picture, _, flip = framed(points)
            found.append(self._mirrored(moved_points(points, warp.invert(to_picture)), flip))
        return torch.cat(found)

    def _mirrored(self, points: torch.Tensor, flip: torch.Tensor) -> torch.Tensor:
        """`points` (N, 478, …) under the names that they have where `flip` (N,) says that the picture is mirrored."""
        return torch.where(flip.reshape(-1, *[1] * (points.dim() - 1)), points[:, self.partner], points)

    def _faces(self, pool: Pool, count: int, bent: bool) -> Batch:
        rows = pool.draw(count)
        points, pose, trust = pool.points[rows], pool.pose[rows], pool.trust[rows]
        change = Change(points, pose) if bent else None
        points, pose = (change.points, change.pose) if change else (points, pose)
        to_picture, angle, flip = framed(points)
        to_crop = warp.invert(to_picture)
        places, limits = fine_places(to_picture), borders(points)
        if change:
            places = change.back(places, to_picture, to_crop)
        x = sampled(pool.pictures[rows], torch.maximum(torch.minimum(places, limits[:, 1:]), limits[:, :1]))
        inside = ((points[..., :2] > limits[:, :1]) & (points[..., :2] < limits[:, 1:])).all(2)
        moved, inside = self._mirrored(moved_points(points, to_crop), flip), self._mirrored(inside, flip)
        roll = pose[:, 2] - angle * (180 / torch.pi)
        pose = torch.stack([pose[:, 0], pose[:, 1], (roll + 180) % 360 - 180], 1)
        pose = torch.where(flip[:, None], pose * pose.new_ones(3).index_fill_(0, topology.on(pose.device, (0, 2)), -1), pose)
        if change:
            x = painting.mouths(x, moved, change.jaw)
        weight = trust[:, :1] * (0.3 + 0.7 * inside.float())
        return Batch(x, moved, weight, pose, trust, pool.covered[rows], torch.ones_like(pose[:, 0]))

    def _hide(self, batch: Batch) -> None:
        """Paints masks, dark glasses, hands and boards over some faces."""
        n, bent = self.count_real, round(BENT * self.count_real)
        masked = slice(bent - n // 14, bent + n // 14)
        painted, cover = painting.masks(batch.x[masked], batch.points[masked])
        self._paint(batch, masked, painted, cover)
        dark = slice(masked.stop, masked.stop + n // 18)
        batch.x[dark] = painting.sunglasses(batch.x[dark], batch.points[dark])
        batch.trust[dark, 2] = 0.0
        held = slice(n - n // 12, n + self.count_rendered // 14)
        self._paint(batch, held, *painting.hands(batch.x[held], batch.points[held]))
        boards = slice(held.stop, held.stop + self.count_rendered // 12)
        self._paint(batch, boards, *painting.board(batch.x[boards]))
        more = slice(0, bent // 12)
        self._paint(batch, more, *painting.board(batch.x[more]))

    def _paint(self, batch: Batch, rows: slice, painted: torch.Tensor, cover: torch.Tensor) -> None:
        """Puts pictures into the batch, and what their `cover` makes of the targets."""
        batch.x[rows] = painted
        points, trust = batch.points[rows], batch.trust[rows]
        hidden = painting.hidden(cover, points)
        clear, before = hidden < 0.2, batch.covered[rows]
        batch.covered[rows] = torch.where(hidden > 0.75, torch.ones_like(hidden), before)
        known = torch.where(clear, trust[:, 5], (hidden > 0.75).float())
        corners = points[:, topology.on(points.device, topology.EYE_CORNERS + (159, 386)), :2]
        seen = 1 - painting.at(cover, corners).amax(1)
        trust = torch.stack([trust[:, 0], trust[:, 1], trust[:, 2] * seen, trust[:, 3] * clear, trust[:, 4], known], 1)
        batch.trust[rows] = trust

    def _absent(self, faces: Batch) -> Batch:
        """Crops without a face: surroundings, beside the face, far too near or too far, and faces in pieces."""
        views, pieces = self.count_absent // 2, self.count_absent // 6
        beside = self.count_absent - views - pieces
        rows = self.real.draw(beside)
        x = torch.cat([self._view(views), sampled(self.real.pictures[rows], fine_places(missed(self.real.points[rows]))),
                       shuffled(faces.x[-pieces:]) if pieces else faces.x[:0]])
        n, device = len(x), x.device
        nothing = torch.zeros(n, device=device)
        return Batch(x, faces.points[:n], torch.zeros(n, topology.POINTS, device=device), torch.zeros(n, 3, device=device),
                     torch.zeros(n, 6, device=device), nothing, nothing)

    def _view(self, count: int) -> torch.Tensor:
        device, side = self.empty.device, self.empty.shape[-1]
        rows = torch.randint(len(self.empty), (count,), device=device)
        size = torch.empty(count, device=device).uniform_(0.25, 1.0) * side
        centre = (torch.rand(count, 2, device=device) * (side - size[:, None]) + size[:, None] / 2)
        return sampled(self.empty[rows], fine_places(warp.square(centre, size, torch.rand(count, device=device) - 0.5, SIZE)))


def frame(lit: torch.Tensor) -> torch.Tensor:
    """What a camera makes of a still sight in one frame: noise and compression."""
    return augment.jpeg(augment.noise(lit, 1.0, 0.05), 0.7, 50)


class Change:
    """What is done to some faces: their points and poses afterwards, and the way back."""

    def __init__(self, points: torch.Tensor, pose: torch.Tensor) -> None:
        by = bending.turns(pose, 0.6)
        self.before, self.turned = points, bending.turned(points, by)
        self.pose = geometry.angles(geometry.rotation(by) @ geometry.rotation(pose))
        self.lids = bending.lid_dice(len(points), points.device, 0.6)
        self.jaw = bending.jaw_dice(points, 0.25)
        lines = zip(topology.UPPER_LIDS, topology.LOWER_LIDS)
        self.eyes = [bending.Slit(self.turned, upper, lower) for upper, lower in lines]
        self.mouth = bending.Slit(self.turned, topology.UPPER_INNER_LIP, topology.LOWER_INNER_LIP)
        self.chin = bending.chin_height(self.mouth, self.turned)
        now = bending.opened(self.mouth, self.turned, self.jaw, self.chin)
        for side, eye in enumerate(self.eyes):
            openness = self.lids[:, side : side + 1]
            now = bending.closed(eye, now, topology.UPPER_LIDS[side], topology.IRISES[side], openness)
        self.points = now

    def back(self, places: torch.Tensor, to_picture: torch.Tensor, to_crop: torch.Tensor) -> torch.Tensor:
        """Where in the picture the `places` of the changed face are."""
        places = bending.opening_back(self.mouth, places, self.jaw, self.chin)
        for side, eye in enumerate(self.eyes):
            places = bending.closing_back(eye, places, self.lids[:, side : side + 1])
        field = bending.way_back(self.turned, self.before, to_picture, SIZE)
        return bending.follow(places, field, to_crop, SIZE)


def framed(points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Crops as the engine cuts them, more or less off: maps to the picture, angles, and which are mirrored."""
    n, device = len(points), points.device
    centre, side, angle = geometry.square_around(points, TRACK_SCALE)

    def dice(low: float, high: float) -> torch.Tensor:
        return torch.empty(n, device=device).uniform_(low, high)

    first = torch.rand(n, device=device) < 0.3
    up = torch.stack([angle.sin(), -angle.cos()], 1)
    centre = centre + torch.where(first, FIRST_RISE * side, torch.zeros_like(side))[:, None] * up
    side = torch.where(first, FIRST_SIDE * side, side)
    wide = torch.rand(n, device=device) < 0.45
    off = torch.where(wide[:, None], torch.stack([dice(-0.11, 0.11), dice(-0.11, 0.11)], 1), 0.02 * torch.randn(n, 2, device=device))
    grow = torch.where(wide, dice(-0.223, 0.3), 0.04 * torch.randn(n, device=device))
    turn = torch.where(wide, dice(-0.35, 0.35), 0.05 * torch.randn(n, device=device))
    centre, side, angle = centre + off * side[:, None], side * grow.exp(), angle + turn
    maps = warp.square(centre, side, angle, SIZE)
    flip = torch.rand(n, device=device) < 0.5
    image = torch.stack([-maps[:, :, 0], maps[:, :, 1], maps[:, :, 2] + SIZE * maps[:, :, 0]], 2)
    # In the mirror the picture leans the other way, and so does the crop: the roll changes its sign as a whole.
    return torch.where(flip[:, None, None], image, maps), angle, flip


def borders(points: torch.Tensor, share: float = 0.12) -> torch.Tensor:
    """(N, 2, 2) least and largest x, y at which the picture ends; beyond, its outermost pixels go on. Mostly far away."""
    n, device = len(points), points.device
    centre, side, _ = geometry.square_around(points, TRACK_SCALE)
    reach = torch.empty(n, 2, 2, device=device).uniform_(0.12, 0.45) * side[:, None, None]
    ends = torch.stack([centre - reach[:, 0], centre + reach[:, 1]], 1)
    far = ends.new_full((n, 2, 2), 1e4)
    far[:, 0] = -1e4
    which = torch.rand(n, 2, 2, device=device)
    cut = (which == which.amax((1, 2), keepdim=True)) & (torch.rand(n, 1, 1, device=device) < share)
    return torch.where(cut, ends, far)


def missed(points: torch.Tensor) -> torch.Tensor:
    """Maps of crops that miss the face by far more than tracking does, or are far too near or too far."""
    n, device = len(points), points.device
    centre, side, angle = geometry.square_around(points, TRACK_SCALE)
    way = torch.rand(n, device=device) * (2 * torch.pi)
    off = torch.empty(n, device=device).uniform_(0.55, 1.0)
    near = torch.rand(n, device=device) < 0.5
    size = torch.where(near, torch.empty(n, device=device).uniform_(0.2, 0.42), torch.empty(n, device=device).uniform_(2.6, 3.6))
    beside = torch.rand(n, device=device) < 0.65
    size = torch.where(beside, torch.empty(n, device=device).uniform_(0.5, 1.2), size)
    off = torch.where(beside, off * size.clamp(min=1.0), 0.1 * off)
    centre = centre + (off * side)[:, None] * torch.stack([way.cos(), way.sin()], 1)
    turn = torch.empty(n, device=device).uniform_(-0.5, 0.5)
    return warp.square(centre, side * size, angle + turn, SIZE)


def fine_places(to_picture: torch.Tensor) -> torch.Tensor:
    """(N, M, 2) places in the picture of 2 × 2 samples for each pixel of the crop."""
    step = (torch.arange(2 * SIZE, device=to_picture.device) + 0.5) / 2
    v, u = torch.meshgrid(step, step, indexing="ij")
    return torch.stack([u, v, torch.ones_like(u)], -1).reshape(1, -1, 3) @ to_picture.transpose(1, 2)


def sampled(pictures: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """(N, 3, 128, 128) crops, 0..=1, of pictures of 0..=255 at `places` of [`fine_places`]."""
    grid = (places * (2 / pictures.shape[-1]) - 1).reshape(-1, 2 * SIZE, 2 * SIZE, 2)
    fine = F.grid_sample(pictures.float(), grid, mode="bilinear", padding_mode="border", align_corners=False)
    return F.avg_pool2d(fine, 2) / 255


def moved_points(points: torch.Tensor, to_crop: torch.Tensor) -> torch.Tensor:
    """(N, 478, 3) points in the crop, depths in the same unit."""
    scale = to_crop[:, :, 0].norm(dim=1)
    return torch.cat([warp.apply(to_crop, points[..., :2]), points[..., 2:] * scale[:, None, None]], 2)


def shuffled(x: torch.Tensor, tiles: int = 4) -> torch.Tensor:
    """The same tiles in another order."""
    n, c, h, w = x.shape
    step = h // tiles
    parts = x.reshape(n, c, tiles, step, tiles, step).permute(0, 2, 4, 1, 3, 5).reshape(n, tiles * tiles, c, step, step)
    parts = parts[:, torch.randperm(tiles * tiles, device=x.device)]
    return parts.reshape(n, tiles, tiles, c, step, step).permute(0, 3, 1, 4, 2, 5).reshape(n, c, h, w)
