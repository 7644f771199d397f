"""A picture of a study with its marks drawn in: both views side by side, words above, a list of the marks beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dspic_gui.code import CodeBook
from dspic_gui.counts.aspect import aspect_of, fitted
from dspic_gui.reading import Lesion
from dspic_gui.study import COLUMNS, ROWS, Counts, Projection, View, robust_maximum

SCALE = 2
HEAD = 96
GAP = 16
LIST = 300
WIDTH = 2 * COLUMNS * SCALE + 2 * GAP + LIST
LINE = 20
HEIGHT = HEAD + ROWS * SCALE
_SIDES = {Projection.ANT: "ANTERIOR", Projection.POST: "POSTERIOR"}


def marked_picture(
    views: Mapping[Projection, View],
    lesions: tuple[Lesion, ...],
    book: CodeBook,
    lines: tuple[str, ...],
) -> NDArray[np.uint8]:
    """The picture, HEIGHT x WIDTH x 3: counts as inverse grey from 0 to the robust maximum, marks in the book's colours."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(16)
    top = robust_maximum(views)
    numbered = list(enumerate(lesions, start=1))
    for place, projection in enumerate(Projection):
        left = place * (COLUMNS * SCALE + GAP)
        if projection not in views:
            draw.text((left + 8, HEAD + 8), f"no {projection} view", "black", font)
            continue
        view = views[projection]
        scale = fitted(SCALE, SCALE, aspect_of(view.pixel_mm))
        picture.paste(Image.fromarray(_grey(view.counts, top, scale)), (left, HEAD))
        draw.text((left + 8, HEAD - 24), _SIDES[projection], "black", font)
        for number, lesion in numbered:
            if lesion.projection is projection:
                _draw(draw, lesion, number, book, left, scale, font)
    _list(draw, numbered, book, font)
    for number, line in enumerate(lines[:3]):
        draw.text((8, 6 + 22 * number), line[:110], "black", font)
    return np.array(picture)


def _grey(counts: Counts, top: float, scale: tuple[float, float]) -> NDArray[np.uint8]:
    """Hot is black, each pixel so many of the picture's across and down."""
    shares = np.clip(counts.astype(np.float64) / top, 0.0, 1.0)
    grey = np.rint(255 * (1 - shares)).astype(np.uint8)
    rows, columns = (
        np.arange(round(size * by)) * size // max(round(size * by), 1)
        for size, by in zip(grey.shape, scale[::-1], strict=True)
    )
    scaled: NDArray[np.uint8] = grey[rows][:, columns]
    return scaled


def _draw(
    draw: Any,
    lesion: Lesion,
    number: int,
    book: CodeBook,
    left: int,
    scale: tuple[float, float],
    font: Any,
) -> None:
    """The outline, and its number to the right of it, or to the left at the picture's edge."""
    across, down = scale
    ring = [(left + x * across, HEAD + y * down) for x, y in lesion.shape.outline.tolist()]
    draw.line([*ring, ring[0]], fill=_colour(lesion, book), width=2)
    first, top, last, _ = lesion.shape.bounds
    beyond = last * across + 30 > COLUMNS * SCALE
    place = first * across - 26 if beyond else last * across + 4
    draw.text((left + place, HEAD + top * down - 4), str(number), _colour(lesion, book), font)


def _list(draw: Any, numbered: list[tuple[int, Lesion]], book: CodeBook, font: Any) -> None:
    """A line for each mark; the last one says how many there was no room for."""
    left, most = WIDTH - LIST, (HEIGHT - HEAD) // LINE - 1
    for place, (number, lesion) in enumerate(numbered[:most]):
        words = f"{number}  {lesion.projection}  {lesion.label}"
        draw.text((left, HEAD + LINE * place), words[:44], _colour(lesion, book), font)
    if len(numbered) > most:
        words = f"and {len(numbered) - most} more"
        draw.text((left, HEAD + LINE * most), words, "black", font)


def _colour(lesion: Lesion, book: CodeBook) -> str:
    code = lesion.code
    finding = book.finding_by_key.get(code.finding) if code else None
    return finding.colour if finding else "#808080"
