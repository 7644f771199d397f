"""A new nuclear-medicine object of a study's views, made from an allow-list: nothing of the original goes along unasked."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, NuclearMedicineImageStorage

from dspic_gui.exchange.hand_over_keys import OLDEST, HandOverKeys
from dspic_gui.exchange.leak_check import CAMERA
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.study import Projection, Study, View

METHODS = (
    ("113100", "Basic Application Confidentiality Profile"),
    ("113108", "Retain Patient Characteristics Option"),
)
SHIFTED = ("113107", "Retain Longitudinal Temporal Information Modified Dates Option")
METHOD = "New object from an allow-list by dSPIC Workstation"
_VIEWS = {
    Projection.ANT: ("399321004", "Anterior projection"),
    Projection.POST: ("399001007", "Posterior projection"),
}


def deidentified_scan(
    study: Study,
    views: Mapping[Projection, View],
    keys: HandOverKeys,
    identity: str,
    camera: Mapping[str, float],
) -> bytes:
    """The file: a frame for each view, upright, counts as 16-bit numbers; `identity` is what
    the study's UIDs are made of, `camera` what `camera_numbers` gave.

    ExchangeError for counts that are no whole numbers from 0 to 65535.
    """
    frames = np.stack([_stored(study, views[view]) for view in study.projections])
    scan = Dataset()
    scan.file_meta = FileMetaDataset()
    scan.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    scan.file_meta.MediaStorageSOPClassUID = NuclearMedicineImageStorage
    scan.file_meta.MediaStorageSOPInstanceUID = UID(keys.uid(f"{identity}.instance"))
    _say_who(scan, study, keys, identity)
    _say_how(scan, study, frames, next(iter(views.values())).pixel_mm, camera)
    scan.PixelData = frames.tobytes()
    scan["PixelData"].VR = "OW"
    target = io.BytesIO()
    scan.save_as(target, enforce_file_format=True)
    return target.getvalue()


def camera_numbers(content: bytes) -> dict[str, float]:
    """How long and fast the camera went, of a DICOM file: plain numbers of a sane size, nothing else."""
    from pydicom import dcmread

    data_set = dcmread(io.BytesIO(content), specific_tags=list(CAMERA), force=True)
    found = {}
    for keyword in CAMERA:
        stated = re.fullmatch(r"\d{1,7}(\.\d{1,3})?", str(data_set.get(keyword, "")).strip())
        if stated:
            found[keyword] = int(stated[0]) if "." not in stated[0] else float(stated[0])
    return found


def _stored(study: Study, view: View) -> NDArray[np.uint16]:
    whole = np.rint(view.counts)
    if not (whole == view.counts).all() or whole.min() < 0 or whole.max() > 65535:
        text = "The counts of {study} are not whole numbers from 0 to 65535, which a scan to hand on must have."
        raise ExchangeError(text, study=study.key)
    return whole.astype("<u2")


def _say_who(scan: Dataset, study: Study, keys: HandOverKeys, identity: str) -> None:
    patient = keys.key("patient", study.patient)
    day = (keys.day(study.patient, study.time.day) or "").replace("-", "")
    fields: dict[str, Any] = {
        "SOPClassUID": NuclearMedicineImageStorage,
        "SOPInstanceUID": scan.file_meta.MediaStorageSOPInstanceUID,
        "StudyInstanceUID": keys.uid(f"{identity}.study"),
        "SeriesInstanceUID": keys.uid(f"{identity}.series"),
        "PatientName": patient,
        "PatientID": patient,
        "PatientBirthDate": "",
        "PatientSex": study.sex if study.sex in ("M", "F", "O") else "",
        "StudyDate": day,
        "AcquisitionDate": day,
        "StudyTime": "",
        "AccessionNumber": "",
        "ReferringPhysicianName": "",
        "StudyID": "",
        "SeriesNumber": "1",
        "InstanceNumber": "1",
        "Manufacturer": "",
        "PatientIdentityRemoved": "YES",
        "DeidentificationMethod": METHOD,
        "LongitudinalTemporalInformationModified": "MODIFIED" if day else "REMOVED",
    }
    if study.age is not None:
        fields["PatientAge"] = f"{min(study.age, OLDEST):03d}Y"
    for keyword, value in fields.items():
        setattr(scan, keyword, value)
    scan.DeidentificationMethodCodeSequence = [
        _coded("DCM", *code) for code in (*METHODS, *([SHIFTED] if day else []))
    ]


def _say_how(
    scan: Dataset,
    study: Study,
    frames: NDArray[np.uint16],
    pixel_mm: tuple[float, float] | None,
    camera: Mapping[str, float],
) -> None:
    count, rows, columns = frames.shape
    fields: dict[str, Any] = {
        "Modality": "NM",
        "ImageType": ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"],
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": rows,
        "Columns": columns,
        "NumberOfFrames": count,
        "FrameIncrementPointer": [0x00540010, 0x00540020],
        "EnergyWindowVector": [1] * count,
        "NumberOfEnergyWindows": 1,
        "DetectorVector": list(range(1, count + 1)),
        "NumberOfDetectors": count,
        "BitsAllocated": 16,
        "BitsStored": 16,
        "HighBit": 15,
        "PixelRepresentation": 0,
        "CountsAccumulated": min(int(frames.sum(dtype=np.int64)), 2**31 - 1),
        "PatientOrientation": "",
        "Laterality": "",
    }
    for keyword, value in fields.items():
        setattr(scan, keyword, value)
    if pixel_mm is not None:
        scan.PixelSpacing = [f"{side:.6g}" for side in pixel_mm]
    scan.EnergyWindowInformationSequence = [Dataset()]
    scan.RadiopharmaceuticalInformationSequence = []
    scan.PatientOrientationCodeSequence = []
    scan.PatientGantryRelationshipCodeSequence = []
    scan.DetectorInformationSequence = [_detector(view) for view in study.projections]
    scan.ScanVelocity, scan.ScanLength = "", ""
    for keyword, value in camera.items():
        setattr(scan, keyword, value)


def _detector(view: Projection) -> Dataset:
    item = Dataset()
    item.CollimatorType = ""
    item.ImageOrientationPatient, item.ImagePositionPatient = [], []
    item.ViewCodeSequence = [_coded("SCT", *_VIEWS[view])]
    return item


def _coded(scheme: str, value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code
