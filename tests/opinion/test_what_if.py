"""An erased lesion looks like its surroundings, and the network then says so."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.disease import Answer
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.what_if import WhatIfError, erased, filled, what_if
from dspic_gui.shape import Ellipse, Rectangle
from tests.made.drawn_views import RADIUS, drawn_view
from tests.places import SMALL_MODEL as SMALL


@pytest.fixture(scope="module")
def small() -> Classifier:
    return Classifier.open(SMALL)


def around(shape: Ellipse) -> Ellipse:
    return Ellipse(shape.cx, shape.cy, RADIUS + 2, RADIUS + 2)


@pytest.mark.parametrize(("answer", "left"), [(Answer.METASTATIC, Answer.NORMAL), (Answer.ARTHRITIC, Answer.NORMAL)])
def test_without_its_lesion_a_view_is_normal(small: Classifier, answer: Answer, left: Answer) -> None:
    view, lesions = drawn_view(answer, 31)
    before = view.counts.copy()
    found = what_if(small, view, [around(lesion.shape) for lesion in lesions])  # type: ignore[arg-type]
    assert found.before.answer is answer and found.after.answer is left
    assert found.changes[answer] < -0.5 and sum(found.changes.values()) == pytest.approx(0, abs=1e-5)
    assert found.rescaled, "the lesion was the brightest place"
    assert (view.counts == before).all(), "the scan itself is not touched"


def test_of_two_lesions_the_other_stays(small: Classifier) -> None:
    view, lesions = drawn_view(Answer.BOTH, 33)
    metastasis = next(lesion for lesion in lesions if lesion.label.startswith("metastasis"))
    found = what_if(small, view, [around(metastasis.shape)])  # type: ignore[arg-type]
    assert (found.before.answer, found.after.answer) == (Answer.BOTH, Answer.ARTHRITIC)


def test_a_region_of_background_changes_nothing_much(small: Classifier) -> None:
    view, _ = drawn_view(Answer.METASTATIC, 34)
    found = what_if(small, view, [Rectangle((90, 820), (110, 840))])
    assert max(abs(change) for change in found.changes.values()) < 0.05
    assert not found.rescaled


def test_the_filling_has_the_level_and_the_noise_of_the_ring() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(100, (80, 80)).astype(np.int32)
    mask = np.zeros((80, 80), bool)
    mask[30:50, 30:50] = True
    counts[mask] = 5000
    result = filled(counts, mask)
    assert result.dtype == np.int32
    assert (result[~mask] == counts[~mask]).all()
    assert result[mask].mean() == pytest.approx(100, abs=4)
    assert 6 < result[mask].std() < 14
    assert (filled(counts, mask) == result).all(), "the same region gives the same picture"


def test_a_slope_is_carried_on() -> None:
    counts = np.tile(np.arange(80, dtype=np.float32) * 10, (80, 1))
    mask = np.zeros((80, 80), bool)
    mask[36:44, 36:44] = True
    result = filled(counts, mask)
    assert result.dtype == np.float32
    assert result[36:44, 36].mean() < result[36:44, 43].mean()
    assert result[mask].mean() == pytest.approx(counts[mask].mean(), abs=15)


def test_two_regions_have_their_own_surroundings() -> None:
    counts = np.full((60, 120), 10, np.int32)
    counts[:, 60:] = 200
    mask = np.zeros((60, 120), bool)
    mask[20:30, 20:30] = mask[20:30, 90:100] = True
    result = filled(counts, mask)
    assert (result[20:30, 20:30] == 10).all() and (result[20:30, 90:100] == 200).all()


def test_what_cannot_be_erased_is_told() -> None:
    view, _ = drawn_view(Answer.NORMAL, 1)
    with pytest.raises(WhatIfError, match="no pixel"):
        erased(view, [Rectangle((-50, -50), (-10, -10))])
    with pytest.raises(WhatIfError, match="no pixel"):
        erased(view, [])
    with pytest.raises(WhatIfError, match="no surroundings"):
        erased(view, [Rectangle((-1, -1), (300, 1100))])


def test_at_the_rim_of_the_view_there_is_half_a_ring() -> None:
    view, _ = drawn_view(Answer.NORMAL, 1)
    changed = erased(view, [Rectangle((-5, -5), (20, 20))])
    assert (changed.counts[:20, :20] == 0).all()
