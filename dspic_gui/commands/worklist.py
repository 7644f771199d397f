"""`dspic worklist DATASET`: the studies with a reader's own status, or with the count of seals for the study lead."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from dspic_gui.commands import DONE, CommandError
from dspic_gui.dataset.description import GUEST, DatasetError, read_dataset
from dspic_gui.worklist.filter import Column, Filter, FilterError, Sort, ages_between, day
from dspic_gui.worklist.rows import Row, Status, Worklist, WorklistError

HELP = "List the studies of a dataset with a reader's own status, or, without a reader, with the number of seals."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Dataset, reader, filters, order, JSON."""
    parser.add_argument("dataset", type=Path, help="the dataset folder")
    parser.add_argument("--reader", help="whose list; without it the study lead's")
    parser.add_argument("--status", action="append", default=[], choices=[status.value for status in Status], help="may be repeated")
    parser.add_argument("--text", default="", help="words that must occur: study, patient, date, view, tracer, reason of a skip")
    parser.add_argument("--sex", action="append", default=[], metavar="F|M|O", help="may be repeated")
    parser.add_argument("--since", default="", metavar="YYYY-MM-DD", help="studies from this day on")
    parser.add_argument("--until", default="", metavar="YYYY-MM-DD", help="studies up to this day")
    parser.add_argument("--age", default="", metavar="40-70", help="an age, or from-to; either end may be left out")
    columns = [column.value for column in Column]
    parser.add_argument("--sort", default=Column.NUMBER.value, choices=columns, help="the column by which the list is ordered")
    parser.add_argument("--descending", action="store_true", help="from the last to the first")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N rows only")
    parser.add_argument("--json", action="store_true", help="print a JSON object per line")


def run(arguments: argparse.Namespace) -> int:
    """Print the rows; where someone watches, the progress of a first indexing too."""
    _check_reader(arguments.dataset, arguments.reader)
    shown, sort = _filter(arguments), Sort(Column(arguments.sort), arguments.descending)
    try:
        worklist = Worklist(arguments.dataset, arguments.reader)
        try:
            worklist.refresh(_progress if sys.stderr.isatty() else None)
            rows = islice(worklist.everything(shown, sort), arguments.limit)
            _print(rows, arguments.json)
        finally:
            worklist.close()
    except WorklistError as problem:
        raise CommandError(str(problem)) from problem
    return DONE


def _check_reader(folder: Path, reader: str | None) -> None:
    try:
        dataset = read_dataset(folder)
    except DatasetError as problem:
        raise CommandError(str(problem)) from problem
    known = (*dataset.readers, GUEST)
    if reader is not None and reader not in known:
        raise CommandError(
            "{reader} is not a reader of {name}. Choose one of {names}.", reader=reader, name=dataset.name, names=", ".join(known)
        )


def _filter(arguments: argparse.Namespace) -> Filter:
    try:
        since, until = day(arguments.since), day(arguments.until)
        youngest, oldest = ages_between(arguments.age)
    except FilterError as problem:
        raise CommandError(str(problem)) from problem
    return Filter(
        text=arguments.text,
        statuses=frozenset(Status(status) for status in arguments.status),
        sexes=frozenset(sex.upper() for sex in arguments.sex),
        since=since,
        until=until,
        youngest=youngest,
        oldest=oldest,
    )


def _print(rows: Iterable[Row], as_json: bool) -> None:
    for row in rows:
        if as_json:
            fields = asdict(row)
            del fields["twin"]  # it follows from patient and date
            if row.planned is None:
                del fields["seals"], fields["planned"]
            print(json.dumps(fields, ensure_ascii=False))
        else:
            print(_line(row))


def _line(row: Row) -> str:
    seals = "" if row.planned is None else f"  {row.seals}/{row.planned} sealed"
    said = f" ({row.answer})" if row.answer else ""
    note = f"  {row.note}" if row.note else ""
    model = f"  model: {row.said} {row.probability:.2f}{', consensus differs' if row.differs else ''}" if row.said else ""
    model = "  model: no answer, unlike what it learned" if row.unlike else model
    person = f"{row.sex or '-'} {row.age if row.age is not None else '-':>3}"
    return f"{row.number:>6}  {row.key}  {'+'.join(row.views):8}  {row.date or '-':10}  {person}  {row.status}{said}{seals}{model}{note}"


def _progress(done: int, total: int) -> None:
    if total:
        print(f"\rindexing {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
