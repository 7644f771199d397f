"""Scores of a classifier: Eqs 13-17 in three readings, AUC, ROC and the confusion matrix, with intervals by patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.prediction import read_answers

ANSWERS = tuple(Answer)
METRICS = ("accuracy", "precision", "sensitivity", "specificity", "f1")
Probabilities = NDArray[np.float32] | NDArray[np.float64]
Indices = NDArray[np.intp]
Figures = NDArray[np.float64]
_TOGETHER = 1_000_000
"""Views of samples that are scored at once, so that a thousand samples are quick and no table of them is large."""


@dataclass(frozen=True)
class Counts:
    """True and false positives and negatives, and Eqs 13-17 on them; nan where a share has nothing to be a share of.

    Inside this module also those of many samples, as arrays.
    """

    tp: float
    fp: float
    fn: float
    tn: float

    @property
    def accuracy(self) -> float:
        """Eq 13."""
        return _share(self.tp + self.tn, self.tp + self.tn + self.fp + self.fn)

    @property
    def precision(self) -> float:
        """Eq 14."""
        return _share(self.tp, self.tp + self.fp)

    @property
    def sensitivity(self) -> float:
        """Eq 15, also called recall."""
        return _share(self.tp, self.tp + self.fn)

    @property
    def specificity(self) -> float:
        """Eq 16."""
        return _share(self.tn, self.tn + self.fp)

    @property
    def f1(self) -> float:
        """Eq 17, from the counts, so that no positive said and none there gives nan."""
        return _share(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def as_row(self) -> dict[str, float]:
        """The five figures by name."""
        return {name: float(getattr(self, name)) for name in METRICS}


@dataclass(frozen=True, eq=False)
class Cases:
    """Labelled views with what the network said of them: answers, probabilities [views, 3], patients, and the threshold.

    `answers` are given by a model that has a rule of its own; None: the top-2 rule decides.
    """

    truth: tuple[Answer, ...]
    probabilities: Probabilities
    patients: tuple[str, ...]
    threshold: float
    answers: tuple[Answer, ...] | None = None

    @property
    def said(self) -> list[Answer]:
        """The network's answers."""
        return read_answers(self.probabilities, self.threshold) if self.answers is None else list(self.answers)


def figures(cases: Cases, chosen: Indices | None = None) -> dict[str, float]:
    """Every score by name; `chosen` scores a sample of the views (repetitions allowed).

    "label accuracy" is the share of views with the right answer; "abnormal ..." are Eqs 13-17 for abnormal against normal;
    "normal ...", "metastatic ...", "arthritic ..." one class against the rest (both diseases are positive for either);
    "macro ..." the mean over the three classes; "auc ..." per output and their mean.
    """
    views = len(cases.truth)
    times = np.ones(views) if chosen is None else np.bincount(chosen, minlength=views)
    return {name: float(values[0]) for name, values in _Prepared.of(cases).figures(times[None]).items()}


def drawn_figures(cases: Cases, draws: Iterable[Indices]) -> dict[str, Figures]:
    """Every score of each of these samples of the views, as `figures` names them."""
    prepared, views = _Prepared.of(cases), len(cases.truth)
    parts, left = [], iter(draws)
    while some := list(islice(left, max(_TOGETHER // max(views, 1), 1))):
        times = np.stack([np.bincount(chosen, minlength=views) for chosen in some])
        parts.append(prepared.figures(times))
    names: Iterable[str] = parts[0] if parts else figures(cases)
    return {name: np.concatenate([part[name] for part in parts] or [np.empty(0)]) for name in names}


def with_intervals(cases: Cases, samples: int = 1000, seed: int = 0) -> dict[str, dict[str, float]]:
    """Every score with its 95 % percentile interval over `samples` draws of patients with replacement."""
    draws = drawn_figures(cases, patient_draws(cases.patients, samples, seed))
    table = {}
    for name, value in figures(cases).items():
        drawn = draws[name][np.isfinite(draws[name])]
        low, high = np.percentile(drawn, [2.5, 97.5]) if drawn.size else (np.nan, np.nan)
        table[name] = {"value": value, "low": float(low), "high": float(high)}
    return table


def patient_draws(patients: Sequence[str], samples: int, seed: int = 0) -> Iterator[Indices]:
    """The indices of the views of patients drawn with replacement; the same seed draws the same patients."""
    rng = np.random.default_rng([seed, 11])
    owners: dict[str, list[int]] = {}
    for index, patient in enumerate(patients):
        owners.setdefault(patient, []).append(index)
    groups = [np.array(rows, dtype=np.intp) for rows in owners.values()]
    for _ in range(samples if groups else 0):
        yield np.concatenate([groups[i] for i in rng.integers(len(groups), size=len(groups))])


def confusion(cases: Cases) -> NDArray[np.int64]:
    """Views by true answer (rows) and said answer (columns), in the order of the four answers."""
    matrix = np.zeros((len(ANSWERS), len(ANSWERS)), dtype=np.int64)
    for true, said in zip(cases.truth, cases.said, strict=True):
        matrix[ANSWERS.index(true), ANSWERS.index(said)] += 1
    return matrix


def roc(cases: Cases, output: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """False and true positive rates of one output over all thresholds, from (0, 0) to (1, 1); nan where one kind is missing."""
    truth, scores = holds(cases.truth)[:, output], np.asarray(cases.probabilities, dtype=np.float64)[:, output]
    order = np.argsort(-scores, kind="stable")
    last_of_ties = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1) if len(order) else np.empty(0, dtype=np.intp)
    hits, misses = np.cumsum(truth[order])[last_of_ties], np.cumsum(~truth[order])[last_of_ties]
    rates = []
    for found in (misses, hits):
        total = float(found[-1]) if found.size else 0.0
        rates.append(np.append(0.0, found / total if total else np.full(found.size, np.nan)))
    return rates[0], rates[1]


def choose_threshold(truth: Sequence[Answer], probabilities: Probabilities) -> float:
    """The top-2 threshold with the most right answers on validation data; among equals the smallest, so that "both" can be said.

    Both diseases are rare in one view: a score that weighs the four answers alike would call many views "both" for one that is.
    Without a view that shows both nothing can be chosen, and the rule never says both (0.5 is reached by a tie alone).
    """
    if Answer.BOTH not in truth or not len(probabilities):
        return 0.5
    seconds = np.sort(np.asarray(probabilities, dtype=np.float64), axis=1)[:, 1]
    tried = np.unique(np.round(np.append(seconds[seconds <= 0.5], 0.5), 4))
    right = [sum(a is b for a, b in zip(truth, read_answers(probabilities, float(value)), strict=True)) for value in tried]
    return float(tried[int(np.argmax(right))])


def holds(answers: Sequence[Answer]) -> NDArray[np.bool_]:
    """Whether each output is true of each answer, [views, 3]; both diseases hold for metastatic & arthritic."""
    return np.array(
        [[answer is one or (answer is Answer.BOTH and one is not Answer.NORMAL) for one in CLASSES] for answer in answers], dtype=bool
    ).reshape(-1, 3)


@dataclass(frozen=True, eq=False)
class _Prepared:
    """Cases as arrays."""

    right: NDArray[np.bool_]
    truth: NDArray[np.bool_]
    said: NDArray[np.bool_]
    probabilities: Probabilities

    @classmethod
    def of(cls, cases: Cases) -> _Prepared:
        said = cases.said
        right = np.array([a is b for a, b in zip(cases.truth, said, strict=True)], dtype=bool)
        return cls(right, holds(cases.truth), holds(said), cases.probabilities)

    def figures(self, times: Any) -> dict[str, Figures]:
        """Every score of each sample; `times` [samples, views] says how often a view is in each."""
        times = np.asarray(times, dtype=np.float64)
        found = {"label accuracy": _share(times @ self.right, times.sum(axis=1))}
        pairs = [(self.truth[:, i], self.said[:, i]) for i in range(len(CLASSES))]
        counted = [_weighed(times, truth, said) for truth, said in pairs]
        abnormal = _weighed(times, ~self.truth[:, 0], ~self.said[:, 0])
        for group, one in (("abnormal", abnormal), *zip(map(str, CLASSES), counted, strict=True)):
            found |= {f"{group} {name}": getattr(one, name) for name in METRICS}
        for name in METRICS:
            found[f"macro {name}"] = np.mean([getattr(one, name) for one in counted], axis=0)
        areas = [
            _areas(times, truth, self.probabilities[:, i]) for i, (truth, _) in enumerate(pairs)
        ]
        found |= {f"auc {name}": area for name, area in zip(CLASSES, areas, strict=True)}
        return found | {"auc macro": np.mean(areas, axis=0)}


def _weighed(times: Any, truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Counts:
    """The counts of each sample, as arrays."""
    kinds = (truth & said, ~truth & said, truth & ~said, ~truth & ~said)
    return Counts(*(times @ kind for kind in kinds))


def count(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Counts:
    """The four counts of a yes-or-no question."""
    return Counts(float((truth & said).sum()), float((~truth & said).sum()), float((truth & ~said).sum()), float((~truth & ~said).sum()))


def area_under_curve(truth: NDArray[np.bool_], scores: Probabilities) -> float:
    """The area under the ROC curve: how often a positive ranks above a negative, ties counting half; nan with one kind only."""
    return float(_areas(np.ones((1, len(truth))), truth, scores)[0])


def _areas(times: Any, truth: NDArray[np.bool_], scores: Probabilities) -> Any:
    """The same for samples that hold each view so many `times` [samples, views]; nan where a score is none."""
    if not len(truth):
        return np.full(len(times), np.nan)
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    starts = np.append(0, np.flatnonzero(ranked[1:] != ranked[:-1]) + 1)  # equal scores are one rank
    positives, negatives = (
        np.add.reduceat(times[:, order] * kind[order], starts, axis=1) for kind in (truth, ~truth)
    )
    below = np.cumsum(negatives, axis=1) - negatives
    above = (positives * (below + negatives / 2)).sum(axis=1)
    area = _share(above, positives.sum(axis=1) * negatives.sum(axis=1))
    return np.where(times[:, np.isnan(scores)].any(axis=1), np.nan, area)


def as_json(cases: Cases, samples: int = 1000) -> dict[str, Any]:
    """Everything a card or a table needs of the scores."""
    table = {name: {key: _finite(value) for key, value in row.items()} for name, row in with_intervals(cases, samples).items()}
    counts = {str(name): asdict(count(holds(cases.truth)[:, i], holds(cases.said)[:, i])) for i, name in enumerate(CLASSES)}
    matrix = {"labels": [str(answer) for answer in ANSWERS], "rows_truth_columns_said": confusion(cases).tolist()}
    return {"views": len(cases.truth), "patients": len(set(cases.patients)), "scores": table, "counts": counts, "confusion": matrix}


def _finite(value: float) -> float | None:
    """JSON has no nan: a figure that does not exist is null."""
    return value if np.isfinite(value) else None


@overload
def _share(part: float, whole: float) -> float: ...


@overload
def _share(part: Figures, whole: Figures) -> Figures: ...


def _share(part: Any, whole: Any) -> Any:
    """A share of numbers or, one by one, of arrays; nan of nothing."""
    if isinstance(whole, np.ndarray):
        return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole != 0)
    return part / whole if whole else float("nan")
