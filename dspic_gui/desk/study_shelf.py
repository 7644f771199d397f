"""The few studies whose pictures are kept in memory: the one that is read, and its neighbours."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dspic_gui.counts.body import body_of
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.belonging import note_on_patient, note_on_report
from dspic_gui.dataset.blinding import may_see_report
from dspic_gui.report import Report
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study, View, robust_maximum

SHELF_LENGTH = 5
"""The study that is read, two ahead and two behind: about 10 MB of counts."""


@dataclass(frozen=True, eq=False)
class ShelvedStudy:
    """All of a study that no reader changes. `maximum` is the robust maximum of its views together, in counts."""

    study: Study
    views: Mapping[Projection, View]
    report: Report | None
    maximum: float


class Source(Protocol):
    """What the shelf asks of an archive."""

    def study(self, key: str) -> Study:
        """What is known of a study."""

    def views(self, key: str) -> dict[Projection, View]:
        """Its pixels."""

    def report(self, key: str) -> Report | None:
        """Its textual report, None where there is none or the reader may not see it."""


def notes_on(archive: Archive, study: Study) -> tuple[Sentence, ...]:
    """What is to be said before a study is read: of another patient or scan; of another report to whoever may see reports."""
    strange = archive.strange_report(study) if may_see_report(archive.reader, archive.dataset.protocol) else ""
    return note_on_patient(archive.strange_views(study)) + note_on_report(strange)


class StudyShelf:
    """The pictures that were used last, at most `length` of them; safe from any thread."""

    def __init__(self, source: Source, length: int = SHELF_LENGTH) -> None:
        self._source = source
        self._length = length
        self._kept: OrderedDict[str, ShelvedStudy] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> ShelvedStudy:
        """The study's pictures, read from disk where they are not kept; the source's errors pass through."""
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
                return kept
        views = self._source.views(key)
        for view in views.values():
            body_of(view)  # now, where nobody waits for it
        pictures = ShelvedStudy(self._source.study(key), views, self._source.report(key), robust_maximum(views))
        with self._lock:
            self._kept[key] = pictures
            while len(self._kept) > self._length:
                self._kept.popitem(last=False)
        return pictures

    def holds(self, key: str) -> bool:
        """Whether the study can be had at once."""
        with self._lock:
            return key in self._kept

    def forget_all(self) -> None:
        """Drop everything, because other studies may have changed too."""
        with self._lock:
            self._kept.clear()

    def forget(self, key: str) -> None:
        """Drop a study whose files changed."""
        with self._lock:
            self._kept.pop(key, None)
