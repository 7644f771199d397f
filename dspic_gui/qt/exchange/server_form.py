"""The fields of a PACS or DICOMweb server."""

from __future__ import annotations

from PyQt6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from dspic_gui.exchange.network.servers import DIMSE, WEB, Server
from dspic_gui.qt.exchange.work_dialog import PathField


class ServerForm(QWidget):
    """Shows a server and gives what was filled in; fields of the other kind are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.kind = QComboBox()
        self.ae_title, self.host, self.own_ae = QLineEdit(), QLineEdit(), QLineEdit("DSPIC")
        self.port, self.own_port = _port(104), _port(11112)
        self.tls = QCheckBox(self.tr("&Encrypted (TLS)"))
        self.authority = PathField("file")
        self.url, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._form = QFormLayout(self)
        self._lay_out()

    def show_server(self, server: Server) -> None:
        """Fill the fields."""
        self.name.setText(server.name)
        self.kind.setCurrentIndex(self.kind.findData(server.kind))
        for field, text in (
            (self.ae_title, server.ae_title),
            (self.host, server.host),
            (self.own_ae, server.own_ae),
            (self.authority.line, server.authority),
            (self.url, server.url),
            (self.user, server.user),
        ):
            field.setText(text)
        self.port.setValue(server.port)
        self.own_port.setValue(server.own_port)
        self.tls.setChecked(server.tls)
        self.password.clear()

    def server(self) -> Server:
        """What is filled in."""
        return Server(
            self.name.text().strip(),
            self.kind.currentData(),
            self.ae_title.text().strip(),
            self.host.text().strip(),
            self.port.value(),
            self.own_ae.text().strip(),
            self.own_port.value(),
            self.tls.isChecked(),
            self.authority.line.text().strip(),
            self.url.text().strip(),
            self.user.text().strip(),
        )

    def _lay_out(self) -> None:
        self.kind.addItem(self.tr("PACS (DICOM network)"), DIMSE)
        self.kind.addItem(self.tr("DICOMweb"), WEB)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (self.tr("&Name"), self.name, ""),
            (self.tr("&Kind"), self.kind, ""),
            (self.tr("&AE title"), self.ae_title, DIMSE),
            (self.tr("&Host"), self.host, DIMSE),
            (self.tr("&Port"), self.port, DIMSE),
            (self.tr("AE title of this &program"), self.own_ae, DIMSE),
            (self.tr("Port for C-&MOVE"), self.own_port, DIMSE),
            ("", self.tls, DIMSE),
            (self.tr("A&ddress (https://…)"), self.url, WEB),
            (self.tr("&User (none for a token)"), self.user, WEB),
            (self.tr("Pass&word or token"), self.password, WEB),
            (self.tr("Au&thority's certificate"), self.authority, ""),
        )
        self._rows = [(place, kind) for place, (_, _, kind) in enumerate(rows)]
        for title, field, _ in rows:
            self._form.addRow(title, field)
        self.kind.currentIndexChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        for place, kind in self._rows:
            self._form.setRowVisible(place, kind in ("", self.kind.currentData()))


def _port(value: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(1, 65535)
    field.setValue(value)
    return field
