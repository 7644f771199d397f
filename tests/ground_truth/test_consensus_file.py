"""The consensus on disk: LabelMe files with every vote, revisions, taking back, settlements, and no dependence on the files' order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dspic_gui import durable
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.cli import main
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive, Blinded
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation
from dspic_gui.ground_truth.adjudication import Adjudication, AdjudicationError, basis_of, read_adjudication, settle, write_adjudication
from dspic_gui.ground_truth.consensus import Reason, Standing
from dspic_gui.ground_truth.consensus_file import read_agreed_view, without_run
from dspic_gui.ground_truth.consensus_revision import RevisionError, revisions, standing, take_back
from dspic_gui.ground_truth.settlement import Settlement
from dspic_gui.labels.view_file import compose_label_file, parse_label_file
from dspic_gui.shape import Polygon
from dspic_gui.study import Projection
from tests.made.voting_dataset import key, mark, seal, voting_dataset

ANT, POST = Projection
AT = "2026-05-06T07:08:09Z"
FIRST = {"R1": [mark(40, 300)], "R2": [mark(42, 301)], "R3": [mark(41, 299, "arthritis:rib:left"), mark(150, 600)]}
SECOND = {"R1": [mark(40, 300)], "R2": [mark(42, 301, "arthritis:knee:left")], "R3": []}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return voting_dataset(tmp_path / "dataset", {key(1): FIRST, key(2): SECOND})


def document(archive: Archive, number: int, view: Projection = ANT) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((archive.folder / "consensus" / f"{key(number)}_{view}.json").read_bytes())
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "consensus").glob("*.json"))


def test_a_view_file_is_labelme_json_with_agreed_lesions_and_all_votes(archive: Archive) -> None:
    consolidation.run(archive, at=AT)
    name = f"consensus/{key(1)}_ANT.json"
    content = (archive.folder / name).read_bytes()
    file = parse_label_file(content, name, ANT)
    assert not file.edited_elsewhere and file.image_path == f"../pictures/{key(1)}_ANT.png"
    own = json.loads(content)["dspic"]
    assert own["votes"] == {"R1": "metastatic", "R2": "metastatic", "R3": "metastatic & arthritic"}
    assert (own["result"], own["provisional"], own["answer"], own["state"]) == ("metastatic", False, "abnormal", "sealed")
    assert own["rule"] == {"quorum": 2, "iou": 0.25, "centre_inside": True, "outline": "majority"}
    assert (own["at"], own["revision"], own["program"] != "") == (AT, 1, True)
    (shape,) = json.loads(content)["shapes"]
    assert shape["label"] == "metastasis:rib:left" and shape["shape_type"] == "polygon"
    assert {reader: vote["labels"] for reader, vote in shape["dspic"]["votes"].items()} == {
        "R1": ["metastasis:rib:left"],
        "R2": ["metastasis:rib:left"],
        "R3": ["arthritis:rib:left"],
    }
    assert [pair["readers"] for pair in shape["dspic"]["similarities"]] == [["R1", "R2"], ["R1", "R3"], ["R2", "R3"]]
    assert shape["dspic"]["similarities"][0]["iou"] == pytest.approx(72 / 128)
    (dissent,) = own["dissent"]
    assert dissent["marks"][0]["reader"] == "R3" and dissent["votes"]["R1"] is None
    agreed = read_agreed_view(archive.folder, key(1), ANT)
    assert agreed is not None and agreed.said.result is Answer.METASTATIC and isinstance(agreed.lesions[0].shape, Polygon)
    assert agreed.lesions[0].own_extra["votes"]["R3"]["labels"] == ["arthritis:rib:left"]


def test_a_view_without_an_agreed_place_or_disease_is_open(archive: Archive) -> None:
    consolidation.run(archive, at=AT)
    own = document(archive, 2)["dspic"]
    assert own["result"] == "adjudicate" and own["answer"] is None and not own["provisional"]
    (unsettled,) = own["unsettled"]
    assert unsettled["agreed"] == {"disease": None, "part": None, "side": "left"}
    assert set(own["queue"]) == {"no_majority", "disease", "part"}
    assert document(archive, 2)["flags"] == {"normal": False, "metastatic": False, "arthritic": False}


def test_the_order_and_duplicates_of_files_change_nothing_byte_for_byte(archive: Archive, tmp_path: Path) -> None:
    other = Archive.create(tmp_path / "other", "Voting", ("R3", "R1", "R2"))
    for number, marks in ((2, SECOND), (1, FIRST)):
        other.save_study(archive.study(key(number)))
        for reader in ("R3", "R2", "R1"):
            seal(other, key(number), reader, reversed([*marks[reader]]))
            copy = other.reading_path(reader, key(number), ANT)
            (copy.parent / f"Copy of {copy.name}").write_bytes(copy.read_bytes())
    for one in (archive, other):
        consolidation.run(one, at=AT)
    assert names(archive.folder) == names(other.folder) != []
    for name in names(archive.folder):
        first, second = (json.loads((one.folder / "consensus" / name).read_bytes()) for one in (archive, other))
        for lesion in (*first["shapes"], *second["shapes"]):
            _forget_uids(lesion["dspic"]["votes"])
        for one in (first, second):
            for kept in (*one["dspic"]["dissent"], *one["dspic"]["unsettled"]):
                _forget_uids(kept["votes"])
                for drawn in kept["marks"]:
                    del drawn["dspic"]["uid"]
        assert without_run(first) == without_run(second)


def _forget_uids(votes: dict[str, Any]) -> None:
    """The two datasets drew their own marks, so their random names differ; all else must not."""
    for vote in votes.values():
        for drawn in vote["marks"] if vote else ():
            del drawn["uid"]


def test_a_second_run_leaves_unchanged_files_alone_and_is_a_revision(archive: Archive) -> None:
    consolidation.run(archive, at=AT)
    before = {name: (archive.folder / "consensus" / name).read_bytes() for name in names(archive.folder)}
    again = consolidation.run(archive, at="2027-01-01T00:00:00Z")
    assert again.number == 2 and not again.written
    assert before == {name: (archive.folder / "consensus" / name).read_bytes() for name in names(archive.folder)}


def test_a_run_can_be_taken_back_and_the_old_one_stays(archive: Archive) -> None:
    consolidation.run(archive, at=AT)
    first = {name: (archive.folder / "consensus" / name).read_bytes() for name in names(archive.folder)}
    assert main(["consolidate", str(archive.folder), "--rule", "union"]) == 1
    assert document(archive, 1)["shapes"][0]["dspic"]["outline"] == "union"
    assert take_back(archive.folder, at=AT) == revisions(archive.folder)[0]
    assert first == {name: (archive.folder / "consensus" / name).read_bytes() for name in names(archive.folder)}
    assert main(["consolidate", str(archive.folder), "--take-back"]) == 0
    assert not names(archive.folder) and standing(archive.folder) is None
    with pytest.raises(RevisionError, match="no consensus to take back"):
        take_back(archive.folder, at=AT)
    assert consolidation.run(archive, at=AT).number == 3


def test_no_reader_file_is_changed(archive: Archive) -> None:
    def tree() -> dict[str, bytes]:
        files = [*(archive.folder / "readings").rglob("*"), *(archive.folder / "audit").rglob("*")]
        return {str(path): path.read_bytes() for path in files if path.is_file()}

    before = tree()
    consolidation.run(archive, at=AT)
    take_back(archive.folder, at=AT)
    assert tree() == before


def test_readings_that_cannot_vote_are_named_and_the_rest_goes_on(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    torn = archive.reading_path("R2", key(1), ANT)
    torn.write_bytes(torn.read_bytes()[:-40])
    stranger = archive.folder / "readings" / "R9" / f"{key(2)}_ANT.json"
    stranger.parent.mkdir()
    stranger.write_bytes(archive.reading_path("R1", key(2), ANT).read_bytes())
    lead = archive.as_reader("R3")
    lead.reopen(key(2), "looked again")
    assert main(["consolidate", str(archive.folder), "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    errors = {(line["source"], line["error"][:2]) for line in lines if "error" in line}
    assert errors == {(key(1), "R2"), (key(2), "R9"), (key(2), "R3")}
    views = {(line["study"], line["view"]): line for line in lines if "view" in line}
    assert len(views) == 6
    assert views[key(1), "ANT"]["provisional"] and views[key(1), "ANT"]["votes"]["R2"] is None
    assert views[key(1), "ANT"]["result"] == "metastatic" and views[key(1), None]["provisional"]


def test_a_reading_of_an_unplanned_reader_makes_the_result_provisional_though_all_planned_ones_voted(archive: Archive) -> None:
    study = archive.study(key(1))
    assert not consolidation.study_consensus(archive, study).provisional
    for name, unheard in (("guest", False), ("R9", True)):
        stranger = archive.folder / "readings" / name / f"{key(1)}_ANT.json"
        stranger.parent.mkdir(exist_ok=True)
        stranger.write_bytes(archive.reading_path("R1", key(1), ANT).read_bytes())
        consensus = consolidation.study_consensus(archive, study)
        assert consensus.answers[ANT].missing == () and consensus.answers[ANT].result is Answer.METASTATIC
        assert {vote.provisional for vote in consensus.answers.values()} == {unheard} and bool(consensus.problems) is unheard
    basis = basis_of(consensus.answers[ANT])
    settled = settle(consensus, Adjudication(key(1), (settlement("ANT", basis, answer=Answer.METASTATIC),)))
    assert settled.answers[ANT].provisional and settled.answers[None].provisional


def test_a_picture_of_another_size_does_not_vote(archive: Archive) -> None:
    path = archive.reading_path("R1", key(1), ANT)
    path.write_bytes(path.read_bytes().replace(b'"imageHeight": 1024', b'"imageHeight": 512'))
    consensus = consolidation.study_consensus(archive, archive.study(key(1)))
    assert consensus.answers[ANT].votes["R1"] is None and consensus.provisional
    assert any("R1" in problem for problem in consensus.problems)


def test_a_sealed_reading_of_a_picture_of_another_size_does_not_vote_though_its_audit_holds(archive: Archive) -> None:
    name = f"readings/R1/{key(1)}_ANT.json"
    reading = archive.reading("R1", key(1))
    assert reading is not None
    wrong = compose_label_file(reading, ANT, picture=f"../../pictures/{key(1)}_ANT.png", rows=512, columns=128, source_sha256="0" * 64)
    (archive.folder / name).write_bytes(wrong)
    files = {path: durable.hash_of(archive.folder / path) or "" for path in (name, f"readings/R1/{key(1)}_POST.json")}
    audit.append(archive.folder / "audit" / "R1.jsonl", audit.Act("R1", "seal", key(1), files))
    consensus = consolidation.study_consensus(Archive(archive.folder), archive.study(key(1)))
    assert consensus.answers[ANT].votes["R1"] is None and consensus.provisional
    assert any("512 x 128 pixels" in problem and problem.startswith("R1") for problem in consensus.problems)


def test_the_check_of_a_dataset_reads_consensus_and_settlements(archive: Archive) -> None:
    consolidation.run(archive, at=AT)
    write_adjudication(archive.folder, Adjudication(key(1), (settlement("ANT", "b", answer=Answer.NORMAL),)))
    broken = [breach.file for breach in DatasetCheck(archive.folder).breaches() if not breach.file.startswith("pictures/")]
    assert not [name for name in broken if name.startswith("adjudications/")]
    (archive.folder / "adjudications" / f"{key(1)}.json").write_bytes(b"[]")
    (archive.folder / "adjudications" / f"{key(7)}.json").write_bytes(b"{}")
    broken = [breach.file for breach in DatasetCheck(archive.folder).breaches()]
    assert {f"adjudications/{key(1)}.json", f"adjudications/{key(7)}.json"} <= set(broken)


def test_a_readers_session_cannot_consolidate_nor_see_the_consensus_before_all_seals(tmp_path: Path) -> None:
    archive = voting_dataset(tmp_path / "d", {key(1): {"R1": [mark(40, 300)], "R2": None, "R3": []}})
    reader = archive.as_reader("R1")
    with pytest.raises(Blinded):
        consolidation.run(reader)
    with pytest.raises(Blinded):
        consolidation.study_consensus(reader, archive.study(key(1)))
    seal(archive, key(1), "R2", [])
    assert consolidation.study_consensus(archive.as_reader("R1"), archive.study(key(1))).answers[None].result is Answer.NORMAL


def settlement(target: str, basis: str = "", **decided: Any) -> Settlement:
    return Settlement(target, basis, "R3", AT, **decided)


def test_a_person_settles_what_the_vote_left_open(archive: Archive) -> None:
    study = archive.study(key(2))
    voted = consolidation.study_vote(archive, study)
    (lesion,) = voted.lesions
    of_lesion = settlement(lesion.uid, label="metastasis:rib:left", outline="R2", reason="lesion_is_clear", comment="seen in 2024")
    of_view = settlement("ANT", basis_of(voted.answers[ANT]), answer=Answer.METASTATIC)
    consolidation.save_adjudication(archive, Adjudication(key(2)).settling(of_lesion, of_view), "meeting")
    settled = consolidation.study_consensus(archive, study)
    assert settled.answers[ANT].result is Answer.METASTATIC and settled.answers[None].result is Answer.METASTATIC
    (agreed,) = settled.in_standing(Standing.AGREED)
    assert agreed.outlines[ANT].rule == "R2" and agreed.outlines[ANT].shape == SECOND["R2"][0].shape
    assert not settled.queue
    consolidation.run(archive, at=AT)
    shape = document(archive, 2)["shapes"][0]
    assert shape["dspic"]["settled"] == {
        "by": "R3",
        "at": AT,
        "rejected": False,
        "label": "metastasis:rib:left",
        "outline": "R2",
        "answer": None,
        "reason": "lesion_is_clear",
        "comment": "seen in 2024",
    }
    assert shape["dspic"]["votes"]["R2"]["labels"] == ["arthritis:knee:left"]
    assert '"settle"' in (archive.folder / "audit" / "lead.jsonl").read_text()


def test_dissent_can_be_accepted_and_an_agreed_lesion_rejected(archive: Archive) -> None:
    voted = consolidation.study_vote(archive, archive.study(key(1)))
    agreed, dissent = voted.lesions
    accepted = settlement(dissent.uid, label="arthritis:shoulder:left")
    settled = settle(voted, Adjudication(key(1), (accepted, settlement(agreed.uid, rejected=True))))
    assert [lesion.standing for lesion in settled.lesions] == [Standing.DISSENT, Standing.AGREED]
    assert settled.answers[ANT].result is Answer.BOTH and settled.answers[None].result is Answer.BOTH
    assert settled.queue == (Reason.NO_PLACE,), "nobody said that the metastasis is gone from the view"
    undone = settle(voted, Adjudication(key(1), ()))
    assert undone.answers == voted.answers and undone.queue == (Reason.DISSENT,)


def test_a_settlement_made_on_other_votes_is_not_used_and_says_so(archive: Archive) -> None:
    voted = consolidation.study_vote(archive, archive.study(key(2)))
    old = (settlement("ANT", "made on other votes", answer=Answer.NORMAL), settlement("0" * 32, rejected=True))
    settled = settle(voted, Adjudication(key(2), old))
    assert settled.answers == voted.answers
    assert [("an answer" in text or "the answer of ANT" in text, "settle it again" in text) for text in settled.problems] == [
        (False, True),
        (True, True),
    ]


def test_settlements_come_back_as_they_were_written_and_a_damaged_file_is_said(archive: Archive) -> None:
    kept = Adjudication(key(1), (settlement("ANT", "b", answer=Answer.NORMAL, comment="µ"), settlement("x", label="metastasis:rib:left")))
    path = write_adjudication(archive.folder, kept)
    assert read_adjudication(archive.folder, key(1)) == kept
    path.write_bytes(b"{")
    with pytest.raises(AdjudicationError, match="The vote stands without it"):
        read_adjudication(archive.folder, key(1))
    consensus = consolidation.study_consensus(archive, archive.study(key(1)))
    assert consensus.answers[ANT].result is Answer.METASTATIC and len(consensus.problems) == 1


def test_the_command_ends_with_0_when_everything_stands_and_2_without_a_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voting_dataset(tmp_path / "d", {key(1): {"R1": [], "R2": [], "R3": []}})
    assert main(["consolidate", str(tmp_path / "d")]) == 0
    assert "2 normal" in capsys.readouterr().out
    assert main(["consolidate", str(tmp_path / "nothing")]) == 2
    assert main(["consolidate", str(tmp_path / "d"), "--take-back"]) == 0
    assert main(["consolidate", str(tmp_path / "d"), "--take-back"]) == 2
