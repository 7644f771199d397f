"""One foreign DICOM file becomes a plain description and arrays of counts. Runs in the decoder's child process only."""

from __future__ import annotations

import io
import math
import warnings
import zlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from dspic_gui.scans.dicom_fields import number
from dspic_gui.scans.dicom_header import PIXEL_TAGS, UNCOMPRESSED, frame_count
from dspic_gui.scans.refusal import ScanError
from dspic_gui.scans.sizes import accepted
from dspic_gui.study import COLUMNS, ROWS, Counts

MEBIBYTE = 1 << 20
MAXIMUM_ELEMENT = 16 * MEBIBYTE
MAXIMUM_DEPTH = 32
MAXIMUM_EXPANSION = 100
MAXIMUM_INFLATED = 512 * MEBIBYTE
MINIMUM_SIDE, MAXIMUM_SIDE = 16, 8192
MAXIMUM_FRAMES = 512
MAXIMUM_PIXELS = 64 * MEBIBYTE

_REPRESENTATIONS = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
_LAST_GROUP = 0x7FE0
MAXIMUM_HEAD = 4096
"""Bytes of the first field of a file without preamble; more is no identifier, date or class."""

NUCLEAR_MEDICINE = "1.2.840.10008.5.1.4.1.1.20"

_NOT_PLANAR = frozenset({"TOMO", "RECON TOMO", "GATED", "GATED TOMO", "RECON GATED TOMO", "DYNAMIC"})
_NOT_EMITTED = frozenset({"TRANSMISSION"})
"""Taken through the patient with a source behind, for the correction of attenuation: no uptake."""
_MARGIN = 0.5
"""So much of the first row or column a margin of padding fills."""
_APART, _LEAST_GAP = 0.1, 16.0
"""Of the range of the counts, and in values: so far off lies what is none of them."""
_OVERFLOW = 1 << 31
_PIECE = 1 << 16
_DIRECTORY = "1.2.840.10008.1.3.10"


def looks_like_dicom(content: bytes) -> bool:
    """Whether it has the DICM mark, or no preamble and starts like a data set: with an element of its first groups that fits."""
    if content[128:132] == b"DICM":
        return True
    if len(content) < 16 or 0 not in content[:2] or content[:2] == b"\0\0":
        return False
    if content[4:6] in _REPRESENTATIONS:
        return True
    length = int.from_bytes(content[4:8], "little")
    following = int.from_bytes(content[8 + length : 10 + length], "little")
    first = content[0]
    return content[1] == 0 and length <= MAXIMUM_HEAD and (first in (2, 8) or (length % 2 == 0 and first <= following <= _LAST_GROUP))


def parse(content: bytes, *, directory: bool = False) -> Any:
    """The pydicom data set of a file, within the limits on depth, field size and expansion; ScanError where it breaks one.

    A disc's table of contents holds no picture and is refused, unless it is what is wanted.
    """
    from pydicom import dcmread, filereader
    from pydicom.errors import InvalidDicomError

    vars(filereader)["zlib"] = SimpleNamespace(decompress=_inflate, MAX_WBITS=zlib.MAX_WBITS)  # pydicom inflates without a limit
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            data_set = dcmread(io.BytesIO(content), force=True)
            _check_elements(data_set, 0)
        except RecursionError as problem:
            raise ScanError("too_deep", limit=MAXIMUM_DEPTH) from problem
        except (InvalidDicomError, EOFError, zlib.error) as problem:
            raise ScanError("truncated" if _says_end(str(problem)) else "broken") from problem
    if any(_says_end(str(warning.message)) for warning in said):
        raise ScanError("truncated")
    if not directory and str(data_set.file_meta.get("MediaStorageSOPClassUID", "")) == _DIRECTORY:
        raise ScanError("directory_file")
    return data_set


def _says_end(message: str) -> bool:
    return "end of file" in message.lower() or "incomplete or truncated" in message.lower()


def _inflate(content: bytes, window: int) -> bytes:
    """What pydicom calls instead of zlib.decompress, which has no limit: the size is counted first, without keeping anything."""
    limit = min(max(16 * MEBIBYTE, MAXIMUM_EXPANSION * len(content)), MAXIMUM_INFLATED)
    counter, size = zlib.decompressobj(window), 0
    for start in range(0, len(content), _PIECE):
        rest = content[start : start + _PIECE]
        while rest and not counter.eof:
            size += len(counter.decompress(rest, MEBIBYTE))
            rest = counter.unconsumed_tail
            if size > limit:
                raise ScanError("expands")
    inflater = zlib.decompressobj(window)
    inflated = inflater.decompress(content)
    if not inflater.eof:
        raise ScanError("truncated")
    return inflated


def _check_elements(data_set: Any, depth: int) -> None:
    """Only what pydicom parsed already is walked: a sequence of explicit length stays unread bytes until it is asked for."""
    if depth > MAXIMUM_DEPTH:
        raise ScanError("too_deep", limit=MAXIMUM_DEPTH)
    for tag in list(data_set.keys()):
        element = data_set.get_item(tag)
        value = element.value
        if element.VR == "SQ" and not isinstance(value, bytes | None):
            for item in value:
                _check_elements(item, depth + 1)
        elif isinstance(value, bytes):
            declared = getattr(element, "length", len(value))
            if len(value) > MAXIMUM_ELEMENT and not (depth == 0 and int(tag) in PIXEL_TAGS):
                raise ScanError("element_too_large", limit=MAXIMUM_ELEMENT // MEBIBYTE)
            if declared != 0xFFFFFFFF and declared > len(value):
                raise ScanError("truncated")


def check_picture(data_set: Any, described: dict[str, Any]) -> None:
    """Refuse what no decoder should be shown: no picture, sizes beyond the limits, or far more bytes than such a picture can have."""
    rows, columns, frames = described["rows"], described["columns"], described["frame_count"]
    if not described["has_picture"] or not rows or not columns:
        raise ScanError("no_picture")
    if described["samples"] != 1:
        raise ScanError("colour")
    sides_fit = all(MINIMUM_SIDE <= side <= MAXIMUM_SIDE for side in (rows, columns))
    if not sides_fit or frames > MAXIMUM_FRAMES or rows * columns * frames > MAXIMUM_PIXELS:
        raise ScanError("size_out_of_range", rows=rows, columns=columns, frames=frames)
    width = max(1, (number(data_set, "BitsAllocated") or 16) // 8) * described["samples"]
    stored = next(len(data_set[tag].value or b"") for tag in PIXEL_TAGS if tag in data_set)
    encapsulated = bool(described["transfer_syntax"]) and described["transfer_syntax"] not in UNCOMPRESSED
    if encapsulated and stored > frames * (2 * rows * columns * width + 65536):
        raise ScanError("expands")


def check_modality(described: dict[str, Any]) -> None:
    """Refuse what is not nuclear medicine; the stated modality counts, not the SOP class (Secondary Capture is accepted)."""
    modality = described["modality"]
    if modality is None and not described["has_picture"]:
        raise ScanError("no_picture")
    if modality != "NM" and not (modality is None and described["sop_class"] == NUCLEAR_MEDICINE):
        raise ScanError("not_nuclear", modality=modality) if modality else ScanError("no_modality")


def check_whole_body(described: dict[str, Any]) -> None:
    """Refuse what is no planar picture of a size that can be brought to the dataset's raster."""
    kinds = {kind.upper() for kind in described["kind_words"]}
    if other := sorted(kinds & (_NOT_PLANAR | _NOT_EMITTED)):
        raise ScanError("not_planar", kind=other[0].lower())
    if not accepted(described["rows"], described["columns"]):
        raise ScanError("wrong_size", rows=described["rows"], columns=described["columns"], wanted_rows=ROWS, wanted_columns=COLUMNS)


def frame_counts(data_set: Any, wanted: list[int] | None, notes: list[str] | None = None) -> Iterator[tuple[int, Counts]]:
    """The counts of each wanted frame (all where None): stored values after rescaling, int32 where they are whole and fit, else float32."""
    from pydicom.uid import UID

    frames, hidden = frame_count(data_set)
    if hidden:
        data_set.NumberOfFrames = frames
    padding = padding_values(data_set)
    syntax = UID(str(data_set.file_meta.get("TransferSyntaxUID", "")))
    if "TransferSyntaxUID" not in data_set.file_meta:
        implicit, little = data_set.original_encoding
        data_set.file_meta.TransferSyntaxUID = UID(f"1.2.840.10008.1.2{'' if implicit else '.1' if little else '.2'}")
    places = list(range(frames)) if wanted is None else wanted
    if outside_of := [frame for frame in places if not 0 <= frame < frames]:
        raise ScanError("no_such_frame", frame=outside_of[0] + 1)
    if "SamplesPerPixel" not in data_set:
        data_set.SamplesPerPixel = 1  # grey, as `described` has it; the decoders want it said
    decoded = _decoded(data_set, places, syntax)
    for frame in places:
        try:
            stored = next(decoded)
        except (MemoryError, RecursionError):
            raise
        except Exception as problem:  # the decoders raise whatever they like
            raise ScanError("undecodable", syntax=syntax.name or "unknown") from problem
        outside = _is_padding(stored, *padding) if padding is not None else None
        told = None
        if outside is None:
            outside, told = unnamed_padding(stored)
        counts = _rescaled(data_set, stored if outside is not None else _without_frame(stored))
        if outside is not None:
            counts[outside] = 0
        if told is not None and notes is not None:
            notes.append(told)
        yield frame, counts


def _decoded(data_set: Any, places: list[int], syntax: str) -> Iterator[Any]:
    """The stored pixels of these frames, by the libraries that pydicom asks first, by the others where those fail."""
    from pydicom.pixels.utils import iter_pixels

    from dspic_gui.scans import codecs

    codecs.load_for(syntax)
    done = 0
    try:
        for stored in iter_pixels(data_set, indices=places):
            yield stored
            done += 1
    except (MemoryError, RecursionError):
        raise
    except Exception:  # the decoders raise whatever they like
        if not codecs.load_rest():
            raise
        yield from iter_pixels(data_set, indices=places[done:])


def padding_values(data_set: Any) -> tuple[int, int] | None:
    """The stored values that stand for no count, the lowest and the highest; None where the file names none."""
    first = _stored_value(data_set, "PixelPaddingValue")
    if first is None:
        return None
    last = _stored_value(data_set, "PixelPaddingRangeLimit")
    return (first, first) if last is None else (min(first, last), max(first, last))


def unnamed_padding(stored: Any) -> tuple[Any | None, str | None]:
    """Where a margin is filled with what is no count though the file does not call it padding, and the note on it.

    That is the lowest value of the type, or one that lies apart from all counts: below zero, or above them.
    """
    if stored.dtype.kind not in "iu" or stored.size == 0:
        return None, None
    lowest, highest = stored.min(), stored.max()
    if stored.dtype.kind == "i" and lowest == np.iinfo(stored.dtype).min and _fills_margin(stored, lowest):
        return stored == lowest, "padding"
    for value in (lowest, highest) if lowest < 0 else (highest,):
        if not _fills_margin(stored, value):
            continue
        outside = stored == value
        around_low = value > lowest and 2 * np.count_nonzero(stored >= (float(lowest) + float(highest)) / 2) < stored.size
        if around_low or _is_apart(stored[~outside], float(value)):
            return outside, "padding_apart"
    return None, None


def _fills_margin(stored: Any, value: Any) -> bool:
    return bool((stored[:, 0] == value).mean() > _MARGIN or (stored[0] == value).mean() > _MARGIN)


def _is_apart(counts: Any, value: float) -> bool:
    """Whether the value is farther from all counts than the air of a picture of black on white is from what lies in it.

    Or the only one below zero, where no count is.
    """
    if not counts.size:
        return False
    low, high = float(counts.min()), float(counts.max())
    if value < 0 <= low:
        return True
    gap = low - value if value < low else value - high
    return gap >= max(_APART * (high - low), _LEAST_GAP)


def _without_frame(stored: Any) -> Any:
    """A picture of black on white with a black frame around it, without the frame: it would be the hottest of all."""
    low = stored[0, 0]
    some = stored[::4, ::4]
    if stored.dtype.kind not in "iu" or stored[-1, -1] != low or some.min() < low:
        return stored
    if 2 * np.count_nonzero(some >= (float(low) + float(some.max())) / 2) < some.size:
        return stored
    inside = stored != low
    rows, columns = np.flatnonzero(inside.mean(axis=1) > _MARGIN), np.flatnonzero(inside.mean(axis=0) > _MARGIN)
    if not rows.size or not columns.size:
        return stored
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    framed = np.full_like(stored, np.median(stored[top:bottom, left:right]))
    framed[top:bottom, left:right] = stored[top:bottom, left:right]
    return framed


def _stored_value(data_set: Any, keyword: str) -> int | None:
    """The value as the pixels hold it: a file may write one with a sign as one without."""
    try:
        value = int(data_set.get(keyword))
    except (TypeError, ValueError, AttributeError):
        return None
    bits = number(data_set, "BitsAllocated") or 16
    if number(data_set, "PixelRepresentation") == 1 and value >= 1 << (bits - 1):
        return value - (1 << bits)
    return value + (1 << bits) if value < 0 and number(data_set, "PixelRepresentation") == 0 else value


def _is_padding(stored: Any, low: int, high: int) -> Any | None:
    """Where the padding lies, or None: a value between the counts, as careless writers leave there, is a count."""
    outside = (stored >= low) & (stored <= high)
    if (low, high) == (0, 0) or not outside.any():
        return None
    inside = stored[~outside]
    beyond = not inside.size or high < inside.min() or (low > inside.max() and not _is_air(inside, outside, low))
    return outside if beyond else None


def _is_air(inside: Any, outside: Any, value: int) -> bool:
    """Whether a highest value that a file calls padding is the air of a picture of black on white."""
    return 2 * np.count_nonzero(outside) >= outside.size and not _is_apart(inside, float(value))


def _rescaled(data_set: Any, stored: Any) -> Counts:
    if "ModalityLUTSequence" in data_set:
        from pydicom.pixels.processing import apply_modality_lut

        return _as_counts(apply_modality_lut(stored, data_set))
    slope, intercept = _rescale_factor(data_set, "RescaleSlope", 1.0), _rescale_factor(data_set, "RescaleIntercept", 0.0)
    if slope == 0.0:
        raise ScanError("bad_rescale")
    if (slope, intercept) == (1.0, 0.0):
        return _as_counts(stored)
    exact = stored.astype(np.float64) * slope + intercept
    whole = slope.is_integer() and intercept.is_integer() and stored.dtype.kind in "iub" and np.abs(exact).max(initial=0) < _OVERFLOW
    return _as_counts(exact.astype(np.int64) if whole else exact)


def _rescale_factor(data_set: Any, keyword: str, default: float) -> float:
    if keyword not in data_set:
        return default
    try:
        value = data_set[keyword].value
        factor = default if value is None or value == "" else float(value)
    except (TypeError, ValueError, OverflowError) as problem:
        raise ScanError("bad_rescale") from problem
    if not math.isfinite(factor):
        raise ScanError("bad_rescale")
    return factor


def _as_counts(pixels: Any) -> Counts:
    """Whole numbers that fit become int32; all others float32."""
    if pixels.dtype.kind == "f" and not np.isfinite(pixels).all():
        raise ScanError("not_numbers")
    if pixels.dtype.kind in "iub" and pixels.dtype.itemsize < 4:
        return np.ascontiguousarray(pixels, dtype="<i4")
    if pixels.dtype.kind in "iub" and pixels.size and float(pixels.max()) < _OVERFLOW and float(pixels.min()) >= -_OVERFLOW:
        return np.ascontiguousarray(pixels, dtype="<i4")
    with np.errstate(over="ignore"):
        single = np.ascontiguousarray(pixels, dtype="<f4")
    if not np.isfinite(single).all():  # a slope may carry counts beyond what this type holds
        raise ScanError("not_numbers")
    return single
