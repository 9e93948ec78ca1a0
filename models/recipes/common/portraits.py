"""Portraits of people and of nobody, cut around the face, with the teachers' points: the store `portraits`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from . import paths, sources, teachers
from .store import Writer, split_of

SIDE = 288
"""Largest side of a stored picture; all are brought to it when they are read."""
CONTEXT = 2.6
"""Side of the square over the longer side of the detector's box, where the picture is large enough."""
LEAST_BOX = 48
"""Shortest side of a face box, pixels of the original."""
LEAST_BORN = 1860

KINDS = ("voteview", "faker", "sfhq")


def _voteview() -> Iterator[tuple[str, int, np.ndarray]]:
    folder = paths.source("voteview")
    with open(folder / "members.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["born"].isdigit() and int(row["born"]) >= LEAST_BORN]
    for row in sorted(rows, key=lambda row: row["icpsr"]):
        path = folder / row["image"]
        if path.is_file():
            yield f"voteview/{row['icpsr']}", int(row["born"]), read(path)


def _faker() -> Iterator[tuple[str, int, np.ndarray]]:
    for path in sources.files("faker"):
        yield f"faker/{path.stem}", 2000, read(path)


def _sfhq() -> Iterator[tuple[str, int, np.ndarray]]:
    """Cells of the contact sheets: faces found on the whole sheet, each cut inside its cell."""
    finder = teachers.Yunet(side=1280)
    for path in sources.files("sfhq"):
        sheet = read(path)
        for number, face in enumerate(finder.detect(sheet)):
            reach = 0.66 * face.box[2:].max()
            low = np.maximum(face.box[:2] + face.box[2:] / 2 - reach, 0).astype(int)
            high = (face.box[:2] + face.box[2:] / 2 + reach).astype(int)
            yield f"sfhq/{path.stem}/{number}", 2000, np.ascontiguousarray(sheet[low[1] : high[1], low[0] : high[0]])


def read(path: Path) -> np.ndarray:
    """(H, W, 3) RGB of a picture file."""
    bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if bgr is None:
        raise SystemExit(f"{path}: not a picture that can be read: get the source again")
    return np.ascontiguousarray(bgr[..., ::-1])


def looks_painted(rgb: np.ndarray) -> bool:
    """Whether one colour tints the whole picture, as in prints on toned paper; grey photographs do not count."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    spread, tint = lab[..., 1:].std((0, 1)).max(), np.abs(lab[..., 1:].mean((0, 1)) - 128).max()
    return bool(spread < 4.0 and tint > 12.0)


def prepare() -> None:
    """Writes the store `portraits`. Faces that a teacher does not see clearly are left out and counted."""
    for kind in KINDS:
        sources.verify(kind)
    detector, mesh = teachers.Yunet(), teachers.Mesh()
    writer = Writer(paths.prepared("portraits"), quality=78)
    counts = {"read": 0, "no clear face": 0, "small": 0, "painted": 0, "kept": 0}
    for name, born, rgb in (item for kind in (_voteview, _faker, _sfhq) for item in kind()):
        counts["read"] += 1
        row = _portrait(rgb, detector, mesh)
        if isinstance(row, str):
            counts[row] += 1
            continue
        picture, face, points = row
        counts["kept"] += 1
        kind = KINDS.index(name.split("/")[0])
        writer.add(picture, box=face.box.astype(np.float32), five=face.points.astype(np.float32),
                   mesh=points, kind=kind, born=born, split=split_of(name))
    writer.close()
    print(f"portraits: {counts}")


def _portrait(rgb: np.ndarray, detector: teachers.Yunet, mesh: teachers.Mesh):
    faces = detector.detect(rgb)
    if len(faces) != 1 or faces[0].score < 0.8:
        return "no clear face"
    face = faces[0]
    if face.box[2:].max() < LEAST_BOX:
        return "small"
    if looks_painted(rgb):
        return "painted"
    points, presence = mesh.of_detection(rgb, face)
    if presence < 0.9:
        return "no clear face"
    return cut(rgb, face, points)


def cut(rgb: np.ndarray, face: teachers.Detection, points: np.ndarray):
    """The square around the face inside the picture, at most `SIDE` wide, with all coordinates for a side of `SIDE`."""
    height, width = rgb.shape[:2]
    side = int(min(CONTEXT * float(face.box[2:].max()), height, width))
    middle = face.box[:2] + face.box[2:] / 2
    corner = np.clip((middle - side / 2).astype(int), 0, [width - side, height - side])
    picture = rgb[corner[1] : corner[1] + side, corner[0] : corner[0] + side]
    if side > SIDE:
        picture = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    scale = SIDE / side
    points = points.copy()
    points[:, :2] = (points[:, :2] - corner) * scale
    points[:, 2] *= scale
    box = np.concatenate([(face.box[:2] - corner) * scale, face.box[2:] * scale])
    moved = teachers.Detection(box, face.score, (face.points - corner) * scale)
    return np.ascontiguousarray(picture), moved, points
