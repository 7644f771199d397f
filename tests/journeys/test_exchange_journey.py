"""What goes out and comes in, by mouse and keys in the real window: labels out, labels of another tool in, a hand-over with one report."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QCheckBox, QComboBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.label_pictures import Pictures
from dspic_gui.qt.exchange.deidentify_dialog import DeidentifyDialog
from dspic_gui.qt.exchange.export_dialog import ExportDialog
from dspic_gui.qt.exchange.import_labels_dialog import ImportLabelsDialog
from dspic_gui.qt.exchange.work_dialog import PathField, WorkDialog
from dspic_gui.qt.lifetime import leave
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.report import Report, write_report
from tests.exchange.dicom_dataset import dicom_dataset, study_key

Dialog = TypeVar("Dialog", bound=WorkDialog)
LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lead(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Archive], Lead]]:
    windows: list[MainWindow] = []

    def signed_in(archive: Archive) -> Lead:
        window = make_window(make_application(), archive.folder, "")
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        return Lead(window, qtbot)

    yield signed_in
    for window in windows:
        window.close()
        leave(window)


class Lead:
    """The study lead's hands."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def opens(self, key: Qt.Key, kind: type[Dialog]) -> Dialog:
        """The dialog that this key opens."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self.window, key, CTRL_SHIFT)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def starts(self, dialog: WorkDialog) -> str:
        """A click on what the dialog is for; what it says at the end."""
        self.qtbot.mouseClick(dialog.start_button, LEFT)
        self.qtbot.waitUntil(lambda: not dialog.busy and bool(dialog.said.text()), timeout=120_000)
        return dialog.said.text()

    def types(self, field: PathField, path: Path) -> None:
        """A path instead of the one that stands there."""
        field.line.selectAll()
        self.qtbot.keyClicks(field.line, str(path))

    def chooses(self, box: QComboBox, data: object) -> None:
        """An entry by the arrow keys."""
        place = box.findData(data)
        assert place >= 0
        way = Qt.Key.Key_Down if place > box.currentIndex() else Qt.Key.Key_Up
        while box.currentIndex() != place:
            QTest.keyClick(box, way)

    def ticks(self, box: QCheckBox) -> None:
        self.qtbot.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))

    def clicks_row(self, found: QListWidget, row: int) -> QWidget:
        viewport, item = found.viewport(), found.item(row)
        assert viewport is not None and item is not None
        self.qtbot.mouseClick(viewport, LEFT, pos=found.visualItemRect(item).center())
        return viewport

    def closes(self, dialog: WorkDialog) -> None:
        self.qtbot.mouseClick(dialog.close_button, LEFT)
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_the_window_waits_for_a_dialog_of_the_lead(
    lead: Callable[[Archive], Lead], tmp_path: Path
) -> None:
    hands = lead(dicom_dataset(tmp_path / "d", 1))
    dialog = hands.opens(Qt.Key.Key_X, ExportDialog)
    QTest.keyClick(dialog, Qt.Key.Key_R, CTRL_SHIFT)
    assert dialog.isVisible() and hands.window.stack.currentWidget() is hands.window.room
    hands.closes(dialog)
    QTest.keyClick(hands.window, Qt.Key.Key_R, CTRL_SHIFT)
    hands.qtbot.waitUntil(lambda: hands.window.stack.currentWidget() is hands.window.sign_in)


def test_labels_and_reports_go_out(
    lead: Callable[[Archive], Lead], qtbot: QtBot, tmp_path: Path
) -> None:
    hands = lead(dicom_dataset(tmp_path / "d", 2))
    dialog = hands.opens(Qt.Key.Key_X, ExportDialog)
    hands.chooses(dialog.format, "csv")
    hands.chooses(dialog.labels, "R2")
    hands.chooses(dialog.pictures, Pictures.COUNTS)
    hands.types(dialog.target, tmp_path / "out")
    assert "Views written: 4, lesions: 5" in hands.starts(dialog)
    with (tmp_path / "out" / "lesions.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 5
    assert len(list((tmp_path / "out").rglob("*.png"))) == 4
    hands.chooses(dialog.format, "sr")
    hands.types(dialog.target, tmp_path / "reports")
    assert "Reports written: 2" in hands.starts(dialog)
    hands.closes(dialog)


def test_labels_of_another_tool_become_a_draft(
    lead: Callable[[Archive], Lead], tmp_path: Path
) -> None:
    archive = dicom_dataset(tmp_path / "d", 1, consensus=False)
    shape = {
        "label": "hot spot",
        "shape_type": "rectangle",
        "points": [[10, 20], [19, 20], [19, 30], [10, 30]],
        "flags": None,
    }
    file = tmp_path / f"{study_key(archive)}_ANT.json"
    file.write_text(json.dumps({"shapes": [shape], "imagePath": "x.png"}))
    hands = lead(archive)
    dialog = hands.opens(Qt.Key.Key_J, ImportLabelsDialog)
    hands.types(dialog.source, file)
    assert "Marks: 1, labels: 1, pictures: 1" in hands.starts(dialog)
    meaning = dialog.meanings.cellWidget(0, 2)
    assert isinstance(meaning, QComboBox)
    hands.chooses(meaning, "metastasis:skull")
    assert "a draft of R1" in hands.starts(dialog)
    reading = archive.as_reader("R1").reading("R1", study_key(archive))
    assert reading is not None and not reading.sealed
    assert [mark.label for mark in reading.lesions] == ["metastasis:skull"]
    assert "No. 1: the draft of R1 holds marks already" in hands.starts(dialog)
    hands.ticks(dialog.add)
    assert "Marks taken: 1, studies: 1" in hands.starts(dialog)
    hands.closes(dialog)


def test_a_dataset_leaves_the_house_with_the_report_that_was_read(
    lead: Callable[[Archive], Lead], tmp_path: Path
) -> None:
    archive = dicom_dataset(tmp_path / "d", 2)
    for key in archive.study_keys():
        path = archive.folder / "reports" / f"{key}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(write_report(Report(f"Uptake of {key[:5]}", "Come again.")))
    hands = lead(archive)
    dialog = hands.opens(Qt.Key.Key_B, DeidentifyDialog)
    viewport = hands.clicks_row(dialog.reports, 1)
    second = dialog.reports.item(1)
    assert second is not None and second.text() == "No. 2"
    assert dialog.text.toPlainText().startswith("Uptake of ") and not dialog.approved()
    QTest.keyClick(dialog.reports, Qt.Key.Key_Space)
    assert viewport.isVisible() and dialog.approved() == {archive.study_keys()[1]}
    hands.types(dialog.target, tmp_path / "out")
    assert "Studies written: 2" in hands.starts(dialog)
    hands.closes(dialog)
    out = Archive(tmp_path / "out")
    (report,) = (tmp_path / "out" / "reports").iterdir()
    assert "Uptake of" in report.read_text() and report.stem in out.study_keys()
    assert verify(out.folder)[1] == []
