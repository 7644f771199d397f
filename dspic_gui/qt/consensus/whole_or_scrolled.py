"""What stands whole where there is room for it, and scrolls where there is not."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST_LINES = 4
"""So many lines of text are in sight however little room there is."""


class WholeOrScrolled(QScrollArea):
    """As high as what it holds where there is room; else the upper lines, and the rest by scrolling."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)
        self._body = body

    def show_top(self) -> None:
        """Back to the first line."""
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.setValue(0)

    def sizeHint(self) -> QSize:
        """All of it, at the width it has."""
        high = self._body.heightForWidth(self.width()) if self._body.hasHeightForWidth() else self._body.sizeHint().height()
        return QSize(self._body.sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        """A few lines, as wide as what cannot wrap."""
        return QSize(self._body.minimumSizeHint().width(), LEAST_LINES * self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width wraps the texts otherwise."""
        super().resizeEvent(event)
        if event is not None and event.size().width() != event.oldSize().width():
            self.updateGeometry()
