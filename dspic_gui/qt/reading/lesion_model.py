"""The lesions of the open reading as rows: number, view, code, certainty, figures on raw counts, text, marks of state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt6.QtGui import QColor

from dspic_gui.code import CodeBook, describe_label, short_code, split_label
from dspic_gui.counts.region import RegionStatistics, region_statistics
from dspic_gui.marking import edits
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import current
from dspic_gui.qt.words.measures import area_text, count_text, view_name
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import Projection

SORT_ROLE = Qt.ItemDataRole.UserRole
UID_ROLE = Qt.ItemDataRole.UserRole + 1


Figures = RegionStatistics | None
Shown = Callable[[Lesion, Figures], str]
Sorts = Callable[[Lesion, Figures], Any]


@dataclass(frozen=True)
class LesionColumn:
    """A column: its heading, the value that is shown, the value that sorts, and whether it can be edited."""

    heading: str
    shown: Shown
    sorts: Sorts
    editable: bool = False
    tip: str = ""


def _columns(book: CodeBook) -> tuple[LesionColumn, ...]:
    column = LesionColumn
    return (
        column(
            translate("LesionList", "#"),
            lambda mark, _: str(mark.group_id or ""),
            lambda mark, _: mark.group_id or 0,
            tip=translate("LesionList", "Marks of one number are one lesion, linked between the views"),
        ),
        column(translate("LesionList", "View"), lambda mark, _: view_name(mark.projection), lambda mark, _: mark.projection.value),
        column(
            translate("LesionList", "Code"), lambda mark, _: _short(mark.label, book), lambda mark, _: mark.label, True
        ),
        column(
            translate("LesionList", "Cert."),
            lambda mark, _: str(mark.certainty or "–"),
            lambda mark, _: mark.certainty or 0,
            True,
            translate("LesionList", "Certainty, 1 to 5"),
        ),
        column(translate("LesionList", "Area"), lambda _, found: _area(found), lambda _, found: found.pixels if found else 0),
        column(
            translate("LesionList", "Mean"), lambda _, found: count_text(found.mean) if found else "", lambda _, found: found and found.mean
        ),
        column(
            translate("LesionList", "Max"),
            lambda _, found: count_text(found.maximum) if found else "",
            lambda _, found: found and found.maximum,
        ),
        column(translate("LesionList", "Ratio"), lambda _, found: _ratio(found), lambda _, found: (found and found.ratio) or 0),
        column(translate("LesionList", "Text"), lambda mark, _: mark.description or "", lambda mark, _: mark.description or "", True),
    )


class LesionModel(QAbstractTableModel):
    """Rows in the order of drawing; figures are computed when they are first shown and kept until the outline changes."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lesions: tuple[Lesion, ...] = ()
        self._rows: dict[str, int] = {}
        self._unsaved: frozenset[str] = frozenset()
        self._figures: dict[tuple[Projection, Shape], RegionStatistics] = {}
        self._pictures: object = None
        self.columns = (*_columns(session.archive.book), LesionColumn(translate("LesionList", "State"), self._state, self._state))
        for signal in (session.study_changed, session.reading_changed, session.hidden_changed, session.saved_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take the session's marks over; rows that stay keep their place and selection."""
        session = self._session
        if session.pictures is not self._pictures:
            self._pictures, self._figures = session.pictures, {}
        self._unsaved = session.unsaved
        lesions = session.reading.lesions if session.reading else ()
        rows = {lesion.uid: row for row, lesion in enumerate(lesions)}
        if list(rows) != list(self._rows):
            self.beginResetModel()
            self._lesions, self._rows = lesions, rows
            self.endResetModel()
            return
        self._lesions = lesions
        if lesions:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lesions) - 1, len(self.columns) - 1))

    def lesion(self, row: int) -> Lesion:
        """The lesion in a row."""
        return self._lesions[row]

    def row_of(self, uid: str) -> int | None:
        """The row of a lesion."""
        return self._rows.get(uid)

    def figures(self, lesion: Lesion) -> Figures:
        """The figures of a mark on raw counts, None where its view is not there."""
        view = self._session.views.get(lesion.projection)
        if view is None:
            return None
        place = (lesion.projection, lesion.shape)
        if place not in self._figures:
            self._figures[place] = region_statistics(view, lesion.shape)
        return self._figures[place]

    def _state(self, lesion: Lesion, _: Figures) -> str:
        session = self._session
        words = [translate("LesionList", "NOT SAVED")] * (lesion.uid in self._unsaved)
        words += [translate("LesionList", "locked")] * lesion.locked
        words += [translate("LesionList", "hidden")] * (lesion.uid in session.hidden)
        words += [translate("LesionList", "unknown code")] * (not session.archive.book.knows(lesion.label))
        return ", ".join(words)

    @property
    def has_texts(self) -> bool:
        """Whether any mark has a text of its own."""
        return any(lesion.description for lesion in self._lesions)

    def states(self) -> set[str]:
        """What the marks' states say, where one has any."""
        hidden = self._session.hidden
        kinds = {(mark.uid in self._unsaved, mark.locked, mark.uid in hidden, mark.label): mark for mark in self._lesions}
        return {self._state(lesion, None) for lesion in kinds.values()} - {""}

    # Qt's own

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """The number of marks."""
        return 0 if parent.isValid() else len(self._lesions)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].tip or None
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Selectable; editable where the column and the reading are."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].editable and self._session.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is shown, sorted by or edited."""
        lesion, column = self._lesions[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 2:
            return in_words(describe_label(lesion.label, self._session.archive.book))
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.ToolTipRole:
            return column.shown(lesion, self.figures(lesion))
        if role == Qt.ItemDataRole.EditRole or role == SORT_ROLE:
            return column.sorts(lesion, self.figures(lesion))
        if role == UID_ROLE:
            return lesion.uid
        if role == Qt.ItemDataRole.ForegroundRole and lesion.uid in self._unsaved:
            return QColor(current().error)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 2:
            return self._colour(lesion)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in range(3, 8):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _colour(self, lesion: Lesion) -> QColor | None:
        finding = self._session.archive.book.finding_by_key.get(lesion.code.finding) if lesion.code else None
        return QColor(finding.colour) if finding else None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Edit in place: code, certainty or text; with several marks selected the code and certainty go to all of them."""
        if role != Qt.ItemDataRole.EditRole or not self._session.editable:
            return False
        uid = self._lesions[index.row()].uid
        uids = self._session.selection if uid in self._session.selection else (uid,)
        heading = index.column()
        if heading == 2:
            self._session.edit(lambda reading: edits.recode(reading, uids, str(value)))
        elif heading == 3:
            self._session.edit(lambda reading: edits.grade(reading, uids, int(value) or None))
        else:
            self._session.edit(lambda reading: edits.describe(reading, (uid,), str(value)))
        return True


def _area(figures: Figures) -> str:
    return area_text(figures.area_mm2, figures.pixels) if figures else ""


def _short(label: str, book: CodeBook) -> str:
    """A code as it fits into the list; the tool tip has the words."""
    code = split_label(label)
    known = code is not None and book.knows(label)
    return in_words(short_code(code, book)) if code is not None and known else in_words(describe_label(label, book))


def _ratio(figures: Figures) -> str:
    return "" if figures is None or figures.ratio is None else f"{figures.ratio:.2f}"
