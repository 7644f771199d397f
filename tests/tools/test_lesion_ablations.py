"""A lesion network shown less on a drawn dataset: a row for each way, and it does see less."""

from __future__ import annotations

import numpy as np
import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL
from tools.lesion_ablations import PLAIN, SINGLE, WHOLE, ablation, ways


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return lesion_dataset(tmp_path_factory.mktemp("ablations") / "d", (Answer.METASTATIC, Answer.BOTH, Answer.NORMAL))


def test_each_way_is_measured_on_the_same_views(archive: Archive) -> None:
    model = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    rows = [ablation(archive, name, way, list(archive.study_keys()), 5) for name, way in ways(model)]
    assert [row.name for row in rows] == [WHOLE, SINGLE, PLAIN] and {row.views for row in rows} == {6}
    assert all(low <= value <= high for row in rows for value, low, high in (row.accuracy, row.metastases, row.arthritis))


def test_a_view_alone_is_what_the_network_says_of_it_alone(archive: Archive) -> None:
    model = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    counts = {one: view.counts for one, view in archive.views(archive.study_keys()[0]).items()}
    _, single, plain = (way for _, way in ways(model))
    alone = model.find({Projection.POST: counts[Projection.POST]}).views[Projection.POST]
    together = model.find(counts).views[Projection.POST]
    assert (single.find(counts).views[Projection.POST].maps.lesions == alone.maps.lesions).all()
    assert not np.allclose(together.maps.lesions, alone.maps.lesions)
    assert not np.allclose(plain.find(counts).views[Projection.POST].maps.lesions, together.maps.lesions)
    assert len({way.identity for _, way in ways(model)}) == 3
