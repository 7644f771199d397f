"""How a map lies to the lesions and to the body: share inside lesions, pointing game, and whether its maximum is beside the patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import Answer
from dspic_gui.model.class_maps import ViewMap
from dspic_gui.reading import Lesion
from dspic_gui.study import Counts, View

Mask = NDArray[np.bool_]

_BLUR = 4.0
_BODY_SHARE = 0.05
_BODY_MARGIN = 8


@dataclass(frozen=True)
class MapStatistics:
    """A map against the marks of one view.

    `share` is the share of the map's sum that lies inside lesions and `area_share` the share of the view that they cover, so
    that a map without knowledge of them has equal shares; `hit`: the maximum lies inside a lesion, which is not widened (all three
    None without a lesion). `outside_body`: the maximum lies beside the patient, so the map is no evidence. `peak` is row, column.
    """

    share: float | None
    area_share: float | None
    hit: bool | None
    outside_body: bool
    peak: tuple[int, int]


def map_statistics(shown: ViewMap, view: View, lesions: Iterable[Lesion]) -> MapStatistics:
    """The statistics of a map of this view; of the lesions, those in this view that the map speaks for count."""
    values = shown.on_view()
    peak = shown.peak()
    outside = not bool(body_mask(view.counts)[peak])
    marked = lesion_mask((one for one in lesions if one.projection is view.projection), shown.about, shown.size)
    if not marked.any():
        return MapStatistics(None, None, None, outside, peak)
    total = float(values.sum(dtype=np.float64))
    share = float(values[marked].sum(dtype=np.float64)) / total if total > 0 else 0.0
    return MapStatistics(share, float(marked.mean()), bool(marked[peak]) and not shown.empty, outside, peak)


def lesion_mask(lesions: Iterable[Lesion], about: Answer | None, size: tuple[int, int]) -> Mask:
    """The pixels inside the voting lesions of a class, rows x columns; of every voting lesion where `about` is None or normal."""
    wanted = about.diseases if about is not None else frozenset()
    mask: Mask = np.zeros(size, dtype=bool)
    for lesion in lesions:
        if lesion.disease and (not wanted or lesion.disease in wanted):
            mask |= lesion.shape.mask(*size)
    return mask


def body_mask(counts: Counts) -> Mask:
    """Where the patient is: blurred counts over a twentieth of the bright ones, holes filled and the rim widened by 8 pixels."""
    from scipy.ndimage import binary_dilation, binary_fill_holes, gaussian_filter

    smooth = gaussian_filter(np.maximum(counts, 0).astype(np.float32), _BLUR)
    lit = smooth[smooth > 0]
    if not lit.size:
        return np.zeros(counts.shape, dtype=bool)
    body = smooth > _BODY_SHARE * float(np.percentile(lit, 99))
    mask: Mask = binary_fill_holes(binary_dilation(body, iterations=_BODY_MARGIN))
    return mask
