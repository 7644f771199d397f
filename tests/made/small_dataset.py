"""Datasets of a few drawn studies with 16-bit pictures, quick to make, for tests of the window."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Lesion
from dspic_gui.shape import Rectangle, Shape
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource


def small_dataset(
    folder: Path,
    studies: int = 3,
    *,
    views: tuple[Projection, ...] = tuple(Projection),
    patients: int | None = None,
    blind_to_report: bool = False,
) -> Archive:
    """A dataset for R1, R2 and R3, as the study lead sees it; its reports name body parts; later studies have later dates."""
    archive = Archive.create(folder, "Small", blind_to_report=blind_to_report, secret="0" * 64)
    (folder / "reports").mkdir()
    for number in range(studies):
        key = archive.study_key(f"study {number}")
        sources = tuple(_source(folder, key, number, projection) for projection in views)
        patient = archive.patient_key(f"patient {number % (patients or studies)}")
        archive.save_study(Study(key, patient, sources, date=f"2025-03-{number + 1:02d}", sex="F" if number % 2 else "M", age=50 + number))
        report = '{"description": "Focal uptake in the left rib and the lumbar vertebrae.", "suggestion": "Follow-up of the pelvis."}'
        (folder / "reports" / f"{key}.json").write_text(report, encoding="utf-8")
    return archive


@functools.cache
def counts(number: int, projection: Projection) -> NDArray[np.uint16]:
    """The pixels of such a view, only to be read: a trunk with one warm and one hot disc."""
    rows, columns = np.ogrid[0:ROWS, 0:COLUMNS]
    picture = np.where((abs(columns - 128) < 50) & (rows > 60) & (rows < 960), 20, 0)
    shift = 10 * number if projection is Projection.ANT else -10 * number
    for x, y, radius, height in ((100 + shift % 40, 300, 12, 150), (150, 520, 8, 90)):
        picture = np.where((columns - x) ** 2 + (rows - y) ** 2 < radius**2, height, picture)
    pixels = picture.astype(np.uint16)
    pixels.setflags(write=False)
    return pixels


def lesion(x: float = 90, y: float = 290, view: Projection = Projection.ANT, label: str = "metastasis:rib:left", **more: object) -> Lesion:
    """A box of 20 x 20 pixels."""
    box: Shape = Rectangle((x, y), (x + 20, y + 20))
    return Lesion(view, box, label, **more)  # type: ignore[arg-type]


def _source(folder: Path, key: str, number: int, projection: Projection) -> ViewSource:
    path = folder / "scans" / key / f"{projection}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(counts(number, projection)).save(path, compress_level=1)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ViewSource(projection, path.relative_to(folder).as_posix(), 0, digest, "the file's name says so")
