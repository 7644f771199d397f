"""Edits of marks: what changes, what stays, and what linked marks share."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.dataset.seal_rules import is_outside
from dspic_gui.marking import edits
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle, Shape
from dspic_gui.study import COLUMNS, Projection

BOX = Rectangle((10, 10), (30, 40))


def mark(shape: Shape = BOX, view: Projection = Projection.ANT, **more: object) -> Lesion:
    return Lesion(view, shape, "metastasis:rib:left", **more)  # type: ignore[arg-type]


def reading(*marks: Lesion) -> Reading:
    return Reading("s", "R1", marks)


def test_deleting_leaves_locked_marks() -> None:
    free, locked = mark(), mark(locked=True)
    assert edits.delete(reading(free, locked), [free.uid, locked.uid]).lesions == (locked,)


def test_reshaping_leaves_locked_marks() -> None:
    free, locked = mark(), mark(locked=True)
    moved = {free.uid: BOX.moved(1, 2), locked.uid: BOX.moved(1, 2)}
    assert [lesion.shape for lesion in edits.reshape(reading(free, locked), moved).lesions] == [BOX.moved(1, 2), BOX]


def test_linked_marks_are_coded_and_graded_once() -> None:
    ant, post, other = mark(group_id=4), mark(view=Projection.POST, group_id=4), mark()
    changed = edits.grade(edits.recode(reading(ant, post, other), [ant.uid], "arthritis:knee:left"), [post.uid], 5)
    assert [(lesion.label, lesion.certainty) for lesion in changed.lesions] == [
        ("arthritis:knee:left", 5),
        ("arthritis:knee:left", 5),
        ("metastasis:rib:left", None),
    ]


def test_recoding_to_a_disease_takes_normal_back() -> None:
    urine = replace(mark(), label="urine")
    said = replace(reading(urine), says_normal=True)
    assert not edits.recode(said, [urine.uid], "metastasis:rib").says_normal
    assert edits.recode(said, [urine.uid], "variant").says_normal


def test_the_mirrored_copy_is_linked_lies_at_the_mirrored_column_and_is_made_once() -> None:
    one = mark(Ellipse(40, 100, 8, 5, 30), certainty=3)
    changed, (uid,) = edits.mirror_to_other_view(reading(one), [one.uid])
    copy = changed.lesion(uid)
    assert (copy.projection, copy.label, copy.certainty) == (Projection.POST, one.label, 3)
    assert copy.shape == Ellipse(COLUMNS - 40, 100, 8, 5, -30)
    assert copy.group_id == changed.lesion(one.uid).group_id == 1
    assert edits.mirror_to_other_view(changed, [one.uid]) == (changed, ())


def test_two_lesions_mirrored_together_get_two_numbers() -> None:
    one, two = mark(), mark(BOX.moved(50, 50))
    changed, _ = edits.mirror_to_other_view(reading(one, two), [one.uid, two.uid])
    assert [lesion.group_id for lesion in changed.lesions] == [1, 2, 1, 2]


def test_a_foreign_shape_is_not_mirrored() -> None:
    foreign = mark(Foreign("point", ((3.0, 3.0),)))
    assert edits.mirror_to_other_view(reading(foreign), [foreign.uid]) == (reading(foreign), ())


def test_a_duplicate_is_a_free_mark_of_its_own() -> None:
    one = mark(group_id=2, locked=True, description="hot")
    changed, (uid,) = edits.duplicate(reading(one), [one.uid])
    copy = changed.lesion(uid)
    assert copy.uid != one.uid and (copy.group_id, copy.locked, copy.description) == (None, False, "hot")
    assert copy.shape != one.shape


@given(st.floats(0, 216), st.floats(0, 984))
def test_a_duplicate_never_leaves_the_picture(x: float, y: float) -> None:
    one = mark(Rectangle((x, y), (x + 40, y + 40)))
    changed, (uid,) = edits.duplicate(reading(one), [one.uid])
    assert not is_outside(changed.lesion(uid).shape)


def test_paste_into_another_study_keeps_place_view_and_links() -> None:
    ant, post = mark(group_id=7), mark(view=Projection.POST, group_id=7)
    there = reading(mark(BOX.moved(100, 100), group_id=1))
    changed, uids = edits.paste(there, [ant, post])
    pasted = [changed.lesion(uid) for uid in uids]
    assert [(lesion.projection, lesion.shape, lesion.group_id) for lesion in pasted] == [
        (Projection.ANT, BOX, 2),
        (Projection.POST, BOX, 2),
    ]


def test_paste_of_half_a_lesion_is_not_linked_and_paste_in_place_is_moved() -> None:
    ant = mark(group_id=7)
    changed, (uid,) = edits.paste(reading(ant), [ant])
    assert changed.lesion(uid).group_id is None and changed.lesion(uid).shape == BOX.moved(8, 8)


def test_paste_into_the_other_view_is_mirrored() -> None:
    changed, (uid,) = edits.paste(reading(), [mark(Polygon(((1, 1), (9, 1), (9, 9))))], Projection.POST)
    assert changed.lesion(uid).shape == Polygon(((COLUMNS - 9, 9), (COLUMNS - 9, 1), (COLUMNS - 1, 1)))


def test_linking_shares_number_code_and_certainty_and_unlinking_frees_both() -> None:
    ant, post = mark(certainty=2), replace(mark(view=Projection.POST), label="metastasis:scapula:left")
    linked = edits.link(reading(ant, post), [ant.uid, post.uid])
    assert {(lesion.group_id, lesion.label, lesion.certainty) for lesion in linked.lesions} == {(1, ant.label, 2)}
    assert [lesion.group_id for lesion in edits.unlink(linked, [ant.uid]).lesions] == [None, None]
    assert edits.link(reading(ant), [ant.uid]) == reading(ant)


def test_locking_toggles_only_when_all_are_locked() -> None:
    one, two = mark(locked=True), mark()
    both = edits.lock(reading(one, two), [one.uid, two.uid])
    assert [lesion.locked for lesion in both.lesions] == [True, True]
    assert [lesion.locked for lesion in edits.lock(both, [one.uid, two.uid]).lesions] == [False, False]


def test_recent_codes_keep_the_newest_first_without_repeats() -> None:
    labels: tuple[str, ...] = ()
    for label in ["a", "b", "a", *"cdefghijk"]:
        labels = edits.recent_labels(label, labels)
    assert labels == tuple("kjihgfedc")
