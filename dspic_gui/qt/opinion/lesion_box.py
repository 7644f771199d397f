"""The lesions of the lesion network beside the marks of the reader and of the consensus, and from which probability they count."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QColor
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QSlider,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.opinion.lesion_opinion import LesionRow, Seen
from dspic_gui.qt import theme
from dspic_gui.qt.opinion.curve_picture import CurvePicture
from dspic_gui.qt.opinion.lesion_opinions import LEVELS, RATES, LesionOpinions
from dspic_gui.qt.opinion.lesion_words import beside_text, lesion_text, point_text, seen_text, short_text, unlike_text
from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.words.answers import research_only
from dspic_gui.qt.words.measures import area_text, view_name
from dspic_gui.qt.words.opinion import model_text
from dspic_gui.qt.words.sentence import in_words

_ROW = Qt.ItemDataRole.UserRole
FOLDING = (3, 1, 4)
"""Columns that step aside, in this order, where a figure would be cut: area, view, maximum; the tool tip says them."""

ALSO = 5
"""The column of what others say at a place; there only where somebody says something."""


class LesionBox(QGroupBox):
    """Shows the lesions and asks by signals; hidden where no lesion network is there."""

    lesion_chosen = pyqtSignal(object)  # LesionRow
    sight_changed = pyqtSignal()

    def __init__(self, opinions: LesionOpinions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Lesions that a network finds"))
        self._opinions = opinions
        self._showing = False
        self.model, self.warning, self.state, self.meaning = QLabel(), QLabel(), QLabel(), QLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.curve = CurvePicture()
        self.tree = QTreeWidget()
        self.outlines = QCheckBox(self.tr("Outline them on the scan"))
        self.regions = QCheckBox(self.tr("Colour the regions of the skeleton"))
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        roles = ((self.model, "notice"), (self.warning, "warning"), (self.state, "dim"), (self.meaning, "notice"))
        for label, role in roles:
            theme.set_role(label, role)
            label.setWordWrap(True)
        self.slider.setAccessibleName(self.tr("How many false marks may be shown"))
        self.slider.setToolTip(self.tr("To the right: more lesions are found, and more marks are false."))
        self.outlines.setChecked(True)
        tree = self.tree
        tree.setHeaderLabels([self.tr("Lesion"), self.tr("View"), self.tr("p"), self.tr("Area"), self.tr("Max"), self.tr("Also")])
        tree.setRootIsDecorated(False)
        tree.setIndentation(8)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setMinimumHeight(190)
        tree.setItemDelegate(WholeNumbers(tree))
        tree.setAccessibleName(self.title())
        header = tree.header()
        assert header is not None
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        viewport = tree.viewport()
        assert viewport is not None
        viewport.installEventFilter(self)
        column = QVBoxLayout(self)
        widgets = (
            self.model, self.warning, self.state, self.curve, self.slider, self.meaning, self.tree, self.outlines, self.regions,
        )  # fmt: skip
        for widget in widgets:
            column.addWidget(widget)

    def _connect(self) -> None:
        self._opinions.changed.connect(self.refresh)
        self._opinions.rows_changed.connect(self._list)
        self.slider.valueChanged.connect(self._slide)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self.tree.currentItemChanged.connect(self._emphasise)
        for box in (self.outlines, self.regions):
            box.toggled.connect(self._look)

    @property
    def current(self) -> LesionRow | None:
        """The lesion that is chosen in the list."""
        item = self.tree.currentItem()
        row = item.data(0, _ROW) if item is not None else None
        return row if isinstance(row, LesionRow) else None

    def refresh(self) -> None:
        """Show how things stand."""
        opinions = self._opinions
        classifier, opinion = opinions.model.classifier, opinions.opinion
        self.setVisible(opinions.may_see() and (opinions.model.is_there() or classifier is not None))
        self.model.setText(model_text(classifier.card) if classifier else "")
        self.warning.setText((in_words(classifier.card.warning) if classifier else "") or research_only())
        self.state.setText(self._state())
        self.state.setVisible(bool(self.state.text()))
        unlike = opinion is not None and opinion.finding.unlike
        theme.set_role(self.state, "warning" if unlike else "dim")
        for widget in (self.slider, self.meaning, self.tree, self.outlines, self.regions):
            widget.setVisible(opinion is not None)
        self.regions.setEnabled(classifier is not None and classifier.card.regions_hash is not None)
        self.tree.setEnabled(not unlike)
        self._list()

    def _state(self) -> str:
        opinions = self._opinions
        if opinions.problem or opinions.model.problem:
            return opinions.problem or opinions.model.problem or ""
        if opinions.opinion is None:
            return self.tr("The network is asked…") if opinions.waiting else ""
        return unlike_text() if opinions.opinion.finding.unlike else ""

    def _list(self) -> None:
        opinions, chosen = self._opinions, self.current
        self._showing = True
        self.slider.setRange(0, max(opinions.places - 1, 0))
        self.slider.setValue(opinions.at)
        curves = opinions.curves
        self.curve.show_curves(curves if opinions.opinion else None, RATES[opinions.at] if curves else 1.0)
        words = self.tr("Marks from p {level} on count. The model's card holds no curve of what that means.")
        self.meaning.setText(
            point_text(curves, RATES[opinions.at]) if curves else words.format(level=f"{LEVELS[opinions.at]:.2f}")
        )
        self.tree.clear()
        self.tree.setColumnHidden(ALSO, not any(map(beside_text, opinions.rows)))
        for seen in Seen:
            rows = [row for row in opinions.rows if row.seen is seen]
            if rows:
                self._add(f"{seen_text(seen)} ({len(rows)})", rows, chosen)
        self._showing = False
        self._fold()
        self.sight_changed.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Another width has room for other columns."""
        if event is not None and event.type() == QEvent.Type.Resize:
            self._fold()
        return False

    def _fold(self) -> None:
        """Show the columns that are seen whole."""
        header, viewport = self.tree.header(), self.tree.viewport()
        assert header is not None and viewport is not None
        for column in FOLDING:
            self.tree.setColumnHidden(column, False)
        for column in FOLDING:
            shown = [at for at in range(header.count()) if not self.tree.isColumnHidden(at)]
            if sum(max(self.tree.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in shown) <= viewport.width():
                break
            self.tree.setColumnHidden(column, True)

    def _add(self, title: str, rows: list[LesionRow], chosen: LesionRow | None) -> None:
        head = QTreeWidgetItem(self.tree, [title])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setFirstColumnSpanned(True)
        head.setForeground(0, QBrush(QColor(theme.current().dim)))
        for row in rows:
            probability = "" if row.probability is None else f"{row.probability:.2f}"
            area = area_text(row.area_mm2, row.area_px)
            cells = (short_text(row), view_name(row.projection), probability, area, str(row.maximum), beside_text(row))
            item = QTreeWidgetItem(head, list(cells))
            item.setData(0, _ROW, row)
            item.setToolTip(0, self._tip(row))
            for column in (2, 3, 4):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if chosen is not None and (row.label, row.projection, row.shape.centre) == (
                chosen.label, chosen.projection, chosen.shape.centre,
            ):  # fmt: skip
                self.tree.setCurrentItem(item)
        head.setExpanded(True)

    def _tip(self, row: LesionRow) -> str:
        counts = self.tr("Area: {area}. Counts: mean {mean}, maximum {maximum}")
        figures = counts.format(area=area_text(row.area_mm2, row.area_px), mean=f"{row.mean:.1f}", maximum=row.maximum)
        return "\n".join(filter(None, (lesion_text(row), figures, beside_text(row))))

    def _slide(self, place: int) -> None:
        if not self._showing:
            self._opinions.set_place(place)

    def _choose(self, item: QTreeWidgetItem) -> None:
        row = item.data(0, _ROW)
        if isinstance(row, LesionRow):
            self.lesion_chosen.emit(row)

    def _emphasise(self) -> None:
        if not self._showing:
            self.sight_changed.emit()

    def _look(self) -> None:
        self.sight_changed.emit()
