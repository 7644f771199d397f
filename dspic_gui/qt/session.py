"""The state that all panels share: which study is open, the reader's answer, what is selected, how it looks, whether it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import Archive, ArchiveError, SealRefused
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.description import GUEST
from dspic_gui.dataset.seal_rules import SealWarning, unresolved
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.desk.study_shelf import ShelvedStudy, StudyShelf
from dspic_gui.durable import NotSaved
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.open_study import OpenStudy
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading
from dspic_gui.report import ReportError
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import Sentence

EXPECTED = (ArchiveError, AuditError, DecodeError, LabelError, ReportError, NotSaved, OSError)
"""What opening, sealing and reopening may meet: each has a sentence; anything else is a bug."""

READING = "reading"


@dataclass(frozen=True, eq=False)
class _Opened:
    pictures: ShelvedStudy
    desk: ReadingDesk | None
    notes: tuple[str, ...] = ()


class Session(OpenStudy):
    """One reader at work in one dataset. Panels show it and ask it; it alone calls the archive."""

    study_changed = pyqtSignal()
    reading_changed = pyqtSignal()
    saved_changed = pyqtSignal()
    mode_changed = pyqtSignal()
    opening_changed = pyqtSignal()
    opening_failed = pyqtSignal(str, str)
    reading_damaged = pyqtSignal(str, str)
    sealed = pyqtSignal(str)
    seal_refused = pyqtSignal(object)
    message = pyqtSignal(str)
    studies_added = pyqtSignal()

    def __init__(self, archive: Archive, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.archive = archive
        self.background = background
        self.shelf = StudyShelf(archive)
        self.notes: tuple[str, ...] = ()
        self.mode = READING
        self.opening: str | None = None
        self.agrees_to_leave: Callable[[], bool] = lambda: False
        self._given_up: Reading | None = None

    @property
    def reader(self) -> str | None:
        """Who reads; None is the study lead, who looks."""
        return self.archive.reader

    @property
    def editable(self) -> bool:
        """Whether the reading may be changed now."""
        reloading = self.opening is not None and self.opening == self.key
        return self.desk is not None and not self.desk.reading.sealed and self.mode == READING and not reloading

    def warnings(self) -> tuple[SealWarning, ...]:
        """What must be settled before the reading can be sealed."""
        if self.reading is None or self.study is None:
            return ()
        return unresolved(self.reading, self.archive.book, self.study.projections)

    # opening

    def open(self, key: str) -> None:
        """Show another study: all of it at once when it has arrived; where it cannot be had, the old one stays, with a message."""
        if not self.may_leave():
            return
        self.opening = key
        self.opening_changed.emit()
        self.background.cancel("prefetch")
        self.background.run("open", lambda _: self._load(key), self._swap_in, self._stay, expected=EXPECTED)

    def may_leave(self) -> bool:
        """Whether the open study may be left; says why not. What only a copy outside the dataset holds is asked about, once."""
        if self.saved or self._given_up is self.reading:
            return True
        if self.desk is None or not self.desk.copied:
            return self.require_saved()
        if self.agrees_to_leave():
            self._given_up = self.reading
        return self._given_up is self.reading

    def require_saved(self) -> bool:
        """Whether the dataset holds just what is shown; says so where it does not."""
        if not self.saved:
            self.message.emit(self.tr("This study is NOT SAVED yet. Try again, or save it elsewhere, before you leave it."))
        return self.saved

    def prefetch(self, keys: Iterable[str]) -> None:
        """Fetch studies that are probably opened next, in this order, while nothing else is to be done."""
        wanted = [key for key in keys if not self.shelf.holds(key)]

        def fetch(job: Job) -> None:
            for at, key in enumerate(wanted):
                job.report(at, len(wanted))
                self.shelf.take(key)

        if wanted:
            self.background.run("prefetch", fetch, lambda _: None, lambda _: None, expected=EXPECTED, owner=self)

    def reload(self) -> None:
        """Read the open study's files again, because another program may have changed them."""
        if self.key and self.may_leave():
            self.shelf.forget(self.key)
            self.open(self.key)

    def close_study(self) -> bool:
        """Show no study; False where the open one may not be left."""
        if not self.may_leave():
            return False
        self.background.cancel("open")
        self.background.cancel("prefetch")
        self.opening = None
        self._show(None, None, ())
        return True

    def _load(self, key: str) -> _Opened:
        pictures = self.shelf.take(key)
        if self.reader is None:
            return _Opened(pictures, None)
        found = self.archive.open_reading(self.reader, key)
        reading = found.reading if found else Reading(key, self.reader)
        notes = found.notes if found else ()
        if found and found.edited_elsewhere:
            text = "The labels of {views} were edited in another program. Check them; your next gesture saves them as yours."
            notes = (Sentence(text, views=", ".join(found.edited_elsewhere)), *notes)
        return _Opened(pictures, ReadingDesk(self.archive, reading, pictures.views), notes)

    def _swap_in(self, opened: _Opened) -> None:
        self.opening = None
        if not self.may_leave():
            self.opening_changed.emit()
            return
        self._show(opened.pictures, opened.desk, opened.notes)
        for note in opened.notes:
            self.message.emit(in_words(note))

    def _show(self, pictures: ShelvedStudy | None, desk: ReadingDesk | None, notes: tuple[str, ...]) -> None:
        if pictures is None or pictures.study.key != self.key:
            self.hidden = frozenset()
        self.pictures, self.desk, self.notes = pictures, desk, notes
        names = {lesion.uid for lesion in desk.reading.lesions} if desk else set()
        self.selection = tuple(uid for uid in self.selection if uid in names)
        self.study_changed.emit()
        self.opening_changed.emit()
        self.saved_changed.emit()

    def _stay(self, problem: Exception) -> None:
        key, self.opening = self.opening or "", None
        self.opening_changed.emit()
        self.opening_failed.emit(key, in_words(problem))
        self.message.emit(self.tr("Study {key} was not opened. {problem}").format(key=key, problem=in_words(problem)))
        if isinstance(problem, LabelError):
            self.reading_damaged.emit(key, in_words(problem))

    # changing the reading

    def commit(self, reading: Reading) -> None:
        """A finished gesture: saved, then a step of the history, then shown. Where saving fails it stays on screen, NOT SAVED."""
        if self.editable:
            self._change(lambda desk: desk.commit(reading))
        else:
            self.message.emit(self.why_not_editable())

    def edit(self, change: Callable[[Reading], Reading]) -> None:
        """Commit what `change` makes of the reading."""
        if self.reading is not None:
            self.commit(change(self.reading))

    def undo(self) -> None:
        """One step back, saved like any gesture."""
        if self.editable and self.desk and self.desk.can_undo:
            self._change(ReadingDesk.undo)

    def redo(self) -> None:
        """One step forward, saved like any gesture."""
        if self.editable and self.desk and self.desk.can_redo:
            self._change(ReadingDesk.redo)

    def say_normal(self) -> None:
        """Say that the study shows no lesion, or take it back; refused while a lesion is marked."""
        if self.reading is None:
            return
        if self.reading.diseases():
            self.message.emit(self.tr("Lesions are marked, so the study is not normal. Delete them first, or seal the reading as it is."))
        else:
            self.commit(replace(self.reading, says_normal=not self.reading.says_normal))

    def save_again(self) -> None:
        """Try again to save what is on screen, and say nothing but whether it is saved."""
        if not self.saved:
            self._change(ReadingDesk.retry)

    def retry_save(self) -> None:
        """Try again to save what is on screen."""
        if self.saved:
            self.message.emit(self.tr("Everything is saved as you draw."))
            return
        self._change(ReadingDesk.retry)
        self.message.emit(in_words(self.problem) if self.problem else self.tr("Saved."))

    def take_over(self, reading: Reading) -> None:
        """Go on with `reading`, chosen after a conflict or from the kept versions."""
        self._change(lambda desk: desk.take_over(reading))

    def _change(self, act: Callable[[ReadingDesk], None]) -> None:
        if self.desk is None:
            return
        before = (self.desk.saved, self.desk.problem)
        try:
            act(self.desk)
        except EXPECTED as problem:
            self.message.emit(in_words(problem))
        names = {lesion.uid for lesion in self.desk.reading.lesions}
        if not names.issuperset(self.selection):
            self.select(*(uid for uid in self.selection if uid in names))
        self.reading_changed.emit()
        if before != (self.desk.saved, self.desk.problem):
            self.saved_changed.emit()
        if self.desk.note:
            self.message.emit(in_words(self.desk.note))

    def why_not_editable(self) -> str:
        """A sentence that says why nothing can be changed now."""
        if self.reading is not None and self.reading.sealed:
            return self.tr("This reading is sealed. Reopen it with a reason to change it.")
        if self.opening is not None:
            return self.tr("The study is being opened. Try again in a moment.")
        if self.reader is None:
            return self.tr("You look on as the study lead. Sign in as a reader to mark lesions.")
        return self.tr("Nothing can be changed now.")

    # the seal

    def seal(self) -> bool:
        """Make the answer final; what is not settled is shown instead. Whether it is sealed now."""
        if not self.editable or self.desk is None:
            self.message.emit(self.why_not_editable())
        elif self.reader == GUEST:
            self.message.emit(self.tr("A guest's reading is kept, but it never votes and cannot be sealed."))
        elif self.require_saved():
            return self._seal(self.desk)
        return False

    def _seal(self, desk: ReadingDesk) -> bool:
        try:
            desk.seal()
        except SealRefused as refused:
            self.seal_refused.emit(refused.warnings)
            return False
        except EXPECTED as problem:
            self.message.emit(in_words(problem))
            return False
        self.reading_changed.emit()
        self.sealed.emit(desk.reading.study)
        return True

    def reopen(self, reason: str) -> None:
        """Make the sealed reading a draft again; the reason is recorded."""
        if self.reading is not None and self.reading.sealed:
            self._change(lambda desk: desk.reopen(reason))

    def set_mode(self, mode: str) -> None:
        """Change what is being done: reading, or another mode of the window."""
        if mode != self.mode and self.may_leave():
            self.mode = mode
            self.mode_changed.emit()


def own_archive(session: Session) -> Archive:
    """The session's dataset opened once more for the same person, for work that only reads, on this thread or another.

    The session's archive remembers which content of a reading it loaded, so that no other program's edit is overwritten
    unseen; a file that is read for the consensus must not count as seen there.
    """
    return session.archive.as_reader(session.reader)
