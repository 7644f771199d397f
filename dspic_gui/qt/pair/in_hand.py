"""What is in hand - an outline that is drawn, a closed shape that waits for its code - is undone and done again step by step."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence

from dspic_gui.qt.canvas.polygon_tool import PolygonTool
from dspic_gui.qt.pair.coding import Coding
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.shape import Polygon


class InHand(QObject):
    """Undo and redo of the gesture in progress, which never touch a finished mark."""

    changed = pyqtSignal()  # what can be undone or done again

    def __init__(self, views: TwoViews, coding: Coding) -> None:
        super().__init__(views)
        self._views, self._coding = views, coding
        self._could = (False, False)
        coding.changed.connect(self._look)
        coding.box.installEventFilter(self)
        for canvas in views.canvases.values():
            canvas.shape_previewed.connect(self._look)

    @property
    def can_undo(self) -> bool:
        """Whether something is in hand."""
        return self._coding.open or any(canvas.tool.in_progress for canvas in self._views.canvases.values())

    def under_way(self) -> bool:
        """Whether leaving now would lose something: a shape is drawn, dragged, or waits for its code."""
        return self.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something that was in hand can come back."""
        given_up = self._coding.given_up is not None and not self._coding.open
        return given_up or any(canvas.tool.can_redo for canvas in self._views.canvases.values())

    def undo(self) -> bool:
        """One step back; whether something was in hand."""
        if self._coding.open:
            self._leave_box()
            return True
        return any(canvas.tool.undo() for canvas in self._views.canvases.values())

    def redo(self) -> bool:
        """One step forward; whether it was the gesture's: while one is in progress no finished mark is touched."""
        if self._coding.open:
            return True
        for canvas in self._views.canvases.values():
            if canvas.tool.can_redo:
                canvas.tool.redo()
                return True
        if self._coding.given_up is not None and not self.can_undo:
            self._coding.resume()
            return True
        return self.can_undo

    def forget(self) -> None:
        """Something else was done: what was taken back stays away."""
        self._coding.given_up = None
        for canvas in self._views.canvases.values():
            canvas.tool.forget()
        self._look()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """In the code box, outside its text, the keys of undo draw on where the shape was closed."""
        if watched is not self._coding.box or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        return event.matches(QKeySequence.StandardKey.Undo) and self.undo()

    def _leave_box(self) -> None:
        """Close the code box; an outline that was drawn point by point is open again."""
        waiting = self._coding.waiting
        self._coding.cancel()
        if waiting is None:
            return
        projection, shape = waiting
        tool = self._views.canvases[projection].tool
        if isinstance(tool, PolygonTool) and isinstance(shape, Polygon):
            self._coding.given_up = None
            tool.reopen(shape.points)

    def _look(self) -> None:
        can = self.can_undo, self.can_redo
        if can != self._could:
            self._could = can
            self.changed.emit()
