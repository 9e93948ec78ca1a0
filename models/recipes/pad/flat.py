"""Flat things held before a camera: where they stand, what is behind and before them."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from .canvas import SIDE, Dice, Numbers, look, pixels, step
from .scenes import Frames, panel, panel_numbers, place


@dataclass
class Sheet:
    """A flat thing in the frame: coordinates on it, for every pixel of the frame."""

    x: torch.Tensor
    y: torch.Tensor
    """Pixels of the frame, (1, 1, SIDE, SIDE)."""
    plane_x: torch.Tensor
    plane_y: torch.Tensor
    """On the thing, from the face's middle on, in frame pixels at its middle: (N, 1, SIDE, SIDE)."""
    u: torch.Tensor
    v: torch.Tensor
    """The same place in the picture that it shows."""
    gaps: tuple[torch.Tensor, ...]
    """Signed distances to the left, upper, right and lower border of the shown picture, frame pixels, negative inside."""
    scale: torch.Tensor
    """Frame pixels for each pixel of the shown picture."""
    frames: Frames
    """What is shown: where the faces are in the new frame, with the shown pictures."""

    def edge(self, beside: torch.Tensor | float = 0.0, above: torch.Tensor | float = 0.0) -> torch.Tensor:
        """Signed distance to the border, or to what lies so far outside of it."""
        left, top, right, bottom = self.gaps
        return torch.maximum(torch.maximum(left, right) - beside, torch.maximum(top, bottom) - above)


def numbers(dice: Dice, bordered: float = 0.5) -> Numbers:
    """Where and how it is held. `bordered`: share whose border stands inside the frame."""
    return {
        "bordered": dice.chance(bordered), "height": dice.log(44, 104), "enlarged": dice.log(1.04, 1.7),
        "x": dice.normal(0.05 * SIDE), "y": dice.normal(0.05 * SIDE),
        "yaw": dice.normal(0.2), "pitch": dice.normal(0.16), "roll": dice.normal(0.09), "focal": dice.uniform(1.3, 3.0),
        "bend": dice.some(0.5, -0.25, 0.25), "bow": dice.some(0.5, -0.1, 0.1),
        "left": dice.uniform(0.6, 1.35), "right": dice.uniform(0.6, 1.35),
        "above": dice.uniform(0.62, 1.2), "below": dice.uniform(0.6, 1.6),
        "even": dice.chance(0.6),
    }


def hold(shown: Frames, p: Numbers, bends: bool) -> Sheet:
    """Puts the shown pictures on a thing held as `p` says. Where its border is not to be seen it fills the frame."""
    width, height = shown.size()
    # Never smaller than fills the frame, tilts included, unless its border may be seen.
    scale = torch.where(p["bordered"] > 0, p["height"] / height, p["enlarged"])
    middle_x, middle_y = shown.centre()
    x, y = pixels(shown.box.device)
    tilt = torch.where(p["bordered"] > 0, torch.ones_like(scale), (p["enlarged"] - 1).clamp(0, 0.6))
    pose = Pose(p, tilt, *_aim(p, scale, middle_x, middle_y))
    plane_x, plane_y = pose.to_plane(x, y)
    if bends:
        far = (plane_x / SIDE) ** 2
        plane_x, plane_y = plane_x * (1 + p["bend"] * tilt * far), plane_y + p["bow"] * tilt * SIDE * far
    u, v = middle_x + plane_x / scale, middle_y + plane_y / scale
    left, top, right, bottom = _window(p, middle_x, middle_y, width, height)
    gaps = ((left - u) * scale, (top - v) * scale, (u - right) * scale, (v - bottom) * scale)
    return Sheet(x, y, plane_x, plane_y, u, v, gaps, scale, pose.seen(shown, scale))


def _aim(p: Numbers, scale, middle_x, middle_y) -> tuple[torch.Tensor, torch.Tensor]:
    """Where the face's middle goes: free with a border, else so that the picture still covers the frame."""
    slack = (scale - 1).clamp(min=0) * 0.5
    drift_x, drift_y = (p["x"] / (0.1 * SIDE)).clamp(-1, 1), (p["y"] / (0.1 * SIDE)).clamp(-1, 1)
    covering_x = middle_x * scale - (scale - 1) * SIDE * 0.5 + drift_x * slack * SIDE * 0.5
    covering_y = middle_y * scale - (scale - 1) * SIDE * 0.5 + drift_y * slack * SIDE * 0.5
    bordered = p["bordered"] > 0
    return torch.where(bordered, SIDE / 2 + p["x"], covering_x), torch.where(bordered, SIDE / 2 + p["y"], covering_y)


def _window(p: Numbers, x, y, width, height) -> tuple[torch.Tensor, ...]:
    """The part of the picture that is shown: all of it, or what stands inside the border."""
    right = torch.where(p["even"] > 0, p["left"], p["right"])
    bordered = p["bordered"] > 0

    def inside(value: torch.Tensor, whole: float) -> torch.Tensor:
        return torch.where(bordered, value.clamp(0, SIDE), torch.full_like(value, whole))

    far = 1e3  # Without a border the picture goes on: its outermost pixels fill what a tilt leaves free.
    return (inside(x - p["left"] * width, -far), inside(y - p["above"] * height, -far),
            inside(x + right * width, SIDE + far), inside(y + p["below"] * height, SIDE + far))


class Pose:
    """A plane turned before a pinhole camera: a homography in closed form."""

    def __init__(self, p: Numbers, tilt: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> None:
        yaw, pitch = (p["yaw"] * tilt).clamp(-0.6, 0.6), (p["pitch"] * tilt).clamp(-0.5, 0.5)
        roll = p["roll"] * tilt.clamp(0, 1)
        cy, sy, cp, sp, cr, sr = yaw.cos(), yaw.sin(), pitch.cos(), pitch.sin(), roll.cos(), roll.sin()
        self.right = (cy * cr, cy * sr, -sy)
        self.down = (sp * sy * cr - cp * sr, sp * sy * sr + cp * cr, sp * cy)
        self.far = p["focal"] * SIDE
        self.x, self.y = x, y

    def to_frame(self, a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Plane to frame."""
        px, py, pz = (self.right[i] * a + self.down[i] * b for i in range(3))
        ratio = self.far / (self.far + pz)
        return self.x + px * ratio, self.y + py * ratio

    def to_plane(self, x: torch.Tensor, y: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frame to plane: the ray through the pixel meets the plane."""
        dx, dy = (x - self.x) / self.far, (y - self.y) / self.far
        (rx, ry, rz), (qx, qy, qz) = self.right, self.down
        # a·(rx − dx·rz) + b·(qx − dx·qz) = far·dx, and so in y.
        m00, m01, m10, m11 = rx - dx * rz, qx - dx * qz, ry - dy * rz, qy - dy * qz
        determinant = m00 * m11 - m01 * m10
        determinant = torch.where(determinant.abs() < 0.05, torch.full_like(determinant, 0.05), determinant)
        return (m11 * dx - m01 * dy) * self.far / determinant, (m00 * dy - m10 * dx) * self.far / determinant

    def seen(self, shown: Frames, scale: torch.Tensor) -> Frames:
        """Box and points of the shown face in the frame."""
        width, height = (side * scale for side in shown.size())
        zero = torch.zeros_like(scale)
        (left, _), (right, _) = self.to_frame(-width / 2, zero), self.to_frame(width / 2, zero)
        (_, top), (_, bottom) = self.to_frame(zero, -height / 2), self.to_frame(zero, height / 2)
        box = torch.cat([left, top, right - left, bottom - top], 1)[:, :, 0, 0]
        middle_x, middle_y = shown.centre()
        a = (shown.five[..., 0] - middle_x[:, :, 0, 0]) * scale[:, :, 0, 0]
        b = (shown.five[..., 1] - middle_y[:, :, 0, 0]) * scale[:, :, 0, 0]
        five = torch.cat(self.to_frame(a[:, None, :, None], b[:, None, :, None]), 3)[:, 0]
        return Frames(shown.rgb, box, five)


def around(rooms: torch.Tensor, shown: Frames, dice: Dice) -> torch.Tensor:
    """What is behind a thing that is held up: a place, or who holds it, and panels as live people have them."""
    x, y = pixels(dice.device)
    behind = place(rooms[dice.index(len(rooms))].float() / 255, dice)
    wall = dice.uniform(0.05, 1, 3).lerp(dice.uniform(0.05, 1), 0.7)
    behind = torch.lerp(behind, wall.expand_as(behind), dice.chance(0.25))
    zoom = dice.uniform(0.6, 1.0)
    half = SIDE / 2
    u, v = half + (x - half - dice.normal(25)) * zoom, half + (y - half - dice.normal(25)) * zoom
    behind = torch.lerp(behind, look(shown.rgb.roll(1, 0), u, v), dice.chance(0.2))
    return panel(behind, behind.roll(1, 0), panel_numbers(dice, 0.3))


def finger_numbers(dice: Dice, share: float) -> Numbers:
    """A hand at one of the edges: which one, where along it, how far in the fingers reach."""
    skin = dice.uniform(0.25, 1.0)
    tint = torch.cat([torch.ones_like(skin), torch.full_like(skin, 0.78), torch.full_like(skin, 0.66)], 1)
    return {
        "hand": dice.chance(share), "side": dice.uniform(0, 3), "along": dice.uniform(-0.7, 0.7),
        "reach": dice.uniform(2, 16),
        "thick": dice.uniform(4, 9), "spread": dice.uniform(1.7, 2.3), "lean": dice.normal(0.25),
        "count": dice.uniform(1, 5),
        "length": dice.log(2, 45),
        "skin": (skin * tint + dice.uniform(-0.05, 0.05, 3)).clamp(0.04, 1),
    }


def fingers(rgb: torch.Tensor, sheet: Sheet, border: torch.Tensor, p: Numbers) -> torch.Tensor:
    """Paints fingers that reach over the left, right or lower edge of a thing with a border so wide (frame pixels)."""
    side, height = p["side"].floor(), sheet.frames.size()[1]
    size = height / 70
    left, _, right, bottom = sheet.gaps
    out = torch.where(side < 1, left, torch.where(side < 2, right, bottom)) - border + 1.5
    along = torch.where(side < 2, sheet.plane_y, sheet.plane_x) - p["along"] * height + p["lean"] * out
    thick = p["thick"] * size
    for number in range(4):
        there = (p["count"] > number).float() * p["hand"]
        reach = p["reach"] * size * (1 - 0.12 * abs(number - 1))
        beyond = torch.maximum(-reach + thick - out, out - p["length"] * size).clamp(min=0)
        distance = torch.sqrt((along - number * p["spread"] * thick) ** 2 + beyond**2) - thick
        round_light = (1 - 0.45 * (1 + distance / thick).clamp(0, 1) ** 2) * (1 - 0.12 * number)
        rgb = rgb * (1 - 0.35 * there * step(distance - 2.0, 4.0))
        rgb = torch.lerp(rgb, (p["skin"] * round_light).clamp(0, 1).expand_as(rgb), step(distance) * there)
    return rgb
