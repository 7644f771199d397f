"""How far each reader is, for the study lead: counts and times, and nothing of what anybody said."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.progress import ReaderProgress, reader_progress
from dspic_gui.qt.background import Background
from dspic_gui.qt.figure_saving import FigureTable
from dspic_gui.qt.reading.sitting_progress import minutes
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.sentence import in_words

BESIDE = 40
"""What stands beside the columns, in screen pixels: margins and frame."""


class ProgressDialog(QDialog):
    """A row per planned reader."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Progress of the readers"))
        self._background = Background(self, "progress")
        self.state = QLabel(self.tr("Reading…"))
        self.state.setWordWrap(True)
        self.table = FigureTable(self.tr("Progress of the readers"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.state, self.table, buttons):
            layout.addWidget(widget)
        self.resize(720, 320)
        archive = own_archive(session)
        expected = (ArchiveError, AuditError, OSError)
        self._background.run("progress", lambda _: reader_progress(archive), self._show, self._failed, expected=expected)

    def _show(self, found: list[ReaderProgress]) -> None:
        titles = (
            self.tr("Reader"),
            self.tr("Sealed"),
            self.tr("To read"),
            self.tr("Skipped"),
            self.tr("Time in all"),
            self.tr("Half of the studies within"),
            self.tr("Last at work (UTC)"),
        )
        self.table.show_rows(titles, [self._row(one) for one in found])
        header = self.table.horizontalHeader()
        if header is not None:  # every column in sight, at any size of text
            self.resize(max(self.width(), header.length() + BESIDE), self.height())
        self.state.setText(self.tr("Counts and times only; what the readers said stays blind."))

    @staticmethod
    def _row(one: ReaderProgress) -> tuple[object, ...]:
        left = max(one.total - one.sealed - one.skipped, 0)
        median = "–" if one.median_seconds is None else minutes(one.median_seconds)
        last = (one.last_at or "–")[:16].replace("T", " ")
        return one.reader, one.sealed, left, one.skipped, minutes(one.seconds), median, last

    def done(self, result: int) -> None:
        """Closed: what is still under way is not waited for."""
        self._background.close()
        super().done(result)

    def _failed(self, problem: Exception) -> None:
        self.state.setText(in_words(problem))
