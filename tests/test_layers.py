"""The walls of the house: no Qt outside qt/, no TensorFlow in the reading program, arrows that point down only."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

QT = ("PyQt6", "pyqtgraph")
KERAS = ("tensorflow", "keras", "torch", "jax")
FLOORS = (
    {"disease", "code", "shape", "study", "report", "history", "durable", "audit", "vote"},
    {
        "reading",
        "labelme",
        "label_text",
        "label_shapes",
        "label_document",
        "scans",
        "dicom",
        "decoder",
        "prediction",
        "network_input",
        "region",
    },
    {"consensus", "agreement", "model", "classifier", "reading_store", "lesion_groups"},
    {"archive", "intake", "worklist"},
    {"ground_truth"},
    {"opinion"},
    {"cli", "commands"},
)
"""Rooms by floor, lowest first; a room that is not named may stand anywhere above what it imports."""


def modules(*parts: str) -> list[Path]:
    return sorted((ROOT / Path(*parts)).rglob("*.py"))


def name_of(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    return imported_by(ast.parse(path.read_text(encoding="utf-8")))


def imported_by(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def imports_at_start(path: Path) -> set[str]:
    """What a module imports when it is imported: neither what a function imports nor what only type checkers read."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return imported_by(tree)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


QT_FREE = [path for path in modules("dspic_gui") if not within(name_of(path), ("dspic_gui.qt",))]
READING = [path for path in QT_FREE if not within(name_of(path), ("dspic_gui.network",))]


@pytest.mark.parametrize("path", [*QT_FREE, *modules("training")], ids=name_of)
def test_only_the_screen_names_qt(path: Path) -> None:
    named = {name for name in imports(path) if within(name, QT)}
    if name_of(path) not in ("dspic_gui.commands.open_",):
        named |= {name for name in imports(path) if within(name, ("dspic_gui.qt",))}
    assert not named


@pytest.mark.parametrize("path", modules("dspic_gui"), ids=name_of)
def test_only_the_networks_name_keras(path: Path) -> None:
    if not within(name_of(path), ("dspic_gui.network",)):
        assert not {name for name in imports(path) if within(name, (*KERAS, "dspic_gui.network", "training"))}


def test_everything_but_the_screen_imports_with_qt_and_tensorflow_blocked() -> None:
    names = [name_of(path) for path in READING]
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


def test_imports_point_downwards() -> None:
    floor_of = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
    upward = []
    for path in QT_FREE:
        room = name_of(path).split(".")[1] if "." in name_of(path) else ""
        for name in imports(path):
            parts = name.split(".")
            target = parts[1] if parts[0] == "dspic_gui" and len(parts) > 1 else ""
            if room in floor_of and target in floor_of and floor_of[target] > floor_of[room]:
                upward.append(f"{room} imports {target}")
    assert not upward


def test_modules_do_not_import_in_a_circle() -> None:
    names = {name_of(path): path for path in [*modules("dspic_gui"), *modules("training")]}
    graph = {name: {target for target in imports_at_start(path) if target in names and target != name} for name, path in names.items()}
    packages = {name for name, path in names.items() if path.name == "__init__.py"}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way, name))
        if name not in done:
            for target in sorted(graph[name] - packages):
                visit(target, (*way, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_panels_do_not_import_one_another() -> None:
    panels = modules("dspic_gui", "qt", "panels")
    names = {name_of(path) for path in panels if path.name != "__init__.py" and not path.stem.endswith("_model")}
    for path in panels:
        assert not (imports(path) & names) - {name_of(path)}, name_of(path)
