"""Where a recipe reads and writes: nothing of it is inside the repository but the finished networks."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def data_dir() -> Path:
    """Folder for sources, prepared data, checkpoints and logs: `LIVEFACE_DATA`, else `~/.cache/liveface-training`."""
    named = os.environ.get("LIVEFACE_DATA")
    return Path(named) if named else Path.home() / ".cache" / "liveface-training"


def teacher_dir() -> Path:
    """Folder of the reference pack, whose networks are the teachers: `LIVEFACE_TEACHERS`, else beside the checkout."""
    named = os.environ.get("LIVEFACE_TEACHERS")
    return Path(named) if named else REPOSITORY.parent / "shared" / "models" / "reference"


def shared_data() -> Path:
    """Folder of the shared clips and faces, for checks: `LIVEFACE_SHARED_DATA`, else beside the checkout."""
    named = os.environ.get("LIVEFACE_SHARED_DATA")
    return Path(named) if named else REPOSITORY.parent / "shared" / "data"


def source(name: str) -> Path:
    """Folder of the raw source `name` (see `sources.py`)."""
    return data_dir() / "src" / name


def prepared(name: str) -> Path:
    """File or folder of prepared training data; its parent exists afterwards."""
    path = data_dir() / "prepared" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def run_dir(network: str) -> Path:
    """Folder of checkpoints, log and exported file of one network; exists afterwards."""
    path = data_dir() / "runs" / network
    path.mkdir(parents=True, exist_ok=True)
    return path
