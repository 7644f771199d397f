"""A patient or a scan that was exchanged by hand in a study's file is noticed; what the program itself changes is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.belonging import BELONGS
from dspic_gui.desk.projection_correction import confirm_projection, correct_projection
from dspic_gui.desk.turning import turn_views
from dspic_gui.intake.hidden_repeats import add_repeats
from dspic_gui.intake.importing import import_sources
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd
from tests.made.importing import one, only_study, put
from tests.made.small_dataset import small_dataset

ANT, POST = Projection


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 2)


def exchange_patients(one: dict[str, Any], other: dict[str, Any]) -> None:
    one["patient"], other["patient"] = other["patient"], one["patient"]


def exchange_views(one: dict[str, Any], other: dict[str, Any]) -> None:
    one["views"], other["views"] = other["views"], one["views"]


def exchange_all(one: dict[str, Any], other: dict[str, Any]) -> None:
    for name in (*one,):
        one[name], other[name] = other[name], one[name]


def exchange_one_view(one: dict[str, Any], other: dict[str, Any]) -> None:
    one["views"]["POST"], other["views"]["POST"] = other["views"]["POST"], one["views"]["POST"]


def both_of_one_patient(one: dict[str, Any], other: dict[str, Any]) -> None:
    exchange_views(one, other)
    one[BELONGS] |= other[BELONGS]
    other[BELONGS] |= one[BELONGS]


def say_nonsense(one: dict[str, Any], other: dict[str, Any]) -> None:
    for each in (one, other):
        each[BELONGS] = "gone"


CHANGES: dict[str, tuple[Callable[..., None], tuple[Projection, ...]]] = {
    "patients": (exchange_patients, (ANT, POST)),
    "both views": (exchange_views, (ANT, POST)),
    "everything": (exchange_all, (ANT, POST)),
    "one view": (exchange_one_view, (POST,)),
    "views, with what says where they belong": (both_of_one_patient, (ANT, POST)),
    "what says where they belong is no table": (say_nonsense, (ANT, POST)),
}


def by_hand(lead: Archive, change: Callable[..., None]) -> list[str]:
    """Change the files of both studies in an editor; their keys."""
    keys = layout.study_keys(lead.folder)
    paths = [lead.folder / layout.study_file(key) for key in keys]
    contents = [json.loads(path.read_bytes()) for path in paths]
    change(*contents)
    for path, content in zip(paths, contents, strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return keys


def noticed(lead: Archive) -> set[str]:
    """The files of studies of which `verify` and `check` both say it; what only one says is wrong."""
    said = {one.file for one in verify(lead.folder)[1] if "were not imported together" in one.sentence}
    assert said == {one.file for one in DatasetCheck(lead.folder).breaches() if "were not imported together" in one.sentence}
    return said


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_exchanged_by_hand_is_noticed(name: str, lead: Archive) -> None:
    assert noticed(lead) == set()
    change, views = CHANGES[name]
    keys = by_hand(lead, change)
    assert noticed(lead) == {layout.study_file(key) for key in keys}
    assert [lead.strange_views(lead.study(key)) for key in keys] == [views, views]


def test_what_was_exchanged_stays_seen_when_the_program_writes_the_file(lead: Archive) -> None:
    keys = by_hand(lead, exchange_patients)
    for key in keys:
        confirm_projection(lead, key)
    assert noticed(lead) == {layout.study_file(key) for key in keys}


def test_a_study_of_an_earlier_version_is_taken_as_it_is_and_then_bound(lead: Archive) -> None:
    keys = by_hand(lead, lambda *both: [one.pop(BELONGS) for one in both])
    assert noticed(lead) == set() and lead.strange_views(lead.study(keys[0])) == ()
    confirm_projection(lead, keys[0])
    by_hand(lead, exchange_patients)
    assert noticed(lead) == {layout.study_file(keys[0])}


def test_a_dataset_whose_key_is_another_is_noticed(lead: Archive) -> None:
    (lead.folder / layout.SECRET).write_text("1" * 64)
    assert len(noticed(lead)) == 2
    (lead.folder / layout.SECRET).unlink()
    assert noticed(lead) == set() and Archive(lead.folder).strange_views(lead.study(lead.study_keys()[0])) == ()


def test_what_the_program_changes_itself_belongs(tmp_path: Path) -> None:
    """A view that comes later, views exchanged and turned, a repeat, a scan that takes the place of another."""
    archive = Archive.create(tmp_path / "d", "Test")
    other = np.stack([odd.counts_of(3), odd.counts_of(4)]).astype(np.uint16)
    pair = odd.file(other, DetectorVector=[1, 2], NumberOfDetectors=2, SOPInstanceUID=odd.ROOT + "9")
    import_sources(archive, [put(tmp_path, "a.dcm", one(1, ImageID="ANT"))])
    import_sources(archive, [put(tmp_path, "b.dcm", one(2, ImageID="POST"))])
    key = only_study(archive)
    assert len(archive.study(key).extra[BELONGS]) == 2
    correct_projection(archive, key, {one: one.other for one in Projection})
    turn_views(archive, key)
    assert noticed(archive) == set()
    import_sources(archive, [put(tmp_path, "c.dcm", pair)], replace_views=True)
    assert len(archive.study(key).views) == 2 and noticed(archive) == set()
    add_repeats(archive, 1.0, seed=1)
    assert len(layout.study_keys(archive.folder)) == 2 and noticed(archive) == set()
