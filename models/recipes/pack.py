"""Puts the finished networks together as `models/own`: files, manifest, and checksums in the cards."""

from __future__ import annotations

import hashlib
import json
import math
import re
import shutil
from pathlib import Path

import onnx

from common import paths

OWN = paths.REPOSITORY / "models" / "own"
LARGEST_FILE, LARGEST_PACK = 4 << 20, 8_000_000
"""Bytes."""
ROLES = ("detector", "mesh", "pad", "embedding")


def decoder(role: str) -> dict:
    """How the engine cuts the crop of a network and reads its outputs."""
    if role == "detector":
        from detector.threshold import chosen

        return {"kind": "yunet", "strides": [8, 16, 32], "score": chosen(), "nms": 0.4}
    if role == "mesh":
        return {"kind": "mesh478", "box_scale": 1.25, "track_scale": 1.5}
    if role == "pad":
        from pad.cut import CROP_SCALE

        return {"kind": "softmax", "live": 0, "crop_scale": CROP_SCALE}
    from embedding.network import TEMPLATE

    return {"kind": "aligned", "template": TEMPLATE, "similarity": similarity()}


def similarity() -> list[tuple[float, float]]:
    """From cosine to 0..=100: 70 stands for a false match rate of 1e-3, 80 for 1e-4. Both are put where the calibration
    portraits have a tenth of that: people of one sex, age and origin match each other more often than strangers at large."""
    table = json.loads((paths.run_dir("embedding") / "check.json").read_text())["calibration"]["own"]
    seventy, eighty = (math.ceil(100 * table[rate]) / 100 for rate in ("0.0001", "1e-05"))
    return [(-1.0, 0.0), (0.0, 10.0), (seventy, 70.0), (eighty, 80.0), (1.0, 100.0)]


def normalisation(role: str) -> tuple[float, float]:
    """Mean and scale of the input."""
    import importlib

    module = {"detector": "detector.model", "mesh": "mesh.network", "pad": "pad.cut", "embedding": "embedding.network"}
    found = importlib.import_module(module[role])
    return found.MEAN, found.SCALE


def entry(role: str, path: Path) -> str:
    """The manifest's table for one network."""
    data = path.read_bytes()
    graph = onnx.load_from_string(data).graph
    mean, scale = normalisation(role)
    lines = [
        "[[model]]",
        f'id = "liveface-{role}"',
        f'role = "{role}"',
        f'file = "{path.name}"',
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"',
        f"bytes = {len(data)}",
        'licence = "MIT OR Apache-2.0"',
        "commercial = true",
        f'card = "{role}.md"',
        f'input = {{ name = "input", shape = {shape(graph.input[0])}, layout = "nchw", colour = "rgb", '
        f"mean = {mean}, scale = {scale} }}",
        "outputs = [",
        *[f'  {{ name = "{value.name}", shape = {shape(value)} }},' for value in graph.output],
        "]",
        "",
        "[model.decoder]",
        *[f"{key} = {toml(value)}" for key, value in decoder(role).items()],
    ]
    return "\n".join(lines)


def shape(value: onnx.ValueInfoProto) -> list[int]:
    return [axis.dim_value for axis in value.type.tensor_type.shape.dim]


def toml(value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def pack() -> None:
    """Copies the networks, writes the manifest, and notes size and checksum in each card."""
    OWN.mkdir(exist_ok=True)
    entries, total = [], 0
    for role in ROLES:
        path = OWN / f"{role}.onnx"
        shutil.copyfile(paths.run_dir(role) / path.name, path)
        size = path.stat().st_size
        total += size
        if size > LARGEST_FILE:
            raise SystemExit(f"{path}: {size} bytes, more than the {LARGEST_FILE} of a file in this repository")
        entries.append(entry(role, path))
        note_in_card(OWN / f"{role}.md", path)
    if total > LARGEST_PACK:
        raise SystemExit(f"{OWN}: {total} bytes, more than the {LARGEST_PACK} of a pack that is compiled in")
    head = "# The project's own networks, made by `models/recipes`; this file is written by `run.py pack`.\n"
    head += 'schema = 1\nid = "own"\nname = "The networks of liveface"\n'
    (OWN / "manifest.toml").write_text(head + "\n" + "\n\n".join(entries) + "\n")
    print(f"{OWN}: {total} bytes")


def note_in_card(card: Path, path: Path) -> None:
    """Brings the line `File:` of a card up to date."""
    data = path.read_bytes()
    line = f"File: `{path.name}`, {len(data)} bytes, SHA-256 `{hashlib.sha256(data).hexdigest()}`."
    text = card.read_text() if card.exists() else f"# {path.stem}\n\nFile: \n"
    card.write_text(re.sub(r"^File: .*$", line, text, count=1, flags=re.M))
