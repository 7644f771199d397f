"""Where the body lies in a view: the box of everything that is clearly brighter than the air around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from dspic_gui.study import Counts, View

BLOCK = 8
"""Counts are averaged over squares of this side, in pixels, so that single counts in the air do not widen the box."""

SHARE = 0.02
"""What is brighter than this share of the bright part belongs to the body; feet have about a tenth of the trunk's counts."""

BRIGHT = 99.0
"""The percentile of the squares with counts that stands for the bright part: a bladder or an injection site is smaller."""


@dataclass(frozen=True)
class Box:
    """Part of a picture in raw pixels: `left` and `top` inclusive, `right` and `bottom` exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    def mirrored(self, columns: int) -> Box:
        """The same part of the patient in the opposite view."""
        return Box(columns - self.right, self.top, columns - self.left, self.bottom)

    @property
    def height(self) -> float:
        """In raw pixels."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """In raw pixels."""
        return self.right - self.left


_of_views: WeakKeyDictionary[View, Box] = WeakKeyDictionary()


def body_of(view: View) -> Box:
    """The box of a view's body, looked for once: who fetches a view ahead asks, so that who shows it need not wait."""
    box = _of_views.get(view)
    if box is None:
        box = _of_views[view] = body_box(view.counts)
    return box


def whole(rows: int, columns: int) -> Box:
    """The whole raster."""
    return Box(0.0, 0.0, float(columns), float(rows))


def body_box(counts: Counts) -> Box:
    """The box of the body; the whole raster where nothing stands out or no counts are there."""
    rows, columns = counts.shape
    level = _squares(counts)
    lit = level[level > 0]
    if not lit.size:
        return whole(rows, columns)
    body = level > SHARE * np.percentile(lit, BRIGHT)
    down, across = np.flatnonzero(body.any(axis=1)), np.flatnonzero(body.any(axis=0))
    if not down.size:
        return whole(rows, columns)
    return Box(
        float(across[0] * BLOCK),
        float(down[0] * BLOCK),
        min(float((across[-1] + 1) * BLOCK), float(columns)),
        min(float((down[-1] + 1) * BLOCK), float(rows)),
    )


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all of these; None without any."""
    found = list(boxes)
    if not found:
        return None
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def _squares(counts: Counts) -> NDArray[np.float64]:
    """The mean counts of each square; those at the right and lower edge may be smaller."""
    rows, columns = counts.shape
    down, across = np.arange(0, rows, BLOCK), np.arange(0, columns, BLOCK)
    sums = np.add.reduceat(np.add.reduceat(np.maximum(counts, 0), down, axis=0, dtype=np.float64), across, axis=1)
    heights, widths = np.diff(np.append(down, rows)), np.diff(np.append(across, columns))
    return np.asarray(sums / (heights[:, None] * widths[None, :]))
