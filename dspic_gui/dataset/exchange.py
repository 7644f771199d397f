"""Changing several files of a study as one act: all of it is staged first, so that a power cut in the middle is finished later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dspic_gui import durable, times
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import CONFIRM, EXCHANGE, REPLACE, SEAL, STANDING, TURN, Act
from dspic_gui.dataset.description import valid_person
from dspic_gui.dataset.folder import PLAN
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.study import Projection

_ACTS = frozenset({EXCHANGE, CONFIRM, TURN, REPLACE})
_LOCK = "views"
"""What is held while several files of a study change."""
GONE = ""
"""Stands for the hash of a file that is taken away by an act."""


@dataclass(frozen=True)
class Exchange:
    """What becomes of a study's files, by their paths in the dataset (None: the file goes), and what the audits say of it."""

    study: str
    files: Mapping[str, bytes | None]
    acts: tuple[Act, ...] = ()


def hash_in_audit(content: bytes | None) -> str:
    """What an audit's line says of a file that an act left, or took away."""
    return GONE if content is None else durable.sha256(content)


def carry_out(folder: Path, exchange: Exchange) -> None:
    """Do all of it. Once this has begun it is done, if need be by `finish`; NotSaved before that leaves everything as it was."""
    stage = folder / layout.exchange_folder(exchange.study)
    with own_act.acting(folder, _LOCK):
        shutil.rmtree(stage, ignore_errors=True)
        for content in exchange.files.values():
            if content is not None:
                durable.write(stage / durable.sha256(content), content, root=folder, keep_versions=False)
        plan = {
            "files": {name: hash_in_audit(content) for name, content in exchange.files.items()},
            "acts": [asdict(replace(act, at=act.at or times.now())) for act in exchange.acts],
        }
        try:
            durable.write(stage / PLAN, json.dumps(plan, indent=1).encode(), root=folder, keep_versions=False)
        except durable.NotSaved:
            (stage / PLAN).unlink(missing_ok=True)  # Written, but not confirmed: what is said to be not done is not done later.
            raise
        _finish(folder, stage / PLAN)


def finish(folder: Path) -> set[str]:
    """Complete what a power cut or a full disk left half done; gives the studies. NotSaved where that cannot be written.

    A plan that is none of ours is left alone. Where another program is at work on one, nothing is half done: it is left to finish.
    """
    plans, done = layout.exchanges(folder, PLAN), set[str]()
    if plans:
        with suppress(durable.Busy), own_act.acting(folder, _LOCK):
            for plan in plans:
                with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError, FileNotFoundError):
                    if _finish(folder, plan):
                        done.add(plan.parent.name)
    return done


def _finish(folder: Path, path: Path) -> bool:
    """Do what is left of a plan; whether anything was, but the plan itself."""
    plan: dict[str, Any] = json.loads(content_of(path, LARGEST_JSON))
    acts = [audit.act_of(act) for act in plan["acts"]]
    _check(folder, path, plan["files"], acts)
    noted = [bool(act.at) and _noted(folder, act) for act in acts]
    if not any(noted):  # Else only the plan was left, and the files may have changed since.
        for name, wanted in plan["files"].items():
            _place(folder, name, wanted, path.parent)
    confirmed = [_noted(folder, act) or _note(folder, act) for act in acts]
    if not all(confirmed):
        return True  # The plan stays: it notes once more what a power cut may yet take out of the audit.
    with suppress(OSError):  # All is done: who were told that it is not would turn it back by trying again.
        path.unlink()
        durable.sync_folder(path.parent)
    shutil.rmtree(path.parent, ignore_errors=True)
    return not (noted and all(noted))


def _note(folder: Path, act: Act) -> bool:
    """Note it; whether the disk confirmed the line. NotSaved where it does not stand: trying again would turn back what is done."""
    try:
        audit.append(folder / layout.audit_file(act.reader), act)
    except durable.NotSaved:
        if not _noted(folder, act):
            raise
        return False
    return True


def _check(folder: Path, path: Path, files: Mapping[str, str], acts: list[Act]) -> None:
    """ValueError for a plan that this program does not write.

    It names files of its study alone, each staged whole; every label file stands in the line of its reader's audit with just this hash;
    and no label file changes of a reading that the audit says is sealed.
    """
    key = path.parent.name
    study_files = {layout.study_file(key), *(layout.picture_file(key, projection) for projection in Projection)}
    people = {act.reader for act in acts}
    for act in acts:
        if not layout.is_study_key(key) or act.study != key or act.act not in _ACTS or not valid_person(act.reader):
            raise ValueError("an act of another study, kind or person")
    audited = {name: was for act in acts for name, was in act.files.items()}
    labels = {name: reader for reader in people for name in layout.label_files(reader, key)}
    histories = {layout.history_file(reader, key) for reader in people}
    for name, wanted in files.items():
        if name not in study_files and name not in histories and audited.get(name, "?") != wanted:
            raise ValueError("a file that no act names")
        if name not in study_files and name not in histories and name not in labels:
            raise ValueError("a file of another study or person")
        if name in histories and wanted != GONE:
            raise ValueError("a history that is written")
        if wanted != GONE and durable.hash_of(path.parent / layout.gated(wanted)) not in (wanted, None):
            raise ValueError("a content that is not what the plan says")
        if name in labels and is_sealed(folder / layout.audit_file(labels[name]), key):
            raise ValueError("a sealed reading")


def is_sealed(path: Path, key: str) -> bool:
    """Whether the audit's last word on a study is a seal."""
    last = next((line.act for line in reversed(audit.read(path)) if line.study == key and line.act in STANDING), None)
    return last == SEAL


def _place(folder: Path, name: str, wanted: str, stage: Path) -> None:
    target = folder / name
    is_label_file = name.startswith(f"{layout.READINGS}/")
    if wanted == GONE:
        durable.remove(target, root=folder, keep_version=is_label_file)
    elif durable.hash_of(target) != wanted:
        durable.write(target, content_of(stage / wanted), root=folder, keep_versions=is_label_file)
    earlier = durable.versions_folder(target, folder)
    if is_label_file and earlier.is_dir():  # They show the other view, so they are kept but no longer offered.
        earlier.replace(earlier.with_name(f"{earlier.name}.before-{times.stamp()}"))


def _noted(folder: Path, act: Act) -> bool:
    """Whether the audit holds the act already; one of a plan that an earlier version wrote has no time, and is the last on its study."""
    lines = [line for line in audit.read(folder / layout.audit_file(act.reader)) if line.study == act.study]
    said = [line for line in (lines if act.at else lines[-1:] if act.files else []) if act.at in (None, line.at)]
    return any((line.act, dict(line.files), line.reason) == (act.act, dict(act.files), act.reason) for line in said)
