"""Many small pictures in two files: encoded pictures one after the other, and arrays with a row for each."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

MESH_UNIT = 32
"""Mesh points are kept in steps of 1 / 32 of a pixel: half the size, and finer than any label."""


class Writer:
    """Collects pictures and rows; nothing has the final name before `close`."""

    def __init__(self, path: Path, quality: int = 80) -> None:
        self.path, self.quality = path, quality
        self.part = path.with_suffix(".bin.part")
        self.file = open(self.part, "wb")
        self.ends: list[int] = []
        self.rows: dict[str, list] = {}

    def add(self, rgb: np.ndarray, **row) -> None:
        """Adds a (H, W, 3) RGB picture, 0..=255, and what is known of it; every row has the same names."""
        done, data = cv2.imencode(".webp", rgb[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, self.quality])
        if not done:
            raise ValueError(f"{self.path}: picture {len(self.ends)} cannot be encoded")
        self.add_encoded(data.tobytes(), **row)

    def add_encoded(self, data: bytes, **row) -> None:
        """As `add`, for a picture file as it is."""
        self.file.write(data)
        self.ends.append(self.file.tell())
        for name, value in row.items():
            self.rows.setdefault(name, []).append(value)

    def close(self) -> None:
        self.file.close()
        arrays = {name: np.asarray(values) for name, values in self.rows.items()}
        if "mesh" in arrays:
            arrays["mesh"] = np.round(arrays["mesh"] * MESH_UNIT).astype(np.int16)
        np.savez(self.path.with_suffix(".npz"), ends=np.asarray(self.ends, np.int64), **arrays)
        os.replace(self.part, self.path.with_suffix(".bin"))


class Store:
    """What a `Writer` wrote."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with np.load(path.with_suffix(".npz"), allow_pickle=False) as arrays:
            self.rows = {name: arrays[name] for name in arrays.files}
        if "mesh" in self.rows:
            self.rows["mesh"] = self.rows["mesh"].astype(np.float32) / MESH_UNIT
        self.ends = self.rows.pop("ends")
        self.data = np.memmap(path.with_suffix(".bin"), dtype=np.uint8, mode="r")

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.rows[name]

    def picture(self, index: int) -> np.ndarray:
        """(H, W, 3) RGB, 0..=255."""
        start = self.ends[index - 1] if index else 0
        bgr = cv2.imdecode(np.asarray(self.data[start : self.ends[index]]), cv2.IMREAD_COLOR)
        if bgr is None:
            raise ValueError(f"{self.path}: picture {index} is damaged: prepare the data again")
        return np.ascontiguousarray(bgr[..., ::-1])

    def pictures(self, indices: np.ndarray, side: int, threads: int = 8) -> np.ndarray:
        """(N, 3, side, side) RGB, 0..=255, in one piece: small sets live in memory as a whole."""
        out = np.empty((len(indices), 3, side, side), np.uint8)

        def load(row: int) -> None:
            rgb = self.picture(int(indices[row]))
            if rgb.shape[:2] != (side, side):
                shrinks = rgb.shape[0] > side
                rgb = cv2.resize(rgb, (side, side), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
            out[row] = rgb.transpose(2, 0, 1)

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(load, range(len(indices))))
        return out


def split_of(name: str) -> int:
    """0..=99 by the name of a person or picture, the same everywhere: 0..=79 train, 80..=89 calibrate, 90..=99 check."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "little") % 100


TRAIN, CALIBRATE, CHECK = range(0, 80), range(80, 90), range(90, 100)
