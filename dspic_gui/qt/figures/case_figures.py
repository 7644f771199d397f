"""Printed cases: errors with their marks and reasons (Fig 12), and both diseases in one view with the two top probabilities (Fig 13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from dspic_gui.disease import Disease
from dspic_gui.opinion.model_scores import ModelScores, PrintedCase
from dspic_gui.qt.figures.chart import Ink, write
from dspic_gui.qt.figures.figures import Figure, footer, with_foot
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.review import reason_text
from dspic_gui.qt.words.scores import say
from dspic_gui.study import COLUMNS, ROWS

WIDE, HIGH = 190, 760
WORDS = 118
MARK_COLOURS = {Disease.METASTASIS: "#c0392b", Disease.ARTHRITIS: "#1f6fb2"}
ROOM = 3.0
"""Pixels between a lesion and the mark around it."""


def error_figure(scores: ModelScores, warning: str) -> Figure:
    """Wrongly classified views with the marks of the label, and why the reviewers think that it happened."""
    return _figure("errors", scores, scores.errors, _error_words, warning)


def both_figure(scores: ModelScores, warning: str) -> Figure:
    """Views that show both diseases: metastases in rectangles, arthritis in ellipses, and the two top probabilities."""
    return _figure("both-diseases", scores, scores.both, _both_words, warning)


def _figure(
    name: str, scores: ModelScores, cases: Sequence[PrintedCase], words: Callable[[PrintedCase], list[str]], warning: str
) -> Figure:
    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        if not cases:
            write(painter, place, say("There is no such view."), ink.dim, size=11)
        for at, case in enumerate(cases):
            left = place.left() + at * (WIDE + 14)
            frame = QRectF(left, place.top(), WIDE, HIGH)
            _draw_scan(painter, frame, case)
            text = "\n".join([f"{chr(ord('a') + at)}   {case.view.study[:8]} {case.view.label.projection}", *words(case)])
            write(painter, QRectF(left, place.top() + HIGH + 6, WIDE, WORDS), text, ink.text, left=True, wrap=True)

    told = " ".join((footer(scores), say("Metastases in rectangles, arthritis in ellipses."), warning))
    return with_foot(name, (max(len(cases), 2) * (WIDE + 14) + 16, HIGH + WORDS + 20), draw, told)


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
        painter.setPen(QPen(QColor(MARK_COLOURS[lesion.disease]), 1.4))
        box.translate(frame.topLeft())
        if lesion.disease is Disease.METASTASIS:
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
    painter.setPen(QPen(QColor("#999999"), 0.6))
    painter.drawRect(frame)
