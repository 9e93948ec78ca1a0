"""Paper before a camera: what printing, paper and lamps do to the picture on it."""

from __future__ import annotations

import math

import torch

from .canvas import SIDE, Dice, Numbers, Textures, look, luma, step, wave
from .flat import Sheet, finger_numbers, fingers, hold
from .flat import numbers as pose_numbers
from .scenes import Frames

SCREENS = (15, 75, 0, 45)
"""Angles of the screens of cyan, magenta, yellow and black, degrees: the classic choice of offset printers."""


def numbers(dice: Dice, textures: Textures, held_out: bool = False, bordered: float = 0.5) -> Numbers:
    """One print. `held_out`: what training never shows: dots at random places or lines instead of round dots in a grid,
    other papers (toned, darker), wider and narrower borders."""
    p = pose_numbers(dice, bordered) | ink_numbers(dice, textures, held_out)
    p |= finger_numbers(dice, 0.45)
    margin = dice.some(0.5, 14, 26) if held_out else dice.some(0.75, 1, 13)
    return p | {
        "margin": margin, "lit x": dice.uniform(-1, 1), "lit y": dice.uniform(-1, 1), "lit": dice.uniform(0, 0.35),
        "gloss": dice.some(0.4, 0.1, 0.9), "gloss x": dice.uniform(0, SIDE), "gloss y": dice.uniform(0, SIDE),
        "gloss long": dice.log(8, 90), "gloss wide": dice.log(4, 30), "gloss turn": dice.uniform(0, math.pi),
        "crease": dice.some(0.3, 0.05, 0.3), "crease at": dice.normal(0.35 * SIDE),
        "crease turn": dice.uniform(0, math.pi),
        "wrinkle": dice.some(0.45, 0.02, 0.14), "wrinkle turn": dice.uniform(0, 2 * math.pi),
        "light": torch.exp(dice.uniform(-0.3, 0.2)), "shadow": dice.uniform(0, 0.6),
        "shadow x": dice.normal(5), "shadow y": dice.normal(5), "no eyes": dice.chance(0.1),
        "hole": dice.uniform(0.8, 1.5),
    }


def ink_numbers(dice: Dice, textures: Textures, held_out: bool) -> Numbers:
    """Printer and paper."""
    cool = dice.uniform(-0.04, 0.05)
    ones = torch.ones_like(cool)
    paper = dice.uniform(0.55, 0.75) if held_out else dice.uniform(0.72, 1.0)
    tint = torch.cat([ones, ones - 0.3 * cool, ones - 2 * cool - (0.12 if held_out else 0.0)], 1)
    return textures.numbers(dice) | {
        "paper": (paper * tint).clamp(0, 1), "black": dice.uniform(0.03, 0.26) + dice.uniform(-0.02, 0.02, 3),
        "gamma": torch.exp(dice.uniform(-0.3, 0.3)), "colour": dice.uniform(0.45, 1.15) * (1 - dice.chance(0.12)),
        "cast": 1 + dice.uniform(-0.1, 0.1, 3), "often": dice.log(0.18, 1.9), "dots": dice.some(0.7, 0.05, 0.8),
        "screen turn": dice.uniform(0, math.pi / 2), "grain": dice.some(0.9, 0.003, 0.05),
        "grain scale": dice.log(0.4, 2.5),
        "streaks": dice.some(0.25, 0.01, 0.08), "streak often": dice.log(0.02, 0.5),
        "random dots": torch.ones_like(cool) if held_out else torch.zeros_like(cool),
    }


def ink(x: torch.Tensor, sheet_x: torch.Tensor, sheet_y: torch.Tensor, p: Numbers, textures: Textures) -> torch.Tensor:
    """The picture as ink on paper: narrower gamut and tones, dots, grain."""
    x = x.clamp(1e-4, 1) ** p["gamma"]
    grey = luma(x)
    x = ((grey + (x - grey) * p["colour"]) * p["cast"]).clamp(0, 1)
    texture = textures.at(p, sheet_x, sheet_y, 1.0)
    # The finer the dots the less a pixel, which averages over its square, sees of them; their beat with pixels remains.
    strength = p["dots"] * torch.exp(-1.1 * p["often"] ** 2)
    screens = [_dots(sheet_x, sheet_y, p, angle) for angle in SCREENS]
    colours = torch.cat([0.7 * s + 0.3 * screens[3] for s in screens[:3]], 1)
    finest = textures.at({**p, "texture": p["texture"] // 4 * 4}, sheet_x, sheet_y)
    colours = torch.lerp(colours, (1.2 * finest).clamp(-1, 1).expand_as(colours), p["random dots"])
    x = (x + strength * 2 * x * (1 - x) * colours).clamp(0, 1)
    x = p["black"] + (p["paper"] - p["black"]) * x
    streaks = 1 + p["streaks"] * wave(sheet_y * p["streak often"] + 0.2 * texture)
    return x * streaks * (1 + p["grain"] * texture)


def _dots(x: torch.Tensor, y: torch.Tensor, p: Numbers, degrees: float) -> torch.Tensor:
    """One ink's screen, -1..=1."""
    angle = p["screen turn"] + math.radians(degrees)
    c, s = angle.cos() * p["often"], angle.sin() * p["often"]
    return 0.5 * (wave(x * c + y * s) + wave(y * c - x * s))


def render(shown: Frames, behind: torch.Tensor, p: Numbers, textures: Textures) -> Frames:
    """Prints of the shown frames, held before `behind`."""
    sheet = hold(shown, p, bends=True)
    picture = look(shown.rgb, sheet.u, sheet.v, 1 / sheet.scale)
    printed = ink(picture, sheet.plane_x, sheet.plane_y, p, textures)
    blank = p["paper"] * (1 + p["grain"] * textures.at(p, sheet.plane_x, sheet.plane_y))
    rgb = torch.lerp(blank.expand_as(printed), printed, step(sheet.edge()))
    rgb = lit(rgb, sheet, p, textures)
    outside = sheet.edge(p["margin"], p["margin"])
    rgb = _holes(rgb, behind, sheet, p)
    # A shadow on what is behind, moved a little, only near paper that stands before something.
    shadow = p["shadow"] * torch.exp(-(outside + p["shadow x"].abs() - 4).clamp(min=0) / 8) * (p["bordered"])
    rgb = torch.lerp(behind * (1 - shadow), rgb, step(outside))
    return Frames(fingers(rgb, sheet, p["margin"], p).clamp(0, 1), sheet.frames.box, sheet.frames.five)


def lit(rgb: torch.Tensor, sheet: Sheet, p: Numbers, textures: Textures) -> torch.Tensor:
    """Lamps on paper: falloff, wrinkles, a crease, gloss."""
    light = p["light"] * (1 + p["lit"] * (p["lit x"] * sheet.plane_x + p["lit y"] * sheet.plane_y) / SIDE)
    light = light * (1 + 0.8 * p["bend"] * sheet.plane_x / SIDE)
    step_x, step_y = 3 * p["wrinkle turn"].cos(), 3 * p["wrinkle turn"].sin()
    calm = {**p, "texture": p["texture"] // 4 * 4 + 3}  # The smoothest kind of texture.
    ahead = textures.at(calm, sheet.plane_x + step_x, sheet.plane_y + step_y, 0.7)
    light = light * (1 + 3 * p["wrinkle"] * (ahead - textures.at(calm, sheet.plane_x, sheet.plane_y, 0.7))).clamp(0.4, 1.6)
    line = sheet.plane_x * p["crease turn"].cos() + sheet.plane_y * p["crease turn"].sin() - p["crease at"]
    light = light * (1 + p["crease"] * (torch.tanh(line / 2) * torch.exp(-line.abs() / 18)))
    gx, gy = sheet.x - p["gloss x"], sheet.y - p["gloss y"]
    along = gx * p["gloss turn"].cos() + gy * p["gloss turn"].sin()
    across = gy * p["gloss turn"].cos() - gx * p["gloss turn"].sin()
    gloss = p["gloss"] * torch.exp(-((along / p["gloss long"]) ** 2) - (across / p["gloss wide"]) ** 2)
    return rgb * light + gloss


def _holes(rgb: torch.Tensor, behind: torch.Tensor, sheet: Sheet, p: Numbers) -> torch.Tensor:
    """Some prints have the eyes cut out."""
    for eye in range(2):
        x, y = (sheet.frames.five[:, eye, axis][:, None, None, None] for axis in range(2))
        width, height = (side * p["hole"] for side in sheet.frames.size())
        radius = torch.sqrt(((sheet.x - x) / (0.13 * width)) ** 2 + ((sheet.y - y) / (0.055 * height)) ** 2)
        rgb = torch.lerp(rgb, behind * 0.5, step((radius - 1) * 0.05 * height) * p["no eyes"])
    return rgb
