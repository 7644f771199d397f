"""The content of a report, put together from forms, is byte for byte what the library makes of the same answers in one piece."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import highdicom.sr as sr
import numpy as np
import pydicom
import pytest
from highdicom.sr import CodedConcept
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from dspic_gui.counts.region import region_statistics
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange import report_codes as known
from dspic_gui.exchange import report_forms as forms
from dspic_gui.exchange import reported as content
from dspic_gui.exchange.report_export import report_file
from dspic_gui.exchange.report_groups import tracking_uid
from dspic_gui.exchange.report_items import coded
from dspic_gui.exchange.report_source import ReportedScan, reported_scan
from dspic_gui.reading import Lesion
from tests.exchange.dicom_dataset import dicom_dataset, study_key


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return dicom_dataset(tmp_path_factory.mktemp("reported") / "d")


@pytest.mark.parametrize("by", ["R1", "consensus"])
def test_the_groups_are_those_of_the_library(archive: Archive, by: str) -> None:
    key = study_key(archive)
    said = content.reported(archive, key, by)
    assert said is not None and said.lesions
    scan = reported_scan(archive, archive.study(key))
    made = pydicom.dcmread(io.BytesIO(report_file(archive, said, "sr")))
    (measured,) = [item for item in made.ContentSequence if named(item) == "126010"]
    assert len(measured.ContentSequence) == len(said.lesions)
    for number, (item, lesion) in enumerate(zip(measured.ContentSequence, said.lesions, strict=True), 1):
        assert encoded(item) == encoded(whole_group(archive, scan, lesion, number)), lesion.label


@pytest.mark.parametrize("by", ["R1", "consensus"])
def test_the_frame_is_that_of_the_library(archive: Archive, by: str) -> None:
    """The root, language, observers, procedure, library of images, and the container of the groups."""
    key = study_key(archive)
    said = content.reported(archive, key, by)
    assert said is not None
    scan = reported_scan(archive, archive.study(key))
    document = pydicom.dcmread(io.BytesIO(report_file(archive, said, "sr")))
    uid = next((item.UID for item in document.ContentSequence if named(item) == "121012"), None)
    report = sr.MeasurementReport(
        observation_context=observers(by, uid),
        procedure_reported=coded(known.PROCEDURE),
        imaging_measurements=[sr.MeasurementsAndQualitativeEvaluations(sr.TrackingIdentifier("1.2.3", "x"))],
        title=coded(known.REPORT_TITLE),
        referenced_images=scan.evidence,
    )[0]
    there = list(document.ContentSequence)
    there[-2].ContentSequence = report.ContentSequence[-1].ContentSequence
    assert [encoded(item) for item in there[:-1]] == [encoded(item) for item in report.ContentSequence]
    for element in report:
        if element.keyword != "ContentSequence":
            assert element == document[element.tag]


@pytest.mark.expects_log
def test_a_value_too_long_for_its_kind_is_written_as_the_library_writes_it() -> None:
    item = Dataset()
    item.GraphicData = [1.0, 2.0]
    many = [float(value) for value in range(20_000)]
    filled = forms.Form(item, "GraphicData").filled(GraphicData=forms.points(many))
    item.GraphicData = many
    with pytest.warns(UserWarning, match="64 kByte"):
        assert filled == encoded(item)


@pytest.mark.parametrize("value", ["", "odd", "even", "热点", "a\\b"])
def test_texts_are_written_as_the_library_writes_them(value: str) -> None:
    item = sr.TextContentItem(CodedConcept("121106", "DCM", "Comment"), "?", "CONTAINS")
    form = forms.Form(item, "TextValue")
    item.TextValue = value
    assert form.filled(TextValue=forms.text(value)) == encoded(item)


def named(item: Any) -> str:
    return str(item.ConceptNameCodeSequence[0].CodeValue)


def encoded(item: Dataset) -> bytes:
    target = DicomBytesIO()
    target.is_implicit_VR, target.is_little_endian = False, True
    write_dataset(target, item, "utf8")
    return bytes(target.getvalue())


def observers(by: str, uid: str | None) -> sr.ObservationContext:
    if uid is None:
        person = sr.PersonObserverIdentifyingAttributes(name=f"{by}^")
        context = sr.ObserverContext(CodedConcept("121006", "DCM", "Person"), person)
        return sr.ObservationContext(observer_person_context=context)
    from dspic_gui import __version__

    device = sr.DeviceObserverIdentifyingAttributes(
        uid=uid, name="Vote of the readers", manufacturer_name="dSPIC Workstation", model_name=__version__
    )
    context = sr.ObserverContext(CodedConcept("121007", "DCM", "Device"), device)
    return sr.ObservationContext(observer_device_context=context)


def whole_group(archive: Archive, scan: ReportedScan, lesion: Lesion, number: int) -> Dataset:
    """TID 1410 of a mark by the library's own class."""
    book, image = archive.book, scan.images[lesion.projection]
    site, side = known.site_concept(book, lesion.code), known.side_concept(lesion.code)
    ring = np.vstack([lesion.shape.outline, lesion.shape.outline[:1]])
    frame = scan.frame(lesion.projection)
    source = sr.SourceImageForRegion(image.SOPClassUID, image.SOPInstanceUID, None if frame is None else [frame])
    name = f"Lesion {lesion.group_id}" if lesion.group_id is not None else f"Mark {number}"
    made = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(tracking_uid(lesion, str(scan.first.StudyInstanceUID)), name),
        referenced_region=sr.ImageRegion("POLYLINE", scan.stored(lesion.projection, ring), source),
        finding_type=coded(known.finding_concept(book, lesion.code, lesion.label)),
        finding_sites=[sr.FindingSite(coded(site), coded(side) if side else None)] if site else None,
        measurements=list(measurements(archive, scan, lesion)),
        qualitative_evaluations=list(evaluations(lesion)) or None,
    )
    return made[0]


def measurements(archive: Archive, scan: ReportedScan, lesion: Lesion) -> Iterator[sr.Measurement]:
    figures = region_statistics(archive.views(scan.study.key)[lesion.projection], lesion.shape)
    if figures.area_mm2 is not None:
        yield sr.Measurement(coded(known.AREA), figures.area_mm2, coded(known.SQUARE_MILLIMETRES))
    yield sr.Measurement(coded(known.PIXELS), figures.pixels, coded(known.NO_UNITS))
    for name, derivation in known.DERIVATIONS.items():
        value = float(getattr(figures, name))
        yield sr.Measurement(coded(known.ACTIVITY), value, coded(known.COUNTS), derivation=coded(derivation))


def evaluations(lesion: Lesion) -> Iterator[sr.QualitativeEvaluation]:
    if lesion.certainty is not None:
        value = CodedConcept(f"certainty-{lesion.certainty}", known.SCHEME, f"{lesion.certainty} of 5")
        yield sr.QualitativeEvaluation(coded(known.CERTAINTY), value)
    if lesion.symmetric:
        yield sr.QualitativeEvaluation(coded(known.SYMMETRIC), coded(known.YES))
    for reader, vote in lesion.own_extra.get("votes", {}).items():
        words = ", ".join(vote["labels"]) if vote else "no mark"
        name = CodedConcept(f"vote-{reader}"[:16], known.SCHEME, f"Vote of {reader}")
        yield sr.QualitativeEvaluation(name, CodedConcept(words[:64], known.SCHEME, words[:64]))
