"""A simple detector of hot spots that changed: peaks of a map, in bone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.serial.subtraction import SIGMA, UNEVEN
from dspic_gui.serial.warp import Picture
from dspic_gui.study import Counts

APART = 13
"""Peaks closer than half of this, in pixels, are one."""
SURROUND = 10.0
"""Blur that makes the surroundings of a spot, in pixels."""


@dataclass(frozen=True)
class Candidate:
    """A peak of a map: (row, column) and its value."""

    row: int
    column: int
    score: float


def candidates(scores: Picture, inside: NDArray[np.bool_], least: float) -> list[Candidate]:
    """Peaks of a map from `least` on, the highest first."""
    from scipy.ndimage import maximum_filter

    known = np.where(inside, scores, 0.0)
    top = (known >= least) & (known == maximum_filter(known, APART))
    rows, columns = np.nonzero(top)
    order = np.argsort(-known[rows, columns], kind="stable")
    return [Candidate(int(rows[i]), int(columns[i]), float(known[rows[i], columns[i]])) for i in order]


def hot_spots_alone(counts: Counts) -> Picture:
    """How much each place exceeds its surroundings, in the same standard deviations as a
    difference: what the detector sees without a prior."""
    from scipy.ndimage import gaussian_filter

    here = gaussian_filter(counts.astype(np.float32), SIGMA)
    around = gaussian_filter(counts.astype(np.float32), SURROUND)
    variance = np.maximum(here, 1.0) / (4 * np.pi * SIGMA**2)
    spread = np.sqrt(variance + (UNEVEN * around) ** 2)
    return np.asarray(np.maximum(here - around, 0.0) / spread, dtype=np.float32)
