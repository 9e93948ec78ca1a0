"""What is minimised. Errors of points are in per cent of the distance between the eyes."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F

from . import geometry, topology
from .batches import SIZE, Batch

WING, BEND = 8.0, 1.5
"""Errors below `WING` count logarithmically (Feng et al. 2018), almost linearly below `BEND`: small ones keep mattering."""
LARGEST_OPENING = 0.6
"""Eyes seen from the side look rounder than any eye is: targets end here."""
NARROW = 0.22
"""Width of an eye, over the distance between the eyes, below which its opening is not asked for."""
SHARES = {"flat": 1.0, "deep": 0.3, "gaps": 1.5, "eyes": 4.0, "mouth": 1.5, "pose": 2.0, "steady": 2.0, "present": 2.0, "covered": 1.0}
"""What each part counts: small errors of the measures should weigh about as much as small errors of the points."""
PAIRS = tuple(
    pair
    for outline in topology.EYE_OUTLINES
    for pair in ((outline[1], outline[5]), (outline[2], outline[4]))
) + ((159, 145), (386, 374), (13, 14), (82, 87), (312, 317))
"""Points whose distance is an opening."""


def wing(error: torch.Tensor) -> torch.Tensor:
    """Wing loss of errors >= 0."""
    rest = WING - WING * math.log(1 + WING / BEND)
    return torch.where(error < WING, WING * torch.log1p(error / BEND), error - rest)


def mean(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Weighted mean; 0 where nothing counts."""
    return (values * weight).sum() / weight.sum().clamp(min=1e-3)


def eye_weight(points: torch.Tensor) -> torch.Tensor:
    """(N, 2) 0..=1: whether an eye is seen broadly enough to tell how open it is."""
    corners = points[:, topology.on(points.device, topology.EYE_CORNERS), :2].reshape(-1, 2, 2, 2)
    width = (corners[:, :, 1] - corners[:, :, 0]).norm(dim=2) / geometry.face_unit(points)[:, None]
    return ((width - NARROW) / 0.1).clamp(0, 1)


def losses(outputs: tuple[torch.Tensor, ...], batch: Batch, first: torch.Tensor,
           each: torch.Tensor) -> dict[str, torch.Tensor]:
    """All parts of the loss; `first` are the rows whose twins come last, `each` (478,) weighs the points."""
    found, presence, measures = outputs
    faces = batch.points.shape[0]
    points, target = found.reshape(faces, topology.POINTS, 3), batch.points
    scale = 100 / geometry.face_unit(target).clamp(min=SIZE / 16)[:, None]
    weight = batch.weight * each
    flat = mean(wing((points - target)[..., :2].norm(dim=2) * scale), weight)
    deep = mean(wing((points - target)[..., 2].abs() * scale), weight * batch.trust[:, 1:2])
    gaps = mean((opening_errors(points, target) * scale).mean(1), batch.trust[:, 2] * batch.trust[:, 0])
    values = measure_losses(measures, batch) | {"steady": unsteadiness(points, measures, first, scale, each)}
    present = F.binary_cross_entropy_with_logits(presence[:, 0], 0.98 * batch.present + 0.01)
    covered = mean(F.binary_cross_entropy_with_logits(measures[:, 6], 0.98 * batch.covered + 0.01, reduction="none"),
                   batch.trust[:, 5])
    parts = {"flat": flat, "deep": deep, "gaps": gaps, **values, "present": present, "covered": covered}
    total = sum(SHARES[name] * value for name, value in parts.items())
    return {"loss": total, **parts}


def opening_errors(points: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """(N, pairs) errors of the way from one lid or lip to the other."""
    upper, lower = (topology.on(points.device, tuple(pair[i] for pair in PAIRS)) for i in (0, 1))
    return ((points[:, upper] - points[:, lower]) - (target[:, upper] - target[:, lower]))[..., :2].norm(dim=2)


def unsteadiness(points: torch.Tensor, measures: torch.Tensor, first: torch.Tensor, scale: torch.Tensor,
                 each: torch.Tensor) -> torch.Tensor:
    """How much noise moves the answers: differences between twins."""
    moved = ((points[first] - points[-len(first) :])[..., :2].norm(dim=2) * scale[first] * each).mean()
    units = topology.on(measures.device, (0.03, 0.03, 0.05, 4.0, 4.0, 4.0))
    return moved + ((measures[first] - measures[-len(first) :])[:, :6].abs() / units).mean()


def measure_losses(measures: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
    """Absolute errors of eyes, mouth and pose, in units that matter: 0.03 of an eye, 0.05 of a mouth, 4 degrees."""
    target = batch.points
    openings = geometry.eyes(target).clamp(max=LARGEST_OPENING)
    eyes = mean((measures[:, :2] - openings).abs() / 0.03, batch.trust[:, 2:3] * eye_weight(target))
    mouth = mean((measures[:, 2] - geometry.mouth(target).clamp(max=1.2)).abs() / 0.05, batch.trust[:, 3])
    pose = mean((measures[:, 3:6] - batch.pose).abs().mean(1) / 4.0, batch.trust[:, 4])
    return {"eyes": eyes, "mouth": mouth, "pose": pose}
