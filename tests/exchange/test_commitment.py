"""Storage commitment: what a PACS confirms to keep, by which way it comes, and what is said where it does not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydicom.dataset import Dataset
from pynetdicom import AE, evt
from pynetdicom.presentation import build_context, build_role

from dspic_gui.exchange.network import commitment
from dspic_gui.exchange.network.association import STORED
from dspic_gui.exchange.network.commitment import PUSH_INSTANCE, PUSH_MODEL
from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.network.servers import Server, without_chatter
from tests.exchange.dicom_dataset import scan_file
from tests.exchange.orthanc import free_port

FILES = [("a", scan_file(0)), ("b", scan_file(1))]


def report(asked: Dataset, kept: int) -> tuple[Dataset, int]:
    """What a PACS says of a request of which it keeps the first so many: the report and its type."""
    said = Dataset()
    said.TransactionUID = asked.TransactionUID
    said.ReferencedSOPSequence = asked.ReferencedSOPSequence[:kept]
    failed = asked.ReferencedSOPSequence[kept:]
    for item in failed:
        item.FailureReason = 0x0112
    if failed:
        said.FailedSOPSequence = failed
    return said, 2 if failed else 1


class Pacs:
    """Takes objects, and answers requests to keep them by a way of `how`: same, back, silent or refused."""

    def __init__(self, how: str, kept: int) -> None:
        self.how, self.kept, self.own_port = how, kept, free_port()
        self.threads: list[threading.Thread] = []
        self.answered: list[int] = []
        entity = AE(ae_title="PEER")
        for uid in (*STORED, PUSH_MODEL):
            entity.add_supported_context(uid)
        handlers: list[tuple[Any, Callable[..., Any]]] = [
            (evt.EVT_C_STORE, lambda event: 0),
            (evt.EVT_N_ACTION, self.asked),
        ]
        self.service = entity.start_server(("127.0.0.1", 0), block=False, evt_handlers=handlers)

    @property
    def server(self) -> Server:
        port = self.service.server_address[1]
        return Server("Peer", ae_title="PEER", host="127.0.0.1", port=port, own_port=self.own_port)

    def asked(self, event: evt.Event) -> tuple[int, None]:
        if self.how == "refused":
            return 0x0122, None
        asked, way = event.action_information, {"same": self.same, "back": self.back}.get(self.how)
        if way is not None:
            self.threads.append(threading.Thread(target=way, args=(event.assoc, asked)))
            self.threads[-1].start()
        return 0x0000, None

    def same(self, assoc: Any, asked: Dataset) -> None:
        said, kind = report(asked, self.kept)
        status, _ = assoc.send_n_event_report(said, kind, PUSH_MODEL, PUSH_INSTANCE)
        self.answered.append(status.Status)

    def back(self, _: Any, asked: Dataset) -> None:
        said, kind = report(asked, self.kept)
        entity = AE(ae_title="PEER")
        opened = entity.associate(
            "127.0.0.1",
            self.own_port,
            [build_context(PUSH_MODEL)],
            "DSPIC",
            ext_neg=[build_role(PUSH_MODEL, scp_role=True)],
        )
        status, _ = opened.send_n_event_report(said, kind, PUSH_MODEL, PUSH_INSTANCE)
        self.answered.append(status.Status)
        opened.release()

    def close(self) -> None:
        for thread in self.threads:
            thread.join()
        self.service.shutdown()


@pytest.fixture
def pacs() -> Iterator[Callable[..., Pacs]]:
    without_chatter()
    running: list[Pacs] = []

    def start(how: str, kept: int = 2) -> Pacs:
        running.append(Pacs(how, kept))
        return running[-1]

    yield start
    for one in running:
        one.close()


@pytest.mark.parametrize("how", ["same", "back"])
def test_what_is_kept_is_confirmed(how: str, pacs: Callable[..., Pacs]) -> None:
    peer = pacs(how)
    done = send(peer.server, FILES, commit=True)
    assert (done.taken, done.kept, done.commitment) == (["a", "b"], ["a", "b"], "")
    for thread in peer.threads:
        thread.join()
    assert peer.answered == [0]


@pytest.mark.parametrize("how", ["same", "back"])
def test_nobody_hangs_up_before_the_report_is_acknowledged(
    how: str, pacs: Callable[..., Pacs], monkeypatch: pytest.MonkeyPatch
) -> None:
    take = commitment._Answer.take

    def slowly(answer: Any, event: evt.Event) -> tuple[int, None]:
        said = take(answer, event)
        threading.Event().wait(0.4)  # another program has the processor
        return said

    monkeypatch.setattr(commitment._Answer, "take", slowly)
    peer = pacs(how)
    assert send(peer.server, FILES, commit=True).kept == ["a", "b"]
    for thread in peer.threads:
        thread.join()
    assert peer.answered == [0]


def test_what_is_not_kept_is_said(pacs: Callable[..., Pacs]) -> None:
    done = send(pacs("back", kept=1).server, FILES, commit=True)
    assert (done.taken, done.kept) == (["a", "b"], ["a"])
    assert "does not keep 1 of the reports" in done.commitment


def test_a_pacs_that_refuses(pacs: Callable[..., Pacs]) -> None:
    done = send(pacs("refused").server, FILES, commit=True)
    assert (done.taken, done.kept) == (["a", "b"], []) and "0122" in done.commitment


def test_a_pacs_that_says_nothing_yet(pacs: Callable[..., Pacs]) -> None:
    done = Sent(taken=["a"])
    commitment.confirm(pacs("silent").server, [("a", STORED[0], "1.2.3")], done, seconds=0.2)
    assert done.kept == [] and "has not confirmed it yet" in done.commitment


def test_nobody_is_asked_unless_that_is_wanted(pacs: Callable[..., Pacs]) -> None:
    peer = pacs("same")
    assert send(peer.server, FILES).kept == [] and peer.threads == []
