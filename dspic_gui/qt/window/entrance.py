"""The way into the reading room: imported when somebody enters it, or once the first window is painted."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.background import Background
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.session import Session


def room_of(
    folder: Path, reader: str, lead: str, background: Background, preferences: Preferences, parent: QWidget
) -> ReadingRoom:
    """The room of a reader of this dataset (an empty name is the study lead, `lead` by name); ArchiveError where it cannot be read."""
    archive = Archive(folder, reader or None, lead or None)
    room = ReadingRoom(Session(archive, background), preferences.of_person(folder, reader), parent)
    room.session.setParent(room)
    return room
