"""A dataset that can leave the house; its reports are read and approved one by one."""

from __future__ import annotations

from PyQt6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.exchange.hand_over import hand_over
from dspic_gui.exchange.hand_over_note import HandedOver, HandOver
from dspic_gui.qt import theme
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.study_names import KEY, StudyNames, checkable, ticked_keys
from dspic_gui.qt.exchange.work_dialog import PathField, WorkDialog
from dspic_gui.qt.words.sentence import in_words
from dspic_gui.report import ReportError


class DeidentifyDialog(WorkDialog):
    """Writes the hand-over; a report goes along only when its box was ticked after it was read."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        self._archive = archive
        self.name = QLineEdit("Hand-over")
        self.dates = QComboBox()
        self.reports = QListWidget()
        self.text = QPlainTextEdit()
        self.target = PathField("new", archive.folder.with_name(f"{archive.folder.name}-handover"))
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("De-identify"))
        self.start_button.setText(self.tr("&Write the hand-over"))
        self._fill()
        self.resize(820, 560)

    def start(self) -> None:
        """Write it, search it, and keep it only where nothing was found."""
        target = self.target.path
        if target is None:
            self.say(self.tr("Choose a folder to write."), warning=True)
            return
        wanted = HandOver(
            self.name.text().strip() or "Hand-over", self.dates.currentData(), self.approved()
        )

        def act(job: Job) -> HandedOver:
            return hand_over(self._archive, target, wanted, job.report, self.is_stopped)

        self.work(act, self._tell)

    def approved(self) -> frozenset[str]:
        """The studies whose report may go along."""
        return frozenset(ticked_keys(self.reports))

    def _tell(self, done: HandedOver) -> None:
        text = self.tr(
            "Studies written: {count}. Texts of the dataset that were searched for: {searched}; none was found."
        )
        said = [text.format(count=len(done.studies), searched=done.searched)]
        own = [(done.studies.get(key, key), why) for key, why in done.warnings]
        said += StudyNames(self._archive).told([*done.problems, *own])
        self.say(" ".join(said), warning=bool(done.problems or done.warnings))

    def _show_report(self, row: int) -> None:
        item = self.reports.item(row)
        if item is None:
            return
        try:
            report = self._archive.report(item.data(KEY))
        except (ArchiveError, ReportError) as problem:
            self.text.setPlainText(in_words(problem))
            return
        self.text.setPlainText(f"{report.description}\n\n{report.suggestion}" if report else "")

    def _fill(self) -> None:
        self.dates.addItem(self.tr("move each patient's dates by one number of days"), True)
        self.dates.addItem(self.tr("leave dates out"), False)
        self.text.setReadOnly(True)
        names = StudyNames(self._archive)
        for key in self._archive.study_keys():
            if self._has_report(key):
                self.reports.addItem(checkable(key, names.name(key), ticked=False))
        form = QFormLayout()
        form.addRow(self.tr("&Name of the new dataset"), self.name)
        form.addRow(self.tr("&Dates"), self.dates)
        form.addRow(self.tr("&Into the new folder"), self.target)
        hint = QLabel(
            self.tr(
                "Reports stay here. Read one and tick it where it names nobody and may leave the house."
            )
        )
        hint.setWordWrap(True)
        theme.set_role(hint, "dim")
        pair = QHBoxLayout()
        pair.addWidget(self.reports)
        pair.addWidget(self.text, 1)
        box = QVBoxLayout(self.body)
        box.addLayout(form)
        box.addWidget(hint)
        box.addLayout(pair, 1)
        self.reports.currentRowChanged.connect(self._show_report)

    def _has_report(self, key: str) -> bool:
        try:
            return self._archive.report(key) is not None
        except (ArchiveError, ReportError):
            return False
