"""A network's lesions beside the reader's marks and the consensus: who sees what, from which probability on, with what counts."""

import numpy as np
import pytest

from dspic_gui.dataset.archive import Blinded
from dspic_gui.disease import Answer, Disease
from dspic_gui.lesion_model.lesion_card import record_curves
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.working_point import MeasuredCurves, thinned
from dspic_gui.opinion.lesion_opinion import Seen, StudyLesions, lesion_rows, study_lesions
from dspic_gui.prediction_file import read_prediction
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.made.lesion_dataset import drawn_places, lesion_dataset
from tests.places import SMALL_LESION_MODEL

ANT, POST = Projection.ANT, Projection.POST
HALF = dict.fromkeys(Disease, 0.5)


@pytest.fixture(scope="module")
def model():
    opened = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return lesion_dataset(tmp_path_factory.mktemp("lesions") / "dataset", (Answer.BOTH, Answer.METASTATIC))


@pytest.fixture(scope="module")
def study(archive, model) -> StudyLesions:
    key = archive.study_keys()[0]
    return study_lesions(archive, model, key, archive.views(key))


def places(archive):
    """The drawn lesions of the first study as (disease, row, column), in the anterior frame."""
    number = [archive.study_key(f"study {n}") for n in range(2)].index(archive.study_keys()[0])
    return [(d, row, column) for d, _, _, row, column in drawn_places((Answer.BOTH, Answer.METASTATIC)[number], number)]


def mark(label: str, row: float, column: float, view: Projection = ANT) -> Lesion:
    return Lesion(view, Ellipse(column, row, 9, 9), label)


def test_who_sees_a_lesion(archive, study):
    disease, row, column = places(archive)[0]
    own = [mark(f"{disease}:thoracic_spine", row, column), mark("metastasis:skull", 900, 128), mark("urine", 60, 30)]
    rows = lesion_rows(study, own, HALF)
    assert [one.seen for one in rows] == sorted((one.seen for one in rows), key=list(Seen).index)
    (both,) = [one for one in rows if one.seen is Seen.BOTH]
    assert both.own is own[0] and both.other_finding is None and both.projection is ANT
    (alone,) = [one for one in rows if one.seen is Seen.READER]
    assert alone.own is own[1] and alone.probability is None
    assert all(one.found is not None for one in rows if one.seen is Seen.NETWORK)
    assert {one.projection for one in rows if one.seen is Seen.NETWORK} >= {POST}


def test_another_finding_at_the_place_is_told(archive, study):
    _, row, column = places(archive)[0]
    (both,) = [one for one in lesion_rows(study, [mark("urine", row, column)], HALF) if one.seen is Seen.BOTH]
    assert both.other_finding == "urine"


def test_counts_and_areas_are_those_of_the_scan(archive, study):
    for one in lesion_rows(study, [], HALF):
        view, found = study.views[one.projection], one.found
        mask = np.zeros(view.counts.shape, bool)
        height, width = found.mask.shape
        mask[found.top : found.top + height, found.left_column : found.left_column + width] = found.mask
        assert one.maximum == view.counts[mask].max() and one.mean == pytest.approx(view.counts[mask].mean())
        assert one.area_px == mask.sum()


def test_a_higher_level_shows_no_more(study):
    numbers = [len(lesion_rows(study, [], dict.fromkeys(Disease, level))) for level in (0.05, 0.5, 1.01)]
    assert numbers[0] >= numbers[1] >= numbers[2] == 0 < numbers[1]


def test_it_is_kept_as_the_commands_keep_it_and_never_before_the_seal(archive, model, study):
    key = archive.study_keys()[0]
    kept = read_prediction(archive, model.identity, key)
    assert kept is not None and all(one.probability >= 0.1 for view in kept.views.values() for one in view.lesions or ())
    reader = archive.as_reader("R1")
    with pytest.raises(Blinded):
        study_lesions(reader, model, key, archive.views(key))
    reading = Reading(key, "R1", (mark("metastasis:skull", 120, 128),))
    reader.save(reading)
    reader.seal(reading)
    assert study_lesions(reader, model, key, archive.views(key)).agreed is None


def test_a_place_on_the_curve_gives_the_level_of_each_disease(tmp_path):
    import shutil

    points = ((0.2, 0.5, 0.9), (1.0, 0.8, 0.4), (3.0, 0.9, 0.1))
    curves = MeasuredCurves("drawn", 20, 10, {Disease.METASTASIS: points})
    assert [curves.level(Disease.METASTASIS, rate) for rate in (0.1, 0.5, 1.0, 8.0)] == [1.01, 0.9, 0.4, 0.1]
    assert curves.level(Disease.ARTHRITIS, 1.0) == 0.5, "nothing was measured"
    folder = shutil.copytree(SMALL_LESION_MODEL, tmp_path / "model")
    record_curves(folder, curves)
    opened = LesionClassifier.open(folder, 1)
    assert opened.card.curves == curves
    opened.close()
    many = [(float(n), n / 500, 1 - n / 500) for n in range(500)]
    assert len(thinned(many)) <= 80 and thinned(many)[-1] == many[-1] and thinned(many)[0] == many[0]
