"""Views into panoramas without people: backgrounds and negatives, as the store `surroundings`."""

from __future__ import annotations

import cv2
import numpy as np

from . import paths, sources
from .store import Writer, split_of

WIDTH, HEIGHT = 320, 240
VIEWS = 60
"""Views into each panorama."""


def prepare() -> None:
    """Writes the store `surroundings`: views of 320 × 240 in random directions, exposed at random."""
    sources.verify("hdri")
    dice = np.random.default_rng(4)
    writer = Writer(paths.prepared("surroundings"))
    for path in sources.files("hdri"):
        panorama = cv2.imread(str(path), cv2.IMREAD_ANYDEPTH | cv2.IMREAD_COLOR)[..., ::-1]
        for _ in range(VIEWS):
            writer.add(view(panorama, dice), split=split_of(path.stem))
    writer.close()
    print(f"surroundings: {len(writer.ends)} views")


def view(panorama: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    """A perspective view into an equirectangular panorama of linear light: (240, 320, 3), 0..=255."""
    yaw, pitch, roll = dice.uniform(-np.pi, np.pi), dice.normal(0, 0.3), dice.normal(0, 0.05)
    focal = WIDTH / 2 / np.tan(dice.uniform(np.radians(15), np.radians(40)))
    x, y = np.meshgrid(np.arange(WIDTH) + 0.5 - WIDTH / 2, np.arange(HEIGHT) + 0.5 - HEIGHT / 2)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    down, ahead = y * np.cos(pitch) + focal * np.sin(pitch), focal * np.cos(pitch) - y * np.sin(pitch)
    longitude = yaw + np.arctan2(x, ahead)
    latitude = np.arctan2(down, np.hypot(x, ahead))
    height, width = panorama.shape[:2]
    u = ((longitude / (2 * np.pi)) % 1.0 * width).astype(np.float32)
    v = np.clip((latitude / np.pi + 0.5) * height, 0, height - 1).astype(np.float32)
    light = cv2.remap(panorama, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    exposed = light * (dice.uniform(0.2, 0.8) / max(float(np.percentile(light, dice.uniform(60, 95))), 1e-6))
    return (255 * np.clip(exposed, 0, 1) ** (1 / 2.2)).astype(np.uint8)
