"""A scan that is unlike what was learned is known as such, wherever the patient lies."""

import json

import numpy as np
import pytest

from dspic_gui.model.half_view import halved
from dspic_gui.model.likeness import Likeness, limit_of, mean_pictures
from dspic_gui.study import Projection
from tests.made.lesion_dataset import Answer, drawn_counts


def half(seed):
    return np.random.default_rng(seed).poisson(halved(drawn_counts(list(Answer)[seed % 4], seed))).astype(np.float32)


@pytest.fixture(scope="module")
def likeness():
    means = mean_pictures((projection, half(seed)) for seed in range(6) for projection in Projection)
    scores = [Likeness(means, -1).score(Projection.ANT, half(seed)) for seed in range(6, 12)]
    return Likeness(means, limit_of(scores) - 0.02)


def test_unseen_views_of_the_kind_are_known(likeness):
    for seed in range(12, 16):
        assert not likeness.unlike(likeness.score(Projection.ANT, half(seed)))


@pytest.mark.parametrize("change", [
    lambda view: np.roll(view, (12, 9), (0, 1)), lambda view: view // 4, lambda view: 5 * view,
    lambda view: np.where(view == view[280:300, 60:68].max(), 1e6, view),
])  # fmt: skip
def test_a_patient_who_lies_elsewhere_or_has_other_counts_is_known(likeness, change):
    assert not likeness.unlike(likeness.score(Projection.ANT, change(half(20)).astype(np.float32)))


@pytest.mark.parametrize("odd", [
    np.zeros((512, 128)), np.full((512, 128), 40.0), np.indices((512, 128)).sum(axis=0) // 16 % 2 * 90.0,
    np.random.default_rng(0).poisson(9, (512, 128)), np.sin(np.arange(512) / 15)[:, None] * np.ones(128) * 50 + 50,
])  # fmt: skip
def test_what_is_no_such_scan_is_flagged(likeness, odd):
    for projection in Projection:
        assert likeness.unlike(likeness.score(projection, odd.astype(np.float32)))


def test_upside_down_and_inverse_are_flagged(likeness):
    view = half(20)
    assert likeness.unlike(likeness.score(Projection.ANT, view[::-1].copy()))
    assert likeness.unlike(likeness.score(Projection.ANT, view.max() - view))


def test_it_comes_back_from_its_card(likeness):
    again = Likeness.from_json(json.loads(json.dumps(likeness.as_json())))
    assert again.limit == likeness.limit
    assert again.score(Projection.POST, half(3)) == pytest.approx(likeness.score(Projection.POST, half(3)), abs=1e-4)


def test_without_held_out_views_nothing_is_unlike():
    assert limit_of([]) == -1.0
