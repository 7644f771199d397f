"""Binds the lesions of the lesion network to the scan: outlines, regions in colour, and going to a lesion."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.disease import Disease
from dspic_gui.opinion.lesion_opinion import LesionRow
from dspic_gui.qt.canvas.found_items import FoundOutline
from dspic_gui.qt.opinion.lesion_box import LesionBox
from dspic_gui.qt.opinion.lesion_opinions import LesionOpinions
from dspic_gui.qt.opinion.lesion_words import FINDING_COLOURS
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.regions.region_map import region_colours
from dspic_gui.study import Projection

OPACITY = 0.45


class LesionSight(QObject):
    """What is laid over the scan of a lesion network; only while somebody looks at its panel."""

    regions_changed = pyqtSignal()

    def __init__(self, session: Session, canvas: CanvasPair, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self.opinions = LesionOpinions(session, self)
        self.box = LesionBox(self.opinions)
        self._in_sight = False
        self.box.sight_changed.connect(self._show)
        self.box.lesion_chosen.connect(self.go_to)
        session.study_changed.connect(self._show)

    def want(self, in_sight: bool) -> None:
        """Whether the panel is in sight."""
        self._in_sight = in_sight
        self.opinions.want(in_sight)
        self._show()

    def close(self) -> None:
        """The reader leaves."""
        self.opinions.close()

    def go_to(self, row: LesionRow) -> None:
        """Bring a lesion to the middle of its view; the reader's own mark is selected."""
        if row.own is not None:
            self._session.select(row.own.uid)
        self._canvas.activate(row.projection)
        self._canvas.linking.centre_on(Lesion(row.projection, row.shape, row.label))

    @property
    def shows_regions(self) -> bool:
        """Whether the regions are laid over the scan."""
        opinion = self.opinions.opinion
        return self._in_sight and opinion is not None and self.box.regions.isChecked()

    def region_pictures(self) -> Mapping[Projection, NDArray[np.uint8]]:
        """The regions of each view in colour, clear where there is none; of a view that is unlike, none."""
        opinion = self.opinions.opinion
        if opinion is None or not self.shows_regions:
            return {}
        return {
            projection: region_colours(view.regions)
            for projection, view in opinion.finding.views.items()
            if view.regions is not None and not view.unlike
        }

    def caption(self) -> str:
        """What the colours are, and what the model warns of."""
        classifier = self.opinions.model.classifier
        warning = (in_words(classifier.card.warning) if classifier else "") or research_only()
        return f"{self.tr('Regions as a network sees them')}. {warning}"

    def _show(self) -> None:
        outlines: dict[Projection, list[FoundOutline]] = {}
        opinion, chosen = self.opinions.opinion, self.box.current
        if self._in_sight and opinion is not None and self.box.outlines.isChecked():
            for row in self.opinions.rows:
                if row.found is not None and not opinion.finding.views[row.projection].unlike:
                    colour = FINDING_COLOURS[Disease(row.finding)]
                    outline = FoundOutline(row.shape, colour, row is chosen)
                    outlines.setdefault(row.projection, []).append(outline)
        self._canvas.show_found(outlines)
        self.regions_changed.emit()
