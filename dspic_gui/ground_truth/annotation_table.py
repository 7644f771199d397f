"""The one annotation file that feeds a classifier: a row per view with its class and its lesions, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from dspic_gui.dataset import folder as layout
from dspic_gui.ground_truth.consensus_file import AgreedView
from dspic_gui.ground_truth.label_source import LabelledStudy
from dspic_gui.labels.shapes import shape_from
from dspic_gui.reading import Lesion
from dspic_gui.vote import ADJUDICATE

COLUMNS = ("study", "patient", "view", "picture", "class", "provisional", "lesions")
SCHEMA = 1

Row = dict[str, Any]


def rows(studies: Iterable[LabelledStudy]) -> list[Row]:
    """A row per view, by study and view; a view that the vote left open has the class "adjudicate"."""
    return [_row(labelled, view) for labelled in studies for view in labelled.views]


def _row(labelled: LabelledStudy, view: AgreedView) -> Row:
    return {
        "study": view.study,
        "patient": labelled.study.patient,
        "view": view.projection.value,
        "picture": layout.picture_file(view.study, view.projection),
        "class": view.answer.value if view.answer else ADJUDICATE,
        "provisional": view.provisional,
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
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in table:
        cells = {**row, "provisional": str(row["provisional"]).lower(), "lesions": json.dumps(row["lesions"], ensure_ascii=False)}
        writer.writerow([cells[column] for column in COLUMNS])
    return text.getvalue().encode()
