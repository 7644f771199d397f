"""Fetching studies from a server into a dataset, one study after the other: each is imported whole or not at all."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydicom.dataset import Dataset
from pynetdicom import AE, evt

from dspic_gui.dataset.archive import Archive
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
from dspic_gui.intake.importing import Outcome, import_sources

MOST_OF_STUDY = 2_000
"""A whole-body study has a handful of images."""
_WARNINGS = (0xB000,)
Progress = Callable[[int, int, str], None]


@dataclass
class Retrieved:
    """What became of each study: the outcomes of its files, or the sentence that says why there are none."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    stopped: bool = False


def retrieve(
    archive: Archive,
    server: Server,
    uids: Sequence[str],
    *,
    how: str = "get",
    password: str | None = None,
    again: bool = False,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Retrieved:
    """Fetch these studies and import them. Those that the dataset has are passed over unless `again`, so a stopped retrieval goes on.

    NetworkError only where the server cannot be reached at all; a study that fails is a sentence in `problems`.
    """
    done = Retrieved()
    keys = set(archive.study_keys())
    with _fetcher(server, how, password) as fetch:
        for number, uid in enumerate(uids):
            progress(number, len(uids), uid)
            if cancelled():
                done.stopped = True
                break
            if not again and archive.study_key(uid) in keys:
                done.there.append(uid)
                continue
            try:
                with _staging() as folder:
                    fetch(uid, folder, cancelled)
                    done.outcomes += import_sources(archive, [folder])
            except NetworkError as problem:
                done.problems.append((uid, problem.sentence))
    progress(len(uids), len(uids), "")
    return done


@contextmanager
def _staging() -> Iterator[Path]:
    """A folder for what arrives, which is gone afterwards whatever happens; only this user may look into it."""
    folder = Path(tempfile.mkdtemp(prefix="dspic-arrivals-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


Fetch = Callable[[str, Path, Callable[[], bool]], None]


@contextmanager
def _fetcher(server: Server, how: str, password: str | None) -> Iterator[Fetch]:
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
