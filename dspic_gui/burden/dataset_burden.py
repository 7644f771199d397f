"""The index of every study of a dataset, by one source of metastases and one of regions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dspic_gui.burden.index import BoneBurden, Burden, burden
from dspic_gui.burden.sources import MetastasisSource, RegionSource
from dspic_gui.burden.weights import WeightTable
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.audit import AuditError
from dspic_gui.labels.text import LabelError
from dspic_gui.model.network_engine import EngineError
from dspic_gui.model.network_input import NetworkInputError
from dspic_gui.regions.lesion_masks import LesionMaskError
from dspic_gui.regions.region_map import RegionMapError
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import SaidError, Sentence, reason_of, told
from dspic_gui.study import Study

FAULTS = (
    ArchiveError, AuditError, DecodeError, EngineError, LabelError, LesionMaskError,
    NetworkInputError, OSError, RegionMapError,
)  # fmt: skip
"""What may keep one study from having an index; each has a sentence."""

Problem = Callable[[str, Sentence], None]


@dataclass(frozen=True, eq=False)
class StudyBurden:
    """The burden of a study. `found`: None where the source says nothing of it, `problem` where
    it could not be computed. `unlike`: unlike the network's training scans; `counted` anyway?"""

    study: Study
    labels: str
    regions: str
    weights: str
    found: Burden | None
    unlike: bool = False
    counted: bool = True
    problem: Sentence | None = None

    @property
    def index(self) -> float | None:
        """Percent of the skeleton; None where there is none, or where it does not count."""
        return self.found.index if self.found is not None and self.counted else None

    @property
    def bones(self) -> tuple[BoneBurden, ...]:
        """The bones; none where there is no index."""
        return self.found.bones if self.found is not None and self.counted else ()


def study_burden(
    archive: Archive,
    key: str,
    marks: MetastasisSource,
    regions: RegionSource | None,
    table: WeightTable,
    *,
    keep_unlike: bool = False,
) -> StudyBurden:
    """The burden of one study; one of `FAULTS` where it cannot be had.

    `regions` None takes the maps that come with the metastases; ArchiveError where none do.
    """
    study = archive.study(key)
    marked = marks.of_study(key)
    name = regions.name if regions else marks.name
    if marked is None or not marked.masks:
        return StudyBurden(study, marks.name, name, table.name, None)
    maps = regions.of_study(key) if regions else marked.regions
    if not maps:
        raise ArchiveError("There is no region map of {key}. No index was computed.", key=key)
    found = burden(maps, marked.masks, table, study.sex)
    counted = keep_unlike or not marked.unlike
    return StudyBurden(study, marks.name, name, table.name, found, marked.unlike, counted)


def dataset_burdens(
    archive: Archive,
    marks: MetastasisSource,
    regions: RegionSource | None,
    table: WeightTable,
    keys: Iterable[str] | None = None,
    *,
    keep_unlike: bool = False,
    problem: Problem = lambda key, sentence: None,
) -> Iterator[StudyBurden]:
    """The burden of every study that the source says anything of; `problem` is told the rest."""
    for key in archive.counted_keys() if keys is None else keys:
        try:
            found = study_burden(archive, key, marks, regions, table, keep_unlike=keep_unlike)
        except FAULTS as fault:
            problem(key, sentence_of(fault))
            continue
        if found.found is not None:
            yield found


def sentence_of(fault: Exception) -> Sentence:
    """What is wrong, in a sentence."""
    if isinstance(fault, SaidError):
        return fault.sentence
    if isinstance(fault, OSError):
        return Sentence("A file cannot be read ({reason}).", reason=reason_of(fault))
    return Sentence("{problem}", problem=told(fault))
