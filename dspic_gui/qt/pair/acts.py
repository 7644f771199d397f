"""What the table's rows do to the canvases: taking a tool, ending its gesture, coding, nudging, and going from mark to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dspic_gui.qt.canvas.canvas import TOOLS
from dspic_gui.qt.pair.lesion_steps import neighbour, nudged

if TYPE_CHECKING:
    from dspic_gui.qt.pair.pair import CanvasPair


class CanvasActs:
    """The part of a CanvasPair that keys and menus call; both canvases hold the same tool, each has its own gesture."""

    tool_name: str

    @property
    def _pair(self) -> CanvasPair:
        return cast("CanvasPair", self)

    # tools and gestures

    def set_tool(self, name: str) -> None:
        """Take a tool in both views; KeyError for an unknown name."""
        pair = self._pair
        if TOOLS[name].draws and not pair.editable:
            pair.message.emit(pair.tr("This reading cannot be changed here. Nothing was drawn; reopen it to draw."))
            name = "select"
        for canvas in pair.canvases.values():
            canvas.set_tool(name)
        changed, self.tool_name = name != self.tool_name, name
        if changed:
            pair.tool_changed.emit(name)

    @property
    def gesture_in_progress(self) -> bool:
        """Whether something is being drawn, dragged or coded and not yet handed over."""
        return self._pair.coding.open or self._drawing

    def cancel_gesture(self) -> None:
        """Give up what is in progress; with nothing in progress, go back to selecting."""
        pair = self._pair
        if pair.coding.open:
            pair.coding.cancel()
        elif self._drawing:
            for canvas in pair.canvases.values():
                canvas.cancel_gesture()
        else:
            self.set_tool("select")

    def step_back(self, name: str) -> None:
        """Put back what was picked up; else take this tool; with it in hand already, take the keyboard pointer away."""
        if self.tool_name == name or self._pair.active_canvas.tool.held:
            self._pair.pointer.end()
        else:
            self.set_tool(name)

    def finish_gesture(self) -> None:
        """Close what is being drawn."""
        for canvas in self._pair.canvases.values():
            canvas.tool.finish()

    def backspace(self) -> None:
        """Take back the last point, or remove the vertex that was clicked last."""
        for canvas in self._pair.canvases.values():
            if canvas.tool.backspace():
                return

    def turn(self, steps: float) -> None:
        """More (+) or less (-) of what is being drawn, as the wheel does over a hot spot that is held."""
        pair = self._pair
        if not any(canvas.tool.turn(steps) for canvas in pair.canvases.values()):
            pair.message.emit(pair.tr("No hot spot is being grown now, so there is nothing to make larger or smaller."))

    @property
    def _drawing(self) -> bool:
        return any(canvas.tool.in_progress for canvas in self._pair.canvases.values())

    # marks

    def edit_codes(self) -> None:
        """Open the code box on the selected lesions."""
        pair = self._pair
        selected = pair.selected_lesions()
        free = [lesion for lesion in selected if not lesion.locked]
        if not pair.editable:
            pair.message.emit(pair.tr("This reading cannot be changed here. The code was not changed; reopen it to change it."))
        elif free and not pair.coding.open:
            pair.coding.edit(free)
        elif selected and not pair.coding.open:
            pair.message.emit(pair.tr("A locked lesion keeps its code. Unlock it to change it."))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected lesions by raw pixels to the right and down on screen, staying in the picture."""
        pair = self._pair
        moved = nudged(pair, pair.selected_lesions(), dx, dy)
        if moved:
            pair.lesions_reshaped.emit(moved)

    def select_neighbour(self, step: int) -> None:
        """Ask for the next (+1) or previous (-1) lesion: anterior first, from head to foot."""
        pair = self._pair
        found = neighbour(pair.shown_lesions(), [lesion.uid for lesion in pair.selected_lesions()], step)
        if found is not None:
            pair.activate(found.projection)
            pair.selection_requested.emit((found.uid,))
            pair.linking.bring_into_sight(found)

    def select_all(self) -> None:
        """Ask for all visible lesions."""
        self._pair.selection_requested.emit(tuple(lesion.uid for lesion in self._pair.shown_lesions()))
