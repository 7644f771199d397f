"""A pair of views becomes the four channels that the lesion network sees: one module for training and for the application.

Everything here lies in the frame of the anterior view: the posterior one is mirrored, so that the patient's right is at small columns
in both. Pictures are half size, 512 x 128, each pixel the sum of 2 x 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
_ROUNDS = 60


@dataclass(frozen=True, eq=False)
class PairInput:
    """What the network sees. `channels`: [rows, columns, 4], anterior, posterior mirrored, and either flipped about the midline.

    Column j of a flipped channel is column `fold` - j of its view. A missing view's channels are zero and `present` says so.
    """

    channels: Array
    fold: int
    present: tuple[bool, bool]

    @property
    def batch(self) -> Array:
        """The channels as a batch of one."""
        return self.channels[None]


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
    summed: Array = np.asarray(counts, dtype=np.float32).reshape(rows // 2, 2, columns // 2, 2).sum(axis=(1, 3), dtype=np.float32)
    return summed


def stacked(halves: Sequence[Array | None]) -> PairInput:
    """The input from half-size pictures of one size in the anterior frame: anterior and posterior, None where there is none."""
    size = next(half.shape for half in halves if half is not None)
    bright = [brightness(half) if half is not None else None for half in halves]
    fold = fold_of([one for one in bright if one is not None])
    channels = np.zeros((*size, 2 * len(halves)), dtype=np.float32)
    for place, one in enumerate(bright):
        if one is not None:
            channels[:, :, place] = one
            channels[:, :, place + len(halves)] = flipped(one, fold)
    first, second = (half is not None for half in halves)
    return PairInput(channels, fold, (first, second))


def brightness(half: Array) -> Array:
    """sqrt(counts / scale), cut at 6: noise is then alike everywhere, and no hot spot dims the rest."""
    seen = np.maximum(half, 0.0)
    scale = body_scale(seen)
    return np.minimum(np.sqrt(seen / np.float32(scale)), np.float32(BRIGHTEST)) if scale > 0 else np.zeros_like(seen)


def body_scale(half: Array) -> float:
    """The 75th percentile of the counts in the body; 0 for a picture without any."""
    inside = half[half > body_threshold(half)]
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


def fold_of(pictures: Sequence[Array]) -> int:
    """The sum of two mirrored columns about the midline: where the pictures together resemble their own mirror image most."""
    together = np.sum(pictures, axis=0)
    columns = together.shape[1]
    spectrum = np.fft.rfft(together, n=2 * columns, axis=1)
    alike = np.fft.irfft((spectrum**2).sum(axis=0), n=2 * columns)
    near = columns - 1 + np.arange(-(columns // 2), columns // 2 + 1)
    return int(near[int(alike[near].argmax())])


def flipped(picture: Array, fold: int) -> Array:
    """The picture with column j from column `fold` - j; zero where there is none."""
    columns = picture.shape[1]
    source = fold - np.arange(columns)
    there = (source >= 0) & (source < columns)
    mirrored: Array = np.zeros_like(picture)
    mirrored[:, there] = picture[:, source[there]]
    return mirrored
