"""Structured reports: valid, read back digit for digit, drawn by viewers, and those of other programs understood."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import highdicom.sr as sr
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from dspic_gui.cli import main
from dspic_gui.counts.region import region_statistics
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange import reported as content
from dspic_gui.exchange.report_export import report_file
from dspic_gui.exchange.report_source import reported_scan
from dspic_gui.intake.importing import import_sources
from dspic_gui.reading import Lesion, Reading
from dspic_gui.shape import Ellipse, Polygon
from dspic_gui.study import Projection
from tests.exchange.dicom_dataset import MARKS, RIB, dicom_dataset, scan_file, study_key
from tests.made.small_dataset import small_dataset


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return dicom_dataset(tmp_path_factory.mktemp("reported") / "d")


@pytest.fixture
def unread(tmp_path: Path) -> Archive:
    return dicom_dataset(tmp_path / "unread", consensus=False)


def report(archive: Archive, by: str, number: int = 0, kind: str = "sr") -> Dataset:
    said = content.reported(archive, study_key(archive, number), by)
    assert said is not None
    return pydicom.dcmread(io.BytesIO(report_file(archive, said, kind)))


def code(item: Any, keyword: str = "ConceptNameCodeSequence") -> str:
    named = item[keyword].value[0]
    return str(named.get("CodeValue") or named.get("LongCodeValue"))


def groups(document: Dataset) -> list[Any]:
    (measured,) = [item for item in document.ContentSequence if code(item) == "126010"]
    return [item for item in measured.ContentSequence if code(item) == "125007"]


def test_dciodvfy_finds_no_error(archive: Archive, tmp_path: Path) -> None:
    if shutil.which("dciodvfy") is None:
        pytest.skip("dicom3tools is not installed")
    for number, (by, study, kind) in enumerate(
        (by, study, kind) for by in ("R1", "consensus") for study in (0, 1) for kind in ("sr", "sc")
    ):
        path = tmp_path / f"{number}.dcm"
        report(archive, by, study, kind).save_as(path)
        done = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in done.stdout + done.stderr, (by, study, kind, done.stderr)
        warnings = [
            line
            for line in (done.stdout + done.stderr).splitlines()
            if "Warning" in line and "99DSPIC" not in line
        ]
        assert not [line for line in warnings if "0x0099" not in line], warnings


def test_srread_gives_every_number_back(archive: Archive, tmp_path: Path) -> None:
    report(archive, "R1").save_as(tmp_path / "r.dcm")
    document = sr.srread(tmp_path / "r.dcm")
    assert isinstance(document, sr.ComprehensiveSR)
    found = document.content.get_planar_roi_measurement_groups()
    views = archive.views(study_key(archive))
    assert len(found) == len(MARKS)
    for group, mark in zip(found, ordered(MARKS), strict=True):
        figures = region_statistics(views[mark.projection], mark.shape)
        numbers = [measure.value for measure in group.get_measurements()]
        area = [figures.area_mm2] if figures.area_mm2 is not None else []
        assert numbers == pytest.approx(
            [*area, figures.pixels, figures.maximum, figures.mean, figures.total]
        )
        region = group.reference_type
        assert region is not None
        drawn = np.array(group.roi.value)[:-1]
        assert np.abs(drawn - mark.shape.outline).max() < 1e-4


def test_the_rules_that_ohif_follows(archive: Archive) -> None:
    """Title 126000; an image library; a tracking UID for each group; an outline on an image and a frame; no bare numbers."""
    for by, number in (("R1", 0), ("consensus", 0), ("consensus", 1)):
        document = report(archive, by, number)
        assert (
            code(document) == "126000" and document.SOPClassUID.name == "Comprehensive SR Storage"
        )
        (library,) = [item for item in document.ContentSequence if code(item) == "111028"]
        images = {
            reference.ReferencedSOPInstanceUID
            for group in library.ContentSequence
            for item in group.ContentSequence
            if item.ValueType == "IMAGE"
            for reference in item.ReferencedSOPSequence
        }
        uids = Counter(
            item.UID
            for group in groups(document)
            for item in group.ContentSequence
            if code(item) == "112040"
        )
        assert set(uids.values()) == {1} and len(uids) == len(groups(document))
        for group in groups(document):
            shapes = [item for item in group.ContentSequence if item.ValueType == "SCOORD"]
            numbers = [item for item in group.ContentSequence if item.ValueType == "NUM"]
            assert shapes or not numbers
            for shape in shapes:
                (reference,) = shape.ContentSequence[0].ReferencedSOPSequence
                assert (
                    reference.ReferencedSOPInstanceUID in images
                    and reference.ReferencedFrameNumber in (1, 2)
                )
                assert shape.GraphicData[:2] == shape.GraphicData[-2:]


def test_one_lesion_in_two_views_has_one_name_and_two_uids(archive: Archive) -> None:
    names = Counter(
        item.TextValue
        for group in groups(report(archive, "R1"))
        for item in group.ContentSequence
        if code(item) == "112039"
    )
    assert names["Lesion 2"] == 2


def test_the_report_belongs_to_the_scans_study(archive: Archive) -> None:
    scan = reported_scan(archive, archive.study(study_key(archive))).first
    for kind in ("sr", "sc"):
        document = report(archive, "R1", kind=kind)
        for keyword in (
            "StudyInstanceUID",
            "PatientID",
            "PatientName",
            "AccessionNumber",
            "StudyDate",
            "PatientSex",
        ):
            assert document.get(keyword) == scan.get(keyword), keyword
        assert document.SeriesInstanceUID != scan.SeriesInstanceUID
        assert document.preamble == bytes(128) if hasattr(document, "preamble") else True


def test_the_same_answer_makes_the_same_report(archive: Archive) -> None:
    said = content.reported(archive, study_key(archive), "R1")
    assert said is not None
    assert report_file(archive, said, "sr") == report_file(archive, said, "sr")
    other = replace(said, lesions=said.lesions[:-1])
    first, second = (
        pydicom.dcmread(io.BytesIO(report_file(archive, one, "sr"))) for one in (said, other)
    )
    assert (
        first.SOPInstanceUID != second.SOPInstanceUID
        and first.SeriesInstanceUID == second.SeriesInstanceUID
    )


def test_a_consensus_brings_its_votes(archive: Archive) -> None:
    document = report(archive, "consensus")
    (said,) = [item for item in document.ContentSequence if code(item) == "C0034375"]
    stated = {
        code(item): code(item, "ConceptCodeSequence")
        for item in said.ContentSequence
        if item.ValueType == "CODE"
    }
    assert stated["answer-study"] == "both" and {stated[f"vote-R{n}"] for n in (1, 2, 3)} == {
        "both"
    }
    votes = [
        item
        for group in groups(document)
        for item in group.ContentSequence
        if code(item).startswith("vote-")
    ]
    assert len(votes) == 3 * 5  # urine does not vote
    assert (document.CompletionFlag, document.PreliminaryFlag, document.VerificationFlag) == (
        "COMPLETE",
        "FINAL",
        "UNVERIFIED",
    )
    observer = next(item for item in document.ContentSequence if code(item) == "121005")
    assert code(observer, "ConceptCodeSequence") == "121007"


def test_our_own_report_comes_back_digit_for_digit(
    archive: Archive, unread: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "r.dcm"
    report(archive, "R1").save_as(path)
    assert (
        main(["import", str(unread.folder), str(path)]) == 2
    )  # it is not said whose draft it becomes
    assert main(["import", str(unread.folder), str(path), "--reader", "R2"]) == 0
    reading = unread.as_reader("R2").reading("R2", study_key(unread))
    assert reading is not None and not reading.sealed
    assert [without_uid(one) for one in reading.lesions] == [
        without_uid(one) for one in ordered(MARKS)
    ]
    assert unread.report(study_key(unread)) is None


def without_uid(lesion: Lesion) -> Lesion:
    return replace(lesion, uid="")


def ordered(marks: tuple[Lesion, ...]) -> list[Lesion]:
    return sorted(marks, key=lambda mark: mark.projection.value)


def test_without_our_private_part_the_marks_come_back_too(
    archive: Archive, unread: Archive, tmp_path: Path
) -> None:
    document = report(archive, "R1")
    document.remove_private_tags()
    document.save_as(tmp_path / "r.dcm")
    assert (
        main(["import-labels", str(unread.folder), str(tmp_path / "r.dcm"), "--reader", "R1"]) == 0
    )
    reading = unread.as_reader("R1").reading("R1", study_key(unread))
    assert reading is not None
    for found, mark in zip(reading.lesions, ordered(MARKS), strict=True):
        assert (found.label, found.group_id, found.certainty, found.symmetric) == (
            mark.label,
            mark.group_id,
            mark.certainty,
            mark.symmetric,
        )
        assert np.abs(found.shape.outline - mark.shape.outline).max() < 1e-4


def test_a_shape_that_another_program_moved_is_taken_as_it_is_now(
    archive: Archive, unread: Archive, tmp_path: Path
) -> None:
    document = report(archive, "R1")
    shape = next(item for item in groups(document)[0].ContentSequence if item.ValueType == "SCOORD")
    shape.GraphicData = [value + 7 for value in shape.GraphicData]
    document.save_as(tmp_path / "r.dcm")
    assert (
        main(["import-labels", str(unread.folder), str(tmp_path / "r.dcm"), "--reader", "R1"]) == 0
    )
    reading = unread.as_reader("R1").reading("R1", study_key(unread))
    assert reading is not None
    (moved,) = [one for one in reading.lesions if one.label == RIB.label]
    assert moved.shape == Polygon(tuple((x, y) for x, y in (RIB.shape.outline + 7).tolist()))


def foreign_report(
    archive: Archive,
    regions: list[tuple[str, list[list[float]], int]],
    finding: tuple[str, str, str],
) -> Dataset:
    """A report as another program writes it: other graphics, other codes, nothing of ours."""
    scan = reported_scan(archive, archive.study(study_key(archive)))
    image = scan.first
    made = []
    for number, (kind, points, frame) in enumerate(regions):
        source = sr.SourceImageForRegion(image.SOPClassUID, image.SOPInstanceUID, [frame])
        made.append(
            sr.PlanarROIMeasurementsAndQualitativeEvaluations(
                tracking_identifier=sr.TrackingIdentifier(f"1.2.3.{number}", "ROI"),
                referenced_region=sr.ImageRegion(kind, np.array(points), source),
                finding_type=sr.CodedConcept(finding[1], finding[0], finding[2]),
                finding_sites=[
                    sr.FindingSite(
                        sr.CodedConcept("113197003", "SCT", "Rib"),
                        sr.CodedConcept("7771000", "SCT", "Left"),
                    )
                ],
            )
        )
    person = sr.ObserverContext(
        sr.CodedConcept("121006", "DCM", "Person"),
        sr.PersonObserverIdentifyingAttributes("Else^Some"),
    )
    whole = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_person_context=person),
        procedure_reported=sr.CodedConcept("371572003", "SCT", "Nuclear medicine procedure"),
        imaging_measurements=made,
        title=sr.CodedConcept("126000", "DCM", "Imaging Measurement Report"),
        referenced_images=[image],
    )
    return sr.Comprehensive3DSR(
        evidence=[image],
        content=whole,
        series_instance_uid="1.2.3",
        series_number=1,
        sop_instance_uid="1.2.3.4",
        instance_number=1,
    )


def test_the_report_of_another_program_becomes_a_draft(
    archive: Archive, unread: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    regions = [
        ("POLYLINE", [[10, 20], [30, 20], [30, 44], [10, 20]], 1),
        ("CIRCLE", [[100, 100], [103, 104]], 2),
        ("ELLIPSE", [[90, 200], [110, 200], [100, 195], [100, 205]], 1),
        ("POLYLINE", [[10, 20], [30, 20], [30, 44], [10, 20]], 9),
    ]
    foreign_report(archive, regions, ("SCT", "94222008", "Bony metastasis")).save_as(
        tmp_path / "f.dcm"
    )
    take = [
        "import-labels",
        str(unread.folder),
        str(tmp_path / "f.dcm"),
        "--reader",
        "R1",
        "--json",
    ]
    assert main(take) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["marks"] == 3 and "no view of this study" in said["left"][0]["error"]
    reading = unread.as_reader("R1").reading("R1", study_key(unread))
    assert reading is not None
    assert [(one.projection, one.shape) for one in reading.lesions] == [
        (Projection.ANT, Polygon(((10, 20), (30, 20), (30, 44)))),
        (Projection.ANT, Ellipse(100, 200, 10, 5, 0)),
        (Projection.POST, Ellipse(100, 100, 5, 5)),
    ]
    assert {one.label for one in reading.lesions} == {"metastasis:rib:left"}


def test_what_has_no_code_here_is_listed_and_kept(
    archive: Archive, unread: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    regions = [("POLYLINE", [[10, 20], [30, 20], [30, 44], [10, 20]], 1)]
    foreign_report(archive, regions, ("SCT", "125605004", "Fracture of bone")).save_as(
        tmp_path / "f.dcm"
    )
    assert (
        main(
            [
                "import-labels",
                str(unread.folder),
                str(tmp_path / "f.dcm"),
                "--reader",
                "R1",
                "--json",
            ]
        )
        == 1
    )
    assert json.loads(capsys.readouterr().out)["unknown"] == {"Fracture of bone, Rib, Left": 1}


def test_a_report_on_another_study_is_not_taken(archive: Archive, tmp_path: Path) -> None:
    other = small_dataset(tmp_path / "other")
    report(archive, "R1").save_as(tmp_path / "r.dcm")
    assert main(["import", str(other.folder), str(tmp_path / "r.dcm"), "--reader", "R1"]) == 2


def test_the_command_writes_a_file_for_each_study(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form in ("sr", "sc"):
        assert (
            main(["export", str(archive.folder), str(tmp_path / form), "--format", form, "--json"])
            == 0
        )
        assert json.loads(capsys.readouterr().out)["studies"] == 2
        assert sorted(path.stem for path in (tmp_path / form).iterdir()) == archive.study_keys()
    assert (
        main(
            [
                "export",
                str(archive.folder),
                str(tmp_path / "no"),
                "--format",
                "sr",
                "--labels",
                "truth",
            ]
        )
        == 2
    )
    pictures = small_dataset(tmp_path / "pictures")
    assert main(["export", str(pictures.folder), str(tmp_path / "no"), "--format", "sr"]) == 2
    assert not (tmp_path / "no").exists()


def test_the_capture_shows_what_is_burned_in(archive: Archive) -> None:
    capture = report(archive, "R1", kind="sc")
    assert capture.BurnedInAnnotation == "YES" and capture.ConversionType
    plain = report(archive, "R1", 1, kind="sc").pixel_array
    marked = capture.pixel_array
    assert marked.shape == plain.shape and marked.ndim == 3
    left, top, _, bottom = (round(2 * value) for value in RIB.shape.bounds)
    band = marked[96 + top : 96 + bottom, left - 1 : left + 2].astype(int)
    assert (band[..., 0] - band[..., 2] > 60).any()


@pytest.mark.parametrize(
    ("character_set", "encoded"),
    [
        ("GB18030", "Zhang^Wei=张^伟".encode("gb18030")),
        ("ISO_IR 100", "Müller^Jürg".encode("latin-1")),
    ],
)
def test_a_name_in_any_script_goes_along(
    tmp_path: Path, character_set: str, encoded: bytes
) -> None:
    source = tmp_path / "s.dcm"
    source.write_bytes(scan_file(5, SpecificCharacterSet=character_set, PatientName=encoded))
    archive = Archive.create(tmp_path / "d", "Names")
    import_sources(archive, [source])
    key = archive.study_keys()[0]
    archive.as_reader("R1").seal(Reading(key, "R1", (RIB,)))
    said = content.reported(archive, key, "R1")
    assert said is not None
    for kind in ("sr", "sc"):
        document = pydicom.dcmread(io.BytesIO(report_file(archive, said, kind)))
        assert document.SpecificCharacterSet == "ISO_IR 192"
        assert str(document.PatientName) == encoded.decode(
            "gb18030" if "GB" in character_set else "latin-1"
        )


def test_a_network_is_a_device_and_verified_by_nobody(archive: Archive, tmp_path: Path) -> None:
    key = study_key(archive)
    stated: dict[str, Any] = {
        "schema": 1,
        "study": key,
        "at": "2026-03-05T01:02:03+00:00",
        "model": {
            "name": "dspic",
            "network_sha256": "ab12cd34" * 8,
            "threshold": 0.3,
            "warning": "Trained on simulated scans.",
        },
        "views": {
            view.projection.value: {
                "source_sha256": view.sha256,
                "frame": view.frame,
                "input_sha256": "0",
                "probabilities": {"normal": 0.2, "metastatic": 0.7, "arthritic": 0.1},
                "milliseconds": 3.0,
            }
            for view in archive.study(key).views
        },
    }
    stated["overall"] = {"probabilities": {"normal": 0.2, "metastatic": 0.7, "arthritic": 0.1}}
    path = archive.folder / "predictions" / "dspic-ab12cd34" / f"{key}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(stated))
    document = report(archive, "dspic-ab12cd34")
    numbers = [
        float(item.MeasuredValueSequence[0].NumericValue)
        for container in document.ContentSequence
        if code(container) == "126011"
        for item in container.ContentSequence
        if item.ValueType == "NUM"
    ]
    assert numbers == [0.2, 0.7, 0.1] * 2
    texts = [
        item.TextValue
        for one in document.ContentSequence
        for item in one.get("ContentSequence", [])
        if item.ValueType == "TEXT"
    ]
    assert {
        "dspic",
        "ab12cd34",
        "Trained on simulated scans.",
        "Result of a network, verified by nobody.",
    } <= set(texts)
    assert (document.VerificationFlag, document.PreliminaryFlag) == ("UNVERIFIED", "PRELIMINARY")
    if shutil.which("dciodvfy"):
        document.save_as(tmp_path / "n.dcm")
        done = subprocess.run(
            ["dciodvfy", str(tmp_path / "n.dcm")], capture_output=True, text=True, check=False
        )
        assert "Error" not in done.stdout + done.stderr


def test_a_genuine_scan_is_reported_and_read_back(dataset: Archive, tmp_path: Path) -> None:
    (key,) = dataset.study_keys()
    (view,) = dataset.study(key).projections
    mark = replace(RIB, projection=view)
    dataset.as_reader("R1").seal(Reading(key, "R1", (mark,)))
    assert (
        main(
            ["export", str(dataset.folder), str(tmp_path / "o"), "--format", "sr", "--labels", "R1"]
        )
        == 0
    )
    path = tmp_path / "o" / f"{key}.dcm"
    if shutil.which("dciodvfy"):
        done = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        assert "Error" not in done.stdout + done.stderr
    assert main(["import", str(dataset.folder), str(path), "--reader", "R2"]) == 0
    reading = dataset.as_reader("R2").reading("R2", key)
    assert reading is not None and [without_uid(one) for one in reading.lesions] == [
        without_uid(mark)
    ]
