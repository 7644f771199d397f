"""What mouse and keys do on a canvas before a tool sees them: panning, zooming, the window drag, and the menu."""

from __future__ import annotations

import math
from typing import cast

from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QWidget

from dspic_gui.counts.display import Curve, Display
from dspic_gui.qt.canvas.contents import CanvasContents
from dspic_gui.qt.canvas.tool import STILL, Pointer
from dspic_gui.shape import Point
from dspic_gui.study import Projection

NOTCH = 120.0
ZOOM_STEP = 1.2
WINDOW_STEP = 0.006
"""Change of the logarithm of the upper level per screen pixel of a right drag."""

_GESTURE_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Backspace}


class CanvasMouse(CanvasContents):
    """The part of a Canvas that takes events. Left goes to the tool; middle, or Space held, pans; right sets the window."""

    activated = pyqtSignal()
    pointer_moved = pyqtSignal(object)  # Point in raw pixels, None when it left
    display_requested = pyqtSignal(object)  # Display
    selection_requested = pyqtSignal(object)  # tuple of uids
    menu_requested = pyqtSignal(QPoint, object)  # global position, uid or None
    message = pyqtSignal(str)

    def __init__(self, projection: Projection, parent: QWidget | None = None) -> None:
        super().__init__(projection, parent)
        self.waiting = False
        self._pan_from: QPointF | None = None
        self._window_from: QPointF | None = None
        self._window_display: Display | None = None
        self._space = False
        self.dragged_level = "upper"
        self.menu_point: Point | None = None

    def show_cursor(self) -> None:
        """The pointer of the tool, or a hand while panning."""
        viewport = self.viewport()
        assert viewport is not None
        hand = Qt.CursorShape.ClosedHandCursor if self._pan_from is not None else Qt.CursorShape.OpenHandCursor
        viewport.setCursor(hand if self._space or self._pan_from is not None else self.tool.cursor)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin a gesture."""
        assert event is not None
        event.accept()
        self.activated.emit()
        if event.button() is Qt.MouseButton.MiddleButton or (event.button() is Qt.MouseButton.LeftButton and self._space):
            self._pan_from = event.position()
            self.show_cursor()
        elif event.button() is Qt.MouseButton.RightButton:
            self._window_from, self._window_display = event.position(), None
        elif event.button() is Qt.MouseButton.LeftButton and self.may_use_tool():
            self.tool.press(self._pointer(event))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on with a gesture; tell where the pointer is."""
        assert event is not None
        point = self.to_raw(event.position())
        self.pointer_moved.emit(point)
        if self._pan_from is not None:
            moved = event.position() - self._pan_from
            self._pan_from = event.position()
            self.pan(moved.x(), moved.y())
        elif self._window_from is not None:
            self._drag_window(event.position() - self._window_from)
        elif self.view is not None:
            self.tool.move(self._pointer(event, point))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End a gesture; a right click without a drag asks for the menu."""
        assert event is not None
        if self._pan_from is not None and event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._pan_from = None
            self.show_cursor()
        elif event.button() is Qt.MouseButton.RightButton and self._window_from is not None:
            clicked = self._window_display is None
            self._window_from = self._window_display = None
            if clicked:
                self._ask_for_menu(event)
        elif event.button() is Qt.MouseButton.LeftButton and self.view is not None:
            self.tool.release(self._pointer(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """A double click with the left button goes to the tool; other buttons are presses."""
        assert event is not None
        if event.button() is Qt.MouseButton.LeftButton and not self._space:
            if self.may_use_tool():
                self.tool.double_click(self._pointer(event))
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Ctrl zooms at the pointer; a tool may use the wheel; else it moves the picture. It never changes the study."""
        assert event is not None
        event.accept()
        steps = event.angleDelta().y() / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP**steps, self.to_raw(event.position()))
        elif not self.tool.turn(steps):
            across = event.angleDelta().x() / NOTCH
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                steps, across = 0.0, across or steps
            self.pan(60 * across, 60 * steps)

    def leaveEvent(self, event: QEvent | None) -> None:
        """The pointer is nowhere now."""
        self.hover(None)
        self.pointer_moved.emit(None)

    def event(self, event: QEvent | None) -> bool:
        """Keys that belong to an unfinished gesture are not shortcuts; a screen of another density needs other pens."""
        if event is not None and event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_display(self.display)
        if event is not None and event.type() == QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if key.key() == Qt.Key.Key_Space and not key.modifiers() and not self.pointing:
                key.accept()
                return True
            if self.tool.in_progress and key.key() in _GESTURE_KEYS and not key.modifiers():
                key.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Space pans; Enter, Esc and Backspace belong to an unfinished gesture; the rest goes to the window."""
        assert event is not None
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._space = True
            self.show_cursor()
        elif not self._take_key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent | None) -> None:
        """Space was let go."""
        assert event is not None
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.show_cursor()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """No key is held any more."""
        self._space = False
        self.show_cursor()
        super().focusOutEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        tool = self.tool
        if not tool.in_progress or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return tool.finish()
        if event.key() == Qt.Key.Key_Backspace:
            return tool.backspace()
        if event.key() == Qt.Key.Key_Escape:
            tool.give_up()
            return True
        return False

    def may_use_tool(self) -> bool:
        """Whether a press may go to the tool now; if not, it is said why."""
        if self.view is None:
            return False
        if self.waiting:
            self.message.emit(self.tr("Say the code of the last mark first, or press Esc to give it up."))
            return False
        if self.tool.draws and not self.editable:
            self.message.emit(self.tr("This reading cannot be changed here. Nothing was drawn; reopen it to draw."))
            return False
        return True

    def _pointer(self, event: QMouseEvent, point: Point | None = None) -> Pointer:
        point = point or self.to_raw(event.position())
        return Pointer(point, self.snap(point), event.position(), event.modifiers())

    def _drag_window(self, moved: QPointF) -> None:
        """Up raises the upper level, or the second one on its pictures, down lowers it; sideways bends the gamma curve."""
        if self._window_display is None:
            if math.hypot(moved.x(), moved.y()) <= STILL:
                return
            self._window_display = self.display
        start, bends = self._window_display, self._window_display.curve is Curve.GAMMA
        factor = math.exp((-moved.y() + (0.0 if bends else moved.x())) * WINDOW_STEP)
        second = self.dragged_level == "second"
        display = start.with_second(start.second * factor) if second else start.with_upper(start.upper * factor)
        if bends:
            display = display.with_gamma(start.gamma * math.exp(-moved.x() * WINDOW_STEP))
        self.display_requested.emit(display)

    def _ask_for_menu(self, event: QMouseEvent) -> None:
        self.menu_point = self.to_raw(event.position())
        found = self.lesion_at(self.menu_point)
        if found and found.uid not in self.selection:
            self.selection_requested.emit((found.uid,))
        self.menu_requested.emit(event.globalPosition().toPoint(), found.uid if found else None)
