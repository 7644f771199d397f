"""Progressive resizing: the first steps learn from pictures of half the size, with the weights of the whole network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.network.plan import Deviations
from tests.training.examples import SIZE, SMALL, examples
from training.fit import fit
from training.settings import Settings, TrainingError
from training.step import Batch, Learner, half_size, halved

NORMALISED = Deviations(batch_normalisation=True)


def batch() -> Batch:
    found = examples(4)
    return np.stack(found.inputs), found.targets, np.ones(8, np.float32)


def test_a_pixel_of_half_the_size_is_the_mean_of_four() -> None:
    picture = np.arange(4 * 6, dtype=np.float32).reshape(1, 4, 6)
    assert halved(picture).tolist() == [[[3.5, 5.5, 7.5], [15.5, 17.5, 19.5]]]
    assert halved(np.ones((2, 5, 7), np.float32)).shape == (2, 2, 3)


def test_the_half_sized_network_is_the_same_weights() -> None:
    learner = Learner(Settings(coarse=0.5, deviations=NORMALISED), SIZE, plan=SMALL)
    half = half_size(learner.model)
    assert [id(one) for one in half.trainable_variables] == [
        id(one) for one in learner.model.trainable_variables
    ]
    assert half.input.shape == (None, SIZE[0] // 2, SIZE[1] // 2, 1)
    before = learner.predict(batch()[0]), learner.model.trainable_variables[0].value.numpy()
    learner.learn(batch(), 1e-3, coarse=True)
    assert (learner.predict(batch()[0]) != before[0]).any()
    assert (learner.model.trainable_variables[0].value.numpy() != before[1]).any()


def test_the_first_share_of_the_steps_is_coarse_also_after_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 patients give 5 steps an epoch; half of 15 steps are 8, and the run goes on in the second epoch."""
    sizes: list[bool] = []
    learn = Learner.learn

    def noted(self: Learner, one: Batch, rate: float, *, coarse: bool = False) -> tuple[float, float]:
        sizes.append(coarse)
        return learn(self, one, rate, coarse=coarse)

    monkeypatch.setattr(Learner, "learn", noted)
    settings = Settings(coarse=0.5, epochs=3, rate=3e-3, patience=0)
    data = examples(20), examples(4, seed=9)
    left = iter([False] * 6 + [True])
    assert not fit(Learner(settings, SIZE, plan=SMALL), *data, tmp_path, stopped=lambda: next(left)).finished
    assert sizes == [True] * 7
    sizes.clear()
    course = fit(Learner(settings, SIZE, plan=SMALL), *data, tmp_path)
    assert sizes == [True] * 3 + [False] * 7
    assert course.rows[-1].loss < course.rows[0].loss


def test_a_share_that_cannot_be_and_a_head_that_needs_one_size_are_refused() -> None:
    for wrong in (1.0, -0.1):
        with pytest.raises(TrainingError, match="share of coarse steps"):
            Settings(coarse=wrong)
    with pytest.raises(TrainingError, match="share of coarse steps"):
        Settings(coarse=0.5, head="pool3")
    assert Settings(coarse=0.5).deviations_named() == {"coarse": 0.5}
    assert Settings().deviations_named() == {}
