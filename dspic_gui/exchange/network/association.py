"""A conversation with a PACS: opened with time limits, closed whatever happens; every failure is a sentence."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from pynetdicom import AE, evt
from pynetdicom.association import Association
from pynetdicom.presentation import PresentationContext, build_context, build_role

from dspic_gui.exchange.network.servers import NetworkError, Server, without_chatter

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
LARGEST_UNIT = 1 << 20
"""Bytes of a message at a time: a scan in pieces of 16 KiB, the library's own, takes three times as long."""
ECHO = "1.2.840.10008.1.1"
FIND = "1.2.840.10008.5.1.4.1.2.2.1"
MOVE = "1.2.840.10008.5.1.4.1.2.2.2"
GET = "1.2.840.10008.5.1.4.1.2.2.3"
STORED = (
    "1.2.840.10008.5.1.4.1.1.20",  # nuclear medicine
    "1.2.840.10008.5.1.4.1.1.7",  # secondary capture
    "1.2.840.10008.5.1.4.1.1.88.11",  # structured reports: basic text, enhanced, comprehensive, comprehensive 3D
    "1.2.840.10008.5.1.4.1.1.88.22",
    "1.2.840.10008.5.1.4.1.1.88.33",
    "1.2.840.10008.5.1.4.1.1.88.34",
)
"""What is stored here or sent from here."""
SYNTAXES = (
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.57",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.90",
    "1.2.840.10008.1.2.4.50",
    "1.2.840.10008.1.2.4.51",
)
"""Transfer syntaxes that the program reads, in the order in which it asks for them."""

Handler = tuple[Any, Callable[..., Any]]


def _send_at_once(event: evt.Event) -> None:
    """Let no piece of a message wait until the one before it is confirmed, which a peer puts off for 40 ms."""
    _set(event, "TCP_NODELAY")
    _confirm_at_once(event)


def _confirm_at_once(event: evt.Event) -> None:
    """Nor let the peer wait: systems that can be asked for that (Linux) forget it, so it is asked again after each message."""
    _set(event, "TCP_QUICKACK")


def _set(event: evt.Event, option: str) -> None:
    connection: Any = event.assoc.dul.socket
    with suppress(OSError, AttributeError):  # closed at this moment, or an option that this system does not have
        connection.socket.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), 1)


AT_ONCE: tuple[Handler, ...] = (
    (evt.EVT_CONN_OPEN, _send_at_once),
    (evt.EVT_DATA_SENT, _confirm_at_once),
    (evt.EVT_DATA_RECV, _confirm_at_once),
)
"""Handlers for every connection: a study of one image is a dozen short messages, each of which would wait for the last one."""


@contextmanager
def association(
    server: Server,
    contexts: Sequence[PresentationContext],
    *,
    stores: bool = False,
    handlers: Sequence[Handler] = (),
    seconds: float = ANSWER_SECONDS,
) -> Iterator[Association]:
    """An open association; `stores`: the peer may send objects back on it (C-GET). NetworkError where it cannot be opened."""
    without_chatter()
    entity = AE(ae_title=server.own_ae)
    entity.connection_timeout, entity.acse_timeout = CONNECT_SECONDS, seconds
    entity.dimse_timeout = entity.network_timeout = seconds
    roles: list[Any] = [build_role(uid, scp_role=True) for uid in STORED] if stores else []
    try:
        opened = entity.associate(
            server.host,
            server.port,
            list(contexts),
            server.ae_title,
            ext_neg=roles,
            evt_handlers=[*handlers, *AT_ONCE],
            max_pdu=LARGEST_UNIT,
            tls_args=(_tls(server), server.host) if server.tls else None,
        )
    except (OSError, ValueError, RuntimeError) as problem:
        raise _unreachable(server) from problem
    if not opened.is_established:
        raise _refused(server, opened)
    try:
        yield opened
    finally:
        _close(opened)


def contexts_for(*services: str, stored: bool = False) -> list[PresentationContext]:
    """The presentation contexts of these services, and of what is stored where that is wanted."""
    found = [build_context(service) for service in services]
    return [*found, *(build_context(uid, list(SYNTAXES)) for uid in STORED)] if stored else found


def status_of(answer: Any, server: Server) -> int:
    """The status of an answer; NetworkError where the peer fell silent, hung up or sent nonsense."""
    status = getattr(answer, "Status", None)
    if status is None:
        text = "{server} did not answer in time, or broke off. Nothing was changed; try again, or ask who runs it."
        raise NetworkError(text, server=server.name)
    return int(status)


def echo(server: Server) -> None:
    """C-ECHO: NetworkError unless the server answers as it should."""
    with association(server, contexts_for(ECHO)) as opened:
        status = status_of(opened.send_c_echo(), server)
    if status != 0:
        text = "{server} answered the test with an error ({status}). Ask who runs it."
        raise NetworkError(text, server=server.name, status=f"{status:04X}")


def _close(opened: Association) -> None:
    if opened.is_established:
        opened.release()
    if opened.is_established:
        opened.abort()


def _tls(server: Server) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.authority or None)


def _unreachable(server: Server) -> NetworkError:
    text = "{server} cannot be reached at {host}, port {port}. Nothing was changed; check address, network and encryption."
    return NetworkError(text, server=server.name, host=server.host, port=server.port)


def _refused(server: Server, opened: Association) -> NetworkError:
    if opened.is_rejected:
        text = "{server} refuses a program that calls itself {own} (or is not called {title}). Have {own} entered there."
        return NetworkError(text, server=server.name, own=server.own_ae, title=server.ae_title)
    return _unreachable(server)
