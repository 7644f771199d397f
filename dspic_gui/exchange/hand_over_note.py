"""What a hand-over is asked for, what became of it, and the note that goes along and says what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from dspic_gui import __version__
from dspic_gui.dataset.folder import HANDED_OVER
from dspic_gui.exchange.deidentified_scan import METHODS, SHIFTED
from dspic_gui.exchange.hand_over_keys import OLDEST

NOTE = HANDED_OVER


@dataclass(frozen=True)
class HandOver:
    """What is asked for: its name, whether dates are shifted or removed, and the studies whose reports a person approved."""

    name: str = "Hand-over"
    shift_dates: bool = True
    approved_reports: frozenset[str] = frozenset()


@dataclass
class HandedOver:
    """The studies that went, those that could not with the reason, and what a person should look at: (study in the output, sentence)."""

    studies: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    searched: int = 0


def note(done: HandedOver, wanted: HandOver) -> str:
    """The text of deidentification.txt."""
    codes = [*METHODS, *([SHIFTED] if wanted.shift_dates else [])]
    dates = (
        "moved back by a number of days that is the same for all dates of a patient"
        if wanted.shift_dates
        else "removed"
    )
    return "\n".join(
        [
            f"De-identified by dSPIC Workstation {__version__}, {datetime.now(UTC):%Y-%m}.",
            "Research use only. Not for diagnosis.",
            "",
            "Scans are new objects of Nuclear Medicine Image Storage, made from an allow-list: sex, age, date, counts,",
            "pixel size and view. Nothing else of the original files was copied; the preamble is zero; PatientIdentityRemoved",
            "is YES. Options of DICOM PS3.15 by code:",
            *(f"  {value}  {meaning}" for value, meaning in codes),
            f"Dates were {dates}. Ages above {OLDEST} are given as {OLDEST}.",
            "UIDs and keys are made by a keyed hash; the key stayed in the house.",
            "Readings: marks, codes, certainty and links; no comments, no foreign keys. Reader names are R1, R2 ... by order.",
            "Audits are new and hold the seals alone, all of the day of the hand-over. Predictions and reviews were left out.",
            f"Reports: {len(wanted.approved_reports)} were read and approved by a person; all others were left out.",
            "Every file and name was searched for every text of the original dataset, and nothing was found.",
            f"{len(done.studies)} studies; {len(done.problems)} things could not be handed over.",
            *(["", "To look at by a person:"] if done.warnings else []),
            *(f"  {key}: {said}" for key, said in done.warnings),
            "",
        ]
    )
