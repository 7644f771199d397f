"""A dataset whose disk was taken away: nothing is written on the bare place where it was, and everything is NOT SAVED or told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.marks import Marks
from dspic_gui.dataset.sittings import Sitting, SittingError
from dspic_gui.dataset.undo_journal import JournalError, UndoJournal
from dspic_gui.durable import NotSaved
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Reading
from tests.made import odd_dicom as odd
from tests.made.importing import put, tree
from tests.made.small_dataset import lesion, small_dataset


@pytest.mark.parametrize("bare", [True, False], ids=["an empty place is left", "nothing is left"])
def test_nothing_is_written_where_the_dataset_was(bare: bool, tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "mount" / "d", 1)
    (key,) = lead.study_keys()
    reader = lead.as_reader("R1")
    reader.open_reading("R1", key)
    sitting, journal = Sitting(lead.folder, "R1"), UndoJournal(lead.folder, "R1", key)
    scan = put(tmp_path / "source", "a.dcm", odd.two_frames())
    shutil.move(lead.folder, tmp_path / "elsewhere")
    if bare:
        lead.folder.mkdir()
    marks = Reading(key, "R1", (lesion(),))
    for act in (
        lambda: reader.save(marks),
        lambda: reader.note(key, "skip", "later"),
        lambda: lead.note_for_lead("export", "x"),
        lambda: run(lead),
    ):
        with pytest.raises((NotSaved, OSError, Exception)) as refused:
            act()
        assert type(refused.value).__name__ in ("NotSaved", "ArchiveError"), refused.value
    with pytest.raises(SittingError, match="Your readings are safe"):
        sitting.skip(key, "later")
    with pytest.raises(JournalError, match="Your reading is safe"):
        journal.record(Marks.of(marks))
    (outcome,) = import_sources(lead, [scan])
    assert not outcome.taken
    assert [path.name for path in lead.folder.parent.rglob("*")] == (["d"] if bare else [])
    if bare:
        lead.folder.rmdir()
    shutil.move(tmp_path / "elsewhere", lead.folder)
    reader.save(marks)
    sitting.skip(key, "later")
    assert Archive(lead.folder, "R1").reading("R1", key) == marks


def test_another_dataset_in_the_place_of_the_open_one_takes_nothing(tmp_path: Path) -> None:
    lead = small_dataset(tmp_path / "d", 1)
    (key,) = lead.study_keys()
    reader = lead.as_reader("R1")
    reader.open_reading("R1", key)
    sitting, journal = Sitting(lead.folder, "R1"), UndoJournal(lead.folder, "R1", key)
    shutil.move(lead.folder, tmp_path / "elsewhere")
    small_dataset(lead.folder, 1)
    (lead.folder / "key").write_text("1" * 64)
    before = tree(lead.folder)
    with pytest.raises(NotSaved, match="stale file handle"):
        reader.note(key, "skip", "later")
    with pytest.raises(NotSaved, match="stale file handle"):
        lead.note_for_lead("export", "x")
    with pytest.raises(SittingError, match="stale file handle"):
        sitting.skip(key, "later")
    with pytest.raises(JournalError, match="stale file handle"):
        journal.record(Marks.of(Reading(key, "R1", (lesion(),))))
    with pytest.raises(NotSaved, match="stale file handle"):
        reader.save(Reading(key, "R1", (lesion(),)))
    assert tree(lead.folder) == before
