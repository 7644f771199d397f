"""DICOM files of the drawn bodies: everything as it should be, but for what a case changes."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid

from dspic_gui.study import COLUMNS, ROWS
from tests.made.bodies import Counts, picture

Fields = dict[str, Any]

NUCLEAR_MEDICINE = UID("1.2.840.10008.5.1.4.1.1.20")
MEDIA_DIRECTORY = UID("1.2.840.10008.1.3.10")
BYTE_CAPTURE = UID("1.2.840.10008.5.1.4.1.1.7.2")
VIEW_CODES = {"ant": ("SCT", "399321004", "anterior"), "post": ("SCT", "399001007", "posterior")}
HEAD_UP = {"ant": [1, 0, 0, 0, 0, -1], "post": [-1, 0, 0, 0, 0, -1]}

PATIENT: Fields = {"PatientID": "PID-1", "PatientName": "One", "PatientBirthDate": "19690101", "PatientSex": "M", "PatientAge": "054Y"}
OTHER_PATIENT: Fields = {
    "PatientID": "PID-2",
    "PatientName": "Two",
    "PatientBirthDate": "19491130",
    "PatientSex": "F",
    "PatientAge": "071Y",
}
WHEN = {"late": ("20230524", "140900"), "early": ("20230524", "110500"), "prior": ("20220519", "133000"), "other": ("20210114", "101500")}


def uid(*words: str) -> UID:
    """The same identifier for the same words."""
    return generate_uid(entropy_srcs=["odd scans", *words])


def item(**fields: Any) -> Dataset:
    """One item of a sequence."""
    made = Dataset()
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def code(scheme: str, value: str, meaning: str) -> Dataset:
    """One item of a code sequence."""
    return item(CodingSchemeDesignator=scheme, CodeValue=value, CodeMeaning=meaning)


def head(view: str | None = None, **fields: Any) -> Dataset:
    """What a file says of one detector; with the view code of "ant" or "post" where one is given."""
    if view:
        fields["ViewCodeSequence"] = [code(*VIEW_CODES[view])]
    return item(**fields)


def window(low: float, high: float) -> Dataset:
    """An energy window in keV."""
    return item(EnergyWindowRangeSequence=[item(EnergyWindowLowerLimit=low, EnergyWindowUpperLimit=high)])


@dataclass(frozen=True)
class Scan:
    """A data set and the names of the pictures in its frames, in order."""

    data: Dataset
    names: tuple[str, ...]

    def content(self) -> bytes:
        """The bytes of the file."""
        return written(self.data, self.data.SOPClassUID, self.data.SOPInstanceUID)


def written(data: Dataset, sop_class: UID, instance: UID) -> bytes:
    """The bytes of a file with this data set."""
    target = io.BytesIO()
    data.file_meta.MediaStorageSOPClassUID = sop_class
    data.file_meta.MediaStorageSOPInstanceUID = instance
    pydicom.dcmwrite(target, data, enforce_file_format=True)
    return target.getvalue()


def as_stored(pictures: Sequence[Counts]) -> NDArray[Any]:
    """The usual storage: 16 bit without sign, frames x rows x columns."""
    return np.stack(pictures).astype(np.uint16)


def scan(
    *names: str, stored: Callable[[Sequence[Counts]], NDArray[Any]] = as_stored, syntax: UID = ExplicitVRLittleEndian, **changes: Any
) -> Scan:
    """A whole-body file of these pictures with everything as it should be, but for `stored` and `changes` (None takes a field away)."""
    pixels = stored([picture(name) for name in names])
    views = [name.partition("_")[2] for name in names]
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    fields = _identity(names) | _kind(views) | _pixels(pixels) | changes
    with pydicom.config.disable_value_validation():  # dates that are none are what some cases are about
        for name, value in fields.items():
            if value is not None:
                setattr(data, name, value)
    data["PixelData"].VR = "OW" if pixels.itemsize > 1 or syntax == ImplicitVRLittleEndian else "OB"
    return Scan(data, names)


def _identity(names: Sequence[str]) -> Fields:
    body = names[0].partition("_")[0]
    date, time = WHEN.get(body, WHEN["late"])
    examination = body if body in ("prior", "other") else "late"
    return {
        "SOPClassUID": NUCLEAR_MEDICINE,
        "SOPInstanceUID": uid("instance", *names),
        "SeriesInstanceUID": uid("series", *names),
        "StudyInstanceUID": uid("study", examination),
        "StudyDate": date,
        "StudyTime": time,
        "StudyID": "1",
        "SeriesNumber": 1,
        "InstanceNumber": 1,
        "AcquisitionDate": date,
        "AcquisitionTime": time,
    } | (OTHER_PATIENT if body == "other" else PATIENT)


def _kind(views: Sequence[str]) -> Fields:
    frames = len(views)
    return {
        "SpecificCharacterSet": "ISO_IR 100",
        "ImageType": ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"],
        "Modality": "NM",
        "StudyDescription": "BONE SCAN",
        "SeriesDescription": "WHOLE BODY",
        "NumberOfFrames": frames,
        "EnergyWindowVector": [1] * frames,
        "NumberOfEnergyWindows": 1,
        "DetectorVector": list(range(1, frames + 1)),
        "NumberOfDetectors": frames,
        "DetectorInformationSequence": [head(view) for view in views],
    }


def _pixels(pixels: NDArray[Any]) -> Fields:
    bits = 8 * pixels.itemsize
    return {
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": pixels.shape[-2],
        "Columns": pixels.shape[-1],
        "PixelSpacing": [2.26, 2.26],
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(pixels.dtype.kind == "i"),
        "PixelData": pixels.tobytes(),
    }


def bare(content: bytes) -> bytes:
    """The data set alone, without preamble and file meta information, as old exports are."""
    (length,) = struct.unpack("<I", content[140:144])
    return content[144 + length :]


def directory(made: Scan, *file_id: str) -> bytes:
    """The table of contents (DICOMDIR) of a disc that holds one file under this path."""
    own, data = made.data, Dataset()
    image = {"ReferencedFileID": list(file_id), "ReferencedSOPClassUIDInFile": own.SOPClassUID, "InstanceNumber": 1}
    image |= {"ReferencedSOPInstanceUIDInFile": own.SOPInstanceUID, "ReferencedTransferSyntaxUIDInFile": own.file_meta.TransferSyntaxUID}
    fields: Mapping[str, Fields] = {
        "PATIENT": {"PatientID": own.PatientID, "PatientName": own.PatientName},
        "STUDY": {"StudyInstanceUID": own.StudyInstanceUID, "StudyDate": own.StudyDate, "StudyTime": own.StudyTime, "StudyID": "1"},
        "SERIES": {"SeriesInstanceUID": own.SeriesInstanceUID, "Modality": "NM", "SeriesNumber": 1},
        "IMAGE": image,
    }
    link: Fields = {"OffsetOfTheNextDirectoryRecord": 0, "RecordInUseFlag": 0xFFFF, "OffsetOfReferencedLowerLevelDirectoryEntity": 0}
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.FileSetID = "DISC"
    data.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    data.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    data.FileSetConsistencyFlag = 0
    data.DirectoryRecordSequence = [item(DirectoryRecordType=kind, **link, **own_fields) for kind, own_fields in fields.items()]
    first = written(data, MEDIA_DIRECTORY, uid("disc"))
    places = [record.seq_item_tell for record in pydicom.dcmread(io.BytesIO(first)).DirectoryRecordSequence]
    data.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = places[0]
    data.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = places[0]
    for record, below in zip(data.DirectoryRecordSequence, (*places[1:], 0), strict=True):
        record.OffsetOfReferencedLowerLevelDirectoryEntity = below
    return written(data, MEDIA_DIRECTORY, uid("disc"))


def twice_as_fine(counts: Counts) -> Counts:
    """The same counts in a matrix twice as fine: each count falls into one of four small pixels."""
    split = np.random.default_rng(4).multinomial(counts.ravel(), [0.25] * 4)
    return split.reshape(ROWS, COLUMNS, 2, 2).transpose(0, 2, 1, 3).reshape(2 * ROWS, 2 * COLUMNS)
