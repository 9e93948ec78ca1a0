"""Embedding: distilled from OMZ face-reidentification-retail-0095, with MobileFace V2 as a second teacher."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from common import export as exporting
from common import paths, portraits, training
from common.compact import compact
from common.onnx_torch import OnnxModule
from embedding.faces import ARCFACE, Faces, seen, student_view
from embedding.network import LENGTH, MEAN, SCALE, SIDE, Embedding

NAME = "embedding"
PEOPLE = 448
"""Different faces a step; each is shown twice, by two cameras."""


class Pupil(torch.nn.Module):
    """The network, and a matrix that is only there for the second teacher."""

    def __init__(self) -> None:
        super().__init__()
        self.net = Embedding()
        self.second = torch.nn.Linear(LENGTH, LENGTH)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embedding = self.net(x)
        return embedding, self.second(F.normalize(embedding, dim=1))


class Teachers:
    """Both teachers on one device; directions only."""

    def __init__(self, device: torch.device) -> None:
        self.omz = OnnxModule(paths.teacher_dir() / "omz_reid_0095.onnx").to(device)
        self.mobile = OnnxModule(paths.teacher_dir() / "mobileface_v2.onnx").to(device)
        self.kind = torch.bfloat16 if device.type == "cuda" else torch.float32

    @torch.no_grad()
    def __call__(self, canvas: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        blue_first = seen(canvas, 128).flip(1) * 255
        first = self.omz(blue_first.to(self.kind).contiguous(memory_format=torch.channels_last))[0].flatten(1)
        second = self.mobile(seen(canvas, 112, ARCFACE) * 255)[0].flatten(1)
        return F.normalize(first.float(), dim=1), F.normalize(second.float(), dim=1)


def prepare() -> None:
    """The shared store of portraits is all it needs."""
    if not paths.prepared("portraits").with_suffix(".bin").exists():
        portraits.prepare()


def loss_of(model: torch.nn.Module, teachers: Teachers, faces: Faces, device: torch.device, people: int):
    """The loss of one step: likeness of each embedding to the teacher's, and of all likenesses between faces."""

    def loss(_: int) -> dict[str, torch.Tensor]:
        with torch.no_grad():
            canvas = faces.draw(people)
            wanted, wanted_second = teachers(canvas)
            views = torch.cat([student_view(canvas), student_view(canvas)])
            views = ((views * 255 - MEAN) * SCALE).contiguous(memory_format=torch.channels_last)
            wanted, wanted_second = wanted.repeat(2, 1), wanted_second.repeat(2, 1)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            embedding, second = model(views)
        found = F.normalize(embedding.float(), dim=1)
        apart = 1 - (found * wanted).sum(1)
        second_apart = 1 - (F.normalize(second.float(), dim=1) * wanted_second).sum(1)
        relations = (found @ found.T - wanted @ wanted.T).square()
        # Likenesses above the rest decide who is mistaken for whom.
        weight = 1 + 4 * (wanted @ wanted.T).clamp(min=0)
        relation = (relations * weight).mean()
        total = apart.mean() + 0.25 * second_apart.mean() + 4.0 * relation
        return {"loss": total, "apart": apart.mean(), "second": second_apart.mean(), "relation": relation}

    return loss


def train(minutes: float | None = None, steps: int | None = None) -> None:
    """Trains on portraits and blends; a million faces take about 1,100 steps."""
    device = training.device()
    torch.manual_seed(7)
    people = PEOPLE if device.type == "cuda" else 32
    faces, teachers = Faces(device), Teachers(device)
    pupil = Pupil().to(device, memory_format=torch.channels_last)
    torch.backends.cudnn.benchmark = True
    plan = training.Plan(steps=steps or 6000, rate=3e-3, seed=7)
    training.run(NAME, pupil, loss_of(pupil, teachers, faces, device, people), plan, minutes)


def export() -> None:
    """Writes `embedding.onnx`, its weights rounded to 8 bits: the check is made with them."""
    compact(exporting.export(NAME, training.final(NAME, Pupil()).net, (1, 3, SIDE, SIDE), ("embedding",)))


def check() -> None:
    """Compares with both teachers on people never trained on: see `check.py`."""
    from embedding.check import check as run_check

    run_check()
