"""A model measured on a dataset: what it says of every labelled view against consensus, truth or a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.disease import CLASSES, Answer, Disease
from dspic_gui.ground_truth.label_source import SOURCE_NAMES, LabelledView, LabelSource, Tally, remarks
from dspic_gui.labels.text import LabelError
from dspic_gui.lesion_model.opened import Model
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.scores import Cases
from dspic_gui.opinion.second_opinion import study_prediction
from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import Sentence, told
from dspic_gui.study import Projection

SIZES = (0.0, 50.0, 100.0, 200.0, 400.0, float("inf"))
"""The limits between lesion sizes, in square pixels."""
BINS = 10

Problem = Callable[[str, str], None]
"""Told the key of a study that was left out, and the sentence that says why."""
Cell = tuple[Answer, Answer]
"""What is true and what was said."""


class EvaluationError(ArchiveError):
    """A dataset on which nothing can be measured; the text is a sentence for whoever asked."""


@dataclass(frozen=True, eq=False)
class EvaluatedView:
    """A labelled view with what the model said of it and of its whole study. `patient` and `study` are pseudonyms."""

    study: str
    patient: str
    label: LabelledView
    prediction: Prediction
    said: StudyPrediction

    @property
    def truth(self) -> Answer:
        """The answer that is taken as true."""
        assert self.label.answer is not None
        return self.label.answer

    @property
    def right(self) -> bool:
        """Whether the model gave the true answer."""
        return self.prediction.answer is self.truth

    @property
    def confidence(self) -> float:
        """The probability of the most probable class."""
        return max(self.prediction.probabilities)


@dataclass(frozen=True)
class CalibrationBin:
    """Of the outputs between `low` and `high`: how many, their mean, and the share for which the class was there."""

    low: float
    high: float
    count: int
    said: float
    found: float


@dataclass(frozen=True)
class SizeRow:
    """Views whose largest lesion of a disease has from `low` to `high` square pixels, and in how many the model named the disease."""

    disease: Disease
    low: float
    high: float
    views: int
    named: int

    @property
    def sensitivity(self) -> float | None:
        """The share of views in which the disease was named; None without a view."""
        return self.named / self.views if self.views else None


@dataclass(frozen=True, eq=False)
class Evaluation:
    """All labelled views of a dataset with what one model said of them. `labels` names what was taken as true, `notice` what is amiss.

    `unlike`: how many views more are left out, because they are unlike what the model learned from and its answers count as none.
    """

    model: str
    dataset: str
    labels: str
    threshold: float
    views: tuple[EvaluatedView, ...]
    notice: Sentence | None = None
    tally: Tally = field(default_factory=Tally)
    unlike: int = 0

    @property
    def remarks(self) -> Sentence | None:
        """Which labels were left out, and what is amiss with them; None where there is nothing to say."""
        return remarks(self.tally, self.notice)

    @cached_property
    def cases(self) -> Cases:
        """The views as the formulas of scores want them."""
        return _cases([(one.truth, one.prediction, one.patient) for one in self.views], self.threshold)

    @cached_property
    def study_cases(self) -> Cases:
        """The studies: true is the study's own answer, as the list and the queue take it; those of which it is open are left out."""
        closed = [(one.label.of_study, one.said.overall, one.patient) for one in self._by_study.values()]
        return _cases([(truth, said, patient) for truth, said, patient in closed if truth is not None], self.threshold)

    @property
    def open_studies(self) -> int:
        """How many studies with a labelled view are left out of the studies, because their own answer is open."""
        return sum(one.label.of_study is None for one in self._by_study.values())

    @cached_property
    def cells(self) -> Mapping[Cell, tuple[EvaluatedView, ...]]:
        """The views of each cell of the confusion matrix, by true and by said answer; empty cells are left out."""
        found: dict[Cell, list[EvaluatedView]] = {}
        for one in self.views:
            found.setdefault((one.truth, one.prediction.answer), []).append(one)
        return {cell: tuple(views) for cell, views in found.items()}

    @property
    def wrong(self) -> tuple[EvaluatedView, ...]:
        """The wrongly classified views, the most confident first."""
        return tuple(sorted((one for one in self.views if not one.right), key=lambda one: (-one.confidence, one.study)))

    def calibration(self, about: Answer) -> list[CalibrationBin]:
        """How often a class was there where its output said so, in ten steps of the output; empty steps are left out."""
        said = np.array([one.prediction.by_class[about] for one in self.views])
        there = np.array([_holds(one.truth, about) for one in self.views], dtype=float)
        step = np.minimum((said * BINS).astype(int), BINS - 1)
        return [
            CalibrationBin(k / BINS, (k + 1) / BINS, int((step == k).sum()), float(said[step == k].mean()), float(there[step == k].mean()))
            for k in range(BINS)
            if (step == k).any()
        ]

    def calibration_error(self, about: Answer) -> float:
        """The expected calibration error of an output: the mean distance of said and found, weighed by count."""
        bins = self.calibration(about)
        return sum(one.count * abs(one.said - one.found) for one in bins) / max(sum(one.count for one in bins), 1)

    def sizes(self) -> list[SizeRow]:
        """Sensitivity for each disease by the size of the view's largest lesion of it."""
        rows = []
        for disease in Disease:
            areas = [(area, one) for one in self.views if (area := one.label.largest(disease)) is not None]
            for low, high in pairwise(SIZES):
                inside = [one for area, one in areas if low <= area < high]
                named = sum(disease in one.prediction.answer.diseases for one in inside)
                rows.append(SizeRow(disease, low, high, len(inside), named))
        return rows

    @cached_property
    def _by_study(self) -> dict[str, EvaluatedView]:
        """A view of each study: what is said of the study stands with any."""
        return {one.study: one for one in self.views}


def evaluate(
    archive: Archive,
    classifier: Model,
    labels: str = CONSENSUS,
    *,
    provisional: bool = False,
    chosen: Sequence[tuple[str, Projection]] | None = None,
    problem: Problem = lambda key, sentence: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
    keep_unlike: bool = False,
) -> Evaluation:
    """Classify every labelled view that this person may see, `chosen` ones only where given; EvaluationError where there is none.

    Provisional and disputed labels are left out unless `provisional` asks for them. `keep_unlike` counts the answers of
    views that are unlike what the model learned from.
    """
    source, tally = LabelSource(archive, labels), Tally(provisional)
    wanted = None if chosen is None else set(chosen)
    keys = [key for key in archive.counted_keys() if wanted is None or any(key == study for study, _ in wanted)]
    views: list[EvaluatedView] = []
    for done, key in enumerate(keys, start=1):
        if cancelled():
            break
        if archive.may_see_others(key) and archive.may_see_predictions(key):
            try:
                found = source.of_study(key)
                taken = tally.take(one for one in found if wanted is None or (key, one.projection) in wanted)
                views += _evaluated(archive, classifier, key, taken)
            except (ArchiveError, DecodeError, LabelError, NetworkInputError) as fault:
                problem(key, told(fault))
        progress(done, len(keys))
    odd = 0 if keep_unlike else sum(one.prediction.unlike for one in views)
    views = [one for one in views if keep_unlike or not one.prediction.unlike]
    if not views:
        text = "{dataset} holds no labelled view for “{labels}”, so there is nothing to measure."
        raise EvaluationError(text, dataset=archive.dataset.name, labels=SOURCE_NAMES.get(labels, labels))
    return Evaluation(classifier.identity, archive.dataset.name, labels, classifier.card.threshold, tuple(views), source.notice, tally, odd)


def _evaluated(archive: Archive, classifier: Model, key: str, labelled: Sequence[LabelledView]) -> list[EvaluatedView]:
    if not labelled:
        return []
    said = study_prediction(archive, classifier, key)
    views = [(label, said.views[label.projection]) for label in labelled if label.projection in said.views]
    return [EvaluatedView(key, label.study.patient, label, of_view, said) for label, of_view in views]


def _cases(rows: Sequence[tuple[Answer, Prediction, str]], threshold: float) -> Cases:
    probabilities = np.array([said.probabilities for _, said, _ in rows], dtype=np.float64).reshape(-1, len(CLASSES))
    ruled = tuple(said.answer for _, said, _ in rows) if any(said.ruled for _, said, _ in rows) else None
    return Cases(tuple(truth for truth, _, _ in rows), probabilities, tuple(patient for _, _, patient in rows), threshold, ruled)


def _holds(answer: Answer, about: Answer) -> bool:
    return answer is about if about is Answer.NORMAL else bool(about.diseases & answer.diseases)
