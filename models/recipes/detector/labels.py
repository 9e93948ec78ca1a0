"""Boxes and points as the teacher gives them, from a face's mesh: what makes rendered and turned faces like portraits."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from common import paths, teachers
from common.store import TRAIN, Store

OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
"""Mesh points around the face."""
OUTLINE = (*OVAL, *teachers.FIVE)
"""What is kept of a mesh: the oval, then the five points."""
SAMPLE = 2500
"""Portraits that the fit sees, each turned once."""
TURN = 25.0
"""Degrees to either side."""


def prepare() -> None:
    """Writes `detector_fit.npz`: how the teacher's box lies around the outline, and its five points beside the mesh's."""
    portraits, teacher, dice = Store(paths.prepared("portraits")), teachers.Yunet(), np.random.default_rng(7)
    rows = np.nonzero(np.isin(portraits["split"], list(TRAIN)))[0]
    features, edges, beside = [], [], []
    for row in dice.permutation(rows)[:SAMPLE]:
        seen = _turned(portraits, int(row), teacher, dice)
        if seen is None:
            continue
        outline, face = seen
        middle, size = frame_of(torch.from_numpy(outline)[None])
        middle, size = middle.numpy()[0], float(size)
        features.append(features_of(torch.from_numpy(outline)[None]).numpy()[0])
        edges.append(np.concatenate([face.box[:2] - middle, face.box[:2] + face.box[2:] - middle]) / size)
        beside.append((face.points - outline[len(OVAL):]) / size)
    weights, *_ = np.linalg.lstsq(np.array(features), np.array(edges), rcond=None)
    error = np.array(edges) - np.array(features) @ weights
    np.savez(paths.prepared("detector_fit.npz"), box=weights.astype(np.float32),
             five=np.mean(beside, 0).astype(np.float32))
    print(f"detector: box fit on {len(features)} portraits, error of an edge {error.std(0).round(3)} of the face's size")


def _turned(portraits: Store, row: int, teacher: teachers.Yunet, dice: np.random.Generator):
    """Outline and detection of a portrait turned and shrunk at random."""
    side = 288
    picture = cv2.resize(portraits.picture(row), (side, side), interpolation=cv2.INTER_AREA)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), dice.uniform(-TURN, TURN), dice.uniform(0.4, 0.9))
    found = teacher.detect(cv2.warpAffine(picture, turn, (side, side)))
    if len(found) != 1:
        return None
    outline = portraits["mesh"][row][list(OUTLINE), :2] @ turn[:, :2].T + turn[:, 2]
    return outline.astype(np.float32), found[0]


def frame_of(outline: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Middle (N, 2) and size (N, 1), the root of the area, of the oval's bounds; outlines are (N, 41, 2)."""
    oval = outline[:, : len(OVAL)]
    low, high = oval.amin(1), oval.amax(1)
    return (low + high) / 2, (high - low).prod(1, keepdim=True).sqrt().clamp(min=1e-3)


def features_of(outline: torch.Tensor) -> torch.Tensor:
    """(N, 13): one, sides of the bounds, five points; all without position and size."""
    middle, size = frame_of(outline)
    oval = outline[:, : len(OVAL)]
    sides = (oval.amax(1) - oval.amin(1)) / size
    five = (outline[:, len(OVAL):] - middle[:, None]) / size[:, None]
    return torch.cat([torch.ones_like(size), sides, five.flatten(1)], 1)


class Fit:
    """The fit, ready to use on one device."""

    def __init__(self, device: torch.device) -> None:
        with np.load(paths.prepared("detector_fit.npz")) as arrays:
            self.weights = torch.from_numpy(arrays["box"]).to(device)
            self.beside = arrays["five"]

    def boxes(self, outline: torch.Tensor) -> torch.Tensor:
        """(N, 4) left, top, right, bottom around (N, 41, 2) outlines."""
        middle, size = frame_of(outline)
        return middle.repeat(1, 2) + features_of(outline) @ self.weights * size

    def outline(self, mesh: np.ndarray) -> np.ndarray:
        """(N, 41, 2) outlines of meshes (N, 478, 3), with the five points moved to where the teacher sees them."""
        outline = mesh[:, list(OUTLINE), :2].astype(np.float32)
        _, size = frame_of(torch.from_numpy(outline))
        outline[:, len(OVAL):] += self.beside * size.numpy()[:, :, None]
        return outline


def mirrored(outline: torch.Tensor, width: float) -> torch.Tensor:
    """Outlines of pictures seen in a mirror: the two eyes and the two corners of the mouth change places."""
    flipped = torch.stack([width - outline[..., 0], outline[..., 1]], -1)
    oval, (left, right, nose, mouth_left, mouth_right) = flipped[:, : len(OVAL)], flipped[:, len(OVAL) :].split(1, 1)
    return torch.cat([oval, right, left, nose, mouth_right, mouth_left], 1)
