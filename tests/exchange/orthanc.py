"""A real Orthanc with its DICOMweb plugin on free ports of this machine, with a configuration of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from dspic_gui.exchange.network.servers import WEB, Server

PLUGINS = Path("/usr/share/orthanc/plugins")
USER, PASSWORD = "reader", "secret"
START_SECONDS = 120.0


@dataclass(frozen=True)
class Orthanc:
    """Where it listens, and how it calls this program back."""

    http: int
    dicom: int
    own_port: int
    authority: str = ""
    """The certificate that its DICOM port shows, where it encrypts."""

    @property
    def server(self) -> Server:
        return Server(
            "Orthanc",
            ae_title="ORTHANC",
            host="127.0.0.1",
            port=self.dicom,
            own_port=self.own_port,
            tls=bool(self.authority),
            authority=self.authority,
        )

    @property
    def web(self) -> Server:
        return Server("Orthanc web", WEB, url=f"http://127.0.0.1:{self.http}/dicom-web", user=USER)

    def rest(self, method: str, path: str, **more: object) -> requests.Response:
        session = requests.Session()
        session.trust_env = False
        return session.request(
            method,
            f"http://127.0.0.1:{self.http}/{path}",
            auth=(USER, PASSWORD),
            timeout=60,
            **more,
        )  # type: ignore[arg-type]

    def put(self, content: bytes) -> None:
        assert self.rest("POST", "instances", data=content).status_code == 200

    def empty(self) -> None:
        for study in self.rest("GET", "studies").json():
            self.rest("DELETE", f"studies/{study}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def binary() -> str | None:
    return shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def running(folder: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[Orthanc]:
    """Start it, wait until it answers, end it. Skipped where it is not installed; never in CI, where it must be.

    With a certificate and its key it speaks DICOM to nobody without encryption.
    """
    program = binary()
    if program is None or not (PLUGINS / "libOrthancDicomWeb.so").exists():
        if os.environ.get("CI"):
            pytest.fail("Orthanc and its DICOMweb plugin are not installed, and CI must have them")
        pytest.skip(
            "Orthanc with its DICOMweb plugin is not installed (apt-get install orthanc orthanc-dicomweb)"
        )
    ports = Orthanc(
        free_port(), free_port(), free_port(), str(certificate[0]) if certificate else ""
    )
    configuration = {
        "Name": "Test",
        "StorageDirectory": str(folder / "db"),
        "IndexDirectory": str(folder / "db"),
        "Plugins": [str(PLUGINS / "libOrthancDicomWeb.so")],
        "HttpPort": ports.http,
        "HttpBindAddresses": ["127.0.0.1"],
        "RemoteAccessAllowed": True,
        "AuthenticationEnabled": True,
        "RegisteredUsers": {USER: PASSWORD},
        "DicomAet": "ORTHANC",
        "DicomPort": ports.dicom,
        "DicomServerEnabled": True,
        "DicomBindAddresses": ["127.0.0.1"],
        "DicomModalities": {"dspic": ["DSPIC", "127.0.0.1", ports.own_port]},
        "DicomAlwaysAllowGet": True,
        "DicomAlwaysAllowMove": True,
        "DicomAlwaysAllowFind": True,
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        "StableAge": 1,
    } | (_encrypted(*certificate) if certificate else {})
    (folder / "orthanc.json").write_text(json.dumps(configuration))
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen([program, str(folder / "orthanc.json")], stdout=log, stderr=log)
    try:
        _wait(ports, child, folder / "log")
        yield ports
    finally:
        child.terminate()
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _encrypted(certificate: Path, key: Path) -> dict[str, object]:
    """DICOM with TLS; who asks needs no certificate. (With its HTTP port encrypted too, Debian's 1.10 dies at the start.)"""
    return {
        "DicomTlsEnabled": True,
        "DicomTlsCertificate": str(certificate),
        "DicomTlsPrivateKey": str(key),
        "DicomTlsTrustedCertificates": str(certificate),
        "DicomTlsRemoteCertificateRequired": False,
    }


def _wait(orthanc: Orthanc, child: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise AssertionError(log.read_text(errors="replace")[-2000:])
        try:
            if orthanc.rest("GET", "system").status_code == 200:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("Orthanc did not answer: " + log.read_text(errors="replace")[-2000:])
