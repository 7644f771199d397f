"""Storage commitment: a PACS that took objects is asked to keep them for good, and says so in its own time (PS3.4, annex J)."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.pdu import P_DATA_TF
from pynetdicom.presentation import build_context

from dspic_gui.exchange.network.association import ANSWER_SECONDS, association, status_of
from dspic_gui.exchange.network.fetching import own_address
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.network.servers import NetworkError, Server

PUSH_MODEL, PUSH_INSTANCE = "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.1.1"
_ASK = 1
ACKNOWLEDGE_SECONDS = 5.0
"""The association stays open so long until our word that the report came is sent: a PACS that misses it may report again and again."""
Named = tuple[str, str, str]
"""A study, and the SOP class and instance of its report."""

SILENT = "{server} took the request to keep the reports, and has not confirmed it yet. They are sent; ask there later."
UNABLE = "{server} does not confirm what it keeps ({reason}). The reports are sent."
FAILED = "{server} does not keep {count} of the reports. Ask who runs it, then send them again."


def confirm(
    server: Server, named: Sequence[Named], done: Sent, seconds: float = ANSWER_SECONDS
) -> None:
    """Ask to keep these, and wait so long for the answer, on the same association or on one that the PACS opens to us.

    What it confirmed is put into `done.kept`, and a sentence into `done.commitment` where that is not everything.
    """
    answer = _Answer()
    try:
        with _listening(server, answer), _asking(server, answer) as asked:
            asked(named)
            if answer.came.wait(seconds):
                answer.acknowledged.wait(ACKNOWLEDGE_SECONDS)
    except NetworkError as problem:
        done.commitment = NetworkError(UNABLE, server=server.name, reason=problem.sentence).sentence
        return
    done.kept = [study for study, _, instance in named if instance in answer.kept]
    if not answer.came.is_set():
        done.commitment = NetworkError(SILENT, server=server.name).sentence
    elif left := len(named) - len(done.kept):
        done.commitment = NetworkError(FAILED, server=server.name, count=left).sentence


class _Answer:
    """What the PACS reports of one transaction."""

    def __init__(self) -> None:
        self.transaction = generate_uid()
        self.kept: set[str] = set()
        self.came = threading.Event()
        self.acknowledged = threading.Event()

    @property
    def handlers(self) -> list[Any]:
        """For an association on which the report may come."""
        return [(evt.EVT_N_EVENT_REPORT, self.take), (evt.EVT_PDU_SENT, self.sent)]

    def sent(self, event: evt.Event) -> None:
        """Handler of what was sent: after a report came, the next data is the word that it did."""
        if self.came.is_set() and isinstance(event.pdu, P_DATA_TF):
            self.acknowledged.set()

    def take(self, event: evt.Event) -> tuple[int, None]:
        """Handler of an N-EVENT-REPORT; reports of other transactions are acknowledged and not looked at."""
        try:
            said = event.event_information
            if str(said.get("TransactionUID", "")) == self.transaction:
                items = said.get("ReferencedSOPSequence") or []
                self.kept |= {str(item.ReferencedSOPInstanceUID) for item in items}
                self.came.set()
        except Exception:  # whatever the peer sent, it is no report
            return 0x0110, None
        return 0x0000, None


@contextmanager
def _listening(server: Server, answer: _Answer) -> Iterator[None]:
    """The port at which this program is known to the PACS, open while the answer is waited for; a taken port leaves the other way."""
    entity = AE(ae_title=server.own_ae)
    entity.add_supported_context(PUSH_MODEL, scu_role=False, scp_role=True)
    entity.require_called_aet = True
    service: Any = None
    try:
        service = entity.start_server(
            (own_address(server), server.own_port), block=False, evt_handlers=answer.handlers
        )
    except OSError:
        service = None
    try:
        yield
    finally:
        if service is not None:
            service.shutdown()


@contextmanager
def _asking(server: Server, answer: _Answer) -> Iterator[Any]:
    with association(server, [build_context(PUSH_MODEL)], handlers=answer.handlers) as opened:

        def ask(named: Sequence[Named]) -> None:
            try:
                status, _ = opened.send_n_action(
                    _request(named, answer.transaction), _ASK, PUSH_MODEL, PUSH_INSTANCE
                )
            except (ValueError, RuntimeError) as problem:
                text = "{server} offers no storage commitment."
                raise NetworkError(text, server=server.name) from problem
            code = status_of(status, server)
            if code != 0:
                text = "{server} refused the request ({status})."
                raise NetworkError(text, server=server.name, status=f"{code:04X}")

        yield ask


def _request(named: Sequence[Named], transaction: str) -> Dataset:
    asked = Dataset()
    asked.TransactionUID = transaction
    asked.ReferencedSOPSequence = []
    for _, kind, instance in named:
        item = Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = kind, instance
        asked.ReferencedSOPSequence.append(item)
    return asked
