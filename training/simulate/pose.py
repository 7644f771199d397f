"""Posing: the patient's build and pose applied to points that are fixed to bones.

Limbs are rigid: every bone of a limb has one affine map, composed from its joints. The trunk bends point by point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate.anatomy import family
from training.simulate.landmark import landmarks
from training.simulate.patient import Patient, Pose
from training.simulate.shape import KNOTS, Planes, shaped
from training.simulate.skeleton import Points, Skeleton

ARM = frozenset({"humerus", "ulna", "radius", "carpus", "fingers"})
FOREARM = frozenset({"ulna", "radius", "carpus", "fingers"})
HAND = frozenset({"carpus", "fingers"})
LEG = frozenset({"femur", "patella", "tibia", "fibula", "tarsus", "toes"})
SHANK = frozenset({"tibia", "fibula", "tarsus", "toes"})
FOOT = frozenset({"tarsus", "toes"})
HEAD = frozenset({"skull", "face", "mandible", "cervical"})

Run = tuple[int, slice]
"""A bone by its index, and where its points lie."""

_JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")


@dataclass(frozen=True, eq=False)
class Posed:
    """The skeleton of one patient in world mm: `planes` (3, n) float32 of all points, and the landmarks [3]."""

    planes: Planes
    marks: dict[str, Points]
    posing: Posing

    def at(self, index: NDArray[np.intp]) -> Points:
        """The chosen points, [m, 3]."""
        return np.asarray(self.planes[:, index].T, dtype=np.float64)


@dataclass(frozen=True)
class Rigid:
    """A rotation and a shift, in world mm."""

    matrix: Points
    shift: Points

    def after(self, turn: Points, pivot: Points) -> Rigid:
        """This, and then a turn about a pivot."""
        return Rigid(_times(turn, self.matrix), _times(turn, self.shift) + pivot - _times(turn, pivot))

    def apply(self, planes: Planes) -> None:
        """Move points (3, m) in place."""
        moved = _turned(planes, self.matrix)
        for axis in range(3):
            planes[axis] = moved[axis] + np.float32(self.shift[axis])


def posed(skeleton: Skeleton, patient: Patient) -> Posed:
    """The whole skeleton and its landmarks where this patient has them."""
    posing = Posing(skeleton, patient)
    planes = posing.moved(skeleton.planes, skeleton.runs)
    found = landmarks(skeleton)
    bones = [skeleton.names.index(mark.bone) for mark in found.values()]
    places = posing.place(np.array([mark.place for mark in found.values()]), bones)
    return Posed(planes, dict(zip(found, places, strict=True)), posing)


class Posing:
    """What moves points of the unposed skeleton to where one patient has them."""

    def __init__(self, skeleton: Skeleton, patient: Patient) -> None:
        self._skeleton, self._patient = skeleton, patient
        marks = landmarks(skeleton)
        names = [f"{joint}_{side}" for joint in _JOINTS for side in "rl"]
        bones = [skeleton.names.index(marks[name].bone) for name in names]
        places = self._arranged(np.array([marks[name].place for name in names]), bones, self._shaped)
        self._limbs = _limb_maps(dict(zip(names, places, strict=True)), patient.pose)

    def place(self, points: Points, bones: Sequence[int]) -> Points:
        """Points [n, 3] in mm of the unposed skeleton, fixed to bones by index, in world mm."""
        return self._arranged(points, bones, self.moved)

    def moved(self, planes: Planes, runs: Sequence[Run]) -> Planes:
        """The same for points (3, n) that lie bone by bone."""
        world = self._shaped(planes, runs)
        names = self._skeleton.names
        for bone, part in runs:
            kind, side = family(names[bone]), names[bone][-1]
            limb = self._limbs.get(f"{kind}_{side}")
            if limb:
                limb.apply(world[:, part])
        self._bend_head(world, runs)
        self._bend_spine(world, runs)
        pose = self._patient.pose
        return _turned(world, _times(_rotation(1, pose.lean), _rotation(2, pose.roll)))

    def _shaped(self, planes: Planes, runs: Sequence[Run]) -> Planes:
        return shaped(planes, runs, self._skeleton, self._patient.build)

    @staticmethod
    def _arranged(points: Points, bones: Sequence[int], move: object) -> Points:
        """Sort points by bone, move them, and put them back into their order."""
        assert callable(move)
        owner = np.asarray(bones)
        order = np.argsort(owner, kind="stable")
        found = move(np.ascontiguousarray(points[order].T, dtype=np.float32), list(_runs(owner[order])))
        back = np.empty((len(owner), 3))
        back[order] = found.T
        return back

    def _whole(self) -> float:
        return self._patient.build.height_mm / float(KNOTS[-1])

    def _bend_head(self, world: Planes, runs: Sequence[Run]) -> None:
        """Turn, tilt and nod about the lower neck, shared along the cervical spine."""
        pose, scale = self._patient.pose, self._whole()
        pivot = np.array([0.0, 25.0, 1480.0]) * scale
        matrix = _times(_times(_rotation(1, pose.head_tilt), _rotation(2, pose.head_turn)), _rotation(0, pose.head_nod))
        turn = Rigid(matrix, pivot - _times(matrix, pivot))
        for bone, part in runs:
            if family(self._skeleton.names[bone]) in HEAD:
                straight = world[:, part]
                bent = straight.copy()
                turn.apply(bent)
                share = np.clip((straight[2] / scale - 1440.0) / 90.0, 0.0, 1.0).astype(np.float32)
                straight += share * (bent - straight)

    def _bend_spine(self, world: Planes, runs: Sequence[Run]) -> None:
        """A sideways curve between sacrum and neck, a hollow back and a forward bend of the upper trunk; the legs stay."""
        pose, scale = self._patient.pose, self._whole()
        for bone, part in runs:
            kind = family(self._skeleton.names[bone])
            if kind in LEG:
                continue
            along = np.clip((world[2, part] / scale - 980.0) / 460.0, 0.0, 1.0)
            world[0, part] += np.float32(pose.scoliosis_mm) * np.sin(np.float32(pose.curve * np.pi) * along)
            share = 0.3 if kind in ARM else 1.0
            world[1, part] -= np.float32(share * pose.kyphosis_mm) * along**2
            world[1, part] -= np.float32(share * pose.lordosis_mm) * np.sin(np.float32(2 * np.pi) * np.clip(along, 0.0, 0.5))


def _runs(owner: NDArray[np.intp]) -> Iterator[Run]:
    """Bones and their slices in a sorted list of owners."""
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    for start, end in zip(starts, [*starts[1:], len(owner)], strict=True):
        yield int(owner[start]), slice(int(start), int(end))


def _rotation(axis: int, degrees: float) -> Points:
    """The matrix of a turn about the x, y or z axis."""
    turn = np.radians(degrees)
    matrix = np.eye(3)
    one, two = (axis + 1) % 3, (axis + 2) % 3
    matrix[one, one] = matrix[two, two] = np.cos(turn)
    matrix[one, two], matrix[two, one] = -np.sin(turn), np.sin(turn)
    return matrix


def _times(matrix: Points, other: Points) -> Points:
    """A product in a fixed order of sums: no BLAS, whose threads make worker processes wait for one another."""
    return np.asarray(np.einsum("ij,j...->i...", matrix, other))


def _turned(planes: Planes, matrix: Points) -> Planes:
    """Points (3, m) times a matrix."""
    rows = matrix.astype(np.float32)
    return np.stack([row[0] * planes[0] + row[1] * planes[1] + row[2] * planes[2] for row in rows])


def _limb_maps(pivots: dict[str, Points], pose: Pose) -> dict[str, Rigid]:
    """The affine map of each kind of limb bone on each side; far joints first, so that pivots are where the unbent limb has them."""
    found: dict[str, Rigid] = {}
    for index, (side, sign) in enumerate((("r", 1.0), ("l", -1.0))):
        for kind in sorted(ARM | LEG):
            rigid = Rigid(np.eye(3), np.zeros(3))
            for group, joint, turn in _turns(pose, index, sign):
                if kind in group:
                    rigid = rigid.after(turn, pivots[f"{joint}_{side}"])
            if kind in ARM:
                rigid = Rigid(rigid.matrix, rigid.shift + np.array([-sign * pose.arms_out[index], 0.0, 0.0]))
            found[f"{kind}_{side}"] = rigid
    return found


def _turns(pose: Pose, index: int, sign: float) -> Iterator[tuple[frozenset[str], str, Points]]:
    """Which bones turn about which joint, in order."""
    yield HAND, "wrist", _rotation(2, sign * pose.pronation[index])
    yield FOREARM, "elbow", _times(_rotation(1, -sign * pose.elbow[index]), _rotation(0, -0.5 * pose.elbow[index]))
    yield ARM, "shoulder", _rotation(1, sign * pose.abduction[index])
    yield FOOT, "ankle", _rotation(0, pose.feet_down[index])
    yield SHANK, "knee", _rotation(2, -sign * pose.feet_out[index] * 0.4)
    yield FOOT, "ankle", _rotation(2, -sign * pose.feet_out[index] * 0.6)
    yield LEG, "hip", _times(_rotation(1, sign * pose.legs_apart[index]), _rotation(2, -sign * (4.0 + 0.3 * pose.feet_out[index])))
