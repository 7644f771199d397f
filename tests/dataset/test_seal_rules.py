"""What stops a reading from being sealed, and what does not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from dspic_gui.code import CodeError, load_code_book
from dspic_gui.dataset.seal_rules import Rule, SealWarning, unresolved
from dspic_gui.marking.code_entry import CodeEntry
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle, Shape, overlap
from dspic_gui.study import Projection

BOOK = load_code_book()
BOX = Rectangle((10, 10), (30, 40))


def mark(shape: Shape = BOX, label: str = "metastasis:rib:left", view: Projection = Projection.ANT, **more: object) -> Lesion:
    return Lesion(view, shape, label, **more)  # type: ignore[arg-type]


def warnings_of(*marks: Lesion, normal: bool = False, views: tuple[Projection, ...] = tuple(Projection)) -> tuple[SealWarning, ...]:
    return unresolved(Reading("s", "R1", marks, says_normal=normal), BOOK, views)


def rules_of(*marks: Lesion, normal: bool = False) -> list[Rule]:
    return [warning.rule for warning in warnings_of(*marks, normal=normal)]


def test_a_lesion_or_the_word_normal_is_enough() -> None:
    assert rules_of(mark()) == []
    assert rules_of(normal=True) == []
    assert rules_of(mark(label="urine"), normal=True) == []


def test_silence_is_not_normal_and_a_mark_is_no_lesion() -> None:
    assert rules_of() == [Rule.NORMAL_NOT_SAID]
    assert rules_of(mark(label="urine")) == [Rule.NORMAL_NOT_SAID]


@pytest.mark.parametrize(
    ("shape", "rule"),
    [
        (Polygon(((10, 10), (40, 40), (40, 10), (10, 40))), Rule.CROSSES_ITSELF),
        (Rectangle((10, 10), (10.5, 11)), Rule.EMPTY),
        (Polygon(((10, 10), (20, 10), (30, 10))), Rule.EMPTY),
        (Ellipse(2, 50, 5, 5), Rule.OUTSIDE),
        (Rectangle((240, 10), (256.5, 40)), Rule.OUTSIDE),
        (Rectangle((10, 1000), (30, 1025)), Rule.OUTSIDE),
        (Foreign("point", ((10.0, 10.0),)), Rule.NOT_AN_AREA),
    ],
)
def test_a_bad_shape_is_named_with_its_lesion(shape: Shape, rule: Rule) -> None:
    bad = mark(shape)
    (warning,) = [found for found in warnings_of(bad, mark(Rectangle((100, 100), (120, 130)))) if found.uid == bad.uid]
    assert warning.rule is rule
    assert "metastasis:rib:left" in warning.sentence and warning.sentence.endswith(".")


def test_the_very_edge_is_inside() -> None:
    assert rules_of(mark(Rectangle((0, 0), (256, 1024)))) == []


def test_a_foreign_mark_that_does_not_vote_may_stay() -> None:
    assert rules_of(mark(Foreign("point", ((10.0, 10.0),)), "urine"), normal=True) == []


@pytest.mark.parametrize("label", ["cancer:rib", "metastasis", "metastasis:tail", "metastasis:skull:left", "???"])
def test_an_unknown_label_blocks(label: str) -> None:
    assert Rule.UNKNOWN_LABEL in rules_of(mark(label=label), mark(Rectangle((100, 100), (120, 130))))


@pytest.mark.parametrize("label", ["metastasis:bladder", "arthritis:kidney:left"])
def test_a_disease_of_bone_in_no_bone_blocks_and_still_opens(label: str) -> None:
    found = warnings_of(mark(label=label))
    assert [(warning.rule, warning.values[0][1]) for warning in found] == [(Rule.NOT_BONE, f"“{label}”")]
    assert BOOK.knows(label)
    assert not warnings_of(mark(label="urine:bladder"), normal=True)


def test_the_code_box_refuses_a_disease_of_bone_in_no_bone() -> None:
    entry = CodeEntry(BOOK).typed("a")
    with pytest.raises(CodeError, match="Arthritis is a disease of bone, and Kidney is none"):
        entry.typed("u")
    assert CodeEntry(BOOK).typed("u").typed("u").part == "kidney"
    preselected = replace(CodeEntry(BOOK), part="bladder")
    assert preselected.typed("m").part is None and preselected.typed("u").part == "bladder"
    assert CodeEntry.of(BOOK, "metastasis:bladder").part is None


def test_a_code_book_that_says_nothing_of_bone_allows_all(tmp_path: Path) -> None:
    content = json.loads(resources.files("resources").joinpath("codes.json").read_text(encoding="utf-8"))
    for part in content["parts"]:
        part.pop("bone", None)
    (tmp_path / "codes.json").write_text(json.dumps(content), encoding="utf-8")
    assert load_code_book(tmp_path / "codes.json").makes_sense("metastasis:bladder")


def test_one_mark_drawn_twice_is_one_warning_that_names_both() -> None:
    first, second = mark(), mark(Rectangle((10, 10), (30, 40.5)))
    (warning,) = warnings_of(first, second)
    assert (warning.rule, warning.uid, warning.others) == (Rule.DUPLICATE, second.uid, (first.uid,))


def test_duplicates_among_many_are_those_that_comparing_each_with_each_finds() -> None:
    chance = random.Random(4)
    marks: list[Lesion] = []
    for number in range(60):
        x, y, wide = chance.uniform(20, 60), chance.uniform(20, 60), chance.choice((6, 12, 16, 20))
        box = Rectangle((x, y), (x + wide, y + wide))
        marks.append(mark(box, uid=str(number)))
        moved = chance.choice((0.0, 0.3, 0.6, 1.0, 3.0))
        marks.append(mark(Rectangle((x + moved, y), (x + wide + moved, y + wide)), uid=f"{number} again"))
    originals: list[Lesion] = []
    expected = []
    for one in marks:
        first = next((other for other in originals if overlap(other.shape, one.shape, 1024, 256) >= 0.9), None)
        if first is None:
            originals.append(one)
        else:
            expected.append((one.uid, (first.uid,)))
    found = [(one.uid, one.others) for one in warnings_of(*marks) if one.rule is Rule.DUPLICATE]
    assert found == expected and 20 < len(found) < 60


def test_two_diseases_in_one_place_and_one_place_in_two_views_are_no_duplicates() -> None:
    assert rules_of(mark(), mark(label="arthritis:shoulder:left")) == []
    assert rules_of(mark(), mark(view=Projection.POST)) == []
    assert rules_of(mark(), mark(Rectangle((20, 10), (40, 40)))) == []


def test_linked_marks_carry_one_code() -> None:
    ant = mark(group_id=1)
    post = replace(mark(view=Projection.POST, label="metastasis:rib:right"), group_id=1)
    (warning,) = warnings_of(ant, post)
    assert warning.rule is Rule.LINK_DISAGREES and warning.others == (post.uid,)
    assert rules_of(ant, replace(post, label=ant.label)) == []


def test_a_mark_in_a_view_that_the_study_lacks_blocks() -> None:
    (warning,) = warnings_of(mark(view=Projection.POST), mark(), views=(Projection.ANT,))
    assert warning.rule is Rule.NO_VIEW and "POST" in warning.sentence
