"""What a Python program gets of a dataset is what the program itself holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dspic_gui import api
from dspic_gui.api import Answer, ArchiveError, Blinded, Dataset, Disease, Projection, open_dataset
from dspic_gui.code import Side
from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Rectangle
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.lesion_dataset import drawn_regions, lesion_dataset, stored


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    yield open_dataset(evaluated_dataset(tmp_path_factory.mktemp("api") / "d", wrong_labels=0).folder)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return open_dataset(lesion_dataset(tmp_path_factory.mktemp("api") / "d", (Answer.BOTH, Answer.NORMAL)).folder)


def test_the_promised_names_are_there() -> None:
    assert all(hasattr(api, name) for name in api.__all__)


def test_the_real_scan_has_its_counts(dataset: Archive) -> None:
    study = next(iter(open_dataset(dataset.folder)))
    kept = dataset.views(study.key)
    assert list(study.views) == list(kept) == [Projection.ANT]
    for projection, view in study.views.items():
        assert np.array_equal(view.counts, kept[projection].counts) and view.counts.shape == (1024, 256)
        assert view.pixel_mm == kept[projection].pixel_mm and view.source == kept[projection].source
    assert study.truth is None and study.views[Projection.ANT].regions is None


def test_a_reader_stays_blind(dataset: Archive) -> None:
    key = dataset.study_keys()[0]
    dataset.as_reader("R2").save(Reading(key, "R2", (Lesion(Projection.ANT, Rectangle((10, 10), (30, 40)), "metastasis:rib:left"),)))
    own = open_dataset(dataset.folder, reader="R1")[key]
    with pytest.raises(Blinded):
        own.reading("R2")
    with pytest.raises(Blinded):
        own.sealed_readings()
    other = open_dataset(dataset.folder)[key].reading("R2")
    assert other is not None and len(other.lesions) == 1


def test_a_folder_that_is_no_dataset_and_a_study_that_is_not_there_are_sentences(tmp_path: Path, labelled: Dataset) -> None:
    with pytest.raises(ArchiveError):
        open_dataset(tmp_path)
    with pytest.raises(ArchiveError, match="no study"):
        labelled["0" * 16]


def test_examples_hold_counts_targets_and_masks(labelled: Dataset) -> None:
    examples = labelled.examples("consensus")
    assert len(examples) == 16 and examples.targets.sum(axis=0).tolist() == [8, 8]
    for example in examples:
        assert example.counts.dtype == np.float32
        assert np.array_equal(example.counts, labelled[example.label.study.key].views[example.label.projection].counts)
        for number, disease in enumerate(Disease):
            inside = example.mask(disease)
            assert inside.any() == bool(example.target[number])
            if inside.any():
                assert example.counts[inside].mean() > 2 * example.counts.mean()


def test_a_batch_for_pytorch_and_a_subset(labelled: Dataset) -> None:
    examples = labelled.examples("consensus").subset([3, 0])
    counts, target = examples.to_torch()[1]
    assert counts.shape == (1, 1024, 256) and np.array_equal(counts[0], labelled.examples("consensus")[0].counts)
    assert target.tolist() == examples.targets[1].tolist() and len(examples.to_torch()) == len(examples.patients) == 2


def test_tensorflow_gets_the_same_pairs(labelled: Dataset) -> None:
    pytest.importorskip("tensorflow")
    from dspic_gui.network.tensors import to_tf

    examples = labelled.examples("consensus").subset([0, 5])
    given = list(to_tf(examples))
    assert len(given) == len(to_tf(examples)) == 2
    for (counts, target), example in zip(given, examples, strict=True):
        assert np.array_equal(counts.numpy()[..., 0], example.counts) and np.array_equal(target.numpy(), example.target)


def test_truth_and_regions_of_a_simulated_dataset(drawn: Dataset) -> None:
    study = next(study for study in drawn if study.truth and study.truth.answer() is Answer.BOTH)
    regions = study.views[Projection.POST].regions
    assert regions is not None and np.array_equal(regions.values, stored(Projection.POST, drawn_regions()))
    row, column = 560, 100
    assert study.views[Projection.ANT].regions.at(row, column) == ("pelvis", Side.RIGHT)  # type: ignore[union-attr]


def test_tables_have_a_row_for_each(labelled: Dataset) -> None:
    pytest.importorskip("pandas")
    studies, views, lesions = labelled.studies_table(), labelled.views_table("consensus"), labelled.lesions_table("consensus")
    assert len(studies) == len(labelled) == 8 and len(views) == 16
    assert len(lesions) == views["metastasis"].sum() + views["arthritis"].sum() > 0
    one = lesions.iloc[0]
    assert one["left"] < one["x"] < one["right"] and one["top"] < one["y"] < one["bottom"] and one["area"] > 0
