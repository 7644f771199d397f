"""Writing one study into a dataset: originals, pictures and report first, studies/<key>.json last, which commits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.counts import picture
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.acquisitions import FoundStudy, FoundView, StudyError, exclusion_reason
from dspic_gui.report import Report, write_report
from dspic_gui.scans.decoder import Decoder
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_reasons import ASSUMED_PAIR, VIEW_NAMES, is_assumed
from dspic_gui.scans.view_words import pair_name
from dspic_gui.study import Counts, Study, ViewSource


@dataclass(frozen=True)
class Placed:
    """A study as it stands now; `status` and `notes` by the sha256 of the files that were given."""

    study: Study
    status: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class StudyWriter:
    """Puts found studies into one archive and knows what is there already."""

    def __init__(self, archive: Archive, decoder: Decoder) -> None:
        self._archive = archive
        self._decoder = decoder
        self._keys = set(archive.study_keys())
        self._by_file: dict[str, str] | None = None
        self._by_name: dict[str, str] = {}

    def place(self, found: FoundStudy, report: Report | None) -> Placed:
        """Write what is new of a study, or say that it is there. ScanError, NotSaved or OSError leave the dataset as it was."""
        key, existing = self._where(found)
        views, joined = self._new_views(found, existing)
        if existing is not None and not views:
            if report is not None:
                self.write_report(key, report)
            return Placed(existing, {file.sha256: "there" for file in found.files})
        study, notes = self._write(key, existing, found, views, report)
        new = {view.file.sha256 for view in views}
        status = "joined" if joined else "new"
        return Placed(study, {file.sha256: status if file.sha256 in new else "there" for file in found.files}, notes)

    def key_of_report(self, path: Path) -> str | None:
        """The study whose scan had this name, None where there is none."""
        self._look_at_all()
        return self._by_name.get(self._name(path))

    def add_written_report(self, file: ScanFile) -> str | None:
        """Give a structured report to its study; the study's key, None where that is not here."""
        key = self._archive.study_key(file.study_uid) if file.study_uid else ""
        if key not in self._keys or file.report is None:
            return None
        self.write_report(key, file.report)
        return key

    def _where(self, found: FoundStudy) -> tuple[str, Study | None]:
        """The study's key and what stands there; another acquisition of the same study has a key of its own."""
        by_uid = any(file.study_uid for file in found.files)
        key = self._archive.study_key(found.identity) if by_uid else self._key_without_uid(found)
        for candidate in (key, self._archive.study_key(f"{found.identity}|{found.acquisition}")):
            if candidate not in self._keys:
                return candidate, None
            existing = self._archive.study(candidate)
            if _fits(existing, found.views) or existing.extra.get("acquisition") == self._acquisition(found):
                return candidate, existing
        raise StudyError("several_pictures", pictures=len(found.views))

    def _key_without_uid(self, found: FoundStudy) -> str:
        """Pictures have no study identifier: they are known by their content, or by the name they share with the other view."""
        by_file = self._look_at_all()
        known = next((by_file[file.sha256] for file in found.files if file.sha256 in by_file), None)
        return known or self._by_name.get(self._name(found.files[0].path)) or self._archive.study_key(found.identity)

    def _look_at_all(self) -> dict[str, str]:
        if self._by_file is None:
            self._by_file = {}
            for key in sorted(self._keys):
                self._remember(self._archive.study(key))
        return self._by_file

    def _remember(self, study: Study) -> None:
        self._keys.add(study.key)
        if self._by_file is not None:
            self._by_file |= {view.sha256: study.key for view in study.views}
            self._by_name |= dict.fromkeys(study.extra.get("names", ()), study.key)

    def _name(self, path: Path) -> str:
        return self._archive.study_key("name:" + pair_name(path.absolute())[0])

    def _acquisition(self, found: FoundStudy) -> str:
        return self._archive.study_key("acquisition:" + found.acquisition)

    def _new_views(self, found: FoundStudy, existing: Study | None) -> tuple[list[FoundView], bool]:
        """The views that are not there yet, and whether they join a study that is."""
        if existing is None:
            return list(found.views), False
        self._check_patient(found, existing)
        there = {(view.sha256, view.frame) for view in existing.views}
        views = [view for view in found.views if (view.file.sha256, view.frame) not in there]
        taken = set(existing.projections)
        placed = []
        for found_view in views:
            by_exclusion = not found_view.told and found_view.projection in taken
            view = _by_exclusion(found_view, existing) if by_exclusion else found_view
            if view.projection in taken:
                raise StudyError("same_view_twice", view=VIEW_NAMES[view.projection])
            taken.add(view.projection)
            placed.append(view)
        return placed, True

    def _check_patient(self, found: FoundStudy, existing: Study) -> None:
        """A file without a patient identifier fits any; its study's key stood in for the patient's."""
        unnamed = self._archive.patient_key(found.identity)
        named = any(file.patient for file in found.files)
        if named and existing.patient not in (self._archive.patient_key(found.patient), unnamed):
            raise StudyError("mixed_patients")

    def _write(
        self, key: str, existing: Study | None, found: FoundStudy, views: Sequence[FoundView], report: Report | None
    ) -> tuple[Study, dict[str, tuple[str, ...]]]:
        counts, notes = self._decode(views)
        made: list[Path] = []
        try:
            sources = tuple(self._source(key, view, made) for view in views)
            study = self._study(key, existing, found, sources)
            for source, pixels in zip(sources, counts, strict=True):
                self._make(self._archive.picture(key, source.projection), picture.write_png(picture.render(pixels)), made)
            if report is not None:
                self.write_report(key, report)
            self._archive.save_study(study)
        except BaseException:
            for path in made:
                with suppress(OSError):
                    path.unlink()
            raise
        self._remember(study)
        return study, notes

    def _decode(self, views: Sequence[FoundView]) -> tuple[list[Counts], dict[str, tuple[str, ...]]]:
        """The pixels of each view, read once more, now with their counts; DecodeError before anything is written."""
        counts, notes = [], {}
        for view in views:
            read = self._decoder.read(view.file.path, frames=[view.frame])
            if read.sha256 != view.file.sha256:
                raise StudyError("changed_while_read")
            counts.append(read.frames[view.frame])
            notes[view.file.sha256] = _pixel_notes(counts[-1], view.file)
        return counts, notes

    def _source(self, key: str, view: FoundView, made: list[Path]) -> ViewSource:
        path = view.file.path.absolute()
        if any(path.is_relative_to(Path(folder).absolute()) for folder in self._archive.dataset.scans):
            return ViewSource(view.projection, str(path), view.frame, view.file.sha256, view.reason)
        copy = self._copy(key, view.file, made)
        file = copy.relative_to(self._archive.folder).as_posix()
        return ViewSource(view.projection, file, view.frame, view.file.sha256, view.reason)

    def _copy(self, key: str, file: ScanFile, made: list[Path]) -> Path:
        """Copy the original under a number, for file names name patients; a copy that lies there already is used."""
        content = file.path.read_bytes()
        if durable.sha256(content) != file.sha256:
            raise StudyError("changed_while_read")
        number = 1
        for number in range(1, 1000):
            path = self._archive.folder / layout.scan_file(key, number, ".png" if file.kind == "png" else ".dcm")
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

    def write_report(self, key: str, report: Report) -> None:
        """Replace the study's report; the one before is kept as a version."""
        path = self._archive.folder / layout.report_file(key)
        content = write_report(report)
        if durable.hash_of(path) != durable.sha256(content):
            durable.write(path, content, root=self._archive.folder)

    def _study(self, key: str, existing: Study | None, found: FoundStudy, sources: tuple[ViewSource, ...]) -> Study:
        names = sorted({self._name(file.path) for file in found.files})
        if existing is not None:
            known: dict[str, Any] = dict(existing.extra) | {"names": sorted({*existing.extra.get("names", ()), *names})}
            return replace(existing, views=_ordered(existing.views + sources), extra=known)
        first = found.views[0].file
        extra = {"names": names, "acquisition": self._acquisition(found)}
        patient = self._archive.patient_key(found.patient)
        return Study(key, patient, _ordered(sources), first.date, first.sex, first.age, first.tracer, extra)


def _fits(existing: Study, views: Sequence[FoundView]) -> bool:
    """Whether each view is there already or has a free place."""
    there = {(view.sha256, view.frame) for view in existing.views}
    return all((view.file.sha256, view.frame) in there or not (view.told and existing.source(view.projection)) for view in views)


def _by_exclusion(view: FoundView, existing: Study) -> FoundView:
    other = existing.source(view.projection)
    if other is None or len(existing.views) > 1:
        raise StudyError("undecided")
    projection = view.projection.other
    guessed = is_assumed(other.reason) and not other.corrected_by
    return replace(view, projection=projection, reason=ASSUMED_PAIR[projection] if guessed else exclusion_reason(projection))


def _ordered(sources: Sequence[ViewSource]) -> tuple[ViewSource, ...]:
    return tuple(sorted(sources, key=lambda source: source.projection.value))


def _pixel_notes(counts: Counts, file: ScanFile) -> tuple[str, ...]:
    lowest, highest = float(counts.min()), float(counts.max())
    stated = file.counts_accumulated
    single = len(file.frame_hints) == 1
    differ = single and stated and abs(float(counts.sum(dtype=float)) - stated) > 0.001 * stated
    return ("constant",) * (lowest == highest) + ("negative",) * (lowest < 0) + ("counts_differ",) * bool(differ)
