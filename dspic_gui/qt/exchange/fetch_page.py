"""A query, its studies, and fetching those that are chosen."""

from __future__ import annotations

from PyQt6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from dspic_gui.exchange.network.found import FoundStudy, Query
from dspic_gui.exchange.network.query import find_studies
from dspic_gui.exchange.network.retrieve import Retrieved, retrieve
from dspic_gui.qt.background import Job
from dspic_gui.qt.exchange.pacs_frame import PacsFrame
from dspic_gui.qt.exchange.pacs_page import PacsPage
from dspic_gui.qt.exchange.server_box import ServerBox
from dspic_gui.qt.whole_numbers import WholeNumbers
from dspic_gui.qt.words.importing import result_words
from dspic_gui.qt.words.sentence import in_words

RESULT = 6
"""The column that says what became of a study."""


class FetchPage(PacsPage):
    """The dialog's button fetches the rows that are chosen, or all where none is."""

    def __init__(self, dialog: PacsFrame) -> None:
        super().__init__(dialog)
        self.act = self.tr("&Fetch")
        self.server = ServerBox(dialog.known_servers)
        self.first, self.last = QLineEdit(), QLineEdit()
        self.modality = QLineEdit("NM")
        self.patient, self.name, self.accession = QLineEdit(), QLineEdit(), QLineEdit()
        self.how = QComboBox()
        self.query_button = QPushButton(self.tr("&Query"))
        self.table = QTableWidget(0, RESULT + 1)
        self.table.setItemDelegate(WholeNumbers(self.table))
        self.found: list[FoundStudy] = []
        self._lay_out()

    def query(self) -> None:
        """Ask the server."""
        server = self.server.chosen
        if server is None:
            self._dialog.say(self.tr("Enter a server first."), warning=True)
            return
        fields = (self.first, self.last, self.modality, self.patient, self.name, self.accession)
        asked = Query(*(field.text().strip() for field in fields))
        password = self._dialog.password(server)

        def act(_: Job) -> list[FoundStudy]:
            return find_studies(server, asked, password=password)

        self._dialog.work(act, self._show)

    def start(self) -> None:
        """Fetch."""
        server = self.server.chosen
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        chosen = [self.found[row] for row in rows] or self.found
        if server is None or not chosen:
            self._dialog.say(self.tr("Query first, then choose studies."), warning=True)
            return
        uids, how = [study.uid for study in chosen], self.how.currentData()
        password, archive = self._dialog.password(server), self._dialog.archive
        stopped = self._dialog.is_stopped

        def act(job: Job) -> Retrieved:
            def tell(done: int, total: int, _: str) -> None:
                job.report(done, total)

            return retrieve(
                archive, server, uids, how=how, password=password, progress=tell, cancelled=stopped
            )

        self._dialog.work(act, self._tell)

    def _show(self, found: list[FoundStudy]) -> None:
        self.found = found
        self.table.setRowCount(len(found))
        planar = {True: self.tr("whole body"), False: self.tr("not planar"), None: ""}
        for row, study in enumerate(found):
            words = (
                study.date,
                study.patient_id,
                study.patient_name.replace("^", " "),
                study.description,
                planar[study.planar],
                "" if study.images is None else str(study.images),
            )
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(study.uid if column == 0 else text)
                self.table.setItem(row, column, item)
            self.table.setItem(row, RESULT, QTableWidgetItem())
        self.table.resizeColumnsToContents()
        self._dialog.say(self.tr("Studies found: {count}.").format(count=len(found)))

    def _tell(self, done: Retrieved) -> None:
        for row, study in enumerate(self.found):
            words, why = self._result(done, study.uid)
            if words:
                item = QTableWidgetItem(words)
                item.setToolTip(why)
                self.table.setItem(row, RESULT, item)
        taken = {one.study for one in done.outcomes if one.taken}
        text = self.tr("Studies fetched: {count}, there already: {there}.")
        said = [text.format(count=len(taken), there=len(done.there))]
        if asked := len({(one.study, view) for one in done.outcomes for view in one.asked}):
            ask = self.tr("Views to be asked about when the study is opened: {count}.")
            said.append(ask.format(count=asked))
        said += [in_words(problem) for _, problem in done.problems[:3]]
        refused = [one for one in done.outcomes if one.status == "refused" and one.error]
        said += [in_words(one.error) for one in refused[:3]]
        if done.stopped:
            said.append(self.tr("The rest was not fetched: fetch again to go on."))
        self._dialog.say(" ".join(said), warning=bool(done.problems or refused or done.stopped))
        if taken:
            self._dialog.dataset_changed.emit()

    def _result(self, done: Retrieved, uid: str) -> tuple[str, str]:
        """What became of a study, and why; empty where this time nothing was asked of it."""
        if uid in done.there:
            return self.tr("= was there"), ""
        problem = dict(done.problems).get(uid)
        if problem is not None:
            return self.tr("✗ not fetched"), in_words(problem)
        outcomes = sorted(done.of(uid), key=lambda one: not one.taken)
        if not outcomes:
            return "", ""
        whys = [in_words(one.error) for one in outcomes if one.error]
        return result_words(outcomes[0]), " ".join(whys)

    def _lay_out(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Date"),
                self.tr("Patient"),
                self.tr("Name"),
                self.tr("Description"),
                self.tr("Whole body?"),
                self.tr("Images"),
                self.tr("Result"),
            ]
        )
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.table.horizontalHeader()
        if header is not None:
            header.setStretchLastSection(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for way, title in (
            ("get", self.tr("C-GET, or WADO-RS of a DICOMweb server")),
            ("move", self.tr("C-MOVE: the PACS sends here")),
        ):
            self.how.addItem(title, way)
        self.first.setPlaceholderText("2024-01-31")
        self.last.setPlaceholderText("2024-12-31")
        left, right = QFormLayout(), QFormLayout()
        left.addRow(self.tr("Ser&ver"), self.server)
        left.addRow(self.tr("From the &day"), self.first)
        left.addRow(self.tr("To th&e day"), self.last)
        left.addRow(self.tr("&Modality"), self.modality)
        right.addRow(self.tr("Patient's &identifier"), self.patient)
        right.addRow(self.tr("Patient's &name"), self.name)
        right.addRow(self.tr("&Accession number"), self.accession)
        right.addRow(self.tr("Fetch &by"), self.how)
        fields = QHBoxLayout()
        fields.addLayout(left, 1)
        fields.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.addLayout(fields)
        box.addWidget(self.query_button)
        box.addWidget(self.table, 1)
        self.query_button.clicked.connect(self.query)
