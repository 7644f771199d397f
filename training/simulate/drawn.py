"""How a hand draws around a lesion: a polygon, an ellipse or a rectangle near the true outline, never exactly on it."""

from __future__ import annotations

import math

import numpy as np

from dspic_gui.shape import Ellipse, Outline, Polygon, Rectangle, Shape, crosses_itself
from dspic_gui.study import COLUMNS, ROWS

Random = np.random.Generator
_CORNERS = 14
_SMALLEST = 1.6
"""Half the width in pixels below which nobody draws."""


def drawn(truth: Shape | None, hand: tuple[float, float, float], care: float, random: Random) -> Shape:
    """A shape around the truth. `hand` are the shares of polygons, ellipses and rectangles; `care` 1 is an ordinary jitter."""
    if truth is None:
        raise ValueError("nothing is drawn around a lesion that no view shows")
    tool = int(random.choice(3, p=np.array(hand) / sum(hand)))
    centre, axes, angle = _ellipse_of(truth.outline)
    size = float(np.exp(random.normal(0.12, 0.16 * care)))
    axes = np.maximum(axes * size * np.exp(random.normal(0.0, 0.08 * care, 2)), _SMALLEST)
    centre = centre + random.normal(0.0, 0.10 * care, 2) * axes + random.normal(0.0, 0.4 * care, 2)
    wobble = random.normal(0.0, 0.06 * care, (2, 3))
    if tool == 0:
        ring = _polygon(truth.outline, centre, size, wobble)
        if not crosses_itself(ring):
            return Polygon(_points(ring))
    if tool == 2:
        spread = (
            axes[0] * abs(math.cos(angle)) + axes[1] * abs(math.sin(angle)),
            axes[0] * abs(math.sin(angle)) + axes[1] * abs(math.cos(angle)),
        )
        corners = np.array([centre - np.array(spread), centre + np.array(spread)])
        first, second = _points(corners)
        return Rectangle(first, second)
    return _inner_ellipse(centre, axes, angle)


def _ellipse_of(ring: Outline) -> tuple[Outline, Outline, float]:
    """Centre, half axes and angle of the ellipse with the outline's moments."""
    from shapely import Polygon as Ring

    area = Ring(ring)
    centre = np.array([area.centroid.x, area.centroid.y])
    dense = np.array([area.exterior.interpolate(share, normalized=True).coords[0] for share in np.linspace(0, 1, 48, endpoint=False)])
    values, vectors = np.linalg.eigh(np.cov((dense - centre).T))
    axes = np.sqrt(np.maximum(2 * values[::-1], 0.25))
    major = vectors[:, 1] * np.sign(vectors[0, 1] or 1.0)
    return centre, axes, float(math.atan2(major[1], major[0]))


def _polygon(ring: Outline, centre: Outline, size: float, wobble: Outline) -> Outline:
    """The outline at a few corners, scaled, moved and bent by three slow waves."""
    from shapely import Polygon as Ring

    area = Ring(ring)
    dense = np.array([area.exterior.interpolate(share, normalized=True).coords[0] for share in np.linspace(0, 1, _CORNERS, endpoint=False)])
    spokes = dense - [area.centroid.x, area.centroid.y]
    turn = np.arctan2(spokes[:, 1], spokes[:, 0])
    waves = np.arange(1, 4)[:, None] * turn
    bend = 1.0 + (wobble[0][:, None] * np.cos(waves) + wobble[1][:, None] * np.sin(waves)).sum(axis=0)
    length = np.maximum(np.hypot(*spokes.T) * size * bend, _SMALLEST)
    return np.asarray(np.clip(centre + np.column_stack((length * np.cos(turn), length * np.sin(turn))), 0.0, [COLUMNS, ROWS]))


def _inner_ellipse(centre: Outline, axes: Outline, angle: float) -> Shape:
    """The ellipse, moved inside the picture where it would reach beyond."""
    reach_x = math.hypot(axes[0] * math.cos(angle), axes[1] * math.sin(angle))
    reach_y = math.hypot(axes[0] * math.sin(angle), axes[1] * math.cos(angle))
    x = min(max(float(centre[0]), reach_x + 0.1), COLUMNS - reach_x - 0.1)
    y = min(max(float(centre[1]), reach_y + 0.1), ROWS - reach_y - 0.1)
    return Ellipse(round(x, 2), round(y, 2), round(float(axes[0]), 2), round(float(axes[1]), 2), round(math.degrees(angle), 1))


def _points(ring: Outline) -> tuple[tuple[float, float], ...]:
    inside = np.round(np.clip(ring, 0.0, [COLUMNS, ROWS]), 2)
    return tuple((float(x), float(y)) for x, y in inside)
