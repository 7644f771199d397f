"""The picture of a trend: the index over a patient's studies, with the band of repeatability."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from dspic_gui.burden.trend import REPEATABILITY, Course, Step
from dspic_gui.qt.figures.chart import SERIES, Chart, Ink, Ticks, write
from dspic_gui.qt.figures.figures import Figure
from dspic_gui.qt.words.burden import course_text, index_text
from dspic_gui.qt.words.sentence import translate

COLOUR = SERIES[1]
"""Orange, as metastases have in all figures."""
BAND_COLOUR = SERIES[0]
SIZE = (640, 460)
FOOT = 74
_MARGIN_DAYS = 30.0


def trend_figure(steps: Sequence[Step], title: str, about: str) -> Figure:
    """A dot per study at its date; the shade right of each dot is what the next may differ by."""
    dated = [step for step in steps if step.study.study.time.day]

    def draw(painter: QPainter, place: QRectF, ink: Ink) -> None:
        days = _days(dated)
        values = [step.study.index for step in dated if step.study.index is not None]
        top = max([*values, 3 * REPEATABILITY]) + 2 * REPEATABILITY
        wide = (min(days, default=0.0) - _MARGIN_DAYS, max(days, default=0.0) + _MARGIN_DAYS)
        chart = Chart(painter, place, ink, wide, (0.0, top), 58)
        beside = translate("burden", "percent of the skeleton")
        dates = [(day, step.study.study.time.day or "") for day, step in zip(days, dated, strict=True)]
        chart.axes(title, "", beside, _apart(dates, chart), _ticks(top))
        _draw_bands(chart, days, dated)
        _draw_course(chart, days, dated)
        _legend(chart)
        if not values:
            words = translate("burden", "No study of this patient has an index from this source.")
            write(painter, chart.frame, words, ink.dim, size=10)

    return Figure("bone_scan_index", SIZE, draw, about, FOOT)


def _days(steps: Sequence[Step]) -> list[float]:
    """Days since the first study."""
    found = [_day(step) for step in steps]
    first = min(found, default=0)
    return [float(one - first) for one in found]


def _day(step: Step) -> int:
    try:
        return date.fromisoformat((step.study.study.time.day or "")[:10]).toordinal()
    except ValueError:
        return 0


def _apart(dates: Ticks, chart: Chart) -> Ticks:
    """The dates that have room beside one another, the first and the newest in any case."""
    kept: list[tuple[float, str]] = []
    for at, (day, text) in enumerate(dates):
        last = at == len(dates) - 1
        while last and len(kept) > 1 and _gap(chart, kept[-1][0], day) < 70:
            kept.pop()
        if not kept or _gap(chart, kept[-1][0], day) >= 70:
            kept.append((day, text[:10]))
    return kept


def _gap(chart: Chart, one: float, other: float) -> float:
    return chart.at(other, 0.0).x() - chart.at(one, 0.0).x()


def _ticks(top: float) -> Ticks:
    """About six round values."""
    rough = top / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    return [(at * step, f"{at * step:.{1 if step < 1 else 0}f}") for at in range(int(top / step) + 1)]


def _draw_bands(chart: Chart, days: Sequence[float], steps: Sequence[Step]) -> None:
    known = _known(days, steps)
    shade = QColor(BAND_COLOUR)
    shade.setAlpha(60)
    for (start, value), (end, _) in pairwise(known):
        high = chart.at(start, value + REPEATABILITY)
        low = chart.at(end, max(value - REPEATABILITY, 0.0))
        chart.painter.fillRect(QRectF(high, low), shade)
        for edge in (value + REPEATABILITY, value - REPEATABILITY):
            if edge > 0:
                chart.line([(start, edge), (end, edge)], BAND_COLOUR, (2, 3), 0.8)


def _draw_course(chart: Chart, days: Sequence[float], steps: Sequence[Step]) -> None:
    chart.line(_known(days, steps), COLOUR, width=2.0)
    for day, step in zip(days, steps, strict=True):
        if step.study.index is None:
            _draw_unknown(chart, day, step)
            continue
        chart.dots([(day, step.study.index)], COLOUR, 4.5)
        place = chart.at(day, step.study.index)
        box = QRectF(place.x() - 60, place.y() - 34, 120, 15)
        write(chart.painter, box, index_text(step.study.index), chart.ink.text, size=10, bold=True)
        if step.change is not None and (step.study.index or step.change):  # nothing and nothing is no change to speak of
            words = f"{step.change:+.2f} {course_text(step.course).split(' ')[0]}"
            bold = step.course in (Course.HIGHER, Course.LOWER)
            box.translate(0, 14)
            write(chart.painter, box, words, chart.ink.dim, size=8, bold=bold)


def _draw_unknown(chart: Chart, day: float, step: Step) -> None:
    """A ring on the axis: here is a study, and no index."""
    chart.painter.setPen(QPen(QColor(chart.ink.dim), 1.4))
    chart.painter.setBrush(Qt.BrushStyle.NoBrush)
    place = chart.at(day, 0.0) - QPointF(0, 8)
    chart.painter.drawEllipse(place, 4.5, 4.5)
    odd = translate("burden", "unlike") if step.study.unlike else translate("burden", "no index")
    box = QRectF(place.x() - 45, place.y() - 22, 90, 14)
    write(chart.painter, box, odd, chart.ink.dim, size=8)


def _known(days: Sequence[float], steps: Sequence[Step]) -> list[tuple[float, float]]:
    pairs = zip(days, steps, strict=True)
    return [(day, step.study.index) for day, step in pairs if step.study.index is not None]


def _legend(chart: Chart) -> None:
    words = translate("burden", "± {limit}: repeat scans differ by as much").format(
        limit=f"{REPEATABILITY:.2f}"
    )
    index = translate("burden", "bone scan index; ▲ ▼ ≈ against the study before")
    chart.legend_row([(index, COLOUR), (words, BAND_COLOUR)])
