"""The audit: every tampering is found, a torn tail is no act."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dspic_gui.dataset import audit
from dspic_gui.dataset.audit import Act, AuditError


def chain(path: Path, acts: int = 5) -> Path:
    for number in range(acts):
        audit.append(path, Act("R1", "save", f"{number:016x}", {f"readings/R1/{number}.json": "ab" * 32}))
    return path


def test_lines_are_numbered_and_linked(tmp_path: Path) -> None:
    lines = audit.read(chain(tmp_path / "audit" / "R1.jsonl"))
    assert [line.seq for line in lines] == [1, 2, 3, 4, 5]
    assert lines[0].prev == audit.START
    assert [line.prev for line in lines[1:]] == [line.hash for line in lines[:-1]]
    assert audit.head(tmp_path / "audit" / "R1.jsonl") == lines[-1].hash


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(st.data())
def test_any_changed_byte_is_found(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "audit" / "R1.jsonl"
    if not path.exists():
        chain(path)
    good = path.read_bytes()
    place = data.draw(st.integers(0, len(good) - 2))
    byte = data.draw(st.integers(0, 255))
    assume(byte != good[place])
    tampered = tmp_path / "R1.jsonl"
    tampered.write_bytes(good[:place] + bytes([byte]) + good[place + 1 :])
    with pytest.raises(AuditError, match="was changed"):
        audit.read(tampered)


@pytest.mark.parametrize("take", [0, 1, 3])
def test_a_line_taken_out_is_found(tmp_path: Path, take: int) -> None:
    path = chain(tmp_path / "audit" / "R1.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for number, line in enumerate(lines) if number != take))
    with pytest.raises(AuditError):
        audit.read(path)


def test_a_torn_line_is_set_aside_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = chain(tmp_path / "audit" / "R1.jsonl", 2)
    with path.open("ab") as file:
        file.write(b'{"act": "save", "at"')
    assert len(audit.read(path)) == 2
    audit.append(path, Act("R1", "seal", "0" * 16, {}))
    assert [line.act for line in audit.read(path)] == ["save", "save", "seal"]
    kept = list((tmp_path / ".quarantine").rglob("R1.jsonl.*"))
    assert [file.read_bytes() for file in kept] == [b'{"act": "save", "at"']


def test_a_line_longer_than_a_block_is_read_from_the_end(tmp_path: Path) -> None:
    path = tmp_path / "audit" / "R1.jsonl"
    audit.append(path, Act("R1", "reopen", "0" * 16, {}, reason="x" * 200_000))
    audit.append(path, Act("R1", "seal", "0" * 16, {}))
    assert json.loads(path.read_bytes().splitlines()[-1])["seq"] == 2
    assert len(audit.read(path)[0].reason or "") == 200_000


def test_reading_on_gives_only_what_came_since_and_checks_that_it_follows(tmp_path: Path) -> None:
    path = tmp_path / "audit" / "R1.jsonl"
    for number in range(3):
        audit.append(path, Act("R1", "save", f"s{number}", {}))
    first, place = audit.read_on(path, audit.Place())
    audit.append(path, Act("R1", "seal", "s9", {}))
    more, further = audit.read_on(path, place)
    assert [line.study for line in first] == ["s0", "s1", "s2"] and [line.study for line in more] == ["s9"]
    assert further == audit.read_on(path, audit.Place())[1] and audit.read_on(path, further)[0] == []
    with pytest.raises(AuditError):
        audit.read_on(path, audit.Place(place.size, place.lines, "0" * 64))
