"""Measures the model in use on a dataset, off the GUI thread: opened where it is not open yet, with progress, stopped on demand."""

from __future__ import annotations

from typing import Any, Protocol

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.labels.text import LabelError
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import Model
from dspic_gui.model.network_engine import EngineError
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.lesion_evaluation import LesionEvaluation, evaluate_lesions
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.opinion.open_model import OpenLesionModel, OpenModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words

EXPECTED = (ArchiveError, EngineError, LabelError, NotSaved, OSError)
"""What measuring and reviewing may meet: each has a sentence."""

class Then(Protocol):
    """What is made of an evaluation: of views, of lesions where the network finds them, with odd views counted or not."""

    def __call__(self, archive: Archive, found: Evaluation, lesions: LesionEvaluation | None = None, keep_unlike: bool = False) -> Any:
        """On the worker thread."""


class Measurement(QObject):
    """Asks about every labelled view that this person may see. `archive`, `folder` and `card` are what it was done with.

    `finds_lesions` chooses the network that finds lesions, `keep_unlike` counts answers of views unlike what it learned.
    """

    progress = pyqtSignal(int, int)
    measured = pyqtSignal(object, str)  # what `then` made of the evaluation, and which studies were left out and why
    failed = pyqtSignal(str)
    model_changed = pyqtSignal()

    def __init__(self, session: Session, then: Then, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._then = session, then
        self._models = (OpenModel.of(session), OpenLesionModel.of(session))
        self.finds_lesions = self.keep_unlike = False
        self.archive = session.archive
        self.folder, self.card = self.model.folder, None if self.model.classifier is None else self.model.classifier.card
        self.done_with: tuple[object, ...] | None = None
        self._background = Background(self, "measure")
        self._labels: str | None = None
        for model in self._models:
            model.changed.connect(self._model_changed)
            model.changed.connect(self.model_changed)

    @property
    def model(self) -> OpenModel:
        """The model that is measured."""
        return self._models[self.finds_lesions]

    @property
    def may_choose(self) -> bool:
        """Whether there is a network that finds lesions."""
        return self._models[True].is_there()

    @property
    def busy(self) -> bool:
        """Whether the model is being opened for this, or measured."""
        return self._labels is not None or self._background.is_busy("measure")

    def fits(self, labels: str) -> bool:
        """Whether what was measured last is still what would be measured."""
        classifier = self.model.classifier
        return classifier is not None and self.done_with == self._marks(classifier, labels)

    def start(self, labels: str) -> None:
        """Measure against these labels, once the model is open."""
        self._labels = labels
        if self.model.classifier is None:
            self.model.try_again()
        else:
            self._run(self.model.classifier, labels)

    def cancel(self) -> None:
        """Stop; predictions that were made are kept."""
        self._labels = None
        self._background.cancel("measure")

    def _model_changed(self) -> None:
        if self._labels is None:
            return
        if self.model.classifier is not None:
            self._run(self.model.classifier, self._labels)
        elif self.model.problem:
            self._labels = None
            self.failed.emit(self.model.problem)

    def _run(self, classifier: Model, labels: str) -> None:
        self._labels = None
        try:
            archive = self.archive = self._session.archive.as_reader(self._session.reader)
        except EXPECTED as problem:
            self.failed.emit(in_words(problem))
            return
        self.done_with = self._marks(classifier, labels)
        self.folder, self.card = self.model.folder, classifier.card
        left_out: list[str] = []
        keep_unlike = self.keep_unlike

        def work(job: Job) -> Any:
            found = evaluate(
                archive,
                classifier,
                labels,
                problem=lambda key, sentence: left_out.append(f"{key}: {in_words(sentence)}"),
                progress=job.report,
                cancelled=lambda: job.cancelled,
                keep_unlike=keep_unlike,
            )
            lesions = None
            if isinstance(classifier, LesionClassifier):
                lesions = evaluate_lesions(archive, classifier, labels, progress=job.report, keep_unlike=keep_unlike)
            return self._then(archive, found, lesions, keep_unlike)

        def done(result: Any) -> None:
            self.measured.emit(result, "; ".join(left_out))
            self.model.predictions_made.emit()

        def failed(problem: Exception) -> None:
            self.failed.emit(in_words(problem))

        self._background.run("measure", work, done, failed, expected=EXPECTED, progress=self.progress.emit)

    def _marks(self, classifier: Model, labels: str) -> tuple[object, ...]:
        """What makes a measurement another one: the network, its threshold, what is taken as true, what is left out."""
        return classifier.identity, classifier.card.threshold, labels, self.keep_unlike
