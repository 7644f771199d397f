"""The exported network equals Keras, its input gradient equals automatic differentiation, and the model folder is whole."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")
pytest.importorskip("ai_edge_litert")

import tensorflow as tf
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils

from dspic_gui.model.model_card import WARNINGS
from dspic_gui.model.network_input import network_input
from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training import convert as converting
from training import export as exporting
from training.backward import pool_gradient
from training.convert import Converted, dense_weights, taps
from training.export import compare, export
from training.fit import fit
from training.float_weights import with_float_weights
from training.settings import Settings, TrainingError
from training.step import Learner
from training.tiles import ROUNDINGS


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """The small network after some learning, so that its outputs are not all alike."""
    learner = Learner(Settings(epochs=25, rate=1e-3, seed=1), SIZE, plan=SMALL)
    fit(learner, examples(20), examples(4, seed=9), tmp_path_factory.mktemp("run"))
    return learner.model


MADE = {}


def converted(model, *, int8, rounding=ROUNDINGS[0]):
    """A conversion, made once for equal weights: it takes longer than all else here, and gives the same file each time."""
    weights = hashlib.sha256(repr([(one.shape, one.tobytes()) for one in model.get_weights()]).encode()).hexdigest()
    key = id(model), weights, int8, repr(rounding) if int8 else ""
    if key not in MADE:
        MADE[key] = model, converting.converted(model, int8=int8, rounding=rounding)
    return MADE[key][1]


@pytest.fixture
def converted_once(monkeypatch):
    """For tests of what an export does with its conversions."""
    monkeypatch.setattr(exporting, "converted", converted)


@pytest.fixture(scope="module")
def plain(model):
    return converted(model, int8=False)


def views(count=20):
    return np.stack(examples(count, seed=5).inputs[::2])


def test_the_float_export_gives_every_output_of_keras(model, plain):
    import keras

    network, tapped = Converted(plain), keras.Model(model.input, taps(model))
    for one in views(6):
        batch = one[None, :, :, None]
        given, wanted = network.classify(batch), tapped(batch)
        assert set(given) == set(wanted)
        assert {"probabilities", "channel_weights", "spatial_attention", "features", "pooled", "hidden1", "hidden2"} == set(given)
        for name, value in wanted.items():
            assert given[name] == pytest.approx(np.asarray(value), abs=1e-4), name


def float_kernels(content):
    """The shapes of the convolutions whose weights the file holds in float32."""
    network = flatbuffer_utils.convert_bytearray_to_object(bytearray(content))
    tensors = [tensor for graph in network.subgraphs for tensor in graph.tensors if tensor.shape is not None and len(tensor.shape) == 4]
    return {tuple(one.shape) for one in tensors if one.type == schema.TensorType.FLOAT32 and network.buffers[one.buffer].data is not None}


def test_the_int8_export_says_the_same(model):
    """The finer roundings are in `tests/proofs/test_roundings.py`: each takes a conversion."""
    says_the_same(model, ROUNDINGS[0])


def says_the_same(model, rounding):
    content = converted(model, int8=True, rounding=rounding)
    height, width, taken, made = model.get_layer("conv2_weights").kernel.shape
    assert ((made, height, width, taken) in float_kernels(content)) is ("conv2_weights" in rounding.plain)
    comparison = compare(model, Converted(content), views())
    assert comparison.probability <= (0.01 if rounding is ROUNDINGS[0] else 0.02), "beyond 0.01 an export tries the next one"
    assert comparison.attention <= 0.01
    assert comparison.same_where_clear
    assert comparison.views == 20


def closed_form(outputs, content, places, output):
    """The gradient of one score before the softmax to the pooled features, from the file's own bytes alone."""

    def weights(name):
        place = places[name]
        count = place.shape[0] * place.shape[1]
        stored = np.frombuffer(content, place.dtype, count, place.offset).reshape(place.shape)
        return stored * np.array(place.scales, np.float32)[:, None]

    second = weights("probabilities")[output] * (outputs["hidden2"][0] > 0)
    first = (second @ weights("fc2")) * (outputs["hidden1"][0] > 0)
    return (first @ weights("fc1")).reshape(outputs["pooled"].shape).astype(np.float32)


def automatic(model, batch, output):
    """The same, and the gradient to the picture, by TensorFlow's tape."""
    import keras

    scores = keras.Model(model.input, [model.get_layer("flat").input, model.get_layer("fc2").output])
    last = model.get_layer("probabilities")
    with tf.GradientTape(persistent=True) as tape:
        given = tf.convert_to_tensor(batch)
        tape.watch(given)
        pooled, hidden = scores(given)
        score = (hidden @ last.kernel.value + last.bias.value)[0, output]
    return tape.gradient(score, pooled).numpy(), tape.gradient(score, given).numpy()


@pytest.mark.parametrize("output", [0, 1, 2])
def test_closed_form_and_input_gradient_equal_automatic_differentiation(model, plain, output):
    network, places = Converted(plain), dense_weights(plain, model)
    for one in views(4):
        batch = one[None, :, :, None]
        pooled, wanted = automatic(model, batch, output)
        ours = closed_form(network.classify(batch), plain, places, output)
        assert np.abs(wanted).max() > 1e-3, "a map that is all zero proves nothing"
        assert ours == pytest.approx(pooled, abs=1e-4)
        assert network.input_gradient(batch, ours) == pytest.approx(wanted, abs=1e-4)


def test_constant_regions_with_ties_have_tensorflows_gradient():
    """Equal values in a pooling window: the first in reading order takes all."""
    rng = np.random.default_rng(0)
    for height, width in ((11, 14), (12, 9)):
        features = tf.constant(rng.integers(0, 3, (1, height, width, 2)).astype(np.float32))
        with tf.GradientTape() as tape:
            tape.watch(features)
            pooled = tf.nn.max_pool2d(features, 3, 2, "VALID")
        above = tf.constant(rng.normal(size=pooled.shape).astype(np.float32))
        wanted = tape.gradient(pooled, features, output_gradients=above).numpy()
        assert pool_gradient(features, pooled, above).numpy() == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("int8", [False, True])
def test_dense_weights_are_found_in_the_file(model, int8):
    content = converted(model, int8=int8)
    places = dense_weights(content, model)
    assert places["fc1"].shape == (32, 256)
    for name, place in places.items():
        stored = np.frombuffer(content, place.dtype, place.shape[0] * place.shape[1], place.offset).reshape(place.shape)
        wanted = np.asarray(model.get_layer(name).kernel).T
        assert stored * np.array(place.scales)[:, None] == pytest.approx(wanted, abs=max(place.scales) if place.dtype == "int8" else 1e-7)


def test_weights_that_the_conversion_put_elsewhere_are_said(model, plain):
    with pytest.raises(TrainingError, match=r"the weights “fc1 \(32 x 256\)” are not found .* what was trained is kept"):
        dense_weights(plain, Learner(Settings(seed=2), SIZE, plan=SMALL).model)
    with pytest.raises(TrainingError, match=r"the weights “int8 \(5 x 5 x 5 x 5\)” are not found"):
        with_float_weights(plain, plain, (5, 5, 5, 5))


@pytest.fixture
def small_named(monkeypatch):
    """The small plan under a name, as the card looks it up."""
    monkeypatch.setattr(exporting, "plan_named", lambda name: SMALL)


def exported(folder, model, settings=None, **more):
    counts = np.random.default_rng(3).integers(0, 900, SIZE[::-1], dtype=np.uint16)
    facts = {"warning": WARNINGS["simulated"]}
    given = {"name": "small", "counts": counts, "checked": views(5), "threshold": 0.21, "facts": facts, **more}
    return export(folder, model, settings or Settings(network="small"), **given)


def test_a_model_folder_says_what_a_reader_needs_and_tests_itself(model, small_named, converted_once, tmp_path):
    comparison = exported(tmp_path / "model", model)
    card = json.loads((tmp_path / "model/card.json").read_text())
    assert comparison.allowed and card["weights"] == "int8, dynamic"
    assert card["classes"] == ["normal", "metastatic", "arthritic"]
    assert card["input"]["shape"] == [1, *SIZE, 1]
    assert card["top2_threshold"] == 0.21
    assert card["maps"] == {"spatial_attention": {"stride": 4, "offset": 1}, "features": {"stride": 8, "offset": -3, "closed_form": True}}
    assert set(card["files"]) == {"network.tflite", "selftest.npz", "weights.safetensors"}
    for name, digest in card["files"].items():
        assert hashlib.sha256((tmp_path / "model" / name).read_bytes()).hexdigest() == digest
    saved = np.load(tmp_path / "model/selftest.npz")
    network = Converted((tmp_path / "model/network.tflite").read_bytes())
    outputs = network.classify(network_input(saved["counts"])[None, :, :, None])
    for name in ("probabilities", "channel_weights", "spatial_attention"):
        assert saved[name] == pytest.approx(outputs[name], abs=card["selftest"]["tolerance"])


def test_where_int8_changes_too_much_the_weights_stay_float(model, small_named, converted_once, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "INT8_TOLERANCE", 1e-9)
    monkeypatch.setattr(exporting, "ROUNDINGS", ROUNDINGS[:1])
    comparison = exported(tmp_path / "model", model)
    card = json.loads((tmp_path / "model/card.json").read_text())
    assert card["weights"] == "float32"
    assert comparison.probability < 1e-4


@pytest.mark.parametrize(
    "full", [OSError(28, "No space left on device"), tf.errors.ResourceExhaustedError(None, None, "No space left on device")]
)
def test_no_room_for_the_conversion_gets_a_sentence_and_leaves_the_old_model(model, small_named, tmp_path, monkeypatch, full):
    (tmp_path / "model").mkdir()
    (tmp_path / "model/card.json").write_text("old")

    def refused(*_words, **_named):
        raise full

    monkeypatch.setattr(tf.saved_model, "save", refused)
    with pytest.raises(TrainingError, match="no room in memory or in the folder for temporary files"):
        exported(tmp_path / "model", model)
    assert [path.name for path in tmp_path.rglob("*")] == ["model", "card.json"]


@pytest.mark.long
def test_a_network_that_gives_no_numbers_is_no_model(model, small_named, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "ROUNDINGS", ROUNDINGS[:1])
    bias = model.get_layer("probabilities").bias
    whole = bias.numpy()
    bias.assign(whole * np.nan)
    try:
        with pytest.raises(TrainingError, match="gives no numbers"):
            exported(tmp_path / "model", model)
    finally:
        bias.assign(whole)
    assert not (tmp_path / "model").exists()


def test_a_full_disk_leaves_the_old_model_and_nothing_half_written(model, small_named, converted_once, tmp_path, monkeypatch):
    exported(tmp_path / "model", model)
    before = {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()}

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dspic_gui.durable.os.fsync", full)
    with pytest.raises(TrainingError, match="no space left on device"):
        exported(tmp_path / "model", model, name="second")
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "model").iterdir()} == before


def test_an_older_model_is_back_in_its_place_where_the_new_one_cannot_take_it(model, small_named, tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "model/card.json").write_text("old")
    moved = Path.replace

    def replace(path, target):
        if Path(target) == tmp_path / "model" and not path.name.endswith(".old"):
            raise OSError(5, "Input/output error")
        return moved(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(TrainingError, match="cannot be written"):
        exporting.write_model_folder(tmp_path / "model", {"card.json": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["model"] and (tmp_path / "model/card.json").read_text() == "old"
    monkeypatch.undo()
    exporting.write_model_folder(tmp_path / "model", {"card.json": b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["model"] and (tmp_path / "model/card.json").read_text() == "new"


@pytest.mark.long
def test_a_network_trained_in_mixed_precision_is_exported_in_float32(small_named, tmp_path):
    learner = Learner(Settings(network="small", epochs=2, rate=1e-3, precision="mixed_bfloat16"), SIZE, plan=SMALL)
    fit(learner, examples(20), examples(4, seed=9), tmp_path / "run")
    plain = learner.plain_model()
    assert {str(layer.compute_dtype) for layer in plain.layers} == {"float32"}
    pictures = views(5)
    assert np.asarray(plain(pictures[..., None])) == pytest.approx(learner.predict(pictures), abs=0.02)
    assert exported(tmp_path / "model", plain, learner.settings).probability <= 0.01
    card = json.loads((tmp_path / "model/card.json").read_text())
    assert card["deviations"] == {"precision": "mixed_bfloat16", "rate": 1e-3}


def test_the_shipped_network_keeps_its_class_maps_out_of_the_graph(model, plain):
    """The conversion adds the convolutions a second time, never the dense layers, which hold nine tenths of the weights."""
    for name in ("fc1", "fc2"):
        kernel = np.asarray(model.get_layer(name).kernel)
        assert plain.count(kernel.T.tobytes()) == 1
        assert plain.count(np.ascontiguousarray(kernel).tobytes()) == 0


def test_batch_normalisation_and_dropout_leave_the_export_exact(tmp_path):
    deviations = Deviations(initialiser="he_normal", batch_normalisation=True, dropout=0.3)
    learner = Learner(Settings(epochs=3, rate=1e-3, deviations=deviations), SIZE, plan=SMALL)
    fit(learner, examples(20), examples(4, seed=9), tmp_path)
    content = converted(learner.model, int8=False)
    network, places = Converted(content), dense_weights(content, learner.model)
    assert compare(learner.model, network, views(6)).probability < 1e-4
    batch = views(2)[1][None, :, :, None]
    pooled, wanted = automatic(learner.model, batch, 1)
    ours = closed_form(network.classify(batch), content, places, 1)
    assert np.abs(wanted).max() > 1e-3
    assert ours == pytest.approx(pooled, abs=1e-4)
    assert network.input_gradient(batch, ours) == pytest.approx(wanted, abs=1e-4)
