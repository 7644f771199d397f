"""The dense layers of an exported network, read from the network file's own bytes: gradients in closed form without an interpreter."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dspic_gui.model.model_card import DenseWeights

Array = NDArray[np.float32]

_BLOCK = 512


def fits(content: bytes, dense: Mapping[str, DenseWeights]) -> bool:
    """Whether every layer lies inside the file."""
    return all(layer.offset + layer.length <= len(content) for layer in dense.values())


def score_gradients(content: bytes, dense: Mapping[str, DenseWeights], hidden1: Array, hidden2: Array) -> Array:
    """The gradients of the three scores before the softmax to the flat pooled features, [3, features].

    d2 = W3[c] where h2 > 0, d1 = (W2 d2) where h1 > 0, d0 = W1 d1: exact for dense layers with ReLU.
    """
    above = np.eye(3, dtype=np.float32)
    for layer, active in (("probabilities", None), ("fc2", hidden2), ("fc1", hidden1)):
        kept = np.arange(above.shape[1]) if active is None else np.flatnonzero(active.reshape(-1) > 0)
        above = _product(content, dense[layer], above, kept)
    return above


def _product(content: bytes, layer: DenseWeights, above: Array, kept: NDArray[np.intp]) -> Array:
    """`above` [3, outputs] times the weights [outputs, inputs], over the outputs that are kept; few rows at a time become float32."""
    stored = np.frombuffer(content, layer.dtype, layer.shape[0] * layer.shape[1], layer.offset).reshape(layer.shape)
    scales = np.broadcast_to(np.asarray(layer.scales, dtype=np.float32), (layer.shape[0],))
    scaled = above * scales
    total: Array = np.zeros((above.shape[0], layer.shape[1]), dtype=np.float32)
    for start in range(0, kept.size, _BLOCK):
        rows = kept[start : start + _BLOCK]
        total += scaled[:, rows] @ stored[rows].astype(np.float32, copy=False)
    return total
