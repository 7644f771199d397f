"""What ruff and mypy do not know of this code: `python -m tools.code_check` names each place, and fails where there is one.

Slots in `dspic_gui/qt/`: a lambda, a partial or a function made on the spot is held by its connection, and holds what it names, so
that it runs on after its receiver is gone. A slot is a method of its receiver, or made by `call_on`; a line that ends with
`# slot stays: REASON` may differ.

Translations: each text of the program is in each translator's file, finished, with the same fields in braces.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.translations import faults

ROOT = Path(__file__).resolve().parents[1]
WINDOW = ROOT / "dspic_gui" / "qt"
LIFETIME = WINDOW / "lifetime.py"
STAYS = "# slot stays: "
CONNECTING = ("connect", "singleShot")

LEAVES = (ast.expr_context, ast.Name, ast.Constant, ast.alias, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
"""Most nodes are such; no call stands in them."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def bad_slots(source: str, *, lifetime: bool = False) -> list[tuple[int, str]]:
    """The slots that do not end with their receiver, as (line, what is wrong); `lifetime`: this module may watch `destroyed`."""
    if not any(word in source for word in CONNECTING):
        return []
    lines = source.splitlines()
    found: list[tuple[int, str]] = []
    for call, made in _connections(ast.parse(source), frozenset()):
        wrong = _wrong(call, made, lifetime)
        place = lines[call.lineno - 1 : call.end_lineno]
        if wrong and not any(line.partition(STAYS)[2].strip() for line in place):
            found.append((call.lineno, wrong))
    return found


def _connections(node: ast.AST, made: frozenset[str]) -> Iterator[tuple[ast.Call, frozenset[str]]]:
    """Every call that connects, with the names of functions that were made on the spot around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, LEAVES):
            continue
        inside = made | _made_in(child) if isinstance(child, Function) else made
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and child.func.attr in CONNECTING:
            yield child, made
        yield from _connections(child, inside)


def _made_in(function: Function) -> frozenset[str]:
    """Names that stand for a lambda, a partial or an inner function within this function."""
    names: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, Function) and node is not function:
            names.add(node.name)
        elif isinstance(node, ast.Assign) and _is_made(node.value):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset(names)


def _is_made(value: ast.expr) -> bool:
    if isinstance(value, ast.Lambda):
        return True
    name = value.func if isinstance(value, ast.Call) else None
    return (isinstance(name, ast.Name) and name.id == "partial") or (isinstance(name, ast.Attribute) and name.attr == "partial")


def _wrong(call: ast.Call, made: frozenset[str], lifetime: bool) -> str:
    signal = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(signal, ast.Attribute) and signal.attr == "destroyed" and not lifetime:
        return "watches `destroyed`: leave that to dspic_gui/qt/lifetime.py"
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        if any(isinstance(node, ast.expr) and _is_made(node) for node in ast.walk(value)):
            return "the slot is a lambda or a partial: name a method, or use call_on"
        if isinstance(value, ast.Name) and value.id in made:
            return f"the slot `{value.id}` is made on the spot: name a method, or use call_on"
    return ""


def refused_slots() -> Iterator[str]:
    """Each slot of the window that does not end with its receiver, a line each."""
    for path in sorted(WINDOW.rglob("*.py")):
        for line, wrong in bad_slots(path.read_text(encoding="utf-8"), lifetime=path == LIFETIME):
            yield f"{path.relative_to(ROOT).as_posix()}:{line}: {wrong}"


def main() -> int:
    """Check window and translations; 1 where a slot is refused, or a text not translated."""
    wrong = [*refused_slots(), *faults()]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
