"""Undo survives a restart, and a damaged journal costs steps, never the reading."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dspic_gui.dataset import undo_journal
from dspic_gui.dataset.history import History
from dspic_gui.dataset.marks import Marks, lesion_from_json, lesion_to_json
from dspic_gui.dataset.undo_journal import JournalError, UndoJournal
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle
from dspic_gui.study import Projection


def lesion(x: float = 10.0, **more: object) -> Lesion:
    return Lesion(Projection.ANT, Rectangle((x, 10.1), (x + 20, 40.3)), "metastasis:rib:left", **more)  # type: ignore[arg-type]


def all_of(history: History[Marks]) -> tuple[list[Marks], int]:
    """Every state, and how many steps of undo lead to the first."""
    back = 0
    while history.peek_undo() is not None:
        history.undo()
        back += 1
    states = [history.present]
    while history.peek_redo() is not None:
        states.append(history.redo())
    return states, back


@pytest.mark.parametrize(
    "shape",
    [
        Polygon(((1.25, 2), (3, 4.1), (5, 1 / 3))),
        Rectangle((1, 2), (3.3, 4)),
        Ellipse(10.5, 20, 3, 4, 30),
        Foreign("mask", ((1, 2), (3, 4)), "iVBOR"),
        Foreign("circle", ((1, 2), (3, 4))),
    ],
)
def test_every_field_of_a_lesion_comes_back(shape: Polygon | Rectangle | Ellipse | Foreign) -> None:
    whole = Lesion(
        Projection.POST,
        shape,
        "α:ß",
        "u1",
        3,
        "free\ntext",
        4,
        True,
        True,
        {"certain": True},
        {"foreign": [1, {"a": None}]},
        {"later": 1.5},
    )
    assert lesion_from_json(lesion_to_json(whole)) == whole


def test_steps_undo_and_redo_come_back_after_a_restart(tmp_path: Path) -> None:
    journal = UndoJournal(tmp_path, "R1", "s1")
    history = journal.restore(Marks())
    one, two = lesion(), lesion(50)
    for marks in (Marks((one,)), Marks((one, two)), Marks((two, one)), Marks((replace(two, certainty=5),))):
        history.record(marks)
        journal.record(marks)
    journal.undo(history.undo())
    journal.undo(history.undo())
    journal.redo(history.redo())
    again = UndoJournal(tmp_path, "R1", "s1").restore(history.present)
    assert again.present == history.present
    assert all_of(again) == all_of(history)


def test_only_looking_writes_nothing(tmp_path: Path) -> None:
    UndoJournal(tmp_path, "R1", "s1").restore(Marks((lesion(),)))
    assert list(tmp_path.rglob("*")) == []


def test_a_change_by_another_program_becomes_a_step_that_can_be_undone(tmp_path: Path) -> None:
    mine, theirs = Marks((lesion(),)), Marks((lesion(90),))
    journal = UndoJournal(tmp_path, "R1", "s1")
    journal.restore(Marks())
    journal.record(mine)
    history = UndoJournal(tmp_path, "R1", "s1").restore(theirs)
    assert history.present == theirs and history.peek_undo() == mine


def _written(tmp_path: Path, steps: int = 6) -> list[Marks]:
    journal = UndoJournal(tmp_path, "R1", "s1")
    history = journal.restore(Marks())
    states = [Marks()]
    for number in range(steps):
        states.append(Marks((*states[-1].lesions, lesion(10.0 * number))))
        history.record(states[-1])
        journal.record(states[-1])
    return states


def test_a_journal_cut_at_any_byte_gives_a_prefix_and_can_be_written_on(tmp_path: Path) -> None:
    states = _written(tmp_path, 3)
    path = UndoJournal(tmp_path, "R1", "s1").path
    whole = path.read_bytes()
    for size in range(0, len(whole), 7):
        path.write_bytes(whole[:size])
        journal = UndoJournal(tmp_path, "R1", "s1")
        history = journal.restore(states[-1])
        assert history.present == states[-1]
        extra = Marks((*states[-1].lesions, lesion(200)))
        journal.record(extra)
        found, _ = all_of(UndoJournal(tmp_path, "R1", "s1").restore(extra))
        assert found[-1] == extra and all(state in [*states, extra] for state in found)


def test_a_flipped_bit_never_shows_a_state_that_was_not_there(tmp_path: Path) -> None:
    states = _written(tmp_path, 4)
    path = UndoJournal(tmp_path, "R1", "s1").path
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        found, _ = all_of(UndoJournal(tmp_path, "R1", "s1").restore(states[-1]))
        assert found[-1] == states[-1] and all(state in states for state in found)


def test_two_windows_on_one_reading_never_mix_their_states(tmp_path: Path) -> None:
    one, other = UndoJournal(tmp_path, "R1", "s1"), UndoJournal(tmp_path, "R1", "s1")
    first, second = lesion(), lesion(60)
    one.restore(Marks())
    other.restore(Marks())
    one.record(Marks((first,)))
    other.record(Marks((second,)))
    one.record(Marks((first, lesion(120))))
    found, _ = all_of(UndoJournal(tmp_path, "R1", "s1").restore(Marks((second,))))
    assert not any({first.uid, second.uid} <= {mark.uid for mark in state.lesions} for state in found)


def test_a_journal_that_cannot_be_written_says_so_and_catches_up(tmp_path: Path) -> None:
    journal = UndoJournal(tmp_path, "R1", "s1")
    history = journal.restore(Marks())
    journal.path.parent.parent.mkdir()
    journal.path.parent.write_text("in the way")
    states = [Marks((lesion(),)), Marks((lesion(30),))]
    history.record(states[0])
    with pytest.raises(JournalError, match="Your reading is safe"):
        journal.record(states[0])
    journal.path.parent.unlink()
    history.record(states[1])
    journal.record(states[1])
    assert all_of(UndoJournal(tmp_path, "R1", "s1").restore(states[1]))[0] == [Marks(), *states]


def test_a_long_journal_is_shortened_around_the_present(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = _written(tmp_path, 30)
    journal = UndoJournal(tmp_path, "R1", "s1")
    history = journal.restore(states[-1])
    for _ in range(4):
        journal.undo(history.undo())
    monkeypatch.setattr(undo_journal, "COMPACT_BYTES", 100)
    monkeypatch.setattr(undo_journal, "KEPT_STEPS", 10)
    size = journal.path.stat().st_size
    short, back = all_of(UndoJournal(tmp_path, "R1", "s1").restore(states[-5]))
    assert short == states[-10:] and back == 5
    assert journal.path.stat().st_size < size
    assert all_of(UndoJournal(tmp_path, "R1", "s1").restore(states[-5]))[0] == short


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["add", "drop", "change", "swap", "normal", "undo", "redo"]), max_size=25))
def test_any_sitting_comes_back(tmp_path_factory: pytest.TempPathFactory, acts: list[str]) -> None:
    root = tmp_path_factory.mktemp("journal")
    journal = UndoJournal(root, "R1", "s1")
    history = journal.restore(Marks())
    for act in acts:
        _do(act, journal, history)
    assert all_of(UndoJournal(root, "R1", "s1").restore(history.present)) == all_of(history)


def _do(act: str, journal: UndoJournal, history: History[Marks]) -> None:
    marks = history.present
    if act in ("undo", "redo"):
        if (history.peek_undo() if act == "undo" else history.peek_redo()) is not None:
            getattr(journal, act)(getattr(history, act)())
        return
    if act == "normal":
        marks = Marks((), not marks.says_normal)
    elif act == "add" or not marks.lesions:
        marks = Marks((*marks.lesions, lesion()))
    elif act == "drop":
        marks = Marks(marks.lesions[1:])
    elif act == "swap":
        marks = Marks(marks.lesions[::-1])
    else:
        marks = Marks((replace(marks.lesions[0], certainty=(marks.lesions[0].certainty or 0) + 1), *marks.lesions[1:]))
    history.record(marks)
    journal.record(marks)


@pytest.mark.parametrize(("reader", "study"), [("R1", "other"), ("R2", "study")])
def test_the_journal_of_another_reading_brings_no_mark_of_it(reader: str, study: str, tmp_path: Path) -> None:
    journal = UndoJournal(tmp_path, "R1", "study")
    journal.restore(Marks())
    journal.record(Marks((lesion(),)))
    elsewhere = UndoJournal(tmp_path, reader, study)
    elsewhere.path.parent.mkdir(parents=True, exist_ok=True)
    journal.path.rename(elsewhere.path)
    assert all_of(elsewhere.restore(Marks())) == ([Marks()], 0)


def test_a_journal_of_an_earlier_version_is_followed(tmp_path: Path) -> None:
    journal = UndoJournal(tmp_path, "R1", "study")
    lines: list[str] = []
    crc = 0
    for entry in ({"act": "start", "normal": False, "lesions": [], "gone": []}, {"act": "step", "normal": True, "lesions": [], "gone": []}):
        line, crc = undo_journal._sealed_line(dict(entry), crc)
        lines.append(line)
    journal.path.parent.mkdir(parents=True, exist_ok=True)
    journal.path.write_text("".join(lines), encoding="utf-8")
    assert all_of(UndoJournal(tmp_path, "R1", "study").restore(Marks((), True))) == ([Marks(), Marks((), True)], 1)
