from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspic_gui import cli
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.description import Protocol, read_dataset
from dspic_gui.dataset.sittings import Sitting
from dspic_gui.disease import Answer
from dspic_gui.intake.importing import import_sources
from dspic_gui.places import cache_folder
from dspic_gui.qt.worklist.columns import COLUMNS, tip
from dspic_gui.reading import Reading
from dspic_gui.worklist.filter import Column, Filter, FilterError, Sort, ages_between, day
from dspic_gui.worklist.rows import TO_READ, Row, Status, Worklist, WorklistError, index_path
from tests.made.body_files import scan
from tests.made.importing import put
from tests.made.large_dataset import large_dataset
from tests.made.small_dataset import lesion, small_dataset


@pytest.fixture
def lead(tmp_path: Path) -> Archive:
    return small_dataset(tmp_path / "dataset", 3)


def listed(folder: Path, reader: str | None = "R1", shown: Filter = Filter(), sort: Sort = Sort()) -> list[Row]:
    worklist = Worklist(folder, reader)
    worklist.refresh()
    rows = list(worklist.everything(shown, sort))
    worklist.close()
    return rows


def printed(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert cli.main(["worklist", str(folder), "--json", *more]) == 0
    return capsys.readouterr().out


# what a row says


def test_two_scans_of_one_day_are_told_apart_by_the_time(tmp_path: Path) -> None:
    """Blood pool and delayed pictures, and a scan of the year before, which has its day alone."""
    archive = Archive.create(tmp_path / "dataset", "Test")
    for body in ("early", "late", "prior"):
        put(tmp_path / "in", body, scan(f"{body}_ant", f"{body}_post").content())
    import_sources(archive, [tmp_path / "in"])
    rows = listed(archive.folder)
    assert len({row.patient for row in rows}) == 1
    shown = next(column.text for column in COLUMNS if column.sorts is Column.DATE)
    assert sorted(map(shown, rows)) == ["05-24 11:05", "05-24 14:09", "2022-05-19"]
    assert sum("another scan of this day" in tip(row) for row in rows) == 2


def test_a_row_says_what_the_study_file_says(lead: Archive) -> None:
    rows = listed(lead.folder)
    assert [row.key for row in rows] == lead.study_keys()
    assert [row.number for row in rows] == [1, 2, 3]
    for row in rows:
        study = lead.study(row.key)
        assert (row.patient, row.date, row.sex, row.age) == (study.patient, study.date, study.sex, study.age)
        assert row.views == ("ANT", "POST")
        assert row.status is Status.UNREAD and row.answer is None and row.seals is None


def test_the_status_follows_the_own_reading(lead: Archive) -> None:
    key = lead.study_keys()[1]
    archive, worklist = lead.as_reader("R1"), Worklist(lead.folder, "R1")
    worklist.refresh()

    def status() -> tuple[Status, Answer | None]:
        row = worklist.refresh_study(key)
        assert row is not None
        return row.status, row.answer

    reading = Reading(key, "R1").adding(lesion())
    archive.save(reading)
    assert status() == (Status.DRAFT, None)
    archive.seal(reading)
    assert status() == (Status.SEALED, Answer.METASTATIC)
    archive.reopen(key, "the rib is an artefact")
    assert status() == (Status.REOPENED, None)
    normal = replace(Reading(key, "R1"), says_normal=True)
    archive.save(normal)
    assert status() == (Status.REOPENED, None)
    archive.seal(normal)
    assert status() == (Status.SEALED, Answer.NORMAL)
    assert worklist.counts()[Status.SEALED] == 1
    assert listed(lead.folder)[1].answer is Answer.NORMAL


def test_a_reader_sees_nothing_of_another_and_the_lead_counts_seals(lead: Archive) -> None:
    key = lead.study_keys()[0]
    for reader in ("R2", "R3"):
        lead.as_reader(reader).seal(Reading(key, reader).adding(lesion()))
    before = listed(lead.folder, "R1")
    assert all(row.status is Status.UNREAD and row.seals is None for row in before)
    first = listed(lead.folder, None)[0]
    assert (first.seals, first.planned, first.status, first.answer) == (2, 3, Status.DRAFT, None)
    lead.as_reader("R1").seal(Reading(key, "R1").adding(lesion()))
    assert listed(lead.folder, None)[0].status is Status.SEALED
    assert listed(lead.folder, "R1")[0].seals is None


def test_a_readers_list_opens_no_file_of_another_reader(lead: Archive) -> None:
    key = lead.study_keys()[0]
    for reader in ("R1", "R2"):
        lead.as_reader(reader).seal(Reading(key, reader).adding(lesion()))
    opened = opened_files(lead.folder, "R1")
    assert any("/readings/R1/" in path for path in opened), "the watch sees nothing"
    foreign = [
        path for path in opened if str(lead.folder) in path and any(f"/{name}" in path for name in ("R2", "R3", "truth", "consensus"))
    ]
    assert foreign == []


def opened_files(folder: Path, reader: str) -> list[str]:
    """The paths that the index's builder opens, lists or asks about, watched by Python's audit events."""
    script = (
        "import sys; from pathlib import Path; seen = []\n"
        "sys.addaudithook(lambda event, a: seen.append(str(a[0])) if event in ('open', 'os.scandir', 'os.listdir') else None)\n"
        "from dspic_gui.worklist.builder import is_short, main\n"
        "assert is_short(Path(sys.argv[1]), sys.argv[3])\n"
        "assert main(sys.argv[1:]) == 0\nprint('SEEN'); print('\\n'.join(seen))"
    )
    command = [sys.executable, "-c", script, str(folder), "--reader", reader]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.partition("SEEN\n")[2].splitlines()


def test_sealed_is_what_the_audit_says(lead: Archive) -> None:
    key = lead.study_keys()[0]
    lead.as_reader("R1").seal(Reading(key, "R1").adding(lesion()))
    audit = lead.folder / "audit" / "R1.jsonl"
    lines = audit.read_bytes()
    audit.write_bytes(b"")
    assert listed(lead.folder)[0].status is Status.DRAFT, "the file says sealed, the audit holds no seal"
    audit.write_bytes(lines)
    assert listed(lead.folder)[0].status is Status.SEALED
    for projection in lead.study(key).projections:
        lead.reading_path("R1", key, projection).unlink()
    assert listed(lead.folder)[0].status is Status.DAMAGED


def test_a_damaged_file_is_a_row_that_says_so(lead: Archive) -> None:
    first, second, _ = lead.study_keys()
    (lead.folder / "studies" / f"{first}.json").write_text("{", encoding="utf-8")
    path = lead.reading_path("R1", second, lead.study(second).projections[0])
    path.parent.mkdir(parents=True)
    path.write_text('{"shapes": 5}', encoding="utf-8")
    rows = listed(lead.folder)
    assert [row.status for row in rows] == [Status.DAMAGED, Status.DAMAGED, Status.UNREAD]
    assert all(row.note for row in rows[:2])


@pytest.mark.parametrize("age", [2**70, -(2**70), -1, 1000, 1e400, "61", None, [61]])
def test_an_age_that_is_none_does_not_stop_the_list(age: object, lead: Archive) -> None:
    key = lead.study_keys()[0]
    path = lead.folder / "studies" / f"{key}.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"age": age}))
    found = {row.key: row.age for row in listed(lead.folder)}
    assert found[key] is None and len([one for one in found.values() if one is not None]) == len(found) - 1


@pytest.mark.parametrize("field", ["patient", "sex", "tracer", "date"])
def test_half_a_character_does_not_stop_the_list(field: str, lead: Archive) -> None:
    key = lead.study_keys()[0]
    path = lead.folder / "studies" / f"{key}.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {field: "\ud800"}))
    assert len(listed(lead.folder)) == len(lead.study_keys())


def test_half_a_character_in_the_reason_of_a_skip_does_not_stop_the_list(lead: Archive) -> None:
    key = lead.study_keys()[0]
    Sitting(lead.folder, "R1").skip(key, "later")
    path = lead.folder / "sittings" / "R1.jsonl"
    path.write_bytes(path.read_bytes().replace(b"later", b"\\ud800"))
    assert listed(lead.folder)[0].note == "\ufffd"


def test_skipped_with_its_reason_until_it_is_read_after_all(lead: Archive) -> None:
    key = lead.study_keys()[0]
    sitting = Sitting(lead.folder, "R1")
    sitting.skip(key, "motion, ask for a repeat")
    row = listed(lead.folder)[0]
    assert (row.status, row.note) == (Status.SKIPPED, "motion, ask for a repeat")
    assert listed(lead.folder, shown=Filter(text="repeat")) == [row]
    assert listed(lead.folder, "R2")[0].status is Status.UNREAD
    sitting.edited(key)
    assert listed(lead.folder)[0].status is Status.UNREAD


# the index may be deleted at any time


def test_the_list_is_the_same_after_the_cache_is_deleted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = large_dataset(tmp_path / "dataset", 250, read=120, protocol=Protocol(order="random", seed=7))
    Sitting(folder, "R1").skip(next(row.key for row in listed(folder) if row.status is Status.DRAFT), "later")
    for more in (("--reader", "R1"), ("--reader", "R1", "--sort", "date", "--descending"), ("--text", "tc-99m")):
        before = printed(folder, capsys, *more)
        assert len(before.splitlines()) > 50
        shutil.rmtree(cache_folder() / "worklists")
        assert printed(folder, capsys, *more) == before


def test_a_damaged_index_is_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = large_dataset(tmp_path / "dataset", 20)
    before = printed(folder, capsys, "--reader", "R1")
    path = index_path(folder, "R1")
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert printed(folder, capsys, "--reader", "R1") == before
    path.write_bytes(b"nonsense" * 1000)
    assert printed(folder, capsys, "--reader", "R1") == before


def test_the_index_may_go_while_it_is_open(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 20, read=5)
    worklist = Worklist(folder, "R1")
    worklist.refresh()
    before = list(worklist.everything())
    shutil.rmtree(worklist.path.parent)
    assert worklist.lost()
    worklist.refresh()
    assert list(worklist.everything()) == before
    worklist.close()


def test_the_dataset_folder_is_not_written(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 5)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    listed(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


# brought up to date by what changed


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 40, read=20)
    worklist = Worklist(folder, "R1")
    assert worklist.refresh() == 40
    assert worklist.refresh() == 0
    first, second = [row.key for row in worklist.everything()][:2]
    content = json.loads((folder / "studies" / f"{first}.json").read_bytes())
    (folder / "studies" / f"{first}.json").write_text(json.dumps(content | {"age": 101}), encoding="utf-8")
    (folder / "studies" / f"{second}.json").unlink()
    assert worklist.refresh() == 1
    rows = list(worklist.everything())
    assert rows[0].age == 101
    assert [row.number for row in rows] == list(range(1, 40))
    assert second not in {row.key for row in rows}
    shown = Filter(statuses=frozenset({Status.UNREAD}), oldest=70)
    expected = [row for row in rows if row.status is Status.UNREAD and row.age is not None and row.age <= 70]
    assert 0 < len(expected) < 39
    assert list(worklist.everything(shown)) == expected, "a gap in the ids changes no filter"
    worklist.close()


def test_an_edit_in_place_is_seen(lead: Archive) -> None:
    key = lead.study_keys()[0]
    lead.as_reader("R1").seal(Reading(key, "R1").adding(lesion()))
    assert listed(lead.folder)[0].answer is Answer.METASTATIC
    path = lead.reading_path("R1", key, lead.study(key).projections[0])
    with path.open("r+", encoding="utf-8") as file:
        content = file.read().replace("metastasis:rib", "arthritis:rib")
        file.seek(0)
        file.write(content)
    assert listed(lead.folder)[0].answer is Answer.ARTHRITIC


def test_stopped_by_its_progress_it_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 1500)
    worklist = Worklist(folder, "R1")
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        calls.append((done, total))
        return done == 0

    worklist.refresh(progress)
    assert calls[0] == (0, 0) and len(calls) == 2
    assert len(worklist.ids()) == 1500, "all rows stand before they are filled"
    assert worklist.refresh() == 1500 - 200 - 500
    assert all(row.views for row in worklist.everything())
    worklist.close()


# the order of reading


def test_random_order_is_each_readers_own_and_stays(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 60, protocol=Protocol(order="random", seed=3))
    orders = {reader: [row.key for row in listed(folder, reader)] for reader in ("R1", "R2", None)}
    assert len({tuple(order) for order in orders.values()}) == 3
    assert all(sorted(order) == orders[None] for order in orders.values())
    assert orders["R1"] == [row.key for row in listed(folder, "R1")]
    dataset = read_dataset(folder)
    (folder / "dataset.json").write_bytes(replace(dataset, protocol=replace(dataset.protocol, seed=4)).to_json())
    assert [row.key for row in listed(folder, "R1")] != orders["R1"]
    (folder / "dataset.json").write_bytes(dataset.to_json())
    assert [row.key for row in listed(folder, "R1")] == orders["R1"]


def test_the_next_to_read(tmp_path: Path) -> None:
    folder = large_dataset(tmp_path / "dataset", 30, read=30)
    worklist = Worklist(folder, "R1")
    worklist.refresh()
    rows = list(worklist.everything())
    ids = worklist.ids()
    for start in range(30):
        expected = next((at for at, row in enumerate(rows[start:]) if row.status is Status.DRAFT), None)
        assert worklist.first_waiting(ids[start:]) == expected
    first, second = [at for at, row in enumerate(rows) if row.status in TO_READ][:2]
    assert worklist.first_waiting(ids, {rows[first].key}) == second
    sealed = worklist.ids(Filter(statuses=frozenset({Status.SEALED})))
    assert worklist.first_waiting(sealed) is None
    worklist.close()


# filters, against a slow reading of the same rows


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worklist]:
    place = tmp_path_factory.mktemp("mixed")
    folder = large_dataset(place / "dataset", 120, read=70)
    for key in [path.stem for path in sorted((folder / "studies").glob("*.json"))][::9]:
        Sitting(folder, "R1").skip(key, "ärgerlich unscharf")
    worklist = Worklist(folder, "R1", cache=place / "cache")
    worklist.refresh()
    yield worklist
    worklist.close()


FILTERS = st.builds(
    Filter,
    text=st.sampled_from(["", "a", "ant post", "2015", "TC-99M", "ÄRGER", "1 7", "f 7", "12 m", "zzz", "%", "_", "'"]),
    statuses=st.frozensets(st.sampled_from(Status), max_size=3),
    sexes=st.frozensets(st.sampled_from(["F", "M", "O"]), max_size=2),
    since=st.sampled_from([None, "2012", "2015-06", "2016-02-14"]),
    until=st.sampled_from([None, "2024", "2015-06", "2016-02-14"]),
    youngest=st.none() | st.integers(0, 100),
    oldest=st.none() | st.integers(0, 100),
)


@given(shown=FILTERS, sort=st.builds(Sort, st.sampled_from(Column), st.booleans()))
def test_filter_and_sort_equal_a_slow_reference(mixed: Worklist, shown: Filter, sort: Sort) -> None:
    everything = list(mixed.everything())
    assert len(everything) == 120
    expected = slow_sort([row for row in searched(everything, shown) if passes(row, shown)], sort)
    assert list(mixed.everything(shown, sort)) == expected


def searched(rows: list[Row], shown: Filter) -> list[Row]:
    words = [word if len(word) > 2 else f" {word}" for word in shown.text.casefold().split()]
    for hidden in (False, True):
        found = [row for row in rows if all(word in searched_text(row, hidden) for word in words)]
        if found:
            return found
    return []


def searched_text(row: Row, hidden: bool) -> str:
    listed = (str(row.number), row.sex, "" if row.age is None else str(row.age), row.date, " ".join(row.views))
    beside = (row.key, row.patient, TRACER[row.key], row.note) if hidden else ()
    return f" {' '.join(filter(None, (*listed, *beside)))}".casefold()


def passes(row: Row, shown: Filter) -> bool:
    within = (
        row.date is not None or not (shown.since or shown.until),
        shown.since is None or (row.date or "") >= shown.since,
        shown.until is None or (row.date or "")[: len(shown.until)] <= shown.until,
        shown.youngest is None or (row.age is not None and row.age >= shown.youngest),
        shown.oldest is None or (row.age is not None and row.age <= shown.oldest),
        not shown.statuses or row.status in shown.statuses,
        not shown.sexes or row.sex in shown.sexes,
    )
    return all(within)


TRACER: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def tracers(mixed: Worklist) -> None:
    for path in (mixed._folder / "studies").glob("*.json"):
        TRACER[path.stem] = json.loads(path.read_bytes())["tracer"] or ""


def slow_sort(rows: list[Row], sort: Sort) -> list[Row]:
    def value(row: Row) -> object:
        found = getattr(row, sort.column.value)
        return " ".join(found) if isinstance(found, tuple) else found

    key: Callable[[Row], tuple[object, int]] = lambda row: (value(row), row.number)  # noqa: E731
    have = sorted((row for row in rows if value(row) is not None), key=key, reverse=sort.descending)  # type: ignore[arg-type]
    lack = sorted((row for row in rows if value(row) is None), key=lambda row: row.number, reverse=sort.descending)
    return have + lack


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, None)),
        ("55", (55, 55)),
        ("40-70", (40, 70)),
        (" 40 – 70 ", (40, 70)),
        ("40-", (40, None)),
        ("-70", (None, 70)),
    ],
)
def test_ages(text: str, expected: tuple[int | None, int | None]) -> None:
    assert ages_between(text) == expected


@pytest.mark.parametrize("text", ["-", "old", "40-50-60", "4000"])
def test_no_ages(text: str) -> None:
    with pytest.raises(FilterError, match="write 55"):
        ages_between(text)


def test_days() -> None:
    assert [day(text) for text in ("", "2026", "2026-01", " 2026-01-31")] == [None, "2026", "2026-01", "2026-01-31"]
    with pytest.raises(FilterError, match="no date"):
        day("31.01.2026")


# without a window


def test_the_command_prints_rows(lead: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    key = lead.study_keys()[0]
    lead.as_reader("R1").seal(Reading(key, "R1").adding(lesion()))
    own = [json.loads(line) for line in printed(lead.folder, capsys, "--reader", "R1", "--status", "sealed").splitlines()]
    assert [(row["key"], row["answer"]) for row in own] == [(key, "metastatic")]
    assert "seals" not in own[0]
    counted = [json.loads(line) for line in printed(lead.folder, capsys, "--limit", "1").splitlines()]
    assert [(row["seals"], row["planned"]) for row in counted] == [(1, 3)]
    assert cli.main(["worklist", str(lead.folder), "--age", "50-51", "--sort", "age"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(("more", "word"), [(("--reader", "R9"), "R9"), (("--since", "soon"), "soon"), (("--age", "old"), "old")])
def test_the_command_refuses(lead: Archive, capsys: pytest.CaptureFixture[str], more: tuple[str, str], word: str) -> None:
    assert cli.main(["worklist", str(lead.folder), *more]) == 2
    assert word in capsys.readouterr().err


def test_no_dataset_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["worklist", str(tmp_path)]) == 2
    assert "not a dataset" in capsys.readouterr().err
    with pytest.raises(WorklistError, match="not a dataset"):
        Worklist(tmp_path)


def test_a_cache_that_cannot_be_written_is_a_sentence(lead: Archive, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(WorklistError, match="dataset is untouched"):
        Worklist(lead.folder, "R1", cache=blocked)


def test_rows_are_plain_values(lead: Archive) -> None:
    assert json.loads(json.dumps(asdict(listed(lead.folder)[0])))["status"] == "unread"
