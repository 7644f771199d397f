"""What a foreign DICOM file says of itself, as plain values. Runs in the decoder's child process only."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from dspic_gui.scans.dicom_fields import chinese, items, number, numbers, text, values
from dspic_gui.scans.dicom_identity import identity
from dspic_gui.scans.dicom_text import report_in
from dspic_gui.scans.frame_places import counted_from_zero, frame_hints

PIXEL_TAGS = (0x7FE00010, 0x7FE00008, 0x7FE00009)
ONLY_FOR_CHECKS = frozenset({"kind_words", "frame_count", "samples", "has_picture"})
UNCOMPRESSED = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"})

_LOSSY = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91"})
_WORDS = ("ImageID", "SeriesDescription", "ImageComments", "ProtocolName")
_FIRST = {"102541007": "FF", "F-10480": "FF", "102540008": "HF", "F-10470": "HF"}
_LIES = {"1240000": "P", "F-10310": "P", "40199007": "S", "F-10340": "S"}
_RUN_LENGTH = "1.2.840.10008.1.2.5"
_STARTS = (b"\xff\xd8", b"\xff\x4f")
"""Of a JPEG and of a JPEG 2000 codestream."""


def describe(data_set: Any) -> dict[str, Any]:
    """What the file says of itself, as plain values for the header; fields as ScanFile's."""
    frames, hidden = frame_count(data_set)
    person, notes = identity(data_set)
    report = report_in(data_set)
    kinds = values(data_set, "ImageType")
    return person | {
        "kind": "dicom",
        "rows": number(data_set, "Rows") or 0,
        "columns": number(data_set, "Columns") or 0,
        "frame_hints": frame_hints(data_set, frames),
        "counted_from_zero": counted_from_zero(data_set, frames),
        "modality": (text(data_set, "Modality") or "").upper() or None,
        "sop_class": text(data_set, "SOPClassUID"),
        "study_uid": text(data_set, "StudyInstanceUID"),
        "series_uid": text(data_set, "SeriesInstanceUID"),
        "instance_uid": text(data_set, "SOPInstanceUID"),
        "tracer": _tracer(data_set),
        "pixel_mm": _pixel_mm(data_set),
        "detectors": number(data_set, "NumberOfDetectors") or len(items(data_set, "DetectorInformationSequence")),
        "energy_windows": _energy_windows(data_set),
        "window_names": [text(item, "EnergyWindowName") or "" for item in items(data_set, "EnergyWindowInformationSequence")],
        "words": [[name, chinese(words) or words] for name in _WORDS if (words := text(data_set, name))],
        "photometric": text(data_set, "PhotometricInterpretation"),
        "transfer_syntax": str(data_set.file_meta.get("TransferSyntaxUID", "")) or None,
        "counts_accumulated": number(data_set, "CountsAccumulated"),
        "report": None if report is None else {"description": report.description, "suggestion": report.suggestion},
        "derived": bool(kinds) and kinds[0].upper() == "DERIVED",
        "position": (text(data_set, "PatientPosition") or _position(data_set) or "").upper() or None,
        "notes": _notes(data_set) + notes + ["frames_hidden"] * hidden,
        "kind_words": kinds,
        "frame_count": frames,
        "samples": number(data_set, "SamplesPerPixel") or 1,
        "has_picture": any(tag in data_set for tag in PIXEL_TAGS),
    }


def frame_count(data_set: Any) -> tuple[int, bool]:
    """The frames there are, and whether the file counts fewer than its pixels make.

    Two views in a file that says one, or nothing, are two views: the second would be lost without a word.
    """
    stated = max(1, number(data_set, "NumberOfFrames") or 1)
    syntax = str(data_set.file_meta.get("TransferSyntaxUID", "")) if hasattr(data_set, "file_meta") else ""
    rows, columns = number(data_set, "Rows") or 0, number(data_set, "Columns") or 0
    tag = next((tag for tag in PIXEL_TAGS if tag in data_set), None)
    if tag is None or not rows or not columns or (number(data_set, "SamplesPerPixel") or 1) != 1:
        return stated, False
    stored = data_set[tag].value or b""
    if syntax and syntax not in UNCOMPRESSED:
        there = _encapsulated(stored, syntax) if stated == 1 else stated
        return (there, there > stated)
    bits = {0x7FE00008: 32, 0x7FE00009: 64}.get(tag, number(data_set, "BitsAllocated") or 16)
    size = rows * columns * bits // 8
    there = len(stored) // size if size else stated
    whole = bool(size) and len(stored) - there * size <= 1
    return (there, True) if whole and there > stated else (stated, False)


def describe_report(data_set: Any) -> dict[str, Any]:
    """The same of a report that marks places on images: whose it is, and of which study."""
    named = {"study_uid": "StudyInstanceUID", "series_uid": "SeriesInstanceUID", "instance_uid": "SOPInstanceUID"}
    named |= {"sop_class": "SOPClassUID", "modality": "Modality", "patient": "PatientID"}
    return {"rows": 0, "columns": 0, "frame_hints": []} | {name: text(data_set, keyword) for name, keyword in named.items()}


def _encapsulated(stored: bytes, syntax: str) -> int:
    """The frames that the table of offsets of compressed pixels names; where it is empty, as many as begin in the fragments."""
    from pydicom.encaps import generate_fragments, parse_basic_offsets

    try:
        if offsets := parse_basic_offsets(stored):
            return len(offsets)
        pieces = [piece for piece in generate_fragments(stored) if piece]  # the table itself comes first
        return max(1, sum(syntax == _RUN_LENGTH or piece.startswith(_STARTS) for piece in pieces))
    except (ValueError, EOFError, struct.error):
        return 1


def _position(data_set: Any) -> str | None:
    """Head or feet first and supine or prone, as PatientPosition spells it, from the codes that take its place."""
    gantry = next(iter(items(data_set, "PatientGantryRelationshipCodeSequence")), None)
    modifiers = [
        modifier
        for code in items(data_set, "PatientOrientationCodeSequence")
        for modifier in items(code, "PatientOrientationModifierCodeSequence")[:1]
    ]
    lies = modifiers[-1] if modifiers else None
    first = _coded(gantry, _FIRST, {"feet": "FF", "head": "HF"})
    way = _coded(lies, _LIES, {"prone": "P", "supine": "S", "lateral": "D", "decubitus": "D"})
    return first + way or None


def _coded(item: Any | None, codes: Mapping[str, str], words: Mapping[str, str]) -> str:
    """What the code of an item stands for, else what its meaning in words says."""
    if item is None:
        return ""
    meaning = (text(item, "CodeMeaning") or "").lower()
    by_word = next((short for word, short in words.items() if word in meaning), "")
    return codes.get(text(item, "CodeValue") or "", by_word)


def _energy_windows(data_set: Any) -> list[list[float]]:
    found = []
    for item in items(data_set, "EnergyWindowInformationSequence"):
        span = next(iter(items(item, "EnergyWindowRangeSequence")), None)
        low, high = (numbers(span, f"EnergyWindow{end}Limit") if span is not None else [] for end in ("Lower", "Upper"))
        found.append([low[0] if low else 0.0, high[0] if high else 0.0])
    return found


def _tracer(data_set: Any) -> str | None:
    """The tracer's name, without the carets by which DICOM's code meanings mark superscripts (Tc^99m^)."""
    named = _named_tracer(data_set)
    return named.replace("^", "") if named else None


def _named_tracer(data_set: Any) -> str | None:
    for item in items(data_set, "RadiopharmaceuticalInformationSequence"):
        for code in items(item, "RadiopharmaceuticalCodeSequence"):
            if meaning := text(code, "CodeMeaning"):
                return meaning
        if named := text(item, "Radiopharmaceutical"):
            return named
    return text(data_set, "Radiopharmaceutical")


def _pixel_mm(data_set: Any) -> list[float] | None:
    spacing = numbers(data_set, "PixelSpacing")
    return spacing if len(spacing) == 2 and all(0.05 <= side <= 50.0 for side in spacing) else None


def _notes(data_set: Any) -> list[str]:
    syntax = str(data_set.file_meta.get("TransferSyntaxUID", ""))
    lossy = syntax in _LOSSY or text(data_set, "LossyImageCompression") == "01"
    inverse = text(data_set, "PhotometricInterpretation") == "MONOCHROME1"
    return ["lossy"] * lossy + ["monochrome1"] * inverse
