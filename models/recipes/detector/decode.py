"""What the engine does around the network, in NumPy: the same sampling, decoding and suppression."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import numpy as np

from common import teachers
from common.teachers import Detection, suppress

from .model import HEIGHT, LEVELS, MEAN, OUTPUTS, SCALE, WIDTH

NMS = 0.4
SECOND_SCORE, SECOND_FACE = 0.6, 0.1
"""From `VisionConfig` of the engine: least score, and least area over the largest's, for a further face to count."""


@lru_cache(maxsize=64)
def sampling(pixels: int, scale: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Sources (2 taps, count) and their weights along one axis: `taps` bilinear samples a pixel, spread over it; the
    outermost pixels go on beyond the edge."""
    taps = min(max(int(scale / 2), 1), 8)
    tap = np.arange(taps)[:, None]
    at = (np.arange(count) + 0.5) * scale - 0.5 + (2 * tap + 1 - taps) * scale / (2 * taps)
    first = np.floor(at)
    places = np.concatenate([first, first + 1]).clip(0, pixels - 1).astype(np.intp)
    weights = np.concatenate([first + 1 - at, at - first]) / taps
    return places, weights.astype(np.float32)


def letterbox(rgb: np.ndarray) -> tuple[np.ndarray, float]:
    """(1, 3, 120, 160) input of a (H, W, 3) frame, and frame pixels per input pixel."""
    height, width = rgb.shape[:2]
    scale = max(width / WIDTH, height / HEIGHT)
    columns, rows = math.floor(width / scale + 0.5), math.floor(height / scale + 0.5)
    lines = sum(rgb[place] * weight[:, None, None] for place, weight in zip(*sampling(height, scale, rows)))
    small = sum(lines[:, place] * weight[:, None] for place, weight in zip(*sampling(width, scale, columns)))
    picture = np.full((1, 3, HEIGHT, WIDTH), -MEAN * SCALE, np.float32)
    picture[0, :, :rows, :columns] = ((small - MEAN) * SCALE).transpose(2, 0, 1)
    return picture, scale


def decode(outputs: list[np.ndarray], least: float) -> list[Detection]:
    """Faces in input pixels out of the arrays `OUTPUTS`, before suppression."""
    found = []
    for level, (stride, _, columns) in enumerate(LEVELS):
        cls, obj, box, points = (outputs[kind * len(LEVELS) + level][0] for kind in range(4))
        score = np.sqrt(np.clip(cls[:, 0], 0, 1) * np.clip(obj[:, 0], 0, 1))
        for cell in np.nonzero(score > least)[0]:
            corner = np.array([cell % columns, cell // columns], np.float32)
            middle, size = (corner + box[cell, :2]) * stride, np.exp(box[cell, 2:]) * stride
            five = (points[cell].reshape(5, 2) + corner) * stride
            found.append(Detection(np.concatenate([middle - size / 2, size]), float(score[cell]), five))
    return found


class Ours:
    """The exported network as the engine runs it; the same face as `teachers.Yunet`."""

    def __init__(self, path: Path, score: float) -> None:
        self.net, self.score = teachers.session(str(path)), score

    def detect(self, rgb: np.ndarray) -> list[Detection]:
        """Faces of a (H, W, 3) RGB picture in its pixels, the highest score first."""
        picture, scale = letterbox(rgb)
        return [Detection(face.box * scale, face.score, face.points * scale) for face in self.of_input(picture)]

    def of_input(self, picture: np.ndarray) -> list[Detection]:
        """Faces of a finished input (1, 3, 120, 160), in its pixels."""
        return suppress(decode(self.net.run(list(OUTPUTS), {"input": picture}), self.score), NMS)


def counted(faces: list[Detection]) -> int:
    """How many faces the engine takes the frame to show: see `largest_and_count` in `vision/track.rs`."""
    if not faces:
        return 0
    largest = max(faces, key=area)
    least = SECOND_FACE * area(largest)
    return 1 + sum(face is not largest and area(face) >= least and face.score >= SECOND_SCORE for face in faces)


def area(face: Detection) -> float:
    return float(face.box[2] * face.box[3])
