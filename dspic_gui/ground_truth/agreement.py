"""How far readers agree beyond chance: raw agreement, Cohen, Fleiss, Krippendorff, Gwet, each with an interval by patient."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.sentence import SaidError

Values = NDArray[np.float64]
Whole = NDArray[np.int64]

RESAMPLES = 1000
LEVEL = 95.0
_AT_ONCE = 100


class AgreementError(SaidError, ValueError):
    """Ratings from which no figure can be made; the text is a sentence for the study lead."""


@dataclass(frozen=True)
class Figure:
    """One figure: what it is, of what ("view", "study", "lesion"), about which answer, between whom, its value and interval.

    No value: it is not defined, for example a kappa where everybody always said the same. `count` is what it rests on.
    """

    name: str
    level: str
    about: str
    readers: tuple[str, ...]
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int = 0


@dataclass(frozen=True, eq=False)
class Ratings:
    """What readers said of units (views or studies): units x readers, categories counted from 0, -1 where a reading is missing.

    `patients` numbers the patient of each unit from 0: units of one patient are drawn together.
    """

    table: Whole
    categories: int
    readers: tuple[str, ...]
    patients: Whole

    def __post_init__(self) -> None:
        if self.table.shape != (len(self.patients), len(self.readers)):
            raise AgreementError("The ratings are not one row per unit and one column per reader. No figure was made.")
        if self.table.size and not (self.table.min() >= -1 and self.table.max() < self.categories):
            raise AgreementError("A rating is outside the categories. No figure was made.")

    @cached_property
    def counts(self) -> Values:
        """How many readers said each category of each unit: units x categories."""
        return np.stack([(self.table == category).sum(axis=1) for category in range(self.categories)], axis=1).astype(float)


@dataclass(frozen=True, eq=False)
class Sums:
    """What a figure needs of each unit, to be added up over units, and the figure as a function of the sums (resamples x features).

    `counted` tells the number of units behind the figure from the sums of all.
    """

    features: Values
    figure: Callable[[Values], Values]
    counted: Callable[[Values], float]


def raw_agreement(ratings: Ratings) -> Sums:
    """The share of pairs of readers that say the same, averaged over units with two readings or more."""
    agreed, several = _agreed_pairs(ratings)
    return Sums(np.stack((agreed, several), axis=1), lambda sums: _ratio(sums[:, 0], sums[:, 1]), lambda sums: float(sums[1]))


def cohen_kappa(ratings: Ratings, one: int, other: int) -> Sums:
    """Cohen's kappa of two readers (columns), over the units that both read."""
    size = ratings.categories
    first, second = ratings.table[:, one], ratings.table[:, other]
    both = (first >= 0) & (second >= 0)
    features = np.zeros((len(first), size * size))
    features[np.flatnonzero(both), (first * size + second)[both]] = 1.0

    def figure(sums: Values) -> Values:
        shares = _ratio(sums, sums.sum(axis=1, keepdims=True)).reshape(-1, size, size)
        observed = np.trace(shares, axis1=1, axis2=2)
        expected = (shares.sum(axis=2) * shares.sum(axis=1)).sum(axis=1)
        return _beyond_chance(observed, expected)

    return Sums(features, figure, lambda sums: float(sums.sum()))


def fleiss_kappa(ratings: Ratings) -> Sums:
    """Fleiss' kappa (1971), over the units that every reader read."""
    agreed, _ = _agreed_pairs(ratings)
    complete = (ratings.counts.sum(axis=1) == len(ratings.readers)).astype(float)
    shares = ratings.counts / len(ratings.readers)
    features = np.column_stack((agreed * complete, complete, shares * complete[:, None]))

    def figure(sums: Values) -> Values:
        units = sums[:, 1:2]
        return _beyond_chance(_ratio(sums[:, 0], sums[:, 1]), (_ratio(sums[:, 2:], units) ** 2).sum(axis=1))

    return Sums(features, figure, lambda sums: float(sums[1]))


def krippendorff_alpha(ratings: Ratings) -> Sums:
    """Krippendorff's alpha for names without order; missing readings are allowed (2011, "Computing Krippendorff's Alpha")."""
    size, counts = ratings.categories, ratings.counts
    voices = counts.sum(axis=1)
    paired = np.where(voices >= 2, 1 / np.maximum(voices - 1, 1), 0.0)
    coincidence = counts[:, :, None] * (counts[:, None, :] - np.eye(size)) * paired[:, None, None]
    several = (voices >= 2).astype(float)

    def figure(sums: Values) -> Values:
        table = sums[:, :-1].reshape(-1, size, size)
        total, margins = table.sum(axis=(1, 2)), table.sum(axis=2)
        observed = total - np.trace(table, axis1=1, axis2=2)
        expected = _ratio(total**2 - (margins**2).sum(axis=1), total - 1)
        return 1 - _ratio(observed, expected)

    features = np.column_stack((coincidence.reshape(len(counts), size * size), several))
    return Sums(features, figure, lambda sums: float(sums[-1]))


def gwet_ac1(ratings: Ratings) -> Sums:
    """Gwet's AC1 (2008), which does not collapse where one answer is rare; missing readings are allowed."""
    agreed, several = _agreed_pairs(ratings)
    voices = ratings.counts.sum(axis=1)
    shares = ratings.counts / np.maximum(voices, 1)[:, None]
    features = np.column_stack((agreed, several, voices > 0, shares))

    def figure(sums: Values) -> Values:
        prevalence = _ratio(sums[:, 3:], sums[:, 2:3])
        expected = (prevalence * (1 - prevalence)).sum(axis=1) / (ratings.categories - 1)
        return _beyond_chance(_ratio(sums[:, 0], sums[:, 1]), expected)

    return Sums(features, figure, lambda sums: float(sums[1]))


def _agreed_pairs(ratings: Ratings) -> tuple[Values, Values]:
    """For each unit the share of agreeing pairs, and 1 where there are two readings or more."""
    voices = ratings.counts.sum(axis=1)
    pairs = voices * (voices - 1)
    agreed = (ratings.counts * (ratings.counts - 1)).sum(axis=1)
    return np.where(pairs > 0, agreed / np.maximum(pairs, 1), 0.0), (pairs > 0).astype(float)


def _ratio(over: Values, under: Values) -> Values:
    """The quotient, NaN where nothing is under it."""
    undefined = np.full(np.broadcast_shapes(over.shape, under.shape), np.nan)
    return np.asarray(np.divide(over, under, out=undefined, where=under != 0))


def _beyond_chance(observed: Values, expected: Values) -> Values:
    return _ratio(observed - expected, np.where(np.abs(1 - expected) < 1e-12, 0.0, 1 - expected))


def estimate(
    sums: Sums, patients: Whole, *, resamples: int = RESAMPLES, seed: int = 0
) -> tuple[float | None, float | None, float | None, int]:
    """The figure, its 95 % interval (percentile bootstrap that draws patients), and the number of units behind it.

    `resamples` 0 leaves the interval out. The same seed draws the same patients.
    """
    if not len(patients):
        return None, None, None, 0
    by_patient = np.zeros((int(patients.max()) + 1, sums.features.shape[1]))
    np.add.at(by_patient, patients, sums.features)
    total = by_patient.sum(axis=0)
    value = _defined(float(sums.figure(total[None, :])[0]))
    drawn = _resampled(by_patient, sums.figure, resamples, seed) if value is not None else np.empty(0)
    drawn = drawn[~np.isnan(drawn)]
    if len(drawn) < 2 or len(by_patient) < 2:
        return value, None, None, round(sums.counted(total))
    low, high = np.percentile(drawn, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return value, float(low), float(high), round(sums.counted(total))


def _resampled(by_patient: Values, figure: Callable[[Values], Values], resamples: int, seed: int) -> Values:
    weights = _draws(len(by_patient), resamples, seed)
    found = [figure(weights[start : start + _AT_ONCE].astype(float) @ by_patient) for start in range(0, resamples, _AT_ONCE)]
    return np.concatenate(found) if found else np.empty(0)


@lru_cache(maxsize=2)
def _draws(size: int, resamples: int, seed: int) -> NDArray[np.uint16]:
    """How often each of `size` patients is drawn in each resample; the same draws serve every figure."""
    chance = np.random.default_rng(seed)
    drawn = [chance.multinomial(size, np.full(size, 1 / size)).astype(np.uint16) for _ in range(resamples)]
    return np.array(drawn, dtype=np.uint16).reshape(resamples, size)


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def answer_figures(ratings: Mapping[str, Ratings], level: str, *, resamples: int = RESAMPLES, seed: int = 0) -> list[Figure]:
    """Every agreement figure for each table of ratings: "overall" (all categories), and what else is asked, for example a disease."""
    figures = []
    for about, table in ratings.items():
        everyone: list[tuple[str, tuple[str, ...], Sums]] = [
            ("raw agreement", table.readers, raw_agreement(table)),
            ("Fleiss' kappa", table.readers, fleiss_kappa(table)),
            ("Krippendorff's alpha", table.readers, krippendorff_alpha(table)),
            ("Gwet's AC1", table.readers, gwet_ac1(table)),
        ]
        for one, other in combinations(range(len(table.readers)), 2):
            everyone.append(("Cohen's kappa", (table.readers[one], table.readers[other]), cohen_kappa(table, one, other)))
        for name, readers, sums in everyone:
            figures.append(Figure(name, level, about, readers, *estimate(sums, table.patients, resamples=resamples, seed=seed)))
    return figures


def mean_pairwise_kappa(figures: Sequence[Figure], level: str = "view", about: str = "overall") -> float | None:
    """The mean of Cohen's kappa over all pairs of readers, None where none is defined."""
    values = [f.value for f in figures if f.name == "Cohen's kappa" and f.level == level and f.about == about and f.value is not None]
    return sum(values) / len(values) if values else None
