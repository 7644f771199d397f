"""The figures of marks on raw counts, as label files keep them beside each mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dspic_gui.counts.region import region_statistics
from dspic_gui.reading import Lesion
from dspic_gui.shape import Shape
from dspic_gui.study import Projection, View

Statistics = Mapping[str, Mapping[str, Any]]
"""The figures of marks, by the marks' names."""


class MarkFigures:
    """Counts the marks of a reading on the views of its study; an outline that stayed as it was is not counted again."""

    def __init__(self, views: Mapping[Projection, View]) -> None:
        self._views = views
        self._known: dict[tuple[Projection, Shape], Mapping[str, Any]] = {}

    def of(self, marks: Iterable[Lesion]) -> Statistics:
        """The figures of each mark that lies in one of the views."""
        before, self._known = self._known, {}
        found = {}
        for mark in marks:
            view = self._views.get(mark.projection)
            if view is not None:
                place = (mark.projection, mark.shape)
                figures = before.get(place) or asdict(region_statistics(view, mark.shape))
                self._known[place] = found[mark.uid] = figures
        return found
