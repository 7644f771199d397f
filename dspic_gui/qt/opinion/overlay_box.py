"""The controls of the overlay: which map, for which class, opacity, threshold, colours, and the colour bar with the true range."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QGroupBox, QLabel, QSlider, QVBoxLayout, QWidget

from dspic_gui.counts.colour_map import TITLES
from dspic_gui.disease import CLASSES, Answer
from dspic_gui.model.class_maps import MEASURED_ABOUT, MapKind
from dspic_gui.model.classifier import Classifier
from dspic_gui.model.overlay import OVERLAY_MAPS
from dspic_gui.qt import theme
from dspic_gui.qt.actions import bare
from dspic_gui.qt.opinion.colour_bar import ColourBar
from dspic_gui.qt.opinion.opinions import Opinions, Overlay
from dspic_gui.qt.words.answers import answer_text
from dspic_gui.qt.words.opinion import map_text
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.sentence import Sentence


class OverlayBox(QGroupBox):
    """Bound both ways to the overlay of the opinions. Off at the start."""

    def __init__(self, opinions: Opinions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Where it looked"))
        self._opinions = opinions
        self._showing = False
        self.on = QCheckBox(self.tr("Show on the scan  (O)"))
        self.kind, self.about, self.colours = QComboBox(), QComboBox(), QComboBox()
        self.opacity, self.threshold = _slider(10, 100), _slider(0, 95)
        self.bar = ColourBar()
        self.meaning = QLabel()
        self._fill()
        self._lay_out()
        self._connect()
        self.refresh()

    def _fill(self) -> None:
        for name in OVERLAY_MAPS:
            self.colours.addItem(in_words(Sentence(TITLES[name])), name)
        self.about.addItem(self.tr("the more probable disease"), None)
        for answer in CLASSES:
            self.about.addItem(answer_text(answer), answer.value)

    def _lay_out(self) -> None:
        theme.set_role(self.meaning, "notice")
        self.meaning.setWordWrap(True)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("&Map"), self.kind),
            (self.tr("&Speaks for"), self.about),
            (self.tr("&Opacity"), self.opacity),
            (self.tr("&Hide below"), self.threshold),
            (self.tr("Co&lours"), self.colours),
        )
        for box in (self.kind, self.about, self.colours):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        for title, field in fields:
            field.setAccessibleName(bare(title))
            form.addRow(title, field)
        layout = QVBoxLayout(self)
        layout.addWidget(self.on)
        layout.addLayout(form)
        layout.addWidget(self.bar)
        layout.addWidget(self.meaning)

    def _connect(self) -> None:
        self.on.toggled.connect(self._switch)
        self.kind.currentIndexChanged.connect(self._choose)
        self.about.currentIndexChanged.connect(self._choose_answer)
        self.opacity.valueChanged.connect(self._set_opacity)
        self.threshold.valueChanged.connect(self._set_threshold)
        self.colours.currentIndexChanged.connect(self._choose_colours)
        for signal in (self._opinions.overlay_changed, self._opinions.maps_changed, self._opinions.changed):
            signal.connect(self.refresh)

    def refresh(self) -> None:
        """Show the overlay as it is now."""
        self._showing = True
        overlay, classifier = self._opinions.overlay, self._opinions.model.classifier
        self._list_maps(classifier)
        self.on.setChecked(overlay.on)
        self.kind.setCurrentIndex(max(self.kind.findData(overlay.kind.value), 0))
        self.about.setCurrentIndex(max(self.about.findData(overlay.about.value if overlay.about else None), 0))
        self.about.setEnabled(overlay.kind is not MapKind.ATTENTION)
        self.opacity.setValue(round(100 * overlay.style.opacity))
        self.threshold.setValue(round(100 * overlay.style.threshold))
        self.colours.setCurrentIndex(self.colours.findData(overlay.style.colour_map))
        self.bar.show_maps({name: one.shown for name, one in self._opinions.maps.items()}, overlay.style)
        self.meaning.setText(self._meaning(overlay, classifier))
        self._showing = False

    def _list_maps(self, classifier: Classifier | None) -> None:
        """The maps that beat the control, the attention, then the others, which say that they explain nothing."""
        wanted: list[tuple[str, str]] = []
        for kind in offered_maps(classifier):
            plain = kind is MapKind.ATTENTION or (classifier is not None and kind in classifier.explanations)
            title = map_text(kind) if plain else self.tr("{map} – no explanation").format(map=map_text(kind))
            wanted.append((title, kind.value))
        if wanted != [(self.kind.itemText(at), self.kind.itemData(at)) for at in range(self.kind.count())]:
            self.kind.clear()
            for title, value in wanted:
                self.kind.addItem(title, value)

    def _meaning(self, overlay: Overlay, classifier: Classifier | None) -> str:
        if overlay.kind is MapKind.ATTENTION:
            return self.tr(
                "Weights of the attention module: where the network looks, not why. It speaks for no class. "
                "Not shown in the half of each view that has the least of it."
            )
        if classifier is None:
            return ""
        about = answer_text(self._opinions.about)
        if overlay.kind in classifier.explanations:
            said = self.tr("What speaks for “{answer}”.").format(answer=about)
            unknown = self.tr("Whether this map points at lesions was measured for metastases only.")
            return said if self._opinions.about is MEASURED_ABOUT else f"{said} {unknown}"
        return self.tr(
            "Not an explanation: for this model the map was not measured, or found lesions no better than the blurred scan does."
        )

    def _change(self, **changes: object) -> None:
        if not self._showing:
            self._opinions.set_overlay(replace(self._opinions.overlay, **changes))  # type: ignore[arg-type]

    def _choose(self) -> None:
        if not self._showing:
            self._opinions.set_overlay(self._opinions.overlay.of_kind(MapKind(self.kind.currentData())))

    def _switch(self, on: bool) -> None:
        self._change(on=on)

    def _choose_answer(self) -> None:
        self._change(about=_answer(self.about.currentData()))

    def _set_opacity(self, percent: int) -> None:
        self._restyle(opacity=percent / 100)

    def _set_threshold(self, percent: int) -> None:
        self._restyle(threshold=percent / 100)

    def _choose_colours(self) -> None:
        self._restyle(colour_map=self.colours.currentData())

    def _restyle(self, **changes: object) -> None:
        if not self._showing:
            overlay = self._opinions.overlay
            self._opinions.set_overlay(overlay.styled(replace(overlay.style, **changes)))  # type: ignore[arg-type]


def offered_maps(classifier: Classifier | None) -> tuple[MapKind, ...]:
    """The maps of a model in the order in which they are offered."""
    if classifier is None:
        return (MapKind.ATTENTION,)
    plain = [kind for kind in classifier.maps if kind is MapKind.ATTENTION]
    return tuple(dict.fromkeys((*classifier.explanations, *plain, *classifier.maps)))


def _answer(value: str | None) -> Answer | None:
    return Answer(value) if value else None


def _slider(lowest: int, highest: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(lowest, highest)
    slider.setPageStep(10)
    return slider
