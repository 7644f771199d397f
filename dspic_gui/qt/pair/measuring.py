"""Figures on raw counts of what is drawn, dragged or selected, and the counts along a line."""

from __future__ import annotations

import math
from collections.abc import Callable

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from dspic_gui.counts.region import RegionStatistics, profile, region_statistics
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.qt.words.measures import area_text, count_text, length_text
from dspic_gui.shape import Point, Shape
from dspic_gui.study import Projection

INTERVAL_MS = 30
"""While something is dragged its figures are taken this often, so that they never slow the hand."""


def _nowhere() -> bool:
    return False


class Measuring(QObject):
    """Measures and shows: while a gesture lasts its shape, else the one selected lesion.

    `elsewhere` says whether a panel beside the pictures shows the figures of a region: they stand on the screen once.
    """

    profile_changed = pyqtSignal(object)  # (Projection, Profile) or None
    statistics_changed = pyqtSignal(object)  # (Projection, RegionStatistics) or None

    def __init__(self, views: TwoViews) -> None:
        super().__init__(views)
        self._views = views
        self._previews: dict[Projection, Shape] = {}
        self._said: object = None
        self.elsewhere: Callable[[], bool] = _nowhere
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)

    def measure(self, projection: Projection, shape: Shape | None) -> None:
        """A gesture draws this shape now, or has ended."""
        if shape is not None:
            self._previews[projection] = shape
            if not self._timer.isActive():
                self._timer.start()
        elif self._previews.pop(projection, None) is not None:
            self.refresh()

    def refresh(self) -> None:
        """Measure again and show the figures in the view they belong to."""
        self._timer.stop()
        found = self._shape()
        for projection, canvas in self._views.canvases.items():
            figures = None
            if found and found[0] is projection and canvas.view is not None:
                figures = region_statistics(canvas.view, found[1])
                self._say((projection, figures))
            said = self._in_words(figures) if figures and canvas.display.statistics and not self.elsewhere() else ""
            canvas.labels.show_figures(said)
        if found is None:
            self._say(None)

    def follow_line(self, projection: Projection, line: tuple[Point, Point] | None) -> None:
        """A line was drawn, moved or taken away."""
        view = self._views.canvases[projection].view
        self.profile_changed.emit((projection, profile(view, *line)) if line and view else None)

    def show_ruler(self, projection: Projection, line: tuple[Point, Point] | None) -> None:
        """A ruler was drawn, moved or taken away: say its length at its end."""
        canvas = self._views.canvases[projection]
        words = ""
        if line is not None and canvas.view is not None:
            (x1, y1), (x2, y2) = line
            pixel_mm = canvas.view.pixel_mm
            length = math.hypot((x2 - x1) * pixel_mm[1], (y2 - y1) * pixel_mm[0]) if pixel_mm else None
            words = length_text(length, math.hypot(x2 - x1, y2 - y1))
        canvas.guide.say(words, canvas.viewportTransform(), canvas.width())

    def _shape(self) -> tuple[Projection, Shape] | None:
        for projection, shape in self._previews.items():
            return projection, shape
        chosen = self._views.selected_lesions()
        return (chosen[0].projection, chosen[0].shape) if len(chosen) == 1 else None

    def _say(self, figures: tuple[Projection, RegionStatistics] | None) -> None:
        if figures != self._said:
            self._said = figures
            self.statistics_changed.emit(figures)

    def _in_words(self, figures: RegionStatistics) -> str:
        lines = [
            area_text(figures.area_mm2, figures.pixels),
            self.tr("mean {0} · max {1} counts").format(count_text(figures.mean), count_text(figures.maximum)),
            self.tr("{0} % of the view's maximum").format(f"{figures.share_of_maximum:.0f}"),
        ]
        if figures.ratio is not None:
            lines.append(self.tr("{0} × mirrored region").format(f"{figures.ratio:.2f}"))
        return "\n".join(lines)
