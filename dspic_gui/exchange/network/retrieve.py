"""Fetching studies from a server into a dataset: each is imported whole or not at all, while the next ones arrive."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.network.fetching import Fetch, fetcher
from dspic_gui.exchange.network.servers import NetworkError, Server
from dspic_gui.intake.importing import Importer, Outcome

AHEAD = 32
"""So many studies may have arrived that are not imported yet."""
Progress = Callable[[int, int, str], None]
Arrived = tuple[str, Path | NetworkError]
"""A study's UID, and the folder in which it lies, or why it does not."""


@dataclass
class Retrieved:
    """What became of each study: the outcomes of its files, or the sentence that says why there are none.

    An outcome's source is the study's UID and the number with which the object arrived.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    stopped: bool = False

    def of(self, uid: str) -> list[Outcome]:
        """What became of the objects of this study."""
        return [one for one in self.outcomes if one.source.startswith(f"{uid}/")]


def retrieve(
    archive: Archive,
    server: Server,
    uids: Sequence[str],
    *,
    how: str = "get",
    password: str | None = None,
    again: bool = False,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Retrieved:
    """Fetch these studies (by "get" or "move"; of a DICOMweb server by WADO-RS) and import them.

    Those that the dataset has are passed over unless `again`, so a stopped retrieval goes on. NetworkError only where
    nothing can be received at all; a study that fails is a sentence in `problems`.
    """
    done, keys = Retrieved(), set(archive.study_keys())
    done.there = [] if again else [uid for uid in uids if archive.study_key(uid) in keys]
    wanted = [uid for uid in uids if again or archive.study_key(uid) not in keys]
    progress(len(done.there), len(uids), "")
    with (
        Importer(archive, many=len(wanted) > AHEAD) as importer,
        fetcher(server, how, password) as fetch,
        _arriving(fetch, wanted, cancelled) as arriving,
    ):
        told = len(done.there)
        for batch in arriving:
            _import(importer, batch, done)
            told += len(batch)
            progress(told, len(uids), batch[-1][0])
            if cancelled():
                break
        done.stopped = told < len(uids)
    return done


def _import(importer: Importer, batch: Sequence[Arrived], done: Retrieved) -> None:
    folders = {there: uid for uid, there in batch if isinstance(there, Path)}
    done.problems += [(uid, why.sentence) for uid, why in batch if isinstance(why, NetworkError)]
    try:
        for outcome in importer.take(folders) if folders else ():
            source = Path(outcome.source)
            uid = folders.get(source.parent, "")
            done.outcomes.append(replace(outcome, source=f"{uid}/{source.name}"))
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _arriving(
    fetch: Fetch, uids: Sequence[str], cancelled: Callable[[], bool]
) -> Iterator[Iterator[list[Arrived]]]:
    """The studies as they arrive, those together that came while the ones before them were imported.

    What is left when this ends is thrown away; a study that is under way then is stopped.
    """
    ended = False
    coming: deque[Future[Arrived]] = deque()
    left = iter(uids)

    def one(uid: str) -> Arrived:
        folder = Path(tempfile.mkdtemp(prefix="dspic-arrivals-"))
        try:
            fetch(uid, folder, lambda: ended or cancelled())
        except NetworkError as problem:
            shutil.rmtree(folder, ignore_errors=True)
            return uid, problem
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return uid, folder

    def batches() -> Iterator[list[Arrived]]:
        while True:
            for uid in left:
                coming.append(pool.submit(one, uid))
                if len(coming) >= AHEAD:
                    break
            if not coming:
                return
            batch = [coming.popleft().result()]
            while coming and coming[0].done():
                batch.append(coming.popleft().result())
            yield batch

    with ThreadPoolExecutor(1, "fetch") as pool:
        try:
            yield batches()
        finally:
            ended = True
            for future in coming:
                if not future.cancel() and isinstance(there := future.result()[1], Path):
                    shutil.rmtree(there, ignore_errors=True)
