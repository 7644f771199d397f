"""The pictures that go with labels: as shown (8 bit), or the counts themselves (16-bit PNG, or arrays)."""

from __future__ import annotations

import io
from enum import StrEnum

import numpy as np

from dspic_gui.counts.picture import render, write_png
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.study import Counts

_LARGEST = 65535


class Pictures(StrEnum):
    """What is given out of the pixels."""

    SHOWN = "8bit"
    COUNTS = "16bit"
    ARRAYS = "counts-npz"
    NONE = "none"


def picture_png(counts: Counts, kind: Pictures, name: str) -> bytes:
    """The PNG of a view: 8 bit as labels are drawn on (linear to the 99.9th percentile), or 16 bit, where a grey value is a count.

    ExchangeError for counts that 16 bit cannot hold exactly.
    """
    if kind is not Pictures.COUNTS:
        return write_png(render(counts))
    whole = np.rint(counts)
    if not (whole == counts).all() or counts.min() < 0 or counts.max() > _LARGEST:
        text = (
            "The counts of {name} are not whole numbers from 0 to 65535, so a 16-bit picture would "
            "change them. Nothing was written; choose counts-npz."
        )
        raise ExchangeError(text, name=name)
    return write_png(whole.astype(np.uint16))


def counts_npz(counts: Counts) -> bytes:
    """The counts as a NumPy archive with one array, `counts`, rows x columns, the numbers as they are read."""
    target = io.BytesIO()
    np.savez_compressed(target, counts=counts)
    return target.getvalue()
