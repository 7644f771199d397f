"""The bone scan index of a study: the share of each bone that metastases involve, weighted.

BSI = sum over bones of (share of the bone that is involved) x (its share of the skeleton's weight)
(Imbriaco et al. 1998). On planar views both are pixels, and the views are pooled:
w (hot_ANT + hot_POST) / (bone_ANT + bone_POST). The pooling is ours; `POOLING` states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.burden.weights import Bone, WeightTable
from dspic_gui.code import Side, load_code_book
from dspic_gui.regions.region_map import SIDE_STEP, RegionMap, part_keys
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection

Mask = NDArray[np.bool_]
Values = NDArray[np.uint8]

POOLING = Sentence(
    "Index: percent of the skeleton. Pixels of the metastases over pixels of the bone, both views "
    "added up, times the bone's share of the skeleton; a joint counts for the bones that meet there."
)
"""What every output says of how the index is made."""


@dataclass(frozen=True)
class BoneBurden:
    """One bone, or one side of it. `weight`: percent of the skeleton; `pixels` and `hot`: pixels
    of the bone and of metastases in it, both views together (a shared region by its share)."""

    bone: Bone
    side: Side | None
    weight: float
    pixels: float
    hot: float

    @property
    def share(self) -> float | None:
        """The share of the bone that is involved; None where no view shows it."""
        return self.hot / self.pixels if self.pixels else None

    @property
    def index(self) -> float:
        """What it adds to the study's index, percent of the skeleton."""
        return self.weight * (self.share or 0.0)


@dataclass(frozen=True)
class Burden:
    """The index of a study, bone by bone, in the order of the table of weights."""

    bones: tuple[BoneBurden, ...]
    projections: tuple[Projection, ...]

    @property
    def index(self) -> float:
        """Percent of the skeleton."""
        return sum(one.index for one in self.bones)

    @property
    def seen(self) -> float:
        """Percent of the skeleton whose bones the views show: less than 100 where a field cuts."""
        return sum(one.weight for one in self.bones if one.pixels)


def burden(
    regions: Mapping[Projection, RegionMap],
    hot: Mapping[Projection, Mask],
    table: WeightTable,
    sex: str | None = None,
) -> Burden:
    """The index from region maps and masks of metastases, rows x columns, of the same views.

    A view of which either is missing does not count.
    """
    views = tuple(one for one in Projection if one in regions and one in hot)
    pixels, involved = np.zeros(256), np.zeros(256)
    for projection in views:
        values = in_bone(regions[projection], hot[projection])
        pixels += np.bincount(values.reshape(-1), minlength=256)
        involved += np.bincount(values[hot[projection]], minlength=256)
    bones = (
        _of_bone(bone, side, table.weight(bone, sex), pixels, involved)
        for bone in table.bones
        for side in bone.sides
    )
    return Burden(tuple(bones), views)


def in_bone(regions: RegionMap, hot: Mask) -> Values:
    """The region of each pixel; a hot pixel in no bone counts for the nearest bone.

    Outlines reach a little beyond the bone, and a map may call a hot metastasis a bladder.
    """
    from scipy.ndimage import distance_transform_edt

    values = regions.values
    bone = bone_mask(regions)
    outside = hot & ~bone
    if not outside.any() or not bone.any():
        return values
    rows, columns = distance_transform_edt(~bone, return_distances=False, return_indices=True)
    found = values.copy()
    found[outside] = values[rows[outside], columns[outside]]
    return found


def bone_mask(regions: RegionMap) -> Mask:
    """The pixels that show any bone."""
    book = load_code_book().part_by_key
    bone = np.array([key is not None and book[key].bone for key in part_keys()])
    return np.asarray(bone[regions.values % SIDE_STEP])


def _of_bone(
    bone: Bone, side: Side | None, weight: float, pixels: NDArray[np.float64],
    involved: NDArray[np.float64],
) -> BoneBurden:  # fmt: skip
    shown = bone.pixels(side).items()
    total = sum(much * float(pixels[value]) for value, much in shown)
    hot = sum(much * float(involved[value]) for value, much in shown)
    return BoneBurden(bone, side, weight, total, hot)


def union(size: tuple[int, int], patches: Iterable[tuple[int, int, Mask]]) -> Mask:
    """Masks that begin at (row, column), together on a picture of this size."""
    whole = np.zeros(size, dtype=bool)
    for top, left, mask in patches:
        whole[top : top + mask.shape[0], left : left + mask.shape[1]] |= mask
    return whole
