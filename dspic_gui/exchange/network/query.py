"""Asking a server which studies it has: by date, modality, patient, name, accession number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pydicom.dataset import Dataset

from dspic_gui.exchange.network.association import FIND, association, contexts_for, status_of
from dspic_gui.exchange.network.found import FoundStudy, Query, dates, study_of
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
    asked = identifier_of(query)
    with association(server, contexts_for(FIND)) as opened:
        for status, identifier in opened.send_c_find(asked, FIND):
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


def _pattern(name: str) -> str:
    return f"{name}*" if name and "*" not in name else name
