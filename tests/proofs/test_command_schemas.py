"""What every command prints as JSON is what its schema in docs/schemas says."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("genson")
pytest.importorskip("jsonschema")

import jsonschema

from tools.command_page import SLOW, printed, schemas, stored
from tools.command_samples import places, wanted_of

OTHER_CALLS = (
    ("burden", "REGIONS --labels truth --weights icrp110"),
    ("burden", "REGIONS --labels network --model LESIONS --level 0.9"),
    ("subtract", "FOLLOWED --samples 5 --false 3 --pairs 1"),
    ("export", "DATASET coco --format coco --pictures none"),
    ("import-labels", "UNREAD coco --reader R2"),
    ("pacs query", "PEER --patient P0"),
    ("pacs fetch", "fetched PEER --how get"),
    ("pacs fetch", "fetched PEER"),
    ("pacs send", "DICOM PEER --labels R2 --format sc --yes"),
)
"""Other calls than those from which the schemas were written."""


def test_what_the_commands_print_is_what_their_schemas_say() -> None:
    kept = stored()
    assert set(SLOW) <= set(kept)
    for name, schema in schemas().items():
        assert schema == kept[name], f"dspic {name} prints something else: python -m tools.command_page"


def test_what_other_calls_print_satisfies_the_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = stored()
    seen: set[str] = set()
    with places(tmp_path, wanted_of(OTHER_CALLS)) as named:
        for name, words in OTHER_CALLS:
            call = [*name.split(), *(named.get(word, word) for word in words.split()), "--json"]
            for line in printed(call):
                if set(line) != {"source", "error"}:
                    jsonschema.validate(line, kept[call[0]])
                    seen.add(name)
    assert seen == {name for name, _ in OTHER_CALLS}
