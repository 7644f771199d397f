"""pictures/<key>_<view>.png, which labelme shows: each is drawn from the scan of its view, and drawn anew where it is not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dspic_gui import durable
from dspic_gui.counts.picture import PictureError, draws, read_png, render, write_png
from dspic_gui.dataset import folder as layout
from dspic_gui.plain_file import content_of
from dspic_gui.study import Counts, View

OTHER_DRAWN = "the picture is not drawn from the scan of this view; it is drawn anew when the window starts labelme on it."


def is_drawn_from(path: Path, counts: Counts) -> bool:
    """Whether the picture shows these counts; False for what is no picture. OSError where it cannot be read."""
    try:
        return draws(read_png(content_of(path)), counts)
    except PictureError:
        return False


def draw_anew(folder: Path, key: str, view: View) -> None:
    """Write the picture of a view where it is missing or shows something else: marks would be made on that. NotSaved."""
    path = folder / layout.picture_file(key, view.projection)
    drawn = False
    with suppress(OSError):
        drawn = is_drawn_from(path, view.counts)
    if not drawn:
        durable.write(path, write_png(render(view.counts)), root=folder, keep_versions=False)
