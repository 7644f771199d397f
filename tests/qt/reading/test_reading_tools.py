"""Another editor works on the files: it is started on the right ones, and what it saved is read again, checked and said."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import QProcess
from PyQt6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from dspic_gui import durable
from dspic_gui.counts.picture import render, write_png
from dspic_gui.dataset.drawn_pictures import is_drawn_from
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import counts, lesion
from tests.qt.conftest import OpenWindow

EDITOR = """#!{python}
import json, sys
if "--version" in sys.argv:
    print("labelme 7.9.1")
    sys.exit(0)
picture = sys.argv[1]
folder = sys.argv[sys.argv.index("--output") + 1]
path = folder + "/" + picture.rsplit("/", 1)[1][:-4] + ".json"
content = json.load(open(path))
content["shapes"][0]["label"] = "arthritis:knee:right"
content["version"] = "7.9.1"
json.dump(content, open(path, "w"), indent=2)
json.dump(sys.argv[1:], open(folder + "/asked.txt", "w"))
"""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that answers and saves as labelme does, first on PATH."""
    program = tmp_path / "bin" / "labelme"
    program.parent.mkdir()
    program.write_text(EDITOR.format(python=sys.executable), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent))
    return program


def test_what_labelme_saved_is_read_again_and_said(
    open_window: OpenWindow, editor: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(sys, "executable", str(editor.parent / "python"))
    room = window.room
    assert room is not None and isinstance(room.session.reading, Reading)
    mark = lesion()
    room.session.commit(room.session.reading.adding(mark))
    heard: list[str] = []
    room.session.message.connect(heard.append)
    picture = room.session.archive.picture(room.session.key or "", Projection.ANT)
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(write_png(render(counts(1, Projection.POST).astype("<i4"))))
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        window.board.action("labelme").trigger()
    (changed,) = room.session.reading.lesions
    assert (changed.uid, changed.label, changed.shape) == (mark.uid, "arthritis:knee:right", mark.shape)
    assert any("labelme 7.9.1 is open" in sentence for sentence in heard) and any(
        "edited in another program" in sentence for sentence in heard
    )
    folder = room.session.archive.reading_path("R1", room.session.key or "", Projection.ANT).parent
    asked = json.loads((folder / "asked.txt").read_text(encoding="utf-8"))
    assert is_drawn_from(picture, room.session.views[Projection.ANT].counts)
    assert asked[0].endswith(f"pictures/{room.session.key}_ANT.png") and "--validate-label" in asked
    room.session.undo()
    assert room.session.reading.lesions == (mark,) and room.session.saved


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_labelme_is_not_started_in_a_folder_whose_name_it_cannot_be_given(
    open_window: OpenWindow, editor: Path, own_folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_folder.rename(os.fsdecode(os.fsencode(tmp_path) + b"/\xb0\xb2\xca\xb5"))
    window = open_window(folder=folder)
    monkeypatch.setattr(sys, "executable", str(editor.parent / "python"))
    room = window.room
    assert room is not None and isinstance(room.session.reading, Reading)
    room.session.commit(room.session.reading.adding(lesion()))
    heard: list[str] = []
    room.session.message.connect(heard.append)
    window.board.action("labelme").trigger()
    qtbot.waitUntil(lambda: any("labelme was not started" in sentence for sentence in heard), timeout=60000)
    assert not room.tools.labelme_is_open() and room.session.saved


def test_the_end_of_labelme_neither_reloads_another_study_nor_cancels_a_shape(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    session, tools, key = room.session, room.tools, room.session.key
    tools._labelme_study = key
    room.canvas.coding.begin(Projection.ANT, lesion().shape)
    tools._labelme_ended()
    assert room.canvas.gesture_in_progress and session.opening is None
    with qtbot.waitSignal(session.study_changed, timeout=20000):
        room.canvas.cancel_gesture()
    assert session.key == key
    with qtbot.waitSignal(session.study_changed, timeout=20000):
        room.walk.go("next")
    room.canvas.coding.begin(Projection.ANT, lesion().shape)
    tools._labelme_ended()
    room.canvas.cancel_gesture()
    tools._labelme_ended()
    assert session.opening is None and session.key != key


@pytest.fixture
def slow_editor(editor: Path) -> Path:
    """A labelme that stays open until somebody ends it."""
    head = EDITOR.partition("picture =")[0].format(python=sys.executable)
    editor.write_text(f"{head}import time\ntime.sleep(600)\n", encoding="utf-8")
    return editor


class DesktopEnds:
    """The desktop that ends asks every window; Qt makes its own object only where a session manager runs."""

    cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


def asked_to_end(window: MainWindow) -> bool:
    """Whether the window stops the desktop's end."""
    manager = DesktopEnds()
    window.session_ends(manager)
    return manager.cancelled


def test_an_open_labelme_is_asked_about_before_the_reader_leaves(
    open_window: OpenWindow, slow_editor: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(sys, "executable", str(slow_editor.parent / "python"))
    room = window.room
    assert room is not None and not asked_to_end(window)
    window.board.action("labelme").trigger()
    qtbot.waitUntil(lambda: room.tools._labelme is not None and room.tools._labelme.state() == QProcess.ProcessState.Running)
    process, asked = room.tools._labelme, list[str]()

    def answer(with_button: QMessageBox.StandardButton) -> None:
        monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or with_button)

    answer(QMessageBox.StandardButton.No)
    assert not window.close() and window.room is room and "what is not saved in it is lost" in asked[0]
    window.change_reader()
    window.show_start()
    assert window.room is room and len(asked) == 3 and process is not None
    assert asked_to_end(window) and "labelme is still open" in window.status_line.currentMessage() and len(asked) == 3
    answer(QMessageBox.StandardButton.Yes)
    assert window.close() and len(asked) == 4 and process.state() == QProcess.ProcessState.NotRunning


def test_the_end_of_the_desktop_waits_for_work_in_hand_and_for_what_is_not_saved(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    room = window.room
    assert room is not None and room.session.reading is not None
    room.canvas.coding.begin(Projection.ANT, lesion().shape)
    assert asked_to_end(window) and "A mark is in progress" in window.status_line.currentMessage()
    room.canvas.cancel_gesture()
    assert not asked_to_end(window)
    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", lambda *_, **__: (_ for _ in ()).throw(durable.NotSaved("NOT SAVED: no disk.")))
        room.session.commit(room.session.reading.adding(lesion()))
    assert asked_to_end(window) and "NOT SAVED" in window.status_line.currentMessage()
    assert room.session.desk is not None
    room.session.desk.remember_copy()  # a copy elsewhere is asked about by a dialog, which nobody could answer now
    assert asked_to_end(window)
    room.session.retry_save()
    assert not asked_to_end(window) and window.room is room and len(room.session.reading.lesions) == 1


def test_a_sealed_reading_is_not_opened_in_labelme(open_window: OpenWindow, editor: Path) -> None:
    window = open_window()
    room = window.room
    assert room is not None
    room.session.say_normal()
    room.session.seal()
    assert not window.board.action("labelme").isEnabled()
    room.tools.open_in_labelme()
    assert room.tools._labelme is None and not room.session.background.is_busy("labelme")


def test_a_missing_labelme_is_said(open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    window = open_window()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert window.room is not None
    window.board.action("labelme").trigger()
    qtbot.waitUntil(lambda: "Your reading is not affected" in window.status_line.currentMessage(), timeout=20000)
