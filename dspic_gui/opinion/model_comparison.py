"""Two models on the same views: differences with intervals paired by patient, and McNemar's test of the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.scores import Cases, figures, patient_draws
from dspic_gui.opinion.evaluation import EvaluatedView, Evaluation, EvaluationError
from dspic_gui.sentence import Sentence

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


@dataclass(frozen=True)
class McNemar:
    """Which answers are right: of both, of the first alone, of the second alone, of neither; `p` is that of the exact test.

    McNemar, Psychometrika 12 (1947) 153-157, in its exact binomial form: it takes the units as independent, which two views of one
    patient are not; that of studies is the one to report.
    """

    level: str
    both: int
    first: int
    second: int
    neither: int
    p: float


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two models on the views that both answered; `left_out`: how many only one of them did."""

    first: str
    second: str
    dataset: str
    labels: str
    differences: tuple[Difference, ...]
    tests: tuple[McNemar, ...]
    left_out: int
    notice: Sentence | None


def compare(
    one: Evaluation, other: Evaluation, samples: int = SAMPLES, seed: int = 0
) -> Comparison:
    """Compare two evaluations of one dataset by the same labels; EvaluationError where they share no view."""
    first, second = _shared(one, other), _shared(other, one)
    if not first.views:
        raise EvaluationError(
            "The two models have no view in common that both answer. Nothing was compared."
        )
    left = len(one.views) + len(other.views) - 2 * len(first.views)
    differences: list[Difference] = []
    tests: list[McNemar] = []
    for level in ("view", "study"):
        pair = (
            (first.cases, second.cases)
            if level == "view"
            else (first.study_cases, second.study_cases)
        )
        differences += differences_of(level, *pair, samples, seed)
        tests.append(mcnemar(level, *pair))
    return Comparison(
        one.model,
        other.model,
        one.dataset,
        one.labels,
        tuple(differences),
        tuple(tests),
        left,
        one.remarks,
    )


def _shared(one: Evaluation, other: Evaluation) -> Evaluation:
    """The evaluation on the views that the other has too, in one order."""
    there = {_place(view) for view in other.views}
    views = sorted((view for view in one.views if _place(view) in there), key=_place)
    return replace(one, views=tuple(views))


def _place(view: EvaluatedView) -> tuple[str, str]:
    return view.study, view.label.projection.value


def differences_of(
    level: str, first: Cases, second: Cases, samples: int = SAMPLES, seed: int = 0
) -> list[Difference]:
    """Second minus first of every compared score; both are drawn by the same patients."""
    draws = [
        (figures(first, chosen), figures(second, chosen))
        for chosen in patient_draws(first.patients, samples, seed)
    ]
    whole = figures(first), figures(second)
    return [_difference(level, name, whole, draws, len(first.truth)) for name in COMPARED]


Pair = tuple[Mapping[str, float], Mapping[str, float]]


def _difference(
    level: str, name: str, whole: Pair, draws: Sequence[Pair], count: int
) -> Difference:
    one, other = (_finite(found[name]) for found in whole)
    if one is None or other is None:
        return Difference(level, name, one, other, None, None, None, None, count)
    drawn = np.array([second[name] - first[name] for first, second in draws])
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return Difference(level, name, one, other, other - one, None, None, None, count)
    low, high = map(float, np.percentile(drawn, [2.5, 97.5]))
    return Difference(level, name, one, other, other - one, low, high, _bootstrap_p(drawn), count)


def _bootstrap_p(drawn: NDArray[np.float64]) -> float:
    """Twice the smaller share of draws at or beyond zero, as Efron and Tibshirani (1993) have it; never zero."""
    tails = min(np.count_nonzero(drawn <= 0), np.count_nonzero(drawn >= 0))
    return min(2 * (tails + 1) / (len(drawn) + 1), 1.0)


def mcnemar(level: str, first: Cases, second: Cases) -> McNemar:
    """The exact test of whether one model is right more often than the other."""
    from scipy.stats import binomtest

    ones, others = _right(first), _right(second)
    alone, other = int((ones & ~others).sum()), int((others & ~ones).sum())
    p = float(binomtest(alone, alone + other).pvalue) if alone + other else 1.0
    return McNemar(level, int((ones & others).sum()), alone, other, int((~ones & ~others).sum()), p)


def _right(cases: Cases) -> NDArray[np.bool_]:
    return np.array(
        [true is said for true, said in zip(cases.truth, cases.said, strict=True)], dtype=bool
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
