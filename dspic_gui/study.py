"""A study of one patient: its anterior and posterior views, what is known of them, and their counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as day_of_calendar
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:  # the commands that only list studies start without NumPy
    import numpy as np
    from numpy.typing import NDArray

ROWS = 1024
COLUMNS = 256

Counts: TypeAlias = "NDArray[np.int32] | NDArray[np.float32]"


class Projection(StrEnum):
    """The side of the patient that faces the detector. Anterior: the patient's right is at small x."""

    ANT = "ANT"
    POST = "POST"

    @property
    def other(self) -> Projection:
        """The opposite projection."""
        return Projection.POST if self is Projection.ANT else Projection.ANT


@dataclass(frozen=True)
class ViewSource:
    """Where a view's pixels come from and how its projection was decided.

    `file` is relative to the dataset folder (or absolute for scans kept outside), `frame` counts from 0, `sha256` is
    the file's, `reason` is the sentence that is shown, `corrected_by` the reader who corrected the projection; `asked`
    says besides the reason that somebody must answer for it. `acquired` is ISO 8601, `phase` minutes after the
    injection. `turned`, `raster` and `values` say how the stored picture became upright counts (counts.raster), and
    `pixels_sha256` is the hash of these. None and empty in what older versions wrote.
    """

    projection: Projection
    file: str
    frame: int
    sha256: str
    reason: str
    corrected_by: str | None = None
    acquired: str | None = None
    phase: int | None = None
    turned: str | None = None
    raster: str | None = None
    values: str | None = None
    notes: tuple[str, ...] = ()
    pixels_sha256: str | None = None
    asked: bool = False


@dataclass(frozen=True)
class ScanTime:
    """When a scan was made: the moment at which its first view was taken, else the date that its file states.

    The one rule for lists, banner, priors, reports and exports. A study's date may be that of an archive or of a
    hand-over years later; the acquisition is what the patient was there for. `when` is ISO 8601, a moment or a day.
    """

    when: str | None
    stated: str | None = None
    """The date that the file states where it lies more than a day from the acquisition: one of the two is wrong."""

    @property
    def day(self) -> str | None:
        """The day, ISO 8601."""
        return self.when[:10] if self.when else None

    @property
    def minute(self) -> str | None:
        """Day and minute as people write them, or the day alone where that is all there is."""
        return self.when[:16].replace("T", " ") if self.when else None


def scan_time(date: str | None, acquired: Iterable[str | None]) -> ScanTime:
    """When a scan was made, from the stated date and the moments at which its views were taken."""
    first = min((moment for moment in acquired if moment and _day(moment)), default=None)
    if first is None:
        return ScanTime(date or None)
    stated, taken = _day(date), _day(first)
    far = stated is not None and taken is not None and abs((stated - taken).days) > 1
    return ScanTime(first, date if far else None)


def _day(text: str | None) -> day_of_calendar | None:
    try:
        return day_of_calendar.fromisoformat((text or "")[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Study:
    """What the program knows of a study without its pixels. `key` and `patient` are pseudonyms.

    `date` (ISO 8601) is the one that the file states; when the scan was made says `time`.
    """

    key: str
    patient: str
    views: tuple[ViewSource, ...]
    date: str | None = None
    sex: str | None = None
    age: int | None = None
    tracer: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def source(self, projection: Projection) -> ViewSource | None:
        """The source of that view, or None where the study has none."""
        return next((view for view in self.views if view.projection is projection), None)

    @property
    def time(self) -> ScanTime:
        """When the scan was made."""
        return scan_time(self.date, (view.acquired for view in self.views))

    @property
    def phase(self) -> int | None:
        """Minutes from the injection to the first of the views."""
        return min((view.phase for view in self.views if view.phase is not None), default=None)

    @property
    def projections(self) -> tuple[Projection, ...]:
        """The projections there are, anterior first."""
        return tuple(projection for projection in Projection if self.source(projection))


@dataclass(frozen=True, eq=False)
class View:
    """One projection with its pixels: `counts` is rows x columns, head up, raw counts after rescaling, hot is high.

    `pixel_mm` is the size of a pixel (row, column) in millimetres where the file gives a valid one.
    """

    projection: Projection
    counts: Counts
    source: ViewSource
    pixel_mm: tuple[float, float] | None = None

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return int(self.counts.sum(dtype="float64"))


def robust_maximum(views: Mapping[Projection, View]) -> float:
    """The 99.9th percentile of the non-zero pixels of the views together, at least 1, so that both show the same counts alike."""
    import numpy as np

    pixels = [view.counts[view.counts > 0] for view in views.values()]
    together = np.concatenate(pixels) if pixels else np.empty(0)
    return max(float(np.percentile(together, 99.9)), 1.0) if together.size else 1.0
