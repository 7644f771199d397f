"""Rule and weights of the places fitted again on a drawn dataset: the card holds them, and the model is another one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.lesion_card import FITTED
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.model.model_split import hashed, read_split
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL
from tools.lesion_rule import asked_of, unknown_studies, write

ANSWERS = (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH)


@pytest.fixture
def fitted(tmp_path: Path) -> tuple[Archive, Path]:
    """A dataset and a copy of the small model that was fitted on it; its likeness to drawn pictures is not asked."""
    archive = lesion_dataset(tmp_path / "d", ANSWERS)
    folder = shutil.copytree(SMALL_LESION_MODEL, tmp_path / "model")
    card = json.loads((folder / "card.json").read_text())
    card["likeness"]["limit"] = -1.0
    (folder / "card.json").write_text(json.dumps(card))
    model = LesionClassifier.open(folder, 1)
    asked = list(asked_of(archive, model, archive.study_keys()))
    assert len(asked) == len(ANSWERS) and all(one.places or not one.cases["study"][0][0].diseases for one in asked)
    write(folder, model, asked, {"dataset": "drawn", "patients": len(asked)})
    return archive, folder


def test_the_card_says_what_was_fitted_and_the_split_who_was_asked(fitted: tuple[Archive, Path]) -> None:
    archive, folder = fitted
    model, old = LesionClassifier.open(folder, 1), LesionClassifier.open(SMALL_LESION_MODEL, 1)
    assert model.card.stated[FITTED]["patients"] == len(ANSWERS)
    assert model.card.rule.layers != old.card.rule.layers
    assert model.card.rule.shares == pytest.approx(old.card.rule.shares)
    assert model.identity != old.identity and model.identity.startswith(f"{old.card.name}-")
    asked = {hashed(archive.study(key).patient) for key in archive.study_keys()}
    assert asked <= read_split(folder)["validation"] and unknown_studies(archive, folder) == []


def test_the_weights_reach_lesions_and_blind_readers_alike(fitted: tuple[Archive, Path]) -> None:
    archive, folder = fitted
    model, reader = LesionClassifier.open(folder, 1), RegionReader.open(folder, 1)
    counts = {one: view.counts for one, view in archive.views(archive.study_keys()[-1]).items()}
    places = model.card.places
    assert places.weights and model.find(counts).views[Projection.ANT].maps.places == places
    assert reader.known(counts)[Projection.POST].places == places
    reader.close()
