"""DICOM structured report (TID 1500, Comprehensive SR) of a reading, a consensus with its votes, or a network's result."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Any

import highdicom.sr as sr
from highdicom.base import SOPClass
from pydicom.charset import convert_encodings, default_encoding
from pydicom.dataset import Dataset
from pydicom.uid import ComprehensiveSRStorage, ExplicitVRLittleEndian, generate_uid

from dspic_gui import __version__
from dspic_gui.code import CodeBook
from dspic_gui.disease import CLASSES
from dspic_gui.exchange import report_codes as known
from dspic_gui.exchange.report_codes import Concept
from dspic_gui.exchange.report_forms import UNICODE, put_content, written
from dspic_gui.exchange.report_groups import groups
from dspic_gui.exchange.report_items import KINDS, code_item, coded, container, number_item, text_item
from dspic_gui.exchange.report_source import ReportedScan
from dspic_gui.exchange.reported import Reported
from dspic_gui.labels.shapes import shape_from
from dspic_gui.study import Projection, View

MAKER = "dSPIC Workstation"
PRIVATE_GROUP, PRIVATE_CREATOR, PRIVATE_MARKS = 0x0099, "DSPIC WORKSTATION 1", 0x01
"""A private element holds the marks as label files do, so that our own program reads every digit again."""
SERIES_NUMBER = 9901
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
    measured = groups(said, scan, views, book)
    report = _document(said, scan)
    content = [
        *_context(said.by, _kind(said)),
        *map(written, sr.ImageLibrary(scan.evidence)),
        container(known.MEASUREMENTS, measured),
        *([_probabilities(said)] if said.prediction is not None else []),
        _answers(said, (*said.notes, *about)),
    ]
    put_content(report, content)
    _keep_marks(report, said, scan)
    _say_encoding(report, convert_encodings(UNICODE))
    return report


def report_bytes(report: Dataset) -> bytes:
    """The bytes of the file, with a preamble of zeros."""
    target = io.BytesIO()
    report.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _say_encoding(report: Dataset, charset: str | list[str]) -> None:
    """Everything was made for the encoding that is written: the library need not search each item, and all in it, for what to convert."""
    report.set_original_encoding(False, True, charset)
    for element in report.elements():
        items: Any = element.value if element.VR == "SQ" and not element.is_raw else ()
        for item in items:
            _say_encoding(item, default_encoding)


def _document(said: Reported, scan: ReportedScan) -> Dataset:
    """The modules of an SR document, and the head of its content.

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
        transfer_syntax_uid=ExplicitVRLittleEndian,
    )
    report.copy_patient_and_study_information(scan.first)
    report.SpecificCharacterSet = UNICODE
    report.CompletionFlag = "COMPLETE" if said.final else "PARTIAL"
    report.PreliminaryFlag = "FINAL" if said.final else "PRELIMINARY"
    report.VerificationFlag = "UNVERIFIED"
    report.PerformedProcedureCodeSequence = []
    report.ReferencedPerformedProcedureStepSequence = []
    report.CurrentRequestedProcedureEvidenceSequence = [_evidence(scan)]
    for element in sr.ContainerContentItem(coded(known.REPORT_TITLE), template_id="1500"):
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
        unlike = ", no answer: unlike what it learned" if said.prediction.overall.unlike else ""
        return f"Network {said.by}, unverified{unlike}"
    return "Consensus of readers" if said.is_consensus else f"Reading of {said.by}"


def _digest(said: Reported) -> str:
    return json.dumps([shape_from(lesion) for lesion in said.lesions], sort_keys=True)


def _kind(said: Reported) -> str:
    return "network" if said.prediction is not None else "vote" if said.is_consensus else "reader"


@lru_cache(KINDS)
def _context(by: str, kind: str) -> tuple[bytes, ...]:
    """Language, observers and procedure, which all reports of one reader have alike."""
    tracked = sr.TrackingIdentifier("1.2.3", "Mark")
    report = sr.MeasurementReport(
        observation_context=_observers(by, kind),
        procedure_reported=coded(known.PROCEDURE),
        imaging_measurements=[sr.MeasurementsAndQualitativeEvaluations(tracked)],
        title=coded(known.REPORT_TITLE),
    )
    return tuple(written(item) for item in report[0].ContentSequence[:-1])


def _observers(by: str, kind: str) -> sr.ObservationContext:
    """A reader is a person under the pseudonym of the dataset; a vote and a network are a device."""
    if kind != "reader":
        attributes = sr.DeviceObserverIdentifyingAttributes(
            uid=generate_uid(entropy_srcs=[MAKER, by, __version__]),
            name=by if kind == "network" else "Vote of the readers",
            manufacturer_name=MAKER,
            model_name=__version__,
        )
        device = sr.ObserverContext(coded(known.DEVICE), attributes)
        return sr.ObservationContext(observer_device_context=device)
    person = sr.PersonObserverIdentifyingAttributes(name=f"{by}^")
    return sr.ObservationContext(observer_person_context=sr.ObserverContext(coded(known.PERSON), person))


def _answers(said: Reported, notes: tuple[str, ...]) -> bytes:
    """The answers and votes, and what a person should know; in the container that TID 1500 has for it."""
    items = []
    words = {None: "study", Projection.ANT: "anterior view", Projection.POST: "posterior view"}
    for view, answer in said.answers.items():
        name = Concept(known.SCHEME, f"answer-{view or 'study'}", f"Answer of the {words[view]}")
        items.append(code_item(name, known.answer_concept(answer)))
    for reader, vote in said.votes.items():
        name = Concept(known.SCHEME, f"vote-{reader}"[:16], f"Vote of {reader}")
        missing = Concept(known.SCHEME, "missing", "No sealed reading")
        items.append(code_item(name, known.answer_concept(vote) if vote else missing))
    source = "Sealed" if said.prediction is None and not said.is_consensus else "Made"
    made = f"{source} {said.at:%Y-%m-%d %H:%M:%S} UTC, {MAKER} {__version__}."
    comments = [text_item(known.COMMENT, text[:1024]) for text in (made, RESEARCH, *notes)]
    return container(known.QUALITATIVE, [*items, *comments])


def _probabilities(said: Reported) -> bytes:
    """Probabilities stand apart from the measurement groups: viewers expect an outline in each of those."""
    assert said.prediction is not None
    items = []
    for view, one in said.prediction.views.items():
        for answer, value in zip(CLASSES, one.probabilities, strict=True):
            words = f"Probability of {answer.value}, {view}"
            name = Concept(known.SCHEME, f"p-{view}-{answer.value}"[:16], words)
            items.append(number_item(name, float(value), known.NO_UNITS))
    model, _, version = said.by.rpartition("-")
    items.append(text_item(known.ALGORITHM, model or said.by))
    items.append(text_item(known.ALGORITHM_VERSION, version or "1"))
    return container(known.DERIVED, items)


def _keep_marks(report: Dataset, said: Reported, scan: ReportedScan) -> None:
    marks = [{"view": one.projection.value, "shape": shape_from(one)} for one in said.lesions]
    kept = {"schema": 1, "by": said.by, "marks": marks}
    block = report.private_block(PRIVATE_GROUP, PRIVATE_CREATOR, create=True)
    block.add_new(PRIVATE_MARKS, "UT", json.dumps(kept, allow_nan=False))
