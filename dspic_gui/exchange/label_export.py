"""Labels out: the views of a source of labels as a folder in one of the formats, with pictures, views.csv and a README."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dspic_gui import __version__
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange import coco, label_masks, label_table, labelme_folder, voc, yolo
from dspic_gui.exchange.label_pictures import Pictures, counts_npz, picture_png
from dspic_gui.exchange.label_set import LabelSet
from dspic_gui.exchange.label_view import LabelView, Selection, classes_of, select
from dspic_gui.exchange.new_folder import ExchangeError, put, whole_folder
from dspic_gui.exchange.noted import note_export
from dspic_gui.exchange.split_file import part_finder, read_split
from dspic_gui.ground_truth.label_source import Tally
from dspic_gui.sentence import Sentence
from dspic_gui.study import Study

Progress = Callable[[int, int], None]


class Cancelled(ExchangeError):  # noqa: N818 - the user's own act
    """The user stopped it; nothing is left of it."""


@dataclass(frozen=True)
class Format:
    """A format of labels: what writes it, where its pictures lie, and what the README says of it. `deep` takes 16-bit pictures."""

    write: Callable[[LabelSet, Path], None]
    picture_place: Callable[[LabelView], str]
    about: str
    deep: bool = True


FORMATS: Mapping[str, Format] = {
    "coco": Format(coco.write, coco.picture_place, coco.ABOUT),
    "yolo": Format(
        partial(yolo.write, outlines=False),
        yolo.picture_place,
        yolo.ABOUT.format(lines=yolo.LINES[False]),
    ),
    "yolo-seg": Format(
        partial(yolo.write, outlines=True),
        yolo.picture_place,
        yolo.ABOUT.format(lines=yolo.LINES[True]),
    ),
    "voc": Format(voc.write, voc.picture_place, voc.ABOUT),
    "csv": Format(label_table.write, label_table.picture_place, label_table.ABOUT),
    "masks": Format(label_masks.write, label_masks.picture_place, label_masks.ABOUT),
    "labelme": Format(
        labelme_folder.write, labelme_folder.picture_place, labelme_folder.ABOUT, deep=False
    ),
}


@dataclass(frozen=True)
class LabelExport:
    """What is asked for: format, source of the labels, pictures, split, whether open answers go along, classes by code or disease."""

    format: str
    labels: str
    pictures: Pictures = Pictures.SHOWN
    split: Path | None = None
    provisional: bool = False
    classes: str = "code"


@dataclass(frozen=True)
class Exported:
    """What went out, what was counted of open answers, and what could not be read as (study, sentence)."""

    views: int
    lesions: int
    tally: Tally = field(default_factory=Tally)
    notice: Sentence | None = None
    without_part: int = 0
    problems: tuple[tuple[str, str], ...] = ()


def export_labels(
    archive: Archive,
    target: Path,
    wanted: LabelExport,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Exported:
    """Write the folder, whole or not at all. ExchangeError, ArchiveError or DecodeError leave nothing behind."""
    form = FORMATS[wanted.format]
    if wanted.pictures is Pictures.COUNTS and not form.deep:
        text = "{format} opens no 16-bit pictures. Nothing was written; choose 8bit, or counts-npz for the counts beside them."
        raise ExchangeError(text, format=wanted.format)
    chosen = select(archive, wanted.labels, provisional=wanted.provisional, part_of=_parts(wanted))
    without_part = sum(view.part is None for view in chosen.views) if wanted.split else 0
    views = tuple(view for view in chosen.views if view.part is not None or not wanted.split)
    if not views:
        text = "{dataset} has no views with firm labels of {labels} to export. Nothing was written."
        raise ExchangeError(text, dataset=archive.dataset.name, labels=wanted.labels)
    classes = tuple(classes_of(archive.book, list(views), by=wanted.classes))
    labels = LabelSet(
        archive.dataset.name,
        wanted.labels,
        views,
        classes,
        wanted.classes,
        wanted.pictures,
        form.picture_place,
    )
    with whole_folder(target) as folder:
        form.write(labels, folder)
        label_table.write_views(labels, folder)
        put(
            folder / "README.txt",
            _readme(labels, form, wanted, chosen, "simulation" in archive.dataset.extra).encode(),
        )
        _write_pictures(archive, labels, folder, progress, cancelled)
        what = f"{wanted.format}, labels of {wanted.labels}, {len(views)} views: {target.name}"
        unnoted = note_export(archive, what)
    lesions = sum(len(view.lesions) for view in views)
    return Exported(
        len(views),
        lesions,
        chosen.tally,
        chosen.notice,
        without_part,
        (*chosen.problems, *unnoted),
    )


def _parts(wanted: LabelExport) -> Callable[[Study], str | None]:
    return part_finder(read_split(wanted.split)) if wanted.split else lambda study: None


def _write_pictures(
    archive: Archive,
    labels: LabelSet,
    folder: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    for done, view in enumerate(labels.views):
        progress(done, len(labels.views))
        if cancelled():
            raise Cancelled("The export was stopped. Nothing of it was kept.")
        if labels.pictures is Pictures.NONE:
            continue
        counts = archive.views(view.study.key)[view.projection].counts
        put(folder / labels.picture_place(view), picture_png(counts, labels.pictures, view.name))
        if labels.pictures is Pictures.ARRAYS:
            put(folder / "counts" / f"{view.name}.npz", counts_npz(counts))
    progress(len(labels.views), len(labels.views))


_PICTURES = {
    Pictures.SHOWN: "Pictures are 8-bit PNG, hot is bright: linear from 0 to the 99.9th percentile of the view's non-zero pixels, "
    "brighter pixels are cut. They are for looking at; a network that was trained on counts answers otherwise on them.",
    Pictures.COUNTS: "Pictures are 16-bit PNG: a pixel's value is its count. Most viewers show them nearly black.",
    Pictures.ARRAYS: "Pictures are 8-bit PNG, linear from 0 to the 99.9th percentile of the view's non-zero pixels, brighter pixels cut; "
    "counts/<name>.npz holds the counts themselves as the array `counts`, rows x columns.",
    Pictures.NONE: "No pictures were asked for.",
}


def _readme(
    labels: LabelSet, form: Format, wanted: LabelExport, chosen: Selection, simulated: bool
) -> str:
    said = [str(one) for one in (chosen.tally.sentence, chosen.notice) if one]
    warning = ["These are simulated scans, not patients."] if simulated else []
    return "\n".join(
        [
            f"{labels.dataset}: labels of {labels.labels}, {len(labels.views)} views, written by dSPIC Workstation {__version__}.",
            "Research use only. Not for diagnosis.",
            *warning,
            "",
            form.about,
            "",
            _PICTURES[labels.pictures],
            "Coordinates are pixels of the upright picture, 256 wide and 1024 high, x right and y down;",
            "the outer corner of the first pixel is 0, 0.",
            "",
            "views.csv has a row for each view: study and patient (pseudonyms), view (ANT anterior, POST posterior), answer, how firm the",
            "answer is (firm; provisional: a reader is missing; disputed: it waits for a person), whose it is, the scan's file,",
            "frame and SHA-256.",
            *said,
            "",
        ]
    )
