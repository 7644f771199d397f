"""The part of the session that opens a study: it is fetched in the background and shown at once, or the old one stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.desk.study_shelf import ShelvedStudy, StudyShelf, notes_on
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.study.reading_changes import EXPECTED, ReadingChanges
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence


@dataclass(frozen=True, eq=False)
class _Opened:
    pictures: ShelvedStudy
    desk: ReadingDesk | None
    notes: tuple[str, ...] = ()


class StudyOpening(ReadingChanges):
    """The open study is left only where everything is saved, or where the reader agreed to leave it."""

    study_changed = pyqtSignal()
    opening_changed = pyqtSignal()
    opening_failed = pyqtSignal(str, str)
    reading_damaged = pyqtSignal(str, str)

    def __init__(self, archive: Archive, background: Background, parent: QObject | None = None) -> None:
        super().__init__(archive, parent)
        self.background = background
        self.shelf = StudyShelf(archive)
        self.notes: tuple[str, ...] = ()
        self.agrees_to_leave: Callable[[], bool] = lambda: False
        self.work_in_hand: Callable[[], bool] = lambda: False
        self._given_up: Reading | None = None

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
        if self.work_in_hand():
            self.message.emit(self.tr("A mark is in progress. Finish it with Enter or give it up with Esc first."))
            return False
        if self.saved or self._given_up is self.reading:
            return True
        if self.desk is None or not self.desk.copied:
            return self.require_saved()
        if self.agrees_to_leave():
            self._given_up = self.reading
        return self._given_up is self.reading

    def must_stay(self) -> bool:
        """Whether leaving now, where nobody can be asked, would lose something; says what it is."""
        if self.work_in_hand():
            self.message.emit(self.tr("A mark is in progress. Finish it with Enter or give it up with Esc first."))
            return True
        return self._given_up is not self.reading and not self.require_saved()

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
        strange = notes_on(self.archive, pictures.study)
        if self.reader is None:
            return _Opened(pictures, None, strange)
        found = self.archive.open_reading(self.reader, key)
        reading = found.reading if found else Reading(key, self.reader)
        notes: tuple[str, ...] = (*strange, *found.notes) if found else strange
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
