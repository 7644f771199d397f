"""A code that says another place than the map of regions: asked about; near places, unsure places and what is no lesion are not."""

import numpy as np

from dspic_gui.code import Side, load_code_book
from dspic_gui.dataset.seal_rules import Rule
from dspic_gui.lesion_model.region_reader import ViewRegions
from dspic_gui.opinion.place_doubts import place_doubts
from dspic_gui.reading import Lesion, Reading
from dspic_gui.regions.region_map import RegionMap, part_keys, region_value
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection

ANT, POST = Projection.ANT, Projection.POST
BOOK = load_code_book()


def regions(sure: float = 0.95) -> dict[Projection, ViewRegions]:
    """A right rib at rows 200-300, a left knee at 640-720, beside it a left tibia."""
    values = np.zeros((1024, 256), dtype=np.uint8)
    values[200:300, 60:100] = region_value("rib", Side.RIGHT)
    values[640:720, 150:190] = region_value("knee", Side.LEFT)
    values[720:900, 150:190] = region_value("tibia", Side.LEFT)
    shares = np.zeros((256, 64, len(part_keys())), dtype=np.float32)
    cells = values[::4, ::4] % 64
    np.put_along_axis(shares, cells[..., None].astype(int), sure, axis=2)
    shares[..., part_keys().index("femur")] += 1 - sure
    left = np.where(values[::4, ::4] // 64 == 2, 0.99, 0.01).astype(np.float32)
    return {ANT: ViewRegions(ANT, RegionMap(values), shares, left)}


def doubts(label: str, x: float, y: float, view: Projection = ANT, sure: float = 0.95):
    lesion = Lesion(view, Ellipse(x, y, 8, 8), label)
    return place_doubts(Reading("study", "R1", (lesion,)), regions(sure), BOOK, "Learned from simulated scans."), lesion


def test_another_bone_is_asked_about_with_the_place_that_is_seen():
    (found,), lesion = doubts("metastasis:skull", 80, 250)
    assert (found.rule, found.uid, found.projection) == (Rule.PLACE_DOUBTED, lesion.uid, ANT)
    assert "rib R" in found.sentence and "simulated" in found.sentence


def test_the_other_side_is_asked_about():
    (found,), _ = doubts("arthritis:knee:right", 170, 680)
    assert "knee L" in found.sentence


def test_what_agrees_or_lies_near_or_is_no_lesion_is_not():
    for label, x, y in (
        ("arthritis:knee:left", 170, 680),
        ("arthritis:knee:bilateral", 170, 680),
        ("arthritis:knee", 170, 680),
        ("metastasis:tibia:left", 170, 712),
        ("urine:bladder", 80, 250),
        ("metastasis:skull", 20, 20),
    ):
        assert doubts(label, x, y)[0] == (), label
    assert doubts("metastasis:skull", 80, 250, POST)[0] == (), "nothing is known of that view"


def test_between_two_bones_the_map_asks_about_neither_and_about_a_third_far_away():
    for label in ("metastasis:rib:right", "metastasis:femur"):
        assert doubts(label, 80, 250, sure=0.6)[0] == (), label
    (found,), _ = doubts("metastasis:skull", 80, 250, sure=0.6)
    assert "rib R / femur" in found.sentence
    assert doubts("metastasis:knee:left", 170, 735, sure=0.6)[0] == (), "hesitating, the map calls what is near near"


def test_a_mark_half_beside_the_bone_is_asked_about_too():
    (found,), _ = doubts("metastasis:skull", 108, 250)
    assert "rib R" in found.sentence
    (found,), _ = doubts("metastasis:skull", 120, 250)
    assert "rib R" in found.sentence, "in the soft tissue beside it"
    (found,), _ = doubts("metastasis:rib:left", 108, 250)
    assert "rib R" in found.sentence
    assert doubts("metastasis:rib:right", 108, 250)[0] == ()
