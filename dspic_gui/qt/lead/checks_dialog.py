"""Whether the dataset holds together: its audit chains, the files they name, and the rules of all its files."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from dspic_gui.checks.audit import verify
from dspic_gui.checks.folder import DatasetCheck
from dspic_gui.dataset.description import DatasetError
from dspic_gui.qt.background import Background, Job
from dspic_gui.qt.session import Session
from dspic_gui.qt.words.sentence import in_words, translate


class ChecksDialog(QDialog):
    """Looks at everything once it is opened, and changes nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Verify and check the dataset"))
        self._background = Background(self, "checks")
        self.state, self.bar = QLabel(self.tr("Looking at every file of the dataset…")), QProgressBar()
        self.state.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.state, self.bar, self.text, buttons):
            layout.addWidget(widget)
        self.resize(760, 480)
        folder = session.archive.folder
        self._background.run(
            "checks",
            lambda job: _look(folder, job),
            self._show,
            self._failed,
            expected=(DatasetError, OSError),
            progress=self._progress,
        )

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _show(self, found: tuple[list[str], list[str]]) -> None:
        chains, problems = found
        self.bar.hide()
        if problems:
            self.state.setText(self.tr("{count} findings. Nothing was changed.").format(count=len(problems)))
        else:
            self.state.setText(self.tr("Everything fits. Nothing was changed."))
        self.text.setPlainText("\n".join([*problems, *([""] if problems else []), *chains]))

    def done(self, result: int) -> None:
        """Closed: what is still under way is not waited for."""
        self._background.close()
        super().done(result)

    def _failed(self, problem: Exception) -> None:
        self.bar.hide()
        self.state.setText(in_words(problem))


def _look(folder: Path, job: Job) -> tuple[list[str], list[str]]:
    """The chains with their heads, and what does not fit, in lines."""
    chains, found = verify(folder)
    breaches = DatasetCheck(folder, job.report).breaches()
    lines = [f"{one.file}: {in_words(one.sentence)}" for one in found]
    lines += [f"{one.place}: {in_words(one.sentence)}" for one in breaches]
    text = translate("lead", "{reader}: acts written down: {acts}; head of the chain: {head}")
    heads = [text.format(reader=chain.reader, acts=chain.acts, head=chain.head) for chain in chains]
    why = translate("lead", "Write the heads down elsewhere: they tell a chain whose end was cut off.")
    return [why, *heads] if heads else [], lines
