"""The consensus mode: queue, items of the study, and the decision on one of them; draws on the canvases while it is on."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import ArchiveError, Blinded
from dspic_gui.dataset.audit import AuditError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.adjudication import AdjudicationError
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Item, Proposal
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.consensus.consensus_notice import ConsensusNotice
from dspic_gui.qt.consensus.decision_box import DecisionBox
from dspic_gui.qt.consensus.item_list import ItemList
from dspic_gui.qt.consensus.queue_view import QueueView
from dspic_gui.qt.consensus.reader_marks import DrawnMarks
from dspic_gui.qt.consensus.whole_dataset import WholeDataset
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.sentence import in_words

MODE = "consensus"
QUEUE_HEIGHT = 260
_EXPECTED = (AdjudicationError, ArchiveError, AuditError, LabelError, NotSaved, OSError)


class ConsensusPanel(QWidget):
    """Stands at the side in place of report and lesions. Every decision is saved at once, or said not to be."""

    def __init__(self, session: Session, canvas: CanvasPair, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._archive = own_archive(session)
        self.desk: AdjudicationDesk | None = None
        self.target: str | None = None
        self._entered_with: tuple[str | None] | None = None
        self.marks = DrawnMarks(canvas, session.archive.book)
        self.queue = QueueView(own_archive(session))
        self.items = ItemList()
        self.decision = DecisionBox(session.archive.book)
        self.notice = ConsensusNotice(session.archive)
        self.whole = WholeDataset(session, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.items, 1)
        column.addWidget(self.decision)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.queue)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([QUEUE_HEIGHT, 2 * QUEUE_HEIGHT])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.notice)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._session.study_changed.connect(self._study_changed)
        self._canvas.selection_requested.connect(self._canvas_asks)
        self.queue.study_chosen.connect(self._session.open)
        self.queue.was_read.connect(self._open_waiting)
        self.queue.message.connect(self._session.message)
        self.items.item_chosen.connect(self.select)
        self.whole.changed.connect(self.reload)
        self.decision.proposal_changed.connect(self.propose)
        self.decision.reader_asked.connect(self.take_reader)
        self.decision.outline_asked.connect(self.take_outline)
        self.decision.accept_asked.connect(self.accept)
        self.decision.reject_asked.connect(self.reject)

    # the mode

    @property
    def on(self) -> bool:
        """Whether the canvases belong to this mode."""
        return self._session.mode == MODE

    def enter(self) -> None:
        """Take the canvases over; Blinded where the open study may not be seen yet."""
        study = self._session.study
        if study is not None:
            self._session.archive.require_others(study.key)
        self._entered_with = (self._session.key,)
        self.read_queue()
        self._study_changed()

    def _open_waiting(self) -> None:
        """Once the queue is read for the first time: where nothing waits in the study that was open, the first in which something does."""
        entered, self._entered_with = self._entered_with, None
        still_there = entered == (self._session.key,) and self._session.opening is None
        if self.on and still_there and not (self.desk and self.desk.waiting):
            key = self.queue.next_waiting(None)
            if key is not None:
                self._session.open(key)

    def leave(self) -> bool:
        """Give the canvases back; everything is saved already."""
        self.desk = None
        return True

    def read_queue(self) -> None:
        """Read the queue of the dataset."""
        self.queue.read()

    def reload(self) -> None:
        """Read study and queue again; the item that was shown stays."""
        if self.on:
            target = self.target
            self._study_changed()
            self.read_queue()
            self.select(target if self.desk and target and self.desk.item(target) else self.target)

    def _study_changed(self) -> None:
        if not self.on:
            return
        self.desk, self.target = None, None
        self._canvas.set_editable(False)
        study = self._session.study
        problem = ""
        if study is not None:
            try:
                self.desk = AdjudicationDesk(self._archive, study)
            except (Blinded, *_EXPECTED) as fault:
                problem = in_words(fault)
        self.notice.tell(self.desk, problem)
        self.queue.mark(study.key if study else None)
        self._choose_first()

    def _choose_first(self) -> None:
        waiting = self.desk.waiting if self.desk else ()
        everything = self.desk.items if self.desk else ()
        first = next(iter((*waiting, *everything)), None)
        self.select(first.target if first else None)

    # one item

    @property
    def item(self) -> Item | None:
        """The item that is being decided."""
        return self.desk.item(self.target) if self.desk and self.target else None

    def select(self, target: str | None) -> None:
        """Show this item, with what Enter would accept."""
        self.target = target
        item = self.item
        desk = self.desk
        proposal = desk.propose(item) if desk and item else Proposal()
        try:
            doubts = desk.doubts(item) if desk and item else ()
        except ArchiveError as problem:
            doubts = ()
            self._session.message.emit(in_words(problem))
        self.decision.show_item(item, desk.consensus if desk else None, proposal, doubts)
        self._show_items()
        self._draw()
        self.marks.centre_on(item)

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

    def accept(self) -> None:
        """Settle the item as proposed and go on to the next that waits, in this study or in the queue."""
        desk, item = self.desk, self.item
        if desk is None:
            return
        if item is None or not (item.waiting or self.decision.differs_from(desk.propose(item), item)):
            self._go_on()
        elif self._try(lambda: desk.accept(item, self.decision.proposal, *self.decision.said)):
            self._settled()

    def reject(self) -> None:
        """Say that nothing is there."""
        desk, item = self.desk, self.item
        if desk is not None and item is not None and self._try(lambda: desk.reject(item, *self.decision.said)):
            self._settled()

    def accept_unanimous(self) -> None:
        """Accept every waiting lesion that all readers marked with one code."""
        desk = self.desk
        counted: list[int] = []
        if desk is not None and self._try(lambda: counted.append(desk.accept_unanimous())):
            self._session.message.emit(self.tr("{count} unanimous lesions are accepted.").format(count=counted[0]))
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
            self.queue.update_study(desk.consensus)
            self.notice.tell(self.desk)
            self.select(self.target)

    def select_neighbour(self, step: int) -> None:
        """The next (1) or previous (-1) item that waits; any item where none waits."""
        target = self.items.neighbour(self.target, step)
        if self.desk is not None and target is not None:
            self.select(target)

    def _settled(self) -> None:
        if self.desk is None:
            return
        self.queue.update_study(self.desk.consensus)
        self.notice.tell(self.desk)
        self._canvas.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        others = [item.target for item in self.desk.waiting if item.target != self.target]
        self.select(others[0] if others else self.target)
        if not self.desk.waiting:
            self._session.message.emit(self.tr("Nothing waits in this study any more. Enter opens the next one."))

    def _go_on(self) -> None:
        """To the next item that waits in this study, else to the next study in which something waits."""
        if self.desk is not None and self.desk.waiting:
            self._choose_first()
            return
        key = self.queue.next_waiting(self._session.key)
        if key is None:
            self._session.message.emit(self.tr("Nothing waits in this dataset."))
        else:
            self._session.open(key)

    def _try(self, act: Callable[[], object]) -> bool:
        """Do it; where it cannot be done, say why, and everything stays as it was."""
        try:
            act()
        except _EXPECTED as problem:
            self.decision.say(in_words(problem))
            self._session.message.emit(in_words(problem))
            return False
        return True

    # drawing

    def _show_items(self) -> None:
        desk = self.desk
        items = desk.items if desk else ()
        answers = [vote.result for vote in desk.consensus.answers.values()] if desk else []
        self.items.show_items(items, answers, self._session.archive.book, self.target)

    def _draw(self) -> None:
        self.marks.draw(self.desk, self.item, self.decision.proposal)

    def _canvas_asks(self, uids: tuple[str, ...]) -> None:
        target = self.marks.target_of(uids)
        if self.on and target is not None:
            self.select(target)
