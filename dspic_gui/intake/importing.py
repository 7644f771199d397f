"""Import: files and folders of scans and reports become studies of a dataset; the sources are only ever read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.desk.projection_correction import correct_projection
from dspic_gui.intake import acquisitions
from dspic_gui.intake.reports import Reports
from dspic_gui.intake.sources import Sources, gather
from dspic_gui.intake.study_writer import Placed, StudyWriter
from dspic_gui.report import ReportError
from dspic_gui.scans.decoder import DecodeError, Decoder, borrowed
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.sentence import reason_of, told
from dspic_gui.study import Projection

Progress = Callable[[int, int, str], None]

_FEW = 8
"""So many files are read by the child that is running anyway; more of them get their own, so that the window never waits for an import."""


class IntakeError(ScanError):
    """An import or a correction that was refused; the text is a sentence for the reader."""


@dataclass(frozen=True)
class Outcome:
    """What became of one source: `views` maps a view to why it is that view.

    `status` is new, joined, replaced, corrected, there, report, skipped or refused.
    """

    source: str
    status: str
    study: str | None = None
    views: Mapping[Projection, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str | None = None

    @property
    def taken(self) -> bool:
        """Whether its content is in the dataset now."""
        return self.status in ("new", "joined", "there", "replaced", "corrected", "report")

    def to_json(self) -> dict[str, Any]:
        """Plain values; an error line is {source, error}."""
        if self.error is not None:
            return {"source": self.source, "error": self.error}
        views = {projection.value: reason for projection, reason in self.views.items()}
        return {"source": self.source, "status": self.status, "study": self.study, "views": views, "notes": list(self.notes)}


def import_sources(
    archive: Archive,
    sources: Iterable[Path],
    *,
    view: Projection | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Take the scans and reports among these files and folders into the dataset; one outcome for each file.

    `view` is said of what does not tell. `progress` gets done, total and the file's name. A study is taken whole or not
    at all; what was taken before `cancelled` stays. The archive must be the study lead's.
    """
    found = gather(archive.folder, sources)
    with borrowed(shared=len(found.scans) <= _FEW) as decoder:
        return _Import(archive, decoder, view, progress or _no_progress, cancelled or _never).run(found)


class _Import:
    """One import while it runs."""

    def __init__(
        self, archive: Archive, decoder: Decoder, view: Projection | None, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self._decoder = decoder
        self._view = view
        self._progress = progress
        self._cancelled = cancelled
        self._writer = StudyWriter(archive, decoder)
        self._outcomes: list[Outcome] = []
        self._done = self._total = 0

    def run(self, sources: Sources) -> list[Outcome]:
        """Read all headers, put studies together, then write one study after the other."""
        for path, code in sources.unusable:
            self._refuse(path, IntakeError(code))
        self._total = 2 * len(sources.scans)
        files = [file for path in sources.scans if (file := self._header(path)) is not None]
        written = [file for file in files if file.kind == "report"]
        found, refused = acquisitions.studies((file for file in files if file.kind != "report"), self._view)
        for refusal in refused:
            self._refuse(refusal.file.path, refusal.error)
        reports = Reports(sources.reports, written)
        for study in found:
            self._take(study, reports)
        self._late_reports(reports)
        return self._outcomes

    def _header(self, path: Path) -> ScanFile | None:
        self._step(path)
        if self._cancelled():
            self._refuse(path, IntakeError("cancelled"))
            return None
        try:
            return self._decoder.read(path, pixels=False, survey=True)
        except DecodeError as problem:
            self._refuse(path, problem)
            return None

    def _take(self, found: acquisitions.FoundStudy, reports: Reports) -> None:
        if self._cancelled():
            return self._refuse_all(found, reports, IntakeError("cancelled"))
        try:
            placed = self._writer.place(found, reports.of(found))
        except (ScanError, ArchiveError, ReportError, durable.NotSaved) as problem:
            return self._refuse_all(found, reports, problem)
        except OSError as problem:
            return self._refuse_all(found, reports, IntakeError("not_saved", reason=reason_of(problem)))
        for file in found.files:
            self._step(file.path)
            self._outcomes.append(_outcome(file, placed))
        self._outcomes.extend(Outcome(str(path), "report", placed.study.key) for path in reports.given_out())

    def _late_reports(self, reports: Reports) -> None:
        """A report that comes after its scan finds the study by its identity, or by the scan's name, of which a keyed hash is kept."""
        for path in reports.left():
            key = self._writer.key_of_report(path)
            try:
                if key is not None:
                    self._writer.write_report(key, reports.take(path))
            except (ReportError, durable.NotSaved) as problem:
                self._refuse(path, problem)
                continue
            self._reported(path, key)
        for file in reports.left_written():
            self._reported(file.path, self._writer.add_written_report(file))

    def _reported(self, path: Path, key: str | None) -> None:
        if key is None:
            self._refuse(path, IntakeError("report_unused"))
        else:
            self._outcomes.append(Outcome(str(path), "report", key))

    def _step(self, path: Path) -> None:
        self._done += 1
        self._progress(self._done, max(self._total, self._done), path.name)

    def _refuse_all(self, found: acquisitions.FoundStudy, reports: Reports, problem: Exception) -> None:
        for file in found.files:
            self._step(file.path)
            self._refuse(file.path, problem)
        for path in reports.given_out():
            self._refuse(path, problem)

    def _refuse(self, path: Path, problem: Exception) -> None:
        skipped = isinstance(problem, ScanError) and problem.code in (
            "not_a_scan",
            "directory_file",
            "double",
            "inside_dataset",
            "report_unused",
            "processed_copy",
            "scatter_window",
        )
        self._outcomes.append(Outcome(str(path), "skipped" if skipped else "refused", error=told(problem)))


def _outcome(file: ScanFile, placed: Placed) -> Outcome:
    own = [source for source in placed.study.views if source.sha256 == file.sha256]
    views = {source.projection: source.reason for source in own}
    notes = tuple(dict.fromkeys(note for source in own for note in source.notes))
    return Outcome(str(file.path), placed.status[file.sha256], placed.study.key, views, notes)


def _no_progress(_done: int, _total: int, _name: str) -> None:
    return


def _never() -> bool:
    return False


__all__ = ["IntakeError", "Outcome", "correct_projection", "import_sources"]
