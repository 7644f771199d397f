"""A code entry that knows what a map of regions says of the place: one letter and Enter, two chips where it is not sure."""

import pytest

from dspic_gui.code import CodeError, Side, load_code_book
from dspic_gui.marking.code_entry import CodeEntry, PlaceHint

KNEE = PlaceHint((("knee", 0.9), ("tibia", 0.05)), Side.LEFT)
BETWEEN = PlaceHint((("lumbar_spine", 0.5), ("sacrum", 0.4), ("kidney", 0.1)))
BLADDER = PlaceHint((("bladder", 0.8), ("sacrum", 0.15)))


def entry(hint: PlaceHint | None, side: Side | None = None) -> CodeEntry:
    return CodeEntry(load_code_book(), suggested_side=side, hint=hint)


def test_one_letter_and_enter_name_disease_part_and_side():
    said = entry(KNEE, Side.RIGHT).typed("a")
    assert said.label() == "arthritis:knee:left" and said.part_is_hinted
    assert [key for key, _ in said.hinted_parts] == ["knee"]
    assert not said.settled, "a network's word is taken by Enter only"


def test_what_the_reader_types_overrules_the_map():
    typed = entry(KNEE).typed("m").typed("f")
    assert typed.label() == "metastasis:femur:left" and not typed.part_is_hinted
    turned = entry(KNEE).typed("m").with_side(Side.RIGHT)
    assert turned.label() == "metastasis:knee:right" and turned.settled


def test_an_unsure_place_offers_two_and_the_other_one_is_taken_by_a_key():
    unsure = entry(BETWEEN).typed("m")
    assert [key for key, _ in unsure.hinted_parts] == ["lumbar_spine", "sacrum"]
    assert unsure.label() == "metastasis:lumbar_spine"
    other = unsure.other_place()
    assert other.label() == "metastasis:sacrum" and not other.settled
    assert other.other_place().label() == "metastasis:lumbar_spine"
    assert entry(KNEE).typed("m").other_place() == entry(KNEE).typed("m")


def test_what_is_no_disease_of_bone_gets_no_place():
    assert entry(KNEE).typed("u").label() == "urine"
    assert entry(BLADDER).typed("m").hinted_parts == ()
    with pytest.raises(CodeError):
        entry(BLADDER).typed("m").label()


def test_without_a_side_of_the_map_the_position_says_it():
    unsided = PlaceHint(KNEE.parts, None)
    assert entry(unsided, Side.RIGHT).typed("a").label() == "arthritis:knee:right"
    assert entry(None, Side.RIGHT).typed("a").typed("k").label() == "arthritis:knee:right"
