"""How the readers of a course do: a learning curve for each, case by case, and a page that shows what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.exchange.course_page import course_page
from dspic_gui.ground_truth.course_scores import CaseScore, course_scores, has_sealed_all, learning_curve
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.design.design_page import Act, DesignPage
from dspic_gui.qt.exchange.work_dialog import PathField
from dspic_gui.qt.figure_saving import FigureTable
from dspic_gui.qt.figures.plots import SERIES, new_plot
from dspic_gui.qt.plotting import with_pyqtgraph
from dspic_gui.qt.words.sentence import in_words

Scores = dict[str, list[CaseScore]]
HEADROOM = 1.25
"""The legend stands above the curves."""
EXPECTED = (ArchiveError, AuditError, LabelError, OSError)


class LearnersPage(DesignPage):
    """Of a course that is open here; of any other dataset it says that there is none."""

    changes_dataset = False

    def fill(self) -> None:
        """The table, the curve, and where the page is to be written."""
        self.scores: Scores = {}
        self._shown = False
        self._background = Background(self, "learners")
        self.reader, self.at_end = QComboBox(), QCheckBox(self.tr("Only those who have sealed &every case"))
        self.table = FigureTable(self.tr("Cases of this reader"))
        folder = self.archive.folder
        self.target = PathField("new", folder.with_name(f"{folder.name}-learners.html"))
        self.pyqtgraph: ModuleType | None = None
        self.plot: Any = None
        self.form.addRow(self.tr("Who &learns"), self.reader)
        self.form.addRow("", self.at_end)
        self.form.addRow(self.tr("&Into the page (HTML)"), self.target)
        self.hint.setText(
            self.tr("Means over the last ten cases, in the order in which they were sealed. The page shows what was missed and drawn.")
        )
        self.room = QHBoxLayout()
        self.room.addWidget(self.table, 1)
        self.rest.addLayout(self.room, 1)
        self.reader.currentIndexChanged.connect(self._show)
        self.at_end.toggled.connect(self.refresh)
        with_pyqtgraph(self, self._plot_ready)

    @property
    def verb(self) -> str:
        """What the button says."""
        return self.tr("&Write the page")

    @property
    def possible(self) -> bool:
        """Where somebody has sealed a case."""
        return bool(self.scores)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Nothing is scored before somebody looks."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.refresh()

    def leave(self) -> None:
        """What is being scored is not waited for."""
        self._background.close()

    def refresh(self) -> None:
        """Score those who learn, beside the window."""
        if self._shown:
            self.state.setText(self.tr("Reading the sealed readings…"))
            work = partial(_scores, self.archive.folder, self.at_end.isChecked())
            self._background.run("scores", work, self._take, self._failed, expected=EXPECTED, owner=self)

    def _failed(self, problem: Exception) -> None:
        self.state.setText(in_words(problem))

    def _take(self, found: tuple[Scores, str]) -> None:
        self.scores, why = found
        self.reader.blockSignals(True)
        self.reader.clear()
        self.reader.addItems(list(self.scores))
        self.reader.blockSignals(False)
        self.state.setText("" if self.scores else self._nobody(why))
        self._show()
        self.changed.emit()

    def _nobody(self, why: str) -> str:
        if why == "no course":
            return self.tr("This dataset is no course: its studies have no truth to be scored by.")
        return self.tr("No reader has come so far yet.")

    def _show(self) -> None:
        cases = self.scores.get(self.reader.currentText(), [])
        titles = (self.tr("Case"), self.tr("Views right"), self.tr("Found"), self.tr("Missed"), self.tr("Drawn where nothing is"))
        self.table.show_rows(titles, [(case.number, f"{sum(view.right for view in case.views)}/{len(case.views)}", *case.lesions)
                                      for case in cases])  # fmt: skip
        self._draw(cases)

    def _plot_ready(self, pyqtgraph: ModuleType) -> None:
        self.pyqtgraph = pyqtgraph
        self.plot = new_plot(pyqtgraph, self.tr("Learning curve"), self.tr("case"), "")
        self.room.addWidget(self.plot, 1)
        self.plot.getPlotItem().legend.setColumnCount(3)
        self._draw(self.scores.get(self.reader.currentText(), []))

    def _draw(self, cases: Sequence[CaseScore]) -> None:
        if self.plot is None or self.pyqtgraph is None:
            return
        self.plot.clear()
        points = learning_curve(cases)
        highest = max([1.0, *(point.false_per_view for point in points)])
        self.plot.setYRange(0, HEADROOM * highest)
        lines = (
            (self.tr("views right"), "accuracy"),
            (self.tr("lesions found"), "sensitivity"),
            (self.tr("false marks a view"), "false_per_view"),
        )
        for (title, field), colour in zip(lines, SERIES, strict=False):
            known = [(point.number, getattr(point, field)) for point in points if getattr(point, field) is not None]
            pen = self.pyqtgraph.mkPen(colour, width=2)
            self.plot.plot([x for x, _ in known], [y for _, y in known], pen=pen, symbol="o", symbolSize=5, symbolBrush=colour, name=title)

    def prepare(self) -> Act:
        """Write the page."""
        folder, target, scores = self.archive.folder, self.target.path, dict(self.scores)
        told = self.tr("The page is written: {name}.")

        def act(_job: Job) -> str:
            if target is None:
                raise ArchiveError("The page needs a name. Nothing was written; choose where it is to lie.")
            durable.write_together([(target, course_page(Archive(folder), scores).encode())])
            return told.format(name=target.name)

        return act


def _scores(folder: Path, whole: bool, _job: Job) -> tuple[Scores, str]:
    """The sealed cases of each reader, with `whole` of those alone who have sealed all; and why there are none."""
    archive = Archive(folder)
    if not (archive.folder / TRUTH).is_dir():
        return {}, "no course"
    try:
        found = {reader: course_scores(archive, reader) for reader in archive.dataset.readers}
    except ArchiveError:
        return {}, "no course"
    return {name: cases for name, cases in found.items() if cases and (not whole or has_sealed_all(archive, name))}, "nobody"
