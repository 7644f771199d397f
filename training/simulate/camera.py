"""The gamma camera: activity becomes expected counts per pixel, through attenuation, blur that grows with depth, and scatter.

A picture is rows x columns, head up. Anterior: the patient's right at small columns; posterior is seen from behind, mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.patient import Acquisition
from training.simulate.skeleton import Points
from training.simulate.tissue import CELL, Body, Frame, Image

SLABS = 4
_FWHM = 2.3548


def resolution_mm(distance: Points | float) -> Points | float:
    """FWHM of a low-energy high-resolution collimator at a distance in mm: 7.4 mm at 100 mm."""
    return np.sqrt(3.8**2 + (1.5 + 0.0485 * distance) ** 2)


@dataclass(frozen=True, eq=False)
class Camera:
    """One detector looking at one body."""

    projection: Projection
    frame: Frame
    body: Body
    acquisition: Acquisition

    def pixels(self, points: Points) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Row, column of this picture, and column of the anterior picture, for world points."""
        rows = np.floor(self.frame.rows(points[:, 2])).astype(np.intp)
        columns = np.floor(self.frame.columns(points[:, 0])).astype(np.intp)
        return rows, columns if self.anterior else COLUMNS - 1 - columns, columns

    @property
    def anterior(self) -> bool:
        """Whether this is the anterior detector."""
        return self.projection is Projection.ANT

    def seen(self, points: Points, activity: Points) -> tuple[NDArray[np.intp], NDArray[np.intp], Points, Points]:
        """Row, column, attenuated activity and distance from the detector of each point inside the field of view."""
        rows, columns, anterior_columns = self.pixels(points)
        inside = (rows >= 0) & (rows < ROWS) & (columns >= 0) & (columns < COLUMNS)
        rows, columns, y = rows[inside], columns[inside], points[inside, 1]
        depth = self.body.depth(self.anterior, rows, anterior_columns[inside], y)
        return rows, columns, activity[inside] * np.exp(-self.acquisition.attenuation * depth), self.distance(y)

    def distance(self, y: Points) -> Points:
        """From the detector's face, in mm: the detector clears the body by the gap."""
        gap = self.acquisition.gap_mm[self.projection]
        if self.anterior:
            return y - float(np.nanmin(self.body.front)) + gap
        return float(np.nanmax(self.body.back)) - y + gap

    def points(self, points: Points, activity: Points) -> Image:
        """Expected counts of activity at points, blurred slab by slab of distance."""
        rows, columns, seen, distance = self.seen(points, activity)
        edges = np.linspace(distance.min(), distance.max() + 1e-6, SLABS + 1)
        slab = np.minimum(np.searchsorted(edges, distance, side="right") - 1, SLABS - 1)
        place = (slab * ROWS + rows) * COLUMNS + columns
        stack = np.bincount(place, weights=seen, minlength=SLABS * ROWS * COLUMNS).reshape(SLABS, ROWS, COLUMNS)
        middle = (edges[:-1] + edges[1:]) / 2
        return np.asarray(
            sum(gaussian_filter(layer, self._sigma(at), mode="constant", truncate=3.0) for layer, at in zip(stack, middle, strict=True))
        )

    def patch(self, points: Points, activity: Points) -> tuple[int, int, Image]:
        """The same for a few neighbouring points: first row, first column, and the picture from there on."""
        rows, columns, seen, distance = self.seen(points, activity)
        if not len(rows):
            return 0, 0, np.zeros((1, 1))
        margin = 12
        top, left = max(int(rows.min()) - margin, 0), max(int(columns.min()) - margin, 0)
        height = min(int(rows.max()) + margin + 1, ROWS) - top
        width = min(int(columns.max()) + margin + 1, COLUMNS) - left
        flat = np.bincount((rows - top) * width + columns - left, weights=seen, minlength=height * width)
        return top, left, gaussian_filter(flat.reshape(height, width), self._sigma(float(distance.mean())), mode="constant")

    def _sigma(self, distance: float) -> float:
        return float(resolution_mm(distance)) / _FWHM / self.frame.pixel_mm

    def tissue(self, texture: Image) -> Image:
        """Expected counts of the soft tissue, whose activity is multiplied by `texture` per cell."""
        mu = self.acquisition.attenuation
        total = np.zeros_like(self.body.front)
        for front, back, density in self.body.layers:
            near, far = (
                (front - self.body.front, back - self.body.front) if self.anterior else (self.body.back - back, self.body.back - front)
            )
            inside = front <= back
            emitted = np.exp(-mu * np.where(inside, near, 0.0)) - np.exp(-mu * np.where(inside, far, 0.0))
            total += np.where(inside, density * emitted, 0.0) / mu
        cells = gaussian_filter(total * texture, self._sigma(150.0) / CELL)
        picture = zoom(cells, CELL, order=1, grid_mode=True, mode="nearest")
        return np.asarray(picture if self.anterior else picture[:, ::-1])

    def scattered(self, picture: Image) -> Image:
        """The picture with its scatter: a share of all counts, spread over centimetres."""
        share = self.acquisition.scatter
        coarse = picture.reshape(ROWS // 4, 4, COLUMNS // 4, 4).mean(axis=(1, 3))
        spread = gaussian_filter(coarse, 18.0 / self.frame.pixel_mm / 4, mode="constant")
        wide = gaussian_filter(coarse, 90.0 / self.frame.pixel_mm / 4, mode="constant")
        return np.asarray((1.0 - share) * picture + share * zoom(0.85 * spread + 0.15 * wide, 4, order=1, grid_mode=True, mode="nearest"))
