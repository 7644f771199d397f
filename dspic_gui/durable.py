"""The one way to write a file: stage, sync, keep the old version, rename, sync the folder."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dspic_gui import times
from dspic_gui.plain_file import content_of, require_plain
from dspic_gui.sentence import SaidError, Sentence, reason_of

if TYPE_CHECKING:
    import filelock

VERSIONS = ".versions"
CONFLICTS = ".conflicts"
LOCK = ".lock"
LOCK_SECONDS = 5.0
"""How long a command or a background thread waits for another program that holds a folder."""
WINDOW_LOCK_SECONDS = 0.03
"""How long the thread of the window does: with the rest of a save it never stands still for more than 50 ms."""
POLL_SECONDS = 0.005
_RELEASES = 3
_SYNCS = 8
"""So many syncs at once; more gain nothing."""

_kept: list[filelock.BaseFileLock] = []
"""Locks that the disk would not take back."""
_patience = ContextVar("patience", default=LOCK_SECONDS)


class NotSaved(SaidError):  # noqa: N818 - it names what the reader sees on screen
    """A file could not be written; the old one is untouched. The text is a sentence for the reader."""


class Busy(NotSaved):
    """Another program holds the folder at this moment; trying again is enough."""


class Conflict(NotSaved):
    """Another program changed the file since it was read; what was to be written lies in `copy`."""

    def __init__(self, sentence: Sentence, copy: Path) -> None:
        super().__init__(sentence)
        self.copy = copy


class _HeldError(SaidError, OSError):
    """The folder's lock is held by another program."""


@dataclass(frozen=True)
class Version:
    """An earlier content of a file: when it was replaced (UTC), and whether it was a sealed reading, which is kept for ever."""

    path: Path
    at: datetime
    sealed: bool


UNWRITTEN = (
    "NOT SAVED: {file} could not be written ({reason}). The file on disk is unchanged; free the disk or reconnect it, then try again."
)
UNCONFIRMED = (
    "NOT SAVED: {file} was written, but the disk did not confirm that it keeps it ({reason}). "
    "It may be lost at a power cut; free the disk or reconnect it, then try again."
)
"""What is said of a file before and after the new content took its place."""

ANY = "any"
"""For `expected`: overwrite whatever is there."""


def sha256(content: bytes) -> str:
    """The hash that names a content, in hex."""
    return hashlib.sha256(content).hexdigest()


def hash_of(path: Path) -> str | None:
    """The hash of a file's content, None where there is no file."""
    try:
        return sha256(content_of(path))
    except FileNotFoundError:
        return None


def write(
    path: Path,
    content: bytes,
    *,
    root: Path,
    expected: str | None = ANY,
    keep_versions: bool = True,
    sealed_version: bool = False,
    beside: Sequence[Path] = (),
) -> None:
    """Replace the file's content so that a power cut leaves the old one or the new one, whole.

    `root` is the dataset folder. `expected` is the hash of the content that was read (None: there was no file). The
    version replaced is kept under `root/.versions`; `sealed_version` keeps it for ever, `beside` are files whose versions
    belong together with this one's, so that all are in one order. Raises NotSaved or Conflict.
    """
    replaced = False
    try:
        if path.parent != root and not root.is_dir():  # the disk was taken away: nothing is written on the bare place where it was
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(root))
        make_folder(path.parent)
        with _staged(path, content) as staged, locked(path.parent):
            if expected != ANY and hash_of(path) not in (expected, sha256(content)):
                raise _conflict(path, content, root)
            if keep_versions:
                _keep_version(path, root, sealed_version, beside)
            staged.replace(path)
            replaced = True
            sync_folder(path.parent)
    except OSError as problem:
        raise not_saved(problem, UNCONFIRMED if replaced else UNWRITTEN, path) from problem


def write_together(files: Sequence[tuple[Path, bytes | Path]]) -> None:
    """Write files that are new, synced together: each is whole or not there, and all of them are there once this returns.

    A content may be the path of a file on the same disk, synced already, which gets its place by a rename. A folder is
    synced once for all of its files, which is most of what many small writes cost. NotSaved where one cannot be
    written; those that were written before it stay.
    """
    staged: list[tuple[Path, Path]] = []
    own: list[Path] = []
    now = files[0][0] if files else Path()
    try:
        folders = dict.fromkeys(path.parent for path, _ in files)
        _make_folders(folders)
        with ExitStack() as opened:
            handles = []
            for path, content in files:
                now = path
                place = content if isinstance(content, Path) else _staged_name(path)
                staged.append((place, path))
                if isinstance(content, Path):
                    continue
                own.append(place)
                handles.append(opened.enter_context(place.open("xb")))
                handles[-1].write(content)
                handles[-1].flush()
            _at_once(os.fsync, [handle.fileno() for handle in handles])
        for place, now in staged:
            place.replace(now)
        _at_once(sync_folder, folders)
    except OSError as problem:
        text = "NOT SAVED: {file} could not be written ({reason}). Free the disk or reconnect it, then try again."
        raise not_saved(problem, text, now) from problem
    finally:
        for place in own:
            with suppress(OSError):
                place.unlink(missing_ok=True)


def _at_once(sync: Callable[[Any], None], things: Iterable[Any]) -> None:
    """Sync many files or folders side by side: the disk then writes its journal once for several, in a quarter of the time."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_SYNCS) as threads:
        for _ in threads.map(sync, things):
            pass  # what was raised is raised here


def _make_folders(folders: Iterable[Path]) -> None:
    """Make folders that may have parents in common, each parent synced once."""
    new = [folder for folder in folders if not folder.is_dir()]
    parents = dict.fromkeys(folder.parent for folder in new)
    for parent in parents:
        make_folder(parent)
    for folder in new:
        folder.mkdir(exist_ok=True)
    _at_once(sync_folder, parents)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that nobody else can have yet, synced: no lock, no version. OSError where the disk refuses."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def no_link(path: str, flags: int) -> int:
    """For `open`: a file of a dataset is changed in place only where its name is no link, which a dataset of others may hold."""
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    try:
        require_plain(os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return handle


def not_saved(problem: OSError, template: str, path: Path) -> NotSaved:
    """What is said of a file that could not be written: `template` with file and reason; while another program holds the folder, Busy."""
    if isinstance(problem, _HeldError):
        text = "NOT SAVED: another program is writing in {folder}. Nothing is lost; try again in a moment."
        return Busy(text, folder=path.parent.name)
    return NotSaved(template, file=path.name, reason=reason_of(problem))


def keep_private(mask: int = 0o077) -> None:
    """From now on what this program writes can be read by its user alone; Windows rules this by folders."""
    if os.name != "nt":
        os.umask(mask)


def leave_no_core_file() -> None:
    """From now on no core file is left where this program crashes, for it would hold what is known of a patient."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def follow_rights_of(folder: Path) -> None:
    """From now on what is written has the rights of this folder: a folder that is meant to be shared says so by its own."""
    try:
        keep_private(~folder.stat().st_mode & 0o077)
    except OSError:
        return


def hurry(seconds: float = WINDOW_LOCK_SECONDS) -> None:
    """From now on this thread waits no longer than this for another program that holds a folder: it is the window's."""
    _patience.set(seconds)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock against other programs of ours for the moment between looking and renaming."""
    import filelock

    _give_back_late()
    lock = filelock.FileLock(folder / LOCK, thread_local=False)  # any thread can give it back
    try:
        lock.acquire(timeout=_patience.get(), poll_interval=POLL_SECONDS)
    except filelock.Timeout as held:
        raise _HeldError("another program holds {folder}", folder=folder.name) from held
    try:
        yield
    finally:
        if not any(_given_back(lock) for _ in range(_RELEASES)):
            _kept.append(lock)


def _given_back(lock: filelock.BaseFileLock) -> bool:
    try:
        lock.release(force=True)
    except OSError:
        return False
    return True


def _give_back_late() -> None:
    """Once more what the disk would not take back: a lock that stays would be taken for another program's."""
    for _ in range(len(_kept)):
        with suppress(IndexError):  # another thread has it
            lock = _kept.pop(0)
            if not _given_back(lock):
                _kept.append(lock)


@contextmanager
def _staged(path: Path, content: bytes) -> Iterator[Path]:
    staged = _staged_name(path)
    try:
        with staged.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield staged
    finally:
        with suppress(OSError):
            staged.unlink()


def _staged_name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")


def make_folder(folder: Path) -> None:
    """Make a folder and its parents so that their names survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; Windows does this by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path, *, root: Path, keep_version: bool) -> None:
    """Take a file away, durably; its content stays as a version where that is wanted. NotSaved where it cannot be."""
    try:
        if path.exists():
            with locked(path.parent):
                if keep_version:
                    _keep_version(path, root, False)
                path.unlink(missing_ok=True)
                sync_folder(path.parent)
    except OSError as problem:
        text = "NOT SAVED: {file} could not be taken away ({reason}). Free the disk or reconnect it, then try again."
        raise not_saved(problem, text, path) from problem


def move(path: Path, to: Path) -> None:
    """Give a file another place, durably. NotSaved where it cannot be."""
    try:
        make_folder(to.parent)
        with locked(path.parent):
            path.replace(to)
            sync_folder(to.parent)
            sync_folder(path.parent)
    except OSError as problem:
        text = "NOT SAVED: {file} could not be moved ({reason}). Free the disk or reconnect it, then try again."
        raise not_saved(problem, text, path) from problem


def require_expected(path: Path, content: bytes, *, root: Path, expected: str | None) -> None:
    """Conflict, with `content` kept beside the file, where another program changed the file since it had the hash `expected`."""
    try:
        if expected != ANY and hash_of(path) not in (expected, sha256(content)):
            raise _conflict(path, content, root)
    except OSError as problem:
        raise not_saved(problem, UNWRITTEN, path) from problem


def _conflict(path: Path, content: bytes, root: Path) -> Conflict:
    copy = root / CONFLICTS / path.relative_to(root) / f"{times.stamp()}{path.suffix}"
    make_folder(copy.parent)
    with _staged(copy, content) as staged:
        staged.replace(copy)
        sync_folder(copy.parent)
    said = Sentence(
        "NOT SAVED: {file} was changed by another program since it was opened. "
        "Neither was overwritten: your version is kept beside it; compare the two and choose.",
        file=path.name,
    )
    return Conflict(said, copy)


def _keep_version(path: Path, root: Path, sealed: bool, beside: Sequence[Path] = ()) -> None:
    if not path.exists():
        return
    folder = versions_folder(path, root)
    make_folder(folder)
    newest = max((version.at for one in (path, *beside) for version in versions(one, root)[:1]), default=None)
    kept = folder / f"{times.stamp(newest)}{'.sealed' if sealed else ''}{path.suffix}"
    try:
        os.link(path, kept)
    except OSError:
        with _staged(kept, content_of(path)) as staged:
            staged.replace(kept)
    _thin(versions(path, root))  # The folder is not synced: a power cut may cost an old version, never what was shown as saved.


def versions_folder(path: Path, root: Path) -> Path:
    """Where the earlier versions of a file lie."""
    return root / VERSIONS / path.relative_to(root)


def versions(path: Path, root: Path) -> list[Version]:
    """The earlier versions of a file, newest first."""
    return stamped(versions_folder(path, root), path.suffix)


def stamped(folder: Path, ending: str) -> list[Version]:
    """The files of a folder whose names begin with the time (UTC) at which they were kept, newest first."""
    found = []
    for entry in sorted(folder.glob(f"*{ending}"), reverse=True):
        with suppress(ValueError):
            sealed = entry.name.partition(".")[2].startswith("sealed.")
            found.append(Version(entry, times.stamped(entry.name), sealed))
    return found


def _thin(kept: list[Version]) -> None:
    """Leave the last 20 versions, one a day for 30 days, one a month for 12 months, and every sealed one."""
    now = datetime.now(UTC)
    days: set[str] = set()
    months: set[str] = set()
    for place, version in enumerate(kept):
        age = (now - version.at).days
        day, month = f"{version.at:%Y%m%d}", f"{version.at:%Y%m}"
        first_of_day = age <= 30 and day not in days
        first_of_month = age <= 366 and month not in months
        days.add(day)
        months.add(month)
        if not (version.sealed or place < 20 or first_of_day or first_of_month):
            with suppress(OSError):
                version.path.unlink()
