"""What the network is to say of the pictures: steadier points from the teacher, and rendered truth in the teacher's terms.

* The teacher's answer moves by 0.8 % of the distance between the eyes when its crop moves a little. Labels are medians of
  its answers on several crops of a picture and of its mirror image, which move by a third of that.
* Rendered landmarks know the depth along the camera's axis. What a crop shows is the face as seen along the ray to it,
  and the training pictures are taken by tilted cameras: depths are turned so that they fit what is seen.
* What is left between rendered truth and the teacher is, for each point, a small offset that depends on the turn of the
  head. It is estimated on pictures of the train split and added to the truth. Lids keep their exact opening.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from common import paths, portraits, teachers
from common.store import MESH_UNIT, TRAIN, Store

from . import geometry, topology

VARIANTS = 4
"""Crops of a picture, and as many of its mirror image."""
CALIBRATION_PICTURES = 1500
"""Rendered pictures that are compared with the teacher."""


def shape_file() -> Path:
    """Average face, mirror images, and offsets between rendered truth and teacher."""
    return paths.prepared("mesh_shape.npz")


def portrait_file() -> Path:
    """Steady points of the portraits."""
    return paths.prepared("mesh_portraits.npz")


def steady(mesh: teachers.Mesh, rgb: np.ndarray, points: np.ndarray, partner: np.ndarray,
           dice: np.random.Generator) -> tuple[np.ndarray, float]:
    """Median of the teacher's points (478, 3) on crops around `points`, and how far its answers spread: the median
    standard deviation over the distance between the eyes."""
    centre, side, angle = teachers.square_around(points, 1.5)
    flipped, width, found = np.ascontiguousarray(rgb[:, ::-1]), rgb.shape[1], []
    for variant in range(2 * VARIANTS):
        middle = centre + dice.normal(0, 0.015, 2) * side
        size, turn = side * np.exp(dice.normal(0, 0.05)), angle + dice.normal(0, 0.05)
        if variant % 2 == 0:
            found.append(mesh.fit(rgb, middle, size, turn)[0])
        else:
            seen = mesh.fit(flipped, np.array([width - middle[0], middle[1]]), size, -turn)[0][partner]
            found.append(np.concatenate([width - seen[:, :1], seen[:, 1:]], 1))
    every = np.stack(found)
    corners = points[list(topology.EYE_CORNERS), :2]
    apart = np.linalg.norm(corners[:2].mean(0) - corners[2:].mean(0))
    return np.median(every, 0).astype(np.float32), float(np.median(every[..., :2].std(0)) / max(apart, 1.0))


def side_by_side(work: Callable[[int], object], indices: np.ndarray) -> list:
    """`work` on all `indices`, on all processors."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, [int(i) for i in indices]))


def steady_portraits(store: Store, partner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Steady points (N, 478, 3) and spreads (N,) of the portraits, in their pixels of 288 × 288."""
    mesh = teachers.Mesh()

    def label(index: int):
        rgb = store.picture(index)
        scale = portraits.SIDE / rgb.shape[0]
        points, spread = steady(mesh, rgb, store["mesh"][index] / scale, partner, np.random.default_rng(index))
        return points * scale, spread

    found = side_by_side(label, np.arange(len(store)))
    return np.stack([points for points, _ in found]), np.array([spread for _, spread in found], np.float32)


def average_shape(points: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """The average face (478, 3), symmetric, with a distance of 1 between the eyes, of the meshes `points`. It looks ahead
    as the faces chosen by `ahead` do in the median: the zero of the engine's `features::pose`."""
    every = torch.from_numpy(points).double()
    every = (every - every.mean(1, keepdim=True)) / geometry.face_unit(every)[:, None, None]
    still, shape = topology.still_points(), every[torch.from_numpy(ahead)].mean(0)
    for _ in range(5):
        turn = geometry.fitted(shape[still], every[:, still])
        shape = (every @ turn).median(0).values
        shape = shape - shape.mean(0)
        shape = (shape + shape[topology.mirror(shape.numpy())] * torch.tensor([-1.0, 1.0, 1.0])) / 2
    angles = geometry.angles(geometry.fitted(shape[still], every[torch.from_numpy(ahead)][:, still]))
    nod = torch.tensor([[0.0, float(angles[:, 1].median()), 0.0]]).double()
    shape = shape @ geometry.rotation(nod)[0].T
    return (shape / geometry.face_unit(shape[None])).float().numpy()


class Rendered:
    """Rendered truth in the teacher's terms, on the processor."""

    def __init__(self, store: Store, shape: np.ndarray, offsets: np.ndarray | None = None) -> None:
        self.store = store
        self.shape = torch.from_numpy(shape)
        self.offsets = None if offsets is None else torch.from_numpy(offsets)

    def seen(self, indices: np.ndarray, chunk: int = 2048) -> tuple[torch.Tensor, torch.Tensor]:
        """Points (N, 478, 3) in pixels of 256 × 256 and the turns (N, 3, 3) that are seen of the heads."""
        parts = [self._seen(indices[i : i + chunk]) for i in range(0, len(indices), chunk)]
        points, turns = zip(*parts)
        return torch.cat(points), torch.cat(turns)

    def _seen(self, indices: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
        points = torch.from_numpy(self.store["mesh"][indices])
        still = topology.still_points()
        seen = geometry.fitted_flat(self.shape[still], points[:, still, :2])
        camera = geometry.fitted(self.shape[still], points[:, still])
        middle = points.mean(1, keepdim=True)
        depth = ((points - middle) @ (seen @ camera.transpose(1, 2)).transpose(1, 2))[..., 2:]
        # Prints and screens are flat; the teacher sees the face that they show.
        unit = geometry.face_unit(points)[:, None, None]
        species = torch.from_numpy(self.store["species"][indices])
        shown = (self.shape @ seen[:, 2, :, None]) * unit
        flat = ((species == 1) | (species == 2))[:, None, None]
        points = torch.cat([points[..., :2], torch.where(flat, shown, depth)], 2)
        if self.offsets is not None:
            way = torch.einsum("nf,fpk->npk", described(geometry.angles(seen)), self.offsets)
            points = points + unit * (way @ seen.transpose(1, 2))
        return points, seen


def described(angles: torch.Tensor) -> torch.Tensor:
    """(N, 5) what the offsets are linear in: 1, yaw, pitch and their squares, in units of 30°."""
    turn = (angles[:, :2] / 30).clamp(-1, 1)
    return torch.cat([torch.ones_like(turn[:, :1]), turn, turn**2], 1)


def calibration(store: Store, shape: np.ndarray) -> np.ndarray:
    """(5, 478, 3) offsets from rendered truth to the teacher along the axes of the head, in distances between the eyes."""
    mesh, partner = teachers.Mesh(), topology.mirror(shape)
    wanted = np.isin(store["split"], list(TRAIN)) & (store["species"] == 0) & ~store["covered"] & ~store["dark_glasses"]
    wanted &= (store["eyes_open"].min(1) > 0.7) & (np.abs(store["pose"][:, 0]) < 40)
    indices = np.random.default_rng(6).permutation(np.nonzero(wanted)[0])[:CALIBRATION_PICTURES]

    def label(index: int):
        return steady(mesh, store.picture(index), store["mesh"][index], partner, np.random.default_rng(index))

    found = side_by_side(label, indices)
    taught = torch.from_numpy(np.stack([points for points, _ in found]))
    clear = torch.tensor([spread < 0.02 for _, spread in found])
    truth, seen = Rendered(store, shape).seen(indices)
    unit = geometry.face_unit(truth)[:, None, None]
    taught = torch.cat([taught[..., :2], taught[..., 2:] - taught[..., 2:].mean(1, keepdim=True)], 2)
    way = ((taught - truth) / unit) @ seen
    offsets = robust_fit(described(geometry.angles(seen))[clear].double(), way[clear].flatten(1).double())
    return symmetric(whole_lids(offsets.reshape(-1, topology.POINTS, 3).float()), partner).numpy()


def robust_fit(x: torch.Tensor, y: torch.Tensor, rounds: int = 10) -> torch.Tensor:
    """(F, K) coefficients of least absolute residuals, by reweighted least squares with a little damping."""
    weight = torch.ones_like(y)
    for _ in range(rounds):
        gram = torch.einsum("nf,nk,ng->kfg", x, weight, x) + 0.5 * torch.eye(x.shape[1], dtype=x.dtype)
        right = torch.einsum("nf,nk,nk->kf", x, weight, y)
        found = torch.linalg.solve(gram, right).T
        weight = 0.01 / (y - x @ found).abs().clamp(min=0.01)
    return found


def whole_lids(offsets: torch.Tensor) -> torch.Tensor:
    """Moves all points of an eye alike, so that its opening stays what it is."""
    for upper, lower, iris in zip(topology.UPPER_LIDS, topology.LOWER_LIDS, topology.IRISES):
        every = sorted({*upper, *lower})
        offsets[:, every] = offsets[:, every].mean(1, keepdim=True)
        offsets[:, list(iris)] = offsets[:, list(iris)].mean(1, keepdim=True)
    return offsets


def symmetric(offsets: torch.Tensor, partner: np.ndarray) -> torch.Tensor:
    """The mean of the offsets and their mirror image (yaw changes its sign in a mirror)."""
    image = offsets[:, partner] * torch.tensor([-1.0, 1.0, 1.0])
    image[1] = -image[1]
    return (offsets + image) / 2


def prepare() -> None:
    """Writes the steady points of the portraits, then the average face and the offsets."""
    store, rendered = Store(paths.prepared("portraits")), Store(paths.prepared("rendered"))
    train = np.isin(store["split"], list(TRAIN))
    made = np.array([portraits.KINDS[kind] != "voteview" for kind in store["kind"]])[train]
    partner = topology.mirror(average_shape(store["mesh"][train], made))
    points, spread = steady_portraits(store, partner)
    np.savez_compressed(portrait_file(), mesh=np.round(points * MESH_UNIT).astype(np.int16), spread=spread)
    shape = average_shape(points[train], made)
    offsets = calibration(rendered, shape)
    np.savez(shape_file(), shape=shape, partner=topology.mirror(shape), offsets=offsets)
    print(f"mesh: {len(points)} portraits, the teacher's answers spread by {100 * np.median(spread):.2f} % of the "
          f"distance between the eyes; truth is moved by {100 * np.abs(offsets[0]).mean():.2f} % on average")
