"""The bone scan index of a report: metastases of the marks against the bones of a region map."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.model.model_card import ModelError
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection
from dspic_gui.study_report.skeleton_share import skeleton_share
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL

ANT = Projection.ANT


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return lesion_dataset(tmp_path_factory.mktemp("share") / "d", (Answer.NORMAL, Answer.METASTATIC), patients=2)


def share(archive: Archive, lesions: list[Lesion], weights: str = "spiers") -> float | None:
    key = archive.study_keys()[1]
    found = skeleton_share(lesions, archive.study(key), archive.views(key), folder=SMALL_LESION_MODEL, weights=weights)
    assert found.weights == weights and "-" in found.regions and "simulated" in str(found.warning)
    return found.percent


def test_only_metastases_count_and_more_of_them_count_more(archive: Archive) -> None:
    small = Lesion(ANT, Rectangle((120, 300), (136, 330)), "metastasis:thoracic_spine", uid="1" * 32)
    large = Lesion(ANT, Rectangle((116, 280), (140, 420)), "metastasis:thoracic_spine", uid="2" * 32)
    harmless = Lesion(ANT, Rectangle((116, 280), (140, 420)), "arthritis:thoracic_spine", uid="3" * 32)
    assert share(archive, []) == share(archive, [harmless]) == 0
    one, more = share(archive, [small]), share(archive, [large])
    assert one is not None and more is not None and 0 < one < more < 100
    assert share(archive, [large], "icrp110") not in (None, more)


def test_a_view_unlike_what_the_model_knows_has_no_index(archive: Archive) -> None:
    key = archive.study_keys()[0]
    noise = np.random.default_rng(0).poisson(5, (ROWS, COLUMNS))
    views = {one: replace(view, counts=noise) for one, view in archive.views(key).items()}
    assert skeleton_share([], archive.study(key), views, folder=SMALL_LESION_MODEL).percent is None


def test_without_a_model_it_is_a_sentence(archive: Archive, tmp_path: Path) -> None:
    key = archive.study_keys()[0]
    with pytest.raises(ModelError):
        skeleton_share([], archive.study(key), archive.views(key), folder=tmp_path)
