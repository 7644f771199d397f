"""Whether readings were sealed or disagreements settled after the run of the vote whose consensus is on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import REOPEN, SEAL, SET_ASIDE, SETTLE
from dspic_gui.dataset.description import GUEST
from dspic_gui.ground_truth.consensus_revision import RevisionError, audit_sizes, standing
from dspic_gui.sentence import Sentence

_VOTING = frozenset({SEAL, REOPEN, SETTLE, SET_ASIDE})
"""The acts that change what the next run says."""


def consensus_behind(folder: Path) -> Sentence | None:
    """A sentence that says since when the consensus of the dataset in `folder` is out of date; None where it is not, or there is none."""
    try:
        run = standing(folder)
    except RevisionError as problem:
        return problem.sentence
    if run is None or not any(_acted(folder, name, run.audits, run.at) for name in audit_sizes(folder)):
        return None
    text = (
        "Readings were sealed or reopened, or disagreement was settled, after run {number} of {day}: "
        "its labels do not hold that yet. Consolidate again."
    )
    return Sentence(text, number=run.number, day=run.at[:10])


def _acted(folder: Path, name: str, read: Mapping[str, int], at: str) -> bool:
    """Whether a person's audit holds an act that the run did not read; of a run that did not note how far it read, a later act."""
    if name == GUEST:
        return False
    with (folder / layout.audit_file(name)).open("rb") as file:
        file.seek(read.get(name, 0))
        for raw in file:
            try:
                line = json.loads(raw)
                if line["act"] in _VOTING and (read or line["at"] > at):
                    return True
            except (ValueError, KeyError, TypeError):
                continue
    return False
