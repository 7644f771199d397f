"""A reader's screen is the same, pixel by pixel, whether or not others have read; and none of their files is opened before the seal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.opened_files import opened_files
from tests.made.small_dataset import lesion, small_dataset

FORBIDDEN = ("readings/R2", "readings/R3", "consensus/", "truth/", "predictions/")


@pytest.fixture
def watched() -> Iterator[list[str]]:
    """Every file that this process opens during the test."""
    with opened_files() as opened:
        yield opened


def settled(window: QWidget, qtbot: QtBot) -> QImage:
    """The window once nothing has changed in it for a second and more."""
    pictures = [window.grab().toImage()]
    while len(pictures) < 6:
        qtbot.wait(250)
        picture = window.grab().toImage()
        pictures = [*pictures, picture] if picture == pictures[-1] else [picture]
    return pictures[-1]


def look(folder: Path, qtbot: QtBot) -> QImage:
    """The first study as R1 sees it, after everything has arrived."""
    window = make_window(make_application(), folder, "R1")
    window.resize(1200, 760)
    window.show()
    qtbot.waitExposed(window)
    room = window.room
    assert room is not None
    qtbot.waitUntil(lambda: room.worklist.model.rowCount() == 2, timeout=20000)
    key = str(room.worklist.model.row(0).key)
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        room.walk.open(key)
    qtbot.waitUntil(lambda: room.session.shelf.holds(str(room.worklist.model.row(1).key)), timeout=20000)
    qtbot.waitUntil(lambda: not room.worklist.index.running and room.window_bar._plot is not None)
    picture = settled(window, qtbot)
    window.close()
    leave(window)
    return picture


def others_read(folder: Path) -> None:
    """R2 and R3 seal other answers; what else a reader may not see lies there too."""
    for reader in ("R2", "R3"):
        archive = Archive(folder, reader)
        for key in archive.study_keys():
            archive.seal(Reading(key, reader, (lesion(60, 100), lesion(150, 700, Projection.POST))))
    for name in ("consensus", "truth"):
        shutil.copytree(folder / "readings" / "R2", folder / name)
    model = folder / "predictions" / "net-12345678"
    model.mkdir(parents=True)
    for key in Archive(folder).study_keys():
        (model / f"{key}.json").write_text("{}", encoding="utf-8")


def test_what_others_said_changes_no_pixel_and_is_not_opened(
    tmp_path: Path, qtbot: QtBot, watched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small_dataset(tmp_path / "d", 2).folder
    shutil.copytree(folder, tmp_path / "copy")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings 1"))
    alone = look(folder, qtbot)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings 2"))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    others_read(folder)
    watched.clear()
    after_others = look(folder, qtbot)
    assert any("studies/" in path for path in watched), "the watch must see something"
    assert [path for path in watched if any(name in path for name in FORBIDDEN)] == []
    assert alone == after_others
