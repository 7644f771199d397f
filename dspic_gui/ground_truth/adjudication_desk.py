"""One person settling one study: what waits, what is proposed, and each decision saved first and then undoable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import GUEST
from dspic_gui.dataset.history import History
from dspic_gui.disease import Answer, answer_for
from dspic_gui.ground_truth.adjudication import (
    Adjudication,
    AdjudicationError,
    SettledMeanwhile,
    basis_of,
    chosen_outlines,
    read_adjudication,
    settle,
    target_of,
)
from dspic_gui.ground_truth.consensus import Consensus, LesionVote, Reason
from dspic_gui.ground_truth.consolidation import doubts, save_adjudication, study_vote, with_doubts
from dspic_gui.ground_truth.settlement import UNANIMOUS, Settlement
from dspic_gui.reviews import Review, may_be_read
from dspic_gui.sentence import Sentence
from dspic_gui.shape import Shape
from dspic_gui.study import Projection, Study
from dspic_gui.times import now


@dataclass(frozen=True)
class Proposal:
    """What Enter would accept: for a lesion its code and outline (a reader's name or a rule; None as voted), for an answer the answer."""

    label: str | None = None
    outline: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that can be settled: a lesion, or (with no lesion) the answer of a view, or of the study (no projection)."""

    target: str
    projection: Projection | None
    lesion: LesionVote | None
    reasons: tuple[Reason, ...]
    settled: Settlement | None

    @property
    def waiting(self) -> bool:
        """Whether a person is asked."""
        return bool(self.reasons)


def why_not_settle(archive: Archive) -> Sentence | None:
    """A sentence that says why this person may not settle, None where they may."""
    adjudicator = archive.dataset.protocol.adjudicator
    if archive.reader == GUEST:
        return Sentence("A guest may look at the consensus, but not settle it.")
    if adjudicator is not None and archive.reader not in (adjudicator, None):
        text = "In this dataset {adjudicator} settles what the vote leaves open. You may look at it."
        return Sentence(text, adjudicator=adjudicator)
    return None


class AdjudicationDesk:
    """Holds the vote of a study and the settlements on top. NotSaved leaves everything as it was; SettledMeanwhile shows what is new."""

    def __init__(self, archive: Archive, study: Study) -> None:
        self.study = study
        self._archive = archive
        self.voted = study_vote(archive, study)
        self._read()

    def _read(self) -> None:
        """Begin with what stands in the dataset now."""
        found = read_adjudication(self._archive.folder, self.study.key)
        self._history, self._seen = History(found), found.seen
        self.consensus: Consensus = with_doubts(self._archive, settle(self.voted, found))

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that can be settled: the answers of the views and the study, then the lesions."""
        consensus = self.consensus
        answers = [Item(target_of(view), view, None, consensus.reasons(view), consensus.settled.get(view)) for view in consensus.answers]
        lesions = [Item(lesion.uid, None, lesion, lesion.reasons, lesion.settled) for lesion in consensus.lesions]
        return (*answers, *lesions)

    def item(self, target: str) -> Item | None:
        """The item of that name, None where there is none any more."""
        return next((item for item in self.items if item.target == target), None)

    def doubts(self, item: Item) -> tuple[Review, ...]:
        """The reviews that call this answer wrong, as far as this person may read them."""
        if Reason.LABEL_DOUBTED not in item.reasons:
            return ()
        found = doubts(self._archive, self.consensus)
        return tuple(one for one in found if one.view is item.projection and may_be_read(self._archive, one))

    @property
    def waiting(self) -> tuple[Item, ...]:
        """The items for which a person is asked."""
        return tuple(item for item in self.items if item.waiting)

    def propose(self, item: Item) -> Proposal:
        """What Enter accepts at first: the settled result, or what a quorum said; else nothing, and a person chooses."""
        if item.lesion is None:
            return Proposal(answer=self.consensus.answers[item.projection].result or self._answer_of_lesions(item.projection))
        outline = item.settled.outline if item.settled else None
        return Proposal(label=_label_of(item.lesion), outline=outline)

    def _answer_of_lesions(self, projection: Projection | None) -> Answer | None:
        """The answer that the settled lesions of an open view make, None where none is settled."""
        lesions = [lesion for lesion in self.consensus.lesions if lesion.settled and not lesion.settled.rejected]
        codes = [lesion.code for lesion in lesions if projection is None or projection in lesion.outlines]
        diseases = {code.disease for code in codes if code and code.disease}
        return answer_for(diseases) if diseases else None

    def take_reader(self, item: Item, reader: str, proposal: Proposal) -> Proposal:
        """The proposal with this reader's answer, or with this reader's outline and, where the code is not agreed, this reader's code."""
        if item.lesion is None:
            answer = self.voted.answers[item.projection].votes.get(reader)
            if answer is None:
                raise AdjudicationError("{reader} gave no answer here.", reader=reader)
            return replace(proposal, answer=answer)
        codes = item.lesion.votes.get(reader, ())
        if not codes:
            raise AdjudicationError("{reader} did not mark this lesion.", reader=reader)
        agreed = item.lesion.present and item.lesion.code is not None
        return replace(proposal, outline=reader, label=proposal.label if agreed else codes[0].label)

    def preview(self, item: Item, proposal: Proposal) -> Mapping[Projection, Shape]:
        """The outlines that accepting would give; none for an answer."""
        if item.lesion is None:
            return {}
        lesion = self._as_voted(item.lesion)
        found = chosen_outlines(lesion, proposal.outline, self.consensus.rule.quorum)
        return {view: outline.shape for view, outline in found.items()}

    def _as_voted(self, lesion: LesionVote) -> LesionVote:
        return next((voted for voted in self.voted.lesions if voted.uid == lesion.uid), lesion)

    def accept(self, item: Item, proposal: Proposal, reason: str | None = None, comment: str | None = None) -> None:
        """Settle the item as proposed; AdjudicationError says what is missing."""
        self._save(self._settlement(item, proposal, reason, comment))

    def _settlement(self, item: Item, proposal: Proposal, reason: str | None, comment: str | None) -> Settlement:
        by, at = self._archive.person, now()
        if item.lesion is not None:
            if proposal.label is None:
                raise AdjudicationError("The readers name it differently. Choose a code first, or take a reader's with 1, 2 or 3.")
            return Settlement(item.target, "", by, at, label=proposal.label, outline=proposal.outline, reason=reason, comment=comment)
        if proposal.answer is None:
            raise AdjudicationError("There is no majority. Choose an answer first, or take a reader's with 1, 2 or 3.")
        basis = basis_of(self.voted.answers[item.projection])
        return Settlement(item.target, basis, by, at, answer=proposal.answer, reason=reason, comment=comment)

    def reject(self, item: Item, reason: str | None = None, comment: str | None = None) -> None:
        """Say that there is no lesion here, or that a view shows none."""
        if item.lesion is None:
            self.accept(item, Proposal(answer=Answer.NORMAL), reason, comment)
        else:
            by, at = self._archive.person, now()
            self._save(Settlement(item.target, "", by, at, rejected=True, reason=reason, comment=comment))

    @property
    def unanimous(self) -> tuple[Item, ...]:
        """The waiting lesions that all planned readers marked with one code."""
        return tuple(item for item in self.waiting if item.lesion is not None and item.lesion.unanimous)

    def accept_unanimous(self, at: str | None = None) -> int:
        """Accept what is unanimous, at this time (ISO 8601, UTC; None: now); gives how many there were."""
        chosen = [self._settlement(item, self.propose(item), UNANIMOUS, None) for item in self.unanimous]
        if chosen:
            self._save(*(replace(settlement, at=at or settlement.at) for settlement in chosen))
        return len(chosen)

    def _save(self, *settlements: Settlement) -> None:
        refused = why_not_settle(self._archive)
        if refused:
            raise AdjudicationError(refused)
        adjudication = self._history.present.settling(*settlements)
        self._go_to(adjudication, settlements[-1].reason)
        self._history.record(adjudication)

    def _go_to(self, adjudication: Adjudication, reason: str | None) -> None:
        try:
            self._seen = save_adjudication(self._archive, adjudication, reason, seen=self._seen)
        except SettledMeanwhile:
            self._read()
            raise
        self.consensus = with_doubts(self._archive, settle(self.voted, adjudication))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back in this sitting."""
        return self._history.peek_undo() is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forward."""
        return self._history.peek_redo() is not None

    def undo(self) -> None:
        """One step back, saved like any step."""
        before = self._history.peek_undo()
        if before is not None:
            self._go_to(before, "undo")
            self._history.undo()

    def redo(self) -> None:
        """One step forward, saved like any step."""
        after = self._history.peek_redo()
        if after is not None:
            self._go_to(after, "redo")
            self._history.redo()


def _label_of(lesion: LesionVote) -> str | None:
    """The code that a quorum said or a person settled; None for the voice of too few, which nobody accepts unseen."""
    return lesion.code.label if lesion.code is not None else None
