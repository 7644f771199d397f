from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.qt.start.import_dialog import SOURCES, SUMMARY, WORKING, ImportDialog
from dspic_gui.qt.start.import_summary import STUDY
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.small_dataset import small_dataset


@pytest.fixture
def sources(tmp_path: Path, real_scan: Path) -> Path:
    """The real scan, its report, two PNG and a file that is none of these."""
    folder = tmp_path / "sources"
    (folder / "deep" / "deeper").mkdir(parents=True)
    shutil.copy(real_scan, folder / "deep" / "scan.dcm")
    (folder / "deep" / "scan.txt").write_text("Description: Uptake in the left rib. Suggestion: Follow-up.", encoding="utf-8")
    for name in ("one_ANT", "one_POST"):
        picture = np.random.default_rng(len(name)).poisson(20, (1024, 256)).astype(np.uint16)
        Image.fromarray(picture).save(folder / "deep" / "deeper" / f"{name}.png")
    (folder / "broken.dcm").write_bytes(b"this is no scan")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


def tree(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def shown(qtbot: QtBot, dialog: ImportDialog) -> ImportDialog:
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def finished(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == SUMMARY, timeout=30000)


def lines(dialog: ImportDialog) -> Iterator[tuple[str, str, str]]:
    table = dialog.summary.table
    for row in range(table.topLevelItemCount()):
        item = table.topLevelItem(row)
        assert item is not None
        yield Path(item.text(0)).name, item.text(1), item.text(4)


def test_a_folder_becomes_studies_and_each_file_says_what_became_of_it(qtbot: QtBot, archive: Archive, sources: Path) -> None:
    before = tree(sources)
    dialog = shown(qtbot, ImportDialog(archive.folder, [sources]))
    with qtbot.waitSignal(dialog.imported, timeout=30000) as imported:
        QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    assert imported.args == [archive.folder]
    finished(qtbot, dialog)
    results = {name: (result, why) for name, result, why in lines(dialog)}
    assert set(results) == {"scan.dcm", "scan.txt", "one_ANT.png", "one_POST.png", "broken.dcm"}
    assert results["broken.dcm"][0] == "– skipped" and results["broken.dcm"][1].endswith(".")
    assert all(result.startswith("✓") for name, (result, _) in results.items() if name != "broken.dcm")
    assert "anterior" in results["scan.dcm"][1]
    assert "Studies taken or completed: 2" in dialog.summary.heading.text()
    assert len(archive.study_keys()) == 2
    assert sum(archive.report(key) is not None for key in archive.study_keys()) == 1
    assert tree(sources) == before
    with qtbot.waitSignal(dialog.open_chosen) as chosen:
        QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [archive.folder]


def test_only_what_was_not_taken_and_the_list_to_take_along(qtbot: QtBot, archive: Archive, sources: Path, tmp_path: Path) -> None:
    dialog = shown(qtbot, ImportDialog(archive.folder, [sources]))
    dialog.start()
    finished(qtbot, dialog)
    QTest.mouseClick(dialog.summary.only_problems, Qt.MouseButton.LeftButton, pos=dialog.summary.only_problems.rect().center())
    dialog.summary.only_problems.setChecked(True)
    assert [name for name, _, _ in lines(dialog)] == ["broken.dcm"]
    assert "broken.dcm" in dialog.summary.detail.text()
    dialog.summary.save(tmp_path / "list.csv")
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 5 and {row["result"] for row in rows} == {"new", "skipped", "report"}
    assert {row["number"] for row in rows if row["study"]} == {"1", "2"} and all(row["patient"] for row in rows if row["study"])


def test_a_study_is_called_what_a_user_knows(qtbot: QtBot, archive: Archive, real_scan: Path) -> None:
    dialog = shown(qtbot, ImportDialog(archive.folder, [real_scan]))
    dialog.start()
    finished(qtbot, dialog)
    item = dialog.summary.table.topLevelItem(0)
    (key,) = archive.study_keys()
    assert item is not None
    assert item.text(STUDY) == f"No. 1 · patient {archive.study(key).patient[:8]} · 1997-08-06"
    assert key in item.toolTip(STUDY)


def test_a_new_dataset_is_made_with_its_readers(qtbot: QtBot, tmp_path: Path, real_scan: Path) -> None:
    dialog = shown(qtbot, ImportDialog(None, [real_scan]))
    assert dialog.form is not None
    dialog.form.place.setText(str(tmp_path / "new"))
    dialog.form.name.setText("Knees")
    dialog.form.readers.setText("anna")
    assert not dialog.start_button.isEnabled() and "two readers" in dialog.problem.text()
    dialog.form.readers.setText("anna, b!rt")
    assert "b!rt" in dialog.problem.text()
    dialog.form.readers.setText("anna, bert")
    dialog.form.adjudicator.setText("Chief!")
    assert "Chief!" in dialog.problem.text()
    dialog.form.adjudicator.setText("Chief")
    dialog.form.blind.setChecked(True)
    dialog.form.random.setChecked(True)
    dialog.form.seed.setValue(11)
    dialog.form.codes.setText(str(tmp_path / "none.json"))
    assert not dialog.start_button.isEnabled() and "none.json cannot be used" in dialog.problem.text()
    dialog.form.codes.clear()
    assert dialog.start_button.isEnabled()
    with qtbot.waitSignal(dialog.imported, timeout=30000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    made = Archive(tmp_path / "new")
    assert (made.dataset.name, made.dataset.readers, made.dataset.protocol.blind_to_report) == ("Knees", ("anna", "bert"), True)
    assert (made.dataset.protocol.order, made.dataset.protocol.seed, made.dataset.codes) == ("random", 11, None)
    assert made.dataset.protocol.adjudicator == "Chief" and len(made.study_keys()) == 1
    QTest.mouseClick(dialog.more_button, Qt.MouseButton.LeftButton)
    assert dialog.pages.currentIndex() == SOURCES and dialog.form is None
    dialog.list.add([real_scan])
    dialog.start()
    finished(qtbot, dialog)
    assert "there already: 1" in dialog.summary.heading.text()


def test_there_is_a_dataset_in_the_folder_already(qtbot: QtBot, archive: Archive, real_scan: Path) -> None:
    dialog = shown(qtbot, ImportDialog(None, [real_scan]))
    assert dialog.form is not None
    dialog.form.place.setText(str(archive.folder))
    assert not dialog.start_button.isEnabled()
    assert "dataset in this folder already" in dialog.problem.text()


def test_a_dataset_among_the_sources_is_offered_as_what_it_is(qtbot: QtBot, archive: Archive, real_scan: Path, tmp_path: Path) -> None:
    other = small_dataset(tmp_path / "other", 1).folder
    dialog = shown(qtbot, ImportDialog(archive.folder, [other, real_scan]))
    assert dialog.list.sources() == [real_scan] and dialog.found_button.isVisible()
    assert dialog.problem.text() == "other is a dataset of its own, with its readings; it is not imported. You can open it."
    with qtbot.waitSignal(dialog.other_chosen) as chosen:
        dialog.found_button.click()
    assert chosen.args == [other] and not archive.study_keys() and not dialog.isVisible()


def test_the_view_that_is_said_is_taken(qtbot: QtBot, archive: Archive, real_scan: Path) -> None:
    dialog = shown(qtbot, ImportDialog(archive.folder, [real_scan]))
    dialog.view.setCurrentIndex(2)
    dialog.start()
    finished(qtbot, dialog)
    assert archive.study(archive.study_keys()[0]).projections == (Projection.POST,)


def test_cancelled_nothing_is_half_imported(qtbot: QtBot, archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        picture = np.random.default_rng(number).poisson(20, (1024, 256)).astype(np.uint16)
        Image.fromarray(picture).save(folder / f"s{number}_ANT.png")
    dialog = shown(qtbot, ImportDialog(archive.folder, [folder]))
    dialog.start()
    assert dialog.pages.currentIndex() == WORKING
    qtbot.waitUntil(lambda: dialog.bar.value() > 2, timeout=30000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    finished(qtbot, dialog)
    keys = archive.study_keys()
    assert len(keys) < 40
    assert any("not imported yet" in result and "stopped" in why for _, result, why in lines(dialog))
    assert "not imported yet" in dialog.summary.heading.text()
    for key in keys:
        assert archive.picture(key, Projection.ANT).exists()
        assert archive.views(key)
    QTest.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == SUMMARY and len(archive.study_keys()) == 40, timeout=60000)
    assert not dialog.go_on_button.isVisible()


def test_sources_are_dropped_removed_and_named_once(qtbot: QtBot, archive: Archive, real_scan: Path, tmp_path: Path) -> None:
    dialog = shown(qtbot, ImportDialog(archive.folder))
    assert not dialog.start_button.isEnabled()
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in (real_scan, tmp_path, real_scan)])
    none = Qt.MouseButton.NoButton
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, none, Qt.KeyboardModifier.NoModifier))
    assert dialog.list.sources() == [real_scan, tmp_path]
    assert dialog.start_button.isEnabled()
    dialog.list.select(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.list.sources() == [tmp_path]


def test_a_dataset_that_cannot_be_written_is_a_sentence(qtbot: QtBot, real_scan: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    dialog = shown(qtbot, ImportDialog(None, [real_scan]))
    assert dialog.form is not None
    dialog.form.place.setText(str(tmp_path / "file" / "dataset"))
    dialog.start()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()), timeout=10000)
    assert dialog.pages.currentIndex() == SOURCES
    assert dialog.list.sources() == [real_scan]


def test_the_lead_lets_a_file_take_the_place_of_a_view(qtbot: QtBot, archive: Archive, tmp_path: Path) -> None:
    pairs = [np.stack([odd.counts_of(number) for number in numbers]) for numbers in ((1, 2), (3, 4))]
    for number, pair in enumerate(pairs):
        made = odd.file(pair.astype(np.uint16), DetectorVector=[1, 2], NumberOfDetectors=2, SOPInstanceUID=f"{odd.ROOT}7{number}")
        (tmp_path / f"{number}.dcm").write_bytes(made)
    import_sources(archive, [tmp_path / "0.dcm"])
    assert not ImportDialog(archive.folder).replace.isVisibleTo(None)
    dialog = shown(qtbot, ImportDialog(archive.folder, [tmp_path / "1.dcm"], lead=True))
    QTest.mouseClick(dialog.replace, Qt.MouseButton.LeftButton, pos=QPoint(8, dialog.replace.height() // 2))
    assert dialog.replace.isChecked()
    QTest.mouseClick(dialog.start_button, Qt.MouseButton.LeftButton)
    finished(qtbot, dialog)
    assert [result for _, result, _ in lines(dialog)] == ["✓ replaced a view"]
    (key,) = archive.study_keys()
    assert (archive.views(key)[Projection.ANT].counts == pairs[1][0]).all()
    assert [line.act for line in audit.read(archive.store("lead").audit_path)] == ["replace views"]
