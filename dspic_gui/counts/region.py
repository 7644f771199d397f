"""Figures on raw counts: of a region, of the same region mirrored, and along a line."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.shape import Point, Shape
from dspic_gui.study import View


@dataclass(frozen=True)
class RegionStatistics:
    """What a region holds, on raw counts, over the pixels whose centre is inside.

    `area_mm2` is None where the pixel size is not known; `share_of_maximum` is the region's maximum in % of the reference
    (by default the view's maximum); `ratio` is the mean over the mean of the region mirrored about the middle column, None
    where that one holds no counts. A region without pixels has mean and maximum 0.
    """

    pixels: int
    area_mm2: float | None
    total: float
    mean: float
    maximum: float
    share_of_maximum: float
    ratio: float | None


def region_statistics(view: View, shape: Shape, reference: float | None = None) -> RegionStatistics:
    """The figures of a shape in a view; `reference` replaces the view's maximum."""
    inside = _counts_inside(view, shape)
    mirrored = _counts_inside(view, shape.mirrored(view.counts.shape[1]))
    mean = float(inside.mean()) if inside.size else 0.0
    other = float(mirrored.mean()) if mirrored.size else 0.0
    top = float(inside.max(initial=0))
    full = float(view.counts.max(initial=0)) if reference is None else reference
    return RegionStatistics(
        pixels=int(inside.size),
        area_mm2=inside.size * view.pixel_mm[0] * view.pixel_mm[1] if view.pixel_mm else None,
        total=float(inside.sum()),
        mean=mean,
        maximum=top,
        share_of_maximum=100.0 * top / full if full > 0 else 0.0,
        ratio=mean / other if other > 0 else None,
    )


def _counts_inside(view: View, shape: Shape) -> NDArray[np.float64]:
    top, left, patch = shape.patch(*view.counts.shape)
    part = view.counts[top : top + patch.shape[0], left : left + patch.shape[1]]
    return np.asarray(part[patch], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Profile:
    """Counts along a line from `start` to `end` (x, y in pixels): one sample per pixel of length, from the pixel it falls in.

    `distances` are in pixels from the start; `length_mm` is None where the pixel size is not known. Outside the picture is 0.
    """

    start: Point
    end: Point
    distances: NDArray[np.float64]
    counts: NDArray[np.float64]
    length_mm: float | None


def profile(view: View, start: Point, end: Point) -> Profile:
    """The raw counts along a line, not interpolated."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    share = np.linspace(0.0, 1.0, max(math.ceil(length), 1) + 1)
    rows, columns = view.counts.shape
    column = np.floor(start[0] + dx * share).astype(int)
    row = np.floor(start[1] + dy * share).astype(int)
    inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    counts = np.zeros(share.size)
    counts[inside] = view.counts[row[inside], column[inside]]
    length_mm = math.hypot(dx * view.pixel_mm[1], dy * view.pixel_mm[0]) if view.pixel_mm else None
    return Profile(start, end, share * length, counts, length_mm)


def count_at(view: View, x: float, y: float) -> float | None:
    """The raw count of the pixel that holds the point, None outside the picture."""
    rows, columns = view.counts.shape
    row, column = math.floor(y), math.floor(x)
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    return float(view.counts[row, column])
