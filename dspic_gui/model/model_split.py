"""split.json of a model folder: which patients a model was trained on, by hash, so that a measure on them is found out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dspic_gui.model.model_card import CARD, ModelError
from dspic_gui.plain_file import LARGEST_JSON, content_of

SPLIT = "split.json"
SEEN = ("training", "validation")
"""The parts from which a model learned: its weights, and when to stop and which threshold."""
_DIGITS = 12


def hashed(patient: str) -> str:
    """What stands for a patient's pseudonym: the first 12 hex digits of its sha256."""
    return hashlib.sha256(patient.encode()).hexdigest()[:_DIGITS]


def compose_split(parts: Mapping[str, Iterable[str]]) -> bytes:
    """The bytes of split.json for the patients of each part."""
    content = {
        name: sorted({hashed(patient) for patient in patients}) for name, patients in parts.items()
    }
    return json.dumps({"schema": 1, "patients": content}, indent=1).encode() + b"\n"


def read_split(folder: Path) -> dict[str, frozenset[str]]:
    """The hashed patients of each part, by the model folder's split.json, or by its card in what older versions wrote.

    Empty where neither says; ModelError where split.json is damaged.
    """
    try:
        if (folder / SPLIT).exists():
            stated = json.loads(content_of(folder / SPLIT, LARGEST_JSON))["patients"]
        else:
            stated = json.loads(content_of(folder / CARD, LARGEST_JSON)).get("split") or {}
        return {str(name): _names(patients) for name, patients in stated.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        text = "{file} cannot be read, so nobody can tell which patients the model knows."
        raise ModelError(folder.name, text, file=SPLIT) from problem


def _names(patients: Any) -> frozenset[str]:
    if not isinstance(patients, list):
        raise TypeError("no list of patients")
    return frozenset(map(str, patients))


def seen_patients(folder: Path) -> frozenset[str]:
    """The hashes of the patients from whom the model learned."""
    parts = read_split(folder)
    return frozenset().union(*(parts.get(name, frozenset()) for name in SEEN))
