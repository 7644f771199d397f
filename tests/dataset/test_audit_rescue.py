"""A damaged audit is told, set aside as evidence, and a new chain begins that names the old head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.audit import BEGIN_ANEW, SEAL
from dspic_gui.dataset.audit_rescue import begin_anew, damage_of
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset


def marked(key: str) -> Reading:
    return Reading(key, "R1", (lesion(),))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """R1 has sealed two of three studies, and drawn in the third."""
    archive = small_dataset(tmp_path / "d", 3).as_reader("R1")
    one, two, three = archive.study_keys()
    archive.seal(marked(one))
    archive.seal(marked(two))
    archive.save(marked(three))
    return archive


def crlf(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


def flipped(content: bytes) -> bytes:
    lines = content.split(b"\n")
    lines[1] = lines[1].replace(b'"seal"', b'"reop"')
    return b"\n".join(lines)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "CRLF": crlf,
    "BOM": lambda content: b"\xef\xbb\xbf" + content,
    "an empty line": lambda content: content.replace(b"\n", b"\n\n", 1),
    "a foreign line": lambda content: content + b"hello\n",
    "a line that is no object": lambda content: content + b"[]\n",
    "a flipped bit": flipped,
    "a number twice": lambda content: content.replace(b'"seq": 2', b'"seq": 2, "seq": 2'),
    "half a character": lambda content: content + b'{"act": "\\ud800"}\n',
    "too deep": lambda content: content + b"[" * 100_000 + b"\n",
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_audit_is_told_and_a_new_chain_begins_that_names_the_old(kind: str, archive: Archive) -> None:
    path = archive.folder / layout.audit_file("R1")
    whole = audit.read(path)
    damaged = DAMAGES[kind](path.read_bytes())
    path.write_bytes(damaged)
    found = damage_of(archive.folder, "R1")
    assert found is not None and "audit" in found.problem.sentence and "Nothing was altered" in found.problem.sentence
    assert list(found.sound) == whole[: len(found.sound)]
    kept = begin_anew(archive.folder, "R1")
    assert damage_of(archive.folder, "R1") is None
    first, *others = audit.read(path)
    assert first.act == BEGIN_ANEW and found.head in str(first.reason) and [line.study for line in others] == kept
    (copy,) = first.files
    assert (archive.folder / copy).read_bytes() == damaged and first.files[copy] == durable.sha256(damaged)
    proven = {line.study for line in found.sound if line.act == SEAL}
    assert set(kept) == proven
    said = [one.sentence for one in verify(archive.folder)[1]]
    assert any(found.head in sentence and copy in sentence for sentence in said)


@pytest.mark.parametrize("kind", ["a flipped bit", "a foreign line"])
def test_reading_goes_on_in_the_new_chain(kind: str, archive: Archive) -> None:
    path = archive.folder / layout.audit_file("R1")
    path.write_bytes(DAMAGES[kind](path.read_bytes()))
    kept = begin_anew(archive.folder, "R1")
    again = Archive(archive.folder, "R1")
    for key in again.study_keys():
        opened = again.open_reading("R1", key)
        assert opened is not None and len(opened.reading.lesions) == 1
        assert opened.reading.sealed == (key in kept) == again.is_sealed("R1", key)
        if key not in kept:
            again.save(Reading(key, "R1"))
            again.open_reading("R1", key)
            again.seal(marked(key))
    assert all(Archive(archive.folder, "R1").is_sealed("R1", key) for key in again.study_keys())


def test_a_seal_whose_file_was_changed_is_not_carried_over(archive: Archive) -> None:
    one, two, _ = archive.study_keys()
    label = archive.reading_path("R1", one, Projection.ANT)
    label.write_bytes(label.read_bytes().replace(b"metastasis", b"arthritis"))
    path = archive.folder / layout.audit_file("R1")
    path.write_bytes(path.read_bytes() + b"hello\n")
    assert begin_anew(archive.folder, "R1") == [two]


def test_a_whole_audit_is_left_as_it_is(archive: Archive) -> None:
    path = archive.folder / layout.audit_file("R1")
    before = path.read_bytes()
    assert damage_of(archive.folder, "R1") is None and begin_anew(archive.folder, "R1") == []
    assert path.read_bytes() == before and damage_of(archive.folder, "R2") is None


@pytest.mark.parametrize("emptied", [b"", b"\0\0\0", b"\r"])
def test_an_emptied_audit_does_not_fit_the_files(emptied: bytes, archive: Archive) -> None:
    (archive.folder / layout.audit_file("R1")).write_bytes(emptied)
    assert any("cut short, emptied or exchanged" in one.sentence for one in verify(archive.folder)[1])


def test_a_line_that_the_disk_does_not_confirm_does_not_stand(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive.folder / layout.audit_file("R1")
    before = path.read_bytes()

    def refuses(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refuses)
        with pytest.raises(durable.NotSaved, match="input/output error"):
            audit.append(path, audit.Act("R1", SEAL, "x", {}))
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", ["BOM", "a flipped bit", "an empty line"])
def test_a_window_that_is_open_follows_the_chain_that_another_window_began(kind: str, archive: Archive) -> None:
    one, two, three = archive.study_keys()
    assert archive.is_sealed("R1", one) and archive.is_sealed("R1", two)
    path = archive.folder / layout.audit_file("R1")
    path.write_bytes(DAMAGES[kind](path.read_bytes()))
    begin_anew(archive.folder, "R1")
    anew = Archive(archive.folder, "R1")
    anew.save(marked(three).adding(lesion(20, 400)))
    assert [archive.is_sealed("R1", key) for key in (one, two)] == [anew.is_sealed("R1", key) for key in (one, two)]
    archive.open_reading("R1", three)
    archive.save(marked(three).adding(lesion(140, 510)))
    assert [one.sentence[:22] for one in verify(archive.folder)[1]] == ["A new chain began on 2"]
