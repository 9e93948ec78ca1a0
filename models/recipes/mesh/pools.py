"""The training pictures with their labels, all at once on the device."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import torch

from common import paths, portraits, teachers
from common.store import MESH_UNIT, TRAIN, Store

from . import geometry, labels, topology

RENDERED_SIDE = 192
"""Side of the rendered pictures in memory: sixty thousand of them share a GPU with three other trainings."""
CONTEXT = 2.2
"""Side of what is kept of a rendered picture over the longer side of the face."""
THREADS = 8


@dataclass
class Pool:
    """Pictures and what is known of them; one row each. Weights are 0 where a label is not known."""

    pictures: torch.Tensor
    """(N, 3, side, side), 0..=255."""
    points: torch.Tensor
    """(N, 478, 3), pixels of the picture."""
    pose: torch.Tensor
    """(N, 3) yaw, pitch, roll in degrees; roll against the upright of the picture."""
    trust: torch.Tensor
    """(N, 6) weights of the points, their depths, eyes, mouth, pose and cover."""
    covered: torch.Tensor
    """(N,) 1 where something covers mouth and nose."""
    chances: torch.Tensor
    """(N,) cumulative shares of the rows among what is drawn."""

    def to(self, device: torch.device) -> Pool:
        return Pool(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})

    def draw(self, count: int) -> torch.Tensor:
        """(count,) rows by their chances, without waiting for the device."""
        dice = torch.rand(count, device=self.chances.device)
        return torch.searchsorted(self.chances, dice).clamp(max=len(self.chances) - 1)


def chances(weight: np.ndarray) -> torch.Tensor:
    """Cumulative shares of `weight`."""
    return torch.from_numpy(np.cumsum(weight / weight.sum()).astype(np.float32))


def real(limit: int | None = None) -> Pool:
    """Portraits of the train split and webcam frames, with the teacher's steady points."""
    store, webcam = Store(paths.prepared("portraits")), Store(paths.prepared("intel_faces"))
    with np.load(labels.portrait_file()) as arrays:
        mesh, spread = arrays["mesh"].astype(np.float32) / MESH_UNIT, arrays["spread"]
    rows, frames = train_rows(store, limit), np.arange(len(webcam))[:limit]
    pictures = np.concatenate([store.pictures(rows, portraits.SIDE, THREADS),
                               webcam.pictures(frames, portraits.SIDE, THREADS)])
    points = torch.from_numpy(np.concatenate([mesh[rows], webcam["mesh"][frames]]))
    points = torch.cat([points[..., :2], points[..., 2:] - points[..., 2:].mean(1, keepdim=True)], 2)
    shape, still = torch.from_numpy(shapes()["shape"]), topology.still_points()
    pose = geometry.angles(geometry.fitted(shape[still], points[:, still]))
    trust = torch.ones(len(points), 6)
    trust[len(rows) :, 5] = 0.0  # Hands pass before some of these faces.
    spread = np.concatenate([spread[rows], webcam["spread"][frames]])
    weight = np.concatenate([portrait_weight(store)[rows], np.full(len(frames), 0.5)]) / (1 + (spread / 0.02) ** 2)
    return Pool(torch.from_numpy(pictures), points, pose, trust, torch.zeros(len(points)), chances(weight))


def shapes() -> dict[str, np.ndarray]:
    """What `labels.prepare` wrote."""
    with np.load(labels.shape_file()) as arrays:
        return {name: arrays[name] for name in arrays.files}


def train_rows(store: Store, limit: int | None) -> np.ndarray:
    """Rows of the train split."""
    rows = np.nonzero(np.isin(store["split"], list(TRAIN)))[0]
    return rows[:: max(1, len(rows) // limit)][:limit] if limit else rows


def portrait_weight(store: Store) -> np.ndarray:
    """How often each portrait is drawn: the fewer and the more like a webcam's picture, the more often."""
    voteview = store["kind"] == portraits.KINDS.index("voteview")
    by_age = np.interp(store["born"], [1880, 1940], [0.3, 1.0])
    return np.where(voteview, by_age, 3.0)


def synthetic(limit: int | None = None) -> Pool:
    """Rendered people and attacks of the train split, with truth in the teacher's terms."""
    store = Store(paths.prepared("rendered"))
    rows, known = train_rows(store, limit), shapes()
    points, turns = labels.Rendered(store, known["shape"], known["offsets"]).seen(rows)
    pictures, points = cut(store, rows, points)
    species, pose = torch.from_numpy(store["species"][rows]), torch.from_numpy(store["pose"][rows])
    seen = geometry.angles(turns)
    living = species == 0
    nod = (seen[:, 1] - pose[:, 1])[living].median()
    pose = torch.stack([pose[:, 0], pose[:, 1] + nod, seen[:, 2]], 1)
    print(f"mesh: rendered heads that look ahead have a pitch of {nod:.2f}° in the engine's terms")
    chance = np.where(store["species"][rows] == 0, 1.0, 0.5)
    covered = torch.from_numpy(store["covered"][rows]).float()
    return Pool(torch.from_numpy(pictures), points, pose, trusted(store, rows), covered, chances(chance))


def trusted(store: Store, rows: np.ndarray) -> torch.Tensor:
    """What truth says of a rendered picture about what it shows."""
    species, covered, dark = store["species"][rows], store["covered"][rows], store["dark_glasses"][rows]
    flat, masked = (species == 1) | (species == 2), species == 3
    points = np.where(masked, 0.4, 0.8)
    depth = np.where(flat, 0.0, np.where(masked, 0.4, 0.8))
    eyes = np.where(masked | dark, 0.0, 1.0)
    mouth = np.where(masked | covered, 0.0, 1.0)
    # Prints and screens are held at an angle of their own.
    pose = np.where(flat, 0.0, 1.0)
    return torch.from_numpy(np.stack([points, depth, eyes, mouth, pose, np.ones(len(rows))], 1).astype(np.float32))


def cut(store: Store, rows: np.ndarray, points: torch.Tensor) -> tuple[np.ndarray, torch.Tensor]:
    """What surrounds the faces, as (N, 3, side, side) pictures, and the points in their pixels."""
    low, high = points[..., :2].amin(1), points[..., :2].amax(1)
    corner = ((low + high) / 2 - CONTEXT / 2 * (high - low).amax(1, keepdim=True)).numpy()
    side = (CONTEXT * (high - low).amax(1)).numpy()
    out = np.empty((len(rows), 3, RENDERED_SIDE, RENDERED_SIDE), np.uint8)

    def load(i: int) -> None:
        scale = side[i] / RENDERED_SIDE
        to_picture = np.array([[scale, 0, corner[i, 0]], [0, scale, corner[i, 1]]], np.float64)
        out[i] = teachers.crop(store.picture(int(rows[i])), to_picture, RENDERED_SIDE).transpose(2, 0, 1)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(load, range(len(rows))))
    scale = torch.from_numpy(RENDERED_SIDE / side)[:, None, None]
    moved = (points[..., :2] - torch.from_numpy(corner)[:, None]) * scale
    return out, torch.cat([moved, points[..., 2:] * scale], 2)


def empty(limit: int | None = None) -> torch.Tensor:
    """(N, 3, 256, 256) views without faces of the train split, 0..=255."""
    store = Store(paths.prepared("surroundings"))
    return torch.from_numpy(store.pictures(train_rows(store, limit), 256, THREADS))
