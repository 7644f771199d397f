"""An earlier version is looked at and restored in three clicks, and that can be undone, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QMenu

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.reading.versions_dialog import VersionsDialog
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


def click_menu(hands: Hands, name: str) -> None:
    """A click on the menu that holds a row, and one on the row."""
    action: QAction = hands.window.board.action(name)
    menu = next(owner for owner in action.associatedObjects() if isinstance(owner, QMenu))
    bar, entry = hands.window.menuBar(), menu.menuAction()
    assert bar is not None and entry is not None
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(entry).center())
    hands.wait(menu.isVisible)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def versions_dialog(hands: Hands) -> VersionsDialog:
    hands.wait(lambda: any(dialog.isVisible() for dialog in hands.room.findChildren(VersionsDialog)))
    return next(dialog for dialog in hands.room.findChildren(VersionsDialog) if dialog.isVisible())


def draw_two_and_spoil_them(hands: Hands) -> None:
    hands.type("b")
    hands.drag((128, 232), (152, 292))
    hands.type("mt")
    hands.type("e")
    hands.drag((138, 603), (172, 646))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_A, CTRL)
    hands.key(Qt.Key.Key_Delete)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_version_is_restored_in_three_clicks(dataset: Archive, sign_in: SignIn) -> None:
    hands = sign_in(dataset.folder)
    draw_two_and_spoil_them(hands)
    assert hands.reading.lesions == ()

    click_menu(hands, "versions")
    dialog = versions_dialog(hands)
    assert "2 marks" in dialog.compare.notes[1].text()
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)

    restored = hands.reading
    assert [mark.label for mark in restored.lesions] == ["metastasis:thoracic_spine", "arthritis:knee:left"]
    key = hands.room.session.key or ""
    on_disk = Archive(dataset.folder, "R1").reading("R1", key)
    assert on_disk is not None and on_disk.lesions == restored.lesions
    assert verify(dataset.folder)[1] == []
    hands.window.activateWindow()
    hands.room.focus_canvas()
    hands.key(Qt.Key.Key_Z, CTRL)
    assert hands.reading.lesions == ()
    hands.key(Qt.Key.Key_Y, CTRL)
    assert hands.reading.lesions == restored.lesions


def test_undo_and_redo_survive_a_restart(dataset: Archive, sign_in: SignIn, tmp_path: Path) -> None:
    hands = sign_in(dataset.folder)
    draw_two_and_spoil_them(hands)
    hands.key(Qt.Key.Key_Z, CTRL)
    before = hands.reading.lesions
    assert len(before) == 2
    hands.window.close()

    again = sign_in(dataset.folder)
    assert again.reading.lesions == before
    again.key(Qt.Key.Key_Y, CTRL)
    assert again.reading.lesions == ()
    again.key(Qt.Key.Key_Z, CTRL)
    again.key(Qt.Key.Key_Z, CTRL)
    assert len(again.reading.lesions) == 1 or again.reading.lesions[1].label != before[1].label
