"""People before a camera: cut out and put before other places, or as they were photographed. What comes out is shown as
live, and is also what attacks show: their content is the same."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F

from .canvas import SIDE, Dice, Numbers, look, pixels, step, wave
from .material import Material, Shots
from .people import OUTLINE_SIDE
from .people import SIDE as PICTURE

BESIDE = 0.2
"""How far (in box widths) shoulders at a picture's side may be drawn out; clothes below half of it (in box heights)."""


@dataclass
class Frames:
    """Small frames with a face each."""

    rgb: torch.Tensor
    """(N, 3, SIDE, SIDE), 0..=1."""
    box: torch.Tensor
    """(N, 4) x, y, width, height."""
    five: torch.Tensor
    """(N, 5, 2)."""

    def __getitem__(self, rows) -> Frames:
        return Frames(self.rgb[rows], self.box[rows], self.five[rows])

    def __len__(self) -> int:
        return self.rgb.shape[0]

    def centre(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Middle of the boxes, x and y, each (N, 1, 1, 1)."""
        middle = self.box[:, :2] + self.box[:, 2:] / 2
        return column(middle[:, 0]), column(middle[:, 1])

    def size(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Width and height of the boxes, each (N, 1, 1, 1)."""
        return column(self.box[:, 2]), column(self.box[:, 3])


def column(values: torch.Tensor) -> torch.Tensor:
    """(N,) as (N, 1, 1, 1)."""
    return values[:, None, None, None]


def joined(parts: list[Frames]) -> Frames:
    return Frames(torch.cat([p.rgb for p in parts]), torch.cat([p.box for p in parts]), torch.cat([p.five for p in parts]))


def photograph(material: Material, shots: Shots) -> Frames:
    """Frames of the people."""
    dice = Dice(len(shots), shots.box.device)
    pictures = shots.pictures.float() / 255
    own = shots.natural.float() * (1 - dice.chance(0.6).flatten())
    cut = column(shots.cut.float() * (1 - own))
    view = aim(shots, cut, dice)
    x, y = pixels(shots.box.device)
    u, v = view.to_picture(x, y)
    left, top, right, bottom = (column(side) for side in view.usable)
    inside_u, inside_v = u.clamp(left + 0.5, right - 0.5), v.clamp(top + 0.5, bottom - 0.5)
    flipped = torch.where(view.flip > 0, PICTURE - inside_u, inside_u)
    # Engines that shrink a frame skip some of its pixels: not all pictures are averaged well.
    person = look(pictures, flipped, inside_v, 1 + (1 / view.scale - 1) * dice.uniform(0.2, 1.0))
    ratio = OUTLINE_SIDE / PICTURE
    alpha = look(shots.outlines.float() / 255, flipped * ratio, inside_v * ratio)
    alpha = torch.where(cut > 0, ((alpha - 0.5) * dice.uniform(1.0, 2.5) + 0.5).clamp(0, 1), torch.ones_like(alpha))
    person = striped(person, alpha, view, dice)
    behind = background(material, pictures, dice)
    light = torch.where(cut > 0, torch.exp(dice.uniform(-0.35, 0.3)), torch.ones_like(cut))
    rgb = torch.lerp(behind, (person * light).clamp(0, 1), alpha)
    return Frames(rgb, view.box(), view.points(shots.five))


@dataclass
class View:
    """Where a shot stands in the frame: around the face's middle by scale and turn; pictures may be mirrored."""

    scale: torch.Tensor
    middle: tuple[torch.Tensor, torch.Tensor]
    face: tuple[torch.Tensor, torch.Tensor]
    size: torch.Tensor
    turn: torch.Tensor
    flip: torch.Tensor
    usable: tuple[torch.Tensor, ...]

    def to_picture(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Coordinates in the picture, before it is mirrored."""
        c, s = self.turn.cos() / self.scale, self.turn.sin() / self.scale
        dx, dy = x - self.middle[0], y - self.middle[1]
        return self.face[0] + c * dx + s * dy, self.face[1] - s * dx + c * dy

    def box(self) -> torch.Tensor:
        size = self.size * self.scale[:, 0, 0]
        return torch.cat([torch.cat([m[:, 0, 0] for m in self.middle], 1) - size / 2, size], 1)

    def points(self, five: torch.Tensor) -> torch.Tensor:
        """(N, 5, 2) points of the picture in the frame."""
        flip = self.flip[:, :, 0, 0]
        u = torch.where(flip > 0, PICTURE - five[..., 0], five[..., 0])
        places = torch.stack([u, five[..., 1]], 2)
        left_right = torch.stack([places[:, i] for i in (1, 0, 2, 4, 3)], 1)
        places = torch.where(flip[..., None] > 0, left_right, places)
        (x, y), (u, v) = ([value[:, :, 0, 0] for value in pair] for pair in (self.middle, self.face))
        du, dv = places[..., 0] - u, places[..., 1] - v
        c, s = (self.turn.cos() * self.scale)[:, :, 0, 0], (self.turn.sin() * self.scale)[:, :, 0, 0]
        return torch.stack([x + c * du - s * dv, y + s * du + c * dv], 2)


def aim(shots: Shots, cut: torch.Tensor, dice: Dice) -> View:
    """Draws a view that shows nothing beyond the usable part, but for what clothes can be drawn out."""
    flip = dice.chance(0.5)
    left, top, right, bottom = shots.usable.unbind(1)
    mirrored = flip.flatten() > 0
    left, right = torch.where(mirrored, PICTURE - right, left), torch.where(mirrored, PICTURE - left, right)
    width, height = column(shots.box[:, 2]), column(shots.box[:, 3])
    face_x = column(shots.box[:, 0]) + width / 2
    face_x, face_y = torch.where(flip > 0, PICTURE - face_x, face_x), column(shots.box[:, 1]) + height / 2
    beside, below = BESIDE * width * cut, BESIDE / 2 * height * cut
    above = torch.where((cut > 0) & column(shots.headroom), torch.full_like(cut, 1e4), torch.zeros_like(cut))
    low_x, high_x = face_x - column(left) + beside, column(right) - face_x + beside
    low_y, high_y = face_y - column(top), column(bottom) - face_y + below
    needed_y = torch.where(above > 0, 0.36 * SIDE / high_y, SIDE / (low_y + high_y))
    scale = torch.maximum(dice.log(58, 150) / height, torch.maximum(SIDE / (low_x + high_x), needed_y))
    x = SIDE * 0.5 + dice.normal(0.08 * SIDE)
    y = SIDE * 0.5 + dice.normal(0.07 * SIDE)
    x = torch.minimum(torch.maximum(x, SIDE - high_x * scale), low_x * scale)
    y = torch.minimum(torch.maximum(y, SIDE - high_y * scale), (low_y + above) * scale)
    size = torch.cat([width[:, 0, 0], height[:, 0, 0]], 1)
    turn = dice.normal(0.06) * cut
    return View(scale, (x, y), (face_x, face_y), size, turn, flip, (left, top, right, bottom))


def striped(person: torch.Tensor, alpha: torch.Tensor, view: View, dice: Dice) -> torch.Tensor:
    """Stripes and checks on some people's clothes: fine grids are not the mark of screens alone."""
    x, y = pixels(person.device)
    _, v = view.to_picture(x, y)
    chin = view.face[1] + 0.62 * column(view.size[:, 1])
    clothes = ((v - chin) * view.scale / 6).clamp(0, 1) * alpha * dice.some(0.22, 0.1, 0.7)
    fold = 3 * wave(y * dice.log(0.004, 0.02) + dice.uniform(0, 1))
    angle, often = dice.uniform(-1.6, 1.6), dice.log(0.03, 0.45)
    along, across = x * angle.cos() + y * angle.sin() + fold, y * angle.cos() - x * angle.sin()
    lines = (wave(along * often) * dice.uniform(1, 4)).clamp(-1, 1)
    checks = (wave(across * often) * 2).clamp(-1, 1) * dice.chance(0.4)
    pattern = 0.5 * (lines + checks).clamp(-1, 1)
    return (person + clothes * pattern * dice.uniform(-0.6, 0.6, 3)).clamp(0, 1)


def background(material: Material, pictures: torch.Tensor, dice: Dice) -> torch.Tensor:
    """(N, 3, SIDE, SIDE): a place or a wall, out of focus or not, with pictures, screens and windows in some."""
    x, y = pixels(dice.device)
    rooms = material.rooms[dice.index(len(material.rooms))].float() / 255
    behind = place(rooms, dice)
    wall = dice.uniform(0.05, 1, 3).lerp(dice.uniform(0.05, 1), 0.7)
    shade = 1 + dice.uniform(-0.3, 0.3) * (x / SIDE - 0.5) + dice.uniform(-0.3, 0.3) * (y / SIDE - 0.5)
    behind = torch.lerp(behind, (wall * shade).clamp(0, 1), dice.chance(0.3))
    behind = panel(behind, pictures.roll(3, 0), panel_numbers(dice, 0.3))
    return panel(behind, rooms.roll(1, 0), panel_numbers(dice, 0.3))


def place(rooms: torch.Tensor, dice: Dice) -> torch.Tensor:
    """A part of each room, some blurred by the lens."""
    x, y = pixels(rooms.device)
    wide = dice.uniform(110, 235)
    scale = wide / SIDE
    u = dice.uniform(0, 1) * (320 - wide) + x * scale
    v = dice.uniform(0, 1) * (240 - wide) + y * scale
    u = torch.where(dice.chance(0.5) > 0, 320 - u, u)
    sharp = look(rooms, u, v)
    soft = look(F.avg_pool2d(F.avg_pool2d(rooms, 3, 1, 1), 5), u / 5, v / 5)
    return torch.lerp(sharp, soft, dice.some(0.6, 0.2, 1.0).expand_as(soft))


def panel_numbers(dice: Dice, share: float) -> Numbers:
    """A rectangle in the background, with an edge, that shows something, a colour, or blinds."""
    return {
        "there": dice.chance(share), "x": dice.uniform(0, SIDE), "y": dice.uniform(-0.1 * SIDE, 0.8 * SIDE),
        "half width": dice.log(18, 110), "half height": dice.log(18, 110), "turn": dice.normal(0.06),
        "edge": dice.some(0.7, 1, 8),
        "edge colour": dice.uniform(0, 1, 3).lerp(dice.uniform(0, 1), 0.8),
        "colour": dice.uniform(0.2, 1, 3).lerp(dice.uniform(0.3, 1), 0.7),
        "plain": dice.chance(0.45), "blinds": dice.some(0.2, 0.2, 0.8), "often": dice.log(0.05, 0.4),
        "light": dice.uniform(0.5, 1.5),
    }


def panel(behind: torch.Tensor, shown: torch.Tensor, p: Numbers) -> torch.Tensor:
    """Draws it."""
    x, y = pixels(behind.device)
    dx, dy = x - p["x"], y - p["y"]
    u = dx * p["turn"].cos() + dy * p["turn"].sin()
    v = dy * p["turn"].cos() - dx * p["turn"].sin()
    distance = torch.maximum(u.abs() - p["half width"], v.abs() - p["half height"])
    height, width = shown.shape[2:]
    u_shown, v_shown = (u / p["half width"] + 1) * width / 2, (v / p["half height"] + 1) * height / 2
    inside = look(shown, u_shown, v_shown, torch.full_like(p["x"], 1.7))
    inside = torch.lerp(inside, p["colour"].expand_as(inside), p["plain"]) * p["light"]
    inside = inside * (1 - p["blinds"] * (0.5 + 0.5 * wave(v * p["often"])))
    whole = torch.lerp(p["edge colour"].expand_as(inside), inside.clamp(0, 1), step(distance + p["edge"]))
    return torch.lerp(behind, whole, step(distance) * p["there"])
