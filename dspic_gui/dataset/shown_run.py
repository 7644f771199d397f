"""Which run of the vote consensus/ shows: its record and all its files change as one act, which a power cut leaves to be finished.

The plan lies in `.exchange/consensus/run/plan.json`, and is touched by one program at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset import own_act
from dspic_gui.plain_file import LARGEST_JSON, content_of


@dataclass(frozen=True)
class ShownRun:
    """The record of a run by its number, and what consensus/ holds with it: for each file the run that wrote its content."""

    number: int
    record: Mapping[str, Any]
    files: Mapping[str, int]


def show(folder: Path, run: ShownRun, check: Callable[[], None]) -> None:
    """Keep the record and let consensus/ hold just these files. NotSaved before that began leaves everything as it was.

    `check` is called while no other program can change what is shown; what it raises stops the act.
    """
    path = folder / layout.run_to_show()
    with own_act.acting(folder, layout.CONSENSUS):
        check()
        try:
            durable.write(path, json.dumps(asdict(run)).encode(), root=folder, keep_versions=False)
            _record(folder, run)
        except durable.NotSaved:
            if not _is_recorded(folder, run):
                _forget(path)
            raise
        _do(folder, run)
        _forget(path)


def finish(folder: Path) -> ShownRun | None:
    """Complete what was left half done, and give it; NotSaved where that cannot be. A plan that is none of ours is left alone."""
    path = folder / layout.run_to_show()
    if not path.exists():
        return None
    with own_act.acting(folder, layout.CONSENSUS):
        run = _read(path)
        if run is not None:
            _do(folder, run)
            _forget(path)
    return run


def _record(folder: Path, run: ShownRun) -> None:
    path, content = folder / layout.record_of_run(run.number), _content(run)
    if durable.hash_of(path) != durable.sha256(content):
        durable.write(path, content, root=folder, keep_versions=False)


def _content(run: ShownRun) -> bytes:
    return json.dumps(run.record, indent=0, ensure_ascii=False).encode() + b"\n"


def _is_recorded(folder: Path, run: ShownRun) -> bool:
    """Whether the record stands, confirmed by the disk or not; what cannot be read now may stand."""
    try:
        return durable.hash_of(folder / layout.record_of_run(run.number)) == durable.sha256(_content(run))
    except OSError:
        return True


def _do(folder: Path, run: ShownRun) -> None:
    _record(folder, run)
    shown = folder / layout.CONSENSUS
    for name, number in run.files.items():
        content = content_of(folder / layout.revision_folder(number) / name)
        if durable.hash_of(shown / name) != durable.sha256(content):
            durable.write(shown / name, content, root=folder, keep_versions=False)
    for path in shown.glob("*.json"):
        if path.name not in run.files:
            path.unlink()


def _read(path: Path) -> ShownRun | None:
    """The plan, None where it is not as this program writes it."""
    try:
        run = ShownRun(**json.loads(content_of(path, LARGEST_JSON)))
        numbers = [run.number, *run.files.values()]
        sound = all(type(number) is int and number > 0 for number in numbers) and isinstance(run.record, dict)
        sound = sound and all(layout.gated(name) and layout.view_of(name) for name in run.files)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return run if sound else None


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        durable.sync_folder(path.parent)
