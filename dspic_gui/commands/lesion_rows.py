"""What a lesion network says of a file: the two views of one acquisition together, any other view alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dspic_gui.lesion_model.lesion_classifier import LesionClassifier
from dspic_gui.lesion_model.said import of_view
from dspic_gui.prediction import Prediction
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.study import Projection, View, ViewSource

Frame = tuple[int, Projection | None]


def rows_of(model: LesionClassifier, scan: ScanFile, frames: Sequence[Frame]) -> Iterator[tuple[Frame, Prediction]]:
    """Each frame with what is said of it. A view that nobody named is looked at as an anterior one, and its lesions have no side."""
    named = [projection for _, projection in frames if projection]
    groups = [list(frames)] if len(frames) > 1 and len(set(named)) == len(frames) else [[frame] for frame in frames]
    for group in groups:
        views = {projection or Projection.ANT: _view(scan, number, projection or Projection.ANT) for number, projection in group}
        found = model.find({projection: view.counts for projection, view in views.items()})
        for number, projection in group:
            shown = projection or Projection.ANT
            yield (number, projection), of_view(found, shown, views[shown], sided=projection is not None)


def _view(scan: ScanFile, frame: int, projection: Projection) -> View:
    return View(projection, scan.frames[frame], ViewSource(projection, scan.path.name, frame, scan.sha256, ""), scan.pixel_mm)
