"""The body around the skeleton: where its front and back are and what its soft tissue emits, on a grid of two-pixel cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from dspic_gui.study import COLUMNS, ROWS
from training.simulate.patient import Build, Patient
from training.simulate.pose import Posed
from training.simulate.skeleton import Points

Image = NDArray[np.float64]
CELL = 2
_NOWHERE = 1.0e5
_COARSE = 4
"""Cells per side of the blocks in which densities are smoothed."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Where the anterior picture looks: `top` is the world z of row 0 and `middle` the world x of column 128, in mm."""

    top: float
    middle: float
    pixel_mm: float

    def columns(self, x: Points) -> Points:
        """Columns of the anterior picture, not rounded."""
        return (x - self.middle) / self.pixel_mm + COLUMNS / 2

    def rows(self, z: Points) -> Points:
        """Rows, not rounded."""
        return (self.top - z) / self.pixel_mm


@dataclass(frozen=True)
class Station:
    """A cross-section of the body: the centre in world mm, half width and half depth in mm, and the activity of its tissue."""

    x: float
    y: float
    z: float
    wide: float
    deep: float
    density: float


@dataclass(frozen=True, eq=False)
class Body:
    """`front` and `back`: world y of the skin per cell (NaN outside); `slabs`: tissue as (front, back, density) layers per cell."""

    front: Image
    back: Image
    layers: tuple[tuple[Image, Image, Image], ...]

    @cached_property
    def foremost(self) -> float:
        """World y of the body's foremost point, in mm."""
        return float(np.nanmin(self.front))

    @cached_property
    def rearmost(self) -> float:
        """World y of the body's rearmost point, in mm."""
        return float(np.nanmax(self.back))

    @cached_property
    def _skins(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Front and back per cell in one row, so far away outside the body that nothing lies below them."""
        return tuple(  # type: ignore[return-value]
            np.nan_to_num(skin, nan=nowhere).astype(np.float32).ravel()
            for skin, nowhere in ((self.front, _NOWHERE), (self.back, -_NOWHERE))
        )

    def depth(self, anterior: bool, cells: NDArray[np.int32], y: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much tissue covers points at world y in these cells (numbered row by row), in mm; 8 outside the body."""
        front, back = self._skins
        depth = y - front[cells] if anterior else back[cells] - y
        depth[depth < -_NOWHERE / 2] = 8.0
        return np.asarray(np.maximum(depth, np.float32(4.0)))


def body(patient: Patient, posed: Posed, frame: Frame) -> Body:
    """The patient's body: trunk with head and legs, and each arm, as layers along the line of sight."""
    x: Points = np.asarray(frame.middle + ((np.arange(COLUMNS // CELL) + 0.5) * CELL - COLUMNS / 2) * frame.pixel_mm, dtype=np.float64)
    z: Points = np.asarray(frame.top - (np.arange(ROWS // CELL) + 0.5) * CELL * frame.pixel_mm, dtype=np.float64)
    layers = []
    for group in _groups(patient, posed):
        layer = tuple(np.full((len(z), len(x)), value) for value in (np.inf, -np.inf, 0.0))
        for chain in group:
            for one, two in itertools.pairwise(chain):
                _add_segment(layer, x, z, one, two, patient.uptake.tissue.get("rim", 0.72))
        layers.append((layer[0], layer[1], _blended(layer[2])))
    front = np.minimum.reduce([layer[0] for layer in layers])
    back = np.maximum.reduce([layer[1] for layer in layers])
    inside = front <= back
    return Body(np.where(inside, front, np.nan), np.where(inside, back, np.nan), tuple(layers))


def _blended(density: Image) -> Image:
    """Densities without steps between neighbouring parts of the body; the skin stays where it is."""
    height, width = density.shape
    blocks = (height // _COARSE, _COARSE, width // _COARSE, _COARSE)
    inside = gaussian_filter((density > 0).astype(float).reshape(blocks).mean(axis=(1, 3)), 2.0)
    coarse = gaussian_filter(density.reshape(blocks).mean(axis=(1, 3)), 2.0) / np.maximum(inside, 1e-6)
    return np.asarray(enlarged(coarse, _COARSE))


def enlarged(coarse: Image, factor: int) -> Image:
    """A picture `factor` times as large, linear between the centres."""
    for axis in (0, 1):
        size = coarse.shape[axis]
        at = np.clip((np.arange(size * factor) + 0.5) / factor - 0.5, 0.0, size - 1.0)
        low = np.minimum(at.astype(np.intp), size - 2)
        share = (at - low).reshape(-1, 1) if axis == 0 else at - low
        coarse = np.take(coarse, low, axis) * (1 - share) + np.take(coarse, low + 1, axis) * share
    return coarse


def _add_segment(layer: tuple[Image, ...], x: Points, z: Points, one: Station, two: Station, rim: float) -> None:
    """Join the solid between two stations to a layer; its activity falls to the share `rim` at the edge, where fat lies."""
    reach = max(one.wide, two.wide)
    columns = slice(*np.searchsorted(x, [min(one.x, two.x) - reach, max(one.x, two.x) + reach]))
    rows = slice(*np.searchsorted(-z, [-max(one.z, two.z) - reach, -min(one.z, two.z) + reach]))
    px, pz = x[None, columns], z[rows, None]
    along_x, along_z = two.x - one.x, two.z - one.z
    length = along_x**2 + along_z**2 + 1e-9
    share = np.clip(((px - one.x) * along_x + (pz - one.z) * along_z) / length, 0.0, 1.0)
    away = (px - one.x - share * along_x) ** 2 + (pz - one.z - share * along_z) ** 2
    wide = one.wide + share * (two.wide - one.wide)
    fill = 1.0 - away / wide**2
    inside = fill > 0
    half = (one.deep + share * (two.deep - one.deep)) * np.sqrt(np.where(inside, fill, 0.0))
    centre = one.y + share * (two.y - one.y)
    density = (one.density + share * (two.density - one.density)) * (rim + 1.5 * (1.0 - rim) * np.maximum(fill, 0.0))
    front, back, activity = (part[rows, columns] for part in layer)
    activity[inside] = np.maximum(activity, density)[inside]
    front[inside] = np.minimum(front, centre - half)[inside]
    back[inside] = np.maximum(back, centre + half)[inside]


def _groups(patient: Patient, posed: Posed) -> Iterator[list[list[Station]]]:
    marks, build = posed.marks, patient.build
    tissue = patient.uptake.tissue
    yield [_head(marks, build, tissue), _trunk(marks, build, tissue), _leg(marks, build, tissue, "r"), _leg(marks, build, tissue, "l")]
    yield [_arm(marks, build, tissue, "r")]
    yield [_arm(marks, build, tissue, "l")]


def _girth(build: Build) -> float:
    """1 for a body mass index of 25, growing with its square root."""
    return float(np.sqrt(build.bmi / 25.0))


def _at(place: Points, wide: float, deep: float, density: float, dy: float = 0.0) -> Station:
    return Station(float(place[0]), float(place[1]) + dy, float(place[2]), wide, deep, density)


def _head(marks: dict[str, Points], build: Build, tissue: Mapping[str, float]) -> list[Station]:
    density = tissue.get("head", 1.0)
    size = build.head * build.height_mm / 1700.0
    skull, chin = marks["skull"], (marks["chin"] + marks["cervical3_body"]) / 2
    neck = marks["cervical7_body"]
    return [
        _at(skull + np.array([0.0, 0.0, 8.0]), 78 * size, 96 * size, density),
        _at((skull + chin) / 2 - [0, 0, 5], 72 * size, 92 * size, density),
        _at(chin, 58 * size, 72 * size, density),
        _at(neck, 62 * size, 62, density, -12.0),
    ]


def _trunk(marks: dict[str, Points], build: Build, tissue: Mapping[str, float]) -> list[Station]:
    """Stations from the neck to the crotch; each is a disc, and the trunk is what lies between them."""
    girth, size = _girth(build), build.height_mm / 1700.0
    ribs, hips = build.thorax * size, build.pelvis * size
    chest, belly, pelvis = (tissue.get(name, 1.0) for name in ("chest", "belly", "pelvis"))
    fat = (girth - 1.0) * (110.0 if girth < 1.0 else 230.0)
    female, paunch = build.sex == "F", build.belly
    waist = (118 if female else 128) * size + 1.15 * fat + paunch
    flank = waist * 0.5 + (75 if female else 68) * hips + 0.5 * fat
    middle = (marks["hip_r"] + marks["hip_l"]) / 2 + [0, 0, 25]
    return [
        _at(marks["cervical7_body"], 60 * size, 62, chest, -12.0),
        _at(marks["thoracic3_body"], 112 * build.shoulders * size + 0.5 * fat, 92 * girth, chest, -30.0),
        _at(marks["thoracic5_body"], 136 * ribs + 0.8 * fat, 110 * girth, chest, -49.0),
        _at(marks["thoracic9_body"], 142 * ribs + 0.9 * fat, 116 * girth, chest, -55.0),
        _at(marks["lumbar1_body"], 130 * ribs + fat, 106 * girth + 0.2 * fat, belly, -24.0),
        _at(marks["lumbar3_body"], waist, 98 * girth + 0.3 * fat + 0.6 * paunch, belly, -22.0 - 0.4 * paunch),
        _at(marks["lumbar5_body"], flank, 100 * girth + 0.3 * fat + 0.5 * paunch, pelvis, -18.0 - 0.4 * paunch),
        _at(middle, (152 if female else 146) * hips + 0.9 * fat, 104 * girth + 0.4 * paunch, pelvis, 20.0 - 0.35 * paunch),
    ]


def _leg(marks: dict[str, Points], build: Build, tissue: Mapping[str, float], side: str) -> list[Station]:
    girth, size = _girth(build), build.height_mm / 1700.0
    thigh, shank = tissue.get("thigh", 1.0), tissue.get("shank", 0.85)
    knee_tissue = tissue.get("knee", 1.0)
    foot, thick, calf = shank * tissue.get("foot", 1.0), girth * build.thighs, girth * build.calves
    hip, knee, ankle = marks[f"hip_{side}"], marks[f"knee_{side}"], marks[f"ankle_{side}"]
    inward = (1.0 if side == "r" else -1.0) * 10.0
    top = hip + np.array([0.1 * (marks[f"trochanter_{side}"][0] - hip[0]), 0.0, -10.0])
    return [
        _at(top, 78 * girth * size, 98 * thick, thigh, 12.0),
        _at(hip * 0.68 + knee * 0.32 + [inward, 0, 0], 72 * thick * size, 82 * thick, thigh, 8.0),
        _at(hip * 0.2 + knee * 0.8, 54 * thick * size, 62 * thick, thigh * 0.95 * knee_tissue, 6.0),
        _at(knee - [0, 0, 25], 49 * girth**0.7 * size, 56 * girth, shank * knee_tissue, 6.0),
        _at(knee * 0.72 + ankle * 0.28, 51 * calf * size, 58 * calf, shank, 14.0),
        _at(knee * 0.22 + ankle * 0.78, 33 * calf**0.5 * size, 38 * calf, shank, 8.0),
        _at(ankle, 32 * size, 40, foot * 0.9),
        _at(marks[f"midfoot_{side}"], 34 * size, 40, foot * 0.9),
        _at(marks[f"toes_{side}"], 36 * size, 22, foot * 0.8),
    ]


def _arm(marks: dict[str, Points], build: Build, tissue: Mapping[str, float], side: str) -> list[Station]:
    girth, size = _girth(build) * build.arms, build.height_mm / 1700.0
    density = tissue.get("arm", 0.85)
    lower = density * tissue.get("forearm", 1.0)
    shoulder, elbow, wrist = marks[f"shoulder_{side}"], marks[f"elbow_{side}"], marks[f"wrist_{side}"]
    return [
        _at(shoulder - np.array([0.0, 0.0, 5.0]), 50 * girth * size, 58 * girth, density * tissue.get("shoulder", 1.0)),
        _at((shoulder + elbow) / 2, 46 * girth * size, 52 * girth, density),
        _at(elbow, 40 * girth * size, 44 * girth, (density + lower) / 2 * 0.95),
        _at(elbow * 0.7 + wrist * 0.3, 41 * girth * size, 42 * girth, lower * 0.95),
        _at(wrist, 29 * size, 24, lower * 0.9),
        _at(marks[f"knuckles_{side}"], 40 * size, 18, lower * 0.85),
        _at(marks[f"fingertip_{side}"], 26 * size, 13, lower * 0.75),
    ]
