"""Fetching one study from a server into a folder: by C-GET, by C-MOVE to a storage service of our own, or by WADO-RS."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydicom.dataset import Dataset
from pynetdicom import AE, evt

from dspic_gui.exchange.network.arrivals import Arrivals
from dspic_gui.exchange.network.association import (
    GET,
    MOVE,
    STORED,
    SYNTAXES,
    association,
    contexts_for,
    status_of,
)
from dspic_gui.exchange.network.query import PENDING
from dspic_gui.exchange.network.servers import WEB, NetworkError, Server, without_chatter

MOST_OF_STUDY = 2_000
"""A whole-body study has a handful of images."""
_WARNINGS = (0xB000,)

Fetch = Callable[[str, Path, Callable[[], bool]], None]
"""Called with a study's UID, a folder, and what says that the user asked to stop. NetworkError."""


@contextmanager
def fetcher(server: Server, how: str, password: str | None) -> Iterator[Fetch]:
    """What fetches a study into a folder."""
    if server.kind == WEB or how == "web":
        from dspic_gui.exchange.network.web import fetch_study

        yield lambda uid, folder, cancelled: fetch_study(
            server, uid, Arrivals(folder, uid, MOST_OF_STUDY), password, cancelled
        )
    elif how == "move":
        with _own_store(server) as arrivals:
            yield lambda uid, folder, cancelled: _move(server, uid, arrivals, folder, cancelled)
    else:
        yield lambda uid, folder, cancelled: _get(server, uid, folder, cancelled)


def _get(server: Server, uid: str, folder: Path, cancelled: Callable[[], bool]) -> None:
    arrivals = Arrivals(folder, uid, MOST_OF_STUDY)
    contexts = contexts_for(GET, stored=True)
    with association(
        server, contexts, stores=True, handlers=[(evt.EVT_C_STORE, arrivals.store)]
    ) as opened:
        for status, _ in opened.send_c_get(_study(uid), GET):
            _look(status_of(status, server), status, server, arrivals)
            if cancelled() or arrivals.too_many:
                opened.abort()
                break
    _check(arrivals, server, cancelled)


class _Mailbox:
    """Where the running storage service puts what arrives now."""

    arrivals: Arrivals | None = None

    def store(self, event: evt.Event) -> int:
        """Handler of a C-STORE."""
        return self.arrivals.store(event) if self.arrivals is not None else 0xA900


@contextmanager
def _own_store(server: Server) -> Iterator[_Mailbox]:
    """The storage service of this program, to which a C-MOVE sends; it runs only for the retrieval."""
    without_chatter()
    mailbox = _Mailbox()
    entity = AE(ae_title=server.own_ae)
    for uid in STORED:
        entity.add_supported_context(uid, list(SYNTAXES))
    entity.require_called_aet = True
    try:
        service = entity.start_server(
            (_own_address(server), server.own_port),
            block=False,
            evt_handlers=[(evt.EVT_C_STORE, mailbox.store)],
        )
    except OSError as problem:
        text = "Port {port} is taken, so nothing can be sent here. Close the other program, or choose another port and tell the PACS."
        raise NetworkError(text, port=server.own_port) from problem
    try:
        yield mailbox
    finally:
        assert service is not None
        service.shutdown()


def _own_address(server: Server) -> str:
    """The address of this machine on the way to the server: nothing else is opened."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect((server.host, server.port))
        return str(way.getsockname()[0])


def _move(
    server: Server, uid: str, mailbox: _Mailbox, folder: Path, cancelled: Callable[[], bool]
) -> None:
    arrivals = mailbox.arrivals = Arrivals(folder, uid, MOST_OF_STUDY)
    try:
        with association(server, contexts_for(MOVE)) as opened:
            for status, _ in opened.send_c_move(_study(uid), server.own_ae, MOVE):
                code = status_of(status, server)
                if code not in (0, *PENDING, *_WARNINGS) and not arrivals.count:
                    raise _not_sent_here(server, code)
                _look(code, status, server, arrivals)
                if cancelled() or arrivals.too_many:
                    opened.abort()
                    break
    finally:
        mailbox.arrivals = None
    _check(arrivals, server, cancelled)


def _not_sent_here(server: Server, code: int) -> NetworkError:
    """Most often the PACS does not know this program; servers say that with codes of their own."""
    text = (
        "{server} sent nothing here ({status}). Does it know {own} on this machine, port {port}? "
        "Have that entered there, or fetch with C-GET."
    )
    status = f"{code:04X}"
    return NetworkError(
        text, server=server.name, status=status, own=server.own_ae, port=server.own_port
    )


def _study(uid: str) -> Dataset:
    asked = Dataset()
    asked.QueryRetrieveLevel, asked.StudyInstanceUID = "STUDY", uid
    return asked


def _look(code: int, status: object, server: Server, arrivals: Arrivals) -> None:
    """NetworkError for an answer that ends a retrieval with a fault."""
    if code in (0, *PENDING) or arrivals.too_many or (arrivals.refused and not arrivals.count):
        return
    failed = int(getattr(status, "NumberOfFailedSuboperations", 0) or 0)
    if code in _WARNINGS and arrivals.count and failed <= arrivals.refused:
        return
    text = "{server} could not send the study ({status}, {failed} of its objects failed). Nothing of it was taken; try again."
    raise NetworkError(text, server=server.name, status=f"{code:04X}", failed=failed)


def _check(arrivals: Arrivals, server: Server, cancelled: Callable[[], bool]) -> None:
    if arrivals.too_many:
        text = "{server} sent more than {most} objects for one study, or more than the disk takes. Nothing of it was kept."
        raise NetworkError(text, server=server.name, most=arrivals.most)
    if cancelled():
        raise NetworkError(
            "The retrieval was stopped. Nothing of this study was taken; start it again to go on."
        )
    if arrivals.refused and not arrivals.count:
        text = "{server} sent objects of another study, or none that can be read. Nothing of it was taken."
        raise NetworkError(text, server=server.name)
    if not arrivals.count:
        text = "{server} sent nothing of this study that this program reads. Nothing was taken."
        raise NetworkError(text, server=server.name)
