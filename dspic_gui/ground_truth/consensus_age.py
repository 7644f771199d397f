"""Whether readings were sealed or disagreements settled after the run of the vote whose consensus is on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dspic_gui import times
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import REOPEN, SEAL, SET_ASIDE, SETTLE
from dspic_gui.dataset.description import GUEST
from dspic_gui.dataset.own_pictures import other_pictures
from dspic_gui.ground_truth.consensus_file import read_agreed_view
from dspic_gui.ground_truth.consensus_revision import Revision, RevisionError, audit_sizes, standing
from dspic_gui.labels.text import LabelError
from dspic_gui.plain_file import opened
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study

BEHIND = (
    "Readings were sealed or reopened, or disagreement was settled, after run {number} of {day}: "
    "its labels do not hold that yet. Consolidate again."
)
OTHER_PICTURE = (
    "The consensus on disk was settled on another picture than the study shows now as {views}: "
    "its marks may lie elsewhere. Compare them with the picture, then consolidate again."
)
_VOTING = frozenset({SEAL, REOPEN, SETTLE, SET_ASIDE})
"""The acts that change what the next run says."""


def consensus_behind(folder: Path) -> Sentence | None:
    """A sentence that says since when the consensus of the dataset in `folder` is out of date; None where it is not, or there is none."""
    try:
        run = standing(folder)
    except RevisionError as problem:
        return problem.sentence
    if run is None or not any(any(_acted(folder, name, run)) for name in audit_sizes(folder)):
        return None
    return Sentence(BEHIND, number=run.number, day=run.at[:10])


def consensus_on_another_picture(folder: Path, study: Study) -> Sentence | None:
    """A sentence where the consensus of a study was settled on other counts than its views show now; None where it fits or says nothing."""
    pixels: dict[Projection, str] = {}
    for view in study.projections:
        try:
            agreed = read_agreed_view(folder, study.key, view)
        except (LabelError, OSError):
            continue  # a damaged file is told by a check
        if agreed is not None and agreed.pixels_sha256:
            pixels[view] = agreed.pixels_sha256
    other = other_pictures(study, pixels)
    return Sentence(OTHER_PICTURE, views=", ".join(other)) if other else None


def behind(folder: Path) -> frozenset[str]:
    """The keys of the studies of which the consensus is out of date; none where the record of the run cannot be read."""
    try:
        run = standing(folder)
    except RevisionError:
        return frozenset()
    return frozenset(key for name in audit_sizes(folder) for key in _acted(folder, name, run)) if run else frozenset()


def _acted(folder: Path, name: str, run: Revision) -> Iterator[str]:
    """The studies of the acts that a person's audit holds and the run did not read; if it did not note how far it read, of later acts."""
    read, at = run.audits, run.at
    if name == GUEST:
        return
    with opened(folder / layout.audit_file(name)) as file:
        file.seek(read.get(name, 0))
        for raw in file:
            try:
                line = json.loads(raw)
                if line["act"] in _VOTING and (read or times.moment(line["at"]) > times.moment(at)):
                    yield str(line["study"])
            except (ValueError, KeyError, TypeError):
                continue
