"""How long the vote and the agreement figures take on 10,000 studies of three readings with five lesions each."""

from __future__ import annotations

import gc
import math
import random
import sys
import time
from collections.abc import Callable

from dspic_gui.ground_truth.agreement_report import ReadStudy, answers_report
from dspic_gui.ground_truth.consensus import consolidate
from dspic_gui.ground_truth.lesion_agreement import StudyMarks, lesion_agreement, study_marks
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Polygon, Rectangle, Shape
from dspic_gui.study import Projection, Study, ViewSource
from dspic_gui.vote import VoteRule
from tests.benchmarks.rows import Row, row

STUDIES, QUICK_STUDIES = 10_000, 500
READERS = ("R1", "R2", "R3")
RULE = VoteRule()
"""What a physician's marks look like: 10 to 22 pixels across, a third of each shape kind, shifted by some pixels between readers."""


def made_study(number: int) -> ReadStudy:
    """A study whose readers each mark five lesions, in either view."""
    chance = random.Random(number)
    key = f"{number:016x}"
    sources = tuple(ViewSource(view, f"scans/{key}/1.dcm", at, "0" * 64, "made") for at, view in enumerate(Projection))
    spots = [(chance.choice(list(Projection)), chance.uniform(30, 220), chance.uniform(30, 990)) for _ in range(5)]
    readings = {}
    for reader in READERS:
        lesions = tuple(_lesion(chance, view, x, y, kind) for kind, (view, x, y) in enumerate(spots))
        readings[reader] = Reading(key, reader, lesions, State.SEALED)
    return ReadStudy(Study(key, f"{number // 2:016x}", sources), readings)


def _lesion(chance: random.Random, view: Projection, x: float, y: float, kind: int) -> Lesion:
    x, y, wide = x + chance.gauss(0, 2), y + chance.gauss(0, 2), chance.uniform(5, 11)
    disease = chance.choice(("metastasis", "metastasis", "arthritis"))
    shape: Shape = Rectangle((x - wide, y - wide), (x + wide, y + wide))
    if kind % 3 == 1:
        shape = Ellipse(x, y, wide, wide * 0.8, chance.uniform(0, 90))
    if kind % 3 == 2:
        turns = [2 * math.pi * step / 20 for step in range(20)]
        shape = Polygon(tuple((x + wide * math.cos(turn), y + wide * math.sin(turn)) for turn in turns))
    return Lesion(view, shape, f"{disease}:rib:left", uid=f"{x}{y}")


def _seconds(work: Callable[[], object]) -> float:
    """Seconds of CPU: what the single-threaded work takes on a machine that does nothing else."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(studies: int = STUDIES) -> list[Row]:
    """The rows of the benchmark; goals are for 10,000 studies."""
    made = _made(studies)
    tenth = _seconds(lambda: _vote(made[: studies // 10]))
    whole = _seconds(lambda: _vote(made))
    kappas = _seconds(lambda: answers_report(made, READERS, resamples=0))
    marks = _marks(made)
    lesions = _seconds(lambda: lesion_agreement(marks, READERS, RULE, resamples=0))
    interval = _seconds(lambda: answers_report(made, READERS, resamples=1000))
    scale, used = studies / STUDIES, "s of CPU"
    return [
        row(f"consolidate {studies} studies of three readings with five lesions", whole, used, 10 * scale, by="python"),
        row("time per study of all against a tenth of them (1 is linear)", whole / (10 * tenth), "times", "<= 1.5"),
        row(f"kappas of {studies} studies", kappas, used, 10 * scale, by="python"),
        row(f"lesion distances of {studies} studies", lesions, used, 20 * scale, by="python"),
        row(f"kappas of {studies} studies with 1,000 resamples by patient", interval, used, by="python"),
        *_each(whole / studies, lesions / studies),
    ]


def quick(studies: int = QUICK_STUDIES) -> list[Row]:
    """The time of one study, over some hundreds."""
    made = _made(studies)
    whole = _seconds(lambda: _vote(made))
    marks = _marks(made)
    lesions = _seconds(lambda: lesion_agreement(marks, READERS, RULE, resamples=0))
    return _each(whole / studies, lesions / studies)


def _each(consolidate_seconds: float, lesion_seconds: float) -> list[Row]:
    return [
        row("consolidate, each study", 1000 * consolidate_seconds, "ms", 1.0, by="python"),
        row("lesion distances, each study", 1000 * lesion_seconds, "ms", 2.0, by="python"),
    ]


def _made(studies: int) -> list[ReadStudy]:
    """So many studies, which the collector then leaves alone: the program reads one after another and holds none of them."""
    made = [made_study(number) for number in range(studies)]
    gc.collect()
    gc.freeze()
    return made


def _vote(some: list[ReadStudy]) -> None:
    for one in some:
        consolidate(one.study.key, one.readings.values(), READERS, RULE, projections=one.study.projections)


def _marks(made: list[ReadStudy]) -> list[StudyMarks]:
    return [study_marks(number, one.readings.values(), one.study.projections) for number, one in enumerate(made)]


if __name__ == "__main__":
    for line in measure(int(sys.argv[1]) if len(sys.argv) > 1 else STUDIES):
        print(f"{line['name']:75} {line['value']:8} {line['unit']:6} goal {line['goal']}")
