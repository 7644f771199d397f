"""A course for readers who learn: gold cases of this dataset become a dataset of their own."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from dspic_gui.dataset.archive import Archive, ArchiveError
from dspic_gui.dataset.folder import CONSENSUS, TRUTH
from dspic_gui.exchange.training_course import make_course
from dspic_gui.qt.background import Job
from dspic_gui.qt.design.design_page import Act, DesignPage
from dspic_gui.qt.exchange.work_dialog import PathField


class CoursePage(DesignPage):
    """What is gold, who learns, how many cases, and where the course is to lie."""

    changes_dataset = False

    def fill(self) -> None:
        """The fields."""
        folder = self.archive.folder
        self.labels, self.readers, self.feedback = QComboBox(), QLineEdit("T1"), QComboBox()
        self.cases, self.seed = QSpinBox(), QSpinBox()
        self.target = PathField("new", folder.with_name(f"{folder.name}-course"))
        self.cases.setRange(1, 10_000)
        self.cases.setValue(20)
        self.seed.setRange(0, 2**31 - 1)
        self.labels.addItem(self.tr("the consensus"), CONSENSUS)
        self.labels.addItem(self.tr("the truth"), TRUTH)
        for name in self.archive.dataset.readers:
            self.labels.addItem(name, name)
        for title, when in ((self.tr("after each case"), "case"), (self.tr("when all are sealed"), "end"), (self.tr("never here"), None)):
            self.feedback.addItem(title, when)
        if not any((folder / CONSENSUS).glob("*.json")) and (folder / TRUTH).is_dir():
            self.labels.setCurrentIndex(self.labels.findData(TRUTH))
        self.form.addRow(self.tr("&Gold is what is said by"), self.labels)
        self.form.addRow(self.tr("Who &learns"), self.readers)
        self.form.addRow(self.tr("&Cases"), self.cases)
        self.form.addRow(self.tr("S&eed: decides which"), self.seed)
        self.form.addRow(self.tr("The &score and what was missed are shown"), self.feedback)
        self.form.addRow(self.tr("&Into the new folder"), self.target)
        self.hint.setText(
            self.tr(
                "Studies with a settled truth, as even over the four answers as there are, under other keys and dates and without "
                "reports. Those who learn open the course and read it blind, each in an order of the own. How they do is on the "
                "page Learners, when the course is open here."
            )
        )
        self.rest.addStretch(1)

    @property
    def verb(self) -> str:
        """What the button says."""
        return self.tr("&Make the course")

    def prepare(self) -> Act:
        """Make the course."""
        folder, target, source = self.archive.folder, self.target.path, str(self.labels.currentData())
        readers = [word for word in self.readers.text().replace(",", " ").split() if word]
        cases, seed, feedback = self.cases.value(), self.seed.value(), self.feedback.currentData()
        told = self.tr("The course has {count} cases for {names}.")

        def act(_job: Job) -> str:
            if target is None or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
                raise ArchiveError("The folder of a course is a new or an empty one. Nothing was written; choose another.")
            course = make_course(Archive(folder), target, readers, cases, source=source, seed=seed, feedback=feedback)
            return told.format(count=len(course.counted_keys()), names=", ".join(readers))

        return act
