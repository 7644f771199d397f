"""What the keyboard does to lesions on the canvas: nudging them, and going from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from dspic_gui.marking.reshape import moved_inside
from dspic_gui.qt.pair.two_views import TwoViews
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import Projection


def nudged(views: TwoViews, lesions: Sequence[Lesion], dx: float, dy: float) -> dict[str, Shape]:
    """The outlines after a step to the right and down on screen, in raw pixels; locked lesions are left out."""
    moved: dict[str, Shape] = {}
    for lesion in lesions:
        canvas = views.canvases[lesion.projection]
        if canvas.may_change(lesion):
            across = -dx if views.display.mirrors(lesion.projection) else dx
            moved[lesion.uid] = moved_inside(lesion.shape, across, dy, *canvas.size_in_pixels)
    return moved


def neighbour(lesions: Sequence[Lesion], selection: Sequence[str], step: int) -> Lesion | None:
    """The next (+1) or previous (-1) lesion after the selected one: anterior first, from head to foot; None without lesions."""
    views = list(Projection)
    order = sorted(lesions, key=lambda lesion: (views.index(lesion.projection), lesion.shape.centre[::-1]))
    if not order:
        return None
    current = [index for index, lesion in enumerate(order) if lesion.uid in selection]
    if not current:
        return order[0 if step > 0 else -1]
    return order[(current[-1] + step) % len(order)]
