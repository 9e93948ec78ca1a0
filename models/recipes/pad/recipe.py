"""The presentation attack detector, from the stores to the ONNX file; see the modules for how.

`LIVEFACE_PAD_LEAVE_OUT=print` (or `replay`, `mask`, several with commas) trains networks that never see that species, each
into its own run `pad-without-print`: they show how the recipe does on what it has not met. Unset, `pad` itself is trained.
"""

from __future__ import annotations

import os

import torch
import torch.nn.functional as F

from common import export as exporter
from common import training
from common.rendered import CLASSES
from common.store import TRAIN

from . import calibrate, people
from .compose import compose, counts
from .cut import INPUT, normalised
from .material import Material
from .network import PadNet
from .pond import Pond

BATCH, FRESH, EVERY, POND = 640, 480, 3, 8192
"""Crops a step; frames that are composed at once, every so many steps (thousands of small operations, whose launching
costs the same for few and for many frames); frames that are kept."""
PLAN = training.Plan(steps=6000, rate=2e-3, decay=0.02)
SMALL = os.environ.get("LIVEFACE_PAD_SMALL") == "1"
"""Small batches and little data, to try the recipe on a processor."""


def prepare() -> None:
    """Outlines of the portraits, squares of the webcam clips."""
    people.prepare()


def left_out() -> list[str | None]:
    """The species that are left out, one a run; none by default."""
    named = os.environ.get("LIVEFACE_PAD_LEAVE_OUT", "")
    found = [name.strip() or None for name in named.split(",")]
    for name in found:
        if name is not None and name not in CLASSES[1:]:
            raise SystemExit(f"LIVEFACE_PAD_LEAVE_OUT={named}: `{name}` is none of {', '.join(CLASSES[1:])}")
    return found


def run_name(without: str | None) -> str:
    return "pad" if without is None else f"pad-without-{without}"


def train(minutes: float | None = None, steps: int | None = None) -> None:
    """Trains and calibrates; `minutes` and `steps` are for each run."""
    device = training.device()
    material = Material(TRAIN, device, scale=0.1 if SMALL else 1.0)
    plan = PLAN if steps is None else training.Plan(steps=steps, rate=PLAN.rate, decay=PLAN.decay)
    for without in left_out():
        name = run_name(without)
        model = training.run(name, *_task(material, without), plan, minutes)
        calibrate.calibrate(name, model, device, without, 512 if SMALL else calibrate.FRAMES)


def _task(material: Material, without: str | None):
    """The model, and the loss of one step."""
    torch.manual_seed(20)
    device = material.device
    fresh, batch, size, every = (96, 64, 384, 3) if SMALL else (FRESH, BATCH, POND, EVERY)
    wanted, pond = counts(fresh, without), Pond(size, device)
    model = PadNet().to(device, memory_format=torch.channels_last)
    with torch.no_grad():
        while pond.filled + fresh <= size // 2:
            pond.add(compose(material, wanted))

    def loss(step: int) -> dict[str, torch.Tensor]:
        with torch.no_grad():
            if step % every == 0:
                pond.add(compose(material, wanted))
            crops, label = pond.draw(batch)
            crops = normalised(crops).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            logits, local = model(crops)
        return losses(logits.float(), local.float(), label)

    return model, loss


def losses(logits: torch.Tensor, local: torch.Tensor, label: torch.Tensor) -> dict[str, torch.Tensor]:
    """Cross entropy of the whole crop, and, weaker, of every part of it."""
    whole = F.cross_entropy(logits, label, label_smoothing=0.02)
    parts = F.cross_entropy(local, label[:, None, None].expand(-1, *local.shape[2:]))
    right = (logits.detach().argmax(1) == label).float().mean()
    return {"loss": whole + 0.3 * parts, "whole": whole, "parts": parts, "right": right}


def export() -> None:
    """Writes the ONNX file of every run that is there, with its calibration in the last layer."""
    for without in (None, *CLASSES[1:]):
        name = run_name(without)
        if without is not None and not calibrate.path(name).exists():
            continue
        model = training.final(name, PadNet())
        found = calibrate.read(name, model, without)
        exporter.export(name, calibrate.bake(model, found), (1, 3, INPUT, INPUT), ("logits",))


def check() -> None:
    """Measures what was exported."""
    from . import check as checks

    checks.check()
