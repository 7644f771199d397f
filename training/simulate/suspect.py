"""What is no lesion and yet draws a reader's eye: joints that take up much, kidneys, bladder, urine, an injection site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dspic_gui.code import Code, Side
from dspic_gui.disease import Disease
from dspic_gui.shape import Ellipse, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.lesion import MARK
from training.simulate.patient import Patient, Spot
from training.simulate.scan import Scan


@dataclass(frozen=True)
class Suspect:
    """A place in one view. `pull` above 1 makes half of the readers call it a disease; `finding` names a mark that never votes."""

    projection: Projection
    outline: Shape
    part: str | None
    side: Side | None
    pull: float
    finding: str | None = None

    def label(self, finding: str | Disease) -> str:
        """The label of a mark here."""
        return Code(str(finding), self.part, self.side).label


_JOINT_PARTS = {
    "knee_medial": ("knee", 11.0, 0.16, Projection.ANT),
    "patella": ("knee", 10.0, 0.12, Projection.ANT),
    "shoulder": ("shoulder", 13.0, 0.15, Projection.ANT),
    "acromion": ("shoulder", 9.0, 0.12, Projection.ANT),
    "hip": ("hip", 15.0, 0.07, Projection.ANT),
    "sacroiliac": ("sacroiliac_joint", 11.0, 0.12, Projection.POST),
    "sternoclavicular": ("clavicle", 9.0, 0.14, Projection.ANT),
    "elbow": ("elbow", 11.0, 0.05, Projection.POST),
    "ankle": ("ankle", 12.0, 0.06, Projection.ANT),
    "wrist": ("wrist", 10.0, 0.04, Projection.ANT),
}
"""Healthy joints: body part, radius in mm, pull of average uptake, the view that shows them best."""

_NO_LESION = {"urine": "urine", "injection": "injection"}


def suspects_of(scan: Scan) -> tuple[Suspect, ...]:
    """Everything in a study that may be marked though it is no lesion, in a fixed order."""
    return tuple(suspect for suspect in (*_joints(scan), *_spots(scan), *_benign(scan)) if suspect is not None)


def _circle(scan: Scan, place: tuple[float, float], projection: Projection, radius: tuple[float, float]) -> Ellipse | None:
    """An ellipse around world x, z, None where it does not lie wholly in the picture."""
    x, y = float(scan.frame.columns(np.array(place[0]))), float(scan.frame.rows(np.array(place[1])))
    if projection is Projection.POST:
        x = COLUMNS - x
    rx, ry = (max(value / scan.frame.pixel_mm, 2.0) for value in radius)
    inside = rx + 1 < x < COLUMNS - rx - 1 and ry + 1 < y < ROWS - ry - 1
    return Ellipse(round(x, 2), round(y, 2), round(rx, 2), round(ry, 2)) if inside else None


def _joints(scan: Scan) -> Iterator[Suspect | None]:
    ill = {(lesion.part, lesion.side) for lesion in scan.lesions}
    for name, (part, radius, base, projection) in _JOINT_PARTS.items():
        for side, end in ((Side.RIGHT, "r"), (Side.LEFT, "l")):
            if (part, side) in ill:
                continue
            outline = _mark_of(scan, f"{name}_{end}", projection, radius)
            yield Suspect(projection, outline, part, side, base * _uptake(scan.patient, name, end) ** 2.5) if outline else None


def _mark_of(scan: Scan, landmark: str, projection: Projection, radius: float) -> Ellipse | None:
    place = scan.figure.marks[landmark]
    return _circle(scan, (float(place[0]), float(place[2])), projection, (radius, radius))


def _benign(scan: Scan) -> Iterator[Suspect]:
    """What a view shows that is neither metastasis nor arthritis; the hotter, the more often it is taken for one."""
    for projection in Projection:
        for mark in scan.shown(projection):
            if mark.lesion.disease is None and mark.outline is not None:
                pull = _BENIGN_PULL.get(mark.lesion.benign, 0.25) * min(mark.contrast, 4.0)
                yield Suspect(projection, mark.outline, mark.lesion.part, mark.lesion.side, pull, MARK)


_BENIGN_PULL = {"paget": 0.12, "surgery": 0.15}
"""How much a benign finding of contrast 1 pulls."""


def _uptake(patient: Patient, joint: str, end: str) -> float:
    joints = patient.uptake.joints
    return joints.get(joint, 1.0) * joints.get(f"{joint}_{end}", 1.0)


def _spots(scan: Scan) -> Iterator[Suspect | None]:
    for spot in scan.patient.spots:
        projection = Projection.POST if spot.kind == "kidney" else Projection.ANT
        place = scan.figure.marks[spot.landmark] + np.array(spot.offset)
        outline = _circle(scan, (float(place[0]), float(place[2])), projection, (spot.radii[0], spot.radii[2]))
        side = Side.RIGHT if place[0] < scan.figure.marks["sacrum"][0] else Side.LEFT
        if outline is None:
            continue
        if spot.kind in _NO_LESION:
            yield Suspect(projection, outline, None, None, 0.0, _NO_LESION[spot.kind])
        else:
            yield from _mistaken(scan, spot, outline, side)


def _mistaken(scan: Scan, spot: Spot, outline: Ellipse, side: Side) -> Iterator[Suspect | None]:
    if spot.kind == "kidney" and spot.radii[0] > 15.0:
        above = _circle(scan, (_world_x(scan, outline), _world_z(scan, outline) + 30.0), Projection.POST, (12.0, 9.0))
        yield Suspect(Projection.POST, above, "rib", side, 0.035 * spot.density) if above else None
    elif spot.kind == "bladder":
        yield Suspect(Projection.ANT, outline, "pelvis", side, 0.03)
    elif spot.kind == "dental":
        yield Suspect(Projection.ANT, outline, "mandible", None, 0.004 * spot.density)


def _world_x(scan: Scan, outline: Ellipse) -> float:
    return scan.frame.middle + (COLUMNS - outline.cx - COLUMNS / 2) * scan.frame.pixel_mm


def _world_z(scan: Scan, outline: Ellipse) -> float:
    return scan.frame.top - outline.cy * scan.frame.pixel_mm
