"""A day with a real Orthanc, by mouse: the lead fetches, a reader reads and seals, and the report goes to the PACS and is found there."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from highdicom.sr import srread
from pydicom import dcmread
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.servers import Server
from dspic_gui.qt.exchange.fetch_page import RESULT
from dspic_gui.qt.exchange.pacs_dialog import PacsDialog
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.reading.sitting_progress import SittingSummary
from dspic_gui.qt.start.sign_in import LEAD
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from tests.exchange.dicom_dataset import scan_file
from tests.exchange.orthanc import Orthanc, free_port, running
from tests.journeys.hands import Hands
from tests.made import odd_dicom as odd

CTRL = Qt.KeyboardModifier.ControlModifier
UID = f"{odd.ROOT}7.1"


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orthanc]:
    with running(tmp_path_factory.mktemp("orthanc")) as found:
        for number in range(2):
            found.put(scan_file(number, StudyDescription="NM Bone Whole Body"))
        yield found


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    Archive.create(tmp_path / "d", "From the PACS")
    opened = make_window(make_application(), tmp_path / "d", "")
    opened.show()
    qtbot.waitExposed(opened)
    yield opened
    opened.close()
    leave(opened)


class Lead:
    """The study lead's hands on the dialog."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(
            window,
            Qt.Key.Key_Q,
            CTRL | Qt.KeyboardModifier.ShiftModifier,
        )
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PacsDialog)))
        (self.dialog,) = [one for one in window.findChildren(PacsDialog) if one.isVisible()]

    def click(self, button: QPushButton) -> str:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: not self.dialog.busy, timeout=120_000)
        return self.dialog.said.text()

    def show(self, page: QWidget) -> None:
        bar = self.dialog.tabs.tabBar()
        assert bar is not None
        place = bar.tabRect(self.dialog.tabs.indexOf(page)).center()
        self.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)

    def type(self, field: QWidget, text: str) -> None:
        self.qtbot.keyClicks(field, text)


def test_from_the_query_to_the_report_in_the_pacs(
    window: MainWindow, orthanc: Orthanc, qtbot: QtBot
) -> None:
    lead = Lead(window, qtbot)
    enter_server(lead, orthanc)
    fetch_study(lead, qtbot)
    qtbot.waitUntil(lambda: bool(window.room and window.room.worklist.total), timeout=120_000)
    qtbot.mouseClick(lead.dialog.close_button, Qt.MouseButton.LeftButton)
    reader = sign_in(window, "R1", qtbot)
    reader.type("b")
    reader.drag((90, 290), (110, 312))
    reader.type("mr")
    reader.key(Qt.Key.Key_Left)
    (mark,) = reader.reading.lesions
    assert mark.label == "metastasis:rib:left"
    reader.key(Qt.Key.Key_Return, CTRL)
    reader.wait(lambda: reader.reading.sealed)
    reader.wait(lambda: reader.room.findChild(SittingSummary) is not None)
    QTest.keyClick(reader.room.findChild(SittingSummary), Qt.Key.Key_Escape)
    sign_in(window, LEAD, qtbot, study=False)
    send_report(Lead(window, qtbot), qtbot)
    (content,) = [
        orthanc.rest("GET", f"instances/{one}/file").content
        for series in orthanc.rest("GET", "series?expand").json()
        for one in series["Instances"]
        if series["MainDicomTags"]["Modality"] == "SR"
    ]
    report = dcmread(BytesIO(content))
    (group,) = srread(BytesIO(content)).content.get_planar_roi_measurement_groups()
    points = group.roi.value
    assert (*points.min(axis=0), *points.max(axis=0)) == pytest.approx(mark.shape.bounds, abs=1e-3)
    assert str(report.StudyInstanceUID) == UID and "R1" in str(report.SeriesDescription)


def enter_server(lead: Lead, orthanc: Orthanc) -> None:
    dialog, form = lead.dialog, lead.dialog.servers.form
    assert dialog.tabs.currentWidget() is dialog.servers  # no server is entered yet
    for field, text in ((form.name, "Ward"), (form.ae_title, "ORTHANC"), (form.host, "127.0.0.1")):
        lead.type(field, text)
    form.port.setValue(orthanc.dicom)
    form.own_port.setValue(orthanc.own_port)
    assert lead.click(dialog.servers.test_button) == "Ward answers."
    assert lead.click(dialog.start_button) == "Ward is kept."


def fetch_study(lead: Lead, qtbot: QtBot) -> None:
    page = lead.dialog.fetch
    lead.show(page)
    assert lead.click(page.query_button) == "Studies found: 2."
    row = next(place for place, study in enumerate(page.found) if study.uid == UID)
    viewport, model = page.table.viewport(), page.table.model()
    assert viewport is not None and model is not None
    place = page.table.visualRect(model.index(row, 0)).center()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert "Studies fetched: 1" in lead.click(lead.dialog.start_button)
    results = [page.table.item(at, RESULT) for at in (row, 1 - row)]
    assert [item.text() for item in results if item] == ["✓ new study", ""]
    assert "Studies fetched: 1" not in lead.click(lead.dialog.start_button)
    assert results[0] is not None and page.table.item(row, RESULT).text() == "= was there"  # type: ignore[union-attr]


def send_report(lead: Lead, qtbot: QtBot) -> None:
    page = lead.dialog.send
    lead.show(page)
    qtbot.keyClicks(page.by, "R1")
    assert page.by.currentText() == "R1"
    assert "Reports that can go: 1" in lead.click(page.list_button)
    item = page.list.item(0)
    assert item is not None and item.text().startswith("No. 1 ") and len(item.toolTip()) == 16
    said = lead.click(lead.dialog.start_button)
    assert said == "Reports taken: 1, shown by the server: 1."


def sign_in(window: MainWindow, who: str, qtbot: QtBot, *, study: bool = True) -> Hands:
    """File, Change reader; a click on the name; for a reader a click on the only study."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.sign_in)
    qtbot.waitUntil(lambda: window.sign_in.ready)
    if who == LEAD:
        qtbot.keyClicks(window.sign_in.name, "Lee")
    qtbot.mouseClick(window.sign_in.button(who), Qt.MouseButton.LeftButton)
    hands = Hands(window, qtbot)
    if study:
        table, model = hands.room.worklist.table, hands.room.worklist.model
        hands.wait(lambda: model.rowCount() == 1)
        viewport = table.viewport()
        assert viewport is not None
        place = table.visualRect(model.index(0, 0)).center()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        hands.wait(lambda: hands.room.session.study is not None and hands.canvas().hasFocus())
    return hands


def test_a_scanner_pushes_while_the_switch_is_on(window: MainWindow, qtbot: QtBot) -> None:
    lead = Lead(window, qtbot)
    dialog, page = lead.dialog, lead.dialog.receive
    lead.show(page)
    port = free_port()
    page.port.setValue(port)
    lead.type(page.allowed, "SCANNER")
    assert f"port {port}" in lead.click(dialog.start_button)
    scanner = Server("Program", ae_title="DSPIC", host="127.0.0.1", port=port, own_ae="SCANNER")
    assert send(scanner, [("a", scan_file(0))]).taken == ["a"]
    qtbot.waitUntil(lambda: page.arrived.count() == 1, timeout=120_000)
    assert len(dialog.archive.study_keys()) == 1
    assert lead.click(dialog.start_button) == "The port is closed." and page.receiver is None
