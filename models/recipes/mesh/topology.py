"""Which of the 478 points mean what: MediaPipe's face mesh with irises, image left first."""

from __future__ import annotations

import functools

import numpy as np
import torch

POINTS = 478

EYE_CORNERS = (33, 133, 362, 263)
"""Outer, inner corner of the eye at the image left; inner, outer corner of the other."""
EYE_OUTLINES = ((33, 160, 158, 133, 153, 144), (362, 385, 387, 263, 373, 380))
"""In the order of Soukupová & Čech 2016, as in the engine's `features`."""
UPPER_LIDS = ((33, 246, 161, 160, 159, 158, 157, 173, 133), (362, 398, 384, 385, 386, 387, 388, 466, 263))
LOWER_LIDS = ((33, 7, 163, 144, 145, 153, 154, 155, 133), (362, 382, 381, 380, 374, 373, 390, 249, 263))
"""Lids from the image left to the image right, with both corners."""
IRISES = (tuple(range(468, 473)), tuple(range(473, 478)))
"""Middle first."""

UPPER_INNER_LIP = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_INNER_LIP = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
UPPER_LIP = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291)
LOWER_LIP = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291)
MIDDLE_LIPS = (76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306, 77, 90, 180, 85, 16, 315, 404, 320, 307,
               62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292, 96, 89, 179, 86, 15, 316, 403, 319, 325)
"""Between the outer and the inner edge of the lips."""

OVAL = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
        150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
"""Around the face, from the middle of the forehead over the image right."""
BROWS = (70, 63, 105, 66, 107, 46, 53, 52, 65, 55, 336, 296, 334, 293, 300, 285, 295, 282, 283, 276)
JAW = (132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361)
"""Edge of the lower face from ear to ear."""
CHIN_SKIN = (18, 32, 83, 106, 135, 138, 140, 169, 170, 171, 175, 182, 194, 199, 200, 201, 202, 204, 208, 210, 211, 212,
             214, 262, 313, 335, 364, 367, 369, 394, 395, 396, 406, 418, 421, 422, 424, 428, 430, 431, 432, 434, 192, 416)
"""Skin that moves with the jaw."""
NOSE_TIP = (1, 4)


@functools.lru_cache(maxsize=None)
def on(device: torch.device, values: tuple) -> torch.Tensor:
    """`values`, indices or numbers, as a tensor that stays on the device: a list would be copied there, and waited for, at every use."""
    return torch.tensor(values, device=device)


def still_points() -> np.ndarray:
    """The points that neither jaw, lips, lids nor glances move: they tell the turn of the head."""
    moving = {i for line in (*UPPER_LIDS, *LOWER_LIDS) for i in line[1:-1]}
    moving |= {*UPPER_INNER_LIP, *LOWER_INNER_LIP, *UPPER_LIP, *LOWER_LIP, *MIDDLE_LIPS, *CHIN_SKIN, *JAW[2:-2]}
    return np.array([i for i in range(468) if i not in moving])


def weights() -> np.ndarray:
    """(478,) how much an error of each point counts: most where actions and comparisons are read from."""
    w = np.ones(POINTS, np.float32)
    w[list(OVAL)] = 0.5
    w[list(BROWS)] = 1.2
    w[[*UPPER_LIP, *LOWER_LIP, *UPPER_INNER_LIP, *LOWER_INNER_LIP]] = 2.0
    w[[i for line in (*UPPER_LIDS, *LOWER_LIDS) for i in line]] = 3.0
    w[[i for iris in IRISES for i in iris]] = 3.0
    w[[*EYE_CORNERS, *NOSE_TIP, UPPER_LIP[0], UPPER_LIP[-1], IRISES[0][0], IRISES[1][0]]] = 4.0
    return w / w.mean()


def mirror(shape: np.ndarray) -> np.ndarray:
    """(478,) which point each one becomes in the mirror, by matching an average `shape` (478, 3), face ahead and middle at
    x = 0, with its own mirror image."""
    shape = shape - [shape[:, 0].mean(), 0, 0]
    distances = np.linalg.norm((shape * [-1, 1, 1])[:, None] - shape[None], axis=2)
    partner = distances.argmin(1)
    if not np.array_equal(partner[partner], np.arange(POINTS)):
        raise ValueError("the average shape is too lopsided: two points have the same mirror image")
    return partner
