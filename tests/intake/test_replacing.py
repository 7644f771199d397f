"""What is there can be replaced or corrected by the study lead, written down, until a reading is sealed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Reading
from dspic_gui.scans.view_reasons import asked_views
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.importing import one, only_study, put, statuses

ANT, POST = Projection.ANT, Projection.POST


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "dataset", "Test")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A pair, and another pair of the same pass."""
    other = np.stack([odd.counts_of(3), odd.counts_of(4)]).astype(np.uint16)
    second = odd.file(other, DetectorVector=[1, 2], NumberOfDetectors=2, SOPInstanceUID=odd.ROOT + "9")
    return put(tmp_path, "a.dcm", odd.two_frames()), put(tmp_path, "b.dcm", second)


def test_a_view_is_replaced_and_the_lead_signs_for_it(archive: Archive, files: tuple[Path, Path]) -> None:
    first, second = files
    import_sources(archive, [first])
    (outcome,) = import_sources(archive, [second], replace_views=True)
    key = only_study(archive)
    assert outcome.status == "replaced" and "took the place" in outcome.notes[-1]
    assert (archive.views(key)[ANT].counts == odd.counts_of(3)).all()
    assert [line.act for line in audit.read(archive.store("lead").audit_path)] == ["replace views"]
    assert len(list((archive.folder / "scans" / key).glob("*.dcm"))) == 2
    (again,) = import_sources(archive, [first])
    assert again.status == "skipped" and "--replace" in str(again.error)


def test_a_sealed_study_keeps_its_views(archive: Archive, files: tuple[Path, Path]) -> None:
    first, second = files
    import_sources(archive, [first])
    key = only_study(archive)
    reader = archive.as_reader("R1")
    reader.seal(Reading(key, "R1", says_normal=True))
    (outcome,) = import_sources(Archive(archive.folder), [second], replace_views=True)
    assert outcome.status == "refused" and "sealed" in str(outcome.error)
    assert (Archive(archive.folder).views(key)[ANT].counts == odd.counts_of(1)).all()


def test_a_view_is_said_of_a_scan_that_is_there(archive: Archive, tmp_path: Path) -> None:
    scan = put(tmp_path, "a.dcm", one(1))
    import_sources(archive, [scan])
    key = only_study(archive)
    assert statuses(import_sources(archive, [scan], view=POST)) == ["corrected"]
    assert archive.study(key).projections == (POST,) and not asked_views(archive.study(key))
    assert statuses(import_sources(archive, [scan], view=POST)) == ["there"]
    assert statuses(import_sources(archive, [scan], view=ANT)) == ["corrected"]


def test_a_view_that_is_told_stays_and_says_why(archive: Archive, tmp_path: Path) -> None:
    scan = put(tmp_path, "a.dcm", one(1, ImageID="ANT"))
    import_sources(archive, [scan])
    (outcome,) = import_sources(archive, [scan], view=POST)
    assert outcome.status == "refused" and "image ID says anterior" in str(outcome.error)
    assert archive.study(only_study(archive)).projections == (ANT,)
