"""Figures of the embedding network beside those of its teachers, on people it was never trained on."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import cv2
import numpy as np

from common import paths, teachers
from common.portraits import KINDS, read
from common.statistics import equal_error_rate, share, threshold_at
from common.store import CALIBRATE, CHECK, Store
from embedding.faces import ARCFACE, STORED
from embedding.network import MEAN, SCALE, SIDE, TEMPLATE


RATES = (1e-2, 1e-3, 1e-4, 1e-5)
SHIPPED = "0.0001"
"""The rate among these portraits at which two faces are called the same: a tenth of the one that is promised, since people of
one sex, age and origin match each other about ten times as often as strangers at large."""


class Embedder:
    """A network with its crop and its normalisation; gives unit vectors."""

    def __init__(self, path: str, side: int, template, prepare) -> None:
        self.net, self.side, self.prepare = teachers.session(path), side, prepare
        self.template = np.asarray(template) * side

    def __call__(self, rgb: np.ndarray, five: np.ndarray) -> np.ndarray:
        to_frame = teachers.invert(teachers.similarity(five.astype(np.float64), self.template))
        picture = self.prepare(teachers.crop(rgb, to_frame, self.side).astype(np.float32))
        vector = self.net.run(None, {self.net.get_inputs()[0].name: picture.transpose(2, 0, 1)[None]})[0].ravel()
        return vector / np.linalg.norm(vector)


def embedders() -> dict[str, Embedder]:
    """Ours and the teachers."""
    own = str(paths.run_dir("embedding") / "embedding.onnx")
    return {
        "own": Embedder(own, SIDE, TEMPLATE, lambda x: (x - MEAN) * SCALE),
        "OMZ 0095": Embedder("omz_reid_0095.onnx", 128, TEMPLATE, lambda x: np.ascontiguousarray(x[..., ::-1])),
        "MobileFace V2": Embedder("mobileface_v2.onnx", 112, ARCFACE, lambda x: x),
    }


def calibration(nets: dict[str, Embedder]) -> dict:
    """Cosines of false match rates over all pairs of portraits of members of Congress held out for it, for each network.
    (The generated faces are no help: their contact sheets show some faces several times.)"""
    store, kind = Store(paths.prepared("portraits")), KINDS.index("voteview")
    held = [i for i in range(len(store)) if int(store["split"][i]) in (*CALIBRATE, *CHECK) and store["kind"][i] == kind]
    vectors = embedded(store, held, nets)
    table: dict = {"people": len(held), "pairs": len(held) * (len(held) - 1) // 2}
    for name, rows in vectors.items():
        cosines = pairs_within(rows)
        table[name] = {f"{rate:g}": round(threshold_at(cosines, rate), 4) for rate in RATES}
    table["likeness to the teacher"] = round(float((vectors["own"] * vectors["OMZ 0095"]).sum(1).mean()), 4)
    return table


def embedded(store: Store, rows: list[int], nets: dict[str, Embedder]) -> dict[str, np.ndarray]:
    """Unit vectors of portraits, (N, length) for each network."""
    vectors: dict[str, list] = {name: [] for name in nets}
    for i in rows:
        rgb = store.picture(i)
        five = store["mesh"][i][list(teachers.FIVE), :2] * (rgb.shape[0] / STORED)
        for name, net in nets.items():
            vectors[name].append(net(rgb, five))
    return {name: np.asarray(rows) for name, rows in vectors.items()}


def pairs_within(rows: np.ndarray) -> np.ndarray:
    """Cosines of all pairs of different rows."""
    upper = np.triu_indices(len(rows), 1)
    return (rows @ rows.T)[upper]


def degraded(rgb: np.ndarray, box: np.ndarray, dice: np.random.Generator) -> dict[str, np.ndarray]:
    """The picture as bad cameras would have it."""
    small = 70 / float(box[2])
    few = cv2.resize(rgb, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
    sigma = float(box[2]) * 0.02
    noisy = np.clip(rgb + dice.normal(0, 18, rgb.shape), 0, 255).astype(np.uint8)
    done, data = cv2.imencode(".jpg", few[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 40])
    if not done:
        raise RuntimeError("a picture cannot be encoded as JPEG")
    ramp = np.linspace(-1, 1, rgb.shape[1])[None, :, None]
    middle = (box[0] + box[2] / 2) / rgb.shape[1] * 2 - 1
    lit = rgb / 255.0 * np.exp(1.1 * np.tanh(4 * (ramp - middle)) - 0.3)
    return {
        "face of 70 pixels": few,
        "blur": cv2.GaussianBlur(rgb, (0, 0), sigma),
        "noise": noisy,
        "JPEG 40 at 70 pixels": np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]),
        "side light": (255 * np.clip(lit, 0, 1)).astype(np.uint8),
    }


class London:
    """The London set: neutral pictures, smiling ones, and degraded copies of these, embedded by all networks."""

    def __init__(self, nets: dict[str, Embedder]) -> None:
        self.folder = paths.shared_data() / "faces" / "london"
        self.detector, self.mesh, self.nets = teachers.Yunet(), teachers.Mesh(), nets
        with open(self.folder / "london_info.csv", newline="") as file:
            self.groups = {row["face_id"]: (row["face_gender"], row["face_eth"]) for row in csv.DictReader(file)}
        self.people = sorted(path.name[:3] for path in self.folder.glob("*_neutral.jpg"))
        dice = np.random.default_rng(5)
        self.neutral = [self._embed(read(self._path(one, "neutral"))) for one in self.people]
        self.smiling, self.bad = [], {}
        for one in self.people:
            rgb = read(self._path(one, "smiling"))
            self.smiling.append(self._embed(rgb))
            box = self.detector.detect(rgb)[0].box
            for kind, picture in degraded(rgb, box, dice).items():
                self.bad.setdefault(kind, []).append(self._embed(picture))

    def _path(self, one: str, kind: str) -> Path:
        return self.folder / f"{one}_{kind}.jpg"

    def _embed(self, rgb: np.ndarray) -> dict[str, np.ndarray] | None:
        faces = self.detector.detect(rgb)
        if not faces:
            return None
        points, _ = self.mesh.of_detection(rgb, faces[0])
        return {name: net(rgb, points[list(teachers.FIVE), :2]) for name, net in self.nets.items()}

    def cosines(self, name: str, probes: list) -> tuple[np.ndarray, np.ndarray]:
        """Cosines of neutral pictures with `probes`: of the same person, of different people. No face counts as -1."""
        length = len(next(iter(self.neutral))[name])
        rows = np.asarray([one[name] if one else np.zeros(length) for one in probes])
        table = np.asarray([one[name] for one in self.neutral]) @ rows.T
        table[:, [i for i, one in enumerate(probes) if one is None]] = -1
        same = np.diag(table)
        return same, table[~np.eye(len(table), dtype=bool)]

    def figures(self, name: str, bar: float) -> dict:
        """All figures of one network; `bar` is its cosine of the rate `SHIPPED` on the calibration portraits."""
        same, different = self.cosines(name, self.smiling)
        rate, _ = equal_error_rate(same, different)
        found = {"EER": round(rate, 5), "TAR at FMR 1e-3": accepted(same, different),
                 "at the shipped threshold": {"same": share(int((same >= bar).sum()), len(same)),
                                              "different": share(int((different >= bar).sum()), len(different))},
                 "lowest same": round(float(same.min()), 3), "highest different": round(float(different.max()), 3)}
        found["degraded, TAR at FMR 1e-3"] = {
            kind: accepted(*self.cosines(name, rows)) for kind, rows in self.bad.items()}
        found["degraded, same at the shipped threshold"] = {
            kind: share(int((self.cosines(name, rows)[0] >= bar).sum()), len(rows)) for kind, rows in self.bad.items()}
        found["same group, false matches at the shipped threshold"] = self._by_group(name, bar)
        return found

    def _by_group(self, name: str, bar: float) -> dict[str, str]:
        neutral = np.asarray([one[name] for one in self.neutral])
        smiling = np.asarray([one[name] for one in self.smiling])
        counts: dict[str, list[int]] = {}
        for i, one in enumerate(self.people):
            for j, other in enumerate(self.people):
                if i != j and self.groups[one] == self.groups[other]:
                    row = counts.setdefault(" ".join(self.groups[one]), [0, 0])
                    row[0] += int(neutral[i] @ smiling[j] >= bar)
                    row[1] += 1
        return {group: share(*row) for group, row in sorted(counts.items())}


def accepted(same: np.ndarray, different: np.ndarray) -> str:
    """Share of `same` at the least cosine that at most one in a thousand of `different` reaches."""
    return share(int((same >= threshold_at(different, 1e-3)).sum()), len(same))


def check() -> None:
    """Prints the figures and keeps them for the card in `runs/embedding/check.json`."""
    nets = embedders()
    table = {"calibration": calibration(nets)}
    if (paths.shared_data() / "faces" / "london").is_dir():
        london = London(nets)
        table["london"] = {name: london.figures(name, table["calibration"][name][SHIPPED]) for name in nets}
    else:
        print("skipped: the London set is not here")
    text = json.dumps(table, indent=2, ensure_ascii=False)
    (paths.run_dir("embedding") / "check.json").write_text(text + "\n")
    print(text)
