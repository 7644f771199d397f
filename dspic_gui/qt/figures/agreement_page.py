"""The agreement page: kappas with intervals, the confusion between readers, and how lesions overlap; a cell opens its studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.disease import Disease
from dspic_gui.ground_truth.agreement import Figure as Measured
from dspic_gui.ground_truth.agreement import mean_pairwise_kappa
from dspic_gui.ground_truth.agreement_report import ABNORMAL, OVERALL, AgreementReport, Cell, agreement_report
from dspic_gui.ground_truth.consolidation import read_studies
from dspic_gui.ground_truth.intra_reader import intra_reader, twice_read
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.background import Job
from dspic_gui.qt.figure_saving import FigureTable, Row
from dspic_gui.qt.figures.confusion_tables import ConfusionTables, confusion_figure
from dspic_gui.qt.figures.figures import Figure
from dspic_gui.qt.figures.page import FigurePage
from dspic_gui.qt.figures.plots import new_plot, show_bars, show_histograms, show_intervals
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.figures import between_text, word_text
from dspic_gui.qt.words.sentence import in_words

_EXPECTED = (ArchiveError, AuditError, LabelError, OSError)


class AgreementPage(FigurePage):
    """Shows the agreement of the studies that this person may see; read anew each time the page is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self.headline.setText(self.tr("Agreement of the readers"))
        self.report: AgreementReport | None = None
        self.level, self.about = QComboBox(), QComboBox()
        self.figures = FigureTable(self.tr("Agreement figures"))
        self.lesions = FigureTable(self.tr("Agreement on lesions"))
        self.confusion = ConfusionTables()
        self.confusion.cell_chosen.connect(self.open_cell)
        self._kappas: Any = None
        self._dice: Any = None
        self._voices: Any = None
        self._fill()

    def _fill(self) -> None:
        for title, level in ((self.tr("Views"), "view"), (self.tr("Studies"), "study")):
            self.level.addItem(title, level)
        abouts = (
            (self.tr("All four answers"), OVERALL),
            (self.tr("Abnormal or not"), ABNORMAL),
            (self.tr("Metastasis"), Disease.METASTASIS.value),
            (self.tr("Arthritis"), Disease.ARTHRITIS.value),
        )
        for title, about in abouts:
            self.about.addItem(title, about)
        for box, name in ((self.level, self.tr("What is compared")), (self.about, self.tr("Which answers"))):
            box.setAccessibleName(name)
            box.currentIndexChanged.connect(self.draw)
            self.choices.addWidget(box)
        self._kappa_tab, self._lesion_tab = _side_by_side(self.figures), _side_by_side(self.lesions)
        area = self._confusion_tab = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.confusion)
        self.tabs.addTab(self._kappa_tab, self.tr("Kappa"))
        self.tabs.addTab(self._confusion_tab, self.tr("Confusion between readers"))
        self.tabs.addTab(self._lesion_tab, self.tr("Lesions"))
        self.tabs.currentChanged.connect(self._offer_choices)

    def _offer_choices(self) -> None:
        """Level and answers choose among the kappas; elsewhere they would do nothing."""
        here = self.tabs.currentWidget() is self._kappa_tab
        why = self.tr("This chooses among the kappas. The confusion is of views and all answers; marks are matched whatever the answer.")
        for box in (self.level, self.about):
            box.setEnabled(here)
            box.setToolTip("" if here else why)

    # reading

    def refresh(self) -> None:
        """Measure the agreement again."""
        archive = own_archive(self.session)

        def work(job: Job) -> AgreementReport:
            total = len(archive.counted_keys())
            studies = []
            for study in read_studies(archive):
                studies.append(study)
                job.report(len(studies), total)
            report = agreement_report(studies, archive.dataset.readers, archive.dataset.vote)
            own = intra_reader(twice_read(archive), archive.dataset.vote) if archive.reader is None else ()
            return replace(report, own=tuple(own))

        self.say(self.tr("Reading the sealed readings…"))
        self.background.run("agreement", work, self._take, self._failed, expected=_EXPECTED, progress=self._progress)

    def _failed(self, problem: Exception) -> None:
        self.say(in_words(problem))

    @property
    def busy(self) -> bool:
        """Whether the agreement is being measured."""
        return self.background.is_busy("agreement")

    def _progress(self, done: int, total: int) -> None:
        self.say(self.tr("{done} of {total} studies").format(done=done, total=total))

    def _take(self, report: AgreementReport) -> None:
        self.report = report
        parts = [self.tr("{count} studies, readers {names}.").format(count=report.studies, names=", ".join(report.readers))]
        if report.mean_kappa is not None:
            parts.append(self.tr("Mean pairwise kappa of views: {kappa:.2f}.").format(kappa=report.mean_kappa))
        if self.session.reader is not None:
            parts.append(self.tr("Only studies that all planned readers have sealed are counted."))
        if report.unblinded:
            text = self.tr("{count} readings were reopened after others could be seen; they are left out.")
            parts.append(text.format(count=len(report.unblinded)))
        if report.assisted:
            text = self.tr("{count} readings are assisted by a network; they are not counted here. Their own mean pairwise kappa: {kappa}.")
            kappa = mean_pairwise_kappa(report.of_assisted)
            parts.append(text.format(count=len(report.assisted), kappa="–" if kappa is None else f"{kappa:.2f}"))
        parts.append(self.tr("Intervals are 95 %, drawn by patient."))
        self.caption = " ".join(parts)
        self.say(self.caption)
        self.confusion.show_report(report)
        self.draw()
        self.offer_figure()

    # showing

    def build_plots(self, pyqtgraph: ModuleType) -> None:
        """Make the empty plots."""
        self._kappas = new_plot(pyqtgraph, self.tr("Agreement with 95 % interval"), self.tr("value"), "")
        self._dice = new_plot(pyqtgraph, self.tr("Dice of matched lesions"), self.tr("Dice coefficient"), self.tr("pairs of marks"))
        self._voices = new_plot(pyqtgraph, self.tr("Readers who marked a place"), self.tr("readers"), self.tr("places"))
        _add(self._kappa_tab, self._kappas)
        _add(self._lesion_tab, self._dice)
        _add(self._lesion_tab, self._voices)

    def plots(self) -> Sequence[Any]:
        """Kappas, and what is told of lesions."""
        return [plot for plot in (self._kappas, self._dice, self._voices) if plot is not None]

    def figure_shown(self) -> Figure | None:
        """The tables of confusion are drawn as matrices."""
        if self.report is not None and self.tabs.currentWidget() is self._confusion_tab:
            return confusion_figure(self.report, self.caption_of_tab())
        return super().figure_shown()

    def caption_of_tab(self) -> str:
        """With what is compared, where that is chosen."""
        told = super().caption_of_tab()
        if self.tabs.currentWidget() is not self._kappa_tab:
            return told
        return f"{self.level.currentText()}, {self.about.currentText()}. {told}"

    def draw(self) -> None:
        """Show the figures of the chosen level and answers, and those of lesions."""
        report = self.report
        if report is None:
            return
        chosen, measured = (self.level.currentData(), self.about.currentData()), (*report.figures, *report.own)
        shown = [figure for figure in measured if (figure.level, figure.about) == chosen]
        lesions = (*report.lesions.figures, *(figure for figure in report.own if figure.level == "lesion"))
        self.figures.show_rows(self._header(), [_row(figure) for figure in shown], between_text)
        self.lesions.show_rows(self._header(), [_row(figure) for figure in lesions], between_text)
        if self.pyqtgraph is None:
            return
        points = [(_named(figure), figure.value, figure.low, figure.high) for figure in shown if figure.value is not None]
        show_intervals(self.pyqtgraph, self._kappas, points)
        series = [(" – ".join(pair), values) for pair, values in report.lesions.dice.items()]
        show_histograms(self.pyqtgraph, self._dice, series, (0.0, 1.0), 20)
        voices = report.lesions.voices
        show_bars(self.pyqtgraph, self._voices, [str(count) for count in voices], [("", list(voices.values()))])

    def _header(self) -> tuple[str, ...]:
        return (self.tr("Figure"), self.tr("Between"), self.tr("Value"), self.tr("From"), self.tr("To"), self.tr("Rests on"))

    def tables(self) -> Sequence[Sequence[Row]]:
        """The figures that are shown, the lesions', and every confusion table."""
        return (self.figures.rows, self.lesions.rows, *self.confusion.table_rows())

    def open_cell(self, pair: tuple[str, str], cell: Cell) -> None:
        """List the studies behind a cell of a confusion table in the worklist."""
        views = self.report.confusion[pair].get(cell, ()) if self.report else ()
        if views:
            said = " / ".join(f"{name} {answer_text(answer) if answer else '–'}" for name, answer in zip(pair, cell, strict=True))
            self.session.studies_requested.emit(frozenset(key for key, _ in views), said)


def _named(figure: Measured) -> str:
    name = word_text(figure.name)
    return f"{name} {'–'.join(map(word_text, figure.readers))}" if len(figure.readers) == 2 else name


def _row(figure: Measured) -> Row:
    return figure.name, " – ".join(figure.readers), figure.value, figure.low, figure.high, figure.count


def _side_by_side(table: QWidget) -> QWidget:
    tab = QWidget()
    row = QHBoxLayout(tab)
    row.addWidget(table, 4)
    plots = QVBoxLayout()
    row.addLayout(plots, 4)
    return tab


def _add(tab: QWidget, plot: QWidget) -> None:
    row = tab.layout()
    entry = row.itemAt(1) if row is not None else None
    plots = entry.layout() if entry is not None else None
    assert plots is not None
    plots.addWidget(plot)
