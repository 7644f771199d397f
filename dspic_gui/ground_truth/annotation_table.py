"""The one annotation file that feeds a classifier: a row per view with its class and its lesions, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dspic_gui.csv_table import csv_text
from dspic_gui.dataset import folder as layout
from dspic_gui.ground_truth.label_source import LabelledView
from dspic_gui.labels.shapes import shape_from
from dspic_gui.reading import Lesion
from dspic_gui.vote import ADJUDICATE

FLAGS = ("provisional", "disputed", "outdated")
COLUMNS = ("study", "patient", "view", "picture", "class", "by", *FLAGS, "lesions")
SCHEMA = 1

Row = dict[str, Any]


def rows(views: Iterable[LabelledView]) -> list[Row]:
    """A row per view, in the order of the views."""
    return [_row(view) for view in views]


def _row(view: LabelledView) -> Row:
    return {
        "study": view.study.key,
        "patient": view.study.patient,
        "view": view.projection.value,
        "picture": layout.picture_file(view.study.key, view.projection),
        "class": view.answer.value if view.answer else ADJUDICATE,
        "by": view.by,
        **{name: getattr(view, name) for name in FLAGS},
        "lesions": [_lesion(lesion) for lesion in view.lesions],
    }


def _lesion(lesion: Lesion) -> Row:
    """Label, code, lesion number, box (left, top, right, bottom) and outline, in pixels of the picture."""
    code, shape = lesion.code, shape_from(lesion)
    return {
        "label": lesion.label,
        "disease": code.finding if code else None,
        "part": code.part if code else None,
        "side": code.side if code else None,
        "lesion": lesion.group_id,
        "box": [round(value, 4) for value in lesion.shape.bounds],
        "shape_type": shape["shape_type"],
        "points": shape["points"],
    }


def as_json(table: Iterable[Row], source: str) -> bytes:
    """The table as JSON, a view per line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table)
    return f'{{"schema": {SCHEMA}, "labels": {json.dumps(source)}, "views": [\n{lines}\n]}}\n'.encode()


def as_csv(table: Iterable[Row]) -> bytes:
    """The table as CSV; the lesions of a view stand in one cell, as JSON."""
    lines: list[tuple[Any, ...]] = [COLUMNS]
    for row in table:
        flags = {name: str(row[name]).lower() for name in FLAGS}
        cells = {**row, **flags, "lesions": json.dumps(row["lesions"], ensure_ascii=False)}
        lines.append(tuple(cells[column] for column in COLUMNS))
    return csv_text(lines).encode()
