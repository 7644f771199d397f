"""Serial scans by real keys: Shift+T shows what changed, the own marks are compared, and the pictures speak after the seal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.serial.change_panel import ChangePanel
from dspic_gui.reading import Reading
from dspic_gui.serial.known_change import Change
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands
from tests.made.follow_up_dataset import KEPT, MOVED, NEW, OLD, follow_up_dataset, keys, mark
from tests.places import SMALL_LESION_MODEL

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path, own_folders: None) -> Path:
    """R1 has sealed the prior, with two metastases."""
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(SMALL_LESION_MODEL))
    preferences.save()
    archive = follow_up_dataset(tmp_path / "d")
    prior, _ = keys(archive)
    archive.as_reader("R1").seal(Reading(prior, "R1", (mark(OLD, later=False), mark(KEPT, later=False))))
    return archive.folder


def shown(hands: Hands) -> ChangePanel:
    hands.wait(lambda: hands.room.serial.panel is not None)
    panel = hands.room.serial.panel
    assert panel is not None
    hands.wait(lambda: panel.isVisible() and panel.change is not None and not panel.busy)
    return panel


def test_change_is_followed_from_the_first_mark_to_the_pictures(folder: Path, sign_in: SignIn) -> None:
    hands = sign_in(folder)
    _, present = keys(Archive(folder))
    if hands.room.session.key != present:
        hands.type("d")
        hands.wait(lambda: hands.room.session.key == present and hands.room.session.opening is None)
        hands.wait(hands.room.canvas.active_canvas.hasFocus)
    hands.key(Qt.Key.Key_T, SHIFT)
    panel = shown(hands)
    assert [row.change for row in panel.list.changes] == [Change.GONE, Change.GONE], "nothing is marked here yet"
    x, y = NEW[2] + MOVED[1], NEW[1] + MOVED[0]
    hands.room.focus_canvas()
    hands.type("e")
    hands.drag((x - 9, y - 9), (x + 9, y + 9))
    hands.type("mt")
    hands.wait(lambda: len(hands.reading.lesions) == 1)
    assert [row.change for row in panel.list.changes] == [Change.NEW, Change.GONE, Change.GONE]
    assert all(row.label for row in panel.list.changes), "the pictures are silent before the seal"
    hands.room.focus_canvas()
    hands.key(Qt.Key.Key_Return, CTRL)
    hands.wait(lambda: Archive(folder).is_sealed("R1", present))
    hands.wait(lambda: QApplication.activeModalWidget() is not None)  # the summary of the sitting: this was the last one
    QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)
    hands.wait(lambda: panel.change is not None and not panel.busy and bool(panel.change.found))
    assert any(row.label is None and row.change is Change.NEW for row in panel.list.changes)
