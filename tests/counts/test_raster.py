"""Stored pictures become upright counts without one being invented or lost."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.counts.raster import AS_IS, HALF_TURN, LYING, TURNS, Recipe, recipe_of
from dspic_gui.study import COLUMNS, ROWS

UPRIGHT = np.random.default_rng(1).poisson(3, (ROWS, COLUMNS)).astype(np.int32)
QUARTERS = {
    "rotated 90 clockwise": "rotated 90 counterclockwise",
    "rotated 90 counterclockwise": "rotated 90 clockwise",
}
"""The turns that another one undoes; each other undoes itself."""


@pytest.mark.parametrize("turned", TURNS)
def test_a_turn_is_undone(turned: str) -> None:
    stored = TURNS[QUARTERS.get(turned, turned)](UPRIGHT)
    assert stored.shape == ((COLUMNS, ROWS) if turned in LYING else (ROWS, COLUMNS))
    assert (Recipe(turned=turned).upright(stored) == UPRIGHT).all()


@pytest.mark.parametrize("turned", TURNS)
def test_half_a_turn_more_is_half_a_turn(turned: str) -> None:
    stored = TURNS[QUARTERS.get(turned, turned)](UPRIGHT)
    assert (Recipe(turned=HALF_TURN[turned]).upright(stored) == UPRIGHT[::-1, ::-1]).all()


def test_fine_pixels_are_added_and_odd_rows_are_kept() -> None:
    fine = np.random.default_rng(2).poisson(1, (1847, 512)).astype(np.uint16)
    counts = Recipe(summed=(2, 2), padded=(0, 0)).upright(fine)
    assert counts.shape == (ROWS, COLUMNS) and counts.dtype == np.int32 and counts.sum() == fine.sum()
    assert counts[0, 0] == fine[:2, :2].sum()
    assert Recipe(summed=(2, 2)).pixel_mm((1.13, 1.13)) == (2.26, 2.26)


def test_air_of_the_highest_value_holds_no_counts() -> None:
    stored = np.full((ROWS, COLUMNS), 255, np.uint8)
    stored[5, 5] = 55
    counts = Recipe(inverted_from=255.0).upright(stored)
    assert counts.sum() == counts[5, 5] == 200


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(),
        Recipe(255.0, (0, 1024, 256, 512)),
        Recipe(None, (0, 900, 0, 200), "rotated 180", (1, 1), (0, 28)),
        Recipe(turned="transposed", summed=(2, 1), padded=(0, 0)),
    ],
)
def test_what_a_studys_file_spells_is_the_recipe(recipe: Recipe) -> None:
    assert recipe_of(recipe.turned, recipe.raster, recipe.values) == recipe


def test_an_older_study_is_shown_as_it_is() -> None:
    assert recipe_of(None, None, None) == Recipe() and Recipe().raster == AS_IS


@pytest.mark.parametrize("spelled", [("askew", None, None), (None, "cut somewhere", None), (None, None, "inverted from nan")])
def test_a_recipe_that_is_none_is_refused(spelled: tuple[str | None, str | None, str | None]) -> None:
    with pytest.raises(ValueError, match="upright"):
        recipe_of(*spelled)


def test_a_picture_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Recipe().upright(np.zeros((2048, 256), np.int32))
