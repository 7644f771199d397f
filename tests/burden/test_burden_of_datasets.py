"""The index of a dataset by truth, readers and network; its trend; and how two sources compare."""

import numpy as np
import pytest

from dspic_gui.burden.against import Pairs, comparisons, correlation, mean_difference, pairs_of
from dspic_gui.burden.dataset_burden import dataset_burdens, study_burden
from dspic_gui.burden.sources import (
    FoundMetastases,
    LabelledMetastases,
    NetworkRegions,
    OwnMetastases,
    TruthRegions,
)
from dspic_gui.burden.table import csv_rows
from dspic_gui.burden.trend import Course, course_of, trend, trends
from dspic_gui.burden.weights import load_weights
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.disease import Answer
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse
from dspic_gui.study import Projection
from tests.made.lesion_dataset import lesion_dataset
from tests.places import SMALL_LESION_MODEL

TABLE = load_weights("spiers")
ANSWERS = (Answer.NORMAL, Answer.METASTATIC, Answer.METASTATIC, Answer.ARTHRITIC)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Two patients who come twice: the second study of each has another answer."""
    return lesion_dataset(tmp_path_factory.mktemp("burden") / "d", ANSWERS, patients=2)


@pytest.fixture(scope="module")
def truth(drawn):
    return list(dataset_burdens(drawn, LabelledMetastases(drawn, "truth"), TruthRegions(drawn), TABLE))


def test_truth_by_its_own_masks_and_maps(drawn, truth):
    by_study = {one.study.key: one for one in truth}
    values = [by_study[drawn.study_key(f"study {number}")].index for number in range(4)]
    disc = sum((a + 0.5 - 9) ** 2 + (b + 0.5 - 9) ** 2 < 81 for a in range(18) for b in range(18))
    assert values[0] == values[3] == 0
    assert values[1] == values[2] == pytest.approx(100 * 8.3 / 100.1 * disc / (300 * 32))


def test_the_network_finds_about_the_same(drawn, truth):
    model = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    found = list(dataset_burdens(drawn, FoundMetastases(drawn, model, 0.3), None, TABLE, keep_unlike=True))
    pairs = pairs_of(truth, found)
    assert len(pairs.reference) == 4 and correlation(pairs) > 0.8
    assert {one.labels for one in found} == {one.regions for one in found} == {"network"}


def test_what_is_unlike_the_training_scans_has_no_index_unless_asked_for(drawn):
    class Odd(LabelledMetastases):
        def of_study(self, key):
            from dataclasses import replace

            found = super().of_study(key)
            return replace(found, unlike=True) if found else None

    left = list(dataset_burdens(drawn, Odd(drawn, "truth"), TruthRegions(drawn), TABLE))
    assert all(one.index is None and one.bones == () and one.found is not None for one in left)
    asked = dataset_burdens(drawn, Odd(drawn, "truth"), TruthRegions(drawn), TABLE, keep_unlike=True)
    assert max(one.index for one in asked) > 0
    assert [step.course for step in trend(left)] == [Course.UNKNOWN] * 4


def test_a_reader_sees_the_own_marks_before_the_seal_and_the_truth_after_all_seals(drawn, tmp_path):
    archive = lesion_dataset(tmp_path / "d", (Answer.METASTATIC,))
    key, reader = archive.study_keys()[0], archive.as_reader("R1")
    network = NetworkRegions(reader, RegionReader.open(SMALL_LESION_MODEL, 1), "network")
    assert study_burden(reader, key, OwnMetastases(reader), network, TABLE).found is None
    mark = Lesion(Projection.ANT, Ellipse(128, 300, 9, 9), "metastasis:thoracic_spine")
    reader.save(Reading(key, "R1", (mark,)))
    own = study_burden(reader, key, OwnMetastases(reader), network, TABLE)
    assert own.index > 0
    assert study_burden(reader, key, LabelledMetastases(reader, "truth"), network, TABLE).found is None
    assert study_burden(reader, key, LabelledMetastases(reader, "R1"), network, TABLE).found is None, "a draft votes nowhere"
    with pytest.raises(ArchiveError):
        TruthRegions(reader).of_study(key)
    model = LesionClassifier.open(SMALL_LESION_MODEL, 1)
    assert FoundMetastases(reader, model).of_study(key) is None, "the network is silent before the own seal"


def test_a_dataset_without_region_maps_says_so(drawn, tmp_path):
    archive = lesion_dataset(tmp_path / "d", (Answer.METASTATIC,))
    for path in (archive.folder / "truth").glob("*.png"):
        path.unlink()
    told = []
    again = Archive(archive.folder)
    marks = LabelledMetastases(again, "truth")
    assert not list(dataset_burdens(again, marks, TruthRegions(again), TABLE, problem=lambda key, said: told.append(said)))
    assert "has no region map" in told[0]
    with pytest.raises(ArchiveError, match="no region map"):
        study_burden(again, again.study_keys()[0], marks, None, TABLE)


def test_the_trend_follows_dates_and_the_band(truth):
    first, second = trends(truth)
    for steps in (first, second):
        assert [step.study.study.date for step in steps] == sorted(step.study.study.date for step in steps)
        assert steps[0].course is Course.FIRST and steps[0].change is None
        assert steps[1].change == pytest.approx(steps[1].study.index - steps[0].study.index)
    assert course_of(0.29) is course_of(-0.29) is Course.WITHIN
    assert course_of(0.30) is Course.HIGHER and course_of(-0.31) is Course.LOWER


def test_rows_for_spreadsheets(truth):
    head, *rows = csv_rows(truth)
    assert len(rows) == 4 and {len(row) for row in rows} == {len(head)}
    assert "spine" in head and "femur right" in head and "femur left" in head
    spine = head.index("spine")
    assert [row[spine] for row in rows] == [row[head.index("index")] for row in rows]


def test_figures_of_two_sources():
    reference = np.array([0.0, 0.0, 1.0, 2.0, 4.0])
    pairs = Pairs(reference, reference + 0.5, tuple("aabcd"))
    assert correlation(pairs) == pytest.approx(1.0) and mean_difference(pairs) == pytest.approx(0.5)
    found = {one.name: one for one in comparisons(pairs, 50)}
    assert found["r, metastatic"].studies == 3 and found["r, all"].studies == 5
    assert found["limits, all"].value == pytest.approx(0.0, abs=1e-9)
    nothing = {one.name: one for one in comparisons(Pairs(reference[:1], reference[:1], ("a",)), 5)}
    assert nothing["r, all"].value is None and nothing["mean difference, metastatic"].studies == 0
