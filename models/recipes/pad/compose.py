"""Batches of camera frames with their truth: live people and all kinds of attacks on the same pictures."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from common.rendered import CLASSES

from . import capture, paper_masks, prints, scenes, screens
from .canvas import Dice
from .flat import around
from .material import Material, joined
from .scenes import Frames

LIVE, PRINT, REPLAY, MASK = range(len(CLASSES))
SHARES = {"live": 0.44, "print": 0.15, "replay": 0.15, "mask": 0.08, "rendered print": 0.05, "rendered replay": 0.05,
          "rendered mask": 0.08}
"""Of every batch: live, simulated recaptures, rendered attacks."""


@dataclass
class Batch:
    """Frames as a camera gives them."""

    frames: Frames
    label: torch.Tensor
    """(N,) number in `CLASSES`."""
    origin: torch.Tensor
    """(N,) of live frames: portrait, webcam or rendered; of attacks: 3 simulated, 4 rendered."""


def counts(total: int, without: str | None = None) -> dict[str, int]:
    """How many of each kind; without one species if asked, whose place the others take."""
    left = {name: share for name, share in SHARES.items() if without is None or not name.endswith(without)}
    attacks = sum(share for name, share in left.items() if name != "live")
    scaled = {name: share if name == "live" else share * (1 - SHARES["live"]) / attacks for name, share in left.items()}
    rounded = {name: max(1, round(share * total)) for name, share in scaled.items()}
    rounded["live"] += total - sum(rounded.values())
    return rounded


def rendered_rows(material: Material, wanted: dict[str, int]) -> torch.Tensor:
    """Rows of the rendered attacks, by species."""
    attacks = [(number, wanted.get(f"rendered {name}", 0)) for number, name in enumerate(CLASSES) if number != LIVE]
    return torch.cat([material.attack_rows(number, count) for number, count in attacks])


def compose(material: Material, wanted: dict[str, int], held_out: bool = False) -> Batch:
    """Composes the wanted numbers of frames, in random order."""
    device, textures = material.device, material.textures
    sizes = [wanted.get(name, 0) for name in ("live", *CLASSES[1:])]
    people, attacks = material.people_rows(sum(sizes)), rendered_rows(material, wanted)
    shots = joined([material.people[people], material.attacks[attacks]])
    taken = scenes.photograph(material, shots)
    taken.rgb = capture.photo(taken.rgb)
    live, printed, shown, worn, rendered = (taken[part] for part in spans([*sizes, len(attacks)]))
    parts = [capture.again(live), capture.again(rendered)]
    if len(printed):
        dice = Dice(len(printed), device)
        behind = around(material.rooms, printed, dice)
        parts.append(prints.render(printed, behind, prints.numbers(dice, textures, held_out), textures))
    if len(shown):
        dice = Dice(len(shown), device)
        parts.append(screens.render(shown, around(material.rooms, shown, dice), screens.numbers(dice, held_out)))
    if len(worn):
        dice = Dice(len(worn), device)
        other = worn[torch.arange(len(worn), device=device).roll(1)]
        parts.append(paper_masks.render(worn, other, paper_masks.numbers(dice, textures, held_out), textures))
    known = [torch.full((size,), number, device=device) for number, size in zip((PRINT, REPLAY, MASK), sizes[1:])]
    label = torch.cat([torch.full((sizes[0],), LIVE, device=device), material.species[attacks], *known])
    simulated = torch.full((sum(sizes[1:]),), 3, device=device)
    origin = torch.cat([material.origin[people[: sizes[0]]], torch.full_like(attacks, 4), simulated])
    order = torch.randperm(len(label), device=device)
    frames = scenes.joined(parts)[order]
    frames.rgb = capture.camera(frames.rgb)
    return Batch(frames, label[order], origin[order])


def spans(sizes: list[int]) -> list[slice]:
    """Slices of these sizes, one after the other."""
    ends = [sum(sizes[: i + 1]) for i in range(len(sizes))]
    return [slice(end - size, end) for end, size in zip(ends, sizes)]
