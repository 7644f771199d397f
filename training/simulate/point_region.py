"""The region of every point of the skeleton: its bone's body part, or the joint whose landmark is near."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side
from dspic_gui.regions.region_map import region_value
from training.simulate.anatomy import body_part, side
from training.simulate.landmark import landmarks
from training.simulate.skeleton import Points, Skeleton

ZONES: tuple[tuple[str, str, float, tuple[str, ...]], ...] = (
    ("sternoclavicular", "clavicle", 14.0, ("sternum",)),
    ("acromion", "shoulder", 20.0, ("clavicle", "scapula")),
    ("shoulder", "shoulder", 36.0, ("humerus", "scapula")),
    ("elbow", "elbow", 34.0, ("humerus", "ulna", "radius")),
    ("sacroiliac", "sacroiliac_joint", 24.0, ("pelvis", "sacrum")),
    ("hip", "hip", 36.0, ("femur", "pelvis")),
    ("knee", "knee", 48.0, ("femur", "tibia", "fibula", "patella")),
    ("ankle", "ankle", 30.0, ("tibia", "fibula", "tarsus")),
)
"""Joints: landmark, part, radius in mm of the unposed skeleton, and the kinds of bones that belong to it there."""
_FOREARM_SHARE = 0.45
"""The upper share of the forearm that counts as elbow: the code book has no forearm."""


@lru_cache(maxsize=2)
def point_regions(skeleton: Skeleton) -> NDArray[np.uint8]:
    """The region map's value of each point."""
    own = np.array([region_value(body_part(name), side(name)) for name in skeleton.names], dtype=np.uint8)
    found = own[skeleton.bone]
    marks = landmarks(skeleton)
    for end, sign in (("r", Side.RIGHT), ("l", Side.LEFT)):
        for bone in ("ulna", "radius"):
            _name_forearm(skeleton, f"{bone}_{end}", region_value("elbow", sign), found)
        for joint, part, radius, kinds in ZONES:
            near = ((skeleton.points - marks[f"{joint}_{end}"].place) ** 2).sum(axis=1) < radius**2
            bones = [index for index, name in enumerate(skeleton.names) if name.startswith(kinds)]
            found[near & np.isin(skeleton.bone, bones)] = region_value(part, sign)
    return found


def _name_forearm(skeleton: Skeleton, bone: str, value: int, found: NDArray[np.uint8]) -> None:
    points: Points = skeleton.of(bone)
    low, high = points[:, 2].min(), points[:, 2].max()
    part = skeleton.runs[skeleton.names.index(bone)][1]
    found[part][points[:, 2] > high - _FOREARM_SHARE * (high - low)] = value


@lru_cache(maxsize=2)
def by_region(skeleton: Skeleton) -> tuple[tuple[int, NDArray[np.intp]], ...]:
    """Each region's value with the indexes of its points."""
    values = point_regions(skeleton)
    return tuple((int(value), np.flatnonzero(values == value)) for value in np.unique(values))
