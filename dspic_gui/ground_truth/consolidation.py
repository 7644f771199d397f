"""The consensus of a dataset: what is read from the archive, the vote, the settlements on top, and the run that writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dspic_gui import durable, times
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.description import GUEST, LEAD
from dspic_gui.dataset.own_act import OwnAct
from dspic_gui.dataset.workers import BrokenProcessPool, in_workers
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication import (
    Adjudication,
    AdjudicationError,
    SettledMeanwhile,
    adjudication_bytes,
    read_adjudication,
    settle,
)
from dspic_gui.ground_truth.agreement_report import ReadStudy
from dspic_gui.ground_truth.consensus import Consensus, consolidate
from dspic_gui.ground_truth.consensus_revision import READERS, Revision, write_consensus
from dspic_gui.reviews import Review, ReviewError, disagreeing
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study
from dspic_gui.vote import VoteRule


def study_consensus(archive: Archive, study: Study, rule: VoteRule | None = None) -> Consensus:
    """The study's consensus as the readings and settlements on disk make it; Blinded where this person may not see it yet."""
    voted = study_vote(archive, study, rule)
    try:
        return with_doubts(archive, settle(voted, read_adjudication(archive.folder, study.key)))
    except (AdjudicationError, ReviewError) as problem:
        return replace(voted, problems=tuple(sorted({*voted.problems, problem.sentence})))


def with_doubts(archive: Archive, settled: Consensus) -> Consensus:
    """The consensus with the views whose answer a review of a model's errors calls wrong."""
    return replace(settled, doubted=frozenset(one.view for one in doubts(archive, settled)))


def doubts(archive: Archive, settled: Consensus) -> tuple[Review, ...]:
    """The reviews that call the answer of a view wrong: the one it has now, and not before a person settled it."""

    def stands(one: Review) -> bool:
        answer, since = settled.answers.get(one.view), settled.settled.get(one.view)
        return answer is not None and calls_wrong(one, answer.result, since.at if since else None)

    return tuple(one for one in disagreeing(archive, settled.study) if stands(one))


def calls_wrong(review: Review, answer: Answer | None, settled_at: str | None) -> bool:
    """Whether a review that disagrees means this answer of its view, and was not itself overtaken by a settlement."""
    return answer is review.truth and (settled_at is None or times.moment(settled_at) < times.moment(review.at))


def study_vote(archive: Archive, study: Study, rule: VoteRule | None = None) -> Consensus:
    """The vote alone, without what persons settled."""
    unheard: dict[str, Sentence] = {}
    readings = archive.sealed_readings(study.key, unheard)
    planned = archive.dataset.readers
    draft = "{reader}, {study}: the reading is not sealed yet; it does not vote."
    stranger = "{reader}, {study}: {reader} is not a planned reader; this reading does not vote."
    for reader in (*planned, *_unplanned(archive)):
        if reader not in readings and reader not in unheard and _exists(archive, reader, study):
            unheard[reader] = Sentence(draft if reader in planned else stranger, reader=reader, study=study.key)
    return consolidate(
        study.key, readings.values(), planned, rule or archive.dataset.vote, projections=study.projections, problems=unheard.values()
    )


def _exists(archive: Archive, reader: str, study: Study) -> bool:
    return any((archive.folder / layout.label_file(reader, study.key, projection)).exists() for projection in Projection)


def _unplanned(archive: Archive) -> list[str]:
    known = (*archive.dataset.readers, GUEST, archive.dataset.protocol.adjudicator)
    return [name for name in layout.readers_with_files(archive.folder) if name not in known]


FEW, CHUNK = 400, 16
"""So many studies vote where they are asked for: a process needs a second to start; and studies of one errand."""

Progress = Callable[[int, int], None]
"""Told how many studies of how many were looked at."""


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def all_votes(
    archive: Archive,
    rule: VoteRule | None = None,
    problem: Callable[[str, str], None] = lambda key, sentence: None,
    progress: Progress = _silent,
) -> Iterator[tuple[Study, Consensus]]:
    """Every study with a reading, by key, with its consensus; `problem` is told the key and sentence of a study left out.

    Blinded in a reader's session: the consensus of a dataset belongs to the study lead.
    """
    if archive.reader is not None:
        raise Blinded("What all readers said belongs to the study lead, not into a reader's session. Nothing was read.")
    keys = archive.counted_keys()
    for done, (key, voted) in enumerate(zip(keys, _votes(_Voter(archive, rule), keys), strict=True), start=1):
        progress(done, len(keys))
        if isinstance(voted, Sentence):
            problem(key, voted)
        elif voted[1].problems or any(voted[1].answers[None].votes.values()):
            yield voted


def _votes(vote: _Voter, keys: Sequence[str]) -> Iterator[Voted]:
    try:
        yield from in_workers(vote, keys, few=FEW, chunk=CHUNK)
    except BrokenProcessPool as fault:
        text = "A process that lets studies vote was ended by the system. Nothing was written; free memory and try again."
        raise ArchiveError(text) from fault


Voted = tuple[Study, Consensus] | Sentence
"""A study and its consensus, or why it was left out."""


class _Voter:
    """Lets a study vote, by its key; where it travels to another process, it opens the dataset there once."""

    def __init__(self, archive: Archive, rule: VoteRule | None) -> None:
        self._archive, self._rule = archive, rule

    def __call__(self, key: str) -> Voted:
        try:
            study = self._archive.study(key)
        except ArchiveError as fault:
            return fault.sentence
        return study, study_consensus(self._archive, study, self._rule)

    def __reduce__(self) -> tuple[Any, ...]:
        return _voter, (self._archive.folder, self._archive.lead, self._rule)


@lru_cache(maxsize=1)
def _voter(folder: Path, lead: str | None, rule: VoteRule | None) -> _Voter:
    return _Voter(Archive(folder, lead=lead), rule)


def run(
    archive: Archive,
    rule: VoteRule | None = None,
    *,
    at: str | None = None,
    each: Callable[[Study, Consensus], None] = lambda study, consensus: None,
    problem: Callable[[str, str], None] = lambda key, sentence: None,
    progress: Progress = _silent,
) -> Revision:
    """Consolidate the dataset and write the run; `each` is told every result, `problem` the key and sentence of a study left out."""

    def told() -> Iterator[tuple[Study, Consensus]]:
        for study, consensus in all_votes(archive, rule, problem, progress):
            each(study, consensus)
            yield study, consensus

    followed = asdict(rule or archive.dataset.vote) | {READERS: list(archive.dataset.readers)}
    return write_consensus(archive.folder, told(), followed, at=at or times.now())


def read_studies(
    archive: Archive, problem: Callable[[str, str], None] = lambda key, sentence: None, progress: Progress = _silent
) -> Iterator[ReadStudy]:
    """Every study of the dataset with its sealed readings; `problem` is told the key and sentence of what cannot be used.

    In a reader's session only the studies that all planned readers have sealed.
    """
    keys = archive.counted_keys()
    for done, key in enumerate(keys, start=1):
        progress(done, len(keys))
        study = _study(archive, key, problem)
        if study is None or not archive.may_see_others(key):
            continue
        unheard: dict[str, Sentence] = {}
        readings = archive.sealed_readings(study.key, unheard)
        for sentence in unheard.values():
            problem(study.key, sentence)
        yield ReadStudy(study, readings)


def _study(archive: Archive, key: str, problem: Callable[[str, str], None]) -> Study | None:
    try:
        return archive.study(key)
    except ArchiveError as fault:
        problem(key, fault.sentence)
        return None


def save_adjudication(archive: Archive, adjudication: Adjudication, reason: str | None = None, *, seen: str | None = durable.ANY) -> str:
    """Save settlements and write the act into the person's audit, both or none; gives the hash of the file.

    `seen` is the hash of the settlements that these go on from (None: there were none). SettledMeanwhile where they are others
    by now, NotSaved where the disk refuses, Blinded before the seals.
    """
    folder, by, key = archive.folder, archive.reader or LEAD, adjudication.study
    archive.require_others(key)
    name, content = layout.adjudication_file(key), adjudication_bytes(adjudication)
    act = audit.Act(by, audit.SETTLE, key, {name: durable.sha256(content)}, reason, name=archive.lead_name)
    with own_act.acting(folder, layout.ADJUDICATIONS):
        own_act.finish(folder, by)
        with own_act.acting(folder, by):
            if seen != durable.ANY and durable.hash_of(folder / name) not in (seen, durable.sha256(content)):
                raise _settled_meanwhile(folder, key)
            before = durable.hash_of(folder / name)
            act = replace(act, over=before if before != durable.sha256(content) else None)
            own_act.carry_out(folder, OwnAct(act, audit.head(folder / layout.audit_file(by)), {name: content.decode()}))
    return durable.sha256(content)


def _settled_meanwhile(folder: Path, key: str) -> SettledMeanwhile:
    by = next((one.by for one in reversed(read_adjudication(folder, key).settlements)), "?")
    text = "{by} settled something in this study meanwhile. Nothing was overwritten; look at it as it stands now, then settle again."
    return SettledMeanwhile(text, by=by)
