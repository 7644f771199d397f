"""Results arrive on the GUI thread, stale ones are dropped, expected errors are delivered and others are raised."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.qt.background import Background, Job
from tests.made.waiting import PATIENCE

STEPS = 1_000_000


class ReadError(Exception):
    """Something expected."""


@pytest.fixture
def background(qtbot: QtBot) -> Background:
    made = Background()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_arrives_here(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    background.run("a", lambda _: threading.current_thread().name, lambda name: seen.append((name, threading.current_thread().name)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != seen[0][1] == threading.main_thread().name


def test_all_work_shares_one_long_lived_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[int] = []
    for topic in "abcd":
        background.run(topic, lambda _: threading.get_ident(), threads.append)
    qtbot.waitUntil(lambda: len(threads) == 4)
    assert len(set(threads)) == 1


def test_a_newer_job_makes_the_older_one_stale_even_while_it_runs(background: Background, qtbot: QtBot) -> None:
    running, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(_: Job) -> str:
        running.set()
        go_on.wait(PATIENCE)
        return "old"

    background.run("open", slow, seen.append)
    assert running.wait(PATIENCE)
    background.run("open", lambda _: "skipped", seen.append)
    background.run("open", lambda _: "new", seen.append)
    go_on.set()
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.wait(50)
    assert seen == ["new"]


def test_a_cancelled_job_stops_where_it_reports(background: Background, qtbot: QtBot) -> None:
    steps: list[int] = []
    shown: list[tuple[int, int]] = []
    stopped, first = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        try:
            for step in range(STEPS):
                job.report(step, STEPS)
                steps.append(step)
                first.set()
                threading.Event().wait(0.005)
        finally:
            stopped.set()

    background.run("long", work, lambda _: pytest.fail("nobody waits"), progress=lambda at, total: shown.append((at, total)))
    assert first.wait(PATIENCE)
    qtbot.waitUntil(lambda: bool(shown))
    background.cancel("long")
    assert stopped.wait(PATIENCE)
    assert len(steps) < STEPS and shown[0] == (0, STEPS)
    assert not background.is_busy("long")


def test_expected_errors_are_delivered(background: Background, qtbot: QtBot) -> None:
    seen: list[str] = []

    def fail(_: Job) -> None:
        raise ReadError("The file is damaged.")

    background.run("a", fail, lambda _: None, lambda problem: seen.append(str(problem)), expected=(ReadError,))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["The file is damaged."]


def test_a_bug_reaches_the_last_resort_hook(background: Background, qtbot: QtBot) -> None:
    def fail(_: Job) -> None:
        raise ZeroDivisionError("a bug")

    with qtbot.capture_exceptions() as exceptions:
        background.run("a", fail, lambda _: None, lambda _: pytest.fail("not expected"), expected=(ReadError,))
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_nothing_arrives_after_closing(background: Background, qtbot: QtBot) -> None:
    seen: list[str] = []
    background.run("a", lambda _: "late", seen.append)
    background.close()
    qtbot.wait(50)
    assert seen == []


def test_the_last_act_is_done_on_the_thread_after_the_running_work(qtbot: QtBot) -> None:
    background = Background()
    running, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def slow(_: Job) -> None:
        running.set()
        go_on.wait(PATIENCE)
        order.append("work")

    background.run("a", slow, lambda _: None)
    assert running.wait(PATIENCE)
    background.run("b", lambda _: order.append("dropped"), lambda _: None)
    background.close(lambda: (order.append("last"), ended.set()))  # type: ignore[arg-type, func-returns-value]
    go_on.set()
    assert ended.wait(PATIENCE) and order == ["work", "last"]


class Ring:
    """Names itself, so that only the collector takes it away; it names a widget too."""

    def __init__(self) -> None:
        self.ring = self
        self.widget = QWidget()


def test_a_worker_thread_destroys_no_widget_that_nobody_names(background: Background, qtbot: QtBot) -> None:
    threads: list[int] = []
    seen: list[int] = []
    gc.collect()
    background.run("busy", lambda _: len([[number] for number in range(300_000)]), seen.append)
    watched = weakref.ref(Ring(), lambda _: threads.append(threading.get_ident()))
    qtbot.waitUntil(lambda: bool(seen), timeout=20000)
    qtbot.waitUntil(gc.isenabled, timeout=20000)
    gc.collect()
    assert watched() is None
    assert threads == [threading.get_ident()]


def test_the_collector_runs_in_its_turn_while_a_thread_works(background: Background, qtbot: QtBot) -> None:
    go_on = threading.Event()
    background.run("long", lambda _: go_on.wait(60), lambda _: None)
    assert not gc.isenabled()
    watched = weakref.ref(Ring())
    kept = [[number] for number in range(3 * gc.get_threshold()[0] + 3000)]
    qtbot.waitUntil(lambda: watched() is None, timeout=20000)
    go_on.set()
    qtbot.waitUntil(gc.isenabled, timeout=20000)
    assert kept


def test_dropped_work_lets_the_collector_run_again(qtbot: QtBot) -> None:
    background, go_on = Background(), threading.Event()
    background.run("first", lambda _: go_on.wait(60), lambda _: None)
    for topic in "abc":
        background.run(topic, lambda _: None, lambda _: None)
    background.close()
    go_on.set()
    qtbot.waitUntil(gc.isenabled, timeout=20000)
