"""Reading the marks out of a structured report of TID 1500. Runs in the decoder's child process only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dspic_gui.scans.dicom_fields import items, number, numbers, text
from dspic_gui.scans.marked_report import LARGEST_EXACT, LONGEST_TEXT, MOST_POINTS, MOST_REGIONS

TITLE = "126000"
_GROUPS, _GROUP = "126010", "125007"
_TRACKING, _TRACKING_UID = "112039", "112040"
_FINDING, _FINDING_SITE, _LATERALITY = (
    frozenset({"121071"}),
    frozenset({"363698007", "G-C0E3"}),
    frozenset({"272741003", "G-C171"}),
)
_OBSERVER, _DEVICE = "121008", "121013"
_OWN_GROUP, _OWN_CREATOR = 0x0099, "DSPIC WORKSTATION 1"
_DEEPEST = 8


def marks_in(data_set: Any) -> dict[str, Any] | None:
    """The marks of an imaging measurement report as plain values, None where the object is none."""
    if _code(data_set, "ConceptNameCodeSequence")[1] != TITLE:
        return None
    contents = items(data_set, "ContentSequence")
    regions: list[dict[str, Any]] = []
    for container in contents:
        if _name(container) == _GROUPS:
            for group in items(container, "ContentSequence", MOST_REGIONS):
                if _name(group) == _GROUP and len(regions) < MOST_REGIONS:
                    regions += _regions(group)
    return {
        "observer": _observer(contents),
        "regions": regions[:MOST_REGIONS],
        "exact": _exact(data_set),
    }


def _observer(contents: list[Any]) -> str:
    for item in contents:
        if _name(item) in (_OBSERVER, _DEVICE):
            return _short(text(item, "PersonName") or text(item, "TextValue"))
    return ""


def _regions(group: Any) -> Iterator[dict[str, Any]]:
    """Every region of a group, wherever in it: beside the measurements, or beneath one of them."""
    contents = items(group, "ContentSequence")
    about = {
        "identifier": _short(
            next((text(item, "TextValue") for item in contents if _name(item) == _TRACKING), None)
        ),
        "tracking_uid": _short(
            next((text(item, "UID") for item in contents if _name(item) == _TRACKING_UID), None)
        ),
        **_finding(contents),
        "evaluations": [
            [_code(item, "ConceptNameCodeSequence"), _code(item, "ConceptCodeSequence")]
            for item in contents
            if text(item, "ValueType") == "CODE" and _name(item) not in _FINDING | _FINDING_SITE
        ][:100],
    }
    for region in _graphics(group, 0):
        flat = numbers(region, "GraphicData", 2 * MOST_POINTS)
        points = [list(pair) for pair in zip(flat[::2], flat[1::2], strict=False)]
        image, frame = _image(region)
        if points:
            yield about | {
                "kind": _short(text(region, "GraphicType")),
                "points": points,
                "image": image,
                "frame": frame,
            }


def _finding(contents: list[Any]) -> dict[str, Any]:
    finding = next((item for item in contents if _name(item) in _FINDING), None)
    site = next((item for item in contents if _name(item) in _FINDING_SITE), None)
    sides = (
        []
        if site is None
        else [item for item in items(site, "ContentSequence") if _name(item) in _LATERALITY]
    )
    return {
        "finding": None if finding is None else _code(finding, "ConceptCodeSequence"),
        "site": None if site is None else _code(site, "ConceptCodeSequence"),
        "side": _code(sides[0], "ConceptCodeSequence") if sides else None,
    }


def _graphics(item: Any, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        return
    for content in items(item, "ContentSequence"):
        if text(content, "ValueType") == "SCOORD":
            yield content
        else:
            yield from _graphics(content, depth + 1)


def _image(region: Any) -> tuple[str, int | None]:
    for content in items(region, "ContentSequence"):
        for reference in items(content, "ReferencedSOPSequence"):
            frame = number(reference, "ReferencedFrameNumber")
            return _short(
                text(reference, "ReferencedSOPInstanceUID")
            ), frame if frame and frame > 0 else None
    return "", None


def _exact(data_set: Any) -> str | None:
    try:
        block = data_set.private_block(_OWN_GROUP, _OWN_CREATOR)
        value = block[0x01].value
    except MemoryError:
        raise
    except Exception:  # what cannot be read is not there
        return None
    stated = (
        value.decode("utf-8", "replace").rstrip(" \0") if isinstance(value, bytes) else str(value)
    )
    return stated if len(stated) <= LARGEST_EXACT else None


def _name(item: Any) -> str:
    return _code(item, "ConceptNameCodeSequence")[1]


def _code(item: Any, keyword: str) -> list[str]:
    for code in items(item, keyword)[:1]:
        value = text(code, "CodeValue") or text(code, "LongCodeValue")
        return [
            _short(text(code, "CodingSchemeDesignator")),
            _short(value),
            _short(text(code, "CodeMeaning")),
        ]
    return ["", "", ""]


def _short(value: str | None) -> str:
    return (value or "")[:LONGEST_TEXT]
