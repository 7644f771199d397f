"""Reading single fields of a foreign DICOM data set: what is missing or damaged is simply not there."""

from __future__ import annotations

import functools
import math
import re
from typing import Any

MAXIMUM_TEXT = 4096
MAXIMUM_ITEMS = 512
MAXIMUM_VALUES = 1024
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_SIGNS = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def text(data_set: Any, keyword: str) -> str | None:
    """The field as text without padding, None where it is missing, empty or unreadable; a list gives its first value."""
    found = values(data_set, keyword)
    return found[0] if found else None


def values(data_set: Any, keyword: str, most: int = MAXIMUM_VALUES) -> list[str]:
    """The field's first values as texts, empty ones and unreadable fields dropped."""
    try:
        value = _value(data_set, keyword)
        several = value if isinstance(value, list | tuple) or type(value).__name__ == "MultiValue" else [value]
        texts = [str(entry).replace("\0", "").strip()[:MAXIMUM_TEXT] for entry in several[:most] if entry is not None]
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a field that cannot be read is a field that is not there
        return []
    return [entry.encode("utf-8", "replace").decode() for entry in texts if entry]


def chinese(words: str) -> str | None:
    """Chinese that was read as Latin because its file names another character set, or none; None where it is none.

    Each sign is two bytes from 0x81 on, or three in UTF-8, while accented letters stand alone in a word.
    """
    runs = _BEYOND_ASCII.findall(words)
    if not runs or any(len(run) < 2 or max(run) > "\xff" for run in runs):
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            found = words.encode("latin-1").decode(encoding)
        except UnicodeError:
            continue
        signs = "".join(_BEYOND_ASCII.findall(found))
        if _SIGNS.fullmatch(signs) and (encoding == "utf-8" or 2 * len(signs) == sum(map(len, runs))):
            return found
    return None


def _value(data_set: Any, keyword: Any) -> Any:
    """As `data_set.get(keyword)`, which spends most of its time on fields that are not there; a tag will do as well."""
    tag = _tag(keyword)
    return data_set[tag].value if tag in data_set else None


@functools.cache
def _tag(keyword: Any) -> Any:
    from pydicom.tag import Tag

    return Tag(keyword)


def number(data_set: Any, keyword: str) -> int | None:
    """The field as a whole number from 0, None where it is none."""
    found = text(data_set, keyword)
    return int(found) if found and re.fullmatch(r"[0-9]{1,15}", found) else None


def numbers(data_set: Any, keyword: str, most: int = MAXIMUM_VALUES) -> list[float]:
    """The field's first values as finite numbers, empty where one is none."""
    try:
        found = [float(entry) for entry in values(data_set, keyword, most)]
    except ValueError:
        return []
    return found if all(math.isfinite(entry) for entry in found) else []


def items(data_set: Any, keyword: str, most: int = MAXIMUM_ITEMS) -> list[Any]:
    """The first items of a sequence, none where it is missing or no sequence."""
    try:
        sequence = _value(data_set, keyword)
        return list(sequence)[:most] if type(sequence).__name__ == "Sequence" else []
    except (MemoryError, RecursionError):
        raise
    except Exception:  # as for values
        return []
