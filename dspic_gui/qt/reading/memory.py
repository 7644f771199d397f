"""What a reading room finds again at the next sign-in: where panels and columns stood, the display's switches, the last codes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from PyQt6.QtWidgets import QLayout, QSplitter, QWidget

from dspic_gui.counts.colour_map import MAPS
from dspic_gui.counts.display import Curve, Display
from dspic_gui.qt.canvas.hot_spot_tool import LEAST, MOST
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.acts import ReadingActs
from dspic_gui.qt.reading.marks_side import MarksSide
from dspic_gui.qt.session import Session
from dspic_gui.qt.worklist.columns import COLUMNS
from dspic_gui.qt.worklist.view import WorklistView

RECENT, HOT_SPOT, TOOL = "codes/recent", "tools/hot_spot_percent", "tools/last"
"""Where the preferences keep the codes that were used last, the hot spot's share of the local maximum, and the tool in hand."""

SLIM, SIDE = 256, 368
"""The widths with which the worklist and the side begin, in screen pixels at a text of 100 %."""

LIST_SHARE, SIDE_SHARE = 0.2, 0.28
"""And no more than these shares of the room, whatever the size of text: the pictures come first."""

SWITCHES = ("captions", "linked", "statistics", "dual")
"""The display's switches that are set once, not for each study."""

LEVELS = ("upper", "second", "gamma")
WORDS = ("curve", "map")
LAYOUT = "room-slim"


class Remembered(Protocol):
    """A room, as far as it is remembered."""

    session: Session
    acts: ReadingActs
    canvas: CanvasPair
    worklist: WorklistView
    splitter: QSplitter
    marks_side: MarksSide

    def window(self) -> QWidget | None:
        """The window that it stands in."""

    def layout(self) -> QLayout | None:
        """How its parts are laid out."""

    def width(self) -> int:
        """In screen pixels."""


def recall(room: Remembered, preferences: Preferences) -> None:
    """Put the room as it was left; it has its size by then."""
    recall_layout(room, preferences)
    room.acts.set_recent(preferences.value(RECENT, "").split())
    room.canvas.set_tool(_tool(room.canvas, preferences))
    settings = room.canvas.tool_settings
    settings.hot_spot_percent = min(max(preferences.value(HOT_SPOT, settings.hot_spot_percent), LEAST), MOST)
    room.session.set_display(_with_switches(room.session.display, preferences))
    if preferences.layout(LAYOUT).isEmpty():
        wanted = (round(width * preferences.text_percent / 100) for width in (SLIM, SIDE))
        window = room.window()
        whole = window.width() if window is not None else room.width()  # the room itself may not be laid out yet
        slim, side = (min(width, round(share * whole)) for width, share in zip(wanted, (LIST_SHARE, SIDE_SHARE), strict=True))
        room.splitter.setSizes([slim, max(room.width() - slim - side, 1), side])
    room.worklist.restore_columns(preferences.layout(_columns(preferences)))


def recall_layout(room: Remembered, preferences: Preferences) -> None:
    """Put the panels where they stood; the room must have its size, or they would be squeezed into a smaller one for good."""
    layout = room.layout()
    if layout is not None:
        layout.activate()
    for name, splitter in ((LAYOUT, room.splitter), ("marks", room.marks_side.splitter)):
        splitter.restoreState(preferences.layout(name))


def remember(room: Remembered, preferences: Preferences) -> None:
    """Keep how the room is left."""
    preferences.set_value(RECENT, " ".join(room.acts.recent))
    preferences.set_value(HOT_SPOT, room.canvas.tool_settings.hot_spot_percent)
    for name in SWITCHES:
        preferences.set_value(f"display/{name}", bool(getattr(room.session.display, name)))
    for name in (*LEVELS, *WORDS, "inverted"):
        value = getattr(room.session.display, name)
        preferences.set_value(f"display/{name}", value if isinstance(value, bool | float) else str(value))
    preferences.set_value(TOOL, room.canvas.tool_name)
    preferences.set_layout(LAYOUT, room.splitter.saveState())
    preferences.set_layout("marks", room.marks_side.splitter.saveState())
    preferences.set_layout(_columns(preferences), room.worklist.columns())


def _with_switches(display: Display, preferences: Preferences) -> Display:
    kept: dict[str, Any] = {name: preferences.value(f"display/{name}", bool(getattr(display, name))) for name in SWITCHES}
    kept |= {name: preferences.value(f"display/{name}", float(getattr(display, name))) for name in LEVELS}
    kept["inverted"] = preferences.value("display/inverted", display.inverted)
    curve, colours = preferences.value("display/curve", ""), preferences.value("display/map", "")
    kept["curve"] = Curve(curve) if curve in set(Curve) else display.curve
    kept["map"] = colours if colours in MAPS else display.map
    shown = replace(display, **kept)
    return shown.with_upper(shown.upper).with_second(shown.second).with_gamma(shown.gamma)


def _tool(canvas: CanvasPair, preferences: Preferences) -> str:
    name = preferences.value(TOOL, "select")
    return name if name in canvas.TOOLS else "select"


def _columns(preferences: Preferences) -> str:
    """Widths belong to a set of columns and a size of text."""
    return f"worklist-slim-{len(COLUMNS)}-{preferences.text_percent}"
