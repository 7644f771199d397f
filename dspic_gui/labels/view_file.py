"""LabelMe JSON, strict on load and lossless both ways: a view file becomes a LabelFile, a Reading becomes its view files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import Any

from dspic_gui.disease import Answer, Disease
from dspic_gui.labels.document import SCHEMA, check_own, check_top
from dspic_gui.labels.shapes import lesion_from, written_shapes
from dspic_gui.labels.text import (
    LARGEST_FILE,
    OWN,
    LabelError,
    WrittenShape,
    canonical,
    checksum,
    digest,
    laid_out,
    load_strictly,
)
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.sentence import Sentence, Templates, told
from dspic_gui.study import Projection

__all__ = ["LabelError", "LabelFile", "canonical", "compose_label_file", "image_flags", "parse_label_file", "reading_of"]

VERSION = "7.9.1"
"""The LabelMe version whose rules the files keep; labelme writes its own when it saves."""

IMAGE_FLAGS = ("normal", "metastatic", "arthritic")

_TOP_KEYS = frozenset({"version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth", OWN})
_STATED = ("schema", "study", "view", "reader", "state", "answer", "says_normal", "sealed_at", "unblinded", "assisted")
_OWN_KEYS = frozenset({*_STATED, "source_sha256", "pixels_sha256", "checksum", "display", "audit_head"})
_NOT_WRITTEN = Sentence("The reading was not written to this file.")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class LabelFile:
    """What one LabelMe file says.

    `own` is our top object, None in a plain LabelMe file; `extra` holds the unknown top-level keys; `statistics` the
    recorded counts by lesion uid; `edited_elsewhere` is true unless the checksum holds and the bytes are laid out as this
    program does it (two spellings of one number have the same checksum); `notes` are sentences on what had to be
    decided; `embedded` tells that the picture is inside the file.
    """

    name: str
    lesions: tuple[Lesion, ...]
    projection: Projection | None
    own: Mapping[str, Any] | None
    flags: Mapping[str, bool]
    image_path: str
    height: int | None
    width: int | None
    extra: Mapping[str, Any] = field(default_factory=dict)
    statistics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    edited_elsewhere: bool = False
    embedded: bool = False
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the file has no object of ours: it can be looked at and imported, and never votes."""
        return self.own is None

    @property
    def kept(self) -> dict[str, Any]:
        """What the file holds beyond our keys, as `Reading.extra` keeps it: top-level keys, foreign image flags, keys in our object."""
        kept = dict(self.extra)
        flags = {key: value for key, value in self.flags.items() if key not in IMAGE_FLAGS}
        own = {key: value for key, value in (self.own or {}).items() if key not in _OWN_KEYS}
        return kept | ({"flags": flags} if flags else {}) | ({OWN: own} if own else {})


def parse_label_file(content: bytes, name: str, projection: Projection | None = None) -> LabelFile:
    """The LabelFile in these bytes; LabelError rejects the whole file for one bad shape.

    `name` is the file's name, or its path relative to the dataset, which also says how far imagePath may climb.
    `projection` is the view that the file is expected to hold.
    """
    document = load_strictly(content, name)
    shapes = check_top(document, name)
    own = document.get(OWN)
    if OWN in document:
        check_own(own, name)
    found = checksum(document, name)
    view = _projection(own, name, projection)
    lesions, notes = _lesions(shapes, name, view or Projection.ANT)
    if view is None:
        notes.append(Sentence("Neither the file nor its name says which view it marks: anterior is assumed."))
    return LabelFile(
        name,
        lesions,
        view,
        own,
        document.get("flags") or {},
        PureWindowsPath(document["imagePath"]).as_posix(),
        document.get("imageHeight"),
        document.get("imageWidth"),
        extra={key: value for key, value in document.items() if key not in _TOP_KEYS},
        statistics=_statistics(shapes, lesions),
        edited_elsewhere=own is None or own.get("checksum") != found or laid_out(document) != content,
        embedded=document["imageData"] is not None,
        notes=tuple(notes),
    )


def _projection(own: Mapping[str, Any] | None, name: str, expected: Projection | None) -> Projection | None:
    """The view that our object names, which must be the expected one; without one the end of the file's name tells."""
    ending = PurePosixPath(name).stem.rpartition("_")[2]
    expected = expected or next((view for view in Projection if view == ending), None)
    said = Projection(own["view"]) if own and "view" in own else expected
    if expected and said is not expected:
        template = "the file holds the marks of {said}, and stands where those of {expected} belong."
        raise LabelError(name, template, said=said, expected=expected)
    return said


def _lesions(shapes: list[Any], name: str, projection: Projection) -> tuple[tuple[Lesion, ...], list[str]]:
    lesions: list[Lesion] = []
    notes: list[str] = []
    taken: set[str] = set()
    for index, shape in enumerate(shapes):
        recorded = shape.get(OWN, {}).get("uid")
        uid = recorded
        if uid is None or uid in taken:
            uid = digest([index, projection, shape])[:32]
            if recorded:
                text = "shapes[{index}] repeats the uid of an earlier shape (a copy made elsewhere) and got a uid of its own."
                notes.append(Sentence(text, index=index))
        taken.add(uid)
        lesion, decided = lesion_from(shape, projection, uid)
        lesions.append(lesion)
        notes += [Sentence(_DECIDED[what], index=index) for what in decided]
    return tuple(lesions), notes


_DECIDED: Templates = {
    "ellipse": "shapes[{index}] was an ellipse and its points were changed elsewhere: it is a polygon now.",
    "certainty": "shapes[{index}]: the flag “certain” was changed elsewhere, and the certainty follows it.",
}


def _statistics(shapes: list[Any], lesions: tuple[Lesion, ...]) -> dict[str, Mapping[str, Any]]:
    recorded = ((lesion.uid, shape.get(OWN, {}).get("statistics")) for lesion, shape in zip(lesions, shapes, strict=True))
    return {uid: values for uid, values in recorded if values}


def image_flags(answer: Answer | None) -> dict[str, bool]:
    """The three image flags of a view: exactly `normal`, `metastatic`, `arthritic`; all false while nothing was said."""
    diseases = answer.diseases if answer else frozenset()
    said = (answer is Answer.NORMAL, Disease.METASTASIS in diseases, Disease.ARTHRITIS in diseases)
    return dict(zip(IMAGE_FLAGS, said, strict=True))


def compose_label_file(
    reading: Reading,
    projection: Projection,
    *,
    picture: str,
    rows: int,
    columns: int,
    source_sha256: str,
    pixels_sha256: str | None = None,
    statistics: Mapping[str, Mapping[str, Any]] = _NOTHING,
    display: Mapping[str, Any] | None = None,
    audit_head: str | None = None,
    more: Mapping[str, Any] = _NOTHING,
) -> bytes:
    """The bytes of one view file; LabelError, naming the shape, for a mark that labelme could not open.

    `picture` is the 8-bit picture relative to the label file, `rows` x `columns` its size; `source_sha256` is the scan file's
    hash, `pixels_sha256` that of the counts on which the marks were drawn, where it is known; `statistics` by lesion uid;
    `more` adds keys to our top object (a consensus puts its votes there).
    """
    name = f"{reading.study}_{projection}.json"
    kept = reading.extra.get(projection, {})
    document: dict[str, Any] = {
        "version": VERSION,
        "flags": {**kept.get("flags", {}), **image_flags(reading.answer(projection))},
        "shapes": _written(reading.in_view(projection), statistics, name),
        "imagePath": picture,
        "imageData": None,
        "imageHeight": rows,
        "imageWidth": columns,
        **{key: value for key, value in kept.items() if key not in _TOP_KEYS},
        OWN: {
            **{key: value for key, value in {**kept.get(OWN, {}), **more}.items() if key not in _OWN_KEYS},
            **_own(reading, projection),
            "source_sha256": source_sha256,
            **({"pixels_sha256": pixels_sha256} if pixels_sha256 else {}),
            "display": dict(display) if display is not None else None,
            "audit_head": audit_head,
        },
    }
    return _checked_bytes(document, name)


def _written(marks: tuple[Lesion, ...], statistics: Mapping[str, Mapping[str, Any]], name: str) -> list[WrittenShape]:
    try:
        return written_shapes(marks, statistics, name)
    except LabelError as problem:
        problem.consequence = _NOT_WRITTEN
        raise
    except (TypeError, ValueError) as problem:
        raise _unsayable(name, problem) from problem


def _unsayable(name: str, problem: Exception) -> LabelError:
    refused = LabelError(name, "the reading holds a value that JSON cannot say ({problem}).", problem=told(problem))
    refused.consequence = _NOT_WRITTEN
    return refused


def _own(reading: Reading, projection: Projection) -> dict[str, Any]:
    answer = reading.answer(projection)
    return {
        "schema": SCHEMA,
        "study": reading.study,
        "view": projection.value,
        "reader": reading.reader,
        "state": reading.state.value,
        "answer": None if answer is None else "normal" if answer is Answer.NORMAL else "abnormal",
        "says_normal": reading.says_normal,
        "sealed_at": reading.sealed_at,
        "unblinded": reading.unblinded,
        **({} if reading.assisted is None else {"assisted": reading.assisted}),
    }


def _checked_bytes(document: dict[str, Any], name: str) -> bytes:
    """The bytes with the checksum inside, after the checks that reading them again will make."""
    try:
        if not document["imagePath"].endswith(".png"):
            raise LabelError(name, "imagePath “{value}” is no PNG, and labelme could not open the file again.", value=document["imagePath"])
        check_top(document, name)
        document[OWN]["checksum"] = checksum(document, name)
        content = laid_out(document)
        if len(content) > LARGEST_FILE:
            raise LabelError(name, "the file would be larger than 16 MiB ({size} bytes).", size=len(content))
    except LabelError as problem:
        problem.consequence = _NOT_WRITTEN
        raise
    except (TypeError, ValueError) as problem:
        raise _unsayable(name, problem) from problem
    return content


def reading_of(files: Mapping[Projection, LabelFile], study: str, reader: str) -> Reading:
    """The Reading that the view files together hold; LabelError where a file says it belongs to another study or reader.

    It is sealed only where every file is: a half-finished seal is a draft.
    """
    owns = []
    for projection in Projection:
        if projection in files:
            owns.append(_belonging(files[projection], study, reader))
    sealed = bool(owns) and all(own.get("state") == State.SEALED for own in owns)
    return Reading(
        study,
        reader,
        _distinct(files),
        State.SEALED if sealed else State.DRAFT,
        says_normal=bool(owns) and all(own.get("says_normal", False) for own in owns),
        sealed_at=max((own["sealed_at"] for own in owns if own.get("sealed_at")), default=None) if sealed else None,
        unblinded=any(own.get("unblinded", False) for own in owns),
        assisted=next((own["assisted"] for own in owns if own.get("assisted")), None),
        extra={projection: file.kept for projection, file in files.items() if file.kept},
    )


def _belonging(file: LabelFile, study: str, reader: str) -> Mapping[str, Any]:
    own = file.own or {}
    if own.get("study") not in (None, study):
        raise LabelError(file.name, "the file belongs to the study {found}, not to {expected}.", found=own["study"], expected=study)
    if own.get("reader") not in (None, reader):
        raise LabelError(file.name, "the file belongs to the reader {found}, not to {expected}.", found=own["reader"], expected=reader)
    return own


def _distinct(files: Mapping[Projection, LabelFile]) -> tuple[Lesion, ...]:
    """The lesions of all files, anterior first, in drawing order, each with a uid of its own."""
    taken: set[str] = set()
    lesions: list[Lesion] = []
    for projection in Projection:
        for lesion in files[projection].lesions if projection in files else ():
            uid = digest([projection, lesion.uid])[:32] if lesion.uid in taken else lesion.uid
            taken.add(uid)
            lesions.append(replace(lesion, uid=uid))
    return tuple(lesions)
