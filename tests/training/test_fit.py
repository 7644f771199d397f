"""The loop learns, stops, goes on after a kill with the same weights, and shares a batch between worker processes."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.disease import Answer
from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training.fit import BEST, CHECKPOINT, example_weights, fit, load_weights, rate_at
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
    load_weights(other.model, folder / BEST)
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


def test_a_damaged_checkpoint_is_named(data, tmp_path):
    (tmp_path / CHECKPOINT).write_bytes(b"\0" * 100)
    with pytest.raises(TrainingError, match=r"checkpoint\.safetensors is damaged"):
        fit(learner(), *data, tmp_path)


def test_a_full_disk_gets_a_sentence_and_leaves_the_old_file(tmp_path, monkeypatch):
    write_file(tmp_path / "a.txt", "old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("training.store.os.fsync", full)
    with pytest.raises(TrainingError, match="No space left on device"):
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


def test_the_rate_rises_through_the_warm_up_and_falls_along_a_cosine():
    settings = Settings(schedule="cosine", warm_up=1)
    rates = [rate_at(settings, step, 100, 10) for step in range(100)]
    assert rates[0] == pytest.approx(1e-5) and rates[9] == pytest.approx(1e-4)
    assert rates[55] == pytest.approx(0.5e-4) and rates[99] < 1e-6
    assert {rate_at(Settings(), step, 100, 10) for step in range(100)} == {1e-4}


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


WORKER = """
import sys
import numpy as np
from tests.training.examples import SIZE, SMALL, examples
from training.fit import fit
from training.settings import Settings
from training.step import Learner, open_strategy
from pathlib import Path

strategy = open_strategy(sys.argv[1] or None)
folder, number = Path(sys.argv[2]), int(sys.argv[3])
learner = Learner(Settings(epochs=2, rate=3e-3, seed=1), SIZE, strategy, SMALL)
course = fit(learner, examples(9), examples(2, seed=9), folder, writes=number == 0)
assert course.finished
np.savez(folder / f"worker{number}.npz", *[np.asarray(v) for v in learner.model.variables])
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def start(devices, folder, number, cluster):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "CUDA_VISIBLE_DEVICES": "-1"}
    if cluster:
        environment["TF_CONFIG"] = json.dumps({"cluster": {"worker": cluster}, "task": {"type": "worker", "index": number}})
    command = [sys.executable, "-c", WORKER, devices, str(folder), str(number)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_two_worker_processes_end_with_equal_weights_and_those_of_one(tmp_path):
    """18 examples in batches of 8 leave a last batch of 2; both workers and a single process take the same steps."""
    (tmp_path / "two").mkdir()
    (tmp_path / "one").mkdir()
    cluster = [f"127.0.0.1:{port}" for port in free_ports(2)]
    workers = [start("hosts", tmp_path / "two", number, cluster) for number in range(2)]
    workers.append(start("", tmp_path / "one", 0, None))
    try:
        for worker in workers:
            output, _ = worker.communicate(timeout=120)
            assert worker.returncode == 0, output[-3000:]
    finally:
        for worker in workers:
            worker.kill()
    first, second, alone = (
        np.load(path) for path in (tmp_path / "two/worker0.npz", tmp_path / "two/worker1.npz", tmp_path / "one/worker0.npz")
    )
    for name in first.files:
        assert (first[name] == second[name]).all()
        assert first[name] == pytest.approx(alone[name], abs=1e-4)
