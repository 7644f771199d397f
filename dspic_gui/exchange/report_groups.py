"""The measurement groups of a structured report (TID 1410): a mark's outline, finding, site, figures and votes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import highdicom.sr as sr
import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from dspic_gui.code import CodeBook
from dspic_gui.counts.region import RegionStatistics, region_statistics
from dspic_gui.exchange import report_codes as known
from dspic_gui.exchange import report_forms as forms
from dspic_gui.exchange.report_codes import Concept
from dspic_gui.exchange.report_forms import Form
from dspic_gui.exchange.report_items import KINDS, coded, number_item
from dspic_gui.exchange.report_source import ReportedScan
from dspic_gui.exchange.reported import Reported
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View


def groups(said: Reported, scan: ReportedScan, views: dict[Projection, View], book: CodeBook) -> list[bytes]:
    """A group for each mark, written; where there is none, one for the answer, for viewers expect a group."""
    groups = [_group(lesion, number, scan, views, book) for number, lesion in _shown(said, scan)]
    return groups or [forms.written(_answer_group(said, scan)[0])]


def _answer_group(said: Reported, scan: ReportedScan) -> Any:
    study_uid = str(scan.first.StudyInstanceUID)
    uid = str(generate_uid(entropy_srcs=[study_uid, said.by, "answer"]))
    images = [
        sr.SourceImageForMeasurementGroup(str(image.SOPClassUID), str(image.SOPInstanceUID))
        for image in scan.evidence
    ]
    return sr.MeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(uid, "Answer of the study"),
        finding_type=coded(known.answer_concept(said.answers.get(None))),
        source_images=images,
    )


def _shown(said: Reported, scan: ReportedScan) -> Iterator[tuple[int, Lesion]]:
    for number, lesion in enumerate(said.lesions, start=1):
        if lesion.projection in scan.images and len(lesion.shape.outline) >= 3:
            yield number, lesion


def tracking_uid(lesion: Lesion, study_uid: str) -> str:
    """A UID of its own for each mark: viewers draw only the first of several marks that share one."""
    return str(generate_uid(entropy_srcs=[study_uid, lesion.projection.value, lesion.uid]))


def _group(lesion: Lesion, number: int, scan: ReportedScan, views: dict[Projection, View], book: CodeBook) -> bytes:
    site, side = known.site_concept(book, lesion.code), known.side_concept(lesion.code)
    name = f"Lesion {lesion.group_id}" if lesion.group_id is not None else f"Mark {number}"
    view = views.get(lesion.projection)
    items = [
        *_tracking(name, tracking_uid(lesion, str(scan.first.StudyInstanceUID))),
        _finding(known.finding_concept(book, lesion.code, lesion.label)),
        *([_site(site, side)] if site else []),
        *(_measurements(region_statistics(view, lesion.shape)) if view is not None else ()),
        *_evaluations(lesion),
        _region(lesion, scan),
    ]
    return _container().filled(ContentSequence=forms.sequence(items))


# What each item is made of is the library's: a group is made with one of it, and it is taken from there.


def _made(**given: Any) -> Any:
    """A group whose content is what every group has, and what is given."""
    source = sr.SourceImageForRegion("1.2.840.10008.5.1.4.1.1.20", "1.2.3", None)
    region = sr.ImageRegion(sr.GraphicTypeValues.POLYLINE, np.zeros((2, 2)), source)
    tracked = sr.TrackingIdentifier("1.2.3", "Mark")
    made = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=tracked, referenced_region=region, **given
    )
    return made[0]


def _between(**given: Any) -> Dataset:
    """What stands between the tracking and the region of a group."""
    (item,) = _made(**given).ContentSequence[2:-1]
    return item  # type: ignore[no-any-return]


@lru_cache(1)
def _container() -> Form:
    return Form(_made(), "ContentSequence")


@lru_cache(1)
def _tracking_forms() -> tuple[Form, Form]:
    name, uid = _made().ContentSequence[:2]
    return Form(name, "TextValue"), Form(uid, "UID")


@lru_cache(1)
def _region_form() -> Form:
    return Form(_made().ContentSequence[-1], "GraphicData", "ContentSequence")


def _tracking(name: str, uid: str) -> tuple[bytes, bytes]:
    named, numbered = _tracking_forms()
    return named.filled(TextValue=forms.text(name)), numbered.filled(UID=forms.uid(uid))


@lru_cache(KINDS)
def _finding(finding: Concept) -> bytes:
    return forms.written(_between(finding_type=coded(finding)))


@lru_cache(KINDS)
def _site(site: Concept, side: Concept | None) -> bytes:
    found = sr.FindingSite(coded(site), coded(side) if side else None)
    return forms.written(_between(finding_sites=[found]))


@lru_cache(KINDS)
def _evaluation(name: Concept, value: Concept) -> bytes:
    return forms.written(_between(qualitative_evaluations=[sr.QualitativeEvaluation(coded(name), coded(value))]))


@lru_cache(KINDS)
def _source(kind: str, uid: str, frame: int | None) -> bytes:
    source = sr.SourceImageForRegion(kind, uid, None if frame is None else [frame])
    return forms.sequence([forms.written(source)])


def _region(lesion: Lesion, scan: ReportedScan) -> bytes:
    ring = np.vstack([lesion.shape.outline, lesion.shape.outline[:1]])
    image, frame = scan.images[lesion.projection], scan.frame(lesion.projection)
    return _region_form().filled(
        GraphicData=forms.points(scan.stored(lesion.projection, ring)),
        ContentSequence=_source(str(image.SOPClassUID), str(image.SOPInstanceUID), frame),
    )


def _measurements(measured: RegionStatistics) -> Iterator[bytes]:
    if measured.area_mm2 is not None:
        yield number_item(known.AREA, measured.area_mm2, known.SQUARE_MILLIMETRES)
    yield number_item(known.PIXELS, measured.pixels, known.NO_UNITS)
    for name, derivation in known.DERIVATIONS.items():
        value = float(getattr(measured, name))
        yield number_item(known.ACTIVITY, value, known.COUNTS, derivation)


def _evaluations(lesion: Lesion) -> Iterator[bytes]:
    if lesion.certainty is not None:
        value = Concept(known.SCHEME, f"certainty-{lesion.certainty}", f"{lesion.certainty} of 5")
        yield _evaluation(known.CERTAINTY, value)
    if lesion.symmetric:
        yield _evaluation(known.SYMMETRIC, known.YES)
    for reader, vote in _votes(lesion):
        name = Concept(known.SCHEME, f"vote-{reader}"[:16], f"Vote of {reader}")
        yield _evaluation(name, Concept(known.SCHEME, vote[:64], vote))


def _votes(lesion: Lesion) -> Iterator[tuple[str, str]]:
    """Who said what of a lesion of the consensus."""
    for reader, vote in lesion.own_extra.get("votes", {}).items():
        yield reader, ", ".join(vote["labels"]) if vote else "no mark"
