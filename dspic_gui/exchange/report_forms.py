"""Content items of a structured report as forms: the library makes one of each kind, and only what differs is written again.

A report of six marks has a thousand elements, nine of ten of which every mark has alike. A form holds the bytes of those
as the library writes them (explicit VR, little endian, UTF-8) and puts the others between them.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydicom.charset import convert_encodings
from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.tag import BaseTag
from pydicom.valuerep import DS, EXPLICIT_VR_LENGTH_32

UNICODE = "ISO_IR 192"
CONTENT = BaseTag(0x0040A730)
_ITEM = b"\xfe\xff\x00\xe0"
_SHORT = 0xFFFF
"""A value of most kinds can be so long (PS3.5, 6.2.2)."""


@dataclass(frozen=True)
class _Open:
    """An element whose value is filled in."""

    tag: BaseTag
    vr: str
    name: str

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """The element with its value."""
        return _element(self.tag, self.vr, values[self.name])


@dataclass(frozen=True)
class _Sequence:
    """A sequence in whose items something is filled in."""

    tag: BaseTag
    items: tuple[tuple[_Piece, ...], ...]

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        """The element with its items."""
        return _element(self.tag, "SQ", sequence(_filled(item, values) for item in self.items))


_Piece = bytes | _Open | _Sequence


class Form:
    """A content item; `left_open` are the keywords of the elements that `filled` gets, each of which it holds once."""

    def __init__(self, made: Dataset, *left_open: str) -> None:
        self._pieces = _pieces(made, left_open)

    def filled(self, **values: bytes) -> bytes:
        """The bytes of the item, without the mark of an item: the encoded value of each open element by keyword."""
        return _filled(self._pieces, values)


def written(made: Dataset) -> bytes:
    """The bytes of an item in which nothing is left open."""
    return Form(made).filled()


def sequence(items: Iterable[bytes]) -> bytes:
    """The value of a sequence of these items."""
    return b"".join(_ITEM + struct.pack("<I", len(item)) + item for item in items)


def put_content(container: Dataset, items: Iterable[bytes]) -> None:
    """Make these the content of a container, which is written as it is and read when somebody asks for it."""
    value = sequence(items)
    container[CONTENT] = RawDataElement(CONTENT, "SQ", len(value), value, 0, False, True)


def text(value: str) -> bytes:
    """A text as an element holds it."""
    return _even(value.encode(), b" ")


def uid(value: str) -> bytes:
    """A UID as an element holds it."""
    return _even(value.encode("ascii"), b"\0")


def decimal(value: float) -> bytes:
    """A number in at most 16 characters."""
    return _even(str(DS(value, auto_format=True)).encode("ascii"), b" ")


def double(value: float) -> bytes:
    """A number, exactly."""
    return struct.pack("<d", value)


def points(value: Any) -> bytes:
    """Points (n x 2: column, row)."""
    return np.ascontiguousarray(value, "<f4").tobytes()


def _even(value: bytes, fill: bytes) -> bytes:
    return value + fill * (len(value) % 2)


def _pieces(made: Dataset, left_open: Collection[str]) -> tuple[_Piece, ...]:
    found: list[_Piece] = []
    for element in made:
        keyword = keyword_for_tag(element.tag)
        piece: _Piece
        if keyword in left_open:
            piece = _Open(element.tag, str(element.VR), keyword)
        elif element.VR == "SQ":
            parts = _Sequence(element.tag, tuple(_pieces(item, left_open) for item in element.value))
            whole = all(isinstance(part, bytes) for item in parts.items for part in item)
            piece = parts.filled({}) if whole else parts
        else:
            piece = _encoded(element)
        if found and isinstance(piece, bytes) and isinstance(found[-1], bytes):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def _filled(pieces: Iterable[_Piece], values: Mapping[str, bytes]) -> bytes:
    return b"".join(one if isinstance(one, bytes) else one.filled(values) for one in pieces)


def _encoded(element: Any) -> bytes:
    target = DicomBytesIO()
    target.is_implicit_VR, target.is_little_endian = False, True
    write_data_element(target, element, convert_encodings(UNICODE))
    return bytes(target.getvalue())


def _element(tag: BaseTag, vr: str, value: bytes) -> bytes:
    """A value that is too long for its kind goes as one of unknown kind (PS3.5, 6.2.2)."""
    head = struct.pack("<HH", tag.group, tag.element)
    if vr not in EXPLICIT_VR_LENGTH_32 and len(value) <= _SHORT:
        return head + vr.encode("ascii") + struct.pack("<H", len(value)) + value
    kind = vr if vr in EXPLICIT_VR_LENGTH_32 else "UN"
    return head + kind.encode("ascii") + struct.pack("<xxI", len(value)) + value
