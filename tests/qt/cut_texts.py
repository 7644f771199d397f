"""Texts that are not seen whole: the widget that shows them is too small for them, and does not elide or wrap them."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QTextDocument
from PyQt6.QtWidgets import QAbstractButton, QApplication, QComboBox, QHeaderView, QLabel, QTabBar, QWidget

from tests.qt.pseudo_language import Shown

SLACK = 2
"""Pixels that a font's own margins may differ by."""


def cut_texts() -> Iterator[Shown]:
    """The texts of visible widgets that are wider or higher than the place they have, with the widget's kind."""
    for widget in QApplication.allWidgets():
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield from ((f"{type(widget.window()).__name__} > {type(widget).__name__}", text) for text in _cut_in(widget))


def _cut_in(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        if widget.text() and not _label_fits(widget):
            yield widget.text()
    elif isinstance(widget, QAbstractButton):
        if widget.text() and widget.sizeHint().width() > widget.width() + SLACK:
            yield widget.text()
    elif isinstance(widget, QComboBox):
        if widget.fontMetrics().horizontalAdvance(widget.currentText()) > widget.width() - SLACK:
            yield widget.currentText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()) if widget.tabRect(at).right() > widget.width() + SLACK)
    elif isinstance(widget, QHeaderView):
        yield from _cut_headings(widget)


def _label_fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap() or Qt.mightBeRichText(label.text()):
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        (document.setHtml if Qt.mightBeRichText(label.text()) else document.setPlainText)(label.text())
        document.setTextWidth(room.width() if label.wordWrap() else -1)
        needed = document.size()
        return needed.height() <= room.height() + SLACK * 2 and (label.wordWrap() or needed.width() <= room.width() + SLACK)
    text = label.text().replace("&", "") if label.buddy() else label.text()
    needed_width = max(label.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    return needed_width <= room.width() + SLACK


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() != Qt.Orientation.Horizontal:
        return
    for at in range(model.columnCount()):
        text = model.headerData(at, Qt.Orientation.Horizontal)
        room = header.sectionSize(at) - SLACK
        if isinstance(text, str) and not header.isSectionHidden(at) and header.fontMetrics().horizontalAdvance(text) > room:
            yield text
