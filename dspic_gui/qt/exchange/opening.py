"""Opens the dialogs of the exchange for the study lead; a reader is told why not."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QDialog, QMessageBox

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.exchange.work_dialog import WorkDialog
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import translate


def open_export(session: Session) -> QDialog:
    """Export."""
    from dspic_gui.qt.exchange.export_dialog import ExportDialog

    return _opened(session, ExportDialog)


def open_import_labels(session: Session) -> QDialog:
    """Import labels."""
    from dspic_gui.qt.exchange.import_labels_dialog import ImportLabelsDialog

    return _opened(session, ImportLabelsDialog)


def open_deidentify(session: Session) -> QDialog:
    """De-identify."""
    from dspic_gui.qt.exchange.deidentify_dialog import DeidentifyDialog

    return _opened(session, DeidentifyDialog)


def open_pacs(session: Session) -> QDialog:
    """PACS and DICOMweb."""
    from dspic_gui.qt.exchange.pacs_dialog import PacsDialog

    return _opened(session, PacsDialog)


def _opened(session: Session, make: Callable[[Archive], WorkDialog]) -> QDialog:
    if session.reader is not None:
        return _refusal()
    dialog = make(session.archive)
    dialog.dataset_changed.connect(session.studies_added)
    return dialog


def _refusal() -> QMessageBox:
    text = translate(
        "exchange",
        "What goes out and comes in concerns every reading, so it is open to the study lead only.",
    )
    more = translate(
        "exchange", "Sign in without a reader's name (File, Change reader). Readings stay blind."
    )
    box = QMessageBox(QMessageBox.Icon.Information, translate("exchange", "Exchange"), text)
    box.setInformativeText(more)
    return box
