"""The plots of the agreement and dataset pages, made with pyqtgraph in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from types import ModuleType
from typing import Any

import numpy as np
from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from dspic_gui.qt import theme
from dspic_gui.qt.figures.chart import Ink, screen_ink
from dspic_gui.qt.figures.figures import Figure, with_foot

SERIES = ("#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d55e00", "#8c9bff")
"""Colours that the colour-blind tell apart."""

NO_DISEASE = ("#009e73", "#cc79a7", "#8c9bff", "#e69f00")
"""Those of them for a page on which the others stand for diseases."""


def new_plot(pyqtgraph: ModuleType, title: str, bottom: str, left: str) -> Any:
    """An empty plot that does not follow the mouse."""
    plot = pyqtgraph.PlotWidget(enableMenu=False)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setTitle(title, size="11pt")
    for side, text in (("bottom", bottom), ("left", left)):
        plot.getAxis(side).setLabel(text)
        plot.getAxis(side).enableAutoSIPrefix(False)
    plot.getPlotItem().layout.setContentsMargins(4, 4, 8, 12)
    plot.addLegend(offset=(-8, 8))
    dress(plot, screen_ink())
    return plot


def dress(plot: Any, ink: Ink) -> None:
    """Give a plot's ground, lines and letters these colours; the colours of its data stay."""
    item = plot.getPlotItem()
    plot.setBackground(ink.ground)
    item.titleLabel.setText(item.titleLabel.text, color=ink.text)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(ink.dim)
        axis.setTextPen(ink.text)
        axis.setLabel(axis.labelText, color=ink.text)
    item.legend.setLabelTextColor(ink.text)
    for _, label in item.legend.items:
        label.setText(label.text)
    for one in item.items:
        if hasattr(one, "toPlainText"):
            one.setColor(ink.text)


@contextmanager
def dressed(plots: Sequence[Any], ink: Ink) -> Iterator[None]:
    """While it lasts the plots have these colours; then those of the screen again."""
    for plot in plots:
        dress(plot, ink)
    try:
        yield
    finally:
        for plot in plots:
            dress(plot, screen_ink())


def plots_figure(name: str, plots: Sequence[Any], caption: str) -> Figure:
    """Plots for paper, beside one another as they stand on the page, with a caption below them."""
    places = [QRectF(plot.geometry()) for plot in plots]
    whole = QRectF()
    for place in places:
        whole = whole.united(place)

    def draw(painter: QPainter, room: QRectF, ink: Ink) -> None:
        with dressed(plots, ink):
            for plot, place in zip(plots, places, strict=True):
                target = place.translated(room.topLeft() - whole.topLeft())
                plot.render(painter, target, plot.viewport().rect())

    size = (round(whole.width()) + 16, round(whole.height()) + 20)
    return with_foot(name, size, draw, caption)


def count_whole(plot: Any, side: str, highest: float) -> None:
    """Let an axis that counts things from zero have whole numbers, seven at most."""
    steps = (one * 10**power for power in count() for one in (1, 2, 5))
    step = next(step for step in steps if highest / step <= 6)
    plot.getAxis(side).setTicks([[(at, f"{at:,}") for at in range(0, int(highest) + 1, step)]])


def show_bars(
    pyqtgraph: ModuleType,
    plot: Any,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    colours: Sequence[str] = SERIES,
) -> None:
    """Groups of upright bars that count something, one group per name, one bar per series."""
    plot.clear()
    wide = 0.8 / max(len(series), 1)
    for at, (title, values) in enumerate(series):
        places = np.arange(len(values)) - 0.4 + wide * (at + 0.5)
        bars = pyqtgraph.BarGraphItem(
            x=places, height=values, width=wide * 0.92, brush=colours[at % len(colours)], pen=None, name=title or None
        )
        plot.addItem(bars)
    plot.getAxis("bottom").setTicks([list(enumerate(names))])
    highest = max((value for _, values in series for value in values), default=1)
    plot.setXRange(-0.6, max(len(names), 1) - 0.4, padding=0)
    plot.setYRange(0, max(highest, 1) * 1.15, padding=0)
    count_whole(plot, "left", max(highest, 1))


def show_lying_bars(pyqtgraph: ModuleType, plot: Any, names: Sequence[str], values: Sequence[float], colour: str) -> None:
    """Lying bars from the top down, each with its value."""
    plot.clear()
    places = -np.arange(len(values), dtype=float)
    plot.addItem(pyqtgraph.BarGraphItem(x0=0, y=places, height=0.72, width=list(values), brush=colour, pen=None))
    for place, value in zip(places, values, strict=True):
        text = pyqtgraph.TextItem(f"{value:g}", color=theme.current().text, anchor=(0, 0.5))
        text.setPos(value, place)
        plot.addItem(text)
    plot.getAxis("left").setTicks([[(place, name) for place, name in zip(places, names, strict=True)]])
    plot.setXRange(0, max([*values, 1]) * 1.15, padding=0)
    count_whole(plot, "bottom", max([*values, 1]))
    plot.setYRange(-max(len(values), 1) + 0.4, 0.6, padding=0)


Interval = tuple[str, float, float | None, float | None]


def show_intervals(pyqtgraph: ModuleType, plot: Any, figures: Sequence[Interval]) -> None:
    """A point with its interval for each (name, value, low, high), from the top down; the axis runs from 0, or below, to 1."""
    plot.clear()
    places = -np.arange(len(figures), dtype=float)
    for place, (_, value, low, high) in zip(places, figures, strict=True):
        if low is not None and high is not None:
            plot.addItem(pyqtgraph.PlotCurveItem([low, high], [place, place], pen=pyqtgraph.mkPen(SERIES[1], width=3)))
        plot.addItem(pyqtgraph.ScatterPlotItem([value], [place], size=11, brush=SERIES[0], pen=None, symbol="d"))
    plot.getAxis("left").setTicks([[(place, name) for place, (name, *_) in zip(places, figures, strict=True)]])
    lowest = min([0.0, *(low if low is not None else value for _, value, low, _ in figures)])
    plot.setXRange(lowest - 0.05, 1.05, padding=0)
    plot.setYRange(-max(len(figures), 1) + 0.3, 0.7, padding=0)
    plot.showGrid(x=True, y=False, alpha=0.3)


Range = tuple[float, float]


def show_words(pyqtgraph: ModuleType, plot: Any, words: str) -> None:
    """Words in the middle of an empty plot, whose axes have no values."""
    plot.clear()
    show_values(plot, False)
    text = pyqtgraph.TextItem(words, color=theme.current().dim, anchor=(0.5, 0.5))
    text.setPos(0.5, 0.5)
    plot.addItem(text)
    plot.setXRange(0, 1, padding=0)
    plot.setYRange(0, 1, padding=0)


def show_values(plot: Any, shown: bool) -> None:
    """Whether the axes have values."""
    for side in ("bottom", "left"):
        plot.getAxis(side).setStyle(showValues=shown)


def show_histograms(
    pyqtgraph: ModuleType,
    plot: Any,
    series: Sequence[tuple[str, Sequence[float]]],
    between: Range,
    bins: int,
    colours: Sequence[str] = SERIES,
) -> None:
    """Histograms as steps over one another."""
    plot.clear()
    show_values(plot, True)
    low, high = between
    edges = np.linspace(low, high, bins + 1)
    highest = 1.0
    for at, (title, values) in enumerate(series):
        counts, _ = np.histogram(np.asarray(values, dtype=float), bins=edges)
        highest = max(highest, float(counts.max(initial=0)))
        pen = pyqtgraph.mkPen(colours[at % len(colours)], width=2)
        plot.addItem(pyqtgraph.PlotCurveItem(edges, counts, stepMode="center", pen=pen, name=title))
    plot.setXRange(low, high, padding=0.02)
    plot.setYRange(0, highest * 1.15, padding=0)
    count_whole(plot, "left", highest)
