"""Lesions read off the maps of the network: each peak with its outline, its disease, and the part and side that lie under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from dspic_gui.code import Code, Side, load_code_book
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.place_weights import UNWEIGHTED, PlaceWeights, bones
from dspic_gui.marking.mask_outline import polygon_of
from dspic_gui.regions.region_map import part_keys
from dspic_gui.shape import Polygon
from dspic_gui.study import Projection

Array = NDArray[np.float32]
Mask = NDArray[np.bool_]

FLOOR = 0.05
"""Peaks below this probability are not looked at."""
EDGE = 0.5
"""A lesion reaches as far as this share of its peak; a lower peak inside it is the same lesion."""
_NEAR = 5

_REACH = 24
"""Pixels of the view to each side of a peak that are looked at first: more than the radius of most lesions."""

@dataclass(frozen=True, eq=False)
class FoundLesion:
    """A lesion that the network sees in one view, in the pixels of the stored view.

    `probability` is the highest of its pixels. `parts` are the two likeliest body parts with their shares, the likelier first, empty for a
    network without regions; `left` is the probability of the patient's left. `mask` begins at row `top` and column `left_column`;
    `centre` is its centre of mass (row, column).
    """

    projection: Projection
    disease: Disease
    probability: float
    parts: tuple[tuple[str, float], ...]
    left: float
    top: int
    left_column: int
    mask: Mask
    centre: tuple[float, float]

    @property
    def part(self) -> str | None:
        """The likeliest body part."""
        return self.parts[0][0] if self.parts else None

    @property
    def side(self) -> Side | None:
        """The patient's side; None on the midline, and where the part is not known."""
        if self.part is None or not load_code_book().part_by_key[self.part].paired:
            return None
        return Side.LEFT if self.left > 0.5 else Side.RIGHT

    @property
    def label(self) -> str:
        """Disease, part and side as a label of the code book."""
        return Code(self.disease.value, self.part, self.side).label

    @property
    def area(self) -> int:
        """Pixels of the view."""
        return int(self.mask.sum())

    def area_mm2(self, pixel_mm: tuple[float, float] | None) -> float | None:
        """Square millimetres in the view; None where the size of a pixel is not known."""
        return self.area * pixel_mm[0] * pixel_mm[1] if pixel_mm else None

    @cached_property
    def shape(self) -> Polygon:
        """Its outline."""
        found = polygon_of(self.mask, self.top, self.left_column)
        assert found is not None
        return found


@dataclass(frozen=True, eq=False)
class ViewMaps:
    """What the network gives of one view, in its stored orientation.

    `lesions`: [2 diseases, 512, 128] probabilities. `regions`: [256, 64, parts] shares and `left`: [256, 64], None without regions.
    `places` says how the shares count where the bone under a lesion is named.
    """

    projection: Projection
    lesions: Array
    regions: Array | None
    left: Array | None
    places: PlaceWeights = UNWEIGHTED


def found_lesions(maps: ViewMaps, floor: float = FLOOR) -> tuple[FoundLesion, ...]:
    """Every lesion whose peak reaches `floor`, the most probable first."""
    found = [lesion for disease in Disease for lesion in _of_disease(maps, disease, floor)]
    return tuple(sorted(found, key=lambda lesion: -lesion.probability))


def peaks(probabilities: Array, floor: float = FLOOR) -> list[tuple[int, int]]:
    """Rows and columns of the local maxima that reach `floor`, the highest first."""
    rows, columns = np.nonzero(probabilities >= floor)
    around = np.pad(probabilities, _NEAR // 2, constant_values=-np.inf)
    highest = sliding_window_view(around, (_NEAR, _NEAR))[rows, columns].max(axis=(1, 2), initial=-np.inf)
    top = probabilities[rows, columns] == highest
    rows, columns = rows[top], columns[top]
    order = np.argsort(-probabilities[rows, columns], kind="stable")
    return [(int(rows[i]), int(columns[i])) for i in order]


def _of_disease(maps: ViewMaps, disease: Disease, floor: float) -> Iterator[FoundLesion]:
    coarse = maps.lesions[list(Disease).index(disease)]
    candidates = peaks(coarse, floor)
    fine = doubled(coarse) if candidates else coarse
    taken = np.zeros(coarse.shape, dtype=bool)
    for row, column in candidates:
        if taken[row, column]:
            continue
        probability = float(coarse[row, column])
        top, left, mask = _around(fine, row, column, EDGE * probability)
        down, across = np.nonzero(mask)
        taken[(down + top) // 2, (across + left) // 2] = True
        parts, leftness = place_under(maps, mask, top, left)
        centre = float(down.mean()) + top, float(across.mean()) + left
        yield FoundLesion(maps.projection, disease, probability, parts, leftness, top, left, mask, centre)


def _around(fine: Array, row: int, column: int, level: float) -> tuple[int, int, Mask]:
    """The connected pixels about a peak that reach `level`, cut out of the view; at least the peak's own four.

    Looked for in a window about the peak, which grows until the pixels end inside it: most lesions are small, and the view is not.
    """
    reach = _REACH
    while True:
        top, left = max(2 * row - reach, 0), max(2 * column - reach, 0)
        part = fine[top : 2 * row + reach, left : 2 * column + reach]
        down, across, mask = _connected(part, 2 * row - top, 2 * column - left, level)
        below, beside = down + mask.shape[0], across + mask.shape[1]
        cut = down == 0 < top or across == 0 < left
        if not (cut or below == part.shape[0] < fine.shape[0] - top or beside == part.shape[1] < fine.shape[1] - left):
            return down + top, across + left, mask
        reach *= 4


def _connected(part: Array, row: int, column: int, level: float) -> tuple[int, int, Mask]:
    """The connected pixels from here on that reach `level`, cut out of this part; at least these four."""
    from scipy.ndimage import label

    high = part >= level
    high[row : row + 2, column : column + 2] = True
    marked, _ = label(high)
    mask = marked == marked[row, column]
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    top, left = int(rows[0]), int(columns[0])
    return top, left, mask[top : rows[-1] + 1, left : columns[-1] + 1]


def place_under(maps: ViewMaps, mask: Mask, top: int, left: int) -> tuple[tuple[tuple[str, float], ...], float]:
    """The two likeliest bones under the mask, and how probably it lies left."""
    if maps.regions is None or maps.left is None:
        return (), 0.5
    shares = maps.places.applied(maps.projection, shares_under(maps, mask, top, left))
    keys, chosen = part_keys(), bones()
    of_bones = shares[chosen]
    best = np.argsort(-of_bones, kind="stable")[:2]
    total = float(of_bones.sum()) or 1.0
    named = tuple((str(keys[chosen[at]]), float(of_bones[at]) / total) for at in best)
    return named, float(maps.left[_cells(mask, top, left)].mean())


def shares_under(maps: ViewMaps, mask: Mask, top: int, left: int) -> Array:
    """The mean share of each part under the mask, [parts], as the network gave it."""
    assert maps.regions is not None
    shares: Array = maps.regions[_cells(mask, top, left)].mean(axis=0)
    return shares


def _cells(mask: Mask, top: int, left: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    rows, columns = np.nonzero(mask)
    return (rows + top) // 4, (columns + left) // 4


def doubled(values: Array) -> Array:
    """A map at twice its rows and columns, bilinear between the centres of its cells."""
    return _doubled_rows(np.ascontiguousarray(_doubled_rows(values).T)).T


def _doubled_rows(values: Array) -> Array:
    above, below = np.concatenate([values[:1], values[:-1]]), np.concatenate([values[1:], values[-1:]])
    made = np.empty((2 * values.shape[0], values.shape[1]), dtype=np.float32)
    made[0::2] = 0.75 * values + 0.25 * above
    made[1::2] = 0.75 * values + 0.25 * below
    return made


def as_stored(projection: Projection, picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """A map [rows, columns, ...] from the frame of the anterior view to that of the view as it is stored."""
    return picture if projection is Projection.ANT else picture[:, ::-1]
