"""What a reading room finds again at the next sign-in: where panels and columns stood, the display's switches, the last codes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from PyQt6.QtWidgets import QSplitter

from dspic_gui.counts.display import Display
from dspic_gui.qt.canvas.hot_spot_tool import LEAST, MOST
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.acts import ReadingActs
from dspic_gui.qt.session import Session
from dspic_gui.qt.worklist.columns import COLUMNS
from dspic_gui.qt.worklist.view import WorklistView

RECENT, HOT_SPOT = "codes/recent", "tools/hot_spot_percent"
"""Where the preferences keep the codes that were used last, and the hot spot's share of the local maximum."""

WIDE, WIDE_WORKLIST, WIDE_SIDE = 1700, 470, 600
"""In a room of this width or more, in screen pixels, the panels begin with the room for all their columns."""

SWITCHES = ("captions", "linked", "statistics")
"""The display's switches that are set once, not for each study."""


class Remembered(Protocol):
    """A room, as far as it is remembered."""

    session: Session
    acts: ReadingActs
    canvas: CanvasPair
    worklist: WorklistView
    splitter: QSplitter
    side_splitter: QSplitter

    def width(self) -> int:
        """In screen pixels."""


def recall(room: Remembered, preferences: Preferences) -> None:
    """Put the room as it was left."""
    room.acts.set_recent(preferences.value(RECENT, "").split())
    settings = room.canvas.tool_settings
    settings.hot_spot_percent = min(max(preferences.value(HOT_SPOT, settings.hot_spot_percent), LEAST), MOST)
    room.session.set_display(_with_switches(room.session.display, preferences))
    if preferences.layout("room").isEmpty() and room.width() >= WIDE:
        room.splitter.setSizes([WIDE_WORKLIST, room.width() - WIDE_WORKLIST - WIDE_SIDE, WIDE_SIDE])
    room.worklist.restore_columns(preferences.layout(_columns(preferences)))


def recall_layout(room: Remembered, preferences: Preferences) -> None:
    """Put the panels where they stood."""
    for name, splitter in (("room", room.splitter), ("side", room.side_splitter)):
        splitter.restoreState(preferences.layout(name))


def remember(room: Remembered, preferences: Preferences) -> None:
    """Keep how the room is left."""
    preferences.set_value(RECENT, " ".join(room.acts.recent))
    preferences.set_value(HOT_SPOT, room.canvas.tool_settings.hot_spot_percent)
    for name in SWITCHES:
        preferences.set_value(f"display/{name}", bool(getattr(room.session.display, name)))
    preferences.set_layout("room", room.splitter.saveState())
    preferences.set_layout("side", room.side_splitter.saveState())
    preferences.set_layout(_columns(preferences), room.worklist.columns())


def _with_switches(display: Display, preferences: Preferences) -> Display:
    kept: dict[str, Any] = {name: preferences.value(f"display/{name}", bool(getattr(display, name))) for name in SWITCHES}
    return replace(display, **kept)


def _columns(preferences: Preferences) -> str:
    """Widths belong to a set of columns and a size of text."""
    return f"worklist-{len(COLUMNS)}-{preferences.text_percent}"
