"""From a trained network to the logits that are shipped: a temperature, and a bias so that P(live) = 0.5 is the
threshold."""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F

from common import paths
from common.rendered import CLASSES
from common.store import CALIBRATE

from .compose import LIVE, compose, counts
from .cut import crops, normalised
from .material import Material
from .network import PadNet

BPCER = 0.05
"""Share of the live calibration frames that the threshold may turn away at most. They are harder than life, and a session
takes the mean of many frames; below 5 % ever more attacks pass: of print, replay and mask 19, 20 and 6 % at 1.5 %, 10, 14 and 3 %
at 5 % (2,048 frames of the split CALIBRATE)."""
APCER = 0.01
"""It turns away fewer where already this few attacks pass."""
ORIGINS = ("portrait", "webcam", "rendered")
"""Of live frames, in the order of `Batch.origin`."""
FRAMES, AT_ONCE = 4096, 128


def judged(model: PadNet, material: Material, count: int, without: str | None = None) -> tuple[torch.Tensor, ...]:
    """Logits, labels and origins of composed frames."""
    found = []
    for _ in range(-(-count // AT_ONCE)):
        made = compose(material, counts(AT_ONCE, without))
        with torch.no_grad():
            logits = model(normalised(255 * crops(made.frames.rgb, made.frames.box)))
        found.append((logits.float(), made.label, made.origin))
    return tuple(torch.cat([part[i] for part in found]) for i in range(3))


def temperature(logits: torch.Tensor, label: torch.Tensor) -> float:
    """The one that makes the log likelihood largest; every class counts the same."""
    weight = 1 / torch.bincount(label, minlength=logits.shape[1]).clamp(min=1).float()
    tried = torch.exp(torch.linspace(-1.5, 2.5, 161)).tolist()
    losses = [F.cross_entropy(logits / t, label, weight=weight).item() for t in tried]
    return tried[losses.index(min(losses))]


def margin(logits: torch.Tensor) -> torch.Tensor:
    """Log odds of live."""
    others = torch.cat([logits[:, :LIVE], logits[:, LIVE + 1 :]], 1)
    return logits[:, LIVE] - others.logsumexp(1)


def fit(logits: torch.Tensor, label: torch.Tensor, origin: torch.Tensor) -> dict:
    """Temperature, bias of the live logit after it, and the errors at the threshold that they make."""
    heat = temperature(logits, label)
    odds = margin(logits / heat)
    live, attack = odds[label == LIVE], odds[label != LIVE]
    threshold = min(live.quantile(BPCER).item(), attack.quantile(1 - APCER).item())
    passes = odds >= threshold
    groups = {f"BPCER {name}": (label == LIVE) & (origin == number) for number, name in enumerate(ORIGINS)}
    groups |= {f"APCER {name}": label == number for number, name in enumerate(CLASSES) if number != LIVE}
    groups |= {"BPCER": label == LIVE, "APCER": label != LIVE}
    errors = {name: {"errors": int((passes != name.startswith("B"))[rows].sum()), "trials": int(rows.sum())}
              for name, rows in groups.items()}
    return {"temperature": heat, "bias": -threshold, "frames": len(label), "errors": errors}


def bake(model: PadNet, found: dict) -> PadNet:
    """Puts both into the last layer."""
    with torch.no_grad():
        model.judge.weight /= found["temperature"]
        model.judge.bias /= found["temperature"]
        model.judge.bias[LIVE] += found["bias"]
    return model


def calibrate(name: str, model: PadNet, device, without: str | None = None, frames: int = FRAMES) -> dict:
    """Fits on the split CALIBRATE and writes `calibration.json` of the run."""
    torch.manual_seed(80)
    material = Material(CALIBRATE, device, scale=0.25)
    found = fit(*(part.cpu() for part in judged(model.to(device).eval(), material, frames, without)))
    path(name).write_text(json.dumps(found, indent=2) + "\n")
    print(f"{name}: calibrated {json.dumps(found)}", flush=True)
    return found


def path(name: str) -> Path:
    return paths.run_dir(name) / "calibration.json"


def read(name: str, model: PadNet, without: str | None = None) -> dict:
    """What `calibrate` found, or finds now."""
    if path(name).exists():
        return json.loads(path(name).read_text())
    return calibrate(name, model, torch.device("cpu"), without, 2048)
