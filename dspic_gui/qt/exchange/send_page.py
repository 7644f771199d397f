"""Reports that go to a server: a list of what goes out, and a tick for each before it goes."""

from __future__ import annotations

from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
)

from dspic_gui.exchange.network.send import send
from dspic_gui.exchange.network.sent import Sent
from dspic_gui.exchange.noted import note_export
from dspic_gui.exchange.report_export import ReportsWritten, reports
from dspic_gui.exchange.report_outbox import Outbox
from dspic_gui.exchange.reported import sources
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.pacs_frame import PacsFrame
from dspic_gui.qt.exchange.pacs_page import PacsPage
from dspic_gui.qt.exchange.server_box import ServerBox
from dspic_gui.qt.exchange.study_names import StudyNames, checkable, source_words, ticked_keys
from dspic_gui.qt.words.sentence import in_words

Made = tuple[Outbox, ReportsWritten]


class SendPage(PacsPage):
    """First the reports are made and listed; the dialog's button sends those that are ticked."""

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__(dialog)
        self.act = self.tr("&Send what is ticked")
        self._outbox: Outbox | None = None
        self._names = StudyNames(dialog.archive)
        self.server = ServerBox(dialog.known_servers)
        self.kind, self.by = QComboBox(), QComboBox()
        self.list_button = QPushButton(self.tr("&List the reports"))
        self.commit = QCheckBox(self.tr("As&k a PACS to confirm that it keeps them"))
        self.list = QListWidget()
        self._lay_out()

    def make(self) -> None:
        """Make the reports of whose answer is chosen, and list them; nothing is sent."""
        archive, by, kind = self._dialog.archive, self.by.currentData(), self.kind.currentData()

        def act(job: Job) -> Made:
            made, outbox, keys = ReportsWritten(), Outbox(), archive.study_keys()
            try:
                for key, content in reports(archive, by, kind, keys, made, provisional=False):
                    outbox.put(key, content)
                    job.report(len(outbox), len(keys))
                    if self._dialog.is_stopped():
                        break
            except BaseException:
                outbox.close()
                raise
            return outbox, made

        self._dialog.work(act, self._show)

    def start(self) -> None:
        """Send what is ticked."""
        server = self.server.chosen
        files = self._outbox.files(ticked_keys(self.list)) if self._outbox is not None else []
        if server is None or not files:
            self._dialog.say(
                self.tr("Choose a server, list the reports, and tick what may go."), warning=True
            )
            return
        password, commit = self._dialog.password(server), self.commit.isChecked()
        archive, by, kind = self._dialog.archive, self.by.currentData(), self.kind.currentData()

        def act(job: Job) -> Sent:
            done = send(
                server,
                files,
                password=password,
                commit=commit,
                progress=job.report,
                cancelled=self._dialog.is_stopped,
            )
            if done.taken:
                what = f"{kind}, answers of {by}, {len(done.taken)} reports: sent to {server.name}"
                done.refused += note_export(archive, what)
            return done

        self._dialog.work(act, self._tell)

    def _show(self, found: Made) -> None:
        self.drop()
        self._outbox, made = found
        self._names = StudyNames(self._dialog.archive)
        for key in self._outbox.studies:
            words = (self._names.name(key), self.by.currentText(), self.kind.currentText())
            self.list.addItem(checkable(key, "   ".join(words), ticked=True))
        text = self.tr("Reports that can go: {count}, open answers that stay behind: {open}.")
        said = [text.format(count=len(self._outbox), open=len(made.left_out))]
        said += self._names.told(made.problems, 3)
        self._dialog.say(" ".join(said), warning=bool(made.problems))

    def _tell(self, done: Sent) -> None:
        text = self.tr("Reports taken: {count}, shown by the server: {seen}.")
        said = [text.format(count=len(done.taken), seen=len(done.seen))]
        if done.kept:
            said.append(self.tr("Confirmed to be kept: {count}.").format(count=len(done.kept)))
        said += [in_words(done.commitment)] if done.commitment else []
        said += self._names.told(done.refused, 3)
        self._dialog.say(" ".join(said), warning=bool(done.refused or done.commitment))

    def drop(self) -> None:
        """Forget the reports that were made; nothing of them is left on the disk."""
        self.list.clear()
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None

    def _lay_out(self) -> None:
        self.kind.addItem(self.tr("structured reports"), "sr")
        self.kind.addItem(self.tr("pictures with marks"), "sc")
        for name in sources(self._dialog.archive):
            self.by.addItem(source_words(name), name)
        form = QFormLayout()
        form.addRow(self.tr("Ser&ver"), self.server)
        form.addRow(self.tr("&What"), self.kind)
        form.addRow(self.tr("Answers &of"), self.by)
        form.addRow("", self.commit)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(self.list_button)
        box.addWidget(self.list, 1)
        self.list_button.clicked.connect(self.make)
        self.kind.currentIndexChanged.connect(self.drop)
        self.by.currentIndexChanged.connect(self.drop)
