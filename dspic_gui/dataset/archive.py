"""The dataset folder as one person may see it: readings and their seals, predictions and truth; blind until sealed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from dspic_gui import durable
from dspic_gui.dataset import audit, blinding, exchange, own_act, shown_run
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import Act
from dspic_gui.dataset.creation import create_dataset
from dspic_gui.dataset.description import GUEST, LEAD, Protocol
from dspic_gui.dataset.mark_figures import Statistics
from dspic_gui.dataset.own_pictures import note_on_pictures
from dspic_gui.dataset.repeats import listed_keys, read_repeats, without_repeats
from dspic_gui.dataset.seal_rules import SealWarning, unresolved
from dspic_gui.dataset.store import OpenedReading, ReadingStore
from dspic_gui.dataset.studies import ArchiveError as ArchiveError
from dspic_gui.dataset.studies import Studies, read_truth
from dspic_gui.dataset.voting import voting_readings
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Reading, State
from dspic_gui.report import Report
from dspic_gui.sentence import Sentence, joined, unreadable, writable
from dspic_gui.study import Projection


class Blinded(ArchiveError):  # noqa: N818 - a state of the reader, not a fault
    """What was asked for may not be seen yet."""


class SealRefused(ArchiveError):  # noqa: N818 - the archive refuses
    """The reading cannot be sealed; `warnings` say what must be settled."""

    def __init__(self, warnings: tuple[SealWarning, ...]) -> None:
        super().__init__("The reading is not sealed: {warnings}", warnings=joined(" ", (warning.sentence for warning in warnings)))
        self.warnings = warnings


_WHEN_READ = Sentence("This dataset shows predictions and other readings when you have sealed the last study of your list.")


class Archive(Studies):
    """A dataset folder as one person sees it: a reader (blind as the protocol says), or the study lead (`reader` None)."""

    def __init__(self, folder: Path, reader: str | None = None, lead: str | None = None) -> None:
        super().__init__(folder)
        self.reader, self.lead = reader, lead
        if reader is not None and reader not in (*self.dataset.readers, GUEST, self.dataset.protocol.adjudicator):
            text = "{reader} is not a planned reader of {dataset}. Choose one of {readers}."
            raise ArchiveError(text, reader=reader, dataset=self.dataset.name, readers=", ".join(self.dataset.readers))
        self._stores: dict[str, ReadingStore] = {}
        self._finish_exchange()
        if reader is not None:
            _finish_interrupted(self, reader)
        else:
            with suppress(durable.NotSaved, audit.AuditError):
                own_act.finish(folder, LEAD)

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
        assisted: bool = False,
        feedback: str | None = None,
        secret: str | None = None,
    ) -> Self:
        """Make a dataset in a folder that holds none; ArchiveError where one stands already or a name is not allowed.

        `order` is "given" or "random" (each reader another one, by `seed`); `codes` is a code book that is copied into the dataset;
        `adjudicator` is who alone settles what the vote leaves open (None: any planned reader); `assisted` lets readers start from a
        network's lesions; `feedback` is when readers of a course are scored (None: never).
        """
        protocol = Protocol(blind_to_report, order, seed, adjudicator, assisted, feedback=feedback)
        create_dataset(folder, name, readers, protocol, codes=codes, secret=secret)
        return cls(folder)

    def as_reader(self, reader: str | None) -> Archive:
        """The same dataset as that reader sees it."""
        return type(self)(self.folder, reader, self.reader if reader is None and self.reader else self.lead)

    @property
    def lead_name(self) -> str | None:
        """The name under which the study lead acts; None for a reader, and where none was said."""
        return None if self.reader else self.lead

    @property
    def person(self) -> str:
        """Who acts: the reader, or the study lead by the name of the sign-in."""
        return self.reader or self.lead or LEAD

    def report(self, key: str) -> Report | None:
        """The diagnostic report; None where there is none, and for a reader whom the protocol blinds to it."""
        return self.stored_report(key) if blinding.may_see_report(self.reader, self.dataset.protocol) else None

    # Studies

    def study_keys(self) -> list[str]:
        """The keys of the studies in this person's list, sorted: hidden repeats stand in planned readers' lists alone."""
        return listed_keys(self.folder, self.dataset, self.reader)

    def counted_keys(self) -> list[str]:
        """The keys of all studies that count, sorted: each study once, whoever asks."""
        return without_repeats(self.folder, self.dataset, layout.study_keys(self.folder))

    def repeats(self) -> dict[str, str]:
        """The study that each hidden repeat repeats, by the repeat's key; Blinded in a reader's session."""
        if self.reader is not None:
            raise Blinded("Which studies are repeated belongs to the study lead, not into a reader's session. Nothing was changed.")
        return read_repeats(self.folder, self.dataset)

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
        return opened.reading if (opened := self.open_reading(reader, key)) else None

    def open_reading(self, reader: str, key: str) -> OpenedReading | None:
        """The same with what is to be said of it: edited elsewhere, notes."""
        if reader != self.reader:
            self.require_others(key)
        opened = self.store(reader).load(key)
        if opened is None and reader == self.reader and self.store(reader).audit.begins_unblinded(key):
            return OpenedReading(Reading(key, reader, unblinded=True))
        if opened is not None and reader == self.reader and opened.reading.sealed and not self.is_sealed(reader, key):
            opened = self._without_seal(reader, key)
        return opened and self._on_its_pictures(key, opened)

    def _on_its_pictures(self, key: str, opened: OpenedReading) -> OpenedReading:
        """With a note where a view shows another picture now than the one on which it was read."""
        notes = note_on_pictures(self.study(key), opened.pixels) if opened.pixels else ()
        return replace(opened, notes=(*notes, *opened.notes)) if notes else opened

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
        """Save the own draft durably, with the figures of its marks; NotSaved or Conflict leave the file on disk as it was."""
        self._own(reading)
        if reading.sealed or self.is_sealed(reading.reader, reading.study):
            raise ArchiveError("This reading is sealed. Nothing was changed; reopen it with a reason to change it.")
        self.store(reading.reader).save(reading, self.study(reading.study), statistics or {})

    def holds(self, reading: Reading) -> bool:
        """Whether the own files say just this, whole and read anew."""
        self._own(reading)
        return self.store(reading.reader).holds(reading)

    def seal(self, reading: Reading, *, at: str | None = None, statistics: Statistics | None = None) -> Reading:
        """Seal the own reading: from now on it votes and does not change. SealRefused lists what must be settled first.

        `at` is the time to write down (ISO 8601, UTC), now unless it is given; `statistics` are the figures of its marks.
        """
        self._own(reading)
        if self.is_sealed(reading.reader, reading.study):
            raise ArchiveError("This reading is sealed already. Nothing was changed.")
        study = self.study(reading.study)
        warnings = unresolved(reading, self.book, study.projections)
        if warnings:
            raise SealRefused(warnings)
        return self.store(reading.reader).seal(reading, study, statistics or {}, at)

    def reopen(self, key: str, reason: str) -> Reading:
        """Make the own sealed reading a draft again; the reason is written down and the sealed version kept."""
        if self.reader is None or not self.is_sealed(self.reader, key):
            raise ArchiveError("Only an own sealed reading can be reopened. Nothing was changed.")
        if self.may_see_gold(key):
            raise ArchiveError("This case is scored, and what is there was shown, so the reading stays sealed. Nothing was changed.")
        if not reason.strip():
            raise ArchiveError("Reopening needs a reason. Nothing was changed; write why, then reopen.")
        reading = self.reading(self.reader, key)
        if reading is None:
            text = "The sealed reading of {key} is missing from the disk. Nothing was changed; run a check of the dataset."
            raise ArchiveError(text, key=key)
        unblinded = self.may_see_others(key) or self._has_prediction(key)
        return self.store(self.reader).reopen(reading, self.study(key), writable(reason.strip()), unblinded)

    def set_aside(self, key: str) -> bool:
        """Move the own label files into quarantine, which ends a seal; whether the next reading begins unblinded.

        That is so where this reading was sealed once and what is shown after the seals could be seen then.
        """
        if self.reader is None:
            raise ArchiveError("Only the reader can set an own reading aside. Nothing was changed.")
        store, others = self.store(self.reader), (one for one in self.dataset.readers if one != self.reader)
        shown = self._has_prediction(key) or self.may_see_gold(key) or all(self.store(one).is_sealed(key) for one in others)
        seen = store.audit.was_sealed(key) and shown
        store.set_aside(key, unblinded=seen)
        return seen

    def note(self, key: str, act: str, reason: str | None = None) -> None:
        """Write an act of the reader, or of the study lead, that changes no label file into the audit; NotSaved when it cannot be."""
        who = self.reader or LEAD
        _note(self, Act(who, act, key, {}, reason and writable(reason), name=self.lead_name))

    def note_for_lead(self, act: str, reason: str | None = None) -> None:
        """Write an act on the whole dataset, with the name of who does it, into the audit of the lead; NotSaved when it cannot be."""
        name = None if self.person == LEAD else self.person
        _note(self, Act(LEAD, act, "", {}, reason and writable(reason), name=name))

    def _own(self, reading: Reading) -> None:
        if self.reader is None or reading.reader != self.reader:
            raise ArchiveError("Only {reader} may write this reading. Nothing was changed.", reader=reading.reader)

    # Blinding

    def is_sealed(self, reader: str, key: str) -> bool:
        """Whether that reader's reading is sealed, by the audit alone. A reader learns of others only after the own seal."""
        sealed = self._sealed(key)
        return blinding.may_learn_seal(self.reader, reader, sealed) and sealed(reader)

    def may_see_predictions(self, key: str) -> bool:
        """Whether a prediction may be shown: to the lead always, to a reader after the own seal."""
        return blinding.may_see_predictions(self.reader, self._sealed(key)) and self._read_through()

    def may_see_others(self, key: str) -> bool:
        """Whether other readers and the consensus may be shown: to the lead always, to a reader after all planned seals."""
        return blinding.may_see_others(self.reader, self.dataset.readers, self._sealed(key)) and self._read_through()

    def _read_through(self) -> bool:
        """Whether nothing is kept from this person because a study may still come a second time."""
        return blinding.is_read_through(self.reader, self.dataset, self.study_keys, self._own_seal)

    def _own_seal(self, key: str) -> bool:
        return self._sealed(key)(str(self.reader))

    def _sealed(self, key: str) -> blinding.Sealed:
        return lambda reader: self.store(reader).is_sealed(key)

    def require_others(self, key: str) -> None:
        """Raise Blinded unless other readers and the consensus may be shown."""
        if not self.may_see_others(key):
            text = "Other readings are shown when all planned readers have sealed theirs."
            raise Blinded(text if self._read_through() else _WHEN_READ)

    def require_predictions(self, key: str) -> None:
        """Raise Blinded unless a prediction may be shown."""
        if not self.may_see_predictions(key):
            text = "What the network says is shown when you have sealed your own reading."
            raise Blinded(text if self._read_through() else _WHEN_READ)

    def _has_prediction(self, key: str) -> bool:
        files = (layout.prediction_file(model, key) for model in layout.models_with_predictions(self.folder))
        return any((self.folder / file).exists() for file in files)

    def sealed_readings(self, key: str, refused: dict[str, Sentence] | None = None) -> dict[str, Reading]:
        """The sealed readings of the planned readers; one that cannot vote is left out, and `refused` says by its reader why."""
        self.require_others(key)
        return voting_readings({reader: self.store(reader) for reader in self.dataset.readers}, self.study(key), refused)

    def may_see_gold(self, key: str) -> bool:
        """Whether this reader of a course is shown what is there in a case, because the own seal is on it."""
        return self._read_through() and blinding.may_see_gold(self.reader, self.dataset, self.study_keys, self._own_seal, key)

    def truth(self, key: str) -> Reading | None:
        """What is really there, simulated or gold: for the lead, a reader after all planned seals, one who learns after the own."""
        if not self.may_see_gold(key):
            self.require_others(key)
        return read_truth(self.folder, key)

    def _finish_exchange(self) -> None:
        with suppress(durable.NotSaved):
            shown_run.finish(self.folder)
        try:
            exchange.finish(self.folder)
        except (durable.NotSaved, audit.AuditError) as problem:
            raise ArchiveError(problem.sentence) from problem


def _finish_interrupted(archive: Archive, reader: str) -> None:
    """Finish what a power cut left of a reader's acts; ArchiveError where the audit is damaged or cannot be read."""
    store = archive.store(reader)
    try:
        with suppress(durable.NotSaved):
            own_act.finish(archive.folder, reader)
        for key in store.touched_since_last_act():
            if layout.is_study_key(key):
                with suppress(LabelError, ArchiveError, durable.NotSaved):
                    store.finish_interrupted(archive.study(key))
    except audit.AuditError as problem:
        raise ArchiveError(problem.sentence) from problem
    except OSError as problem:
        raise ArchiveError(unreadable(problem, layout.audit_file(reader))) from problem


def _note(archive: Archive, act: Act) -> None:
    path = archive.folder / layout.audit_file(act.reader)
    try:
        archive.anchor.hold()
    except OSError as problem:
        text = "NOT SAVED: the audit {file} could not be written ({reason}). Nothing was changed; reconnect the disk, then try again."
        raise durable.not_saved(problem, text, path) from problem
    audit.append(path, act)
