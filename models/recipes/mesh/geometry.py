"""What points tell of a face, for batches (N, 478, 2 or 3) on any device: the engine's `features`, and the turn of the head.

Signs as in `session::observation`: yaw + = face to the image left, pitch + = chin to the chest, roll + = clockwise.

Yaw and pitch are told in the upright of the head, that is after taking out the roll: then they do not depend on how far a
crop is turned, and they are the angles that rendered truth names (`Mat3::turn` rolls last).
"""

from __future__ import annotations

import math

import torch

from . import topology


def eyes(points: torch.Tensor) -> torch.Tensor:
    """(N, 2) eye aspect ratios (Soukupová & Čech 2016, eq. 1), image left first; the engine's `features::eyes`."""
    outline = points[:, topology.on(points.device, sum(topology.EYE_OUTLINES, ())), :2]
    p = outline.reshape(-1, 2, 6, 2)
    lids = (p[:, :, 1] - p[:, :, 5]).norm(dim=2) + (p[:, :, 2] - p[:, :, 4]).norm(dim=2)
    return lids / (2 * (p[:, :, 0] - p[:, :, 3]).norm(dim=2)).clamp(min=1e-6)


def mouth(points: torch.Tensor) -> torch.Tensor:
    """(N,) inner-lip gap over inner-mouth width; the engine's `features::mouth`."""
    gap = (points[:, 13, :2] - points[:, 14, :2]).norm(dim=1)
    return gap / (points[:, 78, :2] - points[:, 308, :2]).norm(dim=1).clamp(min=1e-6)


def eye_middles(points: torch.Tensor) -> torch.Tensor:
    """(N, 2, 2) middles of the corners of each eye."""
    corners = points[:, topology.on(points.device, topology.EYE_CORNERS), :2]
    return corners.reshape(-1, 2, 2, 2).mean(2)


def face_unit(points: torch.Tensor) -> torch.Tensor:
    """(N,) distance between the eyes as it would be from the front: of a turned face the distance from eyes to mouth,
    which turning does not shorten, stands in."""
    middles = eye_middles(points)
    across = (middles[:, 1] - middles[:, 0]).norm(dim=1)
    down = (middles.mean(1) - (points[:, 61, :2] + points[:, 291, :2]) / 2).norm(dim=1)
    return torch.maximum(across, 0.8 * down)


def square_around(points: torch.Tensor, scale: float = 1.5) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Middle (N, 2), side (N,) and clockwise angle (N,) of the turned square that the engine cuts around a mesh."""
    middles = eye_middles(points)
    along = middles[:, 1] - middles[:, 0]
    angle = torch.atan2(along[:, 1], along[:, 0])
    c, s = angle.cos(), angle.sin()
    turn = torch.stack([torch.stack([c, s], 1), torch.stack([-s, c], 1)], 1)
    turned = points[:, :, :2] @ turn.transpose(1, 2)
    low, high = turned.amin(1), turned.amax(1)
    centre = ((low + high) / 2)[:, None] @ turn
    return centre[:, 0], scale * (high - low).amax(1), angle


def rotation(angles: torch.Tensor) -> torch.Tensor:
    """(N, 3, 3) turns of a head that looks at the camera, from (N, 3) yaw, pitch and roll in degrees; x to the right, y
    down, z away from the camera. Pitch first, roll last."""
    yaw, pitch, roll = (angles * (math.pi / 180)).unbind(1)
    zero, one = torch.zeros_like(yaw), torch.ones_like(yaw)

    def matrix(*rows):
        return torch.stack([torch.stack(row, 1) for row in rows], 1)

    about_x = matrix((one, zero, zero), (zero, pitch.cos(), -pitch.sin()), (zero, pitch.sin(), pitch.cos()))
    about_y = matrix((yaw.cos(), zero, yaw.sin()), (zero, one, zero), (-yaw.sin(), zero, yaw.cos()))
    about_z = matrix((roll.cos(), -roll.sin(), zero), (roll.sin(), roll.cos(), zero), (zero, zero, one))
    return about_z @ about_y @ about_x


def angles(turn: torch.Tensor) -> torch.Tensor:
    """(N, 3) yaw, pitch and roll in degrees of (N, 3, 3) turns: the inverse of [`rotation`]."""
    roll = torch.atan2(turn[:, 1, 0], turn[:, 0, 0])
    ahead = -turn[:, :, 2]
    x = ahead[:, 0] * roll.cos() + ahead[:, 1] * roll.sin()
    y = ahead[:, 1] * roll.cos() - ahead[:, 0] * roll.sin()
    yaw, pitch = torch.atan2(-x, -ahead[:, 2]), torch.asin(y.clamp(-1, 1))
    return torch.stack([yaw, pitch, roll], 1) * (180 / math.pi)


def fitted(shape: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """(N, 3, 3) turns of least squares (Kabsch 1976) that lay the average `shape` (P, 3) on `points` (N, P, 3), whatever
    their scale. For preparation only: the decompositions are slow on a GPU."""
    a, p = shape - shape.mean(0), points - points.mean(1, keepdim=True)
    u, _, v = torch.linalg.svd(p.transpose(1, 2) @ a)
    flip = torch.linalg.det(u @ v)
    u = torch.cat([u[:, :, :2], u[:, :, 2:] * flip[:, None, None]], 2)
    return u @ v


def fitted_flat(shape: torch.Tensor, points: torch.Tensor, rounds: int = 6) -> torch.Tensor:
    """As [`fitted`] for points (N, P, 2) in the plane of a picture alone, seen from far away: the turn that can be seen,
    without asking for depths. Starts from the best affine map, then fits with the depths that the last turn gives."""
    a, p = shape - shape.mean(0), points - points.mean(1, keepdim=True)
    affine = (p.transpose(1, 2) @ a) @ torch.linalg.inv(a.T @ a)
    u, sizes, v = torch.linalg.svd(affine, full_matrices=False)
    rows, scale = u @ v, sizes.mean(1)
    turn = torch.cat([rows, torch.linalg.cross(rows[:, 0], rows[:, 1])[:, None]], 1)
    for _ in range(rounds):
        depth = scale[:, None] * (a @ turn[:, 2, :, None])[..., 0]
        turn = fitted(shape, torch.cat([points, depth[..., None]], 2))
        seen = a @ turn[:, :2].transpose(1, 2)
        scale = (seen * p).sum((1, 2)) / (seen**2).sum((1, 2))
    return turn
