"""What the scores page shows of a measured model: the rows of its table, the table as it is saved, and the figures by title."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.opinion.model_scores import ModelScores, Scores
from dspic_gui.qt.figure_saving import Row
from dspic_gui.qt.figures.case_figures import NumberOf, both_figure, error_figure, no_number
from dspic_gui.qt.figures.figures import (
    Figure,
    average_figure,
    calibration_figure,
    class_figure,
    course_figure,
    footer,
    matrices_figure,
    roc_figure,
    size_figure,
)
from dspic_gui.qt.figures.lesion_figures import lesion_figures, lesion_rows
from dspic_gui.qt.words.scores import say, score_text
from dspic_gui.training_run.course import read_course

OF_STUDIES = ("roc", "classes", "averages", "matrices")
"""The figures that can count studies too; all others are of views."""


@dataclass(frozen=True, eq=False)
class Measured:
    """The scores of a model with the folder that it was opened from and the warning of its card, as they were when it was measured."""

    scores: ModelScores
    folder: Path
    warning: str


def header() -> tuple[str, ...]:
    """The titles of the table's columns."""
    return say("Score"), say("Value"), say("95 % from"), say("to")


def rows(scores: Scores) -> list[Row]:
    """A row per score; a value that does not exist is None."""
    return [(score_text(name), *(_finite(row[key]) for key in ("value", "low", "high"))) for name, row in scores.items()]


def table_rows(scores: ModelScores, level: str) -> list[Row]:
    """The scores of lesions where the network finds them, then those of "view" or "study"."""
    return [*(row[:4] for row in lesion_rows(scores.lesions)), *rows(scores.scores(level))]


def saved_rows(scores: ModelScores) -> list[Row]:
    """The scores of views and of studies, each row with the model, the dataset, the labels and how many it counts."""
    about = scores.evaluation
    head = (say("Model"), say("Dataset"), say("Labels"), say("Counted"), *header(), "n")
    found: list[Row] = [head]
    for title, level in ((say("views"), "view"), (say("studies"), "study")):
        count = len(scores.cases(level).truth)
        found += [(about.model, about.dataset, about.labels, title, *row, count) for row in rows(scores.scores(level))]
    if about.unlike:
        title = say("unlike what it learned: no answer, left out")
        found.append((about.model, about.dataset, about.labels, say("views"), title, about.unlike, None, None, len(about.views)))
    title = say("lesions")
    found += [(about.model, about.dataset, about.labels, title, *row) for row in lesion_rows(scores.lesions)]
    return found


def titled_figures(measured: Measured, level: str, number_of: NumberOf = no_number) -> list[tuple[str, Figure]]:
    """Every figure of the page, those of `OF_STUDIES` counting the "view" or the "study"; `number_of` names studies."""
    scores, warning = measured.scores, measured.warning
    found = [
        (say("ROC"), roc_figure(scores, level)),
        (say("Classes"), class_figure(scores, level)),
        (say("Averages"), average_figure(scores, level)),
        (say("Matrices"), matrices_figure(scores, level)),
        (say("Calibration"), calibration_figure(scores)),
        (say("Lesion size"), size_figure(scores)),
        (say("Errors"), error_figure(scores, warning, number_of)),
        (say("Both diseases"), both_figure(scores, warning, number_of)),
    ]
    found[:0] = lesion_figures(scores.lesions, f"{footer(scores)} {warning}")
    course = read_course(measured.folder)
    if len(course) > 1:
        found.append((say("Training"), course_figure(course, scores.evaluation.model)))
    return found


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
