"""The detector's recipe: `run.py detector prepare | train | export | check`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from common import export as exporting
from common import training
from common.store import TRAIN

from . import checks, intel, labels, threshold
from .compose import Composer
from .loss import Loss
from .model import HEIGHT, OUTPUTS, WIDTH, Detector, Exported
from .tiles import load

NETWORK = "detector"
PLAN = training.Plan(steps=12_000, rate=2e-3, decay=1e-3, average=0.998)
BATCH, BATCH_ON_PROCESSOR = 384, 48


def prepare() -> None:
    """The fit of the teacher's boxes to meshes, and frames of the clips that are trained on."""
    labels.prepare()
    intel.prepare()


def train(minutes: float | None = None, steps: int | None = None) -> None:
    """Trains for `minutes` by the clock, or for `steps`, or as long as planned."""
    plan = PLAN if steps is None else replace(PLAN, steps=steps)
    device = training.device()
    torch.manual_seed(plan.seed)
    if device.type == "cuda":
        torch.backends.cudnn.benchmark = True
    else:
        torch.set_num_threads(1)
    composer, cost = Composer(load(TRAIN, device), device), Loss(device)
    model = Detector().to(device, memory_format=torch.channels_last)
    size = BATCH if device.type == "cuda" else BATCH_ON_PROCESSOR

    def loss(step: int) -> dict[str, torch.Tensor]:
        pictures, faces = composer.batch(size, np.random.default_rng((plan.seed, step)))
        with torch.autocast(device.type, dtype=torch.bfloat16):
            raw = model(pictures.contiguous(memory_format=torch.channels_last))
        return cost(raw, faces)

    training.run(NETWORK, model, loss, plan, minutes)


def export() -> None:
    """Writes the ONNX file, then the score above which it calls something a face."""
    model = Exported(training.final(NETWORK, Detector())).eval()
    path = exporting.export(NETWORK, model, (1, 3, HEIGHT, WIDTH), OUTPUTS)
    threshold.choose(path)


def check() -> None:
    """Compares with the teacher on what neither the training nor the choice of the threshold has seen."""
    checks.run()
