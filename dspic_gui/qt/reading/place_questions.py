"""Before the seal: marks whose code says another place than the map of regions are asked about, once."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from dspic_gui.dataset.seal_rules import SealWarning
from dspic_gui.opinion.place_doubts import place_doubts
from dspic_gui.qt.reading.region_guide import RegionGuide
from dspic_gui.qt.reading.seal_review import SealReview
from dspic_gui.qt.session import Session


class PlaceQuestions(QObject):
    """The network cannot stop a seal: who seals once more, after the question was seen, has answered it."""

    def __init__(
        self, session: Session, guide: RegionGuide, review: SealReview, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._guide, self._review = session, guide, review
        self._seen: frozenset[tuple[str, str]] = frozenset()

    def open_questions(self) -> tuple[SealWarning, ...]:
        """What would be asked now."""
        reading = self._session.reading
        if reading is None or reading.sealed:
            return ()
        book, warning = self._session.archive.book, self._guide.warning
        return place_doubts(reading, self._guide.regions, book, warning)

    def agrees(self) -> bool:
        """Whether the seal may go on; asks where something is new. What must be settled anyhow comes first."""
        reading, questions = self._session.reading, self.open_questions()
        if reading is None or not questions or self._session.warnings():
            return True
        about = frozenset((one.uid, reading.lesion(one.uid).label) for one in questions if one.uid)
        if about <= self._seen:
            return True
        self._seen |= about
        self._review.ask(self.open_questions)
        return False
