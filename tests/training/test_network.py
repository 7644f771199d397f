"""Each network's shapes and weights as the paper's tables come to, and Eqs 6-9 against slow numpy."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from dspic_gui.network import build as building  # noqa: E402
from dspic_gui.network.attention import AdaptiveAverage, ChannelAttention, SpatialAttention, attention_module, residual_module  # noqa: E402
from dspic_gui.network.build import PLANS, build, largest_training, plan_named  # noqa: E402
from dspic_gui.network.outline import outline, places, training_bytes, weight_count  # noqa: E402
from dspic_gui.network.plan import PAPER, Convolution, Deviations, Head, Plan, PlanError  # noqa: E402

SHAPES = {
    "conv1": (63, 255, 96),
    "pool1": (31, 127, 96),
    "attention1": (31, 127, 96),
    "conv2": (31, 127, 256),
    "pool2": (15, 63, 256),
    "conv3": (19, 67, 384),
    "conv4": (23, 71, 384),
    "conv5": (23, 71, 256),
    "pooled": (2, 8, 256),
    "fc1": (4096,),
    "fc2": (4096,),
    "probabilities": (3,),
}
WEIGHTS = [
    ("dSPIC-AM", "table3", 1_732_847_628),
    ("dSPIC-AM", "pool3", 424_224_780),
    ("dSPIC-AM", "6x6", 58_271_756),
    ("dSPIC-AM", "2x8", 37_300_236),
    ("dSPIC-AM", "gap", 21_571_596),
    ("dSPIC-RM", "2x8", 37_464_963),
    ("dSPIC-AM without pooling", "table3", 19_600_582_668),
    ("SI_CLF", "table3", 80_614_787),
    ("SI_CLF+AM", "table3", 80_624_029),
    ("SI_CLF+RM", "table3", 80_688_643),
    ("SI_CLF+AM+RM", "table3", 80_697_885),
    ("AlexNet", "table3", 645_805_699),
    ("dSPIC-RM", "table3", 1_733_012_355),
    ("dSPIC-AM without pooling", "2x8", 37_300_236),
    ("SI_CLF", "2x8", 6_952_323),
    ("SI_CLF+AM", "2x8", 6_961_565),
    ("SI_CLF+RM", "2x8", 7_026_179),
    ("SI_CLF+AM+RM", "2x8", 7_035_421),
    ("AlexNet", "2x8", 9_975_427),
]
LAST = {
    "dSPIC-AM": (23, 71, 256),
    "dSPIC-RM": (23, 71, 256),
    "dSPIC-AM without pooling": (71, 263, 256),
    "SI_CLF": (9, 33, 256),
    "SI_CLF+AM": (9, 33, 256),
    "SI_CLF+RM": (9, 33, 256),
    "SI_CLF+AM+RM": (9, 33, 256),
    "AlexNet": (23, 71, 384),
}
"""What leaves each trunk, worked out by hand from the rows of Tables 3, 7 and 9: floor((length + 2 P - kernel) / S) + 1."""
RNG = np.random.default_rng(5)


@pytest.mark.parametrize(("name", "head", "weights"), WEIGHTS)
def test_every_network_has_the_weights_that_its_table_comes_to(name, head, weights):
    assert weight_count(outline(plan_named(name), Head(head))) == weights


def test_the_trunk_of_dspic_has_the_measured_shapes():
    rows = outline(plan_named("dSPIC-AM"), Head.TWO_BY_EIGHT)
    assert {row.name: row.shape for row in rows} == SHAPES


@pytest.mark.parametrize("name", list(PLANS))
def test_every_trunk_ends_with_the_shape_worked_out_by_hand(name):
    plan = plan_named(name)
    assert outline(plan, Head.TABLE3)[len(plan.trunk) - 1].shape == LAST[name]
    assert {(one, head) for one, head, _ in WEIGHTS} >= {(name, "table3"), (name, "2x8")}


@pytest.mark.parametrize("name", list(PLANS))
@pytest.mark.parametrize("head", [Head.TWO_BY_EIGHT, Head.GLOBAL])
def test_keras_builds_exactly_what_the_outline_says(name, head):
    plan = plan_named(name)
    narrow = Plan(plan.name, plan.source, plan.trunk, 16)
    rows = outline(narrow, head)
    model = build(narrow, head)
    assert model.count_params() == weight_count(rows)
    for row in rows:
        assert tuple(model.get_layer(row.name).output.shape[1:]) == row.shape, row.name


@pytest.mark.parametrize("deviations", [Deviations(batch_normalisation=True, dropout=0.5), Deviations(attention_ratio=4)])
def test_the_outline_counts_deviations_too(deviations):
    plan = Plan("narrow", "none", plan_named("SI_CLF+AM+RM").trunk, 8)
    trained = sum(int(np.prod(variable.shape)) for variable in build(plan, Head.GLOBAL, deviations).trainable_variables)
    assert trained == weight_count(outline(plan, Head.GLOBAL, deviations))


def test_dropout_draws_apart_in_each_layer_and_follows_the_seed():
    plan = Plan("narrow", "none", plan_named("SI_CLF+AM+RM").trunk, 8)

    def drawn(seed):
        keras.utils.set_random_seed(seed)
        model = build(plan, Head.GLOBAL, Deviations(dropout=0.5))
        return [np.asarray(model.get_layer(f"{name}_dropout").seed_generator.state).tolist() for name in ("fc1", "fc2")]

    first = drawn(1)
    assert first[0] != first[1]
    assert first == drawn(1) != drawn(2)


def test_the_printed_head_is_refused_where_the_machine_has_too_little_memory(monkeypatch):
    monkeypatch.setattr(building, "memory_bytes", lambda: 16 * 2**30)
    with pytest.raises(PlanError, match=r"1,732\.8 million weights.*25\.8 GiB.*2x8"):
        build(plan_named("dSPIC-AM"), Head.TABLE3)
    printed = training_bytes(outline(plan_named("dSPIC-AM"), Head.TABLE3))
    assert training_bytes(outline(plan_named("dSPIC-AM"), Head.POOL3)) < largest_training() < printed
    monkeypatch.setattr(building, "memory_bytes", lambda: 64 * 2**30)
    building.check_trainable(plan_named("dSPIC-AM"), Head.TABLE3, PAPER, (256, 1024))


def test_unknown_networks_and_tiny_pictures_are_refused_in_a_sentence():
    with pytest.raises(PlanError, match="There is no network “ResNet”"):
        plan_named("ResNet")
    with pytest.raises(PlanError, match="too small"):
        outline(plan_named("dSPIC-AM"), Head.TWO_BY_EIGHT, PAPER, (8, 8))
    with pytest.raises(PlanError, match="Dropout"):
        Deviations(dropout=1.0)
    with pytest.raises(PlanError, match="ratio is a whole number from 1 on, and not 0"):
        Deviations(attention_ratio=0)


def test_the_paper_configuration_names_no_deviation():
    assert PAPER.named() == {}
    assert Deviations(initialiser="he_normal").named() == {"initialiser": "he_normal"}


def test_map_cells_lie_where_the_layers_put_them():
    found = places(plan_named("dSPIC-AM"))
    assert (found["attention1"].stride, found["attention1"].offset) == (8, 7)
    assert (found["conv5"].stride, found["conv5"].offset) == (16, -49)


def test_a_cell_answers_to_a_dot_at_its_own_centre():
    """The largest change of a symmetric trunk's cell j comes from the pixel that `places` names."""
    plan = Plan("small", "none", (Convolution(5, 1, 2, 1), Convolution(3, 1, 1, 2)), 4)
    place = places(plan)["conv2"]
    trunk = keras.Sequential([keras.Input((40, 40, 1))])
    for size, stride, padding in ((5, 2, 1), (3, 1, 2)):
        trunk.add(keras.layers.ZeroPadding2D(padding))
        hat = np.minimum(np.arange(size) + 1, size - np.arange(size)).astype(np.float32)
        layer = keras.layers.Conv2D(1, size, stride, use_bias=False)
        trunk.add(layer)
        layer.set_weights([np.outer(hat, hat)[:, :, None, None]])
    cell = 7
    dots = np.zeros((40, 40, 40, 1), np.float32)
    dots[np.arange(40), np.arange(40), place.stride * cell + place.offset] = 1
    assert int(np.asarray(trunk(dots))[:, cell, cell, 0].argmax()) == place.stride * cell + place.offset


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slow_channels(features, layer):
    w1, b1, w2, b2 = (np.asarray(v) for v in (layer.reduce.kernel, layer.reduce.bias, layer.expand.kernel, layer.expand.bias))
    return np.stack(
        [sigmoid(sum(np.maximum(pool @ w1 + b1, 0) @ w2 + b2 for pool in (one.mean((0, 1)), one.max((0, 1))))) for one in features]
    )


def slow_places(features, layer):
    kernel, bias = np.asarray(layer.convolution.kernel), np.asarray(layer.convolution.bias)
    maps = np.zeros((*features.shape[:3], 1))
    for n, one in enumerate(features):
        pair = np.pad(np.stack([one.mean(-1), one.max(-1)], -1), ((3, 3), (3, 3), (0, 0)))
        for i in range(one.shape[0]):
            for j in range(one.shape[1]):
                maps[n, i, j, 0] = sigmoid((pair[i : i + 7, j : j + 7] * kernel[..., 0]).sum() + bias[0])
    return maps


def with_random_weights(model):
    for weight in model.trainable_variables:
        weight.assign(RNG.normal(0, 0.4, weight.shape))
    return model


def test_equation_7_is_the_slow_channel_attention():
    features = RNG.normal(0, 1, (2, 9, 11, 32)).astype(np.float32)
    layer = ChannelAttention(16, "glorot_uniform")
    layer(features)
    with_random_weights(layer)
    assert np.asarray(layer(features)) == pytest.approx(slow_channels(features, layer), abs=1e-5)


def test_equation_8_is_the_slow_spatial_attention():
    features = RNG.normal(0, 1, (2, 9, 11, 4)).astype(np.float32)
    layer = SpatialAttention("glorot_uniform")
    layer(features)
    with_random_weights(layer)
    assert np.asarray(layer(features)) == pytest.approx(slow_places(features, layer), abs=1e-5)


@pytest.mark.parametrize("refined", [False, True])
def test_equation_6_multiplies_as_printed_or_as_cbam_does(refined):
    features = RNG.normal(0, 1, (1, 9, 11, 32)).astype(np.float32)
    inputs = keras.Input((9, 11, 32))
    model = with_random_weights(keras.Model(inputs, attention_module(inputs, "attention1", Deviations(refined_product=refined))))
    weighed = slow_channels(features, model.get_layer("attention1_channels"))[:, None, None] * features
    maps = slow_places(weighed, model.get_layer("attention1_places"))
    assert np.asarray(model(features)) == pytest.approx(maps * (weighed if refined else features), abs=1e-5)


def slow_convolution(one, layer):
    kernel, bias = np.asarray(layer.kernel), np.asarray(layer.bias)
    padded = np.pad(one, ((1, 1), (1, 1), (0, 0)))
    rows = [[np.tensordot(padded[i : i + 3, j : j + 3], kernel, 3) + bias for j in range(one.shape[1])] for i in range(one.shape[0])]
    return np.array(rows)


def test_equation_9_is_the_slow_residual():
    features = RNG.normal(0, 1, (1, 6, 7, 5)).astype(np.float32)
    inputs = keras.Input((6, 7, 5))
    model = with_random_weights(keras.Model(inputs, residual_module(inputs, "residual1", PAPER)))
    inner = np.maximum(slow_convolution(features[0], model.get_layer("residual1_conv1")), 0)
    wanted = np.maximum(slow_convolution(inner, model.get_layer("residual1_conv2")) + features[0], 0)
    assert np.asarray(model(features))[0] == pytest.approx(wanted, abs=1e-4)


def test_equation_10_is_the_softmax_of_the_last_layer():
    plan = Plan("small", "none", (Convolution(5, 4, 2, 1),), 6)
    model = with_random_weights(build(plan, Head.TWO_BY_EIGHT, PAPER, (20, 40)))
    pictures = RNG.random((3, 20, 40, 1), dtype=np.float32)
    hidden = np.asarray(keras.Model(model.input, model.get_layer("fc2").output)(pictures))
    scores = hidden @ np.asarray(model.get_layer("probabilities").kernel) + np.asarray(model.get_layer("probabilities").bias)
    wanted = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    assert np.asarray(model(pictures)) == pytest.approx(wanted, abs=1e-5)
    assert np.asarray(model(pictures)).sum(1) == pytest.approx(1.0)


def test_adaptive_bins_run_from_floor_to_ceiling():
    down, across = [(0, 12), (11, 23)], [(0, 9), (8, 18), (17, 27)]
    features = RNG.normal(0, 1, (2, 23, 71, 3)).astype(np.float32)
    pooled = np.asarray(AdaptiveAverage((2, 8))(features))
    for i, (top, bottom) in enumerate(down):
        for j, (left, right) in enumerate(across):
            assert pooled[:, i, j] == pytest.approx(features[:, top:bottom, left:right].mean((1, 2)), abs=1e-6)
