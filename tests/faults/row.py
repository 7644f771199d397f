"""A row of the fault matrix, made of numbered tries, and the small dataset that faults are made in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


@dataclass(frozen=True)
class Try:
    """One try: what it was one of, where a row counts several things apart, and what went wrong, empty where nothing did."""

    of: str = ""
    wrong: str = ""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: its name in the matrix, the figure to reach, how many tries are the whole campaign, and what does them.

    `tries` gives one Try for each number of those that it is given, None for a number that turned out to be none; numbers do not
    depend on one another, so that a campaign that was stopped goes on where it was. `why_not` says why it cannot be done here.
    """

    what: str
    figure: str
    size: Callable[[], int]
    tries: Callable[[Sequence[int]], Iterator[Try | None]]
    why_not: Callable[[], str] = str
    remark: str = ""


def fixed(size: int) -> Callable[[], int]:
    """So many tries."""
    return lambda: size


def dataset_in(folder: Path) -> tuple[Archive, str]:
    """A dataset of one study as R1 sees it, and the study's key."""
    archive = small_dataset(folder / "d", 1).as_reader("R1")
    return archive, archive.study_keys()[0]


def numbered(key: str, number: int) -> Reading:
    """A reading that says its number: in both views every third time, else in one."""
    x = 20.0 + number % 200
    marks = [lesion(x=x, uid=f"{number:032x}")]
    if number % 3 == 0:
        marks.append(lesion(x=x, view=Projection.POST, uid=f"f{number:031x}"))
    return Reading(key, "R1", tuple(marks))


def number_of(reading: Reading | None) -> int:
    """The number that a reading says; -1 where there is none, or where it is no whole state of ours."""
    if reading is None or not reading.lesions:
        return -1
    ant = [mark for mark in reading.lesions if mark.projection is Projection.ANT]
    number = int(ant[0].uid, 16) if len(ant) == 1 else -1
    return number if number >= 0 and reading.lesions == numbered(reading.study, number).lesions else -1
