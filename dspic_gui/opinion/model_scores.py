"""Everything that the scores page shows of a model on a dataset: scores with intervals, other models beside it, and cases to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dspic_gui.counts.picture import render
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.model.scores import Cases, with_intervals
from dspic_gui.opinion.evaluation import EvaluatedView, Evaluation
from dspic_gui.prediction_file import kept_predictions, models
from dspic_gui.reviews import Review, all_reviews
from dspic_gui.scans.decoder import DecodeError

MOST_CASES = 6
"""How many cases a printed figure shows."""
Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, eq=False)
class PrintedCase:
    """A view as it is printed: its picture (hot is black), label and answer, and what reviewers say of the error."""

    view: EvaluatedView
    picture: NDArray[np.uint8]
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, eq=False)
class ModelScores:
    """A measured model. `others`: models of which predictions of every one of these views are kept, measured on just these.

    `left_out` names the models that cannot be compared, with the number of these views of which something is kept.
    """

    evaluation: Evaluation
    views: Scores
    studies: Scores
    others: tuple[ModelScores, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    errors: tuple[PrintedCase, ...] = ()
    both: tuple[PrintedCase, ...] = ()

    def scores(self, level: str) -> Scores:
        """The scores of "view" or "study"."""
        return self.views if level == "view" else self.studies

    def cases(self, level: str) -> Cases:
        """What was said and what is true of each "view" or each "study"."""
        return self.evaluation.cases if level == "view" else self.evaluation.study_cases


def model_scores(archive: Archive, evaluation: Evaluation, samples: int = 1000) -> ModelScores:
    """The scores of an evaluation with intervals drawn by patient, and all that is printed with them."""
    reviews = all_reviews(archive)
    kept = list(_others(archive, evaluation))
    same = [one for one in kept if len(one.views) == len(evaluation.views)]
    return ModelScores(
        evaluation,
        with_intervals(evaluation.cases, samples),
        with_intervals(evaluation.study_cases, samples),
        tuple(ModelScores(one, with_intervals(one.cases, samples), with_intervals(one.study_cases, samples)) for one in same),
        tuple((one.model, len(one.views)) for one in kept if one not in same),
        tuple(_printed(archive, typical_errors(evaluation, reviews), reviews)),
        tuple(_printed(archive, [one for one in evaluation.views if one.truth is Answer.BOTH][:MOST_CASES], reviews)),
    )


def typical_errors(evaluation: Evaluation, reviews: Sequence[Review]) -> list[EvaluatedView]:
    """The errors to print: reviewed ones first, of each cell of the matrix the most confident one before a second one."""
    reviewed = {one.case for one in reviews}

    def rank(view: EvaluatedView) -> bool:
        return (view.study, view.label.projection, evaluation.model) not in reviewed

    seen: dict[tuple[Answer, Answer], int] = {}
    ordered = []
    for view in sorted(evaluation.wrong, key=rank):
        cell = (view.truth, view.prediction.answer)
        seen[cell] = seen.get(cell, 0) + 1
        ordered.append((rank(view), seen[cell], view))
    return [view for _, _, view in sorted(ordered, key=lambda row: row[:2])][:MOST_CASES]


def _others(archive: Archive, evaluation: Evaluation) -> Iterator[Evaluation]:
    """Every other model of which something is kept about these views, measured on those of them."""
    for model in models(archive):
        if model != evaluation.model:
            found = _kept(archive, model, evaluation)
            if found is not None:
                yield found


def _kept(archive: Archive, model: str, measured: Evaluation) -> Evaluation | None:
    """A model on the views that were measured, by the predictions that are kept, without asking it; None where none is kept of any."""
    labels: dict[str, list[EvaluatedView]] = {}
    for one in measured.views:
        labels.setdefault(one.study, []).append(one)
    views: list[EvaluatedView] = []
    threshold = 0.5
    for said in kept_predictions(archive, model, sorted(labels)):
        threshold = said.overall.threshold
        known = [one for one in labels[said.study] if one.label.projection in said.views]
        views += [replace(one, prediction=said.views[one.label.projection], said=said) for one in known]
    return replace(measured, model=model, threshold=threshold, views=tuple(views)) if views else None


def _printed(archive: Archive, views: Sequence[EvaluatedView], reviews: Sequence[Review]) -> Iterator[PrintedCase]:
    for view in views:
        try:
            scan = archive.views(view.study)[view.label.projection]
        except (ArchiveError, DecodeError, KeyError, OSError):
            continue
        said = tuple(
            one for one in reviews if (one.study, one.view, one.model) == (view.study, view.label.projection, view.prediction.model)
        )
        yield PrintedCase(view, 255 - render(scan.counts), said)
