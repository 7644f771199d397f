"""Which of several files of one patient's examination are read: copies once, originals before what was made of them, the photopeak."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dspic_gui.intake.deciding import StudyError
from dspic_gui.intake.evidence import evidence, telling
from dspic_gui.intake.identity import contradiction, person_of
from dspic_gui.intake.phases import ONE_PASS, minutes_between
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.study import Projection

TECHNETIUM_KEV = 140.5
Window = TypeVar("Window")
_SCATTER = re.compile(r"\bscatter|compton|streu|diffus[ée]|dispers|散射", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Refused:
    """A file that makes no study, and why."""

    file: ScanFile
    error: StudyError


def once(files: Sequence[ScanFile], refused: list[Refused]) -> list[ScanFile]:
    """Each picture once, in the order given: the same content, the same pixels, or the same instance compressed with loss."""
    kept: dict[tuple[object, ...], list[ScanFile]] = {}
    read: set[int] = set()
    for file in sorted(files, key=_as_copy):
        same = [other for mark in _marks(file) for other in kept.get(mark, ())]
        if any(_is_copy(file, other) for other in same) or _without_loss(file, kept):
            refused.append(Refused(file, StudyError("double")))
            continue
        for mark in (*_marks(file), ("instance", file.instance_uid)):
            kept.setdefault(mark, []).append(file)
        read.add(id(file))
    return [file for file in files if id(file) in read]


def under_two_names(files: Sequence[ScanFile]) -> set[str]:
    """The hashes of files whose pixels came under another patient too: one of the two names is wrong."""
    by_mark: dict[tuple[object, ...], list[ScanFile]] = {}
    for file in files:
        for mark in _marks(file)[1:]:
            by_mark.setdefault(mark, []).append(file)
    return {file.sha256 for same in by_mark.values() if len(same) > 1 for file in same if _is_of_another(file, same)}


def _is_of_another(file: ScanFile, same: Sequence[ScanFile]) -> bool:
    return any(contradiction(person_of(file), person_of(other)) is not None for other in same)


def _is_copy(file: ScanFile, kept: ScanFile) -> bool:
    """The same bytes, or the same pixels of nobody else or in the same instance, whatever its header says."""
    same = file.sha256 == kept.sha256 or (file.instance_uid is not None and file.instance_uid == kept.instance_uid)
    return same or contradiction(person_of(file), person_of(kept)) is None


def _as_copy(file: ScanFile) -> tuple[bool, int, int]:
    """Of equal pictures the one that was compressed without loss and says most is read."""
    told = sum(bool(telling(evidence(file, frame))) for frame in range(len(file.frame_hints)))
    return "lossy" in file.notes, -told, -sum(value is not None for value in vars(person_of(file)).values())


def _marks(file: ScanFile) -> list[tuple[object, ...]]:
    """What copies share: their bytes; their pixels, unless these are all alike."""
    found: list[tuple[object, ...]] = [("bytes", file.sha256)]
    if file.facts and any(facts.lowest < facts.highest for facts in file.facts):
        found.append(("pixels", *(facts.pixels for facts in file.facts)))
    return found


def _without_loss(file: ScanFile, kept: dict[tuple[object, ...], list[ScanFile]]) -> bool:
    """Whether the original of a lossy copy is there: the same instance of nobody else. Without loss the same instance has the
    same pixels; where it has not, de-identification gave one identifier to everybody.
    """
    same = kept.get(("instance", file.instance_uid), ()) if file.instance_uid else ()
    return "lossy" in file.notes and any(contradiction(person_of(file), person_of(one)) is None for one in same)


def best(files: Sequence[ScanFile], refused: list[Refused]) -> list[ScanFile]:
    """The files that are read: no processed copy where its original is there, no scatter where the photopeak is."""
    kept = []
    for file in files:
        code = _worse_than(file, files)
        if code is None:
            kept.append(file)
        else:
            refused.append(Refused(file, StudyError(code)))
    return kept


def is_off_peak(file: ScanFile) -> bool:
    """Whether no energy window of the file holds the technetium peak, or its words or its windows' names call it scatter."""
    limits = limits_of(file)
    beside = bool(limits) and not any(low <= TECHNETIUM_KEV <= high for low, high in limits)
    named = any(_SCATTER.search(words) for _, words in file.words)
    names = _of_frames(file, file.window_names)
    return beside or named or (not limits and bool(names) and all(map(is_scatter, names)))


def limits_of(file: ScanFile) -> list[tuple[float, float]]:
    """The limits in keV of the energy windows that the file's frames are of: it may describe others, whose frames lie elsewhere."""
    return [(low, high) for low, high in _of_frames(file, file.energy_windows) if high > 0]


def _of_frames(file: ScanFile, windows: Sequence[Window]) -> list[Window]:
    """Those of the described windows, counted from 1, of which a frame is; all where the frames do not tell."""
    used = {hints.energy_window for hints in file.frame_hints}
    found = [window for number, window in enumerate(windows, 1) if number in used]
    return found if used and len(found) == len(used) else list(windows)


def is_scatter(name: str) -> bool:
    """Whether an energy window is called after scattered radiation."""
    return bool(_SCATTER.search(name))


def _worse_than(file: ScanFile, files: Sequence[ScanFile]) -> str | None:
    """The code of the refusal of a file that another one makes needless."""
    for code, is_worse in (("processed_copy", _is_derived), ("scatter_window", is_off_peak)):
        if is_worse(file) and any(not is_worse(other) and _covers(other, file, files, is_worse) for other in files):
            return code
    return None


def _is_derived(file: ScanFile) -> bool:
    return file.derived


def _covers(other: ScanFile, file: ScanFile, files: Sequence[ScanFile], is_worse: Callable[[ScanFile], bool]) -> bool:
    """Whether the other files of the same pass show what this one shows."""
    if not _of_one_pass(other, file):
        return False
    better = [one for one in files if not is_worse(one) and _of_one_pass(one, file)]
    pictures = sum(len(one.frame_hints) for one in better)
    return pictures >= 2 or _views(file) <= {view for one in better for view in _views(one)}


def _of_one_pass(one: ScanFile, other: ScanFile) -> bool:
    apart = minutes_between(one.acquired, other.acquired)
    return apart is None or apart <= ONE_PASS


def _views(file: ScanFile) -> set[Projection]:
    return {view for frame in range(len(file.frame_hints)) for view in telling(evidence(file, frame))}
