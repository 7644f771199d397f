"""The table of odd files: what is shown with exactly these counts, and what is refused by which sentence."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLosslessSV1,
    RLELossless,
)

from dspic_gui.counts.picture import write_png
from tests.made import odd_dicom as odd
from tests.made.odd_dicom import Odd, counts_of, file

JPEG_BASELINE, JPEG_LOSSLESS, JPEG_LS, JPEG2000_LOSSLESS = (f"1.2.840.10008.1.2.4.{number}" for number in (50, 57, 80, 90))
FILM = "1.2.840.10008.1.2.4.102"


def stored(kind: Any, top: int = 200, low: int = 0) -> NDArray[Any]:
    """Counts from `low` up to `top` in a storage type."""
    pixels = counts_of(top=top - low) + low
    pixels[0, 0], pixels[0, 1] = low, top
    return pixels.astype(kind)


def shown(name: str, pixels: NDArray[Any], expected: NDArray[Any] | None = None, tolerance: float = 0.0, **making: Any) -> Odd:
    """An uncompressed file and its counts (as stored unless given)."""
    return Odd(name, lambda: file(pixels, **making), None, lambda: pixels if expected is None else expected, tolerance)


def made(name: str, make: Any, expected: NDArray[Any] | None = None, tolerance: float = 0.0) -> Odd:
    """A file made by a recipe, shown with these counts (the standard ones unless given)."""
    return Odd(name, make, None, lambda: counts_of() if expected is None else expected, tolerance)


def refused(name: str, code: str, make: Any = None, **making: Any) -> Odd:
    """A file that is refused."""
    return Odd(name, make or (lambda: file(**making)), code)


U16 = stored(np.uint16)
PAIR = np.stack([counts_of(1), counts_of(2)]).astype(np.uint16)
NOISY = (stored(np.uint16, 4095) | 0xF000).astype(np.uint16)
TWELVE = stored(np.uint16, 4095)
SMOOTH = (np.add.outer(np.arange(1024), np.arange(256)) // 16).astype(np.uint8)


def _modality_table(**changes: Any) -> bytes:
    table = Dataset()
    table.LUTDescriptor, table.ModalityLUTType = [256, 0, 16], "US"
    table.add_new(0x00283006, "OW", (3 * np.arange(256)).astype("<u2").tobytes())
    return file(stored(np.uint8), ModalityLUTSequence=[table], **changes)


DEPTHS = [
    shown("unsigned 8 bit", stored(np.uint8, 255)),
    # What fills the border and lies below all counts is padding, which is no count.
    shown("signed 8 bit", stored(np.int8, 127, -128), np.maximum(stored(np.int8, 127, -128), -127) * (stored(np.int8, 127, -128) > -128)),
    shown("unsigned 16 bit", stored(np.uint16, 65535)),
    shown("signed 16 bit", stored(np.int16, 278)),
    shown("signed 16 bit with negative values", stored(np.int16, 32767, -32768)),
    shown("unsigned 32 bit", stored(np.uint32, 100000)),
    shown("signed 32 bit", stored(np.int32, 100000, -100000)),
    shown("unsigned 32 bit beyond signed", stored(np.uint32, 4_000_000_000), tolerance=256.0),
    shown("float pixels", stored(np.float32, 200) + np.float32(0.5)),
    shown("double pixels", stored(np.float64, 200) + 0.25),
    shown("12 of 16 bits", stored(np.uint16, 4095), BitsStored=12, HighBit=11),
    shown("signed 12 of 16 bits", stored(np.int16, 2047), BitsStored=12, HighBit=11),
    shown("12 of 16 bits with rubbish above", NOISY, NOISY & 0x0FFF, BitsStored=12, HighBit=11),
    shown("two frames", PAIR, DetectorVector=[1, 2], EnergyWindowVector=[1, 1], NumberOfDetectors=2),
]

SYNTAXES = [
    shown("implicit little endian", U16, syntax=ImplicitVRLittleEndian),
    shown("big endian 16 bit", U16, syntax=ExplicitVRBigEndian),
    shown("big endian 8 bit", stored(np.uint8), syntax=ExplicitVRBigEndian),
    shown("big endian signed 32 bit", stored(np.int32, 90000, -5), syntax=ExplicitVRBigEndian),
    shown("deflated", U16, syntax=DeflatedExplicitVRLittleEndian),
    made("run length 8 bit", lambda: odd.compressed(RLELossless, stored(np.uint8), "pydicom"), stored(np.uint8)),
    made("run length 16 bit", lambda: odd.compressed(RLELossless, U16, "pydicom"), U16),
    made("run length two frames", lambda: odd.compressed(RLELossless, PAIR, "pydicom", DetectorVector=[1, 2], NumberOfDetectors=2), PAIR),
    made("JPEG 2000 lossless", lambda: odd.compressed(JPEG2000Lossless, U16, "pylibjpeg"), U16),
    made(
        "JPEG 2000 lossless signed", lambda: odd.compressed(JPEG2000Lossless, stored(np.int16, 9, -9), "pylibjpeg"), stored(np.int16, 9, -9)
    ),
    made("JPEG 2000 lossless two frames", lambda: odd.compressed(JPEG2000Lossless, PAIR, "pylibjpeg", DetectorVector=[1, 2]), PAIR),
    made("JPEG lossless process 14", lambda: odd.by_gdcm(JPEG_LOSSLESS, U16), U16),
    made("JPEG lossless first order", lambda: odd.by_gdcm(JPEGLosslessSV1, U16), U16),
    made("JPEG lossless 8 bit", lambda: odd.by_gdcm(JPEGLosslessSV1, stored(np.uint8)), stored(np.uint8)),
    made("JPEG-LS lossless", lambda: odd.by_gdcm(JPEG_LS, U16), U16),
    made("JPEG lossless signed", lambda: odd.by_gdcm(JPEGLosslessSV1, stored(np.int16, 99, -99)), stored(np.int16, 99, -99)),
    made("JPEG lossless 12 bit", lambda: odd.by_gdcm(JPEGLosslessSV1, TWELVE, BitsStored=12, HighBit=11), TWELVE),
    made("JPEG lossless full 16 bit", lambda: odd.by_gdcm(JPEGLosslessSV1, stored(np.uint16, 65535)), stored(np.uint16, 65535)),
    made("JPEG-LS signed", lambda: odd.by_gdcm(JPEG_LS, stored(np.int16, 99, -99)), stored(np.int16, 99, -99)),
    made("JPEG-LS 12 bit", lambda: odd.by_gdcm(JPEG_LS, TWELVE, BitsStored=12, HighBit=11), TWELVE),
    made("JPEG-LS 8 bit", lambda: odd.by_gdcm(JPEG_LS, stored(np.uint8)), stored(np.uint8)),
    made("JPEG 2000 by another encoder", lambda: odd.by_gdcm(JPEG2000_LOSSLESS, stored(np.int16, 99, -99)), stored(np.int16, 99, -99)),
    made("JPEG 2000 12 bit", lambda: odd.compressed(JPEG2000Lossless, TWELVE, "pylibjpeg", BitsStored=12, HighBit=11), TWELVE),
    made("run length signed", lambda: odd.compressed(RLELossless, stored(np.int16, 99, -99), "pydicom"), stored(np.int16, 99, -99)),
    made("JPEG lossless rescaled", lambda: odd.by_gdcm(JPEGLosslessSV1, U16, RescaleSlope=2, RescaleIntercept=-1), U16.astype(int) * 2 - 1),
    made("JPEG baseline", lambda: odd.by_gdcm(JPEG_BASELINE, SMOOTH), SMOOTH, 6.0),
]

MEANINGS = [
    shown("MONOCHROME1 is not inverted", U16, PhotometricInterpretation="MONOCHROME1"),
    shown("palette indices are counts", U16, PhotometricInterpretation="PALETTE COLOR"),
    shown("all zero", np.zeros((1024, 256), np.uint16)),
    shown("all seven", np.full((1024, 256), 7, np.uint16)),
    shown("rescale slope 2", U16, U16.astype(np.int64) * 2, RescaleSlope=2, RescaleIntercept=0),
    shown("rescale slope 0.5", U16, U16 * 0.5, RescaleSlope=0.5, RescaleIntercept=0),
    shown("rescale intercept -10", U16, U16.astype(np.int64) - 10, RescaleSlope=1, RescaleIntercept=-10),
    shown("rescale of signed pixels", stored(np.int16, 99, -99), stored(np.int64, 99, -99) * 3 + 1, RescaleSlope=3, RescaleIntercept=1),
    shown("rescale fields empty", U16, RescaleSlope="", RescaleIntercept=""),
    made("modality table", _modality_table, stored(np.int64) * 3),
    shown("secondary capture with modality NM", U16, SOPClassUID=odd.SECONDARY_CAPTURE),
    made("lower case modality", lambda: odd.replaced(b"CS\x02\0NM", b"CS\x02\0nm")),
    shown("no modality but NM storage", U16, Modality=None),
    shown("static image type", U16, ImageType=["ORIGINAL", "PRIMARY", "STATIC", "EMISSION"]),
    shown("no image type", U16, ImageType=None),
    shown("no identifiers at all", U16, PatientID=None, StudyInstanceUID=None, SeriesInstanceUID=None),
    shown("empty identifiers", U16, PatientID="", StudyInstanceUID="", PatientSex="", PatientBirthDate=""),
    made("unknown character set", lambda: odd.replaced(b"ISO_IR 100", b"ISO_IR 999", file(SpecificCharacterSet="ISO_IR 100"))),
    made("name in the wrong character set", lambda: odd.replaced(b"Planted^Name", "王^小东  ".encode("gb18030").ljust(12)[:12])),
    made("nonsense date", lambda: odd.replaced(b"20200615", b"2020XX99")),
    made("nonsense age and sex", lambda: odd.with_field((0x0010, 0x1010), b"AS", b"9999")),
    made("zero pixel spacing", lambda: odd.with_field((0x0028, 0x1030), b"UN", b"\0" * 4)),
    made("text where a number belongs", lambda: odd.with_field((0x0054, 0x0021), b"LO", b"two ")),
    made("private fields with a name", lambda: odd.with_field((0x0009, 0x1040), b"LO", b"SECRET,NAME ")),
    made("a vector of a million values", lambda: file(syntax=ImplicitVRLittleEndian, DetectorVector=[1] * 1_000_000)),
    made("no preamble", lambda: odd.without_preamble(file())),
    made("bare data set, explicit", lambda: odd.without_meta(file())),
    made("bare data set, implicit", lambda: odd.without_meta(file(syntax=ImplicitVRLittleEndian))),
    made("zeros after the end", lambda: file() + b"\0" * 4),
    made("16 sequences deep", lambda: odd.nested(16)),
    made("500 unread sequences deep", lambda: odd.nested(100, explicit=True)),
]

NOT_A_SCAN = [
    refused("empty file", "not_a_scan", lambda: b""),
    refused("text", "not_a_scan", lambda: b"a letter to the patient\n" * 99),
    refused("JPEG picture", "not_a_scan", lambda: b"\xff\xd8\xff\xe0" + b"JFIF" * 99),
    refused("only a preamble", "no_picture", lambda: b"\0" * 128 + b"DICM"),
    refused("computed tomography", "not_nuclear", Modality="CT", SOPClassUID="1.2.840.10008.5.1.4.1.1.2"),
    refused("positron emission", "not_nuclear", Modality="PT"),
    refused("no modality, secondary capture", "no_modality", Modality=None, SOPClassUID=odd.SECONDARY_CAPTURE),
    refused("tomography", "not_planar", ImageType=["ORIGINAL", "PRIMARY", "TOMO", "EMISSION"]),
    refused("reconstructed tomography", "not_planar", ImageType=["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"]),
    refused("dynamic", "not_planar", ImageType=["ORIGINAL", "PRIMARY", "DYNAMIC", "EMISSION"]),
    refused("gated", "not_planar", ImageType=["ORIGINAL", "PRIMARY", "GATED", "EMISSION"]),
    refused("lower case dynamic", "not_planar", lambda: odd.replaced(b"WHOLE BODY", b"dynamic   ")),
    refused("512 x 512", "wrong_size", pixels=np.zeros((512, 512), np.uint16)),
    refused("tiny", "size_out_of_range", pixels=np.zeros((8, 8), np.uint16)),
    refused("says 60000 rows", "size_out_of_range", Rows=60000),
    refused("says 600 frames", "size_out_of_range", NumberOfFrames=600),
    refused("no rows", "no_picture", Rows=None),
    refused("zero columns", "no_picture", Columns=0),
    refused("three colours", "colour", SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0),
    refused("no pixels", "no_picture", odd.without_pixels),
    refused("slope zero", "bad_rescale", RescaleSlope=0, RescaleIntercept=0),
    refused("slope that is no number", "bad_rescale", lambda: odd.with_field((0x0028, 0x1053), b"DS", b"steep ")),
    refused("float pixels with a hole", "not_numbers", pixels=np.where(U16 == 5, np.nan, U16).astype(np.float32)),
    refused("infinite float pixels", "not_numbers", pixels=np.where(U16 == 5, np.inf, U16).astype(np.float32)),
]

DAMAGED = [
    refused("cut in the pixels", "truncated", lambda: file()[:-100]),
    refused("cut in half", "truncated", lambda: file()[: len(file()) // 2]),
    refused("cut in the header", "truncated", lambda: file()[:500]),
    refused("cut in compressed pixels", "truncated", lambda: odd.compressed(RLELossless, U16, "pydicom")[:-2000]),
    refused("cut in deflated data", "truncated", lambda: file(U16, DeflatedExplicitVRLittleEndian)[:-500]),
    refused("rubbish for deflated data", "broken", lambda: odd.cut_at_data(file(U16, DeflatedExplicitVRLittleEndian)) + b"\xff" * 999),
    refused("fewer pixels than it says", "undecodable", lambda: file(NumberOfFrames=2)),
    refused("rubbish for JPEG", "undecodable", lambda: odd.stream(b"\xff\xd8" + b"rubbish!" * 9, JPEGLosslessSV1)),
    refused("rubbish for JPEG 2000", "undecodable|crashed", lambda: odd.stream(b"\xff\x4f\xff\x51" + b"rubbish!" * 9, JPEG2000Lossless)),
    refused("rubbish for run lengths", "undecodable", lambda: odd.stream(b"\x02\0\0\0" + b"\xff" * 60, RLELossless)),
    refused("no fragment", "undecodable", lambda: odd.stream(b"", JPEGLosslessSV1)),
    refused(
        "unknown transfer syntax",
        "undecodable",
        lambda: odd.replaced(FILM.encode(), b"1.2.840.10008.9.9.9.999", odd.stream(b"pixels", FILM)),
    ),
    refused("a film", "undecodable", lambda: odd.stream(b"pixels", FILM)),
    refused("24 bits a pixel", "undecodable", BitsAllocated=24, BitsStored=24, HighBit=23),
    refused("no bits allocated", "undecodable", BitsAllocated=None),
    refused("no photometric interpretation", "undecodable", PhotometricInterpretation=None),
    refused("rubbish after the mark", "truncated", lambda: b"\0" * 128 + b"DICM" + bytes(range(256)) * 8),
]

HOSTILE = [
    refused("deflate bomb", "expands", odd.deflate_bomb),
    refused("run length bomb", "expands", odd.rle_bomb),
    refused("element of 4 GiB", "truncated", odd.huge_element),
    refused("element of 17 MiB", "element_too_large", lambda: odd.with_field((0x0009, 0x1010), b"OB", bytes(17 << 20))),
    refused("40 sequences deep", "too_deep", lambda: odd.nested(40)),
    refused("500 sequences deep", "too_deep", lambda: odd.nested(500)),
]


def _png(**changes: Any) -> bytes:
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.fromarray(changes.pop("pixels")).save(target, "PNG", **changes)
    return target.getvalue()


GREY8 = stored(np.uint8)
PICTURES = [
    made("PNG 8 bit", lambda: write_png(GREY8), GREY8),
    made("PNG 16 bit", lambda: write_png(stored(np.uint16, 65535)), stored(np.uint16, 65535)),
    made("PNG grey as colour", lambda: _png(pixels=np.stack([GREY8] * 3, axis=-1)), GREY8),
    made("PNG grey with a full alpha", lambda: _png(pixels=np.stack([GREY8] * 3 + [np.full_like(GREY8, 255)], axis=-1)), GREY8),
    refused("PNG in colour", "colour", lambda: _png(pixels=np.stack([GREY8, GREY8, GREY8 // 2], axis=-1))),
    refused("PNG see-through", "colour", lambda: _png(pixels=np.stack([GREY8] * 4, axis=-1))),
    refused("PNG of one bit", "bad_depth", lambda: _png(pixels=GREY8 > 9)),
    refused("PNG of the wrong size", "wrong_size", lambda: write_png(np.zeros((128, 1024), np.uint8))),
    refused("PNG cut short", "truncated", lambda: write_png(GREY8)[:-5000]),
    refused("PNG head only", "broken", lambda: write_png(GREY8)[:20]),
    refused("PNG with flipped bits", "broken", lambda: odd.flipped(write_png(GREY8), 400)),
]
KINDS = {
    "unsigned 8": np.uint8,
    "signed 8": np.int8,
    "unsigned 16": np.uint16,
    "signed 16": np.int16,
    "unsigned 32": np.uint32,
    "signed 32": np.int32,
}
PLAIN = {
    "explicit": ExplicitVRLittleEndian,
    "implicit": ImplicitVRLittleEndian,
    "big endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}
CROSSED = [
    shown(
        f"{bits} bit, {name}, {meaning}", stored(kind, 127, -100 if np.dtype(kind).kind == "i" else 0), *expected, syntax=syntax, **changes
    )
    for bits, kind in KINDS.items()
    for name, syntax in PLAIN.items()
    for meaning, changes, expected in (
        ("as stored", {}, ()),
        (
            "half and one",
            {"RescaleSlope": 0.5, "RescaleIntercept": 1},
            (stored(kind, 127, -100 if np.dtype(kind).kind == "i" else 0) * 0.5 + 1,),
        ),
    )
]
CODED = [
    made(f"{name} of two frames", functools.partial(odd.by_gdcm, syntax, PAIR, DetectorVector=[1, 2]), PAIR)
    for name, syntax in (
        ("JPEG lossless", JPEG_LOSSLESS),
        ("JPEG lossless first order", JPEGLosslessSV1),
        ("JPEG-LS", JPEG_LS),
        ("JPEG 2000", JPEG2000_LOSSLESS),
    )
]
OTHER_MODALITIES = [
    refused(f"modality {modality}", "not_nuclear", Modality=modality)
    for modality in ("CR", "DX", "MR", "OT", "US", "XA", "MG", "RF", "SEG", "RTDOSE", "SC", "ECG", "XC", "IO", "BMD", "ST")
]
OTHER_SIZES = [
    refused(f"{rows} x {columns}", "wrong_size", pixels=np.zeros((rows, columns), np.uint8))
    for rows, columns in (
        (64, 64),
        (128, 128),
        (256, 256),
        (512, 128),
        (512, 256),
        (1024, 191),
        (1024, 321),
        (1153, 256),
        (1024, 1024),
        (2049, 512),
    )
]
SOUND = {
    "plain": functools.partial(file, U16),
    "big endian": functools.partial(file, U16, ExplicitVRBigEndian),
    "deflated": functools.partial(file, U16, DeflatedExplicitVRLittleEndian),
    "run length": functools.partial(odd.compressed, RLELossless, U16, "pydicom"),
    "JPEG 2000": functools.partial(odd.compressed, JPEG2000Lossless, U16, "pylibjpeg"),
    "JPEG lossless": functools.partial(odd.by_gdcm, JPEGLosslessSV1, U16),
    "PNG": lambda: write_png(U16),
}
CUT = [
    refused(f"{name} cut at {percent} %", "truncated", functools.partial(odd.cut, make, percent))
    for name, make in SOUND.items()
    for percent in (10, 50, 90, 99)
]

EDGE = stored(np.int16, 99, 0)
EDGE[:, :9] = EDGE[:, -9:] = -2000
INSIDE = np.where(EDGE == -2000, 0, EDGE)
HIGH = stored(np.uint16, 900)
HIGH[:40] = 65535


def _with_icon() -> bytes:
    """A small picture of the picture, as viewers put it in, before the real one."""
    icon = Dataset()
    icon.Rows, icon.Columns, icon.SamplesPerPixel, icon.BitsAllocated, icon.BitsStored, icon.HighBit = 64, 64, 1, 8, 8, 7
    icon.PhotometricInterpretation, icon.PixelRepresentation, icon.PixelData = "MONOCHROME2", 0, bytes(range(64)) * 64
    icon["PixelData"].VR = "OB"
    return file(IconImageSequence=[icon])


PADDED = [
    shown("padding below all counts", EDGE, INSIDE, PixelPaddingValue=-2000),
    shown("padding as a range", EDGE, INSIDE, PixelPaddingValue=-1990, PixelPaddingRangeLimit=-2010),
    shown("padding above all counts", HIGH, np.where(HIGH == 65535, 0, HIGH), PixelPaddingValue=65535),
    shown("padding of nought", U16, PixelPaddingValue=0),
    shown("padding between the counts", U16, PixelPaddingValue=7),
    shown("padding that is not there", U16, PixelPaddingValue=60000),
]
FACTORS = [
    shown("slope of minus one", U16, 200 - U16.astype(np.int64), RescaleSlope=-1, RescaleIntercept=200),
    shown("slope with an exponent", U16, U16.astype(np.int64) * 20, RescaleSlope="2.0E+1", RescaleIntercept="0"),
    shown("slope alone", U16, U16.astype(np.int64) * 3, RescaleSlope=3),
    shown("intercept alone", U16, U16.astype(np.int64) + 3, RescaleIntercept=3),
    shown("slope of one and a text behind it", U16, RescaleSlope=1, RescaleIntercept=0, RescaleType="COUNTS"),
    refused("slope without end", "bad_rescale", lambda: odd.with_field((0x0028, 0x1053), b"DS", b"inf ")),
    refused("slope that is not a number", "bad_rescale", lambda: odd.with_field((0x0028, 0x1053), b"DS", b"nan ")),
    refused("slope with a comma", "bad_rescale", lambda: odd.with_field((0x0028, 0x1053), b"DS", b"1,5 ")),
    refused("two slopes", "bad_rescale", lambda: odd.with_field((0x0028, 0x1053), b"DS", b"1\\2 ")),
    refused("slope beyond every number", "not_numbers", RescaleSlope="1E300", RescaleIntercept="0"),
]
LEFT_OUT = [
    shown("no number of frames", U16, NumberOfFrames=None),
    shown("no samples", U16, SamplesPerPixel=None),
    shown("no pixel spacing", U16, PixelSpacing=None),
    shown("no dates", U16, StudyDate=None, AcquisitionDate=None, AcquisitionTime=None),
    refused("no pixel representation", "undecodable", PixelRepresentation=None),
    refused("no bits stored", "undecodable", BitsStored=None),
    refused("bits stored beyond those allocated", "undecodable", BitsStored=17, HighBit=16),
    refused("no columns", "no_picture", Columns=None),
]
_HARMLESS = "1.2.3.4.5.6.7.8.999"
"""As long as the path that stands in its place: pydicom would warn of writing that."""


def _with_paths() -> bytes:
    return odd.replaced(_HARMLESS.encode(), b"../../../etc/passwd", file(PatientID="../../evil", StudyInstanceUID=_HARMLESS))


STRANGE = [
    made("an icon before the picture", _with_icon),
    made("a field of odd length", lambda: odd.with_field((0x0009, 0x1041), b"LO", b"odd")),
    made("a group length that is wrong", lambda: odd.with_field((0x0009, 0x0000), b"UL", b"\xff\xff\xff\x7f")),
    made("a name of 20,000 letters", lambda: odd.with_field((0x0010, 0x1001), b"UN", b"N" * 20_000)),
    made("a name with markup", lambda: file(PatientName="<h1>SEALED</h1>", StudyDescription='<img src="/dev/zero">')),
    made("identifiers that are paths", _with_paths),
    made("control characters in an identifier", lambda: odd.replaced(b"LO\x02\0P1", b"LO\x02\0\x1b\0")),
    made("a time that is none", lambda: odd.replaced(b"101500", b"996199")),
    made("a view code of nonsense", lambda: odd.two_frames(DetectorInformationSequence=[odd.detector(view=("X", "\u0000"))]), PAIR),
]

ODD = [
    *(*PADDED, *FACTORS, *LEFT_OUT, *STRANGE, *DEPTHS, *SYNTAXES, *MEANINGS, *NOT_A_SCAN, *DAMAGED, *HOSTILE, *PICTURES),
    *(*CROSSED, *CODED, *OTHER_MODALITIES, *OTHER_SIZES, *CUT),
]
