"""An act of a reader on several files is done whole or not at all, wherever it is cut; a plan that is none of ours is left alone."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import SAVE, Act
from dspic_gui.dataset.own_act import OwnAct
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset

ANT, POST = Projection.ANT, Projection.POST


class CutError(BaseException):
    """The power goes: nothing after it happens, no handler either."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "d", 1).as_reader("R1")


def both(key: str) -> Reading:
    return Reading(key, "R1", (lesion(uid="a" * 32), lesion(view=POST, uid="b" * 32)))


@contextmanager
def cut_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The power goes at the step of this number; a step is a file replaced, moved or taken away, or a line of the audit."""
    left = [steps]

    def counted(what: Callable[..., object]) -> Callable[..., object]:
        def act(*given: object, **more: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise CutError
            return what(*given, **more)

        return act

    with monkeypatch.context() as patch:
        for owner, name in ((Path, "replace"), (Path, "unlink"), (audit, "append")):
            patch.setattr(owner, name, counted(getattr(owner, name)))
        with suppress(CutError):
            yield left


def answers(archive: Archive, key: str) -> tuple[bool, bool, int]:
    """What the dataset says of the reading: sealed by the audit, sealed by its files, how many marks."""
    again = Archive(archive.folder, "R1")
    found = again.reading("R1", key)
    return again.is_sealed("R1", key), bool(found and found.sealed), len(found.lesions) if found else 0


@pytest.mark.parametrize("steps", range(12))
def test_a_seal_a_reopening_and_a_save_of_both_views_are_whole_or_not_there(
    steps: int, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = archive.study_keys()
    drawn = both(key)
    with cut_after(steps, monkeypatch):
        archive.save(drawn)
    assert answers(archive, key) in ((False, False, 0), (False, False, 2)) and verify(archive.folder)[1] == []
    Archive(archive.folder, "R1").save(drawn)
    archive = Archive(archive.folder, "R1")
    archive.open_reading("R1", key)
    with cut_after(steps, monkeypatch):
        archive.seal(drawn)
    assert answers(archive, key) in ((False, False, 2), (True, True, 2)) and verify(archive.folder)[1] == []
    archive = Archive(archive.folder, "R1")
    if not archive.is_sealed("R1", key):
        archive.open_reading("R1", key)
        archive.seal(drawn)
    with cut_after(steps, monkeypatch):
        archive.reopen(key, "a second look")
    assert answers(archive, key) in ((False, False, 2), (True, True, 2)) and verify(archive.folder)[1] == []


@pytest.mark.parametrize("steps", range(6))
def test_setting_aside_takes_both_files_or_none(steps: int, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (key,) = archive.study_keys()
    archive.save(both(key))
    with cut_after(steps, monkeypatch):
        archive.store("R1").set_aside(key)
    again = Archive(archive.folder, "R1")
    there = [again.reading_path("R1", key, view).exists() for view in (ANT, POST)]
    assert there in ([True, True], [False, False]) and verify(archive.folder)[1] == []


def test_an_act_of_another_program_of_the_same_reader_is_waited_for(archive: Archive) -> None:
    (key,) = archive.study_keys()
    with own_act.acting(archive.folder, "R1"):
        durable.hurry(0.01)
        with pytest.raises(durable.Busy, match="another program"):
            archive.save(both(key))
    durable.hurry(durable.LOCK_SECONDS)
    archive.save(both(key))
    assert answers(archive, key)[2] == 2


def test_opening_while_the_same_reader_seals_takes_nothing_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (key,) = archive.study_keys()
    archive.save(both(key))
    append = audit.append

    def looked_at(path: Path, act: Act) -> object:
        durable.hurry(0.01)
        Archive(archive.folder, "R1").open_reading("R1", key)
        durable.hurry(durable.LOCK_SECONDS)
        return append(path, act)

    monkeypatch.setattr(audit, "append", looked_at)
    archive.seal(both(key))
    monkeypatch.undo()
    assert answers(archive, key) == (True, True, 2)


def plan(archive: Archive, **changed: object) -> Path:
    """A plan as this program writes it, with some of its fields exchanged."""
    (key,) = archive.study_keys()
    name = layout.label_file("R1", key, ANT)
    text = archive.store("R1").content(both(key), archive.study(key), ANT, {}, audit.START).decode()
    act = {"reader": "R1", "act": SAVE, "study": key, "files": {name: durable.sha256(text.encode())}, "reason": None, "at": None}
    content = {"act": act, "head": audit.START, "files": {name: text}, "moved": {}, "sealed_version": False}
    path = own_act.plan_path(archive.folder, "R1", key)
    path.parent.mkdir(parents=True, exist_ok=True)
    for where, value in changed.items():
        (content if where in content and where != "act" else act)[where] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_plan_of_ours_is_finished_at_the_next_opening(archive: Archive) -> None:
    path = plan(archive)
    assert answers(archive, archive.study_keys()[0])[2] == 1 and not path.exists() and verify(archive.folder)[1] == []


@pytest.mark.parametrize(
    "changed",
    [
        {"files": {"../../evil.jsonl": "{}"}},
        {"files": {"dataset.json": "{}"}},
        {"files": {"readings/R2/0123456789abcdef_ANT.json": "{}"}},
        {"files": {}},
        {"moved": {"readings/R1/0123456789abcdef_ANT.json": "../../taken"}},
        {"moved": {"dataset.json": ".quarantine/dataset.json/1.json"}},
        {"reader": "R2"},
        {"reader": "../../evil"},
        {"study": "../../evil"},
        {"act": "settle"},
        {"name": -1},
        {"at": "2026-99-99"},
        {"reason": []},
        {"files": 3},
        {"head": None, "sealed_version": [], "files": {"a": 1}},
    ],
)
def test_a_plan_that_this_program_never_wrote_is_left_alone(changed: dict[str, object], archive: Archive) -> None:
    (key,) = archive.study_keys()
    archive.seal(both(key))
    before = {path: path.read_bytes() for path in archive.folder.parent.rglob("*") if path.is_file()}
    planned = plan(archive, **changed)
    assert own_act.read_plan(planned, "R1") is None
    assert answers(archive, key) == (True, True, 2)
    planned.unlink()
    now = {path: path.read_bytes() for path in archive.folder.parent.rglob("*") if path.is_file() and path.name != durable.LOCK}
    assert now == {path: content for path, content in before.items() if path.name != durable.LOCK}


def test_an_act_refused_by_the_disk_leaves_no_plan_behind(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (key,) = archive.study_keys()
    write, label = durable.write, layout.label_file("R1", key, ANT)

    def full(path: Path, content: bytes, **more: object) -> None:
        if path == archive.folder / label:
            raise durable.NotSaved("NOT SAVED: the disk is full.")
        write(path, content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(durable.NotSaved):
        archive.save(both(key))
    monkeypatch.undo()
    assert not own_act.plan_path(archive.folder, "R1", key).exists() and answers(archive, key)[2] == 0


def test_an_act_that_the_disk_stopped_half_way_is_not_held_as_done(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (key,) = archive.study_keys()
    write, label = durable.write, layout.label_file("R1", key, POST)

    def full(path: Path, content: bytes, **more: object) -> None:
        if path == archive.folder / label:
            raise durable.NotSaved("NOT SAVED: the disk is full.")
        write(path, content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(durable.NotSaved):
        archive.save(both(key))
    monkeypatch.undo()
    assert not archive.holds(Reading(key, "R1")) and not archive.holds(both(key))
    archive.save(replace(both(key), lesions=()))
    assert answers(archive, key)[2] == 0 and archive.holds(Reading(key, "R1")) and verify(archive.folder)[1] == []


def test_a_plan_that_was_only_left_behind_takes_nothing_back(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    (key,) = archive.study_keys()
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name == own_act.PLAN:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        archive.save(both(key))
    assert own_act.plan_path(archive.folder, "R1", key).exists()
    path = archive.reading_path("R1", key, ANT)
    path.write_bytes(path.read_bytes().replace(b"metastasis:rib:left", b"arthritis:knee:left"))
    opened = Archive(archive.folder, "R1").open_reading("R1", key)
    assert opened is not None and opened.reading.in_view(ANT)[0].label == "arthritis:knee:left" and opened.edited_elsewhere == (ANT,)
    assert not own_act.plan_path(archive.folder, "R1", key).exists()


def test_what_is_planned_and_what_is_read_back_are_the_same(archive: Archive) -> None:
    path = plan(archive)
    found = own_act.read_plan(path, "R1")
    assert isinstance(found, OwnAct) and found.act.act == SAVE and found.head == audit.START
