"""Report, lesions and figures at the side: what is empty gives its room to the others."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QSplitter, QTabWidget, QVBoxLayout, QWidget

from dspic_gui.qt.reading.lesion_list import LesionList
from dspic_gui.qt.reading.report_panel import ReportPanel
from dspic_gui.qt.reading.statistics import StatisticsPanel
from dspic_gui.qt.session import Session
from dspic_gui.qt.theme import set_role


def _around(widget: QWidget) -> Iterator[QWidget]:
    """What a widget stands in, from the nearest on."""
    while (parent := widget.parentWidget()) is not None:
        yield parent
        widget = parent


class MarksSide(QWidget):
    """No report, no lesions, no region measured: no room for them. Where nothing is marked yet, the ways to mark are said."""

    def __init__(
        self,
        session: Session,
        report: ReportPanel,
        lesions: LesionList,
        statistics: StatisticsPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._report, self._lesions, self._statistics = session, report, lesions, statistics
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for widget, stretch in ((report, 2), (lesions, 3), (statistics, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(8, 6, 8, 6)
        set_role(self.hint, "dim")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.hint)
        layout.addStretch(0)
        layout.addWidget(self.splitter, 1)
        self._stretch = layout
        for signal in (session.study_changed, session.reading_changed, session.display_changed):
            signal.connect(self.refresh)
        statistics.measured.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what has something to say."""
        session = self._session
        marks = session.reading.lesions if session.reading is not None else ()
        self._report.setVisible(self._report.says_something)
        self._lesions.setVisible(bool(marks))
        self._statistics.setVisible(session.display.statistics and self._statistics.has_figures)
        parts = (self._report, self._lesions, self._statistics)
        self.splitter.setVisible(any(not part.isHidden() for part in parts))
        figures_alone = self._report.isHidden() and self._lesions.isHidden()  # they stand at the foot, as they do below a list
        self._stretch.setStretch(1, 1 if figures_alone else 0)
        self._stretch.setStretch(2, 0 if figures_alone else 1)
        self.hint.setText(self._ways_to_mark() if session.editable and not marks else "")
        self.hint.setVisible(bool(self.hint.text()))

    def in_front_and_empty(self) -> bool:
        """Whether this page is the one that the side shows, or would show, and has no report, no mark and no figure."""
        tabs = next((one for one in _around(self) if isinstance(one, QTabWidget)), None)
        other_mode = tabs is not None and tabs.isHidden()
        return self.splitter.isHidden() and not self.isHidden() and not other_mode

    def _ways_to_mark(self) -> str:
        return self.tr("Nothing is marked yet. Q marks a hot spot, B a box, E an ellipse, P a polygon; N says that the study is normal.")
