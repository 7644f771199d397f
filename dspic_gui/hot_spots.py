"""Where the hot spots of a view are: local maxima of the raw counts that stand out from what surrounds them, brightest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.shape import Point
from dspic_gui.study import Counts

APART = 7
"""How many pixels, across and down, a local maximum must be from a brighter one: about 17 mm."""

SURROUND = 20
"""How far, in pixels, the surroundings reach that a hot spot must stand out from."""

EXCESS = 0.2
"""The least excess over the surroundings, as a share of them."""

DEVIATIONS = 5.0
"""The least excess over the surroundings, in standard deviations of counts as many as theirs (Poisson)."""

_KERNEL = (1.0, 8.0, 28.0, 56.0, 70.0, 56.0, 28.0, 8.0, 1.0)
"""A binomial kernel: 1.4 pixels of standard deviation, whole numbers, so that equal counts stay exactly equal."""

_WEIGHT = sum(_KERNEL) ** 2
_SHARE_OF_NOISE = sum(weight**2 for weight in _KERNEL) / _WEIGHT

_Plane = NDArray[np.float64]


@dataclass(frozen=True)
class Spot:
    """The middle (x, y) of the hottest pixel, in pixels, and the counts there, averaged over about 5 x 5 pixels."""

    point: Point
    counts: float


def hot_spots(counts: Counts) -> tuple[Spot, ...]:
    """The hot spots of a view, brightest first; of a flat top the middle is taken."""
    level = np.asarray(counts, dtype=np.float64)
    smooth = _blurred(level)
    nearby = _highest_near(smooth)
    found = np.argwhere((smooth >= nearby) & _stands_out(level, smooth / _WEIGHT))
    if not len(found):
        return ()
    rows, columns = found.T
    broad = _box_sums(_box_sums(level, APART), APART)[rows, columns]
    order = np.lexsort((columns, rows, -broad, -smooth[rows, columns]))
    return _thinned([Spot((float(x) + 0.5, float(y) + 0.5), float(smooth[y, x] / _WEIGHT)) for y, x in found[order]])


def following(spots: Sequence[Spot], last: Spot | None, step: int = 1) -> Spot | None:
    """The spot after (step 1) or before (-1) the last one in order of brightness, around the end; None without spots.

    `last` need not be among the spots any more: the order goes on where it was.
    """
    ordered = sorted(spots, key=_rank)
    if last is None or not ordered:
        return ordered[0 if step > 0 else -1] if ordered else None
    if step > 0:
        return next((spot for spot in ordered if _rank(spot) > _rank(last)), ordered[0])
    return next((spot for spot in reversed(ordered) if _rank(spot) < _rank(last)), ordered[-1])


def _rank(spot: Spot) -> tuple[float, float, float]:
    return -spot.counts, spot.point[1], spot.point[0]


def _stands_out(level: _Plane, smooth: _Plane) -> NDArray[np.bool_]:
    """Whether the smoothed counts exceed those around them, pixels without any count left aside."""
    inside = (level > 0).astype(np.float64)
    total = _box_sums(level, SURROUND) - _box_sums(level, APART)
    number = _box_sums(inside, SURROUND) - _box_sums(inside, APART)
    around = total / np.maximum(number, 1.0)
    excess = np.maximum(EXCESS * around, DEVIATIONS * np.sqrt(np.maximum(around, 1.0) * _SHARE_OF_NOISE))
    return smooth - around > excess


def _thinned(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots without those that are near an earlier one, or belong to its flat top."""
    kept: list[Spot] = []
    for spot in spots:
        if not any(_distance(spot, other) <= (3 * APART if spot.counts == other.counts else APART) for other in kept):
            kept.append(spot)
    return tuple(kept)


def _distance(one: Spot, other: Spot) -> float:
    return max(abs(one.point[0] - other.point[0]), abs(one.point[1] - other.point[1]))


def _blurred(level: _Plane) -> _Plane:
    """The weighted sums over the kernel's surroundings."""
    for axis in (0, 1):
        size, wide = level.shape[axis], _widened(level, axis, len(_KERNEL) // 2)
        level = sum((weight * _cut(wide, axis, start, size) for start, weight in enumerate(_KERNEL)), np.zeros_like(level))
    return level


def _highest_near(level: _Plane) -> _Plane:
    """The largest value up to `APART` pixels away, across and down; of windows twice as long each time, the last two overlap."""
    for axis in (0, 1):
        size, reached = level.shape[axis], 1
        wide = _widened(level, axis, APART)
        while 2 * reached <= 2 * APART + 1:
            wide = np.maximum(_cut(wide, axis, 0, wide.shape[axis] - reached), _cut(wide, axis, reached, wide.shape[axis] - reached))
            reached *= 2
        level = np.maximum(_cut(wide, axis, 0, size), _cut(wide, axis, 2 * APART + 1 - reached, size))
    return level


def _widened(level: _Plane, axis: int, reach: int) -> _Plane:
    """With the picture's edge going on outside it, along one axis."""
    return np.pad(level, [(reach, reach) if axis == side else (0, 0) for side in (0, 1)], mode="edge")


def _cut(level: _Plane, axis: int, start: int, size: int) -> _Plane:
    return level[start : start + size] if axis == 0 else level[:, start : start + size]


def _box_sums(level: _Plane, reach: int) -> _Plane:
    """The sum over the square that reaches `reach` pixels to each side, as far as it lies in the picture."""
    rows, columns = level.shape
    sums = np.zeros((rows + 1, columns + 1))
    sums[1:, 1:] = level.cumsum(0).cumsum(1)
    top, bottom = np.maximum(np.arange(rows) - reach, 0), np.minimum(np.arange(rows) + reach + 1, rows)
    left, right = np.maximum(np.arange(columns) - reach, 0), np.minimum(np.arange(columns) + reach + 1, columns)
    whole: _Plane = sums[bottom][:, right] - sums[top][:, right] - sums[bottom][:, left] + sums[top][:, left]
    return whole
