"""Which other studies the open study's patient has, looked for in the worklist's index a moment after the study is painted."""

from __future__ import annotations

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.qt.session import EXPECTED, Session
from dspic_gui.study import Study
from dspic_gui.worklist.rows import Row, Worklist, WorklistError

AFTER_PAINT_MS = 250
"""Who goes quickly through the list never waits for a search: it begins when a study stays open this long."""


class PriorSearch(QObject):
    """`others` are the patient's other studies, known once `done`: earlier ones first, the newest of them in front, then later ones."""

    changed = pyqtSignal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.others: tuple[Row, ...] = ()
        self.done = False
        self.problem: Exception | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_PAINT_MS)
        self._soon.timeout.connect(self.look_now)
        session.study_changed.connect(self._begin)

    @property
    def prior(self) -> Row | None:
        """The newest study of an earlier day: another phase of the same examination is no prior."""
        study = self._session.study
        return next((row for row in self.others if study is not None and _before(row, study)), None)

    def look_now(self) -> None:
        """Look at once, because somebody waits for it."""
        self._soon.stop()
        study, archive = self._session.study, self._session.archive
        if study is not None:
            self._session.background.run(
                "prior search",
                lambda _: _others(archive, study),
                self._found,
                self._failed,
                expected=(WorklistError, *EXPECTED),
            )

    def look_again(self) -> None:
        """The list of studies grew: perhaps there is another study now."""
        if not self.others and self.done and self._session.study is not None:
            self._soon.start()

    def _begin(self) -> None:
        self._session.background.cancel("prior search")
        self.others, self.done, self.problem = (), False, None
        if self._session.study is None:
            self._soon.stop()
        else:
            self._soon.start()
        self.changed.emit()

    def _found(self, others: tuple[Row, ...]) -> None:
        if (others, True) != (self.others, self.done):
            self.others, self.done, self.problem = others, True, None
            self.changed.emit()

    def _failed(self, problem: Exception) -> None:
        self.done, self.problem = True, problem
        self.changed.emit()


def _others(archive: Archive, study: Study) -> tuple[Row, ...]:
    """None of a study, and no study, whose file may name another patient: that is said where it is open."""
    if archive.strange_views(study):
        return ()
    worklist = Worklist(archive.folder, archive.reader)
    try:
        rows = [row for row in worklist.of_patient(study.patient) if row.key != study.key and not _is_strange(archive, row.key)]
    finally:
        worklist.close()
    newest_first = sorted(rows, key=lambda row: row.date or "", reverse=True)
    return tuple(sorted(newest_first, key=lambda row: not _before(row, study)))


def _is_strange(archive: Archive, key: str) -> bool:
    try:
        return bool(archive.strange_views(archive.study(key)))
    except ArchiveError:
        return False  # it says so itself when it is shown


def _before(row: Row, study: Study) -> bool:
    """By the day where it is known; without a date any may be earlier."""
    day = study.time.day
    if not row.date or not day:
        return (row.date or "") <= (day or "")
    return row.date[:10] < day
