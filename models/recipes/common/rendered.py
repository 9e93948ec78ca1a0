"""Pictures of `liveface-synth training` with their truth, as the store `rendered`."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from . import paths
from .store import Writer, split_of

SIDE = 256
CLASSES = ("none", "print", "replay", "mask")


def folder() -> Path:
    """Where `liveface-synth training --out` has written."""
    return paths.data_dir() / "rendered" / "train"


def prepare(source: Path | None = None, name: str = "rendered", workers: int | None = None) -> None:
    """Writes the store `name` from the shards of `source`; a shard without labels is not finished and left out."""
    shards = sorted(path.parent for path in (source or folder()).glob("*/labels.jsonl"))
    if not shards:
        raise SystemExit(f"{source or folder()}: no finished shard; see README.md for the command that renders them")
    writer = Writer(paths.prepared(name))
    with ProcessPoolExecutor(workers) as pool:
        for rows in pool.map(read_shard, shards):
            for data, row in rows:
                writer.add_encoded(data, **row)
    writer.close()
    print(f"{name}: {len(writer.ends)} pictures")


def read_shard(shard: Path) -> list[tuple[bytes, dict]]:
    """Picture files and facts of one shard."""
    lines = (shard / "labels.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [((shard / row["file"]).read_bytes(), facts(row)) for row in rows]


def facts(row: dict) -> dict:
    """What is kept of one label: signs, units and sides as in `session::observation`."""
    face = row["face"]
    wearer = row.get("portrait") or f"person/{row['person']}"
    return {
        "mesh": np.asarray(face["landmarks"], np.float32),
        "box": np.asarray(face["box"], np.float32),
        "pose": np.asarray([face["yaw"], face["pitch"], face["roll"]], np.float32),
        "eyes_open": np.asarray(face["eyes_open"], np.float32),
        "mouth_open": np.float32(face["mouth_open"]),
        "covered": bool(face["mouth_covered"]),
        "dark_glasses": bool(face["eyes_covered"]),
        "species": CLASSES.index(row["species"]["class"]),
        "kind": f"{row['species']['class']}/{row['species'].get('kind', '')}"[:40],
        "tone": np.float32(row.get("tone") if row.get("tone") is not None else -1.0),
        "lux": np.float32(row["lux"]),
        "split": split_of(wearer),
    }
