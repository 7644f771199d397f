"""The frame: start page, sign-in, the reading room and further pages in one window, with the menus of the table around them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QSessionManager
from PyQt6.QtWidgets import QMainWindow, QWidget

from dspic_gui import durable
from dspic_gui.dataset.description import LEAD, DatasetError, read_dataset
from dspic_gui.dataset.folder import ArchiveError
from dspic_gui.qt.actions import CONTEXT, bare
from dspic_gui.qt.background import Background
from dspic_gui.qt.copied import forget_what_was_copied
from dspic_gui.qt.lifetime import leave, leave_when_closed
from dspic_gui.qt.modes import MODES, rows_of_modes
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.actions import READING_ACTIONS, pointer_sentence
from dspic_gui.qt.reading.page_stack import PageStack
from dspic_gui.qt.start.audit_question import audit_is_whole
from dspic_gui.qt.start.dropped import dropped_paths
from dspic_gui.qt.start.sign_in import SignInPage
from dspic_gui.qt.start.start_page import StartPage
from dspic_gui.qt.window.action_board import ActionBoard
from dspic_gui.qt.window.dialogs import WindowDialogs, stored_keys
from dspic_gui.qt.window.on_screen import keep_on_screen
from dspic_gui.qt.window.page_host import PageHost, close_dialogs
from dspic_gui.qt.window.status_line import StatusLine
from dspic_gui.qt.window.tool_bar import IconBar
from dspic_gui.qt.words.measures import study_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.recent import RecentDatasets

if TYPE_CHECKING:  # what the room needs is imported when somebody enters it, or after the first paint
    from dspic_gui.dataset.sittings import Entry
    from dspic_gui.qt.reading.room import ReadingRoom
    from dspic_gui.qt.reading.sitting_progress import SittingSummary
    from dspic_gui.qt.session import Session


class MainWindow(QMainWindow):
    """Knows all pages, and leaves what happens on them to them."""

    def __init__(self, preferences: Preferences, recent: RecentDatasets | None = None, *, records: bool = True) -> None:
        super().__init__()
        durable.hurry()
        self.preferences = preferences
        self.background = Background(self)
        self.recent = recent or RecentDatasets()
        self._records = records
        self.farewell: SittingSummary | None = None
        self.room: ReadingRoom | None = None
        self._folder: Path | None = None
        self.setWindowTitle("dSPIC Workstation")
        self.setAcceptDrops(True)
        self.stack = PageStack()
        self.setCentralWidget(self.stack)
        self.pages = PageHost(self.stack)
        self.start_page = StartPage(self.recent)
        self.sign_in = SignInPage()
        self.stack.addWidget(self.start_page)
        self.stack.add_scrolled(self.sign_in)
        self.board = ActionBoard(self, (*READING_ACTIONS, *rows_of_modes()), stored_keys(preferences))
        self.status_line = StatusLine()
        self.dialogs = WindowDialogs(self, self.start_page, self.board, preferences, self.background)
        self.board.set_target("dialogs", self.dialogs)
        self._lay_out()
        self._connect()
        self.show_start()

    def _lay_out(self) -> None:
        bar = self.menuBar()
        assert bar is not None
        self.board.fill_menu_bar(bar)
        self.tool_bar = IconBar(self.tr("Tools"), self.board)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.tool_bar)
        self.setStatusBar(self.status_line)
        self.resize(1440, 900)
        self.restoreGeometry(self.preferences.layout("window"))
        keep_on_screen(self)

    def _connect(self) -> None:
        start = self.start_page
        start.dataset_chosen.connect(self.choose_dataset)
        self.dialogs.dataset_chosen.connect(self.choose_dataset)
        self.dialogs.imported.connect(self._show_imported)
        start.demo_chosen.connect(self.dialogs.open_demo)
        start.import_chosen.connect(self.dialogs.import_scans)
        start.sources_dropped.connect(self.dialogs.import_scans)
        self.sign_in.reader_chosen.connect(self.enter)
        self.sign_in.back_chosen.connect(self.show_start)

    @property
    def session(self) -> Session | None:
        """The session of the reader who is signed in."""
        return self.room.session if self.room else None

    # pages

    def show_start(self) -> None:
        """Back to the start page; not while something is not saved."""
        if self._leave_room():
            self.start_page.reload()
            self._show(self.start_page, "start")

    def choose_dataset(self, folder: Path) -> None:
        """Ask who reads this dataset."""
        try:
            dataset = read_dataset(folder)
        except DatasetError as problem:
            self.start_page.say(in_words(problem))
            return
        if self._leave_room():
            self._folder = folder
            adjudicator = dataset.protocol.adjudicator
            names = dict.fromkeys((*dataset.readers, *([adjudicator] if adjudicator else [])))
            self.sign_in.show_readers(dataset.name, tuple(names))
            self._show(self.sign_in, "start")

    def enter(self, reader: str, study: str | None = None) -> bool:
        """Sign in (an empty name is the study lead, by the name on the page) and open the reading room; whether that was possible."""
        if self._folder is None or not self._leave_room():
            return False
        if not audit_is_whole(self._folder, reader or LEAD, self):
            return False
        close_dialogs(self)
        self.start_page.say("")
        try:
            self.room = _room_of(self._folder, reader, self.sign_in.lead, self.background, self.preferences, self.stack)
        except ArchiveError as problem:
            self.start_page.say(in_words(problem))
            self._show(self.start_page, "start")
            return False
        self.recent.add(self._folder, self.room.session.archive.dataset.name)
        if not self._records:
            self.room.record.forget()
        self.dialogs.folder, self.dialogs.lead = self._folder, not reader
        self.room.resize(self.size())  # its panels are put where they stood before it is laid out
        self.stack.addWidget(self.room)
        self._bind(self.room)
        self._show(self.room, self.room.session.mode)
        self.room.start()
        if study is not None:
            self.room.session.open(study)
        return True

    def _bind(self, room: ReadingRoom) -> None:
        session, board = room.session, self.board
        targets = {"session": session, "room": room, "acts": room.acts, "walk": room.walk, "tools": room.tools, "opinion": room.opinion}
        targets["carry"] = room.carry
        board.set_targets(targets)
        board.set_canvas(room.canvas)
        for signal in (session.reading_changed, session.selection_changed, session.saved_changed):  # the last ends an opening, too
            signal.connect(board.refresh)
        for signal in (session.display_changed, room.canvas.tool_changed, room.canvas.in_hand.changed):
            signal.connect(board.refresh)
        room.canvas.pointer.toggled.connect(self._pointing_changed)
        room.canvas.context_menu_requested.connect(board.show_context_menu)
        session.mode_changed.connect(self._mode_changed)
        session.studies_requested.connect(self.show_studies)
        session.studies_added.connect(self._show_imported)
        session.sealed.connect(self._say_sealed)
        self.status_line.bind(room)
        self.setWindowTitle(f"{session.archive.dataset.name} – dSPIC Workstation")

    def _say_sealed(self, key: str) -> None:
        if self.session is not None:
            self.session.message.emit(self.tr("{study} is sealed.").format(study=study_text(key, self.session.number_of(key))))

    def _pointing_changed(self, on: bool) -> None:
        self.board.refresh()
        self.status_line.say(pointer_sentence(self.board.keys) if on else self.tr("The keyboard pointer is off."))

    def _mode_changed(self) -> None:
        if self.room is not None:
            mode = self.room.session.mode
            title = next((QCoreApplication.translate(CONTEXT, row.title) for row in MODES if row.name == mode), "")
            self.room.banner.set_mode_title(bare(title))
            self.board.set_target("mode", self.room.mode_panel)
            self.board.set_mode(mode)

    def _leave_room(self, *, quitting: bool = False) -> bool:
        """Take the reading room down; False where something in it is not saved."""
        if (room := self.room) is None:
            return True
        if room.mode_panel is not None:
            room.set_mode("reading")
            if room.mode_panel is not None:
                return False
        if not room.may_be_left():
            return False
        if not room.session.close_study():
            self.leave_page()  # What keeps the study is said in the room.
            return False
        forget_what_was_copied(quitting=quitting)
        names = room.record.names()  # while the list knows them
        room.stop()
        if room.record.untold:
            self._sum_up(room.record.tell(), names, quitting)
        self.board.set_targets(dict.fromkeys(("session", "room", "acts", "walk", "tools", "opinion", "carry", "canvas", "mode")))
        self.status_line.unbind()
        self.pages.clear()
        self.room = self.dialogs.folder = None
        self.stack.removeWidget(room)
        leave(room)
        self.dialogs.lead = False
        self.setWindowTitle("dSPIC Workstation")
        return True

    def _show_imported(self) -> None:
        if self.room is not None:
            self.room.worklist.refresh_all()
            self.room.tools.look_again()
        else:
            self.start_page.reload()

    def _sum_up(self, entries: list[Entry], names: dict[str, str], quitting: bool) -> None:
        """Show what was done in the sitting; nobody has to wait for it, and the window may be gone already."""
        from dspic_gui.qt.reading.sitting_progress import SittingSummary

        self.farewell = leave_when_closed(SittingSummary(entries, None if quitting else self, names))
        self.farewell.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not quitting)
        self.farewell.show()

    def show_page(self, name: str) -> None:
        """Fill the window with a page of the table, or open its dialog."""
        if self.session is not None:
            page = self.pages.open(name, self.session)
            if page is not None:
                self._show(page, "page")
                self.pages.refresh(page)

    def leave_page(self) -> None:
        """Back from a page to the studies."""
        if self.room is not None:
            self._show(self.room, self.room.session.mode)

    def show_studies(self, keys: frozenset[str], title: str) -> None:
        """Go from a page to the studies, with only these in the worklist."""
        if self.room is not None:
            self.leave_page()
            self.room.worklist.show()
            self.room.worklist.filter_bar.show_keys(frozenset(keys), title)

    def _show(self, page: QWidget, mode: str) -> None:
        self.stack.setCurrentWidget(page)
        self.tool_bar.setVisible(page is self.room or mode == "page")
        self.status_line.setVisible(page is self.room)
        self.board.set_mode(mode)

    # what the table calls

    def change_reader(self) -> None:
        """Sign another reader in."""
        if self._folder is not None:
            self.choose_dataset(self._folder)

    def toggle_full_screen(self) -> None:
        """The whole screen for the pictures, or the window as it was before, maximised or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Files and folders can be dropped to import them into the open dataset."""
        if event is not None and self.room is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Import what was dropped."""
        if event is not None:
            event.acceptProposedAction()
            self.dialogs.import_scans(dropped_paths(event.mimeData()))

    def session_ends(self, manager: QSessionManager) -> None:
        """The desktop ends: it is stopped while a shape is in progress, labelme is open or something is not saved; it is said why."""
        if self.room is not None and (self.room.session.must_stay() or self.room.tools.labelme_is_open()):
            manager.cancel()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Quit, unless something is not saved, or a training runs that is not to be stopped."""
        if event is None:
            return
        if not self.dialogs.may_quit() or not self._leave_room(quitting=True):
            event.ignore()
            return
        self.preferences.set_layout("window", self.saveGeometry())
        self.preferences.save()
        self.background.close()
        event.accept()


def _room_of(folder: Path, reader: str, *more: Any) -> ReadingRoom:
    """`entrance.room_of`, imported when somebody enters."""
    from dspic_gui.qt.window.entrance import room_of

    return room_of(folder, reader, *more)
