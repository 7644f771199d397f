"""Opens something of the window, leaves it and collects, again and again; `python -m tests.qt.leave_and_collect WAYS FOLDER TIMES`.

A process of its own, so that a crash is its exit code and its trace, not the end of the suite. The collector runs at nearly every
object that is made, and once more when something was left: what Python half is free to go goes at the worst moment.
"""

from __future__ import annotations

import faulthandler
import gc
import sys
import time
import traceback
import weakref
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication, QDialog

from dspic_gui.dataset.archive import Archive
from dspic_gui.disease import Answer
from dspic_gui.qt import lifetime
from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.window.app import make_application, make_window
from dspic_gui.qt.window.main_window import MainWindow
from tests.made.disputed_dataset import disputed_dataset
from tests.made.evaluated_dataset import evaluated_dataset
from tests.made.small_dataset import lesion, small_dataset
from tests.places import SMALL_MODEL

PATIENCE = 120.0
LINGER_MS = 40
AFTERWARDS_MS = 160
"""So long events go on after something was left: longer than any single shot of the window, save the measured ones."""


class Walk:
    """One window; it enters, waits and leaves as a person does, and collects wherever it can."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.left: list[weakref.ref[ReadingRoom]] = []

    @property
    def room(self) -> ReadingRoom:
        assert self.window.room is not None
        return self.window.room

    def live(self, milliseconds: int) -> None:
        """Let events run, in a loop as deep as the program's, so that Qt deletes what is to be deleted."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def linger(self, milliseconds: int) -> None:
        """Let events run without Qt deleting anything, as it is while a loop deeper than the one that left is running."""
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            QApplication.processEvents()

    def wait(self, done: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, "waited in vain"
            self.live(5)

    def enter(self, folder: Path, reader: str = "R1") -> None:
        self.window.choose_dataset(folder)
        assert self.window.enter(reader)
        session = self.room.session
        session.open(session.archive.study_keys()[0])
        self.wait(lambda: session.study is not None)

    def leave(self) -> None:
        self.left.append(weakref.ref(self.room))
        self.window.show_start()
        assert self.window.room is None
        gc.collect()
        self.linger(LINGER_MS)
        self.live(AFTERWARDS_MS)
        gc.collect()

    def close_dialogs(self) -> None:
        """Close every dialog that is open; one must be."""
        shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]
        assert shown, "no dialog is open"
        for dialog in shown:
            dialog.reject()
        del shown, dialog
        gc.collect()
        self.linger(1)
        self.live(1)
        gc.collect()


def room(walk: Walk, folder: Path, number: int) -> None:
    """A study is opened, marked and left at once: counts, search and measures are still to come."""
    walk.enter(folder)
    walk.room.session.edit(lambda reading: reading.adding(lesion()))
    walk.room.toggle_prior()
    walk.leave()


def rested(walk: Walk, folder: Path, number: int) -> None:
    """The same when everything has come: plots are made, the prior study is shown."""
    walk.enter(folder)
    walk.room.toggle_prior()
    walk.wait(lambda: walk.room.prior is not None and not walk.room.prior.isHidden())
    walk.live(300)
    walk.leave()


def consensus(walk: Walk, folder: Path, number: int) -> None:
    """The mode of a person who decides, left while its queue is read and when it was."""
    walk.enter(folder, "R3")
    walk.window.board.trigger("mode_consensus")
    if number % 2:
        walk.wait(lambda: not walk.room.mode_panel.queue.busy)  # type: ignore[union-attr]
    walk.leave()


def review(walk: Walk, folder: Path, number: int) -> None:
    """The mode of a reviewer, left while the model is measured and when it was."""
    _use_small_model()
    walk.enter(folder)
    walk.window.board.trigger("mode_review")
    if number % 2:
        walk.wait(lambda: walk.room.mode_panel.desk is not None)  # type: ignore[union-attr]
    walk.leave()


def pages(walk: Walk, folder: Path, number: int) -> None:
    """Each page, left while it counts and when its plots are made."""
    _use_small_model()
    for name in ("agreement", "statistics", "scores"):
        walk.enter(folder, "")
        walk.window.show_page(name)
        if name == "scores":
            walk.window.pages.open(name, walk.room.session).measure()  # type: ignore[union-attr]
        walk.live(250 if number % 2 else 0)
        walk.leave()


def dialogs(walk: Walk, folder: Path, number: int) -> None:
    """Each dialog of the window, opened and closed over a study; and the room left at the end of every round."""
    walk.enter(folder)
    session, own = walk.room.session, walk.window.dialogs
    for at in range(3):
        session.edit(lambda reading, at=at: reading.adding(lesion(x=30 + 30 * at)))  # type: ignore[misc]
    opened: tuple[Callable[[], object], ...] = (
        own.show_keys,
        own.change_keys,
        own.show_preferences,
        own.import_scans,
        walk.room.show_sitting,
        walk.room.tools.show_versions,
        lambda: session.reading_damaged.emit(session.key or "", "The file is damaged."),
        lambda: walk.window.show_page("training"),
    )
    for open_it in opened:
        open_it()
        walk.close_dialogs()
    walk.leave()


def training(walk: Walk, folder: Path, number: int) -> None:
    """The training dialog of the study lead, closed while it looks into the folder and when it has."""
    if walk.window.room is None:
        walk.enter(folder, "")
    walk.window.show_page("training")
    walk.live(250 if number % 2 else 0)
    walk.close_dialogs()


def sign_in(walk: Walk, folder: Path, number: int) -> None:
    """The pages before a room."""
    walk.window.choose_dataset(folder)
    walk.live(1)
    walk.window.show_start()
    walk.live(1)


def _two_studies(folder: Path) -> Archive:
    return small_dataset(folder, 2, patients=1)


def _evaluated(folder: Path) -> Archive:
    return evaluated_dataset(folder, tuple(Answer), wrong_labels=1)


WAYS: dict[str, tuple[Callable[[Path], Archive], Callable[[Walk, Path, int], None]]] = {
    "room": (_two_studies, room),
    "rested": (_two_studies, rested),
    "consensus": (disputed_dataset, consensus),
    "review": (_evaluated, review),
    "pages": (_evaluated, pages),
    "dialogs": (_two_studies, dialogs),
    "training": (_two_studies, training),
    "sign_in": (_two_studies, sign_in),
}
"""Name -> the dataset it needs, and one round of it; every other round waits for what is under way."""


def _use_small_model() -> None:
    preferences = Preferences()
    preferences.set_value(SETTING, str(SMALL_MODEL))
    preferences.save()


def go(walk: Walk, name: str, dataset: Path, times: int) -> bool:
    """Go this way so many times; whether nothing is held any more and every room but the last is gone."""
    first = len(walk.left)
    for number in range(times):
        WAYS[name][1](walk, dataset, number)
    if walk.window.room is not None:
        walk.leave()
    walk.live(AFTERWARDS_MS)
    gc.collect()
    left = walk.left[first:]
    alive, held = sum(ref() is not None for ref in left[:-1]), lifetime.held()
    print(f"{name}: {len(left)} rooms left, {alive} alive, {held} held", flush=True)
    return not alive and not held


def main(names: str, folder: Path, times: int) -> int:
    """Go these ways, one after another; 0 where nothing was raised and nothing is kept."""
    faulthandler.enable()
    application = make_application(log=False)
    raised: list[str] = []

    def told(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        raised.append("".join(traceback.format_exception(kind, problem, trace)))
        print(raised[-1], file=sys.stderr, flush=True)  # at once: one that ends the walk comes after everything else

    sys.excepthook = told
    window = make_window(application)
    window.show()
    walk = Walk(window)
    datasets = {name: WAYS[name][0](folder / name).folder for name in names.split(",")}
    gc.collect()
    gc.freeze()  # what is there before is not looked at again each time
    gc.set_threshold(5)
    clean = [go(walk, name, dataset, times) for name, dataset in datasets.items()]
    window.close()
    return 0 if all(clean) and not raised else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
