"""One reader's files in a dataset: label files per view, and the audit whose lines commit what they say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from dspic_gui import durable, times
from dspic_gui.dataset import audit, own_act
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.audit import REOPEN, SAVE, SEAL, SET_ASIDE, Act, AuditLine
from dspic_gui.dataset.mark_figures import Statistics
from dspic_gui.dataset.own_act import OwnAct
from dspic_gui.dataset.own_pictures import SEALED_ON_ANOTHER, other_pictures
from dspic_gui.dataset.reader_audit import UNBLINDED, ReaderAudit
from dspic_gui.labels.view_file import (
    LabelError,
    LabelFile,
    compose_label_file,
    parse_label_file,
    reading_of,
)
from dspic_gui.plain_file import content_of
from dspic_gui.reading import Reading, State
from dspic_gui.sentence import Sentence, unreadable
from dspic_gui.study import COLUMNS, ROWS, Projection, Study


@dataclass(frozen=True)
class OpenedReading:
    """A reading as the disk holds it.

    `edited_elsewhere` names the views whose file another program wrote since ours did; `notes` are sentences to show;
    `pixels` is the hash of the counts on which each view was read, where the file holds it.
    """

    reading: Reading
    edited_elsewhere: tuple[Projection, ...] = ()
    notes: tuple[str, ...] = ()
    pixels: Mapping[Projection, str] = field(default_factory=dict)


MISSING = (
    "{file} is missing, though the audit says that it was left there ({act}, {at}). What is missing is not empty, so nothing is shown; "
    "put the file back from a copy, restore an earlier version, or set the reading aside to begin anew."
)
CUT_AUDIT = Sentence(
    "The audit does not hold the act after which these labels were written: it was cut short, emptied or exchanged. "
    "Compare every mark; let the study lead run “dspic verify” before you seal."
)
HALF_DONE = Sentence("The last act on this study is only half done, because the disk refuses. Free it and open the dataset again.")


class ReadingStore:
    """Loads and saves the readings of one reader; remembers the hash of what it loaded, so that nothing is overwritten unseen."""

    def __init__(self, folder: Path, reader: str) -> None:
        self.folder, self.reader = folder, reader
        self._anchor = layout.Anchor(folder)
        self._seen: dict[Path, str | None] = {}
        self._tried: dict[Path, str] = {}  # What a save that failed was about to leave: if it is there, no other program wrote it.
        self._kept: dict[str, Reading] = {}
        self.audit = ReaderAudit(folder / layout.audit_file(reader))
        self.audit_path = self.audit.path

    def path(self, study: str, projection: Projection) -> Path:
        """The label file of a view."""
        return self.folder / layout.label_file(self.reader, study, projection)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def load(self, study: str) -> OpenedReading | None:
        """The reading on disk, None where there is none yet.

        LabelError where a file is damaged, which is kept aside first, or where one is missing that the audit says was left there.
        """
        files: dict[Projection, LabelFile] = {}
        for projection in Projection:
            path = self.path(study, projection)
            try:
                content = content_of(path)
            except FileNotFoundError:
                self._require_unwritten(path, study)
                self._seen[path] = None
                continue
            except OSError as problem:
                raise LabelError.of(unreadable(problem, path.name)) from problem
            files[projection] = self._parsed(path, content, projection)
            _check_size(files[projection])
            self._seen[path] = durable.sha256(content)
        if not files:
            return None
        reading = reading_of(files, study, self.reader)
        self._kept[study] = reading
        edited = tuple(projection for projection, file in files.items() if file.edited_elsewhere)
        pixels = {projection: str(read) for projection, file in files.items() if (read := (file.own or {}).get("pixels_sha256"))}
        half = (HALF_DONE,) * own_act.plan_path(self.folder, self.reader, study).exists()
        cut = (CUT_AUDIT,) * any(_is_cut_before(self.audit, file) for file in files.values())
        return OpenedReading(reading, edited, (*half, *cut, *(note for file in files.values() for note in file.notes)), pixels)

    def _require_unwritten(self, path: Path, study: str) -> None:
        """LabelError where a file that is not there was left there by an act: what is missing is not empty."""
        try:
            line = self.audit.left(self._name(path))
        except audit.AuditError:
            return
        if line is not None and not own_act.plan_path(self.folder, self.reader, study).exists():
            raise LabelError.of(Sentence(MISSING, file=path.name, act=line.act, at=line.at[:10]))

    def _parsed(self, path: Path, content: bytes, projection: Projection) -> LabelFile:
        try:
            return parse_label_file(content, path.name, projection)
        except LabelError as problem:
            kept = self.folder / layout.quarantined(self._name(path), f"{durable.sha256(content)[:16]}.json")
            if not kept.exists():
                durable.write(kept, content, root=self.folder, keep_versions=False)
            text = (
                "{problem} The file is left as it is and a copy is kept in {copy}; "
                "restore an earlier version, or set it aside to begin anew."
            )
            raise LabelError.of(Sentence(text, problem=problem.sentence, copy=self._name(kept))) from problem

    def save(self, reading: Reading, study: Study, statistics: Statistics, act: str = SAVE, reason: str | None = None) -> Reading:
        """Write the views that changed and commit them with one line of the audit; NotSaved or Conflict when it cannot be.

        A save that failed half way leaves nothing to rely on: the next one writes every view again.
        """
        try:
            with own_act.acting(self.folder, self.reader, self._anchor):
                self._save(reading, study, statistics, act, reason)
        except BaseException:
            self._kept.pop(study.key, None)
            raise
        self._seen |= {path: self._tried.pop(path) for one in study.projections if (path := self.path(study.key, one)) in self._tried}
        self._kept[study.key] = reading
        self.audit.read_own()
        return reading

    def _save(self, reading: Reading, study: Study, statistics: Statistics, act: str, reason: str | None) -> None:
        head = audit.head(self.audit_path)
        self._seen |= {path: was for path, was in self._tried.items() if durable.hash_of(path) == was}
        contents = self._changed_views(reading, study, statistics, act, head)
        if not contents:
            return
        hashes = {self._name(path): durable.sha256(content) for path, content in contents.items()}
        line = Act(self.reader, act, study.key, hashes, reason, reading.sealed_at if act == SEAL else None)
        keep_for_ever = (was := self._kept.get(study.key)) is not None and was.sealed
        expected = {path: self._seen.get(path, durable.ANY) for path in contents}
        self._tried |= {path: hashes[self._name(path)] for path in contents}
        if act == SAVE and len(contents) == 1 and not own_act.plan_path(self.folder, self.reader, study.key).exists():
            ((path, content),), beside = contents.items(), [self.path(study.key, one) for one in study.projections]
            durable.write(path, content, root=self.folder, expected=expected[path], sealed_version=keep_for_ever, beside=beside)
            audit.append(self.audit_path, line)
            return
        for path, content in contents.items():
            durable.require_expected(path, content, root=self.folder, expected=expected[path])
        texts = {self._name(path): content.decode() for path, content in contents.items()}
        own_act.carry_out(self.folder, OwnAct(line, head, texts, sealed_version=keep_for_ever))

    def _changed_views(self, reading: Reading, study: Study, statistics: Statistics, act: str, head: str) -> dict[Path, bytes]:
        """What the view files become whose content changes; every view where the act is more than a save."""
        was = self._kept.get(study.key)
        contents: dict[Path, bytes] = {}
        for projection in study.projections:
            path = self.path(study.key, projection)
            if act == SAVE and was is not None and self._is_as_seen(path) and _same(was, reading, projection):
                continue
            contents[path] = self.content(reading, study, projection, statistics, head)
        return contents

    def _is_as_seen(self, path: Path) -> bool:
        """Whether a file that need not change still says what is shown of it; else it is written too, or found in conflict."""
        return bool(self._seen.get(path)) and durable.hash_of(path) == self._seen[path]

    def holds(self, reading: Reading) -> bool:
        """Whether the files say just this, read anew and remembered by nobody; False where they cannot be read, or an act is half done."""
        if own_act.plan_path(self.folder, self.reader, reading.study).exists():
            return False
        try:
            found = type(self)(self.folder, self.reader).load(reading.study)
        except (LabelError, durable.NotSaved, OSError):
            return False
        return (found.reading if found else Reading(reading.study, self.reader)) == reading

    def content(self, reading: Reading, study: Study, projection: Projection, statistics: Statistics, head: str) -> bytes:
        """The bytes of a view file; `head` is the audit's, by which a save that a power cut interrupted is known."""
        source = study.source(projection)
        return compose_label_file(
            reading,
            projection,
            picture=layout.picture_from(layout.label_file(self.reader, study.key, projection), study.key, projection),
            rows=ROWS,
            columns=COLUMNS,
            source_sha256=source.sha256 if source else "",
            pixels_sha256=source.pixels_sha256 if source else None,
            statistics=statistics,
            audit_head=head,
        )

    def seal(self, reading: Reading, study: Study, statistics: Statistics, at: str | None = None) -> Reading:
        """Write the reading as sealed; the audit's line commits it."""
        return self.save(replace(reading, state=State.SEALED, sealed_at=at or times.now()), study, statistics, SEAL)

    def reopen(self, reading: Reading, study: Study, reason: str, unblinded: bool) -> Reading:
        """Make a sealed reading a draft again; the sealed version is kept for ever and the reason stands in the audit."""
        draft = replace(reading, state=State.DRAFT, sealed_at=None, unblinded=reading.unblinded or unblinded)
        return self.save(draft, study, {}, REOPEN, reason)

    def is_sealed(self, study: str) -> bool:
        """Whether the last act on the seal in the audit is a seal. Opens the audit alone, no reading."""
        return self.seal_line(study) is not None

    def seal_line(self, study: str) -> AuditLine | None:
        """The audit line that sealed the study, None while it is not sealed."""
        return self.audit.seal_line(study)

    def voting(self, study: Study) -> Reading | None:
        """The sealed reading, None while there is none; LabelError says why one cannot vote."""
        opened = self.load(study.key)
        if opened is None:
            return None
        line = self.seal_line(study.key)
        if line is None:
            if opened.reading.sealed:
                raise LabelError.of(Sentence("the file says sealed, but the reader's audit holds no seal; it does not vote."))
            return None
        changed = [name for name, was in line.files.items() if durable.hash_of(self.folder / name) != was]
        if changed:
            raise LabelError.of(Sentence("{file} was changed after it was sealed; it does not vote.", file=changed[0]))
        if other := other_pictures(study, opened.pixels):
            raise LabelError.of(Sentence(SEALED_ON_ANOTHER, views=", ".join(other)))
        return opened.reading

    def touched_since_last_act(self) -> list[str]:
        """The studies with a label file at least as new as the audit: what a power cut may have left half done."""
        folder = self.path("x", Projection.ANT).parent
        if not folder.is_dir():
            return []
        last = self.audit_path.stat().st_mtime_ns if self.audit_path.exists() else 0
        with os.scandir(folder) as entries:
            recent = [entry.name for entry in entries if entry.stat().st_mtime_ns >= last]
        return sorted({found[0] for name in recent if (found := layout.view_of(name))})

    def finish_interrupted(self, study: Study) -> None:
        """Complete an act whose files a power cut left without their audit line; half a seal becomes a draft again.

        Where another program of the reader is at work on the files, nothing is half done: it is left to finish.
        """
        with suppress(durable.Busy), own_act.acting(self.folder, self.reader, self._anchor):
            if own_act.read_plan(own_act.plan_path(self.folder, self.reader, study.key), self.reader) is None:  # else as it was planned
                self._finish_interrupted(study)

    def _finish_interrupted(self, study: Study) -> None:
        head = audit.head(self.audit_path)
        loose: dict[Projection, tuple[Path, bytes, LabelFile]] = {}
        for projection in study.projections:
            path = self.path(study.key, projection)
            if path.exists():
                content = content_of(path)
                file = parse_label_file(content, path.name, projection)
                if not file.edited_elsewhere and file.own and file.own.get("audit_head") == head and self._uncommitted(path, content):
                    loose[projection] = (path, content, file)
        if not loose:
            return
        reading = reading_of({projection: file for projection, (_, _, file) in loose.items()}, study.key, self.reader)
        if reading.sealed and set(loose) != set(study.projections):
            self._roll_back(study, loose)
            return
        files = {self._name(path): durable.sha256(content) for path, content, _ in loose.values()}
        sealed_at = reading.sealed_at if reading.sealed else None
        audit.append(self.audit_path, Act(self.reader, SEAL if reading.sealed else SAVE, study.key, files, at=sealed_at))

    def _uncommitted(self, path: Path, content: bytes) -> bool:
        name = self._name(path)
        lines = audit.read(self.audit_path)
        return not any(line.files.get(name) == durable.sha256(content) for line in reversed(lines))

    def _roll_back(self, study: Study, loose: Mapping[Projection, tuple[Path, bytes, LabelFile]]) -> None:
        """Half a seal becomes a draft again, as an act that the audit holds."""
        head = audit.head(self.audit_path)
        files: dict[str, str] = {}
        for projection, (path, content, file) in loose.items():
            draft = replace(reading_of({projection: file}, study.key, self.reader), state=State.DRAFT, sealed_at=None)
            drafted = self.content(draft, study, projection, {}, head)
            durable.require_expected(path, drafted, root=self.folder, expected=durable.sha256(content))
            files[self._name(path)] = drafted.decode()
        hashes = {name: durable.sha256(text.encode()) for name, text in files.items()}
        own_act.carry_out(self.folder, OwnAct(Act(self.reader, SAVE, study.key, hashes, "half a seal was taken back"), head, files))

    def set_aside(self, study: str, *, unblinded: bool = False) -> list[Path]:
        """Move the study's label files into quarantine, where they are given back; `unblinded` is what the next reading will say."""
        paths = [self.path(study, projection) for projection in Projection]
        there = [path for path in paths if path.exists()]
        targets = {self._name(path): layout.quarantined(self._name(path), f"{times.stamp()}.json") for path in there}
        files = {targets[self._name(path)]: durable.hash_of(path) or "" for path in there}
        if there or any(self.audit.left(self._name(path)) for path in paths):
            with own_act.acting(self.folder, self.reader, self._anchor):
                line = Act(self.reader, SET_ASIDE, study, files, UNBLINDED if unblinded else None)
                own_act.carry_out(self.folder, OwnAct(line, audit.head(self.audit_path), moved=targets))
        self._seen |= dict.fromkeys(paths)
        self._kept.pop(study, None)
        return [self.folder / target for target in targets.values()]


def _is_cut_before(acts: ReaderAudit, file: LabelFile) -> bool:
    """Whether the audit does not hold the act after which the file was written; a damaged audit is told elsewhere."""
    head = (file.own or {}).get("audit_head")
    with suppress(audit.AuditError, OSError):
        return isinstance(head, str) and not acts.holds(head)
    return False


def _check_size(file: LabelFile) -> None:
    """LabelError where the marks were drawn on a picture of another size; a file that names none is taken."""
    for real, said in ((ROWS, file.height), (COLUMNS, file.width)):
        if said not in (None, real):
            template = "the marks were drawn on a picture of {height} x {width} pixels, but the views have {rows} x {columns}."
            raise LabelError(file.name, template, height=file.height, width=file.width, rows=ROWS, columns=COLUMNS)


def _same(was: Reading, now: Reading, projection: Projection) -> bool:
    return (
        was.in_view(projection) == now.in_view(projection)
        and (was.state, was.says_normal, was.unblinded, was.sealed_at) == (now.state, now.says_normal, now.unblinded, now.sealed_at)
        and was.assisted == now.assisted
        and _answers(was) == _answers(now)
    )


def _answers(reading: Reading) -> Iterable[object]:
    return [reading.answer(), *(reading.answer(projection) for projection in Projection)]
