"""The score of a case of a course, above the pictures, once its reader has sealed it; in every other dataset it is never there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.background import Job
from dspic_gui.qt.reading.binding import CanvasBinding
from dspic_gui.qt.reading.score_marks import lines, looks, missed_marks, summary
from dspic_gui.qt.reading.study_walk import StudyWalk
from dspic_gui.qt.session import EXPECTED, READING, Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words

if TYPE_CHECKING:
    from dspic_gui.ground_truth.course_scores import CaseScore

ROWS = 4
"""So many lines are in sight at once; the pictures need the room."""

Scored = tuple["CaseScore | None", int]


class CaseScorePanel(QWidget):
    """What was right, found and missed, as the dataset allows it after the own seal; a line chosen goes to its mark."""

    def __init__(self, session: Session, binding: CanvasBinding, walk: StudyWalk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._binding = session, binding
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "warning")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("What was not right"))
        self.next_button = QPushButton(self.tr("Next &case"))
        set_role(self.next_button, "primary")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.next_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.hide()
        self.next_button.clicked.connect(walk.next_case)
        walk.stays_with = self.is_due
        self.list.itemActivated.connect(self._go_to)
        self.list.itemClicked.connect(self._go_to)
        session.sealed.connect(self.refresh)
        session.study_changed.connect(self.refresh)
        session.mode_changed.connect(self.refresh)

    def is_due(self, key: str) -> bool:
        """Whether this case is scored for its reader now; False where the own audit cannot be read."""
        try:
            return self._session.archive.may_see_gold(key)
        except EXPECTED:
            return False

    def refresh(self) -> None:
        """Score the open case where that is due, beside the window."""
        self.hide()
        session = self._session
        if session.key is not None and session.mode == READING and self.is_due(session.key):
            work = partial(_scored, session.archive, session.key)
            session.background.run("case score", work, self._take, self._failed, expected=EXPECTED, owner=self)
        else:
            session.background.cancel("case score")

    def _failed(self, problem: Exception) -> None:
        self._session.message.emit(in_words(problem))

    def _take(self, found: Scored) -> None:
        score, total = found
        if score is None or score.study != self._session.key:
            return
        book = self._session.archive.book
        self.title.setText(summary(score, total))
        self.list.clear()
        for told in lines(score, book):
            item = QListWidgetItem(told.text)
            item.setData(Qt.ItemDataRole.UserRole, told.uid)
            self.list.addItem(item)
        self.list.setVisible(self.list.count() > 0)
        rows = min(self.list.count(), ROWS) * max(self.list.sizeHintForRow(0), 0)
        self.list.setFixedHeight(rows + 2 * self.list.frameWidth() + 4)
        self._binding.show_beside(missed_marks(score), looks(score, book))
        self.show()

    def _go_to(self, item: QListWidgetItem) -> None:
        uid = item.data(Qt.ItemDataRole.UserRole)
        if uid:
            self._session.look_at(uid)


def _scored(archive: Archive, key: str, _job: Job) -> Scored:
    """The score of the case, from files that are read anew, and how many cases the course has."""
    from dspic_gui.ground_truth.course_scores import own_score

    own = archive.as_reader(archive.reader)
    return own_score(own, key), len(own.study_keys())
