"""The settings of an earlier version still say how the window looks, which keys it has and what it opens."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from dspic_gui.qt import theme
from dspic_gui.qt.opinion.open_model import OpenModel
from tests.made.earlier import earlier_dataset, earlier_user, facts
from tests.qt.conftest import OpenWindow


def test_a_window_opens_with_the_settings_of_an_earlier_version(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "earlier"
    place.mkdir()
    folder = earlier_dataset(place)
    earlier_user(place)
    window = open_window("R1", 3, folder)
    room = window.room
    assert room is not None and room.session.key == facts()["imported"]
    assert room.session.reading is not None and len(room.session.reading.lesions) == 1
    assert window.preferences.theme == "light" and window.preferences.text_percent == 130
    assert theme.current() == theme.colours(theme.LIGHT)
    assert window.board.action("seal").shortcut() == QKeySequence("Ctrl+Shift+S")
    assert room.acts.recent == ()  # it does not say whose codes they were, and codes belong to a person
    assert OpenModel.of(room.session).folder == place / "model"
