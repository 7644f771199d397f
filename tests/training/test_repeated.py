"""The same training with several seeds and in folds, and a finished run that goes on."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("keras")

from dspic_gui.disease import Answer
from dspic_gui.model.scores import Cases
from tests.training.examples import SIZE, SMALL, examples
from training.dataset import ExamplesError, split
from training.fit import fit
from training.repeated import Run, joined_cases, runs_of, summary
from training.run_folder import CHECKPOINT, check_folder, differences
from training.settings import Settings, TrainingError
from training.step import Learner

TINY = Settings(head="gap", epochs=2, batch=4, rate=1e-3)


def test_each_patient_is_unseen_in_just_one_fold():
    source = examples(22)
    parts = [split(source, seed=4, fold=(number, 5)) for number in range(1, 6)]
    unseen = [set(part.test.patients) for part in parts]
    assert set.union(*unseen) == set(source.patients) and sum(map(len, unseen)) == len(
        set(source.patients)
    )
    assert max(map(len, unseen)) - min(map(len, unseen)) <= 1
    for part in parts:
        assert not set(part.test.patients) & {*part.training.patients, *part.validation.patients}
        assert all(part.test.counts[answer] for answer in Answer)
    with pytest.raises(ExamplesError, match="more folds than patients"):
        split(examples(4), fold=(5, 5))


def test_runs_are_named_by_seed_and_fold():
    assert [run.name for run in runs_of(TINY, seeds=(1, 7))] == ["seed1", "seed7"]
    both = runs_of(TINY, seeds=(1, 7), folds=2)
    assert [run.name for run in both] == [
        "seed1-fold1",
        "seed1-fold2",
        "seed7-fold1",
        "seed7-fold2",
    ]
    assert [(run.settings.seed, run.settings.fold, run.settings.folds) for run in both][-1] == (
        7,
        2,
        2,
    )
    for seeds, folds, text in (((1, 1), 0, "named once"), ((), 1, "two folds or more")):
        with pytest.raises(TrainingError, match=text):
            runs_of(TINY, seeds=seeds, folds=folds)
    with pytest.raises(TrainingError, match="splits by patient"):
        runs_of(replace(TINY, split="image"), folds=3)
    with pytest.raises(TrainingError, match="a fold is one of them"):
        replace(TINY, folds=3, fold=4)


def trained(folder, settings, parts):
    learner = Learner(settings, SIZE, plan=SMALL)
    course = fit(learner, parts.training, parts.validation, folder)
    return learner, course


def said_of(part, seed):
    """What some network could say of a part."""
    rng = np.random.default_rng(seed)
    truth = tuple(one.answer for one in part.examples)
    return Cases(truth, rng.dirichlet(np.ones(3), len(truth)), tuple(part.patients), 0.2 + 0.1 * seed)


def test_what_comes_of_folds_is_measured_on_every_patient_once():
    source = examples(12)
    runs = runs_of(TINY, folds=2)
    done = [(run, said_of(split(source, seed=0, fold=(run.settings.fold, 2)).test, run.settings.fold)) for run in runs]
    found = summary(done)
    together = joined_cases([cases for _, cases in done])
    assert sorted(together.patients) == sorted(source.patients) and len(together.said) == 24
    assert together.said[:12] == done[0][1].said, "each by the threshold of its own fold"
    right = np.mean([a is b for a, b in zip(together.truth, together.said, strict=True)])
    assert found["together"]["seed 0"]["label accuracy"]["value"] == pytest.approx(right)
    values = [row["label accuracy"] for row in found["runs"].values()]
    spread = found["over_runs"]["label accuracy"]
    assert (spread["mean"], spread["lowest"], spread["highest"]) == (pytest.approx(np.mean(values)), min(values), max(values))
    assert summary([(Run("seed1", TINY), done[0][1])])["together"] == {}


def test_a_finished_run_goes_on_with_more_steps(tmp_path):
    parts = split(examples(12), seed=1)
    short, long = replace(TINY, epochs=50, steps=4), replace(TINY, epochs=50, steps=9)
    _, first = trained(tmp_path / "run", short, parts)
    assert first.finished and first.steps == 4
    check_folder(tmp_path / "run", long)
    _, second = trained(tmp_path / "run", long, parts)
    assert second.finished and second.steps == 9
    assert second.rows[: len(first.rows)] == first.rows and second.rows[len(first.rows)].steps > 4
    with pytest.raises(TrainingError, match=r"steps \(9 there, 4 here\)"):
        trained(tmp_path / "run", short, parts)


def test_other_settings_are_named(tmp_path):
    (tmp_path / "settings.json").write_text(TINY.as_json())
    (tmp_path / CHECKPOINT).write_bytes(b"")
    other = replace(TINY, rate=0.5, deviations=replace(TINY.deviations, dropout=0.2))
    with pytest.raises(
        TrainingError,
        match=r"other settings: dropout \(0.0 there, 0.2 here\), rate \(0.001 there, 0.5 here\)",
    ):
        check_folder(tmp_path, other)
    check_folder(tmp_path, replace(TINY, epochs=9))
    for fewer in (replace(TINY, epochs=1), replace(TINY, epochs=9, seed=3)):
        with pytest.raises(TrainingError, match="holds a run with other settings"):
            check_folder(tmp_path, fewer)
    earlier = json.loads(TINY.as_json())
    del earlier["folds"], earlier["fold"]
    assert differences(TINY, json.dumps(earlier)) == {} and TINY.are_saved_in(json.dumps(earlier))
