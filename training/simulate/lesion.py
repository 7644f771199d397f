"""Lesions: drawn by the statistics of the paper and of the literature, in the unposed skeleton.

Shares of patients per site of metastasis, lesions per picture and ratios of lesion to normal are the figures that docs/simulator.md cites.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dspic_gui.code import Code, Side
from dspic_gui.disease import Disease
from dspic_gui.regions.region_map import SIDE_STEP, SIDES, part_keys
from training.simulate.activity import near
from training.simulate.anatomy import body_part, family, side
from training.simulate.landmark import landmarks
from training.simulate.patient import Patient
from training.simulate.point_region import point_regions
from training.simulate.skeleton import Points, Skeleton

Random = np.random.Generator
Place = tuple[float, float, float]


MARK = "variant"
"""The mark of the code book that says: neither metastasis nor arthritis. It never votes."""


@dataclass(frozen=True)
class TrueLesion:
    """A lesion that is really there: a metastasis, arthritis, or with no disease what is neither (`benign` says what).

    `bone` carries it, `place` is its centre in the unposed skeleton (mm), `along` its long axis, `reach` its size along and across
    that axis (mm), `ratio` the peak counts with the lesion over those without in the view that shows it best, `beyond` the share of its
    activity that lies outside the bones, `symmetric` whether the other side has one too, `bones` the bones that it takes whole.
    """

    number: int
    disease: Disease | None
    part: str
    side: Side | None
    bone: str
    place: Place
    along: Place
    reach: tuple[float, float]
    ratio: float
    beyond: float = 0.0
    symmetric: bool = False
    benign: str = ""
    bones: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: the disease, or the benign finding."""
        return self.disease.value if self.disease else self.benign

    @property
    def label(self) -> str:
        """The label as readers spell it."""
        return Code(self.disease.value if self.disease else MARK, self.part, self.side).label


SITES: dict[str, tuple[float, float]] = {
    "pelvis": (0.66, 0.15),
    "vertebra": (0.62, 1.00),
    "rib": (0.54, 0.90),
    "sternum": (0.42, 0.05),
    "femur": (0.40, 0.25),
    "scapula": (0.41, 0.05),
    "skull": (0.32, 0.10),
    "clavicle": (0.29, 0.0),
    "humerus": (0.23, 0.10),
}
"""Sites of metastasis: (share of metastatic patients, further lesions there on average)."""

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

METASTATIC_RATIO = (4.0, 0.60)
"""Median and spread (of the logarithm) of the ratio to normal."""
ARTHRITIC_EXCESS = (0.75, 0.55)
"""The same of the ratio less one."""


_MARROW = (
    "lumbar", "thoracic", "sacrum", "pelvis_r", "pelvis_l", "sternum", "femur_r", "femur_l", "humerus_r", "humerus_l",
    "scapula_r", "scapula_l", *(f"rib{number}_{end}" for number in (3, 6, 8) for end in "rl"),
)  # fmt: skip
"""Bones of red marrow, or kinds of them with their side; of the ribs these stand out."""


def draw_lesions(random: Random, patient: Patient, skeleton: Skeleton) -> tuple[TrueLesion, ...]:
    """All lesions of a patient, as many diseases as the patient's condition says."""
    found: list[TrueLesion] = []
    if Disease.METASTASIS in patient.condition.diseases:
        found += draw_diffuse(random, skeleton) if patient.diffuse else _draw_metastases(random, skeleton, len(found))
    if Disease.ARTHRITIS in patient.condition.diseases:
        found += _draw_arthritis(random, skeleton, patient, len(found))
    return tuple(found)


_FADING = {"fracture": 0.35}
"""What is left of the excess of a benign finding months later; the rest stays."""


def progressed(random: Random, lesions: Sequence[TrueLesion]) -> tuple[TrueLesion, ...]:
    """The lesions of the same patient at the next scan: metastases grow or answer to treatment together, arthritis hardly changes."""
    course = float(np.exp(random.normal(0.1, 0.5)))
    found = []
    for lesion in lesions:
        own = float(np.exp(random.normal(0.0, 1.0) * {Disease.METASTASIS: 0.25, Disease.ARTHRITIS: 0.12}.get(lesion.disease, 0.15)))
        change = own * (course if lesion.disease is Disease.METASTASIS else _FADING.get(lesion.benign, 1.0))
        found.append(replace(lesion, ratio=float(np.clip(1.0 + (lesion.ratio - 1.0) * change, 1.05, 16.0))))
    return tuple(found)


def _draw_metastases(random: Random, skeleton: Skeleton, first: int) -> list[TrueLesion]:
    burden = random.normal()
    sites = [site for site, (share, _) in SITES.items() if random.random() < _shifted(share, 0.7 * burden)]
    sites = sites or [str(random.choice(list(SITES), p=_weights([share for share, _ in SITES.values()])))]
    median, spread = METASTATIC_RATIO
    eager = random.normal(0.0, 0.45 * spread)
    found: list[TrueLesion] = []
    for site in sites:
        for _ in range(1 + int(random.poisson(SITES[site][1] * np.exp(0.4 * burden - 0.08)))):
            bone = _bone_of(random, site)
            ratio = float(np.clip(median * np.exp(eager + random.normal(0.0, 0.89 * spread)), 1.3, 16.0))
            lesion = _metastasis(random, skeleton, bone, ratio, first + len(found) + 1)
            if all(_apart(lesion, other) for other in found):
                found.append(lesion)
    return found


def _apart(one: TrueLesion, other: TrueLesion) -> bool:
    """Whether two lesions are so far apart that a reader would count two."""
    return float(np.linalg.norm(np.subtract(one.place, other.place))) > 1.6 * max(one.reach[1], other.reach[1])


def _shifted(share: float, shift: float) -> float:
    return float(1 / (1 + np.exp(-(np.log(share / (1 - share)) * 1.08 + shift))))


def _weights(values: list[float]) -> Points:
    return np.asarray(np.asarray(values) / np.sum(values))


def _bone_of(random: Random, site: str) -> str:
    if site == "vertebra":
        kind = str(random.choice(["cervical", "thoracic", "lumbar"], p=[0.08, 0.47, 0.45]))
        return f"{kind}{random.integers(*{'cervical': (3, 8), 'thoracic': (1, 13), 'lumbar': (1, 6)}[kind])}"
    end = str(random.choice(["r", "l"]))
    if site == "rib":
        return f"rib{random.integers(1, 12)}_{end}"
    if site == "pelvis" and random.random() < 0.25:
        return "sacrum"
    return site if site in ("sternum", "skull") else f"{site}_{end}"


def _metastasis(random: Random, skeleton: Skeleton, bone: str, ratio: float, number: int) -> TrueLesion:
    points = _seedbed(skeleton, bone)
    place = points[int(random.integers(len(points)))]
    across = float(np.clip(10.5 * np.exp(random.normal(0.0, 0.38)), 5.5, 25.0))
    along, length = (0.0, 0.0, 1.0), across * random.uniform(1.0, 1.6)
    if bone.startswith(("rib", "clavicle")):
        along, length = _axis(skeleton.of(bone), place), float(np.clip(14.0 * np.exp(random.normal(0.0, 0.4)), 7.0, 36.0))
    if bone.startswith(("thoracic", "lumbar")):
        across, length = random.uniform(11.0, 18.0), random.uniform(9.0, 14.0)
    part, end = part_at(skeleton, bone, _tuple(place), float(across))
    return TrueLesion(number, Disease.METASTASIS, part, end, bone, _tuple(place), along, (float(length), float(across)), ratio)


def part_at(skeleton: Skeleton, bone: str, place: Place, radius: float) -> tuple[str, Side | None]:
    """The body part and side of most points of a bone around a place: the head of a femur belongs to the hip."""
    index = near(skeleton, np.array(place), radius)
    index = index[skeleton.bone[index] == skeleton.names.index(bone)]
    if not len(index):
        return body_part(bone), side(bone)
    value = int(np.bincount(point_regions(skeleton)[index]).argmax())
    part = part_keys()[value % SIDE_STEP]
    assert part is not None
    return part, SIDES[value // SIDE_STEP]


def draw_diffuse(random: Random, skeleton: Skeleton) -> list[TrueLesion]:
    """Marrow taken as a whole: the trunk and the upper ends of the limbs, each part by its own measure."""
    ratio = float(np.clip(2.6 * np.exp(random.normal(0.0, 0.3)), 1.6, 5.0))
    found: list[TrueLesion] = []
    for group in _MARROW:
        bones = tuple(name for name in skeleton.names if group in (name, family(name), family(name) + name[-2:]))
        middle = np.mean([skeleton.middles[skeleton.names.index(name)] for name in bones], axis=0)
        own = float(np.clip(1.0 + (ratio - 1.0) * np.exp(random.normal(0.0, 0.25)), 1.3, 6.0))
        reach = 330.0 if group.startswith(("femur", "humerus")) else 1000.0
        place = _tuple(middle + [0.0, 0.0, 190.0 if reach < 1000.0 else 0.0])
        part, end = body_part(bones[0]), side(group)
        found.append(
            TrueLesion(len(found) + 1, Disease.METASTASIS, part, end, bones[0], place, (0.0, 0.0, 1.0), (reach, 30.0), own, bones=bones)
        )
    return found


def _seedbed(skeleton: Skeleton, bone: str) -> Points:
    """Where in a bone metastases settle: red marrow, so the upper ends of long bones, and the vault of the skull."""
    points = skeleton.of(bone)
    low, high = points.min(axis=0), points.max(axis=0)
    height = (points[:, 2] - low[2]) / (high[2] - low[2])
    if bone.startswith(("femur", "humerus")):
        return np.asarray(points[height > 0.55])
    if bone == "skull":
        return np.asarray(points[(height > 0.45) & (np.hypot(points[:, 0], points[:, 1]) > 50.0)])
    if bone.startswith(("thoracic", "lumbar", "cervical")):
        depth = (points[:, 1] - low[1]) / (high[1] - low[1])
        return np.asarray(points[depth < 0.6])
    return points


def _axis(points: Points, place: Points) -> Place:
    """The direction in which a bone runs at a place: the first principal axis of its neighbourhood."""
    close = points[((points - place) ** 2).sum(axis=1) < 25.0**2]
    _, vectors = np.linalg.eigh(np.cov((close - close.mean(axis=0)).T))
    return _tuple(vectors[:, -1] * np.sign(vectors[np.argmax(np.abs(vectors[:, -1])), -1]))


def _tuple(place: Points) -> Place:
    x, y, z = (float(value) for value in np.round(place, 6))
    return x, y, z


def _draw_arthritis(random: Random, skeleton: Skeleton, patient: Patient, first: int) -> list[TrueLesion]:
    found: list[TrueLesion] = []
    taken: set[str] = set()
    for _ in range(1 + int(random.poisson(0.75))):
        joint = str(random.choice(list(JOINTS), p=_weights([weight for weight, *_ in JOINTS.values()])))
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
        place = place + [(-1.0 if name.endswith("_r") else 1.0) * random.uniform(*SPURS_MM), 0.0, random.uniform(-12.0, 4.0)]
    size = radius * float(np.exp(random.normal(0.0, 0.18)))
    return TrueLesion(
        number,
        Disease.ARTHRITIS,
        part,
        end,
        mark.bone,
        _tuple(place),
        (1.0, 0.0, 0.0),
        (size * random.uniform(1.0, 1.35), size),
        ratio,
        0.6 if joint == "spur" else 0.35,
        both,
    )
