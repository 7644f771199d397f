"""A map of a view as a coloured picture that is laid over the scan; the scan itself is never resampled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dspic_gui.class_maps import MapKind, ViewMap
from dspic_gui.colour_map import colours
from dspic_gui.picture import render
from dspic_gui.study import Counts

Picture = NDArray[np.uint8]

OVERLAY_MAPS: tuple[str, ...] = ("viridis", "cividis", "inferno")
"""Perceptual maps that colour-blind readers tell apart."""


@dataclass(frozen=True)
class OverlayStyle:
    """How a map is shown: a colour map, its opacity (0..1), and the share of its range below which nothing is shown (0..1)."""

    colour_map: str = "viridis"
    opacity: float = 0.5
    threshold: float = 0.0


def overlay_picture(shown: ViewMap, style: OverlayStyle = OverlayStyle()) -> Picture:
    """Red, green, blue and alpha, uint8 rows x columns x 4. The style's opacity is left to whoever paints.

    The attention, which has a value everywhere, is opaque; a class map is the clearer the more a place speaks for the class.
    """
    share = _share(shown)
    picture = np.empty((*shown.size, 4), dtype=np.uint8)
    picture[..., :3] = colours(style.colour_map)[np.rint(share * 255).astype(np.intp)]
    alpha = np.ones_like(share) if shown.kind is MapKind.ATTENTION else np.sqrt(share)
    picture[..., 3] = np.rint(255 * np.where(share >= style.threshold, alpha, 0.0)).astype(np.uint8)
    if shown.empty:
        picture[..., 3] = 0
    return picture


def _share(shown: ViewMap) -> NDArray[np.float32]:
    """The map on the view's pixels, 0 at its lowest value (class maps: at zero) and 1 at its highest."""
    lowest = shown.lowest if shown.kind is MapKind.ATTENTION else 0.0
    span = shown.highest - lowest
    return np.clip((shown.on_view() - lowest) / span, 0.0, 1.0) if span > 0 else np.zeros(shown.size, dtype=np.float32)


def blended(counts: Counts, overlay: Picture, opacity: float) -> Picture:
    """The scan, cold white and hot black, under an overlay: red, green, blue, uint8 rows x columns x 3."""
    grey = 255.0 - render(counts).astype(np.float64)
    alpha = overlay[..., 3:] / 255.0 * opacity
    mixed = grey[..., None] * (1 - alpha) + overlay[..., :3] * alpha
    return np.rint(mixed).astype(np.uint8)


def sheet(panels: Sequence[tuple[Picture, Sequence[str]]], footer: str) -> bytes:
    """A PNG of coloured views side by side, each with its lines of text below, and a line under all of them."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size=13)
    gap, line = 8, 17
    lines = max(len(words) for _, words in panels)
    width = max(picture.shape[1] for picture, _ in panels)
    height = max(picture.shape[0] for picture, _ in panels)
    whole = Image.new("RGB", (gap + len(panels) * (width + gap), height + (lines + 1) * line + 3 * gap), "white")
    draw = ImageDraw.Draw(whole)
    for place, (picture, words) in enumerate(panels):
        left = gap + place * (width + gap)
        whole.paste(Image.fromarray(picture), (left, gap))
        for number, text in enumerate(words):
            draw.text((left, height + 2 * gap + number * line), text, fill="black", font=font)
    draw.text((gap, height + 2 * gap + lines * line), footer, fill="black", font=font)
    target = io.BytesIO()
    whole.save(target, "PNG")
    return target.getvalue()
