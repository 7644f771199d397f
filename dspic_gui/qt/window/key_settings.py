"""The key settings: every row of the table with its keys, changed by pressing the new one; conflicts are refused with a sentence."""

from __future__ import annotations

from PyQt6.QtCore import QCoreApplication, QKeyCombination, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.qt.actions import CONTEXT, bare, keys_of, normal_key, shown_key, shown_text
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.window.action_board import ActionBoard

_ID = Qt.ItemDataRole.UserRole
_WAYS_OUT = (
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Tab),
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Backtab),
    (Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Backtab),
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Escape),
)
"""Keys that leave the field instead of being taken; Qt by itself takes Shift+Tab, and whoever has no mouse stays in it."""

BESIDE = 60
"""What stands beside the columns, in screen pixels: margins, frame and scroll bar."""


class KeySettings(QDialog):
    """Choose a row, press a key, assign it. Each change holds at once and is kept."""

    keys_changed = pyqtSignal()

    def __init__(self, board: ActionBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change keys"))
        self._board = board
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("What"), self.tr("Keys"), self.tr("Where")])
        self.editor = QKeySequenceEdit()
        self.editor.setMaximumSequenceLength(1)
        self.editor.setFinishingKeyCombinations([QKeyCombination(*keys) for keys in _WAYS_OUT])
        self.assign = QPushButton(self.tr("&Use this key"))
        self.add = QPushButton(self.tr("&Add this key"))
        self.default = QPushButton(self.tr("&Default"))
        self.all_default = QPushButton(self.tr("All de&faults"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        self._lay_out()
        self._fill()
        self._connect()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.editor, 1)
        for button in (self.assign, self.add, self.default, self.all_default):
            button.setAutoDefault(False)
            line.addWidget(button)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.tree):
            layout.addWidget(widget)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(820, 680)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(self.problem.clear)
        self.assign.clicked.connect(self._assign)
        self.add.clicked.connect(self._add)
        self.default.clicked.connect(self._set_default)
        self.all_default.clicked.connect(self._set_all_default)

    def choose(self, name: str) -> None:
        """Select the row of this id."""
        self.tree.setCurrentItem(self._items[name])

    @property
    def chosen(self) -> str | None:
        """The id of the selected row."""
        item = self.tree.currentItem()
        return None if item is None else str(item.data(0, _ID))

    def _fill(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        menus: dict[str, QTreeWidgetItem] = {}
        for row in self._board.rows.values():
            if row.menu not in menus:
                menus[row.menu] = QTreeWidgetItem([bare(QCoreApplication.translate(CONTEXT, row.menu))])
                menus[row.menu].setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.tree.addTopLevelItem(menus[row.menu])
            item = QTreeWidgetItem([shown_text(row), "", self.tr("pictures") if row.on_canvas else self.tr("window")])
            item.setData(0, _ID, row.id)
            menus[row.menu].addChild(item)
            self._items[row.id] = item
        self.tree.expandAll()
        self.tree.resizeColumnToContents(0)
        self.tree.resizeColumnToContents(2)
        self._show_keys()
        columns = sum(self.tree.columnWidth(at) for at in range(self.tree.columnCount()))
        self.resize(max(self.width(), columns + BESIDE), self.height())

    def _show_keys(self) -> None:
        for name, item in self._items.items():
            keys = keys_of(self._board.rows[name], self._board.keys)
            item.setText(1, ", ".join(shown_key(key) for key in keys))
            font = item.font(1)
            font.setBold(name in self._board.keys)
            item.setFont(1, font)
        self.tree.resizeColumnToContents(1)

    def _filter(self, text: str) -> None:
        for item in self._items.values():
            item.setHidden(text.casefold() not in f"{item.text(0)} {item.text(1)}".casefold())

    def _assign(self) -> None:
        self._set(replace_all=True)

    def _add(self) -> None:
        self._set(replace_all=False)

    def _set(self, *, replace_all: bool) -> None:
        name = self.chosen
        key = self.editor.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if name not in self._items or not key:
            self.problem.setText(self.tr("Choose a row, then click into the field and press the new key."))
            return
        present = () if replace_all else keys_of(self._board.rows[name], self._board.keys)
        self._try({**self._board.keys, name: (*present, normal_key(key))})

    def _set_default(self) -> None:
        if self.chosen in self._board.keys:
            self._try({name: keys for name, keys in self._board.keys.items() if name != self.chosen})

    def _set_all_default(self) -> None:
        self._try({})

    def _try(self, keys: dict[str, tuple[str, ...]]) -> None:
        found = self._board.set_keys(keys)
        self.problem.setText(found[0].sentence if found else "")
        if not found:
            self.editor.clear()
            self._show_keys()
            self.keys_changed.emit()
