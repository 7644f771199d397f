"""A language that nobody speaks: each translated text stands in ⟦…⟧ and in wide letters, so that what was not translated is seen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise

from PyQt6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt, QTranslator
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDockWidget,
    QFileDialog,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QStatusBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

_KEPT = re.compile(r"\{[^}]*\}|<[^>]*>|&\w+;|%\w")
_KEYS = re.compile(r"\b[0-9a-f]{8}(?:[0-9a-f]{8})?\b")
_LETTERS = re.compile(r"[A-Za-z]+")
_MARKUP = re.compile(r"<style.*?</style>|<[^>]*>|&\w+;", re.DOTALL)
Shown = tuple[str, str]
"""Where a text is shown, and the text."""


class PseudoLanguage(QTranslator):
    """Translates everything; `asked` are the contexts and texts that it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def translate(self, context: str | None, text: str | None, disambiguation: str | None = None, n: int = -1) -> str:
        self.asked.add((context or "", text or ""))
        return f"⟦{pseudo(text or '')}⟧"


@cache
def pseudo(text: str) -> str:
    """The text in wide letters; fields in braces and mark-up stay."""
    parts = [(0, 0), *(found.span() for found in _KEPT.finditer(text)), (len(text), len(text))]
    said = ""
    for (_, end), (start, after) in pairwise(parts):
        said += "".join(chr(ord(letter) + 0xFEE0) if _LETTERS.match(letter) else letter for letter in text[end:start]) + text[start:after]
    return said


@cache
def narrow_words(text: str) -> tuple[str, ...]:
    """The words in common letters, without mark-up, keys of studies and single letters (keys of the keyboard, R and L, F and M)."""
    return tuple(word for word in _LETTERS.findall(_KEYS.sub(" ", _MARKUP.sub(" ", text))) if len(word) > 1)


def shown_texts(*, whole: bool = True, but: Collection[QWidget] = ()) -> Iterator[Shown]:
    """Every text of every window that is open, what is hidden in it included; of a file dialog what the program gave it.

    Not `whole`: of the main window only its message. `but` are windows that stood before.
    """
    for window in QApplication.topLevelWidgets():
        if window in but or _of_plot(window):
            continue
        if isinstance(window, QFileDialog):
            yield from ((_name(window), text) for text in (window.windowTitle(), *window.nameFilters()))
        elif isinstance(window, QMainWindow) and not whole:
            yield from ((_name(bar), bar.currentMessage()) for bar in window.findChildren(QStatusBar))
        elif not _of_file_dialog(window):
            for widget in (window, *(one for one in window.findChildren(QWidget) if one.window() is window)):
                yield from ((f"{_name(window)} > {_name(widget)}", text) for text in _texts(widget) if text)


def _of_plot(window: QWidget) -> bool:
    """Whether it is pyqtgraph's menu of a plot, which this program never shows; it has no parent, ours have one."""
    above = window
    while isinstance(parent := above.parentWidget(), QMenu):
        above = parent
    return isinstance(above, QMenu) and above.parentWidget() is None


def _of_file_dialog(window: QWidget) -> bool:
    """Whether a list that drops down belongs to a file dialog; it holds folders of this machine."""
    parent = window.parentWidget()
    return parent is not None and (isinstance(parent, QFileDialog) or _of_file_dialog(parent))


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__}{f'#{widget.objectName()}' if widget.objectName() else ''}"


def _texts(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QDockWidget):
        yield widget.windowTitle()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))
    elif isinstance(widget, QSpinBox):
        yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
    elif isinstance(widget, QStatusBar):
        yield widget.currentMessage()
    elif isinstance(widget, QHeaderView):
        pass
    elif isinstance(widget, QGraphicsView):
        yield from _drawn(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _listed(widget.model())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield from (widget.toPlainText(), widget.placeholderText())
    for action in widget.actions():
        yield from _said_by(action)


def _said_by(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis())


def _drawn(view: QGraphicsView) -> Iterator[str]:
    scene = view.scene()
    for item in scene.items() if scene else ():
        if isinstance(item, QGraphicsTextItem):
            yield item.toPlainText()
        elif isinstance(item, QGraphicsSimpleTextItem):
            yield item.text()
        yield item.toolTip()


def _listed(model: QAbstractItemModel | None, parent: QModelIndex = QModelIndex()) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for side, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, model.rowCount(parent))):
        for at in range(min(count, 200)):
            yield from (text for role in roles if isinstance(text := model.headerData(at, side, role), str))
    for row in range(min(model.rowCount(parent), 200)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (text for role in roles if isinstance(text := model.data(index, role), str))
        yield from _listed(model, model.index(row, 0, parent))
