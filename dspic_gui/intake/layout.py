"""How the pictures of a file are brought upright and to the dataset's raster: what is cut, turned, summed and padded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dspic_gui.counts.raster import LYING, NONE, ROTATIONS, TURNS, Recipe
from dspic_gui.scans.notes import note
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.scan_file import FrameHints, PictureFacts, ScanFile
from dspic_gui.scans.sizes import LEAST_COLUMNS, MOST_COLUMNS, MOST_ROWS, side_by_side, stacked
from dspic_gui.study import COLUMNS, ROWS

FINE_MM = 1.7
"""Pixels up to this size belong to a matrix twice as fine as 2 to 2.5 mm."""
COARSE_MM = 3.4
"""Pixels from this size on belong to a matrix half as fine."""
LOOKS = 0.1
"""So much more of the counts near the axis at one end than at the other tells which end is the head; upright scans have 0.14 to 0.4."""
_TWO_SQUARE = 1.05


class LayoutError(ScanError):
    """A picture that cannot be brought to the raster; the text is a sentence for the reader."""


@dataclass(frozen=True, eq=False)
class Picture:
    """One body in one frame: the frame itself, or a part of it where two views lie in one frame."""

    file: ScanFile
    frame: int
    part: tuple[int, int, int, int] | None = None

    @property
    def facts(self) -> PictureFacts | None:
        """What the frame's pixels tell; None where they were not looked at."""
        return self.file.facts[self.frame] if self.frame < len(self.file.facts) else None

    @property
    def hints(self) -> FrameHints:
        """What the file says of the frame."""
        return self.file.frame_hints[self.frame] if self.frame < len(self.file.frame_hints) else FrameHints()


@dataclass(frozen=True)
class Layout:
    """The way upright, what is to be said of it, and the rule of the doubt where only the picture's look decided."""

    recipe: Recipe
    notes: tuple[str, ...] = ()
    doubt: str | None = None

    @classmethod
    def as_is(cls) -> Layout:
        """The layout of a picture that is as the dataset wants it."""
        return cls(Recipe())


def pictures_of(file: ScanFile, frames: Sequence[int]) -> list[Picture]:
    """The bodies in these frames, each to become a view."""
    return [picture for frame in frames for picture in _bodies(Picture(file, frame))]


def layout_of(picture: Picture) -> Layout:
    """How the picture becomes a view; LayoutError where it cannot without inventing or losing counts."""
    turned, doubt = _turn(picture)
    rows, columns = _size(picture)
    if turned in LYING:
        rows, columns = columns, rows
    recipe = Recipe(inverted_from=picture.facts.inverted_from if picture.facts else None, part=picture.part, turned=turned)
    notes: list[str] = [note("inverted")] if recipe.inverted_from is not None else []
    notes += [note("turned", turned=turned)] if turned != NONE else []
    notes += [note("cut")] if picture.part is not None else []
    if (rows, columns) != (ROWS, COLUMNS):
        recipe, more = _fitted(picture, recipe, rows, columns)
        notes += more
    return Layout(recipe, (*notes, *_square(picture.file, recipe)), doubt)


def _bodies(picture: Picture) -> list[Picture]:
    rows, columns, facts = picture.file.rows, picture.file.columns, picture.facts
    if facts is None:
        return [picture]
    top, bottom, left, right = facts.extent
    if side_by_side(rows, columns, facts.columns.middle):
        spans = _halves(picture, facts.columns.gap, COLUMNS, columns, (left, right))
        return [replace(picture, part=(0, rows, *span)) for span in spans]
    if stacked(rows, columns, facts.rows.middle):
        spans = _halves(picture, facts.rows.gap, ROWS, rows, (top, bottom))
        return [replace(picture, part=(*span, 0, columns)) for span in spans]
    return [picture]


def _halves(picture: Picture, gap: float, one: int, whole: int, extent: tuple[int, int]) -> list[tuple[int, int]]:
    """The spans before and behind the gap, each as long as one picture; only empty margins may fall off."""
    cut = round(gap)
    first, last = max(0, cut - one), min(whole, cut + one)
    if extent[0] < first or extent[1] > last:
        raise _refused(picture)
    return [(first, cut), (cut, last)]


def _size(picture: Picture) -> tuple[int, int]:
    if picture.part is None:
        return picture.file.rows, picture.file.columns
    top, bottom, left, right = picture.part
    return bottom - top, right - left


def _turn(picture: Picture) -> tuple[str, str | None]:
    """The word for the turn, and the rule of the doubt where the look of the picture decided, or speaks against the file."""
    stated = _turn_by_orientation(picture.hints.orientation)
    rows, columns = _size(picture)
    doubt = None
    if stated is not None and (stated in LYING) != (rows < columns):
        stated, doubt = None, "shape"
    facts = picture.facts
    if stated is None and rows < columns:
        clockwise = facts is None or facts.head_left >= 0
        return f"rotated 90 {'clockwise' if clockwise else 'counterclockwise'}", "looks_lying"
    turned = stated or NONE
    if facts is None or turned in LYING:
        return turned, doubt
    head_up = facts.head_up if turned == NONE else -facts.head_up
    if head_up > -LOOKS:
        return turned, doubt
    return ("rotated 180" if turned == NONE else NONE), "looks"


def _turn_by_orientation(orientation: Sequence[float] | None) -> str | None:
    """The rotation after which rows run from head to feet; None where the file does not say, or lies across."""
    if orientation is None:
        return None
    row, column = np.array(orientation[:3]), np.array(orientation[3:])
    for turned in TURNS:
        if turned in ROTATIONS and _after(turned, row, column)[1][2] < -0.7:
            return turned
    return None


def _after(turned: str, row: np.ndarray, column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The directions of rising columns and of rising rows once a picture is rotated."""
    return {
        NONE: (row, column),
        "rotated 180": (-row, -column),
        "rotated 90 clockwise": (-column, row),
        "rotated 90 counterclockwise": (column, -row),
    }[turned]


def _fitted(picture: Picture, recipe: Recipe, rows: int, columns: int) -> tuple[Recipe, list[str]]:
    """The recipe with what sums, cuts and pads a picture of this size (upright) into the raster, and what is to be said."""
    notes: list[str] = []
    factor = _factor(picture.file, recipe, rows, columns)
    if factor != (1, 1):
        recipe = replace(recipe, summed=factor)
        notes.append(note("summed", rows=factor[0], columns=factor[1]))
        rows, columns = -(-rows // factor[0]), -(-columns // factor[1])
    if rows > ROWS or columns > COLUMNS:
        recipe, rows, columns = _trimmed(picture, recipe, rows, columns)
        notes.append(note("trimmed", rows=rows, columns=columns))
    is_less = rows < ROWS or columns < COLUMNS
    if (is_less and _is_coarse(picture.file, recipe)) or (columns < LEAST_COLUMNS and picture.part is None):
        raise _refused(picture)
    if (rows, columns) != (ROWS, COLUMNS):
        recipe = replace(recipe, padded=(0, (COLUMNS - columns) // 2))
        notes.append(note("padded", rows=rows, columns=columns))
    return recipe, notes


def _factor(file: ScanFile, recipe: Recipe, rows: int, columns: int) -> tuple[int, int]:
    if columns <= MOST_COLUMNS and rows <= MOST_ROWS:
        return 1, 1
    spacing = recipe.pixel_mm(file.pixel_mm)
    if columns > COLUMNS and (rows > ROWS or spacing is None):
        return 2, 2
    if spacing is None:
        return 1, 1
    return (2 if spacing[0] <= FINE_MM else 1), (2 if columns > COLUMNS and spacing[1] <= FINE_MM else 1)


def _is_coarse(file: ScanFile, recipe: Recipe) -> bool:
    spacing = recipe.pixel_mm(file.pixel_mm)
    return spacing is not None and max(spacing) > COARSE_MM


def _trimmed(picture: Picture, recipe: Recipe, rows: int, columns: int) -> tuple[Recipe, int, int]:
    """Only empty margins may be cut off, of a picture that needs neither summing nor turning."""
    facts = picture.facts
    plain = recipe.turned == NONE and recipe.summed == (1, 1) and recipe.part is None
    if facts is None or not plain:
        raise _refused(picture)
    top, bottom, left, right = facts.extent
    if bottom - top > ROWS or right - left > COLUMNS:
        raise _refused(picture)
    first_row = min(max((top + bottom - ROWS) // 2, 0), max(rows - ROWS, 0))
    first_column = min(max((left + right - COLUMNS) // 2, 0), max(columns - COLUMNS, 0))
    part = first_row, min(rows, first_row + ROWS), first_column, min(columns, first_column + COLUMNS)
    return replace(recipe, part=part), part[1] - part[0], part[3] - part[2]


def _square(file: ScanFile, recipe: Recipe) -> list[str]:
    spacing = recipe.pixel_mm(file.pixel_mm)
    if spacing is None or max(spacing) <= _TWO_SQUARE * min(spacing):
        return []
    return [note("not_square", row=f"{spacing[0]:g}", column=f"{spacing[1]:g}")]


def _refused(picture: Picture) -> LayoutError:
    rows, columns = picture.file.rows, picture.file.columns
    return LayoutError("wrong_size", rows=rows, columns=columns, wanted_rows=ROWS, wanted_columns=COLUMNS)
