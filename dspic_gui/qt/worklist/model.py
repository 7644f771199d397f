"""The rows of the worklist as Qt's table asks for them: read from the index page by page, as they become visible."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QColor

from dspic_gui.qt import theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.worklist.columns import COLUMNS, tip
from dspic_gui.worklist.filter import Column, Filter, Sort
from dspic_gui.worklist.rows import PAGE, Row, Status, Worklist, WorklistError

PAGES_KEPT = 12

Known = tuple[dict[Status, int], bool, tuple[bool, bool]]
"""How many studies there are of each status, whether any row shows what a network said, and what there is to hold against it."""

_ROOT = QModelIndex()
_COLOURS = {Status.DRAFT: "accent", Status.REOPENED: "accent", Status.SEALED: "dim", Status.SKIPPED: "warning", Status.DAMAGED: "error"}

_TEXT, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGNED, _COLOURED = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ForegroundRole)
_ROLES = frozenset((_TEXT, _TIP, _ALIGNED, _COLOURED))
"""What a cell is asked thousands of times for each keystroke in the filter, so nothing is looked up twice."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WorklistModel(QAbstractTableModel):
    """One reader's list, filtered and sorted on a thread of its own; until the new order is there, the old one is shown."""

    arranged = pyqtSignal()
    counts_changed = pyqtSignal()
    index_lost = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, "worklist")
        self._list: Worklist | None = None
        self._worker: Worklist | None = None
        self._ids: array[int] = array("q")
        self._found_at = 0
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._filter, self._sort = Filter(), Sort()
        self.counts: dict[Status, int] = dict.fromkeys(Status, 0)
        self.shows_predictions = False
        self.compares = False, False

    def open(self, folder: Path, reader: str | None) -> None:
        """Show this reader's list as far as the index knows it; WorklistError is a sentence."""
        self.close()
        self._list = Worklist(folder, reader)
        self._worker = Worklist(folder, reader)
        self.arrange()

    def close(self) -> None:
        """Show nothing."""
        for topic in ("arrange", "refresh"):
            self._background.cancel(topic)
        shown, worker, self._list, self._worker = self._list, self._worker, None, None
        if shown is not None:
            shown.close()
        if worker is not None:
            self._background.run(f"close {id(worker)}", lambda _: worker.close(), lambda _: None)
        self._show(array("q"))

    def shut_down(self) -> None:
        """Let go of the index and the thread, for good."""
        shown, worker, self._list, self._worker = self._list, self._worker, None, None
        if shown is not None:
            shown.close()
        self._background.close(worker.close if worker is not None else None)

    @property
    def busy(self) -> bool:
        """Whether a new order is being found."""
        return self._background.is_busy("arrange")

    @property
    def cache(self) -> Path | None:
        """The folder of the index that is open."""
        return self._list.path.parent if self._list else None

    @property
    def total(self) -> int:
        """How many studies there are, shown or not."""
        return sum(self.counts.values())

    def arrange(self, shown: Filter | None = None, sort: Sort | None = None) -> None:
        """Filter and sort anew; what is not given stays."""
        self._filter = self._filter if shown is None else shown
        self._sort = self._sort if sort is None else sort
        worker, chosen = self._worker, (self._filter, self._sort)
        if worker is None:
            return

        def find(job: Job) -> tuple[array[int], Known]:
            if worker.lost():
                worker.reopen()
            return worker.ids(*chosen), (worker.counts(), worker.shows_predictions(), worker.compares())

        self._background.run("arrange", find, self._take, self._fail, expected=(WorklistError, OSError))

    def refresh(self, key: str) -> None:
        """Bring one study's row up to date, where it stands."""
        worker = self._worker
        if worker is None:
            return

        def update(job: Job) -> tuple[Row | None, Known]:
            return worker.refresh_study(key), (worker.counts(), worker.shows_predictions(), worker.compares())

        self._background.run(f"refresh {key}", update, self._refreshed, self._fail, expected=(WorklistError, OSError))

    def keys(self, positions: Iterable[int] | None = None) -> list[str]:
        """The keys of the rows at these positions, by default of all that pass the filter."""
        wanted = self._ids if positions is None else [self._ids[at] for at in positions]
        if self._list is None:
            return []
        try:
            return self._list.keys(wanted)
        except WorklistError:
            self.index_lost.emit()
            return []

    def forget_pages(self) -> None:
        """Read the visible rows anew, because the index moves on."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    def row(self, position: int) -> Row | None:
        """The row shown at that position, None where its study is gone."""
        start = position - position % PAGE
        page = self._pages.get(start)
        if page is None:
            page = self._read(start)
            self._pages[start] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(start)
        return page[position - start] if position - start < len(page) else None

    def position(self, key: str) -> int | None:
        """Where a study is shown, None where it is filtered out."""
        number = self._list.id_of(key) if self._list else None
        if number is None:
            return None
        for at in (self._found_at, self._found_at + 1, self._found_at - 1):  # the reader goes on by one: no search among 100,000
            if 0 <= at < len(self._ids) and self._ids[at] == number:
                self._found_at = at
                return at
        try:
            self._found_at = self._ids.index(number)
        except ValueError:
            return None
        return self._found_at

    def number_of(self, key: str) -> int | None:
        """The number of a study in the order of reading, None where the index does not know it."""
        try:
            return self._list.number_of(key) if self._list else None
        except WorklistError:
            return None  # the index is damaged, which is told where its rows are read

    def first_of(self, status: Status) -> int | None:
        """Where the first study of this status is shown, None where none is."""
        try:
            number = self._list.first_of(status) if self._list else None
        except WorklistError:
            return None
        return None if number is None or number not in self._ids else self._ids.index(number)

    def next_waiting(self, position: int, backwards: bool = False, done: Collection[str] = ()) -> int | None:
        """The next position after this one whose study is still to be read, going round; None where all shown are done.

        `done` names studies whose row may still be on its way to the index.
        """
        if self._list is None or not self._ids:
            return None
        count, at = len(self._ids), max(position, 0) if backwards else position + 1
        before, after = self._ids[:at], self._ids[at:]
        found = self._list.first_waiting(before[::-1] + after[::-1] if backwards else after + before, done)
        if found is None:
            return None
        return (at - 1 - found if backwards else at + found) % count

    def _read(self, start: int) -> list[Row | None]:
        if self._list is None:
            return []
        try:
            return self._list.rows(self._ids[start : start + PAGE])
        except WorklistError:
            self.index_lost.emit()
            return []

    def _take(self, found: tuple[array[int], Known]) -> None:
        ids, known = found
        lost = self._list is not None and self._list.lost()
        if self._list is not None and lost:
            try:
                self._list.reopen()
            except WorklistError as problem:
                return self._fail(problem)
        self._show(ids)
        self._count(known)
        self.arranged.emit()
        if lost:
            self.index_lost.emit()

    def _show(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def _refreshed(self, found: tuple[Row | None, Known]) -> None:
        row, known = found
        position = self.position(row.key) if row else None
        if position is not None:
            self._pages.pop(position - position % PAGE, None)
            self.dataChanged.emit(self.index(position, 0), self.index(position, len(COLUMNS) - 1))
        self._count(known)

    def _count(self, known: Known) -> None:
        self.counts, self.shows_predictions, self.compares = known
        self.counts_changed.emit()

    def _fail(self, problem: Exception) -> None:
        self.failed.emit(in_words(problem))
        self.index_lost.emit()

    # Qt

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """The rows that pass the filter."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """The columns of the table in worklist_columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour, tool tip and alignment of a cell."""
        if role not in _ROLES:
            return None
        column = COLUMNS[index.column()]
        if role == _ALIGNED:
            return _RIGHT if column.numeric else _LEFT
        row = self.row(index.row())
        if row is None:
            return None
        if role == _TEXT:
            return column.text(row)
        if role == _TIP:
            return tip(row)
        colour = _COLOURS.get(row.status) if column.sorts is Column.STATUS or row.status is Status.SEALED else None
        return QColor(getattr(theme.current(), colour)) if colour else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title()
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """A click on a column's title."""
        if 0 <= column < len(COLUMNS):
            self.arrange(sort=Sort(COLUMNS[column].sorts, order == Qt.SortOrder.DescendingOrder))
