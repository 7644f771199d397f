"""Slow work as a plain function on one long-lived thread; its result arrives on the GUI thread, unless the user has moved on."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar

from PyQt6 import sip
from PyQt6.QtCore import QObject, pyqtSignal

Result = TypeVar("Result")
Failed = Callable[[Exception], None]
Progress = Callable[[int, int], None]


class Cancelled(Exception):  # noqa: N818 - not an error: the user changed his mind
    """Raised inside a work function that asks for its job's progress after the job was cancelled."""


class Job:
    """One piece of work: what the work function tells, and how it learns that nobody waits any more."""

    def __init__(self, topic: str, owner: QObject, tell: Callable[[int, int], None]) -> None:
        self.topic = topic
        self.owner = owner
        self._tell = tell
        self._stop = threading.Event()
        self.future: Future[Any] | None = None

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Say how far the work is; Cancelled when it should stop."""
        if self.cancelled:
            raise Cancelled
        self._tell(done, total)

    def cancel(self) -> None:
        """Stop the work where it can be stopped, and drop its result in any case."""
        self._stop.set()
        if self.future is not None:
            self.future.cancel()


class Background(QObject):
    """One worker thread. A newer job of a topic makes the older one stale; a stale result is dropped.

    Errors of the `expected` kinds go to `failed`; any other is a bug and is raised on the GUI thread. A job belongs to the object
    whose method `done` is, or else to `owner` or to this background: where that is gone, nothing is told any more.
    """

    def __init__(self, parent: QObject | None = None, name: str = "background") -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._newest: dict[str, Job] = {}
        self._closed = False
        self._post_box = _post_box()
        _ALL.add(self)

    def run(
        self,
        topic: str,
        work: Callable[[Job], Result],
        done: Callable[[Result], None],
        failed: Failed | None = None,
        *,
        expected: tuple[type[Exception], ...] = (),
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Start `work` on the worker thread; `done`, `failed` and `progress` are called on the GUI thread. Nothing starts after `close`."""
        self.cancel(topic)
        job = Job(topic, owner or _receiver(done) or self, lambda at, total: self._post(job, progress, at, total))
        if self._closed:
            job.cancel()
            return job
        self._newest[topic] = job

        def attempt() -> None:
            try:
                result = work(job)
            except Cancelled:
                return
            except Exception as problem:
                self._post(job, self._deliver_failure, job, problem, failed, expected)
            else:
                self._post(job, self._deliver, job, done, result)

        job.future = self._executor.submit(attempt)
        return job

    def cancel(self, topic: str) -> None:
        """Drop the topic's job, if there is one."""
        job = self._newest.pop(topic, None)
        if job:
            job.cancel()

    def is_busy(self, topic: str) -> bool:
        """Whether a job of the topic is under way."""
        return topic in self._newest

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Drop every job and let the thread end; `last` is done on it before, when nothing else runs there any more."""
        self._closed = True
        for topic in list(self._newest):
            self.cancel(topic)
        if last is not None:
            self._executor.submit(last)
        self._executor.shutdown(wait=False)

    def drop_for(self, left: QObject) -> None:
        """Drop the jobs whose result is for this object or for something inside it."""
        for topic, job in list(self._newest.items()):
            if not sip.isdeleted(job.owner) and _is_within(job.owner, left):
                self.cancel(topic)

    def _post(self, job: Job, act: Callable[..., None] | None, *arguments: object) -> None:
        """From the worker thread: have `act` called on the GUI thread while the job is wanted."""
        if act is not None and not self._closed:
            self._post_box.arrived.emit((self, job, act, arguments))

    def call(self, job: Job, act: Callable[..., None], arguments: tuple[object, ...]) -> None:
        """On the GUI thread: tell what the worker thread posted, while somebody waits for it."""
        if not job.cancelled and not self._closed and not sip.isdeleted(self) and not sip.isdeleted(job.owner):
            act(*arguments)

    def _deliver(self, job: Job, done: Callable[[Any], None], result: object) -> None:
        self._forget(job)
        done(result)

    def _deliver_failure(self, job: Job, problem: Exception, failed: Failed | None, expected: tuple[type[Exception], ...]) -> None:
        self._forget(job)
        if failed is None or not isinstance(problem, expected):
            raise problem
        failed(problem)

    def _forget(self, job: Job) -> None:
        if self._newest.get(job.topic) is job:
            del self._newest[job.topic]


class _PostBox(QObject):
    """Where all worker threads post. It is nobody's child: a thread must not speak to what is being deleted."""

    arrived = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._open)

    def _open(self, message: tuple[Background, Job, Callable[..., None], tuple[object, ...]]) -> None:
        background, job, act, arguments = message
        background.call(job, act, arguments)


@lru_cache(maxsize=1)
def _post_box() -> _PostBox:
    """The one post box, made on the GUI thread with the first background."""
    return _PostBox()


_ALL: weakref.WeakSet[Background] = weakref.WeakSet()


def _receiver(act: Callable[..., object]) -> QObject | None:
    """The object whose method this is, where it is one of Qt's."""
    receiver = getattr(act, "__self__", None)
    return receiver if isinstance(receiver, QObject) else None


def _is_within(one: QObject | None, outer: QObject) -> bool:
    while one is not None and one is not outer:
        one = one.parent()
    return one is not None


def drop_results_for(left: QObject) -> None:
    """Close every background that belongs to what is left, and drop what others do for it."""
    close_all(left)
    for background in list(_ALL):
        if not sip.isdeleted(background):
            background.drop_for(left)


def close_all(owner: QObject) -> None:
    """Close every background that belongs to this object or its children."""
    for background in owner.findChildren(Background):
        background.close()
