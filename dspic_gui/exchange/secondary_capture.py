"""Secondary Capture: a picture with the marks burned in, which every PACS and viewer shows."""

from __future__ import annotations

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from dspic_gui import __version__
from dspic_gui.code import CodeBook
from dspic_gui.exchange.marked_picture import marked_picture
from dspic_gui.exchange.report_forms import UNICODE
from dspic_gui.exchange.report_source import ReportedScan
from dspic_gui.exchange.reported import Reported
from dspic_gui.exchange.structured_report import MAKER, RESEARCH, report_title
from dspic_gui.study import Projection, View

SERIES_NUMBER = 9902


def secondary_capture(
    said: Reported,
    scan: ReportedScan,
    views: dict[Projection, View],
    book: CodeBook,
    about: tuple[str, ...] = (),
) -> Dataset:
    """The picture as a DICOM object of the scan's study; what is burned in is marked as burned in."""
    import highdicom

    basis = [str(scan.first.StudyInstanceUID), said.by, said.at.isoformat(), said.study, "capture"]
    first = scan.first
    capture = highdicom.sc.SCImage(
        pixel_array=marked_picture(views, said.lesions, book, _lines(said, about)),
        photometric_interpretation="RGB",
        bits_allocated=8,
        coordinate_system="PATIENT",
        study_instance_uid=str(first.StudyInstanceUID),
        series_instance_uid=generate_uid(entropy_srcs=[*basis, "series"]),
        series_number=SERIES_NUMBER,
        sop_instance_uid=generate_uid(entropy_srcs=[*basis, repr(said.lesions)]),
        instance_number=1,
        manufacturer=MAKER,
        patient_orientation=("L", "F"),
    )
    capture.copy_patient_and_study_information(first)
    capture.SpecificCharacterSet = UNICODE
    capture.BurnedInAnnotation = "YES"
    capture.ImageLaterality = "U"
    capture.ImageType = ["DERIVED", "SECONDARY"]
    capture.SeriesDescription = report_title(said)[:64]
    capture.DerivationDescription = f"{report_title(said)}. {RESEARCH}"[:1024]
    capture.SoftwareVersions = __version__
    local = said.at.astimezone()
    for keyword in ("ContentDate", "SeriesDate", "InstanceCreationDate"):
        setattr(capture, keyword, f"{local:%Y%m%d}")
    for keyword in ("ContentTime", "SeriesTime", "InstanceCreationTime"):
        setattr(capture, keyword, f"{local:%H%M%S}")
    return capture


def _lines(said: Reported, about: tuple[str, ...]) -> tuple[str, ...]:
    answer = said.answers.get(None)
    state = "" if said.final else " (may still change)"
    first = f"{report_title(said)}, {said.at:%Y-%m-%d %H:%M} UTC: {answer or 'open'}{state}"
    return (first, RESEARCH, " ".join((*said.notes, *about)))
