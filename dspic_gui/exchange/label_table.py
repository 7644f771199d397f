"""CSV: views.csv with a row for each view, which every format brings along, and lesions.csv with a row for each lesion."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dspic_gui.csv_table import csv_bytes
from dspic_gui.exchange.label_pictures import Pictures
from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, class_of
from dspic_gui.exchange.new_folder import put
from dspic_gui.reading import Lesion

VIEW_COLUMNS = (
    *("study", "patient", "view", "answer", "standing", "by", "outdated", "lesions", "part"),
    *("picture", "counts", "scan_file", "frame", "scan_sha256", "date", "sex", "age"),
)
LESION_COLUMNS = (
    *(
        "study",
        "view",
        "class",
        "code",
        "disease",
        "part",
        "side",
        "lesion",
        "certainty",
        "symmetric",
    ),
    *("left", "top", "right", "bottom", "area", "points", "note"),
)

ABOUT = """lesions.csv has a row for each lesion: its code, its number (the same in both views
of a study), its box and its outline in pixels of the picture (x right, y down). Both tables are
UTF-8 with a byte-order mark; no cell is a formula."""


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"images/{view.name}.png"


def write(labels: LabelSet, folder: Path) -> None:
    """Write lesions.csv; views.csv is written for every format."""
    rows = [_lesion(labels, view, lesion) for view in labels.views for lesion in view.lesions]
    put(folder / "lesions.csv", csv_bytes([LESION_COLUMNS, *rows]))


def write_views(labels: LabelSet, folder: Path) -> None:
    """Write views.csv: each view with its answer, how firm that is, and the scan it comes from."""
    put(
        folder / "views.csv",
        csv_bytes([VIEW_COLUMNS, *(_view(labels, view) for view in labels.views)]),
    )


def _view(labels: LabelSet, view: LabelView) -> tuple[Any, ...]:
    study, source = view.study, view.source
    picture = "" if labels.pictures is Pictures.NONE else labels.picture_place(view)
    counts = (
        f"counts/{view.name}.npz"
        if labels.pictures is Pictures.ARRAYS
        else picture
        if labels.pictures is Pictures.COUNTS
        else ""
    )
    scan = (
        source.file if not Path(source.file).is_absolute() else Path(source.file).name,
        source.frame,
        source.sha256,
    )
    about = (study.time.day or "", study.sex or "", "" if study.age is None else study.age)
    said = (
        study.key,
        study.patient,
        view.projection.value,
        view.answer.value,
        view.standing.value,
        view.by,
        view.outdated,
        len(view.lesions),
        view.part or "",
    )
    return (*said, picture, counts, *scan, *about)


def _lesion(labels: LabelSet, view: LabelView, lesion: Lesion) -> tuple[Any, ...]:
    code, bounds = lesion.code, [round(value, 4) for value in lesion.shape.bounds]
    points = json.dumps([[round(float(x), 4), round(float(y), 4)] for x, y in lesion.shape.outline])
    finding, part, side = (code.finding, code.part or "", code.side or "") if code else ("", "", "")
    number = "" if lesion.group_id is None else lesion.group_id
    certainty = "" if lesion.certainty is None else lesion.certainty
    words = (
        view.study.key,
        view.projection.value,
        class_of(lesion, by=labels.by),
        lesion.label,
        finding,
        part,
        side,
    )
    return (
        *words,
        number,
        certainty,
        lesion.symmetric,
        *bounds,
        round(lesion.shape.area, 4),
        points,
        lesion.description or "",
    )
