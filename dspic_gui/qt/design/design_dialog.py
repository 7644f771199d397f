"""The design of a reading study, in one dialog for the study lead: repeats, order, course, learners."""

from __future__ import annotations

from PyQt6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.qt.design.course_page import CoursePage
from dspic_gui.qt.design.design_page import DesignPage
from dspic_gui.qt.design.learners_page import LearnersPage
from dspic_gui.qt.design.order_page import OrderPage
from dspic_gui.qt.design.repeats_page import RepeatsPage
from dspic_gui.qt.exchange.work_dialog import WorkDialog


class DesignDialog(WorkDialog):
    """The button does what the page that is shown is for."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Design of the study"))
        self.repeats, self.order = RepeatsPage(archive), OrderPage(archive)
        self.course, self.learners = CoursePage(archive), LearnersPage(archive)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page, title in (
            (self.repeats, self.tr("&1 Hidden repeats")),
            (self.order, self.tr("&2 Next case")),
            (self.course, self.tr("&3 Course")),
            (self.learners, self.tr("&4 Learners")),
        ):
            self.tabs.addTab(page, title)
            page.changed.connect(self._offer)
        box = QVBoxLayout(self.body)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self._offer)
        self._offer()
        self.resize(1040, 560)

    @property
    def page(self) -> DesignPage:
        """The page that is shown."""
        shown = self.tabs.currentWidget()
        assert isinstance(shown, DesignPage)
        return shown

    def start(self) -> None:
        """Do what the page says."""
        self.work(self.page.prepare(), self._done)

    def _done(self, said: str) -> None:
        self.say(said)
        changed = self.page.changes_dataset
        self.page.refresh()
        self._offer()
        if changed:
            self.dataset_changed.emit()

    def _offer(self) -> None:
        self.start_button.setText(self.page.verb)
        self.start_button.setEnabled(self.page.possible and not self.busy)

    def done(self, result: int) -> None:
        """The pages end what they read."""
        if not self.busy:
            for at in range(self.tabs.count()):
                page = self.tabs.widget(at)
                assert isinstance(page, DesignPage)
                page.leave()
        super().done(result)
