"""The window bar and the profile plot: what they show, what they ask for, and that pyqtgraph waits for the first paint."""

import subprocess
import sys

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from dspic_gui.counts.display import Curve, Display
from dspic_gui.counts.region import profile
from dspic_gui.qt.reading.profile_plot import ProfilePlot
from dspic_gui.qt.reading.window_bar import WindowBar
from dspic_gui.study import robust_maximum
from tests.made.waiting import PATIENCE
from tests.places import ROOT
from tests.qt.canvas_desk import ANT, noise_views


@pytest.fixture
def bar(qtbot) -> WindowBar:
    bar = WindowBar()
    qtbot.addWidget(bar)
    bar.resize(120, 700)
    bar.show_counts(noise_views(), 60.0)
    bar.set_display(Display())
    bar.show()
    qtbot.waitUntil(lambda: bar._plot is not None, timeout=10_000)
    return bar


def test_the_upper_level_is_where_the_display_says(bar: WindowBar) -> None:
    bar.set_display(Display(upper=50))
    assert bar._line.value() == pytest.approx(30.0)
    assert bar.presets[50].isChecked() and not bar.presets[100].isChecked()
    assert "30 counts" in bar._upper.text()
    bar.set_display(Display(upper=50, curve=Curve.LOG, inverted=False))
    assert bar._state.text() == "Grey, hot is bright, logarithm"


def test_presets_reset_and_dragging_ask_for_a_display(bar: WindowBar, qtbot) -> None:
    asked: list[Display] = []
    bar.display_requested.connect(asked.append)
    bar.set_display(Display(upper=80, map="viridis"))
    bar.presets[30].click()
    assert asked[-1] == Display(upper=30, map="viridis")
    assert not bar.presets[30].isChecked()  # nobody has granted it yet
    bar._line.setValue(15.0)
    bar._line.sigDragged.emit(bar._line)
    assert asked[-1].upper == pytest.approx(25.0)
    next(button for button in bar.findChildren(type(bar.presets[30])) if button.text() == "Reset").click()
    assert asked[-1] == Display()


def test_the_histogram_counts_the_pixels_of_both_views(bar: WindowBar) -> None:
    frequency, edges = bar._histogram
    together = np.concatenate([view.counts.ravel() for view in noise_views().values()])
    assert np.expm1(frequency).sum() == pytest.approx(((together > 0) & (together <= edges[-1])).sum())


def test_the_colours_beside_the_histogram_are_those_of_the_picture(bar: WindowBar) -> None:
    bar.set_display(Display(inverted=False))
    shown = bar._colours.image[:, 0, 0].astype(int)
    assert shown[0] == 0
    assert shown[-1] == 255
    assert abs(shown[len(shown) // 2] - 255 * 0.625) <= 2  # half of 75 counts on a window of 60


def test_the_tick_of_no_counts_is_whole(bar: WindowBar) -> None:
    axis = bar._plot.getAxis("left")
    (low, high), height = bar._plot.viewRange()[1], axis.boundingRect().height()
    below = height * (0 - low) / (high - low)
    assert below >= 0.5 * bar.fontMetrics().ascent()
    assert bar._line.value() == pytest.approx(60.0) and high == pytest.approx(75.0)


def test_the_profile_plot_draws_the_counts(qtbot) -> None:
    plot = ProfilePlot()
    qtbot.addWidget(plot)
    plot.resize(400, 200)
    plot.show()
    line = profile(noise_views()[ANT], (20.5, 300.5), (60.5, 300.5))
    plot.show_profile(line)
    qtbot.waitUntil(lambda: plot._curve is not None, timeout=10_000)
    assert plot._curve.yData.tolist() == noise_views()[ANT].counts[300, 20:61].tolist()
    assert plot._figures.text().startswith("40.0 px · 96.0 mm")
    plot.show_profile(None)
    assert "Draw a line" in plot._figures.text()


def test_pyqtgraph_is_not_imported_before_the_first_paint() -> None:
    code = (
        "import sys, os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "from PyQt6.QtWidgets import QApplication; application = QApplication([]);"
        "from dspic_gui.qt.pair.pair import CanvasPair; from dspic_gui.qt.reading.window_bar import WindowBar;"
        "pair, bar = CanvasPair(), WindowBar(); bar.show(); application.processEvents(); bar.grab();"
        "heavy = {'pyqtgraph', 'scipy', 'shapely', 'pydicom', 'tensorflow'} & set(sys.modules); assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=PATIENCE)


def test_robust_maximum_is_shared_by_both_views() -> None:
    views = noise_views()
    together = np.concatenate([view.counts[view.counts > 0] for view in views.values()])
    assert robust_maximum(views) == pytest.approx(np.percentile(together, 99.9))


def test_buttons_are_reached_by_keyboard(bar: WindowBar) -> None:
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in bar.presets.values())
