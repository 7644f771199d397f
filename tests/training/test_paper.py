"""The paper's experiments run row by row, go on where they stopped, and become tables, figures and a page."""

import argparse
import csv
import json
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection
from dspic_gui.training_run.options import shared_words, values_of
from tests.made.voting_dataset import key, mark, voting_dataset
from tests.training.examples import SMALL, examples
from training import paper, paper_page, step
from training.commands import paper as command
from training.commands.train import settings_from
from training.dataset import split
from training.dcgan import DcganSettings
from training.paper import EXPERIMENTS, Row, chosen, collected, read_facts, run_experiments, save_parts, settings_of, with_seeds
from training.paper_cases import Case, both_diseases, case_figures, misclassified, read_cases
from training.paper_figures import AVERAGES, BY_CLASS
from training.paper_repeats import cases_of, comparisons, comparisons_table, repeated_rows, seeds_table
from training.paper_tables import all_tables
from training.settings import Settings, TrainingError

SETTINGS = Settings(epochs=2, rate=1e-3, patience=0)
ROWS = chosen(["dSPIC-AM", "AlexNet"], ["D_1", "D_2"], ["8"])


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Three rows on small pictures with a small network under every name."""
    out, events = tmp_path_factory.mktemp("paper"), []
    parts = split(examples(24), seed=0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step, "plan_named", lambda name: SMALL)
        counts = {str(answer): count for answer, count in parts.training.counts.items()}
        save_parts(out, parts, SETTINGS, "small", {"views": 48, "training_counts": counts, "dcgan_steps": 5, "seeds": [0, 7]})
        rows = with_seeds(ROWS, [0, 7], SETTINGS.seed)
        assert run_experiments(parts, out, SETTINGS, rows, events.append, dcgan=DcganSettings(steps=1)) == []
        yield out, parts, events


@pytest.fixture(scope="module")
def facts(ran):
    return json.loads((ran[0] / "experiments.json").read_text())


def test_every_row_of_the_papers_tables_has_an_experiment():
    rows = {(one.network, one.data, one.batch) for one in EXPERIMENTS}
    assert len(rows) == len(EXPERIMENTS) == 14
    assert {(n, d) for n, d, b in rows if b == 8} >= {(n, d) for n in ("dSPIC-AM", "dSPIC-RM") for d in ("D_1", "D_2", "D_3")}
    assert {(name, "D_2", 8) for name in paper.COMPARED} <= rows
    assert ("dSPIC-AM without pooling", "D_2", 8) in rows and ("dSPIC-RM", "D_2", 16) in rows


def test_rows_are_trained_once_and_found_again(ran):
    out, parts, events = ran
    assert [event["name"] for event in events if event["event"] == "row"] == [
        "dSPIC-AM_D_2_batch8",
        "dSPIC-AM_D_1_batch8",
        "AlexNet_D_2_batch8",
        "dSPIC-AM_D_2_batch8_seed7",
        "dSPIC-AM_D_1_batch8_seed7",
    ]
    done = {row.experiment.name: row for row in collected(out) if row.scores}
    assert set(done) == {"dSPIC-AM_D_2_batch8", "dSPIC-AM_D_1_batch8", "AlexNet_D_2_batch8"}
    assert done["dSPIC-AM_D_1_batch8"].seconds_per_epoch > 0
    again = []
    run_experiments(parts, out, SETTINGS, ROWS, again.append)
    assert {event["event"] for event in again} == {"row"}
    assert not list(out.glob("rows/*/checkpoint.safetensors"))


@pytest.mark.long
def test_a_stopped_row_is_taken_up_again(tmp_path, ran):
    _, parts, _ = ran
    run_experiments(parts, tmp_path, SETTINGS, ROWS[:1], stopped=lambda: True)
    assert collected(tmp_path)[0].scores is None
    run_experiments(parts, tmp_path, SETTINGS, ROWS[:1])
    assert collected(tmp_path)[0].scores is not None


def test_tables_hold_our_figures_beside_the_papers(ran, facts):
    tables = {table.name: table for table in all_tables(collected(ran[0]), facts)}
    assert {"table1", "table2", "table4", "table5", "table6", "table7", "table8", "table9", "figure9", "figure10"} == set(tables)
    five = [row for row in tables["table5"].rows if row[1] == "D_1"]
    assert five[0][2:5] == ("paper", "0.6910", "0.7412")
    assert five[1][2] == "ours" and five[1][3].startswith("0.")
    assert tables["table6"].rows[1][3] == "not run yet"
    one = {row[0]: row[1:] for row in tables["table1"].rows}
    assert one["paper, after"] == ("334 (22.3 %)", "520 (34.6 %)", "568 (37.8 %)", "80 (5.3 %)", "1502")
    trained = facts["training_counts"]
    assert one["our training part, after"][1].startswith(str(round(trained["metastatic"] * 520 / 174)))
    assert any(row[0] == "AlexNet" and row[4] == "645.8 M" for row in tables["table7"].rows)


def test_the_page_has_every_table_and_figure_and_says_what_differs(ran, facts):
    out = ran[0]
    paper_page.write_page(out, facts)
    page = (out / "index.html").read_text()
    for number in (1, 2, 4, 5, 6, 7, 8, 9):
        assert f"<h2>Table {number}:" in page
        rows = list(csv.reader((out / f"tables/table{number}.csv").read_text().splitlines()))
        assert len({len(row) for row in rows}) == 1
    for number in (8, 9, 10, 11):
        assert f"figures/figure{number}.png" in page
        assert (out / f"figures/figure{number}.png").read_bytes().startswith(b"\x89PNG")
    tables = {path.stem: list(csv.DictReader(path.read_text().splitlines())) for path in (out / "tables").iterdir()}
    assert [float(row["epoch"]) for row in tables["figure8-curves"]] == [1, 2]
    for name in ("normal", "metastatic", "arthritic"):
        ends = [row for row in tables["figure8-roc"] if row["output"] == name]
        assert (ends[0]["true positive rate"], ends[-1]["true positive rate"]) == ("0.000000", "1.000000")
    unseen = len(ran[1].test)
    assert sum(int(row["views"]) for row in tables["figure9b"]) == unseen
    assert sum(int(row["views"]) for row in tables["figure11"]) == 2 * unseen
    assert "7:3 by patient" in page and "Research use only. Not for diagnosis." in page
    assert "Not run yet: dSPIC-RM_D_1_batch8" in page


def test_deviations_from_the_paper_are_said_on_the_page(ran, facts):
    changed = {**facts, "settings": {**facts["settings"], "deviations": {"batch_normalisation": True}, "rate": 1e-4}}
    assert "Network and training leave the paper in: batch_normalisation True." in paper_page.differences(collected(ran[0]), changed)


def test_rows_in_another_precision_are_recorded_named_and_kept_apart(ran, facts, tmp_path):
    """`dspic paper --precision mixed_bfloat16` is outside the paper's configuration: every row has it, and the page and the list say so."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    given = parser.parse_args(["d", str(tmp_path), "--precision", "mixed_bfloat16"])
    settings = settings_from(given)
    assert {settings_of(one, settings).precision for one in EXPERIMENTS} == {"mixed_bfloat16"}
    assert Settings().precision == "float32"
    save_parts(tmp_path, ran[1], settings, "small", {"views": 48, "training_counts": facts["training_counts"], "dcgan_steps": 5})
    recorded = read_facts(tmp_path)
    assert recorded["settings"]["precision"] == "mixed_bfloat16"
    said = paper_page.differences(collected(tmp_path), recorded)
    assert "Network and training leave the paper in: precision mixed_bfloat16." in said
    assert shared_words(values_of(recorded["settings"])) == ["--precision", "mixed_bfloat16"]
    plain = settings_from(parser.parse_args(["d", str(tmp_path)]))
    with pytest.raises(TrainingError, match="holds experiments on other data or settings"):
        save_parts(tmp_path, ran[1], plain, "small", {"views": 48, "training_counts": facts["training_counts"], "dcgan_steps": 5})


def test_a_leaking_split_is_said_on_the_page(ran, facts):
    said = paper_page.differences(collected(ran[0]), {**facts, "leaking": True})
    assert any("this leaks" in text for text in said)


def test_tables_and_figures_of_a_leaking_split_say_so(ran, facts, tmp_path):
    import shutil

    shutil.copytree(ran[0] / "rows", tmp_path / "rows")
    plain = paper_page.figures(collected(tmp_path))
    paper_page.write_page(tmp_path, {**facts, "leaking": True})
    for path in (tmp_path / "tables").iterdir():
        header, *rows = csv.reader(path.read_text().splitlines())
        assert header[0] == "split" and {row[0] for row in rows} == {"by image, leaking"}
    for name, picture in plain.items():
        assert (tmp_path / f"figures/{name}.png").read_bytes() != picture


def row_of(steps, seconds, **scores):
    history = tuple({"steps": float(end), "seconds": float(taken)} for end, taken in zip(steps, seconds, strict=True))
    return Row(EXPERIMENTS[0], Path("absent"), scores, history)


def test_seconds_per_epoch_leave_out_an_epoch_that_the_budget_cut_short():
    assert row_of([5, 10, 12], [10, 12, 3]).seconds_per_epoch == 11
    assert row_of([5, 10], [10, 12], steps_per_epoch=5).seconds_per_epoch == 11
    assert row_of([4], [8], steps_per_epoch=10).seconds_per_epoch == 20
    assert Row(EXPERIMENTS[0], Path("absent"), None, ()).seconds_per_epoch is None


def test_a_choice_without_rows_and_another_datasets_folder_are_refused(ran):
    for wrong in ((["dSPIC-AM", "ResNet"],), ((), ["D_4"]), ((), (), ["eight"])):
        with pytest.raises(TrainingError, match="is not among the paper's experiments; there are"):
            chosen(*wrong)
    with pytest.raises(TrainingError, match="No experiment of the paper has"):
        chosen(["AlexNet"], ["D_3"])
    out, parts, _ = ran
    with pytest.raises(TrainingError, match="holds experiments on other data or settings"):
        save_parts(out, parts, SETTINGS, "another", {"views": 1, "training_counts": {}})
    with pytest.raises(TrainingError, match="holds experiments on other data or settings"):
        save_parts(out, parts, SETTINGS, "small", {**read_facts(out), "dcgan_steps": 7})


def test_the_list_names_the_command_of_each_row_that_is_left(ran, capsys):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    out, parts, _ = ran
    assert command.run(parser.parse_args(["d", str(out), "--list"])) == 1
    printed = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert printed["dSPIC-AM_D_1_batch8"].startswith("accuracy 0.")
    assert printed["dSPIC-AM_D_2_batch8_seed7"].startswith("accuracy 0.")
    assert shlex.split(printed["dSPIC-RM_D_2_batch8_seed7"])[-2:] == ["--seeds", "7"]
    words = shlex.split(printed["dSPIC-AM-without-pooling_D_2_batch8"])
    assert words[:4] == ["dspic", "paper", "d", str(out)]
    again = parser.parse_args(words[2:])
    assert (again.networks, again.sets, again.batches, again.dcgan_steps) == ("dSPIC-AM without pooling", "D_2", "8", 5)
    assert settings_from(again) == SETTINGS
    save_parts(
        out,
        parts,
        settings_from(again),
        "small",
        {"views": 48, "training_counts": read_facts(out)["training_counts"], "dcgan_steps": again.dcgan_steps},
    )


def test_what_the_paper_prints_twice_differently_is_said(ran, facts):
    """Figure 9a's means are SI_CLF+RM's; Table 1 rounds 22.24 up; Figure 10 and Table 5 differ in one F-1 score."""
    tables = {table.name: table for table in all_tables(collected(ran[0]), facts)}
    printed = np.array(list(BY_CLASS.values())).mean(axis=0)
    assert printed[:3] == pytest.approx(AVERAGES["SI_CLF+RM", "D_2"][1:4], abs=6e-5)
    assert abs(printed[0] - AVERAGES["dSPIC-AM", "D_2"][1]) > 0.03
    assert "0.7503, 0.7566, 0.8650" in tables["figure9"].note and "SI_CLF+RM" in tables["figure9"].note
    assert round(100 * 334 / 1502, 1) == 22.2 and "22.3" in tables["table1"].note and not tables["table2"].note
    rows = {row[0]: row for row in tables["figure10"].rows if row[2] == "paper"}
    assert rows["dSPIC-AM"][7] == "0.7861" and rows["SI_CLF"][7] == "0.7370"
    assert [row[7] for row in tables["table5"].rows if row[2] == "paper"][1] == "0.7860"
    assert tables["figure10"].note in paper_page_of(ran[0], facts)


def paper_page_of(out, facts):
    paper_page.write_page(out, facts)
    return (out / "index.html").read_text()


def test_figures_12_and_13_show_the_views_themselves(ran, facts):
    out, parts, _ = ran
    (own,) = [row for row in collected(out) if row.experiment.name == "dSPIC-AM_D_2_batch8"]
    cases = read_cases(own, parts.test)
    assert [(one.study, one.view) for one in cases] == [(one.study, one.view) for one in parts.test.examples]
    both = both_diseases(cases)
    assert len(both) == 2 and all(one.truth is Answer.BOTH for _, one in both) and both[0][0].count("Top-") == 2
    assert max(both[0][1].probabilities) >= max(both[1][1].probabilities)
    wrong = Case(0, "s", "ANT", Answer.NORMAL, Answer.ARTHRITIC, (0.1, 0.2, 0.7))
    surer = replace(wrong, probabilities=(0.05, 0.05, 0.9))
    assert misclassified([wrong, surer, replace(wrong, said=Answer.NORMAL)]) == [("a: normal, said to be arthritic (0.90)", surer)]
    shown = both[0][1]
    marks = {(shown.study, shown.view): (Lesion(Projection.ANT, Rectangle((20, 20), (30, 30)), "metastasis:rib:left"),
                                         Lesion(Projection.ANT, Rectangle((40, 40), (50, 50)), "arthritis:knee:left"))}  # fmt: skip
    plain, outlined = (case_figures(collected(out), parts.test, one)["figure13"] for one in ({}, marks))
    assert outlined != plain and outlined.startswith(b"\x89PNG")
    paper_page.write_page(out, facts, {"figure13": outlined})
    assert (out / "figures" / "figure13.png").read_bytes() == outlined
    assert "figures/figure13.png" in paper_page_of(out, facts), "it is shown again although it was not drawn again"
    assert case_figures([], parts.test, {}) == {}


def test_figure_13_knows_the_lesions_of_a_dataset(tmp_path):
    archive = voting_dataset(tmp_path / "dataset", {key(1): dict.fromkeys(("R1", "R2", "R3"), (mark(40, 300),)), key(2): {"R1": ()}})
    run(archive)
    marks = command.marks_of(tmp_path / "dataset", SETTINGS)
    assert [one.label for one in marks[key(1), "ANT"]] == ["metastasis:rib:left"] and not marks[key(1), "POST"]
    assert (key(2), "ANT") not in marks and command.marks_of(tmp_path, SETTINGS) == {}


def test_rows_with_other_seeds_share_the_parts_and_give_mean_and_range(ran, facts):
    out = ran[0]
    assert facts["seeds"] == [0, 7]
    one, _, absent = repeated_rows(out, facts)
    assert {seed: row.experiment.name for seed, row in one.rows.items()} == {0: "dSPIC-AM_D_2_batch8", 7: "dSPIC-AM_D_2_batch8_seed7"}
    first, second = (row.folder for row in one.rows.values())
    assert (first / "split.json").read_text() == (second / "split.json").read_text()
    assert (first / "predictions.csv").read_text() != (second / "predictions.csv").read_text()
    line = next(row for row in seeds_table([one]).rows if row[2] == "auc macro")
    values = [row.value("auc macro") for row in one.rows.values()]
    assert line[4] == f"{np.mean(values):.4f} ({min(values):.4f}–{max(values):.4f})"
    assert seeds_table([absent]).rows[0][3] == "0: not run yet, 7: not run yet"


def test_rows_are_compared_by_the_same_patients_once(ran):
    """The differences are those of the rows' own scores; a pair of which a row is missing is not run yet."""
    out = ran[0]
    found = comparisons(out)
    (name,) = [one for one in found if one.startswith("dSPIC-AM_D_1")]
    done = {row.experiment.name: row for row in collected(out)}
    one, other = done["dSPIC-AM_D_1_batch8"], done["dSPIC-AM_D_2_batch8"]
    line = next(row for row in found[name] if row["name"] == "label accuracy")
    assert line["difference"] == pytest.approx(other.value("label accuracy") - one.value("label accuracy"), abs=1e-9)
    assert line["low"] <= line["difference"] <= line["high"]
    assert sorted(set(cases_of(one).patients)) == sorted({example.patient for example in ran[1].test.examples})
    kept = (out / "comparisons.json").stat().st_mtime_ns
    assert comparisons(out) == found and (out / "comparisons.json").stat().st_mtime_ns == kept
    table = comparisons_table(found).rows
    assert [row[2] == "not run yet" for row in table].count(False) == 2 and "p = " in table[0][2]


def test_a_row_that_cannot_be_trained_does_not_keep_the_others_waiting(tmp_path, ran, monkeypatch):
    def refused(parts, folder, settings, *words, **more):
        if settings.network == "AlexNet":
            raise TrainingError("The training diverged.")

        def trained():
            return None

        trained.chief = True
        return trained

    monkeypatch.setattr(paper, "train", refused)
    told = []
    rows = chosen(["AlexNet", "SI_CLF", "SI_CLF+AM"])
    ((name, problem),) = run_experiments(ran[1], tmp_path, SETTINGS, rows, told.append)
    assert name == "AlexNet_D_2_batch8" and "diverged" in str(problem)
    assert [event["number"] for event in told] == [1, 2, 3]
