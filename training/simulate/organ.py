"""Drawing activity outside the bones: kidneys, bladder, face and teeth in everyone, and in some what a real scan holds besides.

Frequencies are those that docs/simulator.md lists; densities are relative to a soft-tissue voxel.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dspic_gui.code import Side
from training.simulate.patient import Build, Spot, Surgery

Random = np.random.Generator

_SIGN = {Side.RIGHT: -1.0, Side.LEFT: 1.0}


def draw_spots(random: Random, build: Build, surgery: tuple[Surgery, ...] = (), faint: bool = False) -> tuple[Spot, ...]:
    """All activity outside the bones of one scan; `faint`: the skeleton has taken nearly all (a superscan)."""
    spots = [*_kidneys(random, faint), *_bladder(random, faint), *_face(random), *_soft_organs(random, build, surgery)]
    for share, draw in _SOMETIMES:
        if random.random() < share:
            spots += draw(random)
    return tuple(spots)


def _factor(random: Random, spread: float, middle: float = 1.0) -> float:
    """Log-normal around `middle`."""
    return float(middle * np.exp(random.normal(0.0, spread)))


def _kidneys(random: Random, faint: bool) -> list[Spot]:
    """Two as a rule; one missing, low, in the pelvis, blocked, or both hot or hardly seen."""
    both = _factor(random, 0.45, 2.4) * (0.15 if faint else 1.0)
    kind = random.random()
    if kind < 0.04:
        both *= random.uniform(2.5, 6.0)
    found: list[Spot] = []
    missing = (Side.RIGHT if random.random() < 0.5 else Side.LEFT) if random.random() < 0.05 else None
    for side, sign in _SIGN.items():
        odd = random.random()
        if side is missing:
            continue
        drop = (-16.0 if side is Side.RIGHT else 0.0) - (random.uniform(25.0, 70.0) if odd < 0.05 else 0.0)
        place = (sign * random.normal(62.0, 6.0), random.normal(38.0, 5.0), drop + random.normal(0.0, 13.0))
        if 0.05 <= odd < 0.065:
            place = (sign * random.normal(48.0, 8.0), -20.0, -190.0 + random.normal(0.0, 12.0))
        size = _factor(random, 0.10)
        radii = (random.normal(24.0, 2.0) * size, 20.0 * size, random.normal(46.0, 4.0) * size)
        density = both * _factor(random, 0.35)
        found.append(Spot("kidney", "lumbar1_body", place, radii, density))
        blocked = odd > 0.95
        pelvis = (place[0] - sign * 10.0, place[1], place[2] - 4.0)
        wide = random.uniform(1.3, 2.2) if blocked else 1.0
        hot = density * _factor(random, 0.6, 1.6) * (random.uniform(2.0, 8.0) if blocked else 1.0)
        found.append(Spot("kidney", "lumbar1_body", pelvis, (9.0 * wide, 9.0 * wide, 14.0 * wide), hot))
        found += _ureter(random, place, sign, hot)
    return found


def _ureter(random: Random, place: tuple[float, float, float], sign: float, density: float) -> list[Spot]:
    """In some a stretch of the ureter below the kidney."""
    if random.random() > 0.12:
        return []
    start = random.uniform(-160.0, -60.0)
    return [
        Spot("ureter", "lumbar1_body", (sign * random.normal(38.0, 5.0), 5.0, start - 9.0 * step), (3.5, 3.5, 6.0), density * 2.0)
        for step in range(int(random.integers(1, 5)))
    ]


def _bladder(random: Random, faint: bool) -> list[Spot]:
    """From empty to far above all else; a tube and its bag in some."""
    size = float(np.clip(_factor(random, 0.36, 26.0), 8.0, 62.0))
    place = (random.normal(0.0, 6.0), random.normal(28.0, 4.0), size * 0.6 + random.normal(14.0, 4.0))
    density = float(np.clip(_factor(random, 1.0, 22.0), 0.6, 450.0)) * (0.3 if faint else 1.0)
    radii = (size * random.uniform(1.0, 1.35), size * 0.8, size * random.uniform(0.65, 1.0))
    found = [Spot("bladder", "symphysis", place, radii, density)]
    if random.random() < 0.04:
        side = float(random.choice([-1.0, 1.0]))
        tube = [
            Spot("urine", "symphysis", (side * (18.0 + 14.0 * step), -80.0, -60.0 - 22.0 * step), (4.0, 4.0, 12.0), 0.5 * density)
            for step in range(5)
        ]
        bag = (side * random.uniform(95.0, 140.0), -30.0, -random.uniform(260.0, 420.0))
        found += [*tube, Spot("urine", "symphysis", bag, (45.0, 12.0, 70.0), random.uniform(0.2, 0.7) * density)]
    return found


def _face(random: Random) -> list[Spot]:
    nose = Spot("face", "face", (0.0, 22.0, -14.0), (15.0, 16.0, 20.0), _factor(random, 0.4, 3.5))
    teeth = [
        Spot("dental", "teeth", (random.normal(0.0, 16.0), 6.0, random.normal(4.0, 5.0)), (7.0, 6.0, 6.0), _factor(random, 0.7, 8.0))
        for _ in range(int(random.integers(0, 4)))
    ]
    sinus = [
        Spot("sinus", "face", (sign * 28.0, 25.0, 4.0), (12.0, 12.0, 12.0), _factor(random, 0.6, 5.0))
        for sign in (-1.0, 1.0)
        if random.random() < 0.08
    ]
    return [nose, *teeth, *sinus]


def _soft_organs(random: Random, build: Build, surgery: tuple[Surgery, ...]) -> list[Spot]:
    found = [
        Spot("heart", "thoracic7_body", (22.0, -75.0, 0.0), (48.0, 40.0, 48.0), random.uniform(0.0, 0.3)),
        Spot("liver", "thoracic11_body", (-55.0, -55.0, -10.0), (75.0, 60.0, 55.0), random.uniform(0.0, 0.35)),
        Spot("thyroid", "cervical7_body", (0.0, -45.0, -4.0), (22.0, 8.0, 20.0), random.uniform(0.5, 4.0)),
    ]
    if build.sex == "M":
        found.append(Spot("genital", "symphysis", (random.normal(0, 8.0), -22.0, -62.0), (22.0, 25.0, 38.0), random.uniform(0.6, 1.8)))
        return found
    gone = {one.side for one in surgery if one.kind == "mastectomy"}
    size, breast = _factor(random, 0.2) * (build.bmi / 25.0) ** 0.5, random.uniform(0.1, 0.5)
    if random.random() < 0.12:
        breast += random.uniform(0.4, 1.6)
    for side, sign in _SIGN.items():
        if side not in gone:
            place = (sign * random.normal(84.0, 6.0) * size, -150.0, -8.0 - 22.0 * (size - 1.0))
            found.append(Spot("breast", "thoracic7_body", place, (52.0 * size, 26.0, 50.0 * size), breast * _factor(random, 0.15)))
    return found


def _injection(random: Random) -> list[Spot]:
    """The injection site: a dot, or tracer that ran beside the vein; sometimes a node of the armpit with it."""
    side = str(random.choice(["r", "l"]))
    landmark = str(random.choice(["elbow", "wrist", "knuckles"], p=[0.5, 0.25, 0.25]))
    offset = (random.normal(0.0, 8.0), -30.0 if landmark == "elbow" else -12.0, random.normal(0.0, 12.0))
    if random.random() > 0.2:
        return [Spot("injection", f"{landmark}_{side}", offset, (4.0, 3.0, _factor(random, 0.4, 5.0)), _factor(random, 0.9, 150.0))]
    size = _factor(random, 0.35, 13.0)
    found = [Spot("injection", f"{landmark}_{side}", offset, (size, 9.0, size * random.uniform(1.0, 2.4)), _factor(random, 0.9, 130.0))]
    for step in range(int(random.integers(0, 4))):
        trail = (offset[0], offset[1], offset[2] + size + 16.0 * (step + 1))
        found.append(Spot("injection", f"{landmark}_{side}", trail, (4.0, 3.0, 8.0), _factor(random, 0.5, 40.0)))
    if random.random() < 0.3:
        inward = 28.0 if side == "r" else -28.0
        found.append(Spot("node", f"shoulder_{side}", (inward, -20.0, -70.0), (6.0, 6.0, 7.0), _factor(random, 0.6, 40.0)))
    return found


def _contamination(random: Random) -> list[Spot]:
    """Urine on the skin of thigh, groin or hand, or on the sheet between and beside the legs; one to four drops."""
    landmark, middle, spread = (
        (f"hip_{random.choice(['r', 'l'])}", (0.0, -70.0, -120.0), (22.0, 1.0, 45.0)),
        ("symphysis", (0.0, -60.0, -60.0), (22.0, 1.0, 25.0)),
        (f"knuckles_{random.choice(['r', 'l'])}", (0.0, -25.0, 0.0), (15.0, 1.0, 15.0)),
        (f"knee_{random.choice(['r', 'l'])}", (60.0, 60.0, 60.0), (30.0, 1.0, 120.0)),
    )[int(random.choice(4, p=[0.45, 0.3, 0.1, 0.15]))]
    return [
        Spot(
            "urine",
            str(landmark),
            _around(random, middle, spread),
            (random.uniform(4, 13), 4.0, random.uniform(5, 24)),
            _factor(random, 0.8, 14.0),
        )
        for _ in range(int(random.integers(1, 5)))
    ]


def _around(random: Random, middle: tuple[float, float, float], spread: tuple[float, float, float]) -> tuple[float, float, float]:
    x, y, z = random.normal(middle, spread)
    return float(x), float(y), float(z)


def _bowel(random: Random) -> list[Spot]:
    """Loops of bowel across the belly: a chain that wanders."""
    at = np.array([random.normal(0.0, 60.0), -70.0, random.normal(-70.0, 45.0)])
    way, density = random.normal(size=3), _factor(random, 0.6, 2.2)
    found = []
    for _ in range(int(random.integers(4, 14))):
        way = 0.7 * way + 0.7 * random.normal(size=3)
        at = np.clip(at + 16.0 * way / np.linalg.norm(way), [-115.0, -100.0, -170.0], [115.0, -40.0, 20.0])
        found.append(Spot("bowel", "lumbar3_body", (float(at[0]), float(at[1]), float(at[2])), (11.0, 10.0, 11.0), density))
    return found


def _stomach(random: Random) -> list[Spot]:
    return [
        Spot(
            "stomach",
            "thoracic12_body",
            (random.normal(55.0, 10.0), -75.0, random.normal(-10.0, 12.0)),
            (34.0, 26.0, 40.0),
            random.uniform(0.5, 2.2),
        )
    ]


def _hot_thyroid(random: Random) -> list[Spot]:
    density = _factor(random, 0.5, 9.0)
    return [
        Spot("thyroid", "cervical7_body", (sign * 15.0, -48.0, random.normal(0.0, 4.0)), (9.0, 8.0, 20.0), density * _factor(random, 0.3))
        for sign in (-1.0, 1.0)
    ]


def _hot_organ(random: Random) -> list[Spot]:
    """A liver, spleen, lung or heart that takes up tracer: calcium, iron, amyloid."""
    name, landmark, place, radii = (
        ("liver", "thoracic11_body", (-55.0, -55.0, -10.0), (80.0, 60.0, 55.0)),
        ("spleen", "thoracic11_body", (85.0, 10.0, 5.0), (28.0, 35.0, 45.0)),
        ("lung", "thoracic6_body", (float(random.choice([-75.0, 75.0])), -40.0, 0.0), (50.0, 60.0, 90.0)),
        ("heart", "thoracic7_body", (22.0, -75.0, 0.0), (48.0, 40.0, 48.0)),
    )[int(random.integers(4))]
    return [Spot(name, landmark, place, radii, random.uniform(0.4, 1.8))]


def _soft_tissue(random: Random) -> list[Spot]:
    """Muscle, a scar, a haematoma or calcified soft tissue: one to three blurred patches anywhere."""
    found = []
    for _ in range(int(random.integers(1, 4))):
        landmark = str(random.choice(["shoulder", "hip", "knee", "elbow", "trochanter", "iliac_crest"])) + str(random.choice(["_r", "_l"]))
        size = _factor(random, 0.4, 20.0)
        place = _around(random, (0.0, -20.0, 0.0), (45.0, 25.0, 70.0))
        found.append(Spot("tissue", landmark, place, (size, size * 0.7, size * random.uniform(0.8, 2.5)), _factor(random, 0.6, 2.5)))
    return found


def _neck_cartilage(random: Random) -> list[Spot]:
    """Calcified cartilage of the larynx, of ribs, or arteries of the thighs."""
    return [Spot("larynx", "cervical5_body", (0.0, -50.0, -6.0), (14.0, 12.0, 14.0), _factor(random, 0.5, 4.0))]


def _vessels(random: Random) -> list[Spot]:
    density = _factor(random, 0.4, 5.0)
    return [
        Spot("vessel", f"hip_{side}", (sign * -12.0, -30.0, -40.0 - 28.0 * step), (4.0, 4.0, 16.0), density * _factor(random, 0.3))
        for side, sign in (("r", -1.0), ("l", 1.0))
        for step in range(9)
    ]


_SOMETIMES: tuple[tuple[float, Callable[[Random], list[Spot]]], ...] = (
    (0.38, _injection),
    (0.10, _contamination),
    (0.08, _bowel),
    (0.03, _stomach),
    (0.06, _hot_thyroid),
    (0.03, _hot_organ),
    (0.08, _soft_tissue),
    (0.06, _neck_cartilage),
    (0.02, _vessels),
)
"""Shares of scans that hold these."""
