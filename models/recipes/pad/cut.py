"""The network's crop, cut as `crates/engine/src/vision/pad.rs` and `warp.rs` cut it."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from .canvas import look

INPUT = 128
CROP_SCALE = 2.0
"""Side of the crop over the detector's box: wide enough for the border of a phone, close enough for the skin."""
MEAN, SCALE = 127.5, 1 / 64
"""The input is (level − mean) · scale."""


def window(box: torch.Tensor, scale: float, width: float, height: float) -> tuple[torch.Tensor, ...]:
    """x, y, width, height of the crops of (N, 4) boxes: scaled about the middle, by less where they would not fit the
    frame, then shifted inside."""
    x, y, w, h = box.unbind(1)
    middle_x, middle_y = x + w / 2, y + h / 2
    w, h = w.clamp(min=1), h.clamp(min=1)
    fit = torch.minimum(width / w, height / h).clamp(max=scale)
    w, h = w * fit, h * fit
    x, y = torch.minimum(middle_x - w / 2, width - w), torch.minimum(middle_y - h / 2, height - h)
    return x.clamp(min=0), y.clamp(min=0), w, h


def crops(rgb: torch.Tensor, box: torch.Tensor, size: int = INPUT, scale: float = CROP_SCALE) -> torch.Tensor:
    """(N, 3, size, size) of (N, 3, H, W) frames. One sample a pixel, as the engine takes where it shrinks below 4 ×."""
    x, y, w, h = (value[:, None, None, None] for value in window(box, scale, rgb.shape[3], rgb.shape[2]))
    line = (torch.arange(size, device=rgb.device, dtype=torch.float32) + 0.5) / size
    v, u = torch.meshgrid(line, line, indexing="ij")
    return look(rgb, x + u * w, y + v * h)


def tensor(rgb: np.ndarray, box: np.ndarray, size: int = INPUT, scale: float = CROP_SCALE) -> np.ndarray:
    """(1, 3, size, size) crop of one (H, W, 3) frame, RGB levels 0..=255; as many samples a pixel as the engine takes."""
    height, width = rgb.shape[:2]
    boxes = torch.from_numpy(np.asarray(box, np.float32)[None])
    x, y, w, h = (float(value) for value in window(boxes, scale, width, height))
    taps = int(np.clip(int(max(w, h) / size / 2), 1, 8))
    places = (np.arange(size * taps) + 0.5) / (size * taps)
    u, v = (x + places * w - 0.5).astype(np.float32), (y + places * h - 0.5).astype(np.float32)
    fine = cv2.remap(rgb.astype(np.float32), np.tile(u, (len(v), 1)), np.tile(v[:, None], (1, len(u))), cv2.INTER_LINEAR,
                     borderMode=cv2.BORDER_REPLICATE)
    crop = fine.reshape(size, taps, size, taps, 3).mean((1, 3))
    return crop.transpose(2, 0, 1)[None]


def normalised(crop):
    """Levels 0..=255 as the network takes them."""
    return (crop - MEAN) * SCALE
