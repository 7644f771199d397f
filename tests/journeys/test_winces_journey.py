"""Acts that surprised a reader, done again by mouse and keys on the whole window: none surprises any more."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.api.tables import study_row
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.recent import RecentDatasets
from dspic_gui.shape import Polygon
from dspic_gui.study import Projection
from tests.journeys.conftest import SignIn
from tests.journeys.hands import Hands
from tests.made.disputed_dataset import disputed_dataset
from tests.made.small_dataset import lesion, small_dataset
from tests.made.waiting import list_is_whole

K, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def reader(two_views: Archive, sign_in: SignIn) -> Hands:
    return sign_in(two_views.folder)


def draw(hands: Hands) -> None:
    """A box that waits for its code."""
    hands.type("b")
    hands.drag((120, 240), (150, 280))
    assert hands.room.canvas.coding.open


def press(widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    """A press, a release or the second press of a double click, as the window system sends it."""
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else LEFT
    place = QPointF(widget.mapToGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(at), place, LEFT, held, Qt.KeyboardModifier.NoModifier))


def test_a_double_click_on_a_recent_dataset_signs_nobody_in(tmp_path: Path, qtbot: QtBot) -> None:
    """The second press lands where the sign-in page stands by then, on whatever button lies there."""
    folder = small_dataset(tmp_path / "small", 1).folder
    RecentDatasets().add(folder, "Small")
    window = make_window(make_application())
    window.show()
    qtbot.waitExposed(window)
    rows = window.start_page.list
    viewport = rows.viewport()
    assert viewport is not None
    press(viewport, QEvent.Type.MouseButtonPress, rows.visualItemRect(rows.item(0)).center())
    press(viewport, QEvent.Type.MouseButtonRelease, rows.visualItemRect(rows.item(0)).center())
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.sign_in and window.sign_in.ready)
    button = window.sign_in.button("R1")
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        press(button, kind, QPoint(20, 10))
    assert window.room is None
    QTest.mouseClick(button, LEFT, pos=QPoint(20, 10))
    assert window.room is not None, "a click that is meant is heard"
    qtbot.waitUntil(lambda: window.room is not None and list_is_whole(window.room.worklist))
    window.close()
    leave(window)


def test_esc_in_the_code_box_gives_up_and_redo_brings_the_outline_back(reader: Hands) -> None:
    draw(reader)
    reader.type("m")
    reader.key(K.Key_Escape)
    assert not reader.room.canvas.coding.open and not reader.reading.lesions
    reader.key(K.Key_Y, CTRL)
    assert reader.room.canvas.coding.open
    reader.type("t")
    assert [mark.label for mark in reader.reading.lesions] == ["metastasis:thoracic_spine"], "what was said came back too"


def test_a_keyboard_that_is_not_latin_codes_by_where_its_keys_lie(reader: Hands) -> None:
    draw(reader)
    for text, scan_code in (("ь", 58), ("т", 57)):  # M and N on a Russian keyboard
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, scan_code, 0, 0, text)
            QApplication.sendEvent(reader.focus(), key)
    assert [mark.label for mark in reader.reading.lesions] == ["metastasis:sternum"]


def test_digits_in_the_code_box_answer_nothing_but_with_alt_and_ctrl(reader: Hands) -> None:
    draw(reader)
    upper = reader.room.session.display.upper
    reader.type("4")
    box = reader.room.canvas.coding.box
    assert box.certainty is None and reader.room.canvas.coding.open and reader.room.session.display.upper == upper
    reader.key(K.Key_4, ALT)
    assert box.certainty == 4
    reader.type("mn")
    draw(reader)
    reader.key(K.Key_1, CTRL)
    assert [(mark.label, mark.certainty) for mark in reader.reading.lesions][1] == ("metastasis:sternum", None)


def test_f11_twice_leaves_a_maximised_window_maximised(reader: Hands) -> None:
    window = reader.window
    window.showMaximized()
    reader.wait(window.isMaximized)
    for full in (True, False):
        reader.key(K.Key_F11)
        reader.wait(lambda full=full: window.isFullScreen() is full)  # type: ignore[misc]
    assert window.isMaximized()


def test_enter_adopts_no_single_voice_and_the_button_says_so(tmp_path: Path, sign_in: SignIn) -> None:
    archive = disputed_dataset(tmp_path / "disputed")
    hands = sign_in(archive.folder)
    hands.room.session.open(archive.study_keys()[1])
    hands.wait(lambda: hands.room.session.key == archive.study_keys()[1] and hands.room.session.opening is None)
    hands.key(K.Key_2, CTRL | ALT)
    panel = hands.room.mode_panel
    assert isinstance(panel, ConsensusPanel)
    hands.wait(lambda: panel.settling.desk is not None and hands.room.canvas.active_canvas.hasFocus())
    desk = panel.settling.desk
    button = panel.settling.decision.buttons["accept"]
    assert desk is not None and len(desk.waiting) == 1 and button.text() == "Take 1, 2 or 3 first"
    hands.key(K.Key_Return)
    assert len(desk.waiting) == 1
    hands.key(K.Key_3)
    assert button.text().startswith("Accept ")
    hands.key(K.Key_Return)
    assert not desk.waiting and button.text() == "Next (Enter)"


def test_tab_in_a_single_view_goes_to_the_other_and_space_resets_no_level(reader: Hands) -> None:
    reader.type("3x")
    reader.key(K.Key_Tab)
    assert reader.room.canvas.active is Projection.POST and reader.canvas(Projection.POST).hasFocus()
    reader.key(K.Key_Space)
    assert reader.room.session.display.upper == 50


def test_one_date_stands_everywhere_and_a_contradiction_is_told(tmp_path: Path, real_scan: Path, sign_in: SignIn) -> None:
    """The genuine scan was taken in 1997, and its study is dated 2004."""
    archive = Archive.create(tmp_path / "real", "Real")
    import_sources(archive, [real_scan])
    hands = sign_in(archive.folder)
    model, banner = hands.room.worklist.model, hands.room.banner
    row = model.row(0)
    assert row is not None and row.date == "1997-08-06 12:29"
    tip = str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
    assert "1997-08-06 12:29" in banner.study.text() and "2004" not in banner.study.text()
    assert all("dates the study 2004-08-26" in text for text in (tip, banner.study.toolTip()))
    study = archive.study(row.key)
    notes = " ".join(study.views[0].notes)
    assert study_row(study)["date"] == "1997-08-06" and "dates contradict each other" in notes


def test_a_ruler_says_its_length_at_its_end(reader: Hands) -> None:
    reader.key(K.Key_F, SHIFT)
    reader.drag((100, 300), (130, 340))
    guide = reader.canvas().guide
    length = math.dist(*guide.line)
    assert length == pytest.approx(50, abs=2), "the mouse hits whole pixels of the screen"
    assert guide.said == f"{length:.1f} px", "PNG pictures do not say how large a pixel is"
    assert not reader.canvas().labels.reading.isVisible()
    reader.key(K.Key_Escape)
    assert not guide.said and not guide.line


def test_z_goes_to_the_bladder_last_although_it_is_the_hottest(reader: Hands) -> None:
    pointer, places, said = reader.room.canvas.pointer, [], ""
    while not places or len(places) < int(said.split(" of ")[1].split()[0]):
        reader.key(K.Key_Z)
        said = reader.window.status_line.currentMessage()
        assert said.startswith(f"Hot spot {len(places) + 1} of ")
        places.append(pointer.place)
    counts = reader.room.session.views[Projection.ANT].counts
    heat = [int(counts[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3].max()) for x, y in places]
    assert len(places) > 3 and heat[-1] == max(heat) and heat[0] < max(heat)
    reader.key(K.Key_Z)
    assert pointer.place == places[0], "round to the first"


def test_deleting_says_how_many_went_and_the_sentence_goes_with_the_undo(reader: Hands) -> None:
    session = reader.room.session
    session.commit(reader.reading.adding(lesion(90, 290), lesion(120, 420)))
    reader.key(K.Key_A, CTRL)
    reader.key(K.Key_Delete)
    line = reader.window.status_line
    assert not reader.reading.lesions and line.currentMessage().startswith("2 marks are deleted")
    reader.key(K.Key_Z, CTRL)
    assert len(reader.reading.lesions) == 2 and not line.currentMessage()


def choose(hands: Hands, place: tuple[float, float], name: str) -> None:
    """Click this row of the menu that a right click on this place opens."""
    QTest.mouseClick(hands.surface(), Qt.MouseButton.RightButton, pos=hands.place(*place))
    hands.wait(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    row = hands.window.board.action(name)
    assert row in menu.actions() and row.isEnabled()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(row).center())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_context_menu_adds_and_removes_a_vertex_where_it_was_asked_for(reader: Hands) -> None:
    """What else takes Alt and a click, on an outline."""
    corners = ((100, 240), (160, 240), (160, 300), (100, 300))
    reader.type("p")
    for corner in corners:
        reader.click(*corner)
    reader.key(K.Key_Return)
    reader.type("mn")
    reader.key(K.Key_Escape)

    def points() -> list[tuple[float, float]]:
        shape = reader.reading.lesions[0].shape
        assert isinstance(shape, Polygon)
        return list(shape.points)

    before = points()
    edge = (130, 240)
    choose(reader, edge, "add_vertex")
    added = points()
    assert len(added) == 5 and added[0] == before[0] and math.dist(added[1], edge) < 2
    choose(reader, added[1], "remove_vertex")
    assert points() == before


def test_no_menu_is_longer_than_fifteen_rows(reader: Hands) -> None:
    bar = reader.window.menuBar()
    assert bar is not None
    for entry in bar.actions():
        menu = entry.menu()
        assert menu is not None
        rows = [row.text() for row in menu.actions() if row.isVisible() and not row.isSeparator()]
        assert len(rows) <= 15, (entry.text(), rows)


def test_hidden_marks_stay_where_they_are(reader: Hands) -> None:
    session = reader.room.session
    session.commit(reader.reading.adding(lesion(90, 290)))
    session.select(reader.reading.lesions[0].uid)
    before = reader.reading.lesions[0].shape
    reader.type("h")
    reader.key(K.Key_Right)
    assert reader.reading.lesions[0].shape == before
