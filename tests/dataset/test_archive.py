"""The dataset folder: what readers may see, what a seal does, and what survives a power cut."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.checks.audit import verify
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded, SealRefused
from dspic_gui.dataset.mark_figures import MarkFigures
from dspic_gui.durable import Conflict
from dspic_gui.labels.view_file import LabelError
from dspic_gui.reading import Lesion, Reading
from dspic_gui.sentence import Sentence
from dspic_gui.shape import Ellipse, Polygon, Rectangle
from dspic_gui.study import Projection

ANT = Projection.ANT


def lesion(label: str = "metastasis:rib:left", x: float = 100) -> Lesion:
    return Lesion(ANT, Polygon(((x, 300.0), (x + 20, 300.0), (x + 10, 320.0))), label)


def key_of(dataset: Archive) -> str:
    (key,) = dataset.study_keys()
    return key


def sealed(dataset: Archive, reader: str, *lesions: Lesion) -> Reading:
    archive = dataset.as_reader(reader)
    reading = replace(Reading(key_of(dataset), reader), says_normal=not lesions).adding(*lesions)
    return archive.seal(reading)


def test_a_reading_comes_back_as_it_was_saved(dataset: Archive) -> None:
    own = dataset.as_reader("R1")
    key = key_of(dataset)
    marks = (
        lesion(),
        Lesion(ANT, Rectangle((10, 20), (30, 50)), "urine", certainty=4),
        Lesion(ANT, Ellipse(90, 500, 12, 7, 30), "arthritis:knee"),
    )
    reading = Reading(key, "R1").adding(*marks)
    own.save(reading, MarkFigures(own.views(key)).of(reading.lesions))
    again = dataset.as_reader("R1").reading("R1", key)
    assert again is not None
    assert again.lesions == reading.lesions
    content = json.loads(own.reading_path("R1", key, ANT).read_bytes())
    assert content["imagePath"] == f"../../pictures/{key}_ANT.png"
    assert (own.reading_path("R1", key, ANT).parent / content["imagePath"]).resolve() == own.picture(key, ANT).resolve()
    assert content["shapes"][0]["dspic"]["statistics"]["pixels"] > 0


def test_no_reader_sees_another_before_all_have_sealed(dataset: Archive) -> None:
    key = key_of(dataset)
    sealed(dataset, "R2", lesion())
    first = dataset.as_reader("R1")
    for look in (lambda: first.reading("R2", key), lambda: first.sealed_readings(key), lambda: first.truth(key)):
        with pytest.raises(Blinded):
            look()
    sealed(dataset, "R1")
    assert not dataset.as_reader("R1").may_see_others(key)
    sealed(dataset, "R3")
    assert set(dataset.as_reader("R1").sealed_readings(key)) == {"R1", "R2", "R3"}


OPENED: list[str] | None = None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and OPENED is not None:
        OPENED.append(str(arguments[0]))


sys.addaudithook(watch)


def test_before_the_own_seal_no_file_of_another_reader_is_opened(dataset: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    key = key_of(dataset)
    sealed(dataset, "R2", lesion())
    opened: list[str] = []
    monkeypatch.setattr(sys.modules[__name__], "OPENED", opened)
    own = dataset.as_reader("R1")
    assert not own.may_see_others(key)
    assert not own.may_see_predictions(key)
    own.save(Reading(key, "R1").adding(lesion()))
    assert any(name.endswith("dataset.json") for name in opened)
    assert not [name for name in opened if "/R2" in name]


def test_a_guest_reads_and_never_votes(dataset: Archive) -> None:
    sealed(dataset, "guest", lesion())
    assert dataset.sealed_readings(key_of(dataset)) == {}


def test_a_stranger_is_not_let_in(dataset: Archive) -> None:
    with pytest.raises(ArchiveError, match="R9 is not a planned reader"):
        dataset.as_reader("R9")


def test_nothing_said_cannot_be_sealed(dataset: Archive) -> None:
    own = dataset.as_reader("R1")
    with pytest.raises(SealRefused) as refused:
        own.seal(Reading(key_of(dataset), "R1"))
    assert refused.value.warnings
    assert not own.is_sealed("R1", key_of(dataset))


def test_a_sealed_reading_changes_only_by_a_recorded_reopening(dataset: Archive) -> None:
    key = key_of(dataset)
    reading = sealed(dataset, "R1", lesion())
    own = dataset.as_reader("R1")
    with pytest.raises(ArchiveError, match="sealed"):
        own.save(replace(reading.adding(lesion(x=50)), sealed_at=None))
    with pytest.raises(ArchiveError, match="reason"):
        own.reopen(key, "  ")
    draft = own.reopen(key, "overlooked the left knee")
    assert not draft.sealed
    assert not draft.unblinded
    assert [line.reason for line in audit.read(dataset.folder / "audit" / "R1.jsonl")] == [None, "overlooked the left knee"]
    assert [version.sealed for version in durable.versions(own.reading_path("R1", key, ANT), dataset.folder)] == [True]
    own.save(draft.adding(lesion("arthritis:knee:left", 150)))
    assert dataset.sealed_readings(key) == {}


def test_a_reading_reopened_after_seeing_others_says_so(dataset: Archive) -> None:
    for reader in ("R1", "R2", "R3"):
        sealed(dataset, reader, lesion())
    own = dataset.as_reader("R1")
    own.seal(own.reopen(key_of(dataset), "persuaded"))
    again = dataset.sealed_readings(key_of(dataset))["R1"]
    assert again.unblinded


def test_a_sealed_file_changed_by_another_program_does_not_vote(dataset: Archive) -> None:
    key = key_of(dataset)
    sealed(dataset, "R1", lesion())
    path = dataset.reading_path("R1", key, ANT)
    path.write_bytes(path.read_bytes().replace(b"metastasis:rib:left", b"arthritis:knee:left"))
    refused: dict[str, Sentence] = {}
    assert dataset.sealed_readings(key, refused) == {}
    assert set(refused) == {"R1"} and "was changed after it was sealed" in refused["R1"]
    _, found = verify(dataset.folder)
    assert [one.file for one in found] == [f"readings/R1/{key}_ANT.json"]


def test_a_damaged_file_is_kept_aside_and_never_opened_as_empty(dataset: Archive) -> None:
    key = key_of(dataset)
    own = dataset.as_reader("R1")
    own.save(Reading(key, "R1").adding(lesion()))
    path = own.reading_path("R1", key, ANT)
    path.write_bytes(path.read_bytes()[:200])
    for _ in range(2):
        with pytest.raises(LabelError, match="quarantine"):
            own.reading("R1", key)
    assert [kept.read_bytes() for kept in (dataset.folder / ".quarantine").rglob("*.json") if kept.is_file()] == [path.read_bytes()]
    assert own.store("R1").set_aside(key)
    assert own.reading("R1", key) is None


def test_a_save_over_a_file_that_changed_is_a_conflict(dataset: Archive) -> None:
    key = key_of(dataset)
    one, other = dataset.as_reader("R1"), dataset.as_reader("R1")
    one.save(Reading(key, "R1").adding(lesion()))
    reading = other.reading("R1", key)
    assert reading is not None
    one.save(reading.adding(lesion(x=50)))
    with pytest.raises(Conflict) as raised:
        other.save(reading.adding(lesion(x=150)))
    assert b"150" in raised.value.copy.read_bytes()


def test_an_edit_by_another_program_is_said(dataset: Archive) -> None:
    key = key_of(dataset)
    own = dataset.as_reader("R1")
    own.save(Reading(key, "R1").adding(lesion()))
    path = own.reading_path("R1", key, ANT)
    path.write_bytes(path.read_bytes().replace(b"metastasis:rib:left", b"arthritis:knee:left"))
    opened = own.open_reading("R1", key)
    assert opened is not None
    assert opened.edited_elsewhere == (ANT,)
    assert opened.reading.lesions[0].label == "arthritis:knee:left"


def test_an_act_without_its_audit_line_is_completed(dataset: Archive) -> None:
    key = key_of(dataset)
    own = dataset.as_reader("R1")
    own.save(Reading(key, "R1").adding(lesion()))
    path = dataset.folder / "audit" / "R1.jsonl"
    before = path.read_bytes()
    reading = own.reading("R1", key)
    assert reading is not None
    own.seal(reading)
    path.write_bytes(before)
    again = dataset.as_reader("R1").reading("R1", key)
    assert again is not None
    assert again.sealed
    assert verify(dataset.folder)[1] == []


def test_half_a_seal_becomes_a_draft_again(dataset: Archive) -> None:
    key = key_of(dataset)
    study = dataset.study(key)
    (source,) = study.views
    dataset.save_study(replace(study, views=(source, replace(source, projection=Projection.POST))))
    own = dataset.as_reader("R1")
    own.save(Reading(key, "R1").adding(lesion()))
    before = (dataset.folder / "audit" / "R1.jsonl").read_bytes()
    draft = own.reading_path("R1", key, Projection.POST).read_bytes()
    reading = own.reading("R1", key)
    assert reading is not None
    own.seal(reading)
    (dataset.folder / "audit" / "R1.jsonl").write_bytes(before)
    own.reading_path("R1", key, Projection.POST).write_bytes(draft)
    again = dataset.as_reader("R1").reading("R1", key)
    assert again is not None
    assert not again.sealed
    assert again.lesions == reading.lesions
    dataset.as_reader("R1").seal(again)
    assert verify(dataset.folder)[1] == []


def test_settings_that_break_a_rule_are_a_sentence(dataset: Archive) -> None:
    path = dataset.folder / "dataset.json"
    content = json.loads(path.read_bytes())
    for change in ({"readers": []}, {"readers": ["R1", "R1"]}, {"vote": {"quorum": 9}}, {"schema": 99}, {"readers": ["../x"]}):
        path.write_text(json.dumps(content | change))
        with pytest.raises(ArchiveError, match=r"dataset\.json"):
            Archive(dataset.folder)
    path.write_text(json.dumps(content | {"hospital": "kept"}))
    assert Archive(dataset.folder).dataset.to_json() == json.dumps(content | {"hospital": "kept"}, indent=1).encode() + b"\n"


def test_the_pseudonym_depends_on_the_secret_alone(tmp_path: Path) -> None:
    one = Archive.create(tmp_path / "one", "One", secret="a" * 64)
    same = Archive.create(tmp_path / "same", "Same", secret="a" * 64)
    other = Archive.create(tmp_path / "other", "Other")
    assert one.study_key("1.2.3") == same.study_key("1.2.3") != other.study_key("1.2.3")
    assert one.patient_key("1.2.3") != one.study_key("1.2.3")
