"""The vote as a person starts it: who may, what is counted, that stopping leaves nothing, and taking it back."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.ground_truth.consensus_revision import RevisionError, standing
from dspic_gui.ground_truth.consensus_run import last_run, run_vote, take_back_last_run
from dspic_gui.study import Projection
from tests.made.disputed_dataset import disputed_dataset

ANT, POST = Projection


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return disputed_dataset(tmp_path / "dataset")


def consensus_files(archive: Archive) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (archive.folder / "consensus").rglob("*.json")}


def test_views_are_counted_by_how_they_stand_and_settlements_reach_the_files(archive: Archive) -> None:
    keys = archive.study_keys()
    first = run_vote(archive)
    assert (first.revision.number, first.studies, first.stand, first.waiting, first.provisional) == (1, 4, 7, 1, 0)
    assert first.studies_waiting == 3 and first.sentences == ()
    desk = AdjudicationDesk(archive, archive.study(keys[0]))
    desk.accept(next(item for item in desk.items if item.projection is ANT), Proposal(answer=Answer.ARTHRITIC))
    seen: list[tuple[int, int]] = []
    second = run_vote(archive, lambda done, total: seen.append((done, total)))
    assert (second.revision.number, second.stand, second.waiting) == (2, 8, 0) and seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    agreed = read_agreed_view(archive.folder, keys[0], ANT)
    assert agreed is not None and agreed.said.result is Answer.ARTHRITIC


def test_what_cannot_vote_is_a_sentence_and_the_view_is_provisional(archive: Archive) -> None:
    key = archive.study_keys()[3]
    path = archive.reading_path("R1", key, ANT)
    path.write_bytes(path.read_bytes().replace(b'"shapes"', b'"shapes" '))
    report = run_vote(archive)
    assert report.provisional == 2 and report.stand == 5
    assert len(report.sentences) == 1 and "R1" in report.sentences[0] and "changed after it was sealed" in report.sentences[0]


def test_a_stopped_run_leaves_nothing_behind(archive: Archive) -> None:
    run_vote(archive)
    desk = AdjudicationDesk(archive, archive.study(archive.study_keys()[0]))
    desk.accept(next(item for item in desk.items if item.projection is ANT), Proposal(answer=Answer.ARTHRITIC))
    before = consensus_files(archive)

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        run_vote(archive, stop)
    assert consensus_files(archive) == before and not (archive.folder / "consensus" / ".revisions" / "2").exists()
    assert run_vote(archive).revision.number == 2


def test_taking_back_shows_the_run_before_and_then_none(archive: Archive) -> None:
    assert last_run(archive) is None
    run_vote(archive)
    shown = {path.name: path.read_bytes() for path in (archive.folder / "consensus").glob("*.json")}
    desk = AdjudicationDesk(archive, archive.study(archive.study_keys()[0]))
    desk.accept(next(item for item in desk.items if item.projection is ANT), Proposal(answer=Answer.ARTHRITIC))
    run_vote(archive)
    last = last_run(archive)
    assert last is not None and last.before is not None and (last.revision.number, last.before.number) == (2, 1)
    before = take_back_last_run(archive)
    assert before is not None and before.number == 1
    assert {path.name: path.read_bytes() for path in (archive.folder / "consensus").glob("*.json")} == shown
    assert take_back_last_run(archive) is None and not list((archive.folder / "consensus").glob("*.json"))


def shown(archive: Archive) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (archive.folder / "consensus").glob("*.json")}


@pytest.mark.parametrize("files", range(1, 8))
@pytest.mark.parametrize("act", ["run", "take back"])
def test_a_run_that_is_cut_off_is_shown_whole_or_not_at_all(
    act: str, files: int, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many files of consensus/, of eight: what was begun is finished at the next opening."""
    run_vote(archive)
    first = shown(archive)
    for key in archive.study_keys()[:3]:
        desk = AdjudicationDesk(archive, archive.study(key))
        desk.accept(next(item for item in desk.items if item.projection is ANT), Proposal(answer=Answer.ARTHRITIC))
    if act == "take back":
        run_vote(archive)
    written, write = [0], durable.write

    def cut(path: Path, *words: object, **named: object) -> None:
        written[0] += path.parent.name == "consensus"
        if written[0] > files:
            raise KeyboardInterrupt
        write(path, *words, **named)

    with monkeypatch.context() as cutting:
        cutting.setattr(durable, "write", cut)
        with suppress(KeyboardInterrupt):
            run_vote(archive) if act == "run" else take_back_last_run(archive)
    Archive(archive.folder)
    run = standing(archive.folder)
    assert run is not None and run.number == (2 if act == "run" else 1)
    assert set(shown(archive)) == set(run.files) and len(run.files) == 8
    assert (shown(archive) == first) is (act == "take back")
    assert all(f'"revision": {number}'.encode() in shown(archive)[name] for name, number in run.files.items())
    assert not (archive.folder / layout.run_to_show()).exists()


PLANS = ('{"number": 1, "record": {}, "files": {"../../x.json": 1}}', '{"number": "../x", "record": {}, "files": {}}', "[]")


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_that_this_program_never_wrote_is_left_alone(plan: str, archive: Archive) -> None:
    run_vote(archive)
    before = consensus_files(archive)
    (archive.folder / layout.run_to_show()).write_text(plan)
    Archive(archive.folder)
    assert consensus_files(archive) == before


@pytest.mark.parametrize(
    "change",
    [
        *({"files": []}, {"files": {"x_ANT.json": 1.5}}, {"files": {"../../x_ANT.json": 1}}),
        *({"number": 7}, {"at": 3}, {"at": "x"}, {"audits": 1}, {"audits": {"R1": 2**70}}),
    ],
    ids=str,
)
def test_a_record_that_is_none_is_a_sentence(change: dict[str, object], archive: Archive) -> None:
    run_vote(archive)
    path = archive.folder / layout.record_of_run(1)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    with pytest.raises(RevisionError, match="cannot be used"):
        standing(archive.folder)
    assert any(one.file == "consensus" for one in DatasetCheck(archive.folder).breaches())


def test_of_two_who_let_it_vote_at_once_the_later_is_told(archive: Archive) -> None:
    seen: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        if not seen:
            seen.append(run_vote(Archive(archive.folder)).revision.number)

    with pytest.raises(RevisionError, match=r"Another run .* meanwhile\. Nothing of this one was kept"):
        run_vote(archive, meanwhile)
    run = standing(archive.folder)
    assert seen == [2] and run is not None and run.number == 2 and set(shown(archive)) == set(run.files)


def test_a_reader_may_run_it_once_all_have_sealed_everything_and_a_guest_never(archive: Archive) -> None:
    assert run_vote(archive.as_reader("R1")).revision.number == 1
    with pytest.raises(Blinded, match="guest"):
        run_vote(archive.as_reader("guest"))
    archive.as_reader("R2").reopen(archive.study_keys()[1], "looked again")
    with pytest.raises(Blinded, match="sign in as the study lead"):
        run_vote(Archive(archive.folder, "R1"))
    assert run_vote(archive).provisional == 2
    content = json.loads((archive.folder / "dataset.json").read_text())
    content["protocol"]["adjudicator"] = "R9"
    (archive.folder / "dataset.json").write_text(json.dumps(content))
    with pytest.raises(Blinded, match="R9 settles"):
        last_run(Archive(archive.folder, "R3"))
