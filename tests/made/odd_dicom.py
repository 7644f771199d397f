"""Maker of odd DICOM files: each case has a name, a recipe and one expected outcome."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.pixels.utils import compress
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

from dspic_gui.study import COLUMNS, ROWS

NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"
SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
ROOT = "1.2.826.0.1.3680043.8.498."


@dataclass(frozen=True)
class Odd:
    """A file and what must become of it: a refusal's code, or the counts of each frame within `tolerance`.

    Several codes, separated by |, stand where the outcome is up to the codec.
    """

    name: str
    make: Callable[[], bytes]
    refused: str | None = None
    counts: Callable[[], NDArray[Any]] | None = None
    tolerance: float = 0.0


@functools.lru_cache(64)
def _drawn(seed: int, rows: int, columns: int, top: int) -> NDArray[np.int64]:
    row, column = np.ogrid[0:rows, 0:columns]
    body = np.exp(-(((row - rows / 2) / (rows / 3)) ** 2) - ((column - columns / 2) / (columns / 5)) ** 2)
    return np.random.default_rng(seed).poisson(body * top * 0.8).clip(0, top).astype(np.int64)


def counts_of(seed: int = 0, rows: int = ROWS, columns: int = COLUMNS, top: int = 200) -> NDArray[np.int64]:
    """Counts like a scan's: smooth with noise, 0 to `top`, different for each seed."""
    return _drawn(seed, rows, columns, top).copy()


def scan(pixels: NDArray[Any] | None = None, syntax: str = ExplicitVRLittleEndian, **changes: Any) -> Dataset:
    """A planar whole-body data set with these stored pixels (one frame, or frames x rows x columns).

    `changes` set fields; None removes one.
    """
    stored = counts_of().astype(np.uint16) if pixels is None else pixels
    frames = 1 if stored.ndim == 2 else len(stored)
    scanned = Dataset()
    scanned.file_meta = FileMetaDataset()
    scanned.file_meta.TransferSyntaxUID = syntax
    bits = stored.dtype.itemsize * 8
    fields: dict[str, Any] = {
        "SOPClassUID": NUCLEAR_MEDICINE,
        "SOPInstanceUID": ROOT + "3",
        "StudyInstanceUID": ROOT + "1",
        "SeriesInstanceUID": ROOT + "2",
        "Modality": "NM",
        "ImageType": ["ORIGINAL", "PRIMARY", "WHOLE BODY", "EMISSION"],
        "PatientID": "P1",
        "PatientName": "Planted^Name",
        "PatientSex": "F",
        "PatientBirthDate": "19501231",
        "StudyDate": "20200615",
        "AcquisitionDate": "20200615",
        "AcquisitionTime": "101500",
        "Rows": stored.shape[-2],
        "Columns": stored.shape[-1],
        "NumberOfFrames": frames,
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": bits,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(stored.dtype.kind == "i"),
        "PixelSpacing": [2.26, 2.26],
    }
    for name, value in (fields | changes).items():
        if value is not None:
            setattr(scanned, name, value)
    _store(scanned, stored, syntax)
    return scanned


def _store(scanned: Dataset, stored: NDArray[Any], syntax: str) -> None:
    if stored.dtype.kind == "f":
        name = "FloatPixelData" if stored.dtype.itemsize == 4 else "DoubleFloatPixelData"
        setattr(scanned, name, stored.tobytes())
        for field in ("PixelRepresentation", "BitsStored", "HighBit"):
            delattr(scanned, field)
        return
    ordered = stored.astype(stored.dtype.newbyteorder(">" if syntax == ExplicitVRBigEndian else "<"))
    scanned.PixelData = ordered.tobytes() + b"\0" * (ordered.nbytes % 2)
    scanned["PixelData"].VR = "OB" if stored.dtype.itemsize == 1 and syntax != ImplicitVRLittleEndian else "OW"


def content(scanned: Dataset) -> bytes:
    """The bytes of the file."""
    target = io.BytesIO()
    scanned.file_meta.MediaStorageSOPClassUID = scanned.get("SOPClassUID", NUCLEAR_MEDICINE)
    scanned.file_meta.MediaStorageSOPInstanceUID = scanned.get("SOPInstanceUID", ROOT + "3") or ROOT + "3"
    dcmwrite(target, scanned, enforce_file_format=True)
    return target.getvalue()


def file(pixels: NDArray[Any] | None = None, syntax: str = ExplicitVRLittleEndian, **changes: Any) -> bytes:
    """The bytes of such a file."""
    return content(scan(pixels, syntax, **changes))


def compressed(syntax: str, pixels: NDArray[Any], plugin: str, **changes: Any) -> bytes:
    """The file with its pixels encoded by one of pydicom's encoders."""
    scanned = scan(pixels, **changes)
    compress(scanned, syntax, encoding_plugin=plugin, generate_instance_uid=False)
    return content(scanned)


def by_gdcm(syntax: str, pixels: NDArray[Any], **changes: Any) -> bytes:
    """The file with its pixels encoded by GDCM, which writes the JPEG family that pydicom does not."""
    import tempfile
    from pathlib import Path

    import gdcm

    kinds = {
        "1.2.840.10008.1.2.4.50": gdcm.TransferSyntax.JPEGBaselineProcess1,
        "1.2.840.10008.1.2.4.57": gdcm.TransferSyntax.JPEGLosslessProcess14,
        "1.2.840.10008.1.2.4.70": gdcm.TransferSyntax.JPEGLosslessProcess14_1,
        "1.2.840.10008.1.2.4.80": gdcm.TransferSyntax.JPEGLSLossless,
        "1.2.840.10008.1.2.4.90": gdcm.TransferSyntax.JPEG2000Lossless,
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.dcm"), Path(folder, "out.dcm")
        source.write_bytes(file(pixels, **changes))
        reader = gdcm.ImageReader()
        reader.SetFileName(str(source))
        assert reader.Read()
        change = gdcm.ImageChangeTransferSyntax()
        change.SetTransferSyntax(gdcm.TransferSyntax(kinds[syntax]))
        change.SetInput(reader.GetImage())
        assert change.Change()
        writer = gdcm.ImageWriter()
        writer.SetFileName(str(target))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        assert writer.Write()
        return target.read_bytes()


def stream(codestream: bytes, syntax: str, **changes: Any) -> bytes:
    """A file whose encapsulated pixels are these bytes, whatever they are."""
    scanned = scan(**changes)
    scanned.file_meta.TransferSyntaxUID = syntax
    scanned.PixelData = encapsulate([codestream]) if codestream else b"\xfe\xff\x00\xe0\0\0\0\0"
    scanned["PixelData"].VR = "OB"
    scanned["PixelData"].is_undefined_length = True
    return content(scanned)


def endless_jpeg2000() -> bytes:
    """48 bytes whose box of length 0 keeps a parser going for ever."""
    head = b"\0\0\0\x0cjP  \r\n\x87\n"
    return stream(head + b"\0\0\0\0" + b"free" + b"\0" * 28, JPEG2000Lossless)


@functools.cache
def deflate_bomb(mebibytes: int = 1100) -> bytes:
    """About 1 MB of deflated zeros."""
    head = cut_at_data(content(scan(np.zeros((16, 16), np.uint16), DeflatedExplicitVRLittleEndian)))
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflater.compress(struct.pack("<HH2sHI", 9, 0x1010, b"OB", 0, mebibytes << 20)) + deflater.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers to what came before, so one deflated mebibyte can be repeated.
    packed += (deflater.compress(bytes(1 << 20)) + deflater.flush(zlib.Z_FULL_FLUSH)) * mebibytes
    return head + packed + deflater.flush()


@functools.cache
def rle_bomb(mebibytes: int = 33) -> bytes:
    """A frame of run-length pairs that unpack to 64 times their size."""
    header = struct.pack("<16I", 2, 64, 64 + (mebibytes << 19), *([0] * 13))
    return stream(header + b"\x81\x00" * (mebibytes << 19), RLELossless)


def huge_element() -> bytes:
    """Some hundred bytes that claim a field of 4 GiB."""
    whole = file()
    at = whole.index(struct.pack("<HH2s", 0x7FE0, 0x0010, b"OW"))
    return whole[:at] + struct.pack("<HH2sHI", 0x0009, 0x1010, b"OB", 0, 0xFFFFFFF0) + b"\0" * 50


def nested(depth: int, *, explicit: bool = False) -> bytes:
    """A file with sequences in sequences, of undefined length (parsed at once) or explicit length (parsed when asked for)."""
    inner = b""
    for _ in range(depth):
        if explicit:
            item = struct.pack("<HHI", 0xFFFE, 0xE000, len(inner)) + inner
            inner = struct.pack("<HH2sHI", 0x0054, 0x0022, b"SQ", 0, len(item)) + item
        else:
            item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + inner + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
            inner = struct.pack("<HH2sHI", 0x0054, 0x0022, b"SQ", 0, 0xFFFFFFFF) + item + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    whole = file()
    at = whole.index(struct.pack("<HH2s", 0x7FE0, 0x0010, b"OW"))
    return whole[:at] + inner + whole[at:]


def cut_at_data(plain: bytes) -> bytes:
    """Preamble and file meta information only."""
    return plain[: 144 + struct.unpack("<I", plain[140:144])[0]]


def without_preamble(plain: bytes) -> bytes:
    return plain[132:]


def without_meta(plain: bytes) -> bytes:
    """The bare data set, as old files have it."""
    return plain[len(cut_at_data(plain)) :]


def with_field(tag: tuple[int, int], kind: bytes, value: bytes, plain: bytes | None = None) -> bytes:
    """The file with one more explicit field before its pixels, its bytes unchecked."""
    whole = plain or file()
    at = whole.index(struct.pack("<HH2s", 0x7FE0, 0x0010, b"OW"))
    long = kind in (b"OB", b"OW", b"UN", b"UT", b"SQ")
    length = struct.pack("<HI", 0, len(value)) if long else struct.pack("<H", len(value))
    return whole[:at] + struct.pack("<HH2s", *tag, kind) + length + value + whole[at:]


def replaced(old: bytes, new: bytes, plain: bytes | None = None) -> bytes:
    """The file with some bytes replaced by as many others."""
    whole = plain or file()
    assert len(old) == len(new) and old in whole
    return whole.replace(old, new, 1)


def detector(**fields: Any) -> Dataset:
    """One item of a detector information sequence; `view` is (scheme, value)."""
    item = Dataset()
    view = fields.pop("view", None)
    for name, value in fields.items():
        setattr(item, name, value)
    if view is not None:
        code = Dataset()
        code.CodingSchemeDesignator, code.CodeValue, code.CodeMeaning = *view, "view"
        item.ViewCodeSequence = [code]
    return item


def two_frames(seed: int = 1, **changes: Any) -> bytes:
    """Two frames of detectors 1 and 2, whose counts are those of `seed` and the next."""
    pair = np.stack([counts_of(seed), counts_of(seed + 1)]).astype(np.uint16)
    fields: Mapping[str, Any] = {
        "DetectorVector": [1, 2],
        "EnergyWindowVector": [1, 1],
        "NumberOfDetectors": 2,
        "NumberOfEnergyWindows": 1,
    }
    return file(pair, **(dict(fields) | changes))


def without_pixels() -> bytes:
    scanned = scan()
    del scanned.PixelData
    return content(scanned)


def flipped(plain: bytes, at: int) -> bytes:
    """The bytes with eight of them inverted."""
    return plain[:at] + bytes(255 - value for value in plain[at : at + 8]) + plain[at + 8 :]


def cut(make: Callable[[], bytes], percent: int) -> bytes:
    """The first so many percent of a file."""
    whole = make()
    return whole[: len(whole) * percent // 100]
