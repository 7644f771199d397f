"""The vote on answers: every combination defined, missing votes marked, and equal to a slow recomputation from the raw files."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consensus import consolidate
from dspic_gui.reading import State
from dspic_gui.vote import VoteError, VoteRule, agreed_choice, vote_on_answer
from tests.ground_truth.slow_vote import answer_vote
from tests.ground_truth.vote_proof import check_study
from tests.made.random_studies import READERS, random_study

N, M, A, B = Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH
DISEASES = {N: (), M: ("metastasis",), A: ("arthritis",), B: ("metastasis", "arthritis")}


@pytest.mark.parametrize(
    ("votes", "result", "provisional"),
    [
        ((N, N, N), N, False),
        ((N, N, M), N, False),
        ((M, M, N), M, False),
        ((A, N, A), A, False),
        ((M, A, N), None, False),
        ((B, M, N), M, False),
        ((B, N, B), B, False),
        ((B, M, A), B, False),
        ((M, A, A), A, False),
        ((M, M, None), M, True),
        ((N, None, N), N, True),
        ((M, N, None), None, True),
        ((M, A, None), None, True),
        ((M, None, None), None, True),
        ((N, None, None), None, True),
        ((None, None, None), None, True),
    ],
)
def test_what_two_of_three_say_stands(votes: tuple[Answer | None, ...], result: Answer | None, provisional: bool) -> None:
    vote = vote_on_answer(dict(zip(READERS, votes, strict=True)), 2)
    assert (vote.result, vote.provisional) == (result, provisional)


def test_all_125_combinations_with_missing_readers_are_defined_and_do_not_depend_on_who_said_what() -> None:
    for votes in product((*Answer, None), repeat=3):
        expected = answer_vote({reader: None if vote is None else DISEASES[vote] for reader, vote in zip(READERS, votes, strict=True)}, 2)
        for order in permutations(votes):
            vote = vote_on_answer(dict(zip(READERS, order, strict=True)), 2)
            assert (vote.result.value if vote.result else "adjudicate") == expected["result"], votes
            assert vote.provisional == expected["provisional"] == (None in votes)


@given(st.lists(st.sampled_from([*Answer, None]), min_size=1, max_size=7), st.integers(1, 4))
def test_any_panel_and_quorum_is_as_the_slow_recomputation_says(votes: list[Answer | None], quorum: int) -> None:
    named = {f"R{number}": vote for number, vote in enumerate(votes)}
    vote = vote_on_answer(named, quorum)
    expected = answer_vote({reader: None if said is None else DISEASES[said] for reader, said in named.items()}, quorum)
    assert (vote.result.value if vote.result else "adjudicate", vote.provisional) == (expected["result"], expected["provisional"])


def test_a_quorum_on_both_sides_is_no_majority() -> None:
    assert vote_on_answer({"a": N, "b": N, "c": M, "d": M}, 2).result is None
    tie = vote_on_answer({"a": N, "b": N, "c": M, "d": M}, 3)
    assert tie.result is None and tie.provisional and not tie.missing


def test_one_voice_never_decides() -> None:
    for answer in Answer:
        vote = vote_on_answer({"R1": answer, "R2": None, "R3": None}, 2)
        assert vote.result is None and vote.provisional and vote.missing == ("R2", "R3")


def test_a_choice_may_be_no_side_at_all() -> None:
    assert agreed_choice([None, None, "left"], 2) == (None,)
    assert agreed_choice(["left", "right"], 2) is None
    assert agreed_choice(["left", "left", "right", "right"], 2) is None


@pytest.mark.parametrize("wrong", [{"quorum": 0}, {"quorum": True}, {"iou": 0}, {"iou": 1.5}, {"outline": "mean"}])
def test_a_rule_that_cannot_be_used_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(VoteError, match="Nothing was voted"):
        VoteRule(**wrong)  # type: ignore[arg-type]


def test_readings_that_cannot_vote_are_named_and_the_rest_goes_on() -> None:
    seed = next(seed for seed in range(100) if len(sealed := random_study(seed)[1]) == 3 and all(reading.sealed for reading in sealed))
    study, (first, second, third) = random_study(seed)
    draft, stranger, other = replace(first, state=State.DRAFT), replace(third, reader="Z"), replace(second, study="f" * 16)
    consensus = consolidate(study.key, [draft, second, stranger, other], READERS, VoteRule(), projections=study.projections)
    assert [problem.split(" did not vote: ")[1] for problem in consensus.problems] == [
        "it is not sealed.",
        f"it belongs to study {'f' * 16}.",
        "this is not one of the planned readers.",
    ]
    assert consensus.provisional and consensus.answers[None].missing == ("R1", "R3")
    assert consensus.answers[None].votes["R2"] is second.answer()


def test_the_same_reading_twice_is_one_voice_and_two_that_differ_are_none() -> None:
    study, readings = random_study(1)
    sealed = [replace(reading, state=State.SEALED) for reading in readings]
    once = consolidate(study.key, sealed, READERS, VoteRule())
    twice = consolidate(study.key, [*sealed, *reversed(sealed)], READERS, VoteRule())
    assert once.answers == twice.answers and not twice.problems
    first = next(reading for reading in sealed if reading.lesions)
    torn = consolidate(study.key, [*sealed, first.without(*(lesion.uid for lesion in first.lesions))], READERS, VoteRule())
    assert first.reader in torn.answers[None].missing and "differ" in torn.problems[0]


@pytest.mark.parametrize("hundred", range(5))
def test_the_export_equals_a_slow_recomputation_from_the_raw_files(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        check_study(seed)
