"""What every tool is: it takes the pointer in raw pixels and draws its unfinished gesture with the canvas's guide."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from PyQt6.QtCore import QPointF, Qt

from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.canvas.guides import GuideItem
from dspic_gui.qt.words.sentence import translate
from dspic_gui.reading import Lesion
from dspic_gui.shape import Point, Shape
from dspic_gui.study import View

CLOSE = 8.0
"""How near, in screen pixels, the pointer counts as on a point."""

STILL = 3.0
"""How far, in screen pixels, the pointer may tremble in a click."""


@dataclass
class ToolSettings:
    """What the tools of both canvases remember from one gesture to the next."""

    hot_spot_percent: float = 50.0


@dataclass(frozen=True)
class Pointer:
    """A mouse event: `point` in raw pixels as it is, `snapped` inside the picture and rounded, `screen` in the viewport."""

    point: Point
    snapped: Point
    screen: QPointF
    modifiers: Qt.KeyboardModifier

    def has(self, *modifiers: Qt.KeyboardModifier) -> bool:
        """Whether all these keys are held."""
        return all(bool(self.modifiers & modifier) for modifier in modifiers)


class Surface(Protocol):
    """What a tool knows of the canvas that it works on: what lies there, and whom it tells what was drawn."""

    settings: ToolSettings
    camera: Camera
    guide: GuideItem
    view: View | None
    selection: tuple[str, ...]
    editable: bool

    @property
    def size_in_pixels(self) -> tuple[int, int]:
        """Rows and columns of the picture."""

    def shown_lesions(self) -> Sequence[Lesion]:
        """The lesions of this view that can be seen."""

    def selected_lesions(self) -> tuple[Lesion, ...]:
        """The selected lesions that lie in this view."""

    def lesion_at(self, point: Point) -> Lesion | None:
        """The smallest visible lesion at a raw point."""

    def may_change(self, lesion: Lesion) -> bool:
        """Whether a gesture may change this lesion."""

    def hover(self, lesion: Lesion | None) -> None:
        """Show that the pointer is over this lesion."""

    def show_cursor(self) -> None:
        """Take the cursor of the tool."""

    def show_shapes(self, shapes: Mapping[str, Shape]) -> None:
        """Draw these lesions with other outlines while a gesture lasts."""

    def preview_shape(self, shape: Shape | None) -> None:
        """A tool is drawing or dragging this shape."""

    def finish_shape(self, shape: Shape) -> None:
        """A tool has closed a shape."""

    def reshape_lesions(self, shapes: Mapping[str, Shape]) -> None:
        """A tool has given these lesions, by uid, other outlines."""

    def ask_selection(self, uids: Sequence[str]) -> None:
        """A tool wants these lesions selected."""

    def ask_code(self) -> None:
        """A tool wants the code of the selected lesions to be asked for."""

    def show_line(self, line: tuple[Point, Point] | None) -> None:
        """A tool has drawn or moved a line, or taken it away."""

    def show_ruler(self, line: tuple[Point, Point] | None) -> None:
        """A tool has drawn or moved a line whose length is wanted, or taken it away."""

    def say(self, sentence: str) -> None:
        """Tell the user."""


class Tool:
    """A tool at rest; each kind overrides the events it needs."""

    name: ClassVar[str]
    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor
    draws: ClassVar[bool] = True

    def __init__(self, canvas: Surface) -> None:
        self.canvas = canvas

    @property
    def in_progress(self) -> bool:
        """Whether a gesture has begun and is not finished."""
        return False

    @property
    def held(self) -> bool:
        """Whether a press has taken hold of something that the release lets go; else press and release are one click."""
        return False

    def press(self, pointer: Pointer) -> None:
        """The left button went down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved, with or without the button."""

    def release(self, pointer: Pointer) -> None:
        """The left button went up."""

    def double_click(self, pointer: Pointer) -> None:
        """The left button went down a second time; taken as another press unless a tool knows better."""
        self.press(pointer)

    def turn(self, steps: float) -> bool:
        """The wheel turned; whether the tool used it."""
        return False

    def backspace(self) -> bool:
        """Take back the last point; whether there was one."""
        return False

    def finish(self) -> bool:
        """Close the gesture; whether there was one to close."""
        return False

    def cancel(self) -> None:
        """Give the gesture up and leave nothing behind."""
        self.canvas.guide.clear()
        self.canvas.preview_shape(None)

    def give_up(self) -> None:
        """Take the whole gesture back at the reader's wish; where the tool can, redo brings it back."""
        self.cancel()

    def undo(self) -> bool:
        """Take back the last step of what is in hand; whether something was."""
        begun = self.in_progress
        if begun:
            self.give_up()
        return begun

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can come again."""
        return False

    def redo(self) -> None:
        """Bring back the step that was taken back last."""

    def forget(self) -> None:
        """Nothing that was taken back comes again: something else was done meanwhile."""

    def refresh(self) -> None:
        """Draw the guide again after the scale or the selection changed."""

    def on_screen(self, one: Point, other: Point) -> float:
        """The distance of two raw points in screen pixels."""
        return math.hypot(one[0] - other[0], one[1] - other[1]) * self.canvas.camera.scale

    @staticmethod
    def translate(text: str) -> str:
        """A sentence in the user's language."""
        return translate("Tool", text)
