"""Worker processes that share a batch decide alike who writes, and go on from the same checkpoint."""

from types import SimpleNamespace

import pytest

pytest.importorskip("keras")

import tensorflow as tf

from training.fit import _check_together
from training.run_folder import Course
from training.settings import TrainingError
from training.step import is_chief


@pytest.mark.parametrize(
    ("jobs", "kind", "number", "chief"),
    [
        ({"worker": 2}, "worker", 0, True),
        ({"worker": 2}, "worker", 1, False),
        ({"chief": 1, "worker": 2}, "chief", 0, True),
        ({"chief": 1, "worker": 2}, "worker", 0, False),
    ],
)
def test_one_process_of_a_cluster_writes(jobs, kind, number, chief):
    cluster = tf.train.ClusterSpec({job: [f"{job}{i}:1" for i in range(count)] for job, count in jobs.items()})
    resolver = tf.distribute.cluster_resolver.SimpleClusterResolver(cluster, task_type=kind, task_id=number)
    assert is_chief(SimpleNamespace(cluster_resolver=resolver)) is chief
    assert is_chief(None)


def test_hosts_that_do_not_see_the_same_checkpoint_are_stopped(tmp_path):
    """The other host found none, so the mean of both is half of ours."""
    _check_together(SimpleNamespace(over_hosts=lambda *figures: figures), Course(steps=10), tmp_path)
    with pytest.raises(TrainingError, match="some found a checkpoint there that others did not"):
        _check_together(SimpleNamespace(over_hosts=lambda figure: (figure / 2,)), Course(steps=10), tmp_path)
