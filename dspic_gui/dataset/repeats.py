"""Hidden repeats: studies that stand in a dataset a second time under another key, so that a reader can be compared with himself.

`repeats.json` says which key repeats which; it is for the study lead. A planned reader's session has the repeats in its list like any
study; nobody else has them, and nothing that votes, counts, trains or is handed on takes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from dspic_gui import durable
from dspic_gui.dataset import folder as layout
from dspic_gui.dataset.description import Dataset
from dspic_gui.dataset.folder import ArchiveError
from dspic_gui.plain_file import LARGEST_JSON, content_of

SCHEMA = 1


def read_repeats(folder: Path, dataset: Dataset) -> dict[str, str]:
    """The study that each repeat repeats, by the repeat's key; empty where there are none. ArchiveError for a damaged or a missing file."""
    try:
        content = json.loads(content_of(folder / layout.REPEATS, LARGEST_JSON))
        found = {str(repeat): str(original) for repeat, original in content["repeats"].items()}
    except FileNotFoundError:
        if dataset.protocol.repeats is not None:
            text = "{file} is missing, so repeated studies could be counted twice. Nothing was changed; restore it from a copy."
            raise ArchiveError(text, file=layout.REPEATS) from None
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        text = "{file} cannot be read, so repeated studies could be counted twice. Nothing was changed; restore it from a copy."
        raise ArchiveError(text, file=layout.REPEATS) from problem
    if not all(map(layout.is_study_key, (*found, *found.values()))):
        raise ArchiveError(
            "{file} names what is no study. Nothing was changed; restore it from a copy.",
            file=layout.REPEATS,
        )
    return found


def write_repeats(folder: Path, repeats: Mapping[str, str]) -> None:
    """Write which key repeats which study; NotSaved where the disk refuses."""
    content = json.dumps({"schema": SCHEMA, "repeats": dict(sorted(repeats.items()))}, indent=1)
    durable.write(
        folder / layout.REPEATS, content.encode() + b"\n", root=folder, keep_versions=False
    )


def without_repeats(folder: Path, dataset: Dataset, keys: Iterable[str]) -> list[str]:
    """Those of the keys that are no repeats, in their order."""
    repeats = read_repeats(folder, dataset)
    return [key for key in keys if key not in repeats]


def listed_keys(folder: Path, dataset: Dataset, person: str | None) -> list[str]:
    """The studies in a person's list, sorted: a planned reader's with the repeats, anybody else's without them."""
    keys = layout.study_keys(folder)
    return keys if person in dataset.readers else without_repeats(folder, dataset, keys)
