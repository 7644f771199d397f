"""The figures of a network that finds lesions: its free-response curves, and what it finds by part and by size."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QPainter

from dspic_gui.code import load_code_book
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.free_response import FreeResponse
from dspic_gui.opinion.model_scores import LesionScores
from dspic_gui.qt.figure_saving import Row
from dspic_gui.qt.figures.chart import DASHES, SHARES, Chart, Ink, write
from dspic_gui.qt.figures.figures import Figure, with_foot
from dspic_gui.qt.opinion.lesion_words import FINDING_COLOURS
from dspic_gui.qt.words.scores import disease_text, say
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import plain

MOST = 8.0
BAR, GAP = 15, 5


def free_response_figure(lesions: LesionScores, footer: str) -> Figure:
    """Sensitivity against false marks of a disease per view, with intervals at 0.5, 1, 2 and 4."""

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        chart = Chart(painter, place, ink, (0, MOST**0.5), (0, 1.02))
        ticks = [(rate**0.5, f"{rate:g}") for rate in (0, 0.25, 0.5, 1, 2, 4, 8)]
        chart.axes(say("Free-response curves"), say("false marks per view"), say("lesions found"), ticks, SHARES)
        entries = []
        for at, disease in enumerate(Disease):
            points = [(false, found) for false, found, _ in lesions.curves.curves.get(disease, ()) if false <= MOST]
            if not points:
                continue
            colour = FINDING_COLOURS[disease]
            line = [(0.0, 0.0), *points, (MOST, points[-1][1])]
            chart.line([(false**0.5, found) for false, found in line], colour, DASHES[at])
            for row in _at_rates(lesions, disease):
                x = row.rate**0.5
                chart.dots([(x, row.sensitivity)], colour)
                chart.line([(x, row.low), (x, row.high)], colour, (), 1.0)
            count = next((row.lesions for row in _at_rates(lesions, disease)), 0)
            entries.append((say("{disease} ({count} lesions)").format(disease=disease_text(disease), count=count), colour, DASHES[at]))
        chart.legend(entries)

    return with_foot("free-response", (560, 460), draw, footer)


def subset_figure(lesions: LesionScores, footer: str) -> Figure:
    """What is found at one false mark per view, by body part and by size, each with its interval."""
    rows = [row for row in lesions.found if row.subset]
    half = -(-len(rows) // 2)
    columns = [rows[:half], rows[half:]]

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        title = say("Found at one false mark per view")
        write(painter, QRectF(place.left(), place.top(), place.width(), 18), title, ink.text, size=10)
        wide = place.width() / 2
        for at, column in enumerate(columns):
            _bars(painter, QRectF(place.left() + at * wide, place.top() + 26, wide - 12, place.height() - 26), ink, column)

    return with_foot("lesions-by-part-and-size", (900, 50 + half * (BAR + GAP)), draw, footer)


def lesion_figures(lesions: LesionScores | None, footer: str) -> list[tuple[str, Figure]]:
    """Title and figure of each; none for a network that finds no lesions."""
    if lesions is None:
        return []
    return [
        (say("Free response"), free_response_figure(lesions, footer)),
        (say("Part and size"), subset_figure(lesions, footer)),
    ]


def lesion_rows(lesions: LesionScores | None) -> list[Row]:
    """Rows of the table: what, value, interval, and how many lesions are counted."""
    if lesions is None:
        return []
    words = say("{disease} found at {rate} false marks per view")
    found: list[Row] = []
    for row in lesions.found:
        name = words.format(disease=disease_text(row.disease), rate=f"{row.rate:g}")
        title = f"{name}, {subset_text(row.subset)}" if row.subset else name
        found.append((title, *(_finite(value) for value in (row.sensitivity, row.low, row.high)), row.lesions))
    for one in lesions.figures:
        found.append((one.name, *(_finite(value) for value in (one.value, one.low, one.high)), one.count))
    return found


def subset_text(subset: str) -> str:
    """A body part in the reader's language, or a range of sizes."""
    part = load_code_book().part_by_key.get(subset)
    return in_words(plain(part.title)) if part else subset.replace("0 to inf", "≥ 0").replace("to inf", "and more")


def _at_rates(lesions: LesionScores, disease: Disease) -> list[FreeResponse]:
    return [row for row in lesions.found if row.disease is disease and not row.subset]


def _bars(painter: QPainter, place: QRectF, ink: Ink, rows: Sequence[FreeResponse]) -> None:
    left, right = 190.0, 78.0
    for at, row in enumerate(rows):
        top = place.top() + at * (BAR + GAP)
        title = f"{disease_text(row.disease)}, {subset_text(row.subset)}"
        write(painter, QRectF(place.left(), top, left - 8, BAR), title, ink.text, size=8, left=True)
        chart = Chart(painter, QRectF(0, 0, 1, 1), ink, (0, 1), (0, 1))
        chart.frame = QRectF(place.left() + left, top, place.width() - left - right, BAR)
        painter.fillRect(chart.frame, QColor(ink.line))
        width = chart.frame.width() * (row.sensitivity if math.isfinite(row.sensitivity) else 0.0)
        painter.fillRect(QRectF(chart.frame.left(), top, width, BAR), QColor(FINDING_COLOURS[row.disease]))
        if math.isfinite(row.low) and math.isfinite(row.high):
            chart.line([(row.low, 0.5), (row.high, 0.5)], ink.text, (), 1.2)
        words = f"{row.sensitivity:.2f} ({row.lesions})" if math.isfinite(row.sensitivity) else "–"
        write(painter, QRectF(chart.frame.right() + 6, top, right - 6, BAR), words, ink.dim, size=8, left=True)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None

