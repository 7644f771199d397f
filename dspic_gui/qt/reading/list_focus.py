"""Reaching and sorting lists by keyboard, where the mouse would click into a panel or on the heading of a column."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QTableView, QWidget


def sort_focused_list() -> bool:
    """Sort the table that has the focus by its current column, the other way round the second time; whether one had it."""
    table = QApplication.focusWidget()
    if not isinstance(table, QTableView) or not table.isSortingEnabled() or not table.currentIndex().isValid():
        return False
    header, column = table.horizontalHeader(), table.currentIndex().column()
    assert header is not None
    again = header.sortIndicatorSection() == column and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder)
    return True


def focus_first(panel: QWidget) -> None:
    """Give the focus to the first widget of a panel that Tab would reach."""
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if panel.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        widget = widget.nextInFocusChain()
