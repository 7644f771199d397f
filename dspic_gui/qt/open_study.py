"""The part of the session that says what is open: the study's pictures and report, the reading, and whether it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PyQt6.QtCore import QObject

from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.desk.study_shelf import ShelvedStudy
from dspic_gui.durable import Conflict
from dspic_gui.qt.look import Look
from dspic_gui.reading import Reading
from dspic_gui.report import Report
from dspic_gui.study import Projection, Study, View


class OpenStudy(Look):
    """What is shown now; `pictures` is None while no study is open, `desk` also where nobody reads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pictures: ShelvedStudy | None = None
        self.desk: ReadingDesk | None = None

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
