"""DICOMweb: QIDO-RS to ask, WADO-RS to fetch, STOW-RS to send."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import requests
from dicomweb_client.api import DICOMwebClient
from pydicom.dataset import Dataset

from dspic_gui.exchange.network.arrivals import LARGEST_STUDY, Arrivals
from dspic_gui.exchange.network.found import FoundStudy, Query, dates, study_of
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.network.servers import NetworkError, Server, without_chatter

SECONDS = (10.0, 60.0)
PAGE = 200
_PIECE = 1 << 20


def search(server: Server, query: Query, password: str | None, most: int) -> Iterator[FoundStudy]:
    """QIDO-RS, page after page."""
    client = _client(server, password)
    filters = {
        "ModalitiesInStudy": query.modality,
        "PatientID": query.patient_id,
        "PatientName": _name(query.patient_name),
        "AccessionNumber": query.accession,
        "StudyDate": dates(query),
    }
    asked = {name: value for name, value in filters.items() if value}
    offset = 0
    while offset < most:
        with_fields = ["StudyDescription", "NumberOfStudyRelatedInstances", "ModalitiesInStudy"]
        try:
            page = client.search_for_studies(
                limit=PAGE, offset=offset, fields=with_fields, search_filters=asked
            )
        except (requests.RequestException, ValueError, KeyError) as problem:
            raise _failed(server, problem) from problem
        for entry in page:
            study = study_of(Dataset.from_json(entry))
            if study is not None:
                yield study
        if len(page) < PAGE:
            return
        offset += len(page)


def fetch_study(
    server: Server,
    uid: str,
    arrivals: Arrivals,
    password: str | None,
    cancelled: Callable[[], bool],
) -> None:
    """WADO-RS of a study: the parts of the answer are put down unread. NetworkError."""
    address = f"{server.url.rstrip('/')}/studies/{uid}"
    accept = {"Accept": 'multipart/related; type="application/dicom"'}
    try:
        with _session(server, password).get(
            address, headers=accept, stream=True, timeout=SECONDS
        ) as answer:
            answer.raise_for_status()
            kind = answer.headers.get("Content-Type", "")
            for part in _parts(_pieces(answer, server, cancelled), _boundary(kind)):
                arrivals.put(part)
                if arrivals.too_many:
                    break
    except (requests.RequestException, ValueError) as problem:
        raise _failed(server, problem) from problem
    if arrivals.too_many or not arrivals.count:
        text = "{server} sent nothing of this study that can be taken, or far too much. Nothing of it was kept."
        raise NetworkError(text, server=server.name)


def store(
    server: Server,
    objects: Iterable[tuple[str, Dataset]],
    total: int,
    password: str | None,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> Sent:
    """STOW-RS of each object; then the server is asked for it."""
    client, done = _client(server, password), Sent()
    for number, (study, report) in enumerate(objects):
        progress(number, total)
        if cancelled():
            break
        try:
            client.store_instances([report])
            done.taken.append(study)
            wanted = {"SOPInstanceUID": str(report.SOPInstanceUID)}
            if client.search_for_instances(str(report.StudyInstanceUID), search_filters=wanted):
                done.seen.append(study)
        except (requests.RequestException, ValueError, KeyError) as problem:
            done.refused.append((study, _failed(server, problem).sentence))
    progress(total, total)
    return done


def _name(name: str) -> str:
    """A pattern for a name; some servers lose the caret on its way, and a star stands for it too."""
    return f"{name.rstrip('*').replace('^', '*')}*" if name else ""


def ask_once(server: Server, password: str | None) -> None:
    """NetworkError unless the server answers a small query."""
    try:
        _client(server, password).search_for_studies(limit=1)
    except (requests.RequestException, ValueError, KeyError) as problem:
        raise _failed(server, problem) from problem


class _PlainStars(requests.Session):
    """Leaves the star of a pattern as it is: RFC 3986 allows it, and Orthanc's plugin understands no other."""

    def send(self, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        """Send with the star in plain."""
        request.url = (request.url or "").replace("%2A", "*")
        return super().send(request, **more)


def _session(server: Server, password: str | None) -> requests.Session:
    session = _PlainStars()
    session.trust_env = False
    if server.authority:
        session.verify = server.authority
    if server.user and password is not None:
        session.auth = (server.user, password)
    elif password:
        session.headers["Authorization"] = f"Bearer {password}"
    return session


def _client(server: Server, password: str | None) -> DICOMwebClient:
    without_chatter()
    client = DICOMwebClient(
        server.url.rstrip("/"), session=_session(server, password), timeout=SECONDS
    )
    client.set_http_retry_params(retry=False)  # it would try for half a minute
    return client


def _failed(server: Server, problem: Exception) -> NetworkError:
    answer: Any = getattr(problem, "response", None)
    if answer is not None and answer.status_code in (401, 403):
        return NetworkError(
            "{server} refuses user or password. Nothing was changed; check them.",
            server=server.name,
        )
    status = "no answer" if answer is None else str(answer.status_code)
    text = "{server} could not do what was asked ({status}). Nothing was changed; check the address, or ask who runs it."
    return NetworkError(text, server=server.name, status=status)


def _pieces(
    answer: requests.Response, server: Server, cancelled: Callable[[], bool]
) -> Iterator[bytes]:
    size = 0
    for piece in answer.iter_content(_PIECE):
        size += len(piece)
        if cancelled():
            raise NetworkError(
                "The retrieval was stopped. Nothing of this study was taken; start it again to go on."
            )
        if size > LARGEST_STUDY:
            raise NetworkError(
                "{server} sent far more than a study holds. Nothing of it was kept.",
                server=server.name,
            )
        yield piece


def _boundary(kind: str) -> bytes:
    """The line between the parts, as the answer's head names it; ValueError where it is no multipart answer."""
    for entry in kind.split(";"):
        name, _, value = entry.strip().partition("=")
        if name.lower() == "boundary" and value:
            return b"--" + value.strip('"').encode("latin-1")
    raise ValueError("no multipart answer")


def _parts(pieces: Iterator[bytes], boundary: bytes) -> Iterator[bytes]:
    """The contents of a multipart answer, one after the other; only one is held in memory."""
    held = bytearray(b"\r\n")
    line = b"\r\n" + boundary
    begun = False
    for piece in pieces:
        held += piece
        while (end := held.find(line)) >= 0:
            if begun:
                yield _content(bytes(held[:end]))
            begun = True
            del held[: end + len(line)]


def _content(part: bytes) -> bytes:
    _, _, content = part.partition(b"\r\n\r\n")
    return content
