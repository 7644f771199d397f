"""A simulated scan as a DICOM file: Nuclear Medicine Image Storage, whole body, one frame for each of two detectors."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag, Tag
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEG2000Lossless, NuclearMedicineImageStorage, RLELossless

from dspic_gui.study import COLUMNS, ROWS, Projection
from training.simulate.patient import Patient
from training.simulate.version import VERSION

COMPRESSIONS = {"none": ExplicitVRLittleEndian, "rle": RLELossless, "jpeg2000": JPEG2000Lossless}
"""Names of the transfer syntaxes that a simulated scan can be written in."""

_ENCODERS = {"rle": "pydicom", "jpeg2000": "pylibjpeg"}
_VIEW = {Projection.ANT: ("399321004", "Anterior projection"), Projection.POST: ("399001007", "Posterior projection")}
_SCAN_MM_PER_S = 2.0


@dataclass(frozen=True)
class Identity:
    """Names and times of a simulated study; `name` and `patient_id` are invented, `uid` is the study's."""

    name: str
    patient_id: str
    uid: str
    at: datetime
    accession: str


def uid_of(*words: object) -> str:
    """A UID under 2.25 that depends on nothing but these words."""
    digest = hashlib.sha256("/".join(map(str, words)).encode()).digest()
    return f"2.25.{int.from_bytes(digest[:16], 'big')}"


def scan_bytes(patient: Patient, counts: Mapping[Projection, NDArray[np.uint16]], identity: Identity, compression: str = "none") -> bytes:
    """The bytes of the two-frame file: anterior from detector 1, posterior from detector 2.

    `counts`: uint16, 1024 rows x 256 columns for each projection; `compression` is a name of COMPRESSIONS, KeyError for another.
    """
    content = Dataset()
    _patient(content, patient, identity)
    _study_and_series(content, identity)
    _image(content, patient, counts, identity)
    _acquisition(content, patient)
    content.DetectorInformationSequence = Sequence([_detector(projection, patient) for projection in Projection])
    content.file_meta = _meta(content)
    if compression != "none":
        content.compress(COMPRESSIONS[compression], encoding_plugin=_ENCODERS[compression], generate_instance_uid=False)
    target = io.BytesIO()
    content.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _meta(content: Dataset) -> FileMetaDataset:
    meta = FileMetaDataset()
    meta.FileMetaInformationVersion = b"\x00\x01"
    meta.MediaStorageSOPClassUID = content.SOPClassUID
    meta.MediaStorageSOPInstanceUID = content.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = UID(uid_of("dspic", "simulate"))
    meta.ImplementationVersionName = "DSPIC_SIMULATE"
    return meta


def _patient(content: Dataset, patient: Patient, identity: Identity) -> None:
    content.SpecificCharacterSet = "ISO_IR 192"
    content.PatientName = identity.name
    content.PatientID = identity.patient_id
    content.PatientBirthDate = f"{identity.at.year - patient.build.age}0101"
    content.PatientSex = patient.build.sex
    content.PatientAge = f"{patient.build.age:03d}Y"
    content.PatientSize = f"{patient.build.height_mm / 1000:.2f}"
    content.PatientWeight = f"{patient.build.bmi * (patient.build.height_mm / 1000) ** 2:.0f}"
    content.PatientComments = "Simulated. Research use only. Not for diagnosis."


def _study_and_series(content: Dataset, identity: Identity) -> None:
    day, time = identity.at.strftime("%Y%m%d"), identity.at.strftime("%H%M%S")
    content.StudyInstanceUID = identity.uid
    content.SeriesInstanceUID = uid_of(identity.uid, "series")
    content.SOPClassUID = NuclearMedicineImageStorage
    content.SOPInstanceUID = uid_of(identity.uid, "image")
    content.FrameOfReferenceUID = uid_of(identity.uid, "frame of reference")
    content.PositionReferenceIndicator = ""
    content.StudyDate = content.SeriesDate = content.AcquisitionDate = content.ContentDate = day
    content.StudyTime = content.SeriesTime = content.AcquisitionTime = content.ContentTime = time
    content.StudyID = content.AccessionNumber = identity.accession
    content.ReferringPhysicianName = ""
    content.StudyDescription = "Whole body bone scan (simulated)"
    content.SeriesDescription = "WHOLE BODY ANT+POST"
    content.ProtocolName = "Whole Body Bone"
    content.Modality = "NM"
    content.Laterality = ""
    content.SeriesNumber, content.InstanceNumber = 1, 1
    content.Manufacturer = "dSPIC Workstation"
    content.ManufacturerModelName = "Simulator"
    content.DeviceSerialNumber = "0"
    content.SoftwareVersions = f"simulator {VERSION}"
    content.ProcedureCodeSequence = Sequence([_code("42175-0", "LN", "NM Bone Views W Tc-99m MDP IV")])
    content.PatientOrientationCodeSequence = Sequence([_code("102538003", "SCT", "recumbent")])
    content.PatientOrientationCodeSequence[0].PatientOrientationModifierCodeSequence = Sequence([_code("40199007", "SCT", "supine")])
    content.PatientGantryRelationshipCodeSequence = Sequence([_code("102540008", "SCT", "headfirst")])


def _image(content: Dataset, patient: Patient, counts: Mapping[Projection, NDArray[np.uint16]], identity: Identity) -> None:
    frames = np.stack([counts[projection] for projection in Projection])
    pixel = f"{patient.acquisition.pixel_mm:.4f}"
    content.ImageType = ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"]
    content.ImageID = "WHOLE BODY"
    content.SamplesPerPixel = 1
    content.PhotometricInterpretation = "MONOCHROME2"
    content.Rows, content.Columns = ROWS, COLUMNS
    content.BitsAllocated, content.BitsStored, content.HighBit, content.PixelRepresentation = 16, 16, 15, 0
    content.SmallestImagePixelValue, content.LargestImagePixelValue = 0, int(frames.max())
    content.PixelSpacing = [pixel, pixel]
    content.NumberOfFrames = len(frames)
    content.FrameIncrementPointer = [Tag("EnergyWindowVector"), Tag("DetectorVector")]
    content.EnergyWindowVector = [1, 1]
    content.DetectorVector = [1, 2]
    content.NumberOfEnergyWindows, content.NumberOfDetectors = 1, 2
    content.CountsAccumulated = int(frames.sum())
    content.CorrectedImage = ["NRGY", "LIN", "UNIF"]
    content.LossyImageCompression = "00"
    content.WindowCenter, content.WindowWidth = "50", "100"
    content.add_new(_pixel_data(), "OW", frames.astype("<u2").tobytes())


def _pixel_data() -> BaseTag:
    return Tag("PixelData")


def _acquisition(content: Dataset, patient: Patient) -> None:
    length = ROWS * patient.acquisition.pixel_mm
    content.ScanVelocity = f"{_SCAN_MM_PER_S:.1f}"
    content.ScanLength = round(length)
    content.WholeBodyTechnique = "1PS"
    content.ActualFrameDuration = round(length / _SCAN_MM_PER_S * 1000)
    content.AcquisitionTerminationCondition = "MANU"
    content.TableHeight, content.TableTraverse = "0", "0"
    window = Dataset()
    window.EnergyWindowName = "Tc-99m"
    window.EnergyWindowRangeSequence = Sequence([Dataset()])
    window.EnergyWindowRangeSequence[0].EnergyWindowLowerLimit = "126.45"
    window.EnergyWindowRangeSequence[0].EnergyWindowUpperLimit = "154.55"
    content.EnergyWindowInformationSequence = Sequence([window])
    drug = Dataset()
    drug.Radiopharmaceutical = "Tc-99m MDP"
    drug.RadiopharmaceuticalRoute = "Intravenous"
    drug.RadiopharmaceuticalStartTime = (_start(content) - timedelta(hours=3)).strftime("%H%M%S")
    drug.RadionuclideTotalDose = "740"
    drug.RadionuclideCodeSequence = Sequence([_code("72454008", "SCT", "^99m^Technetium")])
    drug.RadiopharmaceuticalCodeSequence = Sequence([_code("96390006", "SCT", "Technetium Tc^99m^ medronate")])
    content.RadiopharmaceuticalInformationSequence = Sequence([drug])


def _start(content: Dataset) -> datetime:
    return datetime.strptime(f"{content.StudyDate}{content.StudyTime}", "%Y%m%d%H%M%S")


def _detector(projection: Projection, patient: Patient) -> Dataset:
    detector = Dataset()
    detector.CollimatorGridName = "LEHR"
    detector.CollimatorType = "PARA"
    detector.FieldOfViewShape = "RECTANGLE"
    detector.FieldOfViewDimensions = [400, 540]
    detector.StartAngle = "180" if projection is Projection.ANT else "0"
    detector.RadialPosition = f"{150 + patient.acquisition.gap_mm[projection]:.0f}"
    right = 1 if projection is Projection.ANT else -1
    half = COLUMNS * patient.acquisition.pixel_mm / 2
    detector.ImageOrientationPatient = [right, 0, 0, 0, 0, -1]
    detector.ImagePositionPatient = [f"{-right * half:.2f}", "0", "0"]
    detector.ViewCodeSequence = Sequence([_code(_VIEW[projection][0], "SCT", _VIEW[projection][1])])
    return detector


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    item: Any = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item  # type: ignore[no-any-return]
