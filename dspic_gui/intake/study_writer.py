"""Writing one study into a dataset: originals, pictures and report first, studies/<key>.json last, which commits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.dataset.archive import TRUTH, Archive
from dspic_gui.dataset.audit import Act
from dspic_gui.dataset.exchange import Exchange, carry_out
from dspic_gui.dataset.study_file import study_to_json
from dspic_gui.intake.acquisitions import FoundStudy
from dspic_gui.intake.deciding import FoundView, StudyError
from dspic_gui.intake.identity import contradiction
from dspic_gui.intake.joining import join
from dspic_gui.intake.known_studies import BORN, EXAMINATION, REPLACED, KnownStudies
from dspic_gui.intake.phases import fit, word_for_phase
from dspic_gui.report import Report, write_report
from dspic_gui.scans.decoder import Decoder, Drawn
from dspic_gui.scans.notes import FIELDS, NOTES, note
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.sentence import Sentence
from dspic_gui.study import Study, ViewSource

REPLACE = "replace views"
"""The act in the lead's audit."""
LEAD = "lead"


@dataclass(frozen=True)
class Placed:
    """A study as it stands now; `status` by the sha256 of the files that were given."""

    study: Study
    status: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class _Ready:
    """A view that can be written: recognised, brought upright and drawn."""

    view: FoundView
    drawn: Drawn


class StudyWriter:
    """Puts found studies into one archive and knows what is there already."""

    def __init__(self, archive: Archive, decoder: Decoder, *, replacing: bool = False) -> None:
        self._archive = archive
        self._decoder = decoder
        self._known = KnownStudies(archive, decoder)
        self._replacing = replacing

    def place(self, found: FoundStudy, report: Report | None) -> Placed:
        """Write what is new of a study, or say that it is there. ScanError, NotSaved or OSError leave the dataset as it was."""
        if not self._replacing and all(self._known.is_replaced(file.sha256) for file in found.files):
            raise StudyError("replaced_before")
        held = self._holding(found)
        if held is not None:
            return self._there(held, found, report)
        ready = [_Ready(view, drawn) for view, drawn in self._draw(found.views)]
        left, shown = self._not_shown_yet(ready, found)
        if shown is not None and not left:
            return self._there(shown, found, report)
        existing, apart = (shown, None) if shown is not None else self._where(found)
        if existing is None:
            return self._new(found, ready, report, apart)
        return self._add(existing, found, left, report)

    def key_of_report(self, path: Path) -> str | None:
        """The study whose scan had this name, None where there is none."""
        return self._known.of_name(path)

    def add_written_report(self, file: ScanFile) -> str | None:
        """Give a structured report to its study; the study's key, None where that is not here."""
        key = self._archive.study_key(file.study_uid) if file.study_uid else ""
        if key not in self._known.keys or file.report is None:
            return None
        self.write_report(key, file.report)
        return key

    def write_report(self, key: str, report: Report) -> None:
        """Replace the study's report; the one before is kept as a version."""
        path = self._archive.folder / "reports" / f"{key}.json"
        content = write_report(report)
        if durable.hash_of(path) != durable.sha256(content):
            durable.write(path, content, root=self._archive.folder)

    # what is there

    def _holding(self, found: FoundStudy) -> Study | None:
        """The study that holds all of these files' views already."""
        key = self._known.of_files(file.sha256 for file in found.files)
        if key is None:
            return None
        study = self._archive.study(key)
        there = {(view.sha256, view.frame) for view in study.views}
        return study if all((view.file.sha256, view.frame) in there for view in found.views) else None

    def _there(self, study: Study, found: FoundStudy, report: Report | None) -> Placed:
        if report is not None:
            self.write_report(study.key, report)
        return Placed(study, {file.sha256: "there" for file in found.files})

    def _not_shown_yet(self, ready: Sequence[_Ready], found: FoundStudy) -> tuple[list[_Ready], Study | None]:
        """The views whose counts no study shows, and the study that shows the others. Pictures of one value are no copies."""
        shown: Study | None = None
        left = []
        for one in ready:
            key = None if _is_constant(one.view) else self._known.of_pixels(one.drawn.pixels_sha256)
            if key is None:
                left.append(one)
                continue
            shown = self._archive.study(key)
            if contradiction(found.person, self._known.person(shown)):
                raise StudyError("of_two_patients")
        return left, shown

    def _where(self, found: FoundStudy) -> tuple[Study | None, str | None]:
        """The study that these views join, None where they make a new one; and what parts them from another person's."""
        apart = None
        for key in self._candidates(found):
            existing = self._archive.study(key)
            field = contradiction(found.person, self._known.person(existing))
            apart = apart or field
            if field is None and self._is_same_pass(existing, found):
                self._check_needed(existing, found)
                if self._joins(existing, found):
                    return existing, None
        return None, apart

    def _check_needed(self, existing: Study, found: FoundStudy) -> None:
        """A processed copy is not needed beside the original that shows the same views."""
        covered = all(existing.source(view.projection) for view in found.views)
        if covered and not self._replacing and all(file.derived for file in found.files) and not self._known.is_derived(existing):
            raise StudyError("processed_copy")

    def _candidates(self, found: FoundStudy) -> list[str]:
        """Pictures have no study identifier: they are known by the name they share with the other view."""
        held = self._known.of_files(file.sha256 for file in found.files)
        if held is not None:
            return [held]
        if any(file.study_uid for file in found.files):
            return self._known.of_examination(self._archive.study_key(found.identity))
        named = self._known.of_name(found.files[0].named)
        return [named] if named else []

    def _is_same_pass(self, existing: Study, found: FoundStudy) -> bool:
        times = self._known.times(existing)
        return all(fit(*there, file.acquired, word_for_phase(file)) for there in times for file in found.files)

    def _joins(self, existing: Study, found: FoundStudy) -> bool:
        """A whole pair beside another is a pass of its own, unless it takes the place of a processed copy or of what is named."""
        taken = [view for view in found.views if existing.source(view.projection)]
        return len(found.views) < 2 or not taken or self._replacing or self._is_original_of(existing, found)

    def _is_original_of(self, existing: Study, found: FoundStudy) -> bool:
        return self._known.is_derived(existing) and not any(file.derived for file in found.files)

    # writing

    def _new(self, found: FoundStudy, ready: Sequence[_Ready], report: Report | None, apart: str | None) -> Placed:
        key = self._free_key(found, apart)
        patient = self._archive.patient_key(found.patient if apart is None else f"{found.patient}|{key}")
        if apart is None and (field := self._known.contradicts(patient, key, found.person)):
            patient, apart = self._archive.patient_key(f"{found.patient}|{key}"), field
            ready = _noted(ready, note("other_patient", field=Sentence(FIELDS[apart])))
        elif apart is not None:
            ready = _noted(ready, note("kept_apart", field=Sentence(FIELDS[apart])))
        first = found.views[0].file
        extra: dict[str, Any] = {"names": self._names(found, ()), "acquisition": self._acquisition(found)}
        examination = self._archive.study_key(found.identity)
        extra |= {EXAMINATION: examination} if examination != key else {}
        extra |= {BORN: born} if (born := self._known.born(found.person)) else {}
        bare = Study(key, patient, (), first.date, found.person.sex, first.age, first.tracer, extra)
        study = self._commit(bare, ready, report)
        return Placed(study, {file.sha256: "new" for file in found.files})

    def _free_key(self, found: FoundStudy, apart: str | None) -> str:
        """Made of the study's identifier; of the pass too where another has that, and of the content where that is taken as well."""
        key = self._archive.study_key(found.identity)
        more = ("", f"|{found.acquisition}", f"|{found.acquisition}|{found.views[0].file.sha256}")
        names = [key, *(self._archive.study_key(found.identity + name) for name in more[1:])]
        return next((name for name in names if name not in self._known.keys), names[-1])

    def _add(self, existing: Study, found: FoundStudy, ready: Sequence[_Ready], report: Report | None) -> Placed:
        new = {one.view.file.sha256 for one in ready}
        by_hand = self._replacing and any(existing.source(one.view.projection) for one in ready)
        if by_hand or (ready and self._is_original_of(existing, found) and self._is_unread(existing.key)):
            study, status = self._replace(existing, found, ready), "replaced"
            if report is not None:
                self.write_report(study.key, report)
        else:
            joined = join(existing, [one.view for one in ready], may_move=self._is_unread(existing.key))
            placed = [_Ready(view, one.drawn) for view, one in zip(joined.views, ready, strict=True)]
            known = dict(existing.extra) | {"names": self._names(found, existing.extra.get("names", ()))}
            kept = replace(existing, views=joined.there, extra=known)
            if joined.there != existing.views:
                self._exchange(existing, kept)
            study, status = self._commit(kept, placed, report), "joined"
        return Placed(study, {file.sha256: status if file.sha256 in new else "there" for file in found.files})

    def _exchange(self, existing: Study, moved: Study) -> None:
        """The view that was only assumed becomes the other one, with its picture, before the one that tells comes in."""
        (was,), (now,) = existing.views, moved.views
        old, new = (self._archive.picture(existing.key, view.projection) for view in (was, now))
        files: dict[str, bytes | None] = {
            f"pictures/{old.name}": None,
            f"pictures/{new.name}": old.read_bytes(),
            f"studies/{existing.key}.json": study_to_json(moved),
        }
        carry_out(self._archive.folder, Exchange(existing.key, files, (Act(LEAD, "exchange views", existing.key, {}),)))
        self._archive.forget(existing.key)

    def _replace(self, existing: Study, found: FoundStudy, ready: Sequence[_Ready]) -> Study:
        """Views by other files of the same study, as one act; the files that were read before stay in scans/."""
        self._check_unsealed(existing.key)
        made: list[Path] = []
        ready = _noted(ready, note("replaced_by_hand" if self._replacing else "replaced"))
        sources = [self._source(existing.key, one, made) for one in ready]
        places = {source.projection for source in sources}
        kept = tuple(view for view in existing.views if view.projection not in places)
        gone = {view.sha256 for view in existing.views} - {view.sha256 for view in (*kept, *sources)}
        known = dict(existing.extra) | {"names": self._names(found, existing.extra.get("names", ()))}
        known |= {REPLACED: sorted({*existing.extra.get(REPLACED, ()), *gone})}
        study = replace(existing, views=_ordered((*kept, *sources)), extra=known)
        files: dict[str, bytes | None] = {f"pictures/{existing.key}_{one.view.projection}.png": one.drawn.picture for one in ready}
        files[f"studies/{existing.key}.json"] = study_to_json(study)
        words = ", ".join(sorted({source.file for source in sources}))
        carry_out(self._archive.folder, Exchange(existing.key, files, (Act(LEAD, REPLACE, existing.key, {}, words),)))
        self._archive.forget(existing.key)
        self._known.remember(study)
        return study

    def _check_unsealed(self, key: str) -> None:
        sealed = any(self._archive.store(path.stem).is_sealed(key) for path in (self._archive.folder / "audit").glob("*.jsonl"))
        if sealed:
            raise StudyError("sealed_already")

    def _is_unread(self, key: str) -> bool:
        folder = self._archive.folder
        return not any((folder / TRUTH).glob(f"{key}_*.json")) and not any((folder / "readings").glob(f"*/{key}_*.json"))

    def _commit(self, bare: Study, ready: Sequence[_Ready], report: Report | None) -> Study:
        made: list[Path] = []
        try:
            sources = tuple(self._source(bare.key, one, made) for one in ready)
            study = replace(bare, views=_ordered(bare.views + sources))
            for one in ready:
                self._make(self._archive.picture(bare.key, one.view.projection), one.drawn.picture, made)
            if report is not None:
                self.write_report(bare.key, report)
            self._archive.save_study(study)
        except BaseException:
            for path in made:
                with suppress(OSError):
                    path.unlink()
            raise
        self._known.remember(study)
        return study

    def _draw(self, views: Sequence[FoundView]) -> list[tuple[FoundView, Drawn]]:
        """Each view brought upright and drawn, the file read once more; DecodeError before anything is written."""
        drawn: dict[int, Drawn] = {}
        for file in {view.file.sha256: view.file for view in views}.values():
            own = [view for view in views if view.file.sha256 == file.sha256]
            sha256, pictures = self._decoder.draw(file.path, [(view.frame, view.layout.recipe) for view in own])
            if sha256 != file.sha256:
                raise StudyError("changed_while_read")
            drawn |= {id(view): picture for view, picture in zip(own, pictures, strict=True)}
        return [(view, drawn[id(view)]) for view in views]

    def _source(self, key: str, one: _Ready, made: list[Path]) -> ViewSource:
        view, recipe = one.view, one.view.layout.recipe
        path = view.file.path.absolute()
        outside = any(path.is_relative_to(Path(folder).absolute()) for folder in self._archive.dataset.scans)
        file = str(path) if outside else self._copy(key, view.file, made).relative_to(self._archive.folder).as_posix()
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

    def _copy(self, key: str, file: ScanFile, made: list[Path]) -> Path:
        """Copy the original under a number, for file names name patients; a copy that lies there already is used."""
        content = file.path.read_bytes()
        if durable.sha256(content) != file.sha256:
            raise StudyError("changed_while_read")
        folder = self._archive.folder / "scans" / key
        number = 1
        for number in range(1, 1000):
            path = folder / f"{number}{'.png' if file.kind == 'png' else '.dcm'}"
            if durable.hash_of(path) == file.sha256:
                return path
            if not any(folder.glob(f"{number}.*")):
                break
        self._make(path, content, made)
        return path

    def _make(self, path: Path, content: bytes, made: list[Path]) -> None:
        if not path.exists():
            made.append(path)
        durable.write(path, content, root=self._archive.folder, keep_versions=False)

    def _names(self, found: FoundStudy, known: Sequence[str]) -> list[str]:
        return sorted({*known, *(self._known.name(file.named) for file in found.files)})

    def _acquisition(self, found: FoundStudy) -> str:
        return self._archive.study_key("acquisition:" + found.acquisition)


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


def _is_constant(view: FoundView) -> bool:
    facts = view.file.facts
    return view.frame >= len(facts) or facts[view.frame].lowest == facts[view.frame].highest


def _noted(ready: Sequence[_Ready], said: str) -> list[_Ready]:
    """The same with a note on every view, unless it stands there."""
    return [one if said in one.view.notes else replace(one, view=replace(one.view, notes=(*one.view.notes, said))) for one in ready]


def _ordered(sources: Sequence[ViewSource]) -> tuple[ViewSource, ...]:
    return tuple(sorted(sources, key=lambda source: source.projection.value))
