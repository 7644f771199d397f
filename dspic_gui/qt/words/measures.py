"""The one way to write areas, counts, lengths and studies: every panel, table and page asks here."""

from __future__ import annotations

from dspic_gui.qt.words.sentence import translate
from dspic_gui.study import Projection

CONTEXT = "measures"
THIN = "\u202f"
"""A narrow space that does not break, between thousands."""


def area_text(area_mm2: float | None, pixels: int) -> str:
    """An area in square centimetres, or in pixels where their size is not known."""
    if area_mm2 is None:
        return translate(CONTEXT, "{count} px").format(count=count_text(pixels))
    return translate(CONTEXT, "{area} cm²").format(area=f"{area_mm2 / 100:.1f}")


def count_text(counts: float) -> str:
    """Counts: whole where they are whole or large, else with one decimal; thousands stand apart."""
    rounded = round(counts) if abs(counts) >= 1000 or float(counts).is_integer() else round(counts, 1)
    return f"{rounded:,}".replace(",", THIN)


def length_text(length_mm: float | None, pixels: float) -> str:
    """A length in millimetres, or in pixels where their size is not known."""
    if length_mm is None:
        return translate(CONTEXT, "{length} px").format(length=f"{pixels:.1f}")
    return translate(CONTEXT, "{length} mm").format(length=f"{length_mm:.0f}")


def view_name(projection: Projection) -> str:
    """A view in little room, as the reader's language calls it."""
    names = {Projection.ANT: translate(CONTEXT, "ANT"), Projection.POST: translate(CONTEXT, "POST")}
    return names[projection]


def study_text(key: str, number: int | None) -> str:
    """A study as it is called on every screen: its number in the worklist, or the beginning of its key where it has none."""
    return translate(CONTEXT, "No. {number}").format(number=number) if number is not None else key[:8]
