"""A reader's answer on the desk: what is shown, how much of it is on disk, and the way back and forth."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.history import History
from dspic_gui.dataset.mark_figures import MarkFigures
from dspic_gui.dataset.marks import Marks
from dspic_gui.dataset.undo_journal import JournalError, UndoJournal
from dspic_gui.durable import Busy, Conflict, NotSaved
from dspic_gui.marking.edits import with_writable_texts
from dspic_gui.reading import Reading
from dspic_gui.sentence import SaidError, Sentence, reason_of
from dspic_gui.study import Projection, View

LOG = logging.getLogger(__name__)


class ReadingDesk:
    """One reading that is being worked on. Every change is saved at once; what could not be saved stays, with the reason.

    Whatever goes wrong with a save, foreseen or not, leaves the reading NOT SAVED: nothing that was not written is shown as saved.
    `reading` is what is shown, `saved` whether the disk holds just that, `problem` the sentence why not, `conflict` the
    conflict where another program changed the file, `busy` whether another program only held the folder at that moment,
    `note` a sentence on something that is no danger to the reading.
    """

    def __init__(self, archive: Archive, reading: Reading, views: Mapping[Projection, View]) -> None:
        self.reading = reading
        self.saved = True
        self.problem: str | None = None
        self.conflict: Conflict | None = None
        self.busy = False
        self.note: str | None = None
        self._copied: Reading | None = None
        self._archive = archive
        self._figures = MarkFigures(views)
        self._on_disk = reading
        self._journal = UndoJournal(archive.folder, reading.reader, reading.study)
        self._history: History[Marks] = self._journal.restore(Marks.of(reading))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return self._history.peek_undo() is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return self._history.peek_redo() is not None

    @property
    def unsaved(self) -> frozenset[str]:
        """The names of the marks that the disk does not hold as they are shown."""
        if self.saved:
            return frozenset()
        kept = {lesion.uid: lesion for lesion in self._on_disk.lesions}
        return frozenset(lesion.uid for lesion in self.reading.lesions if kept.get(lesion.uid) != lesion)

    @property
    def copied(self) -> bool:
        """Whether a copy outside the dataset holds just what is shown."""
        return self._copied is self.reading

    def remember_copy(self) -> None:
        """What is shown now was written elsewhere."""
        self._copied = self.reading

    def commit(self, reading: Reading) -> None:
        """Save a finished gesture and make it a step."""
        reading, said = with_writable_texts(reading)
        self._put(reading)
        marks = Marks.of(reading)
        self._history.record(marks)
        self._keep(lambda: self._journal.record(marks))
        self.note = said or self.note

    def undo(self) -> None:
        """One step back, saved like any gesture; IndexError at the beginning."""
        marks = self._history.undo()
        self._put(marks.put_into(self.reading))
        self._keep(lambda: self._journal.undo(marks))

    def redo(self) -> None:
        """One step forward, saved like any gesture; IndexError at the end."""
        marks = self._history.redo()
        self._put(marks.put_into(self.reading))
        self._keep(lambda: self._journal.redo(marks))

    def retry(self) -> None:
        """Try again to save what is shown."""
        self._put(self.reading)

    def on_disk(self) -> Reading:
        """What the files hold now; later saves overwrite just that. ArchiveError or LabelError where it cannot be read."""
        found = self._archive.reading(self.reading.reader, self.reading.study)
        return found or Reading(self.reading.study, self.reading.reader)

    def take_over(self, reading: Reading) -> None:
        """Go on with `reading` after a conflict, when both versions were seen; what the files hold becomes a kept version."""
        self._on_disk = self.on_disk()
        self.saved = self._on_disk == reading
        self.commit(reading)

    def seal(self) -> None:
        """Make the reading final; SealRefused, ArchiveError or NotSaved leave it a draft."""
        self.reading = self._on_disk = self._archive.seal(self.reading, statistics=self._figures.of(self.reading.lesions))

    def reopen(self, reason: str) -> None:
        """Make a sealed reading a draft again; ArchiveError or NotSaved leave it sealed."""
        self.reading = self._on_disk = self._archive.reopen(self.reading.study, reason)

    def _put(self, reading: Reading) -> None:
        self.reading = reading
        if self.saved and reading == self._on_disk:
            return
        try:
            undone = reading == self._on_disk and self.conflict is None and self._archive.holds(reading)
            if not undone:  # Else the gesture that could not be saved was taken back, and the disk never changed.
                self._archive.save(reading, self._figures.of(reading.lesions))
        except Conflict as conflict:
            self.saved, self.problem, self.conflict, self.busy = False, conflict.sentence, conflict, False
        except Exception as problem:  # Whatever it is, this was not written.
            self.saved, self.problem, self.busy = False, _why_not_saved(problem), isinstance(problem, Busy)
        else:
            self._on_disk, self.saved, self.problem, self.conflict, self.busy = reading, True, None, None, False

    def _keep(self, write: Callable[[], None]) -> None:
        """Keep the steps of undo; while the reading itself is not saved, its own sentence is the one to read."""
        self.note = None
        try:
            write()
        except JournalError as problem:
            self.note = problem.sentence if self.saved else None
        except Exception as problem:
            LOG.error("the undo steps could not be kept: %s", type(problem).__name__)


def _why_not_saved(problem: Exception) -> Sentence:
    """The sentence on a save that failed. What nobody foresaw is named by its kind alone, for its text might name a patient."""
    if isinstance(problem, NotSaved):
        return problem.sentence
    if isinstance(problem, SaidError):
        text = "NOT SAVED: {problem} Save a copy elsewhere; then try again, or open the dataset again."
        return Sentence(text, problem=problem.sentence)
    if isinstance(problem, OSError):
        text = "NOT SAVED: the disk refuses ({reason}). Free it or reconnect it and try again, or save a copy elsewhere."
        return Sentence(text, reason=reason_of(problem))
    LOG.error("a save failed in a way that was not foreseen: %s", type(problem).__name__)
    text = "NOT SAVED: something went wrong that was not foreseen ({kind}). Save a copy elsewhere; then try again."
    return Sentence(text, kind=type(problem).__name__)
