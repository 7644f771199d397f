"""The check that finds tests which cannot fail finds them, and lets the others pass."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tools.check_tests import findings


def problems(folder: Path, **modules: str) -> list[tuple[str, int]]:
    """File and line of what is found in these modules."""
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text), encoding="utf-8")
    return [(one.path.stem, one.line) for one in findings(folder)]


@pytest.mark.parametrize(
    "line",
    [
        "assert width, height == (256, 1024)",
        "assert width, height and depth",
        "assert (width, 'said')",
        "assert lambda: width",
        "assert (each for each in width)",
        "assert [width]",
        "assert width or True",
        "assert width == width",
        "pass",
        "print(width)",
    ],
)
def test_a_test_that_cannot_fail_is_named(line: str, tmp_path: Path) -> None:
    assert problems(tmp_path, test_it=f"def test_it(width):\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "assert width, f'{width} is none'",
        "assert [*width]",
        "assert draw() == draw()",
        "assert {each for each in width}",
        "pytest.raises(ValueError, width)",
        "subprocess.run(['true'], check=True)",
        "qtbot.waitUntil(width)",
    ],
)
def test_a_test_that_can_fail_is_not(line: str, tmp_path: Path) -> None:
    assert problems(tmp_path, test_it=f"def test_it(width):\n    {line}\n") == []


def test_what_a_test_calls_may_assert_for_it_and_what_another_test_holds_may_not(tmp_path: Path) -> None:
    helper = "def check_it(width):\n    assert width\n"
    calling = "def test_it():\n    check_it(3)\n"
    assert problems(tmp_path, helper=helper, test_one=calling) == []
    assert problems(tmp_path, helper="", test_two=helper, test_one=calling) == [("test_one", 1)]
