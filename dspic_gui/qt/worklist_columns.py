"""The columns of the worklist: title, what a cell says, how the column sorts. A column more is a row more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QCoreApplication

from dspic_gui.disease import Answer
from dspic_gui.worklist import Row, Status
from dspic_gui.worklist_filter import Column

SIGNS: dict[Status, str] = {
    Status.UNREAD: "○",
    Status.DRAFT: "◐",
    Status.SEALED: "●",
    Status.SKIPPED: "▷",
    Status.REOPENED: "◑",
    Status.DAMAGED: "⚠",
}
"""Colour is never the only sign."""


@dataclass(frozen=True)
class ListColumn:
    """A column: `sample` is a text as wide as its cells."""

    sorts: Column
    title: Callable[[], str]
    text: Callable[[Row], str]
    sample: str
    numeric: bool = False


def _say(text: str) -> str:
    return QCoreApplication.translate("worklist", text)


def status_title(status: Status) -> str:
    """A status in the reader's language."""
    return {
        Status.UNREAD: _say("unread"),
        Status.DRAFT: _say("draft"),
        Status.SEALED: _say("sealed"),
        Status.SKIPPED: _say("skipped"),
        Status.REOPENED: _say("reopened"),
        Status.DAMAGED: _say("damaged"),
    }[status]


def answer_title(answer: Answer) -> str:
    """An answer in the reader's language."""
    return {
        Answer.NORMAL: _say("normal"),
        Answer.METASTATIC: _say("metastatic"),
        Answer.ARTHRITIC: _say("arthritic"),
        Answer.BOTH: _say("metastatic & arthritic"),
    }[answer]


def _status(row: Row) -> str:
    if row.planned is not None:
        return _say("{sign} {seals} of {planned} sealed").format(sign=SIGNS[row.status], seals=row.seals or 0, planned=row.planned)
    return f"{SIGNS[row.status]} {answer_title(row.answer) if row.answer else status_title(row.status)}"


def tip(row: Row) -> str:
    """A row in words: the status, the answer, the reason of a skip."""
    return ": ".join(filter(None, (status_title(row.status), answer_title(row.answer) if row.answer else "", row.note)))


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(Column.NUMBER, lambda: _say("No."), lambda row: str(row.number), "10000", numeric=True),
    ListColumn(Column.STATUS, lambda: _say("Status"), _status, "● metastatic"),
    ListColumn(Column.DATE, lambda: _say("Date"), lambda row: (row.date or "")[:10], "2026-12-28"),
    ListColumn(Column.SEX, lambda: _say("Sex"), lambda row: row.sex or "", "Sex"),
    ListColumn(Column.AGE, lambda: _say("Age"), lambda row: "" if row.age is None else str(row.age), "Age", numeric=True),
    ListColumn(Column.VIEWS, lambda: _say("Views"), lambda row: " ".join(row.views), "ANT POST"),
    ListColumn(Column.KEY, lambda: _say("Study"), lambda row: row.key, "0123456789abcdef"),
)
