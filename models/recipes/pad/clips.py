"""Real clips for the check, as they are and recaptured by the simulation with parameters that training never draws.
Measured on, never trained on; nothing of them is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from common import paths, sources, teachers
from common.clips import frames

from . import capture, paper_masks, prints, screens
from .canvas import SIDE, Dice, repeated
from .flat import around
from .material import Material
from .people import CHECK_CLIPS
from .scenes import Frames

PER_CLIP = 10
"""Frames of each clip, spread evenly; the session scores about as many."""
FACE = 92
"""Height of the detector's box when a frame is shown to the simulation."""
VARIANTS = 2
"""Recaptures of each clip and species."""


@dataclass
class Clip:
    """Frames of one clip in which exactly one face was seen."""

    name: str
    group: str
    pictures: list[np.ndarray]
    boxes: list[np.ndarray]
    five: list[np.ndarray]


def real() -> list[Clip]:
    """All clips with a face: grid, pyfeat and openmpf, and the one of intel that is kept from training."""
    folder, detector = paths.shared_data() / "clips", teachers.Yunet()
    groups = ("grid", "pyfeat", "openmpf")
    files = [(group, path) for group in groups for path in sorted((folder / group).glob("*.m[po][4v]"))]
    files += [("intel", path) for path in sources.files("intel") if path.stem in CHECK_CLIPS]
    clips = [_read(group, path, detector) for group, path in files]
    return [clip for clip in clips if len(clip.pictures) >= 3]


def _read(group: str, path: Path, detector: teachers.Yunet) -> Clip:
    clip = Clip(path.stem, group, [], [], [])
    seen = list(frames(path))
    for index in np.linspace(0, len(seen) - 1, 3 * PER_CLIP).round().astype(int):
        found = [face for face in detector.detect(seen[index]) if face.score > 0.7 and face.box[2] > 40]
        if len(found) == 1 and len(clip.pictures) < PER_CLIP:
            clip.pictures.append(seen[index])
            clip.boxes.append(found[0].box.astype(np.float32))
            clip.five.append(found[0].points.astype(np.float32))
    return clip


def shown(clip: Clip) -> Frames:
    """The clip as the simulation takes it: small frames around the face."""
    rgb, box, five = [], [], []
    for picture, face, points in zip(clip.pictures, clip.boxes, clip.five):
        scale = max(FACE / face[3], SIDE / min(picture.shape[:2]))
        middle = face[:2] + face[2:] / 2
        corner = np.clip(middle - SIDE / 2 / scale, 0, np.array(picture.shape[1::-1]) - SIDE / scale)
        to_frame = np.array([[1 / scale, 0, corner[0]], [0, 1 / scale, corner[1]]])
        rgb.append(teachers.crop(picture, to_frame, SIDE).transpose(2, 0, 1))
        box.append(np.concatenate([(face[:2] - corner) * scale, face[2:] * scale]))
        five.append((points - corner) * scale)
    arrays = (np.stack(rgb).astype(np.float32) / 255, np.stack(box), np.stack(five))
    return Frames(*(torch.from_numpy(array.astype(np.float32)) for array in arrays))


def recaptured(clips: list[Clip], species: str, material: Material) -> list[tuple[Clip, Frames]]:
    """Every clip `VARIANTS` times as attacks of one species: one print, screen or mask for a whole clip, held by a hand
    that shakes a little."""
    made = []
    for number, clip in enumerate(clips):
        taken = shown(clip)
        for _ in range(VARIANTS):
            worn = clips[(number + 1) % len(clips)]
            attack = _attack(taken, shown(worn), species, material)
            rgb = capture.augment.noise(attack.rgb, 1.0, 0.015)
            made.append((clip, Frames(capture.codec(rgb), attack.box, attack.five)))
    return made


def _attack(taken: Frames, worn: Frames, species: str, material: Material) -> Frames:
    dice, textures = Dice(1, torch.device("cpu")), material.textures
    rows = torch.zeros(len(taken), dtype=torch.long)
    if species == "mask":
        # The wearer is the clip, what is worn is one frame of somebody else.
        return paper_masks.render(taken, worn[rows], repeated(paper_masks.numbers(dice, textures, True), rows), textures)
    behind = around(material.rooms, taken[:1], dice)[rows]
    numbers = prints.numbers(dice, textures, True) if species == "print" else screens.numbers(dice, True)
    numbers = repeated(numbers, rows)
    shaking = Dice(len(rows), torch.device("cpu"))
    sizes = {"x": 1.0, "y": 1.0, "yaw": 0.02, "roll": 0.01}
    numbers |= {name: numbers[name] + shaking.normal(size) for name, size in sizes.items()}
    if species == "print":
        return prints.render(taken, behind, numbers, textures)
    return screens.render(taken, behind, numbers)
