"""docs/commands.md and the schemas beside it are what the commands say today."""

from __future__ import annotations

import pytest

pytest.importorskip("genson")

from tools.command_page import PAGE, SLOW, page, schemas, stored


def test_the_page_is_written_from_the_commands() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(stored()), (
        "python -m tools.command_page writes it anew"
    )


def test_what_the_commands_print_is_what_their_schemas_say() -> None:
    kept = stored()
    assert set(SLOW) <= set(kept)
    for name, schema in schemas().items():
        assert schema == kept[name], (
            f"dspic {name} prints something else: python -m tools.command_page"
        )
