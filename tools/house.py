"""The house as its imports tell it: rooms, floors, arrows, circles, sizes. `python -m tools.house` prints the figures.

A room is a package, or a module that stands flat in `dspic_gui/` or `dspic_gui/qt/`. An arrow is an import from one
room by another; imports that only type checkers read count as well, and so do those inside functions. Which room stands on which
floor is said once, in the table "The house" of CONTRIBUTING.md, lowest floor first; `tests/test_layers.py` holds the code to it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "CONTRIBUTING.md"
PACKAGES = ("dspic_gui", "training")
MOST_LINES_OF_A_CLASS = 250
MOST_LINES_OF_A_FUNCTION = 50
_ROW = re.compile(r"^\| (\d+) \| (.+?) \|", re.M)
_NAME = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, repr=False)
class Module:
    """A file of the program: its dotted name, what it imports of the program's own modules, and its syntax tree."""

    name: str
    path: Path
    imports: frozenset[str]
    tree: ast.Module

    @property
    def is_face(self) -> bool:
        """Whether it is the `__init__` of a package."""
        return self.path.name == "__init__.py"


@dataclass(frozen=True, repr=False)
class House:
    """All modules of the program by name."""

    modules: Mapping[str, Module]

    def room_of(self, name: str) -> str:
        """The room of a module: its package, or itself where it stands flat."""
        module = self.modules[name]
        place = name if module.is_face else name.rpartition(".")[0]
        return name if place in FLAT and not module.is_face else place

    def arrows(self) -> set[tuple[str, str]]:
        """(room, room that it imports from), of different rooms; the face of a flat floor, which says the version, is none."""
        found = {
            (self.room_of(module.name), self.room_of(target))
            for module in self.modules.values()
            for target in module.imports
        }
        return {(one, other) for one, other in found if one != other and other not in FLAT}

    def rooms(self) -> list[str]:
        """Every room with more in it than a package's face."""
        faces = {name for name, module in self.modules.items() if module.is_face}
        return sorted({self.room_of(name) for name in self.modules if name not in faces} - FLAT)


FLAT = frozenset({"dspic_gui", "dspic_gui.qt"})
"""The packages whose modules are rooms of their own."""


def read_house(root: Path = ROOT) -> House:
    """Read every module of the program; nothing of it is run."""
    paths = [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]
    names = {_dotted(path, root): path for path in paths}
    return House({name: _module(name, path, names) for name, path in names.items()})


def _dotted(path: Path, root: Path) -> str:
    name = ".".join(path.relative_to(root).with_suffix("").parts)
    return name.removesuffix(".__init__")


def _module(name: str, path: Path, names: Mapping[str, Path]) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set(_imported(tree, names)) - {name}
    return Module(name, path, frozenset(found), tree)


def _imported(tree: ast.Module, names: Mapping[str, Path]) -> Iterator[str]:
    """The program's own modules among all that is imported; of `from package import module` the module, not the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & names.keys()
            yield from inside
            if node.module in names and len(inside) < len(node.names):
                yield node.module


def floors(text: str | None = None) -> dict[str, int]:
    """Room -> floor, 1 the lowest, from the table in CONTRIBUTING.md (or another text with such rows).

    A row reads `| floor | rooms | ...`; a room is written in backticks by its path below `dspic_gui/`, or as `training`, its
    packages included: `vote`, `qt/canvas`, `training/simulate`.
    """
    text = TABLE.read_text(encoding="utf-8") if text is None else text
    found: dict[str, int] = {}
    for row in _ROW.finditer(text):
        for words in _NAME.findall(row[2]):
            name = words.replace("/", ".")
            found[name if name.split(".")[0] == "training" else f"dspic_gui.{name}"] = int(row[1])
    return found


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The strongly connected parts with more than one node (Tarjan 1972), each sorted."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for target in graph.get(node, ()):
            if target not in order:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], order[target])
        if low[node] == order[node]:
            part = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(part) > 1:
                found.append(sorted(part))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def circles_of_files(house: House) -> list[list[str]]:
    """Modules that import one another."""
    return circles({name: sorted(module.imports) for name, module in house.modules.items()})


def circles_of_rooms(house: House) -> list[list[str]]:
    """Rooms that import one another."""
    return circles(_grouped(house.arrows()))


def _grouped(arrows: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    graph: dict[str, list[str]] = {}
    for one, other in sorted(arrows):
        graph.setdefault(one, []).append(other)
        graph.setdefault(other, [])
    return graph


def upward(house: House, floor_of: Mapping[str, int]) -> list[str]:
    """Arrows that do not point to a lower floor, in words; rooms without a floor are named too."""
    homeless = [f"{room} has no floor" for room in house.rooms() if room not in floor_of]
    rising = [
        f"{one} (floor {floor_of[one]}) imports {other} (floor {floor_of[other]})"
        for one, other in sorted(house.arrows())
        if one in floor_of and other in floor_of and floor_of[other] >= floor_of[one]
    ]
    return homeless + rising


def storeys(house: House) -> dict[str, int]:
    """Room -> the lowest floor it can stand on: one above the highest that it imports. For a house without circles of rooms."""
    graph = _grouped(house.arrows())
    found: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in found:
            found[room] = 1 + max((floor(target) for target in graph.get(room, ())), default=0)
        return found[room]

    for room in house.rooms():
        floor(room)
    return found


def flat_modules(house: House, package: str) -> list[str]:
    """The modules that stand in a package itself, its face aside."""
    return sorted(
        name for name, module in house.modules.items() if name.rpartition(".")[0] == package and not module.is_face
    )


def long_parts(house: House) -> list[str]:
    """Classes and functions longer than they may be, with their lines."""
    found = []
    for name, module in house.modules.items():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            most = MOST_LINES_OF_A_CLASS if isinstance(node, ast.ClassDef) else MOST_LINES_OF_A_FUNCTION
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                found.append(f"{name}:{node.name} {lines}")
    return sorted(found)


def main(words: list[str]) -> int:
    """Print the figures, and with `--floors` the lowest floor of each room."""
    house = read_house()
    if "--floors" in words:
        for room, floor in sorted(storeys(house).items(), key=lambda entry: (entry[1], entry[0])):
            print(floor, room)
        return 0
    rows = {
        "modules": len(house.modules),
        "rooms": len(house.rooms()),
        "storeys": max(storeys(house).values()) if not circles_of_rooms(house) else "-",
        "arrows between rooms": len(house.arrows()),
        "circles of files": len(circles_of_files(house)),
        "circles of rooms": len(circles_of_rooms(house)),
        "upward arrows": len(upward(house, floors())),
        "flat modules in dspic_gui/": len(flat_modules(house, "dspic_gui")),
        "flat modules in dspic_gui/qt/": len(flat_modules(house, "dspic_gui.qt")),
        "classes and functions too long": len(long_parts(house)),
    }
    for name, figure in rows.items():
        print(f"{name:32} {figure}")
    for line in (*upward(house, floors()), *long_parts(house), *map(" <-> ".join, circles_of_files(house))):
        print("  ", line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
