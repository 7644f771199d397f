"""The loop learns, stops, and goes on after a kill with the same weights."""

import json
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.disease import Answer
from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training.fit import example_weights, fit
from training.run_folder import BEST, CHECKPOINT, load_best, starting_weights, take_start
from training.settings import Settings, TrainingError
from training.step import Learner, _padded, open_strategy
from training.store import read_arrays, write_file

FAST = Settings(epochs=10, rate=3e-3, seed=1)


def learner(settings=FAST):
    return Learner(settings, SIZE, plan=SMALL)


def weights_of(one):
    return [np.asarray(variable) for variable in one.model.variables]


@pytest.fixture(scope="module")
def data():
    return examples(20), examples(4, seed=9)


@pytest.fixture(scope="module")
def whole(data, tmp_path_factory):
    """An uninterrupted training, its events and its folder."""
    folder = tmp_path_factory.mktemp("whole")
    one, events = learner(), []
    course = fit(one, *data, folder, events.append)
    return one, course, events, folder


def test_the_network_learns_and_progress_says_what_a_window_needs(whole):
    _, course, events, _ = whole
    assert course.rows[-1].loss < course.rows[0].loss - 0.1
    assert [row.steps for row in course.rows] == list(range(5, 51, 5))
    steps = [event for event in events if event["event"] == "step"]
    assert len(steps) == 50
    assert set(steps[0]) == {"event", "epoch", "step", "steps", "loss", "accuracy", "images_per_second", "seconds_left"}
    assert json.loads(json.dumps(events)) == events
    assert events[0]["event"] == "start" and events[-1]["event"] == "end"


def test_the_best_weights_are_in_the_learner_and_in_the_folder(whole, data):
    one, course, _, folder = whole
    other = learner()
    load_best(other, folder)
    assert all((a == b).all() for a, b in zip(weights_of(one), weights_of(other), strict=True))
    assert read_arrays(folder / BEST)[1]["epoch"] == str(course.best_epoch)


@pytest.mark.parametrize("stop_after", [7, 10])
def test_a_run_stopped_in_an_epoch_or_between_ends_with_the_same_weights(whole, data, tmp_path, stop_after):
    left = [stop_after]

    def stopped():
        left[0] -= 1
        return left[0] == 0

    assert not fit(learner(), *data, tmp_path, stopped=stopped).finished
    again = learner()
    assert fit(again, *data, tmp_path).finished
    for a, b in zip(weights_of(whole[0]), weights_of(again), strict=True):
        assert a == pytest.approx(b, abs=1e-6)


@pytest.mark.long
def test_dropout_goes_on_where_it_stopped(data, tmp_path):
    settings = Settings(epochs=3, rate=3e-3, deviations=Deviations(dropout=0.5, batch_normalisation=True))
    whole = learner(settings)
    fit(whole, *data, tmp_path / "whole")
    left = [8]

    def stopped():
        left[0] -= 1
        return left[0] == 0

    fit(learner(settings), *data, tmp_path / "cut", stopped=stopped)
    again = learner(settings)
    fit(again, *data, tmp_path / "cut")
    for a, b in zip(weights_of(whole), weights_of(again), strict=True):
        assert a == pytest.approx(b, abs=1e-6)


def test_mixed_precision_goes_on_where_it_stopped_and_is_named(data, tmp_path):
    """Weights and moments are kept in float32, so nothing is rounded by a stop; the run, the card and a paper's page name it."""
    settings = Settings(epochs=2, rate=3e-3, precision="mixed_bfloat16")
    whole = learner(settings)
    fit(whole, *data, tmp_path / "whole")
    left = [7]

    def stopped():
        left[0] -= 1
        return left[0] == 0

    fit(learner(settings), *data, tmp_path / "cut", stopped=stopped)
    again = learner(settings)
    fit(again, *data, tmp_path / "cut")
    assert "bfloat16" in {str(layer.compute_dtype) for layer in again.model.layers if layer.weights}
    for a, b in zip(weights_of(whole), weights_of(again), strict=True):
        assert a.dtype == np.float32 and a == pytest.approx(b, abs=1e-6)
    assert json.loads(read_arrays(tmp_path / "cut" / CHECKPOINT)[1]["settings"])["precision"] == "mixed_bfloat16"
    assert settings.deviations_named() == {"precision": "mixed_bfloat16", "rate": 3e-3}
    with pytest.raises(TrainingError, match="precision \\(mixed_bfloat16 there, float32 here\\)"):
        fit(learner(replace(settings, precision="float32")), *data, tmp_path / "cut")


def test_a_training_that_diverged_ends_at_once_with_a_sentence_or_with_its_best_epoch(data, tmp_path, monkeypatch):
    one, learn = learner(), Learner.learn
    monkeypatch.setattr(Learner, "learn", lambda self, batch, rate: (float("nan"), 0.0))
    monkeypatch.setattr(Learner, "predict", lambda self, pictures: np.full((len(pictures), 3), np.nan, np.float32))
    with pytest.raises(TrainingError, match="The training diverged"):
        fit(one, *data, tmp_path / "none")
    monkeypatch.undo()
    steps = []

    def some(self, batch, rate):
        steps.append(rate)
        return learn(self, batch, rate) if len(steps) <= 5 else (float("nan"), 0.0)

    monkeypatch.setattr(Learner, "learn", some)
    course = fit(one, *data, tmp_path / "one")
    assert course.finished and course.best_epoch == 1 and len(course.rows) == 2
    assert (tmp_path / "one" / BEST).exists()


def test_the_steps_budget_ends_the_training(data, tmp_path):
    assert fit(learner(Settings(epochs=9, steps=7)), *data, tmp_path).steps == 7


def test_early_stopping_keeps_the_best_epoch(data, tmp_path):
    settings = Settings(epochs=30, rate=1.0, patience=2)
    course = fit(learner(settings), *data, tmp_path)
    assert len(course.rows) == course.best_epoch + 2 < 30


def test_a_checkpoint_of_other_settings_is_left_alone(whole, data):
    _, _, _, folder = whole
    before = (folder / CHECKPOINT).read_bytes()
    with pytest.raises(TrainingError, match="holds a run with other settings"):
        fit(learner(Settings(epochs=5)), *data, folder)
    assert (folder / CHECKPOINT).read_bytes() == before


def test_a_training_starts_from_the_weights_of_another_run(whole, tmp_path):
    source, _, _, folder = whole
    settings = Settings(epochs=1, start_from=str(folder), deviations=Deviations(dropout=0.5))
    other = learner(settings)
    take_start(other, settings.start_from, tmp_path)
    for a, b in zip(source.model.trainable_variables, other.model.trainable_variables, strict=True):
        assert (np.asarray(a) == np.asarray(b)).all()
    assert settings.deviations_named()["start_from"] == str(folder)


def test_weights_to_start_from_are_found_by_their_run_or_model_and_refused_where_they_do_not_fit(whole, tmp_path):
    folder = whole[3]
    (tmp_path / "run/model").mkdir(parents=True)
    (tmp_path / "run/model/card.json").write_text("{}")
    for place in (tmp_path / "run/model", tmp_path / "run", tmp_path / "absent"):
        with pytest.raises(TrainingError, match="There are no weights to start from"):
            starting_weights(str(place))
    (tmp_path / "run" / BEST).write_bytes((folder / BEST).read_bytes())
    for place in ("run/model", "run", f"run/{BEST}"):
        assert starting_weights(str(tmp_path / place)) == tmp_path / "run" / BEST
    normal = learner(Settings(deviations=Deviations(batch_normalisation=True)))
    before = weights_of(normal)
    with pytest.raises(TrainingError, match="those of another network than dSPIC-AM with the head “2x8”"):
        take_start(normal, str(folder), tmp_path)
    assert all((a == b).all() for a, b in zip(before, weights_of(normal), strict=True))


def test_a_run_under_way_goes_on_at_its_checkpoint_and_not_at_its_start(whole):
    one = learner()
    before = weights_of(one)
    take_start(one, "no longer there", whole[3])
    assert all((a == b).all() for a, b in zip(before, weights_of(one), strict=True))


def test_a_damaged_checkpoint_is_named(data, tmp_path):
    (tmp_path / CHECKPOINT).write_bytes(b"\0" * 100)
    with pytest.raises(TrainingError, match=r"checkpoint\.safetensors is damaged"):
        fit(learner(), *data, tmp_path)


def test_a_full_disk_gets_a_sentence_and_leaves_the_old_file(tmp_path, monkeypatch):
    write_file(tmp_path / "a.txt", "old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dspic_gui.durable.os.fsync", full)
    with pytest.raises(TrainingError, match="no space left on device"):
        write_file(tmp_path / "a.txt", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_equation_12_is_adams_step():
    """Three steps of the optimiser on one weight against the printed update rule."""
    import keras

    optimiser = keras.optimizers.Adam(0.01)
    weight = keras.Variable(np.array([0.5], np.float32))
    theta, m, v = 0.5, 0.0, 0.0
    for t, g in enumerate([0.3, -0.7, 0.2], start=1):
        optimiser.apply([np.array([g], np.float32)], [weight])
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        theta -= 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-7)
    assert float(np.asarray(weight)[0]) == pytest.approx(theta, abs=1e-6)


def test_class_weights_are_inverse_counts_with_a_mean_of_one():
    source = examples(20).chosen(list(range(14)))
    weights = example_weights(source, Settings(class_weights=True))
    assert weights.mean() == pytest.approx(1)
    by_class = {example.answer: weight for example, weight in zip(source.examples, weights, strict=True)}
    assert by_class[Answer.BOTH] / by_class[Answer.NORMAL] == pytest.approx(source.counts[Answer.NORMAL] / source.counts[Answer.BOTH])


def test_a_batch_is_filled_with_copies_that_weigh_nothing():
    batch = (np.ones((3, 2, 2), np.float32), np.ones((3, 3), np.float32), np.ones(3, np.float32))
    assert [array.shape[0] for array in _padded(batch, 2)] == [4, 4, 4]
    assert _padded(batch, 2)[2].tolist() == [1, 1, 1, 0]


def test_unknown_settings_and_devices_are_refused_in_a_sentence():
    with pytest.raises(TrainingError, match="“9x9” is no head"):
        Settings(head="9x9")
    with pytest.raises(TrainingError, match="larger than zero"):
        Settings(epochs=0)
    with pytest.raises(TrainingError, match=r"“GPU:7” cannot be used: this machine has .*CPU:0"):
        open_strategy("GPU:7")


def test_settings_come_back_from_json_and_name_what_differs_from_the_paper():
    settings = Settings(data="D_2", schedule="cosine", deviations=Deviations(dropout=0.5))
    assert Settings.from_json(json.loads(settings.as_json())) == settings
    assert settings.deviations_named() == {"dropout": 0.5, "schedule": "cosine"}
    assert Settings(batch=16).deviations_named() == {}
