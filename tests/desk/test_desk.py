"""A change is saved first; what cannot be saved stays, and says so; undo passes the same gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive, SealRefused
from dspic_gui.dataset.audit import AuditError
from dspic_gui.desk.desk import ReadingDesk
from dspic_gui.durable import NotSaved
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1).as_reader("R1")


def desk_of(archive: Archive) -> ReadingDesk:
    key = archive.study_keys()[0]
    reading = archive.reading("R1", key) or Reading(key, "R1")
    return ReadingDesk(archive, reading, archive.views(key))


def disk(archive: Archive) -> Reading:
    found = Archive(archive.folder, "R1").reading("R1", archive.study_keys()[0])
    assert found is not None
    return found


def test_every_step_is_on_disk_at_once_and_again_after_undo_and_redo(archive: Archive) -> None:
    desk = desk_of(archive)
    one, two = lesion(), lesion(140, 510)
    desk.commit(desk.reading.adding(one))
    desk.commit(desk.reading.adding(two))
    assert disk(archive).lesions == (one, two)
    desk.undo()
    assert disk(archive).lesions == (one,)
    desk.redo()
    assert disk(archive).lesions == (one, two) and desk.saved


def test_statistics_on_raw_counts_are_written_with_the_mark(archive: Archive) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion(90, 290)))
    content = archive.reading_path("R1", desk.reading.study, Projection.ANT).read_text(encoding="utf-8")
    assert '"maximum": 150' in content.replace("150.0", "150")


def test_undo_goes_on_after_a_restart(archive: Archive) -> None:
    desk = desk_of(archive)
    one = lesion()
    desk.commit(desk.reading.adding(one))
    desk.commit(desk.reading.without(one.uid))
    again = desk_of(Archive(archive.folder, "R1"))
    assert again.can_undo and not again.reading.lesions
    again.undo()
    assert disk(archive).lesions == (one,)
    again.undo()
    assert not again.can_undo and again.can_redo


def test_a_failed_save_keeps_gesture_old_file_and_reason_and_retry_works(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(archive)
    one, two, three = lesion(), lesion(140, 510), lesion(100, 700)
    desk.commit(desk.reading.adding(one))

    def full(*_: object, **__: object) -> None:
        raise NotSaved("NOT SAVED: the disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", full)
        desk.commit(desk.reading.adding(two))
        desk.commit(desk.reading.adding(three))
        assert not desk.saved and desk.problem == "NOT SAVED: the disk is full."
        assert desk.reading.lesions == (one, two, three) and desk.unsaved == {two.uid, three.uid}
        assert disk(archive).lesions == (one,)
        desk.undo()
        assert desk.unsaved == {two.uid} and not desk.saved
    desk.retry()
    assert desk.saved and desk.problem is None and not desk.unsaved
    assert disk(archive).lesions == (one, two)


def test_undoing_what_could_not_be_saved_needs_no_disk(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion()))
    monkeypatch.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(NotSaved("NOT SAVED.")))
    desk.commit(desk.reading.adding(lesion(140, 510)))
    desk.undo()
    assert desk.saved and disk(archive) == desk.reading


def _other_program_writes(archive: Archive) -> Reading:
    other = desk_of(Archive(archive.folder, "R1"))
    other.commit(replace(other.reading, lesions=(lesion(60, 100),)))
    return other.reading


def test_a_conflict_overwrites_nothing_and_the_chosen_version_goes_on(archive: Archive) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion()))
    theirs = _other_program_writes(archive)
    desk.commit(desk.reading.adding(lesion(140, 510)))
    assert desk.conflict is not None and desk.conflict.copy.is_file() and not desk.saved
    assert disk(archive).lesions == theirs.lesions == desk.on_disk().lesions
    mine = desk.reading
    desk.take_over(mine)
    assert desk.saved and desk.conflict is None and disk(archive).lesions == mine.lesions


def test_taking_the_other_program_s_version_is_a_step_that_can_be_undone(archive: Archive) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion()))
    theirs = _other_program_writes(archive)
    desk.commit(desk.reading.adding(lesion(140, 510)))
    mine = desk.reading
    desk.take_over(desk.on_disk())
    assert desk.saved and desk.reading.lesions == theirs.lesions
    desk.undo()
    assert disk(archive).lesions == mine.lesions


def test_sealing_and_reopening(archive: Archive) -> None:
    desk = desk_of(archive)
    with pytest.raises(SealRefused):
        desk.seal()
    assert not desk.reading.sealed
    desk.commit(desk.reading.adding(lesion()))
    desk.seal()
    assert desk.reading.sealed and disk(archive).sealed
    assert '"maximum": 150' in archive.reading_path("R1", desk.reading.study, Projection.ANT).read_text(encoding="utf-8").replace(
        "150.0", "150"
    )
    desk.reopen("the wrong side")
    assert not disk(archive).sealed and desk.reading.lesions == disk(archive).lesions


@pytest.mark.expects_log
@pytest.mark.parametrize(
    "problem", [RuntimeError("Mueller^Eva"), AuditError("The audit was changed."), MemoryError(), KeyError("x"), OSError(5, "x")]
)
def test_whatever_goes_wrong_with_a_save_is_not_saved_and_said(
    problem: Exception, archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk = desk_of(archive)
    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(problem))
        desk.commit(desk.reading.adding(lesion()))
    assert not desk.saved and str(desk.problem).startswith("NOT SAVED: ") and "copy elsewhere" in str(desk.problem)
    assert "Mueller" not in str(desk.problem) + caplog.text and "safe" not in str(desk.problem) + str(desk.note)
    assert desk.can_undo and len(desk.unsaved) == 1
    desk.retry()
    assert desk.saved and disk(archive) == desk.reading


def test_a_damaged_audit_makes_a_gesture_not_saved(archive: Archive) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion()))
    path = archive.store("R1").audit_path
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    desk.commit(desk.reading.adding(lesion(140, 510)))
    assert not desk.saved and "audit" in str(desk.problem) and "Save a copy elsewhere" in str(desk.problem)


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("fracture \ud83d\ude00", "fracture \U0001f600", "half a character"),
        ("cut \ud83d", "cut \ufffd", "half a character"),
        ("x" * 17_000_000, "x" * 10_000, "10000 characters"),
        ("plain \U0001f600", "plain \U0001f600", None),
    ],
)
def test_a_free_text_is_made_writable_before_it_is_kept(text: str, kept: str, said: str | None, archive: Archive) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion(description=text)))
    assert desk.saved and disk(archive) == desk.reading and desk.reading.lesions[0].description == kept
    assert (desk.note is None) if said is None else (said in str(desk.note))


def test_undoing_a_gesture_of_which_half_was_written_writes_it_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(archive)
    desk.commit(desk.reading.adding(lesion()))
    before = desk.reading
    with monkeypatch.context() as broken:
        broken.setattr(audit, "append", lambda *_: (_ for _ in ()).throw(NotSaved("NOT SAVED.")))
        desk.commit(desk.reading.adding(lesion(140, 510)))
        desk.undo()
        assert not desk.saved and desk.reading == before, "the file holds the gesture that was taken back"
    desk.retry()
    assert desk.saved and disk(archive) == before


def test_while_nothing_is_saved_no_line_says_that_it_is_safe(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(archive)
    monkeypatch.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(NotSaved("NOT SAVED: the disk is full.")))
    monkeypatch.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    desk.commit(desk.reading.adding(lesion()))
    assert not desk.saved and desk.note is None
