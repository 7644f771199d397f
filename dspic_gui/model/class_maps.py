"""Where the network looked: its attention and its class maps, laid on the view by the geometry of its layers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Answer
from dspic_gui.model.model_card import Place
from dspic_gui.sentence import Templates

Array = NDArray[np.float32]

SMOOTHING = 3.0
"""Standard deviation in pixels of the Gaussian that joins the single pixels of input x gradient to places."""


class MapKind(StrEnum):
    """The kinds of maps. ATTENTION knows no class; the others speak for one class."""

    ATTENTION = "attention"
    HIRESCAM = "hirescam"
    GRAD_CAM = "grad_cam"
    INPUT_GRADIENT = "input_gradient"


MAP_TITLES: Templates = {
    MapKind.ATTENTION: "Spatial attention",
    MapKind.HIRESCAM: "HiResCAM",
    MapKind.GRAD_CAM: "Grad-CAM",
    MapKind.INPUT_GRADIENT: "Input × gradient",
}
MEASURED_ABOUT = Answer.METASTATIC
"""The class for which it is measured whether a map points at lesions; for the others nothing is known of it."""


@dataclass(frozen=True, eq=False)
class ViewMap:
    """A map of one view: `cells` is rows x columns; cell (i, j) is centred at row stride i + offsets[0], column stride j + offsets[1].

    `about` is the class it speaks for, None for the attention. `size` is rows x columns of the view. Class maps hold what
    speaks for the class, never below zero; the attention's values are weights between 0 and 1.
    """

    kind: MapKind
    about: Answer | None
    cells: Array
    stride: int
    offsets: tuple[int, int]
    size: tuple[int, int]

    @property
    def lowest(self) -> float:
        """The smallest value of a cell."""
        return float(self.cells.min())

    @property
    def highest(self) -> float:
        """The largest value of a cell."""
        return float(self.cells.max())

    @property
    def empty(self) -> bool:
        """Whether all values are alike, so that the map shows nothing."""
        return not self.highest > self.lowest

    def on_view(self) -> Array:
        """The map on the view's pixels, rows x columns, smooth between the cells and never beyond their range."""
        if self.stride == 1 and self.cells.shape == self.size:
            return self.cells
        down, across = (
            _weights(length, cells, self.stride, offset)
            for length, cells, offset in zip(self.size, self.cells.shape, self.offsets, strict=True)
        )
        return np.clip(down @ self.cells @ across.T, self.lowest, self.highest)

    def peak(self) -> tuple[int, int]:
        """Row and column of the first pixel with the largest value."""
        row, column = np.unravel_index(int(self.on_view().argmax()), self.size)
        return int(row), int(column)


def attention_map(places: Array, place: Place, size: tuple[int, int]) -> ViewMap:
    """The spatial attention (Eq 8) from the network's [1, columns, rows, 1]."""
    cells, offsets = _inside(np.asarray(places[0, :, :, 0].T, dtype=np.float32), place, size)
    return ViewMap(MapKind.ATTENTION, None, cells, place.stride, offsets, size)


def feature_map(kind: MapKind, about: Answer, features: Array, gradient: Array, place: Place, size: tuple[int, int]) -> ViewMap:
    """HiResCAM or Grad-CAM from the last convolution's features [height, width, channels] and the score's gradient to them."""
    raw = hirescam(features, gradient) if kind is MapKind.HIRESCAM else grad_cam(features, gradient)
    cells, offsets = _inside(np.maximum(raw, 0.0).T, place, size)
    return ViewMap(kind, about, cells, place.stride, offsets, size)


def input_gradient_map(about: Answer, picture: Array, gradient: Array) -> ViewMap:
    """Input x gradient from the network's picture and the gradient to it, both [1, columns, rows, 1]: its positive part, smoothed."""
    from scipy.ndimage import gaussian_filter

    product = np.maximum((picture * gradient)[0, :, :, 0].T, 0.0)
    cells = gaussian_filter(product, SMOOTHING).astype(np.float32)
    return ViewMap(MapKind.INPUT_GRADIENT, about, cells, 1, (0, 0), (cells.shape[0], cells.shape[1]))


def hirescam(features: Array, gradient: Array) -> Array:
    """The sum over channels of features times gradient, [height, width] (Draelos and Carin, 2020)."""
    summed: Array = np.einsum("hwk,hwk->hw", features, gradient)
    return summed


def grad_cam(features: Array, gradient: Array) -> Array:
    """The features weighted by the mean gradient of their channel, without its negative part, [height, width] (Selvaraju et al., 2017)."""
    weighed: Array = np.maximum(features @ gradient.mean(axis=(0, 1)), 0.0)
    return weighed


def spread(pooled: Array, height: int, width: int) -> Array:
    """The gradient to the features [height, width, channels] of an adaptive average, from that to its bins [rows, columns, channels]."""
    rows, columns, channels = pooled.shape
    if (rows, columns) == (height, width):
        return pooled
    down, across = averages(height, rows), averages(width, columns)
    lines = down.T @ pooled.reshape(rows, columns * channels)
    grown: Array = across.T @ lines.reshape(height, columns, channels)
    return grown


@lru_cache(maxsize=8)
def averages(length: int, count: int) -> Array:
    """The matrix [count, length] of an adaptive average: bin i runs from floor(i H / o) to ceil((i + 1) H / o)."""
    matrix = np.zeros((count, length), dtype=np.float32)
    for place in range(count):
        first, end = place * length // count, -(-(place + 1) * length // count)
        matrix[place, first:end] = 1.0 / (end - first)
    return matrix


def _inside(cells: Array, place: Place, size: tuple[int, int]) -> tuple[Array, tuple[int, int]]:
    """The cells whose centre lies inside the view, rows x columns, and the pixel of the first: padding puts others outside."""
    (top, bottom), (left, right) = (_span(count, place, length) for count, length in zip(cells.shape, size, strict=True))
    offsets = place.stride * top + place.offset, place.stride * left + place.offset
    return np.ascontiguousarray(cells[top:bottom, left:right]), offsets


def _span(count: int, place: Place, length: int) -> tuple[int, int]:
    kept = [cell for cell in range(count) if 0 <= place.stride * cell + place.offset < length - 1]
    return (kept[0], kept[-1] + 1) if kept else (0, 1)


@lru_cache(maxsize=16)
def _weights(length: int, cells: int, stride: int, offset: int) -> Array:
    """The matrix [length, cells] of cubic interpolation (Keys, 1981, a = -1/2); beyond the outer cells their value stays."""
    at = np.clip((np.arange(length) - offset) / stride, 0, cells - 1)
    first = np.floor(at).astype(int)
    matrix = np.zeros((length, cells), dtype=np.float32)
    for step in (-1, 0, 1, 2):
        distance = np.abs(at - (first + step))
        near = 1.5 * distance**3 - 2.5 * distance**2 + 1
        far = -0.5 * distance**3 + 2.5 * distance**2 - 4 * distance + 2
        weight = np.where(distance < 1, near, np.where(distance < 2, far, 0.0))
        np.add.at(matrix, (np.arange(length), np.clip(first + step, 0, cells - 1)), weight)
    return matrix
