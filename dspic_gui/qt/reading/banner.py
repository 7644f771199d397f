"""The line above the pictures: which study, who reads, in which mode and state, whether it is saved; and what this program is not for."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QTimer, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dspic_gui.dataset.description import GUEST
from dspic_gui.disease import Answer
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.theme import current, set_role
from dspic_gui.qt.words.answers import (
    HOUR,
    PHASE,
    TRACER,
    VIEWS,
    answer_letters,
    answer_text,
    contradiction,
    describe_state,
    describe_study,
    research_only,
)
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.worklist.rows import Row

GAP = "  ·  "


@dataclass(frozen=True)
class _Form:
    """What the line leaves out: parts of the study's description, the prior's date, the words of the answer."""

    without: tuple[str, ...] = ()
    short: bool = False


FORMS = (
    _Form(),
    _Form((VIEWS,)),
    _Form((VIEWS, PHASE)),
    _Form((VIEWS, PHASE, TRACER)),
    _Form((VIEWS, PHASE), True),
    _Form((VIEWS, PHASE, TRACER), True),
    _Form((VIEWS, TRACER, HOUR), True),
)
"""From the longest to the shortest: what the pictures show goes first; what is left out stands in the tool tip."""

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
        self._form = FORMS[0]
        self._prior_date = ""
        self._measured_for: tuple[object, ...] = ()
        self._measured: dict[_Form, tuple[int, int, int, int]] = {}
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
        # A study that was opened ends with `saved_changed`.
        for signal in (session.reading_changed, session.saved_changed, session.mode_changed, session.opening_changed):
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
        self._prior_date = (prior.date or prior.key) if prior is not None else ""
        self._say(self._form)

    def _prior_words(self, date: str, form: _Form) -> str:
        return self.tr("prior (T)") if form.short else self.tr("prior {date} (T)").format(date=date[:16])

    def refresh(self) -> None:
        """Show what is so now."""
        session = self._session
        self.problem.setText(in_words(session.problem or ""))
        self._trouble.setVisible(not session.saved)
        self.settle.setVisible(session.conflict is not None)
        self.retry.setVisible(session.conflict is None)
        self._arrange()

    def _say(self, form: _Form) -> None:
        """Say everything in this form, and the whole of it in the tool tips."""
        self._form, study = form, self._session.study
        key = self.tr("Key of the study: {key}").format(key=study.key) if study else ""
        dates = contradiction(study.time.stated) if study else ""
        self.study.setText(self._study_words(form))
        self.study.setToolTip("\n".join(filter(None, (self._study_words(FORMS[0]), key, dates))))
        self.state.setText(GAP.join(self._state_words(form)))
        self.state.setToolTip(GAP.join(self._state_words(FORMS[0])))
        self.prior.setText(self._prior_words(self._prior_date, form) if self._prior_date else "")
        self.prior.setToolTip(self._prior_words(self._prior_date, FORMS[0]) if self._prior_date else "")

    def _study_words(self, form: _Form) -> str:
        study = self._session.study
        if study is None:
            return self.tr("No study is open. Choose one from the list (Enter), or Shift+D for the next to be read.")
        return describe_study(study, self._session.number_of(study.key), form.without)

    def _state_words(self, form: _Form) -> list[str]:
        session = self._session
        words = [self._reader_words(), self._mode_words()]
        if session.reading is not None:
            words.append(describe_state(session.reading, form.short))
        if not session.saved:
            words.append(self.tr("NOT SAVED"))
        if session.opening:
            name = study_text(session.opening, session.number_of(session.opening))
            words.append(self.tr("opening {study}…").format(study=name))
        return words

    def _arrange(self) -> None:
        """One line in the longest form that has room, with the rest in tool tips; two lines only where none has.

        Room is kept for the longest state and for the prior study that is found later, so that no picture moves while it is read.
        """
        whole = self.width() - 16
        form = next((form for form in FORMS if sum(self._widths(form)) + 24 <= whole), None)
        self._say(form or FORMS[-1])
        study, prior, state, notice = self._widths(self._form)
        one_line = form is not None
        _set_side_by_side(self._both, one_line)
        self._both.setStretch(0, study + prior if one_line else 0)
        self._both.setStretch(1, state + notice if one_line else 0)
        self.prior.setMinimumSize(prior, self.prior.fontMetrics().height())
        _set_side_by_side(self._top, study + prior <= whole)
        beside = state + notice <= whole
        _set_side_by_side(self._line, beside)
        lines = 1 if beside or state <= whole else 2
        self.state.setWordWrap(lines > 1)
        self.state.setMinimumHeight(lines * self.state.fontMetrics().lineSpacing())
        self.notice.setWordWrap(notice > whole)

    def _widths(self, form: _Form) -> tuple[int, int, int, int]:
        """What study, prior, the longest state and the notice need in this form, in screen pixels; kept while they stay so."""
        reader, mode = self._reader_words(), self._mode_words()
        study = self._session.study
        number = self._session.number_of(study.key) if study else None
        fonts = [label.font().key() for label in (self.study, self.prior, self.state, self.notice)]
        stands_on = (study, number, reader, mode, *fonts)
        if stands_on != self._measured_for:
            self._measured_for, self._measured = stands_on, {}
        if form not in self._measured:
            self._measured[form] = self._measure(form, reader, mode)
        return self._measured[form]

    def _measure(self, form: _Form, reader: str, mode: str) -> tuple[int, int, int, int]:
        sealed = answer_letters(Answer.BOTH) if form.short else answer_text(Answer.BOTH)
        state = GAP.join((reader, mode, f"{self.tr('SEALED')}: {sealed}"))
        return (
            _advance(self.study, self._study_words(form)),
            _advance(self.prior, self._prior_words("2026-12-28 14:09", form)),
            _advance(self.state, state),
            _advance(self.notice, self.notice.text()),
        )

    def _reader_words(self) -> str:
        reader = self._session.reader
        return self.tr("guest") if reader == GUEST else reader or self.tr("Study lead")

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
