"""What the version before the rooms were laid out anew left on disk (tools/make_earlier.py), copied for a test."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from dspic_gui.places import cache_folder, config_folder
from dspic_gui.worklist.rows import index_path
from tests.places import GOLDEN

EARLIER = GOLDEN / "earlier"
PLACE = "@PLACE@"
"""Stands in the settings for the folder in which everything lay."""


def facts() -> dict[str, Any]:
    """What that version said of it."""
    found: dict[str, Any] = json.loads((EARLIER / "facts.json").read_text(encoding="utf-8"))
    return found


def earlier_dataset(place: Path) -> Path:
    """Its dataset."""
    return Path(shutil.copytree(EARLIER / "dataset", place / "dataset"))


def earlier_user(place: Path, reader: str = "R1") -> None:
    """Its settings, recent datasets and worklist index, as they would lie for a dataset at `place`."""
    for path in (EARLIER / "settings").iterdir():
        text = path.read_text(encoding="utf-8").replace(f"@{PLACE}", PLACE)
        (config_folder() / path.name).write_text(text.replace(PLACE, str(place)), encoding="utf-8")
    index = index_path(place / "dataset", reader, cache_folder() / "worklists")
    index.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(EARLIER / "cache" / "worklist.sqlite", index)
