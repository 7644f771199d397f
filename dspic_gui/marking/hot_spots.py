"""Where the hot spots of a view are: local maxima of the raw counts that stand out from what surrounds them, brightest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from dspic_gui.counts.body import Box
from dspic_gui.shape import Point
from dspic_gui.study import Counts

APART = 7
"""How many pixels, across and down, a local maximum must be from a brighter one: about 17 mm."""

SURROUND = 20
"""How far, in pixels, the surroundings reach that a hot spot must stand out from."""

EXCESS = 0.2
"""The least excess over the surroundings, as a share of them."""

DEVIATIONS = 8.0
"""The least excess over the surroundings, in standard deviations of counts as many as theirs (Poisson)."""

BLADDER_DOWN, BLADDER_ASIDE = (0.42, 0.58), 0.12
"""Where the bladder lies: between these shares of the body's height from its top, this share of its width beside the middle."""

BLUR = 8
"""How often neighbours are added up: a binomial kernel of 9 x 9 pixels, 1.4 pixels of standard deviation."""

_WEIGHT = 4**BLUR
_SHARE_OF_NOISE = math.comb(2 * BLUR, BLUR) ** 2 / _WEIGHT**2
"""The variance of a blurred Poisson count, as a share of the count."""

_PYRAMID = range(APART, 3 * APART)
"""Half the sides of the squares around a pixel that find the middle of a flat top."""

_Plane = NDArray[np.float64] | NDArray[np.int32]
_Places = NDArray[np.intp]


@dataclass(frozen=True)
class Spot:
    """The middle (x, y) of a pixel, in pixels, and the mean of the counts there, weighted over about 5 x 5 pixels.

    `late` ones come after all others: they are hardly ever what is looked for.
    """

    point: Point
    counts: float
    late: bool = False


def hot_spots(counts: Counts) -> tuple[Spot, ...]:
    """The hot spots of a view, brightest first; of a flat top the middle is taken."""
    whole = counts.astype(np.int32) if _small(counts) else np.asarray(counts, dtype=np.float64)
    smooth = _blurred(whole)
    rows, columns = np.nonzero((smooth >= _highest_near(smooth)) & (smooth > 0))
    sums, level = _Sums(whole), smooth[rows, columns] / _WEIGHT
    chosen = level > _least(sums, whole, rows, columns)
    rows, columns, level = rows[chosen], columns[chosen], level[chosen]
    middle = sum((sums.around(rows, columns, reach) for reach in _PYRAMID), np.zeros(len(rows)))
    order = np.lexsort((columns, rows, -middle, -level))
    return _thinned([Spot((float(columns[at]) + 0.5, float(rows[at]) + 0.5), float(level[at])) for at in order])


def following(spots: Sequence[Spot], last: Spot | None, step: int = 1) -> Spot | None:
    """The spot after (step 1) or before (-1) the last one in order of brightness, around the end; None without spots.

    `last` need not be among the spots any more: the order goes on where it was.
    """
    ordered = sorted(spots, key=rank)
    if last is None or not ordered:
        return ordered[0 if step > 0 else -1] if ordered else None
    if step > 0:
        return next((spot for spot in ordered if rank(spot) > rank(last)), ordered[0])
    return next((spot for spot in reversed(ordered) if rank(spot) < rank(last)), ordered[-1])


def with_bladder_late(spots: Sequence[Spot], body: Box) -> tuple[Spot, ...]:
    """The spots with the one that lies where the bladder does, the hottest of them, marked late.

    `body` is the box of the body, in pixels. The bladder lies in the middle, about half way from head to foot; where no spot
    lies there, none is late.
    """
    middle, reach = (body.left + body.right) / 2, BLADDER_ASIDE * body.width
    top, bottom = (body.top + share * body.height for share in BLADDER_DOWN)
    there = [spot for spot in spots if abs(spot.point[0] - middle) <= reach and top <= spot.point[1] <= bottom]
    bladder = min(there, key=rank, default=None)
    return tuple(replace(spot, late=True) if spot is bladder else spot for spot in spots)


def rank(spot: Spot) -> tuple[bool, float, float, float]:
    """What orders spots: late ones last, then the brighter first."""
    return spot.late, -spot.counts, spot.point[1], spot.point[0]


class _Sums:
    """Sums over squares of a picture, as far as they lie in it, from one table."""

    def __init__(self, level: _Plane) -> None:
        self._rows, self._columns = level.shape
        self._table = np.zeros((self._rows + 1, self._columns + 1))
        self._table[1:, 1:] = level.cumsum(0, dtype=np.float64).cumsum(1)

    def around(self, rows: _Places, columns: _Places, reach: int) -> NDArray[np.float64]:
        """The sums over the squares that reach `reach` pixels to each side of these pixels."""
        top, bottom = np.maximum(rows - reach, 0), np.minimum(rows + reach + 1, self._rows)
        left, right = np.maximum(columns - reach, 0), np.minimum(columns + reach + 1, self._columns)
        table = self._table
        found: NDArray[np.float64] = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
        return found


def _least(sums: _Sums, level: _Plane, rows: _Places, columns: _Places) -> NDArray[np.float64]:
    """What the blurred counts must exceed to stand out from those around them, pixels without any count left aside."""
    inside = _Sums((level > 0).astype(np.int32))
    total = sums.around(rows, columns, SURROUND) - sums.around(rows, columns, APART)
    number = inside.around(rows, columns, SURROUND) - inside.around(rows, columns, APART)
    around = total / np.maximum(number, 1.0)
    least: NDArray[np.float64] = around + np.maximum(EXCESS * around, DEVIATIONS * np.sqrt(np.maximum(around, 1.0) * _SHARE_OF_NOISE))
    return least


def _thinned(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots without those that are near an earlier one, or belong to its flat top."""
    kept: list[Spot] = []
    for spot in spots:
        if not any(_distance(spot, other) <= (3 * APART if spot.counts == other.counts else APART) for other in kept):
            kept.append(spot)
    return tuple(kept)


def _distance(one: Spot, other: Spot) -> float:
    return max(abs(one.point[0] - other.point[0]), abs(one.point[1] - other.point[1]))


def _small(counts: Counts) -> bool:
    """Whether the weighted sums of these counts fit into 32 bits."""
    return np.issubdtype(counts.dtype, np.integer) and int(counts.max(initial=0)) < 2**31 // _WEIGHT


def _blurred(level: _Plane) -> _Plane:
    """The sums with binomial weights, whole numbers, so that equal counts stay exactly equal."""
    for axis in (0, 1):
        level = _widened(level, axis, BLUR // 2)
        for _ in range(BLUR):
            size = level.shape[axis] - 1
            level = _cut(level, axis, 0, size) + _cut(level, axis, 1, size)
    return level


def _highest_near(level: _Plane) -> _Plane:
    """The largest value up to `APART` pixels away, across and down; of windows twice as long each time, the last two overlap."""
    for axis in (0, 1):
        size, reached = level.shape[axis], 1
        wide = _widened(level, axis, APART)
        while 2 * reached <= 2 * APART + 1:
            rest = wide.shape[axis] - reached
            wide = np.maximum(_cut(wide, axis, 0, rest), _cut(wide, axis, reached, rest))
            reached *= 2
        level = np.maximum(_cut(wide, axis, 0, size), _cut(wide, axis, 2 * APART + 1 - reached, size))
    return level


def _widened(level: _Plane, axis: int, reach: int) -> _Plane:
    """With the picture's edge going on outside it, along one axis."""
    padding = [(reach, reach) if axis == side else (0, 0) for side in (0, 1)]
    return cast(_Plane, np.pad(level, padding, mode="edge"))


def _cut(level: _Plane, axis: int, start: int, size: int) -> _Plane:
    return level[start : start + size] if axis == 0 else level[:, start : start + size]
