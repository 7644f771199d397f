"""One study's items, one of them being decided: shown, proposed, settled, taken back; drawn on the canvases meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.adjudication import AdjudicationError, SettledMeanwhile
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Item, Proposal
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.consensus.decision_box import DecisionBox
from dspic_gui.qt.consensus.item_list import ItemList
from dspic_gui.qt.consensus.reader_marks import DrawnMarks
from dspic_gui.qt.words.sentence import in_words

EXPECTED = (AdjudicationError, ArchiveError, AuditError, LabelError, NotSaved, OSError)
"""What a decision may meet: each has a sentence; anything else is a bug."""


class Settling(QObject):
    """Bound to the list of items and the box of the decision. Every decision is saved at once, or said not to be."""

    changed = pyqtSignal()  # a decision was made or taken back
    settled = pyqtSignal()  # the item that was shown is; the next one is shown
    nothing_waits = pyqtSignal()  # in this study, and the user goes on
    message = pyqtSignal(str)

    def __init__(self, book: CodeBook, marks: DrawnMarks, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self.marks = marks
        self.desk: AdjudicationDesk | None = None
        self.target: str | None = None
        self.items = ItemList()
        self.decision = DecisionBox(book)
        self.items.item_chosen.connect(self.select)
        self.decision.proposal_changed.connect(self.propose)
        self.decision.reader_asked.connect(self.take_reader)
        self.decision.outline_asked.connect(self.take_outline)
        self.decision.accept_asked.connect(self.accept)
        self.decision.reject_asked.connect(self.reject)
        self.decision.reason.currentIndexChanged.connect(self._say_enter)
        self.decision.comment.textChanged.connect(self._say_enter)

    def take_desk(self, desk: AdjudicationDesk | None) -> None:
        """Show this study's items, the first that waits first; None shows none."""
        self.desk, self.target = desk, None
        self._choose_first()

    def put_down(self) -> None:
        """Decide nothing any more; what is shown stays until the mode is taken down."""
        self.desk = None

    @property
    def item(self) -> Item | None:
        """The item that is being decided."""
        return self.desk.item(self.target) if self.desk and self.target else None

    def select(self, target: str | None) -> None:
        """Show this item, with what Enter would accept."""
        self.target = target
        item, desk = self.item, self.desk
        proposal = desk.propose(item) if desk and item else Proposal()
        try:
            doubts = desk.doubts(item) if desk and item else ()
        except ArchiveError as problem:
            doubts = ()
            self.message.emit(in_words(problem))
        self.decision.show_item(item, desk.consensus if desk else None, proposal, doubts)
        self._show_items()
        self._draw()
        self.marks.centre_on(item)

    def select_neighbour(self, step: int) -> None:
        """The next (1) or previous (-1) item that waits; any item where none waits."""
        target = self.items.neighbour(self.target, step)
        if self.desk is not None and target is not None:
            self.select(target)

    def select_again(self, target: str | None) -> None:
        """Show the item of this name where it is still there."""
        if self.desk is not None and target and self.desk.item(target):
            self.select(target)

    def _choose_first(self) -> None:
        waiting = self.desk.waiting if self.desk else ()
        everything = self.desk.items if self.desk else ()
        first = next(iter((*waiting, *everything)), None)
        self.select(first.target if first else None)

    # proposals

    def propose(self, proposal: Proposal) -> None:
        """Change what Enter would accept."""
        self.decision.say("")
        self.decision.show_proposal(proposal)
        self._draw()

    def take_reader(self, number: int) -> None:
        """Propose what this reader (from 1) says."""
        desk, item = self.desk, self.item
        if desk is None or item is None or number > len(desk.consensus.readers):
            return
        reader = desk.consensus.readers[number - 1]
        self._try(lambda: self.propose(desk.take_reader(item, reader, self.decision.proposal)))

    def take_outline(self, rule: str) -> None:
        """Propose another outline for the lesion."""
        item = self.item
        if item is not None and item.lesion is not None:
            self.propose(Proposal(label=self.decision.proposal.label, outline=rule))

    # decisions

    def accept(self) -> None:
        """Settle the item as proposed and go on to the next that waits, in this study or in the queue."""
        desk, item = self.desk, self.item
        if desk is None:
            return
        if item is None or not self._decides(desk, item):
            self._go_on()
        elif self._try(lambda: desk.accept(item, self.decision.proposal, *self.decision.said)):
            self._settled()

    def reject(self) -> None:
        """Say that nothing is there."""
        desk, item = self.desk, self.item
        if desk is None or item is None:
            return
        if self._try(lambda: desk.reject(item, *self.decision.said)):
            self._settled()

    def accept_unanimous(self) -> None:
        """Accept every waiting lesion that all readers marked with one code."""
        desk = self.desk
        counted: list[int] = []
        if desk is not None and self._try(lambda: counted.append(desk.accept_unanimous())):
            text = self.tr("{count} unanimous lesions are accepted.")
            self.message.emit(text.format(count=counted[0]))
            self._settled()

    def undo(self) -> None:
        """One decision back."""
        self._step(AdjudicationDesk.undo)

    def redo(self) -> None:
        """One decision forward."""
        self._step(AdjudicationDesk.redo)

    def _step(self, act: Callable[[AdjudicationDesk], None]) -> None:
        desk = self.desk
        if desk is not None and self._try(lambda: act(desk)):
            self.changed.emit()
            self.select(self.target)
            self.message.emit("")  # what was said of the decision holds no more

    def _decides(self, desk: AdjudicationDesk, item: Item) -> bool:
        """Whether Enter would change anything about the item."""
        return item.waiting or self.decision.differs_from(desk.propose(item), item)

    def _settled(self) -> None:
        if self.desk is None:
            return
        self.changed.emit()
        self.settled.emit()
        others = [item.target for item in self.desk.waiting if item.target != self.target]
        self.select(others[0] if others else self.target)
        if not self.desk.waiting:
            text = self.tr("Nothing waits in this study any more. Enter opens the next one.")
            self.message.emit(text)

    def _go_on(self) -> None:
        """To the next item that waits in this study, else to the next study in which something waits."""
        if self.desk is not None and self.desk.waiting:
            self._choose_first()
        else:
            self.nothing_waits.emit()

    def _try(self, act: Callable[[], object]) -> bool:
        """Do it; where it cannot be done, say why, and everything stays as it was."""
        try:
            act()
        except EXPECTED as problem:
            if isinstance(problem, SettledMeanwhile):
                self.changed.emit()
                self.select_again(self.target)
            self.decision.say(in_words(problem))
            self.message.emit(in_words(problem))
            return False
        return True

    # drawing

    def _show_items(self) -> None:
        desk = self.desk
        items = desk.items if desk else ()
        answers = [vote.result for vote in desk.consensus.answers.values()] if desk else []
        self.items.show_items(items, answers, self._book, self.target)

    def _draw(self) -> None:
        self.marks.draw(self.desk, self.item, self.decision.proposal)
        self._say_enter()

    def _say_enter(self) -> None:
        """The button says what Enter will do."""
        desk, item = self.desk, self.item
        decides = desk is not None and item is not None and self._decides(desk, item)
        self.decision.say_enter(decides)
