"""Tabs whose titles are whole where there is room for them, and short elsewhere: none is ever cut."""

from __future__ import annotations

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QTabWidget, QWidget


class FittingTabs(QTabWidget):
    """Each page has a title and a short one; the tool tip says the whole one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._titles: list[tuple[str, str]] = []

    def add(self, page: QWidget, title: str, short: str) -> None:
        """Add a page at the end."""
        self._titles.append((title, short))
        self.setTabToolTip(self.addTab(page, title), title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another width has room for longer titles, or for shorter ones."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent | None) -> None:
        """A text of another size needs more room, or less."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "_titles"):
            self._fit()

    def _fit(self) -> None:
        bar = self.tabBar()
        assert bar is not None
        for choice in (0, 1):
            for at, titles in enumerate(self._titles):
                self.setTabText(at, titles[choice])
            if bar.sizeHint().width() <= self.width():
                return
