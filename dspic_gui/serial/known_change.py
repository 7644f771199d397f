"""What is known to have changed between two simulated scans: lesions with one number in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dspic_gui.disease import Disease
from dspic_gui.regions.lesion_masks import LesionMask
from dspic_gui.study import Projection

GROWN = 1.4
"""From this factor of counts per pixel above normal on, a lesion has grown; below 1 / GROWN it has
faded."""


class Change(StrEnum):
    """How a lesion of the present scan lies to the prior."""

    NEW = "new"
    GROWN = "grown"
    FADED = "faded"
    GONE = "gone"
    SAME = "the same"

    @property
    def more(self) -> bool:
        """Whether there is more than before."""
        return self in (Change.NEW, Change.GROWN)


@dataclass(frozen=True, eq=False)
class KnownChange:
    """A metastasis with its masks in the views of one of the scans: the present one, or for what
    is gone or faded the prior."""

    number: int
    change: Change
    masks: Mapping[Projection, LesionMask]


Lesions = Mapping[Projection, Sequence[LesionMask]]


def known_changes(present: Lesions, prior: Lesions) -> list[KnownChange]:
    """Every metastasis that either scan shows, by its number."""
    here, there = _by_number(present), _by_number(prior)
    return [
        _of_lesion(number, here.get(number, {}), there.get(number, {}))
        for number in sorted(here.keys() | there.keys())
    ]


def _by_number(lesions: Lesions) -> dict[int, dict[Projection, LesionMask]]:
    found: dict[int, dict[Projection, LesionMask]] = {}
    for projection, masks in lesions.items():
        for one in masks:
            if one.disease is Disease.METASTASIS and one.visible:
                found.setdefault(one.number, {})[projection] = one
    return found


def _of_lesion(
    number: int, here: Mapping[Projection, LesionMask], there: Mapping[Projection, LesionMask]
) -> KnownChange:
    if not there:
        return KnownChange(number, Change.NEW, here)
    if not here:
        return KnownChange(number, Change.GONE, there)
    now, before = (max(one.contrast for one in masks.values()) for masks in (here, there))
    if now >= GROWN * before:
        return KnownChange(number, Change.GROWN, here)
    if now <= before / GROWN:
        return KnownChange(number, Change.FADED, there)
    return KnownChange(number, Change.SAME, here)
