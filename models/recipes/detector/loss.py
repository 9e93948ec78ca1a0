"""Which cells answer for which face, and what their answers cost."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from .compose import Faces
from .model import LEVELS

REACH = ((0.0, 50.0), (30.0, 96.0), (60.0, 1e4))
"""Sizes of faces, roots of their area in pixels, that each level may answer for; they overlap."""
AROUND = 1.5
"""Cells answer for a face if their middle is nearer than this to its middle, in cells along either axis."""
MOST = 6
"""Most cells that answer for one face."""
FAR = 1e6
BOX, POINTS = 2.5, 4.0
"""Weights beside that of the scores, 1."""
BEYOND = 0.15
"""How far around a face that does not count nothing is held against the network, over its size."""
LARGEST_EXPONENT = 5.0


class Loss:
    """Costs of raw tables (N, 400, 16) given what is on the canvases."""

    def __init__(self, device: torch.device) -> None:
        corner, stride, low, high = [], [], [], []
        for (step, rows, columns), (least, most) in zip(LEVELS, REACH):
            v, u = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
            corner.append(torch.stack([u, v], -1).reshape(-1, 2).float())
            for values, value in ((stride, step), (low, least), (high, most)):
                values.append(torch.full((rows * columns,), float(value)))
        self.corner, self.stride = torch.cat(corner).to(device), torch.cat(stride).to(device)
        self.low, self.high = torch.cat(low).to(device), torch.cat(high).to(device)
        self.middle = (self.corner + 0.5) * self.stride[:, None]

    def __call__(self, raw: torch.Tensor, faces: Faces) -> dict[str, torch.Tensor]:
        raw = raw.float()
        box, points = self.decode(raw)
        slot, answers = self.assign(raw.detach(), box.detach(), faces)
        aim = faces.box.gather(1, slot[..., None].expand(-1, -1, 4))
        aim_points = faces.points.flatten(2).gather(1, slot[..., None].expand(-1, -1, 10)).reshape(points.shape)
        one = answers.float()
        count = one.sum().clamp(min=1)
        quality, distance = overlaps(box, aim)
        counted = torch.maximum(one, 1 - self.excused(faces))
        object_cost = (focal(raw[..., 1], one) * counted).sum() / count
        class_cost = (focal(raw[..., 0], one * quality.detach().clamp(0, 1)) * counted).sum() / count
        box_cost = ((1 - quality + distance) * one).sum() / count
        size = area((aim[..., 2:] - aim[..., :2]).clamp(min=1)).sqrt()
        apart = (points - aim_points) / size[..., None, None]
        point_cost = (F.smooth_l1_loss(apart, torch.zeros_like(apart), reduction="none", beta=0.03).mean((-1, -2)) * one).sum() / count
        total = object_cost + class_cost + BOX * box_cost + POINTS * point_cost
        return {"loss": total, "object": object_cost, "class": class_cost, "box": box_cost, "points": point_cost}

    def decode(self, raw: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Boxes (N, 400, 4), edges, and points (N, 400, 5, 2), pixels."""
        middle = (self.corner + raw[..., 2:4]) * self.stride[:, None]
        half = raw[..., 4:6].clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT).exp() * self.stride[:, None] / 2
        points = (raw[..., 6:].unflatten(-1, (5, 2)) + self.corner[:, None]) * self.stride[:, None, None]
        return torch.cat([middle - half, middle + half], -1), points

    def assign(self, raw: torch.Tensor, box: torch.Tensor, faces: Faces) -> tuple[torch.Tensor, torch.Tensor]:
        """For each cell the face that it answers for, and whether it does: of the cells near a face's middle, on levels
        that suit its size, those that do best already; the more of them, the better they all do (SimOTA, Ge et al. 2021)."""
        low, high = faces.box[..., :2], faces.box[..., 2:]
        size = area((high - low).clamp(min=1)).sqrt()[..., None]
        off = ((low + high) / 2)[:, :, None] - self.middle
        near = (off.abs().amax(-1) < AROUND * self.stride) & (size >= self.low) & (size <= self.high)
        may = near & faces.wanted[..., None]
        quality = overlaps(box[:, None], faces.box[:, :, None])[0]
        score = torch.sigmoid(raw[..., 0]) * torch.sigmoid(raw[..., 1])
        cost = -0.5 * score.clamp(min=1e-6).log()[:, None] - 3 * quality.clamp(min=1e-3).log()
        cost = cost + 0.5 * (off / self.stride[:, None]).pow(2).sum(-1)
        cost = torch.where(may, cost, torch.full_like(cost, FAR))
        count = (quality * may).topk(2 * MOST, -1).values.sum(-1).round().clamp(1, MOST).long()
        last = cost.topk(MOST, -1, largest=False).values.gather(-1, count[..., None] - 1)
        chosen = may & (cost <= last)
        cost = torch.where(chosen, cost, torch.full_like(cost, FAR))
        return cost.argmin(1), chosen.any(1)

    def excused(self, faces: Faces) -> torch.Tensor:
        """(N, 400) one where a cell looks at a face that does not count."""
        low, high = faces.box[..., None, :2], faces.box[..., None, 2:]
        margin = (high - low) * BEYOND + self.stride[:, None] / 2
        inside = ((self.middle >= low - margin) & (self.middle <= high + margin)).all(-1)
        return (inside & faces.ignored[..., None]).any(1).float()


def focal(logit: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    """Cross entropy, with that of clear negatives turned down (varifocal, Zhang et al. 2021)."""
    cost = F.binary_cross_entropy_with_logits(logit, aim, reduction="none")
    weight = torch.where(aim > 0, torch.ones_like(aim), 0.75 * torch.sigmoid(logit.detach()).square())
    return cost * weight


def overlaps(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Intersection over union of boxes by edges, and the distance of their middles over the diagonal around both, squared."""
    low, high = torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:])
    both, areas = area(high - low), area(a[..., 2:] - a[..., :2]) + area(b[..., 2:] - b[..., :2])
    around = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    apart = (a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]).pow(2).sum(-1) / 4
    return both / (areas - both).clamp(min=1e-6), apart / around.pow(2).sum(-1).clamp(min=1e-6)


def area(sides: torch.Tensor) -> torch.Tensor:
    """Width times height; `prod` would make its gradient wait for the device."""
    return sides[..., 0].clamp(min=0) * sides[..., 1].clamp(min=0)
