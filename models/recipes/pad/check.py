"""What the exported network does on what it has not seen, beside the MiniFASNet pair on the same frames.

APCER: share of attacks that pass (P(live) ≥ 0.5, the shipped threshold), of each species. BPCER: share of live ones that
do not. A clip is judged by the mean over its frames, as the session does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import torch

from common import paths, teachers
from common.portraits import read
from common.rendered import CLASSES
from common.statistics import share, wilson
from common.store import CHECK, Store

from . import calibrate, clips
from .compose import compose
from .judges import MiniFas, Ours
from .material import Material, detector_box, first
from .recipe import run_name

THRESHOLD = 0.5
COMPOSED = 100
"""Live frames, and attacks of each simulated species, in both sets of composed ones."""
RENDERED_LIVE, RENDERED_ATTACKS = 600, 900
TONES = ((0.0, 1 / 3, "light"), (1 / 3, 2 / 3, "medium"), (2 / 3, 1.01, "dark"))

NOTES = (
    "Intervals take every trial for independent. Frames of one clip are not, and the rendered pictures of the split CHECK "
    "show few people each many times: the true intervals are wider.",
    "Networks without a species were trained for far fewer steps than the main one: compare their figure on the species "
    "left out with their own on the others, not with the main network's.",
    "Paper masks share the simulation of ink with prints, so `pad-without-print` has seen ink on masks.",
    "The simulated attacks are of the same making as those in training; held-out parameters change some of it, not all.",
)

Trial = tuple[tuple[str, ...], int, np.ndarray, np.ndarray]
"""Names of the sets that it counts for, class, (H, W, 3) frame, box."""


class Table:
    """Scores by set, for each judge."""

    def __init__(self, judges: list) -> None:
        self.judges = judges
        self.scores: dict[str, dict[str, list[float]]] = {}
        self.classes: dict[str, int] = {}

    def add(self, trial: Trial) -> dict[str, float]:
        """Judges one frame."""
        names, label, rgb, box = trial
        found = {who: score for judge in self.judges for who, score in judge.live(rgb, box).items()}
        for name in names:
            self.note(name, label, found)
        return found

    def note(self, name: str, label: int, found: dict[str, float]) -> None:
        self.classes[name] = label
        for who, score in found.items():
            self.scores.setdefault(name, {}).setdefault(who, []).append(score)

    def report(self) -> dict:
        """Counts, rates and intervals; prints them."""
        lines = {}
        for name, by_judge in self.scores.items():
            if name.startswith(("clip ", "spoof/")):
                continue  # Single files: their scores are listed, they are no statistics.
            metric = "BPCER" if self.classes[name] == 0 else "APCER"
            print(f"\n{name}: {metric}")
            for who, scores in by_judge.items():
                passed = int((np.asarray(scores) >= THRESHOLD).sum())
                errors, total = (len(scores) - passed if metric == "BPCER" else passed), len(scores)
                print(f"  {who:22} {share(errors, total)}")
                line = {"errors": errors, "trials": total, "interval": wilson(errors, total)}
                lines.setdefault(name, {"metric": metric})[who] = line
        return lines


def check() -> None:
    """Prints the table and writes `check.json` of the run."""
    torch.manual_seed(90)
    torch.set_num_threads(2)
    files = {run_name(species): paths.run_dir(run_name(species)) / f"{run_name(species)}.onnx" for species in CLASSES[1:]}
    files = {"ours": paths.run_dir("pad") / "pad.onnx"} | {name: path for name, path in files.items() if path.exists()}
    table = Table([Ours(files), MiniFas()])
    material = Material(CHECK, torch.device("cpu"), scale=0.06)
    for trial in (*_composed(material, False), *_composed(material, True), *_rendered(), *_smoke()):
        table.add(trial)
    real = clips.real()
    _clips(table, real, material)
    report = {"threshold": THRESHOLD, "notes": NOTES, "steps": _steps(),
              "calibration": json.loads(calibrate.path("pad").read_text()), "sets": table.report(), "live clips": _means(table, "clip "), "spoof pictures": _means(table, "spoof/")}
    print(f"\nsteps: {report['steps']}", *NOTES, sep="\n")
    for part in ("live clips", "spoof pictures"):
        print(f"\n{part}, P(live): {json.dumps(report[part], indent=1)}")
    grid = [scores["ours"] for name, scores in report["live clips"].items() if name.startswith("clip grid/")]
    print(f"\ngrid accepted: {sum(score >= THRESHOLD for score in grid)} of {len(grid)}")
    (paths.run_dir("pad") / "check.json").write_text(json.dumps(report, indent=2) + "\n")


def _steps() -> dict[str, int]:
    """How many steps each run was trained for."""
    names = [run_name(species) for species in (None, *CLASSES[1:])]
    files = {name: paths.run_dir(name) / "final.pt" for name in names}
    return {name: int(torch.load(file, map_location="cpu", weights_only=True)["stem.1.num_batches_tracked"])
            for name, file in files.items() if file.exists()}


def _composed(material: Material, held_out: bool) -> Iterator[Trial]:
    """People and rooms of the split CHECK in the simulation, with training's parameters or with others."""
    wanted = {"live": 2 * COMPOSED, "print": COMPOSED, "replay": COMPOSED, "mask": COMPOSED}
    made = compose(material, wanted, held_out)
    ways = "held-out parameters" if held_out else "training's parameters"
    levels = (255 * made.frames.rgb).round().byte().permute(0, 2, 3, 1).numpy()
    for rgb, box, label in zip(levels, made.frames.box.numpy(), made.label.tolist()):
        yield (f"simulated, {ways}: {('live', *CLASSES[1:])[label]}",), label, rgb, box


def _rendered() -> Iterator[Trial]:
    """Pictures of the renderer from the split CHECK, untouched; boxes by YuNet, or from the truth where it sees none."""
    store, detector = Store(paths.prepared("rendered")), teachers.Yunet()
    inside = np.isin(store["split"], CHECK)
    for attack, limit in ((False, RENDERED_LIVE), (True, RENDERED_ATTACKS)):
        for row in first(np.nonzero(inside & ((store["species"] > 0) == attack))[0], limit):
            rgb, truth = store.picture(int(row)), detector_box(store["box"][row][None])[0]
            faces = [face for face in detector.detect(rgb) if teachers.overlap(face.box, truth) > 0.4]
            box, label = (faces[0].box if faces else truth), int(store["species"][row])
            names = [f"rendered: {store['kind'][row]}", f"rendered: {CLASSES[label]}"] if attack else ["rendered: live"]
            tone, what = float(store["tone"][row]), "attack" if attack else "live"
            names += [f"rendered, {name} skin: {what}" for low, high, name in TONES if low <= tone < high]
            yield tuple(names), label, rgb, box


def _smoke() -> Iterator[Trial]:
    """The three pictures of minivision: a print, a tablet, a person. Not statistics."""
    detector = teachers.Yunet()
    for name, label in (("image_F1", 1), ("image_F2", 2), ("image_T1", 0)):
        rgb = read(paths.shared_data() / "spoof" / "minivision" / f"{name}.jpg")
        faces = sorted(detector.detect(rgb), key=lambda face: -face.box[2])
        if faces:
            yield (f"spoof/minivision: {name}",), label, rgb, faces[0].box


def _clips(table: Table, real: list[clips.Clip], material: Material) -> None:
    """Live clips, then recaptured ones: frame by frame and by clip."""
    for clip in real:
        _clip(table, f"real clips, {clip.group}: live", 0, zip(clip.pictures, clip.boxes), f"{clip.group}/{clip.name}")
    for label, species in enumerate(CLASSES[1:], 1):
        for clip, attack in clips.recaptured(real, species, material):
            levels = (255 * attack.rgb).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()
            _clip(table, f"real clips recaptured: {species}", label, zip(levels, attack.box.numpy()), clip.name)


def _clip(table: Table, name: str, label: int, frames, clip: str) -> None:
    scores = [table.add(((f"{name}, frames",), label, rgb, box)) for rgb, box in frames]
    means = {who: float(np.mean([score[who] for score in scores])) for who in scores[0]}
    table.note(f"{name}, clips", label, means)
    if label == 0:
        table.note(f"clip {clip}", label, means)


def _means(table: Table, prefix: str) -> dict:
    """P(live) of single files."""
    return {name: {who: round(scores[0], 3) for who, scores in by_judge.items()}
            for name, by_judge in table.scores.items() if name.startswith(prefix)}
