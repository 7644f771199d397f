"""Metastases, drawn by the statistics of the paper and of the literature.

Shares of patients per site, lesions per picture and ratios of lesion to normal are the figures that docs/simulator.md cites.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dspic_gui.disease import Disease
from training.simulate.anatomy import body_part, family, side
from training.simulate.lesion import Place, Random, TrueLesion, part_at, place_of, weights
from training.simulate.skeleton import Points, Skeleton

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

METASTATIC_RATIO = (4.0, 0.60)
"""Median and spread (of the logarithm) of the ratio to normal."""

_MARROW = (
    "lumbar", "thoracic", "sacrum", "pelvis_r", "pelvis_l", "sternum", "femur_r", "femur_l", "humerus_r", "humerus_l",
    "scapula_r", "scapula_l", *(f"rib{number}_{end}" for number in (3, 6, 8) for end in "rl"),
)  # fmt: skip
"""Bones of red marrow, or kinds of them with their side; of the ribs these stand out."""


def draw_metastases(random: Random, skeleton: Skeleton) -> list[TrueLesion]:
    """Single metastases, as many and as hot as this patient's disease has it."""
    burden = random.normal()
    sites = [site for site, (share, _) in SITES.items() if random.random() < _shifted(share, 0.7 * burden)]
    sites = sites or [str(random.choice(list(SITES), p=weights([share for share, _ in SITES.values()])))]
    median, spread = METASTATIC_RATIO
    eager = random.normal(0.0, 0.45 * spread)
    found: list[TrueLesion] = []
    for site in sites:
        for _ in range(1 + int(random.poisson(SITES[site][1] * np.exp(0.4 * burden - 0.08)))):
            bone = _bone_of(random, site)
            ratio = float(np.clip(median * np.exp(eager + random.normal(0.0, 0.89 * spread)), 1.3, 16.0))
            lesion = _metastasis(random, skeleton, bone, ratio, len(found) + 1)
            if all(_apart(lesion, other) for other in found):
                found.append(lesion)
    return found


def draw_new_metastases(random: Random, skeleton: Skeleton, others: Sequence[TrueLesion], count: int) -> list[TrueLesion]:
    """At most `count` more metastases apart from all `others`, numbered after them; fewer where there is no room."""
    shares = weights([share for share, _ in SITES.values()])
    found: list[TrueLesion] = []
    for _ in range(4 * count):
        if len(found) == count:
            break
        site = str(random.choice(list(SITES), p=shares))
        ratio = float(np.clip(METASTATIC_RATIO[0] * np.exp(random.normal(0.0, METASTATIC_RATIO[1])), 1.5, 16.0))
        number = max((lesion.number for lesion in (*others, *found)), default=0) + 1
        lesion = _metastasis(random, skeleton, _bone_of(random, site), ratio, number)
        if all(_apart(lesion, other) for other in (*others, *found)):
            found.append(lesion)
    return found


def _apart(one: TrueLesion, other: TrueLesion) -> bool:
    """Whether two lesions are so far apart that a reader would count two."""
    return float(np.linalg.norm(np.subtract(one.place, other.place))) > 1.6 * max(one.reach[1], other.reach[1])


def _shifted(share: float, shift: float) -> float:
    return float(1 / (1 + np.exp(-(np.log(share / (1 - share)) * 1.08 + shift))))


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
    part, end = part_at(skeleton, bone, place_of(place), float(across))
    return TrueLesion(number, Disease.METASTASIS, part, end, bone, place_of(place), along, (float(length), float(across)), ratio)


def draw_diffuse(random: Random, skeleton: Skeleton) -> list[TrueLesion]:
    """Marrow taken as a whole: the trunk and the upper ends of the limbs, each part by its own measure."""
    ratio = float(np.clip(2.6 * np.exp(random.normal(0.0, 0.3)), 1.6, 5.0))
    found: list[TrueLesion] = []
    for group in _MARROW:
        bones = tuple(name for name in skeleton.names if group in (name, family(name), family(name) + name[-2:]))
        middle = np.mean([skeleton.middles[skeleton.names.index(name)] for name in bones], axis=0)
        own = float(np.clip(1.0 + (ratio - 1.0) * np.exp(random.normal(0.0, 0.25)), 1.3, 6.0))
        reach = 330.0 if group.startswith(("femur", "humerus")) else 1000.0
        place = place_of(middle + np.array([0.0, 0.0, 190.0 if reach < 1000.0 else 0.0]))
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
    return place_of(vectors[:, -1] * np.sign(vectors[np.argmax(np.abs(vectors[:, -1])), -1]))
