"""What canvases are made of, held on the device as a whole: face tiles in four sizes, views, pieces to lay before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from common import paths, surroundings
from common.portraits import KINDS
from common.store import TRAIN, Store

from . import drawn, intel, labels, spoiled

SIDES = (192, 112, 64, 40)
"""Sides of a tile: a face is drawn from the one that has about as many pixels as are needed."""
WIDEST = 0.5
"""Largest width of a face in its tile over the tile's side; pictures of larger ones are shrunk and their edges go on."""
RENDERED_MOST = 30_000
"""Rendered pictures that are used; more would only cost memory."""
PIECES, PATTERNS, BODIES, SPOILED = 600, 400, 300, 4000


@dataclass
class Pool:
    """A run of rows."""

    start: int
    count: int

    def draw(self, n: int, device: torch.device) -> torch.Tensor:
        """`n` rows at random."""
        return self.start + (torch.rand(n, device=device) * self.count).long().clamp(max=self.count - 1)


@dataclass
class Bank:
    """Everything for one split. Tiles: photographs, generated, rendered, spoiled; views: surroundings, patterns, clips."""

    tiles: list[torch.Tensor]
    """(T, 3, side, side) of 0..=255, for each of `SIDES`."""
    outline: torch.Tensor
    """(T, 41, 2) where the face is, 0..=1 of the tile's side."""
    valid: torch.Tensor
    """(T,) side of what is a picture, 0..=1 of the tile's side; beyond, its outermost pixels go on."""
    pools: dict[str, Pool]
    views: torch.Tensor
    """(V, 3, 240, 320) of 0..=255."""
    seen: torch.Tensor
    """(C, 41, 2) outlines in the views of the pool `clips`, pixels."""
    scenes: dict[str, Pool]
    pieces: torch.Tensor
    """(P, 4, 96, 96) of 0..=255: RGB and coverage."""
    fit: labels.Fit


def load(split: range, device: torch.device) -> Bank:
    """Reads and draws all of one split. On a processor, which is for trying things out, fewer rendered pictures."""
    fit = labels.Fit(device)
    tiles, outline, valid, pools = faces(split, fit, RENDERED_MOST if device.type == "cuda" else 1200)
    views, seen, scenes = backgrounds(split, fit)
    sizes = [torch.from_numpy(tiles).to(device)]
    bank = Bank(sizes, torch.from_numpy(outline).to(device), torch.from_numpy(valid).to(device), pools,
                torch.from_numpy(views).to(device), torch.from_numpy(seen).to(device), scenes,
                torch.from_numpy(drawn.pieces(PIECES, split.start)).to(device), fit)
    add_spoiled(bank)
    bank.tiles += [smaller(sizes[0], side) for side in SIDES[1:]]
    return bank


def smaller(tiles: torch.Tensor, side: int) -> torch.Tensor:
    """The same pictures with fewer pixels."""
    parts = [F.interpolate(part.float(), size=(side, side), mode="bilinear", antialias=True, align_corners=False)
             for part in tiles.split(512)]
    return torch.cat([part.round().clamp(0, 255).to(torch.uint8) for part in parts])


def faces(split: range, fit: labels.Fit, most: int):
    """Tiles (T, 3, 192, 192), outlines, valid sides, and pools: photographs, generated portraits, rendered pictures."""
    portraits, rendered = Store(paths.prepared("portraits")), Store(paths.prepared("rendered"))
    of_split = np.isin(portraits["split"], list(split))
    photograph = portraits["kind"] == KINDS.index("voteview")
    chosen = np.nonzero(np.isin(rendered["split"], list(split)))[0]
    chosen = np.sort(np.random.default_rng(5).permutation(chosen)[:most])
    groups = (("photographs", portraits, np.nonzero(of_split & photograph)[0], 288),
              ("generated", portraits, np.nonzero(of_split & ~photograph)[0], 288),
              ("rendered", rendered, chosen, 256))
    parts, pools, start = [], {}, 0
    for name, store, rows, side in groups:
        parts.append(read(store, rows, fit.outline(store["mesh"][rows]) / side))
        pools[name] = Pool(start, len(rows))
        start += len(rows)
    return (*(np.concatenate(column) for column in zip(*parts)), pools)


def read(store: Store, rows: np.ndarray, outline: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures brought to the side of a tile, with outlines and valid sides."""
    side = SIDES[0]
    width = np.ptp(outline[:, : len(labels.OVAL), 0], axis=1)
    valid = np.round(side * np.minimum(1, WIDEST / width)).astype(int)
    tiles = np.empty((len(rows), 3, side, side), np.uint8)

    def one(i: int) -> None:
        picture = store.picture(int(rows[i]))
        shrinks = picture.shape[0] > valid[i]
        small = cv2.resize(picture, (valid[i], valid[i]), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
        low = (side - valid[i]) // 2
        high = side - valid[i] - low
        tiles[i] = cv2.copyMakeBorder(small, low, high, low, high, cv2.BORDER_REPLICATE).transpose(2, 0, 1)

    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        list(pool.map(one, range(len(rows))))
    share = (valid / side).astype(np.float32)
    moved = outline * share[:, None, None] + ((side - valid) // 2 / side)[:, None, None]
    return tiles, moved.astype(np.float32), share


def add_spoiled(bank: Bank) -> None:
    """Tiles whose face is no longer one, made once from tiles of the bank."""
    tiles = bank.tiles[0]
    generator = torch.Generator().manual_seed(9)
    count = min(SPOILED, len(tiles) // 2)
    chosen = torch.randint(len(tiles), (count,), generator=generator).to(tiles.device)
    plain = bank.scenes["surroundings"].draw(count, tiles.device)
    made = [spoiled.spoil(tiles[part].float() / 255, bank.outline[part], bank.views[other].float() / 255)
            for part, other in zip(chosen.split(200), plain.split(200))]
    bank.pools["spoiled"] = Pool(len(tiles), count)
    bank.tiles[0] = torch.cat([tiles, *[(part * 255).round().to(torch.uint8) for part in made]])
    bank.outline = torch.cat([bank.outline, bank.outline[chosen]])
    bank.valid = torch.cat([bank.valid, bank.valid[chosen]])


def backgrounds(split: range, fit: labels.Fit):
    """Views (V, 3, 240, 320), outlines of the faces in the clips among them, and their pools."""
    parts, outline = [empty_rooms(split), drawn.patterns(PATTERNS, split.start), np.stack(list(bodies(split)))], None
    if split == TRAIN:
        clips = Store(paths.prepared("detector_intel"))
        parts.append(intel.load(clips))
        outline = fit.outline(clips["mesh"])
    counts = [len(part) for part in parts] + [0]
    scenes = {"surroundings": Pool(0, counts[0]), "patterns": Pool(counts[0], counts[1] + counts[2]),
              "clips": Pool(sum(counts[:3]), counts[3])}
    return np.concatenate(parts), np.zeros((1, len(labels.OUTLINE), 2), np.float32) if outline is None else outline, scenes


def empty_rooms(split: range) -> np.ndarray:
    """Views of the panoramas of a split. None of the eighteen falls into `CHECK`, so those that are not trained on are
    shared out: every other panorama to either."""
    store = Store(paths.prepared("surroundings"))
    of_training = np.isin(store["split"], list(TRAIN))
    panorama = np.arange(len(store)) // surroundings.VIEWS
    held = np.unique(panorama[~of_training])
    mine = of_training if split == TRAIN else np.isin(panorama, held[split.start // 10 % 2 :: 2])
    rows = np.nonzero(mine)[0]
    return np.stack([store.picture(int(row)).transpose(2, 0, 1) for row in rows])


def bodies(split: range) -> Iterator[np.ndarray]:
    """What is below the faces of portraits: clothes, hands, desks."""
    store, left, side = Store(paths.prepared("portraits")), BODIES, 288
    bottom = store["mesh"][:, 152, 1] + 12
    rows = np.nonzero(np.isin(store["split"], list(split)) & (bottom < 0.75 * side))[0]
    for row in np.random.default_rng(3).permutation(rows)[:left]:
        picture = store.picture(int(row))
        part = picture[int(bottom[row] / side * picture.shape[0]) :]
        yield cv2.resize(part, drawn.VIEW, interpolation=cv2.INTER_AREA).transpose(2, 0, 1)
