"""The page of the bone scan index: the trend of the open study's patient as a picture and a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from dspic_gui.burden.models import LesionModels
from dspic_gui.burden.sources import NETWORK
from dspic_gui.burden.table import csv_rows
from dspic_gui.burden.weights import load_weights, shipped_names
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.ground_truth.label_source import proposed_source
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.qt import copied, theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.burden.burden_table import BurdenTable
from dspic_gui.qt.burden.patient_burdens import PatientBurdens, patient_burdens
from dspic_gui.qt.burden.trend_figure import trend_figure
from dspic_gui.qt.figure_saving import Row, SavingError, ask_where, save_tables
from dspic_gui.qt.figures.figure_view import FigureView, figure_image, save_figure
from dspic_gui.qt.preferences import LESION_SETTING, Preferences
from dspic_gui.qt.session import EXPECTED, Session, own_archive
from dspic_gui.qt.words.burden import about_text, source_text
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.worklist.rows import WorklistError

WEIGHTS_SETTING = "burden/weights"
MOST_NAMED = 4
"""So many studies are named in the title of a picture; more are counted."""
_FAULTS = (ModelError, EngineError, WorklistError, *EXPECTED)


class BurdenPage(QWidget):
    """Computes when it is shown and when something is chosen. What a reader may not see yet stays out of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = Preferences(parent=self)
        self._background = Background(self, "burden")
        folder = self._preferences.lesion_model
        self._models = LesionModels(folder, apart=True)
        self.shown: PatientBurdens | None = None
        self.headline, self.state = QLabel(self.tr("Bone scan index")), QLabel()
        self.source, self.weights = QComboBox(), QComboBox()
        self.other_model = QPushButton(self.tr("Lesion m&odel…"))
        self.copy_button = QPushButton(self.tr("&Copy picture"))
        self.picture_button = QPushButton(self.tr("Save &picture…"))
        self.table_button = QPushButton(self.tr("Save &table…"))
        self.figure = FigureView(trend_figure((), "", ""))
        self.table = BurdenTable(self.tr("Index by bone and study"))
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        archive = self._session.archive
        own = [archive.reader] if archive.reader else []
        for name in dict.fromkeys((*own, CONSENSUS, NETWORK, TRUTH, *archive.dataset.readers)):
            if name != TRUTH or (archive.folder / TRUTH).is_dir():
                self.source.addItem(source_text(name, archive.reader), name)
        first = archive.reader or proposed_source(archive)
        self.source.setCurrentIndex(max(self.source.findData(first), 0))
        for name in shipped_names():
            self.weights.addItem(load_weights(name).title, name)
        kept = self._preferences.value(WEIGHTS_SETTING, shipped_names()[0])
        self.weights.setCurrentIndex(max(self.weights.findData(kept), 0))
        self.source.setAccessibleName(self.tr("Whose metastases"))
        self.weights.setAccessibleName(self.tr("Table of weights"))

    def _lay_out(self) -> None:
        theme.set_role(self.headline, "heading")
        theme.set_role(self.state, "dim")
        self.state.setWordWrap(True)
        top, below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.headline)
        top.addStretch(1)
        for widget in (self.source, self.weights, self.other_model):
            top.addWidget(widget)
        below.addWidget(self.state, 1)
        for button in (self.copy_button, self.picture_button, self.table_button):
            below.addWidget(button)
        halves = QSplitter()
        halves.addWidget(self.figure)
        halves.addWidget(self.table)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        halves.setSizes([700, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(halves, 1)

    def _connect(self) -> None:
        self.source.currentIndexChanged.connect(self.refresh)
        self.weights.currentIndexChanged.connect(self._weights_chosen)
        self.other_model.clicked.connect(self._choose_model)
        self.copy_button.clicked.connect(self.copy_picture)
        self.picture_button.clicked.connect(self._ask_picture)
        self.table_button.clicked.connect(self._ask_table)
        self.table.study_chosen.connect(self._session.open)

    # computing

    @property
    def busy(self) -> bool:
        """Whether the index is being computed."""
        return self._background.is_busy("burden")

    def refresh(self) -> None:
        """Compute the index of the open study's patient again."""
        key = self._session.key
        if key is None:
            self._show(None)
            self._say(self.tr("No study is open. Open one; its patient's trend is shown here."))
            return
        archive, models = own_archive(self._session), self._models
        labels, table = str(self.source.currentData()), load_weights(str(self.weights.currentData()))

        def work(job: Job) -> PatientBurdens:
            return patient_burdens(archive, key, labels, table, models, job)

        self._say(self.tr("The index is being computed…"))
        self._background.run("burden", work, self._take, self._failed, expected=_FAULTS, progress=self._progress)

    def _progress(self, done: int, total: int) -> None:
        self._say(self.tr("{done} of {total} studies").format(done=done, total=total))

    def _failed(self, problem: Exception) -> None:
        self._show(None)
        self._say(in_words(problem))

    def _take(self, found: PatientBurdens) -> None:
        self._show(found)
        one, several = self.tr("Patient {patient}, 1 study."), self.tr("Patient {patient}, {count} studies.")
        count = len(found.steps)
        parts = [(one if count == 1 else several).format(patient=found.patient, count=count)]
        if count > 1 and not any(step.study.index for step in found.steps) and not found.without:
            parts.append(self.tr("No metastases in any of them."))
        if found.without:
            one = self.tr("1 has no answer from this source that you may see yet.")
            text = one if found.without == 1 else self.tr("{count} have no answer from this source that you may see yet.")
            parts.append(text.format(count=found.without))
        self._say(" ".join([*parts, *found.problems]))

    def _show(self, found: PatientBurdens | None) -> None:
        self.shown = found
        for button in (self.copy_button, self.picture_button, self.table_button):
            button.setEnabled(found is not None)
        if found is None:
            self.figure.show_figure(trend_figure((), "", ""))
            self.table.show_steps(())
            return
        labels = source_text(found.labels, self._session.reader)
        title = self.tr("Bone scan index, {studies}, by {source}").format(studies=self._names(found), source=labels)
        patient = self.tr("Patient {patient}.").format(patient=found.patient)
        about = f"{patient} {about_text(found.table, found.labels, found.regions)}"
        self.figure.show_figure(trend_figure(found.steps, title, about))
        self.table.show_steps(found.steps)

    def _names(self, found: PatientBurdens) -> str:
        """The patient's studies as everybody calls them."""
        keys = [step.study.study.key for step in found.steps]
        names = [study_text(key, self._session.number_of(key)) for key in keys]
        return ", ".join(names) if len(names) <= MOST_NAMED else self.tr("{count} studies").format(count=len(names))

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)

    def _weights_chosen(self) -> None:
        self._preferences.set_value(WEIGHTS_SETTING, str(self.weights.currentData()))
        self.refresh()

    def _choose_model(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of a lesion model"))
        if chosen:
            self.use_model(Path(chosen))

    def use_model(self, folder: Path) -> None:
        """Take bones and lesions from the model in this folder from now on."""
        before, self._models = self._models, LesionModels(folder, apart=True)
        self._background.run("let go", lambda _: before.close(), self._model_left)
        self._preferences.set_value(LESION_SETTING, str(folder))
        self.refresh()

    def _model_left(self, _: None) -> None:
        """Nothing is left to be done."""

    # saving

    def copy_picture(self) -> None:
        """The picture of the trend to the clipboard, black on white."""
        copied.copy_picture(figure_image(self.figure.figure))
        self._say(self.tr("The picture is in the clipboard."))

    def save_picture_as(self, path: Path) -> None:
        """Save the picture of the trend as PNG, PDF or SVG."""
        try:
            save_figure(self.figure.figure, path)
        except SavingError as problem:
            self._say(in_words(problem))
        else:
            self._say(self.tr("Saved: {name}").format(name=path.name))

    def save_table_as(self, path: Path) -> None:
        """Save a row per study with a column per bone."""
        if self.shown is None:
            return
        rows: Sequence[Row] = csv_rows([step.study for step in self.shown.steps])
        about = [[about_text(self.shown.table, self.shown.labels, self.shown.regions)]]
        try:
            save_tables([rows, about], path)
        except SavingError as problem:
            self._say(in_words(problem))
        else:
            self._say(self.tr("Saved: {name}").format(name=path.name))

    def _ask_picture(self) -> None:
        kinds = self.tr("Pictures (*.png *.pdf *.svg)")
        path = ask_where(self, self.tr("Save picture"), "bone_scan_index.png", kinds)
        if path is not None:
            self.save_picture_as(path)

    def _ask_table(self) -> None:
        path = ask_where(self, self.tr("Save table"), "bone_scan_index.csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.save_table_as(path)

    def let_go(self) -> None:
        """The reader leaves: the networks' processes end."""
        self._background.close(self._models.close)
