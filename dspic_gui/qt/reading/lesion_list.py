"""The list of lesions beside the canvas: select, sort, jump to, and edit in place."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QSortFilterProxyModel, Qt
from PyQt6.QtGui import QFontMetrics
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.code import describe_label
from dspic_gui.qt.reading.lesion_model import SORT_ROLE, UID_ROLE, LesionModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.words.sentence import in_words

_SAMPLES = ("9", "POST", "M sacroiliac joint R", "5", "999.9 cm²", "999.9", "9999", "99.99", "note", "")
"""What each column has room for, where its heading needs no more; the code takes what is left, the state what it says."""

CODE, CERTAINTY, AREA, MEAN, MAXIMUM, RATIO, TEXT, STATE = 2, 3, 4, 5, 6, 7, 8, 9
FOLDING = (TEXT, MEAN, MAXIMUM, AREA, RATIO, CERTAINTY)
"""Columns that step aside, in this order, where the code would have no room: the figures below the list say them too."""
MEASURED_ROWS = 100
"""So many rows, and those in sight, say how wide a column of figures must be; thousands would be measured after every gesture."""
PADDING = 11
"""What a cell has beside its text, in screen pixels."""


class LesionList(QWidget):
    """A table bound both ways to the session's selection."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = LesionModel(session, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(SORT_ROLE)
        self._sorted.setSourceModel(self.model)
        self.table = QTableView()
        self._set_up_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        viewport = self.table.viewport()
        assert viewport is not None
        viewport.installEventFilter(self)
        self._following = False
        self.model.modelReset.connect(self._show_selection)
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(self._share_width)
        session.selection_changed.connect(self._show_selection)
        selection = self.table.selectionModel()
        assert selection is not None
        selection.selectionChanged.connect(self._take_selection)
        self.table.doubleClicked.connect(self._jump)
        self.table.activated.connect(self._jump)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._sorted)
        set_role(table, "dense")
        table.setAccessibleName(self.tr("Lesions"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked)
        table.setItemDelegate(WholeNumbers(table))
        table.setItemDelegateForColumn(2, CodeDelegate(self._session, table))
        table.setItemDelegateForColumn(3, CertaintyDelegate(table))
        header, rows = table.horizontalHeader(), table.verticalHeader()
        assert header is not None and rows is not None
        rows.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(16)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.moveSection(STATE, 1)  # what is wrong with a mark is never out of sight
        self.size_columns()

    def size_columns(self) -> None:
        """Give each column room for its sample in the present text size."""
        metrics = QFontMetrics(self.font())
        header, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        assert header is not None and rows is not None
        rows.setDefaultSectionSize(metrics.height() + 8)
        for column, sample in enumerate(_SAMPLES):
            heading = metrics.horizontalAdvance(self.model.columns[column].heading)
            swatch = metrics.height() + 6 if column == CODE else 0
            self.table.setColumnWidth(column, max(metrics.horizontalAdvance(sample) + swatch, heading) + PADDING)
        self._least_code = self.table.columnWidth(CODE)
        self._share_width()

    def _share_width(self) -> None:
        """The state is there while any mark has one, as wide as it says; the code has what the other columns leave."""
        states = self.model.states()
        self.table.setColumnHidden(STATE, not states)
        if states:
            words = (*states, self.model.columns[STATE].heading)
            self.table.setColumnWidth(STATE, max(map(QFontMetrics(self.font()).horizontalAdvance, words)) + PADDING)
        viewport = self.table.viewport()
        assert viewport is not None
        for column in FOLDING:
            self.table.setColumnHidden(column, False)
            if column != TEXT:  # a figure has room however long it is, or its column steps aside
                least = self.table.sizeHintForColumn(column) + 1
                self.table.setColumnWidth(column, max(self.table.columnWidth(column), least))
        shown = [column for column in range(len(_SAMPLES)) if column != CODE and not self.table.isColumnHidden(column)]
        for column in FOLDING[self.model.has_texts :]:
            if viewport.width() - sum(map(self.table.columnWidth, shown)) < self._least_code:
                self.table.setColumnHidden(column, True)
                shown.remove(column)
        left = viewport.width() - sum(map(self.table.columnWidth, shown))
        self.table.setColumnWidth(CODE, max(left, self._least_code))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """The code follows the width of the list, also when that is shown for the first time."""
        if event is not None and event.type() == QEvent.Type.Resize:
            self._share_width()
        return False

    def changeEvent(self, event: QEvent | None) -> None:
        """A text of another size needs columns of another width."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange and hasattr(self, "table"):
            self.size_columns()

    def focus_list(self) -> None:
        """Let the keys act on the list, beginning with its first lesion."""
        if not self._session.selection and self._sorted.rowCount():
            self.table.setCurrentIndex(self._sorted.index(0, 0))
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_selection(self) -> None:
        """Select in the table what the session has selected."""
        rows = [self.model.row_of(uid) for uid in self._session.selection]
        chosen = QItemSelection()
        for row in rows:
            if row is not None:
                index = self._sorted.mapFromSource(self.model.index(row, 0))
                chosen.select(index, index)
        selection = self.table.selectionModel()
        assert selection is not None
        self._following = True
        flags = QItemSelectionModel.SelectionFlag
        selection.select(chosen, flags.ClearAndSelect | flags.Rows)
        self._following = False
        if rows and rows[-1] is not None:
            self.table.scrollTo(self._sorted.mapFromSource(self.model.index(rows[-1], 0)))

    def _take_selection(self) -> None:
        """Select in the session what the user selected in the table."""
        selection = self.table.selectionModel()
        if selection is not None and not self._following:
            self._session.select(*(str(index.data(UID_ROLE)) for index in selection.selectedRows()))

    def _jump(self, index: QModelIndex) -> None:
        self._session.look_at(str(index.data(UID_ROLE)))


class CodeDelegate(QStyledItemDelegate):
    """Edits a code by typing a part of its words."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def createEditor(self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """A box with every code of the book, found by any part of its words."""
        box = QComboBox(parent)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        book = self._session.archive.book
        for label in filter(book.makes_sense, book.labels()):
            box.addItem(in_words(describe_label(label, book)), label)
        completer = box.completer()
        assert completer is not None
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        return box

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Show the present code."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(SORT_ROLE)))

    def setModelData(self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex) -> None:
        """Take the chosen code; words that are no code change nothing."""
        assert isinstance(editor, QComboBox) and model is not None
        at = editor.findText(editor.currentText(), Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            model.setData(index, editor.itemData(at))


class CertaintyDelegate(QStyledItemDelegate):
    """Edits the certainty."""

    def createEditor(self, parent: QWidget | None, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """Not said, or 1 to 5."""
        box = QComboBox(parent)
        box.addItem("–", 0)
        for value in range(1, 6):
            box.addItem(str(value), value)
        return box

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """Show the present certainty."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(int(index.data(SORT_ROLE) or 0))

    def setModelData(self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex) -> None:
        """Take the chosen certainty."""
        assert isinstance(editor, QComboBox) and model is not None
        model.setData(index, editor.currentData())
