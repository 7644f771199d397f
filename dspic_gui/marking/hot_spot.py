"""A hot spot: the region around a point that holds at least a share of the local maximum, with a smooth outline."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dspic_gui.shape import Mask, Outline, Point, Polygon, crosses_itself
from dspic_gui.study import Counts

SEARCH = 4
"""How far from the point, in pixels, the local maximum is looked for."""

REACH = 40
"""How far from the local maximum, in pixels, a region may grow: about 10 cm, so that it never floods the skeleton."""

SMOOTHING = (0.5, -0.52)
LEAST_ROUNDS, MOST_ROUNDS = 14, 48
"""Steps towards and away from the neighbours' middle in turn round a ring without shrinking it (Taubin 1995); longer rings take more."""

_SMALL, _MIDDLE, _LARGE = 9, 40, 150
_BRUSH = np.hypot(*np.mgrid[-1:2, -1:2]) <= 1
_LARGE_BRUSH = np.hypot(*np.mgrid[-2:3, -2:3]) < 2.5
_LOST = 2.5
"""How far from the local maximum, in pixels, the body of its region may begin where the maximum itself is on a thread."""


def prepare() -> None:
    """Import what growing needs, a fifth of a second, before the first hot spot is asked for."""
    import shapely
    from scipy import ndimage

    assert shapely is not None and ndimage is not None


def hot_spot(counts: Counts, point: Point, percent: float = 50.0, search: int = SEARCH, reach: int = REACH) -> Polygon | None:
    """The outline around the hot spot at a point (x, y in pixels), None where there are no counts.

    Grows from the largest raw count within `search` pixels over edge-joined pixels of at least `percent` % of it, closes
    holes, and leaves out threads and bridges of less than three pixels, of less than five where it is large; a spot of
    less than 40 pixels stays as it is. The outline stays inside the picture.
    """
    region = grow(counts, point, percent, search, reach)
    if region is None:
        return None
    top, left, mask = region
    rows, columns = counts.shape
    ring = np.clip(_outline(mask) + np.array([left, top]), 0, (columns, rows))
    return Polygon(tuple((round(float(x), 2), round(float(y), 2)) for x, y in ring))


def grow(counts: Counts, point: Point, percent: float, search: int = SEARCH, reach: int = REACH) -> tuple[int, int, Mask] | None:
    """The region itself: its first row, first column, and the mask from there on; None where there are no counts."""
    from scipy import ndimage

    peak = local_maximum(counts, point, search)
    if peak is None:
        return None
    row, column = peak
    top, left = max(row - reach, 0), max(column - reach, 0)
    part = counts[top : row + reach + 1, left : column + reach + 1]
    labels, _ = ndimage.label(part >= counts[row, column] * (percent / 100.0))
    region = ndimage.binary_fill_holes(labels == labels[row - top, column - left])
    return top, left, _without_threads(np.asarray(region, dtype=bool), row - top, column - left)


def _without_threads(region: Mask, row: int, column: int) -> Mask:
    """The part of a region at this pixel that a brush of five pixels can sweep, or one of three; a small region as it is."""
    from scipy import ndimage

    if np.count_nonzero(region) < _MIDDLE:
        return region

    i, j = np.ogrid[: region.shape[0], : region.shape[1]]
    away = np.hypot(i - row, j - column)
    for brush in (_LARGE_BRUSH, _BRUSH) if np.count_nonzero(region) >= _LARGE else (_BRUSH,):
        labels, _ = ndimage.label(ndimage.binary_opening(region, brush))
        distance = np.where(labels > 0, away, np.inf)
        nearest = int(np.argmin(distance))
        if distance.flat[nearest] <= _LOST:
            return np.asarray(labels == labels.flat[nearest], dtype=bool)
    return region


def local_maximum(counts: Counts, point: Point, search: int = SEARCH) -> tuple[int, int] | None:
    """Row and column of the largest count in the disc of radius `search` around the point; None outside or where all are 0."""
    row, column = math.floor(point[1]), math.floor(point[0])
    rows, columns = counts.shape
    if not (0 <= row < rows and 0 <= column < columns):
        return None
    top, left = max(row - search, 0), max(column - search, 0)
    part = counts[top : row + search + 1, left : column + search + 1]
    i, j = np.ogrid[: part.shape[0], : part.shape[1]]
    distance = np.hypot(i + top - row, j + left - column)
    near = np.where(distance <= search, part, 0)
    best = float(near.max())
    if best <= 0:
        return None
    nearest = int(np.argmin(np.where(near == best, distance, np.inf)))
    return top + nearest // part.shape[1], left + nearest % part.shape[1]


def _outline(mask: Mask) -> Outline:
    """A smooth ring around the one edge-joined region of a mask: the middles of its pixel edges, rounded and thinned out."""
    from shapely import LinearRing, box, unary_union

    runs = [box(start, row, end, row + 1) for row, line in enumerate(mask) for start, end in _runs(line)]
    corners = np.asarray(unary_union(runs).exterior.segmentize(1.0).coords)
    middles: Outline = (corners[:-1] + corners[1:]) / 2
    if np.count_nonzero(mask) < _SMALL:
        return middles
    smooth = middles
    for weight in SMOOTHING * min(max(len(middles) // 4, LEAST_ROUNDS), MOST_ROUNDS):
        smooth = smooth + weight * ((np.roll(smooth, 1, axis=0) + np.roll(smooth, -1, axis=0)) / 2 - smooth)
    thinned = np.asarray(LinearRing(smooth).simplify(0.15).coords)[:-1]
    return middles if len(thinned) < 4 or crosses_itself(thinned) else thinned


def _runs(line: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end (exclusive) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
