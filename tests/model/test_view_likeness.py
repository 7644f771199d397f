"""A network for one view knows what it learned from where its card says it: what is no such scan gets no answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dspic_gui.disease import Answer
from dspic_gui.model.classifier import SHIPPED, Classifier
from dspic_gui.model.model_card import CARD, ModelError
from dspic_gui.model.network_input import network_input
from dspic_gui.prediction import StudyPrediction, view_json
from dspic_gui.study import Projection
from tests.made.lesion_dataset import drawn_counts
from training.dataset import Example, ExampleSet, Split
from training.likeness import likeness_facts

ANT, POST = Projection.ANT, Projection.POST


def counts(seed: int) -> NDArray[np.generic]:
    return np.random.default_rng(seed).poisson(drawn_counts(list(Answer)[seed % 4], seed))


def part(seeds: range, views: tuple[str, ...] = ("ANT", "POST")) -> ExampleSet:
    rows = [(Example(str(seed), str(seed), view, Answer.NORMAL), network_input(counts(seed))) for seed in seeds for view in views]
    return ExampleSet(tuple(row for row, _ in rows), tuple(picture for _, picture in rows))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped network with the likeness to other training views in its card."""
    made = tmp_path_factory.mktemp("model") / "known"
    shutil.copytree(SHIPPED, made)
    card = json.loads((made / CARD).read_text(encoding="utf-8"))
    known = likeness_facts(Split(part(range(6)), part(range(6, 10)), part(range(10, 12)), False))
    (made / CARD).write_text(json.dumps(card | known), encoding="utf-8")
    return made


def test_what_is_like_the_training_views_is_answered_and_what_is_not_is_marked(folder: Path) -> None:
    classifier = Classifier.open(folder)
    rng = np.random.default_rng(0)
    for view in (ANT, POST, None):
        seen = classifier.classify_counts(counts(20), view).prediction
        assert seen.likeness is not None and seen.likeness > 0.5
        odd = classifier.classify_counts(rng.poisson(5, (1024, 256)), view).prediction
        assert odd.unlike and view_json(odd)["unlike"] is True
    upside_down = classifier.classify_counts(counts(20)[::-1], ANT).prediction
    study = StudyPrediction("s", classifier.identity, {ANT: classifier.classify_counts(counts(20), ANT).prediction, POST: upside_down})
    assert study.overall.unlike and study.overall.likeness == upside_down.likeness


def test_a_card_that_does_not_tell_leaves_it_open_and_a_wrong_one_is_refused(folder: Path, tmp_path: Path) -> None:
    said = Classifier.open().classify_counts(counts(3), ANT).prediction
    if "likeness" not in Classifier.open().card.stated:
        assert said.likeness is None and not said.unlike and "unlike" not in view_json(said)
    wrong = Path(shutil.copytree(folder, tmp_path / "wrong"))
    card = json.loads((wrong / CARD).read_text(encoding="utf-8"))
    card["likeness"]["limit"] = 7
    (wrong / CARD).write_text(json.dumps(card), encoding="utf-8")
    with pytest.raises(ModelError, match="likeness"):
        Classifier.open(wrong)


def test_pictures_that_do_not_say_which_view_they_are_give_none() -> None:
    unnamed = part(range(2), ("",))
    assert likeness_facts(Split(unnamed, unnamed, unnamed, False)) == {}
