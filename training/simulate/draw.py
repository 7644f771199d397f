"""Drawing patients: every random number of a healthy body, its pose, its uptake and its scan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dspic_gui.code import Side
from dspic_gui.disease import Answer
from dspic_gui.study import Projection
from training.simulate.organ import draw_spots
from training.simulate.patient import Acquisition, Build, Patient, Pose, Prosthesis, Surgery, Uptake

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
    "ulna",
    "radius",
    "carpus",
    "fingers",
    "femur",
    "patella",
    "tibia",
    "fibula",
    "tarsus",
    "toes",
)
_JOINTS = ("shoulder", "acromion", "sternoclavicular", "elbow", "wrist", "knuckles", "hip", "trochanter", "sacroiliac", "iliac_crest",
           "knee_medial", "knee_lateral", "patella", "ankle", "midfoot", "heel", "great_toe")  # fmt: skip


DIFFUSE = 0.035
"""Share of metastatic patients whose marrow is taken as a whole (a superscan)."""
TURNED_HEAD, CLOSE_ARMS, WIDE_ARMS, FOLDED_HANDS, JOINED_FEET = 0.14, 0.20, 0.12, 0.05, 0.45
"""Shares of scans."""
HEAVY = 0.14
"""Share of patients who are drawn heavy; the body-mass index of the others is about 25."""


def draw_patient(random: Random, number: int = 0, condition: Answer | None = None) -> Patient:
    """A patient without lesions; `condition` (drawn unless given) is what draw_lesions will put in."""
    if condition is None:
        condition = list(CONDITIONS)[int(random.choice(len(CONDITIONS), p=list(CONDITIONS.values())))]
    build = _draw_build(random, condition)
    prostheses, surgery = _draw_prostheses(random, build), _draw_surgery(random, build)
    diffuse = random.random() < DIFFUSE and condition in (Answer.METASTATIC, Answer.BOTH)
    return Patient(
        number,
        condition,
        build,
        _draw_pose(random, build),
        _draw_uptake(random, build, diffuse),
        draw_spots(random, build, surgery, diffuse),
        prostheses,
        surgery,
        _draw_acquisition(random, build),
        diffuse,
    )


def draw_visit(random: Random, patient: Patient) -> Patient:
    """The same patient months later: older, lying anew, scanned anew, with uptake that has drifted."""
    build = replace(patient.build, age=patient.build.age + 1, bmi=_normal(random, patient.build.bmi, 0.7, 16.5, 47.0))
    uptake = replace(patient.uptake, skeleton=patient.uptake.skeleton * _factor(random, 0.08), texture=int(random.integers(2**31)))
    return replace(
        patient,
        build=build,
        pose=_draw_pose(random, build),
        uptake=uptake,
        spots=draw_spots(random, build, patient.surgery, patient.diffuse),
        acquisition=_draw_acquisition(random, build),
    )


def _draw_prostheses(random: Random, build: Build) -> tuple[Prosthesis, ...]:
    """Metal joints of the old, on both sides in some."""
    chance = random.random()
    if build.age < 55 or chance > 0.08:
        return ()
    joint = str(random.choice(["hip", "knee", "shoulder"], p=[0.5, 0.43, 0.07]))
    side = Side.LEFT if random.random() < 0.5 else Side.RIGHT
    sides = (side, side.mirrored) if random.random() < 0.25 else (side,)
    return tuple(Prosthesis(joint, one) for one in sides)


def _draw_surgery(random: Random, build: Build) -> tuple[Surgery, ...]:
    chance, side = random.random(), Side.LEFT if random.random() < 0.5 else Side.RIGHT
    level, rib = random.uniform(180.0, 640.0), int(random.integers(5, 10))
    if chance < 0.006:
        return (Surgery("amputation", side, level),)
    if chance < 0.016:
        return (Surgery("rib", side, rib),)
    return (Surgery("mastectomy", side),) if build.sex == "F" and chance > 0.88 else ()


def _normal(random: Random, middle: float, spread: float, low: float, high: float) -> float:
    return float(np.clip(random.normal(middle, spread), low, high))


def _factor(random: Random, spread: float, middle: float = 1.0) -> float:
    """Log-normal around `middle`."""
    return float(middle * np.exp(random.normal(0.0, spread)))


def _pair(random: Random, middle: float, spread: float, low: float, high: float) -> tuple[float, float]:
    return _normal(random, middle, spread, low, high), _normal(random, middle, spread, low, high)


def _draw_build(random: Random, condition: Answer) -> Build:
    sex = "F" if random.random() < 181 / 384 else "M"
    age = round(_normal(random, {Answer.NORMAL: 54.0, Answer.ARTHRITIC: 64.0}.get(condition, 62.0), 12.0, 20.0, 92.0))
    female = sex == "F"
    bmi = _normal(random, 25.0, 3.8, 16.5, 36.0)
    if random.random() < HEAVY:
        bmi = random.uniform(31.0, 46.0)
    heavy = max(bmi - 25.0, 0.0)
    return Build(
        sex=sex,
        age=age,
        height_mm=_normal(random, 1610.0 if female else 1725.0, 65.0, 1450.0, 1900.0),
        bmi=bmi,
        head=_normal(random, 1.0 if female else 1.02, 0.03, 0.93, 1.09),
        shoulders=_normal(random, 0.95 if female else 1.03, 0.035, 0.86, 1.12),
        thorax=_normal(random, 0.94 if female else 1.02, 0.045, 0.84, 1.16),
        pelvis=_normal(random, 1.04 if female else 0.99, 0.035, 0.91, 1.14),
        legs=_normal(random, 1.0, 0.03, 0.92, 1.08),
        shanks=_normal(random, 1.0, 0.03, 0.92, 1.08),
        ribs_high=_normal(random, 1.0, 0.035, 0.91, 1.09),
        ribs_low=_normal(random, 1.0, 0.06, 0.86, 1.16),
        chest_depth=_normal(random, 1.0 + 0.004 * heavy, 0.08, 0.82, 1.25),
        rib_fall=random.normal(0.0, 0.10),
        flare=random.normal(0.0, 0.05),
        bow_mm=random.normal(0.0, 7.0),
        arms=_factor(random, 0.12),
        thighs=_factor(random, 0.08),
        calves=_factor(random, 0.09),
        belly=float(np.clip(random.normal(0.0, 8.0) + 1.4 * heavy, -10.0, 60.0)),
        thickness=_thickness(random, female),
        flatness={f"{kind}{i}": _factor(random, 0.03) for kind, last in _VERTEBRAE for i in range(1, last + 1)},
        waves=tuple((random.normal(0.0, 4.0), random.uniform(0.7, 2.4), random.random()) for _ in range(2)),
        cross_wave=(random.normal(0.0, 4.0), random.uniform(1.5, 4.0), random.random()),
    )


_VERTEBRAE = (("cervical", 7), ("thoracic", 12), ("lumbar", 5))


def _thickness(random: Random, female: bool) -> dict[str, float]:
    """How stout each kind of bone is, and all of them together."""
    whole = _factor(random, 0.04, 0.97 if female else 1.02)
    kinds = ("femur", "tibia", "fibula", "humerus", "radius", "ulna", "cervical", "thoracic", "lumbar", "sternum", "patella", "clavicle")
    return {kind: whole * _factor(random, 0.06) for kind in kinds}


def _draw_pose(random: Random, build: Build) -> Pose:
    old = max(build.age - 55, 0) / 30.0
    heavy = max(build.bmi - 25.0, 0.0)
    turn = random.uniform(22.0, 65.0) * float(random.choice([-1.0, 1.0])) if random.random() < TURNED_HEAD else random.normal(0.0, 7.0)
    abduction, elbow = _draw_arms(random, build)
    out, apart = _draw_feet(random)
    return Pose(
        head_turn=turn,
        head_tilt=random.normal(0.0, 3.5),
        head_nod=random.normal(4.0, 7.0),
        abduction=abduction,
        elbow=elbow,
        pronation=_pair(random, 50.0, 26.0, -30.0, 100.0),
        legs_apart=(apart[0] + 0.12 * heavy, apart[1] + 0.12 * heavy),
        feet_out=out,
        feet_down=_pair(random, 40.0, 10.0, 12.0, 68.0),
        arms_out=(0.6 * heavy, 0.6 * heavy),
        scoliosis_mm=random.normal(0.0, 4.0 + 4.0 * old),
        curve=random.uniform(0.9, 2.2),
        kyphosis_mm=_normal(random, 14.0 + 22.0 * old, 9.0, 0.0, 65.0),
        lordosis_mm=random.normal(0.0, 7.0),
        roll=random.normal(0.0, 3.0),
        lean=random.normal(0.0, 0.9),
    )


def _draw_arms(random: Random, build: Build) -> tuple[tuple[float, float], tuple[float, float]]:
    """Abduction and bend of the elbows, each (right, left): beside the body, close to it, wide of it, or the hands on the lap."""
    habit = random.random()
    abduction = _pair(random, 9.0 + (build.bmi - 25.0) * 0.75, 3.0, 2.0, 26.0)
    elbow = _pair(random, 17.0, 5.0, 5.0, 32.0)
    wide, folded = random.uniform(5.0, 16.0, 2), random.uniform(38.0, 66.0, 2)
    if habit < CLOSE_ARMS:
        abduction, elbow = _pair(random, 4.0, 1.2, 1.0, 7.0), _pair(random, 9.0, 3.0, 2.0, 16.0)
    elif habit < CLOSE_ARMS + WIDE_ARMS:
        one = habit < CLOSE_ARMS + WIDE_ARMS / 2
        abduction = (abduction[0] + wide[0], abduction[1] + (0.0 if one else wide[1]))
    elif habit < CLOSE_ARMS + WIDE_ARMS + FOLDED_HANDS:
        elbow = (float(folded[0]), float(folded[1]))
    return abduction, elbow


def _draw_feet(random: Random) -> tuple[tuple[float, float], tuple[float, float]]:
    """Feet turned out and legs apart in degrees, each (right, left): taped together and turned in, or as they fall."""
    habit = random.random()
    if habit < JOINED_FEET:
        return _pair(random, -12.0, 7.0, -32.0, 4.0), _pair(random, -0.6, 0.7, -2.2, 1.0)
    out = _pair(random, 18.0, 12.0, -12.0, 50.0)
    if habit > 0.95:
        out = (out[0], -0.7 * out[1])
    return out, _pair(random, 2.0, 1.4, -1.0, 7.5)


def _draw_uptake(random: Random, build: Build, diffuse: bool) -> Uptake:
    old = float(np.clip((build.age - 35) / 40.0, 0.0, 1.4))
    heavy = float(np.clip((25.0 / build.bmi), 0.55, 1.3))
    bones = {name: _factor(random, _SPREAD.get(name, 0.20)) for name in _FAMILIES}
    bones["skull"] *= _factor(random, 0.22)
    bones["face"] = bones["skull"] * _factor(random, 0.14)
    joints = {name: _factor(random, 0.40, 0.75 + 0.35 * old) for name in _JOINTS}
    joints["rib_front"] = _factor(random, 0.9)
    joints["manubrium"] = _factor(random, 0.6)
    for name in _JOINTS:
        joints |= {f"{name}_{side}": _factor(random, 0.10 + 0.06 * old) for side in "rl"}
    for kind, last in _VERTEBRAE:
        bones |= {f"{kind}{i}": _factor(random, 0.06) for i in range(1, last + 1)}
    for number in range(1, 13):
        for side in "rl":
            bones[f"rib{number}_{side}"] = _factor(random, 0.11)
            joints[f"rib{number}_front_{side}"] = _factor(random, 0.25)
    if random.random() < IRRADIATED:
        dose = random.uniform(0.35, 0.75)
        for name in _FIELDS[int(random.integers(len(_FIELDS)))]:
            bones[name] = dose * bones.get(name, 1.0)
    tissue = {name: _factor(random, spread, middle) for name, (middle, spread) in _TISSUE.items()}
    tissue["rim"] = _normal(random, 0.70, 0.12, 0.4, 1.0)
    if random.random() < SWOLLEN:
        tissue["shank"] *= random.uniform(1.1, 1.7)
        tissue["foot"] *= random.uniform(1.0, 1.6)
    skeleton = _factor(random, 0.30, heavy**0.6)
    if diffuse:
        tissue = {name: value if name == "rim" else 0.55 * value for name, value in tissue.items()}
        bones["rib"] *= 1.6
    return Uptake(skeleton, bones, joints, tissue, int(random.integers(2**31)))


_SPREAD = {"lumbar": 0.24, "pelvis": 0.26, "rib": 0.28, "sternum": 0.26, "clavicle": 0.22, "scapula": 0.24, "humerus": 0.22}
"""How much kinds of bones differ from patient to patient where it is not 0.20 (of the logarithm)."""
IRRADIATED = 0.03
"""Share of patients with a field of radiotherapy, in which bone takes up less."""
_FIELDS = (
    ("pelvis", "sacrum", "lumbar5"),
    ("lumbar1", "lumbar2", "lumbar3", "lumbar4", "lumbar5"),
    ("thoracic4", "thoracic5", "thoracic6", "thoracic7", "thoracic8"),
    tuple(f"rib{number}_l" for number in range(2, 7)),
    tuple(f"rib{number}_r" for number in range(2, 7)),
)
"""Bones of each field."""
_TISSUE = {
    "head": (0.85, 0.12),
    "chest": (0.35, 0.36),
    "belly": (1.12, 0.14),
    "pelvis": (1.05, 0.22),
    "thigh": (1.0, 0.13),
    "shank": (0.90, 0.36),
    "foot": (0.90, 0.32),
    "arm": (0.84, 0.25),
    "shoulder": (1.0, 0.24),
    "forearm": (0.95, 0.27),
    "knee": (1.0, 0.18),
}
"""Activity of soft tissue: median and spread of the logarithm; of single segments of limbs relative to their neighbours."""
SWOLLEN = 0.10
"""Share of patients with water in the legs."""


def _draw_acquisition(random: Random, build: Build) -> Acquisition:
    counts = float(np.exp(random.uniform(np.log(1.0e6), np.log(4.0e6))))
    return Acquisition(
        pixel_mm=float(random.choice([2.26, 2.3, 2.33, 2.398])),
        counts={Projection.ANT: counts, Projection.POST: float(np.clip(counts * _factor(random, 0.06, 1.03), 1.0e6, 4.0e6))},
        attenuation=random.uniform(0.0120, 0.0150),
        gap_mm={Projection.ANT: random.uniform(25.0, 60.0), Projection.POST: random.uniform(20.0, 40.0)},
        scatter=random.uniform(0.015, 0.06) + 0.003 * max(build.bmi - 22.0, 0.0),
        resolution=_factor(random, 0.09, 1.10),
        top_row=random.uniform(25.0, 110.0),
        shift=random.normal(0.0, 5.0),
        air=random.uniform(0.08, 0.2),
    )
