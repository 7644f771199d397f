"""The real window on a small dataset, as a reader opens it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from tests.made.small_dataset import small_dataset
from tests.made.waiting import list_is_whole

OpenWindow = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four studies of two patients; copy it before writing."""
    return small_dataset(tmp_path_factory.mktemp("small") / "dataset", 4, patients=2).folder


@pytest.fixture
def own_folder(small_folder: Path, tmp_path: Path) -> Path:
    """A copy of the small dataset for this test alone."""
    return Path(shutil.copytree(small_folder, tmp_path / "dataset"))


@pytest.fixture
def open_window(qapp: object, qtbot: QtBot, own_folder: Path) -> Iterator[OpenWindow]:
    """Open the window for a reader, with the worklist filled and the study of this number shown (None: none)."""
    windows: list[MainWindow] = []

    def open_it(reader: str = "R1", study: int | None = 0, folder: Path = own_folder) -> MainWindow:
        window = make_window(make_application(), folder, reader)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        room = window.room
        assert room is not None
        qtbot.waitUntil(lambda: list_is_whole(room.worklist))
        if study is not None:
            key = room.worklist.model.row(study).key
            with qtbot.waitSignal(room.session.study_changed, timeout=90000):
                room.walk.open(key)
        return window

    yield open_it
    for window in windows:
        if window.room is not None and window.room.session.desk is not None:
            window.room.session.desk.saved = True
            window.room.session.work_in_hand = bool  # a shape that a test left half drawn would keep the window open
        window.close()
        leave(window)
