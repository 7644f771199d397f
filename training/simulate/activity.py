"""Healthy uptake: the activity of every sampled point of the skeleton and of the organs that a bone scan shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from training.simulate.anatomy import bone_uptake, family
from training.simulate.landmark import landmarks
from training.simulate.patient import Patient, Prosthesis, Spot, Surgery
from training.simulate.pose import LEG, Posed
from training.simulate.skeleton import SQUARE_MM_PER_POINT, Points, Skeleton

BONE_TO_TISSUE = 41.0
"""Tracer per mm2 of vertebral cortex, relative to a mm3 of soft tissue."""
SPOT_POINTS = 600
BIG_SPOT_MM, BIG_SPOT_POINTS = 26.0, 3000
PROSTHESIS_MM = {"hip": 46.0, "knee": 50.0, "shoulder": 40.0}
STUMP_MM = 25.0
"""Over this height the end of a stump fades out."""

JOINT_UPTAKE: dict[str, tuple[float, float]] = {
    "shoulder": (0.55, 15.0),
    "acromion": (0.60, 9.0),
    "sternoclavicular": (0.85, 10.0),
    "elbow": (0.30, 14.0),
    "wrist": (0.25, 12.0),
    "knuckles": (0.10, 16.0),
    "hip": (0.34, 19.0),
    "trochanter": (0.42, 14.0),
    "sacroiliac": (1.1, 13.0),
    "iliac_crest": (0.35, 16.0),
    "knee_medial": (0.36, 15.0),
    "knee_lateral": (0.36, 15.0),
    "patella": (0.30, 14.0),
    "ankle": (0.22, 14.0),
    "midfoot": (0.12, 18.0),
    "heel": (0.12, 12.0),
    "great_toe": (0.10, 10.0),
    "rib_front": (0.16, 8.0),
    "manubrium": (0.55, 18.0),
}
"""Extra uptake around healthy joints: (relative to a vertebra's cortex, radius in mm)."""


@dataclass(frozen=True, eq=False)
class Footprint:
    """The points of the skeleton near a place, and how much of a Gaussian around it falls on each."""

    index: NDArray[np.intp]
    share: Points


@lru_cache(maxsize=2)
def _tree(skeleton: Skeleton) -> cKDTree:
    return cKDTree(skeleton.points)


def near(skeleton: Skeleton, place: Points, reach: float) -> NDArray[np.intp]:
    """The indexes of the points within `reach` mm of a place of the unposed skeleton, in rising order."""
    return np.array(sorted(_tree(skeleton).query_ball_point(place, reach)), dtype=np.intp)


@lru_cache(maxsize=2)
def _joint_footprints(skeleton: Skeleton) -> dict[str, Footprint]:
    found = {}
    for name, mark in landmarks(skeleton).items():
        joint = joint_of(name)
        if joint in JOINT_UPTAKE:
            radius = JOINT_UPTAKE[joint][1]
            index = near(skeleton, mark.place, 2.5 * radius)
            if joint == "rib_front":
                index = index[skeleton.bone[index] == skeleton.names.index(mark.bone)]
            away = ((skeleton.points[index] - mark.place) ** 2).sum(axis=1)
            found[name] = Footprint(index, np.exp(-away / (2 * radius**2)))
    return found


def joint_of(landmark: str) -> str:
    """The joint that a landmark is: “knee” for “knee_l”, “rib_front” for “rib7_front_l”."""
    return re.sub(r"\d+|_[rl]$", "", landmark)


@lru_cache(maxsize=2)
def _base(skeleton: Skeleton) -> Points:
    """Uptake of every point before the patient's own factors."""
    return np.array([bone_uptake(name) for name in skeleton.names])[skeleton.bone]


def bone_activity(skeleton: Skeleton, patient: Patient) -> NDArray[np.float32]:
    """The activity of each point, in soft-tissue mm3 per pixel area."""
    uptake = patient.uptake
    factors = np.array([uptake.bones.get(family(name), 1.0) * uptake.bones.get(name, 1.0) for name in skeleton.names])
    activity = _base(skeleton) * factors[skeleton.bone]
    for name, footprint in _joint_footprints(skeleton).items():
        joint = joint_of(name)
        strength = JOINT_UPTAKE[joint][0] * uptake.joints.get(joint, 1.0) * uptake.joints.get(name, 1.0)
        activity[footprint.index] += strength * footprint.share
    for prosthesis in patient.prostheses:
        _make_cold(skeleton, prosthesis, activity)
    for surgery in patient.surgery:
        _take_away(skeleton, surgery, activity)
    return np.asarray(activity * per_point(patient), dtype=np.float32) * _patchy(skeleton, uptake.texture)


def _patchy(skeleton: Skeleton, seed: int) -> NDArray[np.float32]:
    """Slow unevenness of marrow and cortex along the bones, about 1: waves of 60 to 200 mm in three directions."""
    random = np.random.default_rng([seed, 1])
    total = np.zeros(skeleton.planes.shape[1], dtype=np.float32)
    for _ in range(3):
        direction = random.normal(size=3)
        direction *= 2 * np.pi / random.uniform(60.0, 200.0) / np.linalg.norm(direction)
        x, y, z = direction.astype(np.float32)
        phase = np.float32(random.uniform(0.0, 2 * np.pi))
        total += np.sin(x * skeleton.planes[0] + y * skeleton.planes[1] + z * skeleton.planes[2] + phase)
    return np.asarray(1.0 + np.float32(0.06) * total, dtype=np.float32)


def _make_cold(skeleton: Skeleton, prosthesis: Prosthesis, activity: Points) -> None:
    """Metal takes up nothing; a little is left where bone surrounds it."""
    place = landmarks(skeleton)[f"{prosthesis.joint}_{prosthesis.side[0]}"].place
    reach = PROSTHESIS_MM[prosthesis.joint]
    index = near(skeleton, place, reach)
    away = np.sqrt(((skeleton.points[index] - place) ** 2).sum(axis=1)) / reach
    activity[index] *= 0.1 + 0.9 * away**6


def _take_away(skeleton: Skeleton, surgery: Surgery, activity: Points) -> None:
    """A leg below the level of its amputation, or the front half of a resected rib."""
    end = surgery.side[0]
    for bone, part in skeleton.runs:
        name = skeleton.names[bone]
        if surgery.kind == "amputation" and family(name) in LEG and name.endswith(f"_{end}"):
            activity[part] *= np.clip((skeleton.planes[2, part] - surgery.level) / STUMP_MM, 0.0, 1.0)
        elif surgery.kind == "rib" and name == f"rib{surgery.level:.0f}_{end}":
            activity[part] *= np.where(np.abs(skeleton.planes[0, part]) > 60.0, 0.05, 1.0)


def per_point(patient: Patient) -> float:
    """The activity of one point of a vertebra's cortex with relative uptake 1."""
    return BONE_TO_TISSUE * patient.uptake.skeleton * SQUARE_MM_PER_POINT / patient.acquisition.pixel_mm**2


def spot_points(spot: Spot, posed: Posed, patient: Patient) -> tuple[Points, NDArray[np.float32]]:
    """Points [n, 3] in world mm that fill an organ's ellipsoid evenly, and their activity [n] in soft-tissue mm3 per pixel area."""
    direction, radius = _ball(BIG_SPOT_POINTS if max(spot.radii) > BIG_SPOT_MM else SPOT_POINTS)
    centre = posed.marks[spot.landmark] + np.array(spot.offset)
    volume = 4 / 3 * np.pi * float(np.prod(spot.radii))
    activity = spot.density * volume / patient.acquisition.pixel_mm**2 / len(radius)
    return centre + direction * radius[:, None] * np.array(spot.radii), np.full(len(radius), activity, dtype=np.float32)


@lru_cache(maxsize=2)
def _ball(size: int) -> tuple[Points, Points]:
    """Directions on a sphere (Fibonacci) and radii that fill the unit ball evenly."""
    height = 1 - 2 * (np.arange(size) + 0.5) / size
    turn = np.pi * (1 + np.sqrt(5.0)) * (np.arange(size) + 0.5)
    ring = np.sqrt(1 - height**2)
    order = np.arange(size) * 0.7548776662466927 % 1.0
    return np.column_stack((ring * np.cos(turn), ring * np.sin(turn), height)), np.cbrt(order)
