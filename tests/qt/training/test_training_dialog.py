"""Training from the window: a real run on a tiny dataset, stopped and taken up; what is refused; and what becomes of it at the end."""

from __future__ import annotations

import csv
import json
import os
import shlex
import shutil
import signal
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QCheckBox, QComboBox, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dspic_gui.qt.opinion.open_model import OpenModel
from dspic_gui.qt.training.curves import STEPS, TRAINING, VALIDATION
from dspic_gui.qt.training.opening import TrainingLine
from dspic_gui.qt.training.training_desk import TrainingDesk
from dspic_gui.qt.training.training_dialog import TrainingDialog
from dspic_gui.qt.window.main_window import MainWindow
from dspic_gui.training_run import options
from dspic_gui.training_run.course import Stage
from dspic_gui.training_run.options import OPTIONS, WATCHED
from tests.made.evaluated_dataset import evaluated_dataset
from tests.qt.conftest import OpenWindow

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
MINUTES = 600_000
"""A training on a computer that others use too."""

needs_training = pytest.mark.skipif(options.missing_package() is not None, reason="needs the extra `training`")


@pytest.fixture(scope="session")
def labelled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evaluated_dataset(tmp_path_factory.mktemp("labelled") / "dataset", wrong_labels=0).folder


class Trainer:
    """The study lead's hands on the training dialog."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def wait(self, so: Callable[[], bool], milliseconds: int = 20000) -> None:
        self.qtbot.waitUntil(so, timeout=milliseconds)

    def open(self) -> TrainingDialog:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        QTest.keyClick(self.window, Qt.Key.Key_N, CTRL | SHIFT)
        return self.dialog()

    def dialog(self) -> TrainingDialog:
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), TrainingDialog))
        found = QApplication.activeModalWidget()
        assert isinstance(found, TrainingDialog)
        self.wait(lambda: not found.busy and bool(found.progress.curves.plots))
        return found

    def field(self, dialog: TrainingDialog, name: str) -> QWidget:
        return dialog.form.fields[name].widget

    def type(self, line: QWidget, text: str) -> None:
        """Replace what stands in a line or a number."""
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(line, text)

    def choose(self, dialog: TrainingDialog, name: str, text: str) -> None:
        box = self.field(dialog, name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        while not box.currentText().startswith(text):
            at = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > at, f"{name} has no {text}"

    def small(self, dialog: TrainingDialog, out: Path, epochs: int) -> None:
        """The smallest network there is."""
        self.type(dialog.form.folder, str(out))
        self.choose(dialog, "network", "SI_CLF")
        self.choose(dialog, "head", "gap")
        self.type(self.field(dialog, "epochs"), str(epochs))
        self.wait(lambda: not dialog.busy)

    def click(self, button: QPushButton | None) -> None:
        assert button is not None and button.isVisible() and button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def answer(self, text: str) -> str:
        """Click the button of this name in the question that is open; what was asked."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QMessageBox)
        said = asked.text()
        self.click(next(button for button in asked.findChildren(QPushButton) if button.text().replace("&", "") == text))
        self.wait(lambda: QApplication.activeModalWidget() is not asked)
        return said

    def leave_running(self, dialog: TrainingDialog) -> None:
        """Close the dialog, then try to close the window: the training goes on."""
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert "goes on" in self.answer("Keep it going")
        self.wait(lambda: QApplication.activeModalWidget() is None)
        line = self.line
        assert self.desk.running and line.isVisible() and "Training" in line.text()
        self.window.close()
        assert "Stop it and quit?" in self.answer("Cancel")
        assert self.window.isVisible() and self.desk.running and not self.desk.stopping

    def see_the_end(self, out: Path, shown: str, epochs: int) -> None:
        """Wait for the end; the line below leads to curves, scores and the model, which are those of the files."""
        self.wait(lambda: not self.desk.running, MINUTES)
        assert self.desk.problem == ""
        assert self.desk.course.stage is Stage.FINISHED and self.line.text() == "Training: finished"
        self.click(self.line)
        dialog = self.dialog()
        self.wait(lambda: dialog.tabs.currentIndex() == 1)
        assert not self.line.isVisible() and dialog.form.out() == out
        curves, written = dialog.progress.curves, history(out)
        for figure in ("loss", "accuracy"):
            assert same(curves.curve(figure, TRAINING)[0], written["epoch"])
            assert written["epoch"] == list(range(1, epochs + 1))
            assert same(curves.curve(figure, TRAINING)[1], written[figure])
            assert same(curves.curve(figure, VALIDATION)[1], written[f"validation_{figure}"])
        parts = {str(row[0]): row[-1] for row in dialog.progress.parts.rows[1:]}
        split = json.loads((out / "split.json").read_text())
        assert parts == {"training": len(split["training"]), "validation": len(split["validation"]), "unseen": len(split["test"])}
        scores = json.loads((out / "scores.json").read_text())["scores"]
        assert [row[1:] for row in dialog.scores.table.rows[1:]] == [(row["value"], row["low"], row["high"]) for row in scores.values()]
        stated = json.loads((out / "model/card.json").read_text())["training"]["command"]
        assert stated == shlex.join(Path(word).name for word in shlex.split(shown)), "what was shown, without the folders' paths"
        self.click(dialog.scores.open_button)
        assert self.window.session is not None
        model = OpenModel.of(self.window.session)
        self.wait(lambda: model.classifier is not None and model.folder == out / "model", MINUTES)
        assert "uses this model now" in dialog.scores.state.text()
        self.click(dialog.close_button)

    @property
    def line(self) -> TrainingLine:
        found = self.window.status_line.findChild(TrainingLine)
        assert found is not None
        return found

    @property
    def desk(self) -> TrainingDesk:
        found = TrainingDesk.present(self.window)
        assert found is not None
        return found


@pytest.fixture
def trainer(open_window: OpenWindow, qtbot: QtBot, labelled_folder: Path, tmp_path: Path) -> Trainer:
    folder = Path(shutil.copytree(labelled_folder, tmp_path / "labelled"))
    return Trainer(open_window("", None, folder), qtbot)


def history(out: Path) -> dict[str, list[float]]:
    rows = list(csv.DictReader((out / "history.csv").read_text().splitlines()))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def same(one: list[float], other: list[float]) -> bool:
    return one == pytest.approx(other, nan_ok=True)


@needs_training
@pytest.mark.long
def test_a_training_is_started_left_alone_and_its_model_used(trainer: Trainer, tmp_path: Path) -> None:
    """In one start of TensorFlow; `tests/proofs/test_training_taken_up.py` stops it on the way and takes it up."""
    out = tmp_path / "run"
    dialog = trainer.open()
    trainer.small(dialog, out, 1)
    shown = dialog.command.text()
    assert shlex.split(shown)[:4] == ["dspic", "train", str(tmp_path / "labelled"), str(out)]
    trainer.click(dialog.start_button)
    desk = trainer.desk
    assert desk.process.arguments == ["-m", "dspic_gui.cli", *shlex.split(shown)[1:], *WATCHED]
    assert not dialog.form.isEnabled() and dialog.command.text() == shown
    curves = dialog.progress.curves
    trainer.wait(lambda: bool(curves.curve("loss", STEPS)[0]), MINUTES)
    assert not curves.curve("loss", TRAINING)[0], "the curve moves within the first epoch"
    trainer.leave_running(dialog)
    trainer.see_the_end(out, shown, epochs=1)


@needs_training
def test_what_the_command_refuses_is_said_and_the_window_that_quits_leaves_nobody_behind(trainer: Trainer, tmp_path: Path) -> None:
    dialog = trainer.open()
    trainer.small(dialog, tmp_path / "run", 1)
    trainer.type(trainer.field(dialog, "dropout"), "1")
    trainer.click(dialog.start_button)
    trainer.wait(lambda: not trainer.desk.running, MINUTES)
    assert "Dropout is a share from 0 up to" in dialog.problem.text()
    assert not (tmp_path / "run").exists() and dialog.start_button.isEnabled()

    trainer.type(trainer.field(dialog, "dropout"), "0.5")  # nothing to refuse: the child stays until it is ended
    trainer.type(trainer.field(dialog, "epochs"), "500")
    trainer.wait(lambda: not dialog.busy)
    trainer.click(dialog.start_button)
    trainer.wait(lambda: bool(trainer.desk.process.pid))
    os.kill(trainer.desk.process.pid or 0, signal.SIGKILL)
    trainer.wait(lambda: not trainer.desk.running)
    assert "want of memory" in dialog.problem.text()

    trainer.click(dialog.start_button)
    trainer.wait(lambda: bool(trainer.desk.process.pid))
    number = trainer.desk.process.pid or 0
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    trainer.answer("Keep it going")
    trainer.wait(lambda: QApplication.activeModalWidget() is None)
    trainer.window.close()
    trainer.answer("Stop it and quit")
    trainer.wait(lambda: not trainer.window.isVisible(), MINUTES)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_missing_package_is_said_before_anything_starts(trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "NEEDED", ("no_such_package",))
    dialog = trainer.open()
    assert "needs the package no_such_package" in dialog.problem.text()
    assert "pip install 'dspic-workstation[training]'" in dialog.problem.text()
    assert not dialog.start_button.isEnabled()
    dialog.start()
    assert not trainer.desk.running
    trainer.click(dialog.close_button)


@pytest.mark.parametrize("reader", ["R1", "guest"])
def test_a_reader_is_told_that_the_study_lead_trains(open_window: OpenWindow, qtbot: QtBot, reader: str) -> None:
    trainer = Trainer(open_window(reader, None), qtbot)
    QTest.keyClick(trainer.window, Qt.Key.Key_N, CTRL | SHIFT)
    assert "study lead only" in trainer.answer("OK")
    assert TrainingDesk.present(trainer.window) is None


def test_presets_the_fold_out_and_what_is_refused_in_the_form(trainer: Trainer, tmp_path: Path) -> None:
    dialog = trainer.open()
    form, folder = dialog.form, tmp_path / "labelled"
    assert form.out() == tmp_path / "labelled-training", "beside the dataset"
    assert not form.more.isVisible() and shlex.split(dialog.command.text())[4:] == []
    trainer.click(form.shipped_button)
    card = json.loads(Path("resources/model/card.json").read_text())["training"]
    assert form.more.isVisible()
    said = set(shlex.split(dialog.command.text()))
    own = {"--labels", "--seed", "--name"} | ({"--data"} if card["settings"]["data"] == "D_1" else set())
    assert {word for word in shlex.split(card["command"])[4:] if word.startswith("--")} - own <= said and "--vary" in said
    trainer.click(form.paper_button)
    assert shlex.split(dialog.command.text())[4:] == []

    tick = trainer.field(dialog, "class_weights")
    assert isinstance(tick, QCheckBox)
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    trainer.type(trainer.field(dialog, "lr"), "3e-4")
    trainer.type(trainer.field(dialog, "steps"), "40")
    trainer.choose(dialog, "split", "by image")
    assert shlex.split(dialog.command.text())[4:] == ["--split", "image", "--lr", "0.0003", "--steps", "40", "--class-weights"]
    QTest.keyClick(trainer.field(dialog, "lr"), Qt.Key.Key_Return)
    assert not trainer.desk.running, "Enter in a field starts nothing"
    trainer.type(trainer.field(dialog, "lr"), "3e")
    assert "“Learning rate” is not a number" in dialog.problem.text() and not dialog.start_button.isEnabled()
    trainer.type(trainer.field(dialog, "lr"), "0.0001")
    trainer.type(form.folder, str(folder / "run"))
    assert "outside the dataset" in dialog.problem.text() and not dialog.start_button.isEnabled()
    QApplication.clipboard().clear()
    trainer.type(form.folder, str(tmp_path / "a b"))
    trainer.click(dialog.command.copy_button)
    assert shlex.split(QApplication.clipboard().text())[3] == str(tmp_path / "a b")
    trainer.wait(lambda: not dialog.busy)
    trainer.click(dialog.close_button)


def test_a_folder_with_other_settings_is_not_taken_up_with_these(trainer: Trainer, tmp_path: Path) -> None:
    from training.settings import Settings

    out = tmp_path / "begun"
    out.mkdir()
    (out / "settings.json").write_text(Settings(network="SI_CLF", epochs=7, labels="R2").as_json())
    dialog = trainer.open()
    trainer.type(trainer.field(dialog, "epochs"), "5")
    trainer.type(dialog.form.folder, str(out))
    trainer.wait(lambda: not dialog.busy)
    assert "other settings" in dialog.problem.text() and not dialog.start_button.isEnabled()
    trainer.click(dialog.use_button)
    assert dialog.problem.text() == "" and dialog.start_button.text() == "&Take up" and dialog.start_button.isEnabled()
    assert shlex.split(dialog.command.text())[4:] == ["--labels", "R2", "--network", "SI_CLF", "--epochs", "7"]
    trainer.click(dialog.new_button)
    trainer.wait(lambda: not dialog.busy)
    assert dialog.form.out() == tmp_path / "begun-2" and dialog.start_button.text() == "&Train"
    trainer.click(dialog.close_button)


def test_no_two_keys_of_the_dialog_are_the_same(trainer: Trainer) -> None:
    dialog = trainer.open()
    texts = [one.text() for one in dialog.findChildren(QPushButton)] + [
        form_label.text() for form_label in dialog.form.findChildren(QWidget) if hasattr(form_label, "buddy") and form_label.buddy()
    ]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert sorted(letters) == sorted(set(letters))
    trainer.click(dialog.close_button)


def test_the_table_of_options_is_what_the_training_knows() -> None:
    import argparse

    from dspic_gui.network.baselines import ALEXNET, SI_CLF, SI_CLF_AM, SI_CLF_AM_RM, SI_CLF_RM
    from dspic_gui.network.dspic import DSPIC_AM, DSPIC_RM
    from dspic_gui.network.plan import Head
    from training.commands.train import add_arguments, settings_from
    from training.settings import DATA, PRECISIONS, Settings

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    plain = Settings()
    assert settings_from(parser.parse_args(["d", "o"])) == plain
    assert options.same_settings(options.defaults(), asdict(plain))
    named = {option.setting for option in OPTIONS if option.setting}
    known = {name for name in asdict(plain) if name != "deviations"} | {f"deviations.{name}" for name in asdict(plain)["deviations"]}
    assert known - named == {"deviations.attention_ratio", "fold", "folds"} and named <= known  # folds are the command's
    choices = {option.name: option.choices for option in OPTIONS if option.choices}
    assert set(choices["head"]) == set(Head) and choices["data"] == DATA and choices["precision"] == PRECISIONS
    networks = (DSPIC_AM, DSPIC_RM, SI_CLF, SI_CLF_AM, SI_CLF_RM, SI_CLF_AM_RM, ALEXNET)
    assert set(choices["network"]) == {plan.name for plan in networks} | {"dSPIC-AM without pooling"}
    for option in OPTIONS:
        values = option.choices or {bool: (True,), int: (3,), float: (0.25,), str: ("R1",)}[option.kind]
        for value in values:
            words = options.command_words(Path("d"), Path("o"), {option.name: value})
            arguments = parser.parse_args(words[1:])
            assert getattr(arguments, option.name) == value
            if option.setting:
                content = json.loads(settings_from(arguments).as_json())
                assert options.values_of(content)[option.name] == value
                assert options.same_settings({option.name: value}, content)


@pytest.mark.parametrize("words", [b"stop\n", b"what\nstop\n", None])
def test_a_watched_training_stops_at_the_word_and_at_the_end_of_its_input(words: bytes | None, qtbot: QtBot) -> None:
    from training.commands.watched import Listener, Stopped

    reading, writing = os.pipe()
    listener = Listener(reading)
    listener.check()
    if words is None:
        os.close(writing)
    else:
        os.write(writing, words)
    qtbot.waitUntil(listener.asked, timeout=5000)
    with pytest.raises(Stopped):
        listener.check()
    if words is not None:
        os.close(writing)
    os.close(reading)
