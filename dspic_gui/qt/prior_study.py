"""The prior study of the same patient beside the present one, at the same window, to look at only."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dspic_gui.qt.background import Job
from dspic_gui.qt.canvas_pair import CanvasPair
from dspic_gui.qt.panels.banner import describe_study
from dspic_gui.qt.session import EXPECTED, Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words import in_words
from dspic_gui.reading import Reading
from dspic_gui.study import Study
from dspic_gui.study_shelf import StudyPictures
from dspic_gui.worklist import Worklist, WorklistError
from dspic_gui.worklist_filter import Filter


class PriorStudy(QWidget):
    """Finds the patient's other studies, newest prior first, and shows the chosen one with the reader's own marks on it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = QComboBox()
        self.canvas = CanvasPair(read_only=True)
        self.note = QLabel()
        set_role(self.note, "dim")
        head = QHBoxLayout()
        head.addWidget(set_role(QLabel(self.tr("Prior study")), "heading"))
        head.addWidget(self.choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addWidget(self.canvas, 1)
        self.choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choice.activated.connect(lambda _: self._open())
        session.study_changed.connect(self.look_for_others)
        session.display_changed.connect(lambda: self.canvas.set_display(session.display))

    def look_for_others(self) -> None:
        """Look for the other studies of the open study's patient."""
        study = self._session.study
        self.choice.clear()
        self.canvas.show_study({}, self._session.display)
        self.note.setText("")
        if study is None or self.isHidden():
            return
        self.note.setText(self.tr("Looking for other studies of this patient…"))
        self._search(study)

    def _search(self, study: Study) -> None:
        archive = self._session.archive
        expected = (WorklistError, *EXPECTED)
        self._session.background.run(
            "prior", lambda _: _others(archive.folder, archive.reader, study), self._found, self._failed, expected=expected
        )

    def look_again(self) -> None:
        """The list of studies grew: perhaps there is a prior study now."""
        study = self._session.study
        if study is not None and not self.isHidden() and not self.choice.count() and not self._session.background.is_busy("prior"):
            self._search(study)

    def _found(self, studies: list[tuple[str, str]]) -> None:
        for key, date in studies:
            self.choice.addItem(f"{date or '–'}  {key}", key)
        self.note.setText("" if studies else self.tr("This patient has no other study in the dataset."))
        if studies:
            self._open()

    def _failed(self, problem: Exception) -> None:
        self.note.setText(in_words(problem))

    def _open(self) -> None:
        key = str(self.choice.currentData())
        self.note.setText(self.tr("Opening the prior study …"))
        session = self._session

        def load(_: Job) -> tuple[StudyPictures, Reading | None]:
            own = session.archive.reading(session.reader, key) if session.reader else None
            return session.shelf.take(key), own

        session.background.run("prior", load, self._show, self._failed, expected=EXPECTED)

    def _show(self, loaded: tuple[StudyPictures, Reading | None]) -> None:
        pictures, reading = loaded
        self.note.setText(describe_study(pictures.study))
        self.canvas.show_study(pictures.views, self._session.display, pictures.maximum)
        self.canvas.show_lesions(reading.lesions if reading else (), self._session.archive.book)


def _others(folder: Path, reader: str | None, study: Study) -> list[tuple[str, str]]:
    """Key and date of the patient's other studies: earlier ones first, newest of them in front, then later ones."""
    worklist = Worklist(folder, reader)
    try:
        rows = [row for row in worklist.everything(Filter(text=study.patient)) if row.patient == study.patient and row.key != study.key]
    finally:
        worklist.close()
    here = study.date or ""
    newest_first = sorted(rows, key=lambda row: row.date or "", reverse=True)
    ordered = sorted(newest_first, key=lambda row: (row.date or "") > here)
    return [(row.key, row.date or "") for row in ordered]
