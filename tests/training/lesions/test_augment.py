"""Variations of a pair: what moves moves in counts and truth alike, and noise is drawn last."""

from dataclasses import replace

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.regions.region_map import part_keys
from tests.training.lesions.pairs import pair
from training.lesions.augment import UNKNOWN, Draw, Injection, apply, draw, noisy
from training.lesions.examples import PairExample

WHOLE = (512, 128)
PLAIN = Draw()
KNEE, BLADDER = part_keys().index("knee"), part_keys().index("bladder")


def applied(drawn: Draw, one: PairExample | None = None, seed: int = 0, size: tuple[int, int] = WHOLE):
    return apply(one or pair(Answer.BOTH, 3), drawn, np.random.default_rng(seed), size)


def test_nothing_drawn_leaves_everything_where_it_is():
    one = pair(Answer.BOTH, 3)
    sample = applied(PLAIN, one)
    view = one.views[0]
    assert (sample.regions[:, :, 0] == view.regions[::2, ::2] % 64).all()
    assert (sample.lesions[:, :, 0, 0] == (view.lesions & 1)).all() and (sample.lesions[:, :, 1, 1] == view.lesions >> 1).all()
    sided = view.regions[::2, ::2] >= 64
    assert (sample.sides[:, :, 0][sided] == view.regions[::2, ::2][sided] // 64 - 1).all()
    assert (sample.sides[:, :, 0][~sided] == UNKNOWN).all()
    assert sample.channels.shape == (512, 128, 4) and sample.channels.dtype == np.float32


def test_the_same_draw_and_seed_give_the_same_sample():
    drawn = draw(np.random.default_rng(4))
    assert all((getattr(applied(drawn), name) == getattr(applied(drawn), name)).all() for name in ("channels", "regions", "lesions"))


@pytest.mark.parametrize("drawn", [
    Draw(shift=(9, -5)), Draw(degrees=6.0), Draw(zoom=(1.1, 0.95)), Draw(mirror=True), Draw(shift=(-7, 3), mirror=True, degrees=-4)
])  # fmt: skip
def test_a_lesion_stays_hot_wherever_it_moves(drawn):
    sample = applied(drawn)
    bright = sample.channels[:, :, 0]
    for disease in range(2):
        there = sample.lesions[:, :, 0, disease] == 1
        assert there.sum() > 30 and bright[there].mean() > 1.6 * bright[sample.regions[:, :, 0].repeat(2, 0).repeat(2, 1) == KNEE].min()


def test_the_patients_right_stays_at_small_columns_when_mirrored():
    sample = applied(Draw(mirror=True))
    knees = np.argwhere(sample.regions[:, :, 0] == KNEE)
    right = [column for row, column in knees if sample.sides[row, column, 0] == 0]
    left = [column for row, column in knees if sample.sides[row, column, 0] == 1]
    assert max(right) < min(left)


def test_counts_have_the_noise_of_their_own_number():
    rng = np.random.default_rng(0)
    for mean in (0.5, 12.0, 60.0, 900.0):
        drawn = noisy(np.full((200, 200), mean, np.float32), rng)
        assert drawn.mean() == pytest.approx(mean, rel=0.02) and drawn.var() == pytest.approx(mean, rel=0.05)
        assert (drawn == np.rint(drawn)).all() and drawn.min() >= 0


def test_measured_counts_are_thinned_and_never_get_more_noise():
    measured = pair(Answer.NORMAL, 1, measured=True)
    plain, again = (applied(PLAIN, measured, seed) for seed in (0, 1))
    assert (plain.channels == again.channels).all()
    fewer = applied(Draw(thinning=0.25), measured)
    spine = np.s_[120:240, 58:70, 0]
    assert plain.channels[spine].std() < 1e-3 < 0.05 < fewer.channels[spine].std()


def test_a_missing_view_is_empty_and_left_out_of_every_loss():
    sample = applied(Draw(present=(False, True)))
    assert not sample.channels[:, :, [0, 2]].any() and sample.channels[:, :, 1].any()
    assert (sample.regions[:, :, 0] == UNKNOWN).all() and (sample.lesions[:, :, 0] == UNKNOWN).all()


def test_a_study_with_one_view_shows_it_whatever_was_drawn():
    one = pair(Answer.NORMAL, 1)
    single = replace(one, views=(None, one.views[1]))
    assert applied(Draw(present=(True, False)), single).channels[:, :, 1].any()


def test_without_region_truth_the_regions_are_left_out():
    sample = applied(PLAIN, pair(Answer.BOTH, 3, regions=False))
    assert (sample.regions == UNKNOWN).all() and (sample.lesions != UNKNOWN).all()


def test_an_injection_is_hot_and_no_lesion():
    spot = Injection(0.3, 60.0, (2.0, 3.0), 20.0, (1.0, 0.5))
    sample = applied(Draw(injection=spot), pair(Answer.NORMAL, 1))
    assert sample.channels[:, :, 0].max() == 6.0 and not (sample.lesions == 1).any()
    row, column = np.unravel_index(sample.channels[:, :, 0].argmax(), WHOLE)
    assert sample.regions[row // 2, column // 2, 0] == UNKNOWN


def test_a_full_bladder_stays_within_its_place():
    one = pair(Answer.NORMAL, 1)
    regions = one.views[0].regions.copy()
    regions[280:296, 58:70] = BLADDER
    filled = replace(one, views=(replace(one.views[0], regions=regions), None))
    calm, hot = (applied(Draw(bladder=factor), filled).channels[:, :, 0] for factor in (1.0, 9.0))
    assert hot[284:292, 60:68].mean() > 2 * calm[284:292, 60:68].mean()
    assert hot[:270].mean() == pytest.approx(calm[:270].mean(), rel=0.05)


def test_cut_arms_leave_nothing_beyond_the_field():
    sample = applied(Draw(cut=(0.3, 0.0)))
    rim = round(63.5 - 30 * 0.7)
    assert not sample.channels[:, :rim, 0].any() and sample.channels[:, rim + 1 :, 0].any()
    assert not sample.regions[:, : rim // 2, 0].any()


def test_every_pixel_of_a_square_has_its_turn():
    views = pair(Answer.BOTH, 3).views
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        seen = applied(Draw(phase=(row, column))).regions[:, :, 0]
        assert (seen == views[0].regions[row::2, column::2] % 64).all()


def test_draws_hold_what_was_left_out():
    rng = np.random.default_rng(0)
    alone = [draw(rng, "pair") for _ in range(50)]
    assert all(sum(one.present) == 1 for one in alone)
    assert not any(draw(rng, "mirror").mirrored_channels for _ in range(50))
    shares = [draw(rng) for _ in range(400)]
    assert 0.2 < np.mean([sum(one.present) == 1 for one in shares]) < 0.45
    assert 0.1 < np.mean([not one.mirrored_channels for one in shares]) < 0.3
