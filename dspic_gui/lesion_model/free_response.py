"""Free-response scores: how many lesions are found at how many false marks, with intervals drawn by patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Disease
from dspic_gui.lesion_model.found_lesions import FoundLesion

Mask = NDArray[np.bool_]

RATES = (0.5, 1.0, 2.0, 4.0)
"""False marks of a disease per view at which sensitivity is read off the curve."""
SIZES = (0.0, 50.0, 100.0, 200.0, 400.0, float("inf"))
"""The limits between lesion sizes, in square pixels."""
NEAR = 3
"""A mark whose centre lies within so many pixels of a lesion points at it."""
NEVER = -1.0
"""The score of a lesion that no mark points at."""


@dataclass(frozen=True, eq=False)
class TrueLesion:
    """A lesion that is there: full-size mask from (top, left) on, its place, and the probability of the best mark that points at it."""

    disease: Disease
    part: str | None
    side: str | None
    top: int
    left: int
    mask: Mask
    score: float = NEVER

    @property
    def area(self) -> int:
        """Square pixels."""
        return int(self.mask.sum())

    def under(self, row: float, column: float, near: int = NEAR) -> bool:
        """Whether a point of the view lies within `near` pixels of it."""
        down, across = np.nonzero(self.mask)
        return bool(((down + 0.5 + self.top - row) ** 2 + (across + 0.5 + self.left - column) ** 2).min(initial=np.inf) <= near**2)

    def meets(self, found: FoundLesion) -> bool:
        """Whether a mark points at it: the mark's centre lies in it or near, or its own centre lies in the mark."""
        if self.under(found.centre[0] + 0.5, found.centre[1] + 0.5):
            return True
        down, across = (int(values.mean()) for values in np.nonzero(self.mask))
        row, column = self.top + down - found.top, self.left + across - found.left_column
        height, width = found.mask.shape
        return 0 <= row < height and 0 <= column < width and bool(found.mask[row, column])


@dataclass(frozen=True)
class FalseMark:
    """A mark that points at no lesion of its disease."""

    disease: Disease
    score: float


@dataclass(frozen=True, eq=False)
class MarkedView:
    """One view: what is there with the best score that points at it, and the marks that point at nothing."""

    patient: str
    lesions: tuple[TrueLesion, ...]
    false: tuple[FalseMark, ...]


@dataclass(frozen=True)
class FreeResponse:
    """Sensitivity at a rate of false marks per view, with its 95 % interval; `subset` is "", a part or a range of sizes."""

    disease: Disease
    rate: float
    subset: str
    lesions: int
    sensitivity: float
    low: float
    high: float


def marked_view(patient: str, there: Iterable[TrueLesion], ignored: Mask | None, found: Sequence[FoundLesion]) -> MarkedView:
    """Match marks and lesions of a view, disease by disease; a mark centred on what is to be ignored counts for nothing."""
    lesions = [
        replace(one, score=max((mark.probability for mark in found if mark.disease is one.disease and one.meets(mark)), default=NEVER))
        for one in there
    ]
    false = []
    for mark in found:
        row, column = (int(value) for value in mark.centre)
        pointed = any(one.disease is mark.disease and one.meets(mark) for one in lesions)
        if not pointed and not (ignored is not None and ignored[row, column]):
            false.append(FalseMark(mark.disease, mark.probability))
    return MarkedView(patient, tuple(lesions), tuple(false))


def free_response(views: Sequence[MarkedView], samples: int = 1000, seed: int = 0) -> list[FreeResponse]:
    """Sensitivity by disease at each rate, and at one false mark per view by part and by size."""
    rows = []
    for disease in Disease:
        table = _Table.of(views, disease)
        rows += [table.row(disease, rate, "", np.ones(table.count, dtype=bool), samples, seed) for rate in RATES]
        for name, inside in table.subsets():
            rows.append(table.row(disease, 1.0, name, inside, samples, seed))
    return [row for row in rows if row.lesions]


def curve(views: Sequence[MarkedView], disease: Disease) -> list[tuple[float, float, float]]:
    """The free-response curve from few marks to many: false marks per view, sensitivity, and the probability from which marks count."""
    table = _Table.of(views, disease)
    if not table.count or not views:
        return []
    found = np.sort(np.concatenate([table.scores[table.scores > NEVER], table.false]))[::-1]
    return [
        (float((table.false >= level).sum() / len(views)), float((table.scores >= level).mean()), float(level))
        for level in np.unique(found)[::-1]
    ]


@dataclass(frozen=True, eq=False)
class _Table:
    """The lesions and false marks of a disease as arrays, by patient number."""

    scores: NDArray[np.float64]
    owners: NDArray[np.intp]
    areas: NDArray[np.float64]
    parts: tuple[str, ...]
    false: NDArray[np.float64]
    false_owners: NDArray[np.intp]
    views: NDArray[np.float64]

    @classmethod
    def of(cls, views: Sequence[MarkedView], disease: Disease) -> _Table:
        names = sorted({view.patient for view in views})
        number = {name: place for place, name in enumerate(names)}
        lesions = [(number[view.patient], one) for view in views for one in view.lesions if one.disease is disease]
        false = [(number[view.patient], one) for view in views for one in view.false if one.disease is disease]
        return cls(
            np.array([one.score for _, one in lesions], dtype=np.float64),
            np.array([owner for owner, _ in lesions], dtype=np.intp),
            np.array([one.area for _, one in lesions], dtype=np.float64),
            tuple(one.part or "" for _, one in lesions),
            np.array([one.score for _, one in false], dtype=np.float64),
            np.array([owner for owner, _ in false], dtype=np.intp),
            np.bincount([number[view.patient] for view in views], minlength=len(names)).astype(np.float64),
        )

    @property
    def count(self) -> int:
        return len(self.scores)

    def subsets(self) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        for part in sorted(set(self.parts) - {""}):
            yield part, np.array([one == part for one in self.parts], dtype=bool)
        for low, high in pairwise(SIZES):
            yield f"{low:g} to {high:g} px", (self.areas >= low) & (self.areas < high)

    def row(self, disease: Disease, rate: float, name: str, inside: NDArray[np.bool_], samples: int, seed: int) -> FreeResponse:
        value = self._sensitivity(rate, inside, np.ones(len(self.views)))
        rng = np.random.default_rng([seed, 13])
        patients = len(self.views)
        drawn = [
            self._sensitivity(rate, inside, np.bincount(rng.integers(patients, size=patients), minlength=patients).astype(float))
            for _ in range(samples if patients else 0)
        ]
        kept = np.array([one for one in drawn if np.isfinite(one)])
        low, high = np.percentile(kept, [2.5, 97.5]) if kept.size else (np.nan, np.nan)
        return FreeResponse(disease, rate, name, int(inside.sum()), value, float(low), float(high))

    def _sensitivity(self, rate: float, inside: NDArray[np.bool_], drawn: NDArray[np.float64]) -> float:
        """The share of lesions above the probability at which so many false marks a view remain, each patient as often as drawn."""
        order = np.argsort(-self.false, kind="stable")
        passed = np.cumsum(drawn[self.false_owners[order]]) > rate * float((drawn * self.views).sum())
        level = self.false[order][int(np.argmax(passed))] if passed.any() else NEVER
        weight = drawn[self.owners] * inside
        return float((weight * (self.scores > level)).sum() / weight.sum()) if weight.sum() else float("nan")
