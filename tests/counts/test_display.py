"""The window, the curves and the colours, against the formula computed pixel by pixel."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.code import load_code_book
from dspic_gui.counts.colour_map import MAPS, colours, contrast, readable
from dspic_gui.counts.display import PRESETS, Curve, Display, brightness, index_counts, lookup_table
from dspic_gui.study import Projection

displays = st.builds(
    Display,
    upper=st.floats(1, 300),
    curve=st.sampled_from(Curve),
    gamma=st.floats(0.2, 3),
    map=st.sampled_from(MAPS),
    inverted=st.booleans(),
    mirror_posterior=st.booleans(),
)


@given(display=displays, maximum=st.floats(1, 50_000))
def test_lookup_table_is_the_curve_rounded(display: Display, maximum: float) -> None:
    table = lookup_table(display, maximum)
    counts = np.arange(65_536, dtype=float)
    exact = brightness(display, maximum, counts) * 255
    assert table.shape == (65_536,)
    assert np.abs(table - exact).max() <= 0.5 + 1e-6
    assert (np.diff(table.astype(int)) >= 0).all()


def test_presets_put_the_upper_level_where_they_say() -> None:
    for percent in PRESETS:
        display = Display().with_upper(percent)
        table = lookup_table(display, 2000.0)
        assert display.upper_counts(2000.0) == percent * 20
        assert table[percent * 20] == 255
        assert table[percent * 10] == pytest.approx(127.5, abs=0.6)
        assert table[0] == 0


def test_whole_counts_are_indexed_exactly() -> None:
    counts = np.array([[-5, 0, 7], [300, 65_535, 12]], dtype=np.int32)
    indexed = index_counts(counts)
    assert indexed.step == 1.0
    assert indexed.indices.tolist() == [[0, 0, 7], [300, 65_535, 12]]


@pytest.mark.parametrize("counts", [np.array([[0, 1_000_000, 500_000]], dtype=np.int32), np.array([[0.0, 0.25, 0.125]], dtype=np.float32)])
def test_large_and_fractional_counts_keep_their_place_on_the_map(counts: np.ndarray) -> None:
    indexed = index_counts(counts)
    table = lookup_table(Display(), float(counts.max()), indexed.step)
    assert np.abs(table[indexed.indices].astype(int) - [[0, 255, 128]]).max() <= 1


def test_an_empty_picture_is_shown_as_zero() -> None:
    indexed = index_counts(np.zeros((4, 4), dtype=np.float32))
    assert not lookup_table(Display(), 1.0, indexed.step)[indexed.indices].any()


def test_maps_are_the_published_ones() -> None:
    from pyqtgraph import colormap

    for name in ("inferno", "viridis", "cividis"):
        published = colormap.get(name).getLookupTable(nPts=256)[:, :3].astype(int)
        assert np.abs(colours(name).astype(int) - published).max() <= 7


@given(displays)
def test_inverting_twice_changes_nothing_and_once_swaps_the_ends(display: Display) -> None:
    other = display.with_inversion_toggled()
    assert other.with_inversion_toggled() == display
    assert (colours(other.map, other.inverted)[::-1] == colours(display.map, display.inverted)).all()
    assert other.describe() != display.describe()


def test_inverse_grey_shows_hot_as_black_and_says_so() -> None:
    display = Display()
    assert colours(display.map, display.inverted)[255].tolist() == [0, 0, 0]
    assert display.grounds == ("#ffffff", "#000000")
    assert display.describe() == "Inverse grey, hot is dark"
    assert replace(display, inverted=False, curve=Curve.LOG).describe() == "Grey, hot is bright, logarithm"


def test_the_maps_and_curves_come_round_again() -> None:
    display = Display()
    for _ in MAPS:
        display = display.with_next_map()
    assert display == Display()
    for _ in Curve:
        display = display.with_next_curve()
    assert display == Display()


def test_reset_leaves_the_arrangement() -> None:
    changed = Display(upper=30, map="viridis", inverted=False, mirror_posterior=True, linked=False, single=True)
    assert changed.reset() == Display(mirror_posterior=True, linked=False, single=True)


def test_only_the_posterior_is_mirrored() -> None:
    display = Display(mirror_posterior=True)
    assert display.mirrors(Projection.POST)
    assert not display.mirrors(Projection.ANT)


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("inverted", [True, False])
def test_every_finding_can_be_told_from_its_ground(name: str, inverted: bool) -> None:
    grounds = Display(map=name, inverted=inverted).grounds
    reachable = 3.5 if len(grounds) == 1 else min(3.5, contrast(*grounds) ** 0.5 * 0.95)
    for finding in load_code_book().findings:
        shown = readable(finding.colour, grounds)
        assert min(contrast(shown, ground) for ground in grounds) >= reachable
