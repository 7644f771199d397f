"""Sending reports to a server, and looking whether they arrived."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from pydicom import dcmread
from pydicom.dataset import Dataset

from dspic_gui.exchange.network.association import FIND, association, contexts_for, status_of
from dspic_gui.exchange.network.query import PENDING
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.network.servers import WEB, NetworkError, Server

Progress = Callable[[int, int], None]


def send(
    server: Server,
    files: Sequence[tuple[str, bytes]],
    *,
    password: str | None = None,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send these files (study, bytes), then ask the server for each. NetworkError where it cannot be reached."""
    objects = [(study, dcmread(io.BytesIO(content))) for study, content in files]
    if server.kind == WEB:
        from dspic_gui.exchange.network.web import store

        done = store(server, objects, password, progress, cancelled)
    else:
        done = _store(server, objects, progress, cancelled)
        _look(server, [one for one in objects if one[0] in set(done.taken)], done)
    return done


def _store(
    server: Server,
    objects: Sequence[tuple[str, Dataset]],
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Sent:
    done = Sent()
    with association(server, contexts_for(stored=True)) as opened:
        for number, (study, report) in enumerate(objects):
            progress(number, len(objects))
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
            else:
                text = "{server} refused the report ({status})."
                done.refused.append(
                    (study, NetworkError(text, server=server.name, status=f"{status:04X}").sentence)
                )
    progress(len(objects), len(objects))
    return done


def _look(server: Server, objects: Iterable[tuple[str, Dataset]], done: Sent) -> None:
    """Ask for each object by its UIDs; a server that answers no such query says nothing against having it."""
    try:
        with association(server, contexts_for(FIND)) as opened:
            for study, report in objects:
                asked = Dataset()
                asked.QueryRetrieveLevel = "IMAGE"
                for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
                    setattr(asked, keyword, report[keyword].value)
                answers = [
                    status_of(status, server)
                    for status, found in opened.send_c_find(asked, FIND)
                    if found is not None
                ]
                if any(code in PENDING for code in answers):
                    done.seen.append(study)
    except (NetworkError, ValueError, RuntimeError):
        return
