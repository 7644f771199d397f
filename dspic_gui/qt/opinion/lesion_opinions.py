"""What the lesion network finds in the open study as it stands: asked off the GUI thread, after the own seal only."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.working_point import MeasuredCurves
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.opinion.lesion_opinion import LesionRow, StudyLesions, lesion_rows, study_lesions
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.opinion.open_model import OpenLesionModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words

EXPECTED = (ArchiveError, EngineError, NetworkInputError, OSError)
RATES = tuple(0.125 * 2 ** (step / 2) for step in range(13))
"""The slider's places: false marks per view, 0.125 to 8."""
FIRST = RATES.index(1.0)
LEVELS = tuple(round(0.05 * step, 2) for step in range(19, 0, -1))
"""The slider's places where nothing was measured: probabilities, high ones (few marks) first."""


class LesionOpinions(QObject):
    """Holds what is found in the open study, and from which probability on it counts."""

    changed = pyqtSignal()
    rows_changed = pyqtSignal()
    said = pyqtSignal(str)  # key of the study of which something was said

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model = OpenLesionModel.of(session)
        self.opinion: StudyLesions | None = None
        self.problem: str | None = None
        self.place: int | None = None
        self.rows: list[LesionRow] = []
        self._wanted = False
        self._asked: object = None
        self._background = Background(self, "lesions")
        session.study_changed.connect(self.follow)
        session.reading_changed.connect(self._reading_changed)
        self.model.changed.connect(self._model_changed)

    @property
    def curves(self) -> MeasuredCurves | None:
        """How many lesions the model finds at how many false marks, where that was measured."""
        return self.model.classifier.card.curves if self.model.classifier is not None else None

    @property
    def places(self) -> int:
        """How many places the slider has."""
        return len(RATES) if self.curves else len(LEVELS)

    @property
    def at(self) -> int:
        """The slider's place: the reader's, else one false mark per view, else one half."""
        if self.place is not None and self.place < self.places:
            return self.place
        return FIRST if self.curves else LEVELS.index(0.5)

    @property
    def levels(self) -> Mapping[Disease, float]:
        """The probability of each disease from which a lesion counts."""
        if self.curves is None:
            return dict.fromkeys(Disease, LEVELS[self.at])
        return {disease: self.curves.level(disease, RATES[self.at]) for disease in Disease}

    @property
    def waiting(self) -> bool:
        """Whether an answer is under way."""
        return self.model.opening or self._background.is_busy("lesions")

    def may_see(self) -> bool:
        """Whether this person may see what a network says of the open study."""
        key = self.session.key
        return key is not None and self.session.archive.may_see_predictions(key)

    def want(self, wanted: bool) -> None:
        """Whether anybody looks."""
        self._wanted = wanted
        if wanted:
            self.follow()

    def set_place(self, place: int) -> None:
        """Count lesions from another point of the curve on."""
        if place != self.at:
            self.place = place
            self._list()

    def follow(self) -> None:
        """Ask about the study that is open, unless that is done or may not be."""
        session, model = self.session, self.model.classifier
        if self._asked is not None and self._asked == (session.pictures, model) and self.may_see():
            return
        self._forget()
        if self._wanted and session.key is not None and self.may_see() and self.model.is_there():
            if model is None:
                self.model.ask()
            else:
                self._ask()
        self.changed.emit()

    def ask_again(self) -> None:
        """Ask anew about the open study."""
        self._forget()
        self.follow()

    def close(self) -> None:
        """Let go of the thread and of the network."""
        self._background.close()
        self.model.close()

    def _model_changed(self) -> None:
        self.place = None
        self.follow()

    def _reading_changed(self) -> None:
        if (self.opinion is None) == self.may_see():
            self.follow()
        elif self.opinion is not None:
            self._list()

    def _forget(self) -> None:
        self._background.cancel("lesions")
        self.opinion, self.problem, self._asked = None, None, None
        self.rows = []
        self.rows_changed.emit()

    def _ask(self) -> None:
        session, model = self.session, self.model.classifier
        key, views, archive = session.key, session.views, session.archive
        self._asked = (session.pictures, model)

        def work(job: Job) -> StudyLesions:
            return study_lesions(archive, model, key or "", views)

        self._background.run("lesions", work, self._take, self._fail, expected=EXPECTED)

    def _take(self, opinion: StudyLesions) -> None:
        if not self.may_see() or opinion.said.study != self.session.key:
            return
        self.opinion = opinion
        if opinion.problem:
            self.session.message.emit(in_words(opinion.problem))
        self._list()
        self.changed.emit()
        self.said.emit(opinion.said.study)

    def _fail(self, problem: Exception) -> None:
        self.problem = in_words(problem)
        self.changed.emit()

    def _list(self) -> None:
        if self.opinion is not None:
            reading = self.session.reading
            own = reading.lesions if reading else ()
            self.rows = lesion_rows(self.opinion, own, self.levels)
        self.rows_changed.emit()
