"""The consensus mode: the queue of studies, and the items of the open one; draws on the canvases while it is on."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Blinded
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk
from dspic_gui.qt.consensus.consensus_notice import ConsensusNotice
from dspic_gui.qt.consensus.queue_view import QueueView
from dspic_gui.qt.consensus.reader_marks import DrawnMarks
from dspic_gui.qt.consensus.settling import EXPECTED, Settling
from dspic_gui.qt.consensus.whole_dataset import WholeDataset
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.sentence import in_words

MODE = "consensus"
QUEUE_HEIGHT = 150
"""The queue begins with this share of what it and the study in question have together: one of its rows is needed at a time."""


class ConsensusPanel(QWidget):
    """Stands at the side in place of report and lesions."""

    def __init__(
        self, session: Session, canvas: CanvasPair, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._archive = own_archive(session)
        self._entered_with: tuple[str | None] | None = None
        book = session.archive.book
        self.queue = QueueView(own_archive(session))
        self.queue.number_of = session.number_of
        self.settling = Settling(book, DrawnMarks(canvas, book), self)
        self.notice = ConsensusNotice(session.archive)
        self.whole = WholeDataset(session, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.settling.items, 1)
        column.addWidget(self.settling.decision)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.queue)
        splitter.addWidget(lower)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 4)
        splitter.setSizes([QUEUE_HEIGHT, 4 * QUEUE_HEIGHT])
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
        self.whole.changed.connect(self.reload)
        self.settling.changed.connect(self._tell)
        self.settling.settled.connect(self._focus_canvas)
        self.settling.nothing_waits.connect(self._next_study)
        self.settling.message.connect(self._session.message)

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

    def leave(self) -> bool:
        """Give the canvases back; everything is saved already."""
        self.settling.put_down()
        return True

    def read_queue(self) -> None:
        """Read the queue of the dataset."""
        self.queue.read()

    def reload(self) -> None:
        """Read study and queue again; the item that was shown stays."""
        if self.on:
            target = self.settling.target
            self._study_changed()
            self.read_queue()
            self.settling.select_again(target)

    # studies

    def _study_changed(self) -> None:
        if not self.on:
            return
        self._canvas.set_editable(False)
        study = self._session.study
        desk, problem = None, ""
        if study is not None:
            try:
                desk = AdjudicationDesk(self._archive, study)
            except (Blinded, *EXPECTED) as fault:
                problem = in_words(fault)
        self.notice.tell(desk, problem)
        self.queue.mark(study.key if study else None)
        self.settling.take_desk(desk)

    def _open_waiting(self) -> None:
        """Once the queue is read for the first time: where nothing waits in the study that was open, the first in which something does."""
        entered, self._entered_with = self._entered_with, None
        still_there = entered == (self._session.key,) and self._session.opening is None
        desk = self.settling.desk
        if self.on and still_there and not (desk and desk.waiting):
            key = self.queue.next_waiting(None)
            if key is not None:
                self._session.open(key)

    def _next_study(self) -> None:
        key = self.queue.next_waiting(self._session.key)
        if key is None:
            self._session.message.emit(self.tr("Nothing waits in this dataset."))
        else:
            self._session.open(key)

    # what was decided

    def _tell(self) -> None:
        if self.settling.desk is not None:
            self.queue.update_study(self.settling.desk.consensus)
            self.notice.tell(self.settling.desk)

    def _focus_canvas(self) -> None:
        self._canvas.active_canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _canvas_asks(self, uids: tuple[str, ...]) -> None:
        target = self.settling.marks.target_of(uids)
        if self.on and target is not None:
            self.settling.select(target)
