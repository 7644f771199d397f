"""Pairs read from a dataset folder: by truth with expected counts, by truth with counts, and by the readers' consensus."""

import shutil

import numpy as np
import pytest

from dspic_gui.code import Side
from dspic_gui.disease import Answer, Disease
from dspic_gui.regions.region_map import region_value
from dspic_gui.study import Projection
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.lesion_dataset import drawn_places, lesion_dataset
from training.dataset import ExamplesError
from training.lesions.examples import load_pairs, region_shares

ANSWERS = (Answer.NORMAL, Answer.METASTATIC, Answer.ARTHRITIC, Answer.BOTH)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs") / "d"
    lesion_dataset(folder, ANSWERS, expected=True)
    return folder


def test_truth_with_expected_counts(simulated):
    told = []
    pairs = load_pairs(simulated, "truth", lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    by_diseases = {one.diseases: one for one in pairs}
    assert set(by_diseases) == {answer.diseases for answer in ANSWERS}
    both = by_diseases[frozenset(Disease)]
    for view in both.present:
        assert view.counts.shape == (512, 128) and view.counts.dtype == np.float16 and not view.measured
        for disease, _, _, row, column in drawn_places(Answer.BOTH, 3):
            assert view.lesions[row // 2, column // 2] == (1 if disease == "metastasis" else 2)
        assert view.regions[340, 50] == region_value("knee", Side.RIGHT) and view.scale > 40
    assert both.centre == pytest.approx((255, 63.5), abs=3) and both.extent[0] == pytest.approx(225, abs=4)


def test_truth_without_expected_counts_takes_the_counts(simulated, tmp_path):
    folder = tmp_path / "d"
    shutil.copytree(simulated, folder)
    for path in (folder / "truth").glob("*_expected.npy"):
        path.unlink()
    pairs = load_pairs(folder, "truth")
    expected = {one.study: one for one in load_pairs(simulated, "truth")}
    for one in pairs:
        assert one.views[1].measured and one.views[1].regions is not None
        assert np.corrcoef(one.views[1].counts.ravel(), expected[one.study].views[1].counts.astype(float).ravel())[0, 1] > 0.9


def test_outlines_of_the_consensus_are_learned_from_without_regions(tmp_path):
    evaluated_dataset(tmp_path / "d", ANSWERS, wrong_labels=0)
    pairs = load_pairs(tmp_path / "d", "consensus")
    assert {one.diseases for one in pairs} == {answer.diseases for answer in ANSWERS}
    view = next(one for one in pairs if Disease.METASTASIS in one.diseases).views[0]
    assert view.measured and view.regions is None and view.lesions.any()
    hot = np.asarray(view.counts)[view.lesions > 0].mean()
    assert hot > 3 * np.asarray(view.counts).mean()
    assert not region_shares(pairs, 26).any()


def test_shares_of_parts_add_up(simulated):
    shares = region_shares(load_pairs(simulated, "truth"), 26)
    assert shares.sum() == pytest.approx(1) and shares[0] > 0.5 and shares[20] > 0


def test_no_dataset_and_no_labels_are_refused(tmp_path, simulated):
    with pytest.raises(ExamplesError, match="no dataset folder"):
        load_pairs(tmp_path, "truth")
    with pytest.raises(ExamplesError, match="none of this dataset's labels"):
        load_pairs(simulated, "nobody")
    with pytest.raises(ExamplesError, match="no consensus yet"):
        load_pairs(simulated, "consensus")


def test_damaged_truth_is_named(simulated, tmp_path):
    folder = tmp_path / "d"
    shutil.copytree(simulated, folder)
    next((folder / "truth").glob(f"*_{Projection.ANT}_lesions.npz")).write_bytes(b"nothing")
    with pytest.raises(ExamplesError, match="lesion masks"):
        load_pairs(folder, "truth")


def test_damaged_expected_counts_are_named(simulated, tmp_path):
    folder = shutil.copytree(simulated, tmp_path / "d")
    path = next((folder / "truth").glob("*_expected.npy"))
    path.write_bytes(b"nothing")
    with pytest.raises(ExamplesError, match=rf"{path.name} does not hold expected counts"):
        load_pairs(folder, "truth")
