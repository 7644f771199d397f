"""Another program changes the label file while it is open here: nothing is lost, both versions are seen, the reader chooses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QListWidget

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.reading.compare import Compare
from dspic_gui.qt.reading.conflict_dialog import ConflictDialog
from dspic_gui.qt.reading.versions_dialog import VersionsDialog
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MINE = ["metastasis:thoracic_spine", "arthritis:knee:left"]
THEIRS = ["metastasis:sacrum"]


def label_file(hands: Hands) -> Path:
    session = hands.room.session
    return session.archive.reading_path("R1", session.key or "", Projection.ANT)


def edit_elsewhere(path: Path) -> None:
    """As labelme or a script would: one mark is replaced by another."""
    content = json.loads(path.read_text(encoding="utf-8"))
    (shape,) = content["shapes"]
    shape["label"] = THEIRS[0]
    shape["points"] = [[120, 400], [140, 420]]
    shape.pop("dspic", None)
    path.write_text(json.dumps(content), encoding="utf-8")


def run_into_a_conflict(hands: Hands) -> ConflictDialog:
    hands.type("b")
    hands.drag((128, 232), (152, 292))
    hands.type("mt")
    edit_elsewhere(label_file(hands))
    hands.drag((138, 603), (172, 646))
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    banner = hands.room.banner
    assert not hands.room.session.saved and "NOT SAVED" in banner.state.text() and banner.settle.isVisible()
    assert [mark.label for mark in hands.reading.lesions] == MINE
    assert THEIRS[0] in label_file(hands).read_text(encoding="utf-8")
    QTest.mouseClick(banner.settle, Qt.MouseButton.LeftButton)
    hands.wait(lambda: hands.room.findChild(ConflictDialog) is not None)
    dialog = hands.room.findChild(ConflictDialog)
    assert dialog is not None
    return dialog


def on_disk(hands: Hands) -> Reading:
    archive = Archive(hands.room.session.archive.folder, "R1")
    reading = archive.reading("R1", archive.study_keys()[0])
    assert reading is not None
    return reading


@pytest.mark.parametrize(("choice", "kept"), [("mine", MINE), ("theirs", THEIRS), ("both", [*MINE, *THEIRS])])
def test_the_reader_chooses_and_the_other_version_can_be_restored(
    choice: str, kept: list[str], dataset: Archive, sign_in: SignIn
) -> None:  # fmt: skip
    hands = sign_in(dataset.folder)
    dialog = run_into_a_conflict(hands)
    assert [sorted(mark.label for mark in pair.canvases[Projection.ANT].lesions.shown) for pair in compared(dialog)] == [
        sorted(MINE),
        sorted(THEIRS),
    ]
    QTest.mouseClick(dialog.buttons[choice], Qt.MouseButton.LeftButton)

    assert hands.room.session.saved and not hands.room.banner.settle.isVisible()
    assert sorted(mark.label for mark in hands.reading.lesions) == sorted(kept)
    assert sorted(mark.label for mark in on_disk(hands).lesions) == sorted(kept)
    hands.window.activateWindow()
    hands.room.focus_canvas()
    if choice == "mine":
        hands.key(Qt.Key.Key_H, CTRL | SHIFT)
        assert THEIRS in restorable(hands)
    if choice == "theirs":
        assert ["edited elsewhere" in found.sentence for found in verify(dataset.folder)[1]] == [True]
        hands.key(Qt.Key.Key_Z, CTRL)
        assert [mark.label for mark in hands.reading.lesions] == MINE
    assert verify(dataset.folder)[1] == []


def compared(dialog: ConflictDialog) -> tuple[CanvasPair, CanvasPair]:
    compare = dialog.findChild(Compare)
    assert compare is not None
    return compare.canvases


def restorable(hands: Hands) -> list[list[str]]:
    """The codes of every version that the dialog offers."""
    dialog = next(dialog for dialog in hands.room.findChildren(VersionsDialog) if dialog.isVisible())
    assert isinstance(dialog.list, QListWidget)
    offered = []
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert dialog._chosen is not None
        offered.append([mark.label for mark in dialog._chosen.lesions])
    dialog.close()
    return offered


def test_a_study_in_conflict_is_not_left(two_views: Archive, sign_in: SignIn) -> None:
    hands = sign_in(two_views.folder)
    dialog = run_into_a_conflict(hands)
    dialog.close()
    hands.window.close()
    assert hands.window.room is not None
    assert "NOT SAVED" in hands.window.status_line.currentMessage()
    hands.key(Qt.Key.Key_Return, CTRL)
    assert not hands.reading.sealed
