"""A small dataset on disk with sealed readings, made through the archive as a reader's session makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection, Study, ViewSource

SEALED_AT = "2026-03-04T05:06:07Z"
Marks = Mapping[str, Iterable[Lesion] | None]


def mark(x: float, y: float, label: str = "metastasis:rib:left", view: Projection = Projection.ANT, group: int | None = None) -> Lesion:
    """A mark of 10 x 10 pixels with its upper left corner at x, y."""
    return Lesion(view, Rectangle((x, y), (x + 10, y + 10)), label, group_id=group)


def voting_dataset(folder: Path, studies: Mapping[str, Marks], readers: tuple[str, ...] = ("R1", "R2", "R3"), **about: object) -> Archive:
    """A dataset whose readers sealed these marks: study key -> reader -> marks (empty: said normal; None or absent: not read)."""
    archive = Archive.create(folder, "Voting", readers)
    for number, (key, marks) in enumerate(studies.items()):
        sources = tuple(ViewSource(view, f"scans/{key}/1.dcm", at, "0" * 64, "made") for at, view in enumerate(Projection))
        sex, age = ("F", "M")[number % 2], 40 + 7 * number
        archive.save_study(Study(key, f"{number:016x}", sources, date="2026-01-02", sex=sex, age=age))
        for reader, lesions in marks.items():
            if lesions is not None:
                seal(archive, key, reader, lesions)
    return archive


def seal(archive: Archive, key: str, reader: str, lesions: Iterable[Lesion]) -> Reading:
    """Seal these marks as the reader's reading."""
    marks = tuple(lesions)
    says_normal = not any(lesion.disease for lesion in marks)
    return archive.as_reader(reader).seal(Reading(key, reader, marks, says_normal=says_normal), at=SEALED_AT)


def key(number: int) -> str:
    """The key of a study."""
    return f"{number:016x}"
