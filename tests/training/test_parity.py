"""The application's outputs and maps equal TensorFlow's for the same weights, on views made of the real scan.

Here with a network of the same kinds of layers and few weights; `tests/proofs/test_parity.py` takes dSPIC-AM itself, and more views.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("keras")
pytest.importorskip("ai_edge_litert")

import keras
import tensorflow as tf

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.class_maps import MapKind, grad_cam, hirescam, spread
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.network_input import network_input
from dspic_gui.network.plan import Attention, Convolution, Plan, Pooling
from dspic_gui.scans.decoder import read_file
from dspic_gui.study import COLUMNS, ROWS
from training import export as exporting
from training.convert import taps
from training.export import export
from training.settings import Settings
from training.step import Learner
from training.tiles import tiled_convolution

_TRUNK = (Convolution(11, 24, 4, 2), Pooling(), Attention(), Convolution(5, 64, 1, 2), Pooling(), Convolution(3, 64, 1, 1))
NARROW = Plan("narrow", "none", _TRUNK, 512)
LEAD = 0.02
SHARPER = 30.0
"""The scores of the float32 export are so much larger, so that its class maps are well above the differences that are asked for."""


def varied(scan: np.ndarray, seed: int) -> tuple[np.ndarray, int]:
    """The real scan moved, mirrored and counted anew, with a hot disc in the trunk (class 1), at a knee (2) or none (0)."""
    rng = np.random.default_rng(seed)
    kind = seed % 3
    level = np.roll(scan[:, ::-1] if rng.random() < 0.5 else scan, tuple(rng.integers(-10, 11, 2)), axis=(0, 1)).astype(np.float64)
    if kind:
        row, column = (rng.integers(220, 440), rng.integers(95, 165)) if kind == 1 else (rng.integers(590, 630), rng.choice([90, 170]))
        rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
        level += 220.0 * np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * 5.0**2))
    return rng.poisson(level * rng.uniform(0.6, 1.2)).astype(np.int32), kind


@pytest.fixture(scope="module")
def scan(real_scan: Path) -> np.ndarray:
    return np.asarray(next(iter(read_file(real_scan).frames.values())))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return NARROW


@pytest.fixture(scope="module")
def lead() -> float:
    """How far the score of the right class is to stand above the others; few weights round more coarsely than many."""
    return 1.0


@pytest.fixture(scope="module")
def views() -> int:
    """How many are read."""
    return 20


@pytest.fixture(scope="module")
def model(plan: Plan, lead: float, scan: np.ndarray) -> Any:
    """The network with the shipped head: random features, and a last layer fitted to tell the three kinds apart."""
    learner = Learner(Settings(seed=4), (COLUMNS, ROWS), plan=plan)
    for layer in learner.model.layers:
        if isinstance(layer, keras.layers.Conv2D | keras.layers.Dense):
            fan = int(np.prod(layer.kernel.shape[:-1]))
            layer.kernel.assign(np.random.default_rng(fan).normal(0, np.sqrt(2 / fan), layer.kernel.shape).astype(np.float32))
    seen = [varied(scan, seed) for seed in range(1000, 1045)]
    hidden = keras.Model(learner.model.input, learner.model.get_layer("fc2").output)
    features = np.concatenate([np.asarray(hidden(network_input(counts)[None, :, :, None], training=False)) for counts, _ in seen])
    wanted = lead * (np.eye(3)[[kind for _, kind in seen]] - 1 / 3)
    middle = features.mean(axis=0)
    centred = features - middle
    solved = np.linalg.solve(centred @ centred.T + 3.0 * np.trace(centred @ centred.T) / len(seen) * np.eye(len(seen)), wanted)
    kernel = centred.T @ solved
    learner.model.get_layer("probabilities").kernel.assign(kernel.astype(np.float32))
    learner.model.get_layer("probabilities").bias.assign((-middle @ kernel).astype(np.float32))
    return learner.model


def exported(folder: Path, model: Any, plan: Plan, scan: np.ndarray) -> Classifier:
    checked = np.stack([network_input(varied(scan, seed)[0]) for seed in range(2000, 2006)])
    counts = varied(scan, 3)[0].astype(np.uint16)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "plan_named", lambda name: plan)
        export(folder, model, Settings(), name="parity", counts=counts, checked=checked, threshold=0.3, facts={"warning": ""})
    return Classifier.open(folder)


@pytest.fixture(scope="module")
def shipped(model: Any, plan: Plan, scan: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """As it is shipped: int8 where that changes little."""
    return exported(tmp_path_factory.mktemp("int8") / "model", model, plan, scan)


@pytest.fixture(scope="module")
def plain(model: Any, plan: Plan, scan: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """The float32 export, with sharper scores."""
    kernel = model.get_layer("probabilities").kernel
    whole = kernel.numpy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exporting, "ROUNDINGS", ())
        kernel.assign(whole * SHARPER)
        try:
            return exported(tmp_path_factory.mktemp("float32") / "model", model, plan, scan)
        finally:
            kernel.assign(whole)


@pytest.mark.long
def test_views_are_read_alike(model: Any, shipped: Classifier, scan: np.ndarray, views: int) -> None:
    assert shipped.card.stated["weights"] == "int8, dynamic", "the small file is the one that ships"
    tapped = keras.Model(model.input, taps(model))
    differences, attentions, sure = [], [], 0
    for seed in range(views):
        counts, _ = varied(scan, seed)
        wanted = {name: np.asarray(value) for name, value in tapped(network_input(counts)[None, :, :, None], training=False).items()}
        seen = shipped.classify_counts(counts)
        probabilities = wanted["probabilities"][0]
        differences.append(np.abs(probabilities - seen.prediction.probabilities).max())
        attentions.append(max(np.abs(wanted[name] - seen.outputs[name]).max() for name in ("spatial_attention", "channel_weights")))
        second, first = np.sort(probabilities)[-2:]
        if first - second > LEAD:
            sure += 1
            assert seen.prediction.top1 is CLASSES[int(probabilities.argmax())]
    assert sure > views // 2, "views on which the network is undecided prove nothing"
    assert max(differences) <= 0.01, f"largest {max(differences):.4f}, median {np.median(differences):.4f}"
    assert max(attentions) <= 0.01


def automatic(model: Any, counts: np.ndarray, about: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, and the gradients of the class's score before the softmax to them and to the picture, by TensorFlow's tape."""
    inner = keras.Model(model.input, [model.get_layer("features").output, model.get_layer("fc2").output])
    last = model.get_layer("probabilities")
    with tf.GradientTape(persistent=True) as tape:
        given = tf.convert_to_tensor(network_input(counts)[None, :, :, None])
        tape.watch(given)
        features, hidden = inner(given, training=False)
        score = (hidden @ (SHARPER * last.kernel.value) + last.bias.value)[0, about]
    return features[0].numpy(), tape.gradient(score, features)[0].numpy(), tape.gradient(score, given).numpy()


def both_parts(features: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Grad-CAM with the part that speaks against the class, which it leaves out: so that no map is all zero."""
    return grad_cam(features, gradient) - grad_cam(features, -gradient)


@pytest.mark.parametrize("about", CLASSES)
@pytest.mark.long
def test_maps_equal_automatic_differentiation(model: Any, plain: Classifier, scan: np.ndarray, about: Answer) -> None:
    assert plain.card.stated["weights"] == "float32"
    for seed in (1, 2):
        counts, _ = varied(scan, seed)
        features, gradient, to_picture = automatic(model, counts, CLASSES.index(about))
        seen = plain.classify_counts(counts)
        pooled = plain.pooled_gradient(seen, about)
        ours = spread(pooled[0], *features.shape[:2])
        for made, wanted in (
            (hirescam(seen.outputs["features"][0], ours), (features * gradient).sum(axis=2)),
            (both_parts(seen.outputs["features"][0], ours), (features * gradient.mean(axis=(0, 1))).sum(axis=2)),
            (plain.input_gradient(seen, pooled) / SHARPER, to_picture / SHARPER),
        ):
            assert np.abs(wanted).max() > 1e-3, "a map that is all zero proves nothing"
            assert np.abs(made - wanted).max() <= 1e-4, f"of {np.abs(wanted).max():.3g}"


@pytest.mark.long
def test_maps_of_the_int8_network_point_where_those_of_float32_do(plain: Classifier, shipped: Classifier, scan: np.ndarray) -> None:
    for seed in (1, 4, 7):
        counts, _ = varied(scan, seed)
        for kind in (MapKind.INPUT_GRADIENT, MapKind.HIRESCAM):
            one, other = (network.view_map(network.classify_counts(counts), kind, Answer.METASTATIC) for network in (plain, shipped))
            together = np.corrcoef(one.on_view().ravel(), other.on_view().ravel())[0, 1]
            assert together > 0.95, (seed, kind, together)


def test_a_convolution_over_tiles_is_the_convolution() -> None:
    rng = np.random.default_rng(0)
    for length, size, stride, count in ((131, 5, 1, 8), (1028, 11, 4, 8), (40, 3, 2, 5), (12, 5, 1, 8)):
        features = rng.normal(size=(1, 35, length, 3)).astype(np.float32)
        kernel = rng.normal(size=(size, size, 3, 4)).astype(np.float32)
        wanted = tf.nn.conv2d(features, kernel, stride, "VALID").numpy()
        assert tiled_convolution(tf.constant(features), tf.constant(kernel), stride, count).numpy() == pytest.approx(wanted, abs=1e-4)
