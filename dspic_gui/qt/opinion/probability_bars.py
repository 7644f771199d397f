"""Bars for the three classes of one prediction, with the threshold at which a second disease counts."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.prediction import Prediction
from dspic_gui.qt import theme
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.opinion import CLASS_COLOURS, tops_text
from dspic_gui.qt.words.sentence import translate

GAP = 3


class ProbabilityBars(QWidget):
    """One bar per class; the threshold's mark stands on the diseases, for it decides on the second of them only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said: Prediction | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_prediction(self, said: Prediction | None) -> None:
        """Show this prediction; None shows empty bars."""
        self.said = said
        text = tops_text(said) if said else ""
        self.setAccessibleName(text)
        if said:
            limit = translate(
                "opinion", "Both diseases are said where they hold the two top places and the second reaches {threshold:.2f}."
            )
            self.setToolTip(text + "\n" + limit.format(threshold=said.threshold))
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines of text."""
        return QSize(220, len(CLASSES) * self._line)

    def minimumSizeHint(self) -> QSize:
        """The same height, less width."""
        return QSize(120, len(CLASSES) * self._line)

    @property
    def _line(self) -> int:
        return self.fontMetrics().height() + GAP

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Name, bar, figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, colours = self.fontMetrics(), theme.current()
        left = max(metrics.horizontalAdvance(answer_text(name)) for name in CLASSES) + 8
        right = metrics.horizontalAdvance("0.00") + 8
        for row, name in enumerate(CLASSES):
            top = row * self._line
            bar = QRectF(left, top + 2, max(self.width() - left - right, 10), self._line - GAP - 3)
            value = self.said.by_class[name] if self.said else 0.0
            painter.setPen(QColor(colours.text if self.said and name is self.said.top1 else colours.dim))
            painter.drawText(QRectF(0, top, left - 8, self._line - GAP), Qt.AlignmentFlag.AlignVCenter, answer_text(name))
            painter.fillRect(bar, QColor(colours.raised))
            painter.fillRect(QRectF(bar.x(), bar.y(), bar.width() * value, bar.height()), QColor(CLASS_COLOURS[name]))
            if self.said:
                painter.drawText(QRectF(bar.right() + 6, top, right, self._line - GAP), Qt.AlignmentFlag.AlignVCenter, f"{value:.2f}")
                if name is not Answer.NORMAL:
                    self._mark(painter, bar, self.said.threshold)
        painter.end()

    def _mark(self, painter: QPainter, bar: QRectF, threshold: float) -> None:
        at = bar.x() + bar.width() * threshold
        painter.setPen(QPen(QColor(theme.current().text), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(int(at), int(bar.top() - 2), int(at), int(bar.bottom() + 2))
