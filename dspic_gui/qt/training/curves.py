"""The live curves: loss and accuracy of training and validation by epoch, the running values of each step, and the best epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.figures.plots import SERIES, new_plot
from dspic_gui.qt.plotting import with_pyqtgraph
from dspic_gui.training_run.course import CourseRow, StepPoint

TRAINING, VALIDATION, STEPS = "training", "validation", "steps"
_ROOM_ABOVE = 1.1
_ENOUGH = 0.98
"""The steps' loss is drawn up to this share of its values: the first ones may be very large."""

Points = tuple[list[float], list[float]]


class CourseCurves(QWidget):
    """Two plots beside each other; what is shown before they are made is drawn then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plots: dict[str, Any] = {}
        self._lines: dict[tuple[str, str], Any] = {}
        self._best: dict[str, Any] = {}
        self._rows: Sequence[CourseRow] = ()
        self._points: Sequence[StepPoint] = ()
        self._best_epoch = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.setMinimumHeight(220)
        with_pyqtgraph(self, self._build)

    def show_course(self, rows: Sequence[CourseRow], points: Sequence[StepPoint], best_epoch: int) -> None:
        """Draw these epochs and steps."""
        self._rows, self._points, self._best_epoch = tuple(rows), tuple(points), best_epoch
        if self.plots:
            self._draw()

    def curve(self, figure: str, of: str) -> Points:
        """What is drawn, as (x, y): the figure is "loss" or "accuracy", of TRAINING, VALIDATION or STEPS."""
        x, y = self._lines[figure, of].getData()
        return (list(x), list(y)) if x is not None else ([], [])

    def _build(self, pyqtgraph: ModuleType) -> None:
        layout = self.layout()
        assert layout is not None
        colours = theme.current()
        faint = QColor(colours.dim)
        faint.setAlpha(150)
        pens = {
            STEPS: (pyqtgraph.mkPen(faint, width=1), None, self.tr("each step")),
            TRAINING: (pyqtgraph.mkPen(SERIES[0], width=2), "o", self.tr("training")),
            VALIDATION: (pyqtgraph.mkPen(SERIES[1], width=2, style=Qt.PenStyle.DashLine), "t", self.tr("validation")),
        }
        for name, title in (("loss", self.tr("Loss")), ("accuracy", self.tr("Accuracy"))):
            plot = self.plots[name] = new_plot(pyqtgraph, title, self.tr("epoch"), "")
            legend = plot.getPlotItem().legend
            legend.setVisible(name == "accuracy")
            legend.setOffset((-8, -8))
            for at, (kind, (pen, symbol, text)) in enumerate(pens.items()):
                brush = SERIES[max(at - 1, 0)]
                self._lines[name, kind] = plot.plot(
                    [], [], pen=pen, symbol=symbol, symbolSize=6, symbolBrush=brush, symbolPen=None, name=text
                )
            line = pyqtgraph.InfiniteLine(pen=pyqtgraph.mkPen(colours.good, width=1, style=Qt.PenStyle.DotLine))
            line.label = pyqtgraph.InfLineLabel(line, "", position=0.04, color=colours.good)
            plot.addItem(line)
            self._best[name] = line
            layout.addWidget(plot)
        self._draw()

    def _draw(self) -> None:
        epochs = [row.epoch for row in self._rows]
        values = {
            ("loss", TRAINING): [row.loss for row in self._rows],
            ("loss", VALIDATION): [row.validation_loss for row in self._rows],
            ("accuracy", TRAINING): [row.accuracy for row in self._rows],
            ("accuracy", VALIDATION): [row.validation_accuracy for row in self._rows],
        }
        for (name, kind), ys in values.items():
            self._lines[name, kind].setData(epochs, ys)
        steps = [point.epoch for point in self._points]
        losses = [point.loss for point in self._points]
        self._lines["loss", STEPS].setData(steps, losses)
        self._lines["accuracy", STEPS].setData(steps, [point.accuracy for point in self._points])
        for line in self._best.values():
            line.setVisible(self._best_epoch > 0)
            line.setValue(self._best_epoch)
            line.label.setFormat(self.tr("best: {epoch}").format(epoch=self._best_epoch))
        self._scale(max([1.0, *epochs, *steps]), [*values["loss", TRAINING], *values["loss", VALIDATION]], losses)

    def _scale(self, last: float, of_epochs: Sequence[float], of_steps: Sequence[float]) -> None:
        usual = sorted(of_steps)[: max(int(len(of_steps) * _ENOUGH), 1)]
        highest = max([value for value in (*of_epochs, *usual[-1:]) if value == value], default=1.0) or 1.0
        for name, top in (("loss", highest * _ROOM_ABOVE), ("accuracy", 1.05)):
            self.plots[name].getAxis("bottom").setTickSpacing(*_whole(last))
            self.plots[name].setXRange(0, last * 1.05, padding=0)
            self.plots[name].setYRange(0, top, padding=0)


def _whole(last: float) -> tuple[float, float]:
    """Steps between the ticks of an axis of so many epochs, so that about ten stand there and none between two epochs."""
    least = max(last / 10, 1.0)
    power = 10 ** math.floor(math.log10(least))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
    return float(step), float(step)
