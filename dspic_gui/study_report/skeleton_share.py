"""The bone scan index of a study's marks, for its report: the bones are those of a lesion model's region map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.burden.index import burden
from dspic_gui.burden.sources import drawn
from dspic_gui.burden.weights import DEFAULT, load_weights
from dspic_gui.lesion_model.opened import SHIPPED_LESIONS
from dspic_gui.lesion_model.region_reader import RegionReader
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.reading import Lesion
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection, Study, View


@dataclass(frozen=True)
class SkeletonShare:
    """The index in percent of the skeleton, by which table of weights, with which model's regions, and what that model warns of.

    `percent` is None where a view is unlike the model's training scans: it knows no bones there.
    """

    percent: float | None
    weights: str
    regions: str
    warning: Sentence | str


@contextmanager
def open_regions(folder: Path = SHIPPED_LESIONS) -> Iterator[RegionReader]:
    """The network of regions of this lesion model while it is needed; ModelError where there is none."""
    with without_chatter():
        reader = RegionReader.open(folder)
    try:
        yield reader
    finally:
        reader.close()


def skeleton_share(
    lesions: Sequence[Lesion],
    study: Study,
    views: Mapping[Projection, View],
    *,
    folder: Path = SHIPPED_LESIONS,
    weights: str = DEFAULT,
    regions: RegionReader | None = None,
) -> SkeletonShare:
    """The index of the metastases among these marks; ModelError where there are no regions, NetworkInputError for an odd view.

    Only the file of regions is read: anatomy is no opinion, and a reader who is still blind may ask for it. `regions`: one that is
    open already, for many studies; it stays open.
    """
    table = load_weights(weights)
    with nullcontext(regions) if regions else open_regions(folder) as reader:
        known = reader.known({one: view.counts for one, view in views.items()})
    warning = reader.warning or Sentence("Research use only. Not for diagnosis.")
    if len(known) < len(views):
        return SkeletonShare(None, table.name, reader.identity, warning)
    hot = {one: drawn([lesion for lesion in lesions if lesion.projection is one]) for one in views}
    found = burden({one: view.regions for one, view in known.items()}, hot, table, study.sex)
    return SkeletonShare(found.index, table.name, reader.identity, warning)
