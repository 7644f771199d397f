"""What the files of a dataset say of a study, as far as the worklist shows it; a reader's list opens that reader's files only."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from dspic_gui.code import split_label
from dspic_gui.dataset import Protocol
from dspic_gui.disease import Answer, Disease, answer_for

VIEWS = ("ANT", "POST")
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
    """What the two view files of one reader say together; `answer` only where both are sealed."""

    exists: bool = False
    sealed: bool = False
    answer: Answer | None = None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Acts:
    """What stands in a reader's journals: studies skipped, with the reason, and studies reopened and not sealed again."""

    skipped: Mapping[str, str] = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()


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
    content = _json(folder / "studies" / f"{key}.json")
    if not isinstance(content, dict):
        return StudyFacts(problem="The study's file cannot be read.")
    views = content.get("views")
    age = content.get("age")
    return StudyFacts(
        str(content.get("patient") or ""),
        _text(content.get("date")),
        _text(content.get("sex")),
        age if isinstance(age, int) else None,
        " ".join(view for view in VIEWS if isinstance(views, dict) and view in views),
        _text(content.get("tracer")),
    )


def reading_facts(folder: Path, reader: str, key: str) -> ReadingFacts:
    """What a reader's view files of a study say."""
    paths = [folder / "readings" / reader / f"{key}_{view}.json" for view in VIEWS]
    files = [_label_file(path) for path in paths if path.exists()]
    states = [state for state, _ in files]
    if not files:
        return ReadingFacts()
    if "damaged" in states:
        return ReadingFacts(exists=True, damaged=True)
    sealed = all(state == "sealed" for state in states)
    answer = answer_for(disease for _, diseases in files for disease in diseases) if sealed else None
    return ReadingFacts(True, sealed, answer)


def _label_file(path: Path) -> tuple[str, set[Disease]]:
    content = _json(path)
    if not isinstance(content, dict) or not isinstance(content.get("shapes"), list):
        return "damaged", set()
    own = content.get("dspic")
    codes = [split_label(shape["label"]) for shape in content["shapes"] if isinstance(shape, dict) and isinstance(shape.get("label"), str)]
    diseases = {code.disease for code in codes if code and code.disease}
    return str(own.get("state", "draft")) if isinstance(own, dict) else "draft", diseases


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


class Journals:
    """A reader's sittings and audit lines, read on from where the last look ended."""

    def __init__(self, folder: Path, reader: str) -> None:
        self._sittings, self._audit = (folder / room / f"{reader}.jsonl" for room in ("sittings", "audit"))
        self._read_to = {self._sittings: 0, self._audit: 0}
        self._skipped: dict[str, str] = {}
        self._reopened: set[str] = set()

    def acts(self) -> Acts:
        """The skips that stand and the studies reopened, now."""
        for line in self._new_lines(self._sittings):
            if line.get("act") == "skip":
                self._skipped[str(line.get("study"))] = str(line.get("reason") or "")
            elif line.get("act") in ("resume", "seal"):
                self._skipped.pop(str(line.get("study")), None)
        for line in self._new_lines(self._audit):
            if line.get("act") == "reopen":
                self._reopened.add(str(line.get("study")))
            elif line.get("act") == "seal":
                self._reopened.discard(str(line.get("study")))
        return Acts(dict(self._skipped), frozenset(self._reopened))

    def _new_lines(self, path: Path) -> Iterator[dict[str, Any]]:
        try:
            with path.open("rb") as file:
                file.seek(self._read_to[path])
                content = file.read()
        except FileNotFoundError:
            return
        whole = content[: content.rfind(b"\n") + 1]
        self._read_to[path] += len(whole)
        for text in whole.splitlines():
            if any(word in text for word in (b'"skip"', b'"resume"', b'"seal"', b'"reopen"')):
                line = _line(text)
                if line is not None:
                    yield line


def _line(text: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None
