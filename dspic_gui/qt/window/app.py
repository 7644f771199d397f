"""Starts the program: the window, or a picture of it without a display; and the hook for what nobody expected."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from PyQt6.QtCore import QCoreApplication, QEventLoop, QLocale, QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler
from PyQt6.QtWidgets import QApplication, QMessageBox

from dspic_gui.places import config_folder
from dspic_gui.qt import theme
from dspic_gui.qt.lifetime import leave_when_closed
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.window import fonts, translation
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.qt.window.on_screen import DialogsOnScreen
from dspic_gui.qt.window.warm_up import WarmUp
from dspic_gui.recent import RecentDatasets

LOG = logging.getLogger("dspic_gui")
PICTURE_SECONDS = 60.0
"""A picture of the window that is not complete after this time is given up."""

NO_FONT = "no_font"
"""The application's property where the user's language cannot be shown."""

SETTLED_SECONDS = 1.2
"""What begins after the first paint is painted by then."""


def open_window(dataset: Path | None, reader: str | None, study: str | None) -> int:
    """Show the window and give the exit code when it is closed."""
    application = make_application(language=Preferences().language)
    window = make_window(application, dataset, reader, study)
    application.commitDataRequest.connect(window.session_ends)
    window.show()
    QTimer.singleShot(0, WarmUp(window).run)
    return application.exec()


def screenshot(dataset: Path | None, reader: str | None, study: str | None, out: Path) -> int:
    """Save a picture of the window as it looks at first; 0, or 2 where the study could not be opened or the file not written.

    It only looks: settings, list of recent datasets and sitting are thrown away.
    """
    with TemporaryDirectory() as settings:
        return _picture(dataset, reader or ("guest" if study else None), study, out, Path(settings))


def _picture(dataset: Path | None, reader: str | None, study: str | None, out: Path, settings: Path) -> int:
    application = make_application(log=False)
    window = make_window(application, dataset, reader, study, only_looking_with=settings)
    window.show()
    opened = _wait(application, lambda: _ready(window) if study is None else _has_answered(window)) and _shows(window, study)
    _settle(application)
    saved = window.grab().save(str(out))
    message = window.status_line.currentMessage()
    window.close()
    if not saved:
        print(f"dspic: the picture could not be written to {out}", file=sys.stderr)
    elif not opened:
        print(f"dspic: {message or 'the study was not opened'}", file=sys.stderr)
    return 0 if saved and opened else 2


def make_application(*, log: bool = True, language: str = "") -> QApplication:
    """The one application, with its name, look and the last-resort hook; `log`: what goes wrong is written into the settings folder.

    `language` is a name like zh_CN; the system's where it is empty.
    """
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    theme.prepare()
    application = QApplication([sys.argv[0]])
    application.setApplicationName("dspic-workstation")
    application.setApplicationDisplayName("dSPIC Workstation")
    speak(application, QLocale(language) if language else QLocale())
    _start_log(log)
    qInstallMessageHandler(_qt_message)
    sys.excepthook = _last_resort
    DialogsOnScreen(application)
    return application


def speak(application: QApplication, locale: QLocale) -> None:
    """Speak this language where there is a translation and a font for it."""
    if not fonts.can_be_shown(locale):
        application.setProperty(NO_FONT, True)
    elif translation.install(application, locale):
        fonts.prefer(application, locale)


def make_window(
    application: QApplication,
    dataset: Path | None = None,
    reader: str | None = None,
    study: str | None = None,
    *,
    only_looking_with: Path | None = None,
) -> MainWindow:
    """The window in the user's look, with a dataset, reader and study opened where they are given.

    `only_looking_with` is a folder for settings that are thrown away: neither the user's settings nor a sitting are written then.
    """
    looking = only_looking_with
    preferences = Preferences(looking / "settings.ini" if looking else None)
    look = _Look(application, preferences)
    look.apply()
    preferences.appearance_changed.connect(look.apply)
    window = MainWindow(preferences, RecentDatasets(looking / "recent.json" if looking else None), records=looking is None)
    preferences.setParent(window)
    if application.property(NO_FONT):
        window.start_page.say(fonts.MISSING)
        window.status_line.showMessage(fonts.MISSING)
    if dataset is not None:
        window.choose_dataset(dataset)
        if reader is not None:
            window.enter(reader, study)
    return window


class _Look(QObject):
    """Gives the application the look that the preferences name; it belongs to them."""

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(preferences)
        self._application, self._preferences = application, preferences

    def apply(self) -> None:
        theme.apply_theme(self._application, self._preferences.theme, self._preferences.text_percent)


def _ready(window: MainWindow) -> bool:
    """Whether the room shows its first study and its whole list; the first study of the list is opened for it."""
    room = window.room
    if room is None:
        return True
    if room.session.study is None and room.session.opening is None and room.worklist.total:
        room.session.open(room.session.archive.study_keys()[0])
    return room.session.study is not None and bool(room.worklist.total)


def _has_answered(window: MainWindow) -> bool:
    """Whether the study that was asked for is there, or was refused."""
    return window.room is None or (window.room.session.opening is None and bool(window.room.worklist.total))


def _shows(window: MainWindow, study: str | None) -> bool:
    return study is None or (window.room is not None and window.room.session.key == study)


def _wait(application: QApplication, done: Callable[[], bool], seconds: float = PICTURE_SECONDS) -> bool:
    """Let the window live until `done`, at most for some time."""
    left = QTimer()
    left.setSingleShot(True)
    left.start(int(seconds * 1000))
    while not done() and left.isActive():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.AllEvents, 50)
    return done()


def _settle(application: QApplication) -> None:
    """Let what begins after the first paint be painted too."""
    _wait(application, lambda: False, SETTLED_SECONDS)


# what nobody expected


def _start_log(written: bool) -> None:
    """A small log in the settings folder: kinds and places of errors, never their texts, which might name a patient."""
    handler: logging.Handler = logging.NullHandler()
    if written:
        handler = RotatingFileHandler(config_folder() / "errors.log", maxBytes=200_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.propagate = False


def _last_resort(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """A bug: write down where it happened without any value, tell the reader what is safe, and go on."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    where = f"{kind.__name__} at {' < '.join(places(trace))}"
    LOG.error("%s", where)
    print(f"dspic: something went wrong that was not foreseen: {where}", file=sys.stderr)
    text = QCoreApplication.translate(
        "LastResort",
        "Something went wrong that was not foreseen ({kind}). What is shown as saved is on disk. "
        "You can go on; if it happens again, close the program, open it again and send errors.log to its makers.",
    ).format(kind=kind.__name__)
    box = QMessageBox(QMessageBox.Icon.Warning, "dSPIC Workstation", text, parent=QApplication.activeWindow())
    leave_when_closed(box).open()


def places(trace: TracebackType | None) -> list[str]:
    """The modules and lines that an error passed, innermost first; no file paths, no values."""
    found = []
    while trace is not None:
        frame = trace.tb_frame
        found.append(f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[::-1]


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
    """Qt's own warnings: those about fonts and the platform go by, others to the log."""
    levels = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}
    level = levels.get(kind)
    if level is not None:
        LOG.log(level, "Qt (%s): %s", context.category or "", (text or "").partition("\n")[0][:200])
