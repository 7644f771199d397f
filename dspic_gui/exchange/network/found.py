"""What is asked of a server, and the studies that it tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from dspic_gui.exchange.network.servers import NetworkError

_WHOLE_BODY = re.compile(r"whole.?body|\bwb\b|bone|skelet|szinti|scinti|全身|骨", re.IGNORECASE)
_NOT_PLANAR = re.compile(r"\bspect\b|\btomo|\bpet\b|\bct\b|断层", re.IGNORECASE)


@dataclass(frozen=True)
class Query:
    """What is asked for; empty texts match everything. Dates are ISO 8601; `*` and `?` stand for letters."""

    first_date: str = ""
    last_date: str = ""
    modality: str = "NM"
    patient_id: str = ""
    patient_name: str = ""
    accession: str = ""


@dataclass(frozen=True)
class FoundStudy:
    """A study as the server tells it. `planar` guesses from the words of its description whether it is a whole-body bone scan."""

    uid: str
    patient_id: str = ""
    patient_name: str = ""
    date: str = ""
    description: str = ""
    accession: str = ""
    images: int | None = None

    @property
    def planar(self) -> bool | None:
        """True or False by its words, None where they tell nothing."""
        if _NOT_PLANAR.search(self.description):
            return False
        return True if _WHOLE_BODY.search(self.description) else None


def dates(query: Query) -> str:
    """The range of dates as DICOM writes it; NetworkError where something else than a date was written."""
    first, last = (_day(day) for day in (query.first_date, query.last_date))
    return f"{first}-{last}" if first or last else ""


def _day(written: str) -> str:
    try:
        return f"{date.fromisoformat(written):%Y%m%d}" if written else ""
    except ValueError as problem:
        text = "“{day}” is no date. Nothing was asked; write it like 2024-01-31."
        raise NetworkError(text, day=written[:40]) from problem


def study_of(identifier: Any) -> FoundStudy | None:
    """The study that an answer describes; None where it names none."""

    def said(keyword: str) -> str:
        try:
            value = identifier.get(keyword)
            several = type(value).__name__ == "MultiValue"
            return ("\\".join(map(str, value)) if several else str(value or "")).strip("\0 ")[:256]
        except Exception:  # a field that cannot be read is a field that is not there
            return ""

    uid = said("StudyInstanceUID")
    if not re.fullmatch(r"[0-9.]{1,64}", uid):
        return None
    day = said("StudyDate")
    written = f"{day[:4]}-{day[4:6]}-{day[6:]}" if re.fullmatch(r"\d{8}", day) else ""
    images = said("NumberOfStudyRelatedInstances")
    return FoundStudy(
        uid,
        said("PatientID"),
        said("PatientName"),
        written,
        said("StudyDescription"),
        said("AccessionNumber"),
        int(images) if images.isdecimal() and len(images) < 8 else None,
    )
