"""The queue: the studies that wait for a person, or whatever the filter asks, read on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_queue import QueueFilter, QueueRow, queue_row, queue_rows
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt import theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.consensus.whole_rows import WholeRows, least_size
from dspic_gui.qt.words.answers import answer_letters, answer_text
from dspic_gui.qt.words.consensus import filter_text, reason_text, view_text
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words, listed

_KEY = Qt.ItemDataRole.UserRole
CHOOSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QueueTable(QTableWidget):
    """A table whose rows Space and Enter choose, as a click does; letters are keys of the mode, not a search."""

    keys_chosen = pyqtSignal(int, int)

    def event(self, event: QEvent | None) -> bool:
        """Take Space and Enter before the shortcuts of the mode do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in CHOOSING:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Choose the row, or move."""
        if event is not None and event.key() in CHOOSING and self.currentRow() >= 0:
            self.keys_chosen.emit(self.currentRow(), 0)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str | None) -> None:
        """Letters are keys of this mode."""

    def minimumSizeHint(self) -> QSize:
        """The study in question with all of its reasons, whatever else wants room."""
        return least_size(self, 2)


def unnumbered(_: str) -> int | None:
    """Nobody knows a study's number."""
    return None


class QueueView(QWidget):
    """A filter and a table of studies; choosing a row asks for the study."""

    study_chosen = pyqtSignal(str)
    message = pyqtSignal(str)
    rows_changed = pyqtSignal()
    was_read = pyqtSignal()

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._archive = archive
        self._background = Background(self, "consensus queue")
        self._rows: dict[str, QueueRow] = {}
        self._shown_key: str | None = None
        self.number_of: Callable[[str], int | None] = unnumbered
        self.filter = QComboBox()
        self.filter.setAccessibleName(self.tr("Which studies are shown"))
        for asked in QueueFilter:
            self.filter.addItem(filter_text(asked), asked)
        self.filter.currentIndexChanged.connect(self._fill)
        self.count = QLabel()
        theme.set_role(self.count, "dim")
        self.table = QueueTable(0, 3)
        self._set_up_table()
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table)

    def _set_up_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([self.tr("Study"), self.tr("Result"), self.tr("Why it waits")])
        table.setAccessibleName(self.tr("Queue of studies"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        header, rows = table.horizontalHeader(), table.verticalHeader()
        assert header is not None and rows is not None
        rows.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        table.setWordWrap(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._whole_rows = WholeRows(table)
        table.cellClicked.connect(self._clicked)
        table.keys_chosen.connect(self._clicked)

    @property
    def busy(self) -> bool:
        """Whether the queue is being read."""
        return self._background.is_busy("queue")

    @property
    def keys(self) -> list[str]:
        """The studies as they are listed."""
        return [str(self._item(row).data(_KEY)) for row in range(self.table.rowCount())]

    def read(self) -> None:
        """Read the whole dataset again."""
        archive = self._archive

        def work(job: Job) -> list[QueueRow]:
            return list(queue_rows(archive, job.report))

        self.count.setText(self.tr("reading…"))
        self._background.run("queue", work, self._take, self._failed, expected=(ArchiveError, LabelError, OSError), progress=self._progress)

    def update_study(self, consensus: Consensus) -> None:
        """Show what is settled in this study now."""
        if not self.busy:
            self._rows[consensus.study] = queue_row(self._archive, consensus)
            self._fill()

    def mark(self, key: str | None) -> None:
        """Select the study that is open."""
        self._shown_key = key
        self.table.clearSelection()
        if key in self.keys:
            self.table.selectRow(self.keys.index(key))
        self._whole_rows.fit_soon()

    def next_waiting(self, key: str | None) -> str | None:
        """The next study after this one in which something waits, round to the beginning; None where there is none."""
        keys = sorted(self._rows)
        later = [name for name in keys if key is None or name > key] + [name for name in keys if key is not None and name < key]
        return next((name for name in later if self._rows[name].reasons), None)

    def _progress(self, done: int, total: int) -> None:
        self.count.setText(self.tr("{done} of {total}").format(done=done, total=total))

    def _take(self, rows: list[QueueRow]) -> None:
        self._rows = {row.key: row for row in rows}
        self._fill()
        self.was_read.emit()

    def _failed(self, problem: Exception) -> None:
        self.count.setText("")
        self.message.emit(in_words(problem))

    def _fill(self) -> None:
        asked = QueueFilter(self.filter.currentData())
        rows = [row for _, row in sorted(self._rows.items()) if row.passes(asked)]
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            named = study_text(row.key, self.number_of(row.key)), row.key
            for column, (text, whole) in enumerate((named, _results(row), (_reasons(row), _reasons(row)))):
                cell = QTableWidgetItem(text)
                cell.setData(_KEY, row.key)
                cell.setToolTip(whole)
                self.table.setItem(at, column, cell)
        self.table.resizeRowsToContents()
        self.count.setText(self.tr("{shown} of {all}").format(shown=len(rows), all=len(self._rows)))
        self.mark(self._shown_key)
        self.rows_changed.emit()

    def _item(self, row: int) -> QTableWidgetItem:
        item = self.table.item(row, 0)
        assert item is not None
        return item

    def _clicked(self, row: int, _column: int) -> None:
        self.study_chosen.emit(str(self._item(row).data(_KEY)))


def _results(row: QueueRow) -> tuple[str, str]:
    """The results of the views in letters, and in words."""
    found = [(view, answer) for view, answer in row.results if view is not None]
    letters = " · ".join(f"{view_text(view)} {answer_letters(answer) if answer else '?'}" for view, answer in found)
    words = listed(f"{view_text(view)} {answer_text(answer)}" for view, answer in found)
    if row.model_differs and row.model:
        return f"{letters} ≠ {answer_letters(row.model)}", f"{words}; {answer_text(row.model)}"
    return letters, words


def _reasons(row: QueueRow) -> str:
    return listed(reason_text(reason) for reason in row.reasons)
