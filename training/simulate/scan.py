"""One simulated study: expected counts of both views, what each lesion adds to them, and the counts that were drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from dspic_gui.disease import Answer, answer_for
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.activity import bone_activity, spot_points
from training.simulate.camera import Camera
from training.simulate.lesion import TrueLesion
from training.simulate.mark import Mark, lesion_points, marks_of
from training.simulate.patient import Patient
from training.simulate.pose import Posed, posed
from training.simulate.skeleton import Skeleton
from training.simulate.tissue import CELL, Frame, Image, body


def frame_of(patient: Patient, figure: Posed) -> Frame:
    """Where the pictures lie: the vertex at the top row, the trunk's middle near the middle column."""
    pixel = patient.acquisition.pixel_mm
    top = float(figure.marks["vertex"][2]) + (patient.acquisition.top_row * pixel)
    middle = float(np.mean([figure.marks[name][0] for name in ("manubrium", "sacrum", "knee_r", "knee_l")]))
    return Frame(top, middle - patient.acquisition.shift * pixel, pixel)


def texture_of(patient: Patient) -> Image:
    """Slow unevenness of the soft tissue per cell, about 1."""
    random = np.random.default_rng(patient.uptake.texture)
    shape = (ROWS // CELL, COLUMNS // CELL)
    coarse = gaussian_filter(random.standard_normal(shape), 9.0)
    fine = gaussian_filter(random.standard_normal(shape), 3.5)
    return np.asarray(1.0 + 0.05 * coarse / coarse.std() + 0.03 * fine / fine.std())


def cameras(patient: Patient, figure: Posed) -> dict[Projection, Camera]:
    """Both detectors on this patient."""
    frame = frame_of(patient, figure)
    shape = body(patient, figure, frame)
    return {projection: Camera(projection, frame, shape, patient.acquisition) for projection in Projection}


def healthy(patient: Patient, skeleton: Skeleton, figure: Posed, camera: Camera) -> Image:
    """Tissue, bones and organs before scatter and scaling: rows x columns, activity that reaches the detector per pixel."""
    picture = camera.tissue(texture_of(patient)) + camera.points(figure.points, bone_activity(skeleton, patient))
    for spot in patient.spots:
        top, left, patch = camera.patch(*spot_points(spot, figure, patient))
        picture[top : top + patch.shape[0], left : left + patch.shape[1]] += patch
    return picture


@dataclass(frozen=True, eq=False)
class Scan:
    """A simulated study: expected counts per pixel of both views, the lesions' marks, and where things are."""

    patient: Patient
    lesions: tuple[TrueLesion, ...]
    expected: dict[Projection, Image]
    marks: dict[Projection, tuple[Mark, ...]]
    figure: Posed
    frame: Frame

    def visible(self, projection: Projection) -> tuple[Mark, ...]:
        """What the view shows of the truth."""
        return tuple(mark for mark in self.marks[projection] if mark.visible)

    def answer(self, projection: Projection | None = None) -> Answer:
        """What is true of a view; of the study, the union of both, where no projection is given."""
        views = (projection,) if projection else tuple(Projection)
        return answer_for(mark.lesion.disease for view in views for mark in self.visible(view))


def scan(patient: Patient, lesions: Sequence[TrueLesion], skeleton: Skeleton) -> Scan:
    """Apply everything that was drawn: no random number falls here."""
    figure = posed(skeleton, patient)
    detectors = cameras(patient, figure)
    pictures, scales = {}, {}
    for projection, camera in detectors.items():
        picture = camera.scattered(healthy(patient, skeleton, figure, camera))
        scales[projection] = (patient.acquisition.counts[projection] - patient.acquisition.air * picture.size) / float(picture.sum())
        pictures[projection] = picture * scales[projection] + patient.acquisition.air
    found: dict[Projection, list[Mark]] = {projection: [] for projection in Projection}
    for lesion in lesions:
        points, activity = lesion_points(skeleton, figure, patient, lesion)
        for projection, mark in marks_of(lesion, points, activity, detectors, pictures, scales).items():
            found[projection].append(mark)
    for projection, marks in found.items():
        for mark in marks:
            pictures[projection][mark.top : mark.top + mark.excess.shape[0], mark.left : mark.left + mark.excess.shape[1]] += mark.excess
        pictures[projection] *= patient.acquisition.counts[projection] / float(pictures[projection].sum())
    return Scan(
        patient, tuple(lesions), pictures, {view: tuple(marks) for view, marks in found.items()}, figure, detectors[Projection.ANT].frame
    )


def counted(expected: Image, random: np.random.Generator) -> NDArray[np.uint16]:
    """Counts drawn from expected counts (Poisson)."""
    return np.minimum(random.poisson(expected), 65535).astype(np.uint16)
