"""A batch is shared by worker processes: all end with equal weights; and more of them simulate the same bytes."""

import json
import os
import socket
import subprocess
import sys

import numpy as np
import pytest

from tests.made.waiting import PATIENCE
from tests.places import ROOT
from tests.training.test_simulate_dataset import RECIPE, cases, simulated, tree
from training.simulate.folder import simulate

__all__ = ["cases", "simulated"]

pytest.importorskip("keras")

WORKER = """
import sys
import numpy as np
from dataclasses import asdict
from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training.fit import fit
from training.settings import Settings
from training.step import Learner, is_chief, open_strategy
from pathlib import Path

strategy = open_strategy(sys.argv[1] or None)
folder, number = Path(sys.argv[2]), int(sys.argv[3])
cases = {
    "plain": Settings(epochs=2, rate=3e-3, seed=1),
    "normal": Settings(epochs=6, rate=3e-3, seed=1, patience=1, deviations=Deviations(batch_normalisation=True)),
}
for name in sys.argv[4:]:
    learner = Learner(cases[name], SIZE, strategy, SMALL)
    course = fit(learner, examples(9), examples(2, seed=9), folder / name, writes=is_chief(strategy))
    assert course.finished and is_chief(strategy) is (number == 0)
    rows = [[row["validation_loss"], row["validation_accuracy"]] for row in asdict(course)["rows"]]
    np.savez(folder / f"{name}{number}.npz", *[np.asarray(v) for v in learner.model.variables], rows=rows, best=course.best_epoch)
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def start(words, cluster=None, number=0, script=WORKER):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "-1"}
    if cluster:
        environment["TF_CONFIG"] = json.dumps({"cluster": {"worker": cluster}, "task": {"type": "worker", "index": number}})
    command = [sys.executable, "-c", script, *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(workers):
    try:
        for worker in workers:
            output, _ = worker.communicate(timeout=5 * PATIENCE)
            assert worker.returncode == 0, output[-3000:]
    finally:
        for worker in workers:
            worker.kill()
            worker.communicate()


def test_two_worker_processes_end_with_equal_weights(tmp_path):
    """18 examples in batches of 8 leave a last batch of 2. Without statistics of their own both take the steps of one process.

    With batch normalisation both end with the same statistics, see the same validation loss and stop after the same epoch.
    """
    two, one = tmp_path / "two", tmp_path / "one"
    two.mkdir()
    one.mkdir()
    cluster = [f"127.0.0.1:{port}" for port in free_ports(2)]
    workers = [start(["hosts", two, number, "plain", "normal"], cluster, number) for number in range(2)]
    finish([*workers, start(["", one, 0, "plain"])])
    for network in ("plain", "normal"):
        first, second = (np.load(two / f"{network}{number}.npz") for number in range(2))
        for name in first.files:
            assert (first[name] == second[name]).all(), (network, name)
    together, alone = np.load(two / "plain0.npz"), np.load(one / "plain0.npz")
    for name in together.files:
        assert together[name] == pytest.approx(alone[name], abs=1e-4)


@pytest.mark.parametrize("workers", [3, 4])
def test_the_same_seed_gives_the_same_bytes(simulated, tmp_path, workers):
    simulate(tmp_path / "again", RECIPE, workers=workers)
    assert tree(tmp_path / "again") == tree(simulated)
