"""The dataset folder: who reads, which studies there are, where every file lies; blind until sealed."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Self

from dspic_gui import durable
from dspic_gui.code import CodeBook, CodeError, load_code_book
from dspic_gui.counts.region import region_statistics
from dspic_gui.dataset import audit, exchange
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import Act
from dspic_gui.dataset.description import (
    GUEST,
    LEAD,
    Dataset,
    DatasetError,
    Protocol,
    parse_dataset,
    read_dataset,
    valid_reader,
)
from dspic_gui.dataset.seal_rules import SealWarning, unresolved
from dspic_gui.dataset.store import OpenedReading, ReadingStore, Statistics
from dspic_gui.dataset.study_file import study_from_json, study_to_json
from dspic_gui.labels.view_file import LabelError, parse_label_file, reading_of
from dspic_gui.reading import Lesion, Reading, State
from dspic_gui.report import Report, read_report
from dspic_gui.scans import decoder
from dspic_gui.sentence import SaidError, Sentence, joined, told
from dspic_gui.shape import Shape
from dspic_gui.study import Projection, Study, View


class ArchiveError(SaidError):
    """Something in the dataset folder cannot be used; the text is a sentence for the reader."""


class Blinded(ArchiveError):  # noqa: N818 - a state of the reader, not a fault
    """What was asked for may not be seen yet."""


class SealRefused(ArchiveError):  # noqa: N818 - the archive refuses
    """The reading cannot be sealed; `warnings` say what must be settled."""

    def __init__(self, warnings: tuple[SealWarning, ...]) -> None:
        super().__init__("The reading is not sealed: {warnings}", warnings=joined(" ", (warning.sentence for warning in warnings)))
        self.warnings = warnings


class Archive:
    """A dataset folder as one person sees it: a reader (blind as the protocol says), or the study lead (`reader` None)."""

    def __init__(self, folder: Path, reader: str | None = None) -> None:
        self.folder = folder
        self.dataset = self._read_dataset()
        self.reader = reader
        if reader is not None and reader not in (*self.dataset.readers, GUEST, self.dataset.protocol.adjudicator):
            text = "{reader} is not a planned reader of {dataset}. Choose one of {readers}."
            raise ArchiveError(text, reader=reader, dataset=self.dataset.name, readers=", ".join(self.dataset.readers))
        self.book = self._read_book()
        self._stores: dict[str, ReadingStore] = {}
        self._views: dict[str, dict[Projection, View]] = {}
        self._figures: dict[tuple[str, Projection, Shape], Mapping[str, Any]] = {}
        self._finish_exchange()
        if reader is not None:
            self._finish_interrupted(reader)

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        readers: Iterable[str] = ("R1", "R2", "R3"),
        *,
        blind_to_report: bool = False,
        order: str = "given",
        seed: int = 0,
        codes: Path | None = None,
        adjudicator: str | None = None,
        secret: str | None = None,
    ) -> Self:
        """Make a dataset in a folder that holds none; ArchiveError where one stands already or a name is not allowed.

        `order` is "given" or "random" (each reader another one, by `seed`); `codes` is a code book that is copied into the dataset;
        `adjudicator` is who alone settles what the vote leaves open (None: any planned reader).
        """
        names = tuple(readers)
        if (folder / layout.DATASET).exists():
            text = "{folder} already holds a dataset. Nothing was changed; open it, or choose another folder."
            raise ArchiveError(text, folder=folder.name)
        bad = [reader for reader in (*names, *([adjudicator] if adjudicator is not None else [])) if not valid_reader(reader)]
        if bad or not names:
            text = "{name} cannot be a reader's name: use letters, digits, _ and -, up to 32. Nothing was made."
            raise ArchiveError(text, name=repr(bad[0] if bad else ""))
        try:
            protocol = Protocol(blind_to_report=blind_to_report, order=order, seed=seed, adjudicator=adjudicator)
            dataset = Dataset(name, names, protocol=protocol, codes=layout.CODES if codes else None)
            dataset = parse_dataset(json.loads(dataset.to_json()))
            book, book_content = load_code_book(codes), codes.read_bytes() if codes else None
        except CodeError as problem:
            raise ArchiveError(problem.sentence) from problem
        except (ValueError, DatasetError) as problem:
            raise ArchiveError("The dataset cannot be made: {problem}. Nothing was written.", problem=told(problem)) from problem
        durable.write(folder / layout.SECRET, (secret or secrets.token_hex(32)).encode() + b"\n", root=folder, keep_versions=False)
        if book_content is not None:
            durable.write(folder / layout.CODES, book_content, root=folder, keep_versions=False)
        labels = "\n".join(book.labels()) + "\n"
        durable.write(folder / layout.LABELS, labels.encode(), root=folder, keep_versions=False)
        durable.write(folder / layout.DATASET, dataset.to_json(), root=folder, keep_versions=False)
        return cls(folder)

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

    def as_reader(self, reader: str | None) -> Archive:
        """The same dataset as that reader sees it."""
        return type(self)(self.folder, reader)

    # Studies

    def study_keys(self) -> list[str]:
        """The keys of all studies, sorted."""
        return layout.study_keys(self.folder)

    def study(self, key: str) -> Study:
        """What is known of a study; ArchiveError where there is none or its file breaks a rule."""
        try:
            return study_from_json(key, json.loads(self._study_path(key).read_bytes()))
        except FileNotFoundError:
            raise ArchiveError("There is no study {key} in {dataset}.", key=key, dataset=self.dataset.name) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            text = "studies/{key}.json cannot be used ({problem}). No reading was touched; import the scan again."
            raise ArchiveError(text, key=key, problem=told(problem)) from problem

    def save_study(self, study: Study) -> None:
        """Write studies/<key>.json: from then on the study is in the dataset."""
        durable.write(self._study_path(study.key), study_to_json(study), root=self.folder, keep_versions=False)
        self.forget(study.key)

    def forget(self, key: str) -> None:
        """Drop what is kept in memory of a study whose files were changed."""
        self._views.pop(key, None)

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

    def _pseudonym(self, identity: str) -> str:
        secret = (self.folder / layout.SECRET).read_text(encoding="ascii").strip()
        return hmac.new(secret.encode(), identity.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:16]

    def views(self, key: str) -> dict[Projection, View]:
        """The views of a study with their pixels, anterior first; the last few stay in memory. DecodeError is a sentence."""
        if key not in self._views:
            self._views[key] = decoder.load_views(self.folder, self.study(key).views)
            for oldest in list(self._views)[:-4]:
                with suppress(KeyError):
                    del self._views[oldest]
        return self._views[key]

    def picture(self, key: str, projection: Projection) -> Path:
        """The 8-bit picture of a view, on the same pixel grid."""
        return self.folder / layout.picture_file(key, projection)

    def report(self, key: str) -> Report | None:
        """The diagnostic report; None where there is none, and for a reader whom the protocol blinds to it."""
        if self.reader is not None and self.dataset.protocol.blind_to_report:
            return None
        for suffix in (".json", ".txt"):
            path = self.folder / layout.report_file(key, suffix)
            if path.exists():
                return read_report(path.read_bytes(), path.name)
        return None

    # Readings

    def store(self, reader: str) -> ReadingStore:
        """The files of one reader; Blinded is for the callers below to raise."""
        if reader not in self._stores:
            self._stores[reader] = ReadingStore(self.folder, reader)
        return self._stores[reader]

    def reading_path(self, reader: str, key: str, projection: Projection) -> Path:
        """The label file of a reader's view."""
        return self.store(reader).path(key, projection)

    def reading(self, reader: str, key: str) -> Reading | None:
        """A reader's reading, None where there is none; Blinded, or LabelError where a file is damaged."""
        opened = self.open_reading(reader, key)
        return opened.reading if opened else None

    def open_reading(self, reader: str, key: str) -> OpenedReading | None:
        """The same with what is to be said of it: edited elsewhere, notes."""
        if reader != self.reader:
            self.require_others(key)
        opened = self.store(reader).load(key)
        if opened is None or reader != self.reader or not opened.reading.sealed or self.is_sealed(reader, key):
            return opened
        return self._without_seal(reader, key)

    def _without_seal(self, reader: str, key: str) -> OpenedReading | None:
        """The file says sealed and the audit does not: finish what a power cut interrupted, else it is a draft."""
        store = self.store(reader)
        store.finish_interrupted(self.study(key))
        opened = store.load(key)
        if opened is None or store.is_sealed(key):
            return opened
        note = Sentence("The file says sealed, but the audit holds no seal: it is a draft. Look through it and seal it again.")
        return replace(opened, reading=replace(opened.reading, state=State.DRAFT, sealed_at=None), notes=(*opened.notes, note))

    def save(self, reading: Reading, statistics: Statistics | None = None) -> None:
        """Save the own draft durably; NotSaved or Conflict leave the file on disk as it was."""
        self._own(reading)
        if reading.sealed or self.is_sealed(reading.reader, reading.study):
            raise ArchiveError("This reading is sealed. Nothing was changed; reopen it with a reason to change it.")
        self.store(reading.reader).save(reading, self.study(reading.study), self._statistics(reading, statistics))

    def seal(self, reading: Reading, *, at: str | None = None, statistics: Statistics | None = None) -> Reading:
        """Seal the own reading: from now on it votes and does not change. SealRefused lists what must be settled first.

        `at` is the time to write down (ISO 8601, UTC), now unless it is given; `statistics` by lesion, computed unless given.
        """
        self._own(reading)
        if self.is_sealed(reading.reader, reading.study):
            raise ArchiveError("This reading is sealed already. Nothing was changed.")
        study = self.study(reading.study)
        warnings = unresolved(reading, self.book, study.projections)
        if warnings:
            raise SealRefused(warnings)
        return self.store(reading.reader).seal(reading, study, self._statistics(reading, statistics), at)

    def reopen(self, key: str, reason: str) -> Reading:
        """Make the own sealed reading a draft again; the reason is written down and the sealed version kept."""
        if self.reader is None or not self.is_sealed(self.reader, key):
            raise ArchiveError("Only an own sealed reading can be reopened. Nothing was changed.")
        if not reason.strip():
            raise ArchiveError("Reopening needs a reason. Nothing was changed; write why, then reopen.")
        reading = self.reading(self.reader, key)
        if reading is None:
            text = "The sealed reading of {key} is missing from the disk. Nothing was changed; run a check of the dataset."
            raise ArchiveError(text, key=key)
        unblinded = self.may_see_others(key) or self._has_prediction(key)
        return self.store(self.reader).reopen(reading, self.study(key), reason.strip(), unblinded)

    def note(self, key: str, act: str, reason: str | None = None) -> None:
        """Write an act of the reader, or of the study lead, that changes no label file into the audit; NotSaved when it cannot be."""
        who = self.reader or LEAD
        audit.append(self.store(who).audit_path, Act(who, act, key, {}, reason))

    def _own(self, reading: Reading) -> None:
        if self.reader is None or reading.reader != self.reader:
            raise ArchiveError("Only {reader} may write this reading. Nothing was changed.", reader=reading.reader)

    def _statistics(self, reading: Reading, given: Statistics | None) -> Statistics:
        if given is not None:
            return given
        views = self._views.get(reading.study, {})
        return {lesion.uid: self._counted(reading.study, lesion) for lesion in reading.lesions if lesion.projection in views}

    def _counted(self, key: str, lesion: Lesion) -> Mapping[str, Any]:
        """The figures of a lesion, counted once for each shape it has had."""
        known = self._figures.get((key, lesion.projection, lesion.shape))
        if known is None:
            known = asdict(region_statistics(self._views[key][lesion.projection], lesion.shape))
            if len(self._figures) > 2000:
                self._figures.clear()
            self._figures[key, lesion.projection, lesion.shape] = known
        return known

    # Blinding

    def is_sealed(self, reader: str, key: str) -> bool:
        """Whether that reader's reading is sealed, by the audit alone. A reader learns of others only after the own seal."""
        if self.reader is not None and reader != self.reader and not self.store(self.reader).is_sealed(key):
            return False
        return self.store(reader).is_sealed(key)

    def may_see_predictions(self, key: str) -> bool:
        """Whether a prediction may be shown: to the lead always, to a reader after the own seal."""
        return self.reader is None or self.is_sealed(self.reader, key)

    def may_see_others(self, key: str) -> bool:
        """Whether other readers and the consensus may be shown: to the lead always, to a reader after all planned seals."""
        if self.reader is None:
            return True
        own_first = [self.reader] if self.reader in (*self.dataset.readers, GUEST) else []
        return all(self.store(reader).is_sealed(key) for reader in (*own_first, *self.dataset.readers))

    def require_others(self, key: str) -> None:
        """Raise Blinded unless other readers and the consensus may be shown."""
        if not self.may_see_others(key):
            raise Blinded("Other readings are shown when all planned readers have sealed theirs.")

    def require_predictions(self, key: str) -> None:
        """Raise Blinded unless a prediction may be shown."""
        if not self.may_see_predictions(key):
            raise Blinded("What the network says is shown when you have sealed your own reading.")

    def _has_prediction(self, key: str) -> bool:
        models = layout.models_with_predictions(self.folder)
        return any((self.folder / layout.prediction_file(model, key)).exists() for model in models)

    def sealed_readings(self, key: str, problems: list[str] | None = None) -> dict[str, Reading]:
        """The sealed readings of the planned readers; one that cannot vote is left out, and a sentence of `problems` names it."""
        self.require_others(key)
        found: dict[str, Reading] = {}
        for reader in self.dataset.readers:
            try:
                reading = self._voting(reader, key)
            except (LabelError, audit.AuditError) as problem:
                if problems is not None:
                    problems.append(Sentence("{reader}, {key}: {problem}", reader=reader, key=key, problem=problem.sentence))
                continue
            if reading is not None:
                found[reader] = reading
        return found

    def _voting(self, reader: str, key: str) -> Reading | None:
        store = self.store(reader)
        opened = store.load(key)
        if opened is None:
            return None
        line = store.seal_line(key)
        if line is None:
            if opened.reading.sealed:
                raise LabelError.of(Sentence("the file says sealed, but the reader's audit holds no seal; it does not vote."))
            return None
        changed = [name for name, was in line.files.items() if durable.hash_of(self.folder / name) != was]
        if changed:
            raise LabelError.of(Sentence("{file} was changed after it was sealed; it does not vote.", file=changed[0]))
        return opened.reading

    def truth(self, key: str) -> Reading | None:
        """What is really there, in simulated datasets; for the lead, and for a reader after all planned seals."""
        self.require_others(key)
        files = {}
        for projection in Projection:
            path = self.folder / layout.truth_file(key, projection)
            if path.exists():
                files[projection] = parse_label_file(path.read_bytes(), path.name, projection)
        return reading_of(files, key, layout.TRUTH) if files else None

    def _finish_exchange(self) -> None:
        try:
            exchange.finish(self.folder)
        except (durable.NotSaved, audit.AuditError) as problem:
            raise ArchiveError(problem.sentence) from problem

    def _finish_interrupted(self, reader: str) -> None:
        store = self.store(reader)
        try:
            for key in store.touched_since_last_act():
                if layout.is_study_key(key):
                    with suppress(LabelError, ArchiveError):
                        store.finish_interrupted(self.study(key))
        except audit.AuditError as problem:
            raise ArchiveError(problem.sentence) from problem
