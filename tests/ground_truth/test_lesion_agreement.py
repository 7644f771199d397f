"""Agreement on lesions, and the report of a dataset: hand-made cases whose figures can be worked out on paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.cli import main
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.agreement import Figure
from dspic_gui.ground_truth.agreement_report import AgreementReport, ReadStudy, agreement_report
from dspic_gui.ground_truth.lesion_agreement import hausdorff_95, lesion_agreement, study_marks, view_dice
from dspic_gui.ground_truth.lesion_groups import Mark, marks_of
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.vote import VoteRule
from tests.made.random_studies import READERS, random_study
from tests.made.voting_dataset import key, mark, voting_dataset

ANT, POST = Projection
RULE = VoteRule()


def reading(reader: str, *lesions: Lesion, study: str = "0" * 16) -> Reading:
    return Reading(study, reader, lesions, State.SEALED, says_normal=not lesions)


def marks(*lesions: Lesion) -> tuple[Mark, ...]:
    return marks_of(reading("R1", *lesions), ANT, ROWS, COLUMNS)


def value(figures: tuple[Figure, ...], name: str, *readers: str) -> float | None:
    (found,) = [figure for figure in figures if figure.name == name and figure.readers == readers]
    return found.value


def test_the_hausdorff_distance_of_shifted_squares_is_the_shift() -> None:
    (one,), (other,) = marks(mark(40, 300)), marks(mark(44, 300))
    assert hausdorff_95(one, other) == hausdorff_95(other, one) == 4.0
    assert hausdorff_95(one, one) == 0.0


def test_the_hausdorff_distance_is_that_of_a_distance_transform() -> None:
    from scipy.ndimage import binary_erosion, distance_transform_edt

    shapes = (Ellipse(100, 300, 12, 7, 20), Rectangle((92, 290), (112, 309)))
    (one,), (other,) = (marks(Lesion(ANT, shape, "metastasis:rib:left")) for shape in shapes)
    masks = [shape.mask(ROWS, COLUMNS) for shape in shapes]
    edges = [mask & ~binary_erosion(mask) for mask in masks]
    directed = [np.percentile(distance_transform_edt(~edges[1 - at])[edges[at]], 95) for at in (0, 1)]
    assert hausdorff_95(one, other) == pytest.approx(max(directed))


def test_two_empty_readings_of_a_view_agree_and_one_empty_reading_does_not() -> None:
    assert view_dice((), ()) == 1.0
    assert view_dice(marks(mark(40, 300)), ()) == 0.0
    assert view_dice(marks(mark(40, 300)), marks(mark(45, 300))) == pytest.approx(0.5)


def test_figures_of_a_pair_worked_out_by_hand() -> None:
    """Two of R1's three marks meet R2's two: one shifted by 2 of 10 columns, one equal with another disease."""
    first = reading("R1", mark(40, 300), mark(40, 400), mark(40, 500))
    second = reading("R2", mark(42, 300), mark(40, 400, "arthritis:rib:right"))
    found = lesion_agreement([study_marks(0, [first, second], [ANT])], ("R1", "R2"), RULE, resamples=0)
    pair = ("R1", "R2")
    assert value(found.figures, "detection F1", *pair) == pytest.approx(4 / 5)
    assert value(found.figures, "mean IoU of matched lesions", *pair) == pytest.approx((80 / 120 + 1) / 2)
    assert value(found.figures, "mean Dice of matched lesions", *pair) == pytest.approx((0.8 + 1) / 2)
    assert value(found.figures, "mean 95 % Hausdorff distance of matched lesions (pixels)", *pair) == pytest.approx(1.0)
    assert value(found.figures, "same disease of matched lesions", *pair) == 0.5
    assert value(found.figures, "same body part of matched lesions", *pair) == 1.0
    assert value(found.figures, "same side of matched lesions", *pair) == 0.5
    assert found.dice[pair] == (pytest.approx(0.8), 1.0) and found.voices == {1: 1, 2: 2}


def test_each_reader_against_what_the_others_agree_on() -> None:
    """R1 and R2 agree on two lesions; R3 finds one of them and marks two more."""
    one, two = mark(40, 300), mark(40, 400)
    readings = [reading("R1", one, two), reading("R2", one, two), reading("R3", one, mark(40, 500), mark(40, 600))]
    found = lesion_agreement([study_marks(0, readings, [ANT, POST])], READERS, RULE, resamples=0)
    assert value(found.figures, "sensitivity against the others", "R3", "others") == 0.5
    assert value(found.figures, "false positives per view against the others", "R3", "others") == 1.0
    assert value(found.figures, "sensitivity against the others", "R1", "others") == 1.0
    assert value(found.figures, "false positives per view against the others", "R1", "others") == 0.5


@pytest.fixture(scope="module")
def report() -> AgreementReport:
    return agreement_report(read_studies(120), READERS, RULE, resamples=200)


def read_studies(count: int) -> list[ReadStudy]:
    found = []
    for seed in range(count):
        study, readings = random_study(seed)
        found.append(ReadStudy(study, {one.reader: one for one in readings if one.sealed}))
    return found


def test_a_report_has_every_figure_with_its_interval(report: AgreementReport) -> None:
    named = {(figure.name, figure.level, figure.about) for figure in report.figures}
    for level in ("view", "study"):
        for about in ("overall", "abnormal", "metastasis", "arthritis"):
            for name in ("raw agreement", "Cohen's kappa", "Fleiss' kappa", "Krippendorff's alpha", "Gwet's AC1"):
                assert (name, level, about) in named
    for figure in report.all_figures:
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high, figure
    assert report.mean_kappa is not None and 0 < report.mean_kappa < 1


def test_the_confusion_holds_every_view_that_one_of_the_two_read(report: AgreementReport) -> None:
    for pair, cells in report.confusion.items():
        views = [view for found in cells.values() for view in found]
        read = [
            (one.study.key, view)
            for one in read_studies(120)
            for view in one.study.projections
            if any(name in one.readings for name in pair)
        ]
        assert sorted(views) == sorted(read)


def test_the_order_of_studies_changes_no_figure(report: AgreementReport) -> None:
    again = agreement_report(reversed(read_studies(120)), reversed(READERS), RULE, resamples=200)
    assert again.all_figures == report.all_figures


def test_readings_that_were_not_blind_are_reported_apart() -> None:
    studies = read_studies(30)
    seen = next(one for one in studies if "R1" in one.readings)
    changed = ReadStudy(seen.study, {**seen.readings, "R1": replace(seen.readings["R1"], unblinded=True)})
    found = agreement_report([changed if one is seen else one for one in studies], READERS, RULE, resamples=0)
    assert found.unblinded == ((seen.study.key, "R1"),)
    without = ReadStudy(seen.study, {name: one for name, one in seen.readings.items() if name != "R1"})
    expected = agreement_report([without if one is seen else one for one in studies], READERS, RULE, resamples=0)
    assert found.figures == expected.figures
    assert found.with_unblinded == agreement_report(studies, READERS, RULE, resamples=0).figures


def test_the_command_prints_figures_as_text_and_json_and_writes_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = [mark(40, 300)]
    voting_dataset(
        tmp_path / "d",
        {key(1): {"R1": one, "R2": one, "R3": []}, key(2): {"R1": [], "R2": [], "R3": []}, key(3): {"R1": one, "R2": [], "R3": None}},
    )
    assert main(["agreement", str(tmp_path / "d"), "--json", "--csv", str(tmp_path / "out.csv")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (found,) = [
        line
        for line in lines
        if line.get("name") == "Cohen's kappa"
        and line["readers"] == ["R1", "R2"]
        and line["about"] == "overall"
        and line["level"] == "study"
    ]
    assert found["value"] == pytest.approx(0.4) and found["count"] == 3
    rows = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "name,level,about,readers,value,low,high,count" and len(rows) > 60
    assert main(["agreement", str(tmp_path / "d"), "--resamples", "50"]) == 0
    assert "Fleiss' kappa" in capsys.readouterr().out
    assert main(["agreement", str(tmp_path / "nothing")]) == 2


def test_a_dataset_that_nobody_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voting_dataset(tmp_path / "d", {key(1): {}})
    assert main(["agreement", str(tmp_path / "d")]) == 2
    assert "no sealed readings" in capsys.readouterr().err


def test_answers_are_taken_from_the_readings() -> None:
    study, _ = random_study(0)
    found = agreement_report([ReadStudy(study, {"R1": reading("R1", study=study.key)})], ("R1", "R2"), RULE, resamples=0)
    assert found.confusion["R1", "R2"] == {(Answer.NORMAL, None): tuple((study.key, view) for view in study.projections)}
