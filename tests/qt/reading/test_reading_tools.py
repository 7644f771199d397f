"""Another editor works on the files: it is started on the right ones, and what it saved is read again, checked and said."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dspic_gui.reading import Reading
from dspic_gui.study import Projection
from tests.made.small_dataset import lesion
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
    with qtbot.waitSignal(room.session.study_changed, timeout=20000):
        window.board.action("labelme").trigger()
    (changed,) = room.session.reading.lesions
    assert (changed.uid, changed.label, changed.shape) == (mark.uid, "arthritis:knee:right", mark.shape)
    assert any("labelme 7.9.1 is open" in sentence for sentence in heard) and any(
        "edited in another program" in sentence for sentence in heard
    )
    folder = room.session.archive.reading_path("R1", room.session.key or "", Projection.ANT).parent
    asked = json.loads((folder / "asked.txt").read_text(encoding="utf-8"))
    assert asked[0].endswith(f"pictures/{room.session.key}_ANT.png") and "--validate-label" in asked
    room.session.undo()
    assert room.session.reading.lesions == (mark,) and room.session.saved


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
