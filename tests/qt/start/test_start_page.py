from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent, QKeyEvent, QMouseEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.start.sign_in import SignInPage
from dspic_gui.qt.start.start_page import StartPage
from dspic_gui.recent import RecentDatasets


@pytest.fixture
def recent(tmp_path: Path) -> RecentDatasets:
    return RecentDatasets(tmp_path / "recent.json")


@pytest.fixture
def dataset_folder(tmp_path: Path) -> Path:
    return Archive.create(tmp_path / "scans", "Bone scans").folder


def page(qtbot: QtBot, recent: RecentDatasets) -> StartPage:
    widget = StartPage(recent)
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def drop(widget: QWidget, *paths: Path) -> None:
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    nothing = Qt.MouseButton.NoButton
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, nothing, Qt.KeyboardModifier.NoModifier)
    widget.dropEvent(event)


def test_the_first_time_the_demo_has_the_focus(qtbot: QtBot, recent: RecentDatasets) -> None:
    start = page(qtbot, recent)
    assert not start.list.isVisible()
    with qtbot.waitSignal(start.demo_chosen):
        QTest.keyClick(start.focusWidget(), Qt.Key.Key_Space)
    with qtbot.waitSignal(start.import_chosen):
        QTest.mouseClick(start.import_button, Qt.MouseButton.LeftButton)


def test_a_recent_dataset_opens_by_key_and_by_mouse(qtbot: QtBot, recent: RecentDatasets, dataset_folder: Path) -> None:
    recent.add(dataset_folder, "Bone scans")
    start = page(qtbot, recent)
    assert start.list.hasFocus()
    with qtbot.waitSignal(start.dataset_chosen) as chosen:
        QTest.keyClick(start.list, Qt.Key.Key_Return)
    assert chosen.args == [dataset_folder]
    viewport, item = start.list.viewport(), start.list.item(0)
    assert viewport is not None
    with qtbot.waitSignal(start.dataset_chosen):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=start.list.visualItemRect(item).center())
    assert "R2" not in start.list.item(0).text()


def test_a_dataset_that_is_away_says_so_and_is_not_opened(qtbot: QtBot, recent: RecentDatasets, tmp_path: Path) -> None:
    recent.add(tmp_path / "share" / "away", "On the share")
    start = page(qtbot, recent)
    qtbot.waitUntil(lambda: "not reachable" in start.list.item(0).text())
    with qtbot.assertNotEmitted(start.dataset_chosen, wait=50):
        QTest.keyClick(start.list, Qt.Key.Key_Return)
    qtbot.waitUntil(start.problem.isVisible)
    assert "not a dataset" in start.problem.text()


def test_delete_takes_a_dataset_off_the_list_only(qtbot: QtBot, recent: RecentDatasets, dataset_folder: Path) -> None:
    recent.add(dataset_folder, "Bone scans")
    start = page(qtbot, recent)
    QTest.keyClick(start.list, Qt.Key.Key_Delete)
    assert recent.datasets() == [] and start.list.count() == 0
    assert (dataset_folder / "dataset.json").exists()


def test_a_dropped_dataset_opens_and_anything_else_is_a_source(qtbot: QtBot, recent: RecentDatasets, dataset_folder: Path) -> None:
    start = page(qtbot, recent)
    with qtbot.waitSignal(start.dataset_chosen) as chosen:
        drop(start, dataset_folder)
    assert chosen.args == [dataset_folder]
    scans = [dataset_folder / "a.dcm", dataset_folder / "folder"]
    with qtbot.waitSignal(start.sources_dropped) as dropped:
        drop(start, *scans)
    assert dropped.args == [scans]


def test_while_the_demo_is_made_nothing_can_be_chosen(qtbot: QtBot, recent: RecentDatasets) -> None:
    start = page(qtbot, recent)
    start.set_busy(True)
    with qtbot.assertNotEmitted(start.demo_chosen):
        QTest.mouseClick(start.demo_button, Qt.MouseButton.LeftButton)
    assert "being made" in start.demo_button.text()
    start.set_busy(False)
    assert start.demo_button.isEnabled()


# who reads


@pytest.fixture
def sign_in(qtbot: QtBot) -> SignInPage:
    widget = SignInPage()
    qtbot.addWidget(widget)
    widget.show_readers("Bone scans", ("R1", "R2", "R3"))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(lambda: widget.ready)
    return widget


def test_nobody_has_the_focus_and_enter_alone_signs_nobody_in(qtbot: QtBot, sign_in: SignInPage) -> None:
    assert not isinstance(QApplication.focusWidget(), QPushButton)
    with qtbot.assertNotEmitted(sign_in.reader_chosen, wait=20):
        QTest.keyClick(QApplication.focusWidget() or sign_in, Qt.Key.Key_Return)
    sign_in.button("R2").setFocus()
    with qtbot.waitSignal(sign_in.reader_chosen) as chosen:
        QTest.keyClick(sign_in.button("R2"), Qt.Key.Key_Space)
    assert chosen.args == ["R2"]


def test_what_was_meant_for_the_page_before_signs_nobody_in(qtbot: QtBot, sign_in: SignInPage) -> None:
    first = sign_in.button("R1")
    with qtbot.assertNotEmitted(sign_in.reader_chosen, wait=20):
        QApplication.sendEvent(first, _second_half(first))
        QTest.mouseRelease(first, Qt.MouseButton.LeftButton)
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(first, held)
        sign_in.show_readers("Bone scans", ("R1", "R2", "R3"))
        QTest.keyClick(sign_in, Qt.Key.Key_1)  # not painted yet
    qtbot.waitUntil(lambda: sign_in.ready)
    with qtbot.waitSignal(sign_in.reader_chosen):
        QTest.keyClick(sign_in, Qt.Key.Key_1)


def _second_half(button: QPushButton) -> QMouseEvent:
    """The second press of a double click whose first was made on another page."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseButtonDblClick, QPointF(20, 10), button.mapToGlobal(QPointF(20, 10)), left, left, none)


@pytest.mark.parametrize(("key", "reader"), [(Qt.Key.Key_1, "R1"), (Qt.Key.Key_3, "R3"), (Qt.Key.Key_0, "guest")])
def test_a_reader_signs_in_with_one_key(qtbot: QtBot, sign_in: SignInPage, key: Qt.Key, reader: str) -> None:
    with qtbot.waitSignal(sign_in.reader_chosen) as chosen:
        QTest.keyClick(sign_in, key)
    assert chosen.args == [reader]


def test_the_mouse_signs_in_and_escape_goes_back(qtbot: QtBot, sign_in: SignInPage) -> None:
    with qtbot.waitSignal(sign_in.reader_chosen) as chosen:
        QTest.mouseClick(sign_in.button("R3"), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert chosen.args == ["R3"]
    with qtbot.waitSignal(sign_in.back_chosen):
        QTest.keyClick(sign_in, Qt.Key.Key_Escape)


def test_another_dataset_offers_its_own_readers(qtbot: QtBot, sign_in: SignInPage) -> None:
    sign_in.show_readers("Other", ("A", "B"))
    with pytest.raises(KeyError):
        sign_in.button("R1")
    qtbot.waitUntil(lambda: sign_in.ready)
    with qtbot.waitSignal(sign_in.reader_chosen) as chosen:
        QTest.keyClick(sign_in, Qt.Key.Key_1)
    assert chosen.args == ["A"]
