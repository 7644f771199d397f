"""The line above the pictures: which study, who reads, in which mode and state, whether it is saved; and what this program is not for."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.disease import Answer
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.theme import current, set_role
from dspic_gui.qt.words import in_words
from dspic_gui.reading import Reading
from dspic_gui.study import Study


class Banner(QWidget):
    """Study, reader and state; a red line with what can be done while the reading is not saved."""

    retry_requested = pyqtSignal()
    elsewhere_requested = pyqtSignal()
    conflict_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mode_title = ""
        self.study = QLabel()
        self.state = QLabel()
        self.notice = QLabel(research_only())
        self.overlay = QLabel()
        self.overlay.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.overlay.hide()
        for label in (self.notice, self.overlay):
            set_role(label, "notice")
        set_role(self.study, "heading")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self._trouble = QWidget()
        self.retry = QPushButton(self.tr("Try again"))
        self.elsewhere = QPushButton(self.tr("Save a copy elsewhere…"))
        self.settle = QPushButton(self.tr("Compare and choose…"))
        self._lay_out()
        self.retry.clicked.connect(self.retry_requested)
        self.elsewhere.clicked.connect(self.elsewhere_requested)
        self.settle.clicked.connect(self.conflict_requested)
        changes = (session.study_changed, session.reading_changed, session.saved_changed, session.mode_changed, session.opening_changed)
        for signal in changes:
            signal.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        for label in (self.study, self.state):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.addWidget(self.state, 1)
        line.addWidget(self.notice)
        trouble = QHBoxLayout(self._trouble)
        trouble.setContentsMargins(0, 0, 0, 0)
        trouble.addWidget(self.problem, 1)
        for button in (self.retry, self.elsewhere, self.settle):
            trouble.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(1)
        layout.addWidget(self.study)
        layout.addLayout(line)
        layout.addWidget(self.overlay)
        layout.addWidget(self._trouble)

    def set_mode_title(self, title: str) -> None:
        """The name of the mode, where it is not reading."""
        self._mode_title = title
        self.refresh()

    def show_overlay(self, caption: str) -> None:
        """Say what of a network lies over the scan, with its warning; empty: nothing does."""
        self.overlay.setText(caption)
        self.overlay.setToolTip(caption)
        self.overlay.setStyleSheet(f"color: {current().warning};")
        self.overlay.setVisible(bool(caption))

    def refresh(self) -> None:
        """Show what is so now."""
        session = self._session
        self.study.setText(
            describe_study(session.study)
            if session.study
            else self.tr("No study is open. Choose one from the list (Enter), or Shift+D for the next to be read.")
        )
        self.study.setToolTip(self.study.text())
        words = [session.reader or self.tr("Study lead"), self._mode_title if session.mode != READING else self.tr("Reading")]
        if session.reading is not None:
            words.append(describe_state(session.reading))
        if not session.saved:
            words.append(self.tr("NOT SAVED"))
        if session.opening:
            words.append(self.tr("opening {key}…").format(key=session.opening))
        self.state.setText("  ·  ".join(words))
        self.state.setToolTip(self.state.text())
        self.problem.setText(in_words(session.problem or ""))
        self._trouble.setVisible(not session.saved)
        self.settle.setVisible(session.conflict is not None)
        self.retry.setVisible(session.conflict is None)


def research_only() -> str:
    """The sentence that is always visible."""
    return QCoreApplication.translate("Banner", "Research use only. Not for diagnosis.")


def describe_study(study: Study) -> str:
    """Pseudonym, age, sex, date, tracer and views, as far as they are known."""
    age = QCoreApplication.translate("Banner", "{age} y").format(age=study.age) if study.age is not None else None
    known = (study.key, age, study.sex, study.date, study.tracer, " + ".join(study.projections))
    return "  ".join(word for word in known if word)


def describe_state(reading: Reading) -> str:
    """Draft or sealed, and the answer as far as one is said."""
    translate = QCoreApplication.translate
    state = translate("Banner", "SEALED") if reading.sealed else translate("Banner", "draft")
    answer = reading.answer()
    if answer is None:
        return state
    return f"{state}: {answer_text(answer)}"


def answer_text(answer: Answer) -> str:
    """The answer in the reader's language."""
    translate = QCoreApplication.translate
    return {
        Answer.NORMAL: translate("Banner", "normal"),
        Answer.METASTATIC: translate("Banner", "metastatic"),
        Answer.ARTHRITIC: translate("Banner", "arthritic"),
        Answer.BOTH: translate("Banner", "metastatic & arthritic"),
    }[answer]
