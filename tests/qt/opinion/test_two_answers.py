"""What two networks say fits into a narrow panel: a name wraps instead of pushing the rest out of sight."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dspic_gui.prediction import Prediction, StudyPrediction
from dspic_gui.qt.opinion.two_answers import TwoAnswers
from dspic_gui.study import Projection

NARROW = 300
"""The width of the side of the window on a small screen, in screen pixels."""


def test_the_names_of_two_networks_wrap_in_a_narrow_panel(qtbot: QtBot) -> None:
    said = Prediction((0.01, 0.98, 0.93), 0.5, "one")
    both = StudyPrediction("s", "one", {Projection.ANT: said, Projection.POST: said})
    panel = TwoAnswers()
    qtbot.addWidget(panel)
    panel.show_said({"dSPIC-AM-simulated": both, "dSPIC-lesions-simulated-of-long-name": both})
    assert panel.minimumSizeHint().width() <= NARROW
    panel.resize(NARROW, 200)
    panel.show()
    labels = panel.findChildren(QLabel)
    assert all(panel.rect().contains(label.geometry()) for label in labels if label.isVisible())
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels if label.wordWrap() and label.isVisible())
