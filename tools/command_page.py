"""docs/commands.md and docs/schemas/: every command, its options, and the JSON that it prints, written from the commands themselves.

`python -m tools.command_page` runs the quick commands with `--json` on a small dataset and writes a JSON Schema of what each prints;
`--all` runs simulate, train and paper too (minutes). Without a change of a command nothing changes: a test writes them again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dspic_gui import cli
from dspic_gui.commands.parser import Parser
from tools.command_samples import RUNS, SAMPLES, places, wanted_of

ROOT = Path(__file__).resolve().parents[1]
PAGE, SCHEMAS = ROOT / "docs" / "commands.md", ROOT / "docs" / "schemas"
SLOW = ("simulate", "train", "paper")
WIDTH = 118

NULLABLE = frozenset(
    {
        "value",
        "low",
        "high",
        "sensitivity",
        "result",
        "study",
        "view",
        "sex",
        "age",
        "date",
        "answer",
        "note",
        "said",
        "index",
        "change",
        "seen",
        "images",
        "planar",
    }
)
"""Fields that may be null although the samples may not show it."""
KEYED = frozenset({"bones", "unknown", "studies", "views"})
"""Objects whose names are no fields but what they are about: a bone, a label, a study, a view."""


def schemas(samples: Sequence[tuple[str, str]] = SAMPLES) -> dict[str, dict[str, Any]]:
    """A JSON Schema for each command of what a line of `--json` holds, from what these calls print."""
    found: dict[str, list[Any]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        places(Path(folder), wanted_of(samples)) as named,
    ):
        for name, words in samples:
            call = [*name.split(), *(named.get(word, word) for word in words.split()), "--json"]
            found.setdefault(call[0], []).extend(printed(call))
    return {name: _schema(lines) for name, lines in found.items()}


def printed(words: list[str]) -> list[Any]:
    """The lines that a call prints, as JSON; RuntimeError where it prints none."""
    out, errors = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["dspic", *words]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
            cli.main(words)
    finally:
        sys.argv = before
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    if not lines:
        raise RuntimeError(f"dspic {' '.join(words)} printed no JSON: {errors.getvalue()}")
    return lines


def _schema(lines: list[Any]) -> dict[str, Any]:
    """One schema for every kind of line: kinds are told apart by their event, else by their fields."""
    from genson import SchemaBuilder

    kinds: dict[Any, Any] = {}
    for line in lines:
        kind = line["event"] if "event" in line else tuple(sorted(line))
        kinds.setdefault(kind, SchemaBuilder(schema_uri=None)).add_object(line)
    made = []
    for kind, builder in sorted(kinds.items(), key=lambda item: str(item[0])):
        one = _with_nulls(builder.to_schema())
        if isinstance(kind, str):
            one["properties"]["event"] = {"const": kind}
        made.append(one)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "anyOf": made}


def _with_nulls(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with what may be null said to be so, integers among numbers, and its fields in order."""
    for name, one in schema.get("properties", {}).items():
        _with_nulls(one)
        if name in KEYED and "properties" in one:
            _key(one)
        kinds = one.get("type")
        if name in NULLABLE and kinds is not None:
            one["type"] = sorted({"null", *([kinds] if isinstance(kinds, str) else kinds)})
    if isinstance(schema.get("items"), dict):
        _with_nulls(schema["items"])
    return schema


def _key(schema: dict[str, Any]) -> None:
    """The schema of an object with names as they come: what its values are in common."""
    values = schema.pop("properties").values()
    schema.pop("required", None)
    kinds = [one for at, one in enumerate(values) if one not in list(values)[:at]]
    schema["additionalProperties"] = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


def page(found: Mapping[str, Mapping[str, Any]]) -> str:
    """docs/commands.md."""
    head = (
        "# The commands",
        "Written by `python -m tools.command_page` from the commands themselves. **Research use only. Not for diagnosis.**",
        "Exit codes: 0 done, 1 findings (something was left out or should be looked at), 2 wrong use or nothing readable,\n"
        "130 stopped by Ctrl+C: what was finished is kept. With `--json` each line on standard output is one JSON object, in\n"
        'English whatever the language of the terminal; a line `{"source": …, "error": …}` says what could not be used, a\n'
        "line with `warning` what a model says of itself. Progress is shown on standard error, on a terminal only.",
        "| command | |\n|---|---|\n"
        + "\n".join(
            f"| [`{name}`](#{_anchor(name)}) | {text} |" for name, text in cli.SUMMARIES.items()
        ),
    )
    return "\n\n".join((*head, *(_section(name, found.get(name)) for name in cli.COMMANDS))) + "\n"


def _anchor(name: str) -> str:
    return f"dspic-{name}"


def _section(name: str, schema: Mapping[str, Any] | None) -> str:
    module = importlib.import_module(cli.COMMANDS[name])
    parser = Parser(prog=f"dspic {name}", description=module.HELP)
    module.add_arguments(parser)
    parts = [f"## dspic {name}", module.HELP.replace("<", "\\<"), *_options(parser)]
    if schema:
        parts.append(f"`--json` ([schema](schemas/{name}.json)):\n\n" + "\n".join(_kinds(schema)))
    return "\n\n".join(parts)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The table of arguments, then those of each subcommand."""
    formatter = parser._get_formatter()
    rows = []
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        words = formatter._expand_help(action) if action.help else ""
        rows.append(
            f"| `{_written(action, formatter)}` | {words.replace('|', chr(92) + '|').replace(str(ROOT), '')} |"
        )
    if rows:
        yield "| argument | |\n|---|---|\n" + "\n".join(rows)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            about = {one.dest: one.help for one in action._choices_actions}
            for name, one in action.choices.items():
                yield f"**{one.prog}**: {about.get(name, '')}"
                yield from _options(one)


def _written(action: argparse.Action, formatter: argparse.HelpFormatter) -> str:
    if not action.option_strings:
        return formatter._format_args(action, str(action.metavar or action.dest)).replace(
            "|", "\\|"
        )
    if action.nargs == 0:
        return action.option_strings[0]
    shown = formatter._format_args(action, formatter._get_default_metavar_for_optional(action))
    return f"{action.option_strings[0]} {shown}".replace("|", "\\|")


def _kinds(schema: Mapping[str, Any]) -> Iterator[str]:
    for one in schema["anyOf"]:
        fields = ", ".join(f"`{name}` {_kind(value)}" for name, value in one["properties"].items())
        yield f"- {fields}"


def _kind(schema: Mapping[str, Any]) -> str:
    if "const" in schema:
        return f"“{schema['const']}”"
    kinds = schema.get("type", "any")
    if kinds == "array" and isinstance(schema.get("items"), dict):
        return f"array of {_kind(schema['items'])}"
    return kinds if isinstance(kinds, str) else " or ".join(kinds)


def stored() -> dict[str, dict[str, Any]]:
    """The schemas that lie in docs/schemas."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(SCHEMAS.glob("*.json"))
    }


def main() -> None:
    """Write the page and the schemas."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--all", action="store_true", help="simulate, train and run the paper too")
    found = {**stored(), **schemas(SAMPLES + RUNS if words.parse_args().all else SAMPLES)}
    SCHEMAS.mkdir(exist_ok=True)
    for name, schema in found.items():
        (SCHEMAS / f"{name}.json").write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
