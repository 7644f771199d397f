"""docs/commands.md and the schemas beside it are what the commands say today; the proofs run those that take longer."""

from __future__ import annotations

import pytest

pytest.importorskip("genson")

from tools.command_page import PAGE, SAMPLES, page, schemas, stored

QUICK = ("consolidate", "agreement", "statistics", "worklist", "samplesize")


def test_the_page_is_written_from_the_commands() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(stored()), "python -m tools.command_page writes it anew"


def test_what_the_commands_print_is_what_their_schemas_say() -> None:
    kept, found = stored(), schemas([sample for sample in SAMPLES if sample[0] in QUICK])
    assert tuple(sorted(found)) == tuple(sorted(QUICK))
    assert found == {name: kept[name] for name in QUICK}, "python -m tools.command_page writes them anew"
