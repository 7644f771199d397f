"""Scores of two networks on the same views: second minus first, with intervals paired by patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.scores import Cases, drawn_figures, figures, patient_draws

COMPARED = (
    "label accuracy",
    "macro f1",
    "auc normal",
    "auc metastatic",
    "auc arthritic",
    "auc macro",
)
"""The scores that are compared."""
SAMPLES = 2000


@dataclass(frozen=True)
class Difference:
    """A score of both models and second minus first, with its 95 % percentile interval over draws of patients, the same for both.

    `p` is the two-sided bootstrap p: twice the smaller share of draws on one side of zero, at least 1 / (draws + 1).
    """

    level: str
    name: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    count: int


def differences_of(
    level: str, first: Cases, second: Cases, samples: int = SAMPLES, seed: int = 0
) -> list[Difference]:
    """Second minus first of every compared score; both are drawn by the same patients."""
    draws = list(patient_draws(first.patients, samples, seed))
    one, other = (drawn_figures(cases, draws) for cases in (first, second))
    whole = figures(first), figures(second)
    return [
        _difference(level, name, whole, other[name] - one[name], len(first.truth))
        for name in COMPARED
    ]


Pair = tuple[Mapping[str, float], Mapping[str, float]]


def _difference(
    level: str, name: str, whole: Pair, drawn: NDArray[np.float64], count: int
) -> Difference:
    one, other = (_finite(found[name]) for found in whole)
    if one is None or other is None:
        return Difference(level, name, one, other, None, None, None, None, count)
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return Difference(level, name, one, other, other - one, None, None, None, count)
    low, high = map(float, np.percentile(drawn, [2.5, 97.5]))
    return Difference(level, name, one, other, other - one, low, high, _bootstrap_p(drawn), count)


def _bootstrap_p(drawn: NDArray[np.float64]) -> float:
    """Twice the smaller share of draws at or beyond zero, as Efron and Tibshirani (1993) have it; never zero."""
    tails = min(np.count_nonzero(drawn <= 0), np.count_nonzero(drawn >= 0))
    return min(2 * (tails + 1) / (len(drawn) + 1), 1.0)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
