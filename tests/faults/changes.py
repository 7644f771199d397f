"""Bits flipped in label files, audits tampered with, two programs on one dataset."""

from __future__ import annotations

import os
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import AuditError
from dspic_gui.labels.view_file import LabelError, parse_label_file
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.faults.row import Row, dataset_in, numbered, share
from tests.made.small_dataset import lesion


def flipped_bits(scale: float) -> Row:
    """Each bit of a label file of 2 kB flipped in turn: refused, or known as edited elsewhere."""
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        marks = tuple(lesion(x=20 + 10 * number, uid=f"{number:032x}", label="urine") for number in range(5))
        archive.save(Reading(key, "R1", marks))
        content = archive.reading_path("R1", key, Projection.ANT).read_bytes()[:2048]
        whole = archive.reading_path("R1", key, Projection.ANT).read_bytes()
    bits = min(8 * len(content), 16_384)
    chosen = range(0, bits, 1 if scale >= 1 else 97)
    missed = 0
    for bit in chosen:
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            missed += not parse_label_file(bytes(changed), f"{key}_ANT.json", Projection.ANT).edited_elsewhere
        except LabelError:
            continue
    return Row("one flipped bit anywhere in a label file", "16,384 of 16,384 detected", len(chosen), missed)


def tamperings(scale: float) -> Row:
    """A random change of an audit whose head is known: a line or byte changed, added, taken out, exchanged, or the tail cut."""
    chance, tries, missed = random.Random(11), share(10_000, scale, 50), 0
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        for number in range(12):
            archive.save(numbered(key, number))
        archive.seal(numbered(key, 11))
        path = archive.store("R1").audit_path
        whole, head = path.read_bytes(), audit.head(path)
        for _ in range(tries):
            changed = _tampered(whole, chance)
            if changed == whole:
                continue
            path.write_bytes(changed)
            try:
                missed += audit.read(path) != [] and audit.head(path) == head
            except AuditError:
                continue
    return Row("random tamperings of an audit, its head being known", "10,000, all detected", tries, missed)


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


def two_programs(scale: float) -> Row:
    """Two programs of one reader save in an order drawn by chance: whoever has not seen what the other wrote is told of a conflict."""
    chance, tries, silent = random.Random(3), share(1000, scale, 20), 0
    with TemporaryDirectory() as place:
        archive, key = dataset_in(Path(place))
        programs = [archive, Archive(archive.folder, "R1")]
        for program in programs:
            program.open_reading("R1", key)
        disk, seen = 0, [0, 0]
        for number in range(1, tries + 1):
            who = chance.randrange(2)
            try:
                programs[who].save(numbered(key, number))
                silent += seen[who] != disk
                disk += 1
            except durable.Conflict:
                silent += seen[who] == disk
                programs[who] = Archive(archive.folder, "R1")
                programs[who].open_reading("R1", key)
            seen[who] = disk
    figure = "1,000 interleavings, 0 silent overwrites, 0 false conflicts"
    return Row("two programs on one dataset", figure, tries, silent)


def processor() -> str:
    """What the machine calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return os.uname().machine
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), os.uname().machine)
