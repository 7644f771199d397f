"""What became of each file of an import, and why."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.csv_table import write_csv
from dspic_gui.intake.importing import Outcome
from dspic_gui.qt import theme
from dspic_gui.qt.preferences import place_to_save
from dspic_gui.qt.words.importing import counted, result_words
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.words.studies import StudyName
from dspic_gui.sentence import reason_of

STUDY, WHY = 2, 4
"""The columns of studies and of reasons."""


class ImportSummary(QWidget):
    """A count of each result, and a line per file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcomes: Sequence[Outcome] = ()
        self._names: Mapping[str, StudyName] = {}
        self._common = Path()
        self.heading = QLabel()
        self.only_problems = QCheckBox(self.tr("Show only what was &not taken"))
        self.save_button = QPushButton(self.tr("&Save this list …"))
        self.table = QTreeWidget()
        self.detail = QLabel()
        self._lay_out()
        self.only_problems.toggled.connect(self._fill)
        self.save_button.clicked.connect(self._ask_where)
        self.table.currentItemChanged.connect(self._show_detail)

    def show_outcomes(self, outcomes: Sequence[Outcome], names: Mapping[str, StudyName]) -> None:
        """Show what became of the files; `names` are those of the studies, by key."""
        self._outcomes, self._names = outcomes, names
        self._common = _common_folder([outcome.source for outcome in outcomes])
        self.heading.setText(self.sentence())
        bad = any(not outcome.taken for outcome in outcomes)
        self.only_problems.setVisible(bad)
        self.only_problems.setChecked(False)
        self._fill()

    def sentence(self) -> str:
        """The counts in a sentence."""
        return counted(self._outcomes)

    def save(self, path: Path) -> None:
        """Write the list as CSV: file, result, study with number, patient and date, explanation. OSError where it cannot be written."""
        rows = [
            (one.source, one.status, one.study or "", *self._columns(one), explanation(one)) for one in self._outcomes
        ]
        write_csv(path, [("file", "result", "study", "number", "patient", "date", "explanation"), *rows])

    def _columns(self, outcome: Outcome) -> tuple[str, str, str]:
        name = self._names.get(outcome.study or "")
        return (str(name.number), name.patient, name.date or "") if name else ("", "", "")

    def _lay_out(self) -> None:
        theme.set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        titles_of_columns = (self.tr("File"), self.tr("Result"), self.tr("Study"), self.tr("Views"), self.tr("What and why"))
        self.table.setHeaderLabels(titles_of_columns)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        titles = self.table.header()
        if titles is not None:
            titles.setStretchLastSection(True)
            titles.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        below = QHBoxLayout()
        below.addWidget(self.only_problems)
        below.addStretch(1)
        below.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.heading)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addLayout(below)

    def _fill(self) -> None:
        self.table.clear()
        wanted = [outcome for outcome in self._outcomes if not (self.only_problems.isChecked() and outcome.taken)]
        self.table.addTopLevelItems([self._item(outcome) for outcome in wanted])
        letter = self.table.fontMetrics().averageCharWidth()
        for column, most in enumerate((28, 16, 44, 14)):
            self.table.resizeColumnToContents(column)  # the reason has what the others leave
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), most * letter))
        self.table.setCurrentItem(self.table.topLevelItem(0))

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        self.detail.setText(f"{item.text(0)}: {item.text(WHY)}" if item is not None and item.text(WHY) else "")

    def _item(self, outcome: Outcome) -> QTreeWidgetItem:
        name = self._names.get(outcome.study or "")
        study = name.words if name else outcome.study or ""
        texts = (self._relative(outcome.source), result_words(outcome), study, self._views(outcome), explanation(outcome))
        item = QTreeWidgetItem(texts)
        item.setToolTip(STUDY, self._about(name))
        item.setToolTip(0, outcome.source)
        item.setToolTip(WHY, texts[WHY])
        if not outcome.taken:
            colours = theme.current()
            item.setForeground(1, QColor(colours.error if outcome.status == "refused" else colours.warning))
        return item

    def _about(self, name: StudyName | None) -> str:
        """The whole pseudonym and the key, under which the files of the dataset are found."""
        if name is None:
            return ""
        return self.tr("Patient {patient}, study {key}").format(patient=name.patient, key=name.key)

    def _relative(self, source: str) -> str:
        """The path below what all files of the import have in common, so that equal names can be told apart."""
        return str(Path(source).relative_to(self._common)) if Path(source).is_relative_to(self._common) else source

    def _views(self, outcome: Outcome) -> str:
        """The views of a file, with a question mark where one must be asked about."""
        return " ".join(f"{view}?" if view in outcome.asked else str(view) for view in outcome.views)

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the list"), place_to_save("import.csv"), "CSV (*.csv)")
        if not chosen:
            return
        try:
            self.save(Path(chosen))
        except OSError as problem:
            self.heading.setText(
                self.tr("The list was not saved ({reason}). Choose another folder.").format(reason=in_words(reason_of(problem)))
            )


def _common_folder(sources: Sequence[str]) -> Path:
    """The folder that holds all of them."""
    try:
        return Path(os.path.commonpath([str(Path(source).parent) for source in sources])) if sources else Path()
    except ValueError:  # two drives
        return Path()


def explanation(outcome: Outcome) -> str:
    """Why a file was refused, or how each view was told and what else is to be known."""
    if outcome.error is not None:
        return in_words(outcome.error)
    views = [f"{view_name(projection)}: {in_words(reason)}" for projection, reason in outcome.views.items()]
    return " ".join([*views, *map(in_words, outcome.notes)])
