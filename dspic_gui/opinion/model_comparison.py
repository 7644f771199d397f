"""Two models on the same views: differences with intervals paired by patient, and McNemar's test of the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.score_differences import SAMPLES, Difference, differences_of
from dspic_gui.model.scores import Cases
from dspic_gui.opinion.evaluation import EvaluatedView, Evaluation, EvaluationError
from dspic_gui.sentence import Sentence


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
