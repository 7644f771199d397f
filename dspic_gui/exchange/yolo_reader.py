"""YOLO of other tools: rows of boxes, outlines or predictions become marks on pictures of our size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dspic_gui.exchange.foreign_marks import (
    MOST_FILES,
    ForeignMark,
    ForeignPicture,
    box,
    content_of,
    label_text,
    polygon,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.sentence import RuleError, Sentence, told
from dspic_gui.shape import Shape
from dspic_gui.study import COLUMNS, ROWS

_NAME_FILES = ("data.yaml", "dataset.yaml", "classes.txt", "obj.names")
_OTHER_TEXTS = frozenset(
    {
        "classes.txt",
        "labels.txt",
        "readme.txt",
        "readme.dataset.txt",
        "readme.roboflow.txt",
        "train.txt",
        "val.txt",
        "test.txt",
    }
)
_LARGEST = 1 << 20
_DECIMALS = 3
"""Shares are written with six digits or more: what is behind a thousandth of a pixel is their rounding."""


def read(path: Path) -> list[ForeignPicture]:
    """The pictures of a YOLO folder (or of the folder around its data.yaml) with their marks; ExchangeError where it is none."""
    folder = path if path.is_dir() else path.parent
    names = _names(path if path.is_file() else _name_file(folder))
    files = [
        file for file in sorted(folder.rglob("*.txt")) if file.name.lower() not in _OTHER_TEXTS
    ][:MOST_FILES]
    return [_picture(file, names) for file in files if file.is_file()]


def _name_file(folder: Path) -> Path:
    for name in _NAME_FILES:
        if (folder / name).is_file():
            return folder / name
    text = "{folder} holds no data.yaml and no classes.txt, so its classes have no names. Nothing was taken; put one there."
    raise ExchangeError(text, folder=folder.name)


def _names(path: Path) -> list[str]:
    try:
        text = content_of(path, _LARGEST).decode("utf-8-sig")
        if path.suffix.lower() not in (".yaml", ".yml"):
            return [label_text(line) for line in text.splitlines() if line.strip()]
        return _from_yaml(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        said = "{file} does not name the classes from 0 on. Nothing was taken; mend the file."
        raise ExchangeError(said, file=path.name) from problem


def _from_yaml(text: str) -> list[str]:
    import yaml

    try:
        stated: Any = yaml.safe_load(text)["names"]
    except yaml.YAMLError as problem:
        raise RuleError("it is no YAML") from problem
    if isinstance(stated, dict):
        stated = [stated[number] for number in range(len(stated))]
    return [label_text(name) for name in stated]


def _picture(file: Path, names: list[str]) -> ForeignPicture:
    marks: list[ForeignMark] = []
    problems: list[str] = []
    for number, line in enumerate(
        content_of(file, _LARGEST).decode("utf-8", "replace").splitlines(), start=1
    ):
        try:
            marks += _marks(line.split(), names)
        except ValueError as problem:
            reason = (
                told(problem) if isinstance(problem, RuleError) else Sentence("a word is no number")
            )
            problems.append(Sentence("line {number}: {reason}", number=number, reason=reason))
    return ForeignPicture(f"{file.stem}.png", tuple(marks), None, tuple(problems))


def _marks(words: list[str], names: list[str]) -> Iterator[ForeignMark]:
    if not words:
        return
    number, values = int(words[0]), [float(word) for word in words[1:]]
    if not 0 <= number < len(names):
        raise RuleError("class {number} has no name", number=number)
    if not all(-0.01 <= value <= 1.01 for value in values):
        raise RuleError("a number is no share of the picture's width or height")
    yield ForeignMark(names[number], _shape(values))


def _shape(values: list[float]) -> Shape:
    """Four numbers are a box, five a box with its probability, an even number from six on an outline."""
    sides = (COLUMNS, ROWS)
    if len(values) in (4, 5):
        x, y, width, height = (value * sides[at % 2] for at, value in enumerate(values[:4]))
        edges = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        return box(*(round(edge, _DECIMALS) for edge in edges))
    return polygon([round(value * sides[at % 2], _DECIMALS) for at, value in enumerate(values)])
