"""One view on screen: the picture, the lesions above it, and the tool that the mouse drives. It holds no state of the reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtWidgets import QWidget

from dspic_gui.marking.reshape import ReshapeError
from dspic_gui.qt.canvas.box_tool import EllipseTool, RectangleTool
from dspic_gui.qt.canvas.hot_spot_tool import HotSpotTool
from dspic_gui.qt.canvas.mouse import CanvasMouse
from dspic_gui.qt.canvas.polygon_tool import PolygonTool
from dspic_gui.qt.canvas.profile_tool import ProfileTool, RulerTool
from dspic_gui.qt.canvas.select_tool import SelectTool
from dspic_gui.qt.canvas.tool import Tool, ToolSettings
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.shape import Point, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection

_KINDS: tuple[type[Tool], ...] = (SelectTool, PolygonTool, RectangleTool, EllipseTool, HotSpotTool, ProfileTool, RulerTool)
TOOLS: dict[str, type[Tool]] = {kind.name: kind for kind in _KINDS}


class Canvas(CanvasMouse):
    """Shows a View with a Display and lesions, and emits finished gestures in raw pixels. It is the Surface that its tools work on."""

    shape_drawn = pyqtSignal(object)  # Shape
    lesions_reshaped = pyqtSignal(object)  # dict of uid to Shape
    code_requested = pyqtSignal()
    shape_previewed = pyqtSignal(object)  # Shape being drawn or dragged, or None
    line_drawn = pyqtSignal(object)  # (start, end), or None
    ruler_drawn = pyqtSignal(object)  # (start, end), or None

    def __init__(self, projection: Projection, parent: QWidget | None = None, settings: ToolSettings | None = None) -> None:
        super().__init__(projection, parent)
        self.settings = settings or ToolSettings()
        self.tool = SelectTool(self)
        self.prepare()

    def set_tool(self, name: str) -> None:
        """Take another tool; an unfinished gesture of the old one is given up."""
        if name == self.tool.name:
            return
        self.tool.cancel()
        self.tool = TOOLS[name](self)
        self.lesions.hover(None)
        self.show_cursor()
        self.tool.refresh()

    def set_editable(self, editable: bool) -> None:
        """Allow drawing and changing, or only looking, selecting and measuring."""
        self.editable = editable
        self.tool.refresh()

    def cancel_gesture(self) -> None:
        """Give up what is being drawn or dragged; redo may bring it back."""
        self.tool.give_up()

    def change_vertex(self, change: Callable[[Shape, Point], Shape]) -> None:
        """Change the one selected lesion of this view at the point where the menu was asked for."""
        chosen = [lesion for lesion in self.selected_lesions() if self.may_change(lesion)]
        if len(chosen) != 1 or self.menu_point is None:
            self.say(self.tr("Select one mark that is not locked, and point at its outline with the right button."))
            return
        try:
            self.reshape_lesions({chosen[0].uid: change(chosen[0].shape, self.menu_point)})
        except ReshapeError as problem:
            self.say(in_words(problem))

    # what tools tell

    def finish_shape(self, shape: Shape) -> None:
        """A tool has closed a shape."""
        self.shape_drawn.emit(shape)

    def preview_shape(self, shape: Shape | None) -> None:
        """A tool is drawing or dragging this shape."""
        self.shape_previewed.emit(shape)

    def reshape_lesions(self, shapes: Mapping[str, Shape]) -> None:
        """A tool has given these lesions, by uid, other outlines."""
        self.lesions_reshaped.emit(shapes)

    def ask_selection(self, uids: Sequence[str]) -> None:
        """A tool wants these lesions selected."""
        self.selection_requested.emit(tuple(uids))

    def ask_code(self) -> None:
        """A tool wants the code of the selected lesions to be asked for."""
        self.code_requested.emit()

    def show_line(self, line: tuple[Point, Point] | None) -> None:
        """A tool has drawn or moved a line, or taken it away."""
        self.line_drawn.emit(line)

    def show_ruler(self, line: tuple[Point, Point] | None) -> None:
        """A tool has drawn or moved a line whose length is wanted, or taken it away."""
        self.ruler_drawn.emit(line)

    def say(self, sentence: str) -> None:
        """Tell the user."""
        self.message.emit(sentence)

    def sizeHint(self) -> QSize:
        """Room for a whole body at one screen pixel per pixel."""
        return QSize(COLUMNS + 80, ROWS)
