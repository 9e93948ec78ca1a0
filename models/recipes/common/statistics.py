"""Figures with their uncertainty."""

from __future__ import annotations

import math

import numpy as np


def wilson(hits: int, trials: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson score interval of a share, 95 % unless said."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, z * z / trials
    middle = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, trials: int) -> str:
    """`hits of trials (share, 95 % interval)`."""
    low, high = wilson(hits, trials)
    part = hits / trials if trials else float("nan")
    return f"{hits} of {trials} ({100 * part:.2f} %, 95 % {100 * low:.2f}–{100 * high:.2f})"


def equal_error_rate(same: np.ndarray, different: np.ndarray) -> tuple[float, float]:
    """Rate at which false matches and false non-matches are equally frequent, and its threshold."""
    thresholds = np.sort(np.concatenate([same, different]))
    fnmr = np.searchsorted(np.sort(same), thresholds, "left") / len(same)
    fmr = 1 - np.searchsorted(np.sort(different), thresholds, "left") / len(different)
    best = int(np.argmin(np.abs(fnmr - fmr)))
    return float((fnmr[best] + fmr[best]) / 2), float(thresholds[best])


def threshold_at(different: np.ndarray, rate: float) -> float:
    """Least score that no more than the share `rate` of `different` reaches."""
    order = np.sort(different)[::-1]
    allowed = int(math.floor(rate * len(order)))
    return float(np.nextafter(order[min(allowed, len(order) - 1)], np.inf))
