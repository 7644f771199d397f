"""The region map of a simulated view: at half size, whose counts are the most at each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from dspic_gui.regions.region_map import RegionMap, region_value
from dspic_gui.study import COLUMNS, ROWS
from training.simulate.camera import Camera, Located
from training.simulate.mark import Mark
from training.simulate.tissue import Image

BONE_SHARE = 0.16
"""Below this share of all counts from bones, kidneys and bladder, or below the counts of the air, a place belongs to no region."""
_MARGIN = 6

Part = tuple[int, NDArray[np.intp]]
"""A region's value and the indexes of its points."""
Layer = tuple[int, int, int, NDArray[np.float64]]
"""A region's value, and its counts at half size from (row, column) on."""


def region_map(
    camera: Camera,
    where: Located,
    seen: NDArray[np.float32],
    parts: Iterable[Part],
    marks: Sequence[Mark],
    picture: Image,
    scale: float,
) -> RegionMap:
    """The region of each pixel. `seen` is what reaches the detector of each located point, `scale` the counts per unit of it;
    `marks` are all lesions of this view, `picture` its expected counts, rows x columns."""
    height, width = ROWS // 2, COLUMNS // 2
    best, total = (np.zeros((height, width)) for _ in range(2))
    value = np.zeros((height, width), dtype=np.uint8)
    layers: dict[int, list[Layer]] = {}
    for layer in (*_layers(camera, where, seen * np.float32(scale), parts), *_lesion_layers(marks)):
        layers.setdefault(layer[0], []).append(layer)
    for region, own in layers.items():
        top, left, counts = _joined(own)
        window = slice(top, top + counts.shape[0]), slice(left, left + counts.shape[1])
        total[window] += counts
        won = counts > best[window]
        best[window][won] = counts[won]
        value[window][won] = region
    value[total < np.maximum(BONE_SHARE * halved(picture), 4 * camera.acquisition.air)] = 0
    return RegionMap(value.repeat(2, axis=0).repeat(2, axis=1))


def halved(picture: Image) -> Image:
    """Sums of 2 x 2 pixels."""
    height, width = picture.shape
    return np.asarray(picture.reshape(height // 2, 2, width // 2, 2).sum(axis=(1, 3)))


def _layers(camera: Camera, where: Located, counts: NDArray[np.float32], parts: Iterable[Part]) -> Iterator[Layer]:
    """Each region's own counts, blurred once."""
    rows, columns = where.rows >> 1, camera.columns(where) >> 1
    distance = camera.distance(where.y)
    for region, index in parts:
        weights = counts[index]
        if not weights.any():
            continue
        r, c = rows[index], columns[index]
        top, left = max(int(r.min()) - _MARGIN, 0), max(int(c.min()) - _MARGIN, 0)
        height = min(int(r.max()) + _MARGIN + 1, ROWS // 2) - top
        width = min(int(c.max()) + _MARGIN + 1, COLUMNS // 2) - left
        flat = np.bincount((r - top) * width + c - left, weights=weights, minlength=height * width)
        sigma = camera.sigma(float(distance[index].mean())) / 2
        yield region, top, left, gaussian_filter(flat.reshape(height, width), sigma, mode="constant", truncate=3.0)


def _lesion_layers(marks: Sequence[Mark]) -> Iterator[Layer]:
    """What lesions add, for the region that carries them; one of whole bones adds to several alike, and decides nothing."""
    for mark in marks:
        if mark.lesion.bones:
            continue
        top, left = mark.top // 2, mark.left // 2
        bottom, right = -(-(mark.top + mark.excess.shape[0]) // 2), -(-(mark.left + mark.excess.shape[1]) // 2)
        even = np.zeros((2 * (bottom - top), 2 * (right - left)))
        row, column = mark.top - 2 * top, mark.left - 2 * left
        even[row : row + mark.excess.shape[0], column : column + mark.excess.shape[1]] = mark.excess
        yield region_value(mark.lesion.part, mark.lesion.side), top, left, halved(even)


def _joined(layers: Sequence[Layer]) -> tuple[int, int, Image]:
    """The sum of a region's layers on the window that holds them all."""
    if len(layers) == 1:
        return layers[0][1:]
    top, left = min(row for _, row, _, _ in layers), min(column for _, _, column, _ in layers)
    bottom = max(row + own.shape[0] for _, row, _, own in layers)
    right = max(column + own.shape[1] for _, _, column, own in layers)
    counts = np.zeros((bottom - top, right - left))
    for _, row, column, own in layers:
        counts[row - top : row - top + own.shape[0], column - left : column - left + own.shape[1]] += own
    return top, left, counts
