"""Which pictures were taken in one pass over the body: by their times, by words for the phase, else by the series."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from dspic_gui.scans.scan_file import ScanFile

ONE_PASS = 45.0
"""Minutes: a camera with one head takes the second view after the first, 15 to 30 minutes each; the next phase comes hours later."""
REPEATED = (5.0, 0.2)
"""Minutes: where one pass would have more than two pictures, they are parted at shorter pauses; two heads never differ by 12 s."""

_EARLY = re.compile(
    r"blood.?pool|\bpool\b|\bearly\b|\bfl?ow\b|perfusion|fr(?:ü|ue)h|pr[ée]coce|tissulaire|temprana|血池|早期", re.IGNORECASE
)
_LATE = re.compile(r"\bdelay|\blate\b|sp(?:ä|ae)t|tardi|[2-6] ?(?:h|hrs?|hours?|小时)(?![a-z])|延迟|晚期", re.IGNORECASE)

Kind = TypeVar("Kind")


def minutes_between(one: str | None, other: str | None) -> float | None:
    """The time between two moments (ISO 8601); None where one is not known."""
    try:
        first, second = datetime.fromisoformat(one or ""), datetime.fromisoformat(other or "")
        return abs((second - first).total_seconds()) / 60
    except (ValueError, TypeError):
        return None


def word_for_phase(file: ScanFile) -> str | None:
    """ "early" or "late" where the file's words say one of them."""
    words = " ".join(words for _, words in file.words)
    early, late = bool(_EARLY.search(words)), bool(_LATE.search(words))
    return None if early == late else "early" if early else "late"


def may_be_one_pass(one: ScanFile, other: ScanFile) -> bool:
    """Whether two single pictures may be the two views of one pass."""
    return fit(one.acquired, word_for_phase(one), other.acquired, word_for_phase(other))


def fit(one: str | None, one_phase: str | None, other: str | None, other_phase: str | None) -> bool:
    """The same by times and words: phases that differ never meet, whatever time stands in the file."""
    if one_phase is not None and other_phase is not None and one_phase != other_phase:
        return False
    apart = minutes_between(one, other)
    return apart is None or apart <= ONE_PASS


def passes(entries: Sequence[Kind], file: Callable[[Kind], ScanFile], most: int = 2) -> list[list[Kind]]:
    """The entries parted into passes; one that has more than `most` is parted again at shorter pauses, then by series."""
    found = [part for group in _parted(entries, file, ONE_PASS) for part in _by_words(group, file)]
    for pause in REPEATED:
        found = [part for group in found for part in (_parted(group, file, pause) if len(group) > most else [group])]
    return [part for group in found for part in (_by_series(group, file) if len(group) > most else [group])]


def _parted(entries: Sequence[Kind], file: Callable[[Kind], ScanFile], pause: float) -> list[list[Kind]]:
    timed = sorted((entry for entry in entries if _is_time(file(entry).acquired)), key=lambda entry: file(entry).acquired or "")
    groups: list[list[Kind]] = []
    for entry in timed:
        apart = minutes_between(file(groups[-1][-1]).acquired, file(entry).acquired) if groups else None
        if apart is not None and apart <= pause:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    untimed = [entry for entry in entries if not _is_time(file(entry).acquired)]
    return [*groups, *_by_words(untimed, file)]


def _by_words(entries: Sequence[Kind], file: Callable[[Kind], ScanFile]) -> list[list[Kind]]:
    """Pictures of one time, or without any: one pass, unless their words say different phases."""
    named: dict[str | None, list[Kind]] = {}
    for entry in entries:
        named.setdefault(word_for_phase(file(entry)), []).append(entry)
    if len(named) == 2 and None in named:
        return [list(entries)]
    return list(named.values())


def _by_series(entries: Sequence[Kind], file: Callable[[Kind], ScanFile]) -> list[list[Kind]]:
    groups: dict[str, list[Kind]] = {}
    for entry in entries:
        groups.setdefault(file(entry).series_uid or "", []).append(entry)
    return list(groups.values())


def _is_time(moment: str | None) -> bool:
    return minutes_between(moment, moment) is not None
