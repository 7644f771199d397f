"""Measures the model in use on a dataset, off the GUI thread: opened where it is not open yet, with progress, stopped on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.labels.text import LabelError
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.network_engine import EngineError
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.opinion.open_model import OpenModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words

EXPECTED = (ArchiveError, EngineError, LabelError, NotSaved, OSError)
"""What measuring and reviewing may meet: each has a sentence."""

Then = Callable[[Archive, Evaluation], Any]


class Measurement(QObject):
    """Asks about every labelled view that this person may see. `archive`, `folder` and `card` are what it was done with."""

    progress = pyqtSignal(int, int)
    measured = pyqtSignal(object, str)  # what `then` made of the evaluation, and which studies were left out and why
    failed = pyqtSignal(str)

    def __init__(self, session: Session, then: Then, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._then = session, then
        self.model = OpenModel.of(session)
        self.archive = session.archive
        self.folder, self.card = self.model.folder, None if self.model.classifier is None else self.model.classifier.card
        self.done_with: tuple[str, float, str] | None = None
        self._background = Background(self, "measure")
        self._labels: str | None = None
        self.model.changed.connect(self._model_changed)

    @property
    def busy(self) -> bool:
        """Whether the model is being opened for this, or measured."""
        return self._labels is not None or self._background.is_busy("measure")

    def fits(self, labels: str) -> bool:
        """Whether what was measured last is still what would be measured."""
        classifier = self.model.classifier
        return classifier is not None and self.done_with == _marks(classifier, labels)

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

    def _run(self, classifier: Classifier, labels: str) -> None:
        self._labels = None
        try:
            archive = self.archive = self._session.archive.as_reader(self._session.reader)
        except EXPECTED as problem:
            self.failed.emit(in_words(problem))
            return
        self.done_with = _marks(classifier, labels)
        self.folder, self.card = self.model.folder, classifier.card
        left_out: list[str] = []

        def work(job: Job) -> Any:
            found = evaluate(
                archive,
                classifier,
                labels,
                problem=lambda key, sentence: left_out.append(f"{key}: {in_words(sentence)}"),
                progress=job.report,
                cancelled=lambda: job.cancelled,
            )
            return self._then(archive, found)

        def done(result: Any) -> None:
            self.measured.emit(result, "; ".join(left_out))
            self.model.predictions_made.emit()

        def failed(problem: Exception) -> None:
            self.failed.emit(in_words(problem))

        self._background.run("measure", work, done, failed, expected=EXPECTED, progress=self.progress.emit)


def _marks(classifier: Classifier, labels: str) -> tuple[str, float, str]:
    """What makes a measurement another one: the network, its threshold, what is taken as true."""
    return classifier.identity, classifier.card.threshold, labels
