"""Revisions of the folder consensus/: each run is kept under .revisions/<n>/, and the last one can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dspic_gui import __version__, durable
from dspic_gui.dataset import folder as layout
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_file import compose_consensus_file, without_run
from dspic_gui.sentence import SaidError, told
from dspic_gui.study import Study

SCHEMA = 1
_RUN = "run.json"


class RevisionError(SaidError):
    """A run that cannot be read or taken back; the text is a sentence for the study lead."""


@dataclass(frozen=True)
class Revision:
    """One run: its number from 1, its time, and for every file in consensus/ the run that wrote the content it had then.

    `audits`: how many bytes each person's audit had when the run began; empty in a record that an earlier version wrote.
    """

    number: int
    at: str
    rule: Mapping[str, Any]
    files: Mapping[str, int] = field(default_factory=dict)
    taken_back: str | None = None
    program: str = __version__
    audits: Mapping[str, int] = field(default_factory=dict)

    @property
    def written(self) -> tuple[str, ...]:
        """The files that this run changed."""
        return tuple(name for name, number in self.files.items() if number == self.number)


def revisions(folder: Path) -> list[Revision]:
    """Every finished run of the dataset in `folder`, the oldest first; RevisionError for a record that cannot be read."""
    found = []
    for number in layout.revision_numbers(folder):
        path = _of(folder, number) / _RUN
        try:
            content = json.loads(path.read_bytes())
            found.append(Revision(**{key: value for key, value in content.items() if key != "schema"}))
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError) as problem:
            text = "{file} cannot be used ({problem}). Nothing was changed; restore it from a copy."
            raise RevisionError(text, file=f"{layout.revision_folder(number)}/{_RUN}", problem=told(problem)) from problem
    return found


def standing(folder: Path) -> Revision | None:
    """The run that the folder consensus/ shows, None where there is none."""
    return next((run for run in reversed(revisions(folder)) if run.taken_back is None), None)


def write_consensus(folder: Path, results: Iterable[tuple[Study, Consensus]], rule: Mapping[str, Any], *, at: str) -> Revision:
    """Write the files of a run and its record; a file whose votes did not change stays as it is. NotSaved where the disk refuses.

    The files of studies that are not among the results are taken out of consensus/; earlier runs keep them. Where `results`
    ends in an error, consensus/ stays as it was and nothing is left of the run.
    """
    before, audits = standing(folder), audit_sizes(folder)
    number = max(layout.revision_numbers(folder), default=0) + 1
    try:
        files = _write_changed(folder, results, before, number, at)
    except BaseException:
        shutil.rmtree(_of(folder, number), ignore_errors=True)
        raise
    run = Revision(number, at, dict(rule), dict(sorted(files.items())), audits=audits)
    _show(folder, run)
    _record(folder, run)
    return run


def audit_sizes(folder: Path) -> dict[str, int]:
    """The bytes of each person's audit, by name."""
    return {name: path.stat().st_size for name, path in layout.audits(folder).items()}


def _write_changed(
    folder: Path, results: Iterable[tuple[Study, Consensus]], before: Revision | None, number: int, at: str
) -> dict[str, int]:
    """Write the files that changed into the run's own folder; gives for every file the run that wrote its content."""
    files: dict[str, int] = {}
    for study, consensus in results:
        for projection in consensus.projections:
            name = Path(layout.consensus_file(study.key, projection)).name
            content = compose_consensus_file(consensus, study, projection, at=at, revision=number)
            kept = before.files.get(name) if before else None
            files[name] = kept if kept and _unchanged(folder, name, kept, content) else number
            if files[name] == number:
                durable.write(_of(folder, number) / name, content, root=folder, keep_versions=False)
    return files


def take_back(folder: Path, *, at: str) -> Revision | None:
    """Undo the run that stands: consensus/ shows the run before it again, which is returned (None: there was none before).

    RevisionError where there is nothing to take back.
    """
    run = standing(folder)
    if run is None:
        raise RevisionError("There is no consensus to take back. Nothing was changed.")
    earlier = [other for other in revisions(folder) if other.taken_back is None and other.number < run.number]
    _show(folder, earlier[-1] if earlier else Revision(0, at, {}))
    _record(folder, replace(run, taken_back=at))
    return earlier[-1] if earlier else None


def _show(folder: Path, run: Revision) -> None:
    """Make the folder consensus/ hold exactly the files of the run."""
    shown = folder / layout.CONSENSUS
    for name, number in run.files.items():
        content = (_of(folder, number) / name).read_bytes()
        if durable.hash_of(shown / name) != durable.sha256(content):
            durable.write(shown / name, content, root=folder, keep_versions=False)
    for path in shown.glob("*.json"):
        if path.name not in run.files:
            path.unlink()


def _unchanged(folder: Path, name: str, number: int, content: bytes) -> bool:
    try:
        kept = json.loads((_of(folder, number) / name).read_bytes())
        return without_run(kept) == without_run(json.loads(content))
    except (OSError, ValueError, KeyError):
        return False


def _record(folder: Path, run: Revision) -> None:
    fields = ("number", "at", "rule", "files", "taken_back", "program", "audits")
    content = {"schema": SCHEMA, **{name: getattr(run, name) for name in fields}}
    text = json.dumps(content, indent=0, ensure_ascii=False)
    durable.write(_of(folder, run.number) / _RUN, text.encode() + b"\n", root=folder, keep_versions=False)


def _of(folder: Path, number: int) -> Path:
    return folder / layout.revision_folder(number)
