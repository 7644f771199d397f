"""A trained lesion network as LiteRT files: all heads, and those of part and side alone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf
from absl import logging

from dspic_gui.lesion_model.lesion_card import INPUT, OUTPUTS


def outputs_of(model: keras.Model, pair: Any) -> dict[str, Any]:
    """What the network gives of pairs, as the model folder's network gives it: probabilities, shares, and the likeliest parts."""
    logits = model(pair, training=False)
    batch, rows, columns, views, parts = (length or -1 for length in logits["regions"].shape)
    flat = tf.reshape(logits["regions"], [batch, rows, columns, views * parts])
    finer = tf.image.resize(flat, [2 * rows, 2 * columns], "bilinear")
    likeliest = tf.argmax(tf.reshape(finer, [batch, 2 * rows, 2 * columns, views, parts]), axis=-1, output_type=tf.int32)
    return {
        "lesions": tf.sigmoid(logits["lesions"]),
        "regions": tf.nn.softmax(logits["regions"]),
        "left": tf.sigmoid(logits["left"]),
        "parts": tf.cast(likeliest, tf.float32),
    }


def converted(model: keras.Model, signature: str, *, halves: bool = False) -> bytes:
    """The LiteRT file for one pair at a time: by signature `lesions` every head, by `regions` all but the lesions.

    It computes in float32; `halves` keeps the weights in 16 bit, which halves the file.
    """
    wanted = [name for name in OUTPUTS if name != "lesions" or signature == "lesions"]

    @tf.function(input_signature=[tf.TensorSpec(INPUT, tf.float32, name="pair")])  # type: ignore[untyped-decorator]
    def seen(pair: Any) -> dict[str, Any]:
        outputs = outputs_of(model, pair)
        return {name: outputs[name] for name in wanted}

    holder = tf.Module()
    holder.weights = [variable.value for variable in model.variables]
    holder.seen = seen
    logging.set_verbosity(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder))
        options = tf.saved_model.SaveOptions(experimental_custom_gradients=False)
        tf.saved_model.save(holder, path, signatures={signature: seen.get_concrete_function()}, options=options)
        converter = tf.lite.TFLiteConverter.from_saved_model(path, signature_keys=[signature])
        if halves:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
            converter.target_spec.supported_types = [tf.float16]
        return bytes(converter.convert())
