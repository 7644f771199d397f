"""Files that were read become studies: which frames belong together, which view each is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import FrameHints, ScanFile
from dspic_gui.scans.view_reasons import ASSUMED, ASSUMED_PAIR, FIELD_NAMES, REASONS, VIEW_NAMES, reason
from dspic_gui.scans.view_words import pair_name, projection_in
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection

TECHNETIUM_KEV = 140.5

_CODES = {"399321004": Projection.ANT, "G-5215": Projection.ANT, "399001007": Projection.POST, "G-5216": Projection.POST}
_SCHEMES = frozenset(("SCT", "SRT", "SNM3", "99SDM", ""))
_ANGLE_TOLERANCE = 5.0
_Said = dict[str, tuple[Projection, Sentence]]


class StudyError(ScanError):
    """Files that make no study; the text is a sentence for the reader."""


@dataclass(frozen=True, eq=False)
class FoundView:
    """One frame that was recognised as a view. `told` is False where it was only assumed."""

    projection: Projection
    file: ScanFile
    frame: int
    reason: str
    told: bool = True


@dataclass(frozen=True, eq=False)
class FoundStudy:
    """One acquisition of one patient: one or two views. `identity` is what the study's key is made of, `acquisition` tells apart
    several acquisitions of one study, `patient` is what the patient's key is made of.
    """

    identity: str
    acquisition: str
    patient: str
    views: tuple[FoundView, ...]

    @property
    def files(self) -> tuple[ScanFile, ...]:
        """The files the views are in, each once."""
        return tuple({view.file.sha256: view.file for view in self.views}.values())


@dataclass(frozen=True, eq=False)
class Refused:
    """A file that makes no study, and why."""

    file: ScanFile
    error: StudyError


def studies(files: Iterable[ScanFile], view: Projection | None = None) -> tuple[list[FoundStudy], list[Refused]]:
    """The studies in these files, and the files that make none.

    `view` is said by the user of what does not tell: of a single view, or of the first of two. What is not said either is assumed.
    """
    groups: dict[str, list[ScanFile]] = {}
    for file in files:
        groups.setdefault(_group(file), []).append(file)
    found: list[FoundStudy] = []
    refused: list[Refused] = []
    for group in groups.values():
        _group_studies(group, view, found, refused)
    return found, refused


def told(file: ScanFile, frame: int) -> dict[str, tuple[Projection, Sentence]]:
    """What the file says of a frame's view by each rule, the most trusted first, with the sentence that is shown."""
    hints = file.frame_hints[frame] if frame < len(file.frame_hints) else FrameHints()
    several = len({entry.detector for entry in file.frame_hints}) > 1
    said: dict[str, tuple[Projection | None, str, dict[str, object]]] = {
        "code": (_by_code(hints), "code", {}),
        "angle": (_by_angle(hints), "angle", {"angle": f"{hints.start_angle or 0:g}"}),
        "orientation": (_by_orientation(hints), "orientation", {}),
    }
    if file.kind == "png":
        said["name"] = (pair_name(file.path)[1], "name", {})
    if len(file.frame_hints) == 1:
        said |= {name: (projection_in(words), "field", {"field": FIELD_NAMES.get(name, name)}) for name, words in file.words}
    if file.detectors > 1 or several:
        by_detector = {1: Projection.ANT, 2: Projection.POST}.get(hints.detector or 0)
        said["detector"] = (by_detector, "detector", {"number": hints.detector, "count": max(file.detectors, 2)})
    return {rule: (projection, reason(kind, projection, **values)) for rule, (projection, kind, values) in said.items() if projection}


def _group(file: ScanFile) -> str:
    if file.study_uid:
        return "uid:" + file.study_uid
    return "name:" + pair_name(file.path)[0] if file.kind == "png" else "file:" + file.sha256


def _group_studies(group: Sequence[ScanFile], view: Projection | None, found: list[FoundStudy], refused: list[Refused]) -> None:
    kept: dict[str, ScanFile] = {}
    for file in group:
        if file.sha256 in kept:
            refused.append(Refused(file, StudyError("double")))
        kept.setdefault(file.sha256, file)
    if _name_different_patients(kept.values()):
        refused.extend(Refused(file, StudyError("mixed_patients")) for file in kept.values())
        return
    frames: list[tuple[ScanFile, tuple[int, ...]]] = []
    for file in kept.values():
        try:
            frames.append((file, planar_frames(file)))
        except StudyError as problem:
            refused.append(Refused(file, problem))
    for acquisition in _acquisitions(frames):
        try:
            found.append(_study(_decide(acquisition, view)))
        except StudyError as problem:
            refused.extend(Refused(file, problem) for file, _ in acquisition)


def _study(views: tuple[FoundView, ...]) -> FoundStudy:
    file = views[0].file
    acquisition = file.acquired or file.series_uid or file.instance_uid or file.sha256
    return FoundStudy(file.study_uid or file.sha256, acquisition, _patient(views), views)


def _patient(views: Sequence[FoundView]) -> str:
    named = next((view.file.patient for view in views if view.file.patient), None)
    return named or views[0].file.study_uid or views[0].file.sha256


def _name_different_patients(files: Iterable[ScanFile]) -> bool:
    """By identifier, birth date and sex; never by name, for its spelling depends on the character set."""
    several = list(files)
    return any(len({value for file in several if (value := getattr(file, field))}) > 1 for field in ("patient", "birth_date", "sex"))


def planar_frames(file: ScanFile) -> tuple[int, ...]:
    """The one or two frames of the energy window that holds the technetium peak, else of the first; StudyError where there are more."""
    windows = sorted({hints.energy_window for hints in file.frame_hints if hints.energy_window})
    holds = [number for number, (low, high) in enumerate(file.energy_windows, 1) if low <= TECHNETIUM_KEV <= high and number in windows]
    chosen = next(iter(holds or windows), None)
    frames = tuple(place for place, hints in enumerate(file.frame_hints) if hints.energy_window == chosen)
    if not 1 <= len(frames) <= 2:
        raise StudyError("several_frames", frames=len(file.frame_hints))
    return frames


def _acquisitions(frames: Sequence[tuple[ScanFile, tuple[int, ...]]]) -> list[list[tuple[ScanFile, tuple[int, ...]]]]:
    """A file with two views stands alone; single views belong together by time, then by series, and two are a pair anyway."""
    alone = [[entry] for entry in frames if len(entry[1]) == 2]
    single = sorted((entry for entry in frames if len(entry[1]) == 1), key=lambda entry: (entry[0].acquired or "", entry[0].path.name))
    if len(single) <= 2:
        return alone + ([single] if single else [])
    groups: dict[str, list[tuple[ScanFile, tuple[int, ...]]]] = {}
    by_time = len({entry[0].acquired for entry in single}) > 1
    for entry in single:
        groups.setdefault((entry[0].acquired if by_time else entry[0].series_uid) or "", []).append(entry)
    return alone + list(groups.values())


def _decide(acquisition: Sequence[tuple[ScanFile, tuple[int, ...]]], view: Projection | None) -> tuple[FoundView, ...]:
    places = [(file, frame) for file, frames in acquisition for frame in frames]
    if len(places) > 2:
        raise StudyError("several_pictures", pictures=len(places))
    said = [told(file, frame) for file, frame in places]
    if len(places) == 1:
        return (_known(*places[0], said[0]) or _said(*places[0], view),)
    first, second = (_known(*place, _without_ties(own, *said)) for place, own in zip(places, said, strict=True))
    if first is None and second is None:
        first, second = _undecided_pair(places, view)
    elif first and second and first.projection is second.projection:
        first, second = (None if list(own) == ["detector"] else known for own, known in zip(said, (first, second), strict=True))
    first = first or _by_exclusion(*places[0], second)
    second = second or _by_exclusion(*places[1], first)
    if first.projection is second.projection:
        raise StudyError("same_view_twice", view=VIEW_NAMES[first.projection])
    return (first, second) if first.projection is Projection.ANT else (second, first)


def _without_ties(own: _Said, first: _Said, second: _Said) -> _Said:
    """A rule that says the same of both views tells nothing where another one tells them apart."""
    ties = {rule for rule in first if rule in second and first[rule][0] is second[rule][0]}
    apart = any(rule in second and first[rule][0] is not second[rule][0] for rule in first)
    return {rule: said for rule, said in own.items() if rule not in ties} if apart else own


def _known(file: ScanFile, frame: int, said: _Said) -> FoundView | None:
    if not said:
        return None
    (projection, sentence), *others = said.values()
    against = next((other for other_projection, other in others if other_projection is not projection), None)
    why = sentence if against is None else Sentence(REASONS["against"], reason=sentence, other=against)
    return FoundView(projection, file, frame, _with_energy_note(why, file, frame))


def _said(file: ScanFile, frame: int, view: Projection | None) -> FoundView:
    if view is None:
        return FoundView(Projection.ANT, file, frame, ASSUMED, told=False)
    return FoundView(view, file, frame, reason("said", view))


def _undecided_pair(places: Sequence[tuple[ScanFile, int]], view: Projection | None) -> tuple[FoundView | None, FoundView | None]:
    """Two files with one detector each, 1 and 2, are two detectors; else the first of two is what was said of it, or assumed anterior."""
    detectors = [file.frame_hints[frame].detector for file, frame in places]
    if sorted(detector or 0 for detector in detectors) == [1, 2]:
        by_detector = [Projection.ANT if detector == 1 else Projection.POST for detector in detectors]
        reasons = [reason("detector", side, number=detector, count=2) for detector, side in zip(detectors, by_detector, strict=True)]
        first, second = (FoundView(by_detector[place], *places[place], reasons[place]) for place in (0, 1))
        return first, second
    if view is not None:
        return _said(*places[0], view), None
    anterior, posterior = (
        FoundView(side, *place, ASSUMED_PAIR[side], told=False) for side, place in zip(ASSUMED_PAIR, places, strict=True)
    )
    return anterior, posterior


def _by_exclusion(file: ScanFile, frame: int, other: FoundView | None) -> FoundView:
    if other is None:
        raise StudyError("undecided")
    projection = other.projection.other
    return FoundView(projection, file, frame, exclusion_reason(projection))


def exclusion_reason(projection: Projection) -> str:
    """Why a view that does not tell is this one when its study has the other."""
    return reason("exclusion", projection, other=VIEW_NAMES[projection.other])


def _with_energy_note(why: Sentence, file: ScanFile, frame: int) -> Sentence:
    windows = {hints.energy_window for hints in file.frame_hints}
    if len(windows) <= 1:
        return why
    return Sentence(REASONS["window"], reason=why, number=file.frame_hints[frame].energy_window, count=len(windows))


def _by_code(hints: FrameHints) -> Projection | None:
    scheme, value = hints.view_code or ("", "")
    return _CODES.get(value.upper()) if scheme.upper() in _SCHEMES else None


def _by_angle(hints: FrameHints) -> Projection | None:
    """180 degrees is in front of the patient, 0 behind (PS3.3 C.8.4.10)."""
    if hints.start_angle is None:
        return None
    angle = hints.start_angle % 360.0
    if abs(angle - 180.0) <= _ANGLE_TOLERANCE:
        return Projection.ANT
    return Projection.POST if min(angle, 360.0 - angle) <= _ANGLE_TOLERANCE else None


def _by_orientation(hints: FrameHints) -> Projection | None:
    """The picture's normal points to the back for a view from the front: rows towards the left hand, columns to the feet."""
    if hints.orientation is None:
        return None
    (row_x, _, row_z), (column_x, _, column_z) = hints.orientation[:3], hints.orientation[3:]
    backwards = row_z * column_x - row_x * column_z
    return None if abs(backwards) < 0.5 else Projection.ANT if backwards > 0 else Projection.POST
