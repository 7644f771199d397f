"""A dataset of somebody else may hold links: whatever is done in it, no file outside is changed, cut or taken away."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.marks import Marks
from dspic_gui.dataset.sittings import Sitting
from dspic_gui.dataset.undo_journal import UndoJournal
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.reading import Reading
from dspic_gui.sentence import SaidError
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links of POSIX")

CONTENT = b"export PATH=/usr/bin\nthe last line has no end"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file of the user, in a folder with a JSON file beside it."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "settings.json").write_text("{}")
    path = folder / "profile"
    path.write_bytes(CONTENT)
    return path


def use(folder: Path) -> None:
    """Open it, read, draw, skip, seal, vote: as far as it lets."""
    acts: list[Callable[[Archive, str], object]] = [
        lambda one, key: one.open_reading("R1", key),
        lambda one, key: UndoJournal(one.folder, "R1", key).restore(Marks()),
        lambda one, key: UndoJournal(one.folder, "R1", key).record(Marks((lesion(),))),
        lambda one, key: Sitting(one.folder, "R1").skip(key, "later"),
        lambda one, key: one.save(Reading(key, "R1", (lesion(),))),
        lambda one, key: one.note(key, "skip"),
        lambda one, key: one.seal(Reading(key, "R1", (lesion(),))),
        lambda one, key: run(one.as_reader(None)),
    ]
    for act in acts:
        with suppress(SaidError, OSError):
            archive = Archive(folder, "R1")
            act(archive, archive.study_keys()[0])


@pytest.mark.parametrize("kind", ["history", "rewritten history", "audit", "lead", "sittings", "torn audit", "lock", "label file", "run"])
def test_a_link_to_a_file_changes_nothing_outside(kind: str, archive: Archive, outside: Path) -> None:
    (key,) = archive.study_keys()
    names = {
        "history": layout.history_file("R1", key),
        "rewritten history": f"{layout.HISTORY}/R1/{key}.new",
        "audit": layout.audit_file("R1"),
        "lead": layout.audit_file("lead"),
        "sittings": layout.sittings_file("R1"),
        "torn audit": layout.quarantined(layout.AUDIT, "R1.jsonl.5"),
        "lock": f"{layout.AUDIT}/.lock",
        "label file": layout.label_file("R1", key, Projection.ANT),
        "run": layout.run_to_show(),
    }
    if kind == "torn audit":
        (archive.folder / layout.AUDIT).mkdir()
        (archive.folder / layout.audit_file("R1")).write_bytes(b"torn!")
    path = archive.folder / names[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside)
    use(archive.folder)
    assert outside.read_bytes() == CONTENT and sorted(one.name for one in outside.parent.iterdir()) == ["profile", "settings.json"]


FOLDERS = ("consensus", "audit", "studies", "readings", "readings/R1", ".history", ".history/R1", ".versions", ".exchange/lead")


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_a_link_is_not_opened(name: str, archive: Archive, outside: Path) -> None:
    path = archive.folder / name
    if path.is_dir():
        path.rename(archive.folder.parent / "moved")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(outside.parent)
    with pytest.raises(ArchiveError, match=rf"“{name}” in Small is a link that leads elsewhere"):
        Archive(archive.folder, "R1")
    use(archive.folder)
    assert outside.read_bytes() == CONTENT and sorted(one.name for one in outside.parent.iterdir()) == ["profile", "settings.json"]


def test_scans_may_lie_elsewhere(archive: Archive, tmp_path: Path) -> None:
    (archive.folder / "scans").rename(tmp_path / "scans")
    (archive.folder / "scans").symlink_to(tmp_path / "scans")
    (key,) = archive.study_keys()
    assert len(Archive(archive.folder, "R1").views(key)) == 2
