"""What the pages say, held against what they say it of: `python -m tools.docs_check` names each fault, and fails where there is one.

Links that lead nowhere. Blocks of figures that are no longer what the stored results say (`resources/model/card.json`, and in
docs/results/ what `tools/measured_tables.py` keeps of the paper's rows and of evaluations). Figures in prose that are named by a
comment behind them, as `0.75<!-- card label accuracy -->`: they are the stored figure, rounded as they stand, on every page alike.
Tables of measured figures and pictures without the command that makes them. `--all` looks at what takes longer too: the commands' page,
and the answer to the genuine scan.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.lesion_tables import PAGE as LESION_PAGE
from tools.lesion_tables import lesion_blocks
from tools.measured_tables import (
    EVALUATION,
    MODEL,
    PAPER,
    card_blocks,
    evaluation_blocks,
    genuine_answer,
    result_blocks,
)

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
_BLOCK = re.compile(r"<!-- ([\w ]+) -->\n(.*?)<!-- end -->", re.DOTALL)
_NAMED = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?)(?: ?%)?<!-- (?P<source>card|evaluation) (?P<name>[\w @-]+) -->"
)
_COMMAND = re.compile(
    r"(?<![\w/])(?:dspic [a-z][\w-]*|python3? -m [\w.]+|make [a-z][\w-]*|pytest [\w/.-]+)"
)
_CELL = re.compile(r"\d[\d,.]*")
MEASURED = (
    "results.md",
    "model-card.md",
    "lesion-network.md",
    "second-opinion.md",
    "lesion-network.md",
    "performance.md",
    "burden.md",
    "simulator.md",
    "before-and-after.md",
)
"""Pages with tables of what was measured."""
_MAKERS = {LESION_PAGE: "python -m tools.lesion_tables"}
SHARE_OF_FIGURES = 0.5
"""A table is one of figures where so many of its cells hold a number."""


def pages() -> list[Path]:
    """Every page that users and developers read."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


@cache
def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links() -> Iterator[str]:
    """Links to files and headings that are not there; addresses in the net are not looked up."""
    for page in pages():
        for target in _LINK.findall(_CODE.sub("", _text(page))):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            file = (page.parent / name).resolve() if name else page
            if not file.exists():
                yield f"{_named(page)}: the link to {target} leads nowhere"
            elif anchor and file.suffix == ".md" and anchor not in anchors(_text(file)):
                yield f"{_named(page)}: {name or page.name} has no heading #{anchor}"


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = set()
    for heading in _HEADING.findall(
        _CODE.sub(lambda code: code[0] if "\n" not in code[0] else "", text)
    ):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def stored_blocks(*, slow: bool = False) -> dict[str, Mapping[str, str]]:
    """What the stored results say in the blocks of each page."""
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    found: dict[str, Mapping[str, str]] = {"model-card.md": card_blocks(card)}
    if slow:
        found["model-card.md"] = {**found["model-card.md"], "genuine": genuine_answer(card)}
    if EVALUATION.exists():
        found["second-opinion.md"] = evaluation_blocks(evaluation_lines())
    found[LESION_PAGE] = lesion_blocks()
    if PAPER.exists():
        found["results.md"] = result_blocks(PAPER.parent)
    return found


def evaluation_lines() -> list[dict[str, Any]]:
    """What the last evaluation of the shipped network printed."""
    return [json.loads(line) for line in EVALUATION.read_text(encoding="utf-8").splitlines()]


def blocks(wanted: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Blocks of the pages that are not what the stored results say; where lines are broken makes no difference."""
    for name, stored in wanted.items():
        shown = dict(_BLOCK.findall(_text(DOCS / name)))
        for block, said in stored.items():
            if block in shown and " ".join(shown[block].split()) != " ".join(said.split()):
                maker = _MAKERS.get(name, "python -m tools.measured_tables")
                yield f"docs/{name}: the block “{block}” is no longer what is stored: {maker}"


def figures() -> Iterator[str]:
    """Figures in prose that are named, and are not the stored ones rounded as they stand."""
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    for page in pages():
        for found in _NAMED.finditer(_text(page)):
            value = _stored_figure(card, found["source"], found["name"])
            if value is None:
                yield f"{_named(page)}: no figure is stored as “{found['source']} {found['name']}”"
            elif not _is_rounded(found["figure"].replace(",", ""), value):
                yield f"{_named(page)}: {found['figure']} stands for {found['name']}, which is {value:g}"


def _stored_figure(card: Mapping[str, Any], source: str, name: str) -> float | None:
    if source == "card":
        if name in card["scores"]["scores"]:
            return _number(card["scores"]["scores"][name]["value"])
        return _number(
            {
                **card["training"],
                **card["scores"],
                **card["conversion"],
                "megabytes": _megabytes(),
            }.get(name)
        )
    level, _, score = name.partition(" ")
    lines = evaluation_lines() if EVALUATION.exists() else []
    return next(
        (
            _number(line["value"])
            for line in lines
            if (line.get("level"), line.get("name")) == (level, score)
        ),
        None,
    )


def _megabytes() -> float:
    return sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_rounded(shown: str, value: float) -> bool:
    digits = len(shown.partition(".")[2])
    return (
        abs(float(shown) - value) <= 0.5 * 10.0**-digits + 1e-12
        or abs(float(shown) - 100 * value) <= 0.5 * 10.0**-digits + 1e-12
    )


def commands() -> Iterator[str]:
    """Tables of measured figures in a section that names no command, and pictures that no command is known to make."""
    for name in MEASURED:
        text = _text(DOCS / name)
        whole = re.search(r"(written|measured|made) by\s+`(python -m|make|dspic)", text) is not None
        for heading, section in _sections(text):
            if (
                not whole
                and any(map(_is_of_figures, _tables(section)))
                and not _COMMAND.search(section)
            ):
                yield f"docs/{name}: “{heading}” holds figures and names no command that makes them"
    index = _text(DOCS / "pictures" / "README.md")
    known = {
        word.strip()
        for row in index.splitlines()
        if row.startswith("| ")
        for word in row.split("|")[1].split(",")
    }
    for path in sorted((DOCS / "pictures").rglob("*.*g")):
        if path.relative_to(DOCS / "pictures").with_suffix("").as_posix() not in known:
            yield f"docs/pictures/{path.name}: docs/pictures/README.md names no command that makes it"
    for module in set(re.findall(r"python -m (tools\.\w+)", "".join(map(_text, pages())))):
        if not (ROOT / f"{module.replace('.', '/')}.py").exists():
            yield f"the pages name {module}, which is not there"


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Each heading of the second level with what stands below it."""
    parts = re.split(r"^## +(.*)$", text, flags=re.MULTILINE)
    yield "", parts[0]
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _tables(section: str) -> list[list[str]]:
    """The cells of each table, without its head."""
    found = re.findall(r"^\|.*\n\|[-| :]+\n((?:\|.*\n?)+)", section, flags=re.MULTILINE)
    return [
        [cell.strip() for row in table.splitlines() for cell in row.strip("|").split("|")]
        for table in found
    ]


def _is_of_figures(cells: list[str]) -> bool:
    return sum(_CELL.match(cell) is not None for cell in cells) >= SHARE_OF_FIGURES * max(
        len(cells), 1
    )


def _named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def faults(*, slow: bool = False) -> Iterator[str]:
    """Everything that is wrong with the pages."""
    yield from links()
    yield from blocks(stored_blocks(slow=slow))
    yield from figures()
    yield from commands()
    if slow:
        from tools.command_page import PAGE, page, schemas, stored

        found = {**stored(), **schemas()}
        if _text(PAGE).split() != page(found).split() or found != stored():
            yield "docs/commands.md: the commands say something else: python -m tools.command_page"


def main() -> int:
    """Name every fault; 1 where there is one."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--all", action="store_true", help="what takes longer too")
    found = list(faults(slow=words.parse_args().all))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
