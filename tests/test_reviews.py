"""Two people review apart; who calls a label wrong makes the view wait for adjudication, and the truth stays as it is."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.csv_table import csv_text
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.consensus import Reason
from dspic_gui.ground_truth.consensus_queue import QueueFilter, queue_rows
from dspic_gui.ground_truth.consolidation import study_consensus
from dspic_gui.reviews import (
    REASONS,
    Review,
    ReviewError,
    all_reviews,
    disagreeing,
    read_reviews,
    reason_table,
    reasons_rows,
    reviewers,
    reviews_rows,
    same_reason,
    write_review,
)
from dspic_gui.study import Projection
from tests.made.opinion_dataset import opinion_dataset

MODEL = "small-12345678"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return opinion_dataset(tmp_path / "dataset", [Answer.METASTATIC, Answer.NORMAL])


def review(archive: Archive, reviewer: str = "R1", study: int = 0, **more: object) -> Review:
    given = {"agrees": True, "reason": "spine", "comment": "degenerative"} | more
    key = archive.study_keys()[study]
    return Review(key, Projection.ANT, MODEL, reviewer, Answer.METASTATIC, Answer.NORMAL, **given)  # type: ignore[arg-type]


def as_reader(archive: Archive, name: str) -> Archive:
    return archive.as_reader(name)


def test_a_review_is_read_back_and_replaced_by_a_later_one(archive: Archive) -> None:
    own = as_reader(archive, "R1")
    first = write_review(own, review(archive))
    assert first.at.endswith("Z")
    write_review(own, replace(review(archive), model="other-87654321"))
    second = write_review(own, review(archive, reason="low_counts", comment="«few» counts"))
    key = archive.study_keys()[0]
    assert read_reviews(own, "R1", key) == (replace(first, model="other-87654321", at=read_reviews(own, "R1", key)[0].at), second)
    assert read_reviews(own, "R2", key) == ()


def test_two_reviewers_do_not_see_each_other_before_their_own(archive: Archive) -> None:
    key = archive.study_keys()[0]
    one, two = as_reader(archive, "R1"), as_reader(archive, "R2")
    write_review(one, review(archive))
    with pytest.raises(Blinded, match="when your own review is there"):
        read_reviews(two, "R1", key)
    assert all_reviews(two) == []
    write_review(two, review(archive, "R2", reason="asymmetry"))
    assert [found.reviewer for found in all_reviews(two)] == ["R1", "R2"]
    write_review(one, replace(review(archive), model="other-87654321"))
    assert len(read_reviews(two, "R1", key)) == 1, "the other model's case is not reviewed by R2 yet"
    assert len(read_reviews(archive, "R1", key)) == 2, "the lead sees all"


def test_nobody_writes_in_another_name(archive: Archive) -> None:
    with pytest.raises(ReviewError, match="did not sign in"):
        write_review(as_reader(archive, "R1"), review(archive, "R2"))
    for name in ("../R1", "", "a/b", "truth"):
        with pytest.raises(ReviewError):
            write_review(archive, review(archive, name))
    assert reviewers(archive) == ()


def test_before_all_seals_there_is_no_review(tmp_path: Path) -> None:
    unsealed = opinion_dataset(tmp_path / "d", [Answer.NORMAL], sealed=False)
    with pytest.raises(Blinded):
        write_review(as_reader(unsealed, "R1"), review(unsealed))
    with pytest.raises(Blinded):
        read_reviews(as_reader(unsealed, "R1"), "R2", unsealed.study_keys()[0])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "tired"}, "none of the reasons"),
        ({"reason": "label_wrong", "agrees": True}, "disagrees with it"),
        ({"comment": "a" * 5000}, "longer than"),
    ],
)
def test_what_contradicts_itself_is_refused(archive: Archive, more: dict[str, object], words: str) -> None:
    with pytest.raises(ReviewError, match=words):
        review(archive, **more)


def test_a_wrong_label_waits_for_adjudication_and_changes_no_truth(archive: Archive) -> None:
    key = archive.study_keys()[0]
    study = archive.study(key)
    files = {path: path.read_bytes() for folder in ("readings", "consensus", "truth") for path in (archive.folder / folder).rglob("*.json")}
    before = study_consensus(archive, study)
    assert before.queue == ()
    write_review(as_reader(archive, "R1"), review(archive, agrees=False, reason="label_wrong"))
    after = study_consensus(archive, study)
    assert after.queue == (Reason.LABEL_DOUBTED,)
    assert after.reasons(Projection.ANT) == (Reason.LABEL_DOUBTED,)
    assert {view: vote.result for view, vote in after.answers.items()} == {view: vote.result for view, vote in before.answers.items()}
    assert [row.key for row in queue_rows(archive) if row.passes(QueueFilter.WAITING)] == [key]
    assert all(path.read_bytes() == content for path, content in files.items())


def test_a_person_settles_the_doubt(archive: Archive) -> None:
    key = archive.study_keys()[0]
    write_review(archive, replace(review(archive, "R1", agrees=False, reason="label_wrong"), at="2026-01-01T00:00:00Z"))
    desk = AdjudicationDesk(archive, archive.study(key))
    assert [item.target for item in desk.waiting] == ["ANT"]
    desk.accept(desk.waiting[0], desk.propose(desk.waiting[0]), "lesion_is_clear", "looked at again")
    assert desk.waiting == ()
    assert study_consensus(archive, archive.study(key)).queue == ()
    write_review(archive, replace(review(archive, "R2", agrees=False, reason="label_wrong"), at="2999-01-01T00:00:00Z"))
    assert study_consensus(archive, archive.study(key)).queue == (Reason.LABEL_DOUBTED,), "a later doubt waits again"


def test_a_label_that_is_not_the_views_present_answer_puts_nothing_in_doubt(archive: Archive) -> None:
    key = archive.study_keys()[0]
    study = archive.study(key)
    present = study_consensus(archive, study).answers[Projection.ANT].result
    other = next(answer for answer in Answer if answer is not present)
    write_review(as_reader(archive, "R1"), replace(review(archive, agrees=False, reason="label_wrong"), truth=other))
    assert study_consensus(archive, study).queue == (), "the truth, or an answer of an earlier run, was called wrong: not this one"
    desk = AdjudicationDesk(archive, study)
    desk.accept(desk.items[0], Proposal(answer=other))
    assert Reason.LABEL_DOUBTED not in study_consensus(archive, study).queue, "settled after the doubt"


def test_who_settles_reads_who_doubted_and_why_but_a_reader_after_the_own_review_only(archive: Archive) -> None:
    key = archive.study_keys()[0]
    written = write_review(as_reader(archive, "R1"), review(archive, agrees=False, reason="label_wrong", comment="hot rib"))

    def read(reader: str | None) -> tuple[Review, ...]:
        desk = AdjudicationDesk(archive.as_reader(reader), archive.study(key))
        assert [item.target for item in desk.waiting] == ["ANT"] and desk.doubts(desk.items[1]) == ()
        return desk.doubts(desk.items[0])

    assert read(None) == read("R1") == (written,) and read("R2") == ()
    write_review(as_reader(archive, "R2"), review(archive, "R2", reason="spine"))
    assert read("R2") == (written,)


def test_agreeing_raises_no_doubt(archive: Archive) -> None:
    write_review(archive, review(archive))
    assert disagreeing(archive, archive.study_keys()[0]) == ()


def test_the_table_of_reasons(archive: Archive) -> None:
    for reviewer, study, reason in (("R1", 0, "spine"), ("R2", 0, "spine"), ("R1", 1, "asymmetry"), ("R2", 1, "low_counts")):
        write_review(archive, review(archive, reviewer, study, reason=reason))
    found = all_reviews(archive)
    rows = {row.reason: row for row in reason_table(found)}
    assert tuple(rows) == REASONS
    assert (rows["spine"].by_reviewer, rows["spine"].alike) == ({"R1": 1, "R2": 1}, 1)
    assert (rows["low_counts"].by_reviewer, rows["low_counts"].alike) == ({"R1": 0, "R2": 1}, 0)
    assert same_reason(found) == (1, 2)
    table = [[str(cell) for cell in row] for row in reasons_rows(found)]
    assert table[0] == ["reason", "R1", "R2", "alike"] and ["spine", "1", "1", "1"] in table
    assert len(table) == 1 + len(REASONS)


def test_a_comment_is_no_formula(archive: Archive) -> None:
    write_review(archive, review(archive, comment='=HYPERLINK("x")'))
    rows = list(csv.DictReader(csv_text(reviews_rows(all_reviews(archive))).splitlines()))
    assert rows[0]["comment"] == '\'=HYPERLINK("x")' and rows[0]["truth"] == "metastatic"


@pytest.mark.parametrize("harm", ["{", "[]", '{"schema": 1}', '{"schema": 1, "study": "x", "reviewer": "R1", "reviews": []}'])
def test_a_damaged_file_is_told_and_kept(archive: Archive, harm: str) -> None:
    key = archive.study_keys()[0]
    write_review(archive, review(archive))
    path = archive.folder / "reviews" / "R1" / f"{key}.json"
    path.write_text(harm)
    with pytest.raises(ReviewError, match=r"restore it from \.versions"):
        read_reviews(archive, "R1", key)
    with pytest.raises(ReviewError):
        write_review(archive, review(archive))
    assert path.read_text() == harm
    assert any("reviews/R1" in problem for problem in study_consensus(archive, archive.study(key)).problems)


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from dspic_gui import durable

    key = archive.study_keys()[0]
    write_review(archive, review(archive))
    path = archive.folder / "reviews" / "R1" / f"{key}.json"
    whole = durable.write

    def late(place: Path, content: bytes, **more: object) -> None:
        stated = json.loads(path.read_text())
        stated["reviews"][0]["comment"] = "written by another program"
        path.write_text(json.dumps(stated))
        whole(place, content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(durable, "write", late)
    with pytest.raises(durable.Conflict):
        write_review(archive, review(archive, reason="other"))
    assert "another program" in path.read_text()
