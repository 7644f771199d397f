"""A course of gold cases: made from settled studies alone, read blind, scored case by case, with what was missed on a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import cli
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.disease import Answer
from dspic_gui.exchange.training_course import drawn_evenly, gold_cases, make_course
from dspic_gui.ground_truth.course_scores import course_scores, has_sealed_all, learning_curve, own_score
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.evaluated_dataset import evaluated_copy, evaluated_dataset
from tests.made.small_dataset import lesion


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_copy(tmp_path_factory, wrong_labels=0)


def take(
    course: Archive, reader: str, key: str, at: int, keep: int | None = None, extra: bool = False
) -> None:
    """Seal the gold of a case as one's own, the first `keep` of its lesions, or one more than there is."""
    gold = course.truth(key)
    assert gold is not None
    marks = tuple(replace(one, certainty=4, own_extra={}) for one in gold.lesions)[:keep]
    marks += (lesion(x=20, y=900),) if extra else ()
    reading = Reading(key, reader, marks, says_normal=not marks)
    course.as_reader(reader).seal(reading, at=f"2026-03-04T05:06:{at:02d}Z")


def test_gold_are_settled_studies_under_other_names(settled: Path, tmp_path: Path) -> None:
    source = Archive(settled)
    gold = gold_cases(source, "consensus")
    assert sorted(gold) == source.study_keys()
    course = make_course(source, tmp_path / "course", ["T1"], 4, source="consensus", seed=2)
    keys = course.study_keys()
    assert len(keys) == 4 and not set(keys) & set(source.study_keys())
    assert {course.truth(key).answer() for key in keys} == set(Answer)  # type: ignore[union-attr]
    assert course.dataset.readers == ("T1",) and course.dataset.vote.quorum == 1
    assert not {course.study(key).patient for key in keys} & {
        source.study(key).patient for key in source.study_keys()
    }
    with pytest.raises(Blinded):
        Archive(tmp_path / "course", "T1").truth(keys[0])
    # the drawn studies have no pictures for the screen; nothing else is amiss
    breaches = [one.sentence for one in DatasetCheck(tmp_path / "course").breaches()]
    assert all(said.endswith("there is no such picture.") for said in breaches)
    with pytest.raises(
        ArchiveError, match="has 8 studies with a settled truth, and 9 were asked for"
    ):
        make_course(source, tmp_path / "more", ["T1"], 9, source="consensus")
    assert not (tmp_path / "more").exists()


def test_a_study_that_is_not_settled_is_no_gold(settled: Path, tmp_path: Path) -> None:
    """A reader's own seal of two in three is no truth: here the labels of one who read two studies alone."""
    source = evaluated_dataset(
        tmp_path / "dataset", (Answer.NORMAL, Answer.METASTATIC), wrong_labels=0
    )
    (source.folder / "consensus" / f"{source.study_keys()[0]}_ANT.json").unlink()
    assert list(gold_cases(Archive(source.folder), "consensus")) == source.study_keys()[1:]


def test_answers_are_drawn_in_turn() -> None:
    answers = {f"n{at}": Answer.NORMAL for at in range(5)} | {
        "m0": Answer.METASTATIC,
        "a0": Answer.ARTHRITIC,
    }
    drawn = drawn_evenly(answers, 4, seed=1)
    assert {"m0", "a0"} < set(drawn) and len(drawn) == 4
    assert drawn == drawn_evenly(answers, 4, seed=1) and len(drawn_evenly(answers, 9, seed=1)) == 7


def test_each_case_is_scored_with_what_was_missed(
    settled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = make_course(Archive(settled), tmp_path / "course", ["T1", "T2"], 4, source="consensus")
    keys = sorted(course.study_keys(), key=lambda key: len(course.truth(key).lesions))  # type: ignore[union-attr]
    take(course, "T1", keys[0], 1, extra=True)
    take(course, "T1", keys[1], 2, keep=0)
    take(course, "T1", keys[3], 3)
    cases = course_scores(Archive(course.folder), "T1")
    assert [(case.number, case.study) for case in cases] == [
        (1, keys[0]),
        (2, keys[1]),
        (3, keys[3]),
    ]
    whole = [len(course.truth(key).lesions) for key in keys]  # type: ignore[union-attr]
    assert [case.lesions for case in cases] == [(0, 0, 1), (0, whole[1], 0), (whole[3], 0, 0)]
    assert cases[0].right == 0.5 and cases[1].right < 1 and cases[2].right == 1
    assert [view.truth for view in cases[0].views] == [Answer.NORMAL, Answer.NORMAL] and cases[
        0
    ].views[0].projection is Projection.ANT
    curve = learning_curve(cases, window=2)
    assert [point.number for point in curve] == [1, 2, 3] and curve[0].sensitivity is None
    assert curve[2].sensitivity == whole[3] / (whole[3] + whole[1]) and curve[2].false_per_view == 0
    page = tmp_path / "page.html"
    assert cli.main(["course", str(course.folder), str(page), "--scores", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["missed"] for line in lines] == [0, whole[1], 0] and lines[2]["curve"][
        "number"
    ] == 3
    text = page.read_text(encoding="utf-8")
    assert (
        text.count("<img") == 4
        and text.count("<polyline") == 2
        and re.findall("<h2>(.*?)</h2>", text) == ["T1"]
    )
    assert cli.main(["course", str(course.folder), str(page), "--scores", "--at-end"]) == 2
    assert "No reader of Course has come so far yet" in capsys.readouterr().err


def test_the_command_makes_one(
    settled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["course", str(settled), str(tmp_path / "course"), "--cases", "2", "--readers", "T1,T2"]
    assert cli.main(words) == 0
    assert capsys.readouterr().out.startswith("2 cases for T1, T2: ")
    assert cli.main(words) == 2 and "is not an empty folder" in capsys.readouterr().err
    assert cli.main(["course", str(settled), str(tmp_path / "page.html"), "--scores"]) == 2
    assert Archive(tmp_path / "course").dataset.protocol.feedback == "case"
    words[2] = str(tmp_path / "blind")
    assert cli.main([*words, "--feedback", "never"]) == 0
    assert Archive(tmp_path / "blind").dataset.protocol.feedback is None


def own_course(settled: Path, target: Path, feedback: str | None) -> Archive:
    return make_course(Archive(settled), target, ["T1", "T2"], 2, source="consensus", feedback=feedback)


def test_a_learner_sees_the_gold_of_a_sealed_case_and_nobody_else_does(settled: Path, tmp_path: Path) -> None:
    course = own_course(settled, tmp_path / "course", "case")
    first, second = course.study_keys()
    learner, other, guest = (Archive(course.folder, who) for who in ("T1", "T2", "guest"))
    for one in (learner, other, guest):
        assert own_score(one, first) is None
        with pytest.raises(Blinded):
            one.truth(first)
    take(course, "T1", first, 1, keep=0)
    score = own_score(learner, first)
    gold = course.truth(first)
    assert score is not None and gold is not None and score.number == 1
    assert [one.uid for view in score.views for one in view.missed] == [one.uid for one in gold.lesions]
    assert learner.truth(first) == gold
    for one, key in ((learner, second), (other, first), (guest, first)):
        assert own_score(one, key) is None
        with pytest.raises(Blinded):
            one.truth(key)
    with pytest.raises(Blinded):
        learner.reading("T2", first)  # the gold tells nothing of another who learns
    with pytest.raises(ArchiveError, match="what is there was shown"):
        learner.reopen(first, "another thought")
    assert learner.is_sealed("T1", first) and not has_sealed_all(course, "T1")


def test_what_is_begun_anew_after_the_gold_was_shown_has_no_score(settled: Path, tmp_path: Path) -> None:
    course = own_course(settled, tmp_path / "course", "case")
    first, second = course.study_keys()
    take(course, "T1", first, 1, keep=0)
    take(course, "T1", second, 2)
    learner = Archive(course.folder, "T1")
    assert learner.set_aside(first)
    begun = learner.open_reading("T1", first)
    assert begun is not None and begun.reading.unblinded
    marks = tuple(replace(one, certainty=4) for one in course.truth(first).lesions)  # type: ignore[union-attr]
    learner.seal(replace(begun.reading, lesions=marks, says_normal=not marks))
    assert own_score(learner, first) is None
    assert [case.study for case in course_scores(Archive(course.folder), "T1")] == [second]
    assert has_sealed_all(Archive(course.folder), "T1")


def test_scores_at_the_end_come_with_the_last_seal_and_never_in_a_blind_study(settled: Path, tmp_path: Path) -> None:
    course = own_course(settled, tmp_path / "end", "end")
    first, second = course.study_keys()
    take(course, "T1", first, 1)
    learner = Archive(course.folder, "T1")
    assert own_score(learner, first) is None and learner.reopen(first, "not shown yet").sealed_at is None
    take(course, "T1", first, 2)
    take(course, "T1", second, 3)
    assert own_score(learner, first) is not None and own_score(learner, second) is not None
    blind = own_course(settled, tmp_path / "blind", None)
    for number, key in enumerate(blind.study_keys()):
        take(blind, "T1", key, number)
        assert own_score(Archive(blind.folder, "T1"), key) is None
        with pytest.raises(Blinded):
            Archive(blind.folder, "T1").truth(key)
