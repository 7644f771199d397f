"""What is left is held until Qt has destroyed it, and slots end with their receiver; opened, left and collected without a crash."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.qt.background import Background
from dspic_gui.qt.lifetime import call_on, held, hold_until_destroyed, leave, leave_when_closed
from tests.places import ROOT

TIMES = 2
"""In the suite; the proof goes twenty times."""

GROUPS = ("room,rested,consensus,dialogs", "review,pages,training,sign_in")


def leave_and_collect(ways: str, folder: Path, times: int) -> int:
    """Go these ways in a process of its own, where a crash is a failure with its trace; says how many came to their end."""
    homes = {f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    environment = {**os.environ, **homes, "PYTHONPATH": str(ROOT), "PYTHONMALLOC": "debug", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.qt.leave_and_collect", ways, str(folder / "datasets"), str(times)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr[-6000:]}"
    return done.stdout.count("rooms left")


@pytest.mark.parametrize("ways", GROUPS)
def test_whatever_is_left_goes_quietly(ways: str, tmp_path: Path) -> None:
    assert leave_and_collect(ways, tmp_path, TIMES) == len(ways.split(","))


class Teller(QObject):
    told = pyqtSignal(int)
    passed_on = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: list[tuple[object, ...]] = []

    def hear(self, *values: object) -> None:
        self.heard.append(values)

    def hear_name(self, name: str) -> None:
        self.heard.append((name,))

    def hear_both(self, name: str, number: int) -> None:
        self.heard.append((name, number))


def test_a_call_brings_its_values_and_what_the_method_takes_of_the_signal(qtbot: QtBot) -> None:
    sender, receiver = Teller(), Teller()
    sender.told.connect(call_on(receiver, receiver.hear_name, "a"))
    sender.told.connect(call_on(receiver, receiver.hear_both, "b"))
    sender.told.emit(7)
    assert receiver.heard == [("a",), ("b", 7)]


def test_a_call_of_a_signal_brings_the_values_alone(qtbot: QtBot) -> None:
    button, receiver, listener = QPushButton(), Teller(), Teller()
    receiver.passed_on.connect(listener.hear)
    button.clicked.connect(call_on(receiver, receiver.passed_on, "left"))
    button.click()
    assert listener.heard == [("left",)]


def test_only_a_method_of_the_receiver_can_be_called(qtbot: QtBot) -> None:
    one, other = Teller(), Teller()
    with pytest.raises(AssertionError):
        call_on(one, other.hear)


def test_a_call_does_not_keep_its_receiver(qtbot: QtBot) -> None:
    sender, receiver = Teller(), Teller()
    sender.told.connect(call_on(receiver, receiver.hear_both, "a"))
    watched = weakref.ref(receiver)
    del receiver
    gc.collect()
    assert watched() is None
    sender.told.emit(1)


def test_a_call_ends_with_the_qt_half_of_its_receiver(qtbot: QtBot) -> None:
    sender, receiver = Teller(), Teller()
    sender.told.connect(call_on(receiver, receiver.hear_both, "a", lives_with=sender))
    sip.delete(receiver)
    sender.told.emit(1)
    assert receiver.heard == []


def test_a_call_goes_with_a_sender_that_goes_earlier(qtbot: QtBot) -> None:
    receiver, button = Teller(), QPushButton()
    button.clicked.connect(call_on(receiver, receiver.hear_name, "a", lives_with=button))
    sip.delete(button)
    assert receiver.children() == []


def test_what_is_left_is_held_until_it_is_destroyed_and_not_longer(qtbot: QtBot) -> None:
    page, before = QWidget(), held()
    watched = weakref.ref(page)
    hold_until_destroyed(page)
    hold_until_destroyed(page)
    assert held() == before + 1
    page.deleteLater()
    del page
    gc.collect()
    assert watched() is not None and not sip.isdeleted(watched())
    qtbot.waitUntil(lambda: watched() is None, timeout=20000)
    assert held() == before


def test_timers_of_what_is_left_stop_and_results_are_dropped(qtbot: QtBot) -> None:
    page, window = QWidget(), QWidget()
    timer, teller = QTimer(page), Teller(page)
    timer.start(0)
    inside, outside = Background(page), Background(window)
    inside.run("a", lambda _: 1, teller.hear)
    outside.run("b", lambda _: 2, teller.hear)
    outside.run("c", lambda _: 3, lambda _: None, owner=teller)
    kept = Teller(window)
    outside.run("d", lambda _: 4, kept.hear)
    leave(page)
    assert not timer.isActive()
    assert not any(background.is_busy(topic) for background, topic in ((inside, "a"), (outside, "b"), (outside, "c")))
    qtbot.waitUntil(lambda: kept.heard == [(4,)], timeout=20000)
    assert teller.heard == []
    outside.close()


def test_a_result_for_what_was_destroyed_without_a_word_is_dropped(qtbot: QtBot) -> None:
    teller, background, heard = Teller(), Background(), []
    background.run("a", lambda _: 1, teller.hear)
    sip.delete(teller)
    background.run("b", lambda _: 2, heard.append)
    qtbot.waitUntil(lambda: heard == [2], timeout=20000)
    background.close()


def test_a_dialog_goes_when_it_is_closed(qtbot: QtBot) -> None:
    dialog = leave_when_closed(QDialog())
    watched = weakref.ref(dialog)
    dialog.open()
    del dialog
    gc.collect()
    shown = watched()
    assert shown is not None and shown.isVisible()
    shown.reject()
    del shown
    qtbot.waitUntil(lambda: watched() is None, timeout=20000)
