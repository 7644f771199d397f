"""A person's act on several files of a study, written down whole before the first changes: a power cut in the middle is finished later.

The plan lies in `.exchange/<person>/<study>/plan.json` and is touched by programs of that person alone, one at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import REOPEN, SAVE, SEAL, SET_ASIDE, SETTLE, Act
from dspic_gui.dataset.folder import PLAN
from dspic_gui.plain_file import LARGEST_JSON, content_of

_ACTS = frozenset({SAVE, SEAL, REOPEN, SET_ASIDE, SETTLE})


@dataclass(frozen=True)
class OwnAct:
    """What becomes of label files, or of the settlements, by their names in the dataset, and the line that the audit will hold of it.

    `moved` are files that go into quarantine; `sealed_version` keeps for ever what is replaced; `head` is the audit's before the act.
    """

    act: Act
    head: str
    files: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    sealed_version: bool = False


def plan_path(folder: Path, reader: str, study: str) -> Path:
    """Where the plan of an act that is under way lies."""
    return folder / layout.act_folder(reader, study) / PLAN


@contextmanager
def acting(folder: Path, reader: str, anchor: layout.Anchor | None = None) -> Iterator[None]:
    """Hold the reader's files against other programs of ours for a whole act; NotSaved (Busy) where that cannot be.

    `anchor` says besides whether another dataset stands in the place of the one that was opened.
    """
    lock = folder / layout.acts_of(reader)
    try:
        layout.require_there(folder)
        if anchor is not None:
            anchor.hold()
        durable.make_folder(lock)
        with durable.locked(lock):
            yield
    except durable.NotSaved:
        raise
    except OSError as problem:
        text = (
            "NOT SAVED: nothing can be written in the dataset ({reason}). "
            "Free the disk or reconnect it and try again, or save a copy elsewhere."
        )
        raise durable.not_saved(problem, text, lock / PLAN) from problem


def carry_out(folder: Path, own: OwnAct) -> None:
    """Do all of it, while `acting`. NotSaved before the first file has changed leaves nothing behind, later it leaves the plan."""
    path = plan_path(folder, own.act.reader, own.act.study)
    before = _hashes(folder, own)
    try:
        durable.write(path, json.dumps(asdict(own), indent=1).encode(), root=folder, keep_versions=False)
        _do(folder, own)
    except durable.NotSaved:
        if _hashes(folder, own) == before:
            _forget(path)
        raise
    _forget(path)


def finish(folder: Path, reader: str) -> None:
    """Complete what a power cut left half done; NotSaved where that cannot be written. A plan that is none of ours is left alone."""
    plans = layout.acts_under_way(folder, reader)
    if not plans:
        return
    with acting(folder, reader):
        for path in plans:
            own = read_plan(path, reader)
            if own is not None:
                if not _noted(folder / layout.audit_file(own.act.reader), own):  # Else only the plan was left, and the files went on.
                    _do(folder, own)
                _forget(path)


def read_plan(path: Path, reader: str) -> OwnAct | None:
    """The act of a plan, None where it is not as this program writes it, or names a file of another reader or study."""
    try:
        content: dict[str, Any] = json.loads(content_of(path, LARGEST_JSON))
        own = OwnAct(**{**content, "act": audit.act_of(content["act"])})
        sound = _is_own(own, reader, path.parent.name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return own if sound else None


def _is_own(own: OwnAct, reader: str, study: str) -> bool:
    """Whether the act is this reader's on this study, and its line says just what its files become."""
    act = own.act
    if (act.reader, act.study) != (reader, study) or act.act not in _ACTS or not layout.is_study_key(study):
        return False
    if not own.files and act.act != SET_ASIDE:
        return False
    names = {layout.adjudication_file(study)} if act.act == SETTLE else set(layout.label_files(reader, study))
    written = {name: durable.sha256(text.encode()) for name, text in own.files.items()}
    kept = {copy for name, copy in own.moved.items() if layout.is_quarantined(name, copy)}
    return names.issuperset((*own.files, *own.moved)) and kept == set(own.moved.values()) and set(act.files) == {*written, *kept} and all(
        act.files[name] == wanted for name, wanted in written.items()
    )


def _do(folder: Path, own: OwnAct) -> None:
    paths = [folder / name for name in own.files]
    for name, text in own.files.items():
        target, content = folder / name, text.encode()
        if durable.hash_of(target) != durable.sha256(content):
            durable.write(target, content, root=folder, sealed_version=own.sealed_version, beside=paths)
    for name, copy in own.moved.items():
        if (folder / name).exists():
            durable.move(folder / name, folder / copy)
    path = folder / layout.audit_file(own.act.reader)
    if not _noted(path, own):
        audit.append(path, own.act)


def _noted(path: Path, own: OwnAct) -> bool:
    """Whether the audit holds the act's line: it is among those after the head that the act began with."""
    if audit.head(path) == own.head:
        return False
    for line in reversed(audit.read(path)):
        said = line.act, line.study, dict(line.files), line.at if own.act.at else None
        if said == (own.act.act, own.act.study, dict(own.act.files), own.act.at):
            return True
        if line.prev == own.head:
            return False
    return False


def _hashes(folder: Path, own: OwnAct) -> list[str | None]:
    """What tells whether the act has changed anything; a file that cannot be read now counts as changed."""
    try:
        return [durable.hash_of(folder / name) for name in (*own.files, *own.moved)]
    except OSError:
        return ["?"]


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        durable.sync_folder(path.parent)
        path.parent.rmdir()
