"""How large the letters of the code box are: those of the window, or as large as lets the box stand in the room that it has."""

from __future__ import annotations

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QWidget

from dspic_gui.qt.theme import current

_STYLE = """
CodeBox {{ background: {panel}; border: 1px solid {accent}; border-radius: 6px; }}
CodeBox QLabel {{ color: {text}; background: transparent; }}
CodeBox QLabel#code {{ font-size: {large:.1f}pt; font-weight: 600; }}
CodeBox QLabel#hint {{ color: {dim}; font-size: {small:.1f}pt; }}
CodeBox QLabel#problem {{ color: {warning}; }}
CodeBox QPushButton {{ color: {text}; background: {raised}; border: 1px solid {line}; border-radius: 3px; }}
CodeBox QPushButton {{ padding: 2px 6px; min-height: 0px; text-align: left; }}
CodeBox QPushButton:hover {{ border-color: {dim}; }}
CodeBox QPushButton[waiting="false"] {{ color: {dim}; background: {panel}; }}
CodeBox QPushButton:checked {{ color: {on_selection}; background: {selection}; border-color: {accent}; }}
CodeBox QPushButton:disabled {{ color: {disabled}; }}
CodeBox QLineEdit {{ padding: 2px 6px; }}
"""

SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""With large text the box takes as much of it as lets it stand beside the pictures, and no smaller letters than these points."""

LEAST_POINTS = 9.0


class BoxLetters:
    """Gives the box its style and its size; `rows` are what grows in it."""

    def __init__(self, box: QWidget, rows: QWidget) -> None:
        self._box, self._rows = box, rows
        self._room: QSize | None = None
        self._scale = SCALES[0]

    def begin(self) -> None:
        """The letters of the window, whatever room they need."""
        self._room = None
        self._restyle(SCALES[0])

    def give_room(self, room: QSize | None) -> None:
        """From now on the box is no larger than this, in screen pixels, where smaller letters help; None lets it have its own size."""
        self._room = room
        self._restyle(SCALES[0])
        self.fit()

    def fit(self) -> None:
        """As large as the rows need. Letters shrink until the box has room; where it stays too wide for all of them, they do not."""
        self._lay_out()
        for scale in self._smaller():
            if self._has_room():
                return
            self._restyle(scale)
            self._lay_out()
        if self._room is not None and self._box.width() > self._room.width():
            self._restyle(SCALES[0])
            self._lay_out()

    def _has_room(self) -> bool:
        size = self._box.size()
        return self._room is None or (size.width() <= self._room.width() and size.height() <= self._room.height())

    def _smaller(self) -> tuple[float, ...]:
        points = self._box.fontInfo().pointSizeF()
        return tuple(scale for scale in SCALES if scale < self._scale and scale * points >= LEAST_POINTS)

    def _restyle(self, scale: float) -> None:
        self._scale, style = scale, _style_of(self._box.fontInfo().pointSizeF(), scale)
        if style != self._box.styleSheet():
            self._box.setStyleSheet(style)

    def _lay_out(self) -> None:
        for layout in (self._rows.layout(), self._box.layout()):  # after a change of style each layout still has its old size
            assert layout is not None
            layout.invalidate()
            layout.activate()
        self._box.adjustSize()


def _style_of(points: float, scale: float) -> str:
    """The box's look with text of these points, or of a share of them."""
    colours = {name: getattr(current(), name) for name in current().__slots__}
    style = _STYLE.format(**colours, large=1.25 * scale * points, small=0.85 * scale * points)
    smaller = f"CodeBox QLabel, CodeBox QPushButton, CodeBox QLineEdit {{ font-size: {scale * points:.1f}pt; }}"
    return style if scale == 1.0 else smaller + style
