"""What must be settled before the seal: a list of sentences; choosing one shows the shape it is about."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from dspic_gui.code import describe_label
from dspic_gui.dataset.seal_rules import SealWarning
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import Sentence


class SealReview(QWidget):
    """Appears when the seal was refused, follows the reading while it is mended, and goes when nothing is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._questions: Callable[[], tuple[SealWarning, ...]] | None = None
        self.title = QLabel()
        set_role(self.title, "warning")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("To settle before the seal"))
        self.hide_button = QPushButton(self.tr("Hide"))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.hide_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.hide()
        self.hide_button.clicked.connect(self.hide)
        self.list.itemActivated.connect(self._jump)
        self.list.itemClicked.connect(self._jump)
        session.seal_refused.connect(self._refused)
        session.reading_changed.connect(self._follow)
        session.study_changed.connect(self.hide)

    def ask(self, questions: Callable[[], tuple[SealWarning, ...]]) -> None:
        """Show what should be looked at again, though it does not stop the seal; keys stay with the pictures."""
        self._questions = questions
        self._show(questions())

    def _refused(self, warnings: tuple[SealWarning, ...]) -> None:
        self._questions = None
        self._show(warnings)
        about = next((warning.uid for warning in warnings if warning.uid), None)
        if about is not None:
            self._session.select(about)  # which mark is meant is seen on the picture and in the list
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        if not self.isHidden():
            self._show(self._questions() if self._questions else self._session.warnings())

    def _show(self, warnings: tuple[SealWarning, ...]) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for warning in warnings:
            item = QListWidgetItem(self._in_words(warning))
            item.setData(Qt.ItemDataRole.UserRole, warning.uid)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        title = self.tr("Not sealed yet: {count} to settle")
        if self._questions:
            title = self.tr("Not sealed yet: look at {count} again. If the code is right, seal once more.")
        self.title.setText(title.format(count=len(warnings)))
        self.setVisible(bool(warnings))

    def _in_words(self, warning: SealWarning) -> str:
        """The warning in the reader's language, with the mark's code in words where the code book knows it."""
        reading, book = self._session.reading, self._session.archive.book
        values: dict[str, object] = dict(warning.values)
        for lesion in reading.lesions if reading else ():
            if lesion.uid == warning.uid and book.knows(lesion.label):
                values["name"] = f"“{in_words(describe_label(lesion.label, book))}”"
        return in_words(Sentence(warning.template, **values))

    def _jump(self, item: QListWidgetItem) -> None:
        uid = item.data(Qt.ItemDataRole.UserRole)
        if uid:
            self._session.look_at(uid)
