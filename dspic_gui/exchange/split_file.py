"""split.json: which studies belong to which part (training, validation, test), as a training of this program writes it or by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.plain_file import opened
from dspic_gui.sentence import reason_of
from dspic_gui.study import Study

LARGEST = 16 << 20


def read_split(path: Path) -> dict[str, set[str]]:
    """The keys of studies or patients by part; a row of a training's split.json counts by its study. ExchangeError."""
    try:
        with opened(path) as file:
            stated = json.loads(file.read(LARGEST))
        parts = {str(part): {_key(row) for row in rows} for part, rows in stated.items()}
    except OSError as problem:
        text = "{file} cannot be read ({reason}). Nothing was written; check the path."
        raise ExchangeError(text, file=path.name, reason=reason_of(problem)) from problem
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError) as problem:
        text = "{file} is no split: it maps each part to a list of studies or patients. Nothing was written; mend the file."
        raise ExchangeError(text, file=path.name) from problem
    bad = [part for part in parts if not part.isidentifier()]
    if bad or not parts:
        text = "{file} names a part “{part}”, which cannot be a folder's name. Nothing was written; mend the file."
        raise ExchangeError(text, file=path.name, part=(bad or [""])[0][:40])
    return parts


def part_finder(parts: dict[str, set[str]]) -> Callable[[Study], str | None]:
    """The part of a study, by its key or its patient's; ExchangeError for one that stands in two parts."""

    def part_of(study: Study) -> str | None:
        found = [part for part, keys in parts.items() if study.key in keys or study.patient in keys]
        if len(found) > 1:
            text = "The split puts study {key} into {first} and {second}. Nothing was written; mend the file."
            raise ExchangeError(text, key=study.key, first=found[0], second=found[1])
        return found[0] if found else None

    return part_of


def _key(row: Any) -> str:
    return str(row if isinstance(row, str) else row[0])
