"""The index over a patient's studies: what changed from one to the next, and what is noise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dspic_gui.burden.dataset_burden import StudyBurden
from dspic_gui.sentence import Sentence

REPEATABILITY = 0.30
"""Repeat scans differ by up to this much, in percent of the skeleton (EXINI's figures for its own
index): a change below it is noise."""

BAND = Sentence(
    "A change below {limit} is within repeatability (published for another program's index on "
    "repeat scans, not measured on this one).",
    limit=f"{REPEATABILITY:.2f}",
)


class Course(StrEnum):
    """How a study lies to the one before it."""

    FIRST = "first"
    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within repeatability"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Step:
    """A study of a trend with the change since the study before it that has an index."""

    study: StudyBurden
    change: float | None
    course: Course


def trend(studies: Iterable[StudyBurden]) -> tuple[Step, ...]:
    """One patient's studies by their dates, undated ones last, each compared with the one before.

    What has no index (unlike the network's training scans, not sealed yet) or no date is not compared.
    """
    ordered = sorted(studies, key=lambda one: (one.study.time.when is None, one.study.time.when or "", one.study.key))
    steps: list[Step] = []
    before: float | None = None
    for study in ordered:
        value = study.index
        if value is None or study.study.time.when is None:
            steps.append(Step(study, None, Course.UNKNOWN))
            continue
        change = None if before is None else value - before
        steps.append(Step(study, change, course_of(change)))
        before = value
    return tuple(steps)


def course_of(change: float | None) -> Course:
    """What a change means; None: there is no study before."""
    if change is None:
        return Course.FIRST
    if abs(change) < REPEATABILITY:
        return Course.WITHIN
    return Course.HIGHER if change > 0 else Course.LOWER


def trends(studies: Iterable[StudyBurden]) -> tuple[tuple[Step, ...], ...]:
    """The trend of every patient, by the patient's pseudonym."""
    found: dict[str, list[StudyBurden]] = {}
    for one in studies:
        found.setdefault(one.study.patient, []).append(one)
    return tuple(trend(found[patient]) for patient in sorted(found))
