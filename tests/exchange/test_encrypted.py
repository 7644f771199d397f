"""Against a real Orthanc that speaks TLS alone: what is trusted is reached, what is not is a sentence."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.association import echo
from dspic_gui.exchange.network.retrieve import retrieve
from dspic_gui.exchange.network.servers import NetworkError
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


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate of its own authority for this machine, and its key."""
    made, key = folder / f"{name}.crt", folder / f"{name}.key"
    asked = f"-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext subjectAltName=IP:127.0.0.1".split()
    about = ["-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", "req", *asked, *about], check=True, capture_output=True)
    return made, key


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orthanc]:
    folder = tmp_path_factory.mktemp("encrypted")
    with running(folder, certificate(folder, "pacs")) as found:
        found.put(scan_file(0))
        yield found


def test_a_server_whose_authority_is_known_is_reached(orthanc: Orthanc, tmp_path: Path) -> None:
    echo(orthanc.server)
    ask_once(orthanc.web, PASSWORD)
    archive = Archive.create(tmp_path / "d", "Encrypted")
    done = retrieve(archive, orthanc.server, [UID])
    assert [one.status for one in done.outcomes] == ["new"]
    again = retrieve(archive, orthanc.web, [UID], password=PASSWORD, again=True)
    assert [one.status for one in again.outcomes] == ["there"]


def test_another_authority_is_not_trusted(orthanc: Orthanc, tmp_path: Path) -> None:
    other = str(certificate(tmp_path, "other")[0])
    with pytest.raises(NetworkError, match="check address, network and encryption"):
        echo(replace(orthanc.server, authority=other))
    with pytest.raises(NetworkError, match="could not do what was asked"):
        ask_once(replace(orthanc.web, authority=other), PASSWORD)


def test_nothing_is_said_in_plain(orthanc: Orthanc) -> None:
    with pytest.raises(NetworkError):
        echo(replace(orthanc.server, tls=False))
