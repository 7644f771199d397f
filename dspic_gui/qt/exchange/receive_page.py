"""The switch that lets a scanner or PACS push into the dataset while the dialog is open."""

from __future__ import annotations

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
)

from dspic_gui.exchange.network.receive import LOOPBACK, Receiver
from dspic_gui.exchange.network.servers import OWN_AE, NetworkError
from dspic_gui.intake.importing import Outcome
from dspic_gui.qt import theme
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.pacs_frame import PacsFrame
from dspic_gui.qt.exchange.pacs_page import PacsPage
from dspic_gui.qt.exchange.study_names import StudyNames
from dspic_gui.qt.words.importing import result_words
from dspic_gui.qt.words.sentence import in_words

LOOK_MS = 300


class ReceivePage(PacsPage):
    """The dialog's button opens and closes the port."""

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__(dialog)
        self.receiver: Receiver | None = None
        self.act = self.tr("Start &receiving")
        self.port = QSpinBox()
        self.address, self.allowed, self.own_ae = (
            QLineEdit(LOOPBACK),
            QLineEdit(),
            QLineEdit(OWN_AE),
        )
        self.arrived = QListWidget()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._lay_out()

    def start(self) -> None:
        """Open the port, or close it."""
        if self.receiver is not None:
            self.close_port()
            self._dialog.say(self.tr("The port is closed."))
            return
        allowed = self.allowed.text().replace(",", " ").split()
        try:
            self.receiver = Receiver(
                self._dialog.archive,
                self.port.value(),
                allowed=allowed,
                address=self.address.text().strip() or LOOPBACK,
                own_ae=self.own_ae.text().strip() or OWN_AE,
            )
        except NetworkError as problem:
            self._dialog.say(in_words(problem), warning=True)
            return
        self._look.start()
        self._show_open(True)
        text = self.tr("Receiving at {address}, port {port}, until this dialog is closed.")
        self._dialog.say(text.format(address=self.address.text(), port=self.receiver.port))

    def close_port(self) -> None:
        """Close it; what had not arrived whole is dropped."""
        self._look.stop()
        if self.receiver is not None:
            self.receiver.close()
            self.receiver = None
        self._show_open(False)

    def _take(self) -> None:
        """Import what arrived, beside the window."""
        receiver = self.receiver
        if receiver is None or self._dialog.busy or not receiver.waiting:
            return

        def act(_: Job) -> list[Outcome]:
            return receiver.take()

        self._dialog.work(act, self._tell)

    def _tell(self, outcomes: list[Outcome]) -> None:
        names = StudyNames(self._dialog.archive)
        for outcome in outcomes:
            words = [result_words(outcome)]
            words += [names.name(outcome.study)] if outcome.study else []
            words += [in_words(outcome.error)] if outcome.error else []
            item = QListWidgetItem("   ".join(words))
            item.setToolTip(outcome.study or "")
            self.arrived.addItem(item)
        if any(outcome.taken for outcome in outcomes):
            self._dialog.dataset_changed.emit()

    def _show_open(self, is_open: bool) -> None:
        self.act = self.tr("Stop &receiving") if is_open else self.tr("Start &receiving")
        self._dialog.start_button.setText(self.act)
        for field in (self.port, self.address, self.allowed, self.own_ae):
            field.setEnabled(not is_open)

    def _lay_out(self) -> None:
        self.port.setRange(1, 65535)
        self.port.setValue(11112)
        self.allowed.setPlaceholderText(self.tr("any of this computer"))
        hint = QLabel(
            self.tr(
                "127.0.0.1 takes from this computer alone. Give this computer's own address, and name who may send, to take from others."
            )
        )
        hint.setWordWrap(True)
        theme.set_role(hint, "dim")
        form = QFormLayout()
        form.addRow(self.tr("&Port"), self.port)
        form.addRow(self.tr("&Address"), self.address)
        form.addRow("", hint)
        form.addRow(self.tr("From these AE &titles"), self.allowed)
        form.addRow(self.tr("AE title of this p&rogram"), self.own_ae)
        box = QVBoxLayout(self)
        box.addLayout(form)
        box.addWidget(self.arrived, 1)
        self._look.timeout.connect(self._take)
