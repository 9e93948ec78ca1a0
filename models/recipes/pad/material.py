"""The stores as tensors on the device: who may be photographed, what is behind them, rendered attacks."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch

from common import paths
from common.rendered import CLASSES
from common.store import Store
from common.teachers import FIVE

from .canvas import Textures
from .people import OUTLINE_SIDE, SIDE

PORTRAIT_SHARE, WEBCAM_SHARE = 0.56, 0.12
"""Of the live pictures and of those that attacks show; the others are rendered."""
GREY_WEIGHT = 0.12
"""How often a grey portrait is drawn for one in colour."""
LIVE_LIMIT, ATTACK_LIMIT = 16_000, 24_000
"""Rendered pictures that are kept on the device at most: 3 and 5 GB."""
DETECTOR_BOX = (0.976, 1.094, -0.047)
"""Width and height of YuNet's box, and how much higher (share of the height) it lies, over the rendered truth: medians of
250 rendered people."""


@dataclass
class Shots:
    """Pictures with a face each, all (N, …)."""

    pictures: torch.Tensor
    """(N, 3, 256, 256), 0..=255."""
    outlines: torch.Tensor
    """(N, 1, 128, 128), 0..=255: the person."""
    box: torch.Tensor
    """(N, 4) x, y, width, height as the detector gives them."""
    five: torch.Tensor
    """(N, 5, 2) eyes, nose tip, mouth corners."""
    usable: torch.Tensor
    """(N, 4) left, top, right, bottom of the part that may be shown."""
    cut: torch.Tensor
    """(N,) whether there is an outline."""
    natural: torch.Tensor
    """(N,) whether its own background may be shown."""
    headroom: torch.Tensor
    """(N,) whether the outline ends below the upper border."""

    def __getitem__(self, rows) -> Shots:
        return Shots(*(getattr(self, field.name)[rows] for field in fields(self)))

    def __len__(self) -> int:
        return self.pictures.shape[0]


def joined(parts: list[Shots]) -> Shots:
    return Shots(*(torch.cat([getattr(part, field.name) for part in parts]) for field in fields(Shots)))


def plain(pictures: np.ndarray, box: np.ndarray, five: np.ndarray, device) -> Shots:
    """Frames of a camera: shown as they are."""
    n = len(pictures)
    usable = np.tile(np.array([0, 0, SIDE, SIDE], np.float32), (n, 1))
    flags = np.zeros(n, bool)
    outlines = np.full((n, 1, OUTLINE_SIDE, OUTLINE_SIDE), 255, np.uint8)
    arrays = (pictures, outlines, box.astype(np.float32), five.astype(np.float32), usable, flags, ~flags, flags)
    return Shots(*(torch.from_numpy(np.ascontiguousarray(array)).to(device) for array in arrays))


def detector_box(truth: np.ndarray) -> np.ndarray:
    """(N, 4) boxes as the detector would give them, from (N, 4) of the renderer."""
    wide, high, lift = DETECTOR_BOX
    centre = truth[:, :2] + truth[:, 2:] / 2 + np.stack([0 * truth[:, 3], lift * truth[:, 3]], 1)
    size = truth[:, 2:] * [wide, high]
    return np.concatenate([centre - size / 2, size], 1).astype(np.float32)


class Material:
    """All that one split offers. `scale` shrinks the limits, for tests on small machines."""

    def __init__(self, split: range, device, scale: float = 1.0) -> None:
        self.device = device
        self.textures = Textures(device)
        portraits, weights = self._portraits(split)
        webcam = self._webcam(split)
        rendered = Store(paths.prepared("rendered"))
        inside = np.isin(rendered["split"], split)
        live = first(np.nonzero(inside & (rendered["species"] == 0))[0], int(LIVE_LIMIT * scale))
        attack = first(np.nonzero(inside & (rendered["species"] > 0))[0], int(ATTACK_LIMIT * scale))
        self.people = joined([portraits, webcam, self._rendered(rendered, live)])
        self.attacks = self._rendered(rendered, attack)
        self.species = torch.from_numpy(rendered["species"][attack].astype(np.int64)).to(device)
        self.origin = torch.tensor([0] * len(portraits) + [1] * len(webcam) + [2] * len(live), device=device)
        shares = [PORTRAIT_SHARE, WEBCAM_SHARE, 1 - PORTRAIT_SHARE - WEBCAM_SHARE]
        each = [weights, np.ones(len(webcam)), np.ones(len(live))]
        chances = np.concatenate([share * part / max(part.sum(), 1e-9) for share, part in zip(shares, each)])
        self.ladder = torch.from_numpy(np.cumsum(chances) / chances.sum()).float().to(device)
        self.by_species = [torch.nonzero(self.species == number).flatten() for number in range(len(CLASSES))]
        rooms = Store(paths.prepared("surroundings"))
        chosen = np.nonzero(np.isin(rooms["split"], split))[0]
        chosen = chosen if len(chosen) else np.arange(len(rooms))
        self.rooms = torch.from_numpy(views(rooms, chosen)).to(device)

    def people_rows(self, count: int) -> torch.Tensor:
        """(count,) rows of `people`, drawn by the shares of their origins."""
        return torch.searchsorted(self.ladder, torch.rand(count, device=self.device)).clamp(max=len(self.ladder) - 1)

    def attack_rows(self, species: int, count: int) -> torch.Tensor:
        """(count,) rows of `attacks`."""
        rows = self.by_species[species]
        return rows[torch.randint(len(rows), (count,), device=self.device)]

    def _portraits(self, split: range) -> tuple[Shots, np.ndarray]:
        store, portraits = Store(paths.prepared("pad_people")), Store(paths.prepared("portraits"))
        rows = np.nonzero(np.isin(store["split"], split))[0]
        outlines = store.pictures(rows, OUTLINE_SIDE)[:, :1]
        arrays = (portraits.pictures(store["index"][rows], SIDE), outlines, store["box"][rows], store["five"][rows],
                  store["usable"][rows], np.ones(len(rows), bool), ~(store["framed"] | store["grey"])[rows],
                  store["headroom"][rows])
        weights = np.where(store["grey"][rows], GREY_WEIGHT, 1.0)
        return Shots(*(torch.from_numpy(np.ascontiguousarray(array)).to(self.device) for array in arrays)), weights

    def _webcam(self, split: range) -> Shots:
        store = Store(paths.prepared("pad_webcam"))
        rows = np.nonzero(np.isin(store["split"], split))[0]
        return plain(store.pictures(rows, SIDE), store["box"][rows], store["five"][rows], self.device)

    def _rendered(self, store: Store, rows: np.ndarray) -> Shots:
        five = store["mesh"][rows][:, FIVE, :2]
        return plain(store.pictures(rows, SIDE, threads=16), detector_box(store["box"][rows]), five, self.device)


def first(rows: np.ndarray, limit: int) -> np.ndarray:
    """At most `limit` of the rows, spread evenly."""
    return rows if len(rows) <= limit else rows[np.linspace(0, len(rows) - 1, limit).astype(int)]


def views(store: Store, rows: np.ndarray) -> np.ndarray:
    """(N, 3, 240, 320) of the store `surroundings`."""
    return np.stack([store.picture(int(row)).transpose(2, 0, 1) for row in rows])
