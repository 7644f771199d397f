"""Healthy uptake: the activity of every sampled point of the skeleton and of the organs that a bone scan shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from training.simulate.anatomy import bone_uptake, family
from training.simulate.landmark import landmarks
from training.simulate.patient import Patient, Prosthesis, Spot
from training.simulate.pose import Posed
from training.simulate.skeleton import SQUARE_MM_PER_POINT, Points, Skeleton

BONE_TO_TISSUE = 41.0
"""Tracer per mm2 of vertebral cortex, relative to a mm3 of soft tissue."""
SPOT_POINTS = 600
PROSTHESIS_MM = 46.0

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
        joint = name[:-2]
        if joint in JOINT_UPTAKE:
            radius = JOINT_UPTAKE[joint][1]
            index = near(skeleton, mark.place, 2.5 * radius)
            away = ((skeleton.points[index] - mark.place) ** 2).sum(axis=1)
            found[name] = Footprint(index, np.exp(-away / (2 * radius**2)))
    return found


@lru_cache(maxsize=2)
def _base(skeleton: Skeleton) -> Points:
    """Uptake of every point before the patient's own factors."""
    return np.array([bone_uptake(name) for name in skeleton.names])[skeleton.bone]


def bone_activity(skeleton: Skeleton, patient: Patient) -> Points:
    """The activity of each point, in soft-tissue mm3 per pixel area."""
    uptake = patient.uptake
    factors = np.array([uptake.bones.get(family(name), 1.0) * uptake.bones.get(name, 1.0) for name in skeleton.names])
    activity = _base(skeleton) * factors[skeleton.bone]
    for name, footprint in _joint_footprints(skeleton).items():
        strength = JOINT_UPTAKE[name[:-2]][0] * uptake.joints.get(name[:-2], 1.0) * uptake.joints.get(name, 1.0)
        activity[footprint.index] += strength * footprint.share
    if patient.prosthesis:
        _make_cold(skeleton, patient.prosthesis, activity)
    return np.asarray(activity * per_point(patient))


def _make_cold(skeleton: Skeleton, prosthesis: Prosthesis, activity: Points) -> None:
    """Metal takes up nothing; a little is left where bone surrounds it."""
    place = landmarks(skeleton)[f"{prosthesis.joint}_{prosthesis.side[0]}"].place
    index = near(skeleton, place, PROSTHESIS_MM)
    away = np.sqrt(((skeleton.points[index] - place) ** 2).sum(axis=1)) / PROSTHESIS_MM
    activity[index] *= 0.1 + 0.9 * away**6


def per_point(patient: Patient) -> float:
    """The activity of one point of a vertebra's cortex with relative uptake 1."""
    return BONE_TO_TISSUE * patient.uptake.skeleton * SQUARE_MM_PER_POINT / patient.acquisition.pixel_mm**2


def spot_points(spot: Spot, posed: Posed, patient: Patient) -> tuple[Points, Points]:
    """Points [600, 3] in world mm that fill an organ's ellipsoid evenly, and their activity [600] in soft-tissue mm3 per pixel area."""
    count = np.arange(SPOT_POINTS) + 0.5
    direction, radius = _ball()
    centre = posed.marks[spot.landmark] + np.array(spot.offset)
    volume = 4 / 3 * np.pi * float(np.prod(spot.radii))
    activity = spot.density * volume / patient.acquisition.pixel_mm**2 / len(count)
    return centre + direction * radius[:, None] * np.array(spot.radii), np.full(len(count), activity)


@lru_cache(maxsize=1)
def _ball() -> tuple[Points, Points]:
    """Directions on a sphere (Fibonacci) and radii that fill the unit ball evenly."""
    count = np.arange(SPOT_POINTS) + 0.5
    height = 1 - 2 * count / SPOT_POINTS
    turn = np.pi * (1 + np.sqrt(5.0)) * count
    ring = np.sqrt(1 - height**2)
    order = np.arange(SPOT_POINTS) * 0.6180339887498949 % 1.0
    return np.column_stack((ring * np.cos(turn), ring * np.sin(turn), height)), np.cbrt(order)
