"""The index answers what the window asks while it is still being filled, without looking through all of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dspic_gui.worklist import index
from dspic_gui.worklist.rows import Worklist
from tests.made.large_dataset import large_dataset


@pytest.mark.parametrize("whole", [False, True])
def test_the_rows_in_sight_are_found_by_an_index_also_while_it_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    worklist = Worklist(large_dataset(tmp_path / "dataset", 20, read=5), "R1")
    if whole:
        worklist.refresh()
    asked: list[str] = []
    worklist._connection.set_trace_callback(asked.append)
    worklist.rows([1, 2])
    worklist.of_patient("0123")
    worklist._connection.set_trace_callback(None)
    assert len(asked) == 2
    for statement in asked:
        plan = [str(row[3]) for row in worklist._connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert plan and not [step for step in plan if step.startswith("SCAN")], plan


def test_an_index_of_before_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "list.sqlite"
    before = sqlite3.connect(path)
    before.execute("CREATE TABLE study (id INTEGER PRIMARY KEY)")
    before.execute(f"PRAGMA user_version={index.VERSION - 1}")
    before.close()
    with index.connect(path) as now:
        assert now.execute("SELECT count(*) FROM study WHERE patient <> ''").fetchone() == (0,)
    now.close()
