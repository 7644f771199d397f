"""What a lesion adds to each view, and the outline that is therefore exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Disease
from dspic_gui.shape import Point, Polygon
from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.activity import near, per_point
from training.simulate.camera import Camera
from training.simulate.lesion import TrueLesion
from training.simulate.patient import Patient
from training.simulate.pose import Posed
from training.simulate.shape import Planes
from training.simulate.skeleton import Points, Skeleton
from training.simulate.tissue import Image

EDGE = 0.45
"""The outline runs where the lesion's own counts fall to this share of their peak, as readers' thresholds do."""
VISIBLE_CONTRAST = 0.25
VISIBLE_SIGNAL = 4.0
_CLOUD = 300


@dataclass(frozen=True, eq=False)
class Mark:
    """A lesion in one view: what it adds from (`top`, `left`) on, its outline, its contrast (excess over normal at the peak)
    and its signal (excess over the noise of the normal counts inside the outline)."""

    lesion: TrueLesion
    projection: Projection
    top: int
    left: int
    excess: Image
    outline: Polygon | None
    contrast: float
    signal: float

    @property
    def visible(self) -> bool:
        """Whether this view shows the lesion: enough contrast, more than noise, and an area to outline."""
        return self.outline is not None and self.contrast >= VISIBLE_CONTRAST and self.signal >= VISIBLE_SIGNAL

    @property
    def mask(self) -> NDArray[np.bool_]:
        """The pixels of `excess` where the lesion's own counts reach the edge level."""
        return np.asarray(self.excess >= EDGE * self.excess.max())


def _footprint(skeleton: Skeleton, lesion: TrueLesion) -> tuple[NDArray[np.intp], Points]:
    """The points that a lesion makes hot and how much: metastases stay in their bone, arthritis takes all bones of the joint."""
    if lesion.bones:
        return _whole_bones(skeleton, lesion)
    index = near(skeleton, np.array(lesion.place), 2.2 * max(lesion.reach))
    if lesion.disease is not Disease.ARTHRITIS:
        index = index[skeleton.bone[index] == skeleton.names.index(lesion.bone)]
    away = skeleton.points[index] - lesion.place
    along = (away * np.array(lesion.along)).sum(axis=1)
    across = np.maximum((away**2).sum(axis=1) - along**2, 0.0)
    distance = along**2 / lesion.reach[0] ** 2 + across / lesion.reach[1] ** 2
    return index, np.exp(-(distance**1.5) / 2)


def _whole_bones(skeleton: Skeleton, lesion: TrueLesion) -> tuple[NDArray[np.intp], Points]:
    """Whole bones, unevenly; what grows along a bone (Paget's disease) ends where `reach` from its place along its axis says."""
    runs = dict(skeleton.runs)
    slices = [runs[skeleton.names.index(bone)] for bone in lesion.bones]
    index = np.concatenate([np.arange(part.start, part.stop) for part in slices])
    away = skeleton.points[index] - lesion.place
    along = np.abs((away * np.array(lesion.along)).sum(axis=1)) / lesion.reach[0]
    waves = np.sin(away @ np.array([0.09, 0.05, 0.11]) + lesion.number) * np.sin(away @ np.array([-0.05, 0.08, 0.07]))
    return index, (1.0 + 0.3 * waves) * np.clip(4.0 * (1.0 - along), 0.0, 1.0)


def _cloud(lesion: TrueLesion) -> Points:
    """Points around a joint, in the unposed skeleton: activity beyond the bones."""
    normal = np.random.default_rng(_CLOUD).standard_normal((_CLOUD, 3))
    return np.asarray(normal * 0.75 * lesion.reach[1] + lesion.place)


def lesion_points(skeleton: Skeleton, figure: Posed, patient: Patient, lesion: TrueLesion) -> tuple[Planes, NDArray[np.float32]]:
    """Points (3, n) of a lesion in world mm and the activity [n] of each, whose scale is arbitrary: `marks_of` sets it."""
    index, share = _footprint(skeleton, lesion)
    planes, activity = figure.planes[:, index], share * per_point(patient)
    if lesion.beyond:
        cloud = figure.posing.place(_cloud(lesion), [skeleton.names.index(lesion.bone)] * _CLOUD)
        beyond = activity.sum() * lesion.beyond / (1.0 - lesion.beyond) / _CLOUD
        planes = np.concatenate((planes, cloud.T.astype(np.float32)), axis=1)
        activity = np.concatenate((activity, np.full(_CLOUD, beyond)))
    return planes, np.asarray(activity, dtype=np.float32)


def marks_of(
    lesion: TrueLesion,
    planes: Planes,
    activity: NDArray[np.float32],
    cameras: Mapping[Projection, Camera],
    normal: Mapping[Projection, Image],
    scales: Mapping[Projection, float],
) -> dict[Projection, Mark]:
    """The lesion in each view, scaled so that the view with the larger contrast has the lesion's ratio at its peak.

    `planes` (3, n) in world mm, `activity` [n] on any scale; `normal` holds expected counts per pixel, rows x columns, without the lesion;
    `scales` are counts per unit of activity. A view that the lesion's patch does not meet is left out.
    """
    patches = {}
    for projection, camera in cameras.items():
        top, left, patch = camera.patch(planes, activity)
        patches[projection] = (top, left, patch * scales[projection])
    contrast = {projection: _peak_contrast(patch, normal[projection]) for projection, patch in patches.items()}
    best = max(contrast.values())
    if best <= 0:
        return {}
    scale = (lesion.ratio - 1.0) / best
    return {
        projection: _mark(lesion, projection, patch, normal[projection], scale)
        for projection, patch in patches.items()
        if patch[2].max() > 0
    }


def _peak_contrast(patch: tuple[int, int, Image], normal: Image) -> float:
    top, left, excess = patch
    row, column = np.unravel_index(int(excess.argmax()), excess.shape)
    return float(excess[row, column] / normal[top + row, left + column])


def _mark(lesion: TrueLesion, projection: Projection, patch: tuple[int, int, Image], normal: Image, scale: float) -> Mark:
    top, left, unit = patch
    excess = unit * scale
    below = normal[top : top + excess.shape[0], left : left + excess.shape[1]]
    inside = excess > EDGE * excess.max()
    signal = float(excess[inside].sum() / np.sqrt(below[inside].sum()))
    return Mark(lesion, projection, top, left, excess, _outline(excess, top, left), _peak_contrast((top, left, excess), normal), signal)


def _outline(excess: Image, top: int, left: int) -> Polygon | None:
    """The contour at the edge level around the peak, simplified to a third of a pixel; None where it encloses less than 4 pixels."""
    import contourpy
    from shapely import Polygon as Ring

    padded = np.pad(excess, 1)
    lines = contourpy.contour_generator(z=padded).lines(EDGE * float(excess.max()))
    rings = [Ring(line) for line in lines if len(line) >= 4]
    if not rings:
        return None
    simple = max(rings, key=lambda ring: float(ring.area)).simplify(0.3)
    if simple.area < 4.0 or simple.geom_type != "Polygon":
        return None
    points: list[Point] = []
    for x, y in list(simple.exterior.coords)[:-1]:
        points.append((_inside(x - 0.5 + left, COLUMNS), _inside(y - 0.5 + top, ROWS)))
    return Polygon(tuple(points)) if len(points) >= 3 else None


def _inside(value: float, size: int) -> float:
    return round(min(max(float(value), 0.0), float(size)), 2)
