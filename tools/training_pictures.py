"""The pictures of docs/training.md: a real, short training on simulated scans, while it runs and at its end."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QSize
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

if TYPE_CHECKING:
    from tools.screenshots import Stage

EPOCHS_SHOWN = 9
"""The picture of the course is taken when so many epochs are done."""


def to_train(folder: Path) -> None:
    """Simulated patients with truth and three sealed readings each."""
    from training.simulate.folder import Recipe, simulate

    simulate(folder, Recipe(48, 11, "none", 0.0, (), "Simulated bone scans"), workers=1, progress=lambda *_: None)


def training(stage: Stage) -> None:
    """The study lead trains a network and looks at its scores."""
    from dspic_gui.qt.training.training_dialog import TrainingDialog

    folder = shutil.copytree(stage._made("to_train"), stage.datasets / "study" / "bone-scans")
    hands = stage.open(Path(folder), "")
    hands.window.board.action("page_training").trigger()
    dialog = stage.dialog()
    assert isinstance(dialog, TrainingDialog)
    dialog.resize(QSize(1280, 820))
    hands.wait(lambda: not dialog.busy and bool(dialog.progress.curves.plots))
    dialog.form.shipped_button.click()
    for name, value in (("data", "D_1"), ("steps", 120), ("name", "Our first network")):
        dialog.form.fields[name].show(value)
    dialog.form.more_button.setChecked(False)
    dialog.start_button.click()
    course = dialog.desk
    while dialog.desk.running and (len(course.course.rows) < EPOCHS_SHOWN or course.course.seconds_left is None):
        QTest.qWait(100)
    QTest.qWait(1500)
    stage.save("training", dialog)
    while dialog.desk.running or dialog.busy:
        QTest.qWait(100)
    QTest.qWait(500)
    stage.save("training-scores", dialog)
    dialog.close()
    hands.wait(lambda: QApplication.activeModalWidget() is None)
