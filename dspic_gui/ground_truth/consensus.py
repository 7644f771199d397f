"""Sealed readings become a Consensus: the vote on study and views, and each lesion's votes, with every disagreement kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from dspic_gui.code import Code, Side
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth.agreed_outline import AgreedOutline, agreed_outline
from dspic_gui.ground_truth.lesion_groups import LesionGroup, Mark, Place, link, marks_in, places
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.reading import Reading
from dspic_gui.sentence import Sentence
from dspic_gui.shape import Foreign
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.vote import AnswerVote, Choice, OutlineRule, VoteRule, agreed_choice, vote_on_answer

FAR_APART = 0.5
"""A mean IoU under this is shown as "outlines far apart"."""


class Reason(StrEnum):
    """Why something waits in the queue for a person, in the order of urgency."""

    NO_MAJORITY = "no_majority"
    CONTRADICTED = "contradicted"
    NO_PLACE = "no_place"
    DISEASE = "disease"
    PART = "part"
    SIDE = "side"
    FAR_APART = "outlines_far_apart"
    DISSENT = "dissent"
    LABEL_DOUBTED = "label_doubted"


class Standing(StrEnum):
    """How far the readers agree on a lesion."""

    AGREED = "agreed"
    UNSETTLED = "unsettled"
    DISSENT = "dissent"


def answer_reasons(result: Answer | None, supported: frozenset[Disease], *, settled: bool, doubted: bool) -> tuple[Reason, ...]:
    """Why an answer waits for a person; nothing where it stands.

    `supported` are the diseases of agreed lesions, and of views where it is the answer of a study; `settled` says that a person gave
    it, `doubted` that a review of a model's errors calls it wrong.
    """
    if result is None:
        return (Reason.NO_MAJORITY,)
    asked = (
        (Reason.CONTRADICTED, not supported <= result.diseases),
        (Reason.NO_PLACE, not result.diseases <= supported and not settled),
        (Reason.LABEL_DOUBTED, doubted),
    )
    return tuple(reason for reason, there in asked if there)


@dataclass(frozen=True, eq=False)
class LesionVote:
    """One lesion: the marks that mean it, who said what of it, and what a quorum agreed on.

    `votes` holds every planned reader: the codes of the reader's marks (two where they differ between the views), or an
    empty tuple for a reader without a mark. `code` is complete only when disease, part and side are agreed; `choices` are
    the agreed finding, part and side, each in a tuple of one, None where there is no agreement. `number` counts the
    lesions of a study from 1 and is the `group_id` in the files.
    """

    number: int
    places: LesionGroup
    votes: Mapping[str, tuple[Code, ...]]
    present: bool
    choices: tuple[tuple[str] | None, tuple[str | None] | None, tuple[Side | None] | None]
    outlines: Mapping[Projection, AgreedOutline]
    settled: Settlement | None = None

    @property
    def standing(self) -> Standing:
        """Agreed in everything, agreed in place only, or the voice of too few."""
        if not self.present:
            return Standing.DISSENT
        return Standing.AGREED if self.code and self.outlines else Standing.UNSETTLED

    @cached_property
    def code(self) -> Code | None:
        """The agreed code, None while a part of it is not agreed."""
        finding, part, side = self.choices
        return Code(finding[0], part[0], side[0]) if finding and part and side else None

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, anterior first, then by reader."""
        return tuple(mark for place in self.places for mark in place.marks)

    @cached_property
    def uid(self) -> str:
        """A name made of the marks: 32 hex digits, the same as long as the same marks are grouped."""
        return hashlib.sha256(" ".join(sorted(mark.key for mark in self.marks)).encode()).hexdigest()[:32]

    @property
    def unanimous(self) -> bool:
        """Whether every planned reader marked it with the same code."""
        return len(set(self.votes.values())) == 1 and all(len(codes) == 1 for codes in self.votes.values())

    def place(self, projection: Projection) -> Place | None:
        """The marks in one view, None where nobody marked it there."""
        return next((place for place in self.places if place.projection is projection), None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the lesion waits for a person; nothing once it is rejected, or accepted with a complete code."""
        if self.settled is not None and (self.settled.rejected or self.code):
            return ()
        if not self.present:
            return (Reason.DISSENT,)
        asked = zip(self.choices, (Reason.DISEASE, Reason.PART, Reason.SIDE), strict=True)
        found = ([] if self.outlines else [Reason.NO_PLACE]) + [reason for choice, reason in asked if choice is None]
        far = any(place.mean_iou is not None and place.mean_iou < FAR_APART for place in self.places if place.projection in self.outlines)
        return (*found, Reason.FAR_APART) if far else tuple(found)


@dataclass(frozen=True, eq=False)
class Consensus:
    """What the planned readers of a study together say. `answers` holds each view, and the study under None.

    `settled` holds what a person decided of an answer; `problems` are sentences on readings that could not vote; `unblinded` the
    readers whose reading was reopened after they could see others; `doubted` the views whose result a review of errors calls wrong;
    `assisted` the readers who started from a network's lesions.
    """

    study: str
    rule: VoteRule
    answers: Mapping[Projection | None, AnswerVote]
    lesions: tuple[LesionVote, ...]
    unblinded: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    settled: Mapping[Projection | None, Settlement] = field(default_factory=dict)
    doubted: frozenset[Projection] = frozenset()
    assisted: tuple[str, ...] = ()

    @property
    def mixed(self) -> Sentence | None:
        """That readings which started from a network's lesions vote beside blind ones; None where all voices are of one kind."""
        voices = [name for name, answer in self.answers[None].votes.items() if answer is not None]
        if not self.assisted or set(voices) <= set(self.assisted):
            return None
        text = "Readings that started from a network's lesions ({assisted}) vote beside blind ones here."
        return Sentence(text, assisted=", ".join(self.assisted))

    @property
    def projections(self) -> tuple[Projection, ...]:
        """The views of the study."""
        return tuple(view for view in self.answers if view is not None)

    @property
    def readers(self) -> tuple[str, ...]:
        """The planned readers, by name."""
        return tuple(self.answers[None].votes)

    @property
    def provisional(self) -> bool:
        """Whether a planned reading is missing or a result could not be reached."""
        return any(vote.provisional for vote in self.answers.values())

    def in_standing(self, standing: Standing, projection: Projection | None = None) -> tuple[LesionVote, ...]:
        """The lesions of one standing, in the whole study or those marked in one view."""
        return tuple(lesion for lesion in self.lesions if lesion.standing is standing and (projection is None or lesion.place(projection)))

    def shown_in(self, projection: Projection) -> tuple[LesionVote, ...]:
        """The agreed lesions that have an outline in this view."""
        return tuple(lesion for lesion in self.in_standing(Standing.AGREED) if projection in lesion.outlines)

    def reasons(self, projection: Projection | None) -> tuple[Reason, ...]:
        """Why the answer of a view, or of the study, waits for a person.

        Each disease of an answer asks for an agreed lesion of it (for the study a view's answer will do), unless a person said so
        without one; an agreed lesion or view of a disease that the answer leaves out contradicts it, whoever gave the answer.
        """
        shown = self._diseases_shown(projection)
        supported = shown if projection else shown | self._diseases_of_views()
        settled, doubted = projection in self.settled, projection in self.doubted
        return answer_reasons(self.answers[projection].result, supported, settled=settled, doubted=doubted)

    def _diseases_shown(self, projection: Projection | None) -> frozenset[Disease]:
        """The diseases of the agreed lesions, in one view or anywhere."""
        lesions = self.shown_in(projection) if projection else self.in_standing(Standing.AGREED)
        return frozenset(lesion.code.disease for lesion in lesions if lesion.code and lesion.code.disease)

    def _diseases_of_views(self) -> frozenset[Disease]:
        results = [self.answers[view].result for view in self.projections]
        return frozenset(disease for result in results if result for disease in result.diseases)

    @property
    def queue(self) -> tuple[Reason, ...]:
        """Every reason for which the study waits for a person, each once, the most urgent first."""
        found = {reason for view in self.answers for reason in self.reasons(view)}
        found |= {reason for lesion in self.lesions for reason in lesion.reasons}
        return tuple(reason for reason in Reason if reason in found)


def consolidate(
    study: str,
    readings: Iterable[Reading],
    planned: Iterable[str],
    rule: VoteRule,
    *,
    projections: Iterable[Projection] = tuple(Projection),
    problems: Iterable[str] = (),
    size: tuple[int, int] = (ROWS, COLUMNS),
) -> Consensus:
    """The consensus of sealed readings; a pure function whose result does not depend on their order.

    Only sealed readings of planned readers vote; any other is left out with a sentence, and the result is provisional even where all
    planned voices are there. `size` is rows x columns of the views; `problems` are such sentences from reading the files.
    """
    names, views = sorted(set(planned)), [view for view in Projection if view in set(projections)]
    voting, refused = _ballots(study, readings, names)
    answers = {view: vote_on_answer({name: _answer(voting.get(name), view) for name in names}, rule.quorum) for view in (*views, None)}
    said = tuple(sorted({*problems, *refused}))
    if said:
        answers = {view: replace(vote, provisional=True) for view, vote in answers.items()}
    groups = _groups(voting, views, rule, size)
    lesions = tuple(_lesion_vote(number, group, names, rule) for number, group in enumerate(groups, start=1))
    unblinded = tuple(name for name in names if name in voting and voting[name].unblinded)
    assisted = tuple(name for name in names if name in voting and voting[name].assisted)
    return Consensus(study, rule, answers, lesions, unblinded, said, assisted=assisted)


def _answer(reading: Reading | None, view: Projection | None) -> Answer | None:
    return reading.answer(view) if reading else None


def _ballots(study: str, readings: Iterable[Reading], planned: Sequence[str]) -> tuple[dict[str, Reading], list[str]]:
    """The readings that vote, and a sentence for each that does not. The same reading twice is one voice; two that differ are none."""
    voting: dict[str, Reading] = {}
    refused = []
    contradicted = set()
    for reading in readings:
        fault = _fault(study, reading, planned)
        if fault:
            refused.append(f"The reading of {reading.reader} for study {study} did not vote: {fault}.")
        elif reading.reader in voting and voting[reading.reader] != reading:
            contradicted.add(reading.reader)
        else:
            voting[reading.reader] = reading
    for reader in contradicted:
        del voting[reader]
        refused.append(f"The readings of {reader} for study {study} did not vote: there are several, and they differ.")
    return voting, refused


def _fault(study: str, reading: Reading, planned: Sequence[str]) -> str | None:
    if reading.study != study:
        return f"it belongs to study {reading.study}"
    if reading.reader not in planned:
        return "this is not one of the planned readers"
    if not reading.sealed:
        return "it is not sealed"
    foreign = next((lesion for lesion in reading.lesions if isinstance(lesion.shape, Foreign) and lesion.disease), None)
    if foreign:
        return f"“{foreign.label}” is marked with a shape that has no outline of our own"
    return None


def _groups(voting: Mapping[str, Reading], views: Sequence[Projection], rule: VoteRule, size: tuple[int, int]) -> list[LesionGroup]:
    by_view = {view: places(marks, view, rule) for view, marks in marks_in(voting, views, *size).items()}
    return link(by_view.get(Projection.ANT, []), by_view.get(Projection.POST, []))


def _lesion_vote(number: int, group: LesionGroup, planned: Sequence[str], rule: VoteRule) -> LesionVote:
    said: dict[str, set[Code]] = {name: set() for name in planned}
    for place in group:
        for mark in place.marks:
            said[mark.reader].add(mark.code)
    votes = {name: tuple(sorted(codes, key=lambda code: code.label) if len(codes) > 1 else codes) for name, codes in said.items()}
    voices = [codes for codes in votes.values() if codes]
    present = len(voices) >= rule.quorum
    choices = (
        _agreed(voices, lambda code: code.finding, rule.quorum),
        _agreed(voices, lambda code: code.part, rule.quorum),
        _agreed(voices, lambda code: code.side, rule.quorum),
    )
    outlines = {}
    for place in group if present else ():
        if len(place.marks) >= rule.quorum:
            outlines[place.projection] = agreed_outline(place.marks, OutlineRule(rule.outline), rule.quorum)
    return LesionVote(number, group, votes, present, choices, outlines)


def _agreed(voices: Iterable[tuple[Code, ...]], of: Callable[[Code], Choice], quorum: int) -> tuple[Choice] | None:
    """The choice of a quorum; a reader whose two marks differ in it has no voice on it."""
    said = [(of(codes[0]), codes) for codes in voices]
    return agreed_choice([first for first, codes in said if len(codes) == 1 or all(of(code) == first for code in codes)], quorum)
