"""Nothing opens larger than the screen, and no dialog smaller than what it says."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QRect, QSize
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication, QDialog, QWidget

from dspic_gui.qt.window.whole_dialog import make_whole

FRAME = QSize(16, 40)
"""What the frame and the title take of a screen, in screen pixels, where it is not known yet."""


def keep_on_screen(widget: QWidget) -> None:
    """Make a window no larger than its screen; pictures that are made without a display have none, and keep their size."""
    screen = widget.screen() or QApplication.primaryScreen()
    drawn_only = QGuiApplication.platformName() in ("offscreen", "minimal")
    if screen is not None and not drawn_only and not widget.isMaximized() and not widget.isFullScreen():
        keep_within(widget, screen.availableGeometry())


def keep_within(widget: QWidget, room: QRect) -> None:
    """Make a window no larger than this room in screen pixels, frame included, and move it where all of it can be seen."""
    most = room.size() - (FRAME if widget.frameSize() == widget.size() else widget.frameSize() - widget.size())
    if widget.width() > most.width() or widget.height() > most.height():
        widget.resize(widget.size().boundedTo(most))
    if not room.contains(widget.frameGeometry()):
        widget.move(_inside(widget.frameGeometry(), room).topLeft())


def _inside(window: QRect, room: QRect) -> QRect:
    moved = QRect(window)
    moved.moveLeft(max(min(window.left(), room.right() - window.width()), room.left()))
    moved.moveTop(max(min(window.top(), room.bottom() - window.height()), room.top()))
    return moved


class DialogsOnScreen(QObject):
    """Shows every dialog of the application whole and on its screen when it gets the focus; a child of the application."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        application.focusWindowChanged.connect(self._focused)

    def _focused(self) -> None:
        top = QApplication.activeWindow()
        if isinstance(top, QDialog):
            make_whole(top)
            keep_on_screen(top)
