"""Datasets of any number of studies on a few two-frame DICOM scans, quick to make, for measuring how the window opens them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from pydicom.uid import RLELossless

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.study_file import study_to_json
from dspic_gui.study import Projection, Study, ViewSource
from tests.made import odd_dicom as odd


def scanned_dataset(folder: Path, studies: int, scans: int = 24) -> Path:
    """Make it for R1, R2 and R3; every second scan is compressed, every tenth study has a report."""
    archive = Archive.create(folder, "Scans", secret="0" * 64)
    (folder / "studies").mkdir()
    (folder / "reports").mkdir()
    views = [_scan(folder, number) for number in range(scans)]
    for number in range(studies):
        key = archive.study_key(f"study {number}")
        study = Study(key, archive.patient_key(f"patient {number // 2}"), views[number % scans], f"2025-01-{number % 28 + 1:02}", "F", 60)
        (folder / "studies" / f"{key}.json").write_bytes(study_to_json(study))
        if number % 10 == 0:
            report = '{"description": "Focal uptake in the left rib.", "suggestion": ""}'
            (folder / "reports" / f"{key}.json").write_text(report, encoding="utf-8")
    return folder


def _scan(folder: Path, number: int) -> tuple[ViewSource, ...]:
    frames = [odd.counts_of(2 * number + at, top=4000) for at in range(2)]
    pixels = np.stack([frames[0], frames[1][:, ::-1]]).astype(np.uint16)
    content = odd.compressed(RLELossless, pixels, "pydicom") if number % 2 else odd.file(pixels)
    path = folder / "scans" / f"{number}.dcm"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return tuple(ViewSource(projection, f"scans/{number}.dcm", at, digest, "made") for at, projection in enumerate(Projection))
