"""How far the reader is: a line with a bar while reading, and a gentle summary at the end of the sitting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.sittings import (
    Entry,
    SittingError,
    StudyTime,
    Summary,
    study_times,
    summary,
    write_table,
)
from dspic_gui.qt import theme
from dspic_gui.qt.preferences import place_to_save
from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.worklist.rows import TO_READ, Status


class SittingProgress(QWidget):
    """Sealed and left in the dataset, and the pace of this sitting; no clock that urges."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.label = QLabel()
        theme.set_role(self.bar, "line")
        theme.set_role(self.label, "notice")
        box = QHBoxLayout(self)
        box.setContentsMargins(4, 0, 4, 0)
        box.addWidget(self.bar)
        box.addWidget(self.label)

    def show_counts(self, counts: Mapping[Status, int], sitting: Summary | None = None) -> None:
        """Show how many studies of each status there are, and this sitting's figures."""
        total, sealed = sum(counts.values()), counts.get(Status.SEALED, 0)
        left = sum(counts.get(status, 0) for status in TO_READ)
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(sealed)
        parts = [self.tr("{sealed} sealed").format(sealed=sealed), self.tr("{left} to read").format(left=left)]
        if counts.get(Status.SKIPPED):
            parts.append(self.tr("{count} skipped").format(count=counts[Status.SKIPPED]))
        if sitting and sitting.sealed:
            parts.append(self.tr("this sitting {count}").format(count=sitting.sealed))
        if sitting and sitting.median_seconds is not None:
            parts.append(self.tr("{time} a study").format(time=minutes(sitting.median_seconds)))
        self.label.setText(" · ".join(parts))


class SittingSummary(QDialog):
    """What was done in a sitting, study by study, with the table to take along."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None, names: Mapping[str, str] | None = None) -> None:
        """`names` are what the window calls studies, by their keys."""
        super().__init__(parent)
        self._entries, self._names = entries, names or {}
        self.setWindowTitle(self.tr("This sitting"))
        self.resize(620, 440)
        self.heading = QLabel(self._sentence(summary(entries)))
        self.heading.setWordWrap(True)
        theme.set_role(self.heading, "heading")
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setItemDelegate(WholeNumbers(self.table))
        self.table.setHeaderLabels([self.tr("Study"), self.tr("Time"), self.tr("Result"), self.tr("Reason")])
        self.table.addTopLevelItems([self._item(row) for row in study_times(entries)])
        for column, width in enumerate((170, 80, 110)):
            self.table.setColumnWidth(column, width)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export_button = buttons.addButton(self.tr("&Save as CSV …"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        if self.export_button is not None:
            self.export_button.clicked.connect(self._ask_where)
        box = QVBoxLayout(self)
        box.addWidget(self.heading)
        box.addWidget(self.table, 1)
        box.addWidget(buttons)

    def export(self, path: Path) -> bool:
        """Write the table; whether it is written. Why not stands above the table."""
        try:
            write_table(self._entries, path)
        except SittingError as problem:
            self.heading.setText(in_words(problem))
            return False
        return True

    def _sentence(self, figures: Summary) -> str:
        if not figures.sealed and not figures.skipped:
            return self.tr("Nothing was sealed in this sitting. Drafts are saved and wait for you.")
        parts = [self.tr("Sealed: {count}").format(count=figures.sealed)]
        if figures.skipped:
            parts.append(self.tr("skipped: {count}").format(count=figures.skipped))
        parts.append(self.tr("in {time}").format(time=minutes(figures.seconds)))
        if figures.median_seconds is not None:
            parts.append(self.tr("half of the studies within {time}").format(time=minutes(figures.median_seconds)))
        return self.tr("{done}. Everything is saved.").format(done=" · ".join(parts))

    def _item(self, row: StudyTime) -> QTreeWidgetItem:
        results = {"sealed": self.tr("sealed"), "skipped": self.tr("skipped"), "looked at": self.tr("looked at")}
        name = self._names.get(row.study, row.study)
        item = QTreeWidgetItem((name, minutes(row.seconds), results[row.result], row.reason or ""))
        item.setToolTip(0, row.study)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the sitting"), place_to_save("sitting.csv"), "CSV (*.csv)")
        if chosen:
            self.export(Path(chosen))


def minutes(seconds: float) -> str:
    """Seconds as h:mm:ss, or m:ss under an hour."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
