"""Points that are the same place in two scans: bands of each region, and the edges of the body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import load_code_book
from dspic_gui.model.half_view import body_threshold, halved
from dspic_gui.regions.region_map import SIDE_STEP, RegionMap, part_keys
from dspic_gui.study import Counts

Points = NDArray[np.float64]

LEAST_PIXELS = 60
"""A region that shows less is no landmark."""
ALIKE = 2.0
"""A region whose sizes differ by more than this is cut by a field, or named wrongly, in one scan."""
PIXELS_A_BAND = 300
MOST_BANDS = 5
EDGES = 16
"""Heights at which the body's left and right edges are taken."""
SURE, LOOSE = 100.0, 3000.0
"""How little, and how much, the spline may miss a band of a region, and an edge of the body."""


@dataclass(frozen=True, eq=False)
class Matched:
    """The same places in both scans, (row, column) each, and how much each may be missed."""

    present: Points
    prior: Points
    smoothing: NDArray[np.float64]
    regions: int


def matched_points(
    present: Counts, prior: Counts, regions: tuple[RegionMap, RegionMap] | None
) -> Matched:
    """Landmarks of two views of one projection; `regions` are the maps of the present and prior.

    Without maps only the edges of the body are known.
    """
    here, there = _bands(*regions) if regions else (np.zeros((0, 2)), np.zeros((0, 2)))
    edges = body_edges(present), body_edges(prior)
    both = (edges[0] >= 0).all(axis=1) & (edges[1] >= 0).all(axis=1)
    smoothing = np.r_[np.full(len(here), SURE), np.full(int(both.sum()), LOOSE)]
    return Matched(
        np.vstack([here, edges[0][both]]), np.vstack([there, edges[1][both]]), smoothing, len(here)
    )


def _bands(present: RegionMap, prior: RegionMap) -> tuple[Points, Points]:
    here: list[Points] = []
    there: list[Points] = []
    for value in bone_values():
        one, other = np.argwhere(present.values == value), np.argwhere(prior.values == value)
        few, many = sorted((len(one), len(other)))
        if few < LEAST_PIXELS or many > ALIKE * few:
            continue
        count = int(np.clip(few // PIXELS_A_BAND, 1, MOST_BANDS))
        here.append(_centres(one, count))
        there.append(_centres(other, count))
    if not here:
        return np.zeros((0, 2)), np.zeros((0, 2))
    return np.vstack(here), np.vstack(there)


def _centres(places: NDArray[np.intp], count: int) -> Points:
    """The middles of as many bands of a region from its top to its foot, of equal pixels."""
    bands = np.array_split(places[np.argsort(places[:, 0], kind="stable")], count)
    return np.array([band.mean(axis=0) for band in bands]) + 0.5


def bone_values() -> list[int]:
    """Values of a region map that are bones, on the midline and on either side."""
    book = load_code_book().part_by_key
    numbers = [at for at, key in enumerate(part_keys()) if key is not None and book[key].bone]
    return [number + SIDE_STEP * side for number in numbers for side in range(3)]


def body_edges(counts: Counts) -> Points:
    """Left and right edge of the body at equal steps from head to foot, (row, column); -1 where
    there is none."""
    half = halved(counts)
    inside = half > body_threshold(half)
    rows = np.flatnonzero(inside.sum(axis=1) > 2)
    found = np.full((2 * EDGES, 2), -1.0)
    if rows.size < EDGES:
        return found
    heights = np.quantile(rows, np.linspace(0.01, 0.99, EDGES), method="nearest")
    for at, row in enumerate(heights.astype(int)):
        columns = np.flatnonzero(inside[row])
        if columns.size:
            found[2 * at] = 2 * row + 1, 2 * columns[0]
            found[2 * at + 1] = 2 * row + 1, 2 * columns[-1] + 2
    return found
