"""One source of labels: training, evaluation, statistics and export take the same views, and say which they leave out."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth import consolidation, label_source
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk, Proposal
from dspic_gui.ground_truth.label_source import Labels, LabelSource, dataset_labels
from dspic_gui.model.classifier import Classifier
from dspic_gui.opinion.evaluation import evaluate
from dspic_gui.reading import Reading
from dspic_gui.reviews import Review, write_review
from dspic_gui.sentence import from_line
from dspic_gui.study import Projection
from tests.made.disputed_dataset import MARKS as FOUR
from tests.made.disputed_dataset import disputed_dataset
from tests.made.small_dataset import small_dataset
from tests.places import SMALL_MODEL
from training.dataset import load_examples

ANT, POST = Projection
FIGURES = ("provisional", "disputed", "outdated")
View = tuple[str, str]


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Four studies that all have read, of which two views wait for a person, and a fifth that one reader has not read."""
    archive = disputed_dataset(tmp_path_factory.mktemp("labels") / "dataset", MARKS)
    consolidation.run(archive)
    return archive


MARKS = (*FOUR, {"R1": [], "R2": []})


def named(labels: Labels) -> set[View]:
    return {(view.study.key, view.projection.value) for view in labels.views}


def trained(archive: Archive, provisional: bool) -> tuple[set[View], dict[str, int]]:
    told: list[Labels] = []
    found = load_examples(archive.folder, provisional=provisional, labelled=told.append)
    return {(one.study, one.view) for one in found.examples}, told[0].tally.figures


def evaluated(archive: Archive, provisional: bool) -> tuple[set[View], dict[str, int]]:
    found = evaluate(archive, Classifier.open(SMALL_MODEL), provisional=provisional)
    return {(one.study, one.label.projection.value) for one in found.views}, found.tally.figures


def exported(archive: Archive, provisional: bool) -> tuple[set[View], dict[str, int]]:
    out = archive.folder.parent / f"labels-{provisional}.csv"
    said = json_of(["export-labels", str(archive.folder), str(out)], provisional)
    with out.open(newline="", encoding="utf-8") as file:
        return {(row["study"], row["view"]) for row in csv.DictReader(file)}, {name: said[name] for name in FIGURES}


def json_of(words: list[str], provisional: bool) -> dict[str, int]:

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert main([*words, "--json", *(["--provisional"] if provisional else [])]) == 0
    first: dict[str, int] = json.loads(said.getvalue().splitlines()[0])
    return first


USES: list[Callable[[Archive, bool], tuple[set[View], dict[str, int]]]] = [trained, evaluated, exported]


@pytest.mark.parametrize("provisional", [False, True])
@pytest.mark.parametrize("use", USES)
def test_each_takes_the_views_of_the_source_and_counts_alike(
    disputed: Archive, use: Callable[[Archive, bool], tuple[set[View], dict[str, int]]], provisional: bool
) -> None:
    labels = dataset_labels(disputed, "consensus", provisional=provisional)
    assert use(disputed, provisional) == (named(labels), labels.tally.figures)


@pytest.mark.parametrize("provisional", [False, True])
def test_the_statistics_count_just_these_views(disputed: Archive, provisional: bool) -> None:
    labels = dataset_labels(disputed, "consensus", provisional=provisional)
    said = json_of(["statistics", str(disputed.folder), "--no-counts"], provisional)
    assert sum(row["views"] for row in said["classes"]) == len(labels.views)  # type: ignore[attr-defined]
    assert {name: said[name] for name in FIGURES} == labels.tally.figures


def test_what_waits_for_a_person_is_disputed_and_what_waits_for_a_reader_is_provisional(disputed: Archive) -> None:
    """Study 1: three answers to ANT; study 3: no agreed lesion in ANT, for its side is open; study 5: R3 has not read it."""
    keys = [disputed.study_key(f"study {number}") for number in range(5)]
    by_number = dict(zip(sorted(keys), range(5), strict=True))
    left = dataset_labels(disputed, "consensus")
    taken = dataset_labels(disputed, "consensus", provisional=True)
    assert left.tally.figures == {"provisional": 2, "disputed": 2, "outdated": 0}
    assert len(left.views) == 6 and len(taken.views) == 9, "the view without an answer is never a label"
    states = {(by_number[one.study.key], one.projection): (one.provisional, one.disputed) for one in taken.views}
    assert states[2, ANT] == (False, True) and states[4, ANT] == states[4, POST] == (True, False)
    assert states[0, POST] == states[1, ANT] == states[3, ANT] == (False, False)
    assert str(left.remarks) == "Views left out: 2 provisional, 2 disputed."
    assert str(taken.remarks) == "Views taken in where they have an answer: 2 provisional, 2 disputed."


def test_a_reader_and_the_truth_leave_nothing_open(disputed: Archive) -> None:
    labels = dataset_labels(disputed, "R1")
    assert len(labels.views) == 10 and labels.remarks is None and {view.by for view in labels.views} == {"R1"}


@pytest.fixture
def settled(tmp_path: Path) -> Archive:
    archive = disputed_dataset(tmp_path / "dataset")
    consolidation.run(archive)
    return archive


def test_what_a_person_settled_stands_under_the_persons_name_after_the_next_run(settled: Archive) -> None:
    key = settled.study_keys()[0]
    desk = AdjudicationDesk(settled.as_reader("R2"), settled.study(key))
    desk.accept(next(item for item in desk.items if item.projection is ANT and item.lesion is None), Proposal(answer=Answer.NORMAL))
    before = dataset_labels(settled, "consensus")
    assert {view.study.key for view in before.views if view.outdated} == {key} and before.tally.outdated == 1
    assert "Consolidate again" in str(before.remarks)
    consolidation.run(settled)
    after = dataset_labels(settled, "consensus")
    view = next(view for view in after.views if (view.study.key, view.projection) == (key, ANT))
    assert (view.answer, view.by, view.outdated) == (Answer.NORMAL, "R2", False) and len(after.views) == len(before.views) + 1


def test_a_label_that_a_review_calls_wrong_is_disputed(settled: Archive) -> None:
    key = settled.study_keys()[3]
    before = dataset_labels(settled, "consensus")
    write_review(settled, Review(key, ANT, "m-1", "R1", Answer.NORMAL, Answer.METASTATIC, False, "label_wrong", at="2027-01-01T00:00:00Z"))
    after = dataset_labels(settled, "consensus")
    assert named(before) - named(after) == {(key, "ANT")} and after.tally.disputed == before.tally.disputed + 1


def test_a_seal_after_the_run_makes_its_study_outdated(tmp_path: Path) -> None:
    archive = disputed_dataset(tmp_path / "dataset", MARKS)
    consolidation.run(archive)
    key = archive.study_keys()[4]
    archive.as_reader("R3").seal(Reading(key, "R3", says_normal=True))
    labels = dataset_labels(archive, "consensus", provisional=True)
    assert {view.study.key for view in labels.views if view.outdated} == {key} and labels.tally.outdated == 2


def test_a_training_names_what_it_leaves_out(disputed: Archive, tmp_path: Path) -> None:
    from training.run import prepare
    from training.settings import Settings

    events: list[dict[str, object]] = []
    prepare(disputed.folder, Settings(), lambda event: events.append(dict(event)))
    about = next(event for event in events if event["event"] == "labels")
    remarks = from_line(str(about.pop("remarks")))
    assert about == {"event": "labels", "labels": "consensus", "views": 6, "provisional": 2, "disputed": 2, "outdated": 0}
    assert remarks == "Views left out: 2 provisional, 2 disputed."


def test_a_reader_is_not_told_by_others_audits_how_far_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the consensus is out of date is read from everybody's audit: before the own seals a reader learns nothing of it."""
    lead = small_dataset(tmp_path / "d", 2)
    for reader in ("R2", "R3"):
        for key in lead.study_keys():
            lead.as_reader(reader).seal(Reading(key, reader, says_normal=True))
    consolidation.run(Archive(lead.folder))
    lead.as_reader("R2").reopen(lead.study_keys()[0], "again")
    assert LabelSource(Archive(lead.folder), "consensus").notice is not None
    monkeypatch.setattr(label_source, "consensus_behind", lambda folder: pytest.fail("somebody's audit was opened"))
    monkeypatch.setattr(label_source, "behind", lambda folder: pytest.fail("somebody's audit was opened"))
    assert LabelSource(Archive(lead.folder, "R1"), "consensus").notice is None
