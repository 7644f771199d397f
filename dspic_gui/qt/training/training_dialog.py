"""Train a network: choose, start, watch, stop, take up, and read the scores; the work is done by `dspic train` in a process of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import Qt, QTimer, QUrl, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QDesktopServices
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.qt import theme
from dspic_gui.qt.background import Background
from dspic_gui.qt.training.command_line import CommandLine
from dspic_gui.qt.training.progress_view import ProgressView
from dspic_gui.qt.training.result_view import ResultView
from dspic_gui.qt.training.settings_form import SettingsForm, warned
from dspic_gui.qt.training.training_desk import Task, TrainingDesk
from dspic_gui.training_run.course import Stage
from dspic_gui.training_run.folder import TrainingFolder, read_training_folder
from dspic_gui.training_run.options import missing_package, same_settings, values_of

LOOK_MS = 150
"""A folder that is being typed is looked into when the typing rests this long."""


class TrainingDialog(QDialog):
    """A view of the window's training desk. Closing it while a training runs asks whether the training should go on."""

    started = pyqtSignal(object)  # Task
    model_chosen = pyqtSignal(Path)

    def __init__(
        self, desk: TrainingDesk, dataset: Path, name: str, labels: Sequence[str], out: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._dataset, self._name, self._said = dataset, name, desk.problem
        self._background = Background(self, "training folder")
        self.found = TrainingFolder(out)
        self.form = SettingsForm(dataset, labels)
        self.progress, self.scores, self.tabs = ProgressView(), ResultView(), QTabWidget()
        self.command = CommandLine()
        self.problem = warned(QLabel())
        self.use_button = QPushButton(self.tr("Use its settin&gs"))
        self.new_button = QPushButton(self.tr("Ne&w folder"))
        self.start_button, self.stop_button = QPushButton(self.tr("&Train")), QPushButton(self.tr("&Stop"))
        self.close_button = QPushButton(self.tr("Close"))
        self._look_soon = QTimer(self)
        self._untouched = self.form.values()
        self._lay_out()
        self._connect()
        self._begin(out)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Train a network on {name}").format(name=self._name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(1240, 800)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.form)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(400)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.progress, self.tr("Course"))
        self.tabs.addTab(self.scores, self.tr("Scores"))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.addWidget(area)
        middle.addWidget(self.tabs)
        middle.setStretchFactor(1, 1)
        middle.setChildrenCollapsible(False)
        theme.set_role(self.start_button, "primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        for button in (self.use_button, self.new_button, self.close_button, self.stop_button, self.start_button):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(middle, 1)
        box.addWidget(self.command)
        box.addLayout(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field starts nothing that takes hours

    def _connect(self) -> None:
        self._look_soon.setSingleShot(True)
        self._look_soon.timeout.connect(self._look)
        self.form.changed.connect(self._edited)
        self.form.folder_changed.connect(self._folder_changed)
        self.use_button.clicked.connect(self._use_settings)
        self.new_button.clicked.connect(self.form.take_free_folder)
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.desk.stop)
        self.close_button.clicked.connect(self.close)
        self.scores.open_button.clicked.connect(self._choose_model)
        self.scores.folder_button.clicked.connect(self._show_folder)
        self.desk.changed.connect(self._show_course)
        self.desk.ended.connect(self._ended)

    def _begin(self, out: Path) -> None:
        task = self.desk.task
        if self.desk.running and task is not None:
            self.form.show_values(task.values)
            out = task.out
        self.form.folder.setText(str(out))
        self._said = self.desk.problem
        self.desk.seen()
        self._show_course() if self.desk.running else self._look()

    # the folder

    def _edited(self) -> None:
        self._said = ""
        self._refresh()

    def _folder_changed(self) -> None:
        self._said = ""
        self.found = TrainingFolder(self.form.out())
        self._look_soon.start(LOOK_MS)
        self._refresh()

    def _look(self) -> None:
        """Look what lies in the folder, off the GUI thread."""
        if not self.desk.running:
            out = self.form.out()
            self._background.run("look", lambda _: read_training_folder(out), self._take_folder)

    @property
    def busy(self) -> bool:
        """Whether the folder is being looked into, or will be."""
        return self._look_soon.isActive() or self._background.is_busy("look")

    def _take_folder(self, found: TrainingFolder) -> None:
        self.found = found
        if found.begun and not self.form.problem() and self.form.values() == self._untouched:
            self._use_settings()
        self._show_folder_course()
        self._refresh()

    def _show_folder_course(self) -> None:
        """The curve so far of what was begun in the folder, and its scores where it is finished."""
        found = self.found
        self.progress.show_curve(found.rows, found.best_epoch)
        count, best = len(found.rows), found.best_epoch
        if found.finished:
            self.scores.show_result(found)
            self.progress.show_text(self.tr("The training in this folder is finished"), self._epochs_text(count, best))
        elif found.begun:
            self.progress.show_text(self.tr("A training was begun in this folder"), self._epochs_text(count, best))
        else:
            self.progress.show_text(self.tr("Nothing was trained in this folder yet"))
        self.tabs.setTabEnabled(1, found.finished)
        self.tabs.setCurrentIndex(1 if found.finished else 0)

    def _epochs_text(self, count: int, best: int) -> str:
        text = self.tr("{count} epochs are done; best epoch {best}.").format(count=count, best=best)
        return text if count else self.tr("No epoch is done yet.")

    def _use_settings(self) -> None:
        """Choose what the run in the folder was begun with."""
        if self.found.settings is not None:
            own = {name: self.form.fields[name].read() for name in ("name", "devices")}
            self.form.show_values({**values_of(self.found.settings), **own})

    # what can be done now

    def _problem(self) -> str:
        """Why it cannot start, a sentence; empty where it can."""
        package = missing_package()
        if package is not None:
            text = self.tr("Training needs the package {package}, which is not installed. Install it with: {command}")
            return text.format(package=package, command="pip install 'dspic-workstation[training]'")
        wrong = self.form.problem()
        if not wrong and self._other_settings():
            wrong = self.tr(
                "This folder holds a training with other settings. Use its settings to go on with it, or choose another folder."
            )
        return wrong

    def _other_settings(self) -> bool:
        return self.found.settings is not None and not same_settings(self.form.values(), self.found.settings)

    def _refresh(self) -> None:
        running, wrong = self.desk.running, self._problem()
        self.form.setEnabled(not running)
        self.start_button.setVisible(not running)
        self.start_button.setEnabled(not wrong)
        begun = self.found.begun and not self.found.finished
        self.start_button.setText(self.tr("&Take up") if begun else self.tr("Score &again") if self.found.finished else self.tr("&Train"))
        self.stop_button.setVisible(running)
        self.stop_button.setText(self.tr("End it no&w") if self.desk.stopping else self.tr("&Stop"))
        self.use_button.setVisible(not running and not self.form.problem() and self._other_settings())
        self.new_button.setVisible(not running and self.found.begun)
        self.problem.setText("" if running else wrong or self._said)
        task = self.desk.task if running else None if self.form.problem() else self._task()
        self.command.show_command(task.command if task else "")

    def _task(self) -> Task:
        return Task(self._dataset, self._name, self.form.out(), self.form.values())

    def start(self) -> None:
        """Train, or take up what was begun in the folder."""
        if self.desk.running or self.busy or self._problem():
            return
        self.tabs.setCurrentIndex(0)
        self.tabs.setTabEnabled(1, False)
        task = self._task()
        self.started.emit(task)
        self.desk.start(task, self.found)
        self.stop_button.setFocus()

    # while it runs

    def _show_course(self) -> None:
        if self.desk.task is not None:
            self.progress.show_course(self.desk.course, self.desk.running, self.desk.stopping)
        self._refresh()

    def _ended(self) -> None:
        self._said = self.desk.problem
        self.desk.seen()
        self._refresh()
        if self._said:
            self.progress.show_text(self.tr("The training ended"), "")
        out = self.form.out()
        self._background.run("look", lambda _: read_training_folder(out), self._take_end)

    def _take_end(self, found: TrainingFolder) -> None:
        """Keep what was watched on the screen, and show the scores where there are any."""
        self.found = found
        if self.desk.course.stage is Stage.FINISHED and found.finished:
            self.scores.show_result(found)
            self.tabs.setTabEnabled(1, True)
            self.tabs.setCurrentIndex(1)
        self._refresh()

    def _choose_model(self) -> None:
        self.model_chosen.emit(self.found.model)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.found.path)))

    # Qt

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Closing while it runs asks."""
        if event is not None and self.desk.running:
            event.ignore()
            self.reject()
        elif event is not None:
            super().closeEvent(event)

    def reject(self) -> None:
        """Escape, or the button: while it runs it asks what becomes of the training."""
        if self.desk.running:
            self.desk.ask_to_leave(self)
        else:
            super().reject()

    def done(self, result: int) -> None:
        """The dialog goes; so does its thread."""
        self._background.close()
        super().done(result)
