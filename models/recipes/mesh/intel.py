"""Frames of the webcam clips that may be trained on, with the teacher's points, as the store `intel_faces`."""

from __future__ import annotations

import numpy as np

from common import paths, portraits, sources, teachers
from common.clips import frames
from common.store import Writer

from . import labels

EVERY = 2
"""Of how many frames one is kept: neighbours are alike."""
LARGEST_SPREAD = 0.05
"""Frames on which the teacher's answers differ by more, in distances between the eyes, are left out: hands hide the face."""


def prepare(partner: np.ndarray) -> None:
    """Writes the store; `partner` is the mirror image of each point."""
    sources.verify("intel")
    detector, mesh = teachers.Yunet(), teachers.Mesh()
    writer, left_out = Writer(paths.prepared("intel_faces"), quality=85), 0
    for number, path in enumerate(sources.files("intel")):
        for rgb in list(frames(path))[::EVERY]:
            row = _row(rgb, detector, mesh, partner, len(writer.ends) + left_out)
            if row is None:
                left_out += 1
            else:
                picture, points, spread = row
                writer.add(picture, mesh=points, spread=np.float32(spread), clip=number)
    writer.close()
    print(f"intel_faces: {len(writer.ends)} frames, {left_out} left out")


def _row(rgb: np.ndarray, detector: teachers.Yunet, mesh: teachers.Mesh, partner: np.ndarray, seed: int):
    faces = detector.detect(rgb)
    if len(faces) != 1:
        return None
    points, presence = mesh.of_detection(rgb, faces[0])
    if presence < 0.9:
        return None
    points, spread = labels.steady(mesh, rgb, points, partner, np.random.default_rng(seed))
    if spread > LARGEST_SPREAD:
        return None
    picture, _, points = portraits.cut(rgb, faces[0], points)
    return picture, points, spread
