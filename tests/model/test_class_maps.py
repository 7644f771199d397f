"""Maps lie where the network's cells look: the geometry against arithmetic and against a network that is asked pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.attention_statistics import lesion_mask
from dspic_gui.model.class_maps import MapKind, ViewMap, attention_map, averages, feature_map, grad_cam, hirescam, spread
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.model_card import Place
from dspic_gui.model.overlay import OverlayStyle, blended, coloured_map, default_style
from tests.made.drawn_views import drawn_view
from tests.places import SMALL_MODEL as SMALL

SIZE = (1024, 256)
DSPIC_FEATURES = Place(16, -49)


@pytest.fixture(scope="module")
def small() -> Classifier:
    return Classifier.open(SMALL)


def test_the_attention_of_dspic_am_covers_the_view() -> None:
    places = np.zeros((1, 31, 127, 1), np.float32)
    places[0, 10, 60, 0] = 1
    shown = attention_map(places, Place(8, 7), SIZE)
    assert shown.cells.shape == (127, 31)
    assert shown.peak() == (8 * 60 + 7, 8 * 10 + 7)
    assert shown.on_view().shape == SIZE


def test_the_last_convolution_of_dspic_am_is_cropped_to_what_lies_inside() -> None:
    """Both p3 layers push the map 64 pixels outside; cells 4..18 and 4..66 are left (NETWORK's crop to 15 x 63)."""
    features, gradient = np.zeros((23, 71, 4), np.float32), np.ones((23, 71, 4), np.float32)
    features[4, 4] = 1
    features[18, 66] = 2
    features[3, 40] = 50
    shown = feature_map(MapKind.HIRESCAM, Answer.METASTATIC, features, gradient, DSPIC_FEATURES, SIZE)
    assert shown.cells.shape == (63, 15)
    assert shown.offsets == (15, 15)
    assert shown.cells[0, 0] == 4 and shown.cells[62, 14] == 8, "the cell outside the view is left out, however strong"
    assert shown.peak() == (16 * 66 - 49, 16 * 18 - 49)


def test_a_plain_resize_would_be_off() -> None:
    features, gradient = np.zeros((23, 71, 1), np.float32), np.ones((23, 71, 1), np.float32)
    features[10, 65] = 1
    row, column = feature_map(MapKind.HIRESCAM, Answer.METASTATIC, features, gradient, DSPIC_FEATURES, SIZE).peak()
    assert (row, column) == (16 * 65 - 49, 16 * 10 - 49)
    assert abs(row - (65 + 0.5) * 1024 / 71) > 40


def test_upsampling_keeps_the_cells_and_never_leaves_their_range() -> None:
    rng = np.random.default_rng(2)
    places = rng.random((1, 31, 127, 1)).astype(np.float32)
    shown = attention_map(places, Place(8, 7), SIZE)
    picture = shown.on_view()
    assert picture[7::8, 7::8][:127, :31] == pytest.approx(shown.cells, abs=1e-6)
    assert picture.min() >= shown.lowest and picture.max() <= shown.highest
    assert picture.dtype == np.float32


def test_upsampling_is_smooth_and_keeps_a_slope() -> None:
    cells = np.tile(np.arange(127, dtype=np.float32)[:, None], (1, 31))
    picture = ViewMap(MapKind.ATTENTION, None, cells, 8, (7, 7), SIZE).on_view()
    inner = np.diff(picture[20:1000], axis=0)
    assert inner == pytest.approx(1 / 8, abs=1e-4)


def test_averages_are_the_adaptive_bins() -> None:
    wanted = np.array([[1, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1, 1]]) / 3
    assert averages(7, 3) == pytest.approx(wanted, abs=1e-6)


def test_spread_is_the_transpose_of_the_average() -> None:
    """The gradient of sum(g * average(x)) to x, by moving one x at a time."""
    rng = np.random.default_rng(1)
    x, g = rng.normal(size=(5, 9, 2)).astype(np.float32), rng.normal(size=(2, 4, 2)).astype(np.float32)

    def value(features: np.ndarray) -> float:
        pooled = np.einsum("bh,hwk,cw->bck", averages(5, 2), features, averages(9, 4))
        return float((pooled * g).sum())

    found = spread(g, 5, 9)
    for place in ((0, 0, 0), (2, 4, 1), (4, 8, 0)):
        moved = x.copy()
        moved[place] += 1
        assert value(moved) - value(x) == pytest.approx(found[place], abs=1e-4)
    assert spread(g, 2, 4) is g


def test_the_two_maps_by_hand() -> None:
    features = np.array([[[1, 2], [0, 3]]], np.float32)
    gradient = np.array([[[1, -1], [3, 1]]], np.float32)
    assert hirescam(features, gradient).tolist() == [[-1, 3]]
    assert grad_cam(features, gradient).tolist() == [[2, 0]], "weights 2 and 0"


@pytest.mark.parametrize("kind", [MapKind.HIRESCAM, MapKind.INPUT_GRADIENT])
def test_the_map_of_a_class_points_at_its_lesion(small: Classifier, kind: MapKind) -> None:
    hits = 0
    for seed in range(70, 80):
        view, lesions = drawn_view(Answer.METASTATIC, seed)
        shown = small.view_map(small.classify(view), kind, Answer.METASTATIC)
        hits += bool(lesion_mask(lesions, Answer.METASTATIC, SIZE)[shown.peak()])
        assert not shown.empty
    assert hits >= 9


def test_with_both_diseases_each_map_points_at_its_own(small: Classifier) -> None:
    view, lesions = drawn_view(Answer.BOTH, 12)
    seen = small.classify(view)
    for about in (Answer.METASTATIC, Answer.ARTHRITIC):
        peak = small.view_map(seen, MapKind.INPUT_GRADIENT, about).peak()
        assert lesion_mask(lesions, about, SIZE)[peak]


@pytest.mark.parametrize("about", CLASSES)
def test_input_gradient_is_what_moving_a_pixel_does(small: Classifier, about: Answer) -> None:
    """The gradient of the class's score before the softmax, against differences of the network's own outputs."""
    view, _ = drawn_view(Answer.BOTH, 4)
    seen = small.classify(view)
    gradient = small.input_gradient(seen, small.pooled_gradient(seen, about))[0, :, :, 0]
    assert np.abs(gradient).max() > 1e-3, "a gradient that is all zero proves nothing"
    strongest = np.unravel_index(np.argsort(-np.abs(gradient), axis=None)[:5], gradient.shape)
    for column, row in zip(*strongest, strict=True):
        scores = []
        for step in (-2e-3, 2e-3):
            moved = seen.input.copy()
            moved[0, column, row, 0] += step
            probabilities = small.network.run("classify", picture=moved)["probabilities"][0].astype(np.float64)
            scores.append(np.log(probabilities))
        slopes = (scores[1] - scores[0]) / 4e-3
        others = {one: small.input_gradient(seen, small.pooled_gradient(seen, one))[0, column, row, 0] for one in CLASSES}
        mean = sum(float(p) * float(others[one]) for p, one in zip(seen.prediction.probabilities, CLASSES, strict=True))
        assert slopes[CLASSES.index(about)] == pytest.approx(float(gradient[column, row]) - mean, abs=2e-3 + 0.05 * abs(slopes).max())


def test_an_unknown_map_is_refused(small: Classifier) -> None:
    seen = small.classify(drawn_view(Answer.NORMAL, 4)[0])
    with pytest.raises(KeyError):
        small.view_map(seen, "integrated_gradients")  # type: ignore[arg-type]


def test_the_overlay_is_clear_below_the_threshold_and_never_resamples_the_scan(small: Classifier) -> None:
    view, _ = drawn_view(Answer.METASTATIC, 8)
    seen = small.classify(view)
    shown = small.view_map(seen, MapKind.INPUT_GRADIENT, Answer.METASTATIC)
    picture = coloured_map(shown, OverlayStyle(threshold=0.5))
    assert picture.shape == (*SIZE, 4) and picture.dtype == np.uint8
    share = shown.on_view() / shown.highest
    assert (picture[..., 3][share < 0.5] == 0).all() and (picture[..., 3][share > 0.6] > 0).all()
    clear = picture[..., 3] == 0
    with_map, without = blended(view.counts, picture, 0.7), blended(view.counts, np.zeros_like(picture), 0.7)
    assert (with_map[clear] == without[clear]).all()
    assert (with_map[~clear] != without[~clear]).any()


def test_the_attention_leaves_the_half_of_a_view_with_the_least_of_it_as_it_is(small: Classifier) -> None:
    view, _ = drawn_view(Answer.METASTATIC, 8)
    shown = small.view_map(small.classify(view), MapKind.ATTENTION)
    alpha, values = coloured_map(shown)[..., 3], shown.on_view()
    assert np.mean(alpha == 0) >= 0.5 and not alpha[values < np.median(values)].any()
    assert alpha[shown.peak()] == 255 and default_style(MapKind.ATTENTION).opacity == 0.5


@pytest.mark.parametrize("ground", [0.0, 255.0])
def test_where_a_class_map_says_most_it_stands_out_on_black_and_on_white(ground: float) -> None:
    """At a fifth of the maximum a place is told from a black and from a white scan; at a fiftieth the scan is as it was."""
    cells = np.zeros(SIZE, np.float32)
    cells[100, 100], cells[200, 100], cells[300, 100] = 1.0, 0.2, 0.02
    shown = ViewMap(MapKind.INPUT_GRADIENT, Answer.METASTATIC, cells, 1, (0, 0), SIZE)
    picture, opacity = coloured_map(shown), default_style(MapKind.INPUT_GRADIENT).opacity
    assert opacity == 0.9 and picture[300, 100, 3] == 0
    for row in (100, 200):
        alpha = picture[row, 100, 3] / 255 * opacity
        mixed = ground * (1 - alpha) + picture[row, 100, :3] * alpha
        assert np.linalg.norm(mixed - ground) > 100


def test_an_empty_map_shows_nothing() -> None:
    flat = ViewMap(MapKind.HIRESCAM, Answer.NORMAL, np.zeros((63, 15), np.float32), 16, (15, 15), SIZE)
    assert flat.empty
    assert not coloured_map(flat)[..., 3].any()
