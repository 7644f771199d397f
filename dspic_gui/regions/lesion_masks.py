"""What is really there in a simulated view, lesion by lesion: masks with their kind, place and strength, and the file that holds them.

The file is a NumPy archive (.npz) without objects: `number`, `kind`, `part`, `side`, `visible`, `contrast`, `signal`, `counts` and `box`
hold one row per lesion, `bits` the masks of all boxes one after the other, each packed to whole bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import Side
from dspic_gui.disease import Disease
from dspic_gui.regions.region_map import SIDES, part_keys
from dspic_gui.sentence import SaidError
from dspic_gui.study import COLUMNS, ROWS

Mask = NDArray[np.bool_]
_COLUMNS = ("number", "kind", "part", "side", "visible", "contrast", "signal", "counts", "box")


class LesionMaskError(SaidError):
    """A file that holds no lesion masks; the text is a sentence for the user."""


@dataclass(frozen=True, eq=False)
class LesionMask:
    """A lesion in one view: its mask from (`top`, `left`) on (the pixels where its own counts reach 45 % of their peak).

    `number` is the same in both views; `kind` is metastasis, arthritis, or what is neither (fracture, paget, ...); `visible` is false
    where the view does not show it; `contrast` is the excess over normal at the peak, `signal` the excess over the noise inside the
    mask, `counts` all expected counts that the lesion adds to the view.
    """

    number: int
    kind: str
    part: str
    side: Side | None
    visible: bool
    contrast: float
    signal: float
    counts: float
    top: int
    left: int
    mask: Mask

    @property
    def disease(self) -> Disease | None:
        """The voting disease; None for what is neither."""
        return Disease(self.kind) if self.kind in set(Disease) else None

    def paint(self, picture: NDArray[Any], value: bool | int) -> None:
        """Set the lesion's pixels of a full picture, rows x columns."""
        height, width = self.mask.shape
        picture[self.top : self.top + height, self.left : self.left + width][self.mask] = value


def disease_planes(lesions: Iterable[LesionMask]) -> tuple[Mask, Mask, Mask]:
    """Masks of visible metastases, of visible arthritis, and of either that the view does not show; each rows x columns."""
    planes = tuple(np.zeros((ROWS, COLUMNS), dtype=bool) for _ in range(3))
    for lesion in lesions:
        if lesion.disease is not None:
            lesion.paint(planes[(list(Disease).index(lesion.disease)) if lesion.visible else 2], True)
    return planes[0], planes[1], planes[2]


def write_lesion_masks(lesions: Sequence[LesionMask]) -> bytes:
    """The file's bytes; the same for the same lesions."""
    boxes = [(one.top, one.left, *one.mask.shape) for one in lesions]
    bits = [np.packbits(one.mask) for one in lesions]
    target = io.BytesIO()
    np.savez_compressed(
        target,
        number=np.array([one.number for one in lesions], dtype=np.int16),
        kind=np.array([one.kind for one in lesions], dtype="U16"),
        part=np.array([part_keys().index(one.part) for one in lesions], dtype=np.uint8),
        side=np.array([SIDES.index(one.side) for one in lesions], dtype=np.uint8),
        visible=np.array([one.visible for one in lesions], dtype=bool),
        contrast=np.array([one.contrast for one in lesions], dtype=np.float32),
        signal=np.array([one.signal for one in lesions], dtype=np.float32),
        counts=np.array([one.counts for one in lesions], dtype=np.float32),
        box=np.array(boxes, dtype=np.int16).reshape(len(lesions), 4),
        bits=np.concatenate(bits) if bits else np.zeros(0, dtype=np.uint8),
    )
    return target.getvalue()


def read_lesion_masks(content: bytes) -> tuple[LesionMask, ...]:
    """The lesions of a file; LesionMaskError where it holds none."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:  # TypeError: one array and no archive
            table = [stored[name] for name in _COLUMNS]
            bits = stored["bits"]
        return tuple(_lesions(table, bits))
    except (OSError, ValueError, TypeError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as problem:
        raise LesionMaskError("the lesion masks cannot be read.") from problem


def _lesions(table: Sequence[NDArray[np.generic]], bits: NDArray[np.uint8]) -> Iterable[LesionMask]:
    start = 0
    for number, kind, part, side, visible, contrast, signal, counts, box in zip(*(column.tolist() for column in table), strict=True):
        top, left, height, width = box
        if min(box) < 0 or top + height > ROWS or left + width > COLUMNS or not part:
            raise ValueError("a lesion lies outside the picture")
        size = -(-height * width // 8)
        mask = np.unpackbits(bits[start : start + size], count=height * width).astype(bool).reshape(height, width)
        start += size
        name = part_keys()[part]
        assert name is not None
        yield LesionMask(number, kind, name, SIDES[side], visible, contrast, signal, counts, top, left, mask)
