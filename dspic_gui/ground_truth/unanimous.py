"""Accept-all over a whole dataset: every waiting lesion that all planned readers marked with one code, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.adjudication import Adjudication, AdjudicationError, SettledMeanwhile, read_adjudication
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, why_not_settle
from dspic_gui.ground_truth.consolidation import save_adjudication
from dspic_gui.ground_truth.settlement import UNANIMOUS, Settlement
from dspic_gui.times import now

Progress = Callable[[int, int], None]
TAKEN_BACK = "unanimous taken back"
"""The reason in the audit of whoever takes an accept-all back."""


@dataclass(frozen=True)
class Batch:
    """How many lesions each study has in an accept-all, when it was made (ISO 8601, UTC), and what could not be done."""

    counts: Mapping[str, int]
    at: str = ""
    problems: tuple[str, ...] = ()

    @property
    def lesions(self) -> int:
        """The lesions of all studies."""
        return sum(self.counts.values())

    @property
    def studies(self) -> tuple[str, ...]:
        """The studies that have any."""
        return tuple(self.counts)


def waiting_unanimous(archive: Archive, progress: Progress = lambda done, total: None) -> Batch:
    """What accepting would accept now, in the studies that this person may see."""
    problems: list[str] = []
    desks = _desks(archive, archive.counted_keys(), progress, problems)
    counts = {desk.study.key: len(desk.unanimous) for desk in desks if desk.unanimous}
    return Batch(counts, problems=tuple(problems))


def accept_unanimous(archive: Archive, keys: Iterable[str], progress: Progress = lambda done, total: None) -> Batch:
    """Accept it in these studies; one moment stands in all settlements of the batch. A full disk ends it, and the rest is named."""
    _require_settling(archive)
    at, counts, problems = now(), dict[str, int](), list[str]()
    for desk in _desks(archive, list(keys), progress, problems):
        try:
            counts[desk.study.key] = desk.accept_unanimous(at)
        except SettledMeanwhile as problem:
            problems.append(f"{desk.study.key}: {problem}")
        except NotSaved as problem:
            problems.append(f"{desk.study.key}: {problem}")
            break
    return Batch({key: count for key, count in counts.items() if count}, at, tuple(problems))


def last_accepted(archive: Archive, progress: Progress = lambda done, total: None) -> Batch | None:
    """The last accept-all of this person as far as it still stands, in one study or many; None where there is none."""
    standing = {key: _own_standing(archive, found) for key, found in _adjudications(archive, archive.counted_keys(), progress)}
    at = max((one.at for found in standing.values() for one in found), default=None)
    if at is None:
        return None
    counts = {key: sum(one.at == at for one in found) for key, found in standing.items()}
    return Batch({key: count for key, count in counts.items() if count}, at)


def take_back_accepted(archive: Archive, batch: Batch, progress: Progress = lambda done, total: None) -> Batch:
    """Take the batch back: its lesions wait again, but for those that a person has settled otherwise since. Gives what was taken back."""
    _require_settling(archive)
    counts, problems = dict[str, int](), list[str]()
    for key, found in _adjudications(archive, batch.studies, progress):
        gone = {one for one in _own_standing(archive, found) if one.at == batch.at}
        kept = replace(found, settlements=tuple(one for one in found.settlements if one not in gone))
        try:
            if gone:
                save_adjudication(archive, kept, TAKEN_BACK, seen=found.seen)
                counts[key] = len(gone)
        except SettledMeanwhile as problem:
            problems.append(f"{key}: {problem}")
        except NotSaved as problem:
            problems.append(f"{key}: {problem}")
            break
    return Batch(counts, batch.at, tuple(problems))


def _require_settling(archive: Archive) -> None:
    refused = why_not_settle(archive)
    if refused:
        raise AdjudicationError(refused)


def _own_standing(archive: Archive, found: Adjudication) -> list[Settlement]:
    by = archive.person
    return [one for one in found.standing.values() if one.reason == UNANIMOUS and one.by == by]


def _desks(archive: Archive, keys: list[str], progress: Progress, problems: list[str]) -> Iterator[AdjudicationDesk]:
    for done, key in enumerate(keys):
        progress(done, len(keys))
        try:
            if archive.may_see_others(key):
                yield AdjudicationDesk(archive, archive.study(key))
        except (AdjudicationError, ArchiveError) as problem:
            problems.append(f"{key}: {problem}")


def _adjudications(archive: Archive, keys: Iterable[str], progress: Progress) -> Iterator[tuple[str, Adjudication]]:
    """The settlements of the studies that this person may see; a damaged file is left as it is."""
    wanted = list(keys)
    for done, key in enumerate(wanted):
        progress(done, len(wanted))
        try:
            found = read_adjudication(archive.folder, key)
        except AdjudicationError:
            continue
        if found.settlements and archive.may_see_others(key):
            yield key, found
