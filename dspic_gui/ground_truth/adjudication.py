"""Settlements of a study put on top of its vote, and the file adjudications/<study>.json that keeps them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from dspic_gui import durable, times
from dspic_gui.code import Code, split_label
from dspic_gui.dataset import folder as layout
from dspic_gui.disease import Answer, Disease, answer_for
from dspic_gui.ground_truth.agreed_outline import AgreedOutline, agreed_outline
from dspic_gui.ground_truth.consensus import Consensus, LesionVote, Reason
from dspic_gui.ground_truth.lesion_groups import Place
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import RuleError, SaidError, told, unreadable, writable
from dspic_gui.study import Projection
from dspic_gui.vote import AnswerVote, OutlineRule

SCHEMA = 1


class AdjudicationError(SaidError, ValueError):
    """A file of settlements that cannot be used; the text is a sentence for the study lead."""


class SettledMeanwhile(AdjudicationError):  # noqa: N818 - what happened, and no fault
    """Somebody settled something in the study since it was read; nothing was overwritten."""


@dataclass(frozen=True)
class Adjudication:
    """All settlements of a study in the order they were made; of several for one target the last one stands.

    `seen` is the hash of the file that was read, None where there was none.
    """

    study: str
    settlements: tuple[Settlement, ...] = ()
    seen: str | None = field(default=durable.ANY, compare=False)

    def settling(self, *settlements: Settlement) -> Self:
        """This adjudication with more settlements."""
        return replace(self, settlements=(*self.settlements, *settlements))

    @property
    def standing(self) -> Mapping[str, Settlement]:
        """The last settlement of each target."""
        return {settlement.target: settlement for settlement in self.settlements}


def target_of(projection: Projection | None) -> str:
    """The name by which a settlement means the answer of a view, or of the study."""
    return projection.value if projection else "study"


def basis_of(vote: AnswerVote) -> str:
    """The name of the votes on an answer: a settlement made on other votes no longer fits. 16 hex digits."""
    votes = json.dumps({reader: vote.votes[reader] for reader in sorted(vote.votes)})
    return hashlib.sha256(votes.encode()).hexdigest()[:16]


def settle(consensus: Consensus, adjudication: Adjudication) -> Consensus:
    """The consensus as the settlements leave it; one that was made on other votes or marks is not used, and a sentence says so."""
    waiting, unheard = dict(adjudication.standing), bool(consensus.problems)
    lesions = tuple(_settled_lesion(lesion, waiting.pop(lesion.uid, None), consensus.rule.quorum) for lesion in consensus.lesions)
    answers, settled = dict(consensus.answers), {}
    for view, vote in consensus.answers.items():
        found = waiting.get(target_of(view))
        if found and found.basis == basis_of(vote) and found.answer:
            del waiting[target_of(view)]
            settled[view] = found
            answers[view] = replace(vote, result=found.answer, provisional=bool(vote.missing or unheard))
    problems = [*consensus.problems, *(_stale(consensus.study, settlement) for settlement in waiting.values())]
    with_lesions = replace(consensus, lesions=lesions, answers=answers, settled=settled, problems=tuple(sorted(set(problems))))
    answered = replace(with_lesions, answers=_with_lesions(with_lesions, unheard))
    return replace(answered, answers={view: _unless_contradicted(answered, view) for view in answered.answers})


def _unless_contradicted(consensus: Consensus, view: Projection | None) -> AnswerVote:
    """The answer; provisional where agreed lesions contradict it."""
    vote = consensus.answers[view]
    return replace(vote, provisional=vote.provisional or Reason.CONTRADICTED in consensus.reasons(view))


def _stale(study: str, settlement: Settlement) -> str:
    what = f"the answer of {settlement.target}" if settlement.answer else "a lesion"
    when = f"What {settlement.by} settled on {settlement.at[:10]} for {what} of study {study}"
    return f"{when} was made on other votes and is not used; settle it again."


def _settled_lesion(lesion: LesionVote, settlement: Settlement | None, quorum: int) -> LesionVote:
    if settlement is None:
        return lesion
    if settlement.rejected:
        return replace(lesion, present=False, outlines={}, settled=settlement)
    code = split_label(settlement.label) if settlement.label else lesion.code
    choices = ((code.finding,), (code.part,), (code.side,)) if code else lesion.choices
    return replace(lesion, present=True, choices=choices, outlines=chosen_outlines(lesion, settlement.outline, quorum), settled=settlement)


def chosen_outlines(lesion: LesionVote, chosen: str | None, quorum: int) -> dict[Projection, AgreedOutline]:
    """The outlines by the chosen reader or rule: where that reader marked the lesion, else where the vote put it, else everywhere."""
    of_reader = {place.projection: outline for place in lesion.places if (outline := _of_reader(place, chosen))}
    if of_reader or (chosen is None and lesion.outlines):
        return of_reader or dict(lesion.outlines)
    rule = OutlineRule(chosen) if chosen in set(OutlineRule) else OutlineRule.MAJORITY
    places = [place for place in lesion.places if place.projection in lesion.outlines] or lesion.places
    return {place.projection: agreed_outline(place.marks, rule, quorum) for place in places}


def _of_reader(place: Place, reader: str | None) -> AgreedOutline | None:
    mark = next((mark for mark in place.marks if mark.reader == reader), None)
    return AgreedOutline(mark.lesion.shape, mark.reader) if mark else None


def _with_lesions(consensus: Consensus, unheard: bool) -> dict[Projection | None, AnswerVote]:
    """The answers, with the diseases of lesions that a person accepted.

    Once a person has settled a view and all views are decided, an unsettled study follows them: with one view settled, this is the
    vote on the study with that answer in every reader's place. `unheard`: some reading could not vote.
    """
    answers = dict(consensus.answers)
    for view in consensus.projections:
        if view not in consensus.settled:
            answers[view] = _adding(answers[view], _accepted(consensus, view))
    if None in consensus.settled:
        return answers
    results = [answers[view].result for view in consensus.projections]
    touched = any(view in consensus.settled for view in consensus.projections)
    added = set(_accepted(consensus, None))
    if touched and None not in results:
        union = answer_for({*added, *(disease for result in results if result for disease in result.diseases)})
        answers[None] = replace(answers[None], result=union, provisional=bool(answers[None].missing or unheard))
        return answers
    added |= {disease for view, found in consensus.settled.items() if found.answer for disease in found.answer.diseases}
    answers[None] = _adding(answers[None], added)
    return answers


def _accepted(consensus: Consensus, view: Projection | None) -> set[Disease]:
    lesions = [lesion for lesion in consensus.lesions if lesion.settled and not lesion.settled.rejected]
    codes: list[Code] = [lesion.code for lesion in lesions if lesion.code and (view is None or view in lesion.outlines)]
    return {code.disease for code in codes if code.disease}


def _adding(vote: AnswerVote, diseases: set[Disease]) -> AnswerVote:
    return replace(vote, result=answer_for({*vote.result.diseases, *diseases})) if vote.result else vote


def adjudication_path(folder: Path, study: str) -> Path:
    """Where the settlements of a study lie in a dataset."""
    return folder / layout.adjudication_file(study)


def read_adjudication(folder: Path, study: str) -> Adjudication:
    """The settlements of a study, none where there is no file; AdjudicationError where the file breaks a rule."""
    path = adjudication_path(folder, study)
    try:
        raw = content_of(path)
        content = json.loads(raw)
        if content["schema"] != SCHEMA or content["study"] != study:
            raise RuleError("it is of another study or version")
        return Adjudication(study, tuple(_settlement(row) for row in content["settlements"]), durable.sha256(raw))
    except FileNotFoundError:
        return Adjudication(study, seen=None)
    except OSError as problem:
        raise AdjudicationError(unreadable(problem, layout.adjudication_file(study))) from problem
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        text = "{file} cannot be used ({problem}). The vote stands without it and no reading was touched; restore an earlier version."
        raise AdjudicationError(text, file=layout.adjudication_file(study), problem=told(problem)) from problem


def write_adjudication(folder: Path, adjudication: Adjudication) -> Path:
    """Save the settlements durably, the version before is kept; NotSaved where the disk refuses."""
    path = adjudication_path(folder, adjudication.study)
    durable.write(path, adjudication_bytes(adjudication), root=folder)
    return path


def adjudication_bytes(adjudication: Adjudication) -> bytes:
    """The content of adjudications/<study>.json."""
    fields_of = [asdict(settlement) for settlement in adjudication.settlements]
    rows = [{key: writable(text) if isinstance(text, str) else text for key, text in row.items()} for row in fields_of]
    content = {"schema": SCHEMA, "study": adjudication.study, "settlements": rows}
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def _settlement(row: Mapping[str, Any]) -> Settlement:
    known = {field.name for field in fields(Settlement)}
    settlement = Settlement(**{key: value for key, value in row.items() if key in known})
    texts = (settlement.target, settlement.basis, settlement.by, settlement.at)
    optional = (settlement.label, settlement.outline, settlement.reason, settlement.comment)
    if not all(isinstance(text, str) for text in texts) or not all(isinstance(text, str | None) for text in optional):
        raise RuleError("a settlement holds a value that is no text")
    times.moment(settlement.at)
    if settlement.label is not None and (code := split_label(settlement.label)) is not None and code.disease is None:
        raise RuleError("“{label}” is no lesion", label=settlement.label)
    return replace(settlement, rejected=bool(settlement.rejected), answer=Answer(settlement.answer) if settlement.answer else None)
