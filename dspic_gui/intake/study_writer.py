"""Writing one study into a dataset: originals, pictures and report first, studies/<key>.json last, which commits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dspic_gui.counts.raster import Recipe
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.acquisitions import FoundStudy
from dspic_gui.intake.batch import Batch
from dspic_gui.intake.deciding import FoundView, StudyError
from dspic_gui.intake.identity import contradiction
from dspic_gui.intake.joining import join
from dspic_gui.intake.known_studies import BORN, EXAMINATION, NAMED, SHARED, KnownStudies
from dspic_gui.intake.numbering import as_numbered_by, place_as_numbered_by
from dspic_gui.intake.parting import part
from dspic_gui.intake.phases import fit, word_for_phase
from dspic_gui.intake.replacing import exchange_assumed, is_unread, replace_views
from dspic_gui.intake.stage import Stage
from dspic_gui.intake.study_files import Pending, Ready, StudyFiles
from dspic_gui.report import Report
from dspic_gui.scans.decoder import Drawn, ToDraw
from dspic_gui.scans.decoder_pool import DecoderPool
from dspic_gui.scans.notes import FIELDS, note
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.sentence import Sentence
from dspic_gui.study import Study

TOGETHER = 32
"""So many studies of an import are synced at once: a quarter of a second of work that a kill can cost."""


@dataclass(frozen=True)
class Placed:
    """A study as it stands now; `status` by the sha256 of the files that were given, `said` what else is to be known of them."""

    study: Study
    status: Mapping[str, str]
    said: tuple[str, ...] = ()


class StudyWriter:
    """Puts found studies into one archive and knows what is there already."""

    def __init__(self, archive: Archive, known: KnownStudies, decoder: DecoderPool, stage: Stage, *, replacing: bool = False) -> None:
        self._archive = archive
        self._decoder = decoder
        self._known = known
        self._stage = stage
        self._files = StudyFiles(archive, stage)
        self._replacing = replacing
        self.batch = Batch(self._files, self._known, TOGETHER)

    def draw(self, found: FoundStudy) -> list[Drawn] | None:
        """The views of a study brought upright and drawn, which may be done ahead; None where its files are known already.

        DecodeError or StudyError.
        """
        if self._known.holds_all(file.sha256 for file in found.files):
            return None
        return [drawn for _, drawn in self._draw(found.views)]

    def place(self, found: FoundStudy, report: Report | None, drawn: Sequence[Drawn] | None = None) -> Placed:
        """Write what is new of a study, or say that it is there. ScanError, NotSaved or OSError leave the dataset as it was."""
        if not self._replacing and all(self._known.is_replaced(file.sha256) for file in found.files):
            raise StudyError("replaced_before")
        held = self._holding(found)
        if held is not None:
            return self._there(held, found, report)
        pictures = drawn or [picture for _, picture in self._draw(found.views)]
        ready = [Ready(view, picture) for view, picture in zip(found.views, pictures, strict=True)]
        left, shown = self._not_shown_yet(ready, found)
        if shown is not None and not left:
            said = (note("of_two_patients"),) if contradiction(found.person, self._known.person(shown)) else ()
            return replace(self._there(shown, found, report), said=said)
        existing, apart = (shown, None) if shown is not None else self._where(found)
        if existing is None:
            return self._new(found, left, report, apart)
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
        self._files.write_report(key, report)

    def _study(self, key: str) -> Study:
        """A study as it stands on the disk; what waits is written first."""
        self.batch.write_if_waiting(key)
        return self._archive.study(key)

    # what is there

    def _holding(self, found: FoundStudy) -> Study | None:
        """The study that holds all of these files' views already."""
        key = self._known.of_files(file.sha256 for file in found.files)
        if key is None:
            return None
        study = self._study(key)
        there = {(view.sha256, view.frame) for view in study.views}
        return study if all((view.file.sha256, view.frame) in there for view in found.views) else None

    def _there(self, study: Study, found: FoundStudy, report: Report | None) -> Placed:
        if report is not None:
            self.write_report(study.key, report)
        return Placed(study, {file.sha256: "there" for file in found.files})

    def _not_shown_yet(self, ready: Sequence[Ready], found: FoundStudy) -> tuple[list[Ready], Study | None]:
        """The views whose counts no study shows, and the study that shows the others. Pictures of one value are no copies."""
        shown: Study | None = None
        left = []
        for one in ready:
            key = None if _is_constant(one.view) else self._known.of_pixels(one.drawn.pixels_sha256)
            if key is None:
                left.append(one)
                continue
            there = self._study(key)
            is_other = contradiction(found.person, self._known.person(there))
            if is_other and not self._known.is_instance(there, one.view.file.instance_uid):
                left += _noted([one], note("of_two_patients"))
            else:
                shown = there
        return left, shown

    def _where(self, found: FoundStudy) -> tuple[Study | None, str | None]:
        """The study that these views join, None where they make a new one; and what parts them from another person's."""
        apart = None
        for key in self._candidates(found):
            existing = self._study(key)
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

    def _new(self, found: FoundStudy, ready: Sequence[Ready], report: Report | None, apart: str | None) -> Placed:
        key = self._free_key(found, apart)
        patient, shared = self._patient(found, key, apart)
        if shared is not None:
            part(self._archive, self._known, *shared, self._study)
        if apart is not None:
            ready = _noted(ready, note("kept_apart", field=Sentence(FIELDS[apart])))
        elif shared is not None:
            ready = _noted(ready, note("other_patient", field=Sentence(FIELDS[shared[1]])))
        first = found.views[0].file
        extra: dict[str, Any] = {"names": self._names(found, ()), "acquisition": self._acquisition(found)}
        examination = self._archive.study_key(found.identity)
        extra |= {EXAMINATION: examination} if examination != key else {}
        extra |= {SHARED: list(shared)} if shared else {}
        extra |= {BORN: born} if (born := self._known.born(found.person)) else {}
        extra |= {NAMED: named} if (named := self._known.named(found.person)) else {}
        bare = Study(key, patient, (), first.date, found.person.sex, first.age, first.tracer, extra)
        pending = Pending(bare, tuple(ready), report)
        begun = (self._archive.folder / layout.scan_file(key, 1, ".dcm")).parent.exists()
        study = self._files.commit(pending) if begun else self.batch.add(pending)
        self._known.remember(study)
        return Placed(study, {file.sha256: "new" for file in found.files})

    def _patient(self, found: FoundStudy, key: str, apart: str | None) -> tuple[str, tuple[str, str] | None]:
        """The key of the study's patient; and, where different people have the number, its key and the field in which they differ."""
        number = self._archive.patient_key(found.patient if found.shared is None else found.shared[0])
        field = found.shared[1] if found.shared else self._known.contradicts(number, key, found.person)
        alone = apart is not None or (field is not None and found.shared is None)
        patient = self._archive.patient_key(f"{found.patient}|{key}" if alone else found.patient)
        return patient, None if field is None else (number, field)

    def _free_key(self, found: FoundStudy, apart: str | None) -> str:
        """Made of the study's identifier; of the pass too where another has that, and of the content where that is taken as well."""
        key = self._archive.study_key(found.identity)
        more = ("", f"|{found.acquisition}", f"|{found.acquisition}|{found.views[0].file.sha256}")
        names = [key, *(self._archive.study_key(found.identity + name) for name in more[1:])]
        return next((name for name in names if name not in self._known.keys), names[-1])

    def _add(self, existing: Study, found: FoundStudy, ready: Sequence[Ready], report: Report | None) -> Placed:
        new = {one.view.file.sha256 for one in ready}
        by_hand = self._replacing and any(existing.source(one.view.projection) for one in ready)
        if by_hand or (ready and self._is_original_of(existing, found) and is_unread(self._archive.folder, existing.key)):
            said = note("replaced_by_hand" if self._replacing else "replaced")
            names = self._names(found, existing.extra.get("names", ()))
            study, status = replace_views(self._archive, self._files, existing, _noted(ready, said), names), "replaced"
            self._known.remember(study)
            if report is not None:
                self.write_report(study.key, report)
        else:
            may_move = is_unread(self._archive.folder, existing.key)
            joined = join(*self._numbered_alike(existing, ready, may_move=may_move), may_move=may_move)
            placed = [Ready(view, one.drawn) for view, one in zip(joined.views, ready, strict=True)]
            known = dict(existing.extra) | {"names": self._names(found, existing.extra.get("names", ()))}
            kept = replace(existing, views=joined.there, extra=known)
            if joined.there != existing.views:
                exchange_assumed(self._archive, existing, kept)
            study, status = self._files.commit(Pending(kept, tuple(placed), report)), "joined"
            self._known.remember(study)
        return Placed(study, {file.sha256: status if file.sha256 in new else "there" for file in found.files})

    def _numbered_alike(self, existing: Study, ready: Sequence[Ready], *, may_move: bool) -> tuple[Study, list[FoundView]]:
        """The study and what comes to it, each read from 0 where the other shows that its camera counts so."""
        headers = self._known.headers(existing)
        views = [as_numbered_by(one.view, list(headers.values())) for one in ready]
        if not may_move or len(existing.views) != 1 or not headers:
            return existing, views
        (there,) = existing.views
        now = place_as_numbered_by(there, headers[there.sha256], [one.view.file for one in ready])
        return replace(existing, views=(now,)), views

    def _draw(self, views: Sequence[FoundView]) -> list[tuple[FoundView, Drawn]]:
        """Each view brought upright and drawn, its file read once more where it lies otherwise; DecodeError before anything is written."""
        drawn: dict[int, Drawn] = {}
        for file in {view.file.sha256: view.file for view in views}.values():
            own = [view for view in views if view.file.sha256 == file.sha256]
            pictures = self._as_they_lie(own) or self._decoder.draw(
                self._stage.scan(file.sha256) or file.path, file.sha256, [_to_draw(view) for view in own]
            )
            drawn |= {id(view): picture for view, picture in zip(own, pictures, strict=True)}
        return [(view, drawn[id(view)]) for view in views]

    def _as_they_lie(self, views: Sequence[FoundView]) -> list[Drawn]:
        """The pictures that were drawn when the file was read; none where a view must first be brought upright."""
        found = []
        for view in views:
            picture, asked = self._stage.picture(view.file.sha256, view.frame), _to_draw(view)
            if picture is None or asked.pixels is None or asked.recipe != Recipe():
                return []
            found.append(Drawn(asked.pixels, picture))
        return found

    def _names(self, found: FoundStudy, known: Sequence[str]) -> list[str]:
        return sorted({*known, *(self._known.name(file.named) for file in found.files)})

    def _acquisition(self, found: FoundStudy) -> str:
        return self._archive.study_key("acquisition:" + found.acquisition)


def _to_draw(view: FoundView) -> ToDraw:
    facts = view.file.facts
    known = facts[view.frame].pixels if view.frame < len(facts) else None
    return ToDraw(view.frame, view.layout.recipe, known)


def _is_constant(view: FoundView) -> bool:
    facts = view.file.facts
    return view.frame >= len(facts) or facts[view.frame].lowest == facts[view.frame].highest


def _noted(ready: Sequence[Ready], said: str) -> list[Ready]:
    """The same with a note on every view, unless it stands there."""
    return [one if said in one.view.notes else replace(one, view=replace(one.view, notes=(*one.view.notes, said))) for one in ready]
