"""A storage service that takes what a scanner or PACS pushes: from this machine, or from others that are named."""

from __future__ import annotations

import ipaddress
import queue
import shutil
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pynetdicom import AE, evt

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.arrivals import Arrivals
from dspic_gui.exchange.network.association import ANSWER_SECONDS, AT_ONCE, ECHO, STORED, SYNTAXES
from dspic_gui.exchange.network.servers import OWN_AE, NetworkError, without_chatter
from dspic_gui.intake.importing import Importer, Outcome

LOOPBACK = "127.0.0.1"
MOST_AT_ONCE = 4


class Receiver:
    """The service while it runs. What one association brought is imported when that association ended as it should.

    `allowed` are the AE titles that may send; none means any program of this machine. NetworkError where the port is taken, and
    where `address` can be reached from elsewhere and nobody is named: a dataset does not take what any stranger pushes.
    """

    def __init__(
        self,
        archive: Archive,
        port: int,
        *,
        allowed: Iterable[str] = (),
        address: str = LOOPBACK,
        own_ae: str = OWN_AE,
    ) -> None:
        without_chatter()
        titles = [title for title in allowed if title.strip()]
        if not titles and not _is_loopback(address):
            text = (
                "Other machines can reach {address}, so it must be said who may send. Nothing was opened; "
                "name the AE titles of the scanners or the PACS."
            )
            raise NetworkError(text, address=address)
        self._importer = Importer(archive)
        self._open: dict[int, Arrivals] = {}
        self._lock = threading.Lock()
        self._ended: queue.Queue[Path] = queue.Queue()
        entity = AE(ae_title=own_ae)
        entity.maximum_associations = MOST_AT_ONCE
        entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = ANSWER_SECONDS
        entity.require_calling_aet = titles
        entity.add_supported_context(ECHO)
        for uid in STORED:
            entity.add_supported_context(uid, list(SYNTAXES))
        handlers: list[Any] = [
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_RELEASED, self._released),
            (evt.EVT_ABORTED, self._aborted),
            (evt.EVT_CONN_CLOSE, self._aborted),
        ]
        try:
            self._service: Any = entity.start_server(
                (address, port), block=False, evt_handlers=[*handlers, *AT_ONCE]
            )
        except (OSError, ValueError) as problem:
            text = "Port {port} cannot be opened, so nothing can be received. Close the other program, or choose another port."
            raise NetworkError(text, port=port) from problem

    @property
    def port(self) -> int:
        """The port that is open."""
        return int(self._service.server_address[1])

    @property
    def waiting(self) -> bool:
        """Whether something arrived that is not imported yet."""
        return not self._ended.empty()

    def take(self, seconds: float | None = None) -> list[Outcome]:
        """Import what arrived, waiting so long for something; what became of it, nothing where nothing came."""
        outcomes: list[Outcome] = []
        try:
            folder = self._ended.get(timeout=seconds) if seconds else self._ended.get_nowait()
        except queue.Empty:
            return outcomes
        try:
            outcomes = self._importer.take([folder])
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return outcomes

    def close(self) -> None:
        """Close the port; what had not arrived whole is dropped."""
        self._service.shutdown()
        self._importer.close()
        with self._lock:
            for arrivals in self._open.values():
                shutil.rmtree(arrivals.folder, ignore_errors=True)
            self._open.clear()
        while not self._ended.empty():
            shutil.rmtree(self._ended.get_nowait(), ignore_errors=True)

    def _store(self, event: evt.Event) -> int:
        with self._lock:
            arrivals = self._open.get(id(event.assoc))
            if arrivals is None:
                arrivals = self._open[id(event.assoc)] = Arrivals(
                    Path(tempfile.mkdtemp(prefix="dspic-arrivals-"))
                )
        return arrivals.store(event)

    def _released(self, event: evt.Event) -> None:
        with self._lock:
            arrivals = self._open.pop(id(event.assoc), None)
        if arrivals is None:
            return
        if arrivals.count and not arrivals.too_many:
            self._ended.put(arrivals.folder)
        else:
            shutil.rmtree(arrivals.folder, ignore_errors=True)

    def _aborted(self, event: evt.Event) -> None:
        """A sender that died left half of something: nothing of it is taken."""
        with self._lock:
            arrivals = self._open.pop(id(event.assoc), None)
        if arrivals is not None:
            shutil.rmtree(arrivals.folder, ignore_errors=True)


def _is_loopback(address: str) -> bool:
    """Whether only this machine reaches the address; of a name other than localhost nobody knows."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
