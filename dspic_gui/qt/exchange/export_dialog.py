"""Labels, structured reports and pictures with marks for other programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QWidget

from dspic_gui.dataset.archive import Archive
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.exchange.label_export import FORMATS, Exported, LabelExport, export_labels
from dspic_gui.exchange.label_pictures import Pictures
from dspic_gui.exchange.report_export import ReportsWritten, export_reports
from dspic_gui.exchange.reported import sources
from dspic_gui.ground_truth.label_source import proposed_source, remarks
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.study_names import StudyNames, source_words
from dspic_gui.qt.exchange.work_dialog import PathField, WorkDialog
from dspic_gui.qt.words.sentence import in_words

REPORTS = ("sr", "sc")


class ExportDialog(WorkDialog):
    """Writes what is chosen into a new folder."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        self._archive = archive
        self.format = QComboBox()
        self.labels = QComboBox()
        self.pictures = QComboBox()
        self.classes = QComboBox()
        self.split = PathField("file")
        self.provisional = QCheckBox()
        self.target = PathField("new", archive.folder.with_name(f"{archive.folder.name}-export"))
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Export"))
        self.start_button.setText(self.tr("&Export"))
        self._fill()
        self.resize(720, 380)

    def start(self) -> None:
        """Export; the folder stands whole or not at all."""
        target = self.target.path
        if target is None:
            self.say(self.tr("Choose a folder to write."), warning=True)
            return
        if self.format.currentData() in REPORTS:
            self.work(self._reports_into(target), self._tell_reports)
        else:
            self.work(self._labels_into(target), self._tell)

    def _labels_into(self, target: Path) -> Callable[[Job], Exported]:
        wanted = LabelExport(
            self.format.currentData(),
            self.labels.currentData(),
            self.pictures.currentData(),
            self.split.path,
            self.provisional.isChecked(),
            self.classes.currentData(),
        )

        def act(job: Job) -> Exported:
            return export_labels(self._archive, target, wanted, job.report, self.is_stopped)

        return act

    def _reports_into(self, target: Path) -> Callable[[Job], ReportsWritten]:
        by, kind = self.labels.currentData(), self.format.currentData()
        provisional = self.provisional.isChecked()

        def act(job: Job) -> ReportsWritten:
            return export_reports(
                self._archive,
                target,
                by,
                kind,
                provisional=provisional,
                progress=job.report,
                cancelled=self.is_stopped,
            )

        return act

    def _tell(self, done: Exported) -> None:
        text = self.tr("Views written: {views}, lesions: {lesions}.")
        said = [text.format(views=done.views, lesions=done.lesions)]
        remark = remarks(done.tally, done.notice)
        said += [in_words(remark)] if remark is not None else []
        said += StudyNames(self._archive).told(done.problems, 3)
        self.say(" ".join(said), warning=bool(done.problems))

    def _tell_reports(self, done: ReportsWritten) -> None:
        text = self.tr("Reports written: {count}, open answers that stayed behind: {open}.")
        said = [text.format(count=len(done.studies), open=len(done.left_out))]
        said += StudyNames(self._archive).told(done.problems, 3)
        self.say(" ".join(said), warning=bool(done.problems))

    def _fill(self) -> None:
        for name in FORMATS:
            self.format.addItem(name.upper(), name)
        self.format.addItem(self.tr("DICOM structured reports"), "sr")
        self.format.addItem(self.tr("DICOM pictures with marks"), "sc")
        for kind, title in (
            (Pictures.SHOWN, self.tr("8 bit, to look at")),
            (Pictures.COUNTS, self.tr("16 bit, the counts")),
            (Pictures.ARRAYS, self.tr("8 bit, and the counts as arrays")),
            (Pictures.NONE, self.tr("none")),
        ):
            self.pictures.addItem(title, kind)
        self.classes.addItem(self.tr("codes: disease, part and side"), "code")
        self.classes.addItem(self.tr("diseases"), "disease")
        self.provisional.setText(self.tr("&Provisional and disputed answers too"))
        form = QFormLayout(self.body)
        for title, field in (
            (self.tr("&Format"), self.format),
            (self.tr("&Labels of"), self.labels),
            (self.tr("Pict&ures"), self.pictures),
            (self.tr("&Classes"), self.classes),
            (self.tr("Spl&it (none: all together)"), self.split),
            ("", self.provisional),
            (self.tr("&Into the new folder"), self.target),
        ):
            form.addRow(title, field)
        self.format.currentIndexChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Offer whose labels fit the format, and what of the rest matters for it."""
        report = self.format.currentData() in REPORTS
        first = self.labels.currentData() or proposed_source(self._archive)
        truth = [TRUTH] if not report and (self._archive.folder / TRUTH).is_dir() else []
        known = (
            [*sources(self._archive)]
            if report
            else [CONSENSUS, *truth, *self._archive.dataset.readers]
        )
        self.labels.clear()
        for name in known:
            self.labels.addItem(source_words(name), name)
        self.labels.setCurrentIndex(max(self.labels.findData(first), 0))
        for field in (self.pictures, self.classes, self.split):
            field.setEnabled(not report)
