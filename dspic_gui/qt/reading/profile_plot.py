"""The counts along a line, as a curve."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dspic_gui.counts.region import Profile
from dspic_gui.qt.plotting import with_pyqtgraph
from dspic_gui.qt.words.measures import count_text


class ProfilePlot(QWidget):
    """Draws one Profile: distance to the right, raw counts upwards, one step per pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile: Profile | None = None
        self._curve: Any = None
        self._asked = False
        self._figures = QLabel()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.addWidget(self._figures)
        self.setMinimumHeight(140)
        self.show_profile(None)

    def show_profile(self, profile: Profile | None) -> None:
        """Draw this profile; None leaves an empty plot."""
        self.profile = profile
        self._figures.setText(self._in_words())
        self._draw()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The plot is made after the first paint."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            with_pyqtgraph(self, self._build_plot)

    def _build_plot(self, pyqtgraph: ModuleType) -> None:
        plot = pyqtgraph.PlotWidget(background="#15171b", enableMenu=False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setLabel("left", self.tr("counts"))
        self._curve = pyqtgraph.PlotCurveItem(pen=pyqtgraph.mkPen("#ffb000", width=1))
        plot.addItem(self._curve)
        self._column.addWidget(plot, 1)
        self._draw()

    def _draw(self) -> None:
        if self._curve is None:
            return
        if self.profile is None:
            self._curve.setData([], [])
        else:
            self._curve.setData(self.profile.distances, self.profile.counts)

    def _in_words(self) -> str:
        if self.profile is None:
            return self.tr("Draw a line with the profile tool to see the counts along it.")
        length = self.tr("{0} px").format(f"{self.profile.distances[-1]:.1f}")
        if self.profile.length_mm is not None:
            length += self.tr(" · {0} mm").format(f"{self.profile.length_mm:.1f}")
        return self.tr("{0} · max {1} counts").format(length, count_text(float(self.profile.counts.max())))
