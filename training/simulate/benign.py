"""Findings that are neither metastasis nor arthritis: fractures, Paget's disease, traces of surgery, and small benign foci.

They are true of their own kind, are shown to readers like lesions, and leave a view normal for the vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from training.simulate.anatomy import body_part, family, side
from training.simulate.landmark import landmarks
from training.simulate.lesion import Place, TrueLesion, part_at
from training.simulate.patient import Patient
from training.simulate.skeleton import Points, Skeleton

Random = np.random.Generator

FRACTURED, PAGET, FOCUS = 0.11, 0.012, 0.05
"""Shares of patients at 60; fractures and Paget's disease grow more common with age."""
SITES: dict[str, float] = {
    "rib": 0.40,
    "vertebra": 0.25,
    "sacrum": 0.05,
    "pubis": 0.07,
    "hip": 0.05,
    "wrist": 0.06,
    "ankle": 0.05,
    "foot": 0.04,
    "humerus": 0.03,
}
"""Where fractures are."""
_PAGET = ("pelvis", "femur", "tibia", "lumbar", "thoracic", "skull", "humerus", "sacrum", "scapula")
_PAGET_WEIGHTS = np.array([0.28, 0.16, 0.12, 0.14, 0.08, 0.12, 0.04, 0.04, 0.02])


def draw_benign(random: Random, patient: Patient, skeleton: Skeleton, lesions: Sequence[TrueLesion] = ()) -> tuple[TrueLesion, ...]:
    """The findings that are neither metastasis nor arthritis, numbered after the lesions and never on top of one."""
    old = float(np.clip(1.0 + (patient.build.age - 60) / 30.0, 0.4, 2.0))
    drawn: list[TrueLesion] = []
    if random.random() < FRACTURED * old:
        drawn += _fractures(random, skeleton)
    if random.random() < PAGET * old:
        drawn += _paget(random, skeleton)
    if random.random() < FOCUS:
        drawn.append(_focus(random, skeleton))
    drawn += _surgery(random, patient, skeleton)
    found: list[TrueLesion] = []
    for one in drawn:
        if not any(_together(one, other) for other in (*lesions, *found)):
            found.append(_numbered(one, len(lesions) + len(found) + 1))
    return tuple(found)


def _together(one: TrueLesion, other: TrueLesion) -> bool:
    return bool(set(one.bones) & set(other.bones)) or float(np.linalg.norm(np.subtract(one.place, other.place))) < 1.4 * max(
        min(one.reach[1], 40.0), min(other.reach[1], 40.0)
    )


def _numbered(one: TrueLesion, number: int) -> TrueLesion:
    return replace(one, number=number)


def _finding(
    skeleton: Skeleton, kind: str, bone: str, place: Points, along: Place, reach: tuple[float, float], ratio: float, beyond: float = 0.0
) -> TrueLesion:
    where = (float(place[0]), float(place[1]), float(place[2]))
    part, end = part_at(skeleton, bone, where, reach[1])
    return TrueLesion(0, None, part, end, bone, where, along, reach, float(np.clip(ratio, 1.15, 14.0)), beyond, benign=kind)


def _fractures(random: Random, skeleton: Skeleton) -> Iterator[TrueLesion]:
    """One place, new (hot) or old (faint); ribs break in a row."""
    site = str(random.choice(list(SITES), p=np.array(list(SITES.values())) / sum(SITES.values())))
    new = random.random() < 0.6
    excess = (2.2 if new else 0.6) * float(np.exp(random.normal(0.0, 0.45)))
    end = str(random.choice(["r", "l"]))
    if site == "rib":
        yield from _rib_row(random, skeleton, end, excess)
    elif site == "vertebra":
        for _ in range(1 + int(random.poisson(0.4))):
            yield _sunk_vertebra(random, skeleton, excess * float(np.exp(random.normal(0.0, 0.3))))
    elif site == "sacrum":
        yield from _insufficient_sacrum(skeleton, excess)
    else:
        yield _broken_limb(random, skeleton, site, end, excess)


def _rib_row(random: Random, skeleton: Skeleton, end: str, excess: float) -> Iterator[TrueLesion]:
    """Foci one below the other at the same place along neighbouring ribs."""
    first, count = int(random.integers(2, 9)), int(random.choice([1, 2, 3, 4], p=[0.4, 0.25, 0.2, 0.15]))
    angle = random.uniform(0.15, 0.9)
    for number in range(first, min(first + count, 12)):
        points = skeleton.of(f"rib{number}_{end}")
        reach = points[:, 1].max() - angle * np.ptp(points[:, 1])
        outer = points[np.abs(points[:, 0]) > np.quantile(np.abs(points[:, 0]), 0.3)]
        place = outer[int(np.argmin(np.abs(outer[:, 1] - reach) + random.normal(0.0, 2.0)))]
        size = float(np.clip(6.5 * np.exp(random.normal(0.0, 0.2)), 4.5, 11.0))
        ratio = 1.0 + excess * float(np.exp(random.normal(0.0, 0.25)))
        yield _finding(skeleton, "fracture", f"rib{number}_{end}", place, (0.0, 0.0, 1.0), (size, size), ratio)


def _sunk_vertebra(random: Random, skeleton: Skeleton, excess: float) -> TrueLesion:
    """A band across a vertebra."""
    kind = str(random.choice(["thoracic", "lumbar"], p=[0.55, 0.45]))
    bone = f"{kind}{random.integers(*((6, 13) if kind == 'thoracic' else (1, 6)))}"
    place = landmarks(skeleton)[f"{bone}_body"].place + np.array([0.0, 0.0, random.normal(0.0, 4.0)])
    return _finding(skeleton, "fracture", bone, place, (0.0, 0.0, 1.0), (random.uniform(4.5, 8.0), 30.0), 1.0 + 1.2 * excess)


def _insufficient_sacrum(skeleton: Skeleton, excess: float) -> Iterator[TrueLesion]:
    """Two wings and the bar between them, as an H."""
    middle = skeleton.of("sacrum").mean(axis=0)
    for sign in (-1.0, 1.0):
        place = middle + np.array([sign * 32.0, 0.0, 22.0])
        yield _finding(skeleton, "fracture", "sacrum", place, (0.0, 0.0, 1.0), (26.0, 10.0), 1.0 + excess)
    yield _finding(skeleton, "fracture", "sacrum", middle + np.array([0.0, 0.0, 14.0]), (1.0, 0.0, 0.0), (20.0, 8.0), 1.0 + 0.8 * excess)


def _broken_limb(random: Random, skeleton: Skeleton, site: str, end: str, excess: float) -> TrueLesion:
    """A break near a joint or across a long bone."""
    bone, mark, offset, reach = {
        "pubis": (f"pelvis_{end}", f"pubis_{end}", (0.0, 0.0, -8.0), (14.0, 9.0)),
        "hip": (f"femur_{end}", f"hip_{end}", (0.0, 0.0, -28.0), (10.0, 24.0)),
        "wrist": (f"radius_{end}", f"wrist_{end}", (0.0, 0.0, 18.0), (11.0, 14.0)),
        "ankle": (f"tibia_{end}", f"ankle_{end}", (0.0, 0.0, 14.0), (11.0, 18.0)),
        "foot": (f"toes_{end}", f"toes_{end}", (0.0, 40.0, 0.0), (16.0, 8.0)),
        "humerus": (f"humerus_{end}", f"shoulder_{end}", (0.0, 0.0, -random.uniform(20.0, 60.0)), (12.0, 22.0)),
    }[site]
    place = landmarks(skeleton)[mark].place + np.array(offset)
    points = skeleton.of(bone)
    nearest = points[int(np.argmin(((points - place) ** 2).sum(axis=1)))]
    return _finding(skeleton, "fracture", bone, nearest, (0.0, 0.0, 1.0), reach, 1.0 + 1.3 * excess, 0.1)


def _paget(random: Random, skeleton: Skeleton) -> Iterator[TrueLesion]:
    """One to three bones, hot as a whole; long bones from one end on, with a sharp front."""
    for _ in range(1 + int(random.random() < 0.3) + int(random.random() < 0.1)):
        kind = str(random.choice(_PAGET, p=_PAGET_WEIGHTS / _PAGET_WEIGHTS.sum()))
        names = [name for name in skeleton.names if family(name) == kind]
        bone = names[int(random.integers(len(names)))]
        points = skeleton.of(bone)
        long = kind in ("femur", "tibia", "humerus")
        top = random.random() < 0.7
        place = points[int(np.argmax(points[:, 2] if top else -points[:, 2]))] if long else points.mean(axis=0)
        reach = random.uniform(0.35, 1.1) * float(np.ptp(points[:, 2])) if long else 2000.0
        where = (float(place[0]), float(place[1]), float(place[2]))
        ratio = float(np.clip(4.5 * np.exp(random.normal(0.0, 0.5)), 1.8, 12.0))
        yield TrueLesion(
            0, None, body_part(bone), side(bone), bone, where, (0.0, 0.0, 1.0), (reach, 30.0), ratio, benign="paget", bones=(bone,)
        )


def _focus(random: Random, skeleton: Skeleton) -> TrueLesion:
    """A small benign focus: an island, a haemangioma, an infarct, an irritated tendon."""
    bone = skeleton.names[int(random.integers(len(skeleton.names)))]
    points = skeleton.of(bone)
    place = points[int(random.integers(len(points)))]
    size = float(np.clip(8.0 * np.exp(random.normal(0.0, 0.3)), 5.0, 14.0))
    return _finding(skeleton, "focus", bone, place, (0.0, 0.0, 1.0), (size, size), 1.0 + 0.7 * float(np.exp(random.normal(0.0, 0.4))))


def _surgery(random: Random, patient: Patient, skeleton: Skeleton) -> Iterator[TrueLesion]:
    """Bone that answers to metal: around a stem's tip and the cup, or under the plate of a knee; and the line of a split sternum."""
    for metal in patient.prostheses:
        chance, excess = random.random(), 0.7 * float(np.exp(random.normal(0.0, 0.6)))
        if chance < 0.5:
            bone, drop = {"hip": ("femur", -150.0), "knee": ("tibia", -75.0), "shoulder": ("humerus", -110.0)}[metal.joint]
            name = f"{bone}_{metal.side[0]}"
            points = skeleton.of(name)
            level = landmarks(skeleton)[f"{metal.joint}_{metal.side[0]}"].place[2] + drop
            close = points[np.abs(points[:, 2] - level) < 6.0]
            if len(close):
                yield _finding(skeleton, "surgery", name, close.mean(axis=0), (0.0, 0.0, 1.0), (16.0, 22.0), 1.0 + excess)
    if patient.build.age > 50 and random.random() < 0.015:
        place = skeleton.middles[skeleton.names.index("sternum")]
        yield _finding(
            skeleton, "surgery", "sternum", place, (0.0, 0.0, 1.0), (75.0, 7.0), 1.0 + 0.5 * float(np.exp(random.normal(0.0, 0.4)))
        )
    for loss in patient.surgery:
        if loss.kind == "amputation":
            name = f"{'femur' if loss.level > 460.0 else 'tibia'}_{loss.side[0]}"
            points = skeleton.of(name)
            end = points[np.abs(points[:, 2] - loss.level - 35.0) < 8.0]
            if len(end):
                yield _finding(skeleton, "surgery", name, end.mean(axis=0), (0.0, 0.0, 1.0), (12.0, 22.0), 1.0 + 0.6 * random.random())
