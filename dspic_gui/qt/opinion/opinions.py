"""The second opinion on the open study as it stands: asked off the GUI thread, dropped when the study or the model is another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.class_maps import MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.overlay import ATTENTION_STYLE, CLASS_STYLE, OVERLAY_MAPS, Coloured, OverlayStyle, coloured_map
from dspic_gui.opinion.second_opinion import MapOnView, StudyOpinion, study_maps, study_opinion
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.opinion.open_model import OpenModel
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.study import Projection

EXPECTED = (ArchiveError, DecodeError, EngineError, NetworkInputError, OSError)
"""What asking the network may meet: each has a sentence."""
OPACITY_STEP = 0.1


class Standing(StrEnum):
    """Why there is an opinion to show, or none."""

    NO_STUDY = "no study"
    BLIND = "blind"
    NO_MODEL = "no model"
    WAITING = "waiting"
    FAILED = "failed"
    SAID = "said"


@dataclass(frozen=True)
class Overlay:
    """Which map is laid over the scan and how: the attention and the class maps each keep a style of their own.

    `chosen` says whether the reader chose the map; until then it is the model's best. `about` is the class of a class map;
    None: the disease that is most probable.
    """

    on: bool = False
    kind: MapKind = MapKind.ATTENTION
    about: Answer | None = None
    chosen: bool = False
    attention_style: OverlayStyle = ATTENTION_STYLE
    class_style: OverlayStyle = CLASS_STYLE

    @property
    def style(self) -> OverlayStyle:
        """How the present map is shown."""
        return self.attention_style if self.kind is MapKind.ATTENTION else self.class_style

    def styled(self, style: OverlayStyle) -> Overlay:
        """The present map shown in this way."""
        return replace(self, attention_style=style) if self.kind is MapKind.ATTENTION else replace(self, class_style=style)

    def of_kind(self, kind: MapKind) -> Overlay:
        """This map, as the reader's choice."""
        return replace(self, kind=kind, chosen=True)


class Opinions(QObject):
    """Holds what is said of the open study. Nothing is asked before `wanted` is set, and nothing before the own seal."""

    changed = pyqtSignal()
    said = pyqtSignal(str)  # key of the study of which something was said
    maps_changed = pyqtSignal()
    pictures_changed = pyqtSignal()
    overlay_changed = pyqtSignal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model = OpenModel.of(session)
        self.opinion: StudyOpinion | None = None
        self.maps: Mapping[Projection, MapOnView] = {}
        self.pictures: Mapping[Projection, Coloured] = {}
        self.overlay = Overlay()
        self.problem: str | None = None
        self._wanted = False
        self._asked: tuple[object, ...] | None = None
        self._background = Background(self, "classifier")
        self._model_changed()
        session.study_changed.connect(self.follow)
        session.reading_changed.connect(self._reading_changed)
        self.model.changed.connect(self._model_changed)
        self.model.changed.connect(self.follow)

    @property
    def standing(self) -> Standing:
        """Why there is an opinion to show, or none."""
        key = self.session.key
        if key is None:
            return Standing.NO_STUDY
        if not self.session.archive.may_see_predictions(key):
            return Standing.BLIND
        if self.model.classifier is None:
            return Standing.NO_MODEL if self.model.problem else Standing.WAITING
        if self.problem:
            return Standing.FAILED
        return Standing.SAID if self.opinion else Standing.WAITING

    @property
    def about(self) -> Answer:
        """The class that a class map speaks for."""
        if self.overlay.about is not None:
            return self.overlay.about
        said = self.opinion.said.overall if self.opinion else None
        return max(CLASSES[1:], key=lambda name: said.by_class[name]) if said else Answer.METASTATIC

    @property
    def own_lesions(self) -> tuple[Lesion, ...]:
        """The reader's own marks."""
        return self.session.reading.lesions if self.session.reading else ()

    def want(self, wanted: bool) -> None:
        """Whether anybody looks at the opinion: the panel is in sight, or the overlay is on."""
        self._wanted = wanted
        if wanted:
            self.follow()

    def set_overlay(self, overlay: Overlay) -> None:
        """Show another map, or the same in another way."""
        before, self.overlay = self.overlay, overlay
        if before == overlay:
            return
        another = (before.kind, before.about) != (overlay.kind, overlay.about)
        if another:  # no map stands under another's name while that one is computed
            self.maps, self.pictures = {}, {}
        self.overlay_changed.emit()
        if another:
            self.maps_changed.emit()
            self.pictures_changed.emit()
            self._draw_maps()
        elif replace(before.style, opacity=0) != replace(overlay.style, opacity=0):
            self._draw_pictures()
        else:
            self.pictures_changed.emit()

    def follow(self) -> None:
        """Ask about the study that is open, unless that is done or may not be."""
        session, classifier = self.session, self.model.classifier
        if self._asked is not None and self._asked == (session.pictures, classifier) and self._may_see():
            return
        self._forget()
        if self._wanted and session.key is not None and self._may_see():
            if classifier is None:
                self.model.ask()
            else:
                self._ask()
        self.changed.emit()

    def ask_again(self) -> None:
        """Ask the network anew about the open study."""
        self._forget()
        self.model.try_again() if self.model.problem and self.model.classifier is None else self.follow()

    def close(self) -> None:
        """Let go of the thread."""
        self._background.close()

    def _model_changed(self) -> None:
        """The map that explains best, unless the reader chose one that this model has too."""
        classifier, overlay = self.model.classifier, self.overlay
        if classifier is not None and not (overlay.chosen and overlay.kind in classifier.maps):
            self.set_overlay(replace(overlay, kind=best_map(classifier), chosen=False))

    def _may_see(self) -> bool:
        key = self.session.key
        return key is not None and self.session.archive.may_see_predictions(key)

    def _forget(self) -> None:
        for topic in ("opinion", "maps", "pictures"):
            self._background.cancel(topic)
        self.opinion, self.maps, self.pictures, self.problem, self._asked = None, {}, {}, None, None
        self.maps_changed.emit()
        self.pictures_changed.emit()

    def _ask(self) -> None:
        session, classifier = self.session, self.model.classifier
        key, views = session.key, session.views
        if key is None or classifier is None:
            return
        archive, self._asked = session.archive, (session.pictures, classifier)

        def work(job: Job) -> StudyOpinion:
            return study_opinion(archive, classifier, key, views)

        self._background.run("opinion", work, self._take, self._fail, expected=EXPECTED)

    def _take(self, opinion: StudyOpinion) -> None:
        if not self._may_see() or opinion.said.study != self.session.key:
            return
        self.opinion = opinion
        if opinion.problem:
            self.session.message.emit(in_words(opinion.problem))
        self.changed.emit()
        self.said.emit(opinion.said.study)
        self._draw_maps()

    def _fail(self, problem: Exception) -> None:
        self.problem = in_words(problem)
        self.changed.emit()

    def _reading_changed(self) -> None:
        if (self.opinion is None) == self._may_see():
            self.follow()
        elif self.opinion is not None:
            self._draw_maps()

    def _draw_maps(self) -> None:
        opinion, classifier = self.opinion, self.model.classifier
        if opinion is None or classifier is None:
            return
        kind, about, own = self.overlay.kind, self.about, self.own_lesions
        if kind not in classifier.maps:
            self.maps, self.pictures = {}, {}
            self.maps_changed.emit()
            self.pictures_changed.emit()
            return

        def done(maps: Mapping[Projection, MapOnView]) -> None:
            self.maps = maps
            self.maps_changed.emit()
            self._draw_pictures()

        work = partial(study_maps, classifier, opinion, kind, about, own)
        self._background.run("maps", lambda _: work(), done, self._fail, expected=EXPECTED)

    def _draw_pictures(self) -> None:
        maps, style = self.maps, self.overlay.style

        def done(pictures: Mapping[Projection, Coloured]) -> None:
            self.pictures = pictures
            self.pictures_changed.emit()

        self._background.run("pictures", lambda _: {name: coloured_map(one.shown, style) for name, one in maps.items()}, done)


def stronger(style: OverlayStyle, steps: int) -> OverlayStyle:
    """The style with the opacity some steps up or down, never quite invisible."""
    return replace(style, opacity=round(min(max(style.opacity + steps * OPACITY_STEP, OPACITY_STEP), 1.0), 2))


def next_map(maps: tuple[MapKind, ...], overlay: Overlay) -> Overlay:
    """The map after this one, round to the first; with the overlay off, the present one is shown first."""
    if not overlay.on or not maps:
        return replace(overlay, on=True)
    at = maps.index(overlay.kind) if overlay.kind in maps else -1
    return overlay.of_kind(maps[(at + 1) % len(maps)])


def best_map(classifier: Classifier) -> MapKind:
    """The map that was measured best at pointing to lesions; the attention where none explains."""
    return next(iter(classifier.explanations), MapKind.ATTENTION)


__all__ = ["OVERLAY_MAPS", "Opinions", "Overlay", "Standing", "best_map", "next_map", "stronger"]
