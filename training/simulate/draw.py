"""Drawing patients: every random number of a healthy body, its pose, its uptake and its scan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.study import Projection
from training.simulate.patient import Acquisition, Build, Patient, Pose, Prosthesis, Spot, Uptake

Random = np.random.Generator

CONDITIONS: dict[Answer, float] = {Answer.NORMAL: 0.395, Answer.METASTATIC: 0.235, Answer.ARTHRITIC: 0.358, Answer.BOTH: 0.012}
"""Shares of patients; a lesion hidden in one view turns that view normal, so fewer patients than views are normal."""

_FAMILIES = (
    "skull",
    "mandible",
    "cervical",
    "thoracic",
    "lumbar",
    "sacrum",
    "pelvis",
    "rib",
    "sternum",
    "clavicle",
    "scapula",
    "humerus",
    "femur",
    "tibia",
    "tarsus",
)
_JOINTS = ("shoulder", "acromion", "sternoclavicular", "elbow", "wrist", "knuckles", "hip", "trochanter", "sacroiliac", "iliac_crest",
           "knee_medial", "knee_lateral", "patella", "ankle", "midfoot", "heel", "great_toe")  # fmt: skip


def draw_patient(random: Random, number: int = 0, condition: Answer | None = None) -> Patient:
    """A patient without lesions; `condition` (drawn unless given) is what draw_lesions will put in."""
    if condition is None:
        condition = list(CONDITIONS)[int(random.choice(len(CONDITIONS), p=list(CONDITIONS.values())))]
    build = _draw_build(random, condition)
    prosthesis = None
    if build.age > 60 and random.random() < 0.05:
        prosthesis = Prosthesis(str(random.choice(["hip", "knee"])), Side.LEFT if random.random() < 0.5 else Side.RIGHT)
    return Patient(
        number,
        condition,
        build,
        _draw_pose(random, build),
        _draw_uptake(random, build),
        _draw_spots(random, build),
        prosthesis,
        _draw_acquisition(random),
    )


def draw_visit(random: Random, patient: Patient) -> Patient:
    """The same patient months later: older, lying anew, scanned anew, with uptake that has drifted."""
    build = replace(patient.build, age=patient.build.age + 1, bmi=_normal(random, patient.build.bmi, 0.7, 17.0, 38.0))
    uptake = replace(patient.uptake, skeleton=patient.uptake.skeleton * _factor(random, 0.08), texture=int(random.integers(2**31)))
    return replace(
        patient,
        build=build,
        pose=_draw_pose(random, build),
        uptake=uptake,
        spots=_draw_spots(random, build),
        acquisition=_draw_acquisition(random),
    )


def _normal(random: Random, middle: float, spread: float, low: float, high: float) -> float:
    return float(np.clip(random.normal(middle, spread), low, high))


def _factor(random: Random, spread: float, middle: float = 1.0) -> float:
    """Log-normal around `middle`."""
    return float(middle * np.exp(random.normal(0.0, spread)))


def _pair(random: Random, middle: float, spread: float, low: float, high: float) -> tuple[float, float]:
    return _normal(random, middle, spread, low, high), _normal(random, middle, spread, low, high)


def _draw_build(random: Random, condition: Answer) -> Build:
    sex = "F" if random.random() < 181 / 384 else "M"
    age = {Answer.NORMAL: 54.0, Answer.ARTHRITIC: 64.0}.get(condition, 62.0)
    female = sex == "F"
    waves = tuple((random.normal(0.0, 3.0), random.uniform(0.7, 2.0), random.random()) for _ in range(2))
    return Build(
        sex=sex,
        age=round(_normal(random, age, 12.0, 20.0, 92.0)),
        height_mm=_normal(random, 1610.0 if female else 1725.0, 65.0, 1450.0, 1900.0),
        bmi=_normal(random, 25.0, 3.8, 17.5, 36.0),
        head=_normal(random, 1.0 if female else 1.02, 0.025, 0.94, 1.08),
        shoulders=_normal(random, 0.95 if female else 1.03, 0.03, 0.87, 1.1),
        thorax=_normal(random, 0.94 if female else 1.02, 0.035, 0.86, 1.12),
        pelvis=_normal(random, 1.04 if female else 0.99, 0.03, 0.92, 1.12),
        legs=_normal(random, 1.0, 0.025, 0.93, 1.07),
        waves=waves,
    )


def _draw_pose(random: Random, build: Build) -> Pose:
    old = max(build.age - 55, 0) / 30.0
    return Pose(
        head_turn=random.normal(0.0, 7.0),
        head_tilt=random.normal(0.0, 3.0),
        head_nod=random.normal(4.0, 6.0),
        abduction=_pair(random, 9.0 + (build.bmi - 25.0) * 0.8, 3.0, 3.0, 24.0),
        elbow=_pair(random, 17.0, 5.0, 5.0, 32.0),
        pronation=_pair(random, 50.0, 22.0, -10.0, 90.0),
        legs_apart=_pair(random, 2.0, 1.3, -1.0, 7.0),
        feet_out=_pair(random, 18.0, 11.0, -10.0, 45.0),
        feet_down=_pair(random, 38.0, 8.0, 20.0, 62.0),
        scoliosis_mm=random.normal(0.0, 3.5 + 3.0 * old),
        kyphosis_mm=_normal(random, 14.0 + 22.0 * old, 8.0, 0.0, 60.0),
        roll=random.normal(0.0, 2.5),
        lean=random.normal(0.0, 0.7),
    )


def _draw_uptake(random: Random, build: Build) -> Uptake:
    old = float(np.clip((build.age - 35) / 40.0, 0.0, 1.4))
    heavy = float(np.clip((25.0 / build.bmi), 0.75, 1.3))
    bones = {name: _factor(random, 0.16) for name in _FAMILIES}
    bones["skull"] *= _factor(random, 0.22)
    bones["face"] = bones["skull"] * _factor(random, 0.12)
    bones["lumbar"] *= _factor(random, 0.18)
    bones["pelvis"] *= _factor(random, 0.14)
    joints = {name: _factor(random, 0.35, 0.75 + 0.35 * old) for name in _JOINTS}
    for name in _JOINTS:
        joints |= {f"{name}_{side}": _factor(random, 0.10 + 0.06 * old) for side in "rl"}
    for vertebra in [f"{kind}{i}" for kind, last in (("cervical", 7), ("thoracic", 12), ("lumbar", 5)) for i in range(1, last + 1)]:
        bones[vertebra] = _factor(random, 0.06)
    ranges = {
        "head": (0.85, 0.12),
        "chest": (0.46, 0.20),
        "belly": (1.12, 0.12),
        "pelvis": (1.05, 0.16),
        "thigh": (1.0, 0.12),
        "shank": (0.98, 0.35),
        "arm": (0.91, 0.26),
    }
    tissue = {name: _factor(random, spread, middle) for name, (middle, spread) in ranges.items()}
    return Uptake(_factor(random, 0.28, heavy**0.6), bones, joints, tissue, int(random.integers(2**31)))


def _draw_acquisition(random: Random) -> Acquisition:
    counts = float(np.exp(random.uniform(np.log(1.0e6), np.log(4.0e6))))
    return Acquisition(
        pixel_mm=float(random.choice([2.26, 2.3, 2.33, 2.398])),
        counts={Projection.ANT: counts, Projection.POST: float(np.clip(counts * _factor(random, 0.06, 1.03), 1.0e6, 4.0e6))},
        attenuation=random.uniform(0.0120, 0.0150),
        gap_mm={Projection.ANT: random.uniform(25.0, 60.0), Projection.POST: random.uniform(20.0, 40.0)},
        scatter=random.uniform(0.015, 0.05),
        top_row=random.uniform(25.0, 110.0),
        shift=random.normal(0.0, 4.0),
        air=random.uniform(0.08, 0.2),
    )


def _draw_spots(random: Random, build: Build) -> tuple[Spot, ...]:
    """Kidneys, bladder, face and teeth in everyone; urine on the skin, the injection and the rest in some."""
    spots = [*_kidneys(random), _bladder(random), *_face(random), *_soft_organs(random, build)]
    if random.random() < 0.35:
        spots.append(_injection(random))
    if random.random() < 0.07:
        side = random.choice(["r", "l"])
        offset = (random.normal(0, 20.0), -70.0, random.uniform(-180.0, -60.0))
        spots.append(Spot("urine", f"hip_{side}", offset, (random.uniform(5, 12), 4.0, random.uniform(6, 22)), _factor(random, 0.6, 14.0)))
    return tuple(spots)


def _kidneys(random: Random) -> list[Spot]:
    both = _factor(random, 0.35, 2.6)
    found = []
    for side, sign in ((Side.RIGHT, -1), (Side.LEFT, 1)):
        if random.random() < 0.03:
            continue
        drop = -16.0 if side is Side.RIGHT else 0.0
        place = (sign * random.normal(62.0, 5.0), random.normal(38.0, 4.0), drop + random.normal(0.0, 12.0))
        radii = (random.normal(24.0, 2.0), 20.0, random.normal(46.0, 4.0))
        density = both * _factor(random, 0.28)
        found.append(Spot("kidney", "lumbar1_body", place, radii, density))
        pelvis = (place[0] - sign * 10.0, place[1], place[2] - 4.0)
        found.append(Spot("kidney", "lumbar1_body", pelvis, (9.0, 9.0, 14.0), density * _factor(random, 0.6, 1.6)))
    return found


def _bladder(random: Random) -> Spot:
    size = _factor(random, 0.28, 27.0)
    place = (random.normal(0.0, 5.0), random.normal(28.0, 4.0), size * 0.6 + random.normal(14.0, 4.0))
    return Spot(
        "bladder",
        "symphysis",
        place,
        (size * random.uniform(1.0, 1.3), size * 0.8, size * random.uniform(0.7, 1.0)),
        _factor(random, 0.65, 24.0),
    )


def _face(random: Random) -> list[Spot]:
    nose = Spot("face", "face", (0.0, 22.0, -14.0), (15.0, 16.0, 20.0), _factor(random, 0.4, 3.5))
    teeth = [
        Spot("dental", "teeth", (random.normal(0.0, 16.0), 6.0, random.normal(4.0, 5.0)), (7.0, 6.0, 6.0), _factor(random, 0.7, 8.0))
        for _ in range(int(random.integers(0, 4)))
    ]
    return [nose, *teeth]


def _soft_organs(random: Random, build: Build) -> list[Spot]:
    found = [
        Spot("heart", "thoracic7_body", (22.0, -75.0, 0.0), (48.0, 40.0, 48.0), random.uniform(0.0, 0.3)),
        Spot("liver", "thoracic11_body", (-55.0, -55.0, -10.0), (75.0, 60.0, 55.0), random.uniform(0.0, 0.35)),
        Spot("thyroid", "cervical7_body", (0.0, -45.0, -4.0), (22.0, 8.0, 20.0), random.uniform(0.5, 4.0)),
    ]
    if build.sex == "M":
        found.append(Spot("genital", "symphysis", (random.normal(0, 8.0), -22.0, -62.0), (22.0, 25.0, 38.0), random.uniform(0.6, 1.8)))
    else:
        breast = random.uniform(0.1, 0.5)
        found += [Spot("breast", "thoracic7_body", (sign * 82.0, -150.0, -8.0), (52.0, 26.0, 50.0), breast) for sign in (-1.0, 1.0)]
    return found


def _injection(random: Random) -> Spot:
    side = str(random.choice(["r", "l"]))
    landmark = str(random.choice(["elbow", "wrist", "knuckles"], p=[0.5, 0.25, 0.25]))
    offset = (random.normal(0.0, 8.0), -30.0 if landmark == "elbow" else -12.0, random.normal(0.0, 12.0))
    return Spot("injection", f"{landmark}_{side}", offset, (4.0, 3.0, _factor(random, 0.4, 5.0)), _factor(random, 0.9, 150.0))
