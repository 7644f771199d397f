"""The list shows what a model says only where it may be seen, drops what was said of another scan, and filters by it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.ground_truth.consolidation import run
from dspic_gui.worklist.filter import Column, Filter, FilterError, Sort, share
from dspic_gui.worklist.rows import Worklist
from tests.made.disputed_dataset import disputed_dataset

SAID = {"normal": (0.9, 0.06, 0.04), "metastatic": (0.02, 0.94, 0.04), "arthritic": (0.1, 0.2, 0.7)}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Four sealed studies, the last one normal for all."""
    return disputed_dataset(tmp_path / "dataset")


def say(archive: Archive, key: str, answer: str, model: str = "small-12345678", **more: object) -> Path:
    """A kept prediction as the archive writes it."""
    probabilities = dict(zip(("normal", "metastatic", "arthritic"), SAID[answer], strict=True))
    overall = {"probabilities": probabilities, "top1": answer, "label": answer, **more}
    views = {view.projection.value: {"source_sha256": view.sha256} for view in archive.study(key).views}
    path = archive.folder / "predictions" / model / f"{key}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"schema": 1, "study": key, "views": views, "overall": overall}), encoding="utf-8")
    return path


def listed(archive: Archive, reader: str | None, cache: Path) -> Worklist:
    found = Worklist(archive.folder, reader, cache)
    found.refresh()
    return found


def test_a_prediction_is_listed_after_the_own_seal_and_gone_after_reopening(archive: Archive, tmp_path: Path) -> None:
    key, other = archive.study_keys()[:2]
    for one in (key, other):
        say(archive, one, "metastatic")
    archive.as_reader("R1").reopen(key, "looked again")
    worklist = listed(archive, "R1", tmp_path / "cache")
    hidden, shown = worklist.row(key), worklist.row(other)
    assert hidden is not None and (hidden.said, hidden.probability, hidden.differs) == (None, None, None)
    assert shown is not None and (shown.said, shown.probability) == (Answer.METASTATIC, 0.94)
    reader = archive.as_reader("R1")
    reading = reader.reading("R1", key)
    assert reading is not None
    reader.seal(reading)
    row = worklist.refresh_study(key)
    assert row is not None and row.said is Answer.METASTATIC
    worklist.close()


def test_the_consensus_is_compared_when_all_have_sealed_and_not_before(archive: Archive, tmp_path: Path) -> None:
    key = archive.study_keys()[3]
    say(archive, key, "metastatic")
    run(archive)
    worklist = listed(archive, "R1", tmp_path / "cache")
    row = worklist.row(key)
    assert row is not None and row.differs is True
    archive.as_reader("R2").reopen(key, "looked again")
    worklist.refresh()
    row = worklist.row(key)
    assert row is not None and row.said is Answer.METASTATIC and row.differs is None
    say(archive, key, "normal")
    reader = archive.as_reader("R2")
    reading = reader.reading("R2", key)
    assert reading is not None
    reader.seal(replace(reading, says_normal=True))
    worklist.refresh()
    row = worklist.row(key)
    assert row is not None and (row.said, row.differs) == (Answer.NORMAL, False)
    worklist.close()


def test_the_others_audits_stay_closed_before_the_own_seal(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    plain = Path.open

    def watched(path: Path, *arguments: object, **named: object) -> object:
        opened.append(path.as_posix())
        return plain(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", watched)
    for key in archive.study_keys():
        say(archive, key, "normal")
        archive.as_reader("R1").reopen(key, "looked again")
    opened.clear()
    worklist = listed(archive, "R1", tmp_path / "cache")
    assert not [path for path in opened if "R2" in path or "R3" in path or "/predictions/" in path or "/consensus/" in path]
    assert all(row.said is None for row in worklist.everything())
    worklist.close()


def test_what_was_said_of_another_scan_or_cannot_be_read_is_not_listed(archive: Archive, tmp_path: Path) -> None:
    keys = archive.study_keys()
    stale, damaged, odd, good = (say(archive, key, "arthritic") for key in keys)
    content = json.loads(stale.read_text(encoding="utf-8"))
    content["views"]["ANT"]["source_sha256"] = "0" * 64
    stale.write_text(json.dumps(content), encoding="utf-8")
    damaged.write_text("{", encoding="utf-8")
    odd.write_text('{"overall": 3, "views": {}}', encoding="utf-8")
    worklist = listed(archive, None, tmp_path / "cache")
    assert [(row.key, row.said) for row in worklist.everything() if row.said] == [(good.stem, Answer.ARTHRITIC)]
    worklist.close()


def test_the_newest_of_two_models_counts(archive: Archive, tmp_path: Path) -> None:
    import os

    key = archive.study_keys()[0]
    older, newer = say(archive, key, "normal", "a-11111111"), say(archive, key, "arthritic", "b-22222222")
    os.utime(older, ns=(10**18, 10**18))
    os.utime(newer, ns=(2 * 10**18, 2 * 10**18))
    worklist = listed(archive, None, tmp_path / "cache")
    assert [row.said for row in worklist.everything() if row.said] == [Answer.ARTHRITIC]
    os.utime(older, ns=(3 * 10**18, 3 * 10**18))
    worklist.refresh()
    assert [row.said for row in worklist.everything() if row.said] == [Answer.NORMAL]
    worklist.close()


def test_a_row_names_its_model_and_a_list_of_several_models_says_so(archive: Archive, tmp_path: Path) -> None:
    from dspic_gui.qt.worklist.columns import COLUMNS, tip

    one, other, _, silent = archive.study_keys()
    text = next(column.text for column in COLUMNS if column.sorts is Column.SAID)
    say(archive, one, "normal", "a-11111111")
    worklist = listed(archive, None, tmp_path / "cache")
    row = worklist.row(one)
    assert row is not None and (row.model, row.mixed, text(row)) == ("a-11111111", False, "N")
    assert "The model a-11111111 says: normal" in tip(row) and "several models" not in tip(row)
    say(archive, other, "arthritic", "b-22222222")
    worklist.refresh()
    rows = {key: worklist.row(key) for key in (one, other, silent)}
    assert {key: text(row) for key, row in rows.items() if row} == {one: "N · 11111111", other: "A · 22222222", silent: ""}
    assert all("several models" in tip(row) for key, row in rows.items() if row and key != silent)
    say(archive, one, "metastatic", "b-22222222")
    row = worklist.refresh_study(one)
    assert row is not None and (row.model, row.mixed) == ("b-22222222", False)
    worklist.close()


def test_filters_and_order(archive: Archive, tmp_path: Path) -> None:
    keys = archive.study_keys()
    for key, answer in zip(keys[1:], ("metastatic", "arthritic", "metastatic"), strict=True):
        say(archive, key, answer)
    run(archive)
    worklist = listed(archive, None, tmp_path / "cache")

    def found(shown: Filter, sort: Sort = Sort()) -> list[str]:
        return [row.key for row in worklist.everything(shown, sort)]

    assert found(Filter(said=frozenset({Answer.METASTATIC}))) == [keys[1], keys[3]]
    assert found(Filter(surest=0.8)) == [keys[1], keys[3]]
    assert keys[3] in found(Filter(differs=True)) and keys[0] not in found(Filter(differs=True))
    assert found(Filter(), Sort(Column.PROBABILITY)) == [keys[2], keys[1], keys[3], keys[0]]
    worklist.close()


@pytest.mark.parametrize(("text", "value"), [("", None), ("0.8", 0.8), ("80 %", 0.8), ("0,25", 0.25), ("1", 1.0)])
def test_a_probability_is_read_as_people_write_it(text: str, value: float | None) -> None:
    assert share(text) == value


@pytest.mark.parametrize("text", ["2", "-1", "nan", "a", "120 %"])
def test_what_is_no_probability_is_said(text: str) -> None:
    with pytest.raises(FilterError, match="is no probability"):
        share(text)


def test_two_kinds_of_networks_that_differ_are_listed_and_found(archive: Archive, tmp_path: Path) -> None:
    first, second, third, _ = archive.study_keys()
    for key, answer in ((first, "metastatic"), (second, "arthritic"), (third, "normal")):
        say(archive, key, "metastatic")
        say(archive, key, answer, "lesions-87654321", lesions=[], likeness=0.9, unlike=key == third)
    worklist = listed(archive, "R1", tmp_path / "cache")
    rows = [worklist.row(key) for key in (first, second, third)]
    assert [row.disputed for row in rows if row] == [False, True, None]
    assert [row.said for row in rows if row] == [Answer.METASTATIC] * 3, "the network of views is the one that is shown"
    assert [row.key for row in worklist.everything(Filter(disputed=True))] == [second]
    worklist.close()


def test_an_answer_on_a_scan_unlike_what_was_learned_counts_as_none(archive: Archive, tmp_path: Path) -> None:
    key = archive.study_keys()[0]
    say(archive, key, "metastatic", "lesions-87654321", lesions=[], likeness=0.1, unlike=True)
    worklist = listed(archive, "R1", tmp_path / "cache")
    row = worklist.row(key)
    assert row is not None and row.unlike and (row.said, row.probability, row.differs) == (None, None, None)
    assert worklist.shows_predictions() and not list(worklist.everything(Filter(said=frozenset({Answer.METASTATIC}))))
    worklist.close()
