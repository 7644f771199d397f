"""LabelMe: a JSON file beside the picture of each view, which labelme and the tools around it open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dspic_gui.dataset.folder import LABELS
from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, class_of
from dspic_gui.exchange.new_folder import put
from dspic_gui.labels.document import check_top
from dspic_gui.labels.shapes import shape_from
from dspic_gui.labels.text import OWN, laid_out
from dspic_gui.labels.view_file import VERSION, image_flags
from dspic_gui.study import COLUMNS, ROWS

ABOUT = """<name>.json is LabelMe JSON for <name>.png beside it; labels.txt lists the classes.
`group_id` is the lesion's number, the same in both views of a study; the flags normal,
metastatic and arthritic are the view's answer."""


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"{view.part}/{view.name}.png" if view.part else f"{view.name}.png"


def write(labels: LabelSet, folder: Path) -> None:
    """Write a label file for each view, and labels.txt."""
    for view in labels.views:
        place = folder / picture_place(view)
        put(place.with_suffix(".json"), _document(labels, view))
    put(folder / LABELS, "".join(f"{name}\n" for name in labels.classes).encode())


def _document(labels: LabelSet, view: LabelView) -> bytes:
    shapes = []
    for lesion in view.lesions:
        shape = {key: value for key, value in shape_from(lesion).items() if key != OWN}
        shapes.append(shape | {"label": class_of(lesion, by=labels.by)})
    document: dict[str, Any] = {
        "version": VERSION,
        "flags": image_flags(view.answer),
        "shapes": shapes,
        "imagePath": f"{view.name}.png",
        "imageData": None,
        "imageHeight": ROWS,
        "imageWidth": COLUMNS,
    }
    check_top(document, f"{view.name}.json")
    return laid_out(document)
