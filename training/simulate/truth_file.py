"""What is really there in a view, as files for networks: the region map, the lesion masks, and where asked for the expected counts."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from dspic_gui.regions.lesion_masks import LesionMask, write_lesion_masks
from dspic_gui.regions.region_map import write_region_map
from dspic_gui.study import Projection
from training.simulate.mark import Mark
from training.simulate.region_truth import halved
from training.simulate.scan import Scan
from training.simulate.tissue import Image

_HIGHEST = 65000.0
"""The highest number of expected counts that is stored: float16 ends at 65,504."""


def truth_files(made: Scan, projection: Projection, expected: str = "") -> dict[str, bytes]:
    """The files of a view by the end of their names; `expected` is “half”, “full” or nothing."""
    files = {
        "regions.png": write_region_map(made.regions[projection]),
        "lesions.npz": write_lesion_masks([lesion_mask(mark) for mark in made.marks[projection]]),
    }
    if expected:
        counts = made.expected[projection]
        files["expected.npy"] = _array(halved(counts) if expected == "half" else counts)
    return files


def lesion_mask(mark: Mark) -> LesionMask:
    """A lesion of a view on the smallest box that holds its mask."""
    mask, lesion = mark.mask, mark.lesion
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    cut = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return LesionMask(
        lesion.number,
        lesion.kind,
        lesion.part,
        lesion.side,
        mark.visible,
        mark.contrast,
        mark.signal,
        float(mark.excess.sum()),
        mark.top + int(rows[0]),
        mark.left + int(columns[0]),
        cut,
    )


def _array(counts: Image) -> bytes:
    target = io.BytesIO()
    np.save(target, np.minimum(counts, _HIGHEST).astype(np.float16), allow_pickle=False)
    return target.getvalue()


def grey_png(pixels: NDArray[np.uint8]) -> bytes:
    """A grey PNG packed for speed: noise hardly shrinks further."""
    from PIL import Image as Picture

    target = io.BytesIO()
    Picture.fromarray(pixels).save(target, "PNG", compress_level=1)
    return target.getvalue()
