"""Reports of a whole dataset, one PDF per study, written while the window lives on."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.exchange.noted import note_export
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.carry.study_page import write_pdf
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.study_report.content import ReportRefused, report_of

CONTEXT = "study report"
EXPECTED = (ArchiveError, ExchangeError, LabelError, ReportRefused, OSError)


def ask_and_write_all(session: Session, window: QWidget) -> None:
    """Ask for a folder and write a report of every study of which something final is said."""
    folder = QFileDialog.getExistingDirectory(window, translate(CONTEXT, "Write the reports into"))
    if folder:
        archive, by = own_archive(session), session.reader or CONSENSUS
        done, left = write_all(archive, by, Path(folder), window)
        text = translate(CONTEXT, "{done} reports are written; of {left} studies nothing final is said.")
        unnoted = note_export(archive, f"pages, answers of {by}, {done} reports: {Path(folder).name}") if done else ()
        session.message.emit(" ".join([text.format(done=done, left=left), *(in_words(problem) for _, problem in unnoted)]))


def write_all(archive: Archive, by: str, folder: Path, window: QWidget | None = None) -> tuple[int, int]:
    """Write a PDF per study into a folder; how many were written, and of how many nothing could be."""
    keys = archive.study_keys()
    dialog = QProgressDialog(translate(CONTEXT, "Writing reports…"), translate(CONTEXT, "Stop"), 0, len(keys), window)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    done = left = 0
    for at, key in enumerate(keys):
        dialog.setValue(at)
        QCoreApplication.processEvents()
        if dialog.wasCanceled():
            break
        try:
            write_pdf(report_of(archive, key, by, number=at + 1), folder / f"report-{key}.pdf")
            done += 1
        except EXPECTED:
            left += 1
    dialog.close()
    dialog.deleteLater()
    return done, left
