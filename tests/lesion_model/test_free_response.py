"""Lesions found at false marks a view, counted by hand."""

import numpy as np
import pytest

from dspic_gui.disease import Disease
from dspic_gui.lesion_model.found_lesions import FoundLesion
from dspic_gui.lesion_model.free_response import NEVER, TrueLesion, curve, free_response, marked_view
from dspic_gui.study import Projection

DISC = np.ones((8, 8), dtype=bool)


def mark(probability, top=100, left=50, disease=Disease.METASTASIS):
    return FoundLesion(Projection.ANT, disease, probability, (), 0.5, top, left, DISC, (top + 3.5, left + 3.5))


def there(top=100, left=50, disease=Disease.METASTASIS, part="rib"):
    return TrueLesion(disease, part, "left", top, left, DISC)


def test_the_best_mark_that_points_at_a_lesion_counts():
    view = marked_view("p", [there()], None, [mark(0.4), mark(0.8, 104, 54), mark(0.9, 300, 90)])
    assert view.lesions[0].score == 0.8 and [one.score for one in view.false] == [0.9]


def test_a_mark_of_the_other_disease_is_false():
    view = marked_view("p", [there()], None, [mark(0.8, disease=Disease.ARTHRITIS)])
    assert view.lesions[0].score == NEVER and view.false[0].disease is Disease.ARTHRITIS


def test_a_mark_on_what_is_to_be_ignored_counts_for_nothing():
    ignored = np.zeros((1024, 256), dtype=bool)
    ignored[300:310, 90:100] = True
    assert not marked_view("p", [], ignored, [mark(0.9, 300, 90)]).false


def test_a_large_mark_about_a_small_lesion_points_at_it():
    small = TrueLesion(Disease.METASTASIS, "rib", None, 105, 55, np.ones((2, 2), dtype=bool))
    wide = FoundLesion(Projection.ANT, Disease.METASTASIS, 0.7, (), 0.5, 80, 48, np.ones((40, 16), dtype=bool), (99.5, 55.5))
    assert small.meets(wide) and not small.meets(mark(0.5, 400, 10))


def test_sensitivity_is_read_off_where_so_many_false_marks_remain():
    views = [
        marked_view("a", [there()], None, [mark(0.9), mark(0.95, 300, 90)]),
        marked_view("b", [there()], None, [mark(0.6), mark(0.7, 300, 90)]),
        marked_view("c", [there()], None, [mark(0.2, 400, 20)]),
    ]
    rows = {(row.rate, row.subset): row for row in free_response(views, samples=50)}
    assert rows[(0.5, "")].sensitivity == pytest.approx(1 / 3)
    assert rows[(1.0, "")].sensitivity == pytest.approx(2 / 3)
    assert rows[(1.0, "rib")].lesions == 3 and rows[(1.0, "50 to 100 px")].lesions == 3
    assert all(0 <= row.low <= row.sensitivity <= row.high <= 1 for row in rows.values())


def test_the_curve_rises_to_what_is_found_at_all():
    views = [marked_view("a", [there(), there(500, 100)], None, [mark(0.9), mark(0.5, 300, 90)])]
    points = curve(views, Disease.METASTASIS)
    assert points == [(0.0, 0.5, 0.9), (1.0, 0.5, 0.5)] and curve(views, Disease.ARTHRITIS) == []


def test_without_a_false_mark_every_found_lesion_counts():
    rows = free_response([marked_view("a", [there()], None, [mark(0.3)])], samples=10)
    assert {row.sensitivity for row in rows} == {1.0}
