"""The measurement groups of a structured report (TID 1410): a mark's outline, finding, site, figures and votes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import highdicom.sr as sr
import numpy as np
from highdicom.sr import CodedConcept
from pydicom.uid import generate_uid

from dspic_gui.code import CodeBook
from dspic_gui.counts.region import RegionStatistics, region_statistics
from dspic_gui.exchange import report_codes as known
from dspic_gui.exchange.report_codes import Concept
from dspic_gui.exchange.report_source import ReportedScan
from dspic_gui.exchange.reported import Reported
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View


def coded(concept: Concept) -> CodedConcept:
    """The concept as highdicom writes it."""
    return CodedConcept(concept.value, concept.scheme, concept.meaning[:64])


def groups(
    said: Reported, scan: ReportedScan, views: dict[Projection, View], book: CodeBook
) -> list[Any]:
    """A group for each mark; where there is none, one for the answer, for viewers expect a group."""
    groups = [_group(lesion, number, scan, views, book) for number, lesion in _shown(said, scan)]
    return groups or [_answer_group(said, scan)]


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


def _group(
    lesion: Lesion, number: int, scan: ReportedScan, views: dict[Projection, View], book: CodeBook
) -> Any:
    site, side = known.site_concept(book, lesion.code), known.side_concept(lesion.code)
    name = f"Lesion {lesion.group_id}" if lesion.group_id is not None else f"Mark {number}"
    measured = (
        region_statistics(views[lesion.projection], lesion.shape)
        if lesion.projection in views
        else None
    )
    return sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(
            tracking_uid(lesion, str(scan.first.StudyInstanceUID)), name
        ),
        referenced_region=_region(lesion, scan),
        finding_type=coded(known.finding_concept(book, lesion.code, lesion.label)),
        finding_sites=[sr.FindingSite(coded(site), coded(side) if side else None)]
        if site
        else None,
        measurements=list(_measurements(measured)) if measured else None,
        qualitative_evaluations=list(_evaluations(lesion)) or None,
    )


def _region(lesion: Lesion, scan: ReportedScan) -> sr.ImageRegion:
    ring = np.vstack([lesion.shape.outline, lesion.shape.outline[:1]])
    points = scan.stored(lesion.projection, ring)
    image, frame = scan.images[lesion.projection], scan.frame(lesion.projection)
    source = sr.SourceImageForRegion(
        str(image.SOPClassUID), str(image.SOPInstanceUID), None if frame is None else [frame]
    )
    return sr.ImageRegion(sr.GraphicTypeValues.POLYLINE, points, source)


def _measurements(measured: RegionStatistics) -> Iterator[sr.Measurement]:
    if measured.area_mm2 is not None:
        yield sr.Measurement(coded(known.AREA), measured.area_mm2, coded(known.SQUARE_MILLIMETRES))
    yield sr.Measurement(coded(known.PIXELS), measured.pixels, coded(known.NO_UNITS))
    for name, derivation in known.DERIVATIONS.items():
        value = float(getattr(measured, name))
        yield sr.Measurement(
            coded(known.ACTIVITY), value, coded(known.COUNTS), derivation=coded(derivation)
        )


def _evaluations(lesion: Lesion) -> Iterator[sr.QualitativeEvaluation]:
    if lesion.certainty is not None:
        value = Concept(known.SCHEME, f"certainty-{lesion.certainty}", f"{lesion.certainty} of 5")
        yield sr.QualitativeEvaluation(coded(known.CERTAINTY), coded(value))
    if lesion.symmetric:
        yield sr.QualitativeEvaluation(coded(known.SYMMETRIC), coded(known.YES))
    for reader, vote in _votes(lesion):
        name = Concept(known.SCHEME, f"vote-{reader}"[:16], f"Vote of {reader}")
        yield sr.QualitativeEvaluation(coded(name), coded(Concept(known.SCHEME, vote[:64], vote)))


def _votes(lesion: Lesion) -> Iterator[tuple[str, str]]:
    """Who said what of a lesion of the consensus."""
    for reader, vote in lesion.own_extra.get("votes", {}).items():
        yield reader, ", ".join(vote["labels"]) if vote else "no mark"
