"""The pair of canvases at work: what is drawn, coded, measured and pointed at in the two views, and every act of keys and menus on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QPoint, pyqtSignal
from PyQt6.QtWidgets import QWidget

from dspic_gui.code import CodeBook
from dspic_gui.counts.display import Display
from dspic_gui.marking.reshape import with_vertex_near, without_vertex_near
from dspic_gui.qt.canvas.canvas import TOOLS, Canvas
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.pair.coding import Coding
from dspic_gui.qt.pair.in_hand import InHand
from dspic_gui.qt.pair.keyboard_pointer import KeyboardPointer
from dspic_gui.qt.pair.lesion_steps import neighbour, nudged
from dspic_gui.qt.pair.linking import Linking
from dspic_gui.qt.pair.measuring import Measuring
from dspic_gui.qt.pair.two_views import GAP_COLOUR, TwoViews
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View


class CanvasPair(TwoViews):
    """Emits finished gestures; every act of the shortcut table that concerns the picture is a method.

    Both canvases hold the same tool, each has its own gesture.
    """

    TOOLS: tuple[str, ...] = tuple(TOOLS)

    lesion_drawn = pyqtSignal(object)  # Lesion, with its code
    lesions_reshaped = pyqtSignal(object)  # dict of uid to Shape
    lesions_coded = pyqtSignal(object)  # dict of uid to CodeChoice
    selection_requested = pyqtSignal(object)  # tuple of uids
    display_requested = pyqtSignal(object)  # Display
    cursor_changed = pyqtSignal(object, float, float, object)  # Projection, x, y, count
    context_menu_requested = pyqtSignal(QPoint, object)  # global position, uid or None
    profile_changed = pyqtSignal(object)  # (Projection, Profile) or None
    statistics_changed = pyqtSignal(object)  # (Projection, RegionStatistics) or None
    tool_changed = pyqtSignal(str)
    coding_changed = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent, read_only=read_only)
        self.tool_name = "select"
        self.linking = Linking(self)
        self.coding = Coding(self, self.linking)
        self.in_hand = InHand(self, self.coding)
        self.measuring = Measuring(self)
        self.pointer = KeyboardPointer(self)
        self.setStyleSheet(f"CanvasPair {{ background: {GAP_COLOUR}; }}")
        self._connect_parts()
        for projection, canvas in self.canvases.items():
            self._connect(projection, canvas)
        self.set_editable(True)
        self.activate(Projection.ANT)

    def _connect_parts(self) -> None:
        self.linking.cursor_changed.connect(self.cursor_changed)
        self.coding.lesion_drawn.connect(self.lesion_drawn)
        self.coding.lesions_coded.connect(self.lesions_coded)
        self.coding.changed.connect(self.coding_changed)
        self.measuring.profile_changed.connect(self.profile_changed)
        self.measuring.statistics_changed.connect(self.statistics_changed)

    def _connect(self, projection: Projection, canvas: Canvas) -> None:
        canvas.shape_drawn.connect(call_on(self.coding, self.coding.begin, projection))
        canvas.code_requested.connect(self.edit_codes)
        canvas.lesions_reshaped.connect(self.lesions_reshaped)
        canvas.selection_requested.connect(self.selection_requested)
        canvas.display_requested.connect(self.display_requested)
        canvas.menu_requested.connect(self.context_menu_requested)
        canvas.message.connect(self.message)
        canvas.activated.connect(call_on(self, self.activate, projection))
        canvas.shape_previewed.connect(call_on(self.measuring, self.measuring.measure, projection))
        canvas.line_drawn.connect(call_on(self.measuring, self.measuring.follow_line, projection))
        canvas.ruler_drawn.connect(call_on(self.measuring, self.measuring.show_ruler, projection))

    # what is shown

    def show_study(self, views: Mapping[Projection, View], display: Display, maximum: float | None = None) -> None:
        """Show another study, or none; what was being drawn is given up."""
        if self.gesture_in_progress:
            self.cancel_gesture()
        super().show_study(views, display, maximum)
        self.in_hand.forget()
        self.pointer.begin_study()

    def show_lesions(
        self,
        lesions: Sequence[Lesion],
        book: CodeBook,
        *,
        hidden: frozenset[str] = frozenset(),
        unsaved: frozenset[str] = frozenset(),
        appearances: Mapping[str, Appearance] | None = None,
    ) -> None:
        """Show these lesions; `unsaved` ones say so, `appearances` replaces the code book's colour, line and caption."""
        if tuple(lesions) != self._lesions:
            self.in_hand.forget()
        super().show_lesions(lesions, book, hidden=hidden, unsaved=unsaved, appearances=appearances)
        self.measuring.refresh()

    def set_selection(self, uids: Sequence[str]) -> None:
        """Show these lesions as selected, with the figures of the only one."""
        super().set_selection(uids)
        self.measuring.refresh()

    def _follow_display(self, display: Display) -> None:
        super()._follow_display(display)
        self.measuring.refresh()

    def take_focus(self) -> None:
        """Let keys act on the active view, unless they act on the code box."""
        if not self.coding.open:
            super().take_focus()

    # what is asked for

    def set_recent_codes(self, labels: Sequence[str]) -> None:
        """The codes that Ctrl+1..9 take in the code box."""
        self.coding.recent = tuple(labels)

    def suggest_part(self, part: str | None) -> None:
        """Preselect a body part in the next code box."""
        self.coding.suggested_part = part

    def actual_size(self) -> None:
        """One screen pixel per pixel."""
        self.zoom(1.0 / self.active_canvas.camera.scale)

    def zoom(self, factor: float) -> None:
        """Zoom the active view about the keyboard pointer, or about its middle."""
        self.active_canvas.zoom(factor, self.pointer.place if self.pointer.on else None)

    def pan(self, dx: float, dy: float) -> None:
        """Move the active picture by screen pixels."""
        self.active_canvas.pan(dx, dy)

    def centre_on(self, uid: str, surroundings: float = 1.0) -> None:
        """Bring a lesion to the middle, near enough to see it, with so many times its surroundings."""
        lesion = next((lesion for lesion in self._lesions if lesion.uid == uid), None)
        if lesion is not None:
            self.activate(lesion.projection)
            self.linking.centre_on(lesion, surroundings)

    # tools and gestures

    def set_tool(self, name: str) -> None:
        """Take a tool in both views, unless a shape is being drawn with another; KeyError for an unknown name."""
        if name != self.tool_name and self._drawing and TOOLS[self.tool_name].draws:
            self.message.emit(self.tr("A shape is in progress. Finish it with Enter or give it up with Esc first."))
            return
        if TOOLS[name].draws and not self.editable:
            self.message.emit(self.tr("This reading cannot be changed here. Nothing was drawn; reopen it to draw."))
            name = "select"
        for canvas in self.canvases.values():
            canvas.set_tool(name)
        changed, self.tool_name = name != self.tool_name, name
        if changed:
            self.tool_changed.emit(name)

    @property
    def gesture_in_progress(self) -> bool:
        """Whether something is being drawn, dragged or coded and not yet handed over."""
        return self.coding.open or self._drawing

    def cancel_gesture(self) -> None:
        """Give up what is in progress; with nothing in progress, go back to selecting."""
        if self.coding.open:
            self.coding.cancel()
        elif self._drawing:
            for canvas in self.canvases.values():
                canvas.cancel_gesture()
        else:
            self.set_tool("select")

    def step_back(self, name: str) -> None:
        """Put back what was picked up; else take this tool; with it in hand already, take the keyboard pointer away."""
        if self.tool_name == name or self.active_canvas.tool.held:
            self.pointer.end()
        else:
            self.set_tool(name)

    def finish_gesture(self) -> None:
        """Close what is being drawn."""
        for canvas in self.canvases.values():
            canvas.tool.finish()

    def backspace(self) -> None:
        """Take back the last point, or remove the vertex that was clicked last."""
        for canvas in self.canvases.values():
            if canvas.tool.backspace():
                return

    def add_vertex(self) -> None:
        """Add a vertex to the selected mark where the menu was asked for; dragged then, it changes the outline."""
        self.active_canvas.change_vertex(with_vertex_near)

    def remove_vertex(self) -> None:
        """Remove the selected mark's vertex that is next to where the menu was asked for."""
        self.active_canvas.change_vertex(without_vertex_near)

    def turn(self, steps: float) -> None:
        """More (+) or less (-) of what is being drawn, as the wheel does over a hot spot that is held."""
        if not any(canvas.tool.turn(steps) for canvas in self.canvases.values()):
            self.message.emit(self.tr("No hot spot is being grown now, so there is nothing to make larger or smaller."))

    @property
    def _drawing(self) -> bool:
        return any(canvas.tool.in_progress for canvas in self.canvases.values())

    # marks

    def edit_codes(self) -> None:
        """Open the code box on the selected lesions."""
        selected = self.selected_lesions()
        free = [lesion for lesion in selected if not lesion.locked]
        if not self.editable:
            self.message.emit(self.tr("This reading cannot be changed here. The code was not changed; reopen it to change it."))
        elif free and not self.coding.open:
            self.coding.edit(free)
        elif selected and not self.coding.open:
            self.message.emit(self.tr("A locked lesion keeps its code. Unlock it to change it."))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected lesions that can be seen by raw pixels to the right and down on screen, staying in the picture."""
        seen = {lesion.uid for lesion in self.shown_lesions()}
        moved = nudged(self, [lesion for lesion in self.selected_lesions() if lesion.uid in seen], dx, dy)
        if moved:
            self.lesions_reshaped.emit(moved)

    def select_neighbour(self, step: int) -> None:
        """Ask for the next (+1) or previous (-1) lesion: anterior first, from head to foot."""
        found = neighbour(self.shown_lesions(), [lesion.uid for lesion in self.selected_lesions()], step)
        if found is not None:
            self.activate(found.projection)
            self.selection_requested.emit((found.uid,))
            self.linking.bring_into_sight(found)

    def select_all(self) -> None:
        """Ask for all visible lesions."""
        self.selection_requested.emit(tuple(lesion.uid for lesion in self.shown_lesions()))
