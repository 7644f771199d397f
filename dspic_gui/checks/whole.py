"""What should be in a dataset and is not, or is not what was written there: files that acts left, and the consensus that a run shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from dspic_gui import durable
from dspic_gui.checks.label_file import Breach
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.belonging import read_secret
from dspic_gui.dataset.description import Dataset, Protocol
from dspic_gui.ground_truth.consensus_revision import READERS, Revision, RevisionError, standing
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import reason_of


def what_is_missing(folder: Path, dataset: Dataset) -> Iterator[Breach]:
    """The files that an audit says were left and that are gone; how consensus/ differs from the run that stands."""
    for person, path in layout.audits(folder).items():
        try:
            left = audit.left_by(audit.sound_part(path))
        except OSError as problem:
            yield Breach(layout.audit_file(person), f"the file cannot be read ({reason_of(problem)}).")
            continue
        for name, line in sorted(left.items()):
            if not (folder / name).exists():
                said = f"the file is missing, though the audit of {person} says that it was left there ({line.act}, {line.at})."
                yield Breach(name, said, values={"audit": person})
    yield from _of_the_protocol(folder, dataset.protocol)
    try:
        run = standing(folder)
    except RevisionError as problem:
        yield Breach(layout.CONSENSUS, str(problem))
        return
    if not (folder / layout.HANDED_OVER).is_file() or _was_imported(folder):  # what is handed over has neither key nor runs
        yield from _without(folder, run)
    if run is not None:
        yield from _not_of_the_run(folder, run)
        yield from _of_another_rule(run, dataset)


def _of_the_protocol(folder: Path, protocol: Protocol) -> Iterator[Breach]:
    if protocol.repeats is not None and not (folder / layout.REPEATS).is_file():
        yield Breach(layout.REPEATS, "the file is missing: nobody knows which studies are repeats, so nothing can be counted.")
    if protocol.order == "set" and not (folder / layout.ORDER).is_file():
        yield Breach(layout.ORDER, "the file is missing: the studies are not shown in the order that the study lead set.")


def _of_another_rule(run: Revision, dataset: Dataset) -> Iterator[Breach]:
    rule = dict(run.rule)
    readers = rule.pop(READERS, list(dataset.readers))
    changed = {"rule of the vote was": rule != asdict(dataset.vote), "planned readers were": readers != list(dataset.readers)}
    for what, is_other in changed.items():
        if is_other:
            said = f"the {what} changed after run {run.number}, which stands; consolidate again."
            yield Breach(layout.DATASET, said, values={"run": str(run.number)})


def _without(folder: Path, run: Revision | None) -> Iterator[Breach]:
    try:
        read_secret(folder)
    except (OSError, ValueError) as problem:
        what = "is missing" if isinstance(problem, FileNotFoundError) else "cannot be read, or is empty"
        said = f"the file {what}: no scan can be imported, because nobody would know to which patient it belongs."
        yield Breach(layout.SECRET, said)
    if run is None and any((folder / layout.CONSENSUS).glob("*.json")):
        yield Breach(layout.CONSENSUS, "it holds files, but no run of the vote stands; consolidate again.")


def _was_imported(folder: Path) -> bool:
    """Whether scans came in by an import, which needs a key: a hand-over's studies hold no names of files, whatever a note says."""
    for key in layout.study_keys(folder):
        with suppress(OSError, ValueError, RecursionError):
            study = json.loads(content_of(folder / layout.study_file(key), LARGEST_JSON))
            if isinstance(study, dict) and "names" in study:
                return True
    return False


def _not_of_the_run(folder: Path, run: Revision) -> Iterator[Breach]:
    for file, number in run.files.items():
        name = f"{layout.CONSENSUS}/{file}"
        try:
            now, was = (durable.hash_of(folder / place) for place in (name, f"{layout.revision_folder(number)}/{file}"))
        except OSError as problem:
            yield Breach(name, f"the file, or its copy among the runs, cannot be read ({reason_of(problem)}).")
            continue
        if now != was:
            said = "is missing" if now is None else "is not what that run wrote" if was else "has no copy among the runs"
            yield Breach(name, f"the file {said} (run {run.number} stands); consolidate again.", values={"run": str(run.number)})
