"""Slow work as a plain function on one long-lived thread; its result arrives on the GUI thread, unless the user has moved on."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

Result = TypeVar("Result")
Failed = Callable[[Exception], None]
Progress = Callable[[int, int], None]

TURN_MS = 1000
"""So often the collector may run while threads work."""

REST_MS = 50
"""A thread that has told its end makes its last objects within this time."""


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

        job.future = self._submit(attempt)
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
            self._submit(last)
        self._executor.shutdown(wait=False)

    def _submit(self, act: Callable[[], None]) -> Future[None]:
        """Have it done on the worker thread; the collector waits meanwhile."""
        self._post_box.collector.pause()
        future = self._executor.submit(act)
        future.add_done_callback(self._post_box.tell_end)
        return future

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
    ended = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.collector = _Collector(self)
        self.arrived.connect(self._open)
        self.ended.connect(self.collector.go_on)

    def tell_end(self, _future: Future[None]) -> None:
        """From any thread: a piece of work is done, or will not be."""
        self.ended.emit()

    def _open(self, message: tuple[Background, Job, Callable[..., None], tuple[object, ...]]) -> None:
        background, job, act, arguments = message
        background.call(job, act, arguments)


class _Collector(QObject):
    """Keeps Python's collector off the worker threads: it destroys widgets that nobody names any more, which only the GUI thread may.

    While a thread works it does not run by itself; a timer of the GUI thread lets it run in its turn.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._working, self._paused = 0, False
        self._turn, self._rest = QTimer(self), QTimer(self)
        self._turn.setInterval(TURN_MS)
        self._turn.timeout.connect(self._collect)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._resume)

    def pause(self) -> None:
        """One more piece of work begins."""
        self._working += 1
        self._rest.stop()
        if not self._paused and gc.isenabled():
            gc.disable()
            self._paused = True
            self._turn.start()

    def go_on(self) -> None:
        """A piece of work has ended."""
        self._working -= 1
        if not self._working:
            self._rest.start()

    def _resume(self) -> None:
        self._turn.stop()
        if self._paused:
            gc.enable()
            self._paused = False

    def _collect(self) -> None:
        """What the collector would have done by itself; the oldest generation first, because it holds the younger ones."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return


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


def aside(topic: str, act: Callable[[], None]) -> None:
    """Do something that nobody waits for, an import for example, beside the window."""
    _nobodys().run(topic, lambda _: act(), lambda _: None)


@lru_cache(maxsize=1)
def _nobodys() -> Background:
    return Background(name="aside")


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
