"""A view at half size as networks that look at bodies see it: summed 2 x 2, bright by the body's own counts.

Everything here lies in the frame of the anterior view: the posterior one is mirrored, so that the patient's right is at small columns
in both. Pictures are half size, 512 x 128, each pixel the sum of 2 x 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.study import COLUMNS, ROWS, Projection

Array = NDArray[np.float32]

HALF_ROWS, HALF_COLUMNS = ROWS // 2, COLUMNS // 2
BRIGHTEST = 6.0
"""Square roots of counts are cut here, at 36 times the scale: a bladder beyond it looks like any hot bladder."""
_SCALE_PERCENTILE = 75.0
_BINS = 512
_EXACT = 1 << 22
"""Four whole numbers below this have a sum that float32 holds."""
_ROUNDS = 60


def half_view(projection: Projection, counts: NDArray[np.generic]) -> Array:
    """A view at half size in the anterior frame; NetworkInputError for another size than 1024 x 256 and for what are no numbers."""
    if counts.shape != (ROWS, COLUMNS):
        shown = " x ".join(str(length) for length in counts.shape)
        text = "The network sees views of {rows} x {columns} pixels and this one has {shown}. Nothing was classified."
        raise NetworkInputError(text, rows=ROWS, columns=COLUMNS, shown=shown)
    half = halved(counts)
    if not np.isfinite(half).all():
        raise NetworkInputError("The view holds pixels that are not numbers. Nothing was classified; look at the source file.")
    return half if projection is Projection.ANT else np.ascontiguousarray(half[:, ::-1])


def halved(counts: NDArray[np.generic]) -> Array:
    """Sums of 2 x 2 pixels."""
    rows, columns = counts.shape
    if counts.dtype.kind in "iu" and counts.size and int(counts.min()) > -_EXACT and int(counts.max()) < _EXACT:
        whole = counts.astype(np.float32)  # sums of such numbers are exact in any order
        tall = whole[0::2] + whole[1::2]
        return np.asarray(tall[:, 0::2] + tall[:, 1::2])
    summed: Array = np.asarray(counts, dtype=np.float32).reshape(rows // 2, 2, columns // 2, 2).sum(axis=(1, 3), dtype=np.float32)
    return summed


@dataclass(frozen=True, eq=False)
class Body:
    """What is asked of a view more than once: the counts above which a pixel is the body, and its brightness."""

    threshold: float
    bright: Array

    @classmethod
    def of(cls, half: Array) -> Self:
        """That of a view at half size."""
        threshold = body_threshold(half)
        return cls(threshold, brightness(half, threshold))


def brightness(half: Array, threshold: float | None = None) -> Array:
    """sqrt(counts / scale), cut at 6: noise is then alike everywhere, and no hot spot dims the rest.

    `threshold` is that of the body where it is known.
    """
    seen = np.maximum(half, 0.0)
    scale = body_scale(seen, threshold)
    return np.minimum(np.sqrt(seen / np.float32(scale)), np.float32(BRIGHTEST)) if scale > 0 else np.zeros_like(seen)


def body_scale(half: Array, threshold: float | None = None) -> float:
    """The 75th percentile of the counts in the body; 0 for a picture without any. `threshold` is the body's where it is known."""
    inside = half[half > (body_threshold(half) if threshold is None else threshold)]
    return float(np.percentile(inside, _SCALE_PERCENTILE)) if inside.size else 0.0


def body_threshold(half: Array) -> float:
    """The counts above which a pixel is the body: half way between the means of both sides, on log(1 + c) (Ridler and Calvard, 1978)."""
    logarithms = np.log1p(np.maximum(half, 0.0))
    numbers, edges = np.histogram(logarithms, bins=_BINS)
    centres = (edges[:-1] + edges[1:]) / 2
    below, mass = np.cumsum(numbers), np.cumsum(numbers * centres)
    threshold = mass[-1] / max(below[-1], 1)
    for _ in range(_ROUNDS):
        place = min(int(np.searchsorted(centres, threshold, side="right")), _BINS - 1) - 1
        left, right = below[place] if place >= 0 else 0, below[-1] - (below[place] if place >= 0 else 0)
        if not left or not right:
            break
        moved = (mass[place] / left + (mass[-1] - mass[place]) / right) / 2
        if abs(moved - threshold) < 1e-6:
            break
        threshold = moved
    return float(np.expm1(threshold))
