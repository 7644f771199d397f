"""Variations of what a scan counted, drawn anew for every picture in every epoch: fewer or more counts, and a hot spot that is no bone.

A named deviation from the paper (`vary_counts`). Eq 1 scales a view by its hottest pixel; a full bladder, or tracer left
at the place of the injection, then takes the brightness from every bone. A network that has met such views learns to answer
at any brightness.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.network_input import normalise
from training.dataset import Inputs

SHARE = 0.5
"""How often each of the two is drawn; the other pictures stay as they were counted."""
COUNTS = (0.25, 2.0)
"""From a quarter of the counts to twice as many, even in the logarithm."""
HEIGHT = (0.5, 5.0)
"""The spot's height as a multiple of the hottest pixel, even in the logarithm."""
WIDTH = (1 / 128, 1 / 24)
"""The spot's standard deviation as a share of the columns: from a drop beside the needle (2 pixels of 256) to a full bladder (11)."""


def with_other_counts(picture: Inputs, rng: np.random.Generator) -> Inputs:
    """The picture [columns, rows] of Eq 1 as a scan with other counts or a hot spot might have given it, scaled by Eq 1 again."""
    fewer, spotted = rng.random(2) < SHARE
    if not (fewer or spotted) or not picture.any():
        return picture
    counts = counts_of(picture)
    if spotted:
        counts = counts + _spot(picture.shape, rng) * counts.max()
    if fewer:
        counts = counts * _drawn(COUNTS, rng)
    return normalise(rng.poisson(counts))


def counts_of(picture: Inputs) -> NDArray[np.float64]:
    """The counts above the lowest that Eq 1 made this picture of: counts are whole numbers, so the smallest value above zero is one."""
    above = picture[picture > 0]
    return np.asarray(picture, np.float64) / float(above.min() if above.size else 1.0)


def _drawn(bounds: tuple[float, float], rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(*np.log(bounds))))


def _spot(size: tuple[int, ...], rng: np.random.Generator) -> Inputs:
    columns, rows = size
    centre = rng.uniform(0, columns), rng.uniform(0, rows)
    width = _drawn(WIDTH, rng) * columns
    across = np.exp(-0.5 * ((np.arange(columns) - centre[0]) / width) ** 2)
    along = np.exp(-0.5 * ((np.arange(rows) - centre[1]) / width) ** 2)
    return np.asarray(_drawn(HEIGHT, rng) * np.outer(across, along), dtype=np.float32)
