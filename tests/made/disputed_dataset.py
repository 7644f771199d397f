"""The small drawn studies with three sealed readings each that disagree in every way that the queue knows."""

from __future__ import annotations

from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Rectangle
from dspic_gui.study import Projection
from tests.made.small_dataset import small_dataset

ANT, POST = Projection
RIB, KNEE = "metastasis:rib:left", "arthritis:knee:left"


def box(x: float, y: float, label: str = RIB, view: Projection = ANT, size: float = 24, group: int | None = None) -> Lesion:
    """A square mark."""
    return Lesion(view, Rectangle((x, y), (x + size, y + size)), label, group_id=group, certainty=4)


def disc(x: float, y: float, label: str = RIB, view: Projection = ANT, radius: float = 12, group: int | None = None) -> Lesion:
    """A round mark."""
    return Lesion(view, Ellipse(x, y, radius, radius), label, group_id=group, certainty=3)


MARKS: tuple[dict[str, list[Lesion]], ...] = (
    {"R1": [box(88, 288)], "R2": [disc(100, 301, KNEE)], "R3": []},
    {"R1": [box(98, 288)], "R2": [disc(112, 303)], "R3": [disc(110, 300), box(140, 510, KNEE)]},
    {"R1": [box(108, 288, "metastasis:rib:left", group=1), box(80, 288, "metastasis:rib:left", POST, group=1)],
     "R2": [disc(120, 300, "metastasis:rib:right")], "R3": []},
    {"R1": [], "R2": [], "R3": []},
)  # fmt: skip


UNANIMOUS: tuple[dict[str, list[Lesion]], ...] = (
    {"R1": [box(98, 288)], "R2": [box(108, 298)], "R3": [box(98, 298), box(140, 510, KNEE)]},
    {"R1": [box(98, 288), box(60, 500, KNEE)], "R2": [box(108, 298), box(70, 510, KNEE)], "R3": [box(98, 298), box(60, 510, KNEE)]},
    MARKS[0],
    {"R1": [box(98, 288)], "R2": [box(108, 298)], "R3": []},
)
"""Three lesions in two studies that all mark alike but far apart, beside what the readers differ on."""


def disputed_dataset(folder: Path, marked: tuple[dict[str, list[Lesion]], ...] = MARKS) -> Archive:
    """Four studies: split disease, far apart with dissent, split side with a link, and normal; or these marks."""
    archive = small_dataset(folder, len(marked))
    for key, marks in zip(archive.study_keys(), marked, strict=True):
        for reader, lesions in marks.items():
            reading = Reading(key, reader, tuple(lesions), says_normal=not lesions)
            archive.as_reader(reader).seal(reading, at="2026-03-04T05:06:07Z")
    return archive
