"""Two devices of one process train the paper's rows one after another, and clip as one device does."""

import numpy as np
import pytest

pytest.importorskip("keras")

from tests.proofs.test_worker_processes import finish, start

DEVICES = """
import sys
import numpy as np
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration() for _ in range(2)])
from pathlib import Path
from dataclasses import replace
from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training import paper, step
from training.dataset import split
from training.fit import fit
from training.settings import Settings
from training.step import Learner, open_strategy

out = Path(sys.argv[1])
step.plan_named = lambda name: SMALL
both = "CPU:0,CPU:1"
clipped = Settings(epochs=2, rate=3e-3, seed=1, clip=0.01, weight_decay=1e-3)
for name, devices in (("one", None), ("two", both)):
    learner = Learner(clipped, SIZE, open_strategy(devices))
    fit(learner, examples(9), examples(2, seed=9), out / name)
    np.savez(out / f"{name}.npz", *[np.asarray(v) for v in learner.model.variables])

settings = Settings(epochs=1, rate=3e-3, deviations=Deviations(batch_normalisation=True))
paper.run_experiments(split(examples(12), seed=0), out, settings, paper.chosen(["dSPIC-AM"], ["D_1", "D_2"], ["8"]), devices=both)
assert sum(row.scores is not None for row in paper.collected(out)) == 2

learner = Learner(settings, SIZE, open_strategy(both))
fit(learner, examples(9), examples(2, seed=9), out / "normal")
for variable in learner.model.variables:
    parts = [np.asarray(part) for part in variable.value.values]
    assert len(parts) == 2 and (parts[0] == parts[1]).all(), variable.path
plain = learner.plain_model()
pictures = np.stack(examples(2).inputs)
assert np.abs(np.asarray(plain(pictures[..., None])) - learner.predict(pictures)).max() < 1e-5
"""


def test_two_devices_train_row_after_row_and_clip_as_one_does(tmp_path):
    """In a process of its own: two logical processors are made before TensorFlow starts."""
    finish([start([tmp_path], script=DEVICES)])
    one, two = (np.load(tmp_path / f"{name}.npz") for name in ("one", "two"))
    for name in one.files:
        assert one[name] == pytest.approx(two[name], abs=1e-4)
