"""Against a real Orthanc that speaks TLS alone: what is trusted is reached, what is not is a sentence."""

from __future__ import annotations

import gc
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.association import echo
from dspic_gui.exchange.network.retrieve import retrieve
from dspic_gui.exchange.network.servers import NetworkError, Server
from dspic_gui.exchange.network.web import ask_once
from tests.exchange.dicom_dataset import scan_file
from tests.exchange.orthanc import PASSWORD, Orthanc, running
from tests.made import odd_dicom as odd

UID = f"{odd.ROOT}7.0"
pytestmark = [
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
"""pynetdicom leaves the socket of a refused connection to the collector."""


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What the library left goes while its warning is expected."""
    yield
    gc.collect()


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate of its own authority for this machine, and its key."""
    made, key = folder / f"{name}.crt", folder / f"{name}.key"
    asked = f"-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext subjectAltName=IP:127.0.0.1".split()
    about = ["-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", "req", *asked, *about], check=True, capture_output=True)
    return made, key


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("authority"), "pacs")


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory: pytest.TempPathFactory, own: tuple[Path, Path]) -> Iterator[Orthanc]:
    with running(tmp_path_factory.mktemp("encrypted"), own) as found:
        found.put(scan_file(0))
        yield found


@pytest.fixture(scope="module")
def web(orthanc: Orthanc, own: tuple[Path, Path]) -> Iterator[Server]:
    """Orthanc's DICOMweb behind a port that encrypts, as hospitals put it behind a proxy."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*own)

    class Forwarding(socketserver.BaseRequestHandler):
        """One connection: both ways until one side ends."""

        def handle(self) -> None:
            with (
                suppress(OSError),
                context.wrap_socket(self.request, server_side=True) as shown,
                socket.create_connection(("127.0.0.1", orthanc.http)) as behind,
            ):
                back = threading.Thread(target=copy, args=(behind, shown))
                back.start()
                copy(shown, behind)
                back.join()

    class Proxy(socketserver.ThreadingTCPServer):
        daemon_threads = False
        block_on_close = True

    with Proxy(("127.0.0.1", 0), Forwarding) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
        thread.start()
        url = f"https://127.0.0.1:{proxy.server_address[1]}/dicom-web"
        yield replace(orthanc.web, url=url, authority=str(own[0]))
        proxy.shutdown()
        thread.join()


def copy(source: socket.socket, target: socket.socket) -> None:
    """What one side says, to the other."""
    with suppress(OSError):
        while piece := source.recv(1 << 16):
            target.sendall(piece)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def test_a_server_whose_authority_is_known_is_reached(orthanc: Orthanc, web: Server, tmp_path: Path) -> None:
    echo(orthanc.server)
    ask_once(web, PASSWORD)
    archive = Archive.create(tmp_path / "d", "Encrypted")
    done = retrieve(archive, orthanc.server, [UID])
    assert [one.status for one in done.outcomes] == ["new"]
    again = retrieve(archive, web, [UID], password=PASSWORD, again=True)
    assert [one.status for one in again.outcomes] == ["there"]


def test_another_authority_is_not_trusted(orthanc: Orthanc, web: Server, tmp_path: Path) -> None:
    other = str(certificate(tmp_path, "other")[0])
    with pytest.raises(NetworkError, match="check address, network and encryption"):
        echo(replace(orthanc.server, authority=other))
    with pytest.raises(NetworkError, match="could not do what was asked"):
        ask_once(replace(web, authority=other), PASSWORD)


def test_nothing_is_said_in_plain(orthanc: Orthanc) -> None:
    with pytest.raises(NetworkError):
        echo(replace(orthanc.server, tls=False))
