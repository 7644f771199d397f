"""A dataset of two-frame DICOM studies that readers sealed, for reports, the PACS and the hand-over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth import consolidation
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from dspic_gui.study import Projection
from tests.made import odd_dicom as odd

RIB = Lesion(
    Projection.ANT,
    Rectangle((90, 290), (110, 312.5)),
    "metastasis:rib:left",
    group_id=1,
    certainty=4,
    description="hot, 热点",
)
SPINE = Lesion(
    Projection.POST, Ellipse(128, 500, 9.5, 14.25, 20), "metastasis:lumbar_spine", group_id=2
)
SPINE_ANT = Lesion(
    Projection.ANT, Ellipse(127, 501, 9.1, 13.2, -7), "metastasis:lumbar_spine", group_id=2
)
KNEE = Lesion(
    Projection.ANT,
    Polygon(((100.1234567, 800), (121, 803), (118, 830.5), (103, 826))),
    "arthritis:knee:bilateral",
    certainty=2,
    symmetric=True,
)
SHIN = Lesion(Projection.POST, Rectangle((80, 700), (95, 720)), "arthritis:tibia:right")
URINE = Lesion(Projection.ANT, Rectangle((120, 560), (140, 580)), "urine:bladder")
MARKS = (RIB, SPINE, SPINE_ANT, KNEE, SHIN, URINE)


def scan_file(number: int, **changes: Any) -> bytes:
    """A whole-body scan with two frames of its own study, series and patient; its view codes tell the views."""
    uid = f"{odd.ROOT}7.{number}"
    views = [("SCT", "399321004"), ("SCT", "399001007")]
    pair = np.stack([odd.counts_of(2 * number + at) for at in range(2)]).astype(np.uint16)
    fields = {
        "DetectorVector": [1, 2],
        "EnergyWindowVector": [1, 1],
        "NumberOfDetectors": 2,
        "NumberOfEnergyWindows": 1,
        "StudyInstanceUID": uid,
        "SeriesInstanceUID": f"{uid}.1",
        "SOPInstanceUID": f"{uid}.1.1",
        "PatientID": f"P{number}",
        "PatientName": f"Planted^Name{number}",
        "AccessionNumber": f"A{number}",
        "StudyID": f"S{number}",
        "StudyTime": "101500",
        "ActualFrameDuration": "900000",
        "ScanVelocity": "2.5",
        "ScanLength": "2000",
        "DetectorInformationSequence": [odd.detector(view=view) for view in views],
    }
    return odd.file(pair, **(fields | changes))


def dicom_dataset(folder: Path, studies: int = 2, *, consensus: bool = True) -> Archive:
    """The first study has marks in both views by all readers, the others are normal by all."""
    source = folder.parent / f"{folder.name}-source"
    source.mkdir(parents=True)
    for number in range(studies):
        (source / f"{number}.dcm").write_bytes(scan_file(number))
    archive = Archive.create(folder, "Exchange", secret="1" * 64)
    import_sources(archive, [source])
    for number in range(studies):
        key = archive.study_key(f"{odd.ROOT}7.{number}")
        marks = MARKS if number == 0 else ()
        for reader in archive.dataset.readers if consensus else ():
            reading = Reading(key, reader, marks, says_normal=not marks)
            archive.as_reader(reader).seal(reading, at="2026-03-04T05:06:07+00:00")
    if consensus:
        consolidation.run(archive)
    return archive


def study_key(archive: Archive, number: int = 0) -> str:
    """The key of one of its studies."""
    return archive.study_key(f"{odd.ROOT}7.{number}")
