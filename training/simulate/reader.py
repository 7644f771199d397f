"""Simulated readers: each sees, misses, adds and confuses lesions with a personal threshold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from dspic_gui.code import Code, Side
from dspic_gui.disease import Disease
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.study import Projection
from training.simulate.arthritis import JOINTS
from training.simulate.drawn import drawn
from training.simulate.mark import Mark
from training.simulate.scan import Scan
from training.simulate.suspect import Suspect

Random = np.random.Generator


@dataclass(frozen=True)
class Habit:
    """How one reader reads.

    `threshold` is the contrast (excess over normal) that is seen half the time, `noise` its spread (of the logarithm),
    `zeal` scales the marks put on healthy tissue, `suspicion` shifts arthritis towards metastasis (above 0) or back,
    `hand` chooses the tool: shares of polygons, ellipses and rectangles, `care` the jitter of outlines.
    """

    name: str
    threshold: float
    noise: float
    zeal: float
    suspicion: float
    hand: tuple[float, float, float]
    care: float


HABITS: tuple[Habit, ...] = (
    Habit("R1", 0.42, 0.90, 0.8, 0.0, (0.7, 0.2, 0.1), 0.8),
    Habit("R2", 0.30, 1.00, 1.35, 0.4, (0.2, 0.7, 0.1), 1.0),
    Habit("R3", 0.56, 1.15, 1.0, -0.4, (0.3, 0.3, 0.4), 1.3),
)
"""R1 is careful, R2 calls much, R3 is brisk."""

_FEW = 0.25
"""A study with one or two lesions makes each of them harder to see by this much (of the logarithm)."""
_HARD = 0.5
"""How much lesions differ in how conspicuous they are for everyone (of the logarithm)."""
_WHOLE = 0.8
"""How much a lesion is judged by the picture as a whole, the rest by itself: few pictures hold both diseases."""
_GRAVE = 1.3
"""Who sees metastases passes over doubtful joints (of the logarithm)."""
_DOUBT = 0.9
"""How much the pictures of a disease differ in how typical they are for everyone, in units of the readers' own judgement."""


@dataclass(frozen=True)
class _Call:
    """What a reader says of one thing that drew attention: its marks by view, label and certainty."""

    marks: tuple[tuple[Projection, Mark | Suspect], ...]
    label: str
    certainty: int
    symmetric: bool = False


def read(scan: Scan, study: str, habit: Habit, suspects: Iterable[Suspect], random: Random, shared: Random, sealed_at: str) -> Reading:
    """A sealed reading of this reader. `shared` gives what makes a picture hard for everyone: pass the same state to every reader."""
    calls = list(_lesions(scan, habit, random, shared))
    grave = any(call.label.startswith(Disease.METASTASIS) for call in calls)
    calls += _suspects(suspects, habit, random, shared, grave)
    lesions: list[Lesion] = []
    for number, call in enumerate(calls, start=1):
        for projection, mark in call.marks:
            lesions.append(
                Lesion(
                    projection,
                    drawn(mark.outline, habit.hand, habit.care, random),
                    call.label,
                    uid=_uid(study, habit.name, projection, number),
                    group_id=number if len(call.marks) > 1 else None,
                    certainty=call.certainty,
                    symmetric=call.symmetric,
                )
            )
    diseases = any(lesion.disease for lesion in lesions)
    return Reading(study, habit.name, tuple(lesions), State.SEALED, says_normal=not diseases, sealed_at=sealed_at)


def _uid(*words: object) -> str:
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()[:32]


def _lesions(scan: Scan, habit: Habit, random: Random, shared: Random) -> Iterator[_Call]:
    visible: dict[int, list[tuple[Projection, Mark]]] = {}
    for projection in Projection:
        for mark in scan.visible(projection):
            visible.setdefault(mark.lesion.number, []).append((projection, mark))
    few = _FEW if len(visible) <= 2 else 0.0
    doubt = shared.normal(0.0, _DOUBT)
    mood = random.normal(0.0, 1.0)
    found: list[tuple[list[tuple[Projection, Mark, float]], float]] = []
    for lesion in scan.lesions:
        hard, typical = shared.normal(0.0, _HARD), shared.normal(0.0, 0.5)
        own = random.normal(0.0, 1.0)
        views = visible.get(lesion.number, [])
        seen = []
        for projection, mark in views:
            margin = np.log(mark.contrast / habit.threshold) - few - hard + habit.noise * (0.85 * own + 0.53 * random.normal())
            if margin > 0:
                seen.append((projection, mark, margin))
        if not seen:
            random.normal(size=4)
            continue
        found.append((seen, _evidence(seen[0][1], doubt + typical + mood, habit, random, len(visible))))
    whole = float(np.mean([evidence for _, evidence in found])) if found else 0.0
    for seen, evidence in found:
        disease = Disease.METASTASIS if _WHOLE * whole + (1 - _WHOLE) * evidence > 0 else Disease.ARTHRITIS
        certainty = int(np.clip(2 + np.floor(max(margin for *_, margin in seen) * 2.2 + random.normal(0, 0.6)), 1, 5))
        yield _Call(
            tuple((view, mark) for view, mark, _ in seen), _label(seen[0][1], disease, random), certainty, seen[0][1].lesion.symmetric
        )


def _evidence(mark: Mark, doubt: float, habit: Habit, random: Random, lesions: int) -> float:
    """For metastasis (above 0) or arthritis: hot and many speak for metastasis, joints and symmetry for arthritis."""
    lesion = mark.lesion
    joint = lesion.disease is Disease.ARTHRITIS
    evidence = 1.1 * np.log(max(mark.contrast, 0.1) / 1.3) + (0.8 if lesions > 4 else -0.5)
    evidence += -1.0 if joint else 0.35
    evidence += (-0.8 if lesion.symmetric else 0.0) + (0.9 if joint and "spine" in lesion.part else 0.0)
    return float(evidence + habit.suspicion + 0.8 * doubt + random.normal(0.0, 0.35))


_NEIGHBOURS = {
    "hip": ("femur", "pelvis"),
    "femur": ("hip",),
    "shoulder": ("humerus", "scapula"),
    "humerus": ("shoulder",),
    "scapula": ("rib",),
    "pelvis": ("sacroiliac_joint",),
    "sacroiliac_joint": ("pelvis",),
    "wrist": ("hand",),
    "hand": ("wrist",),
    "ankle": ("foot",),
    "foot": ("ankle",),
    "clavicle": ("rib",),
}


def _label(mark: Mark, disease: Disease, random: Random) -> str:
    """The label, now and then with a neighbouring part or the wrong side."""
    lesion = mark.lesion
    part, side = lesion.part, lesion.side
    slip, choice = random.random(), random.random()
    if slip < 0.06 and part in _NEIGHBOURS:
        near = _NEIGHBOURS[part]
        part = near[int(choice * len(near))]
    elif slip > 0.99 and side is not None:
        side = Side.LEFT if side is Side.RIGHT else Side.RIGHT
    return Code(disease, part, side).label


def _suspects(suspects: Iterable[Suspect], habit: Habit, random: Random, shared: Random, grave: bool) -> Iterator[_Call]:
    """Marks on what is no lesion: normal joints, edges of kidneys, the bladder; and the marks that never vote."""
    for suspect in suspects:
        common, own = shared.normal(), random.normal()
        chance = random.random()
        if suspect.finding is not None and chance < 0.55 * habit.zeal:
            yield _Call(((suspect.projection, suspect),), suspect.label(suspect.finding), 4)
            continue
        if suspect.pull <= 0:
            continue
        pull = np.log(suspect.pull) - 0.55 + 0.4 * common + 1.15 * own - (_GRAVE if grave else 0.0)
        if pull > -np.log(habit.zeal):
            disease = _suspected(suspect, habit, random)
            yield _Call(((suspect.projection, suspect),), suspect.label(disease), int(random.integers(1, 4)))


def _suspected(suspect: Suspect, habit: Habit, random: Random) -> Disease:
    joint = suspect.part in {part for _, part, *_ in JOINTS.values()}
    share = (0.08 if joint else 0.75) + 0.12 * habit.suspicion
    return Disease.METASTASIS if random.random() < share else Disease.ARTHRITIS
