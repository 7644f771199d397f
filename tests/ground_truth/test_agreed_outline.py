"""Agreed outlines: the polygon's mask is the voted mask to the pixel, and STAPLE is the STAPLE of the reference program."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dspic_gui.ground_truth.agreed_outline import agreed_outline, staple
from dspic_gui.ground_truth.lesion_groups import Mark, marks_of
from dspic_gui.marking.mask_outline import polygon_of
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Rectangle, Shape, crosses_itself
from dspic_gui.study import Projection
from dspic_gui.vote import OutlineRule

SIZE = (64, 64)


def marks(*shapes: Shape) -> list[Mark]:
    found = []
    for number, shape in enumerate(shapes, start=1):
        lesion = Lesion(Projection.ANT, shape, "metastasis:rib:left")
        found += marks_of(Reading("0" * 16, f"R{number}", (lesion,), State.SEALED), Projection.ANT, *SIZE)
    return found


THREE = marks(Ellipse(30, 30, 9, 7), Rectangle((24, 26), (40, 38)), Ellipse(33, 31, 6, 8))
MASKS = np.array([mark.lesion.shape.mask(*SIZE) for mark in THREE])


@pytest.mark.parametrize(
    ("rule", "mask"),
    [(OutlineRule.MAJORITY, MASKS.sum(axis=0) >= 2), (OutlineRule.UNION, MASKS.any(axis=0)), (OutlineRule.INTERSECTION, MASKS.all(axis=0))],
)
def test_the_mask_of_the_polygon_is_the_voted_mask(rule: OutlineRule, mask: np.ndarray) -> None:
    outline = agreed_outline(THREE, rule, 2)
    assert outline.rule == rule and np.array_equal(outline.shape.mask(*SIZE), mask)
    assert not crosses_itself(outline.shape.outline)


def test_the_medoid_is_the_mark_most_like_the_others() -> None:
    def iou(one: int, other: int) -> float:
        return float((MASKS[one] & MASKS[other]).sum() / (MASKS[one] | MASKS[other]).sum())

    best = max(range(3), key=lambda one: sum(iou(one, other) for other in range(3) if other != one))
    assert agreed_outline(THREE, OutlineRule.MEDOID, 2).shape == THREE[best].lesion.shape


def test_marks_without_a_common_pixel_fall_back_to_the_medoid_and_say_so() -> None:
    apart = marks(Rectangle((0, 0), (4, 4)), Rectangle((10, 0), (14, 4)))
    outline = agreed_outline(apart, OutlineRule.MAJORITY, 2)
    assert outline.rule == OutlineRule.MEDOID and outline.shape == apart[0].lesion.shape


@given(arrays.arrays(bool, st.tuples(st.integers(1, 8), st.integers(1, 8))))
def test_any_mask_becomes_one_ring_with_exactly_its_pixels(mask: np.ndarray) -> None:
    polygon = polygon_of(mask, 3, 5)
    whole = np.zeros((16, 16), dtype=bool)
    whole[3 : 3 + mask.shape[0], 5 : 5 + mask.shape[1]] = mask
    if polygon is None:
        assert not mask.any()
    else:
        assert np.array_equal(polygon.mask(16, 16), whole)


def test_holes_and_separate_parts_are_kept_exactly() -> None:
    mask = np.zeros((12, 14), dtype=bool)
    mask[1:8, 1:8] = True
    mask[3:5, 3:5] = False
    mask[9:11, 10:13] = True
    polygon = polygon_of(mask)
    assert polygon is not None and np.array_equal(polygon.mask(12, 14), mask)


def test_staple_gives_what_the_reference_program_gives() -> None:
    """The figures are those of SimpleITK 2.5.7, STAPLEImageFilter, on the same three masks."""
    y, x = np.mgrid[:16, :18]
    masks = np.array(
        [
            ((x - 8) ** 2 / 36 + (y - 7) ** 2 / 25) <= 1,
            ((x - 9) ** 2 / 25 + (y - 8) ** 2 / 36) <= 1,
            ((x - 6) ** 2 / 16 + (y - 7) ** 2 / 16) <= 1,
        ]
    )
    truth = staple(masks)
    assert truth.sum() == pytest.approx(90.99998866, abs=1e-4)
    sensitivity = [float((truth * mask).sum() / truth.sum()) for mask in masks]
    specificity = [float(((1 - truth) * ~mask).sum() / (1 - truth).sum()) for mask in masks]
    assert sensitivity == pytest.approx([1.0, 0.8131869435, 0.5384616568], abs=1e-5)
    assert specificity == pytest.approx([1.0, 0.9137055702, 1.0], abs=1e-5)


def test_staple_of_nothing_and_of_everything_is_that() -> None:
    assert not staple(np.zeros((3, 2, 2), dtype=bool)).any()
    assert staple(np.ones((3, 2, 2), dtype=bool)).all()
