"""Arthritis, drawn by the statistics of the paper and of the literature: around joints, often on both sides, beyond the bone."""

from __future__ import annotations

import numpy as np

from dspic_gui.code import Side
from dspic_gui.disease import Disease
from training.simulate.anatomy import body_part
from training.simulate.landmark import landmarks
from training.simulate.lesion import Random, TrueLesion, place_of, weights
from training.simulate.patient import Patient
from training.simulate.skeleton import Skeleton

JOINTS: dict[str, tuple[float, str, float, float]] = {
    "knee_medial": (0.20, "knee", 13.0, 0.65),
    "knee_lateral": (0.10, "knee", 12.0, 0.55),
    "patella": (0.08, "knee", 12.0, 0.60),
    "shoulder": (0.11, "shoulder", 14.0, 0.50),
    "acromion": (0.07, "shoulder", 9.0, 0.50),
    "hip": (0.08, "hip", 17.0, 0.40),
    "thumb": (0.05, "hand", 7.0, 0.50),
    "finger_joints": (0.04, "hand", 8.0, 0.40),
    "wrist": (0.03, "wrist", 9.0, 0.40),
    "elbow": (0.03, "elbow", 12.0, 0.35),
    "midfoot": (0.05, "foot", 11.0, 0.40),
    "great_toe": (0.05, "foot", 8.0, 0.50),
    "ankle": (0.05, "ankle", 13.0, 0.35),
    "sacroiliac": (0.05, "sacroiliac_joint", 12.0, 0.50),
    "sternoclavicular": (0.04, "clavicle", 9.0, 0.45),
    "facet": (0.09, "spine", 8.0, 0.30),
    "rim": (0.07, "spine", 9.0, 0.20),
    "spur": (0.05, "spine", 9.0, 0.15),
}
"""Sites of arthritis: (weight, body part, radius in mm, chance that the other side has it too)."""

SPURS_MM = (6.0, 16.0)
"""How far beside the vertebra a bridging spur lies."""
ARTHRITIC_EXCESS = (0.75, 0.55)
"""The same of the ratio less one."""


def draw_arthritis(random: Random, skeleton: Skeleton, patient: Patient, first: int) -> list[TrueLesion]:
    """One or several joints, each on one side or both, numbered after the `first` lesions."""
    found: list[TrueLesion] = []
    taken: set[str] = set()
    for _ in range(1 + int(random.poisson(0.75))):
        joint = str(random.choice(list(JOINTS), p=weights([weight for weight, *_ in JOINTS.values()])))
        ratio = _arthritic_ratio(random)
        both = random.random() < JOINTS[joint][3]
        sides = [Side.RIGHT, Side.LEFT] if both else [Side.RIGHT if random.random() < 0.55 else Side.LEFT]
        spot = _vertebra_of(random) if JOINTS[joint][1] == "spine" else ""
        for end in sides:
            name = f"{spot}{'rim' if joint == 'spur' else joint}_{end[0]}"
            own = float(np.clip(1.0 + (ratio - 1.0) * np.exp(random.normal(0.0, 0.3)), 1.1, 5.0))
            if name not in taken and not is_gone(patient, JOINTS[joint][1], end):
                found.append(_arthritis(random, skeleton, name, joint, own, both, first + len(found) + 1))
            taken.add(name)
    return found


def is_gone(patient: Patient, part: str, end: Side) -> bool:
    """Whether metal or an amputation has taken the place of a joint."""
    lost = {"knee": 480.0, "ankle": 130.0, "foot": 130.0}.get(part, -1.0)
    return any((one.joint, one.side) == (part, end) for one in patient.prostheses) or any(
        one.kind == "amputation" and one.side is end and one.level > lost >= 0.0 for one in patient.surgery
    )


def _arthritic_ratio(random: Random) -> float:
    median, spread = ARTHRITIC_EXCESS
    return float(np.clip(1.0 + median * np.exp(random.normal(0.0, spread)), 1.1, 5.0))


def _vertebra_of(random: Random) -> str:
    kind = str(random.choice(["cervical", "thoracic", "lumbar"], p=[0.2, 0.2, 0.6]))
    return f"{kind}{random.integers(*{'cervical': (4, 8), 'thoracic': (8, 13), 'lumbar': (2, 6)}[kind])}_"


def _arthritis(random: Random, skeleton: Skeleton, name: str, joint: str, ratio: float, both: bool, number: int) -> TrueLesion:
    mark = landmarks(skeleton)[name]
    _, part, radius, _ = JOINTS[joint]
    end: Side | None = Side.LEFT if name.endswith("_l") else Side.RIGHT
    if part == "spine":
        part, end = body_part(mark.bone), None
    place = mark.place + random.normal(0.0, 0.2 * radius, 3)
    if joint == "spur":
        place += np.array([(-1.0 if name.endswith("_r") else 1.0) * random.uniform(*SPURS_MM), 0.0, random.uniform(-12.0, 4.0)])
    size = radius * float(np.exp(random.normal(0.0, 0.18)))
    return TrueLesion(
        number,
        Disease.ARTHRITIS,
        part,
        end,
        mark.bone,
        place_of(place),
        (1.0, 0.0, 0.0),
        (size * random.uniform(1.0, 1.35), size),
        ratio,
        0.6 if joint == "spur" else 0.35,
        both,
    )
