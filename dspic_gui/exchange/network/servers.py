"""The PACS and DICOMweb servers that a user has entered, and their passwords, which are never in a plain file."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dspic_gui import durable
from dspic_gui.places import config_folder
from dspic_gui.plain_file import LARGEST_JSON, content_of
from dspic_gui.sentence import SaidError

OWN_AE = "DSPIC"
SERVICE = "dSPIC Workstation"
DIMSE, WEB = "dimse", "web"


class NetworkError(SaidError):
    """A connection that failed or was refused; the text is a sentence for the user."""


@dataclass(frozen=True)
class Server:
    """A server by the name that the user gave it.

    DIMSE: its AE title, host and port, the AE title of this program (`own_ae`) and the port at which it takes what a C-MOVE sends
    (`own_port`); `tls` encrypts, with the authority in `authority` (a PEM file) or the system's. Web: its address and a user.
    """

    name: str
    kind: str = DIMSE
    ae_title: str = ""
    host: str = ""
    port: int = 104
    own_ae: str = OWN_AE
    own_port: int = 11112
    tls: bool = False
    authority: str = ""
    url: str = ""
    user: str = ""


def servers_file() -> Path:
    """Where the servers are kept."""
    return config_folder() / "servers.json"


def all_servers() -> list[Server]:
    """Every server that was entered, by name; none where the file is not there or cannot be read."""
    try:
        stated = json.loads(content_of(servers_file(), LARGEST_JSON))
        return sorted((_server(one) for one in stated["servers"]), key=lambda server: server.name)
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as problem:
        text = "{file} cannot be used. Nothing was changed; mend it or take it away, and enter the servers again."
        raise NetworkError(text, file=servers_file().name) from problem


def server_named(name: str) -> Server:
    """The server of that name; NetworkError where there is none."""
    for server in all_servers():
        if server.name == name:
            return server
    text = "There is no server “{name}”. Enter it first: dspic pacs add, or Tools, PACS."
    raise NetworkError(text, name=name[:40])


def keep(server: Server) -> None:
    """Add the server, or replace the one of its name; NetworkError for one that cannot be, NotSaved where the disk refuses."""
    check(server)
    _write([one for one in all_servers() if one.name != server.name] + [server])


def forget(name: str) -> None:
    """Take a server away, and its password."""
    _write([one for one in all_servers() if one.name != name])
    keep_password(name, None)


def check(server: Server) -> None:
    """NetworkError unless everything that a connection needs is there."""
    titles = (server.ae_title, server.own_ae) if server.kind == DIMSE else ()
    if not server.name.strip() or len(server.name) > 64:
        raise NetworkError("A server needs a name of up to 64 letters. Nothing was changed.")
    if any(not 1 <= len(title.strip()) <= 16 or not title.isascii() for title in titles):
        raise NetworkError("An AE title has 1 to 16 letters. Nothing was changed.")
    if server.kind == DIMSE and not (server.host.strip() and 0 < server.port < 65536):
        raise NetworkError("A PACS needs a host and a port from 1 to 65535. Nothing was changed.")
    if server.kind == WEB and urlsplit(server.url).scheme not in ("http", "https"):
        raise NetworkError(
            "A DICOMweb server needs an address that begins with https:// or http://. Nothing was changed."
        )


def _server(stated: dict[str, Any]) -> Server:
    known = {field.name: field.type for field in fields(Server)}
    server = Server(**{name: value for name, value in stated.items() if name in known})
    check(server)
    return server


def _write(servers: Iterable[Server]) -> None:
    path = servers_file()
    content = {"schema": 1, "servers": [asdict(server) for server in servers]}
    durable.write(
        path,
        json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n",
        root=path.parent,
        keep_versions=False,
    )


def password_of(name: str) -> str | None:
    """The password that the system's keyring holds for a server; None where it holds none, or there is no keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except (KeyringError, RuntimeError, OSError):
        return None


def keep_password(name: str, password: str | None) -> bool:
    """Put a password into the system's keyring, or take it out; whether that was possible."""
    import keyring
    from keyring.errors import KeyringError

    try:
        if password is None:
            keyring.delete_password(SERVICE, name)
        else:
            keyring.set_password(SERVICE, name, password)
    except (KeyringError, RuntimeError, OSError):
        return False
    return True


def without_chatter() -> None:
    """The libraries' messages hold identifiers of patients: they go nowhere."""
    for name in ("pynetdicom", "pydicom", "dicomweb_client", "retrying"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
