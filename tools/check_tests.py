"""Finds tests that cannot fail: `python -m tools.check_tests` names each with file and line, and ends with 1 where there is one.

ruff's F631, B011 and PT015 find a tuple or a constant in the place of the condition. What they leave: a condition that stands as
the message (`assert width, height == (256, 1024)`), a value that is always true, and a test that asserts nothing, neither
itself nor in a function that it calls.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "tests"

_CONDITIONS = (ast.Compare, ast.BoolOp)
_ALWAYS_TRUE = (ast.Lambda, ast.GeneratorExp)
_LITERALS = (ast.Tuple, ast.List, ast.Set)
_CHECKING = {
    "raises", "warns", "fail",
    "waitUntil", "waitSignal", "waitSignals", "assertNotEmitted", "waitExposed", "waitActive",
}  # fmt: skip
"""Calls that fail by themselves when what they expect does not come."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Finding:
    """A line in a test that cannot do what it seems to."""

    path: Path
    line: int
    problem: str


@dataclass
class Checks:
    """Which functions of the tests can fail: the names of those that assert, and what every function calls."""

    asserting: set[str] = field(default_factory=set)
    calls: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: ast.Module) -> Checks:
        """The functions of a module. Methods and functions of one name count as one: the benefit of the doubt."""
        found = cls()
        for function in _functions(tree):
            inside = list(ast.walk(function))
            called = set(_called(function, inside))
            found.calls.setdefault(function.name, set()).update(called)
            if called & _CHECKING or any(map(_checks, inside)):
                found.asserting.add(function.name)
        return found


def can_fail(name: str, known: Iterable[Checks]) -> bool:
    """Whether this function asserts, or one that it calls, however deep, as far as these know."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        function = waiting.pop()
        if any(function in checks.asserting for checks in known):
            return True
        if function not in seen:
            seen.add(function)
            waiting += (called for checks in known for called in checks.calls.get(function, ()))
    return False


def findings(folder: Path = TESTS) -> list[Finding]:
    """Every test and assertion under `folder` that cannot fail, in the order of files and lines."""
    trees = {path: _tree(path) for path in sorted(folder.rglob("*.py"))}
    of = {path: Checks.of(tree) for path, tree in trees.items()}
    shared = [checks for path, checks in of.items() if not path.name.startswith("test_")]
    found = []
    for path, tree in trees.items():
        known = [of[path], *(of[other] for other in _imported(tree, trees, folder)), *shared]
        found += [Finding(path, line, problem) for line, problem in (*wrong_assertions(tree), *_silent(tree, known))]
    return found


def wrong_assertions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and problem of every assertion that is true whatever the program does."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assert):
            continue
        if isinstance(node.msg, _CONDITIONS):
            yield node.lineno, "the comma makes this condition the message of the assertion; nobody checks it"
        if _always_true(node.test):
            yield node.lineno, "what is asserted is always true"


def _always_true(value: ast.expr) -> bool:
    if isinstance(value, ast.BoolOp):
        return any(_always_true(part) for part in value.values)
    if isinstance(value, _LITERALS):
        return any(not isinstance(element, ast.Starred) for element in value.elts)
    if isinstance(value, ast.Compare):
        return any(ast.dump(value.left) == ast.dump(other) for other in value.comparators) and not _called_in(value)
    return isinstance(value, _ALWAYS_TRUE) or (isinstance(value, ast.Constant) and bool(value.value))


def _silent(tree: ast.Module, known: Iterable[Checks]) -> Iterator[tuple[int, str]]:
    """What another test module holds counts only where it is imported."""
    for function in _functions(tree):
        if function.name.startswith("test_") and not can_fail(function.name, known):
            yield function.lineno, f"{function.name} asserts nothing"


def _imported(tree: ast.Module, trees: dict[Path, ast.Module], folder: Path) -> Iterator[Path]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            path = folder.parent.joinpath(*node.module.split(".")).with_suffix(".py")
            if path in trees:
                yield path


def _checks(node: ast.AST) -> bool:
    """An assertion, or a child process whose failure is one (`check=True`)."""
    if isinstance(node, ast.Call):
        return any(word.arg == "check" and isinstance(word.value, ast.Constant) and bool(word.value.value) for word in node.keywords)
    return isinstance(node, ast.Assert) or (isinstance(node, ast.Raise) and "Assertion" in ast.dump(node))


def _called(function: Function, inside: Iterable[ast.AST]) -> Iterator[str]:
    """The names of what a function calls, and of the fixtures that it asks for."""
    yield from (argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs))
    for node in inside:
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def _called_in(value: ast.expr) -> bool:
    """A call may answer differently the second time."""
    return any(isinstance(node, ast.Call) for node in ast.walk(value))


def _functions(tree: ast.Module) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def main() -> int:
    """Name what was found; 1 where something was."""
    found = findings()
    for one in found:
        print(f"{one.path.relative_to(TESTS.parent)}:{one.line}: {one.problem}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
