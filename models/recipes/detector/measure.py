"""Matching what was found with what is there, and composed canvases to measure on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from common.teachers import Detection, overlap

from .compose import Composer
from .tiles import load

SAME = 0.5
"""Least intersection over union of a found and a true box."""
BATCH = 100


@dataclass
class Scene:
    """One composed canvas."""

    picture: np.ndarray
    """(1, 3, 120, 160), -1..=1: the network's input."""
    wanted: np.ndarray
    """(F, 4) boxes, x, y, width, height, of the faces to be found."""
    ignored: np.ndarray
    """(I, 4) boxes of those that may be."""

    @property
    def empty(self) -> bool:
        return not len(self.wanted) and not len(self.ignored)

    @property
    def rgb(self) -> np.ndarray:
        """(120, 160, 3), 0..=255."""
        return np.ascontiguousarray(((self.picture[0].transpose(1, 2, 0) + 1) * 127.5).round().astype(np.uint8))


def scenes(split: range, count: int) -> list[Scene]:
    """Canvases of one split, always the same ones on the same machine."""
    torch.manual_seed(split.start)
    composer, dice = Composer(load(split, torch.device("cpu")), torch.device("cpu")), np.random.default_rng(split.start)
    found = []
    while len(found) < count:
        pictures, faces = composer.batch(BATCH, dice)
        boxes = torch.cat([faces.box[..., :2], faces.box[..., 2:] - faces.box[..., :2]], -1).numpy()
        found += [Scene(pictures[i : i + 1].numpy(), boxes[i][faces.wanted[i].numpy()], boxes[i][faces.ignored[i].numpy()])
                  for i in range(BATCH)]
    return found[:count]


def matches(found: list[Detection], boxes: np.ndarray) -> list[Detection | None]:
    """For each box the detection that fits best, each used once."""
    left, out = list(found), []
    for box in boxes:
        best = max(left, key=lambda face: overlap(face.box, box), default=None)
        if best is None or overlap(best.box, box) < SAME:
            out.append(None)
            continue
        left = [face for face in left if face is not best]
        out.append(best)
    return out


def false_faces(found: list[Detection], scene: Scene) -> list[Detection]:
    """Detections that are neither one of the wanted faces nor on one that may be found."""
    hits = {id(face) for face in matches(found, scene.wanted) if face is not None}
    return [face for face in found if id(face) not in hits and not any(touches(face.box, box) for box in scene.ignored)]


def touches(box: np.ndarray, other: np.ndarray) -> bool:
    """Whether the middle of a box lies in another one, with some margin."""
    middle = box[:2] + box[2:] / 2
    margin = 0.25 * other[2:]
    return bool(((middle >= other[:2] - margin) & (middle <= other[:2] + other[2:] + margin)).all())
