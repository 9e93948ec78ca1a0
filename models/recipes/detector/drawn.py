"""Drawn things that are not faces: hands, blobs, boards and cards to paste, pages and patterns to paste on."""

from __future__ import annotations

import cv2
import numpy as np

PIECE = 96
"""Side of a piece, pixels."""
VIEW = (320, 240)
"""Width and height of a pattern."""
SKIN = ((255, 224, 196), (238, 200, 165), (224, 172, 125), (198, 134, 88), (141, 85, 50), (90, 56, 37), (60, 38, 28))
WORDS = ("face", "stop", "open 24 h", "no entry", "exit", "lift", "please wait", "0 1 2 3 4", "office", "oo", "(o o)", "8:30")


def pieces(count: int, seed: int) -> np.ndarray:
    """(N, 4, 96, 96) RGB and coverage of things that may lie before faces."""
    dice = np.random.default_rng(seed)
    makers = (hand, hand, blob, board, card, buttons)
    out = np.zeros((count, 4, PIECE, PIECE), np.uint8)
    for row in range(count):
        colour = np.zeros((PIECE, PIECE, 3), np.uint8)
        mask = np.zeros((PIECE, PIECE), np.uint8)
        makers[row % len(makers)](colour, mask, dice)
        shaded = shade(colour, dice)
        out[row, :3], out[row, 3] = shaded.transpose(2, 0, 1), cv2.GaussianBlur(mask, (3, 3), 0)
    return out


def shade(colour: np.ndarray, dice: np.random.Generator) -> np.ndarray:
    """Light from a side, and grain."""
    height, width = colour.shape[:2]
    v, u = np.mgrid[:height, :width] / max(height, width) - 0.5
    angle = dice.uniform(0, 2 * np.pi)
    light = 1 + dice.uniform(0, 0.7) * (u * np.cos(angle) + v * np.sin(angle))
    grain = dice.normal(0, dice.uniform(0, 8), colour.shape)
    return np.clip(colour * light[..., None] + grain, 0, 255).astype(np.uint8)


def skin(dice: np.random.Generator) -> tuple[int, ...]:
    tone = np.asarray(SKIN[dice.integers(len(SKIN))]) * dice.uniform(0.8, 1.1) + dice.normal(0, 6, 3)
    return tuple(int(v) for v in np.clip(tone, 0, 255))


def any_colour(dice: np.random.Generator) -> tuple[int, ...]:
    """Mostly dull, as most things are."""
    colour = dice.integers(0, 256, 3)
    dulled = colour.mean() + (colour - colour.mean()) * dice.random() ** 1.5
    return tuple(int(v) for v in dulled)


def hand(colour: np.ndarray, mask: np.ndarray, dice: np.random.Generator) -> None:
    """A palm with four fingers and a thumb, spread or closed."""
    tone = np.asarray(skin(dice), float)
    middle = np.array([48, 64]) + dice.normal(0, 3, 2)
    spread, length, width = dice.uniform(0.02, 0.3), dice.uniform(22, 38), int(dice.integers(9, 14))
    colour[:] = tone.astype(np.uint8)
    cv2.ellipse(mask, middle.astype(int).tolist(), (int(dice.integers(16, 22)), 24), 0, 0, 360, 255, -1)
    for finger in range(4):
        angle = -np.pi / 2 + (finger - 1.5) * spread + dice.normal(0, 0.04)
        start = middle + [(finger - 1.5) * width * 0.95, -12]
        end = start + length * (1 - 0.08 * abs(finger - 1.5)) * np.array([np.cos(angle), np.sin(angle)])
        ends = start.astype(int).tolist(), end.astype(int).tolist()
        cv2.line(mask, *ends, 255, width)
        # The gap beside a finger is darker, which is all that shows of closed fingers.
        cv2.line(colour, (ends[0][0] + width // 2, ends[0][1]), (ends[1][0] + width // 2, ends[1][1]), (tone * 0.6).tolist(), 2)
    side = dice.choice([-1, 1])
    thumb = middle + [side * dice.uniform(24, 36), dice.uniform(-20, 0)]
    cv2.line(mask, (middle + [0, 6]).astype(int).tolist(), thumb.astype(int).tolist(), 255, width + 2)
    cv2.line(mask, middle.astype(int).tolist(), (int(middle[0]), PIECE), 255, int(dice.integers(20, 30)))


def blob(colour: np.ndarray, mask: np.ndarray, dice: np.random.Generator) -> None:
    """A head's shape and colour with nothing in it."""
    colour[:] = skin(dice) if dice.random() < 0.7 else any_colour(dice)
    axes = (int(dice.integers(22, 40)), int(dice.integers(28, 46)))
    cv2.ellipse(mask, (48, 48), axes, 0, 0, 360, 255, -1)
    if dice.random() < 0.5:
        cv2.ellipse(colour, (48, 48), axes, 0, 180, 360, any_colour(dice), int(dice.integers(4, 14)))


def board(colour: np.ndarray, mask: np.ndarray, dice: np.random.Generator) -> None:
    """A rectangle with words or lines."""
    colour[:] = any_colour(dice)
    width, height = int(dice.integers(30, 92)), int(dice.integers(14, 92))
    left, top = (PIECE - width) // 2, (PIECE - height) // 2
    mask[top : top + height, left : left + width] = 255
    ink = any_colour(dice)
    for line in range(top + 10, top + height, int(dice.integers(8, 22))):
        write(colour, (left + 2, line), ink, dice.uniform(0.25, 0.8), dice)


def card(colour: np.ndarray, mask: np.ndarray, dice: np.random.Generator) -> None:
    """A phone, cup or book: plain areas with an edge."""
    colour[:] = any_colour(dice)
    width, height = int(dice.integers(20, 70)), int(dice.integers(40, 92))
    low, high = ((PIECE - width) // 2, (PIECE - height) // 2), ((PIECE + width) // 2, (PIECE + height) // 2)
    cv2.rectangle(mask, low, high, 255, -1)
    inset = int(dice.integers(2, 8))
    cv2.rectangle(colour, (low[0] + inset, low[1] + inset), (high[0] - inset, high[1] - inset), any_colour(dice), -1)


def buttons(colour: np.ndarray, mask: np.ndarray, dice: np.random.Generator) -> None:
    """Round or square things with spots: sockets, clocks, wheels, loudspeakers."""
    colour[:] = any_colour(dice)
    radius = int(dice.integers(24, 46))
    if dice.random() < 0.5:
        cv2.circle(mask, (48, 48), radius, 255, -1)
    else:
        mask[48 - radius : 48 + radius, 48 - radius : 48 + radius] = 255
    ink = any_colour(dice)
    for _ in range(int(dice.integers(1, 7))):
        at = (48 + dice.uniform(-0.7, 0.7, 2) * radius).astype(int).tolist()
        cv2.circle(colour, at, int(dice.integers(2, 12)), ink, int(dice.choice([-1, 1, 2])))


def write(picture: np.ndarray, at: tuple[int, int], ink: tuple[int, ...], size: float, dice: np.random.Generator) -> None:
    font = int(dice.integers(0, 8))
    cv2.putText(picture, WORDS[dice.integers(len(WORDS))], at, font, size, ink, int(dice.integers(1, 3)), cv2.LINE_AA)


def patterns(count: int, seed: int) -> np.ndarray:
    """(N, 3, 240, 320) pages, stripes, checks, shelves and circles."""
    dice = np.random.default_rng(seed)
    makers = (page, stripes, checks, shelf, circles)
    out = np.zeros((count, 3, VIEW[1], VIEW[0]), np.uint8)
    for row in range(count):
        picture = np.zeros((VIEW[1], VIEW[0], 3), np.uint8)
        picture[:] = any_colour(dice)
        makers[row % len(makers)](picture, dice)
        out[row] = shade(picture, dice).transpose(2, 0, 1)
    return out


def page(picture: np.ndarray, dice: np.random.Generator) -> None:
    ink = any_colour(dice)
    for line in range(12, VIEW[1], int(dice.integers(12, 50))):
        for column in range(int(dice.integers(0, 40)), VIEW[0], int(dice.integers(60, 160))):
            write(picture, (column, line), ink, dice.uniform(0.3, 1.6), dice)


def stripes(picture: np.ndarray, dice: np.random.Generator) -> None:
    v, u = np.mgrid[: VIEW[1], : VIEW[0]]
    angle, period = dice.uniform(0, np.pi), dice.uniform(4, 50)
    wave = np.sin((u * np.cos(angle) + v * np.sin(angle)) * 2 * np.pi / period)
    picture[wave > dice.uniform(-0.8, 0.8)] = any_colour(dice)


def checks(picture: np.ndarray, dice: np.random.Generator) -> None:
    v, u = np.mgrid[: VIEW[1], : VIEW[0]]
    across, down = dice.uniform(5, 50, 2)
    picture[((u / across).astype(int) + (v / down).astype(int)) % 2 == 0] = any_colour(dice)


def shelf(picture: np.ndarray, dice: np.random.Generator) -> None:
    for _ in range(int(dice.integers(5, 60))):
        at, size = dice.integers(-20, 320, 2), dice.integers(4, 110, 2)
        cv2.rectangle(picture, at.tolist(), (at + size).tolist(), any_colour(dice), int(dice.choice([-1, -1, 1, 3])))


def circles(picture: np.ndarray, dice: np.random.Generator) -> None:
    for _ in range(int(dice.integers(3, 40))):
        at, size = dice.integers(-20, 320, 2).tolist(), dice.integers(3, 70, 2).tolist()
        cv2.ellipse(picture, at, size, dice.uniform(0, 180), 0, 360, any_colour(dice), int(dice.choice([-1, -1, 1, 4])))
