"""The part of a reading that undo steps through - its marks and the word "normal" - and its JSON in the undo journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Foreign, Point, Polygon, Rectangle, Shape
from dspic_gui.study import Projection

Json = dict[str, Any]


@dataclass(frozen=True)
class Marks:
    """What a gesture can change in a reading. The state, the seal and unknown keys of the files are not a matter of undo."""

    lesions: tuple[Lesion, ...] = ()
    says_normal: bool = False

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The marks of a reading."""
        return cls(reading.lesions, reading.says_normal)

    def put_into(self, reading: Reading) -> Reading:
        """The reading with these marks in place of its own."""
        return replace(reading, lesions=self.lesions, says_normal=self.says_normal)


def lesion_to_json(lesion: Lesion) -> Json:
    """Every field of a lesion."""
    return {
        "view": lesion.projection.value,
        "shape": _shape_to_json(lesion.shape),
        "label": lesion.label,
        "uid": lesion.uid,
        "group": lesion.group_id,
        "description": lesion.description,
        "certainty": lesion.certainty,
        "symmetric": lesion.symmetric,
        "locked": lesion.locked,
        "flags": dict(lesion.flags),
        "extra": dict(lesion.extra),
        "own_extra": dict(lesion.own_extra),
    }


def lesion_from_json(content: Mapping[str, Any]) -> Lesion:
    """The lesion that lesion_to_json wrote; KeyError, TypeError or ValueError for anything else."""
    return Lesion(
        projection=Projection(content["view"]),
        shape=_shape_from_json(content["shape"]),
        label=str(content["label"]),
        uid=str(content["uid"]),
        group_id=content["group"],
        description=content["description"],
        certainty=content["certainty"],
        symmetric=bool(content["symmetric"]),
        locked=bool(content["locked"]),
        flags=dict(content["flags"]),
        extra=dict(content["extra"]),
        own_extra=dict(content["own_extra"]),
    )


def _shape_to_json(shape: Shape) -> Json:
    if isinstance(shape, Polygon):
        return {"kind": "polygon", "points": shape.points}
    if isinstance(shape, Rectangle):
        return {"kind": "rectangle", "points": (shape.first, shape.second)}
    if isinstance(shape, Ellipse):
        return {"kind": "ellipse", "axes": (shape.cx, shape.cy, shape.rx, shape.ry, shape.angle_deg)}
    return {"kind": "foreign", "of": shape.kind, "points": shape.points, "mask": shape.mask_png}


def _shape_from_json(content: Mapping[str, Any]) -> Shape:
    kind = content["kind"]
    if kind == "ellipse":
        return Ellipse(*content["axes"])
    points: tuple[Point, ...] = tuple((x, y) for x, y in content["points"])
    if kind == "polygon":
        return Polygon(points)
    if kind == "rectangle":
        return Rectangle(*points)
    if kind == "foreign":
        return Foreign(content["of"], points, content["mask"])
    raise ValueError(f"unknown shape kind {kind!r}")
