"""A walk through the window in another language: every row is triggered, every dialog looked at, and what is seen is remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from PyQt6.QtCore import QCoreApplication, QTimer, QTranslator
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog

from dspic_gui.qt.opinion.open_model import SETTING
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.room import ReadingRoom
from dspic_gui.qt.window.main_window import MainWindow
from tests.qt.pseudo_language import Shown, narrow_words, shown_texts

Spoken = TypeVar("Spoken", bound=QTranslator)

LEAVES = (
    "quit",
    "start_page",
    "change_reader",
    "labelme",
    "full_screen",
    "reload",
    "import",
    "classify_",
    "mode_",
    "page_",
    "choose_model",
)
"""Rows that leave the room or the program, start another program, or ask the shipped network, which is slow."""

TURNS = 5
PAUSE = 20
"""How often, and after how many milliseconds each, a text that seems cut is looked at again."""


class Language(Generic[Spoken]):
    """A language while it is installed, the English that was seen in spite of it, and the texts that were seen cut."""

    def __init__(self, spoken: Spoken, data: Collection[str], cut: Callable[[], Iterable[Shown]] = tuple) -> None:
        self.spoken = spoken
        self.cut: dict[Shown, str] = {}
        self.seen = 0
        self._before = QApplication.topLevelWidgets()
        self._data, self._find_cut = frozenset(data), cut
        self._left: dict[tuple[str, str], str] = {}

    def look(self, where: str, *, whole: bool = True) -> None:
        """Remember what is not translated in the windows that are open now; not `whole`: in the dialogs and the message."""
        QCoreApplication.processEvents()
        for place, text in shown_texts(whole=whole, but=self._before):
            self.seen += 1
            if set(narrow_words(text)) - self._data:
                self._left.setdefault((place, text), where)
        for shown in self._cut_at_rest():
            self.cut.setdefault(shown, where)

    def _cut_at_rest(self) -> set[Shown]:
        """What is cut and stays so: a strip that was shown just now gets its height with the next turns of the event loop."""
        cut = set(self._find_cut()) - self.cut.keys()
        for _ in range(TURNS if cut else 0):
            QTest.qWait(PAUSE)
            cut &= set(self._find_cut())
        return cut

    @contextmanager
    def looking_at_dialogs(self, where: str) -> Iterator[None]:
        """Look at each dialog and menu that opens meanwhile, then close it, even where the program waits for its answer."""
        timer = QTimer()
        timer.setInterval(20)

        def look() -> None:
            window = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if window is not None:
                timer.stop()  # a look may wait, and must not begin a second one meanwhile
                self.look(where, whole=False)
                timer.start()
                if isinstance(window, QDialog):
                    window.reject()
                else:
                    window.close()

        timer.timeout.connect(look)
        timer.start()
        yield
        timer.stop()

    def do(self, window: MainWindow, name: str) -> None:
        """Trigger a row, look, and close what it opened."""
        with self.looking_at_dialogs(name):
            window.board.action(name).trigger()
            self.look(name, whole=False)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.close()

    def english(self, *data: str) -> list[str]:
        """What is left, but for texts that hold one of these pieces of data."""
        return [f"{where}: {place}: {text!r}" for (place, text), where in self._left.items() if not any(piece in text for piece in data)]


def room_of(window: MainWindow) -> ReadingRoom:
    assert window.room is not None
    return window.room


def tour(window: MainWindow, language: Language, wanted: Callable[[str], bool] = lambda name: not name.startswith(LEAVES)) -> None:
    """Trigger every row that is wanted and can be used."""
    for name in list(window.board.rows):
        if wanted(name) and window.board.action(name).isEnabled():
            language.do(window, name)
    language.look("after all rows")


def use_model(folder: Path) -> None:
    preferences = Preferences()
    preferences.set_value(SETTING, str(folder))
    preferences.save()
