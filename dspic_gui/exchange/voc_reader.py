"""Pascal VOC of other tools: boxes in whole pixels from 1 become marks."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from dspic_gui.exchange.foreign_marks import (
    MOST_FILES,
    ForeignMark,
    ForeignPicture,
    box,
    content_of,
    label_text,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.sentence import RuleError, Sentence, told

_LARGEST = 4 << 20


def read(path: Path) -> list[ForeignPicture]:
    """The pictures of an annotation file, or of all that lie below a folder; ExchangeError where a file is no annotation."""
    files = sorted(path.rglob("*.xml"))[:MOST_FILES] if path.is_dir() else [path]
    return [_picture(file) for file in files]


def _picture(file: Path) -> ForeignPicture:
    root = _root(file)
    marks: list[ForeignMark] = []
    problems: list[str] = []
    for number, entry in enumerate(root.findall("object"), start=1):
        try:
            marks.append(_mark(entry))
        except ValueError as problem:
            reason = (
                told(problem)
                if isinstance(problem, RuleError)
                else Sentence("an edge is no number")
            )
            problems.append(Sentence("object {number}: {reason}", number=number, reason=reason))
    name = root.findtext("filename") or f"{file.stem}.png"
    return ForeignPicture(name, tuple(marks), _size(root), tuple(problems))


def _root(file: Path) -> ElementTree.Element:
    """XML that declares entities is refused: they are how a small file grows without end."""
    content = content_of(file, _LARGEST)
    text = "{file} is no Pascal VOC annotation. Nothing was taken; export it again."
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ExchangeError(text, file=file.name)
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, RecursionError) as problem:
        raise ExchangeError(text, file=file.name) from problem
    if root.tag != "annotation":
        raise ExchangeError(text, file=file.name)
    return root


def _mark(entry: ElementTree.Element) -> ForeignMark:
    edges = entry.find("bndbox")
    if edges is None:
        raise RuleError("there is no box")
    left, top, right, bottom = (
        float(edges.findtext(name) or "none") for name in ("xmin", "ymin", "xmax", "ymax")
    )
    return ForeignMark(label_text(entry.findtext("name")), box(left - 1, top - 1, right, bottom))


def _size(root: ElementTree.Element) -> tuple[int, int] | None:
    words = [root.findtext(f"size/{name}") or "" for name in ("height", "width")]
    rows, columns = (int(word) if word.isdigit() else 0 for word in words)
    return (rows, columns) if rows > 0 and columns > 0 else None
