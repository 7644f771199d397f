"""The columns of the worklist: title, what a cell says, how the column sorts. A column more is a row more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dspic_gui.qt.words.answers import answer_letters, answer_text, contradiction, sex_word
from dspic_gui.qt.words.measures import view_name
from dspic_gui.qt.words.sentence import translate
from dspic_gui.study import Projection
from dspic_gui.worklist.filter import Column
from dspic_gui.worklist.rows import Row, Status

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


def status_title(status: Status) -> str:
    """A status in the reader's language."""
    return {
        Status.UNREAD: translate("worklist", "unread"),
        Status.DRAFT: translate("worklist", "draft"),
        Status.SEALED: translate("worklist", "sealed"),
        Status.SKIPPED: translate("worklist", "skipped"),
        Status.REOPENED: translate("worklist", "reopened"),
        Status.DAMAGED: translate("worklist", "damaged"),
    }[status]


def _status(row: Row) -> str:
    if row.planned is not None:
        return f"{SIGNS[row.status]} {row.seals or 0}/{row.planned}"
    return f"{SIGNS[row.status]} {answer_letters(row.answer)}" if row.answer else SIGNS[row.status]


def tip(row: Row) -> str:
    """A row in words: the status, the answer, the reason of a skip."""
    status = status_title(row.status)
    if row.planned is not None:
        status = translate("worklist", "{seals} of {planned} sealed").format(seals=row.seals or 0, planned=row.planned)
    own = ": ".join(filter(None, (status, answer_text(row.answer) if row.answer else "", row.note)))
    twin = translate("worklist", "{moment}; the patient has another scan of this day.").format(moment=row.date) if row.twin else ""
    own = "\n".join(filter(None, (own, twin, contradiction(row.stated))))
    if row.model is None:
        return own
    said = translate("worklist", "The scan is unlike what the model {model} learned: no answer.").format(model=row.model)
    if row.said is not None:
        said = translate("worklist", "The model {model} says: {answer}, {probability:.2f}").format(
            model=row.model, answer=answer_text(row.said), probability=row.probability or 0.0
        )
    told = (
        own,
        said,
        translate("worklist", "The list holds answers of several models; classify all to compare.") if row.mixed else "",
        translate("worklist", "The consensus says something else.") if row.differs else "",
        translate("worklist", "The other kind of network says something else.") if row.disputed else "",
        translate("worklist", "From a network: research use only, not for diagnosis."),
    )
    return "\n".join(filter(None, told))


_DAY = len("2026-12-28")


def _said(row: Row) -> str:
    if row.unlike:
        return translate("worklist", "– unlike")
    if row.said is None:
        return ""
    model = f" · {row.model[-8:]}" if row.mixed and row.model else ""
    return f"{answer_letters(row.said)}{' ≠' if row.differs else ''}{' ⇄' if row.disputed else ''}{model}"


def _person(row: Row) -> str:
    return " ".join(filter(None, (sex_word(row.sex), "" if row.age is None else str(row.age))))


def _moment(row: Row) -> str:
    """The day; the time in place of the year where the patient has two scans of one day, for one of them is early."""
    moment = row.date or ""
    return moment[5:16] if row.twin and len(moment) > _DAY else moment[:_DAY]


def _views(row: Row) -> str:
    return " ".join(view_name(Projection(view)) for view in row.views)


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(Column.NUMBER, lambda: translate("worklist", "No."), lambda row: str(row.number), "10000", numeric=True),
    ListColumn(Column.STATUS, lambda: "", _status, "● M&A xx"),
    ListColumn(Column.AGE, lambda: translate("worklist", "Age"), _person, "F 100"),
    ListColumn(Column.DATE, lambda: translate("worklist", "Date"), _moment, "2026-12-28"),
    ListColumn(Column.VIEWS, lambda: translate("worklist", "Views"), _views, "ANT POST"),
    ListColumn(Column.KEY, lambda: translate("worklist", "Study"), lambda row: row.key, "0123456789abcdef"),
    ListColumn(Column.SAID, lambda: translate("worklist", "Model"), _said, "M&A ≠ ⇄"),
    ListColumn(
        Column.PROBABILITY,
        lambda: translate("worklist", "p"),
        lambda row: "" if row.probability is None else f"{row.probability:.2f}",
        "0.00",
        numeric=True,
    ),
)
SLIM = (Column.NUMBER, Column.STATUS, Column.AGE)
"""Columns that are there in any width; the others come where there is room for them: the date, those of networks, the rest."""

FROM_NETWORKS = (Column.SAID, Column.PROBABILITY)
"""Columns that are there only once something may be shown in them."""
