"""Runs the network and its teacher on pictures and clips as the engine does: found once, then followed by their own points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from common import paths, teachers

from . import geometry, topology
from .batches import SIZE
from .network import MEAN, OUTPUTS, SCALE

FOUND = 0.5
"""Least presence of a face, as in the engine."""
SLACK = 0.02
"""How far the square may be off before it follows, in parts of its side and radians, as in the engine."""


@dataclass
class Face:
    """What a network says of one crop."""

    points: np.ndarray
    """(478, 3), pixels of the frame."""
    presence: float
    """0..=1."""
    eyes: np.ndarray
    """(2,)"""
    mouth: float
    pose: np.ndarray
    """(3,) yaw, pitch, roll in degrees, roll against the upright of the frame."""
    covered: float
    """0..=1; not a number where the network does not tell."""


class Ours:
    """The exported network."""

    name = "ours"

    def __init__(self) -> None:
        self.net = teachers.session(str(paths.run_dir("mesh") / "mesh.onnx"))

    def fit(self, rgb: np.ndarray, square: tuple[np.ndarray, float, float]) -> Face:
        to_frame = teachers.square_to_frame(*square, SIZE)
        x = (teachers.crop(rgb, to_frame, SIZE).astype(np.float32).transpose(2, 0, 1)[None] - MEAN) * SCALE
        points, presence, measures = self.net.run(list(OUTPUTS), {"input": x})
        points = points.reshape(topology.POINTS, 3).astype(np.float64)
        points[:, :2] = points[:, :2] @ to_frame[:, :2].T + to_frame[:, 2]
        points[:, 2] *= square[1] / SIZE
        m = measures[0]
        pose = np.array([m[3], m[4], m[5] + np.degrees(square[2])])
        return Face(points, logistic(presence.item()), np.maximum(m[:2], 0), max(float(m[2]), 0), pose, logistic(m[6]))


class Teacher:
    """The teacher, with what the engine's geometry makes of its points; its pose by all points that are still, which is
    better than the engine's few."""

    name = "teacher"

    def __init__(self, shape: np.ndarray) -> None:
        self.net, self.still = teachers.Mesh(), topology.still_points()
        self.shape = torch.from_numpy(shape)[self.still]

    def fit(self, rgb: np.ndarray, square: tuple[np.ndarray, float, float]) -> Face:
        points, presence = self.net.fit(rgb, *square)
        batch = torch.from_numpy(points)[None]
        pose = geometry.angles(geometry.fitted(self.shape, batch[:, self.still]))[0].numpy()
        eyes, mouth = geometry.eyes(batch)[0].numpy(), float(geometry.mouth(batch))
        return Face(points.astype(np.float64), float(presence), eyes, mouth, pose, float("nan"))


def logistic(x: float) -> float:
    """1 / (1 + exp(-x))."""
    return float(1 / (1 + np.exp(-np.clip(x, -50, 50))))


def first_square(face: teachers.Detection) -> tuple[np.ndarray, float, float]:
    """The square around a detection, turned so that its eyes are level."""
    angle = float(np.arctan2(*(face.points[1] - face.points[0])[::-1]))
    return face.box[:2] + face.box[2:] / 2, 1.25 * float(face.box[2:].max()), angle


def found(net, rgb: np.ndarray, detector: teachers.Yunet) -> Face | None:
    """The largest face of a picture, fitted twice."""
    faces = detector.detect(rgb)
    if not faces:
        return None
    face = net.fit(rgb, first_square(max(faces, key=lambda face: float(face.box[2:].prod()))))
    return net.fit(rgb, teachers.square_around(face.points, 1.5))


def followed(net, frames: list[np.ndarray], detector: teachers.Yunet) -> list[Face | None]:
    """The face of each frame of a clip; looked for again where it was lost."""
    out: list[Face | None] = []
    square = None
    for rgb in frames:
        face = net.fit(rgb, square) if square else found(net, rgb, detector)
        out.append(face if face and face.presence >= FOUND else None)
        wanted = teachers.square_around(face.points, 1.5) if out[-1] else None
        square = drawn_to(square, wanted) if square and wanted else wanted
    return out


def drawn_to(square: tuple, wanted: tuple) -> tuple:
    """The square drawn towards the wanted one until nothing of it is off by more than the slack, as in the engine."""
    turn = (wanted[2] - square[2] + np.pi) % (2 * np.pi) - np.pi
    off = max(np.linalg.norm(wanted[0] - square[0]) / square[1], abs(wanted[1] / square[1] - 1), abs(turn))
    share = max(0.0, 1 - SLACK / max(off, 1e-9))
    centre, side = (square[i] + share * (wanted[i] - square[i]) for i in (0, 1))
    return centre, side, square[2] + share * turn


def clips(name: str) -> list[Path]:
    """The clips of a shared folder."""
    folder = paths.shared_data() / "clips" / name
    return sorted(path for path in folder.iterdir() if path.suffix in (".mp4", ".mov", ".mkv"))


def inter_eye(points: np.ndarray) -> float:
    """Distance between the middles of the eyes, pixels."""
    corners = points[list(topology.EYE_CORNERS), :2]
    return float(np.linalg.norm(corners[:2].mean(0) - corners[2:].mean(0)))
