"""What the answers of a study are once a person settled views and lesions: they hold what the agreed lesions show, or they wait."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer, Disease
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import Adjudication, basis_of, settle, target_of
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Item, Proposal
from dspic_gui.ground_truth.consensus import Consensus, Reason, Standing, consolidate
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection
from dspic_gui.vote import VoteRule
from tests.made.random_studies import READERS, random_study
from tests.made.voting_dataset import key, mark, voting_dataset

ANT, POST = Projection
KNEE, RIB = "arthritis:knee:left", "metastasis:rib:left"
APART = {"R1": [mark(40, 300, KNEE)], "R2": [mark(120, 600, KNEE)], "R3": [mark(200, 900, "arthritis:hip:left")]}
"""All call the view arthritic, no two at one place."""
AGREED = {name: [mark(40, 300, RIB, ANT, 1), mark(60, 300, RIB, POST, 1)] for name in READERS}
BY_VIEW = {"R1": [mark(40, 300, KNEE)], "R2": [mark(120, 600, KNEE, POST)], "R3": []}
"""Two readers call the study arthritic, each for another view."""
HALF = {"R1": [mark(40, 300), mark(120, 600, KNEE)], "R2": [mark(40, 300), mark(200, 900, KNEE)], "R3": [mark(40, 300)]}
"""Metastatic & arthritic, with an agreed place of the metastasis only."""


def desk_of(folder: Path, marks: dict[str, list[Lesion]]) -> AdjudicationDesk:
    archive = voting_dataset(folder / "d", {key(1): marks})
    return AdjudicationDesk(archive, archive.study(key(1)))


def item_of(desk: AdjudicationDesk, target: str) -> Item:
    item = desk.item(target)
    assert item is not None
    return item


def reject_lesions(desk: AdjudicationDesk) -> None:
    for item in [item for item in desk.items if item.lesion is not None]:
        desk.reject(item)


def test_a_study_is_normal_when_a_person_said_so_of_its_only_abnormal_view(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, APART)
    assert desk.consensus.answers[None].result is Answer.ARTHRITIC
    reject_lesions(desk)
    assert desk.consensus.queue == (Reason.NO_PLACE,)
    desk.reject(item_of(desk, "ANT"))
    assert {vote.result for vote in desk.consensus.answers.values()} == {Answer.NORMAL}
    assert not desk.consensus.provisional and not desk.waiting


def test_a_disease_that_another_view_still_has_stays_with_the_study(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, {name: [*lesions, mark(60, 300, KNEE, POST)] for name, lesions in APART.items()})
    reject_lesions(desk)
    desk.reject(item_of(desk, "ANT"))
    assert desk.consensus.answers[None].result is Answer.ARTHRITIC


def test_a_settled_study_stands_whatever_its_views_say_but_the_contradiction_waits(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, APART)
    desk.accept(item_of(desk, "study"), Proposal(answer=Answer.ARTHRITIC))
    desk.reject(item_of(desk, "ANT"))
    assert desk.consensus.answers[None].result is Answer.ARTHRITIC
    desk.accept(item_of(desk, "study"), Proposal(answer=Answer.METASTATIC))
    desk.accept(item_of(desk, "ANT"), Proposal(answer=Answer.ARTHRITIC))
    assert desk.consensus.reasons(None) == (Reason.CONTRADICTED,)


def test_a_study_abnormal_by_voices_on_different_views_waits_once_its_lesions_are_rejected(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, BY_VIEW)
    assert [vote.result for vote in desk.consensus.answers.values()] == [Answer.NORMAL, Answer.NORMAL, Answer.ARTHRITIC]
    reject_lesions(desk)
    assert [item.target for item in desk.waiting] == ["study"] and desk.consensus.queue == (Reason.NO_PLACE,)
    desk.reject(item_of(desk, "study"))
    assert desk.consensus.answers[None].result is Answer.NORMAL and not desk.waiting


def test_a_view_called_normal_with_agreed_lesions_waits_until_they_are_rejected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = desk_of(tmp_path, AGREED)
    assert not desk.waiting
    desk.accept(item_of(desk, "ANT"), Proposal(answer=Answer.NORMAL))
    assert [(item.target, item.reasons) for item in desk.waiting] == [("ANT", (Reason.CONTRADICTED,))]
    assert desk.consensus.answers[ANT].provisional, "it is left out of training like any other that may still change"
    folder = tmp_path / "d"
    assert main(["consolidate", str(folder)]) == 1
    main(["check", str(folder)])
    assert f"consensus/{key(1)}_ANT.json: agreed lesions of metastasis contradict the answer “normal”" in capsys.readouterr().out
    reject_lesions(desk)
    assert not [item for item in desk.waiting if item.target == "ANT"]


def test_the_check_names_an_answer_without_a_lesion_that_no_queue_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = voting_dataset(tmp_path / "d", {key(1): APART})
    consolidation.run(archive)
    main(["check", str(archive.folder)])
    assert "no agreed lesion" not in capsys.readouterr().out, "it waits, and the file says so"
    path = archive.folder / "consensus" / f"{key(1)}_ANT.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"no_place"', '"dissent"'), encoding="utf-8")
    main(["check", str(archive.folder)])
    assert "“arthritic” has no agreed lesion of arthritis" in capsys.readouterr().out


def test_each_disease_of_an_answer_asks_for_a_place(tmp_path: Path) -> None:
    archive: Archive = voting_dataset(tmp_path / "d", {key(1): HALF})
    consensus = consolidation.study_consensus(archive, archive.study(key(1)))
    assert consensus.answers[ANT].result is Answer.BOTH
    assert [lesion.code.label for lesion in consensus.shown_in(ANT) if lesion.code] == [RIB]
    assert consensus.reasons(ANT) == (Reason.NO_PLACE,) and consensus.reasons(None) == ()


def diseases(codes: Iterable[str]) -> frozenset[Disease]:
    return frozenset(Disease(label.partition(":")[0]) for label in codes)


def holds(consensus: Consensus, view: Projection | None) -> bool:
    """Whether the answer names just the diseases of the agreed lesions, or waits, or a person said so without a lesion."""
    result = consensus.answers[view].result
    lesions = [lesion for lesion in consensus.lesions if lesion.standing is Standing.AGREED and (view is None or view in lesion.outlines)]
    shown = diseases(lesion.code.label for lesion in lesions if lesion.code)
    if consensus.reasons(view) or (result is not None and result.diseases == shown):
        return True
    said_without = shown < (result.diseases if result else frozenset())
    by_views = view is None and any(consensus.reasons(each) or each in consensus.settled for each in consensus.projections)
    return said_without and (view in consensus.settled or by_views)


def settled_at_random(voted: Consensus, chance: random.Random) -> Consensus:
    """The vote with some lesions rejected or named anew, and some answers given."""
    made = []
    for lesion in voted.lesions:
        if chance.random() < 0.5:
            label = chance.choice([None, RIB, KNEE])
            made.append(Settlement(lesion.uid, "", "lead", "2026-01-01T00:00:00Z", rejected=label is None, label=label))
    for view, vote in voted.answers.items():
        if chance.random() < 0.4:
            answer = chance.choice(list(Answer))
            made.append(Settlement(target_of(view), basis_of(vote), "lead", "2026-01-01T00:00:00Z", answer=answer))
    return settle(voted, Adjudication(voted.study, tuple(made)))


@pytest.mark.parametrize("seed", range(120))
def test_an_answer_holds_what_the_agreed_lesions_show_or_it_waits(seed: int) -> None:
    study, readings = random_study(seed)
    voted = consolidate(study.key, readings, READERS, VoteRule(), projections=study.projections)
    chance = random.Random(seed)
    for consensus in (voted, *(settled_at_random(voted, chance) for _ in range(5))):
        assert all(holds(consensus, view) for view in consensus.answers)
