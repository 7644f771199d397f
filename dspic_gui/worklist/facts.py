"""What the files of a dataset say of a study, as far as the worklist shows it; a reader's list opens that reader's files only."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dspic_gui.code import split_label
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.description import Protocol
from dspic_gui.disease import Disease
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.study import Projection, ScanTime, scan_time

VIEWS = tuple(projection.value for projection in Projection)


class Status(StrEnum):
    """Where a reader stands with a study; for the study lead, where the planned readers stand together."""

    UNREAD = "unread"
    DRAFT = "draft"
    SEALED = "sealed"
    SKIPPED = "skipped"
    REOPENED = "reopened"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """A row of studies/<key>.json."""

    patient: str = ""
    date: str | None = None
    sex: str | None = None
    age: int | None = None
    views: str = ""
    tracer: str | None = None
    problem: str | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What the two view files of one reader say together; `diseases` are those of all marks."""

    exists: bool = False
    diseases: frozenset[Disease] = frozenset()
    damaged: bool = False


def rank(protocol: Protocol, reader: str | None, key: str) -> str:
    """What studies are put in order by: the key, or a number drawn from the protocol's seed for this reader alone."""
    if protocol.order != "random" or reader is None:
        return key
    return hashlib.sha256(f"{protocol.seed}:{reader}:{key}".encode()).hexdigest()


def place_in_order(protocol: Protocol, reader: str | None, key: str) -> float:
    """About where a study lies in a reader's list, from 0 to 1: keys and drawn numbers are spread evenly."""
    return int(rank(protocol, reader, key)[:8], 16) / 16**8


def set_order(folder: Path) -> dict[str, int]:
    """The place of each study in the order that the study lead set; empty where there is none, or none that can be read."""
    content = read_json(folder / layout.ORDER)
    keys = content.get("studies") if isinstance(content, dict) else None
    return {key: place for place, key in enumerate(keys) if isinstance(key, str)} if isinstance(keys, list) else {}


def stamps(folder: Path) -> dict[str, str]:
    """Of every JSON file in a folder, by its stem: what changes when the file changes (inode, time, size)."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name[:-5]: _stamp(entry.stat()) for entry in entries if entry.name.endswith(".json")}
    except FileNotFoundError:
        return {}


def stamp(path: Path) -> str:
    """What changes when this file changes; empty where there is none."""
    try:
        return _stamp(path.stat())
    except FileNotFoundError:
        return ""


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_ino:x}.{found.st_mtime_ns:x}.{found.st_size:x}"


OLDEST = 999
"""Years that an age can say: what is beyond was not written by this program."""


def study_facts(folder: Path, key: str) -> StudyFacts:
    """What studies/<key>.json says; a file that cannot be read is a row that says so."""
    content = read_json(folder / layout.study_file(key))
    if not isinstance(content, dict):
        return StudyFacts(problem="The study's file cannot be read.")
    views = content.get("views")
    age = content.get("age")
    time = _time(_text(content.get("date")), views)
    return StudyFacts(
        str(content.get("patient") or ""),
        time.minute,
        _text(content.get("sex")),
        age if isinstance(age, int) and 0 <= age <= OLDEST else None,
        " ".join(view for view in VIEWS if isinstance(views, dict) and view in views),
        _text(content.get("tracer")),
        stated=time.stated,
    )


def _time(date: str | None, views: Any) -> ScanTime:
    """When the scan was made: day and minute, because two passes of one day are two rows."""
    found = [view.get("acquired") for view in views.values() if isinstance(view, dict)] if isinstance(views, dict) else []
    return scan_time(date, (moment for moment in found if isinstance(moment, str)))


def reading_facts(folder: Path, reader: str, key: str) -> ReadingFacts:
    """What a reader's view files of a study say."""
    paths = [folder / layout.label_file(reader, key, view) for view in VIEWS]
    files = [_diseases(path) for path in paths if path.exists()]
    if None in files:
        return ReadingFacts(exists=True, damaged=True)
    return ReadingFacts(bool(files), frozenset(disease for found in files if found for disease in found))


def _diseases(path: Path) -> set[Disease] | None:
    """The diseases of a label file's marks, None where the file is damaged."""
    content = read_json(path)
    if not isinstance(content, dict) or not isinstance(content.get("shapes"), list):
        return None
    codes = [split_label(shape["label"]) for shape in content["shapes"] if isinstance(shape, dict) and isinstance(shape.get("label"), str)]
    return {code.disease for code in codes if code and code.disease}


def read_json(path: Path) -> Any:
    """What a JSON file says, None where it cannot be read."""
    try:
        return json.loads(content_of(path, LARGEST_JSON))
    except (OSError, ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
