"""Sending reports to a server, and looking whether they arrived."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydicom import dcmread
from pydicom.dataset import Dataset

from dspic_gui.exchange.network.association import FIND, association, contexts_for, status_of
from dspic_gui.exchange.network.query import PENDING
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.network.servers import WEB, NetworkError, Server
from dspic_gui.plain_file import content_of

Progress = Callable[[int, int], None]


def send(
    server: Server,
    files: Sequence[tuple[str, bytes | Path]],
    *,
    password: str | None = None,
    commit: bool = False,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send these files (study, bytes or path), then ask the server for each. NetworkError where it cannot be reached.

    One file is read at a time. `commit` asks a PACS to confirm that it keeps them for good (storage commitment).
    """
    if server.kind == WEB:
        from dspic_gui.exchange.network.web import store

        return store(server, _each(files), len(files), password, progress, cancelled)
    done = Sent()
    names = _store(server, files, done, progress, cancelled)
    _look(server, names, done)
    if commit and names:
        from dspic_gui.exchange.network.commitment import confirm

        confirm(server, [(one.study, one.kind, one.instance) for one in names], done)
    return done


def _each(files: Iterable[tuple[str, bytes | Path]]) -> Iterator[tuple[str, Dataset]]:
    for study, content in files:
        held = content_of(content) if isinstance(content, Path) else content
        yield study, dcmread(io.BytesIO(held))


@dataclass(frozen=True)
class _Name:
    """What a query and the storage commitment need of an object that was taken."""

    study: str
    study_uid: str
    series: str
    instance: str
    kind: str


def _store(
    server: Server,
    files: Sequence[tuple[str, bytes | Path]],
    done: Sent,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[_Name]:
    """Send each, and name those that were taken."""
    names = []
    with association(server, contexts_for(stored=True)) as opened:
        for number, (study, report) in enumerate(_each(files)):
            progress(number, len(files))
            if cancelled():
                break
            try:
                status = status_of(opened.send_c_store(report), server)
            except (ValueError, RuntimeError) as problem:
                text = "{server} takes no objects of this kind, or the connection is gone."
                done.refused.append((study, NetworkError(text, server=server.name).sentence))
                if not opened.is_established:
                    raise NetworkError(text, server=server.name) from problem
                continue
            if status == 0 or status >> 12 == 0xB:
                done.taken.append(study)
                names.append(_named(study, report))
            else:
                text = "{server} refused the report ({status})."
                done.refused.append(
                    (study, NetworkError(text, server=server.name, status=f"{status:04X}").sentence)
                )
    progress(len(files), len(files))
    return names


def _named(study: str, report: Dataset) -> _Name:
    keywords = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID")
    return _Name(study, *(str(report[keyword].value) for keyword in keywords))


def _look(server: Server, names: Iterable[_Name], done: Sent) -> None:
    """Ask for each object by its UIDs; a server that answers no such query says nothing against having it."""
    try:
        with association(server, contexts_for(FIND)) as opened:
            for one in names:
                asked = Dataset()
                asked.QueryRetrieveLevel = "IMAGE"
                asked.StudyInstanceUID, asked.SeriesInstanceUID = one.study_uid, one.series
                asked.SOPInstanceUID = one.instance
                answers = [
                    status_of(status, server)
                    for status, found in opened.send_c_find(asked, FIND)
                    if found is not None
                ]
                if any(code in PENDING for code in answers):
                    done.seen.append(one.study)
    except (NetworkError, ValueError, RuntimeError):
        return
