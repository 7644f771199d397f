"""What every command prints as JSON is what its schema in docs/schemas says."""

from __future__ import annotations

import pytest

pytest.importorskip("genson")

from tools.command_page import SLOW, schemas, stored


def test_what_the_commands_print_is_what_their_schemas_say() -> None:
    kept = stored()
    assert set(SLOW) <= set(kept)
    for name, schema in schemas().items():
        assert schema == kept[name], f"dspic {name} prints something else: python -m tools.command_page"
