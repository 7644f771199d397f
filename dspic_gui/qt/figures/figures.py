"""The figures of a measured model in the manner of the paper's Figs 8 to 11, with calibration and lesion sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

import numpy as np
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter

from dspic_gui.disease import CLASSES, Disease
from dspic_gui.model.scores import METRICS, confusion, roc
from dspic_gui.opinion.model_scores import ModelScores
from dspic_gui.qt.figures.chart import DASHES, NO_DISEASE, SHARES, Chart, Ink, draw_matrix, write
from dspic_gui.qt.figures.confusion_table import ANSWERS
from dspic_gui.qt.opinion.lesion_words import FINDING_COLOURS
from dspic_gui.qt.words.answers import answer_letters, answer_text
from dspic_gui.qt.words.figures import word_text
from dspic_gui.qt.words.opinion import CLASS_COLOURS
from dspic_gui.qt.words.scores import disease_text, metric_text, say
from dspic_gui.training_run.course import CourseRow

Draw = Callable[[QPainter, QRectF, Ink], None]
WIDE_LETTER, LINE = 5.2, 11.5
"""Points that a letter and a line of the words below a figure need at most, on the average."""


@dataclass(frozen=True)
class Figure:
    """A figure: the name of its file, its width and height in points, how it is drawn, and the line below it, `foot` points high."""

    name: str
    size: tuple[int, int]
    draw: Draw
    footer: str = ""
    foot: int = 32

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Draw it with its ground at the painter's origin."""
        width, height = self.size
        painter.fillRect(QRectF(0, 0, width, height), QColor(ink.ground))
        self.draw(painter, QRectF(8, 8, width - 16, height - self.foot - 12), ink)
        write(painter, QRectF(8, height - self.foot, width - 16, self.foot - 2), self.footer, ink.dim, size=7.5, wrap=True)


def roc_figure(scores: ModelScores, level: str = "view") -> Figure:
    """The ROC curve of each output with its area (Fig 8b)."""

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, place, ink, (0, 1), (0, 1))
        chart.axes(say("ROC curves"), say("1 − specificity"), say("sensitivity"), SHARES, SHARES)
        chart.line([(0, 0), (1, 1)], ink.dim, (2, 4), 0.8)
        entries = []
        for at, name in enumerate(CLASSES):
            false, true = roc(scores.cases(level), at)
            if np.isfinite(false).all() and np.isfinite(true).all():
                chart.line(list(zip(false.tolist(), true.tolist(), strict=True)), CLASS_COLOURS[name], DASHES[at])
            row = scores.scores(level)[f"auc {name}"]
            entries.append((f"{answer_text(name)}  {_figure(row)}", CLASS_COLOURS[name], DASHES[at]))
        chart.legend(entries)

    return Figure("roc", (520, 480), draw, footer(scores, level))


def class_figure(scores: ModelScores, level: str = "view") -> Figure:
    """Eqs 13 to 17 for each class with intervals, and the confusion matrix (Fig 9)."""
    cases = scores.cases(level)

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, QRectF(place.left(), place.top(), place.width() * 0.58, place.height()), ink, (-0.5, 4.5), (0, 1.12), 62)
        ticks = [(float(at), metric_text(metric)) for at, metric in enumerate(METRICS)]
        chart.axes(say("Each class against the rest"), "", "", ticks, SHARES)
        for at, name in enumerate(CLASSES):
            for group, metric in enumerate(METRICS):
                row = scores.scores(level)[f"{name} {metric}"]
                left = group - 0.4 + 0.27 * at
                chart.bar(left, left + 0.25, row["value"], CLASS_COLOURS[name], (row["low"], row["high"]), f"{row['value']:.2f}")
        chart.legend_row([(answer_text(name), CLASS_COLOURS[name]) for name in CLASSES])
        beside = QRectF(place.left() + place.width() * 0.6, place.top(), place.width() * 0.4, place.height())
        names = [answer_letters(one) for one in ANSWERS]
        counts = confusion(cases).tolist()
        draw_matrix(painter, beside, ink, say("Confusion matrix"), names, counts, (say("said"), say("true")))

    return Figure("classes", (980, 440), draw, footer(scores, level))


def average_figure(scores: ModelScores, level: str = "view") -> Figure:
    """The averages over the classes with intervals for each model that was measured on the same views (Fig 10)."""
    measured = (scores, *scores.others)

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, place, ink, (-0.5, len(METRICS) + 0.5), (0, 1.12), 62)
        names = [*METRICS, "auc"]
        chart.axes(say("Averages over the classes"), "", "", [(float(at), metric_text(name)) for at, name in enumerate(names)], SHARES)
        wide = 0.8 / len(measured)
        for at, one in enumerate(measured):
            for group, name in enumerate(names):
                row = one.scores(level)["auc macro" if name == "auc" else f"macro {name}"]
                left, words = group - 0.4 + wide * at, f"{row['value']:.2f}" if len(measured) < 5 else ""
                chart.bar(left, left + wide * 0.92, row["value"], NO_DISEASE[at % len(NO_DISEASE)], (row["low"], row["high"]), words)
        chart.legend_row([(_named(one, level), NO_DISEASE[at % len(NO_DISEASE)]) for at, one in enumerate(measured)])

    return _with_models("averages", (860, 420), draw, scores, level)


def matrices_figure(scores: ModelScores, level: str = "view") -> Figure:
    """The confusion matrix of each model that was measured on the same views (Fig 11)."""
    measured = (scores, *scores.others)
    across = min(len(measured), 3)
    rows = -(-len(measured) // across)

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        for at, one in enumerate(measured):
            wide, high = place.width() / across, place.height() / rows
            cell = QRectF(place.left() + at % across * wide, place.top() + at // across * high, wide - 12, high - 12)
            title, counts = f"{chr(ord('a') + at)}  {_named(one, level)}", confusion(one.cases(level)).tolist()
            draw_matrix(painter, cell, ink, title, [answer_letters(x) for x in ANSWERS], counts, (say("said"), say("true")))

    return _with_models("matrices", (360 * across + 16, 330 * rows + 34), draw, scores, level)


def calibration_figure(scores: ModelScores) -> Figure:
    """How often a class is there where its output says so."""
    evaluation = scores.evaluation

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, place, ink, (0, 1), (0, 1))
        chart.axes(say("Calibration"), say("mean output"), say("share of views that show it"), SHARES, SHARES)
        chart.line([(0, 0), (1, 1)], ink.dim, (2, 4), 0.8)
        entries = []
        for at, name in enumerate(CLASSES):
            points = [(one.said, one.found) for one in evaluation.calibration(name)]
            chart.line(points, CLASS_COLOURS[name], DASHES[at])
            chart.dots(points, CLASS_COLOURS[name])
            error = say("{name}, mean error {error:.2f}").format(name=answer_text(name), error=evaluation.calibration_error(name))
            entries.append((error, CLASS_COLOURS[name], DASHES[at]))
        chart.legend(entries)

    return Figure("calibration", (520, 480), draw, footer(scores))


def size_figure(scores: ModelScores) -> Figure:
    """In how many views a disease is named, by the size of its largest lesion."""
    rows = scores.evaluation.sizes()
    limits = list(dict.fromkeys((row.low, row.high) for row in rows))

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, place, ink, (-0.5, len(limits) - 0.5), (0, 1.12), 62)
        ticks = [(float(at), _limits(*between)) for at, between in enumerate(limits)]
        chart.axes(say("Sensitivity by lesion size"), say("area of the view's largest lesion, px²"), say("named"), ticks, SHARES)
        for row in rows:
            at = limits.index((row.low, row.high)) - 0.4 + 0.42 * list(Disease).index(row.disease)
            if row.sensitivity is not None:
                chart.bar(at, at + 0.38, row.sensitivity, FINDING_COLOURS[row.disease], None, f"{row.named}/{row.views}")
        chart.legend_row([(disease_text(disease), FINDING_COLOURS[disease]) for disease in Disease])

    return Figure("lesion-sizes", (760, 420), draw, footer(scores))


def course_figure(course: Sequence[CourseRow], model: str) -> Figure:
    """Accuracy and loss over the epochs of the training (Fig 8a)."""

    first, last = course[0].epoch, max(course[-1].epoch, course[0].epoch + 1)
    epochs = [(at, f"{at:.0f}") for at in (first, (first + last) / 2, last)]
    highest = max(max(row.loss, row.validation_loss) for row in course) or 1.0
    losses = [(step * highest / 5, f"{step * highest / 5:.2f}") for step in range(6)]
    accuracy = [[(row.epoch, row.accuracy) for row in course], [(row.epoch, row.validation_accuracy) for row in course]]
    loss = [[(row.epoch, row.loss) for row in course], [(row.epoch, row.validation_loss) for row in course]]
    parts = ((say("Accuracy"), 1.0, SHARES, accuracy), (say("Loss"), highest, losses, loss))

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        half = place.width() / 2
        for at, (title, top, marks, curves) in enumerate(parts):
            cell = QRectF(place.left() + at * half, place.top(), half, place.height())
            chart = Chart(painter, cell, ink, (first, last), (0.0, top))
            chart.axes(title, say("epoch"), "", epochs, marks)
            for curve, colour, dash in zip(curves, NO_DISEASE, DASHES, strict=False):
                chart.line(curve, colour, dash)
            chart.legend([(say("training"), NO_DISEASE[0], DASHES[0]), (say("validation"), NO_DISEASE[1], DASHES[1])], top=at == 1)

    return Figure("training", (920, 400), draw, model)


def _figure(row: Mapping[str, float]) -> str:
    value, low, high = (row[key] for key in ("value", "low", "high"))
    return f"{value:.3f} ({low:.3f}–{high:.3f})" if value == value else "–"


def _limits(low: float, high: float) -> str:
    return f"≥ {low:g}" if high == float("inf") else f"{low:g}–{high:g}"


def footer(scores: ModelScores, level: str = "view") -> str:
    """What was measured, on what, against what."""
    evaluation = scores.evaluation
    if level == "view":
        words = say("{model} on {dataset}, {count} views of {patients} patients, labels: {labels}.")
    else:
        words = say("{model} on {dataset}, {count} studies of {patients} patients, labels: {labels}.")
    told = words.format(
        model=evaluation.model,
        dataset=evaluation.dataset,
        count=len(scores.cases(level).truth),
        patients=len(set(scores.cases(level).patients)),
        labels=word_text(evaluation.labels),
    )
    return f"{told} {say('95 % intervals drawn by patient. Research use only.')}"


def with_foot(name: str, size: tuple[int, int], draw: Draw, words: str) -> Figure:
    """A figure that is as much higher as its words below need more than two lines; `size` is without them."""
    letters = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    lines = -(-letters * WIDE_LETTER // (size[0] - 16))
    foot = max(32, round(lines * LINE) + 6)
    return Figure(name, (size[0], size[1] + foot), draw, words, foot)


def _with_models(name: str, size: tuple[int, int], draw: Draw, scores: ModelScores, level: str) -> Figure:
    """A figure that compares models, with the models that could not be compared named below."""
    left_out = say("Left out: {model}, which has classified {count} of these {total} views.")
    total = len(scores.evaluation.views)
    told = [left_out.format(model=model, count=count, total=total) for model, count in scores.left_out]
    return with_foot(name, (size[0], size[1] - 32), draw, " ".join([footer(scores, level), *told]))


def _named(scores: ModelScores, level: str) -> str:
    return f"{scores.evaluation.model} (n = {len(scores.cases(level).truth)})"
