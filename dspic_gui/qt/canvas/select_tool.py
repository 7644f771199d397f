"""Selects, moves and reshapes lesions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import Qt

from dspic_gui.marking.reshape import (
    ReshapeError,
    handles,
    moved_inside,
    nearest_edge,
    with_handle_moved,
    with_vertex_added,
    with_vertex_removed,
)
from dspic_gui.qt.canvas.guides import HANDLE
from dspic_gui.qt.canvas.tool import CLOSE, STILL, Pointer, Surface, Tool
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Point, Polygon, Shape

TURN_GAP = 16.0
"""How far beyond an ellipse, in screen pixels, the handle that turns it lies."""

CROWDED = 5.0
"""Vertices nearer to each other than this on screen, on average, would hide the lesion: their handles wait for a closer look."""


class SelectTool(Tool):
    """Click selects, Ctrl+click adds, dragging moves; handles, Alt+click and Alt+Shift+click change the one selected shape."""

    name = "select"
    cursor = Qt.CursorShape.ArrowCursor
    draws = False

    def __init__(self, canvas: Surface) -> None:
        super().__init__(canvas)
        self._from: Point | None = None
        self._handle: int | None = None
        self._vertex: int | None = None
        self._vertex_of: tuple[str, Shape] | None = None
        self._clicked: Lesion | None = None
        self._shapes: dict[str, Shape] = {}
        self._started: dict[str, Shape] = {}
        self._box: tuple[Point, Point] | None = None

    @property
    def in_progress(self) -> bool:
        """Whether something is being dragged."""
        return bool(self._shapes) or self._box is not None

    @property
    def held(self) -> bool:
        """Whether lesions or a handle were grabbed."""
        return bool(self._started)

    def press(self, pointer: Pointer) -> None:
        """Grab a handle, change a vertex, or select what lies there."""
        self._from = pointer.point
        only = self._only_selected()
        if only is not None and self._press_on_selected(only, pointer):
            return
        self._vertex = self._handle = None
        found, adding = self.canvas.lesion_at(pointer.point), pointer.has(Qt.KeyboardModifier.ControlModifier)
        if found and not adding and found.uid not in self.canvas.selection and self._chosen_at(pointer.point):
            self._clicked = found  # A drag moves what was chosen before, a click chooses what lies above it.
        else:
            self._select(found, adding)
        self._started = self._movable() if found and (self._clicked or found.uid in self.canvas.selection) else {}
        self.refresh()

    def _chosen_at(self, point: Point) -> bool:
        """Whether a selected lesion that may be moved lies here, below a smaller one."""
        return any(self.canvas.may_change(lesion) and lesion.shape.contains(point) for lesion in self.canvas.selected_lesions())

    def move(self, pointer: Pointer) -> None:
        """Drag what was grabbed; else show what lies under the pointer."""
        if self._from is None:
            self._look(pointer.point)
            return
        if not self.in_progress and self.on_screen(self._from, pointer.point) <= STILL:
            return
        if not self._started:
            self._stretch(pointer.point)
            return
        self._shapes = self._dragged(pointer)
        self.canvas.show_shapes(self._shapes)
        self.refresh()

    def release(self, pointer: Pointer) -> None:
        """End of a drag: hand the new outlines over."""
        self._drop(pointer.has(Qt.KeyboardModifier.ControlModifier))

    def finish(self) -> bool:
        """Drop what is dragged where it is."""
        dragging = self.in_progress
        if dragging:
            self._drop(adding=False)
        return dragging

    def _drop(self, adding: bool) -> None:
        if self._box is not None:
            self._select_in_box(adding)
        changed = {uid: shape for uid, shape in self._shapes.items() if shape != self._started[uid]}
        clicked = None if self._shapes else self._clicked
        self._let_go()
        if clicked is not None:
            self._select(clicked, adding=False)
        if changed:
            if self._vertex_of is not None and self._vertex_of[0] in changed:
                self._vertex_of = self._vertex_of[0], changed[self._vertex_of[0]]
            self.canvas.reshape_lesions(changed)
        self.refresh()

    def double_click(self, pointer: Pointer) -> None:
        """Ask for another code for the lesion under the pointer."""
        if self.canvas.lesion_at(pointer.point):
            self.canvas.ask_code()

    def backspace(self) -> bool:
        """Remove the vertex that is shown as chosen; none where another shape was selected or this one changed since."""
        only = self._only_selected()
        if only is None or (only.uid, only.shape) != self._vertex_of or self._vertex is None:
            return False
        vertex, self._vertex = self._vertex, None
        self._commit(only, lambda: with_vertex_removed(only.shape, vertex))
        return True

    def cancel(self) -> None:
        """Put back what was being dragged."""
        if self._shapes:
            self.canvas.show_shapes(self._started)
        self._let_go()
        self._vertex = None
        super().cancel()
        self.refresh()

    def refresh(self) -> None:
        """Draw the handles of the one selected shape."""
        only = self._only_selected()
        if only is None or (only.uid, only.shape) != self._vertex_of:
            self._vertex = None
        if only is None or self._box is not None:
            self.canvas.guide.clear()
            return
        shape = self._shapes.get(only.uid, only.shape)
        spacing = _spacing(shape) * self.canvas.camera.scale
        points = self._handles(shape, spacing)
        line = (points[0], points[4]) if isinstance(shape, Ellipse) else ()
        half = min(HANDLE, max(0.3 * spacing, 2.0))
        self.canvas.guide.show_guide(line, points, strong=self._vertex, scale=self.canvas.camera.scale, half=half)
        if self._shapes:
            self.canvas.preview_shape(shape)

    def _look(self, point: Point) -> None:
        """Show what the pointer would grab."""
        only = self._only_selected()
        found = self.canvas.lesion_at(point)
        on_handle = only is not None and self._handle_at(only, point) is not None
        cursor = Qt.CursorShape.CrossCursor if on_handle else Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        if cursor is not self.cursor:
            self.cursor = cursor
            self.canvas.show_cursor()
        self.canvas.hover(found)

    def _stretch(self, point: Point) -> None:
        """Stretch a box over lesions; a drag that began on one which may not be changed stretches nothing."""
        if self._from is None or (self._box is None and self.canvas.lesion_at(self._from)):
            return
        self._box = self._from, point
        (x1, y1), (x2, y2) = self._box
        corners = (x1, y1), (x2, y1), (x2, y2), (x1, y2)
        self.canvas.guide.show_guide(corners, closed=True, scale=self.canvas.camera.scale)

    def _select_in_box(self, adding: bool) -> None:
        """Select the lesions whose middle is in the box."""
        assert self._box is not None
        left, right = sorted(point[0] for point in self._box)
        top, bottom = sorted(point[1] for point in self._box)
        middles = {lesion.uid: lesion.shape.centre for lesion in self.canvas.shown_lesions()}
        inside = [uid for uid, (x, y) in middles.items() if left <= x <= right and top <= y <= bottom]
        kept = [uid for uid in self.canvas.selection if adding and uid not in inside]
        self.canvas.ask_selection((*kept, *inside))

    def _press_on_selected(self, lesion: Lesion, pointer: Pointer) -> bool:
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        handle = self._handle_at(lesion, pointer.point)
        if pointer.has(alt, shift) and handle is not None:
            self._commit(lesion, lambda: with_vertex_removed(lesion.shape, handle))
        elif pointer.has(alt) and not pointer.has(shift) and self._add_vertex(lesion, pointer):
            pass
        elif handle is None or pointer.has(Qt.KeyboardModifier.ControlModifier):
            return False
        else:
            self._handle = handle
            self._vertex = handle if isinstance(lesion.shape, Polygon) else None
            self._vertex_of = lesion.uid, lesion.shape
            self._started = {lesion.uid: lesion.shape}
            self.refresh()
        return True

    def _add_vertex(self, lesion: Lesion, pointer: Pointer) -> bool:
        edge, distance = nearest_edge(lesion.shape, pointer.point)
        if distance * self.canvas.camera.scale > CLOSE:
            return False
        self._vertex = edge + 1
        self._commit(lesion, lambda: with_vertex_added(lesion.shape, edge, pointer.snapped))
        return True

    def _commit(self, lesion: Lesion, change: Callable[[], Shape]) -> None:
        self._let_go()
        try:
            shape = change()
            self._vertex_of = lesion.uid, shape
            self.canvas.reshape_lesions({lesion.uid: shape})
        except ReshapeError as problem:
            self._vertex = None
            self.canvas.say(in_words(problem))

    def _handle_at(self, lesion: Lesion, point: Point) -> int | None:
        there = self._handles(lesion.shape, _spacing(lesion.shape) * self.canvas.camera.scale)
        near = [(self.on_screen(point, handle), index) for index, handle in enumerate(there)]
        distance, index = min(near, default=(CLOSE + 1, 0))
        return index if distance <= self._reach(lesion.shape, point) else None

    def _handles(self, shape: Shape, spacing: float) -> tuple[Point, ...]:
        """The handles that there is room for: a finely drawn polygon shows them when one comes nearer."""
        if isinstance(shape, Polygon) and spacing < CROWDED:
            return ()
        return handles(shape, TURN_GAP / self.canvas.camera.scale)

    def _reach(self, shape: Shape, point: Point) -> float:
        """How near to a handle counts as on it; inside a small shape less, so that it can be moved too."""
        if not shape.contains(point):
            return CLOSE
        left, top, right, bottom = shape.bounds
        return min(CLOSE, max(min(right - left, bottom - top) * self.canvas.camera.scale / 4, STILL))

    def _select(self, found: Lesion | None, adding: bool) -> None:
        selection = self.canvas.selection
        if found is None:
            wanted = selection if adding else ()
        elif adding:
            wanted = tuple(uid for uid in selection if uid != found.uid) if found.uid in selection else (*selection, found.uid)
        else:
            wanted = selection if found.uid in selection else (found.uid,)
        if wanted != selection:
            self.canvas.ask_selection(wanted)

    def _only_selected(self) -> Lesion | None:
        """The one selected lesion of this view, where it may be changed."""
        chosen = self.canvas.selected_lesions()
        if len(self.canvas.selection) != 1 or len(chosen) != 1:
            return None
        return chosen[0] if self.canvas.may_change(chosen[0]) else None

    def _movable(self) -> dict[str, Shape]:
        chosen = self.canvas.selected_lesions()
        free = {lesion.uid: lesion.shape for lesion in chosen if self.canvas.may_change(lesion)}
        if self.canvas.editable and len(free) < len(chosen):
            self.canvas.say(self.translate("A locked lesion was left where it is. Unlock it to change it."))
        return free

    def _dragged(self, pointer: Pointer) -> dict[str, Shape]:
        if self._handle is not None:
            return {uid: with_handle_moved(shape, self._handle, pointer.snapped) for uid, shape in self._started.items()}
        assert self._from is not None
        dx, dy = pointer.point[0] - self._from[0], pointer.point[1] - self._from[1]
        rows, columns = self.canvas.size_in_pixels
        return {uid: moved_inside(shape, dx, dy, rows, columns) for uid, shape in self._started.items()}

    def _let_go(self) -> None:
        self._from = self._handle = self._box = self._clicked = None
        self._shapes, self._started = {}, {}


def _spacing(shape: Shape) -> float:
    """How far the handles of a shape lie apart on average, in raw pixels; asked at every move of a drag."""
    points = shape.outline if isinstance(shape, Polygon) else np.array(handles(shape)).reshape(-1, 2)
    steps = points - np.roll(points, 1, axis=0)
    return float(np.hypot(steps[:, 0], steps[:, 1]).sum()) / max(len(points), 1)
