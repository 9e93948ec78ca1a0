"""Real people for the recipe: which portraits pass for somebody before a camera, their outlines, and webcam frames.

Two stores: `pad_people` (the outline of each chosen portrait, its place in the store `portraits`, the part without
picture frames) and `pad_webcam` (squares of the clips of intel with their face boxes).
"""

from __future__ import annotations

import cv2
import numpy as np

from common import paths, sources, teachers
from common.clips import frames
from common.store import CALIBRATE, CHECK, TRAIN, Store, Writer

SIDE = 256
"""Side of all pictures of people when they are read; boxes, points and usable parts are in its pixels."""
OUTLINE_SIDE = 128
LEAST_BORN = 1930
"""Portraits of people born earlier are half-tone prints and scans, which would teach that prints are live."""
LEAST_MARGIN = 0.03
"""Part of the box's size that must be usable around the box."""
WEBCAM_SQUARE = 232
"""Side of the square that is cut out of a webcam frame, in its pixels: about 3.5 faces."""
CALIBRATE_CLIPS, CHECK_CLIPS = ("hungry",), ("learn",)
"""Clips of intel by person: the person of each appears in no other clip."""


def prepare() -> None:
    """Writes both stores."""
    sources.verify("intel")
    _people()
    _webcam()


def usable_part(rgb: np.ndarray) -> np.ndarray:
    """(4,) left, top, right, bottom of the part inside picture frames and bars: straight edges as long as the picture,
    near its borders, are taken for the end of the picture."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    low_x, high_x = _inside(grey)
    low_y, high_y = _inside(grey.T)
    return np.array([low_x, low_y, high_x, high_y], np.float32)


def _inside(grey: np.ndarray, band: float = 0.17, least: float = 14.0) -> tuple[int, int]:
    """First and last column between long upright edges."""
    step = np.diff(grey, axis=1)
    edges = np.minimum(np.abs(np.median(step, 0)), np.abs(step.mean(0))) + 0.5 * np.abs(step.mean(0))
    width = grey.shape[1]
    columns = np.nonzero(edges > least)[0]
    left = [c for c in columns if c < band * width]
    right = [c for c in columns if c > (1 - band) * width]
    return (max(left) + 3 if left else 0), (min(right) - 2 if right else width)


def _people() -> None:
    portraits = Store(paths.prepared("portraits"))
    outliner = teachers.session("mp_selfie_seg.onnx")
    writer = Writer(paths.prepared("pad_people"), quality=70)
    counts = {"too old": 0, "frame": 0, "outline": 0, "kept": 0}
    for index in range(len(portraits)):
        if portraits["born"][index] < LEAST_BORN:
            counts["too old"] += 1
            continue
        row = _person(portraits, index, outliner)
        if isinstance(row, str):
            counts[row] += 1
            continue
        counts["kept"] += 1
        writer.add(row.pop("outline"), index=index, split=portraits["split"][index], **row)
    writer.close()
    print(f"pad_people: {counts}")


def _person(portraits: Store, index: int, outliner) -> dict | str:
    rgb = cv2.resize(portraits.picture(index), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    scale = SIDE / 288
    box, points = portraits["box"][index] * scale, portraits["five"][index] * scale
    usable = usable_part(rgb)
    margin = LEAST_MARGIN * box[2:]
    if (box[:2] - margin < usable[:2]).any() or (box[:2] + box[2:] + margin > usable[2:]).any():
        return "frame"
    alpha = outliner.run(None, {outliner.get_inputs()[0].name: rgb[None].astype(np.float32) / 255})[0].reshape(SIDE, SIDE)
    x, y, w, h = box.astype(int)
    if alpha[y + h // 4 : y + h, x + w // 4 : x + 3 * w // 4].mean() < 0.9:
        return "outline"
    top = int(usable[1])
    lab = cv2.cvtColor(cv2.resize(rgb, (64, 64), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2LAB).astype(np.float32)
    outline = cv2.resize((255 * alpha).astype(np.uint8), (OUTLINE_SIDE, OUTLINE_SIDE), interpolation=cv2.INTER_AREA)
    return {
        "outline": np.repeat(outline[..., None], 3, 2),
        "box": box.astype(np.float32),
        "five": points.astype(np.float32),
        "usable": usable,
        # A head that the picture's upper border cuts can't stand free before another background.
        "headroom": bool(alpha[top : top + 3].mean() < 0.03),
        "framed": bool((usable != [0, 0, SIDE, SIDE]).any()),
        "grey": bool(lab[..., 1:].std((0, 1)).max() < 3.0),
    }


def _webcam() -> None:
    detector = teachers.Yunet()
    writer = Writer(paths.prepared("pad_webcam"), quality=92)
    for path in sources.files("intel"):
        split = _split_of_clip(path.stem)
        for rgb in list(frames(path))[::2]:
            found = detector.detect(rgb)
            faces = [face for face in found if 40 < face.box[2] < 100]
            if not faces:
                continue
            face, side = faces[0], WEBCAM_SQUARE
            corner = face.box[:2] + face.box[2:] / 2 - side / 2
            corner = np.clip(corner, 0, [rgb.shape[1] - side, rgb.shape[0] - side]).astype(int)
            square = rgb[corner[1] : corner[1] + side, corner[0] : corner[0] + side]
            scale = SIDE / side
            box = np.concatenate([(face.box[:2] - corner) * scale, face.box[2:] * scale]).astype(np.float32)
            writer.add(square, box=box, five=((face.points - corner) * scale).astype(np.float32), split=split)
    writer.close()
    print(f"pad_webcam: {len(writer.ends)} frames")


def _split_of_clip(name: str) -> int:
    return CALIBRATE[0] if name in CALIBRATE_CLIPS else CHECK[0] if name in CHECK_CLIPS else TRAIN[0]
