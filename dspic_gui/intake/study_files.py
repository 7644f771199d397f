"""The files of a study in a dataset: originals, pictures and report first, studies/<key>.json last, which commits it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from dspic_gui import durable
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.belonging import REPORTS
from dspic_gui.intake.deciding import FoundView, StudyError
from dspic_gui.intake.stage import Stage
from dspic_gui.plain_file import content_of
from dspic_gui.report import Report, write_report
from dspic_gui.scans.decoder import Drawn
from dspic_gui.scans.notes import NOTES, note
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.study import Study, ViewSource


@dataclass(frozen=True, eq=False)
class Ready:
    """A view that can be written: recognised, brought upright and drawn."""

    view: FoundView
    drawn: Drawn


@dataclass(frozen=True, eq=False)
class Pending:
    """A study to be written: what stands of it, the views that come to it, and its report. `study` is what it will be."""

    bare: Study
    ready: tuple[Ready, ...]
    report: Report | None = None
    study: Study | None = None


class StudyFiles:
    """Writes studies into one archive, what is on the stage by renaming it."""

    def __init__(self, archive: Archive, stage: Stage) -> None:
        self._archive = archive
        self._stage = stage

    def planned(self, pending: Pending) -> Study:
        """The new study as it will stand once `commit_together` has written it."""
        names = {file.sha256: name for name, file in _numbered(pending)}
        places = [self._outside(one.view.file) or names[one.view.file.sha256] for one in pending.ready]
        sources = [_source(one, place) for one, place in zip(pending.ready, places, strict=True)]
        return replace(pending.bare, views=ordered(sources))

    def commit_together(self, pending: Sequence[Pending]) -> None:
        """Write new studies, each synced whole before the file that commits it. NotSaved, StudyError or OSError: none is there."""
        folder = self._archive.folder
        layout.require_there(folder)
        contents: list[tuple[Path, bytes | Path]] = []
        for one in pending:
            contents += [
                (folder / name, self._stage.scan(file.sha256) or self._original(file))
                for name, file in _numbered(one)
                if self._outside(file) is None
            ]
            contents += [(self._archive.picture(one.bare.key, ready.view.projection), ready.drawn.picture) for ready in one.ready]
        studies = [
            (folder / layout.study_file(one.bare.key), self._archive.study_content(one.study or one.bare, report=_written(one.report)))
            for one in pending
        ]
        reports = [folder / layout.report_file(one.bare.key) for one in pending if one.report is not None]
        try:
            self._stage.settle(content for _, content in contents if isinstance(content, Path))
            durable.write_together(contents)
            durable.write_together(studies)
            for one in pending:  # After the study: a report without one is a text about a patient that nobody would miss.
                self._put_report(one.bare.key, _written(one.report))
        except BaseException:
            for path, content in (*studies, *contents):
                with suppress(OSError):
                    _take_back(path, content)
            _take_away(*reports)
            raise

    def write_report(self, key: str, report: Report) -> None:
        """Replace the study's report; the one before is kept as a version. The study says first that it will be its own."""
        content = write_report(report)
        with suppress(ArchiveError):  # a study that cannot be read is told elsewhere
            study = self._archive.study(key)
            if durable.sha256(content) not in study.extra.get(REPORTS, ()):
                self._archive.save_study(study, report=content)
        self._put_report(key, content)

    def _put_report(self, key: str, content: bytes | None) -> None:
        path = self._archive.folder / layout.report_file(key)
        if content is not None and durable.hash_of(path) != durable.sha256(content):
            durable.write(path, content, root=self._archive.folder)

    def commit(self, pending: Pending) -> Study:
        """Write one study; what was written goes again where it cannot be. ScanError, NotSaved or OSError."""
        layout.require_there(self._archive.folder)
        bare, ready, report = pending.bare, pending.ready, pending.report
        of_study = self._archive.folder / layout.study_file(bare.key)
        is_new, made = not of_study.exists(), list[Path]()
        try:
            sources = tuple(self.source(bare.key, one, made) for one in ready)
            study = replace(bare, views=ordered(bare.views + sources))
            for one in ready:
                self._make(self._archive.picture(bare.key, one.view.projection), one.drawn.content(), made)
            if report is not None and not is_new:
                self.write_report(bare.key, report)
            self._archive.save_study(study, {source.sha256 for source in sources}, _written(report))
            self._put_report(bare.key, _written(report))
        except BaseException:
            _take_away(*([of_study, self._archive.folder / layout.report_file(bare.key)] if is_new else ()), *made)
            raise
        return study

    def source(self, key: str, one: Ready, made: list[Path]) -> ViewSource:
        """Where a view's pixels will come from; its original is copied unless it stays outside, and `made` says what was written."""
        file = one.view.file
        return _source(one, self._outside(file) or self._copy(key, file, made).relative_to(self._archive.folder).as_posix())

    def _copy(self, key: str, file: ScanFile, made: list[Path]) -> Path:
        """Copy the original under a number, for file names name patients; a copy that lies there already is used."""
        content = self._original(file)
        number = 1
        for number in range(1, 1000):
            path = self._archive.folder / _name(key, number, file)
            if durable.hash_of(path) == file.sha256:
                return path
            if not any(path.parent.glob(f"{number}.*")):
                break
        self._make(path, content, made)
        return path

    def _make(self, path: Path, content: bytes, made: list[Path]) -> None:
        if not path.exists():
            made.append(path)
        durable.write(path, content, root=self._archive.folder, keep_versions=False)

    def _original(self, file: ScanFile) -> bytes:
        content = content_of(self._stage.scan(file.sha256) or file.path)
        if durable.sha256(content) != file.sha256:
            raise StudyError("changed_while_read")
        return content

    def _outside(self, file: ScanFile) -> str | None:
        """The path of a scan that stays where it is; None for one that is copied."""
        return str(file.path.absolute()) if stays_outside(self._archive, file.path) else None


def stays_outside(archive: Archive, path: Path) -> bool:
    """Whether the dataset takes this scan without a copy: it lies in one of the folders that the dataset names."""
    return any(path.absolute().is_relative_to(Path(folder).absolute()) for folder in archive.dataset.scans)


def _written(report: Report | None) -> bytes | None:
    return write_report(report) if report is not None else None


def _take_away(*paths: Path) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _source(one: Ready, file: str) -> ViewSource:
    view, recipe = one.view, one.view.layout.recipe
    return ViewSource(
        view.projection,
        file,
        view.frame,
        view.file.sha256,
        view.reason,
        acquired=view.file.acquired,
        phase=view.file.phase,
        turned=recipe.turned,
        raster=recipe.raster,
        values=recipe.values,
        notes=notes_of(view),
        pixels_sha256=one.drawn.pixels_sha256,
    )


def _numbered(pending: Pending) -> list[tuple[str, ScanFile]]:
    """The originals under numbers, for file names name patients."""
    files = {one.view.file.sha256: one.view.file for one in pending.ready}.values()
    return [(_name(pending.bare.key, number, file), file) for number, file in enumerate(files, 1)]


def _name(key: str, number: int, file: ScanFile) -> str:
    return layout.scan_file(key, number, ".png" if file.kind == "png" else ".dcm")


def _take_back(path: Path, content: bytes | Path) -> None:
    """What was renamed lies on the stage again, for another try; what was written is gone."""
    if isinstance(content, bytes):
        path.unlink(missing_ok=True)
    elif not content.exists():
        path.replace(content)


def notes_of(view: FoundView) -> tuple[str, ...]:
    """What a reader should know of a view: of its file, of its own pixels, and of how it was brought upright."""
    of_file = [name for name in view.file.notes if name in NOTES]
    if view.layout.recipe.inverted_from is not None:
        of_file = [name for name in of_file if name != "monochrome1"]
    return tuple(dict.fromkeys((*map(note, of_file), *map(note, _pixel_notes(view)), *view.notes)))


def _pixel_notes(view: FoundView) -> list[str]:
    facts = view.file.facts
    if view.frame >= len(facts):
        return []
    own, stated = facts[view.frame], view.file.counts_accumulated
    totals = (*(one.total for one in facts), sum(one.total for one in facts))
    differ = bool(stated) and view.layout.recipe.inverted_from is None and not any(_is_near(total, stated or 0) for total in totals)
    return ["constant"] * (own.lowest == own.highest) + ["negative"] * (own.lowest < 0) + ["counts_differ"] * differ


def _is_near(total: float, stated: int) -> bool:
    return abs(total - stated) <= 0.001 * stated


def ordered(sources: Sequence[ViewSource]) -> tuple[ViewSource, ...]:
    """Anterior first."""
    return tuple(sorted(sources, key=lambda source: source.projection.value))
