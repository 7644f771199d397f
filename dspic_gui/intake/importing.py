"""Import: files and folders of scans and reports become studies of a dataset; the sources are only ever read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Self

from dspic_gui import durable
from dspic_gui.dataset import exchange
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.desk.projection_correction import confirm_projection, correct_projection
from dspic_gui.intake import acquisitions
from dspic_gui.intake.ahead import ahead
from dspic_gui.intake.known_studies import KnownStudies
from dspic_gui.intake.outcome import Outcome, readable
from dspic_gui.intake.reports import Reports
from dspic_gui.intake.sources import Gathering, Sources
from dspic_gui.intake.stage import Stage
from dspic_gui.intake.study_files import stays_outside
from dspic_gui.intake.study_writer import Placed, StudyWriter
from dspic_gui.labels.view_file import LabelError
from dspic_gui.report import ReportError
from dspic_gui.scans.decoder import DecodeError, Decoder, Drawn, shared_decoder
from dspic_gui.scans.decoder_pool import DecoderPool
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_reasons import is_asked, is_assumed
from dspic_gui.sentence import SaidError, reason_of, told
from dspic_gui.study import Projection

Progress = Callable[[int, int, str], None]

_AHEAD = 24
"""So many files or studies are read while others are written, which takes that long."""
_FEW = 8
"""So many files are read by the child that is running anyway; more of them get their own, so that the window never waits for an import."""


class IntakeError(ScanError):
    """An import or a correction that was refused; the text is a sentence for the reader."""


def import_sources(
    archive: Archive,
    sources: Iterable[Path],
    *,
    view: Projection | None = None,
    replace_views: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Take the scans and reports among these files and folders into the dataset; one outcome for each file.

    `view` is said of what does not tell, of scans that are there already too. `replace_views` lets a file
    take the place of the view that its study has, until a reading of the study is sealed. `progress` gets
    done, total and the file's name. A study is taken whole or not at all; what was taken before `cancelled`
    stays. The archive must be the study lead's.
    """
    with Importer(archive) as importer:
        return importer.take(sources, view=view, replace_views=replace_views, progress=progress, cancelled=cancelled)


class Importer:
    """Takes sources into one dataset, again and again: what the dataset holds is learned once."""

    def __init__(self, archive: Archive, *, many: bool = False) -> None:
        """`many` says that more will come than a few files, though few at a time."""
        self._archive = archive
        self._many = many
        self._open = ExitStack()
        self._own = self._open.enter_context(Decoder())
        self._pools = DecoderPool([shared_decoder()]), DecoderPool([self._own, self._open.enter_context(Decoder())])
        self._known = KnownStudies(archive, self._pools[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that read for it."""
        self._open.close()

    def take(
        self,
        sources: Iterable[Path],
        *,
        view: Projection | None = None,
        replace_views: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Outcome]:
        """As `import_sources`."""
        exchange.finish(self._archive.folder)
        with ExitStack() as stack:
            gathering = Gathering(self._archive.folder, self._own)
            stack.callback(gathering.close)
            found = gathering.gather(sources)
            pool = self._pools[self._many or len(found.scans) > _FEW]
            self._known.refresh(pool)
            stage = stack.enter_context(Stage(self._archive.folder, self._is_to_be_copied))
            writer = StudyWriter(self._archive, self._known, pool, stage, replacing=replace_views)
            return _Import(self._archive, writer, pool, stage, view, progress or _no_progress, cancelled or _never).run(found)

    def _is_to_be_copied(self, path: Path, sha256: str | None) -> bool:
        """What stays where it is, and what the dataset has, needs no copy."""
        if sha256 is not None:
            return not self._known.holds_all([sha256])
        return not stays_outside(self._archive, path)


class _Import:
    """One import while it runs."""

    def __init__(
        self,
        archive: Archive,
        writer: StudyWriter,
        decoder: DecoderPool,
        stage: Stage,
        view: Projection | None,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._archive = archive
        self._writer = writer
        self._decoder = decoder
        self._stage = stage
        self._view = view
        self._progress = progress
        self._cancelled = cancelled
        self._sources = Sources()
        self._waiting: list[tuple[acquisitions.FoundStudy, Placed, list[Path]]] = []
        self._outcomes: list[Outcome] = []
        self._done = self._total = 0

    def run(self, sources: Sources) -> list[Outcome]:
        """Read all headers, put studies together, then write one study after the other."""
        self._sources = sources
        for path, why in sources.unusable:
            self._refuse(path, why if isinstance(why, DecodeError) else IntakeError(why))
        self._total = 2 * len(sources.scans)
        headers = ahead(self._read, sources.scans, 2 * self._decoder.size, _AHEAD)
        files = [file for path, read in headers if (file := self._header(path, read)) is not None]
        for file in files:
            if file.kind == "marks":
                self._outcomes.append(Outcome(str(file.named), "marks", error=told(IntakeError("marks")), code="marks"))
        written = [file for file in files if file.kind == "report"]
        found, refused = acquisitions.studies((file for file in files if file.kind not in ("report", "marks")), self._view)
        for refusal in refused:
            self._refuse(refusal.file.path, refusal.error)
        reports = Reports(sources, written, self._decoder)
        for study, drawn in ahead(self._draw, found, self._decoder.size, _AHEAD):
            self._take(study, drawn, reports)
        self._commit()
        self._late_reports(reports)
        return self._outcomes

    def _read(self, path: Path) -> ScanFile | None:
        return None if self._cancelled() else self._stage.look(path, self._decoder)

    def _header(self, path: Path, read: Future[ScanFile | None]) -> ScanFile | None:
        self._step(path)
        try:
            file = read.result()
        except DecodeError as problem:
            self._refuse(path, problem)
            return None
        except Exception as problem:  # One file never ends an import.
            self._refuse(path, IntakeError("unforeseen", kind=type(problem).__name__))
            return None
        if file is None or self._cancelled():
            self._refuse(path, IntakeError("cancelled"))
            return None
        return replace(file, origin=self._sources.origins.get(path))

    def _draw(self, found: acquisitions.FoundStudy) -> list[Drawn] | None:
        return None if self._cancelled() else self._writer.draw(found)

    def _take(self, found: acquisitions.FoundStudy, drawn: Future[list[Drawn] | None], reports: Reports) -> None:
        if self._cancelled():
            return self._refuse_all(found, reports, IntakeError("cancelled"))
        try:
            placed = self._writer.place(found, reports.of(found), drawn.result())
            if self._view is not None:
                placed = self._said(placed, self._view, found)
        except (ScanError, ArchiveError, ReportError, LabelError, durable.NotSaved) as problem:
            return self._refuse_all(found, reports, problem)
        except OSError as problem:
            return self._refuse_all(found, reports, IntakeError("not_saved", reason=reason_of(problem)))
        except Exception as problem:  # One study never ends an import.
            return self._refuse_all(found, reports, IntakeError("unforeseen", kind=type(problem).__name__))
        self._waiting.append((found, placed, reports.given_out()))
        if not self._writer.batch or self._writer.batch.is_full:
            self._commit()
        return None

    def _commit(self) -> None:
        """Write what waits, and say of each file what became of it."""
        waiting, self._waiting = self._waiting, []
        failed = self._writer.batch.flush()
        for found, placed, texts in waiting:
            problem = failed.get(placed.study.key) if "new" in placed.status.values() else None
            if isinstance(problem, OSError) and not isinstance(problem, SaidError):
                problem = IntakeError("not_saved", reason=reason_of(problem))
            for file in found.files:
                self._step(file.path)
                if problem is None:
                    self._outcomes.append(_outcome(file, placed))
                else:
                    self._refuse(file.path, problem)
            for path in texts:
                if problem is None:
                    self._outcomes.append(Outcome(self._shown(path), "report", placed.study.key))
                else:
                    self._refuse(path, problem)

    def _said(self, placed: Placed, view: Projection, found: acquisitions.FoundStudy) -> Placed:
        """What the user says of a scan that was there already: it is corrected, or confirmed, where its file does not tell."""
        first = found.views[0] if len(found.views) == 1 else min(found.views, key=lambda one: one.frame)
        own = next((one for one in placed.study.views if (one.sha256, one.frame) == (first.file.sha256, first.frame)), None)
        if own is None or placed.status[first.file.sha256] != "there":
            return placed
        if own.projection is not view:
            if not is_assumed(own.reason):
                raise IntakeError("told_already", reason=own.reason)
            change = {one.projection: one.projection.other for one in placed.study.views}
            study = correct_projection(self._archive, placed.study.key, change)
        elif is_asked(own):
            study = confirm_projection(self._archive, placed.study.key)
        else:
            return placed
        return Placed(study, dict.fromkeys(placed.status, "corrected"))

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
            self._outcomes.append(Outcome(self._shown(path), "report", key))

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
            "link_to_folder",
            "inside_dataset",
            "report_unused",
            "processed_copy",
            "scatter_window",
            "replaced_before",
        )
        code = problem.code if isinstance(problem, ScanError) else None
        status = "skipped" if skipped else "refused"
        self._outcomes.append(Outcome(self._shown(path), status, error=told(problem), code=code))

    def _shown(self, path: Path) -> str:
        return readable(self._sources.named(path))


def _outcome(file: ScanFile, placed: Placed) -> Outcome:
    own = [source for source in placed.study.views if source.sha256 == file.sha256]
    views = {source.projection: source.reason for source in own}
    notes = tuple(dict.fromkeys((*(note for source in own for note in source.notes), *placed.said)))
    return Outcome(readable(file.named), placed.status[file.sha256], placed.study.key, views, notes)


def _no_progress(_done: int, _total: int, _name: str) -> None:
    return


def _never() -> bool:
    return False


__all__ = ["Importer", "IntakeError", "Outcome", "correct_projection", "import_sources", "readable"]
