"""The worklist: the studies of a dataset with one reader's own status, filtered and sorted out of the index in the user's cache."""

from __future__ import annotations

import hashlib
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import Any

from dspic_gui.dataset.description import DatasetError, read_dataset
from dspic_gui.disease import Answer
from dspic_gui.places import cache_folder
from dspic_gui.sentence import SaidError, told
from dspic_gui.worklist import index
from dspic_gui.worklist.facts import Status as Status
from dspic_gui.worklist.filter import Column as Column
from dspic_gui.worklist.filter import Filter as Filter
from dspic_gui.worklist.filter import Sort as Sort
from dspic_gui.worklist.index import Indexer, Progress
from dspic_gui.worklist.search import SearchTexts

TO_READ = frozenset({Status.UNREAD, Status.DRAFT, Status.REOPENED, Status.DAMAGED})
"""What still waits for this reader; a skipped study was set aside on purpose."""

PAGE = 200
WAITING_CHUNK = 2000


class WorklistError(SaidError):
    """The worklist cannot be shown; the text is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. `number` counts from 1 in the order of reading; `answer` is the reader's own, sealed only.

    `seals` of `planned` readers only for the study lead; `note` is the reason of a skip, or what is damaged. `said` is what the
    newest prediction says, `probability` that of its first class, `differs` whether the consensus says something else, `model`
    which model it is of: all None before the own seal. `mixed` says that other rows are of another model, `unlike` that the model
    has no answer because the scan is unlike what it learned, `disputed` whether two kinds of networks say something else. `date` is when
    the scan was made (study.scan_time), `stated` the date of its file that contradicts it. `twin` says that the patient has
    another study of the same day, as blood pool and delayed pictures are.
    """

    number: int
    key: str
    patient: str
    views: tuple[str, ...]
    date: str | None
    sex: str | None
    age: int | None
    status: Status
    answer: Answer | None = None
    seals: int | None = None
    planned: int | None = None
    note: str | None = None
    said: Answer | None = None
    probability: float | None = None
    differs: bool | None = None
    model: str | None = None
    mixed: bool = False
    unlike: bool = False
    disputed: bool | None = None
    stated: str | None = None
    twin: bool = False


def index_path(folder: Path, reader: str | None, cache: Path | None = None) -> Path:
    """Where the index of this dataset and reader lies; the name tells neither."""
    whose = f"{folder.resolve()}\n{reader or ''}"
    name = hashlib.sha256(whose.encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return (cache or cache_folder() / "worklists") / f"{name}.sqlite"


class Worklist:
    """One reader's list (None: the study lead's). The index may be deleted at any time, even while it is open."""

    def __init__(self, folder: Path, reader: str | None = None, cache: Path | None = None) -> None:
        self._folder, self._reader = folder, reader
        try:
            self._planned = None if reader else len(read_dataset(folder).readers)
            self.path = index_path(folder, reader, cache)
        except (DatasetError, OSError) as problem:
            raise WorklistError("{problem}", problem=told(problem)) from problem
        self._connect()

    def _connect(self) -> None:
        try:
            self._connection = index.connect(self.path)
            self._inode = self.path.stat().st_ino
        except (OSError, sqlite3.Error) as problem:
            text = "The list cannot be kept in your cache folder ({problem}). The dataset is untouched; free the disk, then open it again."
            raise WorklistError(text, problem=str(problem)) from problem
        self._indexer = Indexer(self._connection, self._folder, self._reader)
        self._known_order: tuple[tuple[Sort, tuple[int, int]], array[int]] | None = None
        self._texts = SearchTexts(self._fetch)
        self._known_counts: tuple[tuple[int, int], dict[Status, int]] | None = None
        self._known_models: tuple[tuple[int, int], tuple[str, ...]] | None = None

    def lost(self) -> bool:
        """Whether the index was deleted or replaced under our feet; `reopen` then begins anew."""
        try:
            return self.path.stat().st_ino != self._inode
        except FileNotFoundError:
            return True

    def reopen(self) -> None:
        """Close the index and open what lies there now."""
        self._connection.close()
        self._connect()

    def close(self) -> None:
        """Let go of the index."""
        self._connection.close()

    def refresh(self, progress: Progress | None = None) -> int:
        """Bring the whole index up to date and give the number of studies read again; slow for many, so never in the window's thread."""
        if self.lost():
            self.reopen()
        try:
            return self._indexer.refresh(progress)
        except (DatasetError, OSError) as problem:
            raise WorklistError("The studies cannot be listed: {problem}", problem=told(problem)) from problem
        except sqlite3.DatabaseError as problem:
            raise self._unusable(problem) from problem

    def refresh_study(self, key: str) -> Row | None:
        """Bring one row up to date after a save, a seal or a skip."""
        if self.lost():
            self.reopen()
        try:
            self._indexer.refresh_study(key)
        except (DatasetError, OSError) as problem:
            raise WorklistError("The study {key} cannot be listed: {problem}", key=key, problem=told(problem)) from problem
        except sqlite3.DatabaseError as problem:
            raise self._unusable(problem) from problem
        return self.row(key)

    def ids(self, shown: Filter = Filter(), sort: Sort = Sort()) -> array[int]:
        """The ids of the rows that the filter lets through, in order: what `rows` takes."""
        order = self._order(sort)
        if shown == Filter():
            return order
        if shown.words:
            order = self._texts.holding(shown.words, order, self._state())
        others = replace(shown, text="")
        if others == Filter():
            return order
        passes = self._passing(*others.condition()).ljust(max(order, default=0) + 1, b"\0")
        return array("q", compress(order, map(passes.__getitem__, order)))

    def _passing(self, where: str, values: Sequence[object]) -> bytes:
        """At each id 1 where its row meets the condition; the flags come as one text, because 100,000 rows are slow to fetch."""
        flags = f"SELECT count(*), max(id), group_concat(({where}) IS TRUE, '') FROM study NOT INDEXED"
        count, largest, found = self._fetch(flags, values)[0]
        if count == largest:
            return b"\0" + str(found).encode().translate(_FLAGS)
        ids = self._fetch(f"SELECT group_concat(id) FROM study NOT INDEXED WHERE {where}", values)[0][0]
        passes = bytearray((largest or 0) + 1)
        for number in map(int, ids.split(",") if ids else ()):
            passes[number] = 1
        return bytes(passes)

    def _order(self, sort: Sort) -> array[int]:
        """All ids in order, out of the column's index: faster than letting SQLite sort what a filter found."""
        state = self._state()
        if self._known_order is None or self._known_order[0] != (sort, state):
            self._known_order = (sort, state), self._read_order(sort)
        return self._known_order[1]

    def _state(self) -> tuple[int, int]:
        """What changes when any row changes, by this connection or another."""
        return self._connection.total_changes, self._fetch("PRAGMA data_version", [])[0][0]

    def _read_order(self, sort: Sort) -> array[int]:
        column, direction = sort.column.value, "DESC" if sort.descending else "ASC"
        statement = f"SELECT id FROM study WHERE {column} IS {{}} ORDER BY {column} {direction}, number {direction}"
        found = array("q", (row[0] for row in self._fetch(statement.format("NOT NULL"), [])))
        if sort.column in _MAY_LACK:
            found.extend(row[0] for row in self._fetch(statement.format("NULL"), []))
        return found

    def rows(self, ids: Sequence[int]) -> list[Row | None]:
        """The rows of these ids, in their order; None where a study is gone."""
        marks = ",".join("?" * len(ids))
        found = {row[0]: row for row in self._fetch(f"SELECT {_COLUMNS} FROM study WHERE id IN ({marks})", list(ids))}
        return [self._row(found[number]) if number in found else None for number in ids]

    def keys(self, ids: Sequence[int]) -> list[str]:
        """The keys of these rows, in their order; studies that are gone are left out."""
        known = dict(self._fetch("SELECT id, key FROM study", []))
        return [known[number] for number in ids if number in known]

    def row(self, key: str) -> Row | None:
        """The row of a study."""
        found = self._fetch(f"SELECT {_COLUMNS} FROM study WHERE key=?", [key])
        return self._row(found[0]) if found else None

    def of_patient(self, patient: str) -> list[Row]:
        """The rows of this patient's studies, in the order of reading."""
        statement = f"SELECT {_COLUMNS} FROM study WHERE patient=? AND patient <> '' ORDER BY number"
        return [self._row(found) for found in self._fetch(statement, [patient])]

    def id_of(self, key: str) -> int | None:
        """The id of a study's row."""
        found = self._fetch("SELECT id FROM study WHERE key=?", [key])
        return int(found[0][0]) if found else None

    def number_of(self, key: str) -> int | None:
        """The number of a study in the order of reading, None where it is not listed yet."""
        found = self._fetch("SELECT number FROM study WHERE key=?", [key])
        return int(found[0][0]) or None if found else None

    def first_of(self, status: Status) -> int | None:
        """The id of the first study of this status, in the order of reading."""
        found = self._fetch("SELECT id FROM study WHERE status=? ORDER BY number LIMIT 1", [status])
        return int(found[0][0]) if found else None

    def first_waiting(self, ids: Sequence[int], done: Collection[str] = ()) -> int | None:
        """Where in `ids` the first study stands that this reader still has to read; None where there is none.

        `done` names studies that are known to be read although the index may not say so yet.
        """
        for start in range(0, len(ids), WAITING_CHUNK):
            part = ids[start : start + WAITING_CHUNK]
            marks = ",".join("?" * len(part))
            found = self._fetch(f"SELECT id, key FROM study WHERE id IN ({marks}) AND {_WAITING}", list(part))
            waiting = {number for number, key in found if key not in done}
            if waiting:
                return start + next(at for at, number in enumerate(part) if number in waiting)
            if not start and not self._fetch(f"SELECT 1 FROM study WHERE {_WAITING} LIMIT 1", []):
                return None
        return None

    def everything(self, shown: Filter = Filter(), sort: Sort = Sort()) -> Iterator[Row]:
        """All rows that the filter lets through, page by page."""
        ids = self.ids(shown, sort)
        for start in range(0, len(ids), PAGE):
            yield from (row for row in self.rows(ids[start : start + PAGE]) if row)

    def counts(self) -> dict[Status, int]:
        """How many studies there are of each status."""
        state = self._state()
        if self._known_counts is None or self._known_counts[0] != state:
            found = {row[0]: int(row[1]) for row in self._fetch("SELECT status, count(*) FROM study GROUP BY status", [])}
            self._known_counts = state, {status: found.get(status.value, 0) for status in Status}
        return dict(self._known_counts[1])

    def shows_predictions(self) -> bool:
        """Whether any row shows what a network said."""
        return bool(self.models())

    def compares(self) -> tuple[bool, bool]:
        """Whether any row knows a consensus, and whether any knows another kind of network, to hold against what a network said."""
        if not self.models():
            return False, False
        known = "EXISTS (SELECT 1 FROM study WHERE {} IS NOT NULL)"
        found = self._fetch(f"SELECT {known.format('differs')}, {known.format('disputed')}", [])[0]
        return bool(found[0]), bool(found[1])

    def sexes(self) -> list[str]:
        """The sexes that occur."""
        return [str(row[0]) for row in self._fetch("SELECT DISTINCT sex FROM study WHERE sex IS NOT NULL ORDER BY sex", [])]

    def _row(self, found: tuple[Any, ...]) -> Row:
        _, number, key, patient, views, date, stated, sex, age, status, answer, seals, note, *networks_say = found
        said, probability, differs, model, unlike, disputed, twin = networks_say
        own = Answer(answer) if answer else None
        told = (Answer(said) if said else None, probability, None if differs is None else bool(differs), model)
        mixed = model is not None and len(self.models()) > 1
        about = (number, key, patient, tuple(views.split()), date, sex, age)
        networks = (mixed, bool(unlike), None if disputed is None else bool(disputed))
        return Row(*about, Status(status), own, seals, self._planned, note, *told, *networks, stated, bool(twin))

    def models(self) -> tuple[str, ...]:
        """The models whose predictions are listed."""
        state = self._state()
        if self._known_models is None or self._known_models[0] != state:
            found = self._fetch("SELECT DISTINCT model FROM study WHERE model IS NOT NULL ORDER BY model", [])
            self._known_models = state, tuple(str(row[0]) for row in found)
        return self._known_models[1]

    def _fetch(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, tuple(values)).fetchall()
        except sqlite3.DatabaseError as problem:
            raise self._unusable(problem) from problem

    def _unusable(self, problem: sqlite3.Error) -> WorklistError:
        """A damaged index is thrown away, so that the next refresh makes a good one."""
        if not isinstance(problem, sqlite3.OperationalError):
            index.remove(self.path)
        text = "The worklist's index cannot be read ({problem}). The dataset is untouched; the list is made again."
        return WorklistError(text, problem=str(problem))


_WAITING = f"status IN ({', '.join(repr(status.value) for status in sorted(TO_READ))})"
_FLAGS = bytes.maketrans(b"01", b"\0\1")
_MAY_LACK = frozenset({Column.DATE, Column.SEX, Column.AGE, Column.SAID, Column.PROBABILITY})
_COLUMNS = (
    "id, number, key, patient, views, date, stated, sex, age, status, answer, seals, note, "
    "said, probability, differs, model, unlike, disputed, "
    "EXISTS (SELECT 1 FROM study AS other INDEXED BY by_patient WHERE other.patient = study.patient AND other.patient <> '' "
    "AND other.date >= substr(study.date, 1, 10) AND other.date < substr(study.date, 1, 10) || '~' AND other.id <> study.id)"
)
