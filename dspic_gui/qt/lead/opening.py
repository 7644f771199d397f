"""Opens the lead's dialogs; a reader is told why not."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QDialog, QMessageBox

from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import translate

CONTEXT = "lead"


def open_progress(session: Session) -> QDialog:
    """How far the readers are."""
    from dspic_gui.qt.lead.progress_dialog import ProgressDialog

    return _opened(session, ProgressDialog)


def open_checks(session: Session) -> QDialog:
    """Verify and check."""
    from dspic_gui.qt.lead.checks_dialog import ChecksDialog

    return _opened(session, ChecksDialog)


def open_settings(session: Session) -> QDialog:
    """The settings of the dataset."""
    from dspic_gui.qt.lead.settings_dialog import SettingsDialog

    return _opened(session, SettingsDialog)


def _opened(session: Session, make: Callable[[Session], QDialog]) -> QDialog:
    if session.reader is None:
        return make(session)
    text = translate(CONTEXT, "This concerns every reader, so it is open to the study lead only.")
    box = QMessageBox(QMessageBox.Icon.Information, translate(CONTEXT, "Study lead"), text)
    box.setInformativeText(translate(CONTEXT, "Sign in without a reader's name (File, Change reader). Readings stay blind."))
    return box
