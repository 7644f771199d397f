"""A study beside its prior: each view warped and subtracted, and what changed, listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dspic_gui.burden.sources import Regions
from dspic_gui.code import Side
from dspic_gui.reading import Lesion
from dspic_gui.regions.region_map import RegionMap
from dspic_gui.serial.detector import Candidate, candidates
from dspic_gui.serial.known_change import GROWN, Change
from dspic_gui.serial.points import matched_points
from dspic_gui.serial.subtraction import Subtraction, compared, subtraction
from dspic_gui.serial.warp import Warp, WarpError, warp_of
from dspic_gui.shape import Foreign
from dspic_gui.study import COLUMNS, ROWS, Projection, View

LISTED = 6.0
"""Differences from so many deviations on are listed."""
HEALTHY = 1.6
"""A place below so many times its surroundings in one scan holds no spot there."""
NEAR = 12.0
"""Marks whose middles lie so many pixels apart, once laid over one another, are one lesion."""
_SURROUND = 14

Views = Mapping[Projection, View]


@dataclass(frozen=True, eq=False)
class ViewChange:
    """One view with its prior: the warp, the differences, and the present view's region map
    (None: laid over by the body's outline alone)."""

    projection: Projection
    warp: Warp
    difference: Subtraction
    regions: RegionMap | None


@dataclass(frozen=True)
class ChangeRow:
    """A line of the list. `place`: (x, y) in pixels of the present view; `ratio`: the counts there
    over those of the prior on one scale; `label`: of a mark, None for what the picture shows."""

    change: Change
    projection: Projection
    place: tuple[float, float]
    ratio: float
    part: str | None = None
    side: Side | None = None
    label: str | None = None


def compare(present: Views, prior: Views, maps: tuple[Regions, Regions] | None) -> dict[Projection, ViewChange]:
    """Every view that both studies have; WarpError where there is none that can be laid over.

    `maps`: the region maps of the present and the prior study.
    """
    found: dict[Projection, ViewChange] = {}
    problem = WarpError("The prior shares no view with this study.")
    for projection in (one for one in Projection if one in present and one in prior):
        known = maps is not None and projection in maps[0] and projection in maps[1]
        both = (maps[0][projection], maps[1][projection]) if known and maps else None
        try:
            found[projection] = _of_view(present[projection], prior[projection], both)
        except WarpError as fault:
            problem = fault
    if not found:
        raise problem
    return found


def _of_view(present: View, prior: View, maps: tuple[RegionMap, RegionMap] | None) -> ViewChange:
    warp = warp_of(matched_points(present.counts, prior.counts, maps))
    difference = subtraction(present.counts, prior.counts, warp, maps)
    return ViewChange(present.projection, warp, difference, maps[0] if maps else None)


def changes_in_pictures(views: Mapping[Projection, ViewChange], most: int = 20) -> list[ChangeRow]:
    """The strongest differences of all views in bone, what is more and what is less; none without
    region maps, for then too much differs that is no change."""
    rows: list[tuple[float, ChangeRow]] = []
    for view in views.values():
        if view.regions is None:
            continue
        inside = compared(view.regions)
        for more, scores in ((True, view.difference.more), (False, view.difference.less)):
            for spot in candidates(scores, inside, LISTED):
                rows.append((spot.score, _of_spot(view, spot, more)))
    return [row for _, row in sorted(rows, key=lambda one: -one[0])[:most]]


def _of_spot(view: ViewChange, spot: Candidate, more: bool) -> ChangeRow:
    now, before = view.difference.present, view.difference.prior
    one, other = float(now[spot.row, spot.column]), float(before[spot.row, spot.column])
    hot = _is_spot(before if more else now, spot)
    change = (Change.GROWN if hot else Change.NEW) if more else (Change.FADED if hot else Change.GONE)
    assert view.regions is not None
    part, side = view.regions.at(spot.row, spot.column)
    place = (spot.column + 0.5, spot.row + 0.5)
    return ChangeRow(change, view.projection, place, one / max(other, 0.1), part, side)


def _is_spot(picture: np.ndarray, spot: Candidate) -> bool:
    """Whether a scan shows a spot there: more than the bone around."""
    top, left = max(spot.row - _SURROUND, 0), max(spot.column - _SURROUND, 0)
    around = picture[top : spot.row + _SURROUND + 1, left : spot.column + _SURROUND + 1]
    near = picture[max(spot.row - 3, 0) : spot.row + 4, max(spot.column - 3, 0) : spot.column + 4]
    return bool(near.max() > HEALTHY * np.percentile(around, 75))


def changes_of_marks(
    views: Mapping[Projection, ViewChange], present: Sequence[Lesion], prior: Sequence[Lesion]
) -> list[ChangeRow]:
    """A person's own marks of both studies, lesion by lesion: new, grown, the same, faded, gone."""
    rows: list[ChangeRow] = []
    for projection, view in views.items():
        here, there = _diseased(present, projection), _diseased(prior, projection)
        rows += _of_marks(view, here, there)
    return rows


def _diseased(lesions: Sequence[Lesion], projection: Projection) -> list[Lesion]:
    return [
        one
        for one in lesions
        if one.projection is projection and one.disease and not isinstance(one.shape, Foreign)
    ]


def _of_marks(view: ViewChange, here: Sequence[Lesion], there: Sequence[Lesion]) -> Iterator[ChangeRow]:
    moved = [_moved(view, lesion) for lesion in there]
    free = set(range(len(there)))
    for lesion in here:
        x, y = lesion.shape.centre
        same = [at for at in free if there[at].disease is lesion.disease]
        best = min(same, key=lambda at: np.hypot(moved[at][0] - x, moved[at][1] - y), default=None)
        known = best is not None and _meet(lesion, moved[best])
        if known and best is not None:
            free.discard(best)
        yield _row(view, lesion, (x, y), _course(view, lesion) if known else Change.NEW)
    for at in sorted(free):
        yield _row(view, there[at], moved[at], Change.GONE)


def _moved(view: ViewChange, lesion: Lesion) -> tuple[float, float]:
    """Where the middle of a prior's mark lies in the present view."""
    x, y = lesion.shape.centre
    row, column = view.warp.forward(np.array([[y, x]]))[0]
    return float(column), float(row)


def _meet(lesion: Lesion, place: tuple[float, float]) -> bool:
    x, y = lesion.shape.centre
    return lesion.shape.contains(place) or bool(np.hypot(place[0] - x, place[1] - y) <= NEAR)


def _course(view: ViewChange, lesion: Lesion) -> Change:
    ratio = _ratio(view, lesion)
    if ratio >= GROWN:
        return Change.GROWN
    return Change.FADED if ratio <= 1 / GROWN else Change.SAME


def _ratio(view: ViewChange, lesion: Lesion) -> float:
    """The highest of the present counts inside a mark over the highest of the prior's."""
    top, left, mask = lesion.shape.patch(ROWS, COLUMNS)
    box = slice(top, top + mask.shape[0]), slice(left, left + mask.shape[1])
    now = view.difference.present[box][mask].max(initial=0.0)
    before = view.difference.prior[box][mask].max(initial=0.0)
    return float(now / max(float(before), 0.1))


def _row(view: ViewChange, lesion: Lesion, place: tuple[float, float], change: Change) -> ChangeRow:
    row, column = (min(max(int(value), 0), size - 1) for value, size in zip(place[::-1], (ROWS, COLUMNS), strict=True))
    now, before = view.difference.present[row, column], view.difference.prior[row, column]
    ratio = _ratio(view, lesion) if change is not Change.GONE else float(now / max(float(before), 0.1))
    code = lesion.code
    part, side = (code.part, code.side) if code else (None, None)
    return ChangeRow(change, view.projection, place, ratio, part, side, lesion.label)
