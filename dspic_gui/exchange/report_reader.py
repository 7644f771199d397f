"""Structured reports in: the regions of TID 1500 on our scans become marks; those of our own reports digit for digit."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.exchange.foreign_marks import ForeignMark, ForeignPicture
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.exchange.report_codes import CERTAINTY, SYMMETRIC, Concept, label_of
from dspic_gui.exchange.stored_points import from_stored
from dspic_gui.labels.shapes import check_shape, lesion_from
from dspic_gui.labels.text import LabelError
from dspic_gui.reading import Lesion, new_uid
from dspic_gui.scans.decoder import DecodeError, read_file
from dspic_gui.scans.marked_report import Coded, MarkedRegion, MarkedReport
from dspic_gui.scans.scan_file import ScanFile
from dspic_gui.sentence import RuleError, Sentence
from dspic_gui.shape import Ellipse, Foreign, Polygon, Shape
from dspic_gui.study import Projection, Study, ViewSource

_DECIMALS = 4
"""Coordinates are stored as 32-bit numbers, which hold four decimals of a pixel of our pictures and no more."""
_SAME = 1e-3


def read(path: Path, archive: Archive) -> list[ForeignPicture]:
    """The marks of one report, or of all reports below a folder, on the studies of this dataset. ExchangeError for no report."""
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    found: list[ForeignPicture] = []
    for file in files:
        found += _pictures(file, archive, alone=not path.is_dir())
    return found


def _pictures(file: Path, archive: Archive, *, alone: bool) -> list[ForeignPicture]:
    try:
        scan = read_file(file, pixels=False)
    except DecodeError as problem:
        if alone:
            raise ExchangeError(
                "{file}: {problem}", file=file.name, problem=problem.sentence
            ) from problem
        return []
    if scan.marks is None:
        if alone:
            text = "{file} is no report that marks places on a scan. Nothing was taken."
            raise ExchangeError(text, file=file.name)
        return []
    return _of_report(file.name, scan, scan.marks, archive)


def _of_report(
    name: str, scan: ScanFile, report: MarkedReport, archive: Archive
) -> list[ForeignPicture]:
    try:
        study = archive.study(archive.study_key(scan.study_uid or ""))
        places = _places(archive, study)
    except (ArchiveError, DecodeError, ExchangeError):
        text = Sentence("its study is not in this dataset, so nothing of it was taken")
        return [ForeignPicture(name, (), None, (text,))]
    marks: dict[Projection, list[ForeignMark]] = {view: [] for view in study.projections}
    problems: list[str] = []
    exact = _exact(report)
    for number, region in enumerate(report.regions, start=1):
        place = places.get((region.image, region.frame)) or places.get((region.image, None))
        try:
            if place is None:
                raise RuleError("it lies on an image or frame that is no view of this study")
            view = place.source.projection
            marks[view].append(_mark(_upright(region, place), view, exact, archive.book))
        except RuleError as problem:
            problems.append(
                Sentence("region {number}: {reason}", number=number, reason=problem.sentence)
            )
    pictures = [
        ForeignPicture(f"{study.key}_{view}.png", tuple(found)) for view, found in marks.items()
    ]
    return [
        *pictures,
        *(
            [ForeignPicture(f"{name} ({study.key}_ANT)", (), None, tuple(problems))]
            if problems
            else []
        ),
    ]


@dataclass(frozen=True)
class _Place:
    """A view with the size of its stored picture."""

    source: ViewSource
    rows: int
    columns: int


def _places(archive: Archive, study: Study) -> dict[tuple[str, int | None], _Place]:
    """Image and frame (from 1) of each view; an image with one view is known without a frame too."""
    found: dict[tuple[str, int | None], _Place] = {}
    for source in study.views:
        read = read_file(archive.folder / source.file, pixels=False)
        image, place = read.instance_uid or "", _Place(source, read.rows, read.columns)
        found[image, source.frame + 1] = place
        if sum(other.file == source.file for other in study.views) == 1:
            found[image, None] = place
    return found


def _exact(report: MarkedReport) -> dict[Projection, list[Lesion]]:
    """The marks of our own private element; none where another program left nothing sound of it."""
    found: dict[Projection, list[Lesion]] = {}
    try:
        stated = json.loads(report.exact or "{}")
        for place, mark in enumerate(stated.get("marks", ())):
            view = Projection(mark["view"])
            check_shape(mark["shape"], "report", place)
            found.setdefault(view, []).append(lesion_from(mark["shape"], view, new_uid())[0])
    except (LabelError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return found


def _mark(
    region: MarkedRegion, view: Projection, exact: dict[Projection, list[Lesion]], book: CodeBook
) -> ForeignMark:
    shape = _shape(region)
    finding, site, side = (_concept(code) for code in (region.finding, region.site, region.side))
    label = label_of(book, finding, site, side)
    same = next(
        (one for one in exact.get(view, ()) if one.label == label and _same(one.shape, shape)), None
    )
    if same is None:
        same = next(
            (
                one
                for one in exact.get(view, ())
                if _same(one.shape, shape) and finding and one.label == finding.value
            ),
            None,
        )
    if same is not None:
        exact[view].remove(same)
        return ForeignMark(same.label, same.shape, same.group_id, same.description, same)
    said = Lesion(
        view, shape, label, certainty=_certainty(region), symmetric=_says(region, SYMMETRIC)
    )
    return ForeignMark(label, shape, _group(region.identifier), None, said)


def _upright(region: MarkedRegion, place: _Place) -> MarkedRegion:
    """The region with its points on the upright raster."""
    moved = from_stored(place.source, place.rows, place.columns, np.array(region.points))
    return replace(region, points=tuple((float(x), float(y)) for x, y in moved))


def _shape(region: MarkedRegion) -> Shape:
    points = tuple((round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in region.points)
    if region.kind in ("POLYLINE", "POLYGON"):
        ring = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
        if len(ring) >= 3:
            return Polygon(ring)
    if region.kind == "CIRCLE" and len(points) == 2:
        radius = float(np.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]))
        return Ellipse(*points[0], radius, radius)
    if region.kind == "ELLIPSE" and len(points) == 4:
        return _ellipse(points)
    if region.kind in ("POINT", "MULTIPOINT"):
        return Foreign("point" if len(points) == 1 else "points", points)
    raise RuleError(
        "a {kind} of {count} points is no shape", kind=region.kind[:20], count=len(points)
    )


def _ellipse(points: tuple[tuple[float, float], ...]) -> Ellipse:
    """DICOM gives the ends of the long axis, then those of the short one."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = points
    angle = float(np.degrees(np.arctan2(y2 - y1, x2 - x1)))
    halves = (float(np.hypot(x2 - x1, y2 - y1)) / 2, float(np.hypot(x4 - x3, y4 - y3)) / 2)
    return Ellipse((x1 + x2) / 2, (y1 + y2) / 2, *halves, angle)


def _same(one: Shape, other: Shape) -> bool:
    return one.outline.shape == other.outline.shape and bool(
        np.abs(one.outline - other.outline).max() <= _SAME
    )


def _concept(code: Coded | None) -> Concept | None:
    return None if code is None or not any(code) else Concept(*code)


def _certainty(region: MarkedRegion) -> int | None:
    for name, value in region.evaluations:
        if name[:2] == (CERTAINTY.scheme, CERTAINTY.value) and value[1].startswith("certainty-"):
            stated = value[1].removeprefix("certainty-")
            return int(stated) if stated in "12345" and len(stated) == 1 else None
    return None


def _says(region: MarkedRegion, what: Concept) -> bool:
    return any(name[:2] == (what.scheme, what.value) for name, _ in region.evaluations)


def _group(identifier: str) -> int | None:
    word, _, number = identifier.partition(" ")
    return int(number) if word == "Lesion" and number.isdecimal() and len(number) < 10 else None
