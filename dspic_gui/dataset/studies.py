"""The studies of a dataset folder: what no reader changes, and what no reader is blinded to."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from dspic_gui import durable
from dspic_gui.code import CodeBook, CodeError, load_code_book
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.belonging import bound, pseudonym, read_secret, strange_report, strange_views, with_report
from dspic_gui.dataset.description import Dataset, DatasetError, read_dataset
from dspic_gui.dataset.folder import ArchiveError as ArchiveError
from dspic_gui.dataset.study_file import study_from_json, study_to_json
from dspic_gui.labels.view_file import LabelError, parse_label_file, reading_of
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.reading import Reading
from dspic_gui.report import Report, ReportError, read_report
from dspic_gui.scans import decoder
from dspic_gui.sentence import told, unreadable
from dspic_gui.study import Projection, Study, View


def read_truth(folder: Path, key: str) -> Reading | None:
    """What is really there in a simulated study, None where nobody simulated it; LabelError where a file is damaged."""
    files = {}
    for projection in Projection:
        path = folder / layout.truth_file(key, projection)
        if path.exists():
            try:
                files[projection] = parse_label_file(content_of(path), path.name, projection)
            except OSError as problem:
                raise LabelError.of(unreadable(problem, layout.truth_file(key, projection))) from problem
    return reading_of(files, key, layout.TRUTH) if files else None


class Studies:
    """A dataset folder with its description, code book and studies; ArchiveError where it is none. It keeps its secret alone in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.anchor = layout.Anchor(folder)
        durable.follow_rights_of(folder)
        self.dataset = self._read_dataset()
        self._refuse_links()
        self.book = self._read_book()

    def _refuse_links(self) -> None:
        """What is written in a dataset stays in it, whoever made it."""
        if (name := layout.linked(self.folder)) is not None:
            text = "“{name}” in {dataset} is a link that leads elsewhere; nothing is written there. Put the folder itself in its place."
            raise ArchiveError(text, name=name, dataset=self.dataset.name)

    def _read_dataset(self) -> Dataset:
        try:
            return read_dataset(self.folder)
        except DatasetError as problem:
            raise ArchiveError(problem.sentence) from problem

    def _read_book(self) -> CodeBook:
        try:
            return load_code_book(self.folder / self.dataset.codes if self.dataset.codes else None)
        except CodeError as problem:
            raise ArchiveError(problem.sentence) from problem

    def study_keys(self) -> list[str]:
        """The keys of all studies, sorted."""
        return layout.study_keys(self.folder)

    def study(self, key: str) -> Study:
        """What is known of a study; ArchiveError where there is none or its file breaks a rule."""
        try:
            return study_from_json(key, json.loads(content_of(self._study_path(key), LARGEST_JSON)))
        except FileNotFoundError:
            raise ArchiveError("There is no study {key} in {dataset}.", key=key, dataset=self.dataset.name) from None
        except OSError as problem:
            raise ArchiveError(unreadable(problem, layout.study_file(key))) from problem
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as problem:
            text = "{file} cannot be used ({problem}). No reading was touched; import the scan again."
            raise ArchiveError(text, file=layout.study_file(key), problem=told(problem)) from problem

    def save_study(self, study: Study, new: Collection[str] = (), report: bytes | None = None) -> None:
        """Write what is known of a study: from then on it is in the dataset, with the originals `new` (their sha256)."""
        durable.write(self._study_path(study.key), self.study_content(study, new, report), root=self.folder, keep_versions=False)

    def study_content(self, study: Study, new: Collection[str] = (), report: bytes | None = None) -> bytes:
        """The bytes of the study's file, which says of each original that it came in as this study of this patient.

        `report` is the content of a report that becomes its own.
        """
        with suppress(ArchiveError):  # without its key a dataset takes no new scans
            study = bound(self._secret, study, new)
            study = with_report(self._secret, study, durable.sha256(report)) if report is not None else study
        return study_to_json(study)

    def strange_views(self, study: Study) -> tuple[Projection, ...]:
        """The views whose original did not come in as this study of this patient, as far as the dataset can tell."""
        try:
            return strange_views(self._secret, study)
        except ArchiveError:
            return ()

    def strange_report(self, study: Study) -> str:
        """What is wrong with the report beside the study, as `belonging.strange_report` says; nothing where it cannot be told."""
        try:
            return strange_report(self._secret, study, self.folder)
        except (ArchiveError, OSError):
            return ""

    def _study_path(self, key: str) -> Path:
        if not layout.is_study_key(key):
            raise ArchiveError("“{key}” is not the key of a study.", key=key[:40])
        return self.folder / layout.study_file(key)

    def study_key(self, identity: str) -> str:
        """The pseudonym of a StudyInstanceUID, or of a file's sha256 where there is none."""
        return self._pseudonym(identity)

    def patient_key(self, identity: str) -> str:
        """The pseudonym of a patient."""
        return self._pseudonym("patient:" + identity)

    @cached_property
    def _secret(self) -> bytes:
        try:
            return read_secret(self.folder)
        except (OSError, ValueError) as problem:
            text = "{dataset} has no key that can be read, so scans cannot be given its pseudonyms. Nothing was changed; put the file back."
            raise ArchiveError(text, dataset=self.dataset.name) from problem

    def _pseudonym(self, identity: str) -> str:
        return pseudonym(self._secret, identity)

    def views(self, key: str) -> dict[Projection, View]:
        """The views of a study with their pixels, anterior first, read from the scans at each call. DecodeError is a sentence."""
        return decoder.load_views(self.folder, self.study(key).views)

    def picture(self, key: str, projection: Projection) -> Path:
        """The 8-bit picture of a view, on the same pixel grid."""
        return self.folder / layout.picture_file(key, projection)

    def stored_report(self, key: str) -> Report | None:
        """The diagnostic report, whoever asks; None where there is none."""
        name = layout.shown_report(self.folder, key)
        try:
            return read_report(content_of(self.folder / name, LARGEST_JSON), name)
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise ReportError(unreadable(problem, name)) from problem
