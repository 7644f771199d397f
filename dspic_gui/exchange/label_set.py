"""The labels that go out together: the views, the classes in their order, and what a format needs to know of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dspic_gui.exchange.label_pictures import Pictures
from dspic_gui.exchange.label_view import LabelView, Rings, class_of, rings_in_picture
from dspic_gui.reading import Lesion


@dataclass(frozen=True)
class LabelSet:
    """What is exported. `classes` are class names in the order of their numbers; `by` is code or disease; `labels` the source."""

    dataset: str
    labels: str
    views: tuple[LabelView, ...]
    classes: tuple[str, ...]
    by: str
    pictures: Pictures
    picture_place: Callable[[LabelView], str]

    def number(self, lesion: Lesion) -> int:
        """The number of the lesion's class, from 0."""
        return self.classes.index(class_of(lesion, by=self.by))

    def outlined(self, view: LabelView) -> Iterator[tuple[Lesion, Rings]]:
        """The lesions of a view that have a part inside the picture, with their outlines."""
        for lesion in view.lesions:
            rings = rings_in_picture(lesion.shape)
            if rings:
                yield lesion, rings

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the split, sorted; none without a split."""
        return tuple(sorted({view.part for view in self.views if view.part}))


def numbers(values: tuple[tuple[float, float], ...]) -> list[float]:
    """The points one after the other, as x, y, x, y, rounded to a ten-thousandth of a pixel."""
    return [round(value, 4) for point in values for value in point]
