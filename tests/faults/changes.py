"""Bits flipped in label files, audits tampered with, two programs on one dataset."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import AuditError
from dspic_gui.labels.view_file import LabelError, parse_label_file
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.faults.row import Fault, Try, dataset_in, fixed, numbered
from tests.made.small_dataset import lesion

BITS = 16_384


def flipped_bits(numbers: Sequence[int]) -> Iterator[Try]:
    """Each bit of the first 2 kB of a label file flipped in turn: refused, or known as edited elsewhere."""
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        marks = tuple(lesion(x=20 + 10 * number, uid=f"{number:032x}", label="urine") for number in range(5))
        archive.save(Reading(key, "R1", marks))
        whole = archive.reading_path("R1", key, Projection.ANT).read_bytes()
    assert 8 * len(whole) >= BITS
    for bit in numbers:
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            told = parse_label_file(bytes(changed), f"{key}_ANT.json", Projection.ANT).edited_elsewhere
        except LabelError:
            told = True
        yield Try("", "" if told else f"bit {bit}")


def tamperings(numbers: Sequence[int]) -> Iterator[Try | None]:
    """A random change of an audit whose head is known: a line or byte changed, added, taken out, exchanged, or the tail cut."""
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        for number in range(12):
            archive.save(numbered(key, number))
        archive.seal(numbered(key, 11))
        path = archive.store("R1").audit_path
        whole, head = path.read_bytes(), audit.head(path)
        for number in numbers:
            changed = _tampered(whole, random.Random(number))
            if changed == whole:
                yield None
                continue
            path.write_bytes(changed)
            try:
                missed = audit.read(path) != [] and audit.head(path) == head
            except AuditError:
                missed = False
            yield Try("", f"tampering {number}" if missed else "")


def _tampered(whole: bytes, chance: random.Random) -> bytes:
    lines = whole.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    kind = chance.randrange(7)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, chance.choice(lines))
    elif kind == 2:
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 3:
        return b"".join(lines[: chance.randrange(len(lines))])
    elif kind == 4:
        lines[at] = lines[at].replace(chance.choice((b"save", b"seal", b"R1", b"2026")), b"xx")
    changed = bytearray(b"".join(lines))
    if kind >= 5:
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def two_programs(numbers: Sequence[int]) -> Iterator[Try]:
    """Two programs of one reader save in an order drawn by chance: whoever has not seen what the other wrote is told of a conflict."""
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        programs = [archive, Archive(archive.folder, "R1")]
        for program in programs:
            program.open_reading("R1", key)
        disk, seen = 0, [0, 0]
        for number in numbers:
            who = random.Random(number).randrange(2)
            wrong = ""
            try:
                programs[who].save(numbered(key, number + 1))
                wrong = "" if seen[who] == disk else f"save {number}: what the other wrote was overwritten"
                disk += 1
            except durable.Conflict:
                wrong = "" if seen[who] != disk else f"save {number}: told of a conflict where there is none"
                programs[who] = Archive(archive.folder, "R1")
                programs[who].open_reading("R1", key)
            seen[who] = disk
            yield Try("", wrong)


FLIPPED_BITS = Fault("one flipped bit anywhere in a label file", "16,384 of 16,384 detected", fixed(BITS), flipped_bits)
# Some of the numbers change nothing, so that more are drawn than are to be reached.
TAMPERINGS = Fault("random tamperings of an audit, its head being known", "10,000, all detected", fixed(11_000), tamperings)
TWO_PROGRAMS = Fault(
    "two programs on one dataset", "1,000 interleavings, 0 silent overwrites, 0 false conflicts", fixed(1000), two_programs
)
