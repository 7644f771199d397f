"""What the agreement page and the dataset page share: a headline, tabs, plots made after the first paint, and saving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from dspic_gui.qt import theme
from dspic_gui.qt.background import Background
from dspic_gui.qt.figure_saving import Row, SavingError, ask_where, save_tables
from dspic_gui.qt.figures.figure_view import save_figure
from dspic_gui.qt.figures.figures import Figure
from dspic_gui.qt.figures.plots import plots_figure
from dspic_gui.qt.plotting import with_pyqtgraph
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.sentence import in_words


class FigurePage(QWidget):
    """A page with tabs. Each kind of page says what its tables are and draws its plots once pyqtgraph is there.

    `caption` is what was counted, in words: it stands below a figure that is saved.
    """

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.background = Background(self, "figures")
        self.pyqtgraph: ModuleType | None = None
        self._asked = False
        self.caption = ""
        self.headline, self.state = QLabel(title), QLabel()
        self.choices = QHBoxLayout()
        self.tabs = QTabWidget()
        self.picture_button = QPushButton(self.tr("Save &figure…"))
        self.table_button = QPushButton(self.tr("Save &tables…"))
        self._lay_out()

    def _lay_out(self) -> None:
        theme.set_role(self.headline, "heading")
        theme.set_role(self.state, "dim")
        self.state.setWordWrap(True)
        self.tabs.setDocumentMode(True)
        self.picture_button.clicked.connect(self._ask_picture)
        self.tabs.currentChanged.connect(self.offer_figure)
        self.table_button.clicked.connect(self._ask_table)
        top = QHBoxLayout()
        top.addWidget(self.headline)
        top.addStretch(1)
        top.addLayout(self.choices)
        top.addWidget(self.picture_button)
        top.addWidget(self.table_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addWidget(self.tabs, 1)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The plots are made after the first paint."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            with_pyqtgraph(self, self._plots_ready)

    def _plots_ready(self, pyqtgraph: ModuleType) -> None:
        self.pyqtgraph = pyqtgraph
        self.build_plots(pyqtgraph)
        self.draw()
        self.offer_figure()

    def plots(self) -> Sequence[Any]:
        """All plots of the page, empty before they are made."""
        raise NotImplementedError

    def figure_shown(self) -> Figure | None:
        """What the tab in front shows, for paper: its plots without the tables beside; None where it is a table."""
        tab = self.tabs.currentWidget()
        shown = [plot for plot in self.plots() if tab is not None and tab.isAncestorOf(plot)]
        return plots_figure("figure", shown, self.caption_of_tab()) if shown else None

    def caption_of_tab(self) -> str:
        """What stands below a saved figure: of which dataset it is, and what was counted."""
        dataset = self.tr("Dataset {name}.").format(name=self.session.archive.dataset.name)
        return " ".join((dataset, self.caption, research_only()))

    def offer_figure(self) -> None:
        """The button is there for what can be drawn on paper, and says why not."""
        why = self.tr("This tab is a table. “Save tables” saves it.") if self.figure_shown() is None else ""
        self.picture_button.setEnabled(not why)
        self.picture_button.setToolTip(why)

    def build_plots(self, pyqtgraph: ModuleType) -> None:
        """Make the empty plots."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what is known into tables and plots."""
        raise NotImplementedError

    def tables(self) -> Sequence[Sequence[Row]]:
        """The tables of the page, each with its header row."""
        raise NotImplementedError

    def say(self, sentence: str) -> None:
        """Show a sentence under the headline."""
        self.state.setText(sentence)

    def save_picture_as(self, path: Path) -> None:
        """Save the figure of the tab that is shown, black on white with its caption, as the name's ending says."""
        shown = self.figure_shown()
        if shown is not None:
            self._try_to_save(path, lambda: save_figure(shown, path))

    def save_tables_as(self, path: Path) -> None:
        """Save every table of the page."""
        self._try_to_save(path, lambda: save_tables(self.tables(), path))

    def _try_to_save(self, path: Path, save: Callable[[], None]) -> None:
        try:
            save()
        except SavingError as problem:
            self.say(in_words(problem))
        else:
            self.say(self.tr("Saved: {name}").format(name=path.name))

    def _ask_picture(self) -> None:
        path = ask_where(self, self.tr("Save figure"), "figure.png", self.tr("Figures (*.png *.pdf *.svg)"))
        if path is not None:
            self.save_picture_as(path)

    def _ask_table(self) -> None:
        path = ask_where(self, self.tr("Save tables"), "figures.csv", self.tr("Tables (*.csv)"))
        if path is not None:
            self.save_tables_as(path)
