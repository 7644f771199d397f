"""The part of the session that says what is open: the study's pictures and report, the reading, whether it is saved and may be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PyQt6.QtCore import QObject

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.seal_rules import SealWarning, unresolved
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.desk.study_shelf import ShelvedStudy
from dspic_gui.durable import Conflict
from dspic_gui.qt.study.look import Look
from dspic_gui.reading import Reading
from dspic_gui.report import Report
from dspic_gui.study import Projection, Study, View

READING = "reading"
"""The mode in which marks are drawn; every other mode only looks at them."""


class OpenStudy(Look):
    """What is shown now; `pictures` is None while no study is open, `desk` also where nobody reads; `opening` names one that comes."""

    def __init__(self, archive: Archive, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.archive = archive
        self.mode = READING
        self.opening: str | None = None
        self.pictures: ShelvedStudy | None = None
        self.desk: ReadingDesk | None = None

    @property
    def reader(self) -> str | None:
        """Who reads; None is the study lead, who looks."""
        return self.archive.reader

    @property
    def study(self) -> Study | None:
        """The open study."""
        return self.pictures.study if self.pictures else None

    @property
    def key(self) -> str | None:
        """The open study's key."""
        return self.pictures.study.key if self.pictures else None

    @property
    def views(self) -> Mapping[Projection, View]:
        """The open study's pixels."""
        return self.pictures.views if self.pictures else {}

    @property
    def maximum(self) -> float:
        """The robust maximum of the open study's views together, in counts."""
        return self.pictures.maximum if self.pictures else 1.0

    @property
    def report(self) -> Report | None:
        """The open study's textual report, None where there is none or the reader is blind to it."""
        return self.pictures.report if self.pictures else None

    def take_study(self, study: Study) -> None:
        """Know more of the open study, whose pictures and reading stay as they are."""
        if self.pictures is not None and self.key == study.key:
            self.pictures = replace(self.pictures, study=study)

    @property
    def reading(self) -> Reading | None:
        """The reader's answer as it is shown."""
        return self.desk.reading if self.desk else None

    @property
    def saved(self) -> bool:
        """Whether the disk holds just what is shown."""
        return self.desk is None or self.desk.saved

    @property
    def problem(self) -> str | None:
        """Why it does not."""
        return self.desk.problem if self.desk else None

    @property
    def unsaved(self) -> frozenset[str]:
        """The names of the marks that the disk does not hold as they are shown."""
        return self.desk.unsaved if self.desk else frozenset()

    @property
    def conflict(self) -> Conflict | None:
        """The conflict with another program that is not settled yet."""
        return self.desk.conflict if self.desk else None

    @property
    def editable(self) -> bool:
        """Whether the reading may be changed now."""
        reloading = self.opening is not None and self.opening == self.key
        return self.desk is not None and not self.desk.reading.sealed and self.mode == READING and not reloading

    def warnings(self) -> tuple[SealWarning, ...]:
        """What must be settled before the reading can be sealed."""
        if self.reading is None or self.study is None:
            return ()
        return unresolved(self.reading, self.archive.book, self.study.projections)
