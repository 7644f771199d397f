"""A trained network as a model folder: card.json, network.tflite, selftest.npz, weights; every file is named by its hash in the card."""

from __future__ import annotations

import io
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

from dspic_gui.model.model_card import CARD, NETWORK, SELF_TEST, Described, compose_card
from dspic_gui.model.model_split import SPLIT, compose_split
from dspic_gui.model.network_input import network_input
from dspic_gui.network.build import plan_named
from dspic_gui.network.outline import places
from dspic_gui.network.plan import Convolution
from dspic_gui.sentence import reason_of
from training.convert import Converted, converted, dense_weights, taps
from training.further import further_weights
from training.settings import Settings, TrainingError
from training.store import write_file
from training.tiles import ROUNDINGS

INT8_TOLERANCE = 0.01
"""The largest difference in probability or attention that int8 weights may make."""
ATTENTION_TOLERANCE = 0.01
"""The same of a channel weight or a cell of the attention."""
CLEAR_LEAD = 0.02
"""Where the two top probabilities differ by more, int8 must name the same class."""
SELF_TEST_TOLERANCE = 1e-3


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
        raise no_room() from problem
    if not np.isfinite(comparison.probability):
        raise TrainingError("The trained network gives no numbers. No model was written; train again with a smaller learning rate.")
    facts, split = parted(facts)
    files = {NETWORK: content, SELF_TEST: _self_test(content, counts), **split}
    files |= further_weights(model, settings.as_json(), files)
    made = {"weights": weights, "conversion": asdict(comparison)}
    described = _described(model, settings, name, threshold, content, {**made, **facts})
    write_model_folder(folder, {**files, CARD: compose_card(described, files)})
    return comparison


def parted(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What goes into the card, and split.json with the hashes of the `patients` where these are stated."""
    rest = {name: value for name, value in facts.items() if name != "patients"}
    return rest, {SPLIT: compose_split(facts["patients"])} if "patients" in facts else {}


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
    outputs = Converted(content).classify(network_input(counts)[None, :, :, None])
    kept: dict[str, Any] = {name: outputs[name] for name in ("probabilities", "channel_weights", "spatial_attention") if name in outputs}
    stream = io.BytesIO()
    np.savez_compressed(stream, counts=np.asarray(counts), **kept)
    return stream.getvalue()


def _described(model: keras.Model, settings: Settings, name: str, threshold: float, content: bytes, facts: Mapping[str, Any]) -> Described:
    """What the card says of the network; a map's cell j is centred at pixel stride x j + offset, along columns and rows alike."""
    columns, rows = (int(length) for length in model.input.shape[1:3])
    plan = plan_named(settings.network)
    found = places(plan)
    attention = [layer for layer in found if layer.startswith("attention")]
    return Described(
        name=name,
        network=settings.network,
        size=(rows, columns),
        threshold=threshold,
        outputs={tap: tuple(map(int, tensor.shape[1:])) for tap, tensor in taps(model).items()},
        features=found[list(found)[-1]],
        closed_form=isinstance(plan.trunk[-1], Convolution) and settings.head != "pool3",
        attention=found[attention[-1]] if attention else None,
        dense=dense_weights(content, model),
        tolerance=SELF_TEST_TOLERANCE,
        facts={"head": str(settings.head), "deviations": settings.deviations_named(), **facts},
    )


def write_model_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in a folder beside, then one rename; an older export is replaced only when the new one is complete."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        beside.chmod(0o755)
    except OSError as problem:
        raise _not_written(folder, problem) from problem
    try:
        for name, content in files.items():
            write_file(beside / name, content)
        _replace(folder, beside)
    except OSError as problem:
        raise _not_written(folder, problem) from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def no_room() -> TrainingError:
    """What is said where a conversion runs out of memory or of disk."""
    return TrainingError(
        "The network could not be converted: there is no room in memory or in the folder for "
        "temporary files. The trained weights are safe; make room, then repeat the same call."
    )


def _not_written(folder: Path, problem: OSError) -> TrainingError:
    return TrainingError(
        "{folder} cannot be written ({reason}). The trained weights are safe; "
        "export again to another place.",
        folder=str(folder),
        reason=reason_of(problem),
    )


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
