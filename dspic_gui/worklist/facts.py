"""What the files of a dataset say of a study, as far as the worklist shows it; a reader's list opens that reader's files only."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dspic_gui.code import split_label
from dspic_gui.dataset.description import Protocol
from dspic_gui.disease import Disease

VIEWS = ("ANT", "POST")
SEAL, REOPEN = "seal", "reopen"
_STUDY = re.compile(r"[0-9a-f]{16}\.json\Z")


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


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What the two view files of one reader say together; `diseases` are those of all marks."""

    exists: bool = False
    diseases: frozenset[Disease] = frozenset()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """What a reader's journals say of each study now: the reason of a skip that stands, and the last of seal and reopen."""

    skipped: Mapping[str, str]
    last: Mapping[str, str]

    def mark(self, key: str) -> str:
        """What changes when the journals say something else of a study."""
        skipped = f"skipped {self.skipped[key]}" if key in self.skipped else ""
        return f"{self.last.get(key, '')} {skipped}"


def rank(protocol: Protocol, reader: str | None, key: str) -> str:
    """What studies are put in order by: the key, or a number drawn from the protocol's seed for this reader alone."""
    if protocol.order != "random" or reader is None:
        return key
    return hashlib.sha256(f"{protocol.seed}:{reader}:{key}".encode()).hexdigest()


def study_keys(folder: Path) -> list[str]:
    """The keys of all studies, sorted; none where the folder holds no studies."""
    try:
        with os.scandir(folder / "studies") as entries:
            return sorted(entry.name[:-5] for entry in entries if _STUDY.match(entry.name))
    except FileNotFoundError:
        return []


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


def study_facts(folder: Path, key: str) -> StudyFacts:
    """What studies/<key>.json says; a file that cannot be read is a row that says so."""
    content = read_json(folder / "studies" / f"{key}.json")
    if not isinstance(content, dict):
        return StudyFacts(problem="The study's file cannot be read.")
    views = content.get("views")
    age = content.get("age")
    return StudyFacts(
        str(content.get("patient") or ""),
        _when(_text(content.get("date")), views),
        _text(content.get("sex")),
        age if isinstance(age, int) else None,
        " ".join(view for view in VIEWS if isinstance(views, dict) and view in views),
        _text(content.get("tracer")),
    )


def _when(date: str | None, views: Any) -> str | None:
    """The date, with the time of the first view where the study's file tells one: two passes of one day are two rows."""
    found = [view.get("acquired") for view in views.values() if isinstance(view, dict)] if isinstance(views, dict) else []
    times = sorted(time for time in found if isinstance(time, str) and len(time) >= 16)
    if not times:
        return date
    return f"{times[0][:10]} {times[0][11:16]}" if date is None or times[0].startswith(date[:10]) else date


def reading_facts(folder: Path, reader: str, key: str) -> ReadingFacts:
    """What a reader's view files of a study say."""
    paths = [folder / "readings" / reader / f"{key}_{view}.json" for view in VIEWS]
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
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


class Journals:
    """A reader's sittings and audit, read on from where the last look ended. Whether a reading is sealed the audit alone says."""

    def __init__(self, folder: Path, reader: str) -> None:
        self._sittings, self._audit = (folder / room / f"{reader}.jsonl" for room in ("sittings", "audit"))
        self._read_to = {self._sittings: 0, self._audit: 0}
        self._skipped: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def acts(self) -> Acts:
        """What they say now."""
        for line in self._new_lines(self._sittings, (b'"skip"', b'"resume"', b'"seal"')):
            if line.get("act") == "skip":
                self._skipped[str(line.get("study"))] = str(line.get("reason") or "")
            elif line.get("act") in ("resume", "seal"):
                self._skipped.pop(str(line.get("study")), None)
        return Acts(self._skipped, self.acts_of_audit())

    def acts_of_audit(self) -> Mapping[str, str]:
        """The last of seal and reopen of each study; the sittings are not opened."""
        for line in self._new_lines(self._audit, (b'"seal"', b'"reopen"')):
            if line.get("act") in (SEAL, REOPEN):
                self._last[str(line.get("study"))] = str(line["act"])
        return self._last

    def _new_lines(self, path: Path, words: tuple[bytes, ...]) -> Iterator[dict[str, Any]]:
        """The whole lines that are new and hold one of these words; a journal that became shorter is read from its beginning."""
        try:
            with path.open("rb") as file:
                start = self._read_to[path]
                file.seek(start if start <= os.fstat(file.fileno()).st_size else 0)
                for text in file:
                    if not text.endswith(b"\n"):
                        return
                    self._read_to[path] = file.tell()
                    if any(word in text for word in words) and (line := _line(text)) is not None:
                        yield line
        except FileNotFoundError:
            return


def _line(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
