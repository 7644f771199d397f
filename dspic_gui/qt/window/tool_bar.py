"""The tool bar: at the left, because a whole body needs the window's height; icons above words, groups with lines between them.

Where the window is too low for all words, or the text too large, the icons stand alone, and shrink until all of them are there.
"""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer
from PyQt6.QtGui import QAction, QIcon, QPaintEvent, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QToolBar, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.actions import CONTEXT, Action, bare
from dspic_gui.qt.window.action_board import ActionBoard

ICON = 1.25
"""The side of an icon, in heights of the text."""
LEAST_ICON = 16
"""No icon is smaller than so many screen pixels; before that some step behind the arrow at the end of the bar."""

_WORDS = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


class IconBar(QToolBar):
    """Shows the rows that ask for it. The icons are a font, which is loaded after the first paint."""

    def __init__(self, title: str, board: ActionBoard, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setToolButtonStyle(_WORDS)
        self._board = board
        self._groups: list[tuple[QAction, list[QAction]]] = []
        self._drawn_for = ""
        self._fitted: tuple[object, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw_icons)
        self._fill()
        self._fit()
        board.refreshed.connect(self._show_lines)

    def _fill(self) -> None:
        menu = None
        for row in self._board.tool_rows():
            action = self._board.action(row.id)
            action.setIconText(bare(QCoreApplication.translate(CONTEXT, row.word or row.text)).rstrip("…"))
            action.setIcon(_blank())
            action.setIconVisibleInMenu(False)
            if row.menu != menu:
                line = self.addSeparator()
                assert line is not None
                self._groups.append((line, []))
                menu = row.menu
            self._groups[-1][1].append(action)
            self.addAction(action)
        self._show_lines()

    def _show_lines(self) -> None:
        """A line stands between two groups of which something is shown, never alone."""
        before = False
        for line, actions in self._groups:
            shown = any(action.isVisible() for action in actions)
            line.setVisible(before and shown)
            before = before or shown
        self._fit()

    def _fit(self) -> None:
        """Words below the icons where all have room, else smaller icons alone; looked at anew only when something changed."""
        shown = sum(action.isVisible() for action in self.actions())
        known = (self.height(), self.fontMetrics().height(), shown)
        if known == self._fitted:
            return
        self._fitted = known
        text = self.fontMetrics().height()
        for style, least in ((_WORDS, max(text, LEAST_ICON)), (_ICONS, LEAST_ICON)):
            self.setToolButtonStyle(style)
            for side in (*range(round(ICON * text), least, -2), least):
                self.setIconSize(QSize(side, side))
                if self._needed() <= self.height():
                    return

    def _needed(self) -> int:
        """The height that all actions that are shown need."""
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint().height()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Once the bar is there its icons are drawn."""
        super().paintEvent(event)
        if self._drawn_for != theme.current().text:
            self._soon.start(0)

    def changeEvent(self, event: QEvent | None) -> None:
        """Text of another size needs icons of another size, another theme other colours."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Another height has room for more, or for less."""
        super().resizeEvent(event)
        self._fit()

    def _draw_icons(self) -> None:
        self._drawn_for = theme.current().text
        for row in self._board.tool_rows():
            if row.icon:
                self._board.action(row.id).setIcon(_icon(row))


def _icon(row: Action) -> QIcon:
    import qtawesome  # its fonts take a while: not before the first paint

    colours = theme.current()
    return qtawesome.icon(  # type: ignore[no-any-return]
        f"mdi6.{row.icon}", color=colours.text, color_disabled=colours.disabled, color_on=colours.on_selection
    )


def _blank() -> QIcon:
    pixmap = QPixmap(1, 1)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)
