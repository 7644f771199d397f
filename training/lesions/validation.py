"""How good a lesion network is on held-out pictures while it learns: sums over batches, then shares and Dice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from dspic_gui.network.lesion_plan import REGIONS
from training.lesions.augment import UNKNOWN

Sums = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Validated:
    """Loss; the share of places of the skeleton whose part is right; the mean Dice of the parts; of sided places those with the right
    side; the Dice of the pixels of each disease at 0.5. nan where there is nothing to be a share of."""

    validation_loss: float
    validation_accuracy: float
    region_dice: float
    side_accuracy: float
    metastasis_dice: float
    arthritis_dice: float


def tally(outputs: Any, regions: Any, sides: Any, lesions: Any) -> dict[str, Any]:
    """What a batch adds: pixels by part of both maps and of their overlap, sides right and asked, pixels of lesions likewise."""
    known = tf.reshape(tf.not_equal(regions, UNKNOWN), [-1])
    truth = tf.boolean_mask(tf.reshape(tf.cast(regions, tf.int32), [-1]), known)
    said = tf.boolean_mask(tf.reshape(tf.argmax(outputs["regions"], axis=-1, output_type=tf.int32), [-1]), known)
    sided = tf.cast(tf.not_equal(sides, UNKNOWN), tf.float32)
    right = tf.cast(tf.equal(tf.equal(sides, 1), outputs["left"] > 0), tf.float32)
    marked = tf.cast(tf.not_equal(lesions, UNKNOWN), tf.float32)
    found = tf.cast(outputs["lesions"] > 0, tf.float32) * marked
    there = tf.cast(tf.equal(lesions, 1), tf.float32)
    over = [0, 1, 2, 3]
    return {
        "part_truth": tf.math.bincount(truth, minlength=REGIONS, maxlength=REGIONS),
        "part_said": tf.math.bincount(said, minlength=REGIONS, maxlength=REGIONS),
        "part_shared": tf.math.bincount(tf.boolean_mask(truth, tf.equal(truth, said)), minlength=REGIONS, maxlength=REGIONS),
        "side_right": tf.reduce_sum(right * sided),
        "side_asked": tf.reduce_sum(sided),
        "lesion_truth": tf.reduce_sum(there, axis=over),
        "lesion_said": tf.reduce_sum(found, axis=over),
        "lesion_shared": tf.reduce_sum(found * there, axis=over),
    }


def validated(judged: Iterable[tuple[float, Sums]]) -> Validated:
    """The figures of all batches together."""
    results = list(judged)
    if not results:
        return Validated(*[float("nan")] * 6)
    sums = {name: np.sum([each[name] for _, each in results], axis=0) for name in results[0][1]}
    dice = part_dice(sums["part_truth"], sums["part_said"], sums["part_shared"])
    lesions = [
        _share(2 * shared, truth + said)
        for truth, said, shared in zip(*(sums[f"lesion_{name}"] for name in ("truth", "said", "shared")), strict=True)
    ]
    accuracy = _share(sums["part_shared"][1:].sum(), sums["part_truth"][1:].sum())
    mean = float(np.nanmean(dice)) if np.isfinite(dice).any() else float("nan")
    loss = float(np.mean([loss for loss, _ in results]))
    return Validated(loss, accuracy, mean, _share(sums["side_right"], sums["side_asked"]), lesions[0], lesions[1])


def part_dice(truth: NDArray[np.float64], said: NDArray[np.float64], shared: NDArray[np.float64]) -> NDArray[np.float64]:
    """Dice of each part from pixels in the truth, in the answer and in both; nan for a part that is in neither, none for background."""
    both = truth + said
    return np.where(both[1:] > 0, 2 * shared[1:] / np.maximum(both[1:], 1), np.nan)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
