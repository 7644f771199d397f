"""The session swaps a study in whole, drops what is stale, and refuses to leave what is not saved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.counts.display import Display
from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.seal_rules import Rule
from dspic_gui.durable import NotSaved
from dspic_gui.qt.background import Background
from dspic_gui.qt.session import Session
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion, small_dataset
from tests.made.waiting import PATIENCE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_dataset(tmp_path_factory.mktemp("data") / "d", 4).folder


@pytest.fixture
def session(tmp_path: Path, folder: Path, qtbot: QtBot) -> Iterator[Session]:
    import shutil

    own = Path(shutil.copytree(folder, tmp_path / "d"))
    background = Background()
    yield Session(Archive(own, "R1"), background)
    background.close()


def show(session: Session, qtbot: QtBot, number: int = 0) -> str:
    key = session.archive.study_keys()[number]
    with qtbot.waitSignal(session.study_changed, timeout=15000):
        session.open(key)
    return key


def messages(session: Session) -> list[str]:
    heard: list[str] = []
    session.message.connect(heard.append)
    return heard


def test_study_views_report_and_reading_arrive_together(session: Session, qtbot: QtBot) -> None:
    seen: list[tuple[object, ...]] = []
    session.study_changed.connect(lambda: seen.append((session.key, tuple(session.views), session.reading and session.reading.study)))
    key = show(session, qtbot)
    assert seen == [(key, tuple(Projection), key)]
    assert session.report and "lumbar" in session.report.description
    assert session.maximum > 1 and session.editable and session.saved and session.opening is None


def test_the_last_of_several_quick_requests_wins(session: Session, qtbot: QtBot) -> None:
    keys = session.archive.study_keys()
    shown: list[str | None] = []
    session.study_changed.connect(lambda: shown.append(session.key))
    for key in (*keys, keys[1]):
        session.open(key)
    qtbot.waitUntil(lambda: session.key == keys[1], timeout=15000)
    qtbot.wait(100)
    assert shown == [keys[1]]


def test_a_study_that_cannot_be_read_leaves_the_old_one_up_with_a_sentence(session: Session, qtbot: QtBot) -> None:
    key = show(session, qtbot)
    other = session.archive.study_keys()[1]
    next((session.archive.folder / "scans" / other).iterdir()).write_bytes(b"damaged")
    heard = messages(session)
    with qtbot.waitSignal(session.opening_failed, timeout=15000):
        session.open(other)
    assert session.key == key and session.reading and session.reading.study == key
    assert heard and other in heard[0] and session.opening is None


def test_a_gesture_is_saved_before_the_panels_hear_of_it(session: Session, qtbot: QtBot) -> None:
    key = show(session, qtbot)
    mark = lesion()
    on_disk: list[bool] = []
    path = session.archive.reading_path("R1", key, Projection.ANT)
    session.reading_changed.connect(lambda: on_disk.append(mark.uid in path.read_text(encoding="utf-8")))
    assert session.reading
    session.commit(session.reading.adding(mark))
    assert on_disk == [True]
    session.undo()
    session.redo()
    assert on_disk == [True, False, True]


def test_what_is_not_saved_cannot_be_left(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    key = show(session, qtbot)
    heard = messages(session)
    assert session.reading
    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(NotSaved("NOT SAVED: no disk.")))
        with qtbot.waitSignal(session.saved_changed):
            session.commit(session.reading.adding(lesion()))
        session.open(session.archive.study_keys()[1])
        assert session.opening is None and not session.close_study() and not session.seal()
        assert "NOT SAVED" in heard[-1] and session.key == key and session.problem == "NOT SAVED: no disk."
    session.retry_save()
    assert session.saved and heard[-1] == "Saved."
    assert show(session, qtbot, 1) != key


def test_a_gesture_that_fails_while_the_next_study_loads_keeps_the_present_one(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = show(session, qtbot)
    other = session.archive.study_keys()[1]
    assert session.reading
    session.open(other)
    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(NotSaved("NOT SAVED: no disk.")))
        session.commit(session.reading.adding(lesion()))
    qtbot.waitUntil(lambda: session.opening is None, timeout=15000)
    assert session.key == key and session.unsaved and len(session.reading.lesions) == 1


def test_nothing_is_changed_while_the_files_are_read_again(session: Session, qtbot: QtBot) -> None:
    show(session, qtbot)
    heard = messages(session)
    assert session.reading
    with qtbot.waitSignal(session.study_changed, timeout=15000):
        session.reload()
        session.commit(session.reading.adding(lesion()))
        assert not session.editable and "being opened" in heard[-1]
    assert session.editable and not session.reading.lesions


def test_the_selection_forgets_marks_that_are_gone(session: Session, qtbot: QtBot) -> None:
    show(session, qtbot)
    one, two = lesion(), lesion(140, 510)
    assert session.reading
    session.commit(session.reading.adding(one, two))
    session.select(one.uid, two.uid)
    session.commit(session.reading.without(one.uid))
    assert session.selection == (two.uid,)


def test_normal_is_said_taken_back_and_refused_beside_a_lesion(session: Session, qtbot: QtBot) -> None:
    show(session, qtbot)
    heard = messages(session)
    session.say_normal()
    assert session.reading and session.reading.says_normal
    session.say_normal()
    assert not session.reading.says_normal
    session.commit(session.reading.adding(lesion()))
    session.say_normal()
    assert not session.reading.says_normal and "not normal" in heard[-1]


def test_the_seal_is_refused_with_reasons_then_final_then_reopened(session: Session, qtbot: QtBot) -> None:
    key = show(session, qtbot)
    with qtbot.waitSignal(session.seal_refused) as refused:
        assert not session.seal()
    assert [warning.rule for warning in refused.args[0]] == [Rule.NORMAL_NOT_SAID]
    session.say_normal()
    with qtbot.waitSignal(session.sealed) as sealed:
        assert session.seal()
    assert sealed.args == [key] and not session.editable
    heard = messages(session)
    assert session.reading
    session.commit(session.reading.adding(lesion()))
    assert "sealed" in heard[-1] and not session.reading.lesions
    session.reopen("a second look")
    assert session.editable and not session.reading.sealed


def test_a_guest_draws_but_never_seals(session: Session, qtbot: QtBot) -> None:
    guest = Session(session.archive.as_reader("guest"), session.background)
    show(guest, qtbot)
    guest.say_normal()
    heard = messages(guest)
    assert not guest.seal() and "never votes" in heard[-1]


def test_the_study_lead_looks_and_changes_nothing(session: Session, qtbot: QtBot) -> None:
    lead = Session(session.archive.as_reader(None), session.background)
    show(lead, qtbot)
    assert lead.reading is None and not lead.editable and lead.views


def test_prefetched_studies_open_without_reading_pixels_again(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = session.archive.study_keys()
    show(session, qtbot)
    session.prefetch(keys[1:3])
    qtbot.waitUntil(lambda: session.shelf.holds(keys[2]), timeout=15000)
    monkeypatch.setattr(session.archive, "views", lambda key: pytest.fail("read again"))
    assert show(session, qtbot, 2) == keys[2]


def test_opening_does_not_wait_for_the_rest_of_a_prefetch(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = session.archive.study_keys()
    read: list[str] = []
    first, go_on = threading.Event(), threading.Event()
    views = session.archive.views

    def slow(key: str) -> object:
        read.append(key)
        first.set()
        go_on.wait(PATIENCE)
        return views(key)

    monkeypatch.setattr(session.archive, "views", slow)
    session.prefetch(keys[:3])
    assert first.wait(PATIENCE)
    session.open(keys[3])
    go_on.set()
    qtbot.waitUntil(lambda: session.key == keys[3], timeout=15000)
    assert read == [keys[0], keys[3]]


def test_the_display_survives_the_change_of_study(session: Session, qtbot: QtBot) -> None:
    show(session, qtbot)
    with qtbot.waitSignal(session.display_changed):
        session.set_display(Display(upper=30))
    show(session, qtbot, 1)
    assert session.display.upper == 30
