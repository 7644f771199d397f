"""The main job with the real scan and the real window: import, sign in, draw, undo, redo, seal, close, reopen, compare."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from dspic_gui.study import Projection
from tests.journeys.hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
KNEE = ((55, 500), (75, 500), (80, 520), (65, 535), (50, 520))


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[list[MainWindow]]:
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()
        leave(window)


def sign_in(folder: Path, windows: list[MainWindow], qtbot: QtBot) -> Hands:
    """Start the program on the dataset, click the reader's name, then the study's row."""
    window = make_window(make_application(), folder)
    windows.append(window)
    window.show()
    qtbot.waitExposed(window)
    assert window.stack.currentWidget() is window.sign_in
    qtbot.waitUntil(lambda: window.sign_in.ready)
    qtbot.mouseClick(window.sign_in.button("R1"), Qt.MouseButton.LeftButton)
    hands = Hands(window, qtbot)
    table = hands.room.worklist.table
    hands.wait(lambda: hands.room.worklist.model.rowCount() == 1)
    viewport = table.viewport()
    assert viewport is not None
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=table.visualRect(hands.room.worklist.model.index(0, 0)).center())
    hands.wait(lambda: hands.room.session.study is not None)
    hands.wait(lambda: hands.canvas().hasFocus())
    return hands


def draw_everything(hands: Hands) -> None:
    """A polygon, a rectangle, an ellipse and a hot spot, each with its code by keystrokes."""
    hands.type("p")
    for x, y in KNEE:
        hands.click(x, y)
    hands.key(Qt.Key.Key_Return)
    hands.type("ak")
    hands.key(Qt.Key.Key_Left)
    hands.type("b")
    hands.drag((100, 300), (130, 340))
    hands.key(Qt.Key.Key_5, ALT)
    hands.type("ml")
    hands.type("e")
    hands.drag((140, 180), (170, 220))
    hands.type("mr")
    hands.key(Qt.Key.Key_Right)
    hands.type("q")
    hands.click(140, 425)
    hands.type("u")
    hands.key(Qt.Key.Key_Return)


def on_disk(folder: Path) -> Reading:
    archive = Archive(folder, "R1")
    reading = archive.reading("R1", archive.study_keys()[0])
    assert reading is not None
    return reading


def test_a_reader_reads_the_real_scan(dataset: Archive, real_scan: Path, windows: list[MainWindow], qtbot: QtBot) -> None:
    source = hashlib.sha256(real_scan.read_bytes()).hexdigest()
    hands = sign_in(dataset.folder, windows, qtbot)
    draw_everything(hands)
    drawn = hands.reading
    assert [type(mark.shape) for mark in drawn.lesions] == [Polygon, Rectangle, Ellipse, Polygon]
    assert [mark.label for mark in drawn.lesions] == ["arthritis:knee:left", "metastasis:lumbar_spine", "metastasis:rib:right", "urine"]
    assert drawn.lesions[1].certainty == 5
    polygon, rectangle, ellipse, spot = (mark.shape for mark in drawn.lesions)
    assert isinstance(polygon, Polygon) and isinstance(rectangle, Rectangle) and isinstance(ellipse, Ellipse)
    for point, aimed in zip(polygon.points, KNEE, strict=True):
        assert point == pytest.approx(hands.raw(*aimed), abs=0.02)
    assert (*rectangle.first, *rectangle.second) == pytest.approx((*hands.raw(100, 300), *hands.raw(130, 340)), abs=0.02)
    left, top, right, bottom = ellipse.bounds
    assert (left, top, right, bottom) == pytest.approx((*hands.raw(140, 180), *hands.raw(170, 220)), abs=0.05)
    assert spot.contains((140, 425)) and spot.area > 20
    assert on_disk(dataset.folder).lesions == drawn.lesions

    for _ in range(3):
        hands.key(Qt.Key.Key_Z, CTRL)
    assert on_disk(dataset.folder).lesions == drawn.lesions[:1]
    hands.key(Qt.Key.Key_Y, CTRL)
    hands.key(Qt.Key.Key_Z, CTRL | SHIFT)
    hands.key(Qt.Key.Key_Y, CTRL)
    assert on_disk(dataset.folder).lesions == drawn.lesions == hands.reading.lesions

    hands.key(Qt.Key.Key_Return, CTRL)
    sealed = hands.reading
    assert sealed.sealed and on_disk(dataset.folder).sealed
    hands.window.close()

    again = sign_in(dataset.folder, windows, qtbot)
    assert replace(again.reading, extra={}) == replace(sealed, extra={})
    assert again.reading.answer(Projection.ANT) is Answer.BOTH and not again.room.session.editable
    with again.answering("looked again at the rib"):
        again.key(Qt.Key.Key_O, CTRL | SHIFT)
    again.wait(lambda: again.room.session.editable)
    assert again.reading.lesions == drawn.lesions and not on_disk(dataset.folder).sealed
    again.key(Qt.Key.Key_Z, CTRL)
    assert again.reading.lesions == drawn.lesions[:-1] == on_disk(dataset.folder).lesions
    assert hashlib.sha256(real_scan.read_bytes()).hexdigest() == source
    assert verify(dataset.folder)[1] == []
