"""Frames of video files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np


def frames(path: Path) -> Iterator[np.ndarray]:
    """All frames of a clip, (H, W, 3) RGB; a clip of which none can be read ends the program."""
    clip, count = cv2.VideoCapture(str(path)), 0
    while True:
        read, bgr = clip.read()
        if not read:
            break
        count += 1
        yield np.ascontiguousarray(bgr[..., ::-1])
    if count == 0:
        raise SystemExit(f"{path}: no frame could be read: is it a video, and whole?")
