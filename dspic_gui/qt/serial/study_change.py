"""What is computed of a study and its prior off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dspic_gui.burden.models import LesionModels
from dspic_gui.burden.sources import Regions
from dspic_gui.dataset.archive import Archive
from dspic_gui.model.model_card import ModelError
from dspic_gui.reading import Lesion
from dspic_gui.serial.compare import ChangeRow, ViewChange, changes_in_pictures, compare
from dspic_gui.serial.two_colours import two_colours
from dspic_gui.study import Projection, Study, View


@dataclass(frozen=True, eq=False)
class StudyChange:
    """A study against its prior: views, the pictures that are laid over, the reader's own marks in
    the prior, and what the pictures alone show (empty while it may not be seen)."""

    prior: Study
    views: Mapping[Projection, ViewChange]
    pictures: Mapping[Projection, NDArray[np.uint8]]
    prior_marks: tuple[Lesion, ...]
    found: tuple[ChangeRow, ...] = field(default_factory=tuple)

    @property
    def by_regions(self) -> bool:
        """Whether region maps laid the prior over, in every view."""
        return all(view.regions is not None for view in self.views.values())


def study_change(
    archive: Archive, key: str, views: Mapping[Projection, View], prior: str, models: LesionModels
) -> StudyChange:
    """Lay the prior over a study; WarpError, DecodeError, ArchiveError, NetworkInputError."""
    before = archive.views(prior)
    maps = _maps(models, views, before)
    found = compare(views, before, maps)
    reading = archive.reading(archive.reader, prior) if archive.reader else None
    pictures = {one: two_colours(view.difference) for one, view in found.items()}
    seen = changes_in_pictures(found) if archive.may_see_predictions(key) else []
    marks = reading.lesions if reading else ()
    return StudyChange(archive.study(prior), found, pictures, marks, tuple(seen))


def _maps(
    models: LesionModels, present: Mapping[Projection, View], prior: Mapping[Projection, View]
) -> tuple[Regions, Regions] | None:
    """The region maps of both studies; None without a model that draws them."""
    try:
        network = models.regions()
    except ModelError:
        return None
    here, there = (
        network.regions({one: view.counts for one, view in views.items()})
        for views in (present, prior)
    )
    return here, there
