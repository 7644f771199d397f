"""The study report before it leaves: a preview of the page, its words to edit, and the ways to save and print it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QPixmap, QResizeEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dspic_gui.dataset.archive import ArchiveError
from dspic_gui.dataset.folder import CONSENSUS
from dspic_gui.exchange.new_folder import ExchangeError
from dspic_gui.exchange.reported import reported
from dspic_gui.labels.view_file import LabelError
from dspic_gui.prediction_file import models
from dspic_gui.qt.carry.report_index import ReportIndex
from dspic_gui.qt.carry.study_page import page_image, print_page, write_pdf
from dspic_gui.qt.preferences import place_to_save
from dspic_gui.qt.session import Session, own_archive
from dspic_gui.qt.theme import set_role
from dspic_gui.qt.words.sentence import in_words, translate
from dspic_gui.report import Report
from dspic_gui.sentence import reason_of
from dspic_gui.study_report.content import ReportRefused, StudyReport, report_of, report_of_reading
from dspic_gui.study_report.draft import Language, draft

LATER_MS = 250
"""The preview follows the words after this time without a key."""

EXPECTED = (ArchiveError, ExchangeError, LabelError, ReportRefused, OSError)


class ReportDialog(QDialog):
    """What is written here stands on the page and nowhere else; the dataset is not changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._archive = session, own_archive(session)
        assert session.key is not None
        self._key = session.key
        self.setWindowTitle(self.tr("Study report"))
        self.by, self.language, self.model = QComboBox(), QComboBox(), QComboBox()
        self.opinion = QCheckBox(self.tr("&Second opinion of"))
        self.index = QCheckBox(self.tr("Bone scan inde&x"))
        self.shares = ReportIndex(session.background, self)
        self.description, self.suggestion = QPlainTextEdit(), QPlainTextEdit()
        self.problem, self.page = QLabel(), QLabel()
        self.report: StudyReport | None = None
        self._drafted = Report("")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.refresh)
        self._fill()
        self._lay_out()
        self._connect()
        self._write_draft()

    def _fill(self) -> None:
        session, archive = self._session, self._archive
        if session.reading is not None:
            self.by.addItem(self.tr("{reader}, your own reading").format(reader=session.reader), session.reader)
        if archive.may_see_others(self._key):
            names = [CONSENSUS] if session.reader is not None else [CONSENSUS, *archive.dataset.readers]
            for name in names:
                if self._says(name):
                    self.by.addItem(self.tr("the consensus") if name == CONSENSUS else name, name)
        self.language.addItem("English", Language.ENGLISH.value)  # as plain text, which findData knows again
        self.language.addItem("中文", Language.CHINESE.value)
        self.language.setCurrentIndex(max(self.language.findData(translate("study report", "en")), 0))
        if archive.may_see_predictions(self._key):
            for name in models(archive):
                if self._says(name):
                    self.model.addItem(name, name)
        self.opinion.setEnabled(self.model.count() > 0)
        self.model.setEnabled(self.model.count() > 0)
        if not self.opinion.isEnabled():
            self.opinion.setToolTip(self.tr("No second opinion is kept of this study, or it may not be seen before your seal."))

        self.index.setEnabled(self.shares.possible)
        if not self.index.isEnabled():
            self.index.setToolTip(self.tr("There is no lesion model, whose map of the skeleton the index needs."))

    def _says(self, by: str) -> bool:
        try:
            return reported(self._archive, self._key, by) is not None
        except EXPECTED:
            return False

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Whose answer"), self.by)
        form.addRow(self.tr("&Draft in"), self.language)
        form.addRow(self.opinion, self.model)
        form.addRow(self.index)
        self.problem.setWordWrap(True)
        set_role(self.problem, "error")
        note = QLabel(self.tr("The words are a draft from the marks. What you write stands on the page only."))
        note.setWordWrap(True)
        set_role(note, "dim")
        left = QVBoxLayout()
        left.addLayout(form)
        for title, field in ((self.tr("D&escription"), self.description), (self.tr("S&uggestion"), self.suggestion)):
            label = QLabel(title)
            label.setBuddy(field)
            field.setTabChangesFocus(True)
            left.addWidget(label)
            left.addWidget(field, 2 if field is self.description else 1)
        left.addWidget(note)
        left.addWidget(self.problem)
        left.addWidget(self._buttons())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setMinimumWidth(320)
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(self.page)
        both = QHBoxLayout(self)
        both.addLayout(left, 2)
        both.addWidget(self.area, 3)
        self.resize(1180, 860)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        roles = QDialogButtonBox.ButtonRole.ActionRole
        self.save = box.addButton(self.tr("Save &PDF…"), roles)
        self.preview = box.addButton(self.tr("Print pre&view…"), roles)
        self.print = box.addButton(self.tr("P&rint…"), roles)
        box.rejected.connect(self.reject)
        return box

    def _connect(self) -> None:
        self.by.activated.connect(self._write_draft)
        self.language.activated.connect(self._write_draft)
        self.opinion.toggled.connect(self.refresh)
        self.index.toggled.connect(self.refresh)
        self.shares.changed.connect(self.refresh)
        self.model.activated.connect(self.refresh)
        for field in (self.description, self.suggestion):
            field.textChanged.connect(self._later.start)
        for button, act in ((self.save, self._ask_where), (self.preview, self._show_preview), (self.print, self._ask_printer)):
            assert button is not None
            button.clicked.connect(act)

    # the words

    def _write_draft(self) -> None:
        """A new draft; words that a person wrote are kept."""
        if self._words() != self._drafted:
            self.refresh()
            return
        lesions, answer = self._said()
        self._drafted = draft(lesions, answer, self._archive.book, Language(self.language.currentData()))
        self.description.setPlainText(self._drafted.description)
        self.suggestion.setPlainText(self._drafted.suggestion)
        self.refresh()

    def _said(self) -> tuple:  # type: ignore[type-arg]
        made = self._make(Report(" "))
        return (made.lesions, made.answer) if made is not None else ((), None)

    def _words(self) -> Report:
        return Report(self.description.toPlainText().strip(), self.suggestion.toPlainText().strip())

    def refresh(self) -> None:
        """Make the page anew and show it."""
        self._later.stop()
        words = self._words()
        self.report = self._with_index(self._make(words if words else Report(" ")))
        for button in (self.save, self.preview, self.print):
            assert button is not None
            button.setEnabled(self.report is not None)
        self._show_page()

    def _with_index(self, made: StudyReport | None) -> StudyReport | None:
        """With the bone scan index, once it is there, where it is ticked."""
        if made is None or not self.index.isChecked():
            return made
        share = self.shares.of(made)
        if self.shares.problem:
            self.problem.setText(self.shares.problem)
        return replace(made, index=share)

    def _make(self, words: Report) -> StudyReport | None:
        session, by, language = self._session, self.by.currentData(), Language(self.language.currentData())
        number = session.number_of(self._key)
        model = self.model.currentData() if self.opinion.isChecked() else None
        self.problem.clear()
        try:
            if by is None:
                raise ReportRefused("Nothing final is said of this study yet, so there is nothing to report. Read and seal it first.")
            if by == session.reader and session.reading is not None and session.study is not None:
                made = report_of_reading(
                    self._archive, session.study, session.views, session.reading, words=words, number=number, language=language
                )
                return replace(made, opinion=reported(self._archive, self._key, model)) if model else made
            return report_of(self._archive, self._key, by, model=model, language=language, words=words, number=number)
        except EXPECTED as problem:
            self.problem.setText(in_words(problem))
            return None

    def _show_page(self) -> None:
        viewport = self.area.viewport()
        assert viewport is not None
        if self.report is None:
            self.page.clear()
            return
        density = self.devicePixelRatioF()
        image = page_image(self.report, max(round((viewport.width() - 12) * density), 200))
        image.setDevicePixelRatio(density)
        self.page.setPixmap(QPixmap.fromImage(image))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The preview takes the width that there is."""
        super().resizeEvent(event)
        self._later.start()

    # out

    def _ask_where(self) -> None:
        place = place_to_save(f"report-{self._key[:8]}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), place, "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> bool:
        """Write the page as PDF; whether it is written."""
        self.refresh()
        if self.report is None:
            return False
        try:
            write_pdf(self.report, path)
        except OSError as problem:
            text = self.tr("{name} could not be written ({reason}). Choose another place.")
            self.problem.setText(text.format(name=path.name, reason=in_words(reason_of(problem))))
            return False
        self._session.message.emit(self.tr("{name} is saved.").format(name=path.name))
        return True

    def _show_preview(self) -> None:
        from PyQt6.QtPrintSupport import QPrinter, QPrintPreviewDialog

        from dspic_gui.qt.lifetime import leave_when_closed

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = leave_when_closed(QPrintPreviewDialog(printer, self))
        dialog.paintRequested.connect(self._print_on)
        dialog.open()

    def _ask_printer(self) -> None:
        from PyQt6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self._print_on(printer)

    def _print_on(self, printer: object) -> None:
        from PyQt6.QtPrintSupport import QPrinter

        assert isinstance(printer, QPrinter)
        if self.report is not None and not print_page(self.report, printer):
            self.problem.setText(self.tr("The printer refused the page. Nothing was printed; save it as PDF instead."))
