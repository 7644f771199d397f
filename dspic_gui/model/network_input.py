"""A view becomes the array that the network sees: one function for training and for the application."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dspic_gui.sentence import SaidError


class NetworkInputError(SaidError, ValueError):
    """A view that the network cannot see; the text is a sentence for the reader."""


def normalise(counts: NDArray[np.generic]) -> NDArray[np.float32]:
    """Eq 1: (x - x_min) / (x_max - x_min) over the whole image, in [0, 1]; a constant image becomes zeros."""
    values = np.asarray(counts, dtype=np.float64)
    if not np.isfinite(values).all():
        raise NetworkInputError("The view holds pixels that are not numbers. Nothing was classified; look at the source file.")
    lowest, highest = float(values.min()), float(values.max())
    if highest <= lowest:
        return np.zeros(values.shape, dtype=np.float32)
    return ((values - lowest) / (highest - lowest)).astype(np.float32)


def network_input(counts: NDArray[np.generic]) -> NDArray[np.float32]:
    """Normalised counts as the network lies them down, [columns, rows], from rows x columns of any size; NetworkInputError for no view.

    The paper writes 256 x 1024 where a DICOM array is rows 1024, columns 256.
    """
    if counts.ndim != 2 or 0 in counts.shape:
        text = "A view has rows and columns, but this one has the shape {shape}. Nothing was classified."
        raise NetworkInputError(text, shape=str(counts.shape))
    return np.ascontiguousarray(normalise(counts).T)
