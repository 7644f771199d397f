"""Scans altered as real ones differ."""

import numpy as np
import pytest

from dspic_gui.counts.alterations import ALTERATIONS, body_box, setting_of
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.made.lesion_dataset import Answer, drawn_counts

COUNTS = np.random.default_rng(0).poisson(drawn_counts(Answer.NORMAL, 1)).astype(np.int32)
SETTING = setting_of(COUNTS, Projection.ANT, 2.0, (545.0, 128.0))


def altered(name, counts=COUNTS, setting=SETTING, seed=1):
    return ALTERATIONS[name](counts, setting, np.random.default_rng(seed))


@pytest.mark.parametrize("name", list(ALTERATIONS))
def test_every_alteration_gives_counts_of_the_same_size_and_the_same_each_time(name):
    made = altered(name)
    assert made.shape == COUNTS.shape and made.dtype == np.int32 and made.min() >= 0
    assert (made == altered(name)).all() and not (made == COUNTS).all()


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_full_bladder_is_so_many_times_the_hottest_elsewhere(times):
    made = altered(f"bladder {times}x")
    assert made.max() == pytest.approx(times * COUNTS.max(), rel=0.25)
    assert (made[:480] == COUNTS[:480]).all()


def test_an_injection_lies_on_the_right_arm():
    made = altered("injection 5x")
    row, column = np.unravel_index(made.argmax(), made.shape)
    top, bottom, left, right = body_box(COUNTS)
    assert top < row < bottom and column < (left + right) / 2
    behind = setting_of(COUNTS, Projection.POST, None)
    assert np.unravel_index(altered("injection 5x", setting=behind).argmax(), made.shape)[1] > (left + right) / 2


@pytest.mark.parametrize(("name", "times"), [("counts 1/4", 0.25), ("counts 1/2", 0.5), ("counts 2", 2.0), ("blur 1.5 px", 1.0)])
def test_counts_are_fewer_or_more(name, times):
    assert altered(name).sum() == pytest.approx(times * COUNTS.sum(), rel=0.02)


def test_places_and_sizes():
    top, bottom, left, right = body_box(COUNTS)
    assert body_box(altered("shift 20 px"))[0] == pytest.approx(top + 20, abs=2)
    larger, smaller = body_box(altered("scale 1.1")), body_box(altered("scale 0.9"))
    assert larger[1] - larger[0] == pytest.approx(1.1 * (bottom - top), rel=0.03)
    assert smaller[3] - smaller[2] == pytest.approx(0.9 * (right - left), rel=0.08)
    coarse = body_box(altered("pixels of 2.4 mm"))
    assert coarse[1] - coarse[0] == pytest.approx((bottom - top) / 1.2, rel=0.03)
    assert altered("pixels of 2.4 mm").sum() == pytest.approx(COUNTS.sum(), rel=0.05)


def test_cut_arms_are_gone():
    _, _, left, right = body_box(COUNTS)
    made = altered("arms cut")
    assert not made[:, : left + 10].any() and made[:, (left + right) // 2].any()


def test_an_empty_picture_is_altered_without_harm():
    empty = np.zeros((1024, 256), np.int32)
    for name in ALTERATIONS:
        assert altered(name, empty, setting_of(empty, Projection.ANT, None)).shape == empty.shape


def test_a_patient_who_lies_aside_is_aside_in_both_views():
    counts = np.zeros((ROWS, COLUMNS), dtype=np.int32)
    counts[500:520, 120:130] = 50
    for projection, column in ((Projection.ANT, 136.5), (Projection.POST, 112.5)):
        setting = setting_of(counts, projection, None)
        rows, columns = np.nonzero(altered("shift 20 px", counts, setting))
        assert (rows.mean(), columns.mean()) == pytest.approx((529.5, column), abs=1)
