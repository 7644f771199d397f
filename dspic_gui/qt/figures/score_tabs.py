"""The tabs of the scores page: the table of the scores and, beside it, every figure, each with its way into a file."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from dspic_gui.qt.figure_saving import FigureTable, save_tables
from dspic_gui.qt.figures.case_figures import NumberOf, no_number
from dspic_gui.qt.figures.figure_view import FigureView, save_figure
from dspic_gui.qt.figures.measured import Measured, header, saved_rows, table_rows, titled_figures
from dspic_gui.qt.lifetime import leave


class ScoreTabs(QTabWidget):
    """Empty until something measured is shown; `number_of` names studies. What saves raises SavingError."""

    def __init__(self, number_of: NumberOf = no_number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number_of = number_of
        self.table = FigureTable(self.tr("Scores"))
        self.figures: list[FigureView] = []
        self.setDocumentMode(True)
        self.addTab(self.table, self.tr("Scores"))

    def show_measured(self, measured: Measured, level: str) -> None:
        """Fill the table and draw the figures, counting the "view" or the "study"; the tab in front stays in front."""
        at = self.currentIndex()
        self.table.show_rows(header(), table_rows(measured.scores, level))
        self._drop_figures()
        for title, figure in titled_figures(measured, level, self._number_of):
            self.figures.append(FigureView(figure, title=title))
            self.addTab(_scrolled(self.figures[-1]), title)
        self.setCurrentIndex(min(max(at, 0), self.count() - 1))

    def empty(self) -> None:
        """Show nothing."""
        self.table.show_rows(header(), [])
        self._drop_figures()

    @property
    def shown(self) -> FigureView | None:
        """The figure in front, None where the table is."""
        at = self.currentIndex() - 1
        return self.figures[at] if 0 <= at < len(self.figures) else None

    def save_shown(self, path: Path) -> None:
        """Save the figure in front, as the name's ending says."""
        if self.shown is not None:
            save_figure(self.shown.figure, path)

    def save_all(self, folder: Path) -> None:
        """Save every figure as PNG and PDF."""
        for view in self.figures:
            for kind in (".png", ".pdf"):
                save_figure(view.figure, folder / f"{view.figure.name}{kind}")

    def save_table(self, measured: Measured, path: Path) -> None:
        """Save the scores of views and of studies as CSV, with what they were measured on."""
        save_tables([saved_rows(measured.scores)], path)

    def _drop_figures(self) -> None:
        self.figures = []
        while self.count() > 1:
            page = self.widget(1)
            self.removeTab(1)
            if page is not None:
                leave(page)


def _scrolled(view: FigureView) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(view)
    area.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return area
