"""The one writer and reader of CSV: cells that no spreadsheet runs as a formula, and files that it opens with every script's letters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dspic_gui.plain_file import text_of

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the system's own character set."""

_RUN = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is run by spreadsheets."""


def harmless(cell: Any) -> Any:
    """The cell as it may stand in a table: a text that a spreadsheet would run gets an apostrophe; numbers stay as they are."""
    if not isinstance(cell, str) or not cell.startswith(_RUN):
        return cell
    return cell if _is_number(cell) else f"'{cell}"


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """The rows as RFC 4180 text; lines end with a line feed."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(
        [harmless(cell) for cell in row] for row in rows
    )
    return target.getvalue()


def csv_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
    """The bytes of a CSV file for spreadsheets: UTF-8 with a byte-order mark; half a character becomes its code."""
    return BYTE_ORDER_MARK + csv_text(rows).encode("utf-8", "backslashreplace")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of our own, by the words of its head; OSError or ValueError where it cannot be read."""
    return list(csv.DictReader(io.StringIO(text_of(path).removeprefix("\ufeff"))))


def write_csv(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows as a CSV file; OSError where it cannot be written."""
    path.write_bytes(csv_bytes(rows))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.strip() == text
