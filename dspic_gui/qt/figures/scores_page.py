"""The scores page: what a model is worth on this dataset, as tables and as figures to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt6.QtGui import QHideEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.ground_truth.label_source import proposed_source
from dspic_gui.opinion.evaluation import Evaluation
from dspic_gui.opinion.lesion_evaluation import LesionEvaluation
from dspic_gui.opinion.model_scores import ModelScores, lesion_scores, model_scores
from dspic_gui.qt import theme
from dspic_gui.qt.figure_saving import SavingError, ask_where
from dspic_gui.qt.figures.measured import OF_STUDIES, Measured
from dspic_gui.qt.figures.network_choice import NetworkChoice
from dspic_gui.qt.figures.score_tabs import ScoreTabs
from dspic_gui.qt.opinion.measurement import Measurement
from dspic_gui.qt.opinion.open_model import OpenModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.opinion import model_text
from dspic_gui.qt.words.scores import counted_text
from dspic_gui.qt.words.sentence import in_words


class ScoresPage(QWidget):
    """Measures the model in use on the studies that this person may see, by itself whenever it shows nothing that fits what is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._measurement = Measurement(session, measured_scores, self)
        self.choice = NetworkChoice(self._measurement)
        self._measured: Measured | None = None
        self._stopped = self._by_itself = False
        self.headline, self.model, self.warning, self.state = QLabel(self.tr("Scores of the model")), QLabel(), QLabel(), QLabel()
        self.labels, self.level = QComboBox(), QComboBox()
        self.measure_button, self.stop = QPushButton(self.tr("&Measure")), QPushButton(self.tr("S&top"))
        self.other_model, self.picture_button = QPushButton(self.tr("Other m&odel…")), QPushButton(self.tr("Save &figure…"))
        self.all_button, self.table_button = QPushButton(self.tr("Save &all figures…")), QPushButton(self.tr("Save ta&ble…"))
        self.progress, self.tabs = QProgressBar(), ScoreTabs(self._number_of)
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        for title, value in ((self.tr("against the consensus"), CONSENSUS), (self.tr("against the truth"), TRUTH)):
            self.labels.addItem(title, value)
        for reader in self._session.archive.dataset.readers:
            self.labels.addItem(self.tr("against {reader}").format(reader=reader), reader)
        self.labels.setCurrentIndex(max(self.labels.findData(proposed_source(self._session.archive)), 0))
        for title, value in ((self.tr("Views"), "view"), (self.tr("Studies"), "study")):
            self.level.addItem(title, value)
        self.labels.setAccessibleName(self.tr("What is taken as true"))
        self.level.setAccessibleName(self.tr("What is counted"))
        for label, role in ((self.headline, "heading"), (self.model, "dim"), (self.warning, "warning"), (self.state, "dim")):
            theme.set_role(label, role)
        self.state.setWordWrap(True)
        theme.set_role(self.measure_button, "primary")
        theme.set_role(self.progress, "line")
        self.progress.setTextVisible(False)

    def _lay_out(self) -> None:
        top, second = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.headline)
        top.addWidget(self.model, 1)
        for button in (self.other_model, self.choice, self.labels, self.level, self.measure_button, self.stop):
            top.addWidget(button)
        second.addWidget(self.state, 1)
        for button in (self.picture_button, self.all_button, self.table_button):
            second.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.warning)
        layout.addLayout(second)
        layout.addWidget(self.progress)
        layout.addWidget(self.tabs, 1)
        self._show_running(False)

    def _connect(self) -> None:
        self.measure_button.clicked.connect(self.measure)
        self.stop.clicked.connect(self.cancel)
        self.other_model.clicked.connect(self._choose_model)
        self.picture_button.clicked.connect(self._ask_figure)
        self.all_button.clicked.connect(self._ask_folder)
        self.table_button.clicked.connect(self._ask_table)
        self.labels.currentIndexChanged.connect(self._labels_changed)
        self.level.currentIndexChanged.connect(self.show_scores)
        self.tabs.currentChanged.connect(self._show_buttons)
        self._measurement.model_changed.connect(self._model_changed)
        self.choice.changed.connect(self._choice_changed)
        self._measurement.progress.connect(self._tell)
        self._measurement.measured.connect(self._take)
        self._measurement.failed.connect(self._fail)

    def _number_of(self, key: str) -> int | None:
        return self._session.number_of(key)

    # measuring

    def refresh(self) -> None:
        """The page is shown: say which model is in use, and measure it unless that was done."""
        self._model.ask()
        self.choice.refresh()
        self._show_model()
        self._measure_by_itself()

    def _measure_by_itself(self) -> None:
        """Not while the page is away or no model can be opened, nor after somebody said stop."""
        there = self._model.classifier is not None or self._model.opening
        if self.isVisible() and there and self._measured is None and not (self.busy or self._stopped):
            self.measure()
            self._by_itself = True

    def hideEvent(self, event: QHideEvent | None) -> None:
        """What nobody asked for ends with the page; what was asked for goes on."""
        super().hideEvent(event)
        if self._by_itself and self.busy and not (event is not None and event.spontaneous()):
            self._measurement.cancel()
            self._show_running(False)

    @property
    def _model(self) -> OpenModel:
        return self._measurement.model

    @property
    def scores(self) -> ModelScores | None:
        """What was measured of the model that is in use, against the labels that are chosen."""
        return self._measured.scores if self._measured else None

    @property
    def busy(self) -> bool:
        """Whether the model is being measured."""
        return self._measurement.busy

    def measure(self) -> None:
        """Ask the model about every labelled view that this person may see, and draw the figures."""
        self._say(self.tr("The model is being opened…") if self._model.classifier is None else self.tr("The studies are classified…"))
        self._stopped = self._by_itself = False
        self._show_running(True)
        self._measurement.start(str(self.labels.currentData()))

    def _take(self, scores: ModelScores, left_out: str) -> None:
        card = self._measurement.card
        warning = (in_words(card.warning) if card else "") or research_only()
        self._measured = Measured(scores, self._measurement.folder, warning)
        self._show_running(False)
        notice = in_words(scores.evaluation.remarks or "")
        self._say(" ".join(filter(None, (counted_text(scores.evaluation), notice, left_out))))
        self.show_scores()

    def cancel(self) -> None:
        """Stop measuring, until it is asked for; what was classified stays kept."""
        self._stopped = True
        self._measurement.cancel()
        self._show_running(False)
        self._say(self.tr("Stopped. What was classified so far is kept."))

    def _tell(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        last = self.tr("Drawing the intervals from the patients…")
        self._say(self.tr("{done} of {total} studies").format(done=done, total=total) if done < total else last)

    def _fail(self, sentence: str) -> None:
        self._show_running(False)
        self._say(sentence, "error")

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.measure_button.setVisible(not running)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.picture_button.setEnabled(self.tabs.shown is not None)
        self.all_button.setEnabled(bool(self.tabs.figures))
        self.table_button.setEnabled(self.scores is not None)
        view = self.tabs.shown
        why = self.tr("This figure is of views; scores, ROC, classes, averages and matrices count studies too.")
        self.level.setToolTip("" if view is None or view.figure.name in OF_STUDIES else why)
        self.level.setEnabled(not self.level.toolTip())

    def _say(self, sentence: str, role: str = "dim") -> None:
        theme.set_role(self.state, role)
        self.state.setText(sentence)

    def _choice_changed(self) -> None:
        self._show_running(False)
        self._stopped = False
        self._model_changed()

    def _labels_changed(self) -> None:
        self._measurement.cancel()
        self._show_running(False)
        self._stopped = False
        self._clear_what_does_not_fit()
        self._measure_by_itself()

    def _clear_what_does_not_fit(self) -> None:
        """Nothing stays under a heading that it was not measured for."""
        if self._measured is None or self._measurement.fits(str(self.labels.currentData())):
            return
        self._measured = None
        self.tabs.empty()
        self._show_buttons()

    def _model_changed(self) -> None:
        self._show_model()
        self._clear_what_does_not_fit()
        if self._model.problem and not self.busy:
            self._say(self._model.problem, "error")
        else:
            self._measure_by_itself()

    def _show_model(self) -> None:
        classifier = self._model.classifier
        self.model.setText(model_text(classifier.card) if classifier else "")
        self.warning.setText((in_words(classifier.card.warning) if classifier else "") or research_only())

    def _choose_model(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a model folder"), str(self._model.folder))
        if folder:
            self._model.choose(Path(folder))

    # showing

    def show_scores(self) -> None:
        """Fill the table and draw the figures of what was measured."""
        if self._measured is not None:
            self.tabs.show_measured(self._measured, str(self.level.currentData()))
            self._show_buttons()

    # saving

    def save_shown(self, path: Path) -> None:
        """Save the figure that is shown, as the name's ending says."""
        if self.tabs.shown is not None:
            self._try(partial(self.tabs.save_shown, path), path.name)

    def save_all(self, folder: Path) -> None:
        """Save every figure as PNG and PDF."""
        self._try(partial(self.tabs.save_all, folder), folder.name)

    def save_table(self, path: Path) -> None:
        """Save the scores of views and of studies as CSV, with what they were measured on."""
        if self._measured is not None:
            self._try(partial(self.tabs.save_table, self._measured, path), path.name)

    def _try(self, save: Callable[[], None], name: str) -> None:
        try:
            save()
        except SavingError as problem:
            self._say(in_words(problem), "error")
        else:
            self._say(self.tr("Saved: {name}").format(name=name))

    def _ask_figure(self) -> None:
        name = f"{self.tabs.shown.figure.name}.png" if self.tabs.shown else "figure.png"
        path = ask_where(self, self.tr("Save figure"), name, self.tr("Figures (*.png *.pdf *.svg)"))
        if path is not None:
            self.save_shown(path)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save all figures in a folder"))
        if folder:
            self.save_all(Path(folder))

    def _ask_table(self) -> None:
        path = ask_where(self, self.tr("Save table"), "scores.csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.save_table(path)


def measured_scores(
    archive: Archive, found: Evaluation, lesions: LesionEvaluation | None = None, keep_unlike: bool = False
) -> ModelScores:
    """All that the page shows of an evaluation."""
    scores = model_scores(archive, found, keep_unlike=keep_unlike)
    return replace(scores, lesions=lesion_scores(lesions)) if lesions is not None else scores
