"""One case: what is true, what was said, and what the reviewers say of the error; another's word is shown after the own one."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from dspic_gui.opinion.evaluation import EvaluatedView
from dspic_gui.qt import theme
from dspic_gui.qt.actions import bare
from dspic_gui.qt.opinion.probability_bars import ProbabilityBars
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.review import reason_text
from dspic_gui.qt.words.sentence import translate
from dspic_gui.reviews import LONGEST_COMMENT, REASONS, Review


class CaseBox(QWidget):
    """Asks for the word of the reviewer; what is complete is asked to be saved at once."""

    said = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.title, self.state, self.others = QLabel(), QLabel(), QLabel()
        self.bars = ProbabilityBars()
        self.agree = QPushButton(self.tr("Label right  (Y)"))
        self.disagree = QPushButton(self.tr("Label wrong  (N)"))
        self.verdict = QButtonGroup(self)
        self.reason, self.comment = QComboBox(), CommentLine()
        self._lay_out()
        self.agree.clicked.connect(self._changed)
        self.disagree.clicked.connect(self._changed)
        self.reason.activated.connect(self._reason_chosen)
        self.comment.editingFinished.connect(self._comment_finished)
        self.show_case(None, None, (), "")

    def _lay_out(self) -> None:
        theme.set_role(self.title, "heading")
        theme.set_role(self.state, "dim")
        for label in (self.title, self.state, self.others):
            label.setWordWrap(True)
        for button in (self.agree, self.disagree):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.verdict.addButton(button)
        self.reason.addItem(self.tr("choose… (E)"), None)
        for reason in REASONS:
            self.reason.addItem(reason_text(reason), reason)
        self.comment.setMaxLength(LONGEST_COMMENT)
        self.comment.setPlaceholderText(self.tr("Comment (K)"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.agree)
        buttons.addWidget(self.disagree)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for title, field in ((self.tr("&Reason"), self.reason), (self.tr("&Comment"), self.comment)):
            field.setAccessibleName(bare(title))
            form.addRow(title, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.bars):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addLayout(form)
        layout.addWidget(self.state)
        layout.addWidget(self.others)

    @property
    def agrees(self) -> bool | None:
        """Whether the reviewer finds the label right; None before a word is said."""
        return True if self.agree.isChecked() else False if self.disagree.isChecked() else None

    @property
    def chosen_reason(self) -> str | None:
        """The reason that is chosen."""
        reason: str | None = self.reason.currentData()
        return reason

    def show_case(self, view: EvaluatedView | None, own: Review | None, others: Sequence[Review], hint: str) -> None:
        """Show this case with the own review, if there is one, and those of others that may be seen."""
        self._showing = True
        self.verdict.setExclusive(False)
        for button, checked in ((self.agree, own is not None and own.agrees), (self.disagree, own is not None and not own.agrees)):
            button.setChecked(checked)
        self.verdict.setExclusive(True)
        self.reason.setCurrentIndex(max(self.reason.findData(own.reason), 0) if own else 0)
        self.comment.setText(own.comment if own else "")
        self.bars.show_prediction(view.prediction if view else None)
        words = self.tr("{view}: true {truth}, said {said}")
        shown = view and words.format(
            view=view_name(view.label.projection), truth=answer_text(view.truth), said=answer_text(view.prediction.answer)
        )
        self.title.setText(shown or self.tr("No case is chosen"))
        for widget in (self.agree, self.disagree, self.reason, self.comment):
            widget.setEnabled(view is not None and not view.right)
        self.say(hint)
        self.others.setText("\n".join(review_text(one) for one in others))
        self.others.setVisible(bool(others))
        self._showing = False

    def say(self, sentence: str, role: str = "dim") -> None:
        """Show a sentence below the word."""
        self.state.setText(sentence)
        theme.set_role(self.state, role)

    def set_verdict(self, agrees: bool) -> None:
        """The reviewer finds the label right, or wrong."""
        button = self.agree if agrees else self.disagree
        if button.isEnabled():
            button.setChecked(True)
            self._changed()

    def focus_reason(self) -> None:
        """Let the keys choose the reason."""
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reason.showPopup()

    def _changed(self) -> None:
        if self.agrees is False and self.chosen_reason is None:
            self.reason.setCurrentIndex(self.reason.findData("label_wrong"))
        if self.agrees and self.chosen_reason == "label_wrong":
            self.reason.setCurrentIndex(0)
        self.said.emit()

    def _reason_chosen(self) -> None:
        if not self._showing:
            self.said.emit()
            self.left.emit()

    def _comment_finished(self) -> None:
        if not self._showing:
            self.said.emit()
            self.left.emit()


class CommentLine(QLineEdit):
    """A line whose Enter ends the comment, though Enter is a key of the mode."""

    def event(self, event: QEvent | None) -> bool:
        """Take Enter before the shortcuts do."""
        ending = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in ending:
            event.accept()
            return True
        return super().event(event)


def review_text(review: Review) -> str:
    """A review in a line."""
    words = translate("review", "{who}: label {verdict}; {reason}")
    verdict = translate("review", "right") if review.agrees else translate("review", "wrong")
    line = words.format(who=review.reviewer, verdict=verdict, reason=reason_text(review.reason))
    return f"{line}: {review.comment}" if review.comment else line
