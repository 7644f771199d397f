"""A lesion that is really there, in the unposed skeleton."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dspic_gui.code import Code, Side
from dspic_gui.disease import Disease
from dspic_gui.regions.region_map import SIDE_STEP, SIDES, part_keys
from training.simulate.activity import near
from training.simulate.anatomy import body_part, side
from training.simulate.point_region import point_regions
from training.simulate.skeleton import Points, Skeleton

Random = np.random.Generator
Place = tuple[float, float, float]

MARK = "variant"
"""The mark of the code book that says: neither metastasis nor arthritis. It never votes."""


@dataclass(frozen=True)
class TrueLesion:
    """A lesion that is really there: a metastasis, arthritis, or with no disease what is neither (`benign` says what).

    `bone` carries it, `place` is its centre in the unposed skeleton (mm), `along` its long axis, `reach` its size along and across
    that axis (mm), `ratio` the peak counts with the lesion over those without in the view that shows it best, `beyond` the share of its
    activity that lies outside the bones, `symmetric` whether the other side has one too, `bones` the bones that it takes whole.
    """

    number: int
    disease: Disease | None
    part: str
    side: Side | None
    bone: str
    place: Place
    along: Place
    reach: tuple[float, float]
    ratio: float
    beyond: float = 0.0
    symmetric: bool = False
    benign: str = ""
    bones: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: the disease, or the benign finding."""
        return self.disease.value if self.disease else self.benign

    @property
    def label(self) -> str:
        """The label as readers spell it."""
        return Code(self.disease.value if self.disease else MARK, self.part, self.side).label


def part_at(skeleton: Skeleton, bone: str, place: Place, radius: float) -> tuple[str, Side | None]:
    """The body part and side of most points of a bone around a place: the head of a femur belongs to the hip."""
    index = near(skeleton, np.array(place), radius)
    index = index[skeleton.bone[index] == skeleton.names.index(bone)]
    if not len(index):
        return body_part(bone), side(bone)
    value = int(np.bincount(point_regions(skeleton)[index]).argmax())
    part = part_keys()[value % SIDE_STEP]
    assert part is not None
    return part, SIDES[value // SIDE_STEP]


def weights(values: list[float]) -> Points:
    """Shares that sum to 1."""
    return np.asarray(np.asarray(values) / np.sum(values))


def place_of(place: Points) -> Place:
    """A point [3] as the three numbers that a lesion keeps."""
    x, y, z = (float(value) for value in np.round(place, 6))
    return x, y, z
