"""Frames of the clips that may be trained on, with the teachers' faces: the store `detector_intel`."""

from __future__ import annotations

import cv2
import numpy as np

from common import paths, sources, teachers
from common.clips import frames
from common.store import Store, Writer

WIDTH, HEIGHT = 320, 240
SURE = 0.7
"""Least score of the teacher at 640 pixels for a face to be trained on."""


def prepare() -> None:
    """Frames with exactly one clear face; others say nothing certain, since there is always a person."""
    sources.verify("intel")
    detector, mesh = teachers.Yunet(640, score=0.3), teachers.Mesh()
    writer = Writer(paths.prepared("detector_intel"), quality=85)
    read = 0
    for path in sources.files("intel"):
        for rgb in frames(path):
            read += 1
            found = detector.detect(rgb)
            if len(found) != 1 or found[0].score < SURE:
                continue
            points, presence = mesh.of_detection(rgb, found[0])
            if presence < 0.5:
                continue
            scale = WIDTH / rgb.shape[1]
            small = cv2.resize(rgb, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
            writer.add(small, mesh=points * scale)
    writer.close()
    print(f"detector: {len(writer.ends)} of {read} frames of the clips have one clear face")


def load(store: Store) -> np.ndarray:
    """(N, 3, 240, 320) of all frames."""
    return np.stack([store.picture(row).transpose(2, 0, 1) for row in range(len(store))])
