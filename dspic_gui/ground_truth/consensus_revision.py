"""Revisions of the folder consensus/: each run is kept under .revisions/<n>/, and the last one can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dspic_gui import __version__, durable, times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.shown_run import ShownRun, finish, show
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consensus_file import compose_consensus_file, without_run
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import RuleError, SaidError, told, unreadable
from dspic_gui.study import Study

SCHEMA = 1


READERS = "readers"
"""In the rule of a run: who was planned to read; what an earlier version wrote does not say it."""


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
        path = folder / layout.record_of_run(number)
        try:
            found.append(_revision(json.loads(content_of(path, LARGEST_JSON)), number))
        except FileNotFoundError:
            continue
        except OSError as problem:
            raise RevisionError(unreadable(problem, layout.record_of_run(number))) from problem
        except (ValueError, TypeError, AttributeError, RecursionError) as problem:
            text = "{file} cannot be used ({problem}). Nothing was changed; restore it from a copy."
            raise RevisionError(text, file=layout.record_of_run(number), problem=told(problem)) from problem
    return found


MOST = 1 << 53
"""No run has such a number, and no audit so many bytes; a system cannot even look for a place behind 2^63."""


def _revision(content: Mapping[str, Any], number: int) -> Revision:
    """The run that a record tells of; ValueError, TypeError or AttributeError where it is not as this program writes it."""
    run = Revision(**{key: value for key, value in content.items() if key != "schema"})
    texts = [run.at, run.program, *([] if run.taken_back is None else [run.taken_back])]
    whole = [run.number, *run.files.values(), *run.audits.values()]
    if run.number != number or not isinstance(run.rule, dict) or not all(isinstance(text, str) for text in texts):
        raise RuleError("it is of another run, or a field is of another kind")
    if not all(type(one) is int and 0 <= one < MOST for one in whole) or not all(layout.view_of(layout.gated(name)) for name in run.files):
        raise RuleError("a file or a number of it is none")
    times.moment(run.at)
    return run


def standing(folder: Path) -> Revision | None:
    """The run that the folder consensus/ shows, None where there is none."""
    return next((run for run in reversed(revisions(folder)) if run.taken_back is None), None)


def write_consensus(folder: Path, results: Iterable[tuple[Study, Consensus]], rule: Mapping[str, Any], *, at: str) -> Revision:
    """Write the files of a run and its record; a file whose votes did not change stays as it is. NotSaved where the disk refuses.

    The files of studies that are not among the results are taken out of consensus/; earlier runs keep them. Where `results`
    ends in an error, consensus/ stays as it was and nothing is left of the run.
    """
    finish(folder)
    before, audits = standing(folder), audit_sizes(folder)
    number = _reserved(folder)
    try:
        files = _write_changed(folder, results, before, number, at)
        run = Revision(number, at, dict(rule), dict(sorted(files.items())), audits=audits)
        show(folder, ShownRun(number, _record(run), run.files), _unless_changed(folder, before))
    except BaseException:
        if not (folder / layout.run_to_show()).exists():
            shutil.rmtree(_of(folder, number), ignore_errors=True)
        raise
    return run


def _unless_changed(folder: Path, before: Revision | None) -> Callable[[], None]:
    """RevisionError where another run stands by now."""

    def check() -> None:
        if standing(folder) != before:
            text = "Another run of the vote was written or taken back meanwhile. Nothing of this one was kept; look at it first."
            raise RevisionError(text)

    return check


def _reserved(folder: Path) -> int:
    """The number of a new run, which no other program takes: its folder is made here."""
    number = max(layout.revision_numbers(folder), default=0)
    try:
        layout.require_there(folder)
        durable.make_folder(_of(folder, 1).parent)
        while True:
            number += 1
            with suppress(FileExistsError):
                _of(folder, number).mkdir()
                return number
    except OSError as problem:
        text = "NOT SAVED: the consensus could not be written ({reason}). Free the disk or reconnect it, then try again."
        raise durable.not_saved(problem, text, _of(folder, number)) from problem


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
    begun = finish(folder)
    run = standing(folder)
    if begun is not None and begun.record.get("taken_back"):
        return run  # It was begun and is done now; once more would take another run back.
    if run is None:
        raise RevisionError("There is no consensus to take back. Nothing was changed.")
    earlier = [other for other in revisions(folder) if other.taken_back is None and other.number < run.number]
    after = ShownRun(run.number, _record(replace(run, taken_back=at)), earlier[-1].files if earlier else {})
    show(folder, after, _unless_changed(folder, run))
    return earlier[-1] if earlier else None


def _unchanged(folder: Path, name: str, number: int, content: bytes) -> bool:
    try:
        kept = json.loads(content_of(_of(folder, number) / name, LARGEST_JSON))
        return without_run(kept) == without_run(json.loads(content))
    except (OSError, ValueError, KeyError):
        return False


def _record(run: Revision) -> dict[str, Any]:
    fields = ("number", "at", "rule", "files", "taken_back", "program", "audits")
    return {"schema": SCHEMA, **{name: getattr(run, name) for name in fields}}


def _of(folder: Path, number: int) -> Path:
    return folder / layout.revision_folder(number)
