"""Marks of other tools become a reader's draft: read the files, say what their labels mean, take them."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.code import describe_code
from dspic_gui.dataset.archive import Archive
from dspic_gui.exchange.label_import import ForeignLabels, Imported, import_labels, read_labels
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.study_names import StudyNames
from dspic_gui.qt.exchange.work_dialog import PathField, WorkDialog
from dspic_gui.qt.words.sentence import in_words

LEAVE_OUT = "\0"


class ImportLabelsDialog(WorkDialog):
    """Nothing is sealed by it, and a draft that holds marks is added to only where that is ticked."""

    def __init__(self, archive: Archive, parent: QWidget | None = None) -> None:
        self._archive = archive
        self._found: ForeignLabels | None = None
        self.source = PathField("file")
        self.reader = QComboBox()
        self.meanings = QTableWidget(0, 3)
        self.add = QCheckBox()
        self.scale = QCheckBox()
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Import labels"))
        self._fill()
        self._begin_anew()
        self.resize(720, 480)

    def start(self) -> None:
        """Read the file first; then, when its labels are known, take the marks."""
        path, found = self.source.path, self._found
        if path is None:
            self.say(
                self.tr("Choose a label file, or type the path of a folder of them."), warning=True
            )
        elif found is None:

            def read(_: Job) -> ForeignLabels:
                return read_labels(path, self._archive)

            self.work(read, self._show_labels)
        else:
            reader, mapping = self.reader.currentText(), self.mapping()
            add, scale = self.add.isChecked(), self.scale.isChecked()

            def take(_: Job) -> Imported:
                return import_labels(self._archive, reader, found, mapping, add=add, scale=scale)

            self.work(take, self._tell)

    def mapping(self) -> dict[str, str | None]:
        """What the user said that the labels mean; None leaves a label out."""
        found: dict[str, str | None] = {}
        for row in range(self.meanings.rowCount()):
            label, choice = self.meanings.item(row, 0), self.meanings.cellWidget(row, 2)
            if label is not None and isinstance(choice, QComboBox) and choice.currentData() != "":
                code = choice.currentData()
                found[label.text()] = None if code == LEAVE_OUT else str(code)
        return found

    def _show_labels(self, found: ForeignLabels) -> None:
        self._found = found
        self.meanings.setRowCount(0)
        for label, count in found.labels.items():
            self._add_row(label, count)
        marks = sum(found.labels.values())
        text = self.tr(
            "Marks: {marks}, labels: {labels}, pictures: {pictures}. Say what the labels mean, then take them."
        )
        self.say(text.format(marks=marks, labels=len(found.labels), pictures=len(found.pictures)))
        self.start_button.setText(self.tr("&Take the marks"))

    def _add_row(self, label: str, count: int) -> None:
        row = self.meanings.rowCount()
        self.meanings.insertRow(row)
        for column, text in enumerate((label, str(count))):
            item = QTableWidgetItem(text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.meanings.setItem(row, column, item)
        choice = QComboBox()
        choice.addItem(self.tr("code them later"), "")
        choice.addItem(self.tr("leave them out"), LEAVE_OUT)
        book = self._archive.book
        for code in book.labels():
            choice.addItem(in_words(describe_code(book.parse(code), book)), code)
            choice.setItemData(choice.count() - 1, code, Qt.ItemDataRole.ToolTipRole)
        choice.setCurrentIndex(max(choice.findData(label), 0))
        self.meanings.setCellWidget(row, 2, choice)

    def _tell(self, done: Imported) -> None:
        text = self.tr("Marks taken: {marks}, studies: {studies}. They are a draft of {reader}.")
        reader = self.reader.currentText()
        said = [text.format(marks=done.marks, studies=len(done.studies), reader=reader)]
        said += StudyNames(self._archive).told(done.left)
        self.say(" ".join(said), warning=bool(done.left))
        if done.studies:
            self.dataset_changed.emit()

    def _begin_anew(self) -> None:
        self._found = None
        self.meanings.setRowCount(0)
        self.start_button.setText(self.tr("&Read the file"))

    def _fill(self) -> None:
        self.reader.addItems(self._archive.dataset.readers)
        self.meanings.setHorizontalHeaderLabels(
            [self.tr("Label"), self.tr("Marks"), self.tr("Means")]
        )
        header = self.meanings.horizontalHeader()
        if header is not None:
            header.setStretchLastSection(True)
        self.add.setText(self.tr("&Add to drafts that hold marks already"))
        self.scale.setText(self.tr("&Scale marks of pictures of another size"))
        form = QFormLayout()
        form.addRow(self.tr("&File (COCO, YOLO, VOC, LabelMe, DICOM SR)"), self.source)
        form.addRow(self.tr("A draft &of"), self.reader)
        box = QVBoxLayout(self.body)
        box.addLayout(form)
        box.addWidget(self.meanings, 1)
        box.addWidget(self.add)
        box.addWidget(self.scale)
        self.source.changed.connect(self._begin_anew)
