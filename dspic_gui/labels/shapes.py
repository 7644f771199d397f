"""One shape of a LabelMe file: the checks of labelme 7.9.1, a Lesion made from it, and the shape made from a Lesion."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

from dspic_gui.labels.text import OWN, LabelError, WrittenShape, digest, sayable
from dspic_gui.reading import Lesion
from dspic_gui.shape import Ellipse, Foreign, Point, Polygon, Rectangle, Shape
from dspic_gui.study import Projection

MOST_POINTS = 20_000
LONGEST_LABEL = 256
LARGEST_COORDINATE = 1_000_000.0

KINDS = ("polygon", "rectangle", "oriented_rectangle", "point", "line", "circle", "linestrip", "points", "mask")
_POINTS = {"point": 1, "rectangle": 2, "line": 2, "circle": 2, "mask": 2, "oriented_rectangle": 4}
_NUMBER = (int, float)
_KEYS = frozenset({"label", "points", "group_id", "shape_type", "flags", "description", "mask", "locked", OWN})
_OWN_KEYS = frozenset({"uid", "disease", "part", "side", "certainty", "ellipse", "statistics"})
_ELLIPSE_KEYS = ("cx", "cy", "rx", "ry", "angle_deg")
_ELLIPSE_DECIMALS = 4
"""The parameters are exact; their outline is for other programs, and shorter numbers keep the file small and quick."""

_ELLIPSE_MISFIT = 1e-3

_OWN_FLAGS = frozenset({"certain", "symmetric"})


def check_shape(shape: Any, name: str, index: int) -> None:
    """LabelError unless labelme 7.9.1 would open this shape and our own object in it is sound."""

    def refuse(template: str, value: Any = None) -> LabelError:
        return LabelError(name, template, index, value=value)

    if not isinstance(shape, dict):
        raise refuse("a shape is a JSON object, not {value}.", shape)
    for key in ("label", "points", "shape_type"):
        if key not in shape:
            raise refuse("the key “{value}” is missing.", key)
    if not isinstance(shape["label"], str):
        raise refuse("label is a text, not {value}.", shape["label"])
    if len(shape["label"]) > LONGEST_LABEL:
        raise refuse("the label “{value}” is longer than 256 characters.", shape["label"])
    if shape["shape_type"] not in KINDS:
        raise refuse("shape_type {value} is none that labelme knows.", shape["shape_type"])
    if type(shape.get("group_id")) not in (int, type(None)):
        raise refuse("group_id is a whole number or null, not {value}.", shape["group_id"])
    if not isinstance(shape.get("description"), str | None):
        raise refuse("description is a text or null, not {value}.", shape["description"])
    if not isinstance(shape.get("locked", False), bool):
        raise refuse("locked is true or false, not {value}.", shape["locked"])
    check_flags(shape.get("flags"), name, index)
    _check_points(shape, name, index)
    _check_mask(shape, name, index)
    _check_own(shape.get(OWN, {}), name, index)


def check_flags(flags: Any, name: str, index: int | None = None) -> None:
    """LabelError unless the flags are null or name true and false only."""
    if not isinstance(flags, dict | None):
        raise LabelError(name, "flags is an object or null, not {value}.", index, value=flags)
    for key, value in (flags or {}).items():
        if not isinstance(value, bool):
            raise LabelError(name, "the flag “{key}” is true or false, not {value}.", index, key=key, value=value)


def _check_points(shape: Mapping[str, Any], name: str, index: int) -> None:
    points, kind = shape["points"], shape["shape_type"]
    if not isinstance(points, list) or not points:
        raise LabelError(name, "points is a list of at least one [x, y], not {value}.", index, value=points)
    if len(points) > MOST_POINTS:
        raise LabelError(name, "the shape has {value} points; 20,000 are the most.", index, value=len(points))
    for at, point in enumerate(points):
        if not (isinstance(point, list) and len(point) == 2 and type(point[0]) in _NUMBER and type(point[1]) in _NUMBER):
            raise LabelError(name, "points[{at}] is [x, y] with two numbers, not {value}.", index, at=at, value=point)
        if not (abs(point[0]) <= LARGEST_COORDINATE and abs(point[1]) <= LARGEST_COORDINATE):
            raise LabelError(name, "points[{at}] {value} is not within a million pixels.", index, at=at, value=point)
    wanted = _POINTS.get(kind, len(points))
    if len(points) != wanted:
        template = "a shape of type {kind} has {wanted} points, not {value}."
        raise LabelError(name, template, index, kind=kind, wanted=wanted, value=len(points))


def _check_mask(shape: Mapping[str, Any], name: str, index: int) -> None:
    mask, kind = shape.get("mask"), shape["shape_type"]
    if mask is None:
        if kind == "mask":
            raise LabelError(name, "a shape of type mask needs a mask, and has none.", index)
        return
    if not isinstance(mask, str):
        raise LabelError(name, "mask is a PNG in base64, not {value}.", index, value=mask)
    if kind != "mask":
        raise LabelError(name, "a mask belongs to the type mask only, not to {value}.", index, value=kind)


def _check_own(own: Any, name: str, index: int) -> None:
    if not isinstance(own, dict):
        raise LabelError(name, "dspic is an object, not {value}.", index, value=own)
    if "uid" in own and not (isinstance(own["uid"], str) and 0 < len(own["uid"]) <= LONGEST_LABEL):
        raise LabelError(name, "dspic.uid is a text, not {value}.", index, value=own["uid"])
    certainty = own.get("certainty")
    if certainty is not None and not (type(certainty) is int and 1 <= certainty <= 5):
        raise LabelError(name, "dspic.certainty is a whole number from 1 to 5 or null, not {value}.", index, value=certainty)
    if not isinstance(own.get("statistics"), dict | None):
        raise LabelError(name, "dspic.statistics is an object, not {value}.", index, value=own["statistics"])
    ellipse = own.get("ellipse")
    if ellipse is not None and not _is_ellipse(ellipse):
        template = "dspic.ellipse needs cx, cy, rx, ry, angle_deg as numbers and points as a hash, not {value}."
        raise LabelError(name, template, index, value=ellipse)


def _is_ellipse(ellipse: Any) -> bool:
    if not isinstance(ellipse, dict) or not isinstance(ellipse.get("points"), str):
        return False
    values = [ellipse.get(key) for key in _ELLIPSE_KEYS]
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST_COORDINATE for value in values)


def lesion_from(shape: Mapping[str, Any], projection: Projection, uid: str) -> tuple[Lesion, list[str]]:
    """The Lesion that a checked shape describes, and the names of what had to be decided: "ellipse", "certainty"."""
    own: Mapping[str, Any] = shape.get(OWN, {})
    flags: Mapping[str, bool] = shape.get("flags") or {}
    drawn = _shape(shape, own)
    certainty = _certainty(own.get("certainty"), flags.get("certain"))
    decided = []
    if own.get("ellipse") and not isinstance(drawn, Ellipse):
        decided.append("ellipse")
    if OWN in shape and certainty != own.get("certainty"):
        decided.append("certainty")
    lesion = Lesion(
        projection,
        drawn,
        shape["label"],
        uid,
        group_id=shape.get("group_id"),
        description=shape.get("description"),
        certainty=certainty,
        symmetric=flags.get("symmetric", False),
        locked=shape.get("locked", False),
        flags={key: value for key, value in flags.items() if key not in _OWN_FLAGS},
        extra={key: value for key, value in shape.items() if key not in _KEYS},
        own_extra={key: value for key, value in own.items() if key not in _OWN_KEYS},
    )
    return lesion, decided


def _certainty(recorded: int | None, flag: bool | None) -> int | None:
    """The certainty that agrees with the flag, which another editor may have changed: certain means 4 or 5."""
    if flag and (recorded or 0) < 4:
        return 4
    if flag is False and recorded is not None and recorded >= 4:
        return 3
    return recorded


def _shape(shape: Mapping[str, Any], own: Mapping[str, Any]) -> Shape:
    kind = shape["shape_type"]
    points: tuple[Point, ...] = tuple((float(x), float(y)) for x, y in shape["points"])
    if kind == "rectangle":
        return Rectangle(*points)
    if kind != "polygon" or len(points) < 3:
        return Foreign(kind, points, shape.get("mask"))
    return _ellipse(points, own.get("ellipse")) or Polygon(points)


def _ellipse(points: tuple[Point, ...], recorded: Mapping[str, Any] | None) -> Ellipse | None:
    """The recorded ellipse where it still describes the points, None where somebody moved them."""
    if not recorded or recorded["points"] != digest(points):
        return None
    ellipse = Ellipse(*(float(recorded[key]) for key in _ELLIPSE_KEYS))
    ring = np.asarray(points)
    fits = ring.shape == ellipse.outline.shape and np.abs(ring - ellipse.outline).max() <= _ELLIPSE_MISFIT
    return ellipse if fits else None


def shape_from(lesion: Lesion, statistics: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The LabelMe shape of a Lesion, all seven keys present, with our own object as the last one."""
    kind, points = _drawn(lesion.shape)
    shape: dict[str, Any] = {
        **{key: value for key, value in lesion.extra.items() if key not in _KEYS},
        "label": lesion.label,
        "points": [list(point) for point in points],
        "group_id": lesion.group_id,
        "description": lesion.description,
        "shape_type": kind,
        "flags": {**lesion.flags, "certain": (lesion.certainty or 0) >= 4, "symmetric": lesion.symmetric},
        "mask": lesion.shape.mask_png if isinstance(lesion.shape, Foreign) else None,
    }
    if lesion.locked:
        shape["locked"] = True
    shape[OWN] = _own(lesion, points, statistics)
    return shape


_WRITTEN: OrderedDict[str, tuple[Lesion, Mapping[str, Any] | None, WrittenShape]] = OrderedDict()
_MOST_WRITTEN = 500


def written_shapes(lesions: Sequence[Lesion], statistics: Mapping[str, Mapping[str, Any]], name: str) -> list[WrittenShape]:
    """`written_shape` of all marks of a view; so many are kept that the next gesture finds them, however many there are."""
    written = [written_shape(mark, statistics.get(mark.uid), name, index) for index, mark in enumerate(lesions)]
    while len(_WRITTEN) > max(_MOST_WRITTEN, 2 * len(lesions)):
        _WRITTEN.popitem(last=False)
    return written


def written_shape(lesion: Lesion, statistics: Mapping[str, Any] | None, name: str, index: int) -> WrittenShape:
    """`shape_from`, checked and with its texts; what was written last is used again. LabelError for what labelme could not open."""
    known = _WRITTEN.get(lesion.uid)
    if known is None or known[0] is not lesion or known[1] != statistics:
        shape = shape_from(lesion, statistics)
        check_shape(shape, name, index)
        with sayable(name):
            known = _WRITTEN[lesion.uid] = (lesion, statistics, WrittenShape(shape))
    return known[2]


def _drawn(shape: Shape) -> tuple[str, tuple[Point, ...]]:
    match shape:
        case Rectangle(first, second):
            return "rectangle", tuple((float(x), float(y)) for x, y in (first, second))
        case Foreign(kind, points):
            return kind, tuple((float(x), float(y)) for x, y in points)
        case Ellipse():
            return "polygon", tuple((x, y) for x, y in shape.outline.round(_ELLIPSE_DECIMALS).tolist())
        case Polygon(points):
            return "polygon", tuple((float(x), float(y)) for x, y in points)


def _own(lesion: Lesion, points: tuple[Point, ...], statistics: Mapping[str, Any] | None) -> dict[str, Any]:
    code = lesion.code
    own: dict[str, Any] = {
        **{key: value for key, value in lesion.own_extra.items() if key not in _OWN_KEYS},
        "uid": lesion.uid,
        "disease": code.finding if code else None,
        "part": code.part if code else None,
        "side": code.side if code else None,
        "certainty": lesion.certainty,
    }
    if isinstance(lesion.shape, Ellipse) and all(map(math.isfinite, astuple(lesion.shape))):
        own["ellipse"] = {**dict(zip(_ELLIPSE_KEYS, map(float, astuple(lesion.shape)), strict=True)), "points": digest(points)}
    if statistics:
        own["statistics"] = dict(statistics)
    return own
