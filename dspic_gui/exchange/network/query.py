"""Asking a server which studies it has: by date, modality, patient, name, accession number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydicom.dataset import Dataset

from dspic_gui.exchange.network.association import FIND, association, contexts_for, status_of
from dspic_gui.exchange.network.servers import WEB, NetworkError, Server

MOST = 10_000
PENDING = (0xFF00, 0xFF01)
_KEYWORDS = (
    *(
        "StudyInstanceUID",
        "PatientID",
        "PatientName",
        "StudyDate",
        "StudyDescription",
        "AccessionNumber",
    ),
    *("ModalitiesInStudy", "NumberOfStudyRelatedInstances", "PatientSex"),
)
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
    modalities: str = ""
    images: int | None = None

    @property
    def planar(self) -> bool | None:
        """True or False by its words, None where they tell nothing."""
        if _NOT_PLANAR.search(self.description):
            return False
        return True if _WHOLE_BODY.search(self.description) else None


def find_studies(
    server: Server, query: Query, *, password: str | None = None, most: int = MOST
) -> list[FoundStudy]:
    """The studies that fit, newest first, at most so many. NetworkError."""
    if server.kind == WEB:
        from dspic_gui.exchange.network.web import search

        found: Iterable[FoundStudy] = search(server, query, password, most)
    else:
        found = _found(server, query, most)
    return sorted(islice(found, most), key=lambda study: (study.date, study.uid), reverse=True)


def _found(server: Server, query: Query, most: int) -> Iterator[FoundStudy]:
    with association(server, contexts_for(FIND)) as opened:
        for status, identifier in opened.send_c_find(identifier_of(query), FIND):
            code = status_of(status, server)
            if code in PENDING and identifier is not None:
                study = study_of(identifier)
                if study is not None:
                    yield study
                    most -= 1
                if most <= 0:
                    opened.abort()
                    return
            elif code not in (0, *PENDING):
                text = "{server} refused the query ({status}). Nothing was changed; ask for less, or who runs it."
                raise NetworkError(text, server=server.name, status=f"{code:04X}")


def identifier_of(query: Query) -> Dataset:
    """The query as a DICOM identifier at the level of studies."""
    asked = Dataset()
    asked.SpecificCharacterSet = "ISO_IR 192"
    asked.QueryRetrieveLevel = "STUDY"
    for keyword in _KEYWORDS:
        setattr(asked, keyword, "" if keyword != "NumberOfStudyRelatedInstances" else None)
    asked.PatientID, asked.PatientName = query.patient_id, _pattern(query.patient_name)
    asked.AccessionNumber, asked.ModalitiesInStudy = query.accession, query.modality
    asked.StudyDate = dates(query)
    return asked


def dates(query: Query) -> str:
    """The range of dates as DICOM writes it."""
    first, last = (day.replace("-", "") for day in (query.first_date, query.last_date))
    return f"{first}-{last}" if first or last else ""


def _pattern(name: str) -> str:
    return f"{name}*" if name and "*" not in name else name


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
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}" if re.fullmatch(r"\d{8}", day) else ""
    images = said("NumberOfStudyRelatedInstances")
    return FoundStudy(
        uid,
        said("PatientID"),
        said("PatientName"),
        date,
        said("StudyDescription"),
        said("AccessionNumber"),
        said("ModalitiesInStudy"),
        int(images) if images.isdecimal() and len(images) < 8 else None,
    )
