"""Opens the design of the reading study for the study lead; a reader is told why not, and nothing of what it holds."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QMessageBox

from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import translate

CONTEXT = "design"


def open_design(session: Session) -> QDialog:
    """Repeats, order, course, learners."""
    if session.reader is None:
        from dspic_gui.qt.design.design_dialog import DesignDialog

        dialog = DesignDialog(session.archive)
        dialog.dataset_changed.connect(session.studies_added)
        return dialog
    text = translate(CONTEXT, "How a study is designed belongs to the study lead, for readers are blind to it.")
    box = QMessageBox(QMessageBox.Icon.Information, translate(CONTEXT, "Design of the study"), text)
    box.setInformativeText(translate(CONTEXT, "Sign in without a reader's name (File, Change reader). Readings stay blind."))
    return box
