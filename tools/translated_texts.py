"""Finds in the source the texts for users that pylupdate6 cannot see: templates of sentences, what small functions translate, and the
help of the commands.

A template is what is given to a parameter named `template` (of `Sentence`, of an error, of a function that makes one), or stands
in a table of the type `Templates`. `problems` names each that is not a plain text, because nobody could translate it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dspic_gui.code import load_code_book

PACKAGE = Path(__file__).resolve().parent.parent / "dspic_gui"
TRAINING = PACKAGE.with_name("training")
"""Its errors travel to the window as sentences."""
SENTENCES = "sentence"


@dataclass(frozen=True, order=True)
class Text:
    """A text and its context, as Qt knows it."""

    context: str
    source: str


@dataclass
class _Module:
    """A file of the program: what each name is given at the top and in each function, and which function each call stands in."""

    path: Path
    tree: ast.Module
    names: dict[str, dict[str, list[ast.expr]]] = field(default_factory=dict)
    calls: list[tuple[ast.Call, str]] = field(default_factory=list)
    functions: list[ast.FunctionDef] = field(default_factory=list)
    classes: list[ast.ClassDef] = field(default_factory=list)
    annotated: list[ast.AnnAssign] = field(default_factory=list)

    def values(self, name: str, scope: str) -> list[ast.expr]:
        """What a name is given in a function, or around it; a parameter is given its own annotation."""
        while scope and name not in self.names.get(scope, {}):
            scope = scope.rpartition("/")[0]
        return self.names.get(scope, {}).get(name, [])


@cache
def gathered() -> tuple[Text, ...]:
    """All of them, sorted."""
    found = {Text(SENTENCES, source) for module in _modules() for source in _templates(module)}
    found |= {Text(SENTENCES, source) for module in _modules() for source in _helps(module) if "{" not in source}
    found |= {Text(SENTENCES, words) for title in _titles() for words in (title, title.lower())}
    return tuple(sorted(found | {text for module in _modules() for text in _translated(module)}))


def _titles() -> Iterator[str]:
    """The findings and body parts of the built-in code book; a list shows a part in small letters."""
    book = load_code_book()
    yield from (row.title for row in (*book.findings, *book.parts))


@cache
def problems() -> tuple[str, ...]:
    """The places where a template is put together while the program runs."""
    return tuple(
        f"{module.path.name}:{node.lineno}"
        for module in _modules()
        if module.path.name != "sentence.py"
        for node, scope in _arguments(module)
        if not _is_plain(node, scope, module)
    )


@cache
def _modules() -> tuple[_Module, ...]:
    return tuple(_module(path) for path in sorted([*PACKAGE.rglob("*.py"), *TRAINING.rglob("*.py")]))


def _module(path: Path) -> _Module:
    module = _Module(path, ast.parse(path.read_text(encoding="utf-8")))
    _look_through(module.tree, "", module)
    return module


_LEAVES = (ast.expr_context, ast.Name, ast.Constant, ast.alias, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
"""Most nodes are such; they hold nothing that is looked for."""


def _look_through(node: ast.AST, scope: str, module: _Module) -> None:
    names = module.names.setdefault(scope, {})
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Name):
                names.setdefault(target.id, []).append(node.value)
    elif isinstance(node, ast.Call):
        module.calls.append((node, scope))
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        scope = f"{scope}/{node.name}"
    if isinstance(node, ast.AnnAssign):
        module.annotated.append(node)
    elif isinstance(node, ast.ClassDef):
        module.classes.append(node)
    elif isinstance(node, ast.FunctionDef):
        module.functions.append(node)
        given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        module.names.setdefault(scope, {}).update({one.arg: [one.annotation or ast.Constant(None)] for one in given})
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, _LEAVES):
            _look_through(inner, scope, module)


# help of the commands


def _helps(module: _Module) -> Iterator[str]:
    """What the modules of commands say of themselves, their acts and their arguments; an example of JSON is left out by its braces."""
    if module.path.parent.name != "commands" and module.path.name != "cli.py":
        return
    for node in module.values("HELP", ""):
        yield from _constants(node, "", module)
    for call, scope in module.calls:
        if _name(call.func) in ("add_argument", "add_parser"):
            for keyword in call.keywords:
                if keyword.arg == "help":
                    yield from _constants(keyword.value, scope, module)


# templates


def _templates(module: _Module) -> Iterator[str]:
    for node, scope in _arguments(module):
        yield from _constants(node, scope, module)
    for node in module.annotated:
        if _name(node.annotation) == "Templates":
            assert isinstance(node.value, ast.Dict), f"{module.path.name}:{node.lineno}"
            for value in node.value.values:
                yield from _constants(value, "", module)


def _arguments(module: _Module) -> Iterator[tuple[ast.expr, str]]:
    """What is given to a parameter named `template` in each call of the module, and the function where."""
    places = _places()
    for node, scope in module.calls:
        name = _name(node.func)
        if name == "__init__":
            name = _base_of(node, module)
        for keyword in node.keywords:
            if keyword.arg == "template":
                yield keyword.value, scope
        if name in places and len(node.args) > places[name]:
            yield node.args[places[name]], scope


def _constants(node: ast.expr, scope: str, module: _Module) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body, scope, module)
        yield from _constants(node.orelse, scope, module)
    elif isinstance(node, ast.Name):
        for value in module.values(node.id, scope) or _imported_value(node.id, module):
            if isinstance(value, ast.Constant | ast.IfExp):
                yield from _constants(value, scope, module)


def _is_plain(node: ast.expr, scope: str, module: _Module) -> bool:
    """Whether the template is a text in the source, a sentence that was made elsewhere, or out of a table of templates."""
    if isinstance(node, ast.IfExp):
        return _is_plain(node.body, scope, module) and _is_plain(node.orelse, scope, module)
    if isinstance(node, ast.Name):
        values = module.values(node.id, scope) or _imported_value(node.id, module)
        return node.id in ("template", "Sentence") or (bool(values) and all(_is_plain(value, scope, module) for value in values))
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in _tables()
    if isinstance(node, ast.Attribute):
        return node.attr in ("sentence", "template", "problem")
    if isinstance(node, ast.Call):
        return _name(node.func) in _sentence_makers()
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def _tables() -> frozenset[str]:
    annotated = (node for module in _modules() for node in module.annotated)
    return frozenset(_name(node.target) for node in annotated if _name(node.annotation) == "Templates")


@cache
def _sentence_makers() -> frozenset[str]:
    functions = (node for module in _modules() for node in module.functions)
    made = {node.name for node in functions if node.returns is not None and "Sentence" in ast.unparse(node.returns)}
    return frozenset(made | {"Sentence", "joined", "plain", "str", "told"})


@cache
def _places() -> dict[str, int]:
    """Where the parameter `template` stands among the arguments of each function and class, `self` not counted."""
    found = {"Sentence": 0, "SaidError": 0, "RuleError": 0}
    classes = [node for module in _modules() for node in module.classes]
    for _ in range(6):  # so deep do errors derive from each other at most
        for node in classes:
            place = _of_class(node, found)
            if place is not None:
                found[node.name] = place
            else:
                found.pop(node.name, None)
    for module in _modules():
        for node in module.functions if module.path.name != "sentence.py" else ():
            if node.name != "__init__" and (place := _of_function(node)) is not None:
                found[node.name] = place
    return found


def _of_class(node: ast.ClassDef, found: dict[str, int]) -> int | None:
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return _of_function(part)
    fields = [_name(part.target) for part in node.body if isinstance(part, ast.AnnAssign)]
    if "template" in fields:
        return fields.index("template")
    return next((found[_name(base)] for base in node.bases if _name(base) in found), None)


def _of_function(node: ast.FunctionDef) -> int | None:
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in ("self", "cls")]
    return names.index("template") if "template" in names else None


def _base_of(call: ast.Call, module: _Module) -> str:
    """The first base of the class in which super().__init__ is called."""
    for node in module.classes:
        if any(inner is call for inner in ast.walk(node)):
            return next((_name(base) for base in node.bases), "")
    return ""


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


# what functions translate


def _translated(module: _Module) -> Iterator[Text]:
    """Texts in calls of translate() whose context is a name, and in calls of functions that do nothing but translate their argument."""
    own = {node.name: context for node in module.functions if (context := _says_in(node, module))}
    by_name, by_method = _imported(module) | own, _methods() | own
    for node, scope in module.calls:
        if not node.args:
            continue
        name, first = _name(node.func), node.args[0]
        if name == "translate" and len(node.args) == 2:
            for context in _constants(first, scope, module):
                yield from (Text(context, source) for source in _constants(node.args[1], scope, module))
            continue
        says = by_name if isinstance(node.func, ast.Name) else by_method
        if name in says:
            yield from (Text(says[name], source) for source in _constants(first, scope, module))


def _says_in(node: ast.FunctionDef, module: _Module) -> str:
    """The context in which a function translates its last argument, empty where it does something else."""
    last = node.body[-1]
    if not isinstance(last, ast.Return) or not isinstance(last.value, ast.Call) or _name(last.value.func) != "translate":
        return ""
    if len(last.value.args) != 2 or _name(last.value.args[1]) != (node.args.args[-1].arg if node.args.args else None):
        return ""
    return next(_constants(last.value.args[0], "", module), "")


@cache
def _methods() -> dict[str, str]:
    """The methods that do so, by name; they are called on objects of any module."""
    found = {}
    for module in _modules():
        for kind in module.classes:
            for node in kind.body:
                if isinstance(node, ast.FunctionDef) and (context := _says_in(node, module)):
                    found[node.name] = context
    return found


def _imported(module: _Module) -> dict[str, str]:
    """The functions of other modules that do so, by name."""
    found = {}
    for name, other in _sources(module):
        for function in other.tree.body:
            if isinstance(function, ast.FunctionDef) and function.name == name and (context := _says_in(function, other)):
                found[name] = context
    return found


def _imported_value(name: str, module: _Module) -> list[ast.expr]:
    """What a name is given in the module that it is imported from."""
    return [value for wanted, other in _sources(module) if wanted == name for value in other.values(name, "")]


def _sources(module: _Module) -> Iterator[tuple[str, _Module]]:
    """Each name that a module imports at its top out of another of ours, and that module."""
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            other = _by_name().get(node.module)
            if other is not None:
                yield from ((alias.name, other) for alias in node.names)


@cache
def _by_name() -> dict[str, _Module]:
    return {".".join(module.path.relative_to(PACKAGE.parent).with_suffix("").parts): module for module in _modules()}
