"""A training is started in the window, stopped, taken up, left alone, and its model used: three starts of TensorFlow."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from dspic_gui.qt.training.curves import STEPS, TRAINING
from dspic_gui.training_run.course import Stage
from tests.qt.training.test_training_dialog import MINUTES, Trainer, labelled_folder, needs_training, trainer

__all__ = ["labelled_folder", "trainer"]


@needs_training
def test_a_training_is_started_stopped_taken_up_left_alone_and_its_model_used(trainer: Trainer, tmp_path: Path) -> None:
    out = tmp_path / "run"
    dialog = trainer.open()
    trainer.small(dialog, out, 3)
    shown = dialog.command.text()
    trainer.click(dialog.start_button)
    desk = trainer.desk
    curves = dialog.progress.curves
    trainer.wait(lambda: bool(curves.curve("loss", STEPS)[0]), MINUTES)
    assert not curves.curve("loss", TRAINING)[0], "the curve moves within the first epoch"
    trainer.wait(lambda: desk.course.epoch == 2, MINUTES)
    trainer.click(dialog.stop_button)
    assert "after this step" in dialog.progress.headline.text() and dialog.stop_button.text() == "End it no&w"
    trainer.wait(lambda: not desk.running and not dialog.busy, MINUTES)
    assert desk.course.stage is Stage.STOPPED and dialog.problem.text() == ""
    done = len(desk.course.rows)
    assert 1 <= done < 3 and dialog.start_button.text() == "&Take up"
    before = curves.curve("loss", TRAINING)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    trainer.wait(lambda: QApplication.activeModalWidget() is None)

    dialog = trainer.open()
    assert dialog.form.out() == out and dialog.command.text() == shown
    curves = dialog.progress.curves
    assert curves.curve("loss", TRAINING) == before, "what was trained before is drawn before it goes on"
    trainer.click(dialog.start_button)
    trainer.leave_running(dialog)
    trainer.see_the_end(out, shown, epochs=3)
