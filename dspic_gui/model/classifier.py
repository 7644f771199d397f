"""A model folder opened for use: LiteRT's door. It serves only after hashes, shapes and the self-test were found right."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
import zipfile
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model import dense_layers
from dspic_gui.model.class_maps import MapKind, ViewMap, attention_map, feature_map, input_gradient_map, spread
from dspic_gui.model.model_card import NETWORK, SELF_TEST, ModelCard, ModelError, Place, read_card
from dspic_gui.model.network_engine import ChildEngine, Engine, EngineError, LocalEngine, Shapes
from dspic_gui.model.network_input import NetworkInputError, network_input
from dspic_gui.prediction import Prediction
from dspic_gui.sentence import RuleError, reason_of, told
from dspic_gui.study import View

Array = NDArray[np.float32]

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "model"
"""The model that comes with the program."""
LARGEST_NETWORK = 512 << 20
LARGEST_SELF_TEST = 64 << 20
PROBABILITY_TOLERANCE = 1e-3
MAP_TOLERANCE = 1e-2
"""How far the self-test's probabilities, and its attention, may be from what was written when the network was exported."""
_MOST_THREADS = 4
_TESTED = ("counts", "probabilities", "channel_weights", "spatial_attention")


@dataclass(frozen=True, eq=False)
class Classification:
    """What one forward pass gave of a view: the prediction, what the network saw, and all that maps are made of."""

    prediction: Prediction
    input: Array
    outputs: Mapping[str, Array]

    @property
    def channel_weights(self) -> Array | None:
        """The channel attention (Eq 7), one weight per channel; None for a network without it."""
        weights = self.outputs.get("channel_weights")
        return None if weights is None else weights.reshape(-1)

    def strongest_channels(self, count: int = 5) -> list[tuple[int, float]]:
        """The channels with the largest weights, numbered from 0, the largest first."""
        weights = self.channel_weights
        if weights is None:
            return []
        return [(int(channel), float(weights[channel])) for channel in np.argsort(-weights, kind="stable")[:count]]


class Classifier:
    """An open model. Safe to use from several threads: one view is classified at a time."""

    def __init__(self, card: ModelCard, content: bytes, engine: Engine) -> None:
        self.card = card
        self._content = content
        self._engine = engine
        self._lock = threading.Lock()

    @classmethod
    def open(cls, folder: Path = SHIPPED, threads: int | None = None, *, apart: bool = False) -> Classifier:
        """The model in this folder, checked and tested; ModelError says why it cannot be used.

        `apart` runs it in a child process: LiteRT holds Python's lock for a tenth of a second when it opens a network, and
        a window must not wait for that.
        """
        card = read_card(folder)
        content = hashed_file(folder, NETWORK, card.network_hash, LARGEST_NETWORK)
        test = read_self_test(folder, card.self_test_hash, _TESTED, {"counts", "probabilities"})
        opened = cls(card, content, open_engine(folder, content, threads or default_threads(), apart))
        try:
            opened._check(folder.name)
            opened._test(folder.name, test)
        except ModelError:
            opened.close()
            raise
        return opened

    def close(self) -> None:
        """Let go of the network; a child process ends."""
        with self._lock:
            self._engine.close()

    @property
    def identity(self) -> str:
        """The name under which its predictions are kept."""
        return self.card.identity

    @property
    def maps(self) -> tuple[MapKind, ...]:
        """The maps that can be made with this model."""
        card, found = self.card, []
        if card.attention:
            found.append(MapKind.ATTENTION)
        if card.features and card.dense:
            found += [MapKind.HIRESCAM, MapKind.GRAD_CAM]
        if card.has_gradient and card.dense:
            found.append(MapKind.INPUT_GRADIENT)
        return tuple(found)

    @property
    def explanations(self) -> tuple[MapKind, ...]:
        """The class maps that beat the control when this model was measured, the best first: only these explain a class."""
        return tuple(MapKind(name) for name in self.card.explanations if name in set(self.maps) - {MapKind.ATTENTION})

    def classify(self, view: View) -> Classification:
        """What the model says of a view; NetworkInputError where it cannot see it."""
        return self.classify_counts(view.counts)

    def classify_counts(self, counts: NDArray[np.generic]) -> Classification:
        """The same from counts, rows x columns."""
        batch = self._batch(counts)
        with self._lock:
            started = time.perf_counter()
            outputs = self._run("classify", picture=batch)
            milliseconds = 1000 * (time.perf_counter() - started)
        normal, metastatic, arthritic = (float(value) for value in outputs["probabilities"][0])
        digest = hashlib.sha256(batch.tobytes()).hexdigest()
        said = Prediction((normal, metastatic, arthritic), self.card.threshold, self.identity, digest, round(milliseconds, 2))
        return Classification(said, batch, outputs)

    def view_map(self, seen: Classification, kind: MapKind, about: Answer = Answer.METASTATIC) -> ViewMap:
        """A map of a classified view, `about` one of the three classes; KeyError for a kind that this model does not have."""
        if kind not in self.maps:
            raise KeyError(kind)
        size, card = self.card.size, self.card
        if kind is MapKind.ATTENTION:
            return attention_map(seen.outputs["spatial_attention"], card.attention or Place(1, 0), size)
        pooled = self.pooled_gradient(seen, about)
        if kind is MapKind.INPUT_GRADIENT:
            return input_gradient_map(about, seen.input, self.input_gradient(seen, pooled))
        features = seen.outputs["features"][0]
        gradient = spread(pooled[0], *features.shape[:2])
        return feature_map(kind, about, features, gradient, card.features or Place(1, 0), size)

    def pooled_gradient(self, seen: Classification, about: Answer) -> Array:
        """The gradient of a class's score before the softmax to the pooled features, in their shape with the batch."""
        gradients = dense_layers.score_gradients(self._content, self.card.dense, seen.outputs["hidden1"], seen.outputs["hidden2"])
        chosen: Array = gradients[CLASSES.index(about)].reshape(seen.outputs["pooled"].shape)
        return chosen

    def input_gradient(self, seen: Classification, pooled_gradient: Array) -> Array:
        """The gradient to the network input, [1, columns, rows, 1]."""
        with self._lock:
            return self._run("input_gradient", picture=seen.input, pooled_gradient=pooled_gradient)["gradient"]

    def _batch(self, counts: NDArray[np.generic]) -> Array:
        if counts.shape != self.card.size:
            rows, columns = self.card.size
            shown = " x ".join(str(length) for length in counts.shape)
            text = "The network sees views of {rows} x {columns} pixels and this one has {shown}. Nothing was classified."
            raise NetworkInputError(text, rows=rows, columns=columns, shown=shown)
        return network_input(counts)[None, :, :, None]

    def _run(self, signature: str, **inputs: Array) -> dict[str, Array]:
        """One call of the network; the lock is held."""
        try:
            return self._engine.run(signature, inputs)
        except EngineError as problem:
            text = "The network does not run on this view ({problem}). Nothing was classified."
            raise NetworkInputError(text, problem=str(problem)) from problem

    def _check(self, folder: str) -> None:
        """Whether the network takes and gives what the card says."""
        rows, columns = self.card.size
        wanted = {name: (1, *shape) for name, shape in self.card.outputs.items()}
        expected: dict[str, tuple[Shapes, Shapes]] = {"classify": ({"picture": (1, columns, rows, 1)}, wanted)}
        if self.card.has_gradient and "pooled" in wanted:
            taken: Shapes = {"picture": (1, columns, rows, 1), "pooled_gradient": wanted["pooled"]}
            expected["input_gradient"] = (taken, {"gradient": (1, columns, rows, 1)})
        try:
            for signature, shapes in expected.items():
                if self._engine.shapes(signature) != shapes:
                    raise ModelError(folder, "its network does not take and give what card.json says.")
        except (EngineError, NetworkInputError) as problem:
            raise ModelError(folder, "its network lacks what card.json names.") from problem
        if not dense_layers.fits(self._content, self.card.dense):
            raise ModelError(folder, "card.json points outside the network file.")

    def _test(self, folder: str, test: Mapping[str, NDArray[Any]]) -> None:
        """Whether the network says of the self-test's view what it said when it was exported."""
        try:
            outputs = self.classify_counts(test["counts"]).outputs
        except (NetworkInputError, ValueError, MemoryError) as problem:
            raise ModelError(folder, "its network does not run on its self-test ({reason}).", reason=told(problem)) from problem
        for name, wanted in test.items():
            if name == "counts":
                continue
            allowed = min(PROBABILITY_TOLERANCE, self.card.tolerance) if name == "probabilities" else MAP_TOLERANCE
            given = outputs.get(name)
            if given is None or given.shape != wanted.shape or not float(np.abs(given - wanted).max()) <= allowed:
                raise ModelError(folder, "its self-test gave another result than when it was made ({name}).", name=name.replace("_", " "))


def hashed_file(folder: Path, name: str, digest: str, largest: int) -> bytes:
    """The content of a file of the folder, whose hash the card names; ModelError where it is missing or another."""
    try:
        with (folder / name).open("rb") as file:
            content = file.read(largest + 1)
    except OSError as problem:
        raise ModelError(folder.name, "{file} cannot be read ({reason}).", file=name, reason=reason_of(problem)) from problem
    if len(content) > largest:
        raise ModelError(folder.name, "{file} is larger than {limit} MiB.", file=name, limit=largest >> 20)
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelError(folder.name, "{file} is not the file that card.json names (its hash differs).", file=name)
    return content


def default_threads() -> int:
    """As many threads as cores, up to four."""
    return min(os.cpu_count() or 1, _MOST_THREADS)


def open_engine(folder: Path, content: bytes, threads: int, apart: bool) -> Engine:
    """What runs a network's file, here or in a child process; ModelError where it cannot be opened."""
    try:
        return ChildEngine(content, threads) if apart else LocalEngine(content, threads)
    except ImportError as problem:
        raise ModelError(folder.name, "the package ai-edge-litert, which runs networks, is not installed.") from problem
    except (EngineError, NetworkInputError, OSError) as problem:
        raise ModelError(folder.name, "its network cannot be opened ({reason}).", reason=str(problem)[:200]) from problem


def read_self_test(folder: Path, digest: str, names: Sequence[str], needed: Set[str]) -> dict[str, NDArray[Any]]:
    """The arrays of selftest.npz by these names: what was looked at and what was said of it; ModelError where it cannot be used."""
    content = hashed_file(folder, SELF_TEST, digest, LARGEST_SELF_TEST)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_SELF_TEST:
                raise RuleError("it unpacks to too much")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in names if name in arrays}
    except (OSError, ValueError, KeyError, EOFError, MemoryError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        raise ModelError(folder.name, "selftest.npz cannot be used ({reason}).", reason=told(problem)) from problem
    if not needed <= set(found) or any(array.dtype.kind not in "iuf" for array in found.values()):
        raise ModelError(folder.name, "selftest.npz does not hold a view and what was said of it.")
    return found
