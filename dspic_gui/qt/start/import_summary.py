"""What became of each file of an import, and why."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
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

from dspic_gui.intake.importing import Outcome
from dspic_gui.qt import theme
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import reason_of


class ImportSummary(QWidget):
    """A count of each result, and a line per file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcomes: Sequence[Outcome] = ()
        self.heading = QLabel()
        self.only_problems = QCheckBox(self.tr("Show only what was &not taken"))
        self.save_button = QPushButton(self.tr("&Save this list …"))
        self.table = QTreeWidget()
        self.detail = QLabel()
        self._lay_out()
        self.only_problems.toggled.connect(self._fill)
        self.save_button.clicked.connect(self._ask_where)
        self.table.currentItemChanged.connect(self._show_detail)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what became of the files."""
        self._outcomes = outcomes
        self.heading.setText(self.sentence())
        bad = any(not outcome.taken for outcome in outcomes)
        self.only_problems.setVisible(bad)
        self.only_problems.setChecked(False)
        self._fill()

    def sentence(self) -> str:
        """The counts in a sentence."""
        counts = Counter(outcome.status for outcome in self._outcomes)
        studies = len({outcome.study for outcome in self._outcomes if outcome.status in ("new", "joined") and outcome.study})
        parts = [self.tr("Studies taken or completed: {count}").format(count=studies)] if studies else []
        for status, text in (
            ("there", self.tr("there already: {count}")),
            ("report", self.tr("reports: {count}")),
            ("skipped", self.tr("files skipped: {count}")),
            ("refused", self.tr("files refused: {count}")),
        ):
            if counts[status]:
                parts.append(text.format(count=counts[status]))
        return " · ".join(parts) if parts else self.tr("Nothing was found to import.")

    def save(self, path: Path) -> None:
        """Write the list as CSV: file, result, study, explanation. OSError where it cannot be written."""
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(("file", "result", "study", "explanation"))
            for outcome in self._outcomes:
                table.writerow((outcome.source, outcome.status, outcome.study or "", explanation(outcome)))

    def _lay_out(self) -> None:
        theme.set_role(self.heading, "heading")
        self.heading.setWordWrap(True)
        self.table.setHeaderLabels([self.tr("File"), self.tr("Result"), self.tr("Study"), self.tr("What and why")])
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
        for column, width in enumerate((220, 110, 150)):
            self.table.setColumnWidth(column, width)

        self.table.setCurrentItem(self.table.topLevelItem(0))

    def _show_detail(self, item: QTreeWidgetItem | None) -> None:
        self.detail.setText(f"{item.text(0)}: {item.text(3)}" if item is not None and item.text(3) else "")

    def _item(self, outcome: Outcome) -> QTreeWidgetItem:
        texts = (Path(outcome.source).name, self._result(outcome.status), outcome.study or "", explanation(outcome))
        item = QTreeWidgetItem(texts)
        item.setToolTip(0, outcome.source)
        item.setToolTip(3, texts[3])
        if not outcome.taken:
            colours = theme.current()
            item.setForeground(1, QColor(colours.error if outcome.status == "refused" else colours.warning))
        return item

    def _result(self, status: str) -> str:
        return {
            "new": self.tr("✓ new study"),
            "joined": self.tr("✓ joined a study"),
            "there": self.tr("= was there"),
            "report": self.tr("✓ report"),
            "skipped": self.tr("– skipped"),
            "refused": self.tr("✗ refused"),
        }.get(status, status)

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the list"), "import.csv", "CSV (*.csv)")
        if not chosen:
            return
        try:
            self.save(Path(chosen))
        except OSError as problem:
            self.heading.setText(
                self.tr("The list was not saved ({reason}). Choose another folder.").format(reason=in_words(reason_of(problem)))
            )


def explanation(outcome: Outcome) -> str:
    """Why a file was refused, or how each view was told and what else is to be known."""
    if outcome.error is not None:
        return in_words(outcome.error)
    views = [f"{projection}: {in_words(reason)}" for projection, reason in outcome.views.items()]
    return "; ".join([*views, *map(in_words, outcome.notes)])
