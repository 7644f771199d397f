"""What the lesion network sees: half size, the anterior frame, a scale by the body, and the mirror about the midline."""

import numpy as np
import pytest

from dspic_gui.lesion_model.pair_input import flipped, fold_of, stacked
from dspic_gui.model.half_view import body_scale, body_threshold, brightness, half_view, halved
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.study import Projection
from tests.made.lesion_dataset import Answer, drawn_counts, stored


def views(answer=Answer.ARTHRITIC, seed=1):
    level = drawn_counts(answer, seed)
    return {one: np.random.default_rng(5).poisson(stored(one, level)).astype(np.int32) for one in Projection}


def pair_input(counts):
    return stacked([half_view(one, counts[one]) if one in counts else None for one in Projection])


def test_half_size_keeps_every_count():
    counts = views()[Projection.ANT]
    half = halved(counts)
    assert half.shape == (512, 128) and half.sum() == counts.sum()
    assert half[100, 40] == counts[200:202, 80:82].sum()


def test_both_views_lie_in_one_frame_and_a_missing_one_is_empty():
    pair = pair_input(views())
    assert pair.channels.shape == (512, 128, 4) and pair.present == (True, True)
    one, other = pair.channels[:, :, 0], pair.channels[:, :, 1]
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.95
    alone = pair_input({Projection.POST: views()[Projection.POST]})
    assert alone.present == (False, True) and not alone.channels[:, :, [0, 2]].any()
    assert np.allclose(alone.channels[:, :, 1], other)


def test_a_hot_bladder_does_not_dim_the_rest():
    counts = views()[Projection.ANT]
    hot = counts.copy()
    hot[540:560, 120:136] = 100 * counts.max()
    calm, burning = (pair_input({Projection.ANT: one}).channels[:, :, 0] for one in (counts, hot))
    away = np.s_[:250]
    assert np.abs(calm[away] - burning[away]).max() < 0.05 * calm[away].max()
    assert burning.max() == 6.0


def test_the_scale_follows_the_counts_so_that_brightness_does_not():
    half = halved(views()[Projection.ANT])
    assert body_scale(4 * half) == pytest.approx(4 * body_scale(half), rel=0.02)
    assert brightness(4 * half) == pytest.approx(brightness(half), abs=0.06)


def test_the_threshold_parts_body_and_field():
    half = halved(views()[Projection.ANT])
    inside = half > body_threshold(half)
    assert inside[100:450, 50:78].mean() > 0.99 and inside[:, :20].mean() < 0.02


def test_nothing_has_no_scale_and_becomes_zeros():
    empty = np.zeros((512, 128), np.float32)
    assert body_scale(empty) == 0 and not stacked([empty, None]).channels.any()


@pytest.mark.parametrize("offset", [-15, -4, 0, 7, 15])
def test_the_fold_follows_the_patient(offset):
    half = halved(views(Answer.NORMAL)[Projection.ANT])
    moved = np.roll(half, offset, axis=1)
    assert abs(fold_of([brightness(moved)]) - (127 + 2 * offset)) <= 1


def test_flipping_twice_gives_the_picture_where_it_lies_inside():
    picture = np.arange(24, dtype=np.float32).reshape(4, 6)
    assert (flipped(flipped(picture, 5), 5) == picture).all()
    shifted = flipped(picture, 3)
    assert (shifted[:, :4] == picture[:, 3::-1]).all() and not shifted[:, 4:].any()


@pytest.mark.parametrize("counts", [np.zeros((512, 512)), np.full((1024, 256), np.nan), np.full((1024, 256), np.inf)])
def test_what_cannot_be_seen_is_refused_in_a_sentence(counts):
    with pytest.raises(NetworkInputError, match="Nothing was classified"):
        pair_input({Projection.ANT: counts})


def test_the_real_scan_is_seen(real_view):
    pair = pair_input({Projection.ANT: real_view})
    assert 0.5 < np.percentile(pair.channels[:, :, 0], 90) < 3 and abs(pair.fold - 127) < 20
