"""A run of the vote as a person at the window sees it: who may start it, what it found, and what it would mean to take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dspic_gui import times
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.dataset.audit import TAKE_BACK, VOTE
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication_desk import why_not_settle
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_revision import Revision, revisions, standing, take_back
from dspic_gui.sentence import joined
from dspic_gui.study import Study
from dspic_gui.vote import VoteRule


@dataclass(frozen=True)
class RunReport:
    """A run: its revision, studies, views by how they stand, studies in which something waits, and what could not vote."""

    revision: Revision
    studies: int
    stand: int
    waiting: int
    provisional: int
    studies_waiting: int
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class LastRun:
    """The run that stands, and the one that would stand without it."""

    revision: Revision
    before: Revision | None


def lead_of(archive: Archive) -> Archive:
    """The archive that may run the vote: the lead's own, or a settling person's once every study has all planned seals; else Blinded."""
    if archive.reader is None:
        return archive
    refused = why_not_settle(archive)
    if refused:
        raise Blinded(refused)
    if not all(archive.may_see_others(key) for key in archive.study_keys()):
        raise Blinded(
            "Not all planned readers have sealed every study. Until then only the study lead runs the vote; sign in as the study lead."
        )
    return archive.as_reader(None)


def run_vote(archive: Archive, progress: Callable[[int, int], None] = lambda done, total: None) -> RunReport:
    """Let the readings and settlements vote and write a new revision. What `progress` raises stops the run, and nothing changes."""
    lead = lead_of(archive)
    at = {key: number for number, key in enumerate(lead.study_keys(), start=1)}
    tally = _Tally()

    def each(study: Study, consensus: Consensus) -> None:
        tally.add(consensus)
        progress(at[study.key], len(at))

    revision = write_run(lead, each=each, problem=lambda key, said: tally.sentences.append(joined(": ", (key, said))))
    return RunReport(revision, tally.studies, tally.stand, tally.waiting, tally.provisional, tally.studies_waiting, tuple(tally.sentences))


def write_run(
    lead: Archive,
    rule: VoteRule | None = None,
    *,
    each: Callable[[Study, Consensus], None],
    problem: Callable[[str, str], None],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Revision:
    """Let it vote and write the run; who did it stands in the audit of the lead first."""
    lead.note_for_lead(VOTE)
    return consolidation.run(lead, rule, each=each, problem=problem, progress=progress)


@dataclass
class _Tally:
    studies: int = 0
    stand: int = 0
    waiting: int = 0
    provisional: int = 0
    studies_waiting: int = 0
    sentences: list[str] = field(default_factory=list)

    def add(self, consensus: Consensus) -> None:
        self.studies += 1
        self.studies_waiting += bool(consensus.queue)
        self.sentences += consensus.problems
        if consensus.mixed is not None:
            self.sentences.append(joined(": ", (consensus.study, consensus.mixed)))
        for view in consensus.projections:
            vote = consensus.answers[view]
            if vote.provisional:
                self.provisional += 1
            elif vote.result is None:
                self.waiting += 1
            else:
                self.stand += 1


def last_run(archive: Archive) -> LastRun | None:
    """The run that could be taken back, None where there is none; RevisionError for a record that cannot be read."""
    lead = lead_of(archive)
    run = standing(lead.folder)
    if run is None:
        return None
    earlier = [other for other in revisions(lead.folder) if other.taken_back is None and other.number < run.number]
    return LastRun(run, earlier[-1] if earlier else None)


def take_back_last_run(archive: Archive) -> Revision | None:
    """Take the run that stands back; gives the run that stands now. Settlements stay in their own files."""
    lead = lead_of(archive)
    if standing(lead.folder) is not None:
        lead.note_for_lead(TAKE_BACK)
    return take_back(lead.folder, at=times.now())
