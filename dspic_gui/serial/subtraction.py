"""Subtraction of a prior from a present view, on one scale, with its noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.burden.index import bone_mask
from dspic_gui.model.half_view import body_threshold, halved
from dspic_gui.regions.region_map import RegionMap, part_keys
from dspic_gui.serial.warp import Picture, Warp, WarpError
from dspic_gui.study import Counts

SIGMA = 1.5
"""Blur of both views, in pixels."""
TOLERANCE = 7
"""A difference counts where no pixel of the other view within half of this shows as much: bones
that lie a few pixels off must not look like change."""
UNEVEN = 0.15
"""How unlike two scans of the same healthy bone are, as a share of its counts."""
NEAR_BONE = 2
NOT_COMPARED = ("hand", "wrist", "foot")
_BROAD = 3.0
_POISSON = 1.0 / (4 * np.pi * SIGMA**2)
"""Variance of a blurred count, as a share of the count."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Subtraction:
    """Both views blurred and on the present one's scale, rows x columns, and their differences.

    `more` and `less` are in standard deviations of noise and healthy unevenness, 0 where the view
    shows no more (no less) than the prior; `scale` is what the prior was multiplied by.
    """

    present: Picture
    prior: Picture
    more: Picture
    less: Picture
    scale: float


def subtraction(
    present: Counts, prior: Counts, warp: Warp, maps: tuple[RegionMap, RegionMap] | None = None
) -> Subtraction:
    """The prior, warped and scaled by healthy bone, taken from the present view.

    `maps`: those of the present and the prior view. Then only what is bone in both is compared;
    without them the whole body sets the scale and may differ.
    """
    from scipy.ndimage import gaussian_filter

    here = gaussian_filter(present.astype(np.float32), SIGMA)
    moved = warp.applied(prior)
    both = bone_in_both(maps[0], warp.regions(maps[1])) if maps else _body(present)
    scale = scale_of(present.astype(np.float32), moved, both)
    there = np.float32(scale) * gaussian_filter(moved, SIGMA)
    seen = both & (warp.applied(np.ones(prior.shape, dtype=np.float32)) > 0.5)
    level = _level(there, maps[0] if maps else None)
    more, less = (_beyond(*two, level, scale) for two in ((here, there), (there, here)))
    return Subtraction(here, there, _kept(more, seen), _kept(less, seen), scale)


def bone_in_both(present: RegionMap, moved: RegionMap) -> Mask:
    """What of the present view is compared: where the prior shows bone too. Where the warp missed
    an arm, nothing is."""
    return np.asarray(compared(present) & compared(moved))


def compared(regions: RegionMap) -> Mask:
    """Bone and a little beyond it, without kidneys and bladder; hands and feet are left out, for
    they lie differently in every scan."""
    from scipy.ndimage import binary_dilation

    parts = regions.parts
    bone, soft = bone_mask(regions), (parts > 0) & ~bone_mask(regions)
    left_out = np.isin(parts, [part_keys().index(key) for key in NOT_COMPARED])
    near = binary_dilation(bone & ~left_out, iterations=NEAR_BONE)
    return np.asarray(near & ~binary_dilation(soft | left_out, iterations=NEAR_BONE))


def scale_of(present: Picture, moved: Picture, bone: Mask) -> float:
    """What brings the prior's counts to the present scan's: the median ratio in bone.

    The middle of all bone is healthy unless most of it is ill; dose, time and pixel size cancel.
    """
    from scipy.ndimage import gaussian_filter

    here, there = gaussian_filter(present, _BROAD), gaussian_filter(moved, _BROAD)
    known = bone & (there > 0.5) & (here > 0)
    if int(known.sum()) < 500:
        raise WarpError("The prior could not be brought to this scan's counts: no bone in common.")
    return float(np.median(here[known] / there[known]))


def _level(there: Picture, regions: RegionMap | None) -> Picture:
    """What bone usually shows in each region: the median of the scaled prior there."""
    from scipy.ndimage import grey_dilation

    found = np.zeros_like(there)
    if regions is not None:
        bone = bone_mask(regions)
        for value in np.unique(regions.values[bone]):
            inside = bone & (regions.values == value)
            found[inside] = np.median(there[inside])
        found = grey_dilation(found, footprint=_disc())
    return found


def _beyond(one: Picture, other: Picture, level: Picture, scale: float) -> Picture:
    """By how much `one` exceeds all of `other` nearby, in deviations of noise and unevenness."""
    from scipy.ndimage import grey_dilation

    near = grey_dilation(other, footprint=_disc())
    noise = _POISSON * max(scale, 1.0) * (np.maximum(one, 1.0) + np.maximum(near, 1.0))
    spread = np.sqrt(noise + (UNEVEN * np.maximum(near, level)) ** 2)
    return np.asarray(np.maximum(one - near, 0.0) / spread, dtype=np.float32)


def _disc() -> Mask:
    reach = TOLERANCE // 2
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return np.asarray(rows**2 + columns**2 <= reach**2 + 1)


def _kept(difference: Picture, seen: Mask) -> Picture:
    """Only what both fields show."""
    return np.where(seen, difference, np.float32(0.0))


def _body(counts: Counts) -> Mask:
    half = halved(counts)
    inside = half > body_threshold(half)
    return np.asarray(inside.repeat(2, axis=0).repeat(2, axis=1))
