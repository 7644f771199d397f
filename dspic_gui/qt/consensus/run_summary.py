"""What a run of the vote found, and what could not vote."""

from __future__ import annotations

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from dspic_gui.ground_truth.consensus_run import RunReport
from dspic_gui.qt import theme
from dspic_gui.qt.words.sentence import in_words


class RunSummary(QDialog):
    """Counts of views, and the sentences in a field from which they can be copied."""

    def __init__(self, report: RunReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_summary")
        self.setWindowTitle(self.tr("Consensus, run {number}").format(number=report.revision.number))
        layout = QVBoxLayout(self)
        self.counts = QLabel("\n".join(self._lines(report)))
        layout.addWidget(theme.set_role(QLabel(self.windowTitle()), "heading"))
        layout.addWidget(self.counts)
        self.sentences = QPlainTextEdit("\n".join(map(in_words, report.sentences)))
        self.sentences.setReadOnly(True)
        self.sentences.setAccessibleName(self.tr("What could not vote"))
        if report.sentences:
            layout.addWidget(QLabel(self.tr("Could not vote or needs a look ({count}):").format(count=len(report.sentences))))
            layout.addWidget(self.sentences)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.resize(620, 420 if report.sentences else self.sizeHint().height())

    def _lines(self, report: RunReport) -> list[str]:
        views = report.stand + report.waiting + report.provisional
        return [
            self.tr("Studies: {studies}, views: {views}, files of the consensus that changed: {files}").format(
                studies=report.studies, views=views, files=len(report.revision.written)
            ),
            self.tr("Views that stand: {count}").format(count=report.stand),
            self.tr("Views that wait for a person, without a majority for an answer: {count}").format(count=report.waiting),
            self.tr(
                "Views that are provisional, because a reading is missing or could not vote, or lesions contradict the answer: {count}"
            ).format(count=report.provisional),
            self.tr("Studies in which something waits, single lesions included: {count}").format(count=report.studies_waiting),
        ]
