"""The worklist on screen: search, filter, sort, choose; shows the reader's own status and nobody else's."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PyQt6.QtCore import QByteArray, Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.worklist.filter_bar import WorklistFilterBar
from dspic_gui.qt.worklist.index_build import IndexBuild
from dspic_gui.qt.worklist.model import WorklistModel
from dspic_gui.qt.worklist.table import WorklistTable
from dspic_gui.worklist.filter import Filter
from dspic_gui.worklist.rows import Status, WorklistError

REDRAW_MS = 400
"""While the index is made the visible rows are read anew this often."""


class WorklistView(QWidget):
    """A reader's list (None: the study lead's) with its search line, its progress and its count."""

    study_chosen = pyqtSignal(str)
    progress = pyqtSignal(int, int)
    counts_changed = pyqtSignal()
    message = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = WorklistModel(self)
        self.filter_bar = WorklistFilterBar()
        self.table = WorklistTable()
        self.footer = QLabel()
        self.bar = QProgressBar()
        self.index = IndexBuild(self)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._folder: Path | None = None
        self._reader: str | None = None
        self._current: str | None = None
        self._place = -1
        self._mended = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.size_columns()
        self._show_predictions()
        theme.set_role(self.table, "dense")
        theme.set_role(self.footer, "notice")
        self.footer.setWordWrap(True)  # a long sentence must not widen the list until it has to step aside
        theme.set_role(self.bar, "line")
        self.bar.setTextVisible(False)
        self.bar.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 2)
        box.setSpacing(3)
        for widget, stretch in ((self.filter_bar, 0), (self.table, 1), (self.bar, 0), (self.footer, 0)):
            box.addWidget(widget, stretch)

    def _connect(self) -> None:
        self.filter_bar.filter_changed.connect(self._filter)
        self.filter_bar.left.connect(self.left)
        self.table.chosen.connect(self._choose)
        self.model.arranged.connect(self._arranged)
        self.model.counts_changed.connect(self._say_counts)
        self.model.counts_changed.connect(self._show_predictions)
        self.model.counts_changed.connect(self.counts_changed)
        self.model.index_lost.connect(self._mend)
        self.model.failed.connect(self.message)
        self.index.listed.connect(self.model.arrange)
        self.index.progress.connect(self._show_progress)
        self.index.finished.connect(self._finished)
        self.index.failed.connect(self.message)
        self._redraw.timeout.connect(self._show_news)

    # what the window asks

    def open(self, folder: Path, reader: str | None) -> None:
        """Show the list of this dataset as this reader sees it; a message says where that cannot be."""
        self.close_list()
        self._folder, self._reader = folder, reader
        try:
            self.model.open(folder, reader)
        except WorklistError as problem:
            self.message.emit(in_words(problem))
            return
        self.refresh_all()

    def close_list(self) -> None:
        """Show nothing and let go of the index."""
        self.index.stop()
        self.bar.hide()
        self.model.close()
        self._folder = self._current = None
        self._place = -1
        self.footer.clear()

    def shut_down(self) -> None:
        """The window closes for good."""
        self.index.shut_down()
        self.model.shut_down()

    def counts(self) -> dict[Status, int]:
        """How many studies there are of each status."""
        return self.model.counts

    @property
    def total(self) -> int:
        """How many studies the dataset has."""
        return self.model.total

    def select(self, key: str) -> None:
        """Mark the row of the open study; nothing is emitted."""
        self._current = key
        position = self.model.position(key)
        if position is None:
            self.table.clearSelection()
            return
        self._place = position
        self.table.mark(position)

    def number_of(self, key: str) -> int | None:
        """The number of a study in the order of reading, None while the list does not know it."""
        return self.model.number_of(key)

    def next_key(self, unread_only: bool = False, done: Collection[str] = ()) -> str | None:
        """The study after the open one as the list is shown; `unread_only` finds the next to be read, going round.

        `done` names studies that are read although their row may not show it yet.
        """
        return self._key_at(self.model.next_waiting(self._here(), done=done) if unread_only else self._here() + 1)

    def previous_key(self, unread_only: bool = False, done: Collection[str] = ()) -> str | None:
        """The study before the open one."""
        here = self._here()
        return self._key_at(self.model.next_waiting(here, backwards=True, done=done) if unread_only else here - 1)

    def shown_keys(self) -> list[str]:
        """All studies that pass the filter, in the order of the list."""
        return self.model.keys()

    def selected_keys(self) -> list[str]:
        """The studies whose rows are selected; several are with Shift or Ctrl."""
        chosen = self.table.selectionModel()
        return self.model.keys(sorted(index.row() for index in chosen.selectedRows())) if chosen else []

    def refresh(self, key: str) -> None:
        """A reading was saved, sealed, skipped or reopened."""
        self.model.refresh(key)

    def refresh_all(self) -> None:
        """Look at all files of the dataset again, in the background."""
        if self._folder is not None and self.model.cache is not None:
            self.index.start(self._folder, self._reader, self.model.cache)

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self.filter_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.search.selectAll()

    def columns(self) -> QByteArray:
        """Widths and order of the columns as the user left them."""
        titles = self.table.horizontalHeader()
        return titles.saveState() if titles is not None else QByteArray()

    def restore_columns(self, state: QByteArray) -> None:
        """Widths and order as they were; the rows stand in the order of reading again."""
        titles = self.table.horizontalHeader()
        if titles is not None and not state.isEmpty() and titles.restoreState(state):
            titles.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
            self.table.show_what_fits()

    # inside

    def _here(self) -> int:
        position = self.model.position(self._current) if self._current else None
        return self._place if position is None else position

    def _key_at(self, position: int | None) -> str | None:
        if position is None or not 0 <= position < self.model.rowCount():
            return None
        row = self.model.row(position)
        return row.key if row else None

    def _choose(self, position: int) -> None:
        key = self._key_at(position)
        if key is not None:
            self._current, self._place = key, position
            self.study_chosen.emit(key)

    def _filter(self) -> None:
        self.model.arrange(self.filter_bar.chosen())

    def _arranged(self) -> None:
        self._mended = self._mended and self.index.running
        position = self.model.position(self._current) if self._current else None
        if position is not None:
            self._place = position
            self.table.mark(position)
        self._say_counts()

    def _say_counts(self) -> None:
        total, shown = self.total, self.model.rowCount()
        numbers = {"total": self.locale().toString(total), "shown": self.locale().toString(shown)}
        if not total:
            self.footer.setText(self.tr("Listing the studies …") if self.index.running else self.tr("No studies yet: import scans."))
        elif shown == total:
            self.footer.setText(self.tr("1 study") if total == 1 else self.tr("{total} studies").format(**numbers))
        elif shown:
            self.footer.setText(self.tr("{shown} of {total} studies shown").format(**numbers))
        else:
            none = self.tr("No study passes the filter. Esc in the search line clears it.")
            self.footer.setText(" ".join(filter(None, (none, self.filter_bar.why_empty()))))

    def _show_predictions(self) -> None:
        self.table.show_predictions(self.model.shows_predictions)
        self.filter_bar.offer(*self.model.compares)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setToolTip(self.tr("Looking at the studies: {done} of {total}").format(done=done, total=total))
        self.bar.setVisible(done < total)
        self.progress.emit(done, total)
        if not self._redraw.isActive():
            self._redraw.start()

    def _show_news(self) -> None:
        plain = self.filter_bar.chosen() == Filter() and self.table.sorted_as_given()
        if plain and self.index.running:
            self.model.forget_pages()
        else:
            self.model.arrange()

    def _finished(self) -> None:
        self.bar.hide()
        self._redraw.stop()
        self.model.arrange()

    def _mend(self) -> None:
        """The index was deleted or damaged: make it again, but do not try for ever."""
        if not self._mended:
            self._mended = True
            self.refresh_all()
