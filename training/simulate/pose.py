"""Posing: the patient's build and pose applied to points that are fixed to bones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate.anatomy import family
from training.simulate.landmark import landmarks
from training.simulate.patient import Build, Patient, Pose
from training.simulate.skeleton import Points, Skeleton

ARM = frozenset({"humerus", "ulna", "radius", "carpus", "fingers"})
FOREARM = frozenset({"ulna", "radius", "carpus", "fingers"})
HAND = frozenset({"carpus", "fingers"})
LEG = frozenset({"femur", "patella", "tibia", "fibula", "tarsus", "toes"})
SHANK = frozenset({"tibia", "fibula", "tarsus", "toes"})
FOOT = frozenset({"tarsus", "toes"})
HEAD = frozenset({"skull", "face", "mandible"})

_FLOOR, _KNEE, _HIP, _NECK, _VERTEX = 0.0, 440.0, 850.0, 1440.0, 1687.0


@dataclass(frozen=True, eq=False)
class Posed:
    """The skeleton's points and landmarks of one patient in world mm."""

    points: Points
    marks: dict[str, Points]


def posed(skeleton: Skeleton, patient: Patient) -> Posed:
    """The whole skeleton and its landmarks where this patient has them."""
    found = landmarks(skeleton)
    bones = np.array([skeleton.names.index(mark.bone) for mark in found.values()], dtype=np.int16)
    places = np.array([mark.place for mark in found.values()])
    moved = place(np.concatenate((skeleton.points, places)), np.concatenate((skeleton.bone, bones)), skeleton, patient)
    count = len(skeleton.points)
    return Posed(moved[:count], dict(zip(found, moved[count:], strict=True)))


def place(points: Points, bone: NDArray[np.int16], skeleton: Skeleton, patient: Patient) -> Points:
    """Points [n, 3] in mm of the unposed skeleton, fixed to the bones [n] by index, in world mm as this patient lies."""
    groups = _groups(skeleton)
    joints = {name: mark.place.copy() for name, mark in landmarks(skeleton).items() if name[:-2] in _PIVOTS}
    everything = np.concatenate((points, np.array(list(joints.values()))))
    owner = np.concatenate((bone, np.array([skeleton.names.index(landmarks(skeleton)[name].bone) for name in joints], dtype=np.int16)))
    everything = _shaped(everything, owner, groups, patient.build)
    count = len(points)
    pivots = dict(zip(joints, everything[count:], strict=True))
    for side in (0, 1):
        _bend_limbs(everything, owner, groups, pivots, patient.pose, side)
    _bend_head(everything, owner, groups, patient.pose, patient.build)
    _bend_spine(everything, owner, groups, patient.pose, patient.build)
    everything = _turned(everything, _rotation(1, patient.pose.lean) @ _rotation(2, patient.pose.roll))
    return everything[:count]


_PIVOTS = frozenset({"shoulder", "elbow", "wrist", "hip", "knee", "ankle"})


def _groups(skeleton: Skeleton) -> dict[str, NDArray[np.bool_]]:
    """For each group of bones, which bone indexes belong to it; limbs per side."""
    kinds = [family(name) for name in skeleton.names]
    sides = [name[-2:] for name in skeleton.names]
    limbs = {"arm": ARM, "forearm": FOREARM, "hand": HAND, "leg": LEG, "shank": SHANK, "foot": FOOT}
    groups = {
        f"{name}_{side}": np.array([kind in kinds_of and own == f"_{side}" for kind, own in zip(kinds, sides, strict=True)])
        for name, kinds_of in limbs.items()
        for side in "rl"
    }
    groups["head"] = np.array([kind in HEAD for kind in kinds])
    groups["neck"] = np.array([kind == "cervical" for kind in kinds])
    groups["legs"] = groups["leg_r"] | groups["leg_l"]
    return groups


def _shaped(points: Points, owner: NDArray[np.int16], groups: dict[str, NDArray[np.bool_]], build: Build) -> Points:
    """Height, proportions and widths; arms keep their own width and move with the shoulders."""
    whole = build.height_mm / (_VERTEX + 18.0)
    knots = np.array([_FLOOR, _KNEE, _HIP, _NECK, _VERTEX])
    lengths = np.diff(knots) * [build.legs, build.legs, 2.0 - build.legs, build.head]
    heights = np.concatenate(([0.0], np.cumsum(lengths)))
    heights *= _VERTEX / heights[-1]
    shaped = points.copy()
    shaped[:, 2] = np.interp(points[:, 2], knots, heights) * whole
    width = np.interp(
        points[:, 2], [440.0, 800.0, 980.0, 1150.0, 1350.0, 1430.0, 1480.0, 1540.0],
        [1.0, build.pelvis, build.pelvis, build.thorax, build.thorax, build.shoulders, build.head, build.head],
    )  # fmt: skip
    arms = groups["arm_r"] | groups["arm_l"]
    in_arm = arms[owner]
    shaped[:, 0] *= np.where(in_arm, 1.0, width)
    shaped[in_arm, 0] += np.sign(points[in_arm, 0]) * (build.shoulders - 1.0) * 160.0
    shaped[:, :2] *= whole
    for axis, (amplitude, waves, phase) in enumerate(build.waves):
        shaped[:, axis] += amplitude * np.sin(2 * np.pi * (waves * shaped[:, 2] / build.height_mm + phase))
    return shaped


def _rotation(axis: int, degrees: float) -> Points:
    """The matrix of a turn about the x, y or z axis."""
    turn = np.radians(degrees)
    matrix = np.eye(3)
    one, two = (axis + 1) % 3, (axis + 2) % 3
    matrix[one, one] = matrix[two, two] = np.cos(turn)
    matrix[one, two], matrix[two, one] = -np.sin(turn), np.sin(turn)
    return matrix


def _turned(points: Points, matrix: Points) -> Points:
    """Points times a matrix, in one thread: a BLAS that starts threads for three columns makes worker processes wait for one another."""
    return np.asarray(np.einsum("ij,kj->ik", points, matrix))


def _turn(points: Points, chosen: NDArray[np.bool_], pivot: Points, matrix: Points) -> None:
    points[chosen] = _turned(points[chosen] - pivot, matrix) + pivot


def _bend_limbs(
    points: Points, owner: NDArray[np.int16], groups: dict[str, NDArray[np.bool_]], pivots: dict[str, Points], pose: Pose, side: int
) -> None:
    """Far joints first, so that every pivot is still where the unbent limb has it."""
    name, sign = ("r", 1.0) if side == 0 else ("l", -1.0)

    def turn(group: str, joint: str, *matrices: Points) -> None:
        matrix = np.linalg.multi_dot([np.eye(3), np.eye(3), *matrices])
        _turn(points, groups[f"{group}_{name}"][owner], pivots[f"{joint}_{name}"].copy(), matrix)

    turn("hand", "wrist", _rotation(2, sign * pose.pronation[side]))
    turn("forearm", "elbow", _rotation(1, -sign * pose.elbow[side]), _rotation(0, -0.5 * pose.elbow[side]))
    turn("arm", "shoulder", _rotation(1, sign * pose.abduction[side]))
    turn("foot", "ankle", _rotation(0, pose.feet_down[side]))
    turn("shank", "knee", _rotation(2, -sign * pose.feet_out[side] * 0.4))
    turn("foot", "ankle", _rotation(2, -sign * pose.feet_out[side] * 0.6))
    turn("leg", "hip", _rotation(1, sign * pose.legs_apart[side]), _rotation(2, -sign * 4.0))


def _bend_head(points: Points, owner: NDArray[np.int16], groups: dict[str, NDArray[np.bool_]], pose: Pose, build: Build) -> None:
    """Turn, tilt and nod about the lower neck, shared along the cervical spine."""
    scale = build.height_mm / (_VERTEX + 18.0)
    pivot = np.array([0.0, 25.0, 1480.0]) * scale
    chosen = (groups["head"] | groups["neck"])[owner]
    share = np.clip((points[chosen, 2] / scale - 1440.0) / 90.0, 0.0, 1.0)[:, None]
    matrix = _rotation(1, pose.head_tilt) @ _rotation(2, pose.head_turn) @ _rotation(0, pose.head_nod)
    straight = points[chosen]
    points[chosen] = straight + share * (_turned(straight - pivot, matrix) + pivot - straight)


def _bend_spine(points: Points, owner: NDArray[np.int16], groups: dict[str, NDArray[np.bool_]], pose: Pose, build: Build) -> None:
    """A sideways curve between sacrum and neck and a forward bend of the upper trunk, for everything above the legs."""
    scale = build.height_mm / (_VERTEX + 18.0)
    upper = ~groups["legs"][owner]
    along = np.clip((points[upper, 2] / scale - 980.0) / 460.0, 0.0, 1.0)
    points[upper, 0] += pose.scoliosis_mm * np.sin(1.5 * np.pi * along)
    limb = (groups["arm_r"] | groups["arm_l"])[owner][upper]
    points[upper, 1] -= np.where(limb, 0.3, 1.0) * pose.kyphosis_mm * along**2
