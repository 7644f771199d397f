"""Tables of weights: how much of the skeleton each bone is, and which regions of a map show it.

A table is a JSON file; two ship in `resources/burden`. The index differs up to twofold between
tables, so every output names the one that it was made with.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from dspic_gui.code import Side, load_code_book
from dspic_gui.plain_file import text_of
from dspic_gui.regions.region_map import region_value
from dspic_gui.sentence import RuleError, SaidError, told

SCHEMA = 1
DEFAULT = "spiers"
_FOLDER = "burden"


class WeightsError(SaidError):
    """A table of weights that cannot be used; the text is a sentence for the user."""


@dataclass(frozen=True)
class Bone:
    """A row of a table. `share`: percent of the skeleton by sex ("" where it is not known), both
    sides together; `regions`: code book parts, and how much of each counts for this bone."""

    key: str
    title: str
    paired: bool
    share: Mapping[str, float]
    regions: Mapping[str, float]

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """The sides that are counted apart: right and left, or one whole."""
        return (Side.RIGHT, Side.LEFT) if self.paired else (None,)

    def pixels(self, side: Side | None) -> Mapping[int, float]:
        """Values of a region map that show this bone on this side (None: everywhere), and how
        much of a pixel of each counts for it."""
        book = load_code_book().part_by_key
        found: dict[int, float] = {}
        for part, much in self.regions.items():
            sides: tuple[Side | None, ...] = (None,)
            if book[part].paired:
                sides = (side,) if side else (None, Side.RIGHT, Side.LEFT)
            found |= {region_value(part, one): much for one in sides}
        return found


@dataclass(frozen=True)
class WeightTable:
    """A named table. `bones` cover every bone of the built-in code book once."""

    name: str
    title: str
    source: str
    bones: tuple[Bone, ...]

    def weight(self, bone: Bone, sex: str | None) -> float:
        """Percent of the skeleton that one side of a bone is; all bones together are 100."""
        known = sex if sex is not None and sex in bone.share else ""
        total = sum(one.share[known] for one in self.bones)
        return 100.0 * bone.share[known] / total / len(bone.sides)


def shipped_names() -> tuple[str, ...]:
    """The names of the tables that ship, the usual one first."""
    folder = resources.files("resources").joinpath(_FOLDER)
    names = sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT))


def load_weights(name: str = DEFAULT) -> WeightTable:
    """The shipped table of this name, or the one in this JSON file; WeightsError for any other."""
    if name in shipped_names():
        return _shipped(name)
    path = Path(name)
    if path.suffix != ".json":
        text = "“{name}” is no table of weights. There are {known}; a file of your own ends in .json."
        raise WeightsError(text, name=name, known=", ".join(shipped_names()))
    try:
        return _table(json.loads(text_of(path)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        text = "The table of weights {file} cannot be used ({problem}). Nothing was computed."
        raise WeightsError(text, file=path.name, problem=told(problem)) from problem


@lru_cache(maxsize=8)
def _shipped(name: str) -> WeightTable:
    file = resources.files("resources").joinpath(_FOLDER, f"{name}.json")
    return _table(json.loads(file.read_text(encoding="utf-8")))


def _table(content: Mapping[str, Any]) -> WeightTable:
    if content["schema"] != SCHEMA:
        found = repr(content["schema"])[:80]
        raise RuleError("schema {found} is not {wanted}", found=found, wanted=SCHEMA)
    bones = tuple(_bone(row) for row in content["bones"])
    _check(bones)
    name, title, source = (str(content[key])[:200] for key in ("name", "title", "source"))
    return WeightTable(name, title, source, bones)


def _bone(row: Mapping[str, Any]) -> Bone:
    stated = row["share"]
    share = {sex: float(value) for sex, value in stated.items()} if isinstance(stated, dict) else {}
    share[""] = sum(share.values()) / len(share) if share else float(stated)
    regions = {str(part): float(much) for part, much in row["regions"].items()}
    return Bone(str(row["key"]), str(row["title"]), bool(row["paired"]), share, regions)


def _check(bones: tuple[Bone, ...]) -> None:
    """Every bone of the code book counts once, whatever the table calls its bones."""
    numbers = [value for bone in bones for value in (*bone.share.values(), *bone.regions.values())]
    if not numbers or not all(math.isfinite(value) and value > 0 for value in numbers):
        raise RuleError("its shares are not all above 0")
    if len({frozenset(bone.share) for bone in bones}) != 1:
        raise RuleError("not all bones have shares for the same sexes")
    book = load_code_book().part_by_key
    for part in {part for bone in bones for part in bone.regions} | set(book):
        known = part in book and book[part].bone
        total = sum(bone.regions.get(part, 0.0) for bone in bones)
        if abs(total - (1.0 if known else 0.0)) > 1e-6:
            raise RuleError("the region {part} counts {total} times", part=part, total=f"{total:g}")
