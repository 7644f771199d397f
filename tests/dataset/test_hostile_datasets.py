"""A dataset that somebody else made: no name in it leads out of its folder, no plan in it does what this program would not do."""

from __future__ import annotations

import json
import os
import stat
from contextlib import closing, suppress
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import audit, exchange
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.audit import EXCHANGE
from dspic_gui.dataset.seal_rules import Rule, unresolved
from dspic_gui.reading import Lesion, Reading
from dspic_gui.scans.decoder import DecodeError
from dspic_gui.sentence import SaidError
from dspic_gui.shape import Polygon, Rectangle
from dspic_gui.study import Projection
from dspic_gui.worklist.rows import Worklist
from tests.faults.acts import ACTS
from tests.made import endless
from tests.made.small_dataset import lesion, small_dataset

ANT = Projection.ANT

BAD_NAMES = (
    *("", ".", "..", "../evil", "a/b", "a\\b", "a\0b", "/etc", "C:evil"),
    *("x" * 300, "line\nbreak", "\u202ename", "a*b", 'a"b', "a|b", "a<b"),
)
"""Names that a path must not be made of."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """R1 has sealed the only study."""
    archive = small_dataset(tmp_path / "d", 1)
    (key,) = archive.study_keys()
    archive.as_reader("R1").seal(Reading(key, "R1", (lesion(),)))
    return archive


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != durable.LOCK}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_no_path_is_made_of_a_bad_name(name: str) -> None:
    key = "0" * 16
    makers = (
        lambda: layout.study_file(name),
        lambda: layout.label_file(name, key, ANT),
        lambda: layout.label_file("R1", name, ANT),
        lambda: layout.audit_file(name),
        lambda: layout.sittings_file(name),
        lambda: layout.history_file(name, key),
        lambda: layout.adjudication_file(name),
        lambda: layout.prediction_file(name, key),
        lambda: layout.review_file(name, key),
        lambda: layout.exchange_folder(name),
        lambda: layout.act_folder(name, key),
        lambda: layout.consensus_file(name, ANT),
        lambda: layout.report_file(name),
        lambda: layout.quarantined("x", name),
    )
    for make in makers:
        with pytest.raises(layout.NameRefused, match="cannot be a name"):
            make()


@pytest.mark.parametrize("name", ["R1", "Zoë", "model 2", "a.b", "0123456789abcdef"])
def test_an_ordinary_name_passes(name: str) -> None:
    assert layout.gated(name) == name


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_dataset_that_names_a_person_so_is_refused_by_a_sentence(name: str, archive: Archive) -> None:
    path = archive.folder / layout.DATASET
    content = json.loads(path.read_bytes())
    for change in ({"readers": ["R1", name]}, {"protocol": {"adjudicator": name}}):
        path.write_text(json.dumps(content | change), encoding="utf-8")
        with pytest.raises(ArchiveError, match="breaks a rule"):
            Archive(archive.folder)


@pytest.mark.parametrize("document", ["[]", "3", "null", '"x"', "[" * 50_000, '{"schema": 1}', '{"schema": 1, "name": 1, "readers": 5}'])
def test_settings_that_are_no_settings_are_a_sentence(document: str, archive: Archive) -> None:
    (archive.folder / layout.DATASET).write_text(document, encoding="utf-8")
    with pytest.raises(ArchiveError):
        Archive(archive.folder)


@pytest.mark.parametrize("document", ["[]", "3", "null", "[" * 50_000, '{"age": 1e400}', '{"views": 5}'])
def test_a_study_file_that_is_none_is_a_sentence(document: str, archive: Archive) -> None:
    (key,) = archive.study_keys()
    (archive.folder / layout.study_file(key)).write_text(document, encoding="utf-8")
    with pytest.raises(ArchiveError):
        archive.study(key)


@pytest.mark.parametrize("name", ["\0", "é\0", "a" * 5000, "../../../etc/passwd"])
def test_a_scan_at_an_impossible_place_is_a_broken_rule(name: str, archive: Archive) -> None:
    (key,) = archive.study_keys()
    path = archive.folder / layout.study_file(key)
    content = json.loads(path.read_bytes())
    content["views"]["POST"]["file"] = name
    path.write_text(json.dumps(content), encoding="utf-8")
    broken = [one for one in DatasetCheck(archive.folder).breaches() if one.file == layout.study_file(key)]
    assert any(one.sentence.startswith("views.POST.file") for one in broken)
    with pytest.raises(DecodeError):
        archive.views(key)


def forged(archive: Archive, files: dict[str, str | bytes], acts: list[dict[str, object]] | object) -> Path:
    """A plan as somebody else would write it: names, with the content that each is to get."""
    (key,) = archive.study_keys()
    stage = archive.folder / layout.exchange_folder(key)
    stage.mkdir(parents=True)
    wanted = {}
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        wanted[name] = durable.sha256(raw) if raw else exchange.GONE
        if raw:
            (stage / durable.sha256(raw)).write_bytes(raw)
    (stage / exchange.PLAN).write_text(json.dumps({"files": wanted, "acts": acts}), encoding="utf-8")
    return stage


def act(reader: str, study: str, files: dict[str, str], kind: str = EXCHANGE) -> dict[str, object]:
    return {"reader": reader, "act": kind, "study": study, "files": files, "reason": None, "at": None}


def test_no_forged_plan_does_anything(archive: Archive, tmp_path: Path) -> None:
    (key,) = archive.study_keys()
    label, other = layout.label_file("R1", key, ANT), f"{layout.READINGS}/R2/{key}_ANT.json"
    evil = durable.sha256(b"evil")
    plans: list[tuple[dict[str, str | bytes], object]] = [
        ({}, [act("../../evil", key, {})]),
        ({}, [act("lead", "../../evil", {})]),
        ({}, [act("R1", key, {}, "seal")]),
        ({}, [act("R1", key, {}, "save")]),
        ({"../../x.jsonl": "evil"}, [act("lead", key, {"../../x.jsonl": evil})]),
        ({"/tmp/x.jsonl": "evil"}, [act("lead", key, {"/tmp/x.jsonl": evil})]),
        ({"dataset.json": "evil"}, [act("lead", key, {"dataset.json": evil})]),
        ({"audit/R1.jsonl": ""}, [act("lead", key, {"audit/R1.jsonl": ""})]),
        ({"key": ""}, []),
        ({label: ""}, [act("R1", key, {label: ""})]),
        ({label: "evil"}, [act("R1", key, {label: evil})]),
        ({label: "evil"}, [act("R1", key, {})]),
        ({other: "evil"}, []),
        ({f"studies/{'0' * 16}.json": "evil"}, []),
        ({}, {"reader": "R1"}),
        ({}, "acts"),
        ({}, [3]),
        ({}, [act("lead", key, {}) | {"name": -1}]),
        ({}, [act("lead", key, {}) | {"at": "2026-99-99"}]),
        ({}, [act("lead", key, {}) | {"reason": 5}]),
    ]
    before = everything(tmp_path)
    for files, acts in plans:
        stage = forged(archive, files, acts)
        Archive(archive.folder)
        Archive(archive.folder, "R1")
        for path in stage.iterdir():
            path.unlink()
        stage.rmdir()
        assert everything(tmp_path) == before, (files, acts)
    assert verify(archive.folder)[1] == [] and Archive(archive.folder, "R1").is_sealed("R1", key)


def test_many_marks_are_checked_before_a_seal_each_copy_once(archive: Archive) -> None:
    boxes = [Rectangle((4 + x * 2.4, 4 + y * 10.0), (6 + x * 2.4, 10 + y * 10.0)) for x in range(20) for y in range(100)]
    marks = [Lesion(ANT, box, "metastasis:rib:left", uid=f"{number:032x}") for number, box in enumerate(boxes)]
    copies = [Lesion(ANT, box, "metastasis:rib:left", uid=f"f{number:031x}") for number, box in enumerate(boxes[:50])]
    found = unresolved(Reading("0" * 16, "R1", (*marks, *copies)), archive.book)
    assert [warning.uid for warning in found] == [mark.uid for mark in copies]
    assert {warning.rule for warning in found} == {Rule.DUPLICATE}
    piled = [Lesion(ANT, boxes[0], "metastasis:rib:left", uid=f"{number:032x}") for number in range(500)]
    assert len(unresolved(Reading("0" * 16, "R1", tuple(piled)), archive.book)) == 499


def test_marks_that_nearly_cover_each_other_are_still_found(archive: Archive) -> None:
    """The boxes only choose what is drawn: a fine outline and its coarse copy, a small mark and one moved by half a pixel."""
    one = Polygon(((60.0, 400.0), (160.0, 402.0), (158.0, 480.0), (61.0, 478.0)))
    pairs = (
        (one, one.moved(1.0, 1.0), True),
        (one, one.moved(20.0, 0.0), False),
        (Rectangle((10, 10), (14, 14)), Rectangle((10.4, 10), (14.4, 14)), True),
        (Rectangle((10, 10), (14, 14)), Rectangle((12, 10), (16, 14)), False),
    )
    for first, second, twice in pairs:
        reading = Reading("0" * 16, "R1", (Lesion(ANT, first, "metastasis:rib:left"), Lesion(ANT, second, "metastasis:rib:left")))
        assert bool(unresolved(reading, archive.book)) is twice


@pytest.fixture
def own_umask() -> object:
    kept = os.umask(0o022)
    yield
    os.umask(kept)


@pytest.mark.skipif(os.name == "nt", reason="rights of files are of Unix")
def test_what_is_written_can_be_read_by_its_user_alone_unless_the_folder_is_shared(tmp_path: Path, own_umask: object) -> None:
    durable.keep_private()
    private = small_dataset(tmp_path / "private", 1).as_reader("R1")
    (key,) = private.study_keys()
    private.seal(Reading(key, "R1", (lesion(),)))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in private.folder.rglob("*")}
    assert modes <= {0o600, 0o700} and stat.S_IMODE(private.folder.stat().st_mode) == 0o700
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o770)
    durable.follow_rights_of(shared)
    group = small_dataset(shared, 1).as_reader("R1")
    group.seal(Reading(key, "R1", (lesion(),)))
    assert stat.S_IMODE(group.reading_path("R1", key, ANT).stat().st_mode) == 0o660
    Archive(private.folder)
    (tmp_path / "x").mkdir()
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o700


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
@pytest.mark.parametrize("kind", endless.KINDS)
def test_no_file_of_a_dataset_is_waited_for_or_read_without_end(kind: str, tmp_path: Path) -> None:
    """Whatever is looked at of the dataset ends, with a sentence where the file is needed."""
    ACTS["second vote"].place(tmp_path)
    folder, hangs = tmp_path / "d", list[str]()
    (key,) = Archive(folder).study_keys()

    def look() -> None:
        with suppress(SaidError, OSError):
            archive = Archive(folder, "R1")
            archive.open_reading("R1", key)
            archive.report(key)
        with suppress(SaidError):
            verify(folder)
        with suppress(SaidError):
            list(DatasetCheck(folder).breaches())
        with suppress(SaidError), closing(Worklist(folder, None, tmp_path / "cache")) as rows:
            rows.refresh()

    for path in [one for one in folder.rglob("*") if one.is_file() and one.name != durable.LOCK]:
        with endless.in_place_of(path, kind):
            hangs += [] if endless.ends(look) else [path.name]
    assert hangs == []


@pytest.mark.parametrize("name", ["../../victim.json", "/etc/passwd", "a\0b", "/dev/zero", "readings/../../x", "", "readings//x"])
def test_an_audit_that_names_what_is_no_file_of_a_dataset_is_none(name: str, archive: Archive) -> None:
    """Its chain holds together: whoever writes such a line can count the hashes."""
    audit.append(archive.folder / layout.audit_file("R2"), audit.Act("R2", audit.SAVE, archive.study_keys()[0], {name: "0" * 64}))
    said = [one.sentence for one in verify(archive.folder)[1]]
    assert said == ["The audit R2.jsonl was changed: line 1 is no audit line. Nothing was altered."]
    assert not [one for one in DatasetCheck(archive.folder).breaches() if "picture" not in one.sentence]


@pytest.mark.parametrize(
    ("place", "value"),
    [(("scans",), [5]), (("scans",), "/"), (("scans",), ["a\0"]), (("scans",), [""]), (("protocol", "blind_to_report"), "no"),
     (("protocol", "seed"), "x"), (("protocol", "seed"), None)],
)  # fmt: skip
def test_settings_of_another_kind_are_refused_by_a_sentence(place: tuple[str, ...], value: object, archive: Archive) -> None:
    path = archive.folder / layout.DATASET
    content = json.loads(path.read_bytes())
    (content if len(place) == 1 else content[place[0]])[place[-1]] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"dataset\.json of d breaks a rule: "):
        Archive(archive.folder)
