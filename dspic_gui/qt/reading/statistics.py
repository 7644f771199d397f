"""The figures of the region that is drawn or selected, and the profile along a drawn line, on raw counts."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from dspic_gui.counts.region import Profile, RegionStatistics
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.measures import area_text, count_text, view_name
from dspic_gui.study import Projection


class StatisticsPanel(QWidget):
    """Area, mean, maximum, share of the maximum and ratio to the mirrored region; the total counts of the views."""

    measured = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.values: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setContentsMargins(8, 4, 8, 4)
        for name, title in self._titles().items():
            self.values[name] = QLabel("–")
            form.addRow(title, self.values[name])
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addLayout(form)
        self._layout.addStretch(1)
        self._plot: QWidget | None = None
        self.has_figures = False
        session.study_changed.connect(self._show_totals)
        self._show_totals()

    def _titles(self) -> dict[str, str]:
        return {
            "view": self.tr("View"),
            "area": self.tr("Area"),
            "mean": self.tr("Mean counts"),
            "maximum": self.tr("Maximum counts"),
            "share": self.tr("% of maximum"),
            "ratio": self.tr("Ratio to other side"),
            "totals": self.tr("Total counts"),
        }

    def show_statistics(self, found: tuple[Projection, RegionStatistics] | None) -> None:
        """Show the figures of a region, or none."""
        self._has(found is not None, self._plot is not None and not self._plot.isHidden())
        if found is None:
            for name in ("view", "area", "mean", "maximum", "share", "ratio"):
                self.values[name].setText("–")
            return
        projection, figures = found
        area = area_text(figures.area_mm2, figures.pixels)
        ratio = "–" if figures.ratio is None else f"{figures.ratio:.2f}"
        mean, most, share = count_text(figures.mean), count_text(figures.maximum), f"{figures.share_of_maximum:.0f} %"
        texts = (view_name(projection), area, mean, most, share, ratio)
        for name, text in zip(("view", "area", "mean", "maximum", "share", "ratio"), texts, strict=True):
            self.values[name].setText(text)

    def show_profile(self, found: tuple[Projection, Profile] | None) -> None:
        """Show the counts along a line, or take the plot away."""
        if found is None and self._plot is None:
            return
        from dspic_gui.qt.reading.profile_plot import ProfilePlot

        if self._plot is None:
            self._plot = ProfilePlot()
            self._plot.setMinimumHeight(140)
            self._layout.insertWidget(1, self._plot)
        assert isinstance(self._plot, ProfilePlot)
        self._plot.show_profile(found[1] if found else None)
        self._plot.setVisible(found is not None)
        self._has(self.values["view"].text() != "–", found is not None)

    def _has(self, region: bool, line: bool) -> None:
        if (region or line) is not self.has_figures:
            self.has_figures = region or line
            self.measured.emit()

    def _show_totals(self) -> None:
        totals = [f"{count_text(view.total)} {view_name(projection)}" for projection, view in self._session.views.items()]
        self.values["totals"].setText("\n".join(totals) or "–")
        self.show_statistics(None)
