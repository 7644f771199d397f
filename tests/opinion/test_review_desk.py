"""Two reviewers apart: each word saved at once, another's hidden until the own one, a doubted label back in the queue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consensus import Reason
from dspic_gui.ground_truth.consolidation import study_consensus
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.evaluation import Evaluation, evaluate
from dspic_gui.opinion.review_desk import ReviewDesk
from dspic_gui.reviews import ReviewError
from tests.made.evaluated_dataset import evaluated_dataset
from tests.places import SMALL_MODEL


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Evaluation]:
    archive = evaluated_dataset(tmp_path_factory.mktemp("evaluated") / "dataset", tuple(Answer), wrong_labels=1)
    return archive.folder, evaluate(archive, Classifier.open(SMALL_MODEL))


@pytest.fixture
def folder(evaluated: tuple[Path, Evaluation], tmp_path: Path) -> Path:
    return Path(shutil.copytree(evaluated[0], tmp_path / "dataset"))


def desk_of(folder: Path, evaluated: tuple[Path, Evaluation], reader: str) -> ReviewDesk:
    return ReviewDesk(Archive(folder, reader), evaluated[1])


def test_errors_come_with_the_most_confident_first_and_cells_hold_their_views(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    desk = desk_of(folder, evaluated, "R1")
    wrong = desk.views()
    assert len(wrong) == 2 and all(view.truth is Answer.NORMAL for view in wrong)
    assert [view.confidence for view in wrong] == sorted((view.confidence for view in wrong), reverse=True)
    right = desk.views((Answer.METASTATIC, Answer.METASTATIC))
    assert len(right) == 2 and all(view.right for view in right)
    assert desk.views((Answer.ARTHRITIC, Answer.NORMAL)) == ()


def test_a_word_is_kept_and_found_again(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    desk = desk_of(folder, evaluated, "R1")
    first, second = desk.views()
    assert desk.next_to_review(None, desk.views()) is first and desk.done == 0
    desk.say(first, True, "spine", "  degenerative  ")
    assert desk.next_to_review(first, desk.views()) is second and desk.done == 1
    again = desk_of(folder, evaluated, "R1").own(first)
    assert again is not None and (again.agrees, again.reason, again.comment, again.reviewer) == (True, "spine", "degenerative", "R1")
    desk.say(first, True, "asymmetry")
    assert desk.done == 1 and desk.own(first).reason == "asymmetry"
    desk.say(second, True, "other")
    assert desk.next_to_review(None, desk.views()) is None


def test_the_other_is_seen_case_by_case_after_the_own_word(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    one, other = desk_of(folder, evaluated, "R1"), desk_of(folder, evaluated, "R2")
    first, second = one.views()
    one.say(first, True, "spine")
    one.say(second, True, "artefact")
    assert other.others(first) == ()
    other.say(first, True, "low_counts")
    assert [review.reason for review in other.others(first)] == ["spine"]
    assert other.others(second) == ()
    assert [review.reason for review in one.others(first)] == ["low_counts"]


def test_the_study_lead_sees_no_word_of_others_before_the_own_one(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    one, lead = desk_of(folder, evaluated, "R1"), ReviewDesk(Archive(folder), evaluated[1])
    first, second = one.views()
    one.say(first, True, "spine")
    one.say(second, True, "artefact")
    assert lead.others(first) == ()
    lead.say(first, True, "low_counts")
    assert [review.reason for review in lead.others(first)] == ["spine"] and lead.others(second) == ()


def test_a_wrong_label_waits_in_the_queue_and_the_truth_stays(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    desk = desk_of(folder, evaluated, "R1")
    view = desk.views()[0]
    before = {path: path.read_bytes() for path in (folder / "consensus").rglob("*.json")}
    readings = {path: path.read_bytes() for path in (folder / "readings").rglob("*.json")}
    desk.say(view, False, "label_wrong", "a metastasis is there")
    assert {path: path.read_bytes() for path in before} == before
    assert {path: path.read_bytes() for path in readings} == readings
    archive = Archive(folder)
    consensus = study_consensus(archive, archive.study(view.study))
    assert consensus.queue and any(reason.value not in {Reason.DISSENT.value} for reason in consensus.queue)


def test_what_contradicts_itself_or_is_no_error_is_refused(folder: Path, evaluated: tuple[Path, Evaluation]) -> None:
    desk = desk_of(folder, evaluated, "R1")
    with pytest.raises(ReviewError, match="disagrees"):
        desk.say(desk.views()[0], True, "label_wrong")
    right = next(view for view in desk.evaluation.views if view.right)
    with pytest.raises(ReviewError, match="no error"):
        desk.say(right, True, "spine")
    assert desk.done == 0 and not (folder / "reviews").exists()
