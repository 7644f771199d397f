"""The scan that a report is about: what its file says of patient and study, and which image and frame each view is."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dspic_gui import durable
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.exchange.stored_points import Points, to_stored
from dspic_gui.plain_file import content_of
from dspic_gui.sentence import reason_of
from dspic_gui.study import Projection, Study, ViewSource


@dataclass(frozen=True)
class ReportedScan:
    """A study's images without their pixels, by view, as pydicom data sets; several views may share one."""

    study: Study
    images: dict[Projection, Any]

    @cached_property
    def evidence(self) -> list[Any]:
        """Each image once, anterior first."""
        return list({str(image.SOPInstanceUID): image for image in self.images.values()}.values())

    @property
    def first(self) -> Any:
        """The image from which patient and study are taken."""
        return self.evidence[0]

    def stored(self, projection: Projection, points: Points) -> Points:
        """Points of the upright raster in pixels of the image, as its file stores it."""
        source, image = self.study.source(projection), self.images[projection]
        if source is None:
            raise KeyError(projection)
        return to_stored(source, int(image.Rows), int(image.Columns), points)

    def frame(self, projection: Projection) -> int | None:
        """The frame number of a view, from 1; None where its image has one frame only."""
        source = self.study.source(projection)
        if source is None:
            return None
        several = int(self.images[projection].get("NumberOfFrames", 1) or 1) > 1
        return source.frame + 1 if several or source.frame else None


def reported_scan(archive: Archive, study: Study) -> ReportedScan:
    """The images of a study; ExchangeError where they came as pictures, were changed, or lack what DICOM needs."""
    read: dict[str, Any] = {}
    images = {}
    for source in study.views:
        if source.file not in read:
            read[source.file] = _image(archive, study, source)
        images[source.projection] = read[source.file]
    if not images:
        raise ExchangeError(
            "The study {key} has no views, so there is nothing to report.", key=study.key
        )
    return ReportedScan(study, images)


def _image(archive: Archive, study: Study, source: ViewSource) -> Any:
    """The bytes are those that the import's child process read and found sound: their hash says so."""
    from pydicom import dcmread

    if source.file.lower().endswith(".png"):
        text = "The study {key} came as pictures, and a report for a PACS needs its DICOM images. Nothing was written of it."
        raise ExchangeError(text, key=study.key)
    path = archive.folder / source.file
    try:
        content = content_of(path)
    except OSError as problem:
        text = "The scan of {key} cannot be read ({reason}). Nothing was written of it."
        raise ExchangeError(text, key=study.key, reason=reason_of(problem)) from problem
    if durable.sha256(content) != source.sha256:
        text = "The scan of {key} has changed since it was imported. Nothing was written of it; restore the file."
        raise ExchangeError(text, key=study.key)
    image = dcmread(io.BytesIO(content), stop_before_pixels=True, force=True)
    image.decode()
    missing = [
        name
        for name in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID")
        if not image.get(name)
    ]
    if missing:
        text = "The scan of {key} lacks {field}, so a report cannot point to it. Nothing was written of it."
        raise ExchangeError(text, key=study.key, field=missing[0])
    return image
