"""A trained network as a model folder: card.json, network.tflite, selftest.npz, every file named by its hash in the card."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES
from dspic_gui.model.network_input import picture as network_picture
from dspic_gui.network.build import plan_named
from dspic_gui.network.outline import places
from dspic_gui.network.plan import Convolution
from training.convert import Converted, converted, dense_weights, taps
from training.settings import Settings, TrainingError
from training.store import write_file
from training.tiles import ROUNDINGS

SCHEMA = 1
INT8_TOLERANCE = 0.01
"""The largest difference in probability or attention that int8 weights may make."""
ATTENTION_TOLERANCE = 0.01
"""The same of a channel weight or a cell of the attention."""
CLEAR_LEAD = 0.02
"""Where the two top probabilities differ by more, int8 must name the same class."""
SELF_TEST_TOLERANCE = 1e-3
SIMULATED = "Trained on simulated scans; not validated on patients. Research use only. Not for diagnosis."
READINGS = "Trained on this dataset's own labels; not validated elsewhere. Research use only. Not for diagnosis."


@dataclass(frozen=True)
class Comparison:
    """How a converted network differs from the Keras network on `views` pictures."""

    views: int
    probability: float
    attention: float
    top1_agreement: float
    same_where_clear: bool

    @property
    def allowed(self) -> bool:
        """Whether the difference is small enough to ship."""
        return self.probability <= INT8_TOLERANCE and self.attention <= ATTENTION_TOLERANCE and self.same_where_clear


def compare(model: keras.Model, network: Converted, pictures: NDArray[np.float32]) -> Comparison:
    """Run both on the same pictures [n, columns, rows] and keep the largest differences."""
    tapped = keras.Model(model.input, taps(model))
    probability, attention = [0.0], [0.0]
    same, clear = [], []
    for one in pictures:
        batch = one[None, :, :, None]
        wanted = {name: np.asarray(value) for name, value in tapped(batch, training=False).items()}
        given = network.classify(batch)
        probability.append(float(np.abs(wanted["probabilities"] - given["probabilities"]).max()))
        for name in ("channel_weights", "spatial_attention"):
            if name in wanted:
                attention.append(float(np.abs(wanted[name] - given[name]).max()))
        same.append(int(wanted["probabilities"].argmax()) == int(given["probabilities"].argmax()))
        second, first = np.sort(wanted["probabilities"][0])[-2:]
        clear.append(first - second > CLEAR_LEAD)
    agree = all(a for a, c in zip(same, clear, strict=True) if c)
    return Comparison(len(pictures), float(np.max(probability)), float(np.max(attention)), float(np.mean(same)), agree)


def export(
    folder: Path,
    model: keras.Model,
    settings: Settings,
    *,
    name: str,
    counts: NDArray[np.generic],
    checked: NDArray[np.float32],
    threshold: float,
    facts: Mapping[str, Any],
) -> Comparison:
    """Write the model folder as a whole or not at all; int8 weights where `checked` pictures allow them, else float32.

    `counts` (rows x columns) is the self-test's view; `facts` adds data, training, scores and the warning to the card.
    TrainingError where the disk refuses, or where the network gives no numbers.
    """
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        content, weights, comparison = _rounded(model, checked)
    except (OSError, tf.errors.ResourceExhaustedError) as problem:
        raise TrainingError(
            "The network could not be converted: there is no room in memory or in the folder for temporary files. "
            "The trained weights are safe; make room, then repeat the same call."
        ) from problem
    if not np.isfinite(comparison.probability):
        raise TrainingError("The trained network gives no numbers. No model was written; train again with a smaller learning rate.")
    files = {"network.tflite": content, "selftest.npz": _self_test(content, counts)}
    card = _card(model, settings, name, threshold, content) | {
        "weights": weights,
        "conversion": asdict(comparison),
        "files": {file: hashlib.sha256(made).hexdigest() for file, made in files.items()},
        "selftest": {"file": "selftest.npz", "tolerance": SELF_TEST_TOLERANCE},
        **facts,
    }
    files["card.json"] = (json.dumps(card, indent=2, ensure_ascii=False, default=float) + "\n").encode()
    write_model_folder(folder, files)
    return comparison


def _rounded(model: keras.Model, checked: NDArray[np.float32]) -> tuple[bytes, str, Comparison]:
    """The LiteRT file, what its weights are, and how it differs: the first rounding that is close enough, else float32."""
    for rounding in ROUNDINGS:
        content = converted(model, int8=True, rounding=rounding)
        comparison = compare(model, Converted(content), checked)
        if comparison.allowed:
            return content, "int8, dynamic", comparison
    content = converted(model, int8=False)
    return content, "float32", compare(model, Converted(content), checked)


def _self_test(content: bytes, counts: NDArray[np.generic]) -> bytes:
    """A view's raw counts, rows x columns, and what the converted network says of it."""
    outputs = Converted(content).classify(network_picture(counts)[None, :, :, None])
    kept: dict[str, Any] = {name: outputs[name] for name in ("probabilities", "channel_weights", "spatial_attention") if name in outputs}
    stream = io.BytesIO()
    np.savez_compressed(stream, counts=np.asarray(counts), **kept)
    return stream.getvalue()


def _card(model: keras.Model, settings: Settings, name: str, threshold: float, content: bytes) -> dict[str, Any]:
    """What a program needs to run the network; docs/training.md describes every key."""
    columns, rows = (int(length) for length in model.input.shape[1:3])
    return {
        "schema": SCHEMA,
        "name": name,
        "network": settings.network,
        "classes": [str(one) for one in CLASSES],
        "input": {"shape": [1, columns, rows, 1], "rows": rows, "columns": columns, "layout": "transposed: [1, columns, rows, 1]"},
        "normalisation": "min-max of the whole view (Eq 1); a constant view is all zeros",
        "head": str(settings.head),
        "deviations": settings.deviations_named(),
        "top2_threshold": threshold,
        "signatures": {
            "classify": {"inputs": ["picture"], "outputs": {tap: list(map(int, tensor.shape[1:])) for tap, tensor in taps(model).items()}},
            "input_gradient": {"inputs": ["picture", "pooled_gradient"], "outputs": {"gradient": [columns, rows, 1]}},
        },
        "maps": _maps(settings),
        "dense": {layer: asdict(place) for layer, place in dense_weights(content, model).items()},
    }


def _maps(settings: Settings) -> dict[str, Any]:
    """Where the cells of the maps lie: cell j is centred at pixel stride x j + offset, along columns and rows alike."""
    plan = plan_named(settings.network)
    found = places(plan)
    last = list(found)[-1]
    maps: dict[str, Any] = {
        "features": {**asdict(found[last]), "closed_form": isinstance(plan.trunk[-1], Convolution) and settings.head != "pool3"}
    }
    attention = [name for name in found if name.startswith("attention")]
    if attention:
        maps["spatial_attention"] = asdict(found[attention[-1]])
    return maps


def write_model_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in a folder beside, then one rename; an older export is replaced only when the new one is complete."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        beside.chmod(0o755)
    except OSError as problem:
        raise TrainingError(
            f"{folder} cannot be written ({problem.strerror}). The trained weights are safe; export again to another place."
        ) from problem
    try:
        for name, content in files.items():
            write_file(beside / name, content)
        _replace(folder, beside)
    except OSError as problem:
        raise TrainingError(
            f"{folder} cannot be written ({problem.strerror}). The trained weights are safe; export again to another place."
        ) from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(folder: Path, made: Path) -> None:
    """Put a finished folder in the place of another, which is removed last, and is back in its place where that fails."""
    old = made.with_name(f"{made.name}.old")
    if folder.exists():
        folder.replace(old)
    try:
        made.replace(folder)
    except OSError:
        if old.exists():
            old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
