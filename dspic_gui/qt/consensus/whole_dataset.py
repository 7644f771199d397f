"""What the consensus mode does to the whole dataset: the vote, taking a run back, accept-all, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QMessageBox, QPushButton, QWidget

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth import unanimous
from dspic_gui.ground_truth.adjudication import AdjudicationError
from dspic_gui.ground_truth.adjudication_desk import why_not_settle
from dspic_gui.ground_truth.consensus_revision import Revision, RevisionError
from dspic_gui.ground_truth.consensus_run import LastRun, RunReport, last_run, run_vote, take_back_last_run
from dspic_gui.ground_truth.unanimous import Batch
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.consensus.long_work import LongWork, Progress
from dspic_gui.qt.consensus.run_summary import RunSummary
from dspic_gui.qt.lifetime import call_on, leave_when_closed
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.sentence import in_words

Result = TypeVar("Result")
_EXPECTED = (AdjudicationError, ArchiveError, AuditError, LabelError, NotSaved, OSError, RevisionError)


class WholeDataset(QObject):
    """Asks before it changes anything but the vote; `changed` says that queue and study are to be read again."""

    changed = pyqtSignal()

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._widget = session, widget
        self.work = LongWork(widget, "whole dataset")

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self.work.busy

    # the vote

    def consolidate(self) -> None:
        """Let readings and settlements vote, write a new revision, and say how the views stand."""
        stopped = self.tr("The vote was stopped. The consensus on disk is as it was before.")
        self._run(self.tr("The sealed readings vote…"), run_vote, self._voted, stopped)

    def _voted(self, report: RunReport) -> None:
        said = self.tr("Run {number}: {stand} views stand, {waiting} wait for a person, {provisional} are provisional.")
        self._session.message.emit(
            said.format(number=report.revision.number, stand=report.stand, waiting=report.waiting, provisional=report.provisional)
        )
        self.changed.emit()
        leave_when_closed(RunSummary(report, self._widget.window())).open()

    def take_back_run(self) -> None:
        """Ask, then make consensus/ what it was before the last run."""
        try:
            last = last_run(own_archive(self._session))
        except _EXPECTED as problem:
            self._say(in_words(problem))
            return
        if last is None:
            self._say(self.tr("There is no consensus to take back. Nothing was changed."))
        else:
            self._ask(self._run_back_question(last), self.tr("Take the run back"), self._take_run_back)

    def _run_back_question(self, last: LastRun) -> str:
        after = self.tr("run {number} of {at}").format(number=last.before.number, at=_day(last.before.at)) if last.before else ""
        shows = self.tr("The consensus is then that of {run} again.").format(run=after) if after else self.tr("There is no consensus then.")
        run = self.tr("Take back run {number} of {at}?").format(number=last.revision.number, at=_day(last.revision.at))
        kept = self.tr("The run is kept among the revisions. Readings and what was settled stay as they are.")
        return f"{run}\n\n{shows} {kept}"

    def _take_run_back(self) -> None:
        def work(archive: Archive, _progress: Progress) -> Revision | None:
            return take_back_last_run(archive)

        self._run(self.tr("The last run is taken back…"), work, self._run_is_back, "")

    def _run_is_back(self, before: Revision | None) -> None:
        back = self.tr("The last run is taken back. The consensus is that of run {number} again.")
        self._say(back.format(number=before.number) if before else self.tr("The only run is taken back. There is no consensus now."))
        self.changed.emit()

    # accept-all

    def accept_unanimous(self) -> None:
        """Count what is unanimous in the whole queue, ask, and accept it."""
        refused = why_not_settle(self._session.archive)
        if refused:
            self._say(in_words(refused))
            return
        self._run(self.tr("Unanimous lesions are counted…"), unanimous.waiting_unanimous, self._ask_to_accept, self._nothing_changed)

    def _ask_to_accept(self, found: Batch) -> None:
        if not found.lesions:
            self._say(self.tr("No unanimous lesion waits in this dataset."))
            return
        count = self.tr("Accept {lesions} lesions in {studies} studies that all readers marked with one code, with the voted outline?")
        rest = self.tr("Nothing else is touched: what the readers differ on goes on waiting. Your name stands in the record.")
        question = f"{count.format(lesions=found.lesions, studies=len(found.studies))}\n\n{rest}"
        self._ask(question, self.tr("Accept all"), lambda: self._accept(found))

    def _accept(self, found: Batch) -> None:
        def work(archive: Archive, progress: Progress) -> Batch:
            return unanimous.accept_unanimous(archive, found.studies, progress)

        stopped = self.tr("Stopped. What was accepted until then is saved and can be taken back.")
        self._run(self.tr("Unanimous lesions are accepted…"), work, self._accepted, stopped)

    def _accepted(self, batch: Batch) -> None:
        said = self.tr("{lesions} unanimous lesions in {studies} studies are accepted.")
        self._say(" ".join((said.format(lesions=batch.lesions, studies=len(batch.studies)), *batch.problems)))
        self.changed.emit()

    def take_back_unanimous(self) -> None:
        """Find this person's last accept-all, ask, and let its lesions wait again."""
        self._run(self.tr("The last accept-all is looked for…"), unanimous.last_accepted, self._ask_to_take_back, self._nothing_changed)

    def _ask_to_take_back(self, batch: Batch | None) -> None:
        if batch is None:
            self._say(self.tr("There is no accept-all of yours to take back."))
            return
        question = self.tr("Take back the accept-all of {at}? {lesions} lesions in {studies} studies wait again.")
        text = question.format(at=_day(batch.at), lesions=batch.lesions, studies=len(batch.studies))
        self._ask(text, self.tr("Take it back"), lambda: self._take_back(batch))

    def _take_back(self, batch: Batch) -> None:
        def work(archive: Archive, progress: Progress) -> Batch:
            return unanimous.take_back_accepted(archive, batch, progress)

        stopped = self.tr("Stopped. What was taken back until then waits again.")
        self._run(self.tr("The accept-all is taken back…"), work, self._taken_back, stopped)

    def _taken_back(self, batch: Batch) -> None:
        said = self.tr("{lesions} lesions in {studies} studies wait again.")
        self._say(" ".join((said.format(lesions=batch.lesions, studies=len(batch.studies)), *batch.problems)))
        self.changed.emit()

    # all of them

    @property
    def _nothing_changed(self) -> str:
        return self.tr("Stopped. Nothing was changed.")

    def _run(self, title: str, work: Callable[[Archive, Progress], Result], done: Callable[[Result], None], stopped: str) -> None:
        archive = own_archive(self._session)
        self.work.run(title, lambda progress: work(archive, progress), done, self._failed, _EXPECTED, stopped)

    def _failed(self, sentence: str) -> None:
        self._say(sentence)
        self.changed.emit()

    def _say(self, sentence: str) -> None:
        self._session.message.emit(sentence)
        box = QMessageBox(QMessageBox.Icon.Information, self.tr("Consensus"), sentence, parent=self._widget.window())
        leave_when_closed(box).open()

    def _ask(self, question: str, yes: str, act: Callable[[], None]) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Consensus"), question, parent=self._widget.window())
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        assert isinstance(accept, QPushButton) and cancel is not None
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.buttonClicked.connect(call_on(self, self._answered, accept, act, lives_with=box))
        leave_when_closed(box).open()

    def _answered(self, accept: QPushButton, act: Callable[[], None], button: object) -> None:
        if button is accept:
            act()


def _day(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"
