from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dspic_gui.qt import line_process
from dspic_gui.qt.line_process import LineProcess
from dspic_gui.worklist import builder
from tests.made.small_dataset import small_dataset

WAIT_MS = 30_000

HALVES = "import sys, time\nfor part in ('ein', 's\\nzw', 'ei\\n', 'übrig'):\n print(part, end='', flush=True); time.sleep(0.05)\n"
WORDS = "import sys\nsys.stderr.write('x' * 50_000 + 'the end')\nsys.exit(3)\n"
ECHO = "import sys\nprint('ready', flush=True)\nprint('heard', sys.stdin.readline().strip(), sys.stdin.read() == '')\n"


@pytest.fixture
def process(qtbot: QtBot) -> Iterator[LineProcess]:
    process = LineProcess()
    yield process
    process.leave()


def run(qtbot: QtBot, process: LineProcess, script: str) -> tuple[list[str], int, bool]:
    lines: list[str] = []
    process.told.connect(lines.append)
    with qtbot.waitSignal(process.ended, timeout=WAIT_MS) as ended:
        process.start(["-c", script])
    code, crashed = ended.args
    return lines, code, crashed


def test_lines_arrive_whole_however_they_are_written(qtbot: QtBot, process: LineProcess) -> None:
    assert run(qtbot, process, HALVES) == (["eins", "zwei"], 0, False)
    assert not process.running and process.pid is None and process.arguments == []


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="the system takes UTF-8 alone")
def test_a_folder_whose_name_is_no_utf8_arrives_as_it_is(qtbot: QtBot, process: LineProcess, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xc9\xa8\xc3\xe8")
    small_dataset(folder, 1)
    lines: list[str] = []
    process.told.connect(lines.append)
    with qtbot.waitSignal(process.ended, timeout=WAIT_MS) as ended:
        process.start(builder.command(folder, "R1", tmp_path / "cache"))
    assert ended.args == [0, False] and lines[-1] == builder.DONE and list((tmp_path / "cache").glob("*.sqlite"))


def test_the_last_words_are_kept_and_the_code_is_told(qtbot: QtBot, process: LineProcess) -> None:
    assert run(qtbot, process, WORDS) == ([], 3, False)
    assert process.errors.endswith("xthe end") and len(process.errors) == line_process.LAST_WORDS


def test_it_is_told_one_line_and_finds_the_packages_of_this_program(qtbot: QtBot, process: LineProcess) -> None:
    lines: list[str] = []
    process.told.connect(lines.append)
    with qtbot.waitSignal(process.told, timeout=WAIT_MS):
        process.start(["-c", "import dspic_gui\n" + ECHO])
    with qtbot.waitSignal(process.ended, timeout=WAIT_MS):
        process.tell("stop")
    assert lines == ["ready", "heard stop True"]


def test_a_process_that_is_killed_has_crashed_and_one_that_is_left_tells_nothing(qtbot: QtBot, process: LineProcess) -> None:
    with qtbot.waitSignal(process.told, timeout=WAIT_MS):
        process.start(["-c", ECHO])
    with qtbot.waitSignal(process.ended, timeout=WAIT_MS) as ended:
        process.kill()
    assert ended.args[1] is True
    with qtbot.waitSignal(process.told, timeout=WAIT_MS):
        process.start(["-c", ECHO])
    with qtbot.assertNotEmitted(process.ended), qtbot.assertNotEmitted(process.told):
        process.leave("stop", WAIT_MS)
        assert not process.running


def test_a_program_that_is_not_there_is_told(qtbot: QtBot, process: LineProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_process.sys, "executable", "/no/such/python")
    with qtbot.waitSignal(process.not_started, timeout=WAIT_MS):
        process.start(["-c", ""])
    assert not process.running
