"""The room where studies are read: worklist, canvases, and what is known of the study, side by side."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, QTimer
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from dspic_gui.qt.background import drop_results_for
from dspic_gui.qt.carry.acts import CarryActs
from dspic_gui.qt.lifetime import call_on, leave_when_closed
from dspic_gui.qt.opinion.second_opinion import SecondOpinion
from dspic_gui.qt.pair.pair import CanvasPair
from dspic_gui.qt.preferences import Preferences
from dspic_gui.qt.reading.acts import ReadingActs
from dspic_gui.qt.reading.assistance import Assistance
from dspic_gui.qt.reading.banner import Banner
from dspic_gui.qt.reading.binding import CanvasBinding
from dspic_gui.qt.reading.case_score import CaseScorePanel
from dspic_gui.qt.reading.first_study import FirstStudy
from dspic_gui.qt.reading.fitting_tabs import FittingTabs
from dspic_gui.qt.reading.lesion_list import LesionList
from dspic_gui.qt.reading.list_focus import focus_first, sort_focused_list
from dspic_gui.qt.reading.marks_side import MarksSide
from dspic_gui.qt.reading.memory import SIDE, SLIM, recall, recall_layout, remember
from dspic_gui.qt.reading.page_stack import PageStack
from dspic_gui.qt.reading.place_questions import PlaceQuestions
from dspic_gui.qt.reading.prior_search import PriorSearch
from dspic_gui.qt.reading.prior_study import PriorStudy
from dspic_gui.qt.reading.projection_notice import ProjectionNotice
from dspic_gui.qt.reading.region_guide import RegionGuide
from dspic_gui.qt.reading.report_panel import ReportPanel
from dspic_gui.qt.reading.rescue import Rescue
from dspic_gui.qt.reading.room_modes import RoomModes
from dspic_gui.qt.reading.save_again import SaveAgain
from dspic_gui.qt.reading.seal_review import SealReview
from dspic_gui.qt.reading.sitting_progress import SittingProgress, SittingSummary
from dspic_gui.qt.reading.sitting_record import SittingRecord
from dspic_gui.qt.reading.space import RoomSpace
from dspic_gui.qt.reading.statistics import StatisticsPanel
from dspic_gui.qt.reading.study_walk import StudyWalk
from dspic_gui.qt.reading.tools import ReadingTools
from dspic_gui.qt.reading.window_bar import WindowBar
from dspic_gui.qt.serial.serial_desk import SerialDesk
from dspic_gui.qt.session import Session
from dspic_gui.qt.worklist.view import WorklistView

AFTER_PAINT_MS = 15
"""The histogram waits this long, so that the pictures are painted first."""


class ReadingRoom(QWidget):
    """Lays the panels out, remembers how, and changes them when the mode changes. Made anew for each sign-in."""

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._preferences = preferences
        self.canvas = CanvasPair()
        self.worklist = WorklistView()
        self.banner = Banner(session)
        self.window_bar = WindowBar()
        self.lesions = LesionList(session)
        self.report = ReportPanel(session)
        self.review = SealReview(session)
        self.notice = ProjectionNotice(session)
        self.statistics = StatisticsPanel(session)
        self.acts = ReadingActs(session, self.canvas, self)
        self.tools = ReadingTools(session, self.canvas, self)
        self.rescue = Rescue(session, self)
        self.save_again = SaveAgain(session, self)
        self.record = SittingRecord(session, self)
        self.binding = CanvasBinding(session, self.canvas, self.acts)
        self.walk = StudyWalk(session, self.worklist, self.canvas, self.record, self)
        self.score = CaseScorePanel(session, self.binding, self.walk)
        self.guide = RegionGuide(session, self.canvas, self)
        self.assistance = Assistance(session, self)
        self.questions = PlaceQuestions(session, self.guide, self.review, self)
        session.work_in_hand = self.canvas.in_hand.under_way
        self.opinion = SecondOpinion(session, self.canvas, self.worklist, self)
        self.carry = CarryActs(session, self.canvas, self)
        self.progress = SittingProgress()
        self.search = PriorSearch(session, self)
        session.number_of = self.worklist.number_of
        self.first = FirstStudy(session, self.worklist, self.walk, preferences, self)
        self.prior: PriorStudy | None = None
        self._dual = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """From the outside in: Qt gives everything in a widget its style anew each time that it gets another parent."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        self.splitter, centre, self.side = QSplitter(Qt.Orientation.Horizontal, self), QWidget(), PageStack()
        layout.addWidget(self.splitter, 1)
        for widget, stretch in ((self.worklist, 0), (centre, 1), (self.side, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for panel in (self.notice, self.review, self.score):
            column.addWidget(panel)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        column.addLayout(middle, 1)
        self.pictures = QSplitter(Qt.Orientation.Horizontal, centre)
        self.pictures.addWidget(self.canvas)
        middle.addWidget(self.pictures, 1)
        middle.addWidget(self.window_bar)
        self.side.addWidget(self._reading_side())
        self.modes = RoomModes(self.session, self.canvas, self.side)
        self.splitter.setSizes([SLIM, 1440 - SLIM - SIDE, SIDE])
        self.space = RoomSpace(self, self.worklist, self.side, self.window_bar, self.marks_side.in_front_and_empty)
        self.space.add_pictures(self.canvas)
        self.serial = SerialDesk(self.session, self.search, self.canvas, self.pictures, self.space, self)
        recall_layout(self, self._preferences)

    def _reading_side(self) -> QWidget:
        self.marks_side = MarksSide(self.session, self.report, self.lesions, self.statistics)
        self.reading_side = FittingTabs()
        self.reading_side.add(self.marks_side, self.tr("Report and lesions"), self.tr("Lesions"))
        self.reading_side.add(self.opinion.panel, self.tr("Second opinion"), self.tr("Opinion"))
        self.opinion.tabs = self.reading_side
        self.canvas.coding.dock_over(self.side, self)
        self.canvas.says_window = False  # the window bar does
        self.canvas.measuring.elsewhere = self.marks_side.isVisible
        return self.reading_side

    def _connect(self) -> None:
        session = self.session
        self._after_paint = QTimer(self)
        self._after_paint.setSingleShot(True)
        self._after_paint.setInterval(AFTER_PAINT_MS)
        self._after_paint.timeout.connect(self._show_counts)
        session.study_changed.connect(self._after_paint.start)
        session.study_changed.connect(self.space.begin)
        for show in (self._show_display, self.space.share, self._divide_pictures):
            session.display_changed.connect(show)
        self.search.changed.connect(self._show_prior)
        for follow in (self.search.look_again, self._show_progress, self.banner.refresh):
            self.worklist.counts_changed.connect(follow)
        self.window_bar.display_requested.connect(session.set_display)
        self.canvas.statistics_changed.connect(self.statistics.show_statistics)
        self.canvas.profile_changed.connect(self.statistics.show_profile)
        self.canvas.profile_changed.connect(self._show_figures)
        self.banner.retry_requested.connect(session.retry_save)
        self.banner.elsewhere_requested.connect(self.tools.save_elsewhere)
        self.notice.exchange_requested.connect(self.tools.exchange_projections)
        self.notice.turn_requested.connect(self.tools.turn_views)
        self.notice.mirror_requested.connect(self.tools.mirror_views)
        self.notice.confirm_requested.connect(self.tools.confirm_projections)
        self.tools.projections_confirmed.connect(self.notice.refresh)
        self.banner.conflict_requested.connect(self.tools.show_conflict)
        self.opinion.caption_changed.connect(self.banner.show_overlay)
        self.opinion.caption_changed.connect(self.carry.show_overlay)
        self.worklist.message.connect(session.message)
        self.worklist.left.connect(self.focus_canvas)
        self.record.changed.connect(self._show_progress)
        self.walk.all_read.connect(self.show_sitting)
        self.first.lead_may_settle.connect(call_on(self, self.set_mode, "consensus"))
        self.walk.agrees_to_seal = self.questions.agrees

    def may_be_left(self) -> bool:
        """Whether nothing that is under way outside this window ends with the room; the reader is asked."""
        return self.tools.may_end_labelme()

    def start(self) -> None:
        """Fill the worklist, and let keys act on it until a study is open."""
        recall(self, self._preferences)
        self.first.begin()
        self.worklist.open(self.session.archive.folder, self.session.reader)
        self.worklist.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """The reader leaves: write down the sitting and the layout, let go of the worklist."""
        self.first.stop()
        self.tools.end_labelme()
        self.record.end()
        for helper in (self.guide, self.assistance):
            helper.close()
        self.opinion.close()
        self.serial.close()
        remember(self, self._preferences)
        self.worklist.shut_down()
        drop_results_for(self)

    def _show_counts(self) -> None:
        self.window_bar.show_counts(self.session.views, self.session.maximum)

    def _show_figures(self, found: object) -> None:
        """A line was drawn: its profile comes into sight, whatever tab is in front."""
        if found is not None:
            self.reading_side.setCurrentWidget(self.marks_side)

    def _show_display(self) -> None:
        self.window_bar.set_display(self.session.display)

    def _show_prior(self) -> None:
        self.banner.show_prior(self.search.prior)

    def _show_progress(self) -> None:
        self.progress.show_counts(self.worklist.counts(), self.record.summary)

    # what the table calls

    def show_sitting(self) -> None:
        """What was read in this sitting, and how long it took."""
        leave_when_closed(SittingSummary(self.record.tell(), self, self.record.names())).open()

    @property
    def worklist_shown(self) -> bool:
        """Whether the worklist is there."""
        return not self.worklist.isHidden()

    def toggle_worklist(self) -> None:
        """Show the worklist or give its room to the pictures."""
        self.space.toggle(self.worklist)

    @property
    def side_shown(self) -> bool:
        """Whether report and lesions are there."""
        return not self.side.isHidden()

    def toggle_side(self) -> None:
        """Show report and lesions or give their room to the pictures."""
        self.space.toggle(self.side)

    @property
    def prior_shown(self) -> bool:
        """Whether the prior study is wanted beside each study that has one."""
        return self.prior is not None and self.prior.wanted

    def toggle_prior(self) -> None:
        """Show the patient's prior study beside the present one, or take it away."""
        if self.prior is None:
            self.prior = PriorStudy(self.session, self.search, self.canvas)
            self.pictures.addWidget(self.prior)
            self.pictures.setStretchFactor(0, 1)
            self.pictures.setStretchFactor(1, 1)
            self.space.add_pictures(self.prior.canvas)
            self.prior.shown_changed.connect(self._share_pictures)
        self.prior.toggle()

    def _divide_pictures(self) -> None:
        if self.prior is not None and self.session.display.dual is not self._dual:
            self._share_pictures()

    def _share_pictures(self) -> None:
        self.space.share()
        width, self._dual = self.pictures.width(), self.session.display.dual
        self.pictures.setSizes([2 * width, width] if self._dual else [width, width])  # each picture is as wide

    def focus_search(self) -> None:
        """Put the cursor into the worklist's search line."""
        self.worklist.show()
        self.worklist.focus_search()

    def focus_canvas(self) -> None:
        """Let the keys act on the pictures."""
        self.canvas.active_canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_side(self) -> None:
        """Let the keys act on the list of lesions, or on what the mode has at the side."""
        self.side.show()
        panel = self.mode_panel
        if panel is None:
            self.reading_side.setCurrentIndex(0)
            self.lesions.focus_list()
        elif not panel.isAncestorOf(QApplication.focusWidget()):
            focus_first(panel)

    def sort_list(self) -> None:
        """Sort the list that has the focus by the column of its cursor."""
        if not sort_focused_list():
            self.session.message.emit(self.tr("Go to the worklist or to the lesions first; they are sorted by the column of the cursor."))

    def minimumSizeHint(self) -> QSize:
        """Smaller than all panels together: what has no room steps aside."""
        return QSize(480, 360)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.space.share()

    # modes

    @property
    def mode_panel(self) -> QWidget | None:
        """The side widget of the present mode, None while reading."""
        return self.modes.panel

    def set_mode(self, name: str) -> None:
        """Go over to another mode; it stays as it is where something is not saved or may not be seen."""
        self.modes.set_mode(name)
