"""The free-response curves of a model in small: how many lesions it finds at how many false marks, and where one stands."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from dspic_gui.disease import Disease
from dspic_gui.lesion_model.working_point import MeasuredCurves
from dspic_gui.qt import theme
from dspic_gui.qt.opinion.lesion_words import FINDING_COLOURS

HEIGHT = 84
MOST = 8.0


class CurvePicture(QWidget):
    """False marks per view to the right (0 to 8, as a square root), the share found upwards; one line for each disease."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves: MeasuredCurves | None = None
        self._rate = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_curves(self, curves: MeasuredCurves | None, rate: float) -> None:
        """Show these curves with a mark at this rate."""
        self._curves, self._rate = curves, rate
        self.setVisible(curves is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(220, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same height, less width."""
        return QSize(120, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Axes, curves, the present place."""
        painter, colours = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        left, bottom = metrics.horizontalAdvance("100 %") + 4, metrics.height() + 2
        top = metrics.height() / 2 + 1
        area = QRectF(left, top, self.width() - left - 8, self.height() - bottom - top - 2)
        painter.setPen(QColor(colours.dim))
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - share * area.height()
            box = QRectF(0, y - metrics.height() / 2, left - 4, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{100 * share:.0f} %")
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for rate in (0.5, 1, 2, 4, 8):
            x = self._x(area, rate)
            box = QRectF(x - 20, area.bottom() + 3, 40, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{rate:g}")
        for place, disease in enumerate(Disease):
            self._draw(painter, area, disease, dashed=bool(place))
        x = self._x(area, self._rate)
        painter.setPen(QPen(QColor(colours.text), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.end()

    def _draw(self, painter: QPainter, area: QRectF, disease: Disease, dashed: bool) -> None:
        points = self._curves.curves.get(disease, ()) if self._curves else ()
        shown = [(false, found) for false, found, _ in points if false <= MOST]
        if not shown:
            return
        line = [(0.0, 0.0)] if shown[0][0] > 0 else []
        line += [*shown, (MOST, shown[-1][1])]
        places = [
            QPointF(self._x(area, false), area.bottom() - found * area.height())
            for false, found in line
        ]
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(FINDING_COLOURS[disease]), 2, style))
        painter.drawPolyline(QPolygonF(places))

    @staticmethod
    def _x(area: QRectF, rate: float) -> float:
        return float(area.left() + area.width() * (min(rate, MOST) / MOST) ** 0.5)
