"""The course of a training is read from what it left."""

from __future__ import annotations

from pathlib import Path

from dspic_gui.training_run.course import read_course


def test_the_course_of_a_training_is_read_where_it_lies(tmp_path: Path) -> None:
    assert read_course(tmp_path / "model") == []
    (tmp_path / "history.csv").write_text(
        "epoch,steps,loss,accuracy,validation_loss,validation_accuracy,seconds\n1,9,1.1,0.4,1.0,0.5,3\n2,18,0.9,0.6,0.95,0.55,3\n",
        encoding="utf-8",
    )
    course = read_course(tmp_path / "model")
    assert [(row.epoch, row.loss, row.validation_accuracy) for row in course] == [(1.0, 1.1, 0.5), (2.0, 0.9, 0.55)]
    (tmp_path / "history.csv").write_text("epoch,loss\nx,y\n", encoding="utf-8")
    assert read_course(tmp_path / "model") == []
