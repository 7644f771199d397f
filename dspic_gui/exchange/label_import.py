"""Labels in: what other tools marked becomes a reader's draft. Nothing is sealed, and a reading that holds marks is not touched unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dspic_gui import durable
from dspic_gui.code import CodeBook
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.exchange import coco_reader, labelme_reader, report_reader, voc_reader, yolo_reader
from dspic_gui.exchange.foreign_marks import (
    MOST_FILES,
    ForeignMark,
    ForeignPicture,
    json_of,
    label_text,
    scaled,
)
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.intake.importing import Outcome
from dspic_gui.labels.document import MOST_SHAPES
from dspic_gui.labels.view_file import LabelError
from dspic_gui.plain_file import opened
from dspic_gui.reading import Lesion, Reading, new_uid
from dspic_gui.scans.dicom_file import looks_like_dicom
from dspic_gui.sentence import RuleError, Sentence, joined, told
from dspic_gui.study import COLUMNS, ROWS, Projection

READERS: Mapping[str, Callable[[Path], list[ForeignPicture]]] = {
    "coco": coco_reader.read,
    "yolo": yolo_reader.read,
    "voc": voc_reader.read,
    "labelme": labelme_reader.read,
}
ACT = "import labels"


@dataclass(frozen=True)
class ForeignLabels:
    """What was found in the files: its format, the pictures, and how many marks each label has."""

    format: str
    pictures: tuple[ForeignPicture, ...]

    @property
    def labels(self) -> dict[str, int]:
        """Each label of the other tool with the number of its marks."""
        return dict(
            sorted(Counter(mark.label for one in self.pictures for mark in one.marks).items())
        )


@dataclass
class Imported:
    """What became of it: marks by study, and everything that was not taken, as (picture or study, sentence)."""

    studies: dict[str, int] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def marks(self) -> int:
        """How many marks were taken."""
        return sum(self.studies.values())


REPORT = "sr"
"""Structured reports are read with the dataset at hand: their image and frame tell the view."""


def read_labels(path: Path, archive: Archive, form: str | None = None) -> ForeignLabels:
    """The labels of a file or a folder; the format is told by what is there unless it is given.

    ExchangeError where they cannot be read.
    """
    chosen = form or _format(path)
    pictures = report_reader.read(path, archive) if chosen == REPORT else READERS[chosen](path)
    return ForeignLabels(chosen, tuple(pictures))


def _format(path: Path) -> str:
    if path.is_dir():
        return _format_of_folder(path)
    if path.suffix.lower() in (".yaml", ".yml", ".names"):
        return "yolo"
    if path.suffix.lower() == ".xml":
        return "voc"
    if path.is_file() and _is_dicom(path):
        return REPORT
    document = json_of(path)
    if isinstance(document, dict) and "shapes" in document:
        return "labelme"
    return "coco"


def _is_dicom(path: Path) -> bool:
    with opened(path) as file:
        return looks_like_dicom(file.read(132))


def _format_of_folder(path: Path) -> str:
    for ending, form in (("data.yaml", "yolo"), ("classes.txt", "yolo"), ("*.xml", "voc")):
        if next(path.rglob(ending), None) is not None:
            return form
    found = _format_of_json(path)
    if found is not None:
        return found
    if next(path.rglob("*.dcm"), None) is not None:
        return REPORT
    text = "{folder} holds no labels of a known format. Nothing was taken."
    raise ExchangeError(text, folder=path.name)


def _format_of_json(path: Path) -> str | None:
    """What the first JSON file below a folder is that holds labels at all."""
    for file in sorted(path.rglob("*.json"))[:MOST_FILES]:
        document = json_of(file)
        if coco_reader.is_coco(document):
            return "coco"
        if isinstance(document, dict) and "shapes" in document:
            return "labelme"
    return None


def read_mapping(path: Path) -> dict[str, str | None]:
    """A JSON object from the other tool's labels to codes of the dataset; null leaves a label out. ExchangeError."""
    stated = json_of(path)
    try:
        return {
            str(name): None if code is None else label_text(code) for name, code in stated.items()
        }
    except (AttributeError, RuleError) as problem:
        text = "{file} maps no labels: it is a JSON object from a label to a code, or to null. Nothing was taken."
        raise ExchangeError(text, file=path.name) from problem


def unmapped(
    found: ForeignLabels, book: CodeBook, mapping: Mapping[str, str | None]
) -> dict[str, int]:
    """The labels that are neither mapped nor codes of the book, with the number of their marks."""
    return {
        label: count
        for label, count in found.labels.items()
        if label not in mapping and not book.knows(label)
    }


def import_labels(
    archive: Archive,
    reader: str,
    found: ForeignLabels,
    mapping: Mapping[str, str | None],
    *,
    add: bool = False,
    scale: bool = False,
) -> Imported:
    """Write the marks as drafts of that reader, study by study; each study is taken whole or not at all.

    A label without a mapping stays as it is: the draft shows it as unknown until the reader codes it. `add` puts marks into a
    draft that holds some already; `scale` takes pictures of another size.
    """
    _check_targets(archive.book, mapping)
    done = Imported(unknown=unmapped(found, archive.book, mapping))
    own = archive.as_reader(reader)
    keys = set(archive.study_keys())
    by_study: dict[str, list[Lesion]] = {}
    for picture in found.pictures:
        done.left += [(picture.name, problem) for problem in picture.problems]
        try:
            key, lesions = _lesions(picture, own, keys, mapping, scale)
        except RuleError as problem:
            done.left.append((picture.name, problem.sentence))
            continue
        by_study.setdefault(key, []).extend(lesions)
    for key, lesions in sorted(by_study.items()):
        _take(own, key, lesions, found, add, done)
    return done


def import_report(archive: Archive, reader: str, report: Outcome) -> Outcome:
    """What becomes of a structured report that an import found: its marks are a draft of that reader, or why they are not."""
    try:
        found = ForeignLabels(REPORT, tuple(report_reader.read(Path(report.source), archive)))
        done = import_labels(archive, reader, found, {})
    except (ArchiveError, ExchangeError) as problem:
        return Outcome(report.source, "refused", error=told(problem))
    notes = tuple(sentence for _, sentence in done.left)
    if not done.studies:
        said = joined("; ", notes) if notes else Sentence("It marks nothing.")
        return Outcome(report.source, "refused", error=said)
    return Outcome(report.source, "draft", next(iter(done.studies)), notes=notes)


def _check_targets(book: CodeBook, mapping: Mapping[str, str | None]) -> None:
    for code in mapping.values():
        if code is not None:
            try:
                book.parse(code)
            except ValueError as problem:
                raise ExchangeError(
                    "{problem} Nothing was taken; mend the mapping.", problem=told(problem)
                ) from problem


def _lesions(
    picture: ForeignPicture,
    own: Archive,
    keys: set[str],
    mapping: Mapping[str, str | None],
    scale: bool,
) -> tuple[str, list[Lesion]]:
    view = picture.view
    if view is None or view[0] not in keys:
        raise RuleError(
            "no study of this dataset is named in it (a name holds <study>_ANT or <study>_POST)"
        )
    key, projection = view
    if projection not in own.study(key).projections:
        raise RuleError("the study has no {view} view", view=projection)
    across, down = _factors(picture, scale)
    return key, [
        _lesion(mark, projection, mapping, across, down)
        for mark in picture.marks
        if mapping.get(mark.label, "") is not None
    ]


def _factors(picture: ForeignPicture, scale: bool) -> tuple[float, float]:
    rows, columns = picture.size or (ROWS, COLUMNS)
    if (rows, columns) != (ROWS, COLUMNS) and not scale:
        text = "the marks were drawn on {rows} x {columns} pixels, and views have {wanted_rows} x {wanted_columns}"
        raise RuleError(text, rows=rows, columns=columns, wanted_rows=ROWS, wanted_columns=COLUMNS)
    return COLUMNS / columns, ROWS / rows


def _lesion(
    mark: ForeignMark,
    projection: Projection,
    mapping: Mapping[str, str | None],
    across: float,
    down: float,
) -> Lesion:
    shape = mark.shape if (across, down) == (1.0, 1.0) else scaled(mark.shape, across, down)
    label = mapping.get(mark.label) or mark.label
    if mark.whole is not None:
        return replace(mark.whole, shape=shape, label=label, group_id=mark.group, uid=new_uid())
    return Lesion(projection, shape, label, group_id=mark.group, description=mark.note)


def _take(
    own: Archive, key: str, lesions: list[Lesion], found: ForeignLabels, add: bool, done: Imported
) -> None:
    try:
        before = own.reading(own.reader or "", key) or Reading(key, own.reader or "")
        _check_free(own, before, lesions, add)
        if lesions:
            own.save(before.adding(*lesions))
            own.note(key, ACT, found.format)
            done.studies[key] = len(lesions)
    except (ArchiveError, LabelError, durable.NotSaved, RuleError) as problem:
        done.left.append((key, told(problem)))


def _check_free(own: Archive, before: Reading, lesions: Sequence[Lesion], add: bool) -> None:
    if before.sealed or own.is_sealed(before.reader, before.study):
        raise RuleError(
            "the reading of {reader} is sealed; it stays as it is", reader=before.reader
        )
    if before.lesions and not add:
        text = "the draft of {reader} holds marks already, and nobody said that these are to be added to them"
        raise RuleError(text, reader=before.reader)
    for projection in Projection:
        if sum(one.projection is projection for one in (*before.lesions, *lesions)) > MOST_SHAPES:
            raise RuleError("a view would have more than {most} marks", most=MOST_SHAPES)


def to_json(done: Imported) -> dict[str, Any]:
    """Plain values of what became of an import."""
    left = [{"source": name, "error": sentence} for name, sentence in done.left]
    return {"marks": done.marks, "studies": done.studies, "unknown": done.unknown, "left": left}
