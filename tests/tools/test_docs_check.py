"""The check of the pages finds what is wrong with pages made wrong, and nothing with the pages as they are."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools import docs_check
from tools.measured_tables import MODEL, card_blocks


def test_the_pages_are_right() -> None:
    assert list(docs_check.faults()) == []


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small root with one page of each kind, all in order."""
    (tmp_path / "docs" / "pictures").mkdir(parents=True)
    monkeypatch.setattr(docs_check, "ROOT", tmp_path)
    monkeypatch.setattr(docs_check, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(docs_check, "MEASURED", ("results.md",))
    (tmp_path / "README.md").write_text("# A page\n\n## Two words!\n\n[here](docs/results.md#a-table) [there](#two-words)\n")
    table = "# Results\n\n## A table\n\n`dspic evaluate`:\n\n| a | b |\n|---|---|\n| x | 0.5 |\n| y | 0.25 |\n"
    (tmp_path / "docs" / "results.md").write_text(table)
    (tmp_path / "docs" / "pictures" / "README.md").write_text("| picture | command |\n|---|---|\n| one, two | `make pictures` |\n")
    (tmp_path / "docs" / "pictures" / "one.png").write_bytes(b"")
    return tmp_path


def changed(page: Path, before: str, after: str) -> None:
    text = page.read_text()
    assert before in text
    page.write_text(text.replace(before, after))


def found(kind: str) -> list[str]:
    docs_check._text.cache_clear()
    return list(getattr(docs_check, kind)())


def test_pages_in_order_have_no_fault(pages: Path) -> None:
    assert found("links") == found("commands") == found("figures") == []


def test_links_that_lead_nowhere(pages: Path) -> None:
    changed(pages / "README.md", "docs/results.md#a-table", "docs/gone.md")
    changed(pages / "README.md", "#two-words", "#three-words")
    assert found("links") == ["README.md: the link to docs/gone.md leads nowhere", "README.md: README.md has no heading #three-words"]
    (pages / "README.md").write_text("`[code](gone.md)` [out](https://example.org/gone)\n")
    assert found("links") == []


def test_figures_that_are_not_the_stored_ones(pages: Path) -> None:
    card = json.loads((MODEL / "card.json").read_text())
    value = card["scores"]["scores"]["label accuracy"]["value"]
    page = pages / "docs" / "results.md"
    page.write_text(f"Accuracy {value:.2f}<!-- card label accuracy -->, {100 * value:.1f} %<!-- card label accuracy -->.\n")
    assert found("figures") == []
    page.write_text(f"Accuracy {value + 0.01:.2f}<!-- card label accuracy -->, 0.1<!-- card no such score -->.\n")
    wrong, unknown = found("figures")
    assert "stands for label accuracy" in wrong and "no figure is stored as “card no such score”" in unknown


def test_tables_and_pictures_without_a_command(pages: Path) -> None:
    changed(pages / "docs" / "results.md", "`dspic evaluate`:", "Measured:")
    (pages / "docs" / "pictures" / "three.png").write_bytes(b"")
    table, picture = found("commands")
    assert "“A table” holds figures and names no command" in table and "three.png" in picture


def test_blocks_that_are_no_longer_what_is_stored(pages: Path) -> None:
    card = json.loads((MODEL / "card.json").read_text())
    blocks = card_blocks(card)
    shutil.copy(Path(docs_check.__file__).parents[1] / "docs" / "model-card.md", pages / "docs")
    docs_check._text.cache_clear()
    assert list(docs_check.blocks({"model-card.md": blocks})) == []
    assert list(docs_check.blocks({"model-card.md": {**blocks, "course": "another training"}})) == [
        "docs/model-card.md: the block “course” is no longer what is stored: python -m tools.measured_tables"
    ]
