"""What a step of the lesion network is judged by: parts of the skeleton, their side, and lesions."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.lesions.augment import UNKNOWN

LESION_WEIGHT = 6.0
"""What a pixel of a lesion counts in the losses of part and side: a hot metastasis is otherwise called bladder or sternum."""
FEW_POSITIVES = 150.0
"""Added to the number of lesion pixels by which their cross entropy is divided, so that a batch with few of them does not shout."""


def class_weights(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    """frequency ^ -1/4 of each part, with a mean of one over the pixels; ones where nothing is known."""
    if not shares.sum():
        return np.ones(len(shares), np.float32)
    weights = np.maximum(shares, 1e-5) ** -0.25
    return np.asarray(weights / (weights * shares).sum(), dtype=np.float32)


def lesion_losses(outputs: Any, regions: Any, sides: Any, lesions: Any, weights: Any) -> dict[str, Any]:
    """The parts of the loss by name, each a scalar: `regions`, `side`, `lesions`."""
    on_lesion = 1.0 + (LESION_WEIGHT - 1.0) * _coarse(lesions)
    return {
        "regions": _regions(outputs["regions"], regions, on_lesion, weights),
        "side": _side(outputs["left"], sides, on_lesion),
        "lesions": _lesions(outputs["lesions"], lesions),
    }


def _coarse(lesions: Any) -> Any:
    """1 where any of four pixels is of a lesion of any disease: [batch, rows / 2, columns / 2, views]."""
    there = tf.reduce_max(tf.cast(tf.equal(lesions, 1), tf.float32), axis=-1)
    return tf.nn.max_pool2d(there, 2, 2, "VALID")


def _regions(logits: Any, regions: Any, on_lesion: Any, weights: Any) -> Any:
    known = tf.not_equal(regions, UNKNOWN)
    parts = tf.where(known, tf.cast(regions, tf.int32), 0)
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(parts, logits)
    weight = tf.gather(weights, parts) * on_lesion * tf.cast(known, tf.float32)
    return tf.reduce_sum(each * weight) / (tf.reduce_sum(weight) + 1.0)


def _side(logits: Any, sides: Any, on_lesion: Any) -> Any:
    known = tf.not_equal(sides, UNKNOWN)
    each = tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(tf.equal(sides, 1), tf.float32), logits)
    weight = on_lesion * tf.cast(known, tf.float32)
    return tf.reduce_sum(each * weight) / (tf.reduce_sum(weight) + 1.0)


def _lesions(logits: Any, lesions: Any) -> Any:
    """Cross entropy by the number of lesion pixels and the Dice loss over the batch, the mean of both diseases."""
    known = tf.cast(tf.not_equal(lesions, UNKNOWN), tf.float32)
    there = tf.cast(tf.equal(lesions, 1), tf.float32)
    entropy = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(there, logits) * known, axis=[0, 1, 2, 3])
    positives = tf.reduce_sum(there, axis=[0, 1, 2, 3])
    said = tf.sigmoid(logits) * known
    shared = tf.reduce_sum(said * there, axis=[0, 1, 2, 3])
    dice = 1.0 - (2.0 * shared + 1.0) / (tf.reduce_sum(said, axis=[0, 1, 2, 3]) + positives + 1.0)
    return tf.reduce_mean(entropy / (positives + FEW_POSITIVES) + dice)
