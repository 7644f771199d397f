"""Pascal VOC: an XML file for each view with the box of each lesion."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, box_of, class_of
from dspic_gui.exchange.new_folder import put
from dspic_gui.study import COLUMNS, ROWS

ABOUT = """Annotations/<name>.xml is Pascal VOC for JPEGImages/<name>.png (the folder's name is
the format's; the pictures are PNG). Boxes are whole pixels counted from 1, both ends inside: a
box from the picture's upper left corner begins at 1. ImageSets/Main lists the views of each
part of the split; without one there is trainval.txt."""


def picture_place(view: LabelView) -> str:
    """Where the view's picture lies in the folder."""
    return f"JPEGImages/{view.name}.png"


def write(labels: LabelSet, folder: Path) -> None:
    """Write an annotation for each view, and the lists of views."""
    for view in labels.views:
        put(folder / "Annotations" / f"{view.name}.xml", _document(labels, view))
    lists = {
        part: [view for view in labels.views if view.part == part] for part in labels.parts
    } or {"trainval": list(labels.views)}
    for part, views in lists.items():
        put(
            folder / "ImageSets" / "Main" / f"{part}.txt",
            "".join(f"{view.name}\n" for view in views).encode(),
        )


def _document(labels: LabelSet, view: LabelView) -> bytes:
    root = ElementTree.Element("annotation")
    _texts(root, folder="JPEGImages", filename=f"{view.name}.png")
    _texts(
        ElementTree.SubElement(root, "source"), database=labels.dataset, annotation=labels.labels
    )
    _texts(ElementTree.SubElement(root, "size"), width=COLUMNS, height=ROWS, depth=1)
    _texts(root, segmented=0)
    for lesion, rings in labels.outlined(view):
        left, top, right, bottom = box_of(rings)
        entry = ElementTree.SubElement(root, "object")
        _texts(
            entry, name=class_of(lesion, by=labels.by), pose="Unspecified", truncated=0, difficult=0
        )
        edges = {
            "xmin": math.floor(left) + 1,
            "ymin": math.floor(top) + 1,
            "xmax": math.ceil(right),
            "ymax": math.ceil(bottom),
        }
        _texts(ElementTree.SubElement(entry, "bndbox"), **edges)
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _texts(parent: ElementTree.Element, **texts: object) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = str(text)
