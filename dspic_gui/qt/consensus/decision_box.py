"""Who said what of one item, what is proposed, and why: the lower half of the consensus panel."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PyQt6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.code import CodeBook, describe_code, describe_label, short_code, split_label
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication_desk import Item, Proposal
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.settlement import REASONS
from dspic_gui.qt import theme
from dspic_gui.qt.canvas.lesion_item import LINES
from dspic_gui.qt.consensus.reader_marks import look_of
from dspic_gui.qt.consensus.whole_or_scrolled import WholeOrScrolled
from dspic_gui.qt.lifetime import call_on
from dspic_gui.qt.review.case_box import review_text
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.consensus import item_text, state_text, why_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reviews import Review

SAMPLE = (34, 12)


class DecisionBox(QWidget):
    """Shows an item and holds the proposal; says what the user chose, and decides nothing."""

    proposal_changed = pyqtSignal(object)  # Proposal
    reader_asked = pyqtSignal(int)
    outline_asked = pyqtSignal(str)
    accept_asked = pyqtSignal()
    reject_asked = pyqtSignal()

    def __init__(self, book: CodeBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._showing = False
        self.proposal = Proposal()
        self.title, self.state, self.outline, self.problem = QLabel(), QLabel(), QLabel(), QLabel()
        self.doubts = QLabel()
        self.votes = QGridLayout()
        self.result = QComboBox()
        self.reason = QComboBox()
        self.comment = QLineEdit()
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        theme.set_role(self.title, "heading")
        theme.set_role(self.state, "dim")
        theme.set_role(self.problem, "error")
        for label in (self.title, self.state, self.doubts, self.problem, self.outline):
            label.setWordWrap(True)
        self.doubts.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setEditable(True)
        self.result.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.result.setAccessibleName(self.tr("Result"))
        completer = self.result.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.result.activated.connect(self._result_chosen)
        self.reason.setAccessibleName(self.tr("Reason"))
        self.reason.addItem(self.tr("no reason given"), None)
        for name in REASONS:
            self.reason.addItem(why_text(name), name)
        self.comment.setPlaceholderText(self.tr("Comment (K)"))
        self.comment.setAccessibleName(self.tr("Comment"))
        form = self._form = QFormLayout()
        form.addRow(self.tr("Result"), self.result)
        form.addRow(self.tr("Outline"), self.outline)
        form.addRow(self.tr("Reason (E)"), self.reason)
        form.addRow(self.tr("Comment"), self.comment)
        self.said_and_asked = QWidget()
        scrolled = QVBoxLayout(self.said_and_asked)
        scrolled.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.state, self.doubts):
            scrolled.addWidget(part)
        scrolled.addLayout(self.votes)
        scrolled.addLayout(form)
        scrolled.addStretch(1)
        self.body = WholeOrScrolled(self.said_and_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body, 1)
        layout.addLayout(self._button_rows())
        layout.addWidget(self.problem)

    def _button_rows(self) -> QGridLayout:
        grid = QGridLayout()
        rows = (
            ("union", self.tr("Union (U)")),
            ("intersection", self.tr("Intersection (I)")),
            ("majority", self.tr("Voted (V)")),
            ("reject", self.tr("Reject (X)")),
            ("accept", self.tr("Next (Enter)")),
        )
        for at, (name, text) in enumerate(rows):
            button = QPushButton(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[name] = button
            grid.addWidget(button, at // 3, at % 3 if name != "accept" else 1, 1, 2 if name == "accept" else 1)
        for rule in ("union", "intersection", "majority"):
            self.buttons[rule].clicked.connect(call_on(self, self.outline_asked, rule))
        self.buttons["reject"].clicked.connect(self.reject_asked)
        self.buttons["accept"].clicked.connect(self.accept_asked)
        theme.set_role(self.buttons["accept"], "primary")
        return grid

    @property
    def said(self) -> tuple[str | None, str | None]:
        """Reason and comment, as they stand."""
        return self.reason.currentData(), self.comment.text().strip() or None

    def differs_from(self, standing: Proposal, item: Item) -> bool:
        """Whether something else is proposed than how the item stands, or with another reason or comment."""
        settled = item.settled
        return self.proposal != standing or self.said != ((settled.reason, settled.comment) if settled else (None, None))

    def show_item(self, item: Item | None, consensus: Consensus | None, proposal: Proposal, doubts: Sequence[Review] = ()) -> None:
        """Show this item with this proposal and who doubts it; reason and comment are those it was settled with."""
        self.setEnabled(item is not None)
        self.problem.clear()
        self.body.show_top()
        self._clear_votes()
        self.doubts.setText("\n".join(review_text(one) for one in doubts))
        self.doubts.setVisible(bool(doubts))
        if item is None or consensus is None:
            for label in (self.title, self.state, self.outline):
                label.clear()
            return
        self.title.setText(item_text(item, self._book))
        self.state.setText(state_text(item))
        for at, reader in enumerate(consensus.readers):
            self._add_vote(at, reader, consensus.readers, self._vote_text(item, consensus, reader))
        settled = item.settled
        self.reason.setCurrentIndex(max(self.reason.findData(settled.reason if settled else None), 0))
        self.comment.setText((settled.comment if settled else None) or "")
        self._fill_results(item)
        for rule in ("union", "intersection", "majority"):
            self.buttons[rule].setVisible(item.lesion is not None)
        self._form.setRowVisible(self.outline, item.lesion is not None)
        self.show_proposal(proposal)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what Enter would accept."""
        self.proposal = proposal
        self._showing = True
        value = proposal.answer.value if proposal.answer else proposal.label
        at = self.result.findData(value) if value is not None else -1
        self.result.setCurrentIndex(at)
        if at < 0:
            self.result.setEditText(in_words(describe_label(value, self._book)) if value else "")
        self._showing = False
        names = {
            "union": self.tr("union"),
            "intersection": self.tr("intersection"),
            "majority": self.tr("voted"),
            None: self.tr("as voted"),
        }
        self.outline.setText(names.get(proposal.outline, proposal.outline or ""))

    def say_enter(self, decides: bool) -> None:
        """Say on the button what Enter will do: accept what is proposed, ask for a proposal, or go on where nothing is to be decided."""
        proposal = self.proposal
        code = split_label(proposal.label) if proposal.label else None
        what = answer_text(proposal.answer) if proposal.answer else in_words(short_code(code, self._book)) if code else ""
        accept = self.tr("Accept {what} (Enter)").format(what=what) if what else self.tr("Take 1, 2 or 3 first")
        self.buttons["accept"].setText(accept if decides else self.tr("Next (Enter)"))

    def focus_reason(self) -> None:
        """Let the keys choose the reason."""
        self.body.ensureWidgetVisible(self.reason)
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reason.showPopup()

    def focus_comment(self) -> None:
        """Let the keys write the comment."""
        self.body.ensureWidgetVisible(self.comment)
        self.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, problem: str) -> None:
        """Show a sentence on what could not be done."""
        self.problem.setText(problem)

    def _fill_results(self, item: Item) -> None:
        self._showing = True
        self.result.clear()
        if item.lesion is None:
            for answer in Answer:
                self.result.addItem(answer_text(answer), answer.value)
        else:
            said = dict.fromkeys(code.label for codes in item.lesion.votes.values() for code in codes)
            offered = filter(self._book.makes_sense, self._book.labels())
            voting = [label for label in offered if label.partition(":")[0] in self._diseases()]
            for label in dict.fromkeys((*said, *voting)):
                self.result.addItem(in_words(describe_label(label, self._book)), label)
        self._showing = False

    def _diseases(self) -> set[str]:
        return {finding.key for finding in self._book.findings if finding.votes}

    def _result_chosen(self, at: int) -> None:
        value = self.result.itemData(at)
        if self._showing or value is None:
            return
        if value in set(Answer):
            self.proposal_changed.emit(Proposal(answer=Answer(value)))
        else:
            self.proposal_changed.emit(Proposal(label=value, outline=self.proposal.outline))

    def _vote_text(self, item: Item, consensus: Consensus, reader: str) -> str:
        if item.lesion is None:
            vote = consensus.answers[item.projection].votes[reader]
            return answer_text(vote) if vote else self.tr("no sealed reading")
        codes = item.lesion.votes[reader]
        if not codes:
            return self.tr("not marked")
        grades = {mark.lesion.certainty for mark in item.lesion.marks if mark.reader == reader} - {None}
        sure = self.tr(", certainty {grade}").format(grade="/".join(map(str, sorted(grades, key=str)))) if grades else ""
        return " / ".join(in_words(describe_code(code, self._book)) for code in codes) + sure

    def _add_vote(self, at: int, reader: str, readers: Sequence[str], text: str) -> None:
        button = QPushButton(f"{at + 1}  {reader}")
        button.setIcon(line_sample(*look_of(readers, reader)))
        button.setIconSize(QSize(*SAMPLE))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("Take what {reader} says (key {key})").format(reader=reader, key=at + 1))
        button.clicked.connect(call_on(self, self.reader_asked, at + 1, lives_with=button))
        said = QLabel(text)
        said.setWordWrap(True)
        self.votes.addWidget(button, at, 0)
        self.votes.addWidget(said, at, 1)
        self.votes.setColumnStretch(1, 1)

    def _clear_votes(self) -> None:
        while (entry := self.votes.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def line_sample(colour: str, line: str) -> QIcon:
    """A piece of a reader's line."""
    pixmap = QPixmap(*SAMPLE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    pen = QPen(QColor(colour), 3)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if LINES[line]:
        pen.setDashPattern([length / 3 for length in LINES[line]])
    painter.setPen(pen)
    middle = QRect(0, 0, *SAMPLE).center().y()
    painter.drawLine(0, middle, SAMPLE[0], middle)
    painter.end()
    return QIcon(pixmap)
