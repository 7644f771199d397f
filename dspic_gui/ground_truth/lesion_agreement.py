"""How far readers agree on lesions: detection, overlap and distance of matched marks, votes, and each reader against the others."""

from __future__ import annotations

import gc
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.ground_truth.agreed_outline import voted_mask
from dspic_gui.ground_truth.agreement import RESAMPLES, Figure, Sums, Values, Whole, estimate
from dspic_gui.ground_truth.lesion_groups import Mark, Place, apart, marks_in, match, places, shared_pixels
from dspic_gui.marking.mask_outline import polygon_of
from dspic_gui.reading import Reading
from dspic_gui.shape import Shape
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.vote import OutlineRule, VoteRule

OTHERS = "others"

_PAIR = ("matched", "one", "other", "dice", "iou", "distance", "disease", "part", "side", "view_dice", "views")
_ALONE = ("found", "wanted", "extra", "views")


@dataclass(frozen=True, eq=False)
class StudyMarks:
    """The voting marks of a study's sealed readings, by view and reader, and the number of its patient (from 0)."""

    patient: int
    marks: Mapping[Projection, Mapping[str, tuple[Mark, ...]]]


def study_marks(patient: int, readings: Iterable[Reading], projections: Iterable[Projection]) -> StudyMarks:
    """The marks that are compared; readers without a reading are absent."""
    sealed = [reading for reading in readings if reading.sealed]
    return StudyMarks(patient, marks_in({reading.reader: reading for reading in sealed}, projections, ROWS, COLUMNS))


def hausdorff_95(one: Mark, other: Mark) -> float:
    """The 95 % Hausdorff distance of two marks' masks in pixels: the larger of both directed 95th percentiles between edge pixels."""
    (rows, columns), (other_rows, other_columns) = _edge(one), _edge(other)
    squares, across = rows[:, None] - other_rows, columns[:, None] - other_columns
    squares *= squares
    across *= across
    squares += across
    return max(_percentile_95(squares.min(axis=axis)) for axis in (0, 1))


def _percentile_95(squares: Values) -> float:
    """The 95th percentile of the roots, interpolated between the two nearest (as numpy's, at a tenth of its time for short arrays)."""
    squares.sort()
    at = 0.95 * (len(squares) - 1)
    below = int(at)
    low, high = math.sqrt(squares[below]), math.sqrt(squares[min(below + 1, len(squares) - 1)])
    return low + (high - low) * (at - below)


@lru_cache(maxsize=64)
def _edge(mark: Mark) -> tuple[Values, Values]:
    """Rows and columns of the mask's pixels that touch the outside; of its centre where the mask is empty."""
    rows, columns = mark.pixels.shape
    padded = np.zeros((rows + 2, columns + 2), dtype=bool)
    padded[1:-1, 1:-1] = mark.pixels
    inside = padded[:-2, 1:-1] & padded[2:, 1:-1]
    inside &= padded[1:-1, :-2]
    inside &= padded[1:-1, 2:]
    found = (mark.pixels > inside).nonzero()
    if not len(found[0]):
        return np.array([mark.centre[1] - 0.5]), np.array([mark.centre[0] - 0.5])
    rows, columns = found
    return rows + np.float64(mark.top), columns + np.float64(mark.left)


def dice(iou: float) -> float:
    """The Dice coefficient that belongs to an IoU."""
    return 2 * iou / (1 + iou)


def view_dice(first: tuple[Mark, ...], second: tuple[Mark, ...]) -> float:
    """The Dice coefficient of everything that two readers marked in a view; two empty readings agree fully."""
    if _meet(first) or _meet(second):
        pixels, others = _pixels(first), _pixels(second)
        total, shared = len(pixels) + len(others), len(np.intersect1d(pixels, others, assume_unique=True))
    else:
        total = sum(mark.size for mark in (*first, *second))
        shared = sum(shared_pixels(one, other) for one in first for other in second if not apart(one, other))
    return 2 * shared / total if total else 1.0


def _meet(marks: tuple[Mark, ...]) -> bool:
    """Whether boxes of one reader's marks meet, so that a pixel may lie in several marks."""
    return any(not apart(one, other) for one, other in combinations(marks, 2))


@lru_cache(maxsize=16)
def _pixels(marks: tuple[Mark, ...]) -> NDArray[np.int64]:
    if not marks:
        return np.empty(0, dtype=np.int64)
    flat = []
    for mark in marks:
        rows, columns = np.nonzero(mark.pixels)
        flat.append((rows + mark.top) * COLUMNS + columns + mark.left)
    return np.unique(np.concatenate(flat))


def _compared(first: tuple[Mark, ...], second: tuple[Mark, ...], rule: VoteRule) -> tuple[Sequence[float], list[float]]:
    """The features of two readers' marks in one view (in the order of `_PAIR`), and the Dice coefficient of each matched pair."""
    row = dict.fromkeys(_PAIR, 0.0) | {"one": float(len(first)), "other": float(len(second)), "views": 1.0}
    row["view_dice"] = view_dice(first, second) if first or second else 1.0
    coefficients = []
    for i, j, found in match(first, second, rule):
        here, there = first[i], second[j]
        coefficients.append(dice(found.iou))
        row["matched"] += 1
        row["iou"] += found.iou
        row["dice"] += coefficients[-1]
        row["distance"] += hausdorff_95(here, there)
        row["disease"] += here.code.finding == there.code.finding
        row["part"] += here.code.part == there.code.part
        row["side"] += here.code.side == there.code.side
    return [row[name] for name in _PAIR], coefficients


@dataclass(frozen=True, eq=False)
class LesionAgreement:
    """Lesion figures, the Dice coefficients of every matched pair by pair of readers, and how many lesions had how many voices."""

    figures: tuple[Figure, ...]
    dice: Mapping[tuple[str, str], tuple[float, ...]]
    voices: Mapping[int, int]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Meanwhile nobody looks for cycles: none are made here, and each search goes through the marks of all studies."""
    collects = gc.isenabled()  # the window, while it works beside its thread, has switched it off already
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def lesion_agreement(
    studies: Sequence[StudyMarks], readers: Sequence[str], rule: VoteRule, *, resamples: int = RESAMPLES, seed: int = 0
) -> LesionAgreement:
    """Compare every pair of readers, and each reader with what the others agree on."""
    pairs = {pair: _Rows(len(_PAIR)) for pair in combinations(sorted(readers), 2)}
    alone = {reader: _Rows(len(_ALONE)) for reader in sorted(readers)}
    coefficients: dict[tuple[str, str], list[float]] = {pair: [] for pair in pairs}
    voices: Counter[int] = Counter()
    for study in studies:
        for view, marks in study.marks.items():
            voices.update(len(place.marks) for place in places(marks, view, rule))
            for pair in pairs:
                if all(reader in marks for reader in pair):
                    row, found = _compared(marks[pair[0]], marks[pair[1]], rule)
                    pairs[pair].add(row, study.patient)
                    coefficients[pair] += found
            for reader in alone:
                if len(alone) > 1 and all(name in marks for name in alone):
                    alone[reader].add(_against_others(marks, reader, view, rule), study.patient)
    figures: list[Figure] = []
    for names, rows in pairs.items():
        figures += _figures(_pair_figures(rows.table), names, rows.patients, resamples, seed)
    for reader, rows in alone.items():
        figures += _figures(_alone_figures(rows.table), (reader, OTHERS), rows.patients, resamples, seed)
    return LesionAgreement(tuple(figures), {pair: tuple(found) for pair, found in coefficients.items()}, dict(sorted(voices.items())))


class _Rows:
    """Features of views, collected one view after another, with the patient of each."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._rows: list[Sequence[float]] = []
        self._patients: list[int] = []

    def add(self, row: Sequence[float], patient: int) -> None:
        """Keep the features of one view."""
        self._rows.append(row)
        self._patients.append(patient)

    @property
    def table(self) -> Values:
        """Views x features."""
        return np.array(self._rows, dtype=float).reshape(-1, self._width)

    @property
    def patients(self) -> Whole:
        """The number of each view's patient."""
        return np.array(self._patients, dtype=np.int64)


def _pair_figures(rows: Values) -> dict[str, Sums]:
    column = {name: rows[:, at] for at, name in enumerate(_PAIR)}
    matched = column["matched"]
    shares = {
        "detection F1": (2 * matched, column["one"] + column["other"]),
        "mean Dice of matched lesions": (column["dice"], matched),
        "mean IoU of matched lesions": (column["iou"], matched),
        "mean 95 % Hausdorff distance of matched lesions (pixels)": (column["distance"], matched),
        "same disease of matched lesions": (column["disease"], matched),
        "same body part of matched lesions": (column["part"], matched),
        "same side of matched lesions": (column["side"], matched),
        "mean Dice of views": (column["view_dice"], column["views"]),
    }
    return {name: _share(over, under) for name, (over, under) in shares.items()}


def _share(over: Values, under: Values) -> Sums:
    def figure(sums: Values) -> Values:
        return np.asarray(np.divide(sums[:, 0], sums[:, 1], out=np.full(len(sums), np.nan), where=sums[:, 1] != 0))

    return Sums(np.column_stack((over, under)), figure, lambda sums: float(sums[1]))


def _figures(sums: Mapping[str, Sums], readers: tuple[str, ...], patients: Whole, resamples: int, seed: int) -> list[Figure]:
    return [
        Figure(name, "lesion", "overall", readers, *estimate(found, patients, resamples=resamples, seed=seed))
        for name, found in sums.items()
    ]


def _against_others(marks: Mapping[str, tuple[Mark, ...]], reader: str, view: Projection, rule: VoteRule) -> Sequence[float]:
    """Of one view: lesions of the others that the reader found, lesions they agree on, marks beside them, 1 (in the order of `_ALONE`)."""
    others = {name: own for name, own in marks.items() if name != reader}
    quorum = len(others) // 2 + 1
    agreed = [place for place in places(others, view, rule) if len(place.marks) >= quorum]
    wanted = tuple(_agreed_mark(place, quorum) for place in agreed)
    found = len(match(marks[reader], wanted, rule))
    return found, len(wanted), len(marks[reader]) - found, 1.0


class _AgreedMark(Mark):
    """A voted mask; its outline is drawn only where the pixels alone do not tell whether it is met."""

    @cached_property
    def shape(self) -> Shape:
        """The polygon around the pixels."""
        found = polygon_of(self.pixels, self.top, self.left)
        assert found is not None
        return found


def _agreed_mark(place: Place, quorum: int) -> Mark:
    """The voted outline of a place as a mark that can be matched."""
    top, left, mask = voted_mask(place.marks, OutlineRule.MAJORITY, quorum)
    first = place.marks[0]
    return _AgreedMark(OTHERS, first.lesion, first.code, top, left, mask) if mask.any() else first


def _alone_figures(rows: Values) -> dict[str, Sums]:
    found, wanted, extra, views = rows.T
    return {"sensitivity against the others": _share(found, wanted), "false positives per view against the others": _share(extra, views)}
