"""A damaged audit is set aside as evidence, and a new chain begins that names the head of the old one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dspic_gui import durable, times
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import BEGIN_ANEW, SEAL, STANDING, Act, AuditError, AuditLine
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import Sentence


@dataclass(frozen=True)
class Damage:
    """What is wrong with an audit: the sentence on it, and the acts before the damage, which are whole, with their head."""

    problem: AuditError
    sound: tuple[AuditLine, ...]
    head: str


def damage_of(folder: Path, person: str) -> Damage | None:
    """What is wrong with a person's audit, None where the whole chain holds together or there is none."""
    path = folder / layout.audit_file(person)
    try:
        audit.read(path)
    except AuditError as problem:
        sound = audit.sound_part(path)
        return Damage(problem, tuple(sound), sound[-1].hash if sound else audit.START)
    return None


def begin_anew(folder: Path, person: str) -> list[str]:
    """Set the damaged audit aside and begin a new chain; gives the studies whose seals stand in it.

    A seal is carried over where the old chain proves it, before the damage, and the files are still those that were sealed.
    A reading of which the new chain says nothing is a draft, to be looked through and sealed again. NotSaved leaves all as it was.
    """
    found = damage_of(folder, person)
    if found is None:
        return []
    path = folder / layout.audit_file(person)
    with own_act.acting(folder, person):
        content = content_of(path)
        copy = layout.quarantined(layout.audit_file(person), f"{times.stamp()}.jsonl")
        durable.write(folder / copy, content, root=folder, keep_versions=False)
        reason = Sentence(
            "The audit was damaged and is set aside. {acts} acts before the damage are whole; their head is {head}.",
            acts=len(found.sound),
            head=found.head,
        )
        seals = [line for line in _standing(found.sound).values() if _is_as_sealed(folder, line)]
        acts = [Act(person, BEGIN_ANEW, "", {copy: durable.sha256(content)}, reason)]
        acts += [Act(person, SEAL, line.study, line.files, f"carried over from line {line.seq} of {found.head}", line.at) for line in seals]
        durable.write(path, chain(acts), root=folder, expected=durable.sha256(content), keep_versions=False)
    return [line.study for line in seals]


def chain(acts: list[Act]) -> bytes:
    """The content of an audit that holds just these acts."""
    lines: list[bytes] = []
    last = None
    for act in acts:
        last = audit.next_line(last, act)
        lines.append(json.dumps(last, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return b"".join(lines)


def _standing(lines: tuple[AuditLine, ...]) -> dict[str, AuditLine]:
    last = {line.study: line for line in lines if line.act in STANDING}
    return {study: line for study, line in last.items() if line.act == SEAL}


def _is_as_sealed(folder: Path, line: AuditLine) -> bool:
    """Whether the files are those that were sealed; a line that names another's file, or none, proves nothing."""
    allowed = layout.label_files(line.reader, line.study)
    try:
        return bool(line.files) and all(name in allowed and durable.hash_of(folder / name) == was for name, was in line.files.items())
    except OSError:
        return False

