"""How one source's index lies to another's: correlation and difference, by study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.burden.dataset_burden import StudyBurden

Values = NDArray[np.float64]
SAMPLES = 1000


@dataclass(frozen=True)
class Comparison:
    """A figure with its 95 % interval, drawn by patient; None where it is not defined."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    studies: int


@dataclass(frozen=True, eq=False)
class Pairs:
    """Studies that both sources have an index of: reference, compared, and the patient of each."""

    reference: Values
    compared: Values
    patients: tuple[str, ...]

    @property
    def metastatic(self) -> Pairs:
        """Those in whom the reference has a burden."""
        chosen = self.reference > 0
        names = tuple(name for name, kept in zip(self.patients, chosen, strict=True) if kept)
        return Pairs(self.reference[chosen], self.compared[chosen], names)

    def taken(self, rows: NDArray[np.intp]) -> Pairs:
        """These rows, as often as they are named."""
        return Pairs(self.reference[rows], self.compared[rows], ())


def pairs_of(reference: Sequence[StudyBurden], compared: Sequence[StudyBurden]) -> Pairs:
    """Both sources' indices of the studies that both have."""
    known = {one.study.key: one for one in reference if one.index is not None}
    both = [(known[one.study.key], one) for one in compared if one.study.key in known]
    rows = [(first.index, second.index) for first, second in both if second.index is not None]
    names = [first.study.patient for first, second in both if second.index is not None]
    values = np.array(rows, dtype=np.float64).reshape(len(rows), 2)
    return Pairs(values[:, 0], values[:, 1], tuple(names))


def correlation(pairs: Pairs) -> float:
    """Pearson's r; nan for fewer than three studies, or where one side does not vary."""
    if len(pairs.reference) < 3 or not (np.ptp(pairs.reference) and np.ptp(pairs.compared)):
        return float("nan")
    return float(np.corrcoef(pairs.reference, pairs.compared)[0, 1])


def mean_difference(pairs: Pairs) -> float:
    """Compared minus reference, percent of the skeleton."""
    differences = pairs.compared - pairs.reference
    return float(differences.mean()) if differences.size else float("nan")


def spread(pairs: Pairs) -> float:
    """Half the width of Bland and Altman's limits of agreement: 1.96 standard deviations."""
    if len(pairs.reference) < 2:
        return float("nan")
    return float(1.96 * np.std(pairs.compared - pairs.reference, ddof=1))


def comparisons(pairs: Pairs, samples: int = SAMPLES) -> Iterator[Comparison]:
    """r, mean difference and limits among the metastatic, and of all studies."""
    figures = (("r", correlation), ("mean difference", mean_difference), ("limits", spread))
    for group, chosen in (("metastatic", pairs.metastatic), ("all", pairs)):
        for name, figure in figures:
            values = [figure(one) for one in _drawn(chosen, samples)]
            kept = np.array([one for one in values if np.isfinite(one)])
            low, high = np.percentile(kept, [2.5, 97.5]) if kept.size else (np.nan, np.nan)
            ends = (_known(figure(chosen)), _known(float(low)), _known(float(high)))
            yield Comparison(f"{name}, {group}", *ends, len(chosen.reference))


def _drawn(pairs: Pairs, samples: int) -> Iterator[Pairs]:
    names = sorted(set(pairs.patients))
    if not names:
        return
    rows = [np.flatnonzero(np.array([one == name for one in pairs.patients])) for name in names]
    rng = np.random.default_rng([0, 23])
    for _ in range(samples):
        yield pairs.taken(np.concatenate([rows[at] for at in rng.integers(len(rows), size=len(rows))]))


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
