"""The index behind the worklist: a SQLite file in the user's cache, brought up to date from a dataset's files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import REOPEN, SEAL
from dspic_gui.dataset.blinding import is_read_through
from dspic_gui.dataset.description import Dataset, read_dataset
from dspic_gui.dataset.journals import Acts, Journals
from dspic_gui.dataset.repeats import listed_keys
from dspic_gui.disease import answer_for
from dspic_gui.sentence import writable
from dspic_gui.worklist.facts import (
    VIEWS,
    ReadingFacts,
    Status,
    StudyFacts,
    rank,
    reading_facts,
    set_order,
    stamp,
    stamps,
    study_facts,
)
from dspic_gui.worklist.predictions import Newest, Predictions
from dspic_gui.worklist.search import HIDDEN

VERSION = 10
BATCH = 500
FIRST = 200
CACHE_KIB = 48 * 1024
"""An index of 100,000 studies stays in memory: a filter then costs no reading of the file."""

Progress = Callable[[int, int], bool | None]
"""Told the rows done and the rows to do; False stops."""

_TABLES = """
CREATE TABLE study (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, number INTEGER NOT NULL DEFAULT 0,
  patient TEXT NOT NULL DEFAULT '', views TEXT NOT NULL DEFAULT '', date TEXT, stated TEXT, sex TEXT, age INTEGER,
  status TEXT NOT NULL DEFAULT 'unread', answer TEXT, seals INTEGER, note TEXT,
  said TEXT, probability REAL, differs INTEGER, model TEXT, unlike INTEGER, disputed INTEGER,
  words TEXT NOT NULL DEFAULT '', stamp TEXT NOT NULL DEFAULT '');
CREATE INDEX by_patient ON study (patient, date) WHERE patient <> '';
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
"""Each row that is shown is asked for the patient's other studies, also while the index is filled: hence the one index from the start."""

_INDEXED = (
    "number",
    "status, number",
    "views, number",
    "date, number",
    "sex, number",
    "age, number",
    "said, number",
    "probability, number",
)
"""Made when the rows are filled: a first filling with them takes half as long again."""

_LIST = """INSERT INTO study (number, key, words) SELECT key + 1, value, ? || value FROM json_each(?) WHERE true
  ON CONFLICT (key) DO UPDATE SET number=excluded.number"""
"""All keys in their order, as one JSON text: SQLite takes 100,000 in a third of the time that rows from Python cost."""

_UPDATE = """UPDATE study SET patient=?, views=?, date=?, stated=?, sex=?, age=?, status=?, answer=?, seals=?, note=?,
  said=?, probability=?, differs=?, model=?, unlike=?, disputed=?, words=?, stamp=? WHERE key=?"""


def connect(path: Path) -> sqlite3.Connection:
    """The index in this file; one of another version, or one that is damaged, is begun anew."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _open(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        remove(path)
        return _open(path)


def remove(path: Path) -> None:
    """Delete an index; nothing is lost but time."""
    for end in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).unlink()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10.0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            _begin_anew(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _begin_anew(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        for name in ("study", "fact"):
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")


class Indexer:
    """Brings one reader's index of one dataset up to date; reader None is the study lead's, which counts the planned readers' seals."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, reader: str | None) -> None:
        self._connection, self._folder, self._reader = connection, folder, reader
        self._journals: dict[str, Journals] = {}
        self._predictions = Predictions(folder, reader)

    def refresh(self, progress: Progress | None = None) -> int:
        """Bring every row up to date, in the order of the list; gives the number of studies read again."""
        dataset = read_dataset(self._folder)
        self._list(dataset)
        first = self._read_first(dataset)
        tell = progress or _silent
        if tell(0, 0) is False:
            return first
        read = first + self._read_changed(dataset, tell)
        for columns in _INDEXED:
            name = f"by_{columns.partition(',')[0]}"
            self._connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON study ({columns})")
        return read

    def refresh_study(self, key: str) -> None:
        """Bring one row up to date."""
        path = self._folder / layout.study_file(key)
        dataset = read_dataset(self._folder)
        if not path.exists() or not self._connection.execute("SELECT 1 FROM study WHERE key=?", (key,)).fetchone():
            self._list(dataset)
        acts, newest = self._acts(dataset), self._predictions.newest_of(key)
        self._connection.execute(_UPDATE, self._row(dataset, key, self._mark_of(dataset, key, acts, newest), acts, newest))

    def _mark_of(self, dataset: Dataset, key: str, acts: list[Acts], newest: Mapping[str, Newest]) -> str:
        readers = self._readers(dataset)
        marks = [stamp(self._folder / layout.label_file(reader, key, view)) for reader in readers for view in VIEWS]
        return _mark(stamp(self._folder / layout.study_file(key)), [*marks, self._said_mark(dataset, key, acts, newest)], key, acts)

    def _said_mark(self, dataset: Dataset, key: str, acts: list[Acts], newest: Mapping[str, Newest]) -> str:
        return self._predictions.mark(key, newest, self._shown(dataset, key, acts[0]), dataset.readers)

    def _shown(self, dataset: Dataset, key: str, acts: Acts) -> bool:
        """Whether this reader's own seal lets what a network says of the study be shown."""

        def keys() -> list[str]:
            return [str(one) for (one,) in self._connection.execute("SELECT key FROM study")]

        return acts.sealed(key) and is_read_through(self._reader, dataset, keys, acts.sealed)

    def _readers(self, dataset: Dataset) -> tuple[str, ...]:
        return (self._reader,) if self._reader else dataset.readers

    def _acts(self, dataset: Dataset) -> list[Acts]:
        readers = self._readers(dataset)
        return [self._journals.setdefault(reader, Journals(self._folder, reader)).acts() for reader in readers]

    def _list(self, dataset: Dataset) -> None:
        """Make the rows those of the folder, numbered in the order of reading."""
        keys = listed_keys(self._folder, dataset, self._reader)
        own = stamp(self._folder / layout.ORDER) if dataset.protocol.order == "set" else ""
        order = f"{dataset.protocol.order}:{dataset.protocol.seed}:{','.join(dataset.readers)}{own}"
        known = {key for (key,) in self._connection.execute("SELECT key FROM study")}
        if known == set(keys) and self._fact("order") == order:
            return
        places = set_order(self._folder) if own else {}
        if places or (dataset.protocol.order == "random" and self._reader is not None):  # else the keys are in order as they come
            keys.sort(key=lambda key: (places.get(key, len(places)), rank(dataset.protocol, self._reader, key)))
        gone = known.difference(keys)
        with _transaction(self._connection) as write:
            write.executemany("DELETE FROM study WHERE key=?", ((key,) for key in gone))
            write.execute(_LIST, (HIDDEN, json.dumps(keys)))
            write.execute("INSERT OR REPLACE INTO fact VALUES ('order', ?)", (order,))

    def _fact(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name=?", (name,)).fetchone()
        return str(row[0]) if row else None

    def _read_first(self, dataset: Dataset) -> int:
        """Read the studies at the top of the list if they are new, so that the window has something to show at once."""
        top = f"SELECT key FROM (SELECT key, stamp FROM study ORDER BY number LIMIT {FIRST}) WHERE stamp=''"
        keys = [str(key) for (key,) in self._connection.execute(top).fetchall()]
        acts, newest = self._acts(dataset), self._predictions.newest() if keys else {}
        rows = [self._row(dataset, key, self._mark_of(dataset, key, acts, newest), acts, newest) for key in keys]
        with _transaction(self._connection) as write:
            write.executemany(_UPDATE, rows)
        return len(rows)

    def _read_changed(self, dataset: Dataset, tell: Progress) -> int:
        acts, newest = self._acts(dataset), self._predictions.newest()
        changed = list(self._changed(dataset, acts, newest))
        done = 0
        for batch in _batches(changed, BATCH):
            rows = [self._row(dataset, key, mark, acts, newest) for key, mark in batch]
            with _transaction(self._connection) as write:
                write.executemany(_UPDATE, rows)
            done += len(batch)
            if tell(done, len(changed)) is False:
                break
        return done

    def _changed(self, dataset: Dataset, acts: list[Acts], newest: Mapping[str, Newest]) -> Iterator[tuple[str, str]]:
        """The studies whose files changed since they were read, in the order of the list, and their new stamps."""
        studies = stamps(self._folder / layout.STUDIES)
        readings = [stamps(self._folder / layout.READINGS / reader) for reader in self._readers(dataset)]
        for key, before in self._connection.execute("SELECT key, stamp FROM study ORDER BY number").fetchall():
            marks = [found.get(f"{key}_{view}", "") for found in readings for view in VIEWS]
            mark = _mark(studies.get(key, ""), [*marks, self._said_mark(dataset, key, acts, newest)], key, acts)
            if mark != before:
                yield key, mark

    def _row(self, dataset: Dataset, key: str, mark: str, acts: list[Acts], newest: Mapping[str, Newest]) -> tuple[object, ...]:
        study = study_facts(self._folder, key)
        readings = [reading_facts(self._folder, reader, key) for reader in self._readers(dataset)]
        states = [_state(key, reading, one) for reading, one in zip(readings, acts, strict=True)]
        status = states[0] if self._reader else _common(states)
        answer = answer_for(readings[0].diseases) if status is Status.SEALED and self._reader else None
        seals = None if self._reader else states.count(Status.SEALED)
        note = acts[0].skipped.get(key) if status is Status.SKIPPED else None
        if study.problem or status is Status.DAMAGED:
            status, note = Status.DAMAGED, study.problem or "A file of the reading is missing or cannot be read."
        words = _words(key, study, note)
        said = self._predictions.facts(key, newest, self._shown(dataset, key, acts[0]), dataset.readers)
        own = (study.patient, study.views, study.date, study.stated, study.sex, study.age, status, answer, seals, note)
        of_model = (said.said, said.probability, said.differs, said.model, said.unlike, said.disputed)
        return tuple(writable(one) if type(one) is str else one for one in (*own, *of_model, words, mark, key))


def _state(key: str, reading: ReadingFacts, acts: Acts) -> Status:
    """Where one reader stands with a study."""
    last = acts.last.get(key)
    if reading.damaged or (last == SEAL and not reading.exists):
        return Status.DAMAGED
    if last == SEAL:
        return Status.SEALED
    if key in acts.skipped:
        return Status.SKIPPED
    if not reading.exists:
        return Status.UNREAD
    return Status.REOPENED if last == REOPEN else Status.DRAFT


def _common(states: list[Status]) -> Status:
    """Where the planned readers stand together."""
    if Status.DAMAGED in states:
        return Status.DAMAGED
    if all(state is Status.SEALED for state in states):
        return Status.SEALED
    return Status.UNREAD if set(states) <= {Status.UNREAD, Status.SKIPPED} else Status.DRAFT


def _words(key: str, study: StudyFacts, note: str | None) -> str:
    """What the search looks in: what the list's columns show, then what they do not."""
    shown = (study.sex, "" if study.age is None else str(study.age), study.date, study.views)
    return HIDDEN.join(" ".join(filter(None, part)) for part in (shown, (key, study.patient, study.tracer, note))).casefold()


def _mark(study: str, files: list[str], key: str, acts: list[Acts]) -> str:
    """What changes when anything changes that the row is made of."""
    return "|".join((study, *files, *(one.mark(key) for one in acts)))


def _batches(values: list[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    source: Iterable[tuple[str, str]] = iter(values)
    while batch := list(islice(source, size)):
        yield batch


def _silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One write to the index, all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
