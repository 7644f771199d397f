"""Fetching one study from a server into a folder: by C-GET, by C-MOVE to a storage service of our own, or by WADO-RS."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydicom.dataset import Dataset
from pynetdicom import AE, evt
from pynetdicom.association import Association

from dspic_gui.exchange.network.arrivals import Arrivals
from dspic_gui.exchange.network.association import (
    AT_ONCE,
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
    """What fetches one study after the other, each into a folder of its own."""
    if server.kind == WEB or how == "web":
        from dspic_gui.exchange.network.web import fetch_study

        yield lambda uid, folder, cancelled: fetch_study(
            server, uid, Arrivals(folder, uid, MOST_OF_STUDY), password, cancelled
        )
        return
    mailbox = _Mailbox()
    with ExitStack() as stack:
        if how == "move":
            stack.enter_context(_own_store(server, mailbox))
        line = _Line(server, MOVE if how == "move" else GET, mailbox)
        stack.callback(line.close)
        yield line.fetch


class _Mailbox:
    """Where the running storage service puts what arrives now."""

    arrivals: Arrivals | None = None

    def store(self, event: evt.Event) -> int:
        """Handler of a C-STORE."""
        return self.arrivals.store(event) if self.arrivals is not None else 0xA900


class _Line:
    """An association on which one study after the other is asked for, by C-GET or C-MOVE; a new one where it has ended."""

    def __init__(self, server: Server, service: str, mailbox: _Mailbox) -> None:
        self._server = server
        self._service = service
        self._mailbox = mailbox
        self._open = ExitStack()
        self._association: Association | None = None

    def close(self) -> None:
        """End the association."""
        self._association = None
        self._open.close()

    def fetch(self, uid: str, folder: Path, cancelled: Callable[[], bool]) -> None:
        """As Fetch. A server that hung up since the last study is called once more."""
        arrivals = self._mailbox.arrivals = Arrivals(folder, uid, MOST_OF_STUDY)
        was_open = self._association is not None
        try:
            try:
                self._ask(uid, arrivals, cancelled)
            except NetworkError:
                self.close()
                if not was_open or arrivals.count or arrivals.refused or cancelled():
                    raise
                self._ask(uid, arrivals, cancelled)
            _check(arrivals, self._server, cancelled)
        except BaseException:
            self.close()
            raise
        finally:
            self._mailbox.arrivals = None

    def _ask(self, uid: str, arrivals: Arrivals, cancelled: Callable[[], bool]) -> None:
        opened = self._established()
        for status, _ in self._answers(opened, uid):
            code = status_of(status, self._server)
            if (
                self._service == MOVE
                and code not in (0, *PENDING, *_WARNINGS)
                and not arrivals.count
            ):
                raise _not_sent_here(self._server, code)
            _look(code, status, self._server, arrivals)
            if cancelled() or arrivals.too_many:
                opened.abort()
                break

    def _answers(self, opened: Association, uid: str) -> Iterator[tuple[Dataset, Dataset | None]]:
        asked = _study(uid)
        try:
            if self._service == MOVE:
                return opened.send_c_move(asked, self._server.own_ae, MOVE)
            return opened.send_c_get(asked, GET)
        except (RuntimeError, ValueError) as problem:
            text = "{server} hung up. Nothing was changed; try again, or ask who runs it."
            raise NetworkError(text, server=self._server.name) from problem

    def _established(self) -> Association:
        if self._association is None or not self._association.is_established:
            self.close()
            gets = self._service == GET
            self._association = self._open.enter_context(
                association(
                    self._server,
                    contexts_for(self._service, stored=gets),
                    stores=gets,
                    handlers=[(evt.EVT_C_STORE, self._mailbox.store)] if gets else (),
                )
            )
        return self._association


@contextmanager
def _own_store(server: Server, mailbox: _Mailbox) -> Iterator[None]:
    """The storage service of this program, to which a C-MOVE sends; it runs only for the retrieval."""
    without_chatter()
    entity = AE(ae_title=server.own_ae)
    for uid in STORED:
        entity.add_supported_context(uid, list(SYNTAXES))
    entity.require_called_aet = True
    try:
        service = entity.start_server(
            (own_address(server), server.own_port),
            block=False,
            evt_handlers=[(evt.EVT_C_STORE, mailbox.store), *AT_ONCE],
        )
    except OSError as problem:
        text = "Port {port} is taken, so nothing can be sent here. Close the other program, or choose another port and tell the PACS."
        raise NetworkError(text, port=server.own_port) from problem
    try:
        yield
    finally:
        assert service is not None
        service.shutdown()


def own_address(server: Server) -> str:
    """The address of this machine on the way to the server: nothing else is opened."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect((server.host, server.port))
        return str(way.getsockname()[0])


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
