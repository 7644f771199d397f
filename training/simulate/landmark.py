"""Landmarks of the skeleton: joints and stations of the trunk, each fixed to a bone so that it moves with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from training.simulate.skeleton import Points, Skeleton

_JOINED_RIBS = frozenset(map(str, range(2, 10)))
"""Ribs whose front ends join their cartilage where a scan shows beads."""


@dataclass(frozen=True, eq=False)
class Landmark:
    """A place in the unposed skeleton that moves with a bone."""

    bone: str
    place: Points


@lru_cache(maxsize=2)
def landmarks(skeleton: Skeleton) -> dict[str, Landmark]:
    """Every landmark by name; names of paired ones end in _r or _l."""
    found: dict[str, Landmark] = {}
    for side in "rl":
        found |= {f"{name}_{side}": mark for name, mark in _arm(skeleton, side).items()}
        found |= {f"{name}_{side}": mark for name, mark in _leg(skeleton, side).items()}
    for bone in skeleton.names:
        if bone.startswith(("cervical", "thoracic", "lumbar")):
            found |= _vertebra(skeleton, bone)
    for bone in skeleton.names:
        if bone.startswith("rib") and bone[3:-2] in _JOINED_RIBS:
            found[f"{bone[:-2]}_front{bone[-2:]}"] = Landmark(bone, _end(skeleton.of(bone), 1, False, 9.0))
    found |= _midline(skeleton)
    return found


def _end(points: Points, axis: int, upper: bool, reach: float) -> Points:
    """The mean of the points within `reach` mm of one end of a bone."""
    along = points[:, axis] if upper else -points[:, axis]
    return np.asarray(points[along > along.max() - reach].mean(axis=0))


def _outward(points: Points, side: str) -> Points:
    """The same points with x growing away from the midline."""
    return points * [-1.0 if side == "r" else 1.0, 1.0, 1.0]


def _arm(skeleton: Skeleton, side: str) -> dict[str, Landmark]:
    def bone(name: str) -> Points:
        return _outward(skeleton.of(f"{name}_{side}"), side)

    humerus, hand = bone("humerus"), bone("fingers")
    places = {
        "shoulder": ("humerus", _end(humerus, 2, True, 40.0)),
        "acromion": ("scapula", _end(bone("clavicle"), 0, True, 10.0)),
        "sternoclavicular": ("sternum", _end(bone("clavicle"), 0, False, 8.0)),
        "elbow": ("humerus", _end(humerus, 2, False, 25.0)),
        "wrist": ("carpus", _end(bone("carpus"), 2, True, 12.0)),
        "thumb": ("fingers", _end(hand, 1, False, 12.0) * [1, 1, 0] + [0, 0, hand[:, 2].max() - 30.0] + [0.0, 18.0, 0.0]),
        "knuckles": ("fingers", hand[np.abs(hand[:, 2] - hand[:, 2].max() + 65.0) < 6.0].mean(axis=0)),
        "finger_joints": ("fingers", hand[np.abs(hand[:, 2] - hand[:, 2].max() + 105.0) < 6.0].mean(axis=0)),
        "fingertip": ("fingers", _end(hand, 2, False, 15.0)),
    }
    return _placed(places, side)


def _leg(skeleton: Skeleton, side: str) -> dict[str, Landmark]:
    def bone(name: str) -> Points:
        return _outward(skeleton.of(f"{name}_{side}"), side)

    femur, tibia, toes, tarsus = bone("femur"), bone("tibia"), bone("toes"), bone("tarsus")
    top = femur[femur[:, 2] > femur[:, 2].max() - 40.0]
    head = top[top[:, 0] < top[:, 0].min() + 42.0].mean(axis=0)
    condyles = femur[femur[:, 2] < femur[:, 2].min() + 22.0]
    middle = condyles[:, 0].mean()
    places = {
        "hip": ("femur", head),
        "trochanter": ("femur", _end(femur, 0, True, 12.0)),
        "knee": ("femur", condyles.mean(axis=0) - [0, 0, 8.0]),
        "knee_medial": ("femur", condyles[condyles[:, 0] < middle].mean(axis=0) - [0, 0, 10.0]),
        "knee_lateral": ("femur", condyles[condyles[:, 0] > middle].mean(axis=0) - [0, 0, 10.0]),
        "patella": ("patella", bone("patella").mean(axis=0)),
        "ankle": ("tibia", _end(tibia, 2, False, 15.0)),
        "midfoot": ("tarsus", tarsus[np.abs(tarsus[:, 1] + 75.0) < 12.0].mean(axis=0)),
        "heel": ("tarsus", _end(tarsus, 1, True, 25.0)),
        "great_toe": ("toes", _end(toes[toes[:, 0] < toes[:, 0].min() + 28.0], 1, True, 8.0)),
        "toes": ("toes", _end(toes, 1, False, 40.0)),
        "sacroiliac": ("pelvis", _sacroiliac(skeleton, side)),
        "iliac_crest": ("pelvis", _end(bone("pelvis"), 2, True, 15.0)),
        "pubis": ("pelvis", _end(bone("pelvis"), 1, False, 15.0)),
    }
    return _placed(places, side)


def _sacroiliac(skeleton: Skeleton, side: str) -> Points:
    from scipy.spatial import cKDTree

    pelvis = skeleton.of(f"pelvis_{side}")
    gap, _ = cKDTree(skeleton.of("sacrum")).query(pelvis)
    return np.asarray(_outward(pelvis[(gap < 9.0) & (pelvis[:, 1] > 0.0)], side).mean(axis=0))


def _placed(places: dict[str, tuple[str, Points]], side: str) -> dict[str, Landmark]:
    sign = -1.0 if side == "r" else 1.0
    return {
        name: Landmark(bone if bone == "sternum" else f"{bone}_{side}", np.asarray(place) * [sign, 1.0, 1.0])
        for name, (bone, place) in places.items()
    }


def _vertebra(skeleton: Skeleton, bone: str) -> dict[str, Landmark]:
    points = skeleton.of(bone)
    low, high = points.min(axis=0), points.max(axis=0)
    body = np.array([0.0, low[1] + 0.3 * (high[1] - low[1]), (low[2] + high[2]) / 2])
    wide = 16.0 if bone.startswith("cervical") else 19.0
    found = {f"{bone}_body": Landmark(bone, body)}
    for side, sign in (("r", -1.0), ("l", 1.0)):
        found[f"{bone}_facet_{side}"] = Landmark(
            bone, np.array([sign * wide, low[1] + 0.6 * (high[1] - low[1]), low[2] + 0.3 * (high[2] - low[2])])
        )
        found[f"{bone}_rim_{side}"] = Landmark(bone, np.array([sign * (wide + 6.0), body[1], high[2] - 0.1 * (high[2] - low[2])]))
    return found


def _midline(skeleton: Skeleton) -> dict[str, Landmark]:
    sternum, skull, jaw, sacrum = (skeleton.of(name) for name in ("sternum", "skull", "mandible", "sacrum"))
    return {
        "manubrium": Landmark("sternum", _end(sternum, 2, True, 30.0)),
        "vertex": Landmark("skull", _end(skull, 2, True, 3.0)),
        "skull": Landmark("skull", np.array([0.0, -3.0, (skull[:, 2].max() - 75.0)])),
        "face": Landmark("face", _end(skeleton.of("face"), 1, False, 15.0)),
        "chin": Landmark("mandible", _end(jaw, 2, False, 15.0)),
        "teeth": Landmark("mandible", _end(jaw, 1, False, 14.0) + np.array([0.0, 4.0, 8.0])),
        "sacrum": Landmark("sacrum", sacrum.mean(axis=0)),
        "symphysis": Landmark("sacrum", np.array([0.0, -100.0, 822.0])),
    }
