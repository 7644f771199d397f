"""Settling a study: what is proposed, what is taken over from a reader, undo, who may, and the queue of a dataset."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import durable, times
from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.dataset.audit import SETTLE
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication import AdjudicationError, SettledMeanwhile, read_adjudication
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Item, Proposal, why_not_settle
from dspic_gui.ground_truth.consensus import Reason, Standing
from dspic_gui.ground_truth.consensus_queue import QueueFilter, queue_rows
from dspic_gui.model.model_card import ModelCard
from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.prediction_file import write_prediction
from dspic_gui.study import Projection
from tests.made.voting_dataset import key, mark, voting_dataset

ANT, POST = Projection
SPLIT = {"R1": [mark(40, 300)], "R2": [mark(42, 301, "arthritis:knee:left")], "R3": []}
FAR = {"R1": [mark(40, 300)], "R2": [mark(45, 304)], "R3": [mark(41, 305)]}
ALIKE = {"R1": [mark(40, 300)], "R2": [mark(40, 300)], "R3": [mark(40, 300)]}
UNREAD = {"R1": [mark(40, 300)], "R2": [mark(40, 300)], "R3": None}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return voting_dataset(tmp_path / "d", {key(1): SPLIT, key(2): FAR, key(3): ALIKE, key(4): UNREAD})


def desk(archive: Archive, number: int, reader: str | None = "R3") -> AdjudicationDesk:
    return AdjudicationDesk(archive.as_reader(reader), archive.study(key(number)))


def lesion(found: AdjudicationDesk) -> Item:
    (item,) = [item for item in found.items if item.lesion is not None]
    return item


def test_a_split_code_needs_a_choice_and_a_reader_gives_one(archive: Archive) -> None:
    found = desk(archive, 1)
    item = lesion(found)
    assert item.reasons == (Reason.DISEASE, Reason.PART) and found.propose(item) == Proposal()
    with pytest.raises(AdjudicationError, match="Choose a code first"):
        found.accept(item, found.propose(item))
    taken = found.take_reader(item, "R2", found.propose(item))
    assert taken == Proposal(label="arthritis:knee:left", outline="R2")
    assert found.preview(item, taken) == {ANT: SPLIT["R2"][0].shape}
    with pytest.raises(AdjudicationError, match="R3 did not mark"):
        found.take_reader(item, "R3", Proposal())
    found.accept(item, taken, "lesion_is_clear", "bright")
    settled = lesion(found)
    assert settled.lesion is not None and settled.lesion.standing is Standing.AGREED and not settled.waiting
    view = found.item("ANT")
    assert view is not None and view.waiting and found.propose(view) == Proposal(answer=Answer.ARTHRITIC)
    found.accept(view, found.propose(view))
    assert found.consensus.answers[ANT].result is Answer.ARTHRITIC and not found.waiting


def test_every_step_is_saved_and_can_be_undone_and_redone(archive: Archive) -> None:
    found = desk(archive, 1)
    assert not found.can_undo
    found.reject(lesion(found), "artefact")
    found.accept(found.items[0], Proposal(answer=Answer.NORMAL))
    assert desk(archive, 1).consensus.answers[ANT].result is Answer.NORMAL
    found.undo()
    found.undo()
    assert desk(archive, 1).consensus.queue == desk(archive, 1).voted.queue and not found.can_undo
    found.redo()
    assert found.can_redo and lesion(desk(archive, 1)).settled is not None


def test_a_step_that_cannot_be_saved_changes_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    found = desk(archive, 1)

    def full(*_: object, **__: object) -> None:
        raise durable.NotSaved("NOT SAVED: the disk is full.")

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(durable.NotSaved):
        found.reject(lesion(found))
    assert not found.can_undo and found.consensus.queue == found.voted.queue


def test_two_who_settle_at_once_overwrite_nothing_unseen(archive: Archive) -> None:
    one, other = desk(archive, 1, "R1"), desk(archive, 1, "R2")
    one.accept(one.items[0], Proposal(answer=Answer.NORMAL))
    with pytest.raises(SettledMeanwhile, match=r"^R1 settled something in this study meanwhile\. Nothing was overwritten"):
        other.accept(other.items[0], Proposal(answer=Answer.METASTATIC))
    assert other.consensus.answers[ANT].result is Answer.NORMAL and not other.can_undo
    other.accept(other.items[0], Proposal(answer=Answer.METASTATIC))
    with pytest.raises(SettledMeanwhile, match=r"^R2 settled"):
        one.undo()
    kept = read_adjudication(archive.folder, key(1)).settlements
    assert [(row.by, row.answer) for row in kept] == [("R1", Answer.NORMAL), ("R2", Answer.METASTATIC)]
    assert verify(archive.folder)[1] == []


def test_clocks_do_not_say_who_settled_last(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one's clock is years behind: nobody is blamed, and the first one's file put back by hand is noticed."""
    path = archive.folder / layout.adjudication_file(key(1))
    desk(archive, 1, "R1").accept(desk(archive, 1, "R1").items[0], Proposal(answer=Answer.NORMAL))
    earlier = path.read_bytes()
    monkeypatch.setattr(times, "now", lambda: "2020-01-01T00:00:00.000Z")
    desk(archive, 1, "R2").accept(desk(archive, 1, "R2").items[0], Proposal(answer=Answer.METASTATIC))
    assert verify(archive.folder)[1] == []
    path.write_bytes(earlier)
    (found,) = verify(archive.folder)[1]
    assert found.sentence == "The file was edited elsewhere after R2 last saved it (2020-01-01T00:00:00.000Z)."


@pytest.mark.parametrize("person", ["R1", None])
def test_a_settlement_that_was_cut_off_is_finished_with_its_line(
    person: str | None, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = desk(archive, 1, person)
    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(audit, "append", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        found.accept(found.items[0], Proposal(answer=Answer.NORMAL))
    lines = audit.read(archive.folder / layout.audit_file(person or "lead"))
    assert SETTLE not in {line.act for line in lines}
    again = desk(archive, 1, person)
    lines = audit.read(archive.folder / layout.audit_file(person or "lead"))
    assert lines[-1].act == SETTLE and verify(archive.folder)[1] == []
    assert again.consensus.answers[ANT].result is Answer.NORMAL


def test_outlines_of_all_rules_are_proposed_and_previewed(archive: Archive) -> None:
    found = desk(archive, 2)
    item = lesion(found)
    assert item.reasons == (Reason.FAR_APART,)
    areas = {rule: found.preview(item, Proposal(outline=rule))[ANT].area for rule in ("union", "majority", "intersection", "R1")}
    assert areas["R1"] == 100 and areas["union"] > areas["majority"] > areas["intersection"] > 0


def test_what_is_unanimous_is_accepted_at_once(archive: Archive) -> None:
    found = desk(archive, 2)
    assert found.accept_unanimous() == 1 and not found.waiting and found.accept_unanimous() == 0
    assert desk(archive, 1).accept_unanimous() == 0
    found.undo()
    assert len(found.waiting) == 1


def test_only_the_adjudicator_settles_where_the_protocol_names_one(archive: Archive) -> None:
    named = replace(archive.dataset, protocol=replace(archive.dataset.protocol, adjudicator="Chief"))
    (archive.folder / "dataset.json").write_bytes(named.to_json())
    other = Archive(archive.folder, "R3")
    assert "Chief settles" in (why_not_settle(other) or "")
    shown = AdjudicationDesk(other, archive.study(key(1)))
    with pytest.raises(AdjudicationError, match="Chief settles"):
        shown.reject(lesion(shown))
    chief = AdjudicationDesk(Archive(archive.folder, "Chief"), archive.study(key(1)))
    chief.reject(lesion(chief))
    assert lesion(chief).settled is not None and lesion(chief).settled.by == "Chief"  # type: ignore[union-attr]
    assert "guest" in (why_not_settle(Archive(archive.folder, "guest")) or "")


def test_the_consensus_is_not_shown_before_all_seals(archive: Archive) -> None:
    with pytest.raises(Blinded):
        desk(archive, 4, "R1")
    assert desk(archive, 4, None).consensus.provisional


def test_the_queue_tells_what_waits_and_hides_what_may_not_be_seen(archive: Archive) -> None:
    rows = {row.key: row for row in queue_rows(archive)}
    shown = {asked: [name for name, row in rows.items() if row.passes(asked)] for asked in QueueFilter}
    assert shown[QueueFilter.WAITING] == [key(1), key(2)]
    assert shown[QueueFilter.TWO_TO_ONE] == [key(1)]
    assert shown[QueueFilter.READER_MISSING] == [key(4)]
    assert shown[QueueFilter.EVERYTHING] == [key(1), key(2), key(3), key(4)]
    assert [row.key for row in queue_rows(archive.as_reader("R1"))] == [key(1), key(2), key(3)]


def predicted(archive: Archive, model: str, number: int, probabilities: tuple[float, float, float]) -> None:
    view = Prediction(probabilities, 0.25, model)
    write_prediction(
        archive, StudyPrediction(key(number), model, dict.fromkeys(Projection, view)), replace(CARD, network_hash=model[-8:] * 8)
    )


CARD = ModelCard("dspic", "dspic", (1024, 256), 0.25, "", None, "a" * 64, "b" * 64, 1e-3, {}, None, None, {}, False)


def test_the_queue_tells_where_the_model_differs(archive: Archive) -> None:
    predicted(archive, "dspic-aaaaaaaa", 1, (0.9, 0.05, 0.05))
    predicted(archive, "dspic-aaaaaaaa", 2, (0.1, 0.8, 0.1))
    predicted(archive, "dspic-aaaaaaaa", 3, (0.1, 0.8, 0.1))
    predicted(archive, "dspic-bbbbbbbb", 3, (0.9, 0.05, 0.05))
    damaged = archive.folder / "predictions" / "dspic-bbbbbbbb" / f"{key(2)}.json"
    damaged.write_text("{", encoding="utf-8")
    rows = {row.key: row for row in queue_rows(archive)}
    assert [name for name, row in rows.items() if row.passes(QueueFilter.MODEL_DIFFERS)] == [key(3)]
    assert (rows[key(3)].model, rows[key(2)].model) == (Answer.NORMAL, Answer.METASTATIC)
