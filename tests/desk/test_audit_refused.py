"""An audit that cannot be read or written, or that is gone, at a save: NOT SAVED, with a sentence; once it is back the save works."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dspic_gui.checks.audit import verify
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import AuditError
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.reading import Reading
from dspic_gui.sentence import SaidError
from tests.made.small_dataset import lesion, small_dataset
from tests.places import ROOT


@pytest.fixture
def desk(tmp_path: Path) -> ReadingDesk:
    """The desk of R1, with one mark on the disk."""
    archive = small_dataset(tmp_path / "d", 1).as_reader("R1")
    (key,) = archive.study_keys()
    desk = ReadingDesk(archive, Reading(key, "R1"), archive.views(key))
    desk.commit(desk.reading.adding(lesion()))
    assert desk.saved
    return desk


def a_folder(audit: Path) -> None:
    audit.mkdir()


def a_pipe(audit: Path) -> None:
    os.mkfifo(audit)


def what_the_disk_does_not_give(audit: Path) -> None:
    audit.symlink_to("/proc/self/mem")


def a_link_to_nothing(audit: Path) -> None:
    audit.symlink_to("/nowhere/at/all")


def a_device(audit: Path) -> None:
    audit.symlink_to("/dev/zero")


def nothing(audit: Path) -> None:
    pass


def an_empty_file(audit: Path) -> None:
    audit.touch()


KINDS = [a_folder, a_pipe, what_the_disk_does_not_give, a_link_to_nothing, a_device, nothing, an_empty_file]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
@pytest.mark.parametrize("act", [lambda desk: desk.commit(desk.reading.adding(lesion(140, 510))), ReadingDesk.undo], ids=["draw", "undo"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_the_place_of_the_audit_makes_a_gesture_not_saved(
    kind: Callable[[Path], None], act: Callable[[ReadingDesk], None], desk: ReadingDesk, tmp_path: Path
) -> None:
    audit = tmp_path / "d" / "audit" / "R1.jsonl"
    audit.rename(tmp_path / "kept")
    kind(audit)
    act(desk)
    assert not desk.saved and str(desk.problem).startswith("NOT SAVED: ") and str(tmp_path) not in str(desk.problem)
    with pytest.raises((SaidError, OSError)):
        desk.seal()
    assert not desk.reading.sealed
    if audit.is_dir():
        audit.rmdir()
    audit.unlink(missing_ok=True)
    (tmp_path / "kept").rename(audit)
    desk.retry()
    assert desk.saved and Archive(tmp_path / "d", "R1").reading("R1", desk.reading.study) == desk.reading
    assert verify(tmp_path / "d")[1] == []


@pytest.mark.parametrize("kind", [nothing, an_empty_file])
def test_labels_whose_audit_was_emptied_say_so_when_they_are_opened(
    kind: Callable[[Path], None], desk: ReadingDesk, tmp_path: Path
) -> None:
    desk.commit(desk.reading.adding(lesion(140, 510)))  # the second save names the first
    (tmp_path / "d" / "audit" / "R1.jsonl").unlink()
    kind(tmp_path / "d" / "audit" / "R1.jsonl")
    opened = Archive(tmp_path / "d", "R1").open_reading("R1", desk.reading.study)
    assert opened is not None and any("it was cut short, emptied or exchanged" in note for note in opened.notes)


def test_a_shorter_audit_is_refused_until_it_is_back(desk: ReadingDesk, tmp_path: Path) -> None:
    audit = tmp_path / "d" / "audit" / "R1.jsonl"
    desk.commit(desk.reading.adding(lesion(140, 510)))
    store = Archive(tmp_path / "d", "R1").store("R1")
    assert store.audit.seal_line(desk.reading.study) is None
    whole = audit.read_bytes()
    audit.write_bytes(whole.splitlines(keepends=True)[0])
    for _ in range(2):
        with pytest.raises(AuditError, match="became shorter"):
            store.audit.seal_line(desk.reading.study)
    audit.write_bytes(whole)
    assert store.audit.seal_line(desk.reading.study) is None


BY_ANOTHER = """
import sys
from pathlib import Path
from dspic_gui.dataset.archive import Archive
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.reading import Reading
from tests.made.small_dataset import lesion, small_dataset
place = Path(sys.argv[1])
archive = small_dataset(place / "d", 1).as_reader("R1")
(key,) = archive.study_keys()
desk = ReadingDesk(archive, Reading(key, "R1"), archive.views(key))
desk.commit(desk.reading.adding(lesion()))
audit = place / "d" / "audit" / "R1.jsonl"
for target, rights in ((audit, 0), (audit, 0o400), (audit.parent, 0)):
    was = target.stat().st_mode
    target.chmod(rights)
    desk.commit(desk.reading.adding(lesion(140, 510)))
    print(desk.saved, desk.problem)
    target.chmod(was)
    desk.retry()
    print(desk.saved, len(Archive(place / "d", "R1").reading("R1", key).lesions) == len(desk.reading.lesions))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs rights of files")
def test_an_audit_without_rights_makes_a_gesture_not_saved(tmp_path: Path) -> None:
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    words = [*(without if os.geteuid() == 0 else ()), sys.executable, "-c", BY_ANOTHER, str(tmp_path)]
    done = subprocess.run(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    said = done.stdout.splitlines()
    assert len(said) == 6, done.stderr
    assert all(line.startswith("False NOT SAVED: ") and "permission denied" in line for line in said[::2]), said
    assert said[1::2] == ["True True"] * 3
