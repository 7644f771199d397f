"""What is under the mouse, in words: view, raw pixel, counts, and millimetres where the spacing of the pixels is known."""

from __future__ import annotations

from dspic_gui.qt.words.measures import count_text, view_name
from dspic_gui.qt.words.sentence import translate
from dspic_gui.study import Projection, View


def cursor_words(projection: Projection, x: float, y: float, count: float, view: View | None) -> str:
    """The raw count at (x, y), in raw pixels of this view."""
    text = translate("StatusLine", "{view}  x {x}  y {y}  {count} counts").format(
        view=view_name(projection), x=int(x), y=int(y), count=count_text(count)
    )
    if view is not None and view.pixel_mm is not None:
        down, across = view.pixel_mm
        text += translate("StatusLine", "  ({across:.0f} mm, {down:.0f} mm)").format(across=x * across, down=y * down)
    return text
