"""The dataset page: the paper's figures - patients by sex and age, lesions by body part, maximum counts, classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from PyQt6.QtWidgets import QComboBox, QGridLayout, QPushButton, QWidget

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.dataset_statistics import UNKNOWN, YEARS, DatasetStatistics, dataset_statistics, tables
from dspic_gui.ground_truth.label_source import dataset_labels, default_source
from dspic_gui.labels.view_file import LabelError
from dspic_gui.qt.background import Job
from dspic_gui.qt.figure_saving import FigureTable, Row
from dspic_gui.qt.figures.page import FigurePage
from dspic_gui.qt.figures.plots import (
    NO_DISEASE,
    SERIES,
    new_plot,
    show_bars,
    show_histograms,
    show_lying_bars,
    show_words,
)
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.words.answers import answer_text, sex_word
from dspic_gui.qt.words.figures import word_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import plain
from dspic_gui.study import Projection
from dspic_gui.vote import ADJUDICATE

_EXPECTED = (ArchiveError, AuditError, DecodeError, LabelError, OSError)
_MOST_PARTS = 14
MEASURED_BY_ITSELF = 200
"""Up to so many studies the maximum counts are measured without being asked for."""

Maxima = list[tuple[str, Projection, float]]


class StatisticsPage(FigurePage):
    """Counts the dataset each time the page is shown; the maximum counts are measured once, of a large dataset when asked for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "", parent)
        self.headline.setText(self.tr("Dataset {name}").format(name=session.archive.dataset.name))
        self.found: DatasetStatistics | None = None
        self.maxima: Maxima = []
        self._asked_to_measure, self._counted_words = False, ""
        self.source = QComboBox()
        self.measure_button = QPushButton(self.tr("&Measure maximum counts"))
        self.lists = {name: FigureTable(title) for name, title in self._titles().items()}
        self._plots: dict[str, Any] = {}
        self._figure_tab = QWidget()
        QGridLayout(self._figure_tab)
        self._fill()

    def _fill(self) -> None:
        self.source.setAccessibleName(self.tr("Whose labels"))
        self.source.addItem(self.tr("Labels: consensus, or truth"), None)
        for name in (CONSENSUS, TRUTH, *self.session.archive.dataset.readers):
            self.source.addItem(word_text(name), name)
        self.source.currentIndexChanged.connect(self.refresh)
        self.measure_button.clicked.connect(self.measure)
        self.choices.addWidget(self.source)
        self.choices.addWidget(self.measure_button)
        self.tabs.addTab(self._figure_tab, self.tr("Figures"))
        for name, title in self._titles().items():
            self.tabs.addTab(self.lists[name], title)

    def _titles(self) -> dict[str, str]:
        return {
            "patients": self.tr("Patients"),
            "lesions": self.tr("Lesions"),
            "classes": self.tr("Classes"),
            "maxima": self.tr("Maximum counts"),
        }

    # counting

    def refresh(self) -> None:
        """Count the dataset again."""
        archive, source, maxima = own_archive(self.session), self.source.currentData(), self.maxima
        self.say(self.tr("Counting…"))
        self.background.run("count", lambda _: _counted(archive, source, maxima), self._take, self._failed, expected=_EXPECTED)

    def measure(self) -> None:
        """Measure the maximum count of every view."""
        archive = own_archive(self.session)

        def work(job: Job) -> Maxima:
            keys = archive.counted_keys()
            found: Maxima = []
            for done, key in enumerate(keys):
                job.report(done, len(keys))
                found += [(key, projection, float(view.counts.max())) for projection, view in archive.views(key).items()]
            return found

        self.measure_button.setEnabled(False)
        self._asked_to_measure = True
        self.background.run("measure", work, self._measured, self._not_measured, expected=_EXPECTED, progress=self._progress)

    @property
    def busy(self) -> bool:
        """Whether something is being counted or measured."""
        return self.background.is_busy("count") or self.background.is_busy("measure")

    def _progress(self, done: int, total: int) -> None:
        self.say(self.tr("Measuring {done} of {total} studies").format(done=done, total=total))

    def _measured(self, maxima: Maxima) -> None:
        self.measure_button.setEnabled(True)
        self.maxima = maxima
        self.refresh()

    def _failed(self, problem: Exception) -> None:
        self.measure_button.setEnabled(True)
        self.say(in_words(problem))

    def _not_measured(self, problem: Exception) -> None:
        """What was counted stays; a scan that cannot be read is named beside it."""
        self._failed(problem)
        self.say(f"{self._counted_words} {in_words(problem)}".strip())
        self.draw()

    def _take(self, counted: _Counted) -> None:
        found = self.found = counted.found
        people = ", ".join(f"{count} {word_text(sex)}" for sex, count in found.patients.items())
        parts = [
            self.tr("{studies} studies, {views} views, {patients} patients ({people}).").format(
                studies=found.studies, views=found.views, patients=sum(found.patients.values()), people=people
            )
        ]
        for disease in Disease:
            per_view = found.lesions_per_view(disease)
            if per_view is not None:
                text = self.tr("{count} lesions of {disease} in {views} views ({mean:.1f} a view).")
                parts.append(
                    text.format(
                        count=found.lesions[disease], disease=word_text(disease.value), views=found.views_with[disease], mean=per_view
                    )
                )
        self._counted_words = self.caption = " ".join([*parts, *self._about_labels(counted)])
        self.say(self._counted_words)
        if not self._asked_to_measure and 0 < found.studies <= MEASURED_BY_ITSELF:
            self.measure()
        self.draw()

    def _about_labels(self, counted: _Counted) -> list[str]:
        """Whose labels these are, what is left out, and that they are not up to date."""
        if counted.source is None:
            return [self.tr("There is no consensus and no truth yet, so no classes and lesions are counted.")]
        fallen_back = counted.source != CONSENSUS and self.source.currentData() is None
        words = self.tr("Labels: {source}, for there is no consensus yet.") if fallen_back else self.tr("Labels: {source}.")
        return [words.format(source=word_text(counted.source)), *([in_words(counted.notice)] if counted.notice else [])]

    # showing

    def build_plots(self, pyqtgraph: ModuleType) -> None:
        """Make the empty plots, two above three."""
        words = {
            "patients": (self.tr("Patients by sex and age"), self.tr("age"), self.tr("patients")),
            "classes": (self.tr("Classes"), "", self.tr("views and studies")),
            "metastasis": (self.tr("Bone metastasis by body part"), self.tr("lesions"), ""),
            "arthritis": (self.tr("Arthritis by body part"), self.tr("lesions"), ""),
            "maxima": (self.tr("Maximum counts per view"), self.tr("maximum counts"), self.tr("views")),
        }
        grid = self._figure_tab.layout()
        assert isinstance(grid, QGridLayout)
        for at, (name, texts) in enumerate(words.items()):
            self._plots[name] = new_plot(pyqtgraph, *texts)
            row, column, wide = (0, at * 3, 3) if at < 2 else (1, (at - 2) * 2, 2)
            grid.addWidget(self._plots[name], row, column, 1, wide)

    def plots(self) -> Sequence[Any]:
        """The five figures."""
        return list(self._plots.values())

    def draw(self) -> None:
        """Show the counts as tables and plots."""
        found = self.found
        if found is None:
            return
        for name, rows in tables(found).items():
            self.lists[name].show_rows([str(cell) for cell in rows[0]], rows[1:], self._cell_text)
        if self.pyqtgraph is None or not self._plots:
            return
        self._draw_people(self.pyqtgraph, found)
        names = [answer_text(answer) for answer in Answer] + [self.tr("open")]
        keys = [*(answer.value for answer in Answer), ADJUDICATE]
        series = [
            (self.tr("views"), [found.classes[key] for key in keys]),
            (self.tr("studies"), [found.studies_by_class[key] for key in keys]),
        ]
        show_bars(self.pyqtgraph, self._plots["classes"], names, series, NO_DISEASE)
        for at, disease in enumerate(Disease):
            rows_of = [row for row in found.parts if row.disease is disease][:_MOST_PARTS]
            parts = [_part_text(row.part, self.session.archive.book) for row in rows_of]
            show_lying_bars(self.pyqtgraph, self._plots[disease.value], parts, [row.lesions for row in rows_of], SERIES[4 - 3 * at])
        self._draw_maxima(self.pyqtgraph, found)

    def _draw_maxima(self, pyqtgraph: ModuleType, found: DatasetStatistics) -> None:
        """The histogram of what was measured; before that, words and no axis."""
        if not found.maxima:
            measuring = self.background.is_busy("measure")
            words = self.tr("The maximum counts are measured…") if measuring else self.tr("Press “Measure maximum counts”.")
            show_words(pyqtgraph, self._plots["maxima"], words)
            return
        maxima = [(view.value, [value for _, projection, value in found.maxima if projection is view]) for view in Projection]
        highest = max((value for _, values in maxima for value in values), default=1.0)
        show_histograms(pyqtgraph, self._plots["maxima"], maxima, (0.0, highest), 30, NO_DISEASE)

    def _cell_text(self, word: str) -> str:
        book = self.session.archive.book
        return in_words(plain(book.part_by_key[word].title.lower())) if word in book.part_by_key else word_text(word)

    def _draw_people(self, pyqtgraph: ModuleType, found: DatasetStatistics) -> None:
        groups = sorted({age for _, age in found.ages if age is not None})
        names = [f"{age}–{age + YEARS - 1}" for age in groups]
        unknown = any(age is None for _, age in found.ages)
        ages: list[int | None] = [*groups, *([None] if unknown else [])]
        sexes = sorted({sex for sex, _ in found.ages})
        named = {sex: sex_word(sex) or sex if sex != UNKNOWN else self.tr("unknown") for sex in sexes}
        series = [(named[sex], [found.ages.get((sex, age), 0) for age in ages]) for sex in sexes]
        show_bars(pyqtgraph, self._plots["patients"], names + ([self.tr("unknown")] if unknown else []), series, NO_DISEASE)

    def tables(self) -> Sequence[Sequence[Row]]:
        """Every table of the page."""
        return [table.rows for table in self.lists.values()]


@dataclass(frozen=True)
class _Counted:
    """What was counted, by whose labels (None: there are none), what was left out of those and what is amiss with them."""

    found: DatasetStatistics
    source: str | None = None
    notice: str | None = None


def _counted(archive: Archive, source: str | None, maxima: Maxima) -> _Counted:
    studies = [archive.study(key) for key in archive.counted_keys()]
    try:
        chosen = source or default_source(archive)
    except ArchiveError:
        return _Counted(dataset_statistics(studies, [], maxima))
    labels = dataset_labels(archive, chosen)
    return _Counted(dataset_statistics(studies, labels.views, maxima), chosen, labels.remarks)


def _part_text(part: str, book: CodeBook) -> str:
    return in_words(plain(book.part_by_key[part].title)) if part in book.part_by_key else part
