"""The index of drawn maps: shares, weights, pooling, and hot pixels outside every bone."""

import numpy as np
import pytest

from dspic_gui.burden.index import burden, in_bone, union
from dspic_gui.burden.weights import load_weights
from dspic_gui.code import Side
from dspic_gui.regions.region_map import RegionMap, region_value
from dspic_gui.study import COLUMNS, ROWS, Projection

ANT, POST = Projection
TABLE = load_weights("spiers")


def regions(*boxes):
    values = np.zeros((ROWS, COLUMNS), dtype=np.uint8)
    for part, side, rows, columns in boxes:
        values[rows, columns] = region_value(part, side)
    return RegionMap(values)


def mask(rows, columns):
    found = np.zeros((ROWS, COLUMNS), dtype=bool)
    found[rows, columns] = True
    return found


NOTHING = np.zeros((ROWS, COLUMNS), dtype=bool)
SKULL = regions(("skull", None, slice(0, 100), slice(100, 150)))


def test_both_views_are_added_up():
    maps = {ANT: SKULL, POST: regions(("skull", None, slice(0, 100), slice(100, 200)))}
    found = burden(maps, {ANT: mask(slice(0, 10), slice(100, 150)), POST: NOTHING}, TABLE)
    skull = next(one for one in found.bones if one.bone.key == "skull")
    assert (skull.hot, skull.pixels) == (500, 15000)
    assert found.index == pytest.approx(100 * 16.6 / 100.1 * 500 / 15000)
    assert found.projections == (ANT, POST)


def test_what_no_view_shows_is_named_and_adds_nothing():
    found = burden({ANT: SKULL}, {ANT: NOTHING}, TABLE)
    assert found.index == 0 and found.seen == pytest.approx(100 * 16.6 / 100.1)
    assert next(one for one in found.bones if one.bone.key == "femur").share is None


def test_sides_are_counted_apart_and_a_joint_for_both_bones():
    maps = regions(
        ("femur", Side.RIGHT, slice(600, 700), slice(80, 100)), ("femur", Side.LEFT, slice(600, 700), slice(150, 170)),
        ("hip", Side.RIGHT, slice(580, 600), slice(80, 100)), ("pelvis", Side.RIGHT, slice(500, 580), slice(80, 100)),
    )  # fmt: skip
    found = burden({ANT: maps}, {ANT: mask(slice(580, 600), slice(80, 100))}, TABLE)
    by_name = {(one.bone.key, one.side): one for one in found.bones}
    assert by_name["femur", Side.RIGHT].share == pytest.approx(200 / (2000 + 200))
    assert by_name["pelvis", Side.RIGHT].share == pytest.approx(200 / (1600 + 200))
    assert by_name["femur", Side.LEFT].hot == 0


def test_hot_pixels_in_no_bone_count_for_the_nearest():
    maps = regions(
        ("sacrum", None, slice(500, 540), slice(110, 150)), ("bladder", None, slice(540, 580), slice(110, 150)),
        ("skull", None, slice(0, 50), slice(110, 150)),
    )  # fmt: skip
    hot = mask(slice(530, 550), slice(110, 150))
    values = in_bone(maps, hot)
    assert (values[530:550, 110:150] == region_value("sacrum")).all()
    assert (values[550:580, 110:150] == region_value("bladder")).all(), "only what is hot moves"
    found = burden({ANT: maps}, {ANT: hot}, TABLE)
    spine = next(one for one in found.bones if one.bone.key == "spine")
    assert spine.share == pytest.approx(800 / 2000)


def test_a_picture_without_bones_has_no_index_but_zero():
    empty = regions()
    assert burden({ANT: empty}, {ANT: mask(slice(0, 9), slice(0, 9))}, TABLE).index == 0


def test_a_view_that_lacks_its_map_or_its_marks_does_not_count():
    found = burden({ANT: SKULL}, {POST: mask(slice(0, 10), slice(100, 150))}, TABLE)
    assert found.projections == () and found.index == 0 and found.seen == 0


def test_masks_together():
    box = np.ones((2, 3), dtype=bool)
    assert union((6, 6), [(0, 0, box), (1, 1, box)]).sum() == 10
