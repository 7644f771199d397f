"""Binds the change since the prior to the reading room: shown by a key wherever a study has a prior."""

from __future__ import annotations

from typing import Protocol

from PyQt6.QtCore import QObject, pyqtBoundSignal
from PyQt6.QtWidgets import QSplitter

from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.serial.change_panel import ChangePanel
from dspic_gui.qt.session import Session
from dspic_gui.worklist.rows import Row


class Search(Protocol):
    """Who knows the patient's other studies."""

    done: bool

    @property
    def changed(self) -> pyqtBoundSignal:
        """Something else is known."""

    @property
    def prior(self) -> Row | None:
        """The newest study of an earlier day."""

    def look_now(self) -> None:
        """Look at once."""


class Space(Protocol):
    """Who shares the room's width."""

    def add_pictures(self, pair: CanvasPair) -> None:
        """These canvases need room too."""

    def share(self) -> None:
        """Look anew at who has room."""


class SerialDesk(QObject):
    """The panel is made when it is first asked for."""

    def __init__(
        self, session: Session, search: Search, present: CanvasPair, pictures: QSplitter, space: Space, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._search, self._present = session, search, present
        self._pictures, self._space = pictures, space
        self.panel: ChangePanel | None = None
        self.wanted = False
        search.changed.connect(self._follow)
        session.study_changed.connect(self._begin)
        session.reading_changed.connect(self._follow)

    def toggle(self) -> None:
        """Show the change wherever there is a prior, or no longer."""
        self.wanted = not self.wanted
        if not self.wanted and self.panel is not None and self.panel.busy:
            self.panel.forget()
        if self.wanted and self.panel is None:
            self._make()
        if self.wanted and not self._search.done:
            self._search.look_now()
        self._follow()

    def close(self) -> None:
        """The reader leaves."""
        if self.panel is not None:
            self.panel.let_go()

    def _make(self) -> None:
        self.panel = ChangePanel(self._session, self._present)
        self._pictures.addWidget(self.panel)
        self._pictures.setStretchFactor(self._pictures.count() - 1, 1)
        self._space.add_pictures(self.panel.canvas)

    def _begin(self) -> None:
        if self.panel is not None:
            self.panel.forget()
        if self.wanted:
            self._search.look_now()

    def _follow(self) -> None:
        panel, prior = self.panel, self._search.prior
        if panel is None:
            return
        if self.wanted and self._search.done and prior is None and self._session.study is not None:
            self._session.message.emit(self.tr("This patient has no earlier study in the dataset."))
        if self.wanted and not self._search.done:
            return
        self._show(panel, self.wanted and prior is not None)
        if self.wanted and prior is not None:
            panel.show_change(prior.key)

    def _show(self, panel: ChangePanel, shown: bool) -> None:
        if shown == panel.isHidden():
            panel.setVisible(shown)
            self._space.share()
            self._pictures.setSizes([1] * self._pictures.count())
