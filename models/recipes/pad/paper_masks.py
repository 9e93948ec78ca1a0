"""Paper masks: somebody's printed face, cut out along its contour, worn by somebody else."""

from __future__ import annotations

import torch

from .canvas import Dice, Numbers, Textures, look, pixels, step, wave
from .prints import ink, ink_numbers
from .scenes import Frames


def numbers(dice: Dice, textures: Textures, held_out: bool = False) -> Numbers:
    """One mask. `held_out`: as for prints, and shapes that training never shows: the whole head instead of a face."""
    larger = dice.uniform(1.35, 1.55) if held_out else dice.uniform(0.92, 1.3)
    return ink_numbers(dice, textures, held_out) | {
        "wide": larger * dice.uniform(0.95, 1.08), "high": larger * dice.uniform(0.95, 1.1),
        "power": dice.uniform(1.9, 2.9),
        "wobble": dice.uniform(0, 0.06), "larger": dice.uniform(0.98, 1.18), "x": dice.normal(0.03),
        "y": dice.normal(0.03), "turn": dice.normal(0.05),
        "eyes": dice.some(0.5, 0.7, 1.3), "open": dice.uniform(0.35, 1.0), "dark": dice.some(0.4, 0.3, 0.95),
        "mouth": dice.some(0.15, 0.6, 1.1),
        "rim": dice.some(0.6, 0.2, 0.9), "shadow": dice.uniform(0.0, 0.6), "round": dice.uniform(-0.1, 0.5),
        "light x": dice.uniform(-0.4, 0.4),
        "light": torch.exp(dice.uniform(-0.3, 0.35)), "gloss": dice.some(0.3, 0.05, 0.5),
        "gloss x": dice.uniform(-0.5, 0.5),
        "gloss y": dice.uniform(-0.5, 0.5), "strap": dice.some(0.3, 0.3, 0.9), "strap at": dice.uniform(-0.25, 0.15),
    }


def render(wearers: Frames, worn: Frames, p: Numbers, textures: Textures) -> Frames:
    """Masks of the faces `worn` on the faces of `wearers`."""
    x, y = pixels(wearers.box.device)
    (width, height), (middle_x, middle_y) = wearers.size(), wearers.centre()
    scale = height / worn.size()[1] * p["larger"]
    from_x, from_y = _eyes(worn)
    to_x, to_y = _eyes(wearers)
    dx, dy = x - to_x - p["x"] * width, y - to_y - p["y"] * height
    dx, dy = dx * p["turn"].cos() + dy * p["turn"].sin(), dy * p["turn"].cos() - dx * p["turn"].sin()
    u, v = from_x + dx / scale, from_y + dy / scale
    sheet_x, sheet_y = x - middle_x, y - middle_y
    printed = ink(look(worn.rgb, u, v, 1 / scale), sheet_x, sheet_y, p, textures)
    across, along = (u - worn.centre()[0]) / worn.size()[0] * 2, (v - worn.centre()[1]) / worn.size()[1] * 2
    light = p["light"] * (1 - p["round"] * 0.6 * across**2 + p["light x"] * across).clamp(0.3, 1.5)
    gloss = p["gloss"] * torch.exp(-8 * ((across - p["gloss x"]) ** 2 + (along - p["gloss y"]) ** 2))
    edge = _contour(across, along, p) * worn.size()[0] * scale / 2
    paper = torch.lerp(printed, p["paper"].expand_as(printed), p["rim"] * step(-edge - 1.2))
    paper = (paper * light + gloss).clamp(0, 1)
    strap = step((along - p["strap at"]).abs() * height / 2 - 1.5) * step(across.abs() - 1.25, 0.3)
    face = torch.lerp(wearers.rgb, wearers.rgb * 0.3, p["strap"] * strap)
    face = face * (1 - p["shadow"] * torch.exp(-(edge.clamp(min=0) / 4) ** 2))
    covered = step(edge) * (1 - _openings(worn, u, v, p))
    inside = face * (1 - p["dark"] * step(edge))
    box = torch.cat([middle_x - width / 2, middle_y - height / 2, width, height], 1)[:, :, 0, 0]
    return Frames(torch.lerp(inside, paper, covered), box, wearers.five)


def _eyes(frames: Frames) -> tuple[torch.Tensor, torch.Tensor]:
    middle = frames.five[:, :2].mean(1)
    return middle[:, 0, None, None, None], middle[:, 1, None, None, None]


def _contour(across: torch.Tensor, along: torch.Tensor, p: Numbers) -> torch.Tensor:
    """Signed distance to the cut, in half widths of the face: an oval with a wobble of the scissors."""
    a, b = across / p["wide"], along / p["high"]
    radius = (a.abs().clamp(min=1e-3) ** p["power"] + b.abs().clamp(min=1e-3) ** p["power"]) ** (1 / p["power"])
    angle = torch.atan2(b, a)
    scissors = p["wobble"] * (wave(angle * 0.8 + p["x"] * 40) + 0.5 * wave(angle * 1.9 + p["y"] * 40))
    return radius - 1 + scissors


def _openings(worn: Frames, u: torch.Tensor, v: torch.Tensor, p: Numbers) -> torch.Tensor:
    """Eye holes and mouth slit, 0..=1."""
    width, height = worn.size()
    total = torch.zeros_like(u)
    for eye in range(2):
        x, y = (worn.five[:, eye, axis][:, None, None, None] for axis in range(2))
        radius = torch.sqrt(((u - x) / (0.15 * width)) ** 2 + ((v - y) / (0.09 * height * p["open"])) ** 2)
        total = total + step((radius - p["eyes"]) * 8) * (p["eyes"] > 0).float()
    mouth = worn.five[:, 3:].mean(1)
    x, y = mouth[:, 0, None, None, None], mouth[:, 1, None, None, None]
    radius = torch.sqrt(((u - x) / (0.22 * width)) ** 2 + ((v - y) / (0.05 * height)) ** 2)
    return (total + step((radius - p["mouth"]) * 8) * (p["mouth"] > 0).float()).clamp(0, 1)
