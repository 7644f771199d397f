"""Label files for tests: a plain LabelMe document, pictures in base64, and readings drawn by hypothesis."""

from __future__ import annotations

import base64
import copy
import json
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from dspic_gui.labels.view_file import compose_label_file
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.shape import Ellipse, Foreign, Polygon, Rectangle
from dspic_gui.study import Projection


def cut_png() -> str:
    """The beginning of a picture in base64."""
    buffer = BytesIO()
    Image.radial_gradient("L").save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()[:2001]).decode()


def png(columns: int = 4, rows: int = 3, mode: str = "1") -> str:
    """A picture in base64."""
    buffer = BytesIO()
    Image.new(mode, (columns, rows)).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


POLYGON: dict[str, Any] = {
    "label": "metastasis:rib:left",
    "points": [[10.0, 20.0], [30.5, 20.0], [30.5, 44.25]],
    "group_id": None,
    "description": "",
    "shape_type": "polygon",
    "flags": {},
    "mask": None,
}
OWN_SHAPE: dict[str, Any] = {"uid": "a1", "disease": "metastasis", "part": "rib", "side": "left", "certainty": 4}
OWN: dict[str, Any] = {
    "schema": 1,
    "study": "s1",
    "view": "ANT",
    "reader": "R1",
    "state": "draft",
    "answer": "abnormal",
    "checksum": "0" * 64,
}


def document() -> dict[str, Any]:
    """A file that labelme 7.9.1 opens: three polygons, the last with our object, and our object on top."""
    shapes = [copy.deepcopy(POLYGON) for _ in range(3)]
    shapes[2]["dspic"] = copy.deepcopy(OWN_SHAPE)
    return {
        "version": "7.9.1",
        "flags": {"normal": False},
        "shapes": shapes,
        "imagePath": "../../pictures/s1_ANT.png",
        "imageData": None,
        "imageHeight": 1024,
        "imageWidth": 256,
        "dspic": copy.deepcopy(OWN),
    }


def encoded(content: Any) -> bytes:
    """Any value as a program without our rules would write it."""
    return json.dumps(content).encode()


def composed(reading: Reading, projection: Projection = Projection.ANT, **more: Any) -> bytes:
    """The view file of a reading, its picture two folders up."""
    settings: dict[str, Any] = {"picture": f"../../pictures/{reading.study}_{projection}.png", "rows": 1024, "columns": 256}
    return compose_label_file(reading, projection, **{**settings, "source_sha256": "5" * 64, **more})


coordinates = st.floats(-100, 2000, allow_nan=False)
points = st.tuples(coordinates, coordinates)
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
ellipses = st.builds(Ellipse, coordinates, coordinates, st.floats(0.5, 200), st.floats(0.5, 200), st.floats(-360, 360))
polygons = st.builds(Polygon, st.lists(points, min_size=3, max_size=12).map(tuple))
foreign = st.one_of(
    st.builds(Foreign, st.just("circle"), st.tuples(points, points)),
    st.builds(Foreign, st.just("point"), st.tuples(points)),
    st.builds(Foreign, st.just("oriented_rectangle"), st.tuples(points, points, points, points)),
    st.builds(Foreign, st.sampled_from(["linestrip", "points"]), st.lists(points, min_size=1, max_size=5).map(tuple)),
    st.builds(Foreign, st.just("polygon"), st.lists(points, min_size=1, max_size=2).map(tuple)),
    st.builds(Foreign, st.just("mask"), st.tuples(points, points), st.just(png())),
)
labels = st.sampled_from(["metastasis:rib:left", "arthritis:knee:bilateral", "urine", "fracture?", ""]) | words


def keys_but(*ours: str) -> st.SearchStrategy[dict[str, Any]]:
    """Keys of another program with any value."""
    return st.dictionaries(words.filter(lambda word: word not in ours), values, max_size=3)


SHAPE_KEYS = ("label", "points", "group_id", "shape_type", "flags", "description", "mask", "locked", "dspic")
OWN_SHAPE_KEYS = ("uid", "disease", "part", "side", "certainty", "ellipse", "statistics")
TOP_KEYS = ("version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", "dspic")


def lesions(projection: Projection) -> st.SearchStrategy[Lesion]:
    """Any mark in a view."""
    return st.builds(
        Lesion,
        st.just(projection),
        polygons | ellipses | st.builds(Rectangle, points, points) | foreign,
        labels,
        st.uuids().map(lambda uid: uid.hex),
        group_id=st.none() | st.integers(-(2**70), 2**70),
        description=st.none() | words,
        certainty=st.none() | st.integers(1, 5),
        symmetric=st.booleans(),
        locked=st.booleans(),
        flags=st.dictionaries(words.filter(lambda word: word not in ("certain", "symmetric")), st.booleans(), max_size=2),
        extra=keys_but(*SHAPE_KEYS),
        own_extra=keys_but(*OWN_SHAPE_KEYS),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading of both views."""
    marks = [mark for view in Projection for mark in draw(st.lists(lesions(view), max_size=4, unique_by=lambda mark: mark.uid))]
    sealed = draw(st.booleans())
    return Reading(
        "s1",
        "R1",
        tuple({mark.uid: mark for mark in marks}.values()),
        State.SEALED if sealed else State.DRAFT,
        says_normal=draw(st.booleans()),
        sealed_at="2026-11-22T08:00:00+00:00" if sealed else None,
        unblinded=draw(st.booleans()),
        extra={view: kept for view in Projection if (kept := draw(keys_but(*TOP_KEYS)))},
    )
