"""DICOM structured report (TID 1500, Comprehensive SR) of a reading, a consensus with its votes, or a network's result."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import highdicom.sr as sr
import numpy as np
from highdicom.base import SOPClass
from highdicom.sr import CodedConcept
from pydicom.dataset import Dataset
from pydicom.uid import ComprehensiveSRStorage, generate_uid

from dspic_gui import __version__
from dspic_gui.code import CodeBook
from dspic_gui.counts.region import RegionStatistics, region_statistics
from dspic_gui.disease import CLASSES
from dspic_gui.exchange import report_codes as known
from dspic_gui.exchange.report_codes import Concept
from dspic_gui.exchange.report_source import ReportedScan
from dspic_gui.exchange.reported import Reported
from dspic_gui.labels.shapes import shape_from
from dspic_gui.reading import Lesion
from dspic_gui.study import Projection, View

MAKER = "dSPIC Workstation"
PRIVATE_GROUP, PRIVATE_CREATOR, PRIVATE_MARKS = 0x0099, "DSPIC WORKSTATION 1", 0x01
"""A private element holds the marks as label files do, so that our own program reads every digit again."""
SERIES_NUMBER = 9901
UNICODE = "ISO_IR 192"
RESEARCH = "Research use only. Not for diagnosis."


def structured_report(
    said: Reported,
    scan: ReportedScan,
    views: dict[Projection, View],
    book: CodeBook,
    about: tuple[str, ...] = (),
) -> Dataset:
    """The report as a data set. `about` are further sentences for a person, for example that the scans are simulated.

    UIDs are made of what is reported: the same content makes the same report.
    """
    content = sr.MeasurementReport(
        observation_context=_observers(said),
        procedure_reported=_coded(known.PROCEDURE),
        imaging_measurements=_groups(said, scan, views, book),
        title=_coded(known.REPORT_TITLE),
        referenced_images=scan.evidence,
    )
    children = content[0].ContentSequence
    if said.prediction is not None:
        children.append(_probabilities(said))
    children.append(_answers(said, (*said.notes, *about)))
    report = _document(content, said, scan)
    _keep_marks(report, said, scan)
    return report


def report_bytes(report: Dataset) -> bytes:
    """The bytes of the file, with a preamble of zeros."""
    target = io.BytesIO()
    report.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _document(content: sr.MeasurementReport, said: Reported, scan: ReportedScan) -> Dataset:
    """The modules of an SR document around the content.

    highdicom's own class for this copies the content twice and searches it for evidence, which takes two thirds of the
    time of a report; what it writes is checked against this in the tests.
    """
    basis = [str(scan.first.StudyInstanceUID), said.by, said.at.isoformat(), said.study]
    report = SOPClass(
        study_instance_uid=str(scan.first.StudyInstanceUID),
        series_instance_uid=generate_uid(entropy_srcs=[*basis, "series"]),
        series_number=SERIES_NUMBER,
        sop_instance_uid=generate_uid(entropy_srcs=[*basis, _digest(said)]),
        sop_class_uid=ComprehensiveSRStorage,
        instance_number=1,
        modality="SR",
        manufacturer=MAKER,
    )
    report.copy_patient_and_study_information(scan.first)
    report.SpecificCharacterSet = UNICODE
    report.CompletionFlag = "COMPLETE" if said.final else "PARTIAL"
    report.PreliminaryFlag = "FINAL" if said.final else "PRELIMINARY"
    report.VerificationFlag = "UNVERIFIED"
    report.PerformedProcedureCodeSequence = []
    report.ReferencedPerformedProcedureStepSequence = []
    report.CurrentRequestedProcedureEvidenceSequence = [_evidence(scan)]
    for element in content[0]:
        report.add(element)
    local = said.at.astimezone()
    for keyword in ("ContentDate", "SeriesDate", "InstanceCreationDate"):
        setattr(report, keyword, f"{local:%Y%m%d}")
    for keyword in ("ContentTime", "SeriesTime", "InstanceCreationTime"):
        setattr(report, keyword, f"{local:%H%M%S}")
    report.SeriesDescription = report_title(said)[:64]
    report.SoftwareVersions = __version__
    report.ManufacturerModelName = MAKER
    return report


def _evidence(scan: ReportedScan) -> Dataset:
    """The images of one study by series, as the document must name them."""
    study = Dataset()
    study.StudyInstanceUID = scan.first.StudyInstanceUID
    by_series: dict[str, Dataset] = {}
    for image in scan.evidence:
        series = by_series.setdefault(str(image.SeriesInstanceUID), Dataset())
        series.SeriesInstanceUID = image.SeriesInstanceUID
        named = Dataset()
        named.ReferencedSOPClassUID, named.ReferencedSOPInstanceUID = (
            image.SOPClassUID,
            image.SOPInstanceUID,
        )
        series.ReferencedSOPSequence = [*series.get("ReferencedSOPSequence", []), named]
    study.ReferencedSeriesSequence = list(by_series.values())
    return study


def report_title(said: Reported) -> str:
    """What the report is, in a few words."""
    if said.prediction is not None:
        return f"Network {said.by}, unverified"
    return "Consensus of readers" if said.is_consensus else f"Reading of {said.by}"


def _digest(said: Reported) -> str:
    return json.dumps([shape_from(lesion) for lesion in said.lesions], sort_keys=True)


def _coded(concept: Concept) -> CodedConcept:
    return CodedConcept(concept.value, concept.scheme, concept.meaning[:64])


def _observers(said: Reported) -> sr.ObservationContext:
    """A reader is a person under the pseudonym of the dataset; a vote and a network are a device."""
    if said.is_consensus or said.prediction is not None:
        uid = generate_uid(entropy_srcs=[MAKER, said.by, __version__])
        attributes = sr.DeviceObserverIdentifyingAttributes(
            uid=uid,
            name=said.by if said.prediction is not None else "Vote of the readers",
            manufacturer_name=MAKER,
            model_name=__version__,
        )
        device = sr.ObserverContext(_device(), attributes)
        return sr.ObservationContext(observer_device_context=device)
    person = sr.PersonObserverIdentifyingAttributes(name=f"{said.by}^")
    return sr.ObservationContext(observer_person_context=sr.ObserverContext(_person(), person))


def _person() -> CodedConcept:
    return CodedConcept("121006", "DCM", "Person")


def _device() -> CodedConcept:
    return CodedConcept("121007", "DCM", "Device")


def _groups(
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
        finding_type=_coded(known.answer_concept(said.answers.get(None))),
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
        finding_type=_coded(known.finding_concept(book, lesion.code, lesion.label)),
        finding_sites=[sr.FindingSite(_coded(site), _coded(side) if side else None)]
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
        yield sr.Measurement(
            _coded(known.AREA), measured.area_mm2, _coded(known.SQUARE_MILLIMETRES)
        )
    yield sr.Measurement(_coded(known.PIXELS), measured.pixels, _coded(known.NO_UNITS))
    for name, derivation in known.DERIVATIONS.items():
        value = float(getattr(measured, name))
        yield sr.Measurement(
            _coded(known.ACTIVITY), value, _coded(known.COUNTS), derivation=_coded(derivation)
        )


def _evaluations(lesion: Lesion) -> Iterator[sr.QualitativeEvaluation]:
    if lesion.certainty is not None:
        value = Concept(known.SCHEME, f"certainty-{lesion.certainty}", f"{lesion.certainty} of 5")
        yield sr.QualitativeEvaluation(_coded(known.CERTAINTY), _coded(value))
    if lesion.symmetric:
        yield sr.QualitativeEvaluation(_coded(known.SYMMETRIC), _coded(known.YES))
    for reader, vote in _votes(lesion):
        name = Concept(known.SCHEME, f"vote-{reader}"[:16], f"Vote of {reader}")
        yield sr.QualitativeEvaluation(_coded(name), _coded(Concept(known.SCHEME, vote[:64], vote)))


def _votes(lesion: Lesion) -> Iterator[tuple[str, str]]:
    """Who said what of a lesion of the consensus."""
    for reader, vote in lesion.own_extra.get("votes", {}).items():
        yield reader, ", ".join(vote["labels"]) if vote else "no mark"


def _answers(said: Reported, notes: tuple[str, ...]) -> sr.ContainerContentItem:
    """The answers and votes, and what a person should know; in the container that TID 1500 has for it."""
    container = sr.ContainerContentItem(_coded(known.QUALITATIVE), relationship_type="CONTAINS")
    items = sr.ContentSequence()
    words = {None: "study", Projection.ANT: "anterior view", Projection.POST: "posterior view"}
    for view, answer in said.answers.items():
        name = Concept(known.SCHEME, f"answer-{view or 'study'}", f"Answer of the {words[view]}")
        items.append(_code_item(name, known.answer_concept(answer)))
    for reader, vote in said.votes.items():
        name = Concept(known.SCHEME, f"vote-{reader}"[:16], f"Vote of {reader}")
        items.append(
            _code_item(
                name,
                known.answer_concept(vote)
                if vote
                else Concept(known.SCHEME, "missing", "No sealed reading"),
            )
        )
    source = "Sealed" if said.prediction is None and not said.is_consensus else "Made"
    for text in (
        f"{source} {said.at:%Y-%m-%d %H:%M:%S} UTC, {MAKER} {__version__}.",
        RESEARCH,
        *notes,
    ):
        items.append(
            sr.TextContentItem(CodedConcept("121106", "DCM", "Comment"), text[:1024], "CONTAINS")
        )
    container.ContentSequence = items
    return container


def _code_item(name: Concept, value: Concept) -> sr.CodeContentItem:
    return sr.CodeContentItem(_coded(name), _coded(value), "CONTAINS")


def _probabilities(said: Reported) -> sr.ContainerContentItem:
    """Probabilities stand apart from the measurement groups: viewers expect an outline in each of those."""
    assert said.prediction is not None
    container = sr.ContainerContentItem(_coded(known.DERIVED), relationship_type="CONTAINS")
    items = sr.ContentSequence()
    for view, one in said.prediction.views.items():
        for answer, value in zip(CLASSES, one.probabilities, strict=True):
            name = Concept(
                known.SCHEME,
                f"p-{view}-{answer.value}"[:16],
                f"Probability of {answer.value}, {view}",
            )
            items.append(
                sr.NumContentItem(
                    _coded(name), float(value), _coded(known.NO_UNITS), relationship_type="CONTAINS"
                )
            )
    model, _, version = said.by.rpartition("-")
    for concept, text in (
        (("111001", "Algorithm Name"), model or said.by),
        (("111003", "Algorithm Version"), version or "1"),
    ):
        items.append(
            sr.TextContentItem(CodedConcept(concept[0], "DCM", concept[1]), text, "CONTAINS")
        )
    container.ContentSequence = items
    return container


def _keep_marks(report: Dataset, said: Reported, scan: ReportedScan) -> None:
    marks = [{"view": one.projection.value, "shape": shape_from(one)} for one in said.lesions]
    kept = {"schema": 1, "by": said.by, "marks": marks}
    block = report.private_block(PRIVATE_GROUP, PRIVATE_CREATOR, create=True)
    block.add_new(PRIVATE_MARKS, "UT", json.dumps(kept, allow_nan=False))
