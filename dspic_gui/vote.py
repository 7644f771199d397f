"""The vote on a view or a study: what a quorum of the planned readers says stands, and everything else goes to a person."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from dspic_gui.disease import Answer, Disease, answer_for
from dspic_gui.sentence import SaidError

ADJUDICATE = "adjudicate"
"""What is written for a result that the vote leaves open."""

Choice = TypeVar("Choice", bound=Hashable)


class VoteError(SaidError, ValueError):
    """A vote rule that cannot be used; the text is a sentence for the study lead."""


class OutlineRule(StrEnum):
    """How the marks of an agreed lesion become one outline."""

    MAJORITY = "majority"
    MEDOID = "medoid"
    UNION = "union"
    INTERSECTION = "intersection"
    STAPLE = "staple"


@dataclass(frozen=True)
class VoteRule:
    """How a dataset votes: voices needed, the IoU from which two marks are one place, and the outline of an agreed lesion.

    `centre_inside`: two marks are one place too when the centre of one lies inside the other.
    """

    quorum: int = 2
    iou: float = 0.25
    centre_inside: bool = True
    outline: str = OutlineRule.MAJORITY

    def __post_init__(self) -> None:
        if isinstance(self.quorum, bool) or not isinstance(self.quorum, int) or self.quorum < 1:
            text = "The quorum {quorum} is not a number of readers. Nothing was voted; mend “vote” in dataset.json."
            raise VoteError(text, quorum=repr(self.quorum))
        if isinstance(self.iou, bool) or not isinstance(self.iou, int | float) or not 0 < self.iou <= 1:
            text = "The overlap {iou} does not lie between 0 and 1. Nothing was voted; mend “vote” in dataset.json."
            raise VoteError(text, iou=repr(self.iou))
        if self.outline not in set(OutlineRule):
            known = ", ".join(OutlineRule)
            text = "“{rule}” is no rule for outlines. Nothing was voted; the rules are {known}."
            raise VoteError(text, rule=self.outline, known=known)


@dataclass(frozen=True)
class AnswerVote:
    """The votes of the planned readers (None: missing) and their result; no result means that a person must settle it.

    `provisional`: a vote is missing, or neither "abnormal" nor "normal" reached the quorum.
    """

    votes: Mapping[str, Answer | None]
    result: Answer | None
    provisional: bool

    @property
    def unanimous(self) -> bool:
        """Whether every planned reader gave the same answer."""
        return None not in self.votes.values() and len(set(self.votes.values())) == 1

    @property
    def missing(self) -> tuple[str, ...]:
        """The planned readers without a vote."""
        return tuple(reader for reader, vote in self.votes.items() if vote is None)


def vote_on_answer(votes: Mapping[str, Answer | None], quorum: int) -> AnswerVote:
    """The paper's majority rule: abnormal when a quorum marked a lesion, then each disease by the same quorum.

    A quorum for both sides (possible when it is no majority), for neither, or for no single disease leaves the result open.
    """
    ordered = {reader: votes[reader] for reader in sorted(votes)}
    given = [vote for vote in ordered.values() if vote is not None]
    normal = given.count(Answer.NORMAL)
    is_normal, is_abnormal = normal >= quorum, len(given) - normal >= quorum
    result: Answer | None = None
    if is_normal != is_abnormal:
        said = [vote.diseases for vote in given]
        diseases = frozenset(disease for disease in Disease if sum([disease in one for one in said]) >= quorum)
        if is_normal or diseases:
            result = Answer.NORMAL if is_normal else answer_for(diseases)
    return AnswerVote(ordered, result, len(given) < len(ordered) or not (is_normal or is_abnormal))


def agreed_choice(choices: Iterable[Choice], quorum: int) -> tuple[Choice] | None:
    """The only choice that a quorum made, in a tuple of one because a choice may be None; None where there is no such choice."""
    counts: dict[Choice, int] = {}
    for choice in choices:
        counts[choice] = counts.get(choice, 0) + 1
    winners = [choice for choice, count in counts.items() if count >= quorum]
    return (winners[0],) if len(winners) == 1 else None
