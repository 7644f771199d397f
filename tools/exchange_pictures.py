"""The pictures of docs/exchange.md: labels out and in, a hand-over, and the PACS, which is a real Orthanc on this machine."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PyQt6.QtCore import QSize
from PyQt6.QtWidgets import QComboBox

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.exchange.work_dialog import WorkDialog
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from dspic_gui.qt.exchange.pacs_dialog import PacsDialog
    from tools.screenshots import Stage

SMALL = QSize(1366, 768)
"""The smallest screen that the window is made for: what is cut there is mended."""
Dialog = TypeVar("Dialog", bound=WorkDialog)


def exchange(stage: Stage) -> None:
    """Export, import of another tool's labels, and the hand-over, each after its work."""
    from dspic_gui.qt.exchange.deidentify_dialog import DeidentifyDialog
    from dspic_gui.qt.exchange.export_dialog import ExportDialog
    from dspic_gui.qt.exchange.import_labels_dialog import LEAVE_OUT, ImportLabelsDialog

    hands = stage.open(stage.copy_of("reported"), "", SMALL)
    place = Path(tempfile.mkdtemp())
    export = _opened(stage, hands, "page_export", ExportDialog)
    export.target.line.setText(str(place / "labels"))
    _work(hands, export)
    stage.save("export", export)
    export.close()
    labels = _opened(stage, hands, "page_import_labels", ImportLabelsDialog)
    labels.source.line.setText(str(_foreign(place, Archive(hands.room.session.archive.folder))))
    _work(hands, labels)
    for row, code in ((0, LEAVE_OUT), (1, "metastasis:rib:left")):
        meaning = labels.meanings.cellWidget(row, 2)
        assert isinstance(meaning, QComboBox)
        meaning.setCurrentIndex(meaning.findData(code))
    stage.save("import-labels", labels)
    labels.close()
    handed = _opened(stage, hands, "page_deidentify", DeidentifyDialog)
    handed.reports.setCurrentRow(0)
    handed.target.line.setText(str(place / "hand-over"))
    _work(hands, handed)
    stage.save("deidentify", handed)
    handed.close()


def pacs(stage: Stage) -> None:
    """The servers, a query with what became of it, and the list of reports before they go."""
    from dspic_gui.qt.exchange.pacs_dialog import PacsDialog
    from tests.exchange.dicom_dataset import scan_file
    from tests.exchange.orthanc import running

    with running(Path(tempfile.mkdtemp(dir=stage.datasets))) as orthanc:
        for number in range(4):
            words = "NM Bone Whole Body" if number else "SPECT/CT thorax"
            orthanc.put(scan_file(number, StudyDescription=words))
        hands = stage.open(stage.copy_of("reported"), "", SMALL)
        dialog = _opened(stage, hands, "page_pacs", PacsDialog)
        _servers(stage, hands, dialog, orthanc.dicom)
        dialog.tabs.setCurrentWidget(dialog.fetch)
        dialog.fetch.query()
        hands.wait(lambda: not dialog.busy)
        dialog.fetch.table.selectRow(0)
        _work(hands, dialog)
        stage.save("pacs-fetch", dialog)
        dialog.tabs.setCurrentWidget(dialog.send)
        dialog.send.make()
        hands.wait(lambda: not dialog.busy)
        _work(hands, dialog)
        stage.save("pacs-send", dialog)
        dialog.tabs.setCurrentWidget(dialog.receive)
        dialog.receive.allowed.setText("SCANNER")
        dialog.receive.port.setValue(orthanc.own_port)
        _work(hands, dialog)
        stage.save("pacs-receive", dialog)
        dialog.close()


def _servers(stage: Stage, hands: Hands, dialog: PacsDialog, port: int) -> None:
    form = dialog.servers.form
    for field, text in ((form.name, "Ward"), (form.ae_title, "ORTHANC"), (form.host, "127.0.0.1")):
        field.setText(text)
    form.port.setValue(port)
    dialog.servers.start()
    dialog.servers.test()
    hands.wait(lambda: not dialog.busy)
    stage.save("pacs-servers", dialog)


def reported(folder: Path) -> None:
    """Three scans as DICOM with sealed readings, their consensus, and written reports."""
    from dspic_gui.report import Report, write_report
    from tests.exchange.dicom_dataset import dicom_dataset

    archive = dicom_dataset(folder, 3)
    for number, key in enumerate(archive.study_keys(), 1):
        path = archive.folder / "reports" / f"{key}.json"
        path.parent.mkdir(exist_ok=True)
        text = f"Increased uptake in {number + 2} places of the axial skeleton."
        path.write_bytes(write_report(Report(text, "Bone metastases cannot be excluded.")))


def _foreign(place: Path, archive: Archive) -> Path:
    """A COCO file as another tool writes it, with labels of its own."""
    picture = {"id": 1, "file_name": f"{archive.study_keys()[1]}_ANT.png", "width": 256, "height": 1024}
    places = ((1, 90), (1, 140), (2, 120))
    marks = [
        {"id": number, "image_id": 1, "category_id": label, "bbox": [at, 300, 12, 30]}
        for number, (label, at) in enumerate(places, 1)
    ]
    labels = [{"id": 1, "name": "hot spot"}, {"id": 2, "name": "bladder"}]
    file = place / "labels.json"
    file.write_text(json.dumps({"images": [picture], "annotations": marks, "categories": labels}))
    return file


def _opened(stage: Stage, hands: Hands, action: str, kind: type[Dialog]) -> Dialog:
    hands.window.board.action(action).trigger()
    dialog = stage.dialog()
    assert isinstance(dialog, kind)
    return dialog


def _work(hands: Hands, dialog: WorkDialog) -> None:
    dialog.start()
    hands.wait(lambda: not dialog.busy and bool(dialog.said.text()))
