"""The line above the pictures: which study, who reads, in which mode and state, whether it is saved; and what this program is not for."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QEvent, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.dataset import GUEST
from dspic_gui.disease import Answer
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.theme import current, set_role
from dspic_gui.qt.words import in_words
from dspic_gui.reading import Reading
from dspic_gui.study import Study
from dspic_gui.worklist import Row

GAP = 14
"""Between the state and the sentence that is always visible, in screen pixels."""


class Banner(QWidget):
    """Study, reader and state; a red line with what can be done while the reading is not saved."""

    retry_requested = pyqtSignal()
    elsewhere_requested = pyqtSignal()
    conflict_requested = pyqtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mode_title = ""
        self._prior: Row | None = None
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
        for label in (self.study, self.state, self.notice):
            label.setWordWrap(True)
        for label in (self.study, self.state):
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(GAP)
        self._line.addWidget(self.state, 1)
        self._line.addWidget(self.notice)
        trouble = QHBoxLayout(self._trouble)
        trouble.setContentsMargins(0, 0, 0, 0)
        trouble.addWidget(self.problem, 1)
        for button in (self.retry, self.elsewhere, self.settle):
            trouble.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(1)
        layout.addWidget(self.study)
        layout.addLayout(self._line)
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

    def show_prior(self, prior: Row | None) -> None:
        """Say that the patient has an earlier study, or that none is known."""
        self._prior = prior
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        session = self._session
        if session.study is None:
            self.study.setText(self.tr("No study is open. Choose one from the list (Enter), or Shift+D for the next to be read."))
        else:
            prior = self.tr("prior {date} (T)").format(date=self._prior.date or self._prior.key) if self._prior else ""
            self.study.setText("   ".join(filter(None, (describe_study(session.study), prior))))
        self.study.setToolTip(self.study.text())
        reader = self.tr("guest") if session.reader == GUEST else session.reader
        words = [reader or self.tr("Study lead"), self._mode_title if session.mode != READING else self.tr("Reading")]
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
        self._arrange()

    def _arrange(self) -> None:
        """State and research sentence side by side where both fit in one line, else one below the other."""
        wanted = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in (self.state, self.notice))
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 16
        fits = wanted + GAP + 8 <= self.width() - margins
        self.notice.setWordWrap(not fits)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Wrap for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent | None) -> None:
        """Text of another size may need another line."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "_line"):
            self._arrange()


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
