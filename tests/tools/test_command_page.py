"""docs/commands.md and the schemas beside it are what the commands say today; the proofs run those that take longer."""

from __future__ import annotations

import pytest

pytest.importorskip("genson")
pytest.importorskip("jsonschema")

import jsonschema

from tools.command_page import PAGE, page, schemas, stored
from tools.command_samples import SAMPLES

QUICK = ("consolidate", "agreement", "statistics", "worklist", "samplesize", "verify")


def test_the_page_is_written_from_the_commands() -> None:
    said = PAGE.read_text(encoding="utf-8").split()
    assert said == page(stored()).split(), "python -m tools.command_page writes it anew"


def test_what_the_commands_print_is_what_their_schemas_say() -> None:
    kept, found = stored(), schemas([sample for sample in SAMPLES if sample[0] in QUICK])
    assert tuple(sorted(found)) == tuple(sorted(QUICK))
    assert found == {name: kept[name] for name in QUICK}, "python -m tools.command_page writes them anew"


def test_a_schema_refuses_what_a_command_does_not_print() -> None:
    row = {"method": "m", "rate": 1.0, "changes": 3, "cases": 2, "value": None, "low": 0.1, "high": 0.2, "regions": "truth"}
    jsonschema.validate(row, stored()["subtract"])
    for wrong in ({**row, "changes": "three"}, {name: value for name, value in row.items() if name != "rate"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, stored()["subtract"])
