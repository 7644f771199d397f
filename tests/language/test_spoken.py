"""Sentences on a terminal: in the language of the preferences, else of the system, and English where neither can be shown."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from dspic_gui.dataset.description import DatasetError
from dspic_gui.language import spoken as module
from dspic_gui.language.spoken import chosen, spoken
from dspic_gui.places import config_folder
from dspic_gui.sentence import Sentence

STUDY = Sentence("The study has no {view} view.", view=Sentence("anterior"))


def test_the_preferences_come_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen() == "C"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert chosen() == "zh_CN"
    (config_folder() / module.SETTINGS).write_text("[look]\nlanguage=en\ntheme=100%\n[layout]\nx=@ByteArray(%\\0)\n", encoding="utf-8")
    assert chosen() == "en"
    (config_folder() / module.SETTINGS).write_bytes(b"\xff\xfe[[[")
    assert chosen() == "zh_CN"


def test_a_sentence_and_its_values_are_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken(STUDY) == "The study has no anterior view."
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert spoken(STUDY) == "此检查没有前位图像。"
    assert spoken(DatasetError("{problem}", problem=STUDY)) == "此检查没有前位图像。"
    assert spoken(PermissionError(13, "no")).startswith("磁盘拒绝操作（权限不足）")
    assert spoken("plain {text}") == "plain {text}"
    assert spoken(Sentence("Not translated: {what}.", what=STUDY)) == "Not translated: 此检查没有前位图像。."


def test_a_terminal_that_cannot_show_it_gets_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN")
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
    assert spoken(STUDY) == "The study has no anterior view."


def test_a_command_refuses_in_chinese_and_programs_read_english(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dspic_gui.cli", "check", str(tmp_path / "none")]
    environment = {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": str(Path(module.__file__).parents[2]), "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False)
    assert done.returncode == 2
    assert "既非文件夹也非文件" in done.stderr
