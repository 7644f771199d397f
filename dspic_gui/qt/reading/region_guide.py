"""The map of regions of the study that is being read, so that a closed shape knows its bone: anatomy is no opinion.

Only the network file of the regions is opened here, in a child process; it has no head for lesions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer

from dspic_gui.lesion_model.region_reader import RegionReader, ViewRegions
from dspic_gui.marking.code_entry import PlaceHint
from dspic_gui.model.model_card import ModelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.qt.background import Background
from dspic_gui.qt.opinion.open_model import OpenLesionModel
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session
from dspic_gui.shape import Shape
from dspic_gui.study import Projection

AFTER_OPENING_MS = 300
"""The study is painted, and looked at, first."""
EXPECTED = (ModelError, EngineError, NetworkInputError, OSError)


class RegionGuide(QObject):
    """Looks at each study that can be changed. Without a model, or where it fails, every code is asked for as ever."""

    def __init__(self, session: Session, canvas: CanvasPair, parent: QObject) -> None:
        super().__init__(parent)
        self.regions: Mapping[Projection, ViewRegions] = {}
        self._session, self._canvas = session, canvas
        self._model = OpenLesionModel.of(session)
        self._reader: RegionReader | None = None
        self._opened: Path | None = None
        self._looked_at: object = None
        self._background = Background(self, "regions")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_OPENING_MS)
        self._timer.timeout.connect(self._begin)
        session.study_changed.connect(self._study_changed)
        session.reading_changed.connect(self._look_where_needed)
        self._model.changed.connect(self._look_where_needed)
        canvas.coding.place_of = self.hint

    def hint(self, projection: Projection, shape: Shape) -> PlaceHint | None:
        """What lies under a shape of the open study; None while nothing is known."""
        known = self.regions.get(projection)
        return known.under(shape) if known is not None else None

    def close(self) -> None:
        """The reader leaves."""
        self._timer.stop()
        self._background.close(self._let_go)

    def _let_go(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _study_changed(self) -> None:
        if self._looked_at is not self._session.pictures:
            self.regions, self._looked_at = {}, None
            self._background.cancel("look")
        self._look_where_needed()

    def _look_where_needed(self) -> None:
        wanted = self._session.editable and self._session.pictures is not None
        new = self._looked_at is not self._session.pictures or self._opened != self._model.folder
        if wanted and new and not self._timer.isActive():
            self._timer.start()

    def _begin(self) -> None:
        folder = self._model.folder
        if self._opened != folder:
            self._opened = folder
            if self._model.is_there():
                work = partial(_open, folder, self._reader)
                self._reader = None
                self._background.run("open", work, self._take, self._fail, expected=EXPECTED)
        elif self._reader is not None:
            self._look()

    def _take(self, reader: RegionReader) -> None:
        self._reader = reader
        self._look()

    def _look(self) -> None:
        session, reader = self._session, self._reader
        if reader is None or session.pictures is None or not session.editable:
            return
        self._looked_at = session.pictures
        counts = {projection: view.counts for projection, view in session.views.items()}
        self._background.run(
            "look", lambda _: reader.known(counts), self._show, self._fail, expected=EXPECTED
        )

    def _show(self, regions: Mapping[Projection, ViewRegions]) -> None:
        self.regions = regions
        self._canvas.coding.look_again()

    def _fail(self, problem: Exception) -> None:
        """Nobody asked for it, so nobody is told: places are asked for as ever."""
        self.regions = {}


def _open(folder: Path, before: RegionReader | None, _job: object) -> RegionReader:
    if before is not None:
        before.close()
    return RegionReader.open(folder, apart=True)
