"""A reader's hands on the real window: mouse and keys by Qt's own events, places in raw pixels of a view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QPoint, QPointF, Qt, QThread, QTimer
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.qt.canvas.canvas import Canvas
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from dspic_gui.study import Projection

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ANT = Projection.ANT


class Hands:
    """Clicks, drags and types as a reader does; `strokes` counts clicks, drags and keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.strokes = 0

    @property
    def room(self) -> ReadingRoom:
        assert self.window.room is not None
        return self.window.room

    @property
    def reading(self) -> Reading:
        reading = self.room.session.reading
        assert reading is not None
        return reading

    def canvas(self, view: Projection = ANT) -> Canvas:
        return self.room.canvas.canvases[view]

    def place(self, x: float, y: float, view: Projection = ANT) -> QPoint:
        """Where a raw pixel lies on the canvas's viewport."""
        return self.canvas(view).to_screen((x, y)).toPoint()

    def raw(self, x: float, y: float, view: Projection = ANT) -> tuple[float, float]:
        """The raw place that the mouse really hits when it aims at a raw place: screens have whole pixels."""
        return self.canvas(view).to_raw(QPointF(self.place(x, y, view)))

    def click(self, x: float, y: float, view: Projection = ANT, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.strokes += 1
        QTest.mouseMove(self.surface(view), self.place(x, y, view))
        QTest.mouseClick(self.surface(view), LEFT, modifiers, self.place(x, y, view))

    def drag(self, start: tuple[float, float], end: tuple[float, float], view: Projection = ANT) -> None:
        self.strokes += 1
        surface = self.surface(view)
        QTest.mousePress(surface, LEFT, NONE, self.place(*start, view))
        for share in (0.3, 0.6, 1.0):
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            QTest.mouseMove(surface, self.place(x, y, view))
        QTest.mouseRelease(surface, LEFT, NONE, self.place(*end, view))

    def surface(self, view: Projection = ANT) -> QWidget:
        viewport = self.canvas(view).viewport()
        assert viewport is not None
        return viewport

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        self.strokes += 1
        QTest.keyClick(self.focus(), key, modifiers)

    def type(self, text: str) -> None:
        self.strokes += len(text)
        QTest.keyClicks(self.focus(), text)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def wait(self, true: Callable[[], bool], milliseconds: int = 180_000) -> None:
        self.qtbot.waitUntil(true, timeout=milliseconds)

    @contextmanager
    def answering(self, text: str) -> Iterator[None]:
        """The next question with a line to type is answered like this."""

        def answer() -> None:
            asking = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QInputDialog) and widget.isVisible()]
            thread = QThread.currentThread()
            if not asking or thread is None or thread.loopLevel() == 0:
                QTimer.singleShot(20, answer)
                return
            field = asking[-1].findChild(QLineEdit)
            assert field is not None
            field.clear()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
            if asking[-1].isVisible():
                QTimer.singleShot(50, answer)

        QTimer.singleShot(20, answer)
        yield
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
