"""Classifies many studies on a thread of its own, with progress; what is done stays when it is stopped."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.opinion.second_opinion import classify_studies
from dspic_gui.prediction import StudyPrediction
from dspic_gui.qt.background import Background, Cancelled, Job
from dspic_gui.qt.opinion.open_model import OpenLesionModel, OpenModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words


class ManyStudies(QObject):
    """One run at a time. Studies whose own reading is not sealed are left out and counted."""

    progress = pyqtSignal(int, int)
    classified = pyqtSignal(str)
    finished = pyqtSignal(str)
    _one = pyqtSignal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._models = (OpenModel.of(session), OpenLesionModel.of(session))
        self._background = Background(self, "classify many")
        self._pending: tuple[str, ...] = ()
        self._done = 0
        self._total = 0
        self._one.connect(self.classified)
        for model in self._models:
            model.changed.connect(self._model_changed)

    @property
    def _wanted(self) -> list[OpenModel]:
        """The models of both kinds that are there; the first kind where none is, for its sentence."""
        return [one for one in self._models if one.classifier is not None or one.is_there()] or [self._models[0]]

    @property
    def running(self) -> bool:
        """Whether studies are being classified or wait for the model."""
        return bool(self._pending) or self._background.is_busy("many")

    def run(self, keys: Sequence[str]) -> None:
        """Classify these studies, once the model is open."""
        self._pending, self._done, self._total = tuple(keys), 0, len(keys)
        if not keys:
            self._end(self.tr("There is no study to classify."))
            return
        waiting = [model for model in self._wanted if model.classifier is None]
        if waiting:
            self.progress.emit(0, self._total)
            for model in waiting:
                model.try_again()
        else:
            self._start()

    def stop(self) -> None:
        """Stop after the study that is under way."""
        if self.running:
            self._background.cancel("many")
            self._end(self.tr("Stopped: {done} of {total} studies are classified.").format(done=self._done, total=self._total))

    def close(self) -> None:
        """Let go of the thread."""
        self._background.close()

    def _model_changed(self) -> None:
        wanted = self._wanted
        settled = all(one.classifier is not None or (one.problem and not one.opening) for one in wanted)
        if not self._pending or not settled:
            return
        if any(one.classifier is not None for one in wanted):
            self._start()
        else:
            self._end(wanted[0].problem or "")

    def _start(self) -> None:
        keys, self._pending = self._pending, ()
        networks = [one.classifier for one in self._wanted if one.classifier is not None]
        try:
            archive = self._session.archive.as_reader(self._session.reader)
        except (ArchiveError, OSError) as problem:
            self._end(in_words(problem))
            return

        def work(job: Job) -> tuple[int, int, str]:
            allowed = [key for key in keys if archive.may_see_predictions(key)]
            last = ""
            failed: set[str] = set()

            def each(key: str, said: StudyPrediction | None, sentence: str | None) -> None:
                nonlocal last
                if job.cancelled:
                    raise Cancelled
                if said is None:
                    failed.add(key)
                last = sentence or last
                self._one.emit(key)

            for done, key in enumerate(allowed, start=1):
                for network in networks:
                    classify_studies(archive, network, [key], each, cancelled=lambda: job.cancelled)
                job.report(done, len(allowed))
            return len(allowed) - len(failed), len(keys) - len(allowed), last

        self._background.run(
            "many", work, self._finish, lambda problem: self._end(in_words(problem)), expected=_EXPECTED, progress=self._tell
        )
        self.progress.emit(0, self._total)

    def _tell(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        if done < total:
            self.progress.emit(done, total)

    def _finish(self, found: tuple[int, int, str]) -> None:
        done, blind, problem = found
        sentences = [self.tr("{done} studies are classified.").format(done=done)]
        if blind:
            sentences.append(self.tr("{blind} are left out, for you have not sealed your own reading of them.").format(blind=blind))
        if problem:
            sentences.append(in_words(problem))
        self._end(" ".join(sentences))

    def _end(self, sentence: str) -> None:
        self._pending = ()
        self.progress.emit(self._total, self._total)
        self.finished.emit(sentence)


_EXPECTED = (ArchiveError, EngineError, OSError)
