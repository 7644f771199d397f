"""Peers that misbehave: a sentence each, nothing half-imported, nothing left behind; and no socket before a user asks for one."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pynetdicom import AE, evt

from dspic_gui.cli import main
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network import association as talk
from dspic_gui.exchange.network import servers
from dspic_gui.exchange.network.arrivals import Arrivals
from dspic_gui.exchange.network.association import FIND, GET, STORED, echo
from dspic_gui.exchange.network.found import FoundStudy, Query
from dspic_gui.exchange.network.query import find_studies
from dspic_gui.exchange.network.receive import Receiver
from dspic_gui.exchange.network.retrieve import retrieve
from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.servers import NetworkError, Server
from tests.exchange.dicom_dataset import dicom_dataset, scan_file
from tests.exchange.orthanc import free_port
from tests.made import odd_dicom as odd

UID = f"{odd.ROOT}7.0"
Peer = Callable[..., Server]
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""pynetdicom leaves the socket of a refused connection to the collector."""


@pytest.fixture
def peer() -> Iterator[Peer]:
    """Starts a peer with these handlers, and gives the server that it is."""
    running: list[Any] = []

    def start(*handlers: tuple[Any, Callable[..., Any]], **settings: Any) -> Server:
        entity = AE(ae_title="PEER")
        for name, value in settings.items():
            setattr(entity, name, value)
        entity.add_supported_context("1.2.840.10008.1.1")
        for service in (FIND, GET):
            entity.add_supported_context(service)
        for uid in STORED:
            entity.add_supported_context(uid, scu_role=True, scp_role=True)
        running.append(
            entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=list(handlers))
        )
        return Server("Peer", ae_title="PEER", host="127.0.0.1", port=running[-1].server_address[1])

    servers.without_chatter()
    yield start
    for service in running:
        service.shutdown()


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        talk.association.__wrapped__,
        "__kwdefaults__",
        {"stores": False, "handlers": (), "seconds": 3.0},
    )


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In a folder for temporary files of its own: other tests run beside this one."""
    own = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    yield
    assert list(own.glob("dspic-arrivals-*")) == []


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.create(tmp_path / "fetched", "Fetched")


def scan(number: int = 0, **changes: Any) -> pydicom.Dataset:
    return pydicom.dcmread(BytesIO(scan_file(number, **changes)))


def gives(
    *objects: pydicom.Dataset, before: Callable[[], None] = lambda: None
) -> tuple[Any, Callable[..., Any]]:
    def answer(event: evt.Event) -> Iterator[Any]:
        yield len(objects)
        for one in objects:
            before()
            yield 0xFF00, one

    return evt.EVT_C_GET, answer


def problem_of(archive: Archive, server: Server) -> str:
    done = retrieve(archive, server, [UID])
    assert archive.study_keys() == [] and not (archive.folder / "scans").exists()
    (problem,) = done.problems
    return problem[1]


def test_nobody_there() -> None:
    with pytest.raises(NetworkError, match="cannot be reached at"):
        echo(Server("None", ae_title="X", host="127.0.0.1", port=free_port()))


def test_a_peer_that_refuses(peer: Peer) -> None:
    with pytest.raises(NetworkError, match="refuses a program that calls itself DSPIC"):
        echo(peer(require_calling_aet=["OTHER"]))


def test_something_that_speaks_no_dicom() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def garble() -> None:
            talking, _ = listener.accept()
            with talking:
                talking.recv(4096)
                talking.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 100)

        thread = threading.Thread(target=garble)
        thread.start()
        with pytest.raises(NetworkError):
            echo(Server("Web", ae_title="X", host="127.0.0.1", port=listener.getsockname()[1]))
        thread.join(20)


def test_a_peer_that_never_answers() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(NetworkError, match="cannot be reached"),
    ):
        echo(Server("Mute", ae_title="X", host="127.0.0.1", port=listener.getsockname()[1]))


def test_no_message_waits_for_the_one_before_it(peer: Peer) -> None:
    """Both sides of a connection would else wait 40 ms for a confirmation, several times for each study."""
    with talk.association(peer(), talk.contexts_for(talk.ECHO)) as opened:
        own = opened.dul.socket.socket
        assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1
        opened.send_c_echo()
        if hasattr(socket, "TCP_QUICKACK"):
            assert own.getsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK) == 1


@pytest.mark.parametrize("status", [0xA700, 0xC001])
def test_a_query_that_is_refused(peer: Peer, status: int) -> None:
    def refuse(event: evt.Event) -> Iterator[Any]:
        yield status, None

    with pytest.raises(NetworkError, match="refused the query"):
        find_studies(peer((evt.EVT_C_FIND, refuse)), Query())


def test_ten_thousand_studies_and_nonsense_among_them(peer: Peer) -> None:
    def many(event: evt.Event) -> Iterator[Any]:
        for number in range(300):
            found = pydicom.Dataset()
            found.QueryRetrieveLevel = "STUDY"
            found.StudyInstanceUID = f"1.2.{number}" if number % 2 else ""
            found.StudyDate = "20240101" if number % 3 else ""
            yield 0xFF00, found

    found = find_studies(peer((evt.EVT_C_FIND, many)), Query(), most=100)
    assert len(found) == 100 and all(study.uid for study in found)


def test_a_study_arrives(peer: Peer, archive: Archive) -> None:
    done = retrieve(archive, peer(gives(scan())), [UID])
    assert [one.status for one in done.outcomes] == ["new"] and archive.study_keys() == [
        archive.study_key(UID)
    ]


def test_another_patients_study_is_not_taken(peer: Peer, archive: Archive) -> None:
    assert "another study" in problem_of(archive, peer(gives(scan(1))))


def test_garbage_is_refused_by_the_same_reader_as_a_file(peer: Peer, archive: Archive) -> None:
    broken = scan()
    broken.PixelData = broken.PixelData[:1000]
    done = retrieve(archive, peer(gives(broken)), [UID])
    assert [one.status for one in done.outcomes] == ["refused"] and archive.study_keys() == []


def test_too_many_objects(peer: Peer, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from dspic_gui.exchange.network import fetching as module

    monkeypatch.setattr(module, "MOST_OF_STUDY", 3)
    small = scan()
    del small.PixelData
    assert "more than 3 objects" in problem_of(archive, peer(gives(*[small] * 10)))


def test_a_peer_that_dies_in_the_middle(peer: Peer, archive: Archive) -> None:
    def die(event: evt.Event) -> Iterator[Any]:
        yield 5
        yield 0xFF00, scan()
        event.assoc.abort()
        yield 0xFE00, None

    assert "did not answer in time, or broke off" in problem_of(archive, peer((evt.EVT_C_GET, die)))


def test_a_peer_that_falls_asleep(peer: Peer, archive: Archive) -> None:
    awake = threading.Event()

    def sleep() -> None:
        awake.wait(30)

    try:
        assert "did not answer in time" in problem_of(archive, peer(gives(scan(), before=sleep)))
    finally:
        awake.set()


def test_a_user_stops_it(peer: Peer, archive: Archive) -> None:
    done = retrieve(
        archive,
        peer(gives(scan(), scan())),
        [UID, "1.2"],
        cancelled=lambda: True,
    )
    assert (
        archive.study_keys() == []
        and done.stopped
        and "start it again to go on" in done.problems[0][1]
    )


def answers(event: evt.Event) -> Iterator[Any]:
    """The study that is asked for, of the first four."""
    wanted = int(str(event.identifier.StudyInstanceUID).rpartition(".")[2])
    yield 1
    yield 0xFF00, scan(wanted)


def uids(number: int) -> list[str]:
    return [f"{odd.ROOT}7.{one}" for one in range(number)]


def test_many_studies_come_on_one_association(peer: Peer, archive: Archive) -> None:
    opened: list[Any] = []
    server = peer((evt.EVT_C_GET, answers), (evt.EVT_ACCEPTED, opened.append))
    done = retrieve(archive, server, uids(4))
    assert [one.status for one in done.outcomes] == ["new"] * 4 and not done.problems
    assert len(opened) == 1


def test_a_server_that_hangs_up_between_studies_is_called_again(peer: Peer, archive: Archive) -> None:
    opened: list[Any] = []

    def hang_up(event: evt.Event) -> Iterator[Any]:
        if len(opened) == 1 and event.identifier.StudyInstanceUID == uids(3)[1]:
            event.assoc.abort()
            yield 0
            return
        yield from answers(event)

    server = peer((evt.EVT_C_GET, hang_up), (evt.EVT_ACCEPTED, opened.append))
    done = retrieve(archive, server, uids(3))
    assert [one.status for one in done.outcomes] == ["new"] * 3 and not done.problems
    assert len(opened) == 2


@pytest.fixture
def receiver(archive: Archive) -> Iterator[Receiver]:
    opened = Receiver(archive, 0, allowed=["SCANNER"])
    yield opened
    opened.close()


def to(receiver: Receiver, own_ae: str = "SCANNER") -> Server:
    return Server("Receiver", ae_title="DSPIC", host="127.0.0.1", port=receiver.port, own_ae=own_ae)


def test_what_is_pushed_is_imported(receiver: Receiver, archive: Archive) -> None:
    done = send(to(receiver), [("a", scan_file(0)), ("b", scan_file(1))])
    assert done.taken == ["a", "b"]
    assert (
        sorted(one.status for one in receiver.take(30)) == ["new", "new"]
        and len(archive.study_keys()) == 2
    )
    assert receiver.take() == []


def test_a_stranger_may_not_push(receiver: Receiver, archive: Archive) -> None:
    with pytest.raises(NetworkError, match="refuses a program"):
        send(to(receiver, "STRANGER"), [("a", scan_file(0))])
    assert receiver.take() == []


def test_a_sender_that_dies_leaves_nothing(receiver: Receiver, archive: Archive) -> None:
    with talk.association(to(receiver), talk.contexts_for(stored=True)) as opened:
        assert opened.send_c_store(scan()).Status == 0
        opened.abort()
    assert receiver.take(1.0) == [] and archive.study_keys() == []


def test_a_taken_port_is_a_sentence(receiver: Receiver, archive: Archive) -> None:
    with pytest.raises(NetworkError, match="cannot be opened"):
        Receiver(archive, receiver.port)


def test_arrivals_have_limits(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path, UID, 2)
    statuses = [
        arrivals.put(content)
        for content in (scan_file(0), scan_file(1), b"x", scan_file(0), scan_file(0))
    ]
    assert statuses == [0, 0xA900, 0xA900, 0, 0xA700]
    assert (arrivals.count, arrivals.refused, arrivals.too_many) == (2, 2, True)


def test_servers_are_kept_without_passwords(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pacs", "add", "Ward", "--ae", "PACS", "--host", "10.0.0.1", "--port", "104"]) == 0
    assert main(["pacs", "add", "Web", "--url", "https://pacs/dicom-web", "--user", "me"]) == 0
    assert main(["pacs", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Ward: PACS at 10.0.0.1:104",
        "Web: https://pacs/dicom-web",
    ]
    assert main(["pacs", "add", "Bad", "--ae", "X" * 17, "--host", "h"]) == 2
    assert main(["pacs", "add", "Bad", "--url", "ftp://x"]) == 2
    assert main(["pacs", "remove", "Ward"]) == 0 and main(["pacs", "query", "Ward"]) == 2
    assert "password" not in json.dumps(json.loads(servers.servers_file().read_text())).lower()
    servers.servers_file().write_text("{")
    assert main(["pacs", "list"]) == 2


def test_the_command_fetches_and_sends(
    peer: Peer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    got: list[str] = []

    def take(event: evt.Event) -> int:
        got.append(str(event.dataset.Modality))
        return 0

    server = peer(gives(scan()), (evt.EVT_C_STORE, take))
    servers.keep(replace(server, name="Peer"))
    assert main(["pacs", "test", "Peer"]) == 0
    assert main(["pacs", "fetch", str(tmp_path / "new"), "Peer", UID, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["studies"] == 1
    read = dicom_dataset(tmp_path / "read", 1)
    assert main(["pacs", "send", str(read.folder), "Peer"]) == 2  # nobody agreed
    assert got == []
    assert main(["pacs", "send", str(read.folder), "Peer", "--yes", "--json"]) == 0
    assert got == ["SR"]


@pytest.mark.parametrize("day", ["31.1.2024", "2024-13-01", "yesterday", "*"])
def test_what_is_no_date_is_not_asked_for(day: str) -> None:
    with pytest.raises(NetworkError, match="is no date"):
        find_studies(Server("Nobody", ae_title="X", host="127.0.0.1", port=9), Query(day))


@pytest.mark.parametrize(
    ("words", "planar"),
    [
        ("NM Bone Whole Body", True),
        ("WB bone SPECT/CT", False),
        ("全身骨显像", True),
        ("Thyroid", None),
        ("", None),
    ],
)
def test_words_tell_a_whole_body_scan(words: str, planar: bool | None) -> None:
    assert FoundStudy("1.2", description=words).planar is planar


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_socket_is_opened_by_what_is_no_network_act(tmp_path: Path) -> None:
    archive = dicom_dataset(tmp_path / "d", 1)
    acts = [
        ["export", str(archive.folder), str(tmp_path / "o1"), "--format", "coco"],
        ["export", str(archive.folder), str(tmp_path / "o2"), "--format", "sr"],
        ["deidentify", str(archive.folder), str(tmp_path / "o3")],
        ["pacs", "list"],
        ["import", str(archive.folder), str(tmp_path / "o2"), "--reader", "guest"],
    ]
    window = (
        "from pathlib import Path; from dspic_gui.qt.window.app import make_application, make_window; "
        f"app = make_application(); window = make_window(app, Path({str(archive.folder)!r}), ''); window.show()\n"
        "for name in ('export', 'import_labels', 'deidentify', 'pacs'): "
        "window.board.action(f'page_{name}').trigger(); app.processEvents()\n"
        "from dspic_gui.qt.exchange.work_dialog import WorkDialog\n"
        "opened = window.findChildren(WorkDialog); print('OPENED', len(opened))\n"
        "for dialog in opened: dialog.close()\n"
        "window.close()"
    )
    script = f"from dspic_gui.cli import main\nfor one in {acts!r}: main(one)\n{window}"
    log = tmp_path / "log"
    trace = [
        "strace",
        "-f",
        "-o",
        str(log),
        "-e",
        "trace=connect,bind,listen",
        sys.executable,
        "-c",
        script,
    ]
    done = subprocess.run(trace, capture_output=True, text=True, check=False, timeout=300)
    if "ptrace" in done.stderr.lower() and "not permitted" in done.stderr.lower():
        pytest.skip("this system allows no tracing")
    called = [line for line in log.read_text().splitlines() if "AF_INET" in line]
    assert (tmp_path / "o3").exists() and "OPENED 4" in done.stdout, done.stderr
    assert not called


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "scanner-room"])
def test_strangers_of_other_machines_are_not_taken_from(archive: Archive, address: str) -> None:
    with pytest.raises(NetworkError, match="who may send"):
        Receiver(archive, 0, address=address, allowed=[" "])


def test_any_program_of_this_machine_may_send_unless_some_are_named(archive: Archive) -> None:
    for address in ("127.0.0.1", "localhost"):
        opened = Receiver(archive, 0, address=address)
        assert opened.port > 0
        opened.close()
