"""The reference networks as teachers on a processor, through ONNX Runtime: contracts are those of the reference pack."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import onnxruntime

from . import paths

FIVE = (468, 473, 4, 61, 291)
"""Mesh points of iris, iris, nose tip, mouth corner, mouth corner; image left first."""
EYE_CORNERS = (33, 133, 362, 263)


def session(name: str, threads: int = 1) -> onnxruntime.InferenceSession:
    """A network of the reference pack by file name, or any ONNX file by path."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    path = name if "/" in name else str(paths.teacher_dir() / name)
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


@dataclass
class Detection:
    """A face in frame pixels."""

    box: np.ndarray
    """x, y, width, height."""
    score: float
    points: np.ndarray
    """(5, 2): eye, eye, nose tip, mouth corner, mouth corner; image left first."""


class Yunet:
    """YuNet with a free input size: every frame is letterboxed to `side` × `side` (a multiple of 32)."""

    def __init__(self, side: int = 320, score: float = 0.6, nms: float = 0.4) -> None:
        self.net = session("yunet_n_320.onnx" if side == 320 else "yunet_n_dynamic.onnx")
        self.side, self.score, self.nms = side, score, nms

    def detect(self, rgb: np.ndarray) -> list[Detection]:
        """Faces of a (H, W, 3) RGB picture, the highest score first."""
        scale = max(rgb.shape[:2]) / self.side
        size = (round(rgb.shape[1] / scale), round(rgb.shape[0] / scale))
        canvas = np.zeros((self.side, self.side, 3), np.float32)
        canvas[: size[1], : size[0]] = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)[..., ::-1]
        outputs = self.net.run(None, {self.net.get_inputs()[0].name: canvas.transpose(2, 0, 1)[None]})
        faces = [face for level in range(3) for face in self._level(outputs, level, scale)]
        return suppress(faces, self.nms)

    def _level(self, outputs: list[np.ndarray], level: int, scale: float) -> list[Detection]:
        stride = 8 << level
        cls, obj, box, points = (outputs[kind * 3 + level][0] for kind in range(4))
        score = np.sqrt(np.clip(cls[:, 0], 0, 1) * np.clip(obj[:, 0], 0, 1))
        columns = self.side // stride
        found = []
        for i in np.nonzero(score > self.score)[0]:
            corner = np.array([i % columns, i // columns], np.float32)
            middle = (corner + box[i, :2]) * stride * scale
            size = np.exp(box[i, 2:]) * stride * scale
            five = (points[i].reshape(5, 2) + corner) * stride * scale
            found.append(Detection(np.concatenate([middle - size / 2, size]), float(score[i]), five))
        return found


def suppress(faces: list[Detection], limit: float) -> list[Detection]:
    """Keeps the best of each group of boxes that overlap by more than `limit` (intersection over union)."""
    kept: list[Detection] = []
    for face in sorted(faces, key=lambda face: -face.score):
        if all(overlap(face.box, other.box) <= limit for other in kept):
            kept.append(face)
    return kept


def overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two boxes (x, y, width, height)."""
    low, high = np.maximum(a[:2], b[:2]), np.minimum(a[:2] + a[2:], b[:2] + b[2:])
    both = float(np.prod(np.maximum(high - low, 0)))
    return both / max(float(np.prod(a[2:]) + np.prod(b[2:])) - both, 1e-9)


def square_to_frame(centre: np.ndarray, side: float, angle: float, pixels: int) -> np.ndarray:
    """(2, 3) map from a crop of `pixels` × `pixels` (edge coordinates) to the frame, turned clockwise by `angle`."""
    c, s = np.cos(angle) * side / pixels, np.sin(angle) * side / pixels
    half = pixels / 2
    x, y = centre
    return np.array([[c, -s, x - half * (c - s)], [s, c, y - half * (s + c)]], np.float64)


def crop(rgb: np.ndarray, to_frame: np.ndarray, pixels: int | tuple[int, int]) -> np.ndarray:
    """Samples the crop that `to_frame` (edge coordinates: pixel (0, 0) covers the unit square) maps to the frame; the
    frame's outermost pixels go on beyond its edge. Shrinking is averaged."""
    width, height = (pixels, pixels) if isinstance(pixels, int) else pixels
    scale = float(np.hypot(to_frame[0, 0], to_frame[1, 0]))
    if scale > 1.5:  # Average before sampling, else the crop has aliases that no lens makes.
        factor = 1 / scale
        small = cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        ratio = np.array([small.shape[1] / rgb.shape[1], small.shape[0] / rgb.shape[0]])
        return crop(small, to_frame * ratio[:, None], (width, height))
    centred = to_frame.copy()
    centred[:, 2] += to_frame[:, :2] @ [0.5, 0.5] - 0.5
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(rgb, centred, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)


class Mesh:
    """MediaPipe Face Mesh v2: 478 points by the crop of a detection, once refined by the points themselves."""

    SIDE = 192
    OUTPUTS = ("StatefulPartitionedCall:1", "StatefulPartitionedCall:0")

    def __init__(self) -> None:
        self.net = session("mp_face_landmarks478_v2.onnx")

    def fit(self, rgb: np.ndarray, centre: np.ndarray, side: float, angle: float) -> tuple[np.ndarray, float]:
        """Points (478, 3) in frame pixels, z in the same unit, and the probability of a face."""
        to_frame = square_to_frame(centre, side, angle, self.SIDE)
        picture = crop(rgb, to_frame, self.SIDE).astype(np.float32)[None] / 255
        outputs = self.net.run(self.OUTPUTS, {self.net.get_inputs()[0].name: picture})
        points, logit = outputs[0].reshape(478, 3).astype(np.float64), outputs[1].item()
        points[:, :2] = points[:, :2] @ to_frame[:, :2].T + to_frame[:, 2]
        points[:, 2] *= side / self.SIDE
        return points.astype(np.float32), 1 / (1 + np.exp(-np.clip(logit, -50, 50)))

    def of_detection(self, rgb: np.ndarray, face: Detection, rounds: int = 2) -> tuple[np.ndarray, float]:
        """Fits the mesh to a detection."""
        centre, side = face.box[:2] + face.box[2:] / 2, 1.25 * float(face.box[2:].max())
        angle = float(np.arctan2(*(face.points[1] - face.points[0])[::-1]))
        points, presence = self.fit(rgb, centre, side, angle)
        for _ in range(rounds - 1):
            points, presence = self.fit(rgb, *square_around(points, 1.5))
        return points, presence


def lean(points: np.ndarray) -> float:
    """Clockwise angle of the line through the eyes, radians."""
    left, right = (points[[a, b], :2].mean(0) for a, b in (EYE_CORNERS[:2], EYE_CORNERS[2:]))
    return float(np.arctan2(right[1] - left[1], right[0] - left[0]))


def square_around(points: np.ndarray, scale: float) -> tuple[np.ndarray, float, float]:
    """Middle, side and angle of the turned square that the engine cuts around mesh points."""
    angle = lean(points)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    turned = points[:, :2] @ turn.T
    low, high = turned.min(0), turned.max(0)
    return turn.T @ ((low + high) / 2), scale * float((high - low).max()), angle


def similarity(from_points: np.ndarray, to_points: np.ndarray) -> np.ndarray:
    """(2, 3) similarity with the least squares from (N, 2) to (N, 2) points (Umeyama 1991, without reflection)."""
    p, q = from_points.mean(0), to_points.mean(0)
    a, b = from_points - p, to_points - q
    norm = (a**2).sum()
    c, s = (a * b).sum() / norm, (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / norm
    turn = np.array([[c, -s], [s, c]])
    return np.concatenate([turn, (q - turn @ p)[:, None]], 1)


def invert(affine: np.ndarray) -> np.ndarray:
    """The (2, 3) map back."""
    inverse = np.linalg.inv(affine[:, :2])
    return np.concatenate([inverse, -(inverse @ affine[:, 2])[:, None]], 1)
