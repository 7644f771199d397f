"""Some studies come a second time: hidden in every list and name, far apart, never counted twice, and compared with the first reading."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dspic_gui import cli
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.archive import Archive, ArchiveError, Blinded
from dspic_gui.dataset.belonging import BELONGS
from dspic_gui.dataset.description import read_dataset
from dspic_gui.ground_truth.consolidation import read_studies, run
from dspic_gui.ground_truth.intra_reader import again, intra_reader, twice_read
from dspic_gui.intake import hidden_repeats
from dspic_gui.intake.hidden_repeats import APART, add_repeats
from dspic_gui.reading import Lesion, Reading
from dspic_gui.worklist.facts import place_in_order
from dspic_gui.worklist.rows import Worklist
from tests.made.small_dataset import lesion, small_dataset

SEALED_AT = "2026-03-04T05:06:07Z"


def seal(archive: Archive, reader: str, key: str, lesions: Iterable[Lesion] = ()) -> None:
    marks = tuple(lesions)
    archive.as_reader(reader).seal(Reading(key, reader, marks, says_normal=not marks), at=SEALED_AT)


@pytest.fixture
def repeated(tmp_path: Path) -> Archive:
    archive = small_dataset(tmp_path / "dataset", 8)
    add_repeats(archive, 0.25, seed=3)
    return Archive(tmp_path / "dataset")


def test_each_reader_has_them_in_the_list_and_nobody_else(
    repeated: Archive, tmp_path: Path
) -> None:
    repeats = repeated.repeats()
    assert len(repeats) == 2 and set(repeats.values()) < set(repeated.study_keys())
    assert len(repeated.study_keys()) == len(repeated.counted_keys()) == 8
    assert repeated.study_keys() == repeated.as_reader("guest").study_keys()
    reader = repeated.as_reader("R1")
    assert set(reader.study_keys()) == {*repeated.study_keys(), *repeats}
    with pytest.raises(Blinded, match="belongs to the study lead"):
        reader.repeats()
    for person, count in ((None, 8), ("R1", 10), ("guest", 8)):
        worklist = Worklist(repeated.folder, person, tmp_path / "cache")
        worklist.refresh()
        assert len(list(worklist.everything())) == count
        worklist.close()


def test_nothing_that_a_reader_sees_tells_which_they_are(repeated: Archive, tmp_path: Path) -> None:
    reader = repeated.as_reader("R2")
    for repeat, original in repeated.repeats().items():
        one, other = reader.study(original), reader.study(repeat)
        assert one.key != other.key and one.patient != other.patient and one.date != other.date
        assert {view.file for view in one.views}.isdisjoint(view.file for view in other.views)
        assert all(original not in view.file for view in other.views)
        assert [view.sha256 for view in one.views] == [view.sha256 for view in other.views]
        for view, pixels in reader.views(original).items():
            assert np.array_equal(pixels.counts, reader.views(repeat)[view].counts)
        assert reader.report(repeat) == reader.report(original) and set(other.extra) == set(one.extra) == {BELONGS}
    names = [
        path.relative_to(repeated.folder).as_posix()
        for path in repeated.folder.rglob("*")
        if path.is_file()
    ]
    assert [name for name in names if "repeat" in name] == ["repeats.json"]
    worklist = Worklist(repeated.folder, "R2", tmp_path / "cache")
    worklist.refresh()
    rows = list(worklist.everything())
    assert len({(row.patient, row.date) for row in rows}) == len(rows)
    worklist.close()


@pytest.mark.parametrize("order", ["given", "random"])
def test_they_lie_far_apart_for_every_reader(tmp_path: Path, order: str) -> None:
    archive = small_dataset(tmp_path / "dataset", 12)
    described = replace(
        archive.dataset, protocol=replace(archive.dataset.protocol, order=order, seed=5)
    )
    (archive.folder / layout.DATASET).write_bytes(described.to_json())
    archive = Archive(archive.folder)
    for repeat, original in add_repeats(archive, 0.5, seed=1).items():
        for reader in archive.dataset.readers:
            places = [
                place_in_order(archive.dataset.protocol, reader, key) for key in (repeat, original)
            ]
            assert abs(places[0] - places[1]) >= APART


def test_the_same_seed_draws_the_same_and_a_stopped_call_is_taken_up(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        archive = small_dataset(tmp_path / name, 6)
        made.append(add_repeats(archive, 0.34, seed=9))
    assert made[0] == made[1]
    first = next(iter(made[0]))
    archive = Archive(tmp_path / "one")
    before = archive.study(first)
    (archive.folder / layout.study_file(first)).unlink()
    assert add_repeats(archive, 0.34, seed=9) == made[0] and archive.study(first) == before
    with pytest.raises(ArchiveError, match="has hidden repeats already"):
        add_repeats(archive, 0.5, seed=9)
    assert read_dataset(archive.folder).protocol.repeats == archive.dataset.protocol.repeats
    # the drawn studies have no pictures for the screen; nothing else is amiss
    assert {one.sentence for one in DatasetCheck(archive.folder).breaches()} == {
        "there is no such picture."
    }


def test_a_call_that_was_stopped_before_the_first_copy_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list is written first; who is stopped before the protocol says so has repeated nothing yet."""
    archive = small_dataset(tmp_path / "d", 4)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(hidden_repeats, "write_description", _stopped)
        add_repeats(archive, 0.25, seed=1)
    assert (archive.folder / layout.REPEATS).exists() and len(layout.study_keys(archive.folder)) == 4
    made = add_repeats(Archive(archive.folder), 0.5, seed=2)
    assert len(made) == 2 and Archive(archive.folder).repeats() == made and len(layout.study_keys(archive.folder)) == 6


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_list_of_repeats_that_is_missing_is_not_empty(repeated: Archive) -> None:
    """Else every repeat would be counted twice."""
    (repeated.folder / layout.REPEATS).unlink()
    for count in (repeated.counted_keys, repeated.repeats, repeated.study_keys, lambda: add_repeats(repeated, 0.25, seed=3)):
        with pytest.raises(ArchiveError, match=r"repeats\.json is missing, so repeated studies could be counted twice"):
            count()
    assert [one.file for one in DatasetCheck(repeated.folder).breaches() if "missing" in one.sentence] == [layout.REPEATS]
    assert len(Archive(repeated.folder, "R1").study_keys()) == 10


def test_a_patient_with_a_prior_is_not_repeated(tmp_path: Path) -> None:
    archive = small_dataset(tmp_path / "dataset", 5, patients=4)
    twice = [
        key
        for key in archive.study_keys()
        if archive.study(key).patient == archive.patient_key("patient 0")
    ]
    assert len(twice) == 2
    assert set(add_repeats(archive, 0.6).values()).isdisjoint(twice)
    with pytest.raises(ArchiveError, match="4 studies are to be repeated, and 3 have a patient"):
        add_repeats(small_dataset(tmp_path / "more", 5, patients=4), 0.8)


def test_others_and_networks_wait_until_a_reader_has_sealed_all(repeated: Archive) -> None:
    for reader in repeated.dataset.readers:
        for key in repeated.as_reader(reader).study_keys()[:-1]:
            seal(repeated, reader, key)
    reader = Archive(repeated.folder, "R1")
    first, last = reader.study_keys()[0], reader.study_keys()[-1]
    assert not reader.may_see_predictions(first) and not reader.may_see_others(first)
    for ask in (reader.require_predictions, reader.require_others):
        with pytest.raises(Blinded, match="when you have sealed the last study of your list"):
            ask(first)
    for name in repeated.dataset.readers:
        seal(repeated, name, last)
    reader = Archive(repeated.folder, "R1")
    assert reader.may_see_predictions(first) and reader.may_see_others(first)


def test_they_are_never_counted_twice(repeated: Archive) -> None:
    for reader in repeated.dataset.readers:
        for key in repeated.as_reader(reader).study_keys():
            seal(repeated, reader, key, [lesion()])
    counted = []
    run(repeated, each=lambda study, consensus: counted.append(study.key))
    assert counted == repeated.counted_keys() and not set(counted) & set(repeated.repeats())
    assert not [
        path
        for repeat in repeated.repeats()
        for path in (repeated.folder / "consensus").glob(f"{repeat}*")
    ]
    assert len(list(read_studies(repeated))) == 8
    assert len(list(read_studies(Archive(repeated.folder, "R1")))) == 8


def test_each_reader_against_himself(repeated: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    """R1 says the same twice, R2 changes the answer of one study, R3 draws one lesion half beside itself."""
    repeats = repeated.repeats()
    changed = sorted(repeats)[0]
    for reader in repeated.dataset.readers:
        for key in repeated.as_reader(reader).study_keys():
            marks = [lesion()]
            if reader == "R2" and key == changed:
                marks = []
            if reader == "R3" and key == changed:
                marks = [lesion(x=100)]
            seal(repeated, reader, key, marks)
    pairs = list(twice_read(repeated))
    assert len(pairs) == 6 and {pair.key for pair in pairs} == set(repeats.values())
    figures = {
        (one.readers[0], one.level, one.name): one
        for one in intra_reader(pairs, repeated.dataset.vote)
        if one.about == "overall"
    }
    assert {one.readers for one in figures.values()} == {
        (name, again(name)) for name in ("R1", "R2", "R3")
    }
    assert figures["R1", "study", "raw agreement"].value == 1.0
    assert (
        figures["R2", "study", "raw agreement"].value == 0.5
        and figures["R2", "study", "raw agreement"].count == 2
    )
    assert figures["R1", "lesion", "mean Dice of matched lesions"].value == 1.0
    assert figures["R3", "lesion", "mean Dice of matched lesions"].value == pytest.approx(0.75)
    assert figures["R3", "lesion", "mean Dice of matched lesions"].low is not None
    assert cli.main(["agreement", str(repeated.folder), "--resamples", "0", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    own = [line for line in lines if line.get("intra_reader")]
    assert {tuple(line["readers"]) for line in own} == {
        (name, again(name)) for name in ("R1", "R2", "R3")
    }
    assert {
        line["count"]
        for line in lines
        if line["name"] == "raw agreement" and line["level"] == "study" and line not in own
    } == {8}


def test_the_command_names_none_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = small_dataset(tmp_path / "dataset", 6)
    assert cli.main(["repeats", str(archive.folder), "--share", "0.34", "--seed", "2"]) == 0
    said = capsys.readouterr().out
    assert said == "2 studies come a second time to each reader.\n"
    protocol = json.loads((archive.folder / layout.DATASET).read_bytes())["protocol"]
    assert protocol["repeats"] == {"share": 0.34, "seed": 2}
    (line,) = (archive.folder / "audit/lead.jsonl").read_text().splitlines()
    assert (
        json.loads(line)["act"] == "repeat studies"
        and json.loads(line)["reason"] == "share 0.34, seed 2"
    )
    assert cli.main(["repeats", str(archive.folder), "--share", "2"]) == 2
    assert cli.main(["verify", str(archive.folder)]) == 0
