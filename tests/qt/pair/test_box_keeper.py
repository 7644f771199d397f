"""The code box keeps the keyboard until it is answered, stands over the side where it has room, and can be dragged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.marking.code_entry import PlaceHint
from dspic_gui.shape import Rectangle
from tests.qt.canvas_desk import ANT, LEFT, NONE, Desk


@pytest.fixture
def host(qtbot: object) -> Iterator[tuple[Desk, QWidget, QLineEdit]]:
    """A desk in a window with a panel at the side and a line that also takes letters."""
    desk = Desk(size=(700, 900))
    window, panel, line = QWidget(), QWidget(), QLineEdit()
    panel.setMinimumWidth(560)
    row = QHBoxLayout(window)
    for widget in (desk.pair, panel, line):
        row.addWidget(widget)
    window.resize(1600, 900)
    desk.pair.coding.dock_over(panel, window)
    window.show()
    QApplication.processEvents()
    yield desk, panel, line
    desk.pair.setParent(None)
    window.close()
    window.deleteLater()
    desk.close()


def test_the_box_stands_over_the_panel_and_covers_no_view(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, panel, _ = host
    desk.pair.coding.begin(ANT, Rectangle((50, 300), (90, 340)))
    box = desk.box
    assert box.isVisible() and box.window() is panel.window()
    place = box.mapTo(panel.window(), QPoint(0, 0))
    assert panel.geometry().contains(place) and panel.geometry().contains(place + QPoint(box.width() - 1, 10))
    desk.pair.canvases[ANT].pan(0, 40)
    assert box.mapTo(panel.window(), QPoint(0, 0)) == place, "the picture moves, the box does not"


def test_an_open_box_follows_the_panel_when_the_window_shares_its_width_anew(host: tuple[Desk, QWidget, QLineEdit], qtbot: QtBot) -> None:
    desk, panel, _ = host
    desk.pair.coding.begin(ANT, Rectangle((50, 300), (90, 340)))
    box, window = desk.box, panel.window()
    assert window is not None
    before = box.geometry()
    window.resize(2000, 900)
    qtbot.waitUntil(lambda: box.geometry() != before and panel.geometry().contains(box.geometry()), timeout=60000)
    box.setFocus()
    QTest.keyClicks(box, "m")
    assert box.entry is not None and box.entry.finding is not None, "it keeps the keyboard"


def test_a_box_that_grows_stays_inside_and_covers_no_column_by_half(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, panel, _line = host
    panel.setMinimumWidth(0)
    panel.setFixedWidth(300)
    QApplication.processEvents()
    desk.pair.coding.begin(ANT, Rectangle((50, 300), (90, 340)))
    box = desk.box
    window, rows = panel.window(), box.layout()
    assert rows is not None and rows.totalHeightForWidth(box.width()) <= box.height(), "the first box too is whole"
    pictures = desk.pair.mapTo(window, QPoint(desk.pair.width(), 0)).x()
    for text in ("", "A sentence that is far too long for one line of the box. " * 3):
        box._problem.setText(text)
        box._problem.setVisible(bool(text))
        box.fit()
        assert window.rect().contains(box.geometry())
    left = box.mapTo(window, QPoint(0, 0)).x()
    assert left >= panel.geometry().left() or left <= pictures + 2


def test_the_network_s_note_goes_once_the_reader_names_the_place(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, _panel, _ = host
    desk.pair.coding.place_of = lambda projection, shape: PlaceHint((("lumbar_spine", 0.9),))
    desk.pair.coding.begin(ANT, Rectangle((50, 300), (90, 340)))
    assert desk.box.origin.isVisible()
    QTest.keyClicks(desk.box, "mr")
    assert desk.box.isVisible() and not desk.box.origin.isVisible(), "a rib was said, and only its side is asked for"


def test_letters_are_the_boxs_wherever_one_clicked(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, _, line = host
    desk.pair.coding.begin(ANT, Rectangle((118, 300), (138, 340)))
    line.setFocus()
    QTest.keyClicks(line, "m")
    assert line.text() == "" and desk.box.entry is not None and desk.box.entry.finding == "metastasis"
    QTest.keyClicks(QApplication.focusWidget(), "l")
    assert desk.reading.lesions[-1].label == "metastasis:lumbar_spine"
    line.setFocus()
    QTest.keyClicks(line, "m")
    assert line.text() == "m", "answered, the box leaves the keyboard to others"


def test_a_cyrillic_keyboard_picks_by_where_the_keys_lie(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, _, _ = host
    desk.pair.coding.begin(ANT, Rectangle((118, 300), (138, 340)))
    for text, scan_code in (("ь", 58), ("д", 46)):
        event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, scan_code, 0, 0, text)
        QApplication.sendEvent(desk.box, event)
    assert desk.reading.lesions[-1].label == "metastasis:lumbar_spine"


def test_the_box_is_dragged_and_stays_there_until_a_double_click(host: tuple[Desk, QWidget, QLineEdit]) -> None:
    desk, _, _ = host
    desk.pair.coding.begin(ANT, Rectangle((50, 300), (90, 340)))
    box = desk.box
    docked = box.pos()
    QTest.mousePress(box, LEFT, NONE, QPoint(4, 4))
    QTest.mouseMove(box, QPoint(-200, -100))
    QTest.mouseRelease(box, LEFT, NONE, QPoint(4, 4))
    moved = box.pos()
    assert moved.x() < docked.x()
    desk.key(Qt.Key.Key_Escape)
    desk.pair.coding.begin(ANT, Rectangle((60, 400), (90, 440)))
    assert box.pos() == moved
    QTest.mouseDClick(box, LEFT, NONE, QPoint(4, 4))
    assert box.pos() == docked
    desk.pair.cancel_gesture()
