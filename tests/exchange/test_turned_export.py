"""A scan that was stored another way up: what goes beside its file lies on its pixels, what goes with our pictures on ours."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest

from dspic_gui.cli import main
from dspic_gui.counts.picture import read_png
from dspic_gui.counts.raster import TURNS
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange import reported as content
from dspic_gui.exchange.report_export import report_file
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Rectangle
from dspic_gui.study import Projection
from tests.made.body_files import as_stored, scan
from tests.made.importing import only_study, put

ANT = Projection.ANT
ROW, COLUMN = 300, 90
"""Where the hottest pixel of the anterior view lies once it is upright."""


def hottest(upright: np.ndarray) -> np.ndarray:
    hot = upright.copy()
    hot[ROW, COLUMN] = 30_000
    return hot


@pytest.fixture(params=["rotated 180", "rotated 90 clockwise", "rotated 90 counterclockwise"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """Stored so that the import turns it as the parameter says, and sealed by R1 with a mark on the hottest pixel."""
    quarters = {"rotated 90 clockwise": "rotated 90 counterclockwise", "rotated 90 counterclockwise": "rotated 90 clockwise"}
    back = TURNS[quarters.get(request.param, request.param)]
    made = scan("late_ant", "late_post", stored=lambda both: as_stored([back(hottest(one)) for one in both]))
    archive = Archive.create(tmp_path / "dataset", "Test")
    import_sources(archive, [put(tmp_path, "a.dcm", made.content())])
    source = archive.study(only_study(archive)).source(ANT)
    assert source is not None and source.turned == request.param
    reader = archive.as_reader("R1")
    box = Rectangle((COLUMN - 1.0, ROW - 1.0), (COLUMN + 2.0, ROW + 2.0))
    reading = Reading(only_study(archive), "R1").adding(Lesion(ANT, box, "metastasis:rib:right"))
    reader.save(reading)
    reader.seal(reading)
    return archive


def inside(pixels: np.ndarray, points: np.ndarray) -> np.ndarray:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return pixels[round(top) : round(bottom), round(left) : round(right)]


def test_a_report_points_at_the_pixels_of_the_original_file(archive: Archive) -> None:
    key = only_study(archive)
    said = content.reported(archive, key, "R1")
    assert said is not None
    document = pydicom.dcmread(io.BytesIO(report_file(archive, said, "sr")))
    (places,) = [item for item in every_item(document) if item.get("ValueType") == "SCOORD"]
    points = np.array(places.GraphicData).reshape(-1, 2)
    (reference,) = places.ContentSequence[0].ReferencedSOPSequence
    (original,) = (archive.folder / "scans" / key).glob("*.dcm")
    stored = pydicom.dcmread(original)
    assert stored.SOPInstanceUID == reference.ReferencedSOPInstanceUID
    cut = inside(stored.pixel_array[reference.ReferencedFrameNumber - 1], points)
    assert cut.shape == (3, 3) and cut[1, 1] == 30_000


def every_item(data_set: Any) -> Iterator[Any]:
    """The items of all sequences, however deep."""
    for element in data_set:
        for item in element.value if element.VR == "SQ" else ():
            yield item
            yield from every_item(item)


def test_labels_lie_on_the_pictures_that_go_along(archive: Archive, tmp_path: Path) -> None:
    key = only_study(archive)
    file = archive.folder / layout.label_file("R1", key, ANT)
    points = np.array(json.loads(file.read_bytes())["shapes"][0]["points"])
    cut = inside(read_png(archive.picture(key, ANT).read_bytes()), points)
    assert cut.shape == (3, 3) and cut[1, 1] == 255
    out = tmp_path / "coco"
    assert main(["export", str(archive.folder), str(out), "--format", "coco", "--labels", "R1"]) == 0
    (found,) = out.rglob("*.json")
    (mark,) = json.loads(found.read_bytes())["annotations"]
    assert mark["bbox"] == pytest.approx([COLUMN - 1, ROW - 1, 3, 3])
