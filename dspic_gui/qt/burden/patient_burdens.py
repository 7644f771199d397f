"""The index of all studies of the open study's patient, computed off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dspic_gui.burden.dataset_burden import FAULTS, StudyBurden, sentence_of, study_burden
from dspic_gui.burden.models import LesionModels
from dspic_gui.burden.sources import (
    NETWORK,
    FoundMetastases,
    LabelledMetastases,
    MetastasisSource,
    NetworkRegions,
    OwnMetastases,
    RegionSource,
    TruthRegions,
)
from dspic_gui.burden.trend import Step, trend
from dspic_gui.burden.weights import WeightTable
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import TRUTH
from dspic_gui.qt.background import Job
from dspic_gui.worklist.rows import Worklist


@dataclass(frozen=True, eq=False)
class PatientBurdens:
    """A patient's trend by one source; `problems` are the studies that could not be computed."""

    patient: str
    labels: str
    regions: str
    table: WeightTable
    steps: tuple[Step, ...]
    problems: tuple[str, ...] = ()

    @property
    def without(self) -> int:
        """Studies of which the source says nothing, or nothing that may be seen yet."""
        return sum(step.study.found is None for step in self.steps)


def patient_burdens(
    archive: Archive, key: str, labels: str, table: WeightTable, models: LesionModels, job: Job
) -> PatientBurdens:
    """Every study of the patient whose study `key` is, by this source; ArchiveError, ModelError
    or WorklistError where nothing can be said at all."""
    patient = archive.study(key).patient
    keys = _studies_of(archive.folder, archive.reader, patient, key)
    marks, regions = _marks(archive, labels, models), _regions(archive, labels, models)
    found: list[StudyBurden] = []
    problems: list[str] = []
    for done, one in enumerate(keys, start=1):
        try:
            found.append(study_burden(archive, one, marks, regions, table))
        except FAULTS as fault:
            problems.append(f"{one}: {sentence_of(fault)}")
        job.report(done, len(keys))
    name = regions.name if regions else labels
    return PatientBurdens(patient, labels, name, table, trend(found), tuple(problems))


def _studies_of(folder: Path, reader: str | None, patient: str, key: str) -> Sequence[str]:
    worklist = Worklist(folder, reader)
    try:
        found = [row.key for row in worklist.of_patient(patient)]
    finally:
        worklist.close()
    return found if key in found else [*found, key]


def _marks(archive: Archive, labels: str, models: LesionModels) -> MetastasisSource:
    if labels == NETWORK:
        return FoundMetastases(archive, models.lesions())
    if labels == archive.reader:
        return OwnMetastases(archive)
    return LabelledMetastases(archive, labels)


def _regions(archive: Archive, labels: str, models: LesionModels) -> RegionSource | None:
    if labels == TRUTH:
        return TruthRegions(archive)
    if labels == NETWORK:
        return None
    return NetworkRegions(archive, models.regions(), NETWORK)
