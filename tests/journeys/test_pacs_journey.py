"""A study lead's day with a real Orthanc, by mouse: query, fetch, and after three sealed readings send the report and find it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.servers import Server
from dspic_gui.ground_truth import consolidation
from dspic_gui.qt.exchange.pacs_dialog import PacsDialog
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from tests.exchange.dicom_dataset import RIB, scan_file
from tests.exchange.orthanc import Orthanc, free_port, running
from tests.made import odd_dicom as odd

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
        QTest.keyClick(
            window,
            Qt.Key.Key_Q,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PacsDialog)))
        (self.dialog,) = window.findChildren(PacsDialog)

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
    dialog, form = lead.dialog, lead.dialog.servers.form
    assert dialog.tabs.currentWidget() is dialog.servers  # no server is entered yet
    for field, text in ((form.name, "Ward"), (form.ae_title, "ORTHANC"), (form.host, "127.0.0.1")):
        lead.type(field, text)
    form.port.setValue(orthanc.dicom)
    form.own_port.setValue(orthanc.own_port)
    assert lead.click(dialog.servers.test_button) == "Ward answers."
    assert lead.click(dialog.start_button) == "Ward is kept."
    lead.show(dialog.fetch)
    assert lead.click(dialog.fetch.query_button) == "2 studies were found."
    row = next(place for place, study in enumerate(dialog.fetch.found) if study.uid == UID)
    viewport = dialog.fetch.table.viewport()
    assert viewport is not None
    place = dialog.fetch.table.visualRect(dialog.fetch.table.model().index(row, 0)).center()  # type: ignore[union-attr]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert "1 studies were fetched" in lead.click(dialog.start_button)
    archive = dialog.archive
    (key,) = archive.study_keys()
    for reader in archive.dataset.readers:
        archive.as_reader(reader).seal(Reading(key, reader, (RIB,)))
    consolidation.run(archive)
    lead.show(dialog.send)
    assert "1 reports can go" in lead.click(dialog.send.list_button)
    assert (
        lead.click(dialog.start_button) == "1 reports were taken, and the server shows 1 of them."
    )
    series = [
        one["MainDicomTags"]["Modality"] for one in orthanc.rest("GET", "series?expand").json()
    ]
    assert series.count("SR") == 1
    assert window.room is not None
    qtbot.waitUntil(lambda: bool(window.room and window.room.worklist.total), timeout=120_000)


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
