"""A trained Keras network as one LiteRT file with two signatures: `classify` and `input_gradient`."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from math import prod
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from absl import logging
from numpy.typing import NDArray

from dspic_gui.model.model_card import DenseWeights
from training.backward import convertible_gradients
from training.float_weights import lost_weights, with_float_weights
from training.tiles import ROUNDINGS, Rounding, tiled

DENSE = ("fc1", "fc2", "probabilities")
QUANTISED_FROM = 1024
"""The converter leaves weights of fewer numbers as they are."""


def taps(model: keras.Model) -> dict[str, Any]:
    """The tensors that leave the network, by their name in the signature: maps and what class maps need in closed form."""
    names = {layer.name for layer in model.layers}
    found = {"probabilities": model.output, "features": model.get_layer("features").output}
    last = next((name for name in ("attention2", "attention1") if name in names), None)
    if last:
        found |= {
            "channel_weights": model.get_layer(f"{last}_channels").output,
            "spatial_attention": model.get_layer(f"{last}_places").output,
        }
    return found | {
        "pooled": model.get_layer("flat").input,
        "hidden1": model.get_layer("fc1").output,
        "hidden2": model.get_layer("fc2").output,
    }


def converted(model: keras.Model, *, int8: bool, rounding: Rounding = ROUNDINGS[0]) -> bytes:
    """The LiteRT file for one picture at a time, with float32 weights or dynamic int8 ones, rounded as `rounding` says."""
    shape = (1, *model.input.shape[1:])
    named = taps(model)
    tapped = keras.Model(model.input, list(named.values()))
    trunk = keras.Model(model.input, named["pooled"])

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.float32, name="picture")])  # type: ignore[untyped-decorator]
    def classify(picture: Any) -> dict[str, Any]:
        with tiled(model, rounding.tiles) if int8 else nullcontext():
            return dict(zip(named, tapped(picture, training=False), strict=True))

    pooled = tf.TensorSpec((1, *named["pooled"].shape[1:]), tf.float32, name="pooled_gradient")

    @tf.function(input_signature=[tf.TensorSpec(shape, tf.float32, name="picture"), pooled])  # type: ignore[untyped-decorator]
    def input_gradient(picture: Any, pooled_gradient: Any) -> dict[str, Any]:
        with convertible_gradients():
            features = trunk(picture, training=False)
        return {"gradient": tf.gradients(features, picture, grad_ys=pooled_gradient)[0]}

    holder = tf.Module()
    holder.weights = [variable.value for variable in model.variables]
    holder.classify, holder.input_gradient = classify, input_gradient
    with tempfile.TemporaryDirectory() as folder:
        content = _through_saved_model(holder, Path(folder), int8)
    kernels = [model.get_layer(name).kernel.shape for name in rounding.plain if int8]
    quantised = [shape for shape in kernels if prod(shape) >= QUANTISED_FROM]
    plain = converted(model, int8=False) if quantised else b""
    for height, width, taken, made in quantised:
        content = with_float_weights(content, plain, (made, height, width, taken))
    return content


def _through_saved_model(holder: Any, folder: Path, int8: bool) -> bytes:
    signatures = {name: getattr(holder, name).get_concrete_function() for name in ("classify", "input_gradient")}
    # TensorFlow warns that the reloaded file has no gradient of its own; it needs none, the gradient is a signature.
    logging.set_verbosity(logging.ERROR)
    options = tf.saved_model.SaveOptions(experimental_custom_gradients=False)
    tf.saved_model.save(holder, str(folder), signatures=signatures, options=options)
    converter = tf.lite.TFLiteConverter.from_saved_model(str(folder), signature_keys=list(signatures))
    if int8:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    return bytes(converter.convert())


def dense_weights(content: bytes, model: keras.Model) -> dict[str, DenseWeights]:
    """Where the dense layers' weights lie in the file, so that a reader needs no interpreter to take their products.

    TrainingError where they are not found, or not clearly.
    """
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=content, num_threads=1)
    interpreter.allocate_tensors()
    wanted = {name: np.asarray(model.get_layer(name).kernel).T for name in DENSE}
    found: dict[str, DenseWeights] = {}
    for detail in interpreter.get_tensor_details():
        for name, weights in wanted.items():
            if name not in found and tuple(detail["shape"]) == weights.shape:
                place = _place(content, interpreter, detail, weights)
                if place:
                    found[name] = place
    missing = [name for name in DENSE if name not in found]
    if missing:
        raise lost_weights(missing[0], wanted[missing[0]].shape)
    return found


def _place(content: bytes, interpreter: Any, detail: dict[str, Any], weights: NDArray[np.float32]) -> DenseWeights | None:
    """The place of a tensor if it holds these weights: equal within one step of its scale."""
    try:
        stored = np.ascontiguousarray(interpreter.get_tensor(detail["index"]))
    except ValueError:
        return None
    scales = np.asarray(detail["quantization_parameters"]["scales"], dtype=np.float64) if stored.dtype == np.int8 else np.ones(1)
    if not scales.size or np.abs(stored * scales[:, None] - weights).max() > (scales.max() if stored.dtype == np.int8 else 0.0):
        return None
    raw = stored.tobytes()
    offset = content.find(raw)
    if offset < 0 or content.find(raw, offset + 1) >= 0:
        return None
    rows, columns = stored.shape
    return DenseWeights(offset, (int(rows), int(columns)), str(stored.dtype), tuple(float(scale) for scale in scales))


class Converted:
    """A LiteRT file held open: what the application will see, for tests and the self-test."""

    def __init__(self, content: bytes, threads: int = 2) -> None:
        """Load both signatures."""
        from ai_edge_litert.interpreter import Interpreter

        self._interpreter = Interpreter(model_content=content, num_threads=threads)
        self._classify = self._interpreter.get_signature_runner("classify")
        self._gradient = self._interpreter.get_signature_runner("input_gradient")

    def classify(self, picture: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """All outputs by name for one normalised picture [1, columns, rows, 1] in [0, 1]: probabilities [1, 3], and what `taps` lists."""
        return dict(self._classify(picture=picture))

    def input_gradient(self, picture: NDArray[np.float32], pooled_gradient: NDArray[np.float32]) -> NDArray[np.float32]:
        """The gradient [1, columns, rows, 1] to the picture of the sum of the pooled features x `pooled_gradient` of their shape."""
        gradient: NDArray[np.float32] = self._gradient(picture=picture, pooled_gradient=pooled_gradient)["gradient"]
        return gradient
