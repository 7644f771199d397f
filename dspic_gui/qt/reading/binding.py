"""Binds the canvases both ways to the session: what it holds is shown, finished gestures become commits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PyQt6.QtCore import QObject

from dspic_gui.marking import edits
from dspic_gui.marking.code_entry import CodeChoice
from dspic_gui.qt.canvas.lesion_item import Appearance
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.reading.acts import ReadingActs
from dspic_gui.qt.session import READING, Session
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Shape


class CanvasBinding(QObject):
    """While the mode is reading, the canvases show the reading; in other modes only study and display stay bound."""

    def __init__(self, session: Session, canvas: CanvasPair, acts: ReadingActs) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._acts = session, canvas, acts
        self._key: str | None = None
        self._beside: tuple[Lesion, ...] = ()
        self._looks: Mapping[str, Appearance] = {}
        session.study_changed.connect(self._show_study)
        session.reading_changed.connect(self._show_lesions)
        session.hidden_changed.connect(self._show_lesions)
        session.saved_changed.connect(self._show_lesions)
        session.mode_changed.connect(self._show_lesions)
        session.selection_changed.connect(self._show_selection)
        session.display_changed.connect(self._show_display)
        session.look_requested.connect(canvas.centre_on)
        session.part_suggested.connect(canvas.suggest_part)
        canvas.lesion_drawn.connect(self._add)
        canvas.lesions_reshaped.connect(self._reshape)
        canvas.lesions_coded.connect(self._code)
        canvas.selection_requested.connect(self._select)
        canvas.display_requested.connect(session.set_display)
        canvas.message.connect(session.message)

    @property
    def on(self) -> bool:
        """Whether the canvases belong to the reading now."""
        return self._session.mode == READING

    def _show_study(self) -> None:
        session = self._session
        if session.key != self._key:
            self._key = session.key
            self._beside, self._looks = (), {}
            self._canvas.suggest_part(None)  # It was chosen in another study's report.
        self._canvas.show_study(session.views, session.display, session.maximum)
        self._show_lesions()
        self._show_selection()

    def show_beside(self, lesions: Iterable[Lesion], looks: Mapping[str, Appearance]) -> None:
        """Show these beside the marks of the reading until another study is open; `looks` is how they and marks are drawn, by their uid."""
        self._beside, self._looks = tuple(lesions), looks
        self._show_lesions()

    def _show_display(self) -> None:
        self._canvas.set_display(self._session.display)

    def _show_lesions(self) -> None:
        session = self._session
        if self.on:
            lesions = (*(session.reading.lesions if session.reading else ()), *self._beside)
            book, hidden, unsaved = session.archive.book, session.hidden, session.unsaved
            self._canvas.show_lesions(lesions, book, hidden=hidden, unsaved=unsaved, appearances=self._looks)
            self._canvas.set_editable(session.editable)

    def _show_selection(self) -> None:
        if self.on:
            self._canvas.set_selection(self._session.selection)

    def _select(self, uids: tuple[str, ...]) -> None:
        if self.on:
            self._session.select(*uids)

    def _add(self, lesion: Lesion) -> None:
        if self.on:
            self._session.edit(lambda reading: reading.adding(lesion))
            self._session.select(lesion.uid)
            self._acts.remember(lesion.label)

    def _reshape(self, shapes: Mapping[str, Shape]) -> None:
        if self.on:
            self._session.edit(lambda reading: edits.reshape(reading, dict(shapes)))

    def _code(self, choices: Mapping[str, CodeChoice]) -> None:
        if self.on and choices:
            self._session.edit(lambda reading: _coded(reading, choices))
            self._acts.remember(next(iter(choices.values())).label)


def _coded(reading: Reading, choices: Mapping[str, CodeChoice]) -> Reading:
    """One step for all marks coded together; linked marks share code and certainty, each keeps its own text.

    What the reader left as it was is not handed to the linked marks, so that the last of them does not overrule the others.
    """
    before = {uid: reading.lesion(uid) for uid in choices}
    for uid, choice in choices.items():
        if choice.label != before[uid].label:
            reading = edits.recode(reading, (uid,), choice.label)
        if choice.certainty != before[uid].certainty:
            reading = edits.grade(reading, (uid,), choice.certainty)
        reading = reading.changing(lambda lesion, text=choice.description: replace(lesion, description=text), uid)  # type: ignore[misc]
    return reading
