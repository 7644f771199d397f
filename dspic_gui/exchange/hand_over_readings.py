"""Readings and settlements of a hand-over: what votes, without any text that a person typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dspic_gui import times
from dspic_gui.code import CodeBook, split_label
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.hand_over_keys import HandOverKeys
from dspic_gui.ground_truth.adjudication import (
    Adjudication,
    AdjudicationError,
    basis_of,
    read_adjudication,
    target_of,
)
from dspic_gui.ground_truth.consensus import Consensus
from dspic_gui.ground_truth.consolidation import save_adjudication, study_vote
from dspic_gui.ground_truth.settlement import REASONS, Settlement
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Foreign
from dspic_gui.study import Projection
from dspic_gui.vote import OutlineRule

UNKNOWN = "unknown"
PERSON = "lead"
_PLAIN = re.compile(r"R\d{1,3}\Z")


def reader_names(archive: Archive) -> dict[str, str]:
    """What each planned reader is called in a hand-over: R1, R2 ... stay, any other name becomes such a one."""
    names = archive.dataset.readers
    if all(_PLAIN.match(name) for name in names):
        return {name: name for name in names}
    return {name: f"R{number}" for number, name in enumerate(names, start=1)}


def without_texts(reading: Reading, book: CodeBook, keys: HandOverKeys) -> Reading:
    """The reading with its marks, codes and links, and without comments, foreign keys and unknown labels."""
    lesions = tuple(_plain(lesion, book, keys) for lesion in reading.lesions if _has_area(lesion))
    return replace(reading, lesions=lesions, sealed_at=None, extra={})


def mark_key(lesion: Lesion, keys: HandOverKeys) -> str:
    """What a mark is called in a hand-over."""
    return keys.hex("mark", lesion.uid)[:32]


def _has_area(lesion: Lesion) -> bool:
    """Marks of kinds that only other programs draw never vote and may hold pictures."""
    return not isinstance(lesion.shape, Foreign)


def _plain(lesion: Lesion, book: CodeBook, keys: HandOverKeys) -> Lesion:
    label = lesion.label if book.knows(lesion.label) else UNKNOWN
    return replace(
        lesion,
        label=label,
        uid=mark_key(lesion, keys),
        description=None,
        flags={},
        extra={},
        own_extra={},
    )


def write_settlements(
    archive: Archive, new: Archive, studies: Mapping[str, str], keys: HandOverKeys
) -> bool:
    """Write what persons settled, without names and comments, on the votes of the hand-over; whether there was any.

    `studies` maps the keys of the dataset to those of the hand-over.
    """
    written = False
    for key, made in studies.items():
        try:
            standing = read_adjudication(archive.folder, key).standing
        except AdjudicationError:
            continue
        if standing:
            old, vote = study_vote(archive, archive.study(key)), study_vote(new, new.study(made))
            targets = _targets(old, vote, reader_names(archive), keys)
            settled = [_settlement(one, targets, archive, vote) for one in standing.values()]
            kept = tuple(one for one in settled if one is not None)
            save_adjudication(new, Adjudication(made, kept))
            written = True
    return written


def _targets(
    old: Consensus, new: Consensus, names: Mapping[str, str], keys: HandOverKeys
) -> dict[str, str]:
    """The names of lesions in the hand-over by those in the dataset: lesions of the same marks are the same."""
    made = {
        frozenset((mark.reader, mark.lesion.uid) for mark in lesion.marks): lesion.uid
        for lesion in new.lesions
    }
    found = {}
    for lesion in old.lesions:
        marks = frozenset(
            (names.get(mark.reader, mark.reader), mark_key(mark.lesion, keys))
            for mark in lesion.marks
        )
        if marks in made:
            found[lesion.uid] = made[marks]
    return found


def _settlement(
    one: Settlement, targets: Mapping[str, str], archive: Archive, vote: Consensus
) -> Settlement | None:
    views = {target_of(view): view for view in (*Projection, None)}
    if one.target not in views and one.target not in targets:
        return None
    basis = (
        basis_of(vote.answers[views[one.target]])
        if one.target in views and views[one.target] in vote.answers
        else ""
    )
    names = reader_names(archive)
    outline = one.outline if one.outline in set(OutlineRule) else names.get(one.outline or "")
    label = (
        one.label
        if one.label and split_label(one.label) and archive.book.knows(one.label)
        else None
    )
    return replace(
        one,
        target=targets.get(one.target, one.target),
        basis=basis,
        by=PERSON,
        at=times.now(),
        label=label,
        outline=outline,
        reason=one.reason if one.reason in REASONS else None,
        comment=None,
    )
