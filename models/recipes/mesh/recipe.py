"""The mesh network `liveface-mesh`.

Input `input` [1, 3, 128, 128], RGB, (v - 127.5) / 64 of values 0..=255: a square around the face, turned by the line through
the eyes; 1.25 times the longer side of a detector's box, then 1.5 times that of the points.

Outputs
* `points` [1, 1434]: 478 × (x, y, z) of MediaPipe's face mesh with irises, in pixels of the input (0..=128); z in the same
  unit, smaller = nearer, 0 at the mean of all points.
* `presence` [1, 1]: logit that the crop holds a face.
* `measures` [1, 7]: opening of the eye at the image left and at the image right (eye aspect ratio), of the mouth (inner-lip
  gap over inner-mouth width); yaw, pitch and roll in degrees, roll against the upright of the crop; logit that something
  covers mouth and nose. Yaw and pitch are those of the head before it leans, and 0 for the median portrait.

Targets: see `labels` (points of the teacher and of rendered truth), `batches` (what is done to them), `losses`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from common import export as exporting
from common import training

from . import batches, checks, intel, labels, losses, network, pools, topology

PLAN = training.Plan(steps=6000, rate=2.5e-3, average=0.999)
BATCH = {"cuda": 512, "cpu": 24}
STARTING_POINTS = 8192
"""Faces whose principal components the network starts from."""


def prepare() -> None:
    """Labels of the portraits, the average face, offsets of rendered truth, and the store `intel_faces`."""
    labels.prepare()
    intel.prepare(pools.shapes()["partner"])


def train(minutes: float | None = None, steps: int | None = None, limit: int | None = None) -> None:
    """Trains on everything that is prepared; `limit` is a largest number of pictures of each kind, for tests."""
    device = training.device()
    torch.backends.cudnn.benchmark = True
    source = loaded(device, BATCH[device.type], limit)
    torch.manual_seed(PLAN.seed)
    model = network.MeshNet().to(device, memory_format=torch.channels_last)
    each = torch.from_numpy(topology.weights()).to(device)
    model.start_from(starting_points(source), each)

    def loss(_: int) -> dict[str, torch.Tensor]:
        batch, first = source.draw()
        x = ((batch.x - network.MEAN / 255) * (255 * network.SCALE)).to(memory_format=torch.channels_last)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            outputs = model(x)
        return losses.losses(outputs, batch, first, each)

    plan = PLAN if steps is None else replace(PLAN, steps=steps)
    training.run("mesh", model, loss, plan, minutes)


def loaded(device: torch.device, size: int, limit: int | None) -> batches.Source:
    """The pictures, on the device."""
    partner = torch.from_numpy(pools.shapes()["partner"].astype(np.int64)).to(device)
    real, rendered = pools.real(limit).to(device), pools.synthetic(limit).to(device)
    return batches.Source(real, rendered, pools.empty(limit).to(device), partner, size)


def starting_points(source: batches.Source) -> torch.Tensor:
    """(N, 478, 3) points of crops as they will be drawn, on the processor."""
    found, wanted = [], STARTING_POINTS if source.real.points.is_cuda else STARTING_POINTS // 8
    while sum(map(len, found)) < wanted:
        found.append(source.points().cpu())
    return torch.cat(found)


def export() -> None:
    """Writes `runs/mesh/mesh.onnx`."""
    model = training.final("mesh", network.MeshNet()).folded()
    exporting.export("mesh", model, (1, 3, batches.SIZE, batches.SIZE), network.OUTPUTS)


def check() -> None:
    """Prints how the network does beside the teacher, and writes it to `runs/mesh/check.json`."""
    checks.run()
