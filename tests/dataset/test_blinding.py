"""What may be seen before which seal, for every person and every set of seals; archive and worklist follow the one rule."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations

import pytest

from dspic_gui.dataset.blinding import may_learn_seal, may_see_gold, may_see_others, may_see_predictions, may_see_report
from dspic_gui.dataset.description import FEEDBACK, GUEST, Dataset, Protocol, parse_dataset
from dspic_gui.vote import VoteRule

PLANNED = ("R1", "R2", "R3")
SEALS = [frozenset(chosen) for count in range(5) for chosen in combinations((*PLANNED, GUEST), count)]


@pytest.mark.parametrize("seals", SEALS, ids=lambda seals: "-".join(sorted(seals)) or "none")
def test_others_are_seen_when_all_have_sealed_and_a_prediction_after_the_own_seal(seals: frozenset[str]) -> None:
    sealed = seals.__contains__
    everybody = set(PLANNED) <= seals
    for person in (*PLANNED, GUEST):
        assert may_see_predictions(person, sealed) is (person in seals)
        assert may_see_others(person, PLANNED, sealed) is (everybody and person in seals)
        assert may_learn_seal(person, "R2", sealed) is (person in (*seals, "R2"))
    assert may_see_others("adjudicator", PLANNED, sealed) is everybody
    assert may_see_others(None, PLANNED, sealed) and may_see_predictions(None, sealed) and may_learn_seal(None, "R2", sealed)


def test_nobody_elses_audit_is_opened_before_the_own_seal() -> None:
    asked: list[str] = []

    def sealed(reader: str) -> bool:
        asked.append(reader)
        return False

    assert not may_see_others("R2", PLANNED, sealed) and not may_see_predictions("R2", sealed) and not may_learn_seal("R2", "R1", sealed)
    assert set(asked) == {"R2"}


def test_a_report_is_hidden_from_readers_where_the_protocol_says_so() -> None:
    open_to_all, blind = Protocol(), Protocol(blind_to_report=True)
    assert may_see_report("R1", open_to_all) and may_see_report(None, blind) and not may_see_report("R1", blind)


@pytest.mark.parametrize("feedback", [None, *FEEDBACK])
def test_gold_is_seen_by_who_takes_the_course_after_the_own_seal_alone(feedback: str | None) -> None:
    course = Dataset("Course", ("T1", "T2"), protocol=Protocol(feedback=feedback))
    keys = ("a", "b")
    for own in (set(), {"a"}, {"b"}, {"a", "b"}):
        seen = {key for key in keys if may_see_gold("T1", course, lambda: keys, own.__contains__, key)}
        assert seen == {None: set(), "case": own, "end": own if len(own) == 2 else set()}[feedback]
    for person in (None, GUEST, "adjudicator"):
        assert not may_see_gold(person, course, lambda: keys, lambda _: True, "a")


def test_a_protocol_says_when_readers_of_a_course_are_scored_and_breaks_the_rule_with_another_word() -> None:
    course = Dataset("Course", ("T1",), vote=VoteRule(quorum=1), protocol=Protocol(feedback="end"))
    described = json.loads(course.to_json())
    assert described["protocol"]["feedback"] == "end" and parse_dataset(described) == course
    assert "feedback" not in json.loads(replace(course, protocol=Protocol()).to_json())["protocol"]
    with pytest.raises(ValueError, match="the feedback 'always' is neither 'case' nor 'end'"):
        parse_dataset(described | {"protocol": {"feedback": "always"}})
