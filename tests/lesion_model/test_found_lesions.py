"""Lesions read off maps: peaks, outlines, parts and sides."""

import numpy as np
import pytest
from scipy.ndimage import maximum_filter

from dspic_gui.code import Side
from dspic_gui.disease import Disease
from dspic_gui.lesion_model.found_lesions import ViewMaps, doubled, found_lesions, peaks
from dspic_gui.regions.region_map import part_keys
from dspic_gui.study import Projection


def blob(row, column, height, width=4.0):
    down, across = np.mgrid[0:512, 0:128]
    return (height * np.exp(-((down - row) ** 2 + (across - column) ** 2) / (2 * width**2))).astype(np.float32)


def maps(metastasis, arthritis=None, part="rib", left=0.9):
    regions = np.zeros((256, 64, len(part_keys())), np.float32)
    regions[:, :, 0], regions[:, :, part_keys().index(part)] = 0.5, 0.4
    regions[:, :, part_keys().index("scapula")] = 0.1
    nothing = np.zeros((512, 128), np.float32)
    stacked = np.stack([metastasis, nothing if arthritis is None else arthritis])
    return ViewMaps(Projection.ANT, stacked, regions, np.full((256, 64), left, np.float32))


def test_each_peak_is_a_lesion_with_its_place_in_full_pixels():
    found = found_lesions(maps(np.maximum(blob(100, 40, 0.9), blob(300, 80, 0.4)), blob(200, 20, 0.7)))
    assert [(one.disease, round(one.probability, 2)) for one in found] == [
        (Disease.METASTASIS, 0.9), (Disease.ARTHRITIS, 0.7), (Disease.METASTASIS, 0.4)
    ]  # fmt: skip
    assert found[0].centre == pytest.approx((200.5, 80.5), abs=0.6)
    radius = 2 * 4.0 * np.sqrt(2 * np.log(2))
    assert found[0].area == pytest.approx(np.pi * radius**2, rel=0.05)
    assert found[0].area_mm2((2.0, 2.0)) == 4 * found[0].area and found[0].area_mm2(None) is None


def test_the_outline_holds_just_the_pixels_of_the_mask():
    one = found_lesions(maps(blob(100, 40, 0.9)))[0]
    drawn = one.shape.mask(1024, 256)
    window = drawn[one.top : one.top + one.mask.shape[0], one.left_column : one.left_column + one.mask.shape[1]]
    assert (window == one.mask).all() and drawn.sum() == one.area


def test_a_shoulder_is_no_second_lesion_and_a_clear_neighbour_is():
    close = np.maximum(blob(100, 40, 0.9), blob(100, 46, 0.8))
    apart = np.maximum(blob(100, 40, 0.9), blob(100, 60, 0.8))
    assert len(found_lesions(maps(close))) == 1 and len(found_lesions(maps(apart))) == 2


def test_part_and_side_are_those_of_the_bone_under_it():
    left, right = (found_lesions(maps(blob(100, 40, 0.9), left=value))[0] for value in (0.9, 0.1))
    assert (left.part, left.side, left.label) == ("rib", Side.LEFT, "metastasis:rib:left")
    assert right.side is Side.RIGHT
    assert [part for part, _ in left.parts] == ["rib", "scapula"] and left.parts[0][1] == pytest.approx(0.8)
    midline = found_lesions(maps(blob(100, 40, 0.9), part="sternum"))[0]
    assert midline.side is None and midline.label == "metastasis:sternum"


def test_an_organ_is_never_the_place_of_a_disease():
    assert found_lesions(maps(blob(100, 40, 0.9), part="bladder"))[0].part == "scapula"


def test_without_regions_there_is_no_place():
    plain = ViewMaps(Projection.POST, np.stack([blob(50, 50, 0.6), 0 * blob(0, 0, 1)]), None, None)
    one = found_lesions(plain)[0]
    assert one.part is None and one.side is None and one.label == "metastasis"


def test_what_stays_below_the_floor_is_nothing():
    assert not found_lesions(maps(blob(100, 40, 0.04))) and not peaks(np.zeros((512, 128), np.float32))


def test_a_map_at_twice_its_size_keeps_its_mean_and_its_edges():
    values = np.random.default_rng(0).random((6, 4), dtype=np.float32)
    finer = doubled(values)
    assert finer.shape == (12, 8) and finer.mean() == pytest.approx(values.mean(), abs=1e-6)
    assert finer[0, 0] == values[0, 0] and finer.min() >= values.min()


def test_peaks_are_the_highest_of_their_surroundings() -> None:
    """As a filter over the whole map says, at its edges and between equals too."""
    chance = np.random.default_rng(5)
    for steps in (4, 40, 10_000):  # many equal values, and hardly any
        values = np.round(chance.random((60, 37)) * steps).astype(np.float32) / steps
        highest = maximum_filter(values, 5)
        rows, columns = np.nonzero((values >= 0.3) & (values == highest))
        order = np.argsort(-values[rows, columns], kind="stable")
        assert peaks(values, 0.3) == [(int(rows[i]), int(columns[i])) for i in order]
