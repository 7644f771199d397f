"""One simulated study: expected counts of both views, what each lesion adds to them, and the counts that were drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from dspic_gui.code import Side
from dspic_gui.disease import Answer, answer_for
from dspic_gui.regions.region_map import RegionMap, region_value
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.activity import bone_activity, spot_points
from training.simulate.camera import Camera, Located, located
from training.simulate.lesion import TrueLesion
from training.simulate.mark import Mark, lesion_points, marks_of
from training.simulate.patient import Patient
from training.simulate.point_region import by_region
from training.simulate.pose import Posed, posed
from training.simulate.region_truth import Part, region_map
from training.simulate.skeleton import Skeleton
from training.simulate.tissue import CELL, Body, Frame, Image, body, enlarged


def frame_of(patient: Patient, figure: Posed) -> Frame:
    """Where the pictures lie: the vertex at the top row, the trunk's middle near the middle column."""
    pixel = patient.acquisition.pixel_mm
    top = float(figure.marks["vertex"][2]) + (patient.acquisition.top_row * pixel)
    middle = float(np.mean([figure.marks[name][0] for name in ("manubrium", "sacrum", "knee_r", "knee_l")]))
    return Frame(top, middle - patient.acquisition.shift * pixel, pixel)


def texture_of(patient: Patient) -> Image:
    """Unevenness of the soft tissue per cell, about 1: muscles, fat and vessels, by centimetres, in some patients more."""
    random = np.random.default_rng(patient.uptake.texture)
    coarse = gaussian_filter(random.standard_normal((ROWS // CELL // 4, COLUMNS // CELL // 4)), 2.25)
    fine = gaussian_filter(random.standard_normal((ROWS // CELL // 2, COLUMNS // CELL // 2)), 1.75)
    finest = gaussian_filter(random.standard_normal((ROWS // CELL, COLUMNS // CELL)), 1.6)
    much = float(np.clip(np.exp(random.normal(0.0, 0.3)), 0.5, 1.8))
    waves = 0.06 * enlarged(coarse, 4) / coarse.std() + 0.05 * enlarged(fine, 2) / fine.std() + 0.035 * finest / finest.std()
    return np.asarray(np.maximum(1.0 + much * waves, 0.3))


@dataclass(frozen=True, eq=False)
class Scan:
    """A simulated study: expected counts per pixel of both views, the lesions' marks, the regions, and where things are."""

    patient: Patient
    lesions: tuple[TrueLesion, ...]
    expected: dict[Projection, Image]
    marks: dict[Projection, tuple[Mark, ...]]
    regions: dict[Projection, RegionMap]
    figure: Posed
    frame: Frame

    def shown(self, projection: Projection) -> tuple[Mark, ...]:
        """All that the view shows, what is neither metastasis nor arthritis too."""
        return tuple(mark for mark in self.marks[projection] if mark.visible)

    def visible(self, projection: Projection) -> tuple[Mark, ...]:
        """The metastases and the arthritis that the view shows."""
        return tuple(mark for mark in self.shown(projection) if mark.lesion.disease)

    def answer(self, projection: Projection | None = None) -> Answer:
        """What is true of a view; of the study, the union of both, where no projection is given."""
        views = (projection,) if projection else tuple(Projection)
        return answer_for(mark.lesion.disease for view in views for mark in self.visible(view) if mark.lesion.disease)


def scan(patient: Patient, lesions: Sequence[TrueLesion], skeleton: Skeleton) -> Scan:
    """Apply everything that was drawn: no random number falls here."""
    figure = posed(skeleton, patient)
    frame = frame_of(patient, figure)
    shape = body(patient, figure, frame)
    cameras = {projection: Camera(projection, frame, shape, patient.acquisition) for projection in Projection}
    where, activity, parts = _everything(patient, skeleton, figure, frame, shape)
    texture = texture_of(patient)
    seen = {projection: camera.seen(where, activity) for projection, camera in cameras.items()}
    pictures = {projection: camera.picture(where, seen[projection], texture) for projection, camera in cameras.items()}
    scales = {projection: _scaled(pictures[projection], patient, projection) for projection in Projection}
    marks = _marked(patient, lesions, skeleton, figure, cameras, pictures, scales)
    regions = {}
    for projection, picture in pictures.items():
        for mark in marks[projection]:
            picture[mark.top : mark.top + mark.excess.shape[0], mark.left : mark.left + mark.excess.shape[1]] += mark.excess
        np.multiply(picture, patient.acquisition.counts[projection] / float(picture.sum()), out=picture)
        regions[projection] = region_map(
            cameras[projection], where, seen[projection], parts, marks[projection], picture, scales[projection]
        )
    return Scan(patient, tuple(lesions), pictures, marks, regions, figure, frame)


def _everything(
    patient: Patient, skeleton: Skeleton, figure: Posed, frame: Frame, shape: Body
) -> tuple[Located, NDArray[np.float32], list[Part]]:
    """All points of bones and organs on the raster, their activity, and the indexes of the points of each region."""
    planes, activities = [figure.planes], [bone_activity(skeleton, patient)]
    parts: list[Part] = list(by_region(skeleton))
    start = figure.planes.shape[1]
    for spot in patient.spots:
        points, activity = spot_points(spot, figure, patient)
        if spot.kind in ("kidney", "bladder"):
            side = (Side.RIGHT if spot.offset[0] < 0 else Side.LEFT) if spot.kind == "kidney" else None
            parts.append((region_value(spot.kind, side), np.arange(start, start + len(points))))
        start += len(points)
        planes.append(points.T.astype(np.float32))
        activities.append(activity)
    return located(np.concatenate(planes, axis=1), frame, shape), np.concatenate(activities), parts


def _scaled(picture: Image, patient: Patient, projection: Projection) -> float:
    """Bring a picture of activity to expected counts, in place; the counts per unit of activity."""
    acquisition = patient.acquisition
    scale = (acquisition.counts[projection] - acquisition.air * picture.size) / float(picture.sum())
    picture *= scale
    picture += acquisition.air
    return float(scale)


def _marked(
    patient: Patient,
    lesions: Sequence[TrueLesion],
    skeleton: Skeleton,
    figure: Posed,
    cameras: Mapping[Projection, Camera],
    pictures: Mapping[Projection, Image],
    scales: Mapping[Projection, float],
) -> dict[Projection, tuple[Mark, ...]]:
    """What each lesion adds to each view."""
    found: dict[Projection, list[Mark]] = {projection: [] for projection in Projection}
    for lesion in lesions:
        planes, activity = lesion_points(skeleton, figure, patient, lesion)
        for projection, mark in marks_of(lesion, planes, activity, cameras, pictures, scales).items():
            found[projection].append(mark)
    return {projection: tuple(marks) for projection, marks in found.items()}


def counted(expected: Image, random: np.random.Generator) -> NDArray[np.uint16]:
    """Counts drawn from expected counts (Poisson)."""
    return np.minimum(random.poisson(expected), 65535).astype(np.uint16)
