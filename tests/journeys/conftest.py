"""The real scan as a study of two views, and the window on it as a reader opens it by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dspic_gui.counts.picture import write_png
from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from tests.journeys.hands import Hands
from tests.made.waiting import list_is_whole

SignIn = Callable[..., Hands]


@pytest.fixture
def two_views(tmp_path: Path, real_scan: Path) -> Archive:
    """A dataset with one study: the real scan's counts as the anterior view, and mirrored as the posterior one."""
    import numpy as np
    from pydicom import dcmread

    from dspic_gui.intake.importing import import_sources

    counts = dcmread(real_scan).pixel_array.astype(np.uint16)
    source = tmp_path / "source"
    source.mkdir()
    for name, pixels in (("ANT", counts), ("POST", counts[:, ::-1])):
        (source / f"1_{name}.png").write_bytes(write_png(np.ascontiguousarray(pixels)))
    archive = Archive.create(tmp_path / "dataset", "Journey")
    import_sources(archive, [source])
    return archive


@pytest.fixture
def sign_in(qtbot: QtBot) -> Iterator[SignIn]:
    """Start the program on a dataset, click the reader's name, and click the first study of the list."""
    windows: list[MainWindow] = []

    def start(folder: Path, reader: str = "R1") -> Hands:
        window = make_window(make_application(), folder)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.sign_in.ready)
        qtbot.mouseClick(window.sign_in.button(reader), Qt.MouseButton.LeftButton)
        hands = Hands(window, qtbot)
        table = hands.room.worklist.table
        hands.wait(lambda: list_is_whole(hands.room.worklist))
        viewport = table.viewport()
        assert viewport is not None
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=table.visualRect(hands.room.worklist.model.index(0, 0)).center())
        hands.wait(lambda: hands.room.session.study is not None and hands.canvas().hasFocus())
        return hands

    yield start
    for window in windows:
        if window.room is not None and window.room.session.desk is not None:
            window.room.session.desk.saved = True
        window.close()
        leave(window)
