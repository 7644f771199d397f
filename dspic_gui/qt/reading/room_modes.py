"""The modes of a reading room: each has its own widget at the side, made when it is first wanted, and takes the canvases over."""

from __future__ import annotations

from typing import cast

from PyQt6.QtWidgets import QWidget

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.qt.modes import MODES, ModePanel, make_panel
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.reading.page_stack import PageStack
from dspic_gui.qt.session import READING, Session
from dspic_gui.qt.words.sentence import in_words


class RoomModes:
    """Changes the mode of the session with the side of its room; the first widget of the side is for reading."""

    def __init__(self, session: Session, canvas: CanvasPair, side: PageStack) -> None:
        self._session, self._canvas, self._side = session, canvas, side
        self._panels: dict[str, QWidget] = {}

    @property
    def panel(self) -> QWidget | None:
        """The side widget of the present mode, None while reading."""
        return self._panels.get(self._session.mode)

    def set_mode(self, name: str) -> None:
        """Go over to another mode; it stays as it is where something is not saved or may not be seen."""
        session, present = self._session, self.panel
        if name == session.mode or not session.may_leave() or not (present is None or _mode(present).leave()):
            return
        before, panel = session.mode, self._panel_of(name) if name != READING else None
        session.set_mode(name)
        try:
            if panel is not None:
                _mode(panel).enter()
        except ArchiveError as problem:
            session.message.emit(in_words(problem))
            session.set_mode(before)
            if present is not None:
                _mode(present).enter()
        self._side.setCurrentWidget(self.panel or self._side.widget(0))

    def _panel_of(self, name: str) -> QWidget:
        if name not in self._panels:
            mode = next(mode for mode in MODES if mode.name == name)
            self._panels[name] = make_panel(mode, self._session, self._canvas)
            self._side.add_scrolled(self._panels[name])
        return self._panels[name]


def _mode(panel: QWidget) -> ModePanel:
    return cast(ModePanel, panel)
