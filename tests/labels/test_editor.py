"""Where labelme is found, what is said when there is none, and that its real program starts from our command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from dspic_gui.code import load_code_book
from dspic_gui.labels.editor import LabelmeEditorError, LabelmeProgram, find_labelme
from dspic_gui.labels.view_file import parse_label_file
from dspic_gui.study import COLUMNS, ROWS, Projection
from tests.labels.test_real_labelme import labelme, reading
from tests.made.label_documents import composed
from tests.made.waiting import until
from tools.labelme_env import Version, labelme_python

__all__ = ["labelme"]


def program(folder: Path, says: str, code: int = 0) -> Path:
    """A program that answers like this."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "labelme"
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer without labelme."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "python"))
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
@pytest.mark.parametrize("place", ["bin", "venv", "home/.local/bin"])
def test_it_is_found(place: str, alone: Path) -> None:
    path = program(alone / place, "labelme 7.9.1")
    assert find_labelme(Path("d")) == LabelmeProgram(path, "7.9.1")


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
def test_one_that_does_not_run_is_passed_over(alone: Path) -> None:
    program(alone / "venv", "pyenv: labelme: command not found", 127)
    program(alone / "bin", "labelme 6.3.1")
    assert find_labelme(Path("d")).version == "6.3.1"


def test_a_folder_that_labelme_cannot_be_given_is_said_before_it_is_started(alone: Path) -> None:
    program(alone / "bin", "labelme 7.9.1")
    with pytest.raises(LabelmeEditorError, match=r"labelme was not started: the name of the folder .data.�") as said:
        find_labelme(Path(os.fsdecode(b"/data/\xb0\xb2\xca\xb5")))
    str(said.value).encode()
    assert find_labelme(Path("全身")).version == "7.9.1"


@pytest.mark.skipif(os.name == "nt", reason="the programs of this test are shell scripts")
def test_what_is_said_when_there_is_none_or_an_old_one(alone: Path) -> None:
    with pytest.raises(LabelmeEditorError, match=r"was not found on this computer\. Your reading is not affected\."):
        find_labelme(alone)
    with pytest.raises(LabelmeEditorError, match="is not a labelme that runs"):
        find_labelme(alone, alone / "labelme")
    program(alone / "bin", "labelme 5.4.1")
    with pytest.raises(LabelmeEditorError, match=r"labelme 5.4.1 is too old. .* Install labelme 6.3 or newer."):
        find_labelme(alone)


def test_the_real_program_opens_the_view(labelme: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = labelme_python(labelme).parent
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = find_labelme(scripts, scripts / ("labelme.exe" if os.name == "nt" else "labelme"))
    assert found.version == labelme.number
    picture, labels = tmp_path / "pictures" / "s1_ANT.png", tmp_path / "labels.txt"
    own = tmp_path / "readings" / "R1" / "s1_ANT.json"
    picture.parent.mkdir()
    own.parent.mkdir(parents=True)
    Image.new("L", (COLUMNS, ROWS)).save(picture)
    own.write_bytes(composed(reading()))
    labels.write_text("\n".join(load_code_book().labels()))
    log = tmp_path / "log"
    with (
        log.open("w") as stream,
        subprocess.Popen(found.command_line(picture, own.parent, labels), stderr=stream, stdout=stream) as running,
    ):
        try:
            until(lambda: "Loaded file" in log.read_text() or running.poll() is not None)
            assert running.poll() is None, log.read_text()[-2000:]
        finally:
            running.kill()
    assert "Loaded file" in log.read_text()
    assert not parse_label_file(own.read_bytes(), "readings/R1/s1_ANT.json", Projection.ANT).edited_elsewhere
