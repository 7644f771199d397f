"""Whether the audit chains of a dataset hold together and its sealed readings are what their readers sealed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import BEGIN_ANEW, OVER, SEAL, SETTLE, STANDING, AuditLine
from dspic_gui.dataset.belonging import EXCHANGED, other_report, read_secret, strange_views
from dspic_gui.dataset.own_pictures import other_pictures
from dspic_gui.dataset.study_file import study_from_json
from dspic_gui.labels.text import LabelError, load_strictly
from dspic_gui.labels.view_file import parse_label_file
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import reason_of
from dspic_gui.study import Projection

_HASH = re.compile(rb"[0-9a-f]{64}")

_UNREAD = "The file cannot be read ({reason}), so nothing is known of what it says."


@dataclass(frozen=True)
class Discrepancy:
    """Something that does not fit: the file it is about, relative to the dataset, and a sentence."""

    file: str
    sentence: str


@dataclass(frozen=True)
class Chain:
    """What was verified of one reader: how many acts, and the head hash to write down elsewhere against a cut tail."""

    reader: str
    acts: int
    head: str


def verify(folder: Path) -> tuple[list[Chain], list[Discrepancy]]:
    """Read every audit of the dataset and compare the files that its last acts name with those on disk."""
    chains: list[Chain] = []
    found: list[Discrepancy] = []
    left: list[tuple[str, AuditLine]] = []
    settled: set[str] = set()
    over: set[object] = set()
    for reader, path in layout.audits(folder).items():
        name = layout.audit_file(reader)
        try:
            lines = audit.read(path)
        except audit.AuditError as problem:
            found.append(Discrepancy(name, str(problem)))
            continue
        except OSError as problem:
            found.append(Discrepancy(name, _UNREAD.format(reason=reason_of(problem))))
            continue
        strangers = {line.reader for line in lines} - {reader}
        if strangers:
            found.append(Discrepancy(name, f"The audit of {reader} holds acts of {sorted(strangers)[0]}."))
        chains.append(Chain(reader, len(lines), lines[-1].hash if lines else audit.START))
        found += _begun_anew(name, lines)
        left += audit.left_by(lines).items()
        found += _on_other_pictures(folder, lines)
        found += _of_other_chains(folder, reader, lines)
        settled |= {name for line in lines if line.act == SETTLE for name in line.files}
        over |= {line.extra.get(OVER) for line in lines if line.act == SETTLE}
    found += _changed_files(folder, _latest(left, over))
    found += [*_without_audit(folder), *_settled_by_nobody(folder, settled)]
    return chains, [*found, *_consensus_on_other_pictures(folder), *_of_other_patients(folder)]


def _settled_by_nobody(folder: Path, known: set[str]) -> Iterator[Discrepancy]:
    """Settlements that no audit holds: the audit of who settled was taken away, or somebody else put them there."""
    for path in sorted((folder / layout.ADJUDICATIONS).glob("*.json")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            yield Discrepancy(name, "No audit holds that anybody settled this study.")


def _latest(lines: Iterable[tuple[str, AuditLine]], over: Set[object]) -> list[tuple[str, AuditLine]]:
    """The last line on each file; what is settled of a study is one file of all who settle, a reading is its reader's alone.

    What is among the hashes `over` was followed by somebody else's act; clocks decide only where no line says so.
    """
    last: dict[tuple[str, str], AuditLine] = {}
    for name, line in lines:
        owner = "" if name.startswith(f"{layout.ADJUDICATIONS}/") else line.reader
        known = last.get((owner, name))
        if known is None or _place(known, name, over) <= _place(line, name, over):
            last[owner, name] = line
    return [(name, line) for (_, name), line in sorted(last.items(), key=lambda one: (one[0][1], one[0][0]))]


def _place(line: AuditLine, name: str, over: Set[object]) -> tuple[bool, str]:
    return line.files[name] not in over, line.at


def _begun_anew(name: str, lines: list[AuditLine]) -> Iterator[Discrepancy]:
    """A chain that replaced a damaged one says so for ever, with what it says of the old one and where that lies."""
    for line in lines:
        if line.act == BEGIN_ANEW:
            copy = next(iter(line.files), "")
            said = f"A new chain began on {line.at}: {line.reason or ''} The old audit lies in {copy}."
            yield Discrepancy(name, said)


def _of_other_chains(folder: Path, reader: str, lines: list[AuditLine]) -> Iterator[Discrepancy]:
    """Label files that were written behind an act which the audit does not hold (any more): it was cut, emptied or exchanged."""
    heads = {audit.START, *(line.hash for line in lines)}
    for line in lines:
        if line.act == BEGIN_ANEW:
            heads |= _named_heads(folder, line)
    for path in sorted((folder / layout.READINGS / reader).glob("*.json")):
        head = _head_named_by(path)
        if head is not None and head not in heads:
            said = f"The audit of {reader} does not hold the act after which this file was written: it was cut short, emptied or exchanged."
            yield Discrepancy(path.relative_to(folder).as_posix(), said)


def _named_heads(folder: Path, line: AuditLine) -> set[str]:
    """Every hash that the lines of an audit set aside name, those behind its damage included."""
    found: set[str] = set()
    for name in line.files:
        with suppress(OSError):
            found |= {text.decode("ascii") for text in _HASH.findall(content_of(folder / name))}
    return found


def _head_named_by(path: Path) -> str | None:
    """The head that a label file names; None where it names none or cannot be read, which is another check's matter."""
    try:
        own = load_strictly(content_of(path, LARGEST_JSON), path.name).get("dspic")
    except (LabelError, OSError):
        return None
    head = own.get("audit_head") if isinstance(own, dict) else None
    return head if isinstance(head, str) else None


def _changed_files(folder: Path, left: Iterable[tuple[str, AuditLine]]) -> Iterator[Discrepancy]:
    for name, line in left:
        try:
            now = durable.hash_of(folder / name)
        except OSError as problem:
            yield Discrepancy(name, _UNREAD.format(reason=reason_of(problem)))
            continue
        if now == line.files[name]:
            continue
        if now is None:
            yield Discrepancy(name, f"The file that {line.reader} left ({line.act}, {line.at}) is missing.")
        elif line.act == SEAL:
            yield Discrepancy(name, f"The file was changed after {line.reader} sealed it ({line.at}); it does not vote.")
        else:
            yield Discrepancy(name, f"The file was edited elsewhere after {line.reader} last saved it ({line.at}).")


def _on_other_pictures(folder: Path, lines: list[AuditLine]) -> Iterator[Discrepancy]:
    """Sealed readings whose views show other counts now than those that the seal covers."""
    last = {line.study: line for line in lines if line.act in STANDING}
    for line in last.values():
        for name in sorted(line.files) if line.act == SEAL else ():
            if _was_read_on_another(folder, name):
                said = f"{line.reader} sealed this view on another picture than the study shows now ({line.at}); it does not vote."
                yield Discrepancy(name, said)


def _consensus_on_other_pictures(folder: Path) -> Iterator[Discrepancy]:
    """Views of the consensus that was settled on other counts than their studies show now."""
    for path in sorted((folder / layout.CONSENSUS).glob("*.json")):
        name = f"{layout.CONSENSUS}/{path.name}"
        if _was_read_on_another(folder, name):
            yield Discrepancy(name, "The consensus was settled on another picture than the study shows now; consolidate again.")


def _of_other_patients(folder: Path) -> Iterator[Discrepancy]:
    """Studies whose file names another patient, or another scan, than the import wrote, or that have another report."""
    for key in layout.study_keys(folder):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            name = layout.study_file(key)
            study = study_from_json(key, json.loads(content_of(folder / name, LARGEST_JSON)))
            for file, said in other_report(folder, study):
                yield Discrepancy(file, f"{said[0].upper()}{said[1:]}")
            if views := ", ".join(strange_views(read_secret(folder), study)):
                said = EXCHANGED.format(views=views)
                yield Discrepancy(name, f"{said[0].upper()}{said[1:]}")


def _was_read_on_another(folder: Path, name: str) -> bool:
    """Whether a label file names other counts than its study shows; what cannot be read is told elsewhere."""
    key, projection = layout.view_of(Path(name).name) or ("", Projection.ANT)
    try:
        file = parse_label_file(content_of(folder / name), name)
        study = study_from_json(key, json.loads(content_of(folder / layout.study_file(key), LARGEST_JSON)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    was = (file.own or {}).get("pixels_sha256")
    return was is not None and bool(other_pictures(study, {projection: was}))


def _without_audit(folder: Path) -> Iterator[Discrepancy]:
    for reader in layout.readers_with_files(folder):
        own = f"{layout.READINGS}/{reader}"
        if not (folder / layout.audit_file(reader)).exists() and any((folder / own).glob("*.json")):
            yield Discrepancy(own, f"{reader} has label files but no audit; they do not vote.")
