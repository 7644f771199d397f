"""The dialogs of the exchange by mouse: what goes out, what comes in, and what a reader is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.exchange.deidentify_dialog import DeidentifyDialog
from dspic_gui.qt.exchange.export_dialog import ExportDialog
from dspic_gui.qt.exchange.import_labels_dialog import ImportLabelsDialog
from dspic_gui.qt.exchange.opening import open_export
from dspic_gui.qt.exchange.work_dialog import WorkDialog
from tests.exchange.dicom_dataset import dicom_dataset, study_key
from tests.exchange.labelled import labelled_dataset
from tests.qt.conftest import OpenWindow

Dialog = TypeVar("Dialog", bound=WorkDialog)
Show = Callable[[WorkDialog], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    dialogs: list[WorkDialog] = []

    def shown(dialog: WorkDialog) -> None:
        dialogs.append(dialog)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()

    yield shown
    for dialog in dialogs:
        qtbot.waitUntil(lambda dialog=dialog: not dialog.busy, timeout=60_000)
        dialog.close()


def press_start(qtbot: QtBot, dialog: WorkDialog) -> str:
    """Click what the dialog is for, and give what it says at the end."""
    qtbot.mouseClick(dialog.start_button, LEFT)
    qtbot.waitUntil(lambda: not dialog.busy and bool(dialog.said.text()), timeout=60_000)
    return dialog.said.text()


def choose(box: QComboBox, data: object) -> None:
    place = box.findData(data)
    assert place >= 0
    box.setCurrentIndex(place)


def test_labels_are_exported_and_a_full_folder_is_refused(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    dialog = ExportDialog(labelled_dataset(tmp_path / "d"))
    show(dialog)
    dialog.target.line.setText(str(tmp_path / "out"))
    assert "Views written: 4, lesions: 4" in press_start(qtbot, dialog)
    assert len(json.loads((tmp_path / "out" / "annotations.json").read_text())["images"]) == 4
    assert "not empty" in press_start(qtbot, dialog)
    dialog.provisional.setChecked(True)
    choose(dialog.labels, "R1")
    choose(dialog.format, "yolo-seg")
    dialog.target.line.setText(str(tmp_path / "more"))
    assert "Views written: 6" in press_start(qtbot, dialog) and (tmp_path / "more" / "data.yaml").exists()


def test_reports_are_exported(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    dialog = ExportDialog(dicom_dataset(tmp_path / "d", 1))
    show(dialog)
    choose(dialog.format, "sr")
    assert not dialog.pictures.isEnabled() and dialog.labels.findData("truth") < 0
    dialog.target.line.setText(str(tmp_path / "out"))
    assert "Reports written: 1" in press_start(qtbot, dialog)
    assert len(list((tmp_path / "out").glob("*.dcm"))) == 1


def test_labels_of_another_tool_are_read_mapped_and_taken(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    archive = dicom_dataset(tmp_path / "d", 1, consensus=False)
    key = study_key(archive)
    shapes = [
        {
            "label": label,
            "shape_type": "rectangle",
            "points": [[at, 20], [at + 9, 30]],
            "flags": None,
        }
        for at, label in ((10, "hot spot"), (40, "bladder"), (70, "metastasis:skull"))
    ]
    file = tmp_path / f"{key}_ANT.json"
    file.write_text(json.dumps({"shapes": shapes, "imagePath": "x.png"}))
    dialog = ImportLabelsDialog(archive)
    show(dialog)
    dialog.source.line.setText(str(file))
    assert "Marks: 3, labels: 3" in press_start(qtbot, dialog)
    meanings = {}
    for row in range(3):
        label, choice = dialog.meanings.item(row, 0), dialog.meanings.cellWidget(row, 2)
        assert label is not None and isinstance(choice, QComboBox)
        meanings[label.text()] = choice
    choose(meanings["hot spot"], "metastasis:rib:left")
    choose(meanings["bladder"], "\0")
    assert meanings["metastasis:skull"].currentData() == "metastasis:skull"
    with qtbot.waitSignal(dialog.dataset_changed, timeout=60_000):
        qtbot.mouseClick(dialog.start_button, LEFT)
    reading = archive.as_reader("R1").reading("R1", key)
    assert reading is not None and {one.label for one in reading.lesions} == {
        "metastasis:rib:left",
        "metastasis:skull",
    }
    dialog.source.line.setText(str(tmp_path / "nothing.json"))
    assert "cannot be read" in press_start(qtbot, dialog)


def test_only_reports_that_were_ticked_leave_the_house(
    qtbot: QtBot, show: Show, tmp_path: Path
) -> None:
    from dspic_gui.report import Report, write_report

    archive = dicom_dataset(tmp_path / "d", 2)
    (archive.folder / "reports").mkdir(exist_ok=True)
    for key in archive.study_keys():
        (archive.folder / "reports" / f"{key}.json").write_bytes(
            write_report(Report(f"Uptake {key[:6]}xyz", "None"))
        )
    dialog = DeidentifyDialog(archive)
    show(dialog)
    assert dialog.reports.count() == 2 and dialog.approved() == frozenset()
    dialog.reports.setCurrentRow(0)
    item = dialog.reports.item(0)
    assert item is not None and "Uptake" in dialog.text.toPlainText()
    item.setCheckState(Qt.CheckState.Checked)
    dialog.target.line.setText(str(tmp_path / "out"))
    assert "Studies written: 2" in press_start(qtbot, dialog)
    assert len(list((tmp_path / "out" / "reports").glob("*"))) == 1
    assert Archive(tmp_path / "out").dataset.name == "Hand-over"


def test_a_reader_is_told_that_the_study_lead_does_this(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window("R1", None)
    assert window.session is not None
    box = open_export(window.session)
    qtbot.addWidget(box)
    assert isinstance(box, QMessageBox) and "study lead only" in box.text()


def test_the_lead_opens_each_dialog_from_the_menu(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("", None)
    for name in ("export", "import_labels", "deidentify", "pacs"):
        window.board.action(f"page_{name}").trigger()
        qtbot.waitUntil(
            lambda: any(
                isinstance(one, WorkDialog) and one.isVisible()
                for one in window.findChildren(QDialog)
            )
        )
        (dialog,) = [one for one in window.findChildren(WorkDialog) if one.isVisible()]
        assert dialog.windowTitle()
        qtbot.mouseClick(dialog.close_button, LEFT)
        qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(WorkDialog)))
