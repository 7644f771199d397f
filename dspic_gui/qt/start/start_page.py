"""The first page: the datasets opened lately, the demo, a dataset from disk, or an import."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent, QShowEvent
from PyQt6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from dspic_gui import times
from dspic_gui.dataset.description import DatasetError, read_dataset
from dspic_gui.dataset.folder import is_dataset
from dspic_gui.qt import theme
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.start.dropped import dropped_paths
from dspic_gui.qt.start.two_lines import TwoLines
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.recent import Recent, RecentDatasets

_DATASET = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Where a sitting begins. A dataset folder dropped here opens, anything else dropped is a source to import."""

    dataset_chosen = pyqtSignal(Path)
    demo_chosen = pyqtSignal()
    import_chosen = pyqtSignal()
    sources_dropped = pyqtSignal(list)

    def __init__(self, recent: RecentDatasets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self._background: Background | None = None
        self._asked: Path | None = None
        self.list = QListWidget()
        self.problem = QLabel()
        self.demo_button = QPushButton(self.tr("Open &demo"))
        self.open_button = QPushButton(self.tr("&Open dataset …"))
        self.import_button = QPushButton(self.tr("&Import scans …"))
        self.setAcceptDrops(True)
        self._lay_out()
        self.demo_button.clicked.connect(self.demo_chosen)
        self.open_button.clicked.connect(self.browse)
        self.import_button.clicked.connect(self.import_chosen)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self.reload()

    def reload(self) -> None:
        """Show the list of recent datasets as it is now."""
        self.list.clear()
        rows = self._recent.datasets()
        for row in rows:
            item = QListWidgetItem(self._text(row))
            item.setData(_DATASET, row)
            item.setToolTip(row.folder)
            self.list.addItem(item)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        if rows:
            self.list.setCurrentRow(0)
        if self.isVisible():
            self._look_which_are_there()

    def say(self, sentence: str) -> None:
        """Show why something could not be opened; an empty sentence takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:
        """While the demo is made nothing else can be chosen."""
        for widget in (self.demo_button, self.open_button, self.import_button, self.list):
            widget.setDisabled(busy)
        self.demo_button.setText(self.tr("The demo is being made …") if busy else self.tr("Open &demo"))

    def browse(self) -> None:
        """Choose a dataset folder on disk."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a dataset folder"))
        if folder:
            self.choose(Path(folder))

    def choose(self, folder: Path) -> None:
        """Open this dataset, or say why it is none."""
        try:
            read_dataset(folder)
        except DatasetError as problem:
            self.say(in_words(problem))
            return
        self.say("")
        self.dataset_chosen.emit(folder)

    # inside

    def _lay_out(self) -> None:
        title = theme.set_role(QLabel("dSPIC Workstation"), "title")
        subtitle = theme.set_role(QLabel(self.tr("Read whole-body bone scans, agree on a ground truth")), "dim")
        notice = theme.set_role(QLabel(self.tr("Research use only. Not for diagnosis.")), "notice")
        theme.set_role(self.problem, "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        columns = QHBoxLayout()
        columns.setSpacing(28)
        columns.addWidget(self._actions(), 2)
        columns.addWidget(self._recents(), 3)
        inner = QVBoxLayout()
        inner.setSpacing(6)
        for widget in (title, subtitle):
            inner.addWidget(widget)
        inner.addSpacing(22)
        inner.addLayout(columns, 1)
        inner.addWidget(self.problem)
        inner.addSpacing(10)
        inner.addWidget(notice)
        frame = QWidget()
        frame.setLayout(inner)
        frame.setMaximumWidth(980)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(48, 44, 48, 26)
        outer.addStretch(1)
        outer.addWidget(frame, 30)
        outer.addStretch(1)

    def _actions(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for button in (self.demo_button, self.open_button, self.import_button):
            theme.set_role(button, "choice")
            box.addWidget(button)
        box.addSpacing(8)
        drop = QFrame()
        theme.set_role(drop, "drop")
        hint = QLabel(self.tr("Drop a dataset folder to open it,\nscans and reports to import them"))
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_role(hint, "dim")
        inside = QVBoxLayout(drop)
        inside.addWidget(hint)
        drop.setMinimumHeight(96)
        self._drop = drop
        box.addWidget(drop)
        box.addStretch(1)
        return side

    def _recents(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        heading = QLabel(self.tr("&Recent datasets"))
        heading.setBuddy(self.list)
        theme.set_role(heading, "heading")
        self._empty = QLabel(self.tr("Nothing was opened yet. The demo shows how reading works."))
        theme.set_role(self._empty, "dim")
        self._empty.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Recent datasets"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box.addWidget(heading)
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.addStretch()
        return side

    def _text(self, row: Recent, there: bool = True) -> str:
        try:
            when = times.moment(row.opened_at).astimezone().strftime("%Y-%m-%d")
        except ValueError:
            when = ""
        away = "" if there else self.tr("not reachable now")
        return f"{row.name}\n{' · '.join(filter(None, (away, when, row.folder)))}"

    def _open_item(self, item: QListWidgetItem) -> None:
        if self.list.isEnabled():
            self._asked = item.data(_DATASET).path
            QTimer.singleShot(0, self._choose_asked)

    def _choose_asked(self) -> None:
        """After the list's own event, because the list is made anew on the way."""
        if self._asked is not None:
            folder, self._asked = self._asked, None
            self.choose(folder)

    def _look_which_are_there(self) -> None:
        """A share that is away may answer after minutes, so it is asked beside the window."""
        rows = self._recent.datasets()

        def look(job: Job) -> dict[str, bool]:
            return {row.folder: row.present for row in rows}

        if rows:
            self._background = self._background or Background(self, "recent")
            self._background.run("present", look, self._mark_away, lambda _: None, expected=(OSError,))

    def _mark_away(self, there: dict[str, bool]) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            if item is not None:
                row = item.data(_DATASET)
                item.setText(self._text(row, there.get(row.folder, True)))

    # Qt

    def showEvent(self, event: QShowEvent | None) -> None:
        """Look which datasets are there, when the page is painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self._look_which_are_there)
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.demo_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Nobody waits for the look any more."""
        super().hideEvent(event)
        if self._background is not None:
            self._background.close()
            self._background = None

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Delete takes a dataset off the list; its files stay."""
        item = self.list.currentItem()
        if event is not None and event.key() == Qt.Key.Key_Delete and self.list.hasFocus() and item is not None:
            self._recent.forget(item.data(_DATASET).path)
            self.reload()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Files and folders are welcome."""
        if event is not None and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:
        """One dataset folder opens; anything else is a source."""
        paths = dropped_paths(event.mimeData()) if event is not None else []
        if event is None or not paths:
            return
        event.acceptProposedAction()
        if len(paths) == 1 and is_dataset(paths[0]):
            self.choose(paths[0])
        else:
            self.sources_dropped.emit(paths)
