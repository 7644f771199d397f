"""Asks which side the detector faced where the scan does not tell, until somebody has answered."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.scans.view_reasons import is_assumed
from dspic_gui.study import Projection


class ProjectionNotice(QWidget):
    """One line above the pictures; "It is" confirms the view as it is, "It is the other" exchanges it. Both are written down."""

    exchange_requested = pyqtSignal()
    confirm_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = QLabel()
        set_role(self.text, "warning")
        self.right = QPushButton()
        self.wrong = QPushButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.right)
        layout.addWidget(self.wrong)
        self.right.clicked.connect(self.confirm_requested)
        self.wrong.clicked.connect(self.exchange_requested)
        session.study_changed.connect(self.refresh)
        session.reading_changed.connect(self._allow)
        self.refresh()

    def refresh(self) -> None:
        """Ask while the open study's views are only assumed and nobody answered."""
        session = self._session
        assumed = [view for view in session.study.views if is_assumed(view.reason) and not view.corrected_by] if session.study else []
        self.setVisible(bool(assumed) and (session.editable or session.reader is None))
        if len(assumed) > 1:
            self.text.setText(self.tr("The scan does not say which view is which; the left one is taken as anterior."))
            self.right.setText(self.tr("That is right"))
            self.wrong.setText(self.tr("Exchange them"))
        elif assumed:
            anterior = assumed[0].projection is Projection.ANT
            names = (self.tr("anterior"), self.tr("posterior"))
            present, other = names if anterior else names[::-1]
            self.text.setText(self.tr("The scan does not say which view this is; it is taken as {present}.").format(present=present))
            self.right.setText(self.tr("It is {present}").format(present=present))
            self.wrong.setText(self.tr("It is {other}").format(other=other))
        self._allow()

    def _allow(self) -> None:
        """Once marks are drawn a reader cannot exchange the view; the line stays, so that the pictures do not jump under the hand."""
        reading = self._session.reading
        self.wrong.setEnabled(reading is None or not reading.lesions)
