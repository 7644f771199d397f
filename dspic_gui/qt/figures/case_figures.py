"""Printed cases: errors with their marks and reasons (Fig 12), and both diseases in one view with the two top probabilities (Fig 13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from dspic_gui.counts.colour_map import readable
from dspic_gui.disease import Disease
from dspic_gui.opinion.model_scores import ModelScores, PrintedCase
from dspic_gui.qt.figures.chart import Ink, write
from dspic_gui.qt.figures.figures import Figure, footer, with_foot
from dspic_gui.qt.opinion.lesion_words import FINDING_COLOURS
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.measures import study_text, view_name
from dspic_gui.qt.words.review import reason_text
from dspic_gui.qt.words.scores import say
from dspic_gui.study import COLUMNS, ROWS

WIDE, HIGH = 150, 600
COLUMN, WORDS = 190, 132
"""A case is as wide as its words need, which stand below its picture."""
NumberOf = Callable[[str], int | None]
"""The number of a study in the worklist, by its key."""

ROOM = 3.0
"""Pixels between a lesion and the mark around it."""


def no_number(key: str) -> None:
    """No list is at hand: studies are called by their keys."""


def error_figure(scores: ModelScores, warning: str, number_of: NumberOf = no_number) -> Figure:
    """Wrongly classified views with the marks of the label, and why the reviewers think that it happened."""
    return _figure("errors", scores, scores.errors, _error_words, warning, number_of)


def both_figure(scores: ModelScores, warning: str, number_of: NumberOf = no_number) -> Figure:
    """Views that show both diseases: metastases in rectangles, arthritis in ellipses, and the two top probabilities."""
    return _figure("both-diseases", scores, scores.both, _both_words, warning, number_of)


def _figure(
    name: str,
    scores: ModelScores,
    cases: Sequence[PrintedCase],
    words: Callable[[PrintedCase], list[str]],
    warning: str,
    number_of: NumberOf,
) -> Figure:
    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        if not cases:
            write(painter, place, say("There is no such view."), ink.dim, size=11)
        for at, case in enumerate(cases):
            left = place.left() + at * (COLUMN + 14)
            frame = QRectF(left, place.top(), WIDE, HIGH)
            _draw_scan(painter, frame, case)
            name = study_text(case.view.study, number_of(case.view.study))
            text = "\n".join([f"{chr(ord('a') + at)}   {name} {view_name(case.view.label.projection)}", *words(case)])
            write(painter, QRectF(left, place.top() + HIGH + 6, COLUMN, WORDS), text, ink.text, left=True, wrap=True)

    told = " ".join((footer(scores), say("Metastases in rectangles, arthritis in ellipses."), warning))
    return with_foot(name, (max(len(cases), 2) * (COLUMN + 14) + 16, HIGH + WORDS + 20), draw, told)


def _error_words(case: PrintedCase) -> list[str]:
    said = case.view.prediction
    lines = [say("true {answer}").format(answer=answer_text(case.view.truth))]
    lines.append(say("said {answer} ({p:.2f})").format(answer=answer_text(said.answer), p=max(said.probabilities)))
    for one in case.reviews:
        verdict = "" if one.agrees else say(" – label wrong")
        lines.append(f"{one.reviewer}: {reason_text(one.reason)}{verdict}{'. ' + one.comment if one.comment else ''}")
    return lines


def _both_words(case: PrintedCase) -> list[str]:
    said = case.view.prediction
    tops = ((say("Top-1"), said.top1), (say("Top-2"), said.top2))
    return [f"{title} {answer_text(name)} {said.by_class[name]:.2f}" for title, name in tops] + [
        say("said {answer}").format(answer=answer_text(said.answer))
    ]


def _draw_scan(painter: QPainter, frame: QRectF, case: PrintedCase) -> None:
    """The picture at its own proportions, and a mark around each lesion of the label."""
    rows, columns = case.picture.shape
    picture = QImage(np.ascontiguousarray(case.picture).tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8).copy()
    painter.drawImage(frame, picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    across, down = frame.width() / COLUMNS, frame.height() / ROWS
    for lesion in case.view.label.lesions:
        if lesion.disease is None:
            continue
        left, top, right, bottom = lesion.shape.bounds
        box = QRectF((left - ROOM) * across, (top - ROOM) * down, (right - left + 2 * ROOM) * across, (bottom - top + 2 * ROOM) * down)
        painter.setPen(QPen(QColor(readable(FINDING_COLOURS[lesion.disease], ("#ffffff", "#000000"))), 1.4))
        box.translate(frame.topLeft())
        if lesion.disease is Disease.METASTASIS:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
    painter.setPen(QPen(QColor("#999999"), 0.6))
    painter.drawRect(frame)
