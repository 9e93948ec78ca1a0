"""The score above which something is called a face, chosen on the split for that."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from common import paths
from common.statistics import share, threshold_at
from common.store import CALIBRATE

from . import drawn, tiles
from .decode import Ours
from .measure import Scene, false_faces, matches, scenes

CANVASES = 2000
MOST_FALSE = 0.005
"""Share of face-free pictures on which something may be found. Half of them are plain views, the other half canvases
full of spoiled faces, hands and writing."""
LEAST, MOST = 0.3, 0.75
"""Bounds of the choice: below the lower one nothing was measured; a network that needs more than the upper one is not
finished. From 0.6 on, the engine's own threshold for a further face (`second_score`) does nothing any more."""


def choose(path: Path) -> float:
    """Writes `threshold.json` beside the network: the least score that keeps to `MOST_FALSE`."""
    ours, known = Ours(path, LEAST - 0.05), scenes(CALIBRATE, CANVASES)
    found = [ours.of_input(scene.picture) for scene in known]
    free = [faces for scene, faces in zip(known, found) if scene.empty] + [ours.detect(view) for view in plain_views(CALIBRATE)]
    highest = [max((face.score for face in faces), default=0.0) for faces in free]
    wanted = threshold_at(np.array(highest), MOST_FALSE)
    score = round(float(np.clip(wanted, LEAST, MOST)), 3)
    result = {"score": score, "wanted": round(wanted, 4), "most_false": MOST_FALSE, "face_free": len(free), **at(score, known, found)}
    (paths.run_dir("detector") / "threshold.json").write_text(json.dumps(result, indent=2) + "\n")
    print(f"detector: threshold {score} (for at most {MOST_FALSE:.1%} of {len(free)} face-free pictures: {wanted:.3f}); {result}")
    return score


def plain_views(split: range) -> list[np.ndarray]:
    """Pictures (240, 320, 3) without faces that are not composed: panoramas, patterns, bodies without heads."""
    views = [*tiles.empty_rooms(split), *drawn.patterns(200, split.start), *tiles.bodies(split)]
    return [np.ascontiguousarray(view.transpose(1, 2, 0)) for view in views]


def at(score: float, known: list[Scene], found: list[list]) -> dict:
    """What a threshold means on canvases."""
    above = [[face for face in faces if face.score > score] for faces in found]
    hits = [match is not None for scene, faces in zip(known, above) for match in matches(faces, scene.wanted)]
    empty = [bool(faces) for scene, faces in zip(known, above) if scene.empty]
    false = sum(len(false_faces(faces, scene)) for scene, faces in zip(known, above) if not scene.empty)
    return {"faces": share(sum(hits), len(hits)), "face_free_canvases_with_a_find": share(sum(empty), len(empty)),
            "false_faces_beside_faces": false, "canvases_with_faces": len(known) - len(empty)}


def chosen() -> float:
    """The score that `choose` has written."""
    path = paths.run_dir("detector") / "threshold.json"
    if not path.exists():
        raise SystemExit(f"{path}: not chosen yet: run.py detector export")
    return float(json.loads(path.read_text())["score"])
