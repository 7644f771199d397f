"""Marks grouped by place: thresholds, optimal pairs, refused joins, links between the views, and no dependence on any order."""

from __future__ import annotations

import json
import random
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.ground_truth import lesion_groups
from dspic_gui.ground_truth.consensus import Consensus, Reason, Standing, consolidate
from dspic_gui.ground_truth.consensus_file import compose_consensus_file, without_run
from dspic_gui.ground_truth.lesion_groups import Mark, link, marks_of, match, places, similarity
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.vote import VoteRule
from tests.made.random_studies import READERS, random_study

ANT, POST = Projection
RULE = VoteRule()


def box(x: float, y: float = 100, wide: float = 10, high: float = 10) -> Rectangle:
    return Rectangle((x, y), (x + wide, y + high))


def reading(reader: str, *shapes: Shape, label: str = "metastasis:rib:left", view: Projection = ANT, group: int | None = None) -> Reading:
    return Reading("0" * 16, reader, tuple(Lesion(view, shape, label, group_id=group) for shape in shapes), State.SEALED)


def marks(reader: str, *shapes: Shape, view: Projection = ANT, group: int | None = None) -> tuple[Mark, ...]:
    return marks_of(reading(reader, *shapes, view=view, group=group), view, ROWS, COLUMNS)


def vote(*readings: Reading, rule: VoteRule = RULE) -> Consensus:
    return consolidate("0" * 16, readings, READERS, rule)


def test_a_quarter_of_the_union_is_one_place_and_less_is_not() -> None:
    rule = VoteRule(centre_inside=False)
    assert len(match(marks("R1", box(0)), marks("R2", box(6)), rule)) == 1  # 40 / 160
    assert not match(marks("R1", box(0)), marks("R2", box(7)), rule)  # 30 / 170


def test_a_centre_inside_counts_as_the_threshold() -> None:
    small, large = marks("R1", box(8, 108, 2, 2))[0], marks("R2", box(0, 100, 30, 30))[0]
    found = similarity(small, large, RULE)
    assert found.value == 0.25 and found.iou == pytest.approx(4 / 900)
    assert similarity(small, large, VoteRule(centre_inside=False)).value == found.iou
    assert similarity(small, large, VoteRule(iou=0.6)).value == 0.6


def test_shapes_of_different_kinds_share_a_place() -> None:
    circle, square = Ellipse(50, 100, 8, 8), box(43, 93, 14, 14)
    diamond = Polygon(((50, 90), (60, 100), (50, 110), (40, 100)))
    found = places({"R1": marks("R1", circle), "R2": marks("R2", square), "R3": marks("R3", diamond)}, ANT, RULE)
    assert [[mark.reader for mark in place.marks] for place in found] == [["R1", "R2", "R3"]]


def test_the_pairs_are_the_best_in_total_not_the_greediest() -> None:
    """Greedy would pair b with d (the most alike) and lose a; the best total pairs a-d and b-e."""
    a, b = box(0, wide=20), box(8, wide=20)
    d, e = box(6, wide=20), box(14, wide=20)
    pairs = match(marks("R1", a, b), marks("R2", d, e), RULE)
    assert [(row, column) for row, column, _ in pairs] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("count", [3, 9, 14])
def test_crowds_of_any_size_are_assigned_with_the_greatest_total(count: int) -> None:
    from scipy.optimize import linear_sum_assignment

    chance = random.Random(count)
    first = marks("R1", *(box(100 + chance.uniform(0, 12), 100 + chance.uniform(0, 12)) for _ in range(count)))
    second = marks("R2", *(box(100 + chance.uniform(0, 12), 100 + chance.uniform(0, 12)) for _ in range(count)))
    rule = VoteRule(iou=1e-9, centre_inside=False)
    matrix = [[similarity(one, other, rule).value for other in second] for one in first]
    best = sum(matrix[row][column] for row, column in zip(*linear_sum_assignment(matrix, maximize=True), strict=True))
    assert sum(found.value for _, _, found in match(first, second, rule)) == pytest.approx(best)


def test_a_join_that_would_put_two_marks_of_one_reader_together_is_refused() -> None:
    """A chain: R1's two marks both reach R3's through R2; the more similar pair wins and the other stays apart."""
    found = places({"R1": marks("R1", box(0), box(11)), "R2": marks("R2", box(4)), "R3": marks("R3", box(8))}, ANT, RULE)
    members = [[mark.reader for mark in place.marks] for place in found]
    assert all(len(set(readers)) == len(readers) for readers in members)
    assert sorted(map(len, members)) == [1, 3] or sorted(map(len, members)) == [2, 2]


def test_marks_that_are_no_lesions_and_foreign_shapes_never_vote() -> None:
    urine = reading("R1", box(0), label="urine")
    assert not marks_of(urine, ANT, ROWS, COLUMNS)
    circle = reading("R1", Foreign("circle", ((50.0, 50.0), (60.0, 50.0))))
    assert not marks_of(circle, ANT, ROWS, COLUMNS)
    assert "did not vote" in vote(circle).problems[0]


def test_views_of_one_lesion_are_linked_by_number_and_the_more_often_linked_pair_wins() -> None:
    front = places({name: marks(name, box(0), group=1) for name in READERS}, ANT, RULE)
    back = places(
        {
            "R1": marks("R1", box(200), view=POST, group=1),
            "R2": marks("R2", box(100), view=POST, group=1),
            "R3": marks("R3", box(100), view=POST, group=1),
        },
        POST,
        RULE,
    )
    lesions = link(front, back)
    assert [[len(place.marks) for place in lesion] for lesion in lesions] == [[3, 2], [1]]


def test_a_linked_lesion_votes_once_and_has_an_outline_only_where_a_quorum_marked_it() -> None:
    both = [Lesion(ANT, box(0), "metastasis:rib:left", group_id=1), Lesion(POST, box(200), "metastasis:rib:left", group_id=1)]
    first = Reading("0" * 16, "R1", tuple(both), State.SEALED)
    found = vote(first, reading("R2", box(1)), reading("R3"))
    (lesion,) = found.lesions
    assert lesion.standing is Standing.AGREED and set(lesion.outlines) == {ANT} and len(lesion.places) == 2
    assert found.answers[POST].result is not None and not found.shown_in(POST)


def test_presence_disease_part_and_side_are_voted_separately() -> None:
    labels = ("metastasis:rib:left", "arthritis:rib:left", "metastasis:scapula:left")
    (lesion,) = vote(*(reading(name, box(0), label=label) for name, label in zip(READERS, labels, strict=True))).lesions
    assert lesion.code is not None and lesion.code.label == "metastasis:rib:left" and lesion.standing is Standing.AGREED
    two = vote(reading("R1", box(0), label="metastasis:rib:left"), reading("R2", box(0), label="metastasis:rib:right"), reading("R3"))
    assert two.lesions[0].reasons == (Reason.SIDE,) and two.lesions[0].standing is Standing.UNSETTLED
    assert two.reasons(ANT) == (Reason.NO_PLACE,)


def test_a_single_voice_is_kept_as_dissent() -> None:
    found = vote(reading("R1", box(0)), reading("R2"), reading("R3"))
    assert [lesion.standing for lesion in found.lesions] == [Standing.DISSENT] and found.queue == (Reason.DISSENT,)


@given(st.integers(0, 2000), st.randoms(use_true_random=False))
def test_the_order_of_readings_and_of_marks_changes_nothing(seed: int, chance: random.Random) -> None:
    study, readings = random_study(seed)
    contents = set()
    for order in permutations(readings):
        shuffled = []
        for one in order:
            lesions = list(one.lesions)
            chance.shuffle(lesions)
            shuffled.append(Reading(one.study, one.reader, tuple(lesions), one.state, one.says_normal))
        found = consolidate(study.key, shuffled, READERS, RULE, projections=study.projections)
        files = [compose_consensus_file(found, study, view, at="", revision=1) for view in study.projections]
        contents.add(b"".join(without_run(json.loads(content)) for content in files))
    assert len(contents) == 1


@given(st.integers(0, 5000))
def test_every_mark_is_in_one_place_and_a_place_has_one_mark_a_reader(seed: int) -> None:
    study, readings = random_study(seed)
    found = consolidate(study.key, readings, READERS, RULE, projections=study.projections)
    voting = [mark for one in readings if one.sealed for mark in one.lesions if mark.disease]
    kept = [mark.lesion.uid for lesion in found.lesions for mark in lesion.marks]
    assert sorted(kept) == sorted(mark.uid for mark in voting)
    for lesion in found.lesions:
        for place in lesion.places:
            assert not [pair for pair in combinations(place.marks, 2) if pair[0].reader == pair[1].reader]


@pytest.mark.parametrize("number", [5, 60, 200])
def test_many_marks_are_matched_and_linked_as_a_look_at_every_pair_does(number: int) -> None:
    """Whole marks stand on a grid, so that many touch, meet by a border, or lie just apart."""
    draw = random.Random(number)
    shapes = [[box(5 * draw.randrange(48), 5 * draw.randrange(200), 5 * draw.randint(1, 4), 10) for _ in range(number)] for _ in "ab"]
    one, other = marks("R1", *shapes[0]), marks("R2", *shapes[1])
    assert list(lesion_groups._near(one, other)) == [
        (row, column) for row, a in enumerate(one) for column, b in enumerate(other) if not lesion_groups.apart(a, b)
    ]
    edges = {pair: pair for pair in lesion_groups._near(one, other)}
    parts = lesion_groups._components(edges)
    assert sorted(row for rows, _ in parts for row in rows) == sorted({row for row, _ in edges})
    assert all(sum(row in rows and column in columns for rows, columns in parts) == 1 for row, column in edges)
    assert all(sum(row in rows or column in columns for rows, columns in parts) == 1 for row, column in edges)
    linked = [Lesion(view, shape, "metastasis:rib:left", group_id=at % 7) for view in Projection for at, shape in enumerate(shapes[0])]
    found = [places({"R1": marks_of(Reading("0" * 16, "R1", tuple(linked)), view, ROWS, COLUMNS)}, view, RULE) for view in Projection]
    pairs = [group for group in link(*found) if len(group) == 2]
    assert len(pairs) == number and all(len(lesion_groups._numbers(a) & lesion_groups._numbers(b)) == 1 for a, b in pairs)
