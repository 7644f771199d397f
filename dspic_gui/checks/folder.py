"""Whether the files of a dataset folder keep the rules: studies, pictures, reports, label files, settlements, predictions, reviews."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from dspic_gui.checks.label_file import Breach, check_label_file, check_place, picture_size
from dspic_gui.checks.whole import what_is_missing
from dspic_gui.code import CodeBook, CodeError, load_code_book
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.belonging import EXCHANGED, other_report, read_secret, strange_views
from dspic_gui.dataset.conflict_copies import unsettled
from dspic_gui.dataset.description import GUEST, read_dataset
from dspic_gui.dataset.drawn_pictures import OTHER_DRAWN, is_drawn_from
from dspic_gui.dataset.own_pictures import other_pictures
from dspic_gui.dataset.study_file import study_from_json
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.adjudication import AdjudicationError, read_adjudication
from dspic_gui.labels.text import LabelError, load_strictly
from dspic_gui.labels.view_file import LabelFile
from dspic_gui.plain_file import LARGEST_JSON, content_of, opened, text_of
from dspic_gui.prediction_file import read_prediction
from dspic_gui.report import ReportError, read_report
from dspic_gui.reviews import read_reviews
from dspic_gui.scans.decoder import DecodeError, load_views
from dspic_gui.sentence import reason_of
from dspic_gui.study import COLUMNS, ROWS, Projection, Study, ViewSource

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_LABEL_FOLDERS = (layout.READINGS, layout.CONSENSUS, layout.TRUTH)


class DatasetCheck:
    """The check of one dataset folder; `counts` says how many files of each kind were looked at. DatasetError where it is none."""

    def __init__(self, folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> None:
        self.folder = folder.absolute()
        self._progress = progress
        self._digests: dict[Path, str] = {}
        self.dataset = read_dataset(folder)
        self.counts: dict[str, int] = {}
        self._studies: dict[str, Study | Breach] = {}

    @cached_property
    def book(self) -> CodeBook:
        """The dataset's code book, the built-in one where that cannot be used."""
        try:
            return load_code_book(self.folder / self.dataset.codes if self.dataset.codes else None)
        except CodeError:
            return load_code_book()

    def breaches(self) -> Iterator[Breach]:
        """Every rule that is broken, folder by folder."""
        yield from self._code_book()
        settled = self._entries(layout.ADJUDICATIONS, ".json")
        studies = self._entries(layout.STUDIES, ".json")
        for done, path in enumerate(studies, start=1):
            yield from self.file(path)
            self._progress(done, len(studies))
        for path in [*self._entries(layout.REPORTS), *self._label_files(), *settled]:
            yield from self.file(path)
        for path in self._entries(layout.READINGS):
            if path.name not in (*self.dataset.readers, GUEST, self.dataset.protocol.adjudicator):
                yield Breach(self._name(path), f"“{path.name[:80]}” is no planned reader of this dataset.", values={"reader": path.name})
        yield from self._predictions_and_reviews()
        yield from what_is_missing(self.folder, self.dataset)
        for copy, file, at in unsettled(self.folder):
            said = f"another program had changed the file, so what could not be saved at {at:%Y-%m-%d %H:%M:%S} UTC is kept apart"
            values = {"copy": copy.as_posix()}
            yield Breach(file.as_posix(), f"{said} ({copy.as_posix()}); the reader finds it among the earlier versions.", values=values)

    def file(self, path: Path) -> Iterator[Breach]:
        """The rules that one file of the dataset breaks, by the folder in which it stands."""
        folder = path.relative_to(self.folder).parts[0]
        if folder == layout.STUDIES:
            yield from self._study(path)
        elif folder == layout.REPORTS:
            yield from self._report(path)
        elif folder == layout.ADJUDICATIONS:
            yield from self._adjudication(path)
        elif folder in (layout.DATASET, layout.LABELS, self.dataset.codes):
            yield from self._code_book()
        else:
            yield from self._label_file(path)

    def _entries(self, folder: str, ending: str = "") -> list[Path]:
        """The files of a folder in order; what begins with a dot is the program's own and no data."""
        if not (place := self.folder / folder).is_dir():
            return []
        return sorted(entry for entry in place.iterdir() if entry.name.endswith(ending) and not entry.name.startswith("."))

    def _label_files(self) -> Iterator[Path]:
        for folder in (*(f"{layout.READINGS}/{reader.name}" for reader in self._entries(layout.READINGS)), layout.CONSENSUS, layout.TRUTH):
            yield from self._entries(folder, ".json")

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _count(self, kind: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1

    def _code_book(self) -> Iterator[Breach]:
        if self.dataset.codes:
            try:
                load_code_book(self.folder / self.dataset.codes)
            except CodeError as problem:
                yield Breach(self.dataset.codes, str(problem))
        path = self.folder / layout.LABELS
        if not path.is_file():
            yield Breach(layout.LABELS, "the file is missing: labelme would not know which labels are allowed.")
            return
        try:
            said = text_of(path, "replace").splitlines()
        except OSError as problem:
            yield Breach(layout.LABELS, f"the file cannot be read ({reason_of(problem)}).")
            return
        odd = sorted(set(said) ^ set(self.book.labels()))
        if odd:
            yield Breach(
                layout.LABELS, f"“{odd[0][:80]}” stands in the list or in the code book, but not in both.", values={"label": odd[0]}
            )

    def _study_of(self, key: str) -> Study | Breach:
        """The study of that key, or what is wrong with its file."""
        if key not in self._studies:
            self._studies[key] = _read_study(self.folder, key)
        return self._studies[key]

    def _study(self, path: Path) -> Iterator[Breach]:
        self._count("studies")
        name = self._name(path)
        study = self._study_of(path.stem)
        if not layout.is_study_key(path.stem):
            yield Breach(name, f"“{path.stem[:80]}” is no study key (16 hex digits), so the study is not shown.", values={"key": path.stem})
        if isinstance(study, Breach):
            yield study
            return
        if not study.views:
            yield Breach(name, "the study has no view.")
        yield from (Breach(file, said, values={"study": study.key}) for file, said in other_report(self.folder, study))
        whole = True
        for view in study.views:
            broken = list(self._source(view, name))
            whole = whole and not broken
            yield from broken
            yield from self._picture(study.key, view.projection)
        if whole:
            yield from self._pixels(study, name)
            yield from self._belonging(study, name)

    def _belonging(self, study: Study, name: str) -> Iterator[Breach]:
        """Whether patient and originals came in together; where the key is missing, that is said elsewhere."""
        with suppress(OSError, ValueError):
            if views := ", ".join(strange_views(read_secret(self.folder), study)):
                yield Breach(name, EXCHANGED.format(views=views), values={"patient": study.patient})

    def _pixels(self, study: Study, name: str) -> Iterator[Breach]:
        """Whether each view shows the counts that were imported as it, and its picture these: what is exchanged by hand does not."""
        try:
            views = load_views(self.folder, study.views)  # a file of both frames is read once
        except DecodeError:
            yield from self._not_shown([view for view in study.views if view.pixels_sha256], name)
            return
        for projection, view in views.items():
            picture = layout.picture_file(study.key, projection)
            with suppress(OSError):  # which is said of the picture by itself
                if picture_size(self.folder / picture)[0] == (ROWS, COLUMNS) and not is_drawn_from(self.folder / picture, view.counts):
                    yield Breach(picture, OTHER_DRAWN)

    def _not_shown(self, views: Iterable[ViewSource], name: str) -> Iterator[Breach]:
        for view in views:
            try:
                load_views(self.folder, [view])
            except DecodeError as problem:
                yield Breach(name, f"views.{view.projection}: {problem}", values={"file": view.file, "view": view.projection.value})

    def _picture(self, key: str, projection: Projection) -> Iterator[Breach]:
        self._count("pictures")
        picture = layout.picture_file(key, projection)
        size, sentence = picture_size(self.folder / picture)
        if size is None:
            yield Breach(picture, sentence)
        elif size != (ROWS, COLUMNS):
            yield Breach(picture, f"the picture has {size[0]} rows x {size[1]} columns, not {ROWS} x {COLUMNS}.")

    def _source(self, view: ViewSource, name: str) -> Iterator[Breach]:
        values = {"file": view.file}
        said = f"views.{view.projection}.file “{view.file}”"
        try:
            path = (self.folder / view.file).resolve()
            homes = [self.folder.resolve(), *((self.folder / outside).resolve() for outside in self.dataset.scans)]
            there = path.is_file()
        except (OSError, RuntimeError, ValueError):  # a name that the system cannot use, a loop of links
            yield Breach(name, f"{said} cannot be the place of a file.", values=values)
            return
        if not any(path.is_relative_to(home) for home in homes):
            yield Breach(name, f"{said} is neither in the dataset nor in its scan folders.", values=values)
        elif not there:
            yield Breach(name, f"{said} is missing.", values=values)
        elif _HASH.match(view.sha256):
            yield from self._content(path, view, name, said)
        if not _HASH.match(view.sha256):
            yield Breach(name, f"views.{view.projection}.sha256 “{view.sha256[:80]}” is no hash.", values={"sha256": view.sha256})

    def _content(self, path: Path, view: ViewSource, name: str, said: str) -> Iterator[Breach]:
        """Whether the scan is the file that was imported; a file of several views is read once."""
        try:
            if path not in self._digests:
                with opened(path) as file:
                    self._digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            yield Breach(name, f"{said} cannot be read ({reason_of(problem)}).", values={"file": view.file})
            return
        if self._digests[path] != view.sha256:
            sentence = f"{said} is not the file that was imported (its hash differs): another scan, or a damaged one."
            yield Breach(name, sentence, values={"file": view.file, "sha256": self._digests[path]})

    def _adjudication(self, path: Path) -> Iterator[Breach]:
        self._count("adjudications")
        if isinstance(self._study_of(path.stem), Breach):
            yield Breach(self._name(path), "there is no study that this file could settle.")
        try:
            read_adjudication(self.folder, path.stem)
        except AdjudicationError as problem:
            yield Breach(self._name(path), str(problem))

    def _predictions_and_reviews(self) -> Iterator[Breach]:
        try:
            archive = Archive(self.folder)
        except ArchiveError:
            return  # Its sentence stands among the breaches already.
        keys = set(layout.study_keys(self.folder))
        kinds: tuple[tuple[str, Callable[[Archive, str, str], object]], ...] = (
            (layout.PREDICTIONS, read_prediction),
            (layout.REVIEWS, read_reviews),
        )
        for kind, read in kinds:
            for path in sorted((self.folder / kind).glob("*/*.json")):
                self._count(kind)
                if path.stem not in keys:
                    yield Breach(self._name(path), "there is no study that this file could be about.")
                    continue
                try:
                    read(archive, path.parent.name, path.stem)
                except ArchiveError as problem:
                    yield Breach(self._name(path), str(problem))

    def _report(self, path: Path) -> Iterator[Breach]:
        self._count("reports")
        name = self._name(path)
        if isinstance(self._study_of(path.stem), Breach):
            yield Breach(name, f"there is no study {path.stem[:80]}.", values={"study": path.stem})
        try:
            read_report(content_of(path, LARGEST_JSON), path.name)
        except OSError as problem:
            yield Breach(name, f"the file cannot be read ({reason_of(problem)}).")
        except ReportError as problem:
            yield Breach(name, str(problem))

    def _label_file(self, path: Path) -> Iterator[Breach]:
        self._count("label files")
        name = self._name(path)
        place, found = path.parent, layout.view_of(path.name)
        file, breaches = check_label_file(path, self.folder, self.book)
        yield from breaches
        if file and file.plain:
            self._count("of them plain LabelMe, which do not vote")
        if place.relative_to(self.folder).parts[:1] not in [(folder,) for folder in _LABEL_FOLDERS]:
            return
        if not found:
            yield Breach(name, "the name is not <study>_ANT.json or <study>_POST.json.")
            return
        key, projection = found
        study = self._study_of(key)
        if isinstance(study, Breach) or not study.source(projection):
            yield Breach(name, f"there is no study {key[:80]} with the view {projection}.", values={"study": key, "view": projection.value})
        if file:
            yield from check_place(file, key, projection, place.name)
            if isinstance(study, Study):
                yield from _read_on(file, study, projection)
            if place.name == layout.CONSENSUS:
                yield from _result_and_lesions(file)


def _read_on(file: LabelFile, study: Study, projection: Projection) -> Iterator[Breach]:
    """Whether the view still shows the counts on which the marks were made."""
    was = (file.own or {}).get("pixels_sha256")
    if was and other_pictures(study, {projection: was}):
        said = "the marks were made on another picture than the study shows now as this view."
        if (file.own or {}).get("reader") == layout.CONSENSUS:
            said = "the consensus was settled on another picture than the study shows now as this view; consolidate again."
        yield Breach(file.name, said, values={"pixels_sha256": was})


def _result_and_lesions(file: LabelFile) -> Iterator[Breach]:
    """Whether a view's result in the consensus and its agreed lesions name the same diseases; a missing lesion may wait in the queue."""
    own = file.own or {}
    if own.get("result") not in set(Answer):
        return
    answer, shown = Answer(own["result"]), {lesion.disease for lesion in file.lesions if lesion.disease}
    over, missing = (", ".join(sorted(found)) for found in (shown - answer.diseases, answer.diseases - shown))
    values = {"result": answer.value}
    if over:
        said = f"agreed lesions of {over} contradict the answer “{answer}”; settle the answer or reject the lesions, then consolidate."
        yield Breach(file.name, said, values=values)
    if missing and not own.get("settled") and "no_place" not in (own.get("queue") or ()):
        yield Breach(file.name, f"the answer “{answer}” has no agreed lesion of {missing} and does not wait for a person.", values=values)


def dataset_of(path: Path) -> Path | None:
    """The dataset folder that a file stands in, None where it stands in none."""
    return next((folder for folder in path.absolute().parents if layout.is_dataset(folder)), None)


def _read_study(folder: Path, key: str) -> Study | Breach:
    name = layout.study_file(key)
    try:
        return study_from_json(key, load_strictly(content_of(folder / name, LARGEST_JSON), name))
    except LabelError as problem:
        return Breach(name, problem.problem, values=problem.values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        reason = reason_of(problem) if isinstance(problem, OSError) else f"{type(problem).__name__}: {problem}"
        return Breach(name, f"the study cannot be read ({reason}).")
