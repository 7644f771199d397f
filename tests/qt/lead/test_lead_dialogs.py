"""What the study lead looks after: progress without contents, checks that find a changed file, settings that stay once readings exist."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import read_dataset
from dspic_gui.dataset.progress import reader_progress
from dspic_gui.qt.lead.checks_dialog import ChecksDialog
from dspic_gui.qt.lead.opening import open_progress
from dspic_gui.qt.lead.progress_dialog import ProgressDialog
from dspic_gui.qt.lead.settings_dialog import SettingsDialog
from dspic_gui.reading import Reading
from tests.qt.conftest import OpenWindow


def seal_normal(folder: Path, reader: str) -> str:
    archive = Archive(folder, reader)
    key = archive.study_keys()[0]
    archive.seal(Reading(key, reader, says_normal=True))
    return key


def test_progress_counts_seals_and_says_nothing_else(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    seal_normal(own_folder, "R2")
    found = {one.reader: (one.sealed, one.total) for one in reader_progress(Archive(own_folder))}
    assert found == {"R1": (0, 4), "R2": (1, 4), "R3": (0, 4)}
    window = open_window("", study=None)
    assert window.session is not None
    dialog = ProgressDialog(window.session)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert [dialog.table.item(1, column).text() for column in range(3)] == ["R2", "1", "3"]  # type: ignore[union-attr]


def test_a_reader_is_told_why_not(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("R1", study=None)
    assert window.session is not None
    refusal = open_progress(window.session)
    qtbot.addWidget(refusal)
    assert isinstance(refusal, QMessageBox) and "study lead only" in refusal.text()


def test_the_checks_find_a_file_that_was_changed(open_window: OpenWindow, real_scan: Path, tmp_path: Path, qtbot: QtBot) -> None:
    from dspic_gui.intake.importing import import_sources

    own_folder = tmp_path / "checked"
    import_sources(Archive.create(own_folder, "Test"), [real_scan])
    key = seal_normal(own_folder, "R1")
    window = open_window("", study=None, folder=own_folder)
    assert window.session is not None
    for changed, words in ((False, "Everything fits"), (True, "findings")):
        if changed:
            path = next((own_folder / "readings" / "R1").glob(f"{key}*"))
            path.write_text(path.read_text(encoding="utf-8").replace("normal", "metastatic", 1), encoding="utf-8")
        dialog = ChecksDialog(window.session)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda dialog=dialog, words=words: words in dialog.state.text())  # type: ignore[misc]
    assert key in dialog.text.toPlainText()


def test_settings_are_written_until_somebody_reads(open_window: OpenWindow, own_folder: Path, qtbot: QtBot) -> None:
    window = open_window("", study=None)
    assert window.session is not None
    dialog = SettingsDialog(window.session)
    qtbot.addWidget(dialog)
    assert dialog.quorum.isEnabled() is not any((own_folder / "audit").glob("*.jsonl"))
    dialog.readers.setText("R1, R2")
    dialog.quorum.setValue(5)
    dialog.save()
    assert "quorum" in dialog.problem.text() and read_dataset(own_folder).vote.quorum == 2
    dialog.quorum.setValue(1)
    dialog.save()
    assert (read_dataset(own_folder).readers, read_dataset(own_folder).vote.quorum) == (("R1", "R2"), 1)
    seal_normal(own_folder, "R1")
    again = SettingsDialog(window.session)
    qtbot.addWidget(again)
    assert not again.quorum.isEnabled() and "begun to read" in again.quorum.toolTip() and again.name.isEnabled()
