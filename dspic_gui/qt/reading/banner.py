"""The line above the pictures: which study, who reads, in which mode and state, whether it is saved; and what this program is not for."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QTimer, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.dataset.description import GUEST
from dspic_gui.disease import Answer
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.theme import current, set_role
from dspic_gui.qt.words.answers import answer_text, contradiction, describe_state, describe_study, research_only
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.worklist.rows import Row

GAP = "  ·  "
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


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
        self.prior = QLabel()
        self.state = QLabel()
        self.notice = QLabel(research_only())
        self.overlay = QLabel()
        self.overlay.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.overlay.hide()
        for label in (self.notice, self.overlay, self.prior):
            set_role(label, "notice")
        set_role(self.study, "strong")
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self._trouble = QWidget()
        self.retry = QPushButton(self.tr("Try again"))
        self.elsewhere = QPushButton(self.tr("Save a copy elsewhere…"))
        self.settle = QPushButton(self.tr("Compare and choose…"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._arrange)
        self._lay_out()
        self.retry.clicked.connect(self.retry_requested)
        self.elsewhere.clicked.connect(self.elsewhere_requested)
        self.settle.clicked.connect(self.conflict_requested)
        changes = (session.study_changed, session.reading_changed, session.saved_changed, session.mode_changed, session.opening_changed)
        for signal in changes:
            signal.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        self.study.setWordWrap(True)
        self.overlay.setWordWrap(True)
        for label in (self.study, self.state):
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
        self._top, self._line, self._both = QBoxLayout(BESIDE), QBoxLayout(BESIDE), QBoxLayout(BESIDE)
        for line, left, right in ((self._top, self.study, self.prior), (self._line, self.state, self.notice)):
            line.addWidget(left, 1)
            line.addWidget(right)
            self._both.addLayout(line)
        self._both.setStretch(0, 3)
        self._both.setStretch(1, 2)
        trouble = QHBoxLayout(self._trouble)
        trouble.setContentsMargins(0, 0, 0, 0)
        trouble.addWidget(self.problem, 1)
        for button in (self.retry, self.elsewhere, self.settle):
            trouble.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 1, 8, 1)
        layout.setSpacing(0)
        layout.addLayout(self._both)
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
        self.prior.setText(self._prior_words(prior.date or prior.key) if prior is not None else "")

    def _prior_words(self, date: str) -> str:
        return self.tr("prior {date} (T)").format(date=date[:16])

    def refresh(self) -> None:
        """Show what is so now."""
        session = self._session
        if session.study is None:
            self.study.setText(self.tr("No study is open. Choose one from the list (Enter), or Shift+D for the next to be read."))
        else:
            self.study.setText(describe_study(session.study, session.number_of(session.study.key)))
        key = self.tr("Key of the study: {key}").format(key=session.study.key) if session.study else ""
        dates = contradiction(session.study.time.stated) if session.study else ""
        self.study.setToolTip("\n".join(filter(None, (self.study.text(), key, dates))))
        reader = self.tr("guest") if session.reader == GUEST else session.reader
        words = [reader or self.tr("Study lead"), self._mode_words()]
        if session.reading is not None:
            words.append(describe_state(session.reading))
        if not session.saved:
            words.append(self.tr("NOT SAVED"))
        if session.opening:
            name = study_text(session.opening, session.number_of(session.opening))
            words.append(self.tr("opening {study}…").format(study=name))
        self.state.setText(GAP.join(words))
        self.state.setToolTip(self.state.text())
        self.problem.setText(in_words(session.problem or ""))
        self._trouble.setVisible(not session.saved)
        self.settle.setVisible(session.conflict is not None)
        self.retry.setVisible(session.conflict is None)
        self._arrange()

    def _arrange(self) -> None:
        """Two texts side by side where both fit in one line, else one below the other.

        Room is kept for the longest state and for the prior study that is found later, so that no picture moves while it is read.
        """
        whole = self.width() - 16
        prior, state = self._prior_words("2026-12-28 14:09"), f"{self.state.text().split(GAP)[0]}{GAP}{self._longest_state()}"
        first = _advance(self.study, self.study.text()) + _advance(self.prior, prior)
        second = _advance(self.state, state) + _advance(self.notice, self.notice.text())
        one_line = first + second + 24 <= whole
        _set_side_by_side(self._both, one_line)
        self._both.setStretch(0, first if one_line else 0)
        self._both.setStretch(1, second if one_line else 0)
        width = whole
        self.prior.setMinimumSize(_advance(self.prior, prior), self.prior.fontMetrics().height())
        _set_side_by_side(self._top, _advance(self.study, self.study.text()) + _advance(self.prior, prior) <= width)
        beside = _advance(self.state, state) + _advance(self.notice, self.notice.text()) <= width
        _set_side_by_side(self._line, beside)
        lines = 1 if beside or _advance(self.state, state) <= width else 2
        self.state.setWordWrap(lines > 1)
        self.state.setMinimumHeight(lines * self.state.fontMetrics().lineSpacing())
        self.notice.setWordWrap(_advance(self.notice, self.notice.text()) > width)

    def _longest_state(self) -> str:
        sealed = self.tr("SEALED")
        return f"{self._mode_words()}{GAP}{sealed}: {answer_text(Answer.BOTH)}"

    def _mode_words(self) -> str:
        return self._mode_title if self._session.mode != READING else self.tr("Reading")

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Wrap for the new width, once the layouts around have settled."""
        super().resizeEvent(event)
        self._soon.start(0)

    def changeEvent(self, event: QEvent | None) -> None:
        """Text of another size may need another line."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "_line"):
            self._arrange()


def _advance(label: QLabel, text: str) -> int:
    """The width of a text in the label's style, with room beside it; in screen pixels."""
    return label.fontMetrics().horizontalAdvance(text) + 14


def _set_side_by_side(line: QBoxLayout, beside: bool) -> None:
    line.setDirection(BESIDE if beside else BELOW)
    line.setSpacing(8 if beside else 0)
