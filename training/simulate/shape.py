"""The shape of a skeleton: height, proportions, widths, curvatures, the rib cage and the thickness of bones, before it is posed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.simulate.anatomy import family
from training.simulate.patient import Build
from training.simulate.skeleton import Points, Skeleton

Planes = NDArray[np.float32]
"""Coordinates of points, (3, n): x, y and z each in one row."""

KNOTS = np.array([0.0, 440.0, 850.0, 1440.0, 1687.0, 1705.0])
"""Floor, knee, hip, neck and vertex of the unshaped skeleton in mm, and its whole height with the soft tissue."""

_ARMS = frozenset({"humerus", "ulna", "radius", "carpus", "fingers"})


def heights(build: Build) -> Points:
    """Where the first five KNOTS come to lie, in mm of the unscaled height."""
    lengths = np.diff(KNOTS[:5]) * [build.shanks, build.legs, 2.0 - build.legs, build.head]
    found = np.concatenate(([0.0], np.cumsum(lengths)))
    return np.asarray(found * KNOTS[4] / found[-1])


def shaped(planes: Planes, runs: Sequence[tuple[int, slice]], skeleton: Skeleton, build: Build) -> Planes:
    """Points (3, n) that lie bone by bone, in the patient's shape; arms keep their own width and move with the shoulders."""
    x, y, z = planes.copy()
    _thicken(x, y, z, runs, skeleton, build)
    _form_trunk(x, y, z, runs, skeleton, build)
    whole = np.float32(build.height_mm / KNOTS[-1])
    width = np.interp(
        z, [440.0, 800.0, 980.0, 1080.0, 1200.0, 1350.0, 1430.0, 1480.0, 1540.0],
        [1.0, build.pelvis, build.pelvis, build.thorax * build.ribs_low, build.thorax, build.thorax * build.ribs_high,
         build.shoulders, build.head, build.head],
    ).astype(np.float32)  # fmt: skip
    for bone, part in runs:
        name = skeleton.names[bone]
        if family(name) in _ARMS:
            width[part] = 1.0
            x[part] += np.float32((-1.0 if name.endswith("_r") else 1.0) * (build.shoulders - 1.0) * 160.0)
    x = x * width * whole
    y = y * whole
    z = np.interp(z, KNOTS[:5], heights(build)).astype(np.float32) * whole
    return np.stack(_bent(x, y, z, build))


def _bent(x: Planes, y: Planes, z: Planes, build: Build) -> tuple[Planes, Planes, Planes]:
    """Gentle bends of the whole figure, along the height and across."""
    height = np.float32(build.height_mm)
    turns = np.float32(2 * np.pi)
    moved = [x, y]
    for axis, (amplitude, waves, phase) in enumerate(build.waves):
        moved[axis] = moved[axis] + np.float32(amplitude) * np.sin(turns * (np.float32(waves) * z / height + np.float32(phase)))
    amplitude, waves, phase = build.cross_wave
    lifted = z + np.float32(amplitude) * np.sin(turns * (np.float32(waves) * x / height + np.float32(phase)))
    return moved[0], moved[1], lifted


def _thicken(x: Planes, y: Planes, z: Planes, runs: Sequence[tuple[int, slice]], skeleton: Skeleton, build: Build) -> None:
    """Each bone wider or narrower about its own middle; vertebrae flatter where they have sunk."""
    for bone, part in runs:
        name = skeleton.names[bone]
        wide = np.float32(build.thickness.get(family(name), 1.0) * build.thickness.get(name, 1.0) - 1.0)
        flat = np.float32(build.flatness.get(name, 1.0) - 1.0)
        middle = skeleton.middles[bone].astype(np.float32)
        if wide:
            x[part] += wide * (x[part] - middle[0])
            y[part] += wide * (y[part] - middle[1])
        if flat:
            z[part] += flat * (z[part] - middle[2])


def _form_trunk(x: Planes, y: Planes, z: Planes, runs: Sequence[tuple[int, slice]], skeleton: Skeleton, build: Build) -> None:
    """The depth of the chest, how steeply ribs fall, the flare of the hip bones, and legs that bow."""
    for bone, part in runs:
        kind = family(skeleton.names[bone])
        if kind in ("rib", "sternum"):
            back = np.float32(30.0)
            y[part] += np.float32(build.chest_depth - 1.0) * (y[part] - back)
            z[part] -= np.float32(build.rib_fall) * np.clip(back - y[part], 0.0, 160.0)
        elif kind == "pelvis":
            x[part] *= 1.0 + np.float32(build.flare) * np.clip((z[part] - 900.0) / 120.0, -0.5, 1.0)
        elif kind in ("femur", "tibia", "fibula", "patella"):
            sign = np.float32(-1.0 if skeleton.names[bone].endswith("_r") else 1.0)
            x[part] += sign * np.float32(build.bow_mm) * np.sin(np.float32(np.pi) * np.clip((z[part] - 70.0) / 780.0, 0.0, 1.0))
