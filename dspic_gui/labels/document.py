"""The top level of a LabelMe file: the checks of labelme 7.9.1, a picture path that stays in the dataset, and our own object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from dspic_gui.labels.image_data import check_masks, image_size
from dspic_gui.labels.shapes import check_flags, check_shape
from dspic_gui.labels.text import LabelError, WrittenShape
from dspic_gui.reading import State
from dspic_gui.sentence import Sentence
from dspic_gui.study import Projection

SCHEMA = 1
MOST_SHAPES = 10_000


def check_top(document: Mapping[str, Any], name: str) -> list[Any]:
    """The shapes of the document, every one checked; LabelError for whatever labelme 7.9.1 would refuse."""
    for key in ("shapes", "imagePath", "imageData"):
        if key not in document:
            raise LabelError(name, "the key “{key}” is missing.", key=key)
    check_flags(document.get("flags"), name)
    _check_image(document, name)
    shapes = document["shapes"]
    if not isinstance(shapes, list):
        raise LabelError(name, "shapes is a list, not {value}.", value=shapes)
    if len(shapes) > MOST_SHAPES:
        raise LabelError(name, "the file has {value} shapes; 10,000 are the most.", value=len(shapes))
    for index, shape in enumerate(shapes):
        if not isinstance(shape, WrittenShape):
            check_shape(shape, name, index)
    check_masks(shapes, name)
    return shapes


def _check_image(document: Mapping[str, Any], name: str) -> None:
    for key in ("imageHeight", "imageWidth"):
        size = document.get(key)
        if size is not None and (type(size) is not int or size < 1):
            raise LabelError(name, "{key} is a whole number of pixels or null, not {value}.", key=key, value=size)
    path, data = document["imagePath"], document["imageData"]
    if not isinstance(path, str):
        raise LabelError(name, "imagePath is a text, not {value}.", value=path)
    if not _inside(path, name):
        raise LabelError(name, "imagePath “{value}” leads out of the dataset.", value=path)
    if not isinstance(data, str | None):
        raise LabelError(name, "imageData is null or a picture in base64, not {value}.", value=data)
    if data is not None:
        _check_embedded(data, document.get("imageHeight"), document.get("imageWidth"), name)


def _inside(path: str, name: str) -> bool:
    """Whether the relative path stays in the dataset, for a label file at `name` (two folders deep where that does not tell)."""
    target = PureWindowsPath(path)
    if not target.parts or target.drive or target.root or "\0" in path:
        return False
    folders = len(PurePosixPath(name).parts) - 1
    depth = folders if folders and not PurePosixPath(name).is_absolute() else 2
    for part in target.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return False
    return True


def _check_embedded(data: str, height: int | None, width: int | None, name: str) -> None:
    size = image_size(data)
    if not size:
        raise LabelError(name, "imageData holds no picture that can be opened: {value}.", value=data)
    rows, columns = size
    if (height or rows, width or columns) != (rows, columns):
        raise LabelError(
            name,
            "the embedded picture has {rows} x {columns} pixels, but the file says {height} x {width}.",
            rows=rows,
            columns=columns,
            height=height,
            width=width,
        )


def check_own(own: Any, name: str) -> None:
    """LabelError unless our own top object is sound and not newer than this program."""
    if not isinstance(own, dict):
        raise LabelError(name, "dspic is an object, not {value}.", value=own)
    schema = own.get("schema", SCHEMA)
    if type(schema) is int and schema > SCHEMA:
        raise LabelError(name, "a newer version of this program wrote the file (schema {value}).", value=schema)
    rules: tuple[tuple[str, tuple[Any, ...], Sentence], ...] = (
        ("schema", (SCHEMA,), Sentence("1")),
        ("view", tuple(view.value for view in Projection), Sentence("ANT or POST")),
        ("state", tuple(state.value for state in State), Sentence("draft or sealed")),
        ("answer", ("normal", "abnormal", None), Sentence("normal, abnormal or null")),
        ("says_normal", (True, False), Sentence("true or false")),
        ("unblinded", (True, False), Sentence("true or false")),
    )
    for key, allowed, words in rules:
        if key in own and not any(type(own[key]) is type(value) and own[key] == value for value in allowed):
            raise LabelError(name, "dspic.{key} is {words}, not {value}.", key=key, words=words, value=own[key])
    for key in ("study", "reader", "sealed_at", "source_sha256", "checksum", "audit_head"):
        if not isinstance(own.get(key), str | None):
            raise LabelError(name, "dspic.{key} is a text, not {value}.", key=key, value=own[key])
    if not isinstance(own.get("display"), dict | None):
        raise LabelError(name, "dspic.display is an object or null, not {value}.", value=own["display"])
