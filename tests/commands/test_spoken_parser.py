"""Help and refusals of the commands: argparse's English, and all of it in Chinese."""

from __future__ import annotations

import importlib
import re

import pytest

from dspic_gui.cli import COMMANDS, main
from dspic_gui.commands.spoken_parser import SpokenParser

WORD = re.compile(r"\b[a-z]{4,}\b")
CODES = re.compile(r"\{.*?\}|\[.*?\]|--?[\w-]+( [A-Z][A-Z,.…]*)?|<.*?>|\b[\w-]+\.(json|csv|pdf|png)\b|\w+/", re.S)
"""What is typed or names a file, the same in every language."""


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def test_a_missing_argument_is_told_as_argparse_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["verify"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith("dspic verify: error: the following arguments are required: dataset\n")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify"], "缺少必需的参数：dataset"),
        (["verify", "a", "b"], "无法识别的参数：b"),
        (["worklist", "a", "--limit", "x"], "参数 --limit：无效的 int 值 'x'"),
        (["report", "a", "b", "c", "--language", "fr"], "参数 --language：无效的选项 'fr'"),
        (["worklist", "a", "--limit"], "参数 --limit：需要一个值"),
        (["never"], "参数 command：无效的选项 'never'"),
    ],
)
def test_refusals_are_chinese(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2 and said in capsys.readouterr().err


@pytest.mark.usefixtures("chinese")
def test_the_overview_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert "用法：" in told and "  verify         核验审计链" in told and "show" not in told


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("command", ["import", "export", "pacs", "report", "worklist", "check", "consolidate"])
def test_no_english_word_is_left_in_the_help(command: str) -> None:
    module = importlib.import_module(COMMANDS[command])
    parser = SpokenParser(prog=f"dspic {command}", description=module.HELP)
    module.add_arguments(parser)
    told = parser.format_help().partition("\n\n")[2]
    acts = {"query", "fetch", "send", "test", "remove", "list"}  # of `dspic pacs`
    choices = {"number", "patient", "study", "date", "priority", "status", "normal", "metastatic", "arthritic", "disease", "code", "spiers"}
    typed = {"consensus", "truth", "dataset", "path", "random", "counts", "json", "null", "view", "dspic", *choices}
    example = {"their", "label", "other", "metastasis", "left"}  # {"their label": "metastasis:rib:left"}
    assert set(WORD.findall(CODES.sub(" ", told))) <= acts | typed | example
