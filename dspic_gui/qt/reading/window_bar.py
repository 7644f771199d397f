"""The window bar: how often each count occurs, and the upper level to drag beside the colours it gives."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import numpy as np
from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.counts.colour_map import colours
from dspic_gui.counts.display import PRESETS, Display, brightness
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.plotting import with_pyqtgraph
from dspic_gui.qt.words.measures import count_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.study import Projection, View

BINS = 256
FOOT = 0.035
"""The share of the height left below 0 counts, so that the 0 of the axis is whole."""

BUTTON = "padding: 3px 1px; min-height: 0px;"


class WindowBar(QWidget):
    """Shows a Display over the histogram of both views, and asks for another one. Upwards is more counts."""

    display_requested = pyqtSignal(object)  # Display

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.display = Display()
        self.maximum = 1.0
        self._histogram: tuple[np.ndarray, np.ndarray] | None = None
        self._plot: Any = None
        self._bars: Any = None
        self._line: Any = None
        self._colours: Any = None
        self._asked = False
        self.presets: dict[int, QPushButton] = {}
        self._upper, self._state = QLabel(), QLabel()
        self._column = QVBoxLayout(self)
        self._build()

    def show_counts(self, views: Mapping[Projection, View], maximum: float) -> None:
        """Show how often each count occurs in these views together, up to a little above the robust maximum."""
        self.maximum = maximum
        pixels = [view.counts[view.counts > 0] for view in views.values()]
        together = np.concatenate(pixels) if pixels else np.empty(0)
        frequency, edges = np.histogram(together, bins=_edges(together, 1.25 * maximum))
        self._histogram = np.log1p(frequency), edges
        self._refresh()

    def set_display(self, display: Display) -> None:
        """Show this window, curve and colours."""
        self.display = display
        self._refresh()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The plot is made after the first paint, so that the window does not wait for it."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            with_pyqtgraph(self, self._build_plot)

    def _build(self) -> None:
        self._fit_width()
        self._column.setContentsMargins(4, 6, 4, 6)
        self._column.setSpacing(5)
        for label in (self._upper, self._state):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._column.addWidget(label)
        self._column.addStretch(1)
        grid = QGridLayout()
        grid.setSpacing(3)
        for index, percent in enumerate(PRESETS):
            button = QPushButton(self.tr("{0} %").format(percent))
            button.setCheckable(True)
            button.setStyleSheet(BUTTON)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(self.tr("Upper level at {0} % of the robust maximum (key {1})").format(percent, index + 1))
            button.clicked.connect(call_on(self, self._ask_for_upper, float(percent)))
            self.presets[percent] = button
            grid.addWidget(button, index // 2, index % 2)
        reset = QPushButton(self.tr("Reset"))
        reset.setStyleSheet(BUTTON)
        reset.setToolTip(self.tr("Window, curve and colours as at the start (key R)"))
        reset.clicked.connect(self._reset)
        grid.addWidget(reset, len(PRESETS) // 2, 1)
        self._column.addLayout(grid)
        self._refresh()

    def changeEvent(self, event: QEvent | None) -> None:
        """Text of another size needs a bar of another width."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit_width()
            self._fit_axis()

    def _fit_axis(self) -> None:
        if self._plot is not None:
            axis = self._plot.getAxis("left")
            axis.setTickFont(self.font())
            axis.setWidth(self.fontMetrics().horizontalAdvance("0000") + 8)

    def _fit_width(self) -> None:
        self.setFixedWidth(max(118, self.fontMetrics().horizontalAdvance("0–10000 counts") + 24))

    def _build_plot(self, pyqtgraph: ModuleType) -> None:
        plot = pyqtgraph.PlotWidget(background="#15171b", enableMenu=False)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys change the level from anywhere
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.hideAxis("bottom")
        self._colours = pyqtgraph.ImageItem()
        self._bars = pyqtgraph.PlotCurveItem(pen=pyqtgraph.mkPen("#8fa3b8", width=1), fillLevel="enclosed", brush=(143, 163, 184, 90))
        self._line = pyqtgraph.InfiniteLine(angle=0, movable=True, pen=pyqtgraph.mkPen("#ffb000", width=2))
        self._line.sigDragged.connect(self._drag)
        for item in (self._colours, self._bars, self._line):
            plot.addItem(item)
        plot.setVisible(False)
        self._plot = plot
        self._fit_axis()
        self._column.insertWidget(2, plot, 20)
        self._refresh()

    def _drag(self, line: Any) -> None:
        self._ask_for_upper(100.0 * max(float(line.value()), 0.0) / self.maximum)

    def _reset(self) -> None:
        self.display_requested.emit(self.display.reset())

    def _ask_for_upper(self, percent: float) -> None:
        self.display_requested.emit(self.display.with_upper(percent))
        self._refresh()

    def _refresh(self) -> None:
        upper = self.display.upper_counts(self.maximum)
        self._upper.setText(self.tr("0–{0} counts\n{1} %").format(count_text(upper), f"{self.display.upper:.3g}"))
        self._state.setText(in_words(self.display.describe()))
        for percent, button in self.presets.items():
            button.setChecked(abs(self.display.upper - percent) < 0.05)
        known = self._histogram is not None and bool(self._histogram[0].any())
        for label in (self._upper, self._state):
            label.setVisible(known)
        if self._plot is None or self._histogram is None:
            return
        self._plot.setVisible(known)
        frequency, edges = self._histogram
        top = max(float(frequency.max(initial=0.0)), 1.0)
        middles = (edges[:-1] + edges[1:]) / 2
        self._bars.setData(np.concatenate(([0.0], frequency, [0.0])), np.concatenate((middles[:1], middles, middles[-1:])))
        self._line.setValue(upper)
        full = max(1.25 * self.maximum, upper * 1.05)
        self._show_colours(full, top)
        self._plot.setRange(xRange=(-0.3 * top, top), yRange=(-FOOT * full, full), padding=0)

    def _show_colours(self, full: float, top: float) -> None:
        counts = np.linspace(0, full, BINS)
        place = np.rint(brightness(self.display, self.maximum, counts) * 255).astype(np.uint8)
        self._colours.setImage(colours(self.display.map, self.display.inverted)[place][:, None, :], autoLevels=False)
        self._colours.setRect(-0.3 * top, 0, 0.25 * top, full)


def _edges(counts: np.ndarray, top: float) -> np.ndarray:
    """Bins from 0 to `top`; whole counts get bins around whole numbers, because bins of another width would show gaps that are none."""
    width = top / BINS
    if not np.issubdtype(counts.dtype, np.integer):
        return np.linspace(0, top, BINS + 1)
    width = max(math.ceil(width), 1)
    return np.arange(-0.5, top + width, width)
