"""Tables that spreadsheets open: no cell is a formula, and names in any script are read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dspic_gui.csv_table import BYTE_ORDER_MARK, csv_text, harmless, write_csv
from tests.places import ROOT


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-nan-", "- note"]
)
def test_no_text_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [-1, -0.5, "-0.5", "+3", "", None, "a=1", "张伟", True])
def test_numbers_and_plain_texts_stay(cell: object) -> None:
    assert harmless(cell) == cell


def test_a_file_has_the_mark_that_excel_needs_and_reads_back(tmp_path: Path) -> None:
    write_csv(
        tmp_path / "t.csv",
        [("name", "note"), ("张伟", '=HYPERLINK("x")'), ('a "b", c', "two\nlines")],
    )
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(BYTE_ORDER_MARK)
    with (tmp_path / "t.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows == [["name", "note"], ["张伟", '\'=HYPERLINK("x")'], ['a "b", c', "two\nlines"]]


def test_half_a_character_does_not_stop_a_table(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", [["\ud83d"]])
    assert b"\\ud83d" in (tmp_path / "t.csv").read_bytes()


def test_the_program_has_one_writer_of_csv() -> None:
    named = [
        path
        for top in ("dspic_gui", "training")
        for path in (ROOT / top).rglob("*.py")
        if "csv.writer(" in path.read_text("utf-8")
    ]
    assert [path.name for path in named] == ["csv_table.py"]
    assert csv_text([]) == ""
