"""Making hidden repeats: a drawn share of the studies stands in the dataset again, under a key that lies far away in every order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.creation import write_description
from dspic_gui.dataset.description import Repeats, parse_dataset
from dspic_gui.dataset.repeats import read_repeats, write_repeats
from dspic_gui.intake.study_copy import copy_study
from dspic_gui.worklist.facts import place_in_order

APART = 1 / 3
"""So much of the whole list lies at least between a study and its repeat, for every planned reader."""
MOST_TRIES = 20_000
"""Keys that are tried for one study; with ten readers in random orders one in three thousand lies far away from all."""


def add_repeats(archive: Archive, share: float, seed: int = 0) -> dict[str, str]:
    """Repeat this share of the studies, and write it into the protocol; gives the study that each new key repeats.

    The same call takes up one that was stopped. Drawn by `seed` among the studies whose patient has
    no other, for a prior would betray the repeat. ArchiveError where the dataset has other repeats
    already, or too few such studies; Blinded in a reader's session.
    """
    if archive.reader is not None:
        raise Blinded(
            "Which studies are repeated belongs to the study lead, not into a reader's session. Nothing was changed."
        )
    if not 0 < share <= 1:
        raise ArchiveError(
            "The share of repeated studies is more than 0 and at most 1. Nothing was changed."
        )
    wanted, planned = Repeats(share, seed), archive.dataset.protocol.repeats
    made = read_repeats(archive.folder, archive.dataset)
    if planned is None and not any((archive.folder / layout.study_file(key)).exists() for key in made):
        made = {}  # A program was stopped once it had written the list: no study is repeated yet.
    if (made or planned) and planned != wanted:
        raise ArchiveError(
            "{dataset} has hidden repeats already. Nothing was changed.",
            dataset=archive.dataset.name,
        )
    if not made:
        made = {_free_key(archive, key): key for key in _drawn(archive, share, seed)}
        _write(archive, made, wanted)
    for repeat, original in made.items():
        if not (archive.folder / layout.study_file(repeat)).exists():
            copy_study(archive, archive.study(original), archive, repeat)
    return made


def _write(archive: Archive, made: Mapping[str, str], wanted: Repeats) -> None:
    """Write protocol and list before the first copy: a copy that nobody knows for one would be counted."""
    protocol = replace(archive.dataset.protocol, repeats=wanted)
    described = parse_dataset(json.loads(replace(archive.dataset, protocol=protocol).to_json()))
    write_repeats(archive.folder, made)
    write_description(archive.folder, described)


def _drawn(archive: Archive, share: float, seed: int) -> list[str]:
    """The studies that are repeated, by the seed."""
    keys = archive.study_keys()
    patients = {key: archive.study(key).patient for key in keys}
    studies_of = Counter(patients.values())
    alone = [key for key in keys if studies_of[patients[key]] == 1]
    wanted = max(round(share * len(keys)), 1)
    if len(alone) < wanted:
        text = (
            "{wanted} studies are to be repeated, and {count} have a patient without another study. "
            "Nothing was changed; choose a smaller share."
        )
        raise ArchiveError(text, wanted=wanted, count=len(alone))
    order = np.random.default_rng([seed, 7]).permutation(len(alone))
    return sorted(alone[at] for at in order[:wanted])


def _free_key(archive: Archive, original: str) -> str:
    """A key that no study has, far from the original in the list of every planned reader."""
    protocol, readers = archive.dataset.protocol, archive.dataset.readers
    for number in range(MOST_TRIES):
        key = archive.study_key(f"repeat:{number}:{original}")
        gaps = [
            abs(place_in_order(protocol, name, key) - place_in_order(protocol, name, original))
            for name in readers
        ]
        if min(gaps) >= APART and not (archive.folder / layout.study_file(key)).exists():
            return key
    raise ArchiveError(
        "There are too many readers to keep repeats apart for all of them. Nothing was changed."
    )
