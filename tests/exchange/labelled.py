"""A small dataset whose readers sealed marks of every shape, with a consensus; and strict readers of what was exported."""

from __future__ import annotations

import json
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth import consolidation
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.made.small_dataset import small_dataset

RIB = Lesion(
    Projection.ANT,
    Rectangle((90, 290), (110, 312.5)),
    "metastasis:rib:left",
    group_id=1,
    certainty=4,
)
SPINE = Lesion(
    Projection.POST, Ellipse(128, 500, 9.5, 14.25, 20), "metastasis:lumbar_spine", certainty=3
)
KNEE = Lesion(
    Projection.ANT,
    Polygon(((100, 800), (121, 803), (118, 830.5), (103, 826))),
    "arthritis:knee:right",
)
EDGE = Lesion(
    Projection.ANT, Rectangle((0, 400), (12, 420)), "arthritis:elbow:right", description="=1+1"
)


def labelled_dataset(folder: Path) -> Archive:
    """Three studies: one with lesions in both views, one normal by all, one on which two readers alone differ."""
    archive = small_dataset(folder)
    first, second, third = archive.study_keys()
    marks = {
        first: dict.fromkeys(("R1", "R2", "R3"), (RIB, SPINE, KNEE, EDGE)),
        second: dict.fromkeys(("R1", "R2", "R3"), ()),
        third: {"R1": (RIB,), "R2": ()},
    }
    for key, readers in marks.items():
        for reader, lesions in readers.items():
            says_normal = not lesions
            archive.as_reader(reader).seal(Reading(key, reader, lesions, says_normal=says_normal))
    consolidation.run(archive)
    return archive


class NotYoloError(AssertionError):
    """The rules of Ultralytics are broken."""


def read_yolo(folder: Path, *, outlines: bool) -> dict[str, list[tuple[int, list[float]]]]:
    """The rows of every picture in pixels, after the checks that Ultralytics makes of a dataset."""
    described = _data_yaml(folder / "data.yaml")
    names = described["names"]
    found: dict[str, list[tuple[int, list[float]]]] = {}
    places = {folder / described[part] for part in described if part not in ("path", "nc", "names")}
    for place in places:
        for picture in sorted(place.glob("*.png")):
            label = Path(str(picture).replace("/images/", "/labels/")).with_suffix(".txt")
            lines = label.read_text(encoding="ascii").splitlines()
            if len(set(lines)) != len(lines):
                raise NotYoloError("a line stands twice")
            found[picture.stem] = [_row(line, len(names), outlines) for line in lines]
    return found


def _row(line: str, classes: int, outlines: bool) -> tuple[int, list[float]]:
    number, *values = line.split(" ")
    shares = [float(value) for value in values]
    if not 0 <= int(number) < classes:
        raise NotYoloError("a class without a name")
    if (len(shares) < 6 or len(shares) % 2) if outlines else len(shares) != 4:
        raise NotYoloError("a row of the wrong length")
    if not all(0.0 <= value <= 1.0 for value in shares):
        raise NotYoloError("a number outside of the picture")
    size = (COLUMNS, ROWS)
    return int(number), [value * size[place % 2] for place, value in enumerate(shares)]


def _data_yaml(path: Path) -> dict[str, object]:
    """The few forms of YAML that the file uses, strictly."""
    described: dict[str, object] = {}
    names: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(": ")
        if line.startswith("  "):
            names[int(key)] = json.loads(value)
        elif line != "names:":
            described[key] = value
    if sorted(names) != list(range(len(names))) or described["nc"] != str(len(names)):
        raise NotYoloError("the names are not numbered from 0")
    return described | {"names": [names[number] for number in sorted(names)]}  # type: ignore[dict-item]
