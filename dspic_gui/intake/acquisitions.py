"""Files that were read become studies: which pictures belong to one person and one pass, and which view each is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dspic_gui.intake.before_after import mark_before_and_after
from dspic_gui.intake.choosing import TECHNETIUM_KEV, Refused, best, is_off_peak, is_scatter, limits_of, once, under_two_names
from dspic_gui.intake.deciding import FoundView, StudyError, decide, exclusion_reason
from dspic_gui.intake.identity import Person, by_person, contradiction, person_of
from dspic_gui.intake.layout import Picture, pictures_of
from dspic_gui.intake.numbering import numbered_alike
from dspic_gui.intake.phases import may_be_one_pass, minutes_between, passes
from dspic_gui.scans.notes import FIELDS, note
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.scans.view_reasons import ASSUMED, ASSUMED_PAIR
from dspic_gui.scans.view_words import pair_name
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection

_APART = 10.0
"""Minutes between two views from which on a reader should know of it."""


@dataclass(frozen=True, eq=False)
class FoundStudy:
    """One pass over one patient: one or two views. `identity` is what the study's key is made of, `acquisition` tells apart
    several passes of one study, `patient` is what the patient's key is made of, and `person` what is known of the patient.
    `apart` where the identifiers are shared with another person's study; `shared` is the number that different people
    have, and the field in which they contradict each other.
    """

    identity: str
    acquisition: str
    patient: str
    views: tuple[FoundView, ...]
    person: Person = field(default_factory=Person)
    apart: bool = False
    shared: tuple[str, str] | None = None

    @property
    def files(self) -> tuple[ScanFile, ...]:
        """The files the views are in, each once."""
        return tuple({view.file.sha256: view.file for view in self.views}.values())


def studies(files: Iterable[ScanFile], view: Projection | None = None) -> tuple[list[FoundStudy], list[Refused]]:
    """The studies in these files, and the files that make none.

    `view` is said by the user of what does not tell: of a single view, or of the first of two. What is not said either is assumed.
    """
    refused: list[Refused] = []
    groups: dict[str, list[ScanFile]] = {}
    files = mark_before_and_after(list(files))
    for file in once(files, refused):
        groups.setdefault(_group(file), []).append(file)
    found: list[FoundStudy] = []
    for group in groups.values():
        found += _of_group(group, view, refused)
    twice = under_two_names(files)
    found = [_with_doubt(study) if any(file.sha256 in twice for file in study.files) else study for study in found]
    return _without_shared_numbers(found), refused


def _with_doubt(study: FoundStudy) -> FoundStudy:
    said = note("of_two_patients")
    return replace(study, views=tuple(replace(view, notes=(*view.notes, said)) for view in study.views))


def _without_shared_numbers(found: list[FoundStudy]) -> list[FoundStudy]:
    """Where one number stands for people who contradict each other, no study has the patient of another.

    Nor does one that would contradict none of them: it may be anybody's.
    """
    by_number: dict[str, list[FoundStudy]] = {}
    for study in found:
        by_number.setdefault(study.patient, []).append(study)
    shared = {number: why for number, several in by_number.items() if (why := _first_contradiction(several))}
    return [_of_shared_number(study, shared[study.patient]) if study.patient in shared else study for study in found]


def _first_contradiction(several: Sequence[FoundStudy]) -> str | None:
    people = dict.fromkeys(replace(study.person, id=None) for study in several if not study.apart)
    pairs = itertools.combinations(people, 2)
    return next((why for one, other in pairs if (why := contradiction(one, other))), None)


def _of_shared_number(study: FoundStudy, why: str) -> FoundStudy:
    said = note("other_patient", field=Sentence(FIELDS[why]))
    views = tuple(replace(view, notes=(*view.notes, said)) for view in study.views)
    own = study.views[0].file.sha256 if study.apart else study.identity
    return replace(study, views=views, patient=f"{study.patient}|{own}", shared=(study.patient, why))


def _group(file: ScanFile) -> str:
    if file.study_uid:
        return "uid:" + file.study_uid
    return "name:" + pair_name(file.named)[0] if file.kind == "png" else "file:" + file.sha256


def _of_group(group: Sequence[ScanFile], view: Projection | None, refused: list[Refused]) -> list[FoundStudy]:
    """The studies of files with one study identifier, kept apart where they speak of different people."""
    people, doubtful, why = by_person(group, person_of)
    refused.extend(Refused(file, StudyError("mixed_patients")) for file in doubtful)
    found = [study for files in people for study in _of_person(files, view, refused)]
    if len(people) < 2 or why is None:
        return found
    said = note("kept_apart", field=Sentence(FIELDS[why]))
    return [_apart(study, said) for study in found]


def _apart(study: FoundStudy, said: Sentence) -> FoundStudy:
    """The study under a name of its own, for its identifiers are not its patient's alone."""
    views = tuple(replace(view, notes=(*view.notes, said)) for view in study.views)
    named = next((view.file.patient for view in study.views if view.file.patient), None)
    return replace(study, views=views, apart=True, patient=named or f"{study.identity}|{study.views[0].file.sha256}")


def _of_person(files: Sequence[ScanFile], view: Projection | None, refused: list[Refused]) -> list[FoundStudy]:
    found = []
    for pictures in _passes(best(numbered_alike(files), refused), refused):
        try:
            found.append(_study(decide(pictures, view)))
        except ScanError as problem:
            read = {picture.file.sha256: picture.file for picture in pictures}
            error = problem if isinstance(problem, StudyError) else StudyError(problem.code, **problem.values)
            refused.extend(Refused(file, error) for file in read.values())
    return found


def _passes(files: Sequence[ScanFile], refused: list[Refused]) -> list[list[Picture]]:
    """A file with two pictures is a pass by itself; single pictures belong together by time."""
    alone: list[list[Picture]] = []
    single: list[Picture] = []
    for file in sorted(files, key=lambda file: (file.acquired or "", file.named.name)):
        try:
            pictures = pictures_of(file, planar_frames(file))
        except StudyError as problem:
            refused.append(Refused(file, problem))
            continue
        if len(pictures) == 1:
            single += pictures
        else:
            alone.append(pictures)
    if len(single) == 2 and may_be_one_pass(single[0].file, single[1].file):
        return [*alone, single]
    return alone + passes(single, _file_of)


def _file_of(picture: Picture) -> ScanFile:
    return picture.file


def _study(views: tuple[FoundView, ...]) -> FoundStudy:
    file = views[0].file
    acquisition = file.acquired or file.series_uid or file.instance_uid or file.sha256
    person = max((person_of(view.file) for view in views), key=lambda one: sum(value is not None for value in vars(one).values()))
    noted = tuple(replace(view, notes=(*view.notes, *_notes(view, views))) for view in views)
    return FoundStudy(file.study_uid or file.sha256, acquisition, _patient(views), noted, person)


def _notes(view: FoundView, views: Sequence[FoundView]) -> list[str]:
    """What is to be said of a view as one of its pass."""
    found: list[str] = []
    limits = next(iter(limits_of(view.file)), None)
    if limits is not None and is_off_peak(view.file):
        low, high = limits
        found.append(note("off_peak", low=f"{low:g}", high=f"{high:g}"))
    if view.file.derived and view.file.kind == "dicom":
        found.append(note("processed"))
    apart = minutes_between(views[0].file.acquired, views[-1].file.acquired)
    if apart is not None and apart >= _APART:
        found.append(note("minutes_apart", minutes=round(apart)))
    return found


def _patient(views: Sequence[FoundView]) -> str:
    named = next((view.file.patient for view in views if view.file.patient), None)
    return named or views[0].file.study_uid or views[0].file.sha256


def planar_frames(file: ScanFile) -> tuple[int, ...]:
    """The one or two frames of the energy window that holds the technetium peak, else of the first; StudyError where there are more."""
    windows = sorted({hints.energy_window for hints in file.frame_hints if hints.energy_window})
    holds = [number for number, (low, high) in enumerate(file.energy_windows, 1) if low <= TECHNETIUM_KEV <= high and number in windows]
    named = [number for number, name in enumerate(file.window_names, 1) if name and not is_scatter(name) and number in windows]
    chosen = next(iter(holds or named or windows), None)
    frames = tuple(place for place, hints in enumerate(file.frame_hints) if hints.energy_window == chosen)
    if not 1 <= len(frames) <= 2:
        raise StudyError("several_frames", frames=len(file.frame_hints))
    return frames


__all__ = [
    "ASSUMED",
    "ASSUMED_PAIR",
    "FoundStudy",
    "FoundView",
    "Refused",
    "StudyError",
    "exclusion_reason",
    "planar_frames",
    "studies",
]
