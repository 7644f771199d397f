"""A model folder opened for use. It serves only after hashes, shapes and the self-test were found right."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model import dense_layers
from dspic_gui.model.class_maps import MapKind, ViewMap, attention_map, feature_map, input_gradient_map, spread
from dspic_gui.model.half_view import half_view
from dspic_gui.model.model_card import NETWORK, ModelCard, ModelError, Place, read_card
from dspic_gui.model.network_engine import Shapes
from dspic_gui.model.network_input import NetworkInputError, network_input
from dspic_gui.model.open_network import Expected, OpenNetwork, hashed_file, read_self_test
from dspic_gui.prediction import Prediction
from dspic_gui.study import Projection, View

Array = NDArray[np.float32]

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "model"
"""The model that comes with the program."""
LARGEST_NETWORK = 512 << 20
PROBABILITY_TOLERANCE = 1e-3
MAP_TOLERANCE = 1e-2
"""How far the self-test's probabilities, and its attention, may be from what was written when the network was exported."""
_TESTED = ("probabilities", "channel_weights", "spatial_attention")


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

    def __init__(self, card: ModelCard, network: OpenNetwork) -> None:
        self.card = card
        self.network = network

    @classmethod
    def open(cls, folder: Path = SHIPPED, threads: int | None = None, *, apart: bool = False) -> Classifier:
        """The model in this folder, checked and tested; ModelError says why it cannot be used. `apart` runs it in a child process."""
        card = read_card(folder)
        content = hashed_file(folder, NETWORK, card.network_hash, LARGEST_NETWORK)
        test = read_self_test(folder, card.self_test_hash, ("counts", *_TESTED), {"counts", "probabilities"})
        opened = cls(card, OpenNetwork.open(folder, content, threads, apart=apart))
        try:
            opened._check(folder.name, test)
        except ModelError:
            opened.close()
            raise
        return opened

    def close(self) -> None:
        """Let go of the network; a child process ends."""
        self.network.close()

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
        return self.classify_counts(view.counts, view.projection)

    def classify_counts(self, counts: NDArray[np.generic], projection: Projection | None = None) -> Classification:
        """The same from counts, rows x columns; where nobody says which view it is, it is like what was learned if it is like either."""
        batch = self._batch(counts)
        outputs, milliseconds = self.network.timed("classify", picture=batch)
        normal, metastatic, arthritic = (float(value) for value in outputs["probabilities"][0])
        digest = hashlib.sha256(batch.tobytes()).hexdigest()
        said = Prediction((normal, metastatic, arthritic), self.card.threshold, self.identity, digest, round(milliseconds, 2))
        return Classification(self._with_likeness(said, counts, projection), batch, outputs)

    def _with_likeness(self, said: Prediction, counts: NDArray[np.generic], projection: Projection | None) -> Prediction:
        """The prediction with its likeness to what was learned, where the card knows that."""
        known = self.card.likeness
        if known is None:
            return said
        views = (projection,) if projection is not None else tuple(Projection)
        score = max(known.score(one, half_view(one, counts)) for one in views)
        return replace(said, likeness=score, unlike=known.unlike(score))

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
        gradients = dense_layers.score_gradients(self.network.content, self.card.dense, seen.outputs["hidden1"], seen.outputs["hidden2"])
        chosen: Array = gradients[CLASSES.index(about)].reshape(seen.outputs["pooled"].shape)
        return chosen

    def input_gradient(self, seen: Classification, pooled_gradient: Array) -> Array:
        """The gradient to the network input, [1, columns, rows, 1]."""
        return self.network.run("input_gradient", picture=seen.input, pooled_gradient=pooled_gradient)["gradient"]

    def _batch(self, counts: NDArray[np.generic]) -> Array:
        if counts.shape != self.card.size:
            rows, columns = self.card.size
            shown = " x ".join(str(length) for length in counts.shape)
            text = "The network sees views of {rows} x {columns} pixels and this one has {shown}. Nothing was classified."
            raise NetworkInputError(text, rows=rows, columns=columns, shown=shown)
        return network_input(counts)[None, :, :, None]

    @property
    def _expected(self) -> Expected:
        """What the network must take and give, as the card says."""
        rows, columns = self.card.size
        picture = (1, columns, rows, 1)
        wanted = {name: (1, *shape) for name, shape in self.card.outputs.items()}
        expected: dict[str, tuple[Shapes, Shapes]] = {"classify": ({"picture": picture}, wanted)}
        if self.card.has_gradient and "pooled" in wanted:
            taken: Shapes = {"picture": picture, "pooled_gradient": wanted["pooled"]}
            expected["input_gradient"] = (taken, {"gradient": picture})
        return expected

    def _check(self, folder: str, test: Mapping[str, NDArray[Any]]) -> None:
        """Whether the network is what the card says, and says of the self-test's view what it said at the export."""
        self.network.check_shapes(self._expected)
        if not dense_layers.fits(self.network.content, self.card.dense):
            raise ModelError(folder, "card.json points outside the network file.")
        tolerances = dict.fromkeys(_TESTED, MAP_TOLERANCE)
        tolerances["probabilities"] = min(PROBABILITY_TOLERANCE, self.card.tolerance)
        self.network.check_self_test(lambda: self.classify_counts(test["counts"]).outputs, test, tolerances)
