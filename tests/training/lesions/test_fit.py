"""Training of the lesion network: it learns, a stopped run ends with the same weights, and foreign folders are refused."""

import json

import numpy as np
import pytest

pytest.importorskip("keras")

import tensorflow as tf

from dspic_gui.network.lesions import build_lesion_network
from tests.training.lesions.pairs import pairs, settings
from training.lesions.fit import LesionLearner, batch_of, fit, shares_of
from training.lesions.loss import class_weights, lesion_losses
from training.lesions.settings import LesionSettings
from training.run_folder import BEST, CHECKPOINT, take_start
from training.schedule import rate_at
from training.settings import TrainingError
from training.store import read_arrays


@pytest.fixture(scope="module")
def examples():
    return pairs(8), pairs(2)


def learner(**more):
    return LesionLearner(settings(**more), shares_of(pairs(4)))


@pytest.fixture(scope="module")
def whole(examples, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    told = []
    return fit(learner(), *examples, folder, told.append), folder, told


def test_the_full_network_has_the_size_of_the_recipe():
    model = build_lesion_network(size=(512, 128))
    assert 2.0e6 < model.count_params() < 2.4e6
    shapes = {name: tuple(tensor.shape[1:]) for name, tensor in model.output.items()}
    assert shapes == {"regions": (256, 64, 2, 26), "left": (256, 64, 2), "lesions": (512, 128, 2, 2)}


def test_lesions_begin_rare(examples):
    outputs = learner().forward(tf.zeros([1, 64, 32, 4]))
    assert float(tf.reduce_max(tf.sigmoid(outputs["lesions"]))) < 0.02


def test_events_and_course(whole):
    course, folder, told = whole
    assert course.finished and course.steps == 6 and [row.steps for row in course.rows] == [3, 6]
    kinds = [event["event"] for event in told]
    assert kinds == ["start", "step", "step", "step", "epoch", "step", "step", "step", "epoch", "end"]
    assert {"loss", "accuracy", "validation_loss", "validation_accuracy", "region_dice"} <= set(told[4])
    assert (folder / BEST).exists() and np.isfinite(course.best_loss)


@pytest.mark.long
def test_a_stopped_run_ends_with_the_same_weights(whole, examples, tmp_path):
    calls = []
    stopped = fit(learner(), *examples, tmp_path, stopped=lambda: bool(calls.append(1)) or len(calls) == 5)
    assert not stopped.finished and stopped.steps == 3
    again = fit(learner(), *examples, tmp_path)
    assert again.finished and [row.validation_loss for row in again.rows] == [row.validation_loss for row in whole[0].rows]
    one, other = (read_arrays(folder / BEST)[0] for folder in (whole[1], tmp_path))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_a_folder_with_other_settings_is_left_alone(whole, examples):
    with pytest.raises(TrainingError, match="other settings"):
        fit(learner(rate=1e-3), *examples, whole[1])


def test_training_goes_on_from_other_weights(whole, tmp_path):
    fresh = learner(seed=9)
    take_start(fresh, str(whole[1]), tmp_path)
    stored = read_arrays(whole[1] / BEST)[0]
    assert np.array_equal(fresh.model.variables[0].numpy(), stored[sorted(stored)[0]])
    with pytest.raises(TrainingError, match="another network"):
        take_start(learner(widths=(4, 8)), str(whole[1]), tmp_path)
    assert not (tmp_path / CHECKPOINT).exists()


def test_it_learns_the_lesions_of_drawn_pairs(tmp_path):
    quick = learner(steps=80, every=80, rate=1e-2, rows=96, columns=64, warm_up=5)
    batch = batch_of([(1.0, [one for one in pairs(8) if one.diseases])], quick.settings, 0)
    before = quick.judge(batch)[0]
    for step in range(40):
        quick.learn(batch, rate_at(1e-2, step, total=80, warm=5))
    losses = [quick.learn(batch, 2e-3)[0] for _ in range(3)]
    assert losses[-1] < 0.6 * before


def test_a_batch_is_decided_by_seed_and_step():
    groups = [(1.0, pairs(4))]
    one, same, other = (batch_of(groups, settings(), step) for step in (3, 3, 4))
    assert np.array_equal(one.channels, same.channels) and not np.array_equal(one.channels, other.channels)


def test_every_answer_has_its_share_of_a_batch(examples):
    from training.lesions.fit import MIXTURE, _groups

    groups = _groups(examples[0])
    assert [share for share, _ in groups] == [share for share, _ in MIXTURE]
    assert sum(share for share, _ in MIXTURE) == pytest.approx(1)
    assert [len(of_kind) for _, of_kind in _groups(pairs(3))] == [1, 1, 1]


def test_a_lesion_weighs_six_times_in_the_loss_of_its_part():
    logits = {"regions": tf.zeros([1, 2, 1, 1, 26]), "left": tf.zeros([1, 2, 1, 1]), "lesions": tf.zeros([1, 4, 2, 1, 2])}
    regions = np.array([[[[7]], [[9]]]], dtype=np.uint8)
    sides = np.full((1, 2, 1, 1), 255, np.uint8)
    lesions = np.zeros((1, 4, 2, 1, 2), np.uint8)
    lesions[0, 0, 0, 0, 0] = 1
    weights = tf.ones([26])
    raised = tf.concat([tf.one_hot([7], 26) * 5, tf.zeros([1, 26])], 0)[None, :, None, None, :]
    plain = lesion_losses({**logits, "regions": raised}, regions, sides, np.zeros_like(lesions), weights)["regions"]
    heavy = lesion_losses({**logits, "regions": raised}, regions, sides, lesions, weights)["regions"]
    low, high = float(tf.nn.sparse_softmax_cross_entropy_with_logits([7], raised[0, :1, 0, 0])[0]), float(np.log(26))
    assert float(plain) == pytest.approx((low + high) / 3, rel=1e-4)
    assert float(heavy) == pytest.approx((6 * low + high) / 8, rel=1e-4)
    assert float(lesion_losses(logits, np.full_like(regions, 255), sides, lesions, weights)["regions"]) == 0


def test_ignored_pixels_do_not_count():
    logits = {"regions": tf.zeros([1, 2, 1, 1, 26]), "left": tf.zeros([1, 2, 1, 1]), "lesions": tf.fill([1, 4, 2, 1, 2], 9.0)}
    nothing = np.full((1, 2, 1, 1), 255, np.uint8)
    ignored = lesion_losses(logits, nothing, nothing, np.full((1, 4, 2, 1, 2), 255, np.uint8), tf.ones([26]))
    shouting = lesion_losses(logits, nothing, nothing, np.zeros((1, 4, 2, 1, 2), np.uint8), tf.ones([26]))
    assert float(ignored["lesions"]) == pytest.approx(0)
    assert float(shouting["lesions"]) > 1


def test_rare_parts_weigh_more_and_the_mean_stays_one():
    shares = np.array([0.8, 0.16, 0.04])
    weights = class_weights(shares)
    assert weights[2] / weights[0] == pytest.approx(20**0.25) and (weights * shares).sum() == pytest.approx(1)
    assert (class_weights(np.zeros(3)) == 1).all()


@pytest.mark.parametrize("wrong", [
    {"steps": 0}, {"rate": float("nan")}, {"leave_out": "bones"}, {"precision": "int8"}, {"rows": 100}, {"seed": -1}, {"kind": "view"}
])  # fmt: skip
def test_settings_that_nothing_could_follow_are_refused(wrong):
    with pytest.raises(TrainingError, match=r"\."):
        LesionSettings(**wrong)


def test_settings_come_back_as_they_were_saved():
    plain = settings(leave_out="mirror")
    assert plain.are_saved_in(plain.as_json()) and LesionSettings.from_json(json.loads(plain.as_json())) == plain
    assert not settings().are_saved_in(plain.as_json()) and not plain.are_saved_in('{"future": 1}')
