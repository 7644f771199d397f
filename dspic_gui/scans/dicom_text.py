"""The diagnostic report inside a DICOM object: a structured report, or the interpretation kept with an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspic_gui.scans.dicom_fields import items, text

if TYPE_CHECKING:
    from dspic_gui.report import Report

_DEEPEST = 16
_MAXIMUM = 1 << 18
_INDICATIONS = frozenset({"18785-6", "121060"})
_DESCRIBES = frozenset({"59776-5", "18782-3", "121070", "121071"}) | _INDICATIONS
_SUGGESTS = frozenset({"19005-8", "18783-1", "121072", "121073", "121074", "121075", "121076", "121077"})


def report_in(data_set: Any) -> Report | None:
    """The report the object carries, None where it carries none.

    Headings by LOINC and DCM code: findings and indications describe, impressions, conclusions and recommendations suggest.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    _walk(data_set, parts, None, 0)
    return _report("\n".join(parts[0]), "\n".join(parts[1])) or _kept_with_image(data_set)


def _report(description: str, suggestion: str) -> Report | None:
    if not (description or suggestion):  # as in most scans, which then need not wait for what reports are made of
        return None
    from dspic_gui.report import Report

    return Report(description[:_MAXIMUM], suggestion[:_MAXIMUM]) or None


def _walk(item: Any, parts: tuple[list[str], list[str]], inherited: int | None, depth: int) -> None:
    for content in items(item, "ContentSequence") if depth < _DEEPEST else []:
        part = _part(content, inherited)
        if text(content, "ValueType") == "TEXT" and (words := _long_text(content, "TextValue")):
            parts[part or 0].append(words)
        _walk(content, parts, part, depth + 1)


def _part(content: Any, inherited: int | None) -> int | None:
    """0 describes, 1 suggests; a heading that is neither keeps its section's."""
    codes = {text(name, "CodeValue") for name in items(content, "ConceptNameCodeSequence")}
    if codes & _DESCRIBES:
        return 0
    return 1 if codes & _SUGGESTS else inherited


def _kept_with_image(data_set: Any) -> Report | None:
    description, suggestion = _long_text(data_set, "InterpretationText"), _long_text(data_set, "Impressions")
    if description or suggestion:
        return _report(description, suggestion)
    comments = _long_text(data_set, "ImageComments")
    if not comments:
        return None
    from dspic_gui.report import split_report

    split = split_report(comments)
    return split if split.suggestion else None


def _long_text(data_set: Any, keyword: str) -> str:
    """A text whole: a backslash in it is no separator, whatever the parser thought."""
    try:
        value = data_set.get(keyword)
    except MemoryError:
        raise
    except Exception:  # a field that cannot be read is a field that is not there
        return ""
    several = value if isinstance(value, list | tuple) or type(value).__name__ == "MultiValue" else [value]
    whole = "\\".join(str(entry) for entry in several if entry is not None)
    return whole.replace("\0", "").replace("\r\n", "\n").strip()[:_MAXIMUM].encode("utf-8", "replace").decode()
