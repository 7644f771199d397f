"""The bone scan index for a report, computed off the GUI thread when somebody asks for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from dspic_gui.model.model_card import CARD, ModelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.reading import Lesion
from dspic_gui.study_report.content import StudyReport
from dspic_gui.study_report.skeleton_share import SkeletonShare, skeleton_share

EXPECTED = (ModelError, EngineError, NetworkInputError, OSError)


class ReportIndex(QObject):
    """Keeps what was computed last. `changed`: another is there, or there is a problem."""

    changed = pyqtSignal()

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self.problem = ""
        self._background = background
        self._asked: tuple[Lesion, ...] | None = None
        self._share: SkeletonShare | None = None

    @property
    def folder(self) -> Path:
        """The lesion model whose map of the skeleton is used."""
        return Preferences().lesion_model

    @property
    def possible(self) -> bool:
        """Whether there is a lesion model."""
        return (self.folder / CARD).exists()

    def of(self, report: StudyReport) -> SkeletonShare | None:
        """The index of these marks; None while it is computed."""
        if self._asked != report.lesions:
            self._asked, self._share, self.problem = report.lesions, None, ""
            work = partial(_computed, report, self.folder)
            self._background.run("report index", work, self._take, self._fail, expected=EXPECTED, owner=self)
        return self._share

    def _take(self, share: SkeletonShare) -> None:
        self._share = share
        self.changed.emit()

    def _fail(self, problem: Exception) -> None:
        self.problem = in_words(problem)
        self.changed.emit()


def _computed(report: StudyReport, folder: Path, _job: Job) -> SkeletonShare:
    return skeleton_share(report.lesions, report.study, report.views, folder=folder)
