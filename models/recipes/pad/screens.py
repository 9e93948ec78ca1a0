"""Screens before a camera: what their light, their grids, their frames and the room in their glass do to a picture."""

from __future__ import annotations


import torch

from .canvas import SIDE, Dice, Numbers, look, step, wave
from .flat import Sheet, finger_numbers, fingers, hold
from .flat import numbers as pose_numbers
from .scenes import Frames


def numbers(dice: Dice, held_out: bool = False, bordered: float = 0.5) -> Numbers:
    """One screen. `held_out`: what training never shows: subpixels in a diagonal pattern instead of stripes, frames of
    light metal with wide unequal sides, warm instead of blue white."""
    warm = dice.uniform(-0.12, -0.02) if held_out else dice.uniform(-0.04, 0.16)
    white = torch.cat([1 - 0.8 * warm, 1 - 0.1 * warm, 1 + warm], 1)
    p = pose_numbers(dice, bordered) | finger_numbers(dice, 0.3) | grid_numbers(dice, held_out)
    p |= {"bend": 0 * warm, "bow": 0 * warm}
    frame = dice.uniform(0.55, 0.85) + dice.uniform(-0.03, 0.03, 3) if held_out else _frame_colour(dice)
    return p | {
        "white": white, "gamma": torch.exp(dice.uniform(-0.25, 0.35)), "bright": torch.exp(dice.uniform(-0.5, 0.55)),
        "room": torch.exp(dice.uniform(-2.6, 0.1)), "haze": dice.some(0.7, 0.0, 0.09),
        "mirror": dice.some(0.4, 0.02, 0.22),
        "glare": dice.some(0.35, 0.1, 1.0), "glare x": dice.uniform(0, SIDE), "glare y": dice.uniform(0, SIDE),
        "glare size": dice.log(4, 40),
        "glare flat": dice.uniform(1, 4), "glare square": dice.chance(0.4), "bleed": dice.some(0.35, 0.01, 0.1),
        "angle x": dice.some(0.4, -0.5, 0.5), "angle y": dice.some(0.4, -0.5, 0.5),
        "angle tint": dice.uniform(-0.08, 0.08, 3),
        "bands": dice.some(0.3, 0.03, 0.35), "bands often": dice.log(0.004, 0.06), "bands at": dice.uniform(0, 1),
        "bands lean": dice.normal(0.02),
        "frame": frame.clamp(0, 1), "frame wide": dice.uniform(12, 30) if held_out else dice.uniform(2, 14),
        "frame tall": dice.uniform(1.5, 2.5) if held_out else dice.log(0.6, 3.5), "round": dice.uniform(0, 6),
        "bar": dice.some(0.3, 3, 14),
        "bar light": dice.uniform(0, 1), "rim": dice.some(0.5, 0.1, 0.5),
    }


def _frame_colour(dice: Dice) -> torch.Tensor:
    """Black for the most part, some grey, few white."""
    kind = dice.uniform(0, 1)
    lighter = torch.where(kind < 0.9, dice.uniform(0.12, 0.45), dice.uniform(0.75, 0.95))
    grey = torch.where(kind < 0.7, dice.uniform(0.0, 0.12), lighter)
    return grey + dice.uniform(-0.02, 0.02, 3)


def grid_numbers(dice: Dice, held_out: bool) -> Numbers:
    """The grid of pixels: `pitch` is one of its pixels in pixels of the frame."""
    near_one = torch.exp(dice.normal(0.12))
    pitch = torch.where(dice.chance(0.35) > 0, near_one, dice.log(0.28, 3.2))
    return {
        "pitch": pitch, "grid": dice.some(0.8, 0.03, 0.6), "grid across": dice.uniform(0.2, 1.0),
        "stripes": dice.uniform(0, 1),
        "grid x": dice.uniform(0, 1), "grid y": dice.uniform(0, 1),
        "diagonal": torch.ones_like(pitch) if held_out else torch.zeros_like(pitch),
    }


def render(shown: Frames, behind: torch.Tensor, p: Numbers) -> Frames:
    """Screens that show the frames, before `behind`."""
    sheet = hold(shown, p, bends=False)
    picture = look(shown.rgb, sheet.u, sheet.v, 1 / sheet.scale).clamp(1e-4, 1)
    light = picture ** (2.2 * p["gamma"]) * p["white"] * p["bright"]
    bands = wave((sheet.y + p["bands lean"] * sheet.x) * p["bands often"] + p["bands at"])
    light = light * grid(sheet, p) * (1 + p["bands"] * bands)
    slant = (p["angle x"] * sheet.plane_x + p["angle y"] * sheet.plane_y) / SIDE
    light = light * (1 + slant).clamp(0.2, 1.8) * (1 + slant * p["angle tint"] * 4)
    inner = step(sheet.edge())
    light = light + p["bleed"] * torch.exp(sheet.edge().clamp(max=0) / 12)
    glass = p["haze"] * p["room"] + _glare(sheet, p)
    room = behind.clamp(1e-4, 1) ** 2.2 * p["room"]
    reflected = p["mirror"] * torch.nn.functional.avg_pool2d(room.flip(3), 9, 1, 4)
    surface = torch.lerp(light, _bar_light(sheet, p), _bar(sheet, p))
    shape, wide, tall = _outline(sheet, p)
    # The frame lies in front of the glass and is lit by the room.
    rim = p["frame"] ** 2.2 * p["room"] * (1 + p["rim"] * step(shape.abs() - 1.5))
    body = torch.lerp(rim.expand_as(light), surface + glass + reflected, inner)
    light = torch.lerp(room, body, step(shape))
    rgb = light.clamp(1e-5, 1) ** (1 / 2.2)
    dim = {**p, "skin": p["skin"] * (0.25 + 0.75 * p["room"].clamp(0, 1) ** 0.45)}
    return Frames(fingers(rgb, sheet, torch.where(dim["side"] < 2, wide, tall), dim).clamp(0, 1), sheet.frames.box, sheet.frames.five)


def grid(sheet: Sheet, p: Numbers) -> torch.Tensor:
    """(N, 3, SIDE, SIDE) what the grid lets through: red, green and blue side by side, dark gaps between rows. Sampled at
    the middles of the camera's pixels, so that its beat with them is the moiré that a camera sees."""
    often = 1 / p["pitch"]
    seen = p["grid"] * torch.exp(-0.8 * (often / 1.2) ** 2)
    a, b = sheet.plane_x * often + p["grid x"], sheet.plane_y * often + p["grid y"]
    upright = p["stripes"] < 0.85
    a, b = torch.where(upright, a, b), torch.where(upright, b, a)
    thirds = torch.arange(3, device=a.device)[None, :, None, None] / 3
    stripes = (1 + seen * wave(a + thirds)) * (1 + seen * p["grid across"] * wave(b))
    # Diagonal: red and blue take turns on every second place, green on each.
    c, d = (a + b) * 0.5, (a - b) * 0.5
    halves = (torch.arange(3, device=a.device)[None, :, None, None] // 2) / 2
    diagonal = 1 + seen * wave(c + halves) * wave(d + halves)
    return torch.lerp(stripes, diagonal, p["diagonal"])


def _outline(sheet: Sheet, p: Numbers) -> tuple[torch.Tensor, ...]:
    """Signed distance to the device's edge, and how wide its frame is beside and above: corners are round."""
    wide = p["frame wide"] * sheet.frames.size()[1] / 70
    tall = wide * p["frame tall"]
    left, top, right, bottom = sheet.gaps
    beside = (torch.maximum(left, right) - wide + p["round"]).clamp(min=0)
    above = (torch.maximum(top, bottom) - tall + p["round"]).clamp(min=0)
    corner = torch.sqrt(beside**2 + above**2) - p["round"]
    return torch.maximum(corner, sheet.edge(wide, tall)), wide, tall


def _bar(sheet: Sheet, p: Numbers) -> torch.Tensor:
    """Where a program's bar covers the upper part of the picture."""
    return step(-sheet.gaps[1] - p["bar"]) * (p["bar"] > 0).float()


def _bar_light(sheet: Sheet, p: Numbers) -> torch.Tensor:
    """The bar, with something like words in it."""
    letters = (wave(sheet.plane_x * 0.21) * wave(sheet.plane_x * 0.083) > 0.2).float()
    words = letters * step((sheet.gaps[1] + p["bar"] / 2).abs() - 1.2)
    return torch.lerp(p["bar light"], 1 - p["bar light"], words).expand(-1, 3, -1, -1) * p["bright"]


def _glare(sheet: Sheet, p: Numbers) -> torch.Tensor:
    """A lamp or a window in the glass."""
    dx, dy = (sheet.x - p["glare x"]).abs(), (sheet.y - p["glare y"]).abs() * p["glare flat"]
    spot = torch.exp(-(dx**2 + dy**2) / p["glare size"] ** 2)
    window = step(torch.maximum(dx, dy) - p["glare size"], 3.0)
    return p["glare"] * torch.lerp(spot, window, p["glare square"])
