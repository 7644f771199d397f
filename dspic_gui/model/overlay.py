"""A map of a view as a coloured picture that is laid over the scan; the scan itself is never resampled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.counts.colour_map import colours
from dspic_gui.counts.picture import render
from dspic_gui.model.class_maps import MapKind, ViewMap
from dspic_gui.study import Counts

Coloured = NDArray[np.uint8]

OVERLAY_MAPS: tuple[str, ...] = ("plasma", "viridis", "cividis", "inferno")
"""Perceptual maps that colour-blind readers tell apart."""
FAINT, PLAIN = 0.04, 0.25
"""Shares of a class map's largest value: at the first and below it the map is clear, from the second on it is opaque."""


@dataclass(frozen=True)
class OverlayStyle:
    """How a map is shown: a colour map, its opacity (0..1), and the share of its range below which nothing is shown (0..1)."""

    colour_map: str = "plasma"
    opacity: float = 0.9
    threshold: float = 0.0


CLASS_STYLE = OverlayStyle()
"""Class maps are small and lie on the hottest, blackest places: dense, and in a colour that neither black nor white swallows."""
ATTENTION_STYLE = OverlayStyle("viridis", 0.5)
"""The attention is wide: thinner, so that the scan shows through."""


def default_style(kind: MapKind) -> OverlayStyle:
    """How a map is shown until somebody chooses otherwise."""
    return ATTENTION_STYLE if kind is MapKind.ATTENTION else CLASS_STYLE


def coloured_map(shown: ViewMap, style: OverlayStyle | None = None) -> Coloured:
    """Red, green, blue and alpha, uint8 rows x columns x 4, in its own style where none is given; the opacity is left to whoever paints.

    The attention has a value everywhere, also beside the patient: it is clear up to its median, and the denser the more it exceeds that.
    A class map is clear up to FAINT of its largest value and rises to PLAIN, so that what counts stands out and the rest of the scan stays.
    """
    share, style = _share(shown), style or default_style(shown.kind)
    coloured = np.empty((*shown.size, 4), dtype=np.uint8)
    coloured[..., :3] = colours(style.colour_map)[np.rint(share * 255).astype(np.intp)]
    alpha = _above(share, float(np.median(share)), 1.0) if shown.kind is MapKind.ATTENTION else _smooth(_above(share, FAINT, PLAIN))
    coloured[..., 3] = np.rint(255 * np.where(share >= style.threshold, alpha, 0.0)).astype(np.uint8)
    if shown.empty:
        coloured[..., 3] = 0
    return coloured


def _share(shown: ViewMap) -> NDArray[np.float32]:
    """The map on the view's pixels, 0 at its lowest value (class maps: at zero) and 1 at its highest."""
    lowest = shown.lowest if shown.kind is MapKind.ATTENTION else 0.0
    span = shown.highest - lowest
    return np.clip((shown.on_view() - lowest) / span, 0.0, 1.0) if span > 0 else np.zeros(shown.size, dtype=np.float32)


def _above(share: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """0 at `low` and below, 1 at `high` and above, even between them."""
    risen: NDArray[np.float32] = np.clip((share - low) / max(high - low, 1e-6), 0.0, 1.0).astype(np.float32)
    return risen


def _smooth(rise: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same without an edge at either end."""
    smooth: NDArray[np.float32] = rise * rise * (3.0 - 2.0 * rise)
    return smooth


def blended(counts: Counts, overlay: Coloured, opacity: float) -> Coloured:
    """The scan, cold white and hot black, under an overlay: red, green, blue, uint8 rows x columns x 3."""
    grey = 255.0 - render(counts).astype(np.float64)
    alpha = overlay[..., 3:] / 255.0 * opacity
    mixed = grey[..., None] * (1 - alpha) + overlay[..., :3] * alpha
    return np.rint(mixed).astype(np.uint8)


BAR = 10
"""Height in pixels of the colour bar under a view."""


@dataclass(frozen=True, eq=False)
class Panel:
    """A coloured view on a sheet: its lines of text, and the colour map of the bar under it (None: no bar)."""

    drawn: Coloured
    words: Sequence[str]
    colour_map: str | None = None


def sheet(panels: Sequence[Panel], footer: str) -> bytes:
    """A PNG of coloured views side by side, each with colour bar and text below, and the footer under all of them."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=13)
    gap, line = 8, 17
    width, height = (max(panel.drawn.shape[side] for panel in panels) for side in (1, 0))
    whole_width = gap + len(panels) * (width + gap)
    below = _wrapped(footer, whole_width - 2 * gap, font.getlength)
    text_top = height + BAR + 3 * gap
    words = [[row for text in panel.words for row in _wrapped(text, width, font.getlength)] for panel in panels]
    footer_top = text_top + max(map(len, words)) * line
    whole = Image.new("RGB", (whole_width, footer_top + len(below) * line + gap), "white")
    draw = ImageDraw.Draw(whole)
    for place, panel in enumerate(panels):
        left = gap + place * (width + gap)
        whole.paste(Image.fromarray(panel.drawn), (left, gap))
        if panel.colour_map:
            bar = np.repeat(colours(panel.colour_map)[None], BAR, axis=0)
            whole.paste(Image.fromarray(bar).resize((width, BAR)), (left, height + 2 * gap))
        for number, text in enumerate(words[place]):
            draw.text((left, text_top + number * line), text, fill="black", font=font)
    for number, text in enumerate(below):
        draw.text((gap, footer_top + number * line), text, fill="black", font=font)
    target = io.BytesIO()
    whole.save(target, "PNG")
    return target.getvalue()


def _wrapped(text: str, width: float, length: Callable[[str], float]) -> list[str]:
    """The text in lines that are not longer than the width, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
