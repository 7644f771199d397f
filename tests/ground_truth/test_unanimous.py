"""Accept-all over a dataset touches what is unanimous and nothing else, says who did it, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dspic_gui import durable
from dspic_gui.dataset import audit
from dspic_gui.dataset.archive import Archive
from dspic_gui.ground_truth.adjudication import AdjudicationError, adjudication_path, read_adjudication
from dspic_gui.ground_truth.adjudication_desk import AdjudicationDesk
from dspic_gui.ground_truth.unanimous import accept_unanimous, last_accepted, take_back_accepted, waiting_unanimous
from tests.made.disputed_dataset import UNANIMOUS, disputed_dataset


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return disputed_dataset(tmp_path / "dataset", UNANIMOUS)


def desks(archive: Archive) -> list[AdjudicationDesk]:
    return [AdjudicationDesk(archive, archive.study(key)) for key in archive.study_keys()]


def waiting(archive: Archive) -> list[list[str]]:
    return [[item.target for item in desk.waiting] for desk in desks(archive)]


def test_only_what_is_unanimous_is_accepted_and_who_did_it_is_written_down(archive: Archive) -> None:
    reader, keys, before = archive.as_reader("R2"), archive.study_keys(), waiting(archive)
    found = waiting_unanimous(reader)
    assert found.counts == {keys[0]: 1, keys[1]: 2} and found.problems == ()
    unanimous = [{item.target for item in desk.unanimous} for desk in desks(archive)]
    done = accept_unanimous(reader, found.studies)
    assert done.counts == found.counts
    assert waiting(archive) == [[name for name in names if name not in gone] for names, gone in zip(before, unanimous, strict=True)]
    for key, gone in zip(keys, unanimous, strict=True):
        kept = read_adjudication(archive.folder, key).settlements
        assert {one.target for one in kept} == gone
        assert all((one.by, one.at, one.reason, one.outline) == ("R2", done.at, "unanimous", None) for one in kept)
    acts = [line for line in audit.read(archive.folder / "audit" / "R2.jsonl") if line.act == "settle"]
    assert [(line.study, line.reason) for line in acts] == [(keys[0], "unanimous"), (keys[1], "unanimous")]
    assert waiting_unanimous(reader).lesions == 0


def test_it_is_taken_back_by_whoever_did_it_and_later_decisions_stay(archive: Archive) -> None:
    reader, keys, before = archive.as_reader("R2"), archive.study_keys(), waiting(archive)
    accept_unanimous(reader, waiting_unanimous(reader).studies)
    assert last_accepted(archive.as_reader("R1")) is None and last_accepted(archive) is None
    later = AdjudicationDesk(reader, archive.study(keys[1]))
    lesion = next(item for item in later.items if item.lesion is not None)
    later.reject(lesion, "artefact")
    batch = last_accepted(archive.as_reader("R2"))
    assert batch is not None and batch.counts == {keys[0]: 1, keys[1]: 1}
    assert take_back_accepted(reader, batch).counts == batch.counts
    assert waiting(archive)[0] == before[0]
    rest = [name for name in before[1] if name != lesion.target]
    assert waiting(archive)[1] == ["ANT", *rest], "the view keeps a disease whose only place was rejected"
    assert last_accepted(reader) is None and waiting_unanimous(reader).lesions == 2


def test_a_full_disk_ends_it_with_a_sentence_and_what_was_saved_counts(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, real = archive.study_keys(), durable.write

    def full(path: Path, *given: object, **named: object) -> None:
        if keys[1] in str(path):
            raise durable.NotSaved("NOT SAVED: the disk is full.")
        real(path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(durable, "write", full)
    done = accept_unanimous(archive, waiting_unanimous(archive).studies)
    assert done.counts == {keys[0]: 1} and "NOT SAVED" in done.problems[0] and keys[1] in done.problems[0]
    assert not read_adjudication(archive.folder, keys[1]).settlements


def test_who_may_not_settle_may_not_do_it_and_a_damaged_file_is_named(archive: Archive) -> None:
    keys = archive.study_keys()
    path = adjudication_path(archive.folder, keys[0])
    path.parent.mkdir(exist_ok=True)
    path.write_text("{", encoding="utf-8")
    found = waiting_unanimous(archive)
    assert found.studies == (keys[1],) and len(found.problems) == 1 and "restore an earlier version" in found.problems[0]
    protocol = json.loads((archive.folder / "dataset.json").read_text())
    protocol["protocol"]["adjudicator"] = "R9"
    (archive.folder / "dataset.json").write_text(json.dumps(protocol))
    with pytest.raises(AdjudicationError, match="R9 settles"):
        accept_unanimous(Archive(archive.folder, "R1"), keys)


def test_studies_that_a_reader_may_not_see_are_left_alone(archive: Archive) -> None:
    keys = archive.study_keys()
    archive.as_reader("R3").reopen(keys[1], "looked again")
    found = waiting_unanimous(Archive(archive.folder, "R1"))
    assert found.studies == (keys[0],) and accept_unanimous(Archive(archive.folder, "R1"), keys).studies == (keys[0],)
