"""Random studies with readings that disagree, as the raw JSON of the files on disk; every value follows from the seed."""

from __future__ import annotations

import math
import random

from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Polygon, Rectangle, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource

READERS = ("R1", "R2", "R3")
_PARTS = ("rib", "rib", "lumbar_spine", "femur")
_PAIRED = ("rib", "femur")
_Spot = tuple[tuple[Projection, ...], float, float, str]


def random_study(seed: int) -> tuple[Study, list[Reading]]:
    """A study with one or two views, and the readings of up to three readers: shapes of all kinds, crowded, linked, some drafts."""
    chance = random.Random(seed)
    key = f"{seed:016x}"
    views = chance.choice([tuple(Projection)] * 4 + [(Projection.ANT,), (Projection.POST,)])
    study = Study(key, f"{seed // 2:016x}", tuple(ViewSource(view, f"scans/{key}/1.dcm", 0, "0" * 64, "made") for view in views))
    spots = [_spot(chance, views) for _ in range(chance.choice([0, 1, 1, 2, 3, 4]))]
    readings = []
    for reader in READERS:
        if chance.random() < 0.93:
            readings.append(_reading(chance, key, reader, views, spots))
    return study, readings


def _spot(chance: random.Random, views: tuple[Projection, ...]) -> _Spot:
    """Which views show it, where, and what it is. All lie in a small field, so that marks crowd and assignments compete."""
    shown = chance.choice([(view,) for view in views] + [views])
    return shown, chance.uniform(40, 75), chance.uniform(300, 340), chance.choice(_PARTS)


def _reading(chance: random.Random, key: str, reader: str, views: tuple[Projection, ...], spots: list[_Spot]) -> Reading:
    lesions = []
    for number, (shown, x, y, part) in enumerate(spots, start=1):
        if chance.random() < 0.25:
            continue
        label = _label(chance, part)
        linked = number if len(shown) > 1 and chance.random() < 0.7 else None
        for view in shown:
            lesions.append(Lesion(view, _shape(chance, x, y), label, group_id=linked))
    if chance.random() < 0.2:
        anywhere = _shape(chance, chance.uniform(40, 75), chance.uniform(300, 340))
        lesions.append(Lesion(chance.choice(views), anywhere, _label(chance, "rib")))
    if chance.random() < 0.2:
        lesions.append(Lesion(chance.choice(views), _shape(chance, 120, 600), "urine"))
    chance.shuffle(lesions)
    state = State.SEALED if chance.random() < 0.95 else State.DRAFT
    normal = not any(lesion.disease for lesion in lesions)
    return Reading(key, reader, tuple(lesions), state, says_normal=normal)


def _label(chance: random.Random, part: str) -> str:
    part = part if chance.random() < 0.85 else chance.choice(_PARTS)
    side = f":{'left' if chance.random() < 0.85 else 'right'}" if part in _PAIRED else ""
    return f"{'metastasis' if chance.random() < 0.65 else 'arthritis'}:{part}{side}"


def _shape(chance: random.Random, x: float, y: float) -> Shape:
    x, y = x + chance.gauss(0, 1.5), y + chance.gauss(0, 1.5)
    wide, high = chance.uniform(2.5, 8), chance.uniform(2.5, 8)
    kind = chance.randrange(4)
    if kind == 0:
        return Rectangle((x - wide, y - high), (x + wide, y + high))
    if kind == 1:
        return Ellipse(x, y, wide, high, chance.uniform(0, 90))
    if kind == 2:
        return Rectangle((float(round(x - wide)), float(round(y - high))), (float(round(x + wide)), float(round(y + high))))
    turns = sorted(chance.uniform(0, 2 * math.pi) for _ in range(chance.randrange(5, 14)))
    reach = [chance.uniform(0.6, 1.3) for _ in turns]
    return Polygon(tuple((x + wide * r * math.cos(t), y + high * r * math.sin(t)) for t, r in zip(turns, reach, strict=True)))


def files_of(study: Study, readings: list[Reading]) -> dict[tuple[str, str], bytes]:
    """The raw label files of the readings by reader and view."""
    return {
        (reading.reader, view.value): compose_label_file(
            reading, view, picture=f"../../pictures/{study.key}_{view}.png", rows=ROWS, columns=COLUMNS, source_sha256="0" * 64
        )
        for reading in readings
        for view in study.projections
    }
