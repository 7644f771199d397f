"""The vote and the lesion figures of drawn studies are, byte for byte, what they were when the masks were counted one by one."""

from __future__ import annotations

import hashlib
import json
import math
import random

import pytest

from dspic_gui.ground_truth.consensus import consolidate
from dspic_gui.ground_truth.consensus_file import compose_consensus_file
from dspic_gui.ground_truth.lesion_agreement import lesion_agreement, study_marks
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Polygon, Rectangle, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource
from dspic_gui.vote import OutlineRule, VoteRule

READERS = ("R1", "R2", "R3")
STUDIES = 16
VOTES = {
    OutlineRule.MAJORITY: "96e92db7e612383d6ade6d361c8ed921",
    OutlineRule.MEDOID: "17aea872578577294e47b1c3451aaac6",
    OutlineRule.UNION: "9c2d7c61fe81c21113c30bcfd434ed70",
    OutlineRule.INTERSECTION: "47634a63f37fa0148a8f8ad6643ae486",
    OutlineRule.STAPLE: "90ee40a0d3d8544b50ff87933cb25f8d",
}
FIGURES = "f38e938792b30e668ab630de30f2cc50"


def drawn(seed: int) -> tuple[Study, list[Reading]]:
    """Marks of every kind on a grid of eighths, crowded, some of them at the border, tiny, or crossing themselves."""
    chance = random.Random(seed)
    key = f"{seed:016x}"
    study = Study(key, key, tuple(ViewSource(view, f"scans/{key}/1.dcm", 0, "0" * 64, "made") for view in Projection))
    spots = [
        (chance.choice(list(Projection)), chance.uniform(-2, COLUMNS), chance.uniform(480, 560)) for _ in range(6)
    ]
    readings = []
    for reader in READERS:
        marks = [
            Lesion(view, _shape(chance, x, y), _label(chance), uid=f"{reader}{number}", group_id=chance.choice((None, number)))
            for number, (view, x, y) in enumerate(spots)
            if chance.random() < 0.85
        ]
        readings.append(Reading(key, reader, tuple(marks), State.SEALED))
    return study, readings


def _label(chance: random.Random) -> str:
    return f"{chance.choice(('metastasis', 'arthritis'))}:rib:{chance.choice(('left', 'left', 'right'))}"


def _shape(chance: random.Random, x: float, y: float) -> Shape:
    x, y = _eighth(x + chance.uniform(-3, 3)), _eighth(y + chance.uniform(-3, 3))
    wide, high = _eighth(chance.uniform(0.125, 14)), _eighth(chance.uniform(0.125, 14))
    kind = chance.randrange(3)
    if kind == 0:
        return Rectangle((x - wide, y - high), (x + wide, y + high))
    if kind == 1:
        return Ellipse(x, y, wide + 0.5, high + 0.5, float(chance.randrange(90)))
    count = chance.randrange(3, 14)
    turns = [chance.choice((1, 2)) * 2 * math.pi * number / count for number in range(count)]
    reach = [chance.uniform(0.3, 1.2) for _ in turns]
    points = [(x + wide * r * math.cos(t), y + high * r * math.sin(t)) for t, r in zip(turns, reach, strict=True)]
    return Polygon(tuple((_eighth(px), _eighth(py)) for px, py in points))


def _eighth(value: float) -> float:
    return round(8 * value) / 8


@pytest.mark.parametrize("outline", OutlineRule)
def test_the_vote_is_the_same_to_the_byte(outline: OutlineRule) -> None:
    found = hashlib.sha256()
    for seed in range(STUDIES):
        study, readings = drawn(seed)
        consensus = consolidate(study.key, readings, READERS, VoteRule(outline=outline, centre_inside=bool(seed % 4)))
        for view in Projection:
            document = json.loads(compose_consensus_file(consensus, study, view, at="2026-11-30T12:00:00Z", revision=1))
            del document["dspic"]["program"], document["dspic"]["checksum"]
            found.update(json.dumps({**document, "version": ""}, sort_keys=True).encode())
    assert found.hexdigest()[:32] == VOTES[outline]


def test_the_lesion_figures_are_the_same() -> None:
    marks = [study_marks(seed // 2, drawn(seed)[1], Projection) for seed in range(STUDIES)]
    found = lesion_agreement(marks, READERS, VoteRule(), resamples=20)
    figures = [(one.name, one.readers, one.count, *map(_digits, (one.value, one.low, one.high))) for one in found.figures]
    told = [figures, [(pair, list(map(_digits, dice))) for pair, dice in found.dice.items()], dict(found.voices)]
    assert hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32] == FIGURES


def _digits(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def test_the_drawn_marks_meet_the_borders() -> None:
    marks = [mark for seed in range(STUDIES) for reading in drawn(seed)[1] for mark in reading.lesions]
    bounds = [mark.shape.bounds for mark in marks]
    assert min(left for left, *_ in bounds) < 0
    assert max(right for *_, right, _ in bounds) > COLUMNS
    assert sum(not mark.shape.patch(ROWS, COLUMNS)[2].any() for mark in marks) > 3
