"""Tables of weights: the two that ship, and files that break a rule."""

import json
from importlib import resources

import pytest

from dspic_gui.burden.weights import WeightsError, load_weights, shipped_names
from dspic_gui.code import Side
from dspic_gui.regions.region_map import region_value


def test_two_tables_ship_and_each_is_the_whole_skeleton():
    assert shipped_names() == ("spiers", "icrp110")
    for name in shipped_names():
        table = load_weights(name)
        for sex in ("M", "F", None, "O"):
            total = sum(table.weight(bone, sex) * len(bone.sides) for bone in table.bones)
            assert total == pytest.approx(100.0)


def test_tables_by_sex_differ_and_others_do_not():
    femur = {name: next(b for b in load_weights(name).bones if b.key == "femur") for name in shipped_names()}
    spiers, icrp = load_weights("spiers"), load_weights("icrp110")
    assert spiers.weight(femur["spiers"], "M") == spiers.weight(femur["spiers"], "F") == pytest.approx(8.9, abs=0.02)
    assert icrp.weight(femur["icrp110"], "M") > icrp.weight(femur["icrp110"], None) > icrp.weight(femur["icrp110"], "F")


def test_a_bone_is_shown_by_the_regions_of_its_side():
    bones = {bone.key: bone for bone in load_weights("spiers").bones}
    right = bones["femur"].pixels(Side.RIGHT)
    assert right[region_value("femur", Side.RIGHT)] == 1.0 and right[region_value("knee", Side.RIGHT)] == 0.5
    assert region_value("femur", Side.LEFT) not in right
    assert bones["spine"].pixels(None)[region_value("sacroiliac_joint", Side.LEFT)] == 0.5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda table: table.update(schema=2), "schema 2 is not 1"),
        (lambda table: table["bones"].pop(0), "the region skull counts 0 times"),
        (lambda table: table["bones"][0]["regions"].update(bladder=1), "the region bladder counts 1"),
        (lambda table: table["bones"][0].update(share=-1), "not all above 0"),
        (lambda table: table["bones"][0].update(share={"M": 5}), "not all bones have shares"),
        (lambda table: table.pop("bones"), "cannot be used"),
    ],
)
def test_a_file_of_ones_own_is_held_to_the_rules(tmp_path, change, said):
    content = json.loads(resources.files("resources").joinpath("burden", "spiers.json").read_text(encoding="utf-8"))
    path = tmp_path / "own.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert load_weights(str(path)).bones == load_weights("spiers").bones
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(WeightsError, match=said):
        load_weights(str(path))


def test_an_unknown_name_lists_those_that_there_are(tmp_path):
    with pytest.raises(WeightsError, match="spiers, icrp110"):
        load_weights("nobody")
    with pytest.raises(WeightsError, match="cannot be used"):
        load_weights(str(tmp_path / "missing.json"))
