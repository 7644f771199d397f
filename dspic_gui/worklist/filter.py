"""Which rows of the worklist are shown, and in which order."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from dspic_gui.disease import Answer
from dspic_gui.sentence import SaidError
from dspic_gui.worklist.facts import Status

_AGES = re.compile(r"(\d{0,3})\s*[-–]\s*(\d{0,3})\Z|(\d{1,3})\Z")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")


class FilterError(SaidError, ValueError):
    """What was typed is no date or no age; the text is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown: all words of `text` occur, dates (ISO 8601) and ages lie within, both ends included; empty means any.

    `keys` names the studies that were asked for elsewhere, for example by a cell of the agreement table; None means any.
    `said`: what the model says; `surest`: the least probability of its first class; `differs`: only where the consensus differs from it;
    `disputed`: only where the networks differ.
    """

    text: str = ""
    statuses: frozenset[Status] = frozenset()
    sexes: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    youngest: int | None = None
    oldest: int | None = None
    keys: frozenset[str] | None = None
    said: frozenset[Answer] = frozenset()
    surest: float | None = None
    differs: bool = False
    disputed: bool = False

    @property
    def words(self) -> list[str]:
        """The words of the text as the index has them, folded."""
        return self.text.casefold().split()

    def condition(self) -> tuple[str, list[object]]:
        """The rows that pass, as an SQL condition on the index and its values; the words of `text` are looked for elsewhere."""
        parts: list[tuple[str, list[object]]] = []
        for column, chosen in (("status", sorted(self.statuses)), ("sex", sorted(self.sexes)), ("said", sorted(self.said))):
            if chosen:
                parts.append((f"{column} IN ({','.join('?' * len(chosen))})", [str(value) for value in chosen]))
        if self.differs:
            parts.append(("differs = 1", []))
        if self.disputed:
            parts.append(("disputed = 1", []))
        dates = (("date >= ?", self.since), ("date <= ? || '~'", self.until))
        ages = (("age >= ?", self.youngest), ("age <= ?", self.oldest), ("probability >= ?", self.surest))
        parts += [(text, [bound]) for text, bound in (*dates, *ages) if bound is not None]
        if self.keys is not None:
            parts.append(("key IN (SELECT value FROM json_each(?))", [json.dumps(sorted(self.keys))]))
        return " AND ".join(text for text, _ in parts) or "1", [value for _, values in parts for value in values]


class Column(StrEnum):
    """What the list can be sorted by; the number is the order of reading."""

    NUMBER = "number"
    KEY = "key"
    VIEWS = "views"
    DATE = "date"
    SEX = "sex"
    AGE = "age"
    STATUS = "status"
    SAID = "said"
    PROBABILITY = "probability"


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of the rows; equal ones in the order of reading (descending: in its reverse), rows without a value last."""

    column: Column = Column.NUMBER
    descending: bool = False


def ages_between(text: str) -> tuple[int | None, int | None]:
    """The youngest and the oldest age of “55”, “40-70”, “40-” or “-70”; of an empty text neither; FilterError for anything else."""
    found = _AGES.match(text.strip())
    if not text.strip():
        return None, None
    if not found or not any(found.groups()):
        raise FilterError("“{text}” is no age: write 55, 40-70, 40- or -70.", text=text)
    if found[3]:
        return int(found[3]), int(found[3])
    return int(found[1]) if found[1] else None, int(found[2]) if found[2] else None


def share(text: str) -> float | None:
    """A probability from 0 to 1 (0.8 or 80 %); None for an empty text; FilterError for anything else."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain:
        return None
    try:
        value = float(plain) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise FilterError("“{text}” is no probability: write 0.8 or 80 %.", text=text)
    return value


def day(text: str) -> str | None:
    """A date as far as it is given: 2026, 2026-01 or 2026-01-31; None for an empty text; FilterError for anything else."""
    if text.strip() and not _DAY.match(text.strip()):
        raise FilterError("“{text}” is no date: write it as 2026-01-31.", text=text)
    return text.strip() or None
