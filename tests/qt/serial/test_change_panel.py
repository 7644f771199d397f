"""The change since the prior in the real window: colours, list, blinding, the same place, and what is said where there is none."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.canvas.camera import Camera
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.serial.change_panel import ChangePanel
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.follow_up_dataset import KEPT, NEW, OLD, follow_up_dataset, keys, mark
from tests.places import SMALL_LESION_MODEL
from tests.qt.conftest import OpenWindow

ANT, POST = Projection


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return follow_up_dataset(tmp_path_factory.mktemp("followed") / "d").folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, own_folders: None) -> Path:
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(SMALL_LESION_MODEL))
    preferences.save()
    return Path(shutil.copytree(made, tmp_path / "d"))


def opened(window: MainWindow, key: str, qtbot: QtBot) -> None:
    assert window.room is not None
    with qtbot.waitSignal(window.room.session.study_changed, timeout=90000):
        window.room.session.open(key)


def panel_of(window: MainWindow, qtbot: QtBot) -> ChangePanel:
    """The panel, once the difference is there."""
    assert window.room is not None
    desk = window.room.serial
    if not desk.wanted:
        window.board.action("change").trigger()
    panel = desk.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.isVisible() and panel.change is not None and not panel.busy, timeout=120000)
    return panel


def apart(window: MainWindow, parts: list[QWidget]) -> bool:
    """Whether these stand side by side, none over another."""
    spans = sorted((part.mapTo(window, QPoint(0, 0)).x(), part.width()) for part in parts)
    return all(left + width <= following for (left, width), (following, _) in pairwise(spans))


def coloured(panel: ChangePanel, view: Projection) -> bool:
    return not panel.canvas.canvases[view]._overlay.pixmap().isNull()


def test_a_blind_reader_sees_colours_and_the_own_marks_compared(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    reader = Archive(folder, "R1")
    prior, present = keys(reader)
    reader.save(Reading(prior, "R1", (mark(OLD, later=False), mark(KEPT, later=False))))
    reader.save(Reading(present, "R1", (mark(KEPT, later=True), mark(NEW, later=True))))
    window = open_window("R1", None, folder)
    opened(window, present, qtbot)
    panel = panel_of(window, qtbot)
    assert coloured(panel, ANT) and coloured(panel, POST)
    assert "2025-01-05" in panel.heading.text() and "trained on simulated scans" in panel.note.text()
    said = [panel.list.item(row, 0).text() for row in range(3)]  # type: ignore[union-attr]
    # How far a known lesion grew hangs on the bones that the small network does not know.
    assert said[0] in ("= as before", "▲ grown") and said[1:] == ["▲▲ new", "▼▼ gone"]
    assert panel.list.rowCount() == 3 and panel.change is not None and panel.change.found == ()
    assert "after your seal" in panel.state.text()
    camera = panel.canvas.canvases[ANT].camera
    panel.list.setCurrentCell(1, 0)
    moved = panel.canvas.canvases[ANT].camera
    assert moved != camera and abs(moved.y - panel.list.changes[1].place[1]) < 1
    assert window.room is not None and window.room.canvas.canvases[ANT].camera.y == pytest.approx(moved.y)
    window.room.canvas.canvases[ANT].move_camera(Camera(100, 200, 2.0))
    assert panel.canvas.canvases[ANT].camera == Camera(100, 200, 2.0)
    window.resize(1366, 768)
    window.board.action("prior").trigger()
    room = window.room
    qtbot.waitUntil(lambda: room.prior is not None and room.prior.isVisible() and apart(window, [room.canvas, room.prior, panel]))


def test_the_lead_gets_what_the_pictures_show(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    window = open_window("", None, folder)
    prior, present = keys(Archive(folder))
    opened(window, present, qtbot)
    panel = panel_of(window, qtbot)
    assert panel.change is not None and panel.change.by_regions
    assert any(row.label is None for row in panel.list.changes) and "after your seal" not in panel.state.text()
    window.board.action("change").trigger()
    assert panel.isHidden()
    window.board.action("change").trigger()
    assert panel.isVisible()
    opened(window, prior, qtbot)
    assert panel.change is None and not coloured(panel, ANT)
    qtbot.waitUntil(panel.isHidden, timeout=90000)


def test_without_a_model_the_outline_serves_and_the_panel_says_so(
    open_window: OpenWindow, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    preferences = Preferences()
    preferences.set_value(LESION_SETTING, str(tmp_path / "none"))
    preferences.save()
    window = open_window("", None, folder)
    opened(window, keys(Archive(folder))[1], qtbot)
    panel = panel_of(window, qtbot)
    assert panel.change is not None and not panel.change.by_regions
    assert "by the body's outline alone" in panel.note.text() and panel.list.rowCount() == 0
