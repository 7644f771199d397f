"""Asks which side the detector faced where the scan does not tell, until a reader has answered."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.study import Projection
from dspic_gui.view_reasons import ASSUMED


class ProjectionNotice(QWidget):
    """One line above the pictures; "It is" keeps the view as it is, "It is the other" exchanges it."""

    exchange_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answered: set[str] = set()
        self.text = QLabel()
        set_role(self.text, "warning")
        self.right = QPushButton()
        self.wrong = QPushButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.right)
        layout.addWidget(self.wrong)
        self.right.clicked.connect(self._keep)
        self.wrong.clicked.connect(self.exchange_requested)
        session.study_changed.connect(self.refresh)
        session.reading_changed.connect(self._allow)
        self.refresh()

    def refresh(self) -> None:
        """Ask while the open study's view is only assumed and nobody answered."""
        study = self._session.study
        assumed = [view for view in study.views if view.reason == ASSUMED and not view.corrected_by] if study else []
        self.setVisible(bool(study and assumed and self._session.editable and study.key not in self._answered))
        if assumed:
            anterior = assumed[0].projection is Projection.ANT
            names = (self.tr("anterior"), self.tr("posterior"))
            present, other = names if anterior else names[::-1]
            self.text.setText(self.tr("The scan does not say which view this is; it is taken as {present}.").format(present=present))
            self.right.setText(self.tr("It is {present}").format(present=present))
            self.wrong.setText(self.tr("It is {other}").format(other=other))
        self._allow()

    def _allow(self) -> None:
        """Once marks are drawn the view cannot be exchanged; the line stays, so that the pictures do not jump under the hand."""
        reading = self._session.reading
        self.wrong.setEnabled(reading is not None and not reading.lesions)

    def _keep(self) -> None:
        if self._session.key is not None:
            self._answered.add(self._session.key)
        self.refresh()
