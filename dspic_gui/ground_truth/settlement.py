"""What a person decided where the vote left something open: a value, with reason and comment."""

from __future__ import annotations

from dataclasses import dataclass

from dspic_gui.disease import Answer

UNANIMOUS = "unanimous"
"""The reason of what accept-all accepted: no person looked at each lesion."""
REASONS = (
    "lesion_is_clear",
    "normal_variant",
    "spine",
    "asymmetry",
    "symmetric_joints",
    "low_counts",
    "artefact",
    "label_wrong",
    "outline_wrong",
    UNANIMOUS,
    "other",
)
"""Why a settlement was made; a free comment stands beside it."""


@dataclass(frozen=True)
class Settlement:
    """One decision. `target` is a lesion's uid, or "ANT", "POST" or "study" for an answer; `basis` names the votes it was made on.

    For a lesion: `rejected`, or the `label` and the `outline` (a reader's name or a rule for outlines; None leaves what the
    vote says). For an answer: `answer`. `at` is ISO 8601 in UTC, `by` the person.
    """

    target: str
    basis: str
    by: str
    at: str
    rejected: bool = False
    label: str | None = None
    outline: str | None = None
    answer: Answer | None = None
    reason: str | None = None
    comment: str | None = None
