"""What a foreign DICOM file says of itself, as plain values. Runs in the decoder's child process only."""

from __future__ import annotations

import re
from typing import Any

from dspic_gui.scans.dicom_fields import MAXIMUM_ITEMS, items, number, numbers, text, values
from dspic_gui.scans.dicom_text import report_in

PIXEL_TAGS = (0x7FE00010, 0x7FE00008, 0x7FE00009)
ONLY_FOR_CHECKS = frozenset({"kind_words", "frame_count", "samples", "has_picture"})

_LOSSY = frozenset({"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.81", "1.2.840.10008.1.2.4.91"})
_WORDS = ("ImageID", "SeriesDescription")


def describe(data_set: Any) -> dict[str, Any]:
    """What the file says of itself, as plain values for the header; fields as ScanFile's."""
    frames = max(1, number(data_set, "NumberOfFrames") or 1)
    study_date = _date(text(data_set, "StudyDate")) or _date(text(data_set, "AcquisitionDate"))
    born = _date(text(data_set, "PatientBirthDate"))
    report = report_in(data_set)
    return {
        "kind": "dicom",
        "rows": number(data_set, "Rows") or 0,
        "columns": number(data_set, "Columns") or 0,
        "frame_hints": _frame_hints(data_set, frames),
        "modality": (text(data_set, "Modality") or "").upper() or None,
        "sop_class": text(data_set, "SOPClassUID"),
        "study_uid": text(data_set, "StudyInstanceUID"),
        "series_uid": text(data_set, "SeriesInstanceUID"),
        "instance_uid": text(data_set, "SOPInstanceUID"),
        "patient": text(data_set, "PatientID"),
        "birth_date": born,
        "sex": sex if (sex := text(data_set, "PatientSex")) in ("M", "F", "O") else None,
        "age": _age(text(data_set, "PatientAge"), born, study_date),
        "date": study_date,
        "acquired": f"{text(data_set, 'AcquisitionDate') or ''}{text(data_set, 'AcquisitionTime') or ''}" or None,
        "tracer": _tracer(data_set),
        "pixel_mm": _pixel_mm(data_set),
        "detectors": number(data_set, "NumberOfDetectors") or len(items(data_set, "DetectorInformationSequence")),
        "energy_windows": _energy_windows(data_set),
        "words": [[name, words] for name in _WORDS if (words := text(data_set, name))],
        "photometric": text(data_set, "PhotometricInterpretation"),
        "transfer_syntax": str(data_set.file_meta.get("TransferSyntaxUID", "")) or None,
        "counts_accumulated": number(data_set, "CountsAccumulated"),
        "report": None if report is None else {"description": report.description, "suggestion": report.suggestion},
        "notes": _notes(data_set),
        "kind_words": values(data_set, "ImageType"),
        "frame_count": frames,
        "samples": number(data_set, "SamplesPerPixel") or 1,
        "has_picture": any(tag in data_set for tag in PIXEL_TAGS),
    }


def _frame_hints(data_set: Any, frames: int) -> list[dict[str, Any]]:
    windows, detectors = (numbers(data_set, vector) for vector in ("EnergyWindowVector", "DetectorVector"))
    information = items(data_set, "DetectorInformationSequence")
    found = []
    for frame in range(min(frames, MAXIMUM_ITEMS)):
        detector = _at(detectors, frame, frames)
        place = (detector or (1 if frames == 1 else 0)) - 1
        own = information[place] if 0 <= place < len(information) else None
        placed = {"energy_window": _at(windows, frame, frames), "detector": detector}
        found.append(placed | _view_hints(own, data_set if frames == 1 else None))
    return found


def _view_hints(detector: Any | None, whole: Any | None) -> dict[str, Any]:
    """From the detector's item; a view code may stand beside the image too where it has one frame only."""
    places = [place for place in (detector, whole) if place is not None]
    code = next((code for place in places for code in items(place, "ViewCodeSequence")[:1]), None)
    angle, orientation = ([] if detector is None else numbers(detector, name) for name in ("StartAngle", "ImageOrientationPatient"))
    return {
        "view_code": None if code is None else [text(code, "CodingSchemeDesignator") or "", text(code, "CodeValue") or ""],
        "start_angle": angle[0] if angle else None,
        "orientation": orientation if len(orientation) == 6 else None,
    }


def _at(vector: list[float], frame: int, frames: int) -> int | None:
    return int(vector[frame]) if len(vector) == frames and vector[frame] >= 1 else None


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


def _date(value: str | None) -> str | None:
    found = re.fullmatch(r"(\d{4})[.-]?(0[1-9]|1[0-2])[.-]?(0[1-9]|[12]\d|3[01])", value or "", re.ASCII)
    return "-".join(found.groups()) if found else None


def _age(stated: str | None, born: str | None, date: str | None) -> int | None:
    """Whole years."""
    found = re.fullmatch(r"(\d{3})([DWMY])", stated or "", re.ASCII)
    if found:
        days = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}[found[2]]
        return int(found[1]) if found[2] == "Y" else int(int(found[1]) * days / 365.25)
    if not (born and date) or born > date:
        return None
    return int(date[:4]) - int(born[:4]) - (date[5:] < born[5:])
