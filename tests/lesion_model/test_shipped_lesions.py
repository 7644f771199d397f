"""The lesion network that ships: it opens, says what it is, knows bones on the genuine scan, and is silent about what is no such scan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom import dcmread
from pydicom.data import get_testdata_file

from dspic_gui.dataset.archive import Archive
from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.model.classifier import SHIPPED
from dspic_gui.regions.region_map import part_keys
from dspic_gui.scans.decoder import read_file
from dspic_gui.study import COLUMNS, ROWS, Projection

Counts = NDArray[np.generic]


@pytest.fixture(scope="module")
def shipped() -> LesionClassifier:
    return LesionClassifier.open(SHIPPED_LESIONS)


@pytest.fixture(scope="module")
def views() -> list[tuple[Projection, Counts]]:
    """The views of the demo: simulated patients that it never saw."""
    archive = Archive(SHIPPED.parent / "demo")
    return [(projection, view.counts) for key in archive.study_keys() for projection, view in archive.views(key).items()]


def test_it_opens_and_says_what_it_is(shipped: LesionClassifier) -> None:
    assert "not validated on patients" in shipped.card.warning and "Not for diagnosis" in shipped.card.warning
    assert shipped.card.regions_hash is not None  # so that a blind reader's program need not hold the heads for lesions
    assert all(path.stat().st_size <= 12e6 for path in SHIPPED_LESIONS.iterdir())
    assert sum(path.stat().st_size for folder in (SHIPPED, SHIPPED_LESIONS) for path in folder.iterdir()) < 60e6


def test_it_knows_the_bones_of_the_genuine_scan(shipped: LesionClassifier, real_scan: Path) -> None:
    counts = next(iter(read_file(real_scan).frames.values()))
    found = shipped.find({Projection.ANT: counts})
    view = found.views[Projection.ANT]
    assert not view.unlike and view.regions is not None
    names = part_keys()
    rows = {name: np.nonzero(view.regions.parts == names.index(name) + 1)[0] for name in ("skull", "pelvis", "knee")}
    assert all(len(where) for where in rows.values())
    assert np.median(rows["skull"]) < np.median(rows["pelvis"]) < np.median(rows["knee"])


def upside_down(counts: Counts, _: np.random.Generator) -> Counts:
    return counts[::-1]


def inverse(counts: Counts, _: np.random.Generator) -> Counts:
    return counts.max() - counts


def lying(counts: Counts, _: np.random.Generator) -> Counts:
    return np.resize(np.rot90(counts), counts.shape)


def noise(counts: Counts, rng: np.random.Generator) -> Counts:
    return rng.poisson(max(float(counts.mean()), 1.0), counts.shape)


def magnified_chest(counts: Counts, _: np.random.Generator) -> Counts:
    part = counts[ROWS // 8 : ROWS // 8 + ROWS // 4, COLUMNS // 4 : COLUMNS // 4 + COLUMNS // 2]
    return part.repeat(4, axis=0).repeat(2, axis=1)


@pytest.mark.parametrize("changed", [upside_down, inverse, lying, noise, magnified_chest])
def test_it_is_silent_about_what_is_no_whole_body_bone_scan(
    changed: Callable[[Counts, np.random.Generator], Counts], shipped: LesionClassifier, views: list[tuple[Projection, Counts]]
) -> None:
    rng = np.random.default_rng(0)
    said = [shipped.find({projection: changed(counts, rng)}).views[projection].unlike for projection, counts in views]
    assert all(said), f"{sum(said)} of {len(said)}"


@pytest.mark.parametrize("counts", [
    np.zeros((ROWS, COLUMNS)), np.full((ROWS, COLUMNS), 40.0), np.indices((ROWS, COLUMNS)).sum(axis=0) // 32 % 2 * 90.0,
], ids=["blank", "even", "checkerboard"])  # fmt: skip
def test_it_is_silent_about_patterns(counts: Counts, shipped: LesionClassifier) -> None:
    assert shipped.find({Projection.ANT: counts}).unlike and shipped.find({Projection.POST: counts}).unlike


def test_it_is_silent_about_another_modality(shipped: LesionClassifier) -> None:
    slice_of_ct = dcmread(str(get_testdata_file("CT_small.dcm", download=False))).pixel_array
    counts = (slice_of_ct - slice_of_ct.min()).repeat(8, axis=0).repeat(2, axis=1)
    assert counts.shape == (ROWS, COLUMNS)
    assert shipped.find({Projection.ANT: counts}).unlike and shipped.find({Projection.ANT: counts, Projection.POST: counts}).unlike


def test_it_answers_for_simulated_patients_that_it_never_saw(shipped: LesionClassifier, views: list[tuple[Projection, Counts]]) -> None:
    said = [shipped.find({projection: counts}).views[projection].unlike for projection, counts in views]
    assert sum(said) <= 0.02 * len(said), f"{sum(said)} of {len(said)}"
