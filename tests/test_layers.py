"""The walls of the house: no Qt outside qt/, no TensorFlow in the reading program, arrows that point down only.

Which room stands on which floor is said in CONTRIBUTING.md and nowhere else.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.places import ROOT
from tools.house import (
    House,
    circles_of_files,
    circles_of_rooms,
    flat_modules,
    floors,
    long_parts,
    read_house,
    upward,
)

QT = ("PyQt6", "pyqtgraph")
KERAS = ("tensorflow", "keras", "torch", "jax")
WITH_WINDOW = ("dspic_gui.commands.open_", "dspic_gui.commands.report")
"""They import the screen when they run: the window, and the page of a report that the window draws too."""


@pytest.fixture(scope="module")
def house() -> House:
    return read_house()


@cache
def imported_by(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def named_by_others(house: House, packages: tuple[str, ...], *apart: str) -> list[str]:
    """Who names these packages, of all modules but those of the rooms `apart`."""
    return [
        f"{name} imports {imported}"
        for name, module in house.modules.items()
        if not within(name, apart)
        for imported in sorted(imported_by(module.tree))
        if within(imported, packages)
    ]


def test_only_the_screen_names_qt(house: House) -> None:
    assert named_by_others(house, QT, "dspic_gui.qt") == []
    assert named_by_others(house, ("dspic_gui.qt",), "dspic_gui.qt", *WITH_WINDOW) == []


def test_only_the_networks_name_keras(house: House) -> None:
    assert named_by_others(house, (*KERAS, "dspic_gui.network", "training"), "dspic_gui.network", "training") == []


def test_everything_but_the_screen_imports_with_qt_and_tensorflow_blocked(house: House) -> None:
    names = [name for name in house.modules if not within(name, ("dspic_gui.qt", "dspic_gui.network", "training"))]
    assert len(names) > 100
    script = (
        "import sys, importlib\n"
        f"blocked = {QT + KERAS!r}\n"
        "class Wall:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in blocked: raise ImportError('behind the wall: ' + name)\n"
        "sys.meta_path.insert(0, Wall())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_command_runs_with_qt_and_tensorflow_blocked(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        f"for name in {QT + KERAS!r}: sys.modules[name] = None\n"
        "from dspic_gui.cli import main\n"
        "from dspic_gui.dataset.archive import Archive\n"
        "from pathlib import Path\n"
        f"folder = Path({str(tmp_path / 'd')!r})\n"
        "Archive.create(folder, 'Wall')\n"
        "sys.exit(main(['verify', str(folder)]) or main(['worklist', str(folder)]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_room_has_a_floor_and_arrows_point_downwards(house: House) -> None:
    assert upward(house, floors()) == []


def test_the_table_names_only_rooms_that_stand(house: House) -> None:
    assert set(floors()) - set(house.rooms()) == set()


def test_neither_files_nor_rooms_import_in_a_circle(house: House) -> None:
    assert circles_of_files(house) == []
    assert circles_of_rooms(house) == []


def test_no_floor_is_crowded_with_flat_modules(house: House) -> None:
    assert len(flat_modules(house, "dspic_gui")) <= 20
    assert len(flat_modules(house, "dspic_gui.qt")) <= 12


def test_no_class_and_no_function_is_too_long(house: House) -> None:
    assert long_parts(house) == []


def test_a_circle_and_an_upward_arrow_are_found(tmp_path: Path) -> None:
    for name, text in {
        "dspic_gui/__init__.py": "",
        "dspic_gui/low.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dspic_gui import high\n",
        "dspic_gui/high.py": "def late():\n    import dspic_gui.low\n",
        "training/__init__.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    made = read_house(tmp_path)
    assert circles_of_files(made) == [["dspic_gui.high", "dspic_gui.low"]]
    assert upward(made, floors("| 1 | `low` |\n| 2 | `high` |\n")) == [
        "dspic_gui.low (floor 1) imports dspic_gui.high (floor 2)"
    ]
    assert upward(made, floors("| 1 | `low` |\n"))[0] == "dspic_gui.high has no floor"


def test_the_walks_of_the_architecture_page_lead_through_code_that_exists(house: House) -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    stations = re.findall(r"`(dspic_gui[\w.]*):([\w.]+)`", page)
    assert len(stations) > 20
    missing = [f"{name}:{part}" for name, part in stations if part not in defined(house.modules[name].tree)]
    assert missing == []


def defined(tree: ast.Module) -> set[str]:
    """Functions and classes at the top of a module, and `Class.method`."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    found = {node.name for node in tree.body if isinstance(node, kinds)}
    inside = [(node.name, part) for node in tree.body if isinstance(node, ast.ClassDef) for part in node.body]
    return found | {f"{name}.{part.name}" for name, part in inside if isinstance(part, kinds)}
