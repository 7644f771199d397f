"""Whether a dataset holds patients from whom a model learned: said by every measure, and left out where that is asked for."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.commands import print_said
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.model.model_split import hashed, seen_patients
from dspic_gui.study import Projection

Chosen = list[tuple[str, Projection]]


def add_unseen(parser: argparse.ArgumentParser) -> None:
    """The option that leaves such studies out."""
    parser.add_argument(
        "--unseen",
        action="store_true",
        help="leave out studies of patients from whom the model learned, by the split.json of its folder",
    )


@dataclass(frozen=True)
class Overlap:
    """The studies whose patients a model knows; `chosen` are the views that are measured, None for all."""

    known: frozenset[str]
    chosen: Chosen | None = None

    def say(self, measured: Collection[str], as_json: bool) -> None:
        """Say how many of these studies the model knows, or how many were left out for it; nothing where it knows none."""
        inside = len(self.known.intersection(measured))
        left = len(self.known) if self.chosen is not None else 0
        if as_json and (inside or left):
            counted = {"value": inside, "left_out": left, "count": len(measured)}
            print(json.dumps({"level": "dataset", "name": "known from training", **counted}))
        elif inside:
            print_said(
                "WARNING: {count} of {all} studies are of patients from whom the model learned, so these figures flatter it. "
                "--unseen leaves them out.",
                to=sys.stderr, count=inside, all=len(measured),
            )  # fmt: skip
        elif left:
            print_said(
                "{count} studies are left out: the model learned from their patients.",
                to=sys.stderr,
                count=left,
            )


def overlap_of(
    archive: Archive, models: Sequence[Path], chosen: Chosen | None = None, *, unseen: bool = False
) -> Overlap:
    """Look up the dataset's patients among those from whom the models learned. ArchiveError where `unseen` leaves nothing."""
    hashes = frozenset().union(*map(seen_patients, models))
    if not hashes:
        return Overlap(frozenset(), chosen)
    studies = {key: archive.study(key) for key in archive.counted_keys()}
    known = frozenset(key for key, study in studies.items() if hashed(study.patient) in hashes)
    if not unseen:
        return Overlap(known, chosen)
    views = (
        chosen
        if chosen is not None
        else [(key, view) for key, study in studies.items() for view in study.projections]
    )
    kept = [(key, view) for key, view in views if key not in known]
    if not kept:
        text = (
            "The model learned from every patient of {dataset}, so --unseen leaves nothing. "
            "Nothing was measured; choose another dataset."
        )
        raise ArchiveError(text, dataset=archive.dataset.name)
    return Overlap(known, kept)
