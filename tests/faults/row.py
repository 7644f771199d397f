"""A row of the fault matrix, and the small dataset that faults are made in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


@dataclass(frozen=True)
class Row:
    """What was done, how often, how often it went wrong, and what counts as wrong."""

    what: str
    figure: str
    tries: int
    wrong: int
    said: str = ""


Measure = Callable[[float], Row]
"""Does the row at a scale: 1.0 is the whole campaign, the short form in the test suite takes a small part of it."""


def share(whole: int, scale: float, least: int = 2) -> int:
    """So many of the whole at this scale."""
    return max(least, round(whole * scale))


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
