"""The gamma camera: activity becomes expected counts per pixel, through attenuation, blur that grows with depth, and scatter.

A picture is rows x columns, head up. Anterior: the patient's right at small columns; posterior is seen from behind, mirrored. Blur and
scatter are products of Fourier transforms, on a raster with a margin so that nothing comes round from the other edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft
from scipy.ndimage import gaussian_filter

from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.patient import Acquisition
from training.simulate.shape import Planes
from training.simulate.skeleton import Points
from training.simulate.tissue import CELL, Body, Frame, Image

SLABS = 4
_FWHM = 2.3548
_RASTER = (ROWS + 56, COLUMNS + 32)

Spectrum = NDArray[np.complex64]


def resolution_mm(distance: Points | float) -> Points | float:
    """FWHM of a low-energy high-resolution collimator at a distance in mm: 7.4 mm at 100 mm."""
    return np.sqrt(3.8**2 + (1.5 + 0.0485 * distance) ** 2)


@dataclass(frozen=True, eq=False)
class Located:
    """Where points lie for both detectors: row and anterior column (inside the picture), world y in mm, how much tissue covers them in
    front and behind in mm, and 1 for the points inside the field of view, 0 for others."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    y: NDArray[np.float32]
    covered: dict[bool, NDArray[np.float32]]
    inside: NDArray[np.float32]


def located(planes: Planes, frame: Frame, body: Body) -> Located:
    """World points (3, n) in mm on the raster of both detectors."""
    rows = np.floor(frame.rows(planes[2])).astype(np.int32)
    columns = np.floor(frame.columns(planes[0])).astype(np.int32)
    inside = ((rows >= 0) & (rows < ROWS) & (columns >= 0) & (columns < COLUMNS)).astype(np.float32)
    np.clip(rows, 0, ROWS - 1, out=rows)
    np.clip(columns, 0, COLUMNS - 1, out=columns)
    cells = (rows // CELL) * (COLUMNS // CELL) + columns // CELL
    covered = {anterior: body.depth(anterior, cells, planes[1]) for anterior in (True, False)}
    return Located(rows, columns, planes[1], covered, inside)


@dataclass(frozen=True, eq=False)
class Camera:
    """One detector looking at one body."""

    projection: Projection
    frame: Frame
    body: Body
    acquisition: Acquisition

    @property
    def anterior(self) -> bool:
        """Whether this is the anterior detector."""
        return self.projection is Projection.ANT

    def columns(self, where: Located) -> NDArray[np.int32]:
        """Columns of this picture."""
        return where.columns if self.anterior else np.int32(COLUMNS - 1) - where.columns

    def seen(self, where: Located, activity: NDArray[np.float32]) -> NDArray[np.float32]:
        """What of the points' activity reaches the detector; nothing from outside the field of view."""
        depth = where.covered[self.anterior]
        return np.asarray(activity * where.inside * np.exp(np.float32(-self.acquisition.attenuation) * depth), dtype=np.float32)

    def distance(self, y: Planes) -> Planes:
        """From the detector's face, in mm: the detector clears the body by the gap."""
        gap = self.acquisition.gap_mm[self.projection]
        if self.anterior:
            return np.asarray(y - np.float32(self.body.foremost - gap))
        return np.asarray(np.float32(self.body.rearmost + gap) - y)

    def sigma(self, distance: float) -> float:
        """Blur in pixels at a distance in mm."""
        return self.acquisition.resolution * float(resolution_mm(distance)) / _FWHM / self.frame.pixel_mm

    def picture(self, where: Located, seen: NDArray[np.float32], texture: Image) -> Image:
        """Activity per pixel that the detector sees: points (from `seen`), soft tissue with its `texture` per cell, and the scatter of
        both; rows x columns."""
        total = sum(self._layers(where, seen)) + self._tissue(texture)
        share = self.acquisition.scatter
        spread = 0.85 * _blur(18.0 / self.frame.pixel_mm) + 0.15 * _blur(90.0 / self.frame.pixel_mm)
        mixed = fft.irfft2(total * np.asarray((1.0 - share) + share * spread, dtype=np.float32), _RASTER)
        return np.asarray(np.maximum(mixed[:ROWS, :COLUMNS].astype(np.float64), 0.0))

    def _layers(self, where: Located, seen: NDArray[np.float32]) -> Iterator[Spectrum]:
        """The points' spectrum, blurred slab by slab of distance."""
        distance = self.distance(where.y)
        low, high = float(distance.min()), float(distance.max())
        step = (high - low) / SLABS + 1e-3
        slab = ((distance - np.float32(low)) / np.float32(step)).astype(np.int32)
        height, width = _RASTER
        place = (slab * height + where.rows) * width + self.columns(where)
        stack = np.bincount(place, weights=seen, minlength=SLABS * height * width).astype(np.float32)
        for index, layer in enumerate(stack.reshape(SLABS, height, width)):
            yield fft.rfft2(layer) * _blur(self.sigma(low + (index + 0.5) * step))

    def patch(self, planes: Planes, activity: NDArray[np.float32]) -> tuple[int, int, Image]:
        """A few neighbouring points (3, n): first row, first column, and their blurred picture from there on."""
        where = located(planes, self.frame, self.body)
        seen = self.seen(where, activity)
        chosen = where.inside > 0
        if not chosen.any():
            return 0, 0, np.zeros((1, 1))
        rows, columns = where.rows[chosen], self.columns(where)[chosen]
        margin = 12
        top, left = max(int(rows.min()) - margin, 0), max(int(columns.min()) - margin, 0)
        height = min(int(rows.max()) + margin + 1, ROWS) - top
        width = min(int(columns.max()) + margin + 1, COLUMNS) - left
        flat = np.bincount((rows - top) * width + columns - left, weights=seen[chosen], minlength=height * width)
        sigma = self.sigma(float(self.distance(planes[1])[chosen].mean()))
        return top, left, gaussian_filter(flat.reshape(height, width), sigma, mode="constant")

    def _tissue(self, texture: Image) -> Spectrum:
        """The spectrum of the soft tissue, whose activity is multiplied by `texture` per cell."""
        mu = self.acquisition.attenuation
        total = np.zeros_like(self.body.front)
        for front, back, density in self.body.layers:
            near, far = (
                (front - self.body.front, back - self.body.front) if self.anterior else (self.body.back - back, self.body.back - front)
            )
            inside = front <= back
            emitted = np.exp(-mu * np.where(inside, near, 0.0)) - np.exp(-mu * np.where(inside, far, 0.0))
            total += np.where(inside, density * emitted, 0.0) / np.float32(mu)
        cells = total * texture
        if not self.anterior:
            cells = cells[:, ::-1]
        raster = np.zeros(_RASTER, dtype=np.float32)
        raster[:ROWS, :COLUMNS] = cells.repeat(CELL, axis=0).repeat(CELL, axis=1)
        return np.asarray(fft.rfft2(raster) * _blur(self.sigma(150.0)))


def _blur(sigma: float) -> NDArray[np.float32]:
    """The transfer function of a Gaussian blur of `sigma` pixels on the raster."""
    height, width = _RASTER
    down = np.exp(-2 * (np.pi * sigma * np.fft.fftfreq(height)) ** 2)
    across = np.exp(-2 * (np.pi * sigma * np.fft.rfftfreq(width)) ** 2)
    return np.asarray(np.outer(down, across), dtype=np.float32)
