"""Binds the second opinion to the room: overlay on the canvases, keys, what if, and classifying studies of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QTabWidget

from dspic_gui.counts.colour_map import colours
from dspic_gui.counts.display import index_counts, lookup_table
from dspic_gui.lesion_model.lesion_card import KIND, kind_of
from dspic_gui.model.class_maps import MEASURED_ABOUT, MapKind
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.model.overlay import Coloured
from dspic_gui.opinion.second_opinion import StudyOpinion
from dspic_gui.opinion.what_if import WhatIf, WhatIfError, what_if
from dspic_gui.qt.background import Background
from dspic_gui.qt.opinion.lesion_sight import OPACITY, LesionSight
from dspic_gui.qt.opinion.many_studies import ManyStudies
from dspic_gui.qt.opinion.opinion_panel import OpinionPanel
from dspic_gui.qt.opinion.opinions import Opinions, Standing, next_map, stronger
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import answer_text, research_only
from dspic_gui.qt.words.opinion import map_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.qt.worklist.view import WorklistView
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection


class SecondOpinion(QObject):
    """What the rows of the table call; made with the room, quiet until somebody looks."""

    caption_changed = pyqtSignal(str)  # what is laid over the scan, with its warning; empty: nothing

    def __init__(self, session: Session, canvas: CanvasPair, worklist: WorklistView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._worklist = session, canvas, worklist
        self.opinions = Opinions(session, self)
        self.sight = LesionSight(session, canvas, self)
        self.panel = OpinionPanel(self.opinions, self.sight.box)
        self.many = ManyStudies(session, self)
        self.tabs: QTabWidget | None = None
        self._background = Background(self, "what if")
        self._in_sight = False
        self._connect()

    def _connect(self) -> None:
        session, panel, opinions = self._session, self.panel, self.opinions
        panel.in_sight_changed.connect(self._panel_in_sight)
        panel.model_asked.connect(self.choose_model)
        panel.again_asked.connect(opinions.ask_again)
        panel.classify_asked.connect(self.classify)
        panel.stop_asked.connect(self.stop)
        panel.what_if.asked.connect(self.erase)
        panel.what_if.picture_toggled.connect(self._show_overlay)
        opinions.overlay_changed.connect(self._want)
        opinions.pictures_changed.connect(self._show_overlay)
        opinions.changed.connect(self._drop_what_if)
        session.study_changed.connect(self._drop_what_if)
        session.display_changed.connect(self._display_changed)
        for told in (opinions, self.sight.opinions):
            told.said.connect(self._worklist.refresh)
            told.changed.connect(self._compare)
        self.sight.regions_changed.connect(self._show_overlay)
        opinions.model.predictions_made.connect(self._worklist.refresh_all)
        self.many.progress.connect(panel.show_progress)
        self.many.classified.connect(self._worklist.refresh)
        self.many.finished.connect(session.message)

    def close(self) -> None:
        """The reader leaves."""
        self.many.stop()
        for owner in (self.opinions, self.opinions.model, self.sight, self.many, self._background):
            owner.close()

    # what the table calls

    @property
    def shown(self) -> bool:
        """Whether the overlay is on."""
        return self.opinions.overlay.on

    def toggle_overlay(self) -> None:
        """Lay the map over the scan, or take it away; says why there is none."""
        overlay = self.opinions.overlay
        self.opinions.set_overlay(replace(overlay, on=not overlay.on))
        self._say_overlay()

    def next_map(self) -> None:
        """The next map: those that explain a class, then the attention."""
        classifier = self.opinions.model.classifier
        maps = (*(classifier.explanations if classifier else ()), MapKind.ATTENTION)
        self.opinions.set_overlay(next_map(maps, self.opinions.overlay))
        self._say_overlay()

    def change_opacity(self, steps: int) -> None:
        """The overlay denser or clearer."""
        overlay = self.opinions.overlay
        self.opinions.set_overlay(overlay.styled(stronger(overlay.style, steps)))
        self._say(self.tr("Overlay: opacity {percent} %").format(percent=round(100 * self.opinions.overlay.style.opacity)))

    def show_panel(self) -> None:
        """Bring the panel into sight."""
        if self.tabs is not None:
            self.tabs.setCurrentWidget(self.panel)

    def choose_model(self) -> None:
        """Use another model folder."""
        folder = QFileDialog.getExistingDirectory(self.panel, self.tr("Choose a model folder"), str(self.opinions.model.folder))
        if folder:
            self.use_model(Path(folder))

    def use_model(self, folder: Path) -> None:
        """Use the model in this folder, each kind in its own place; where it cannot be used the present ones stay."""
        try:
            finds_lesions = kind_of(folder) == KIND
        except (ModelError, OSError):
            finds_lesions = False
        (self.sight.opinions if finds_lesions else self.opinions).model.choose(folder)

    def _compare(self) -> None:
        """Both networks' answers, where both have one on the open study."""
        opinions = (self.opinions, self.sight.opinions)
        said = {one.model.classifier.card.name: one.opinion.said for one in opinions if one.opinion and one.model.classifier}
        self.panel.both.show_said(said)

    def classify(self, what: str) -> None:
        """Classify the "study" anew, or the "selection" of the list, all it has "shown", or "all" studies of the dataset."""
        self.show_panel()
        if what == "study":
            self.opinions.ask_again()
        elif what == "selection":
            self.many.run(self._worklist.selected_keys())
        elif what == "shown":
            self.many.run(self._worklist.shown_keys())
        else:
            self.many.run(self._session.archive.study_keys())

    def stop(self) -> None:
        """Stop classifying many studies."""
        self.many.stop()

    def erase(self) -> None:
        """What the network says of the views without the selected marks."""
        self.show_panel()
        self._ask_what_if(self._selected())

    # the overlay

    def _panel_in_sight(self, in_sight: bool) -> None:
        self._in_sight = in_sight
        self.sight.want(in_sight)
        self._want()

    def _want(self) -> None:
        self.opinions.want(self._in_sight or self.opinions.overlay.on)
        self._show_overlay()

    def _show_overlay(self) -> None:
        opinion = self.opinions.opinion
        if opinion is not None and self.panel.what_if.picture.isChecked() and self.panel.what_if.found:
            self._canvas.show_overlay(self._erased(self.panel.what_if.found, opinion), 1.0)
            self.caption_changed.emit(self.tr("The marks are erased in this picture. The scan itself is as it was."))
            return
        overlay = self.opinions.overlay
        pictures = self.opinions.pictures if overlay.on else {}
        if not pictures and self.sight.shows_regions:
            self._canvas.show_overlay(self.sight.region_pictures(), OPACITY)
            self.caption_changed.emit(self.sight.caption())
            return
        self._canvas.show_overlay(pictures, overlay.style.opacity)
        self.caption_changed.emit(self._caption() if pictures else "")

    def _caption(self) -> str:
        """Which map is shown, and what its model warns of."""
        classifier = self.opinions.model.classifier
        warning = (in_words(classifier.card.warning) if classifier else "") or research_only()
        return f"{self._overlay_text()}. {warning}"

    def _overlay_text(self) -> str:
        overlay = self.opinions.overlay
        if overlay.kind is MapKind.ATTENTION:
            return map_text(overlay.kind)
        classifier = self.opinions.model.classifier
        words = self.tr("{map}, for “{answer}”").format(map=map_text(overlay.kind), answer=answer_text(self.opinions.about))
        if not classifier or overlay.kind not in classifier.explanations:
            return self.tr("{map} – no explanation").format(map=words)
        measured = self.opinions.about is MEASURED_ABOUT
        return words if measured else self.tr("{map} (measured for metastases only)").format(map=words)

    def _say_overlay(self) -> None:
        opinions = self.opinions
        if not opinions.overlay.on:
            self._say(self.tr("Overlay off"))
        elif opinions.standing is Standing.BLIND:
            self._say(self.tr("What the network says is shown when you have sealed your own reading."))
        elif opinions.standing is Standing.NO_MODEL:
            self._say(opinions.model.problem or "")
        else:
            self._say("")  # the banner says which map it is, whatever becomes of it

    def _say(self, sentence: str) -> None:
        self._session.message.emit(sentence)

    def _display_changed(self) -> None:
        if self.panel.what_if.picture.isChecked():
            self._show_overlay()

    # what if

    def _selected(self) -> list[Lesion]:
        return list(self._canvas.selected_lesions())

    def _ask_what_if(self, lesions: list[Lesion]) -> None:
        opinion, classifier = self.opinions.opinion, self.opinions.model.classifier
        if opinion is None or classifier is None:
            self._say(self.tr("There is no opinion on this study yet, so there is nothing to compare with."))
            return
        if not lesions:
            self.panel.what_if.show_result({}, self.tr("Select a mark on the scan first."))
            return
        views = {name: [mark.shape for mark in lesions if mark.projection is name] for name in opinion.views}

        def done(found: Mapping[Projection, WhatIf]) -> None:
            if opinion is self.opinions.opinion:
                self.panel.what_if.show_result(found, "")
                self._show_overlay()

        def failed(problem: Exception) -> None:
            self.panel.what_if.show_result({}, in_words(problem))

        self._background.run(
            "what if",
            lambda _: {name: what_if(classifier, opinion.views[name], shapes) for name, shapes in views.items() if shapes},
            done,
            failed,
            expected=(WhatIfError, NetworkInputError, EngineError),
        )

    def _drop_what_if(self) -> None:
        self._background.cancel("what if")
        if self.panel.what_if.found:
            self.panel.what_if.show_result({}, "")

    def _erased(self, found: Mapping[Projection, WhatIf], opinion: StudyOpinion) -> dict[Projection, Coloured]:
        """The changed pixels as they would look in the present display, all others clear."""
        session, pictures = self._session, {}
        for name, one in found.items():
            indexed = index_counts(one.view.counts)
            table = colours(session.display.map, session.display.inverted)
            shades = table[lookup_table(session.display, session.maximum, indexed.step)[indexed.indices]]
            changed = one.view.counts != opinion.views[name].counts
            pictures[name] = np.dstack([shades, np.where(changed, 255, 0).astype(np.uint8)])
        return pictures
