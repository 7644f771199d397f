"""COCO: annotations.json with pictures, categories and polygons, which pycocotools and most trainers read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dspic_gui.code import split_label
from dspic_gui.exchange.label_set import LabelSet, numbers
from dspic_gui.exchange.label_view import LabelView, area_of, box_of
from dspic_gui.exchange.new_folder import put
from dspic_gui.study import COLUMNS, ROWS

ABOUT = """annotations.json is COCO: `categories` are the classes, numbered from 1;
`annotations` hold polygons (x, y in pixels), `bbox` as left, top, width, height, and `area` in
square pixels. A view without a lesion is an image without annotations. With a split there is
one file for each part: annotations_<part>.json. What `attributes` holds is ours: the code, the
lesion's number, the reader's certainty."""


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"images/{view.name}.png"


def write(labels: LabelSet, folder: Path) -> None:
    """Write annotations.json, or one file for each part of the split."""
    if not labels.parts:
        put(folder / "annotations.json", _document(labels, labels.views))
    for part in labels.parts:
        put(
            folder / f"annotations_{part}.json",
            _document(labels, [view for view in labels.views if view.part == part]),
        )


def _document(labels: LabelSet, views: Sequence[LabelView]) -> bytes:
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, view in enumerate(views, start=1):
        images.append(_image(labels, view, number))
        for lesion, rings in labels.outlined(view):
            left, top, right, bottom = box_of(rings)
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": number,
                    "category_id": labels.number(lesion) + 1,
                    "segmentation": [numbers(ring) for ring in rings],
                    "area": round(area_of(rings), 4),
                    "bbox": [round(value, 4) for value in (left, top, right - left, bottom - top)],
                    "iscrowd": 0,
                    "attributes": {
                        "code": lesion.label,
                        "lesion": lesion.group_id,
                        "certainty": lesion.certainty,
                    },
                }
            )
    whole: Mapping[str, Any] = {
        "info": {
            "description": labels.dataset,
            "labels": labels.labels,
            "contributor": "dSPIC Workstation",
        },
        "licenses": [],
        "images": images,
        "categories": [
            _category(number, name) for number, name in enumerate(labels.classes, start=1)
        ],
        "annotations": annotations,
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


def _image(labels: LabelSet, view: LabelView, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "file_name": labels.picture_place(view),
        "width": COLUMNS,
        "height": ROWS,
        "study": view.study.key,
        "view": view.projection.value,
        "answer": view.answer.value,
        "standing": view.standing.value,
    }


def _category(number: int, name: str) -> dict[str, Any]:
    code = split_label(name)
    return {"id": number, "name": name, "supercategory": code.finding if code else "lesion"}
