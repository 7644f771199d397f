"""Passwords of servers in a real keyring, the one that keeps them in a file; and where there is none."""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from keyrings.alt.file import PlaintextKeyring

from dspic_gui.cli import main
from dspic_gui.exchange.network import servers

SECRET = "wörd ♥ \" of a PACS"


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Path]:
    """A keyring in a file of its own, and that file."""
    before, own = keyring.get_keyring(), PlaintextKeyring()
    own.file_path = str(tmp_path / "ring.cfg")
    keyring.set_keyring(own)
    yield tmp_path / "ring.cfg"
    keyring.set_keyring(before)


def test_a_password_is_kept_found_by_another_program_and_taken_out(
    ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _: SECRET)
    web = ["pacs", "add", "Web", "--url", "https://pacs/dicom-web", "--user", "me", "--password"]
    assert main(web) == 0
    stored = servers.servers_file().read_text(encoding="utf-8")
    assert SECRET not in stored and json.loads(stored)["servers"][0]["user"] == "me"
    assert servers.password_of("Web") == SECRET and servers.password_of("Other") is None
    script = (
        "import keyring, sys; from keyrings.alt.file import PlaintextKeyring\n"
        "own = PlaintextKeyring(); own.file_path = sys.argv[1]; keyring.set_keyring(own)\n"
        "from dspic_gui.exchange.network.servers import password_of\n"
        "print(ascii(password_of('Web')))"
    )
    said = subprocess.run([sys.executable, "-c", script, str(ring)], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ascii(SECRET)
    assert main(["pacs", "remove", "Web"]) == 0 and servers.password_of("Web") is None


def test_without_a_keyring_it_is_asked_for_each_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    try:
        monkeypatch.setattr(getpass, "getpass", lambda _: SECRET)
        assert main(["pacs", "add", "Web", "--url", "https://p/dicom-web", "--user", "me", "--password"]) == 0
        assert "no keyring" in capsys.readouterr().err
        assert servers.password_of("Web") is None and not servers.keep_password("Web", SECRET)
        assert SECRET not in servers.servers_file().read_text(encoding="utf-8")
        assert main(["pacs", "remove", "Web"]) == 0
    finally:
        keyring.set_keyring(before)
