"""weights.safetensors of a model folder: what another training goes on from, where the network's own file is rounded or folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from safetensors.numpy import save

from training.run_folder import BEST, named_arrays

LARGEST_FOLDER = 60_000_000
"""Bytes that a model folder has at most with its weights in float32; where it would have more they are in float16."""


def further_weights(model: Any, settings: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The file of the weights by name, for a model folder that holds these other files."""
    arrays = {name: np.asarray(array, order="C") for name, array in named_arrays(model.variables, "model").items()}
    there = sum(map(len, files.values()))
    precise = there + sum(array.nbytes for array in arrays.values()) <= LARGEST_FOLDER
    if not precise:
        arrays = {name: array.astype(np.float16) if array.dtype == np.float32 else array for name, array in arrays.items()}
    return {BEST: save(arrays, {"settings": settings, "precision": "float32" if precise else "float16"})}
