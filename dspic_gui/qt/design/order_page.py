"""The next case: in which order the studies are read."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QComboBox

from dspic_gui.dataset.archive import Archive
from dspic_gui.lesion_model.opened import open_model
from dspic_gui.model.classifier import SHIPPED
from dspic_gui.model.network_engine import without_chatter
from dspic_gui.opinion.next_case import OrderBy, set_next_cases, unset_next_cases
from dspic_gui.qt.background import Job
from dspic_gui.qt.design.design_page import Act, DesignPage
from dspic_gui.qt.exchange.work_dialog import PathField
from dspic_gui.qt.preferences import Preferences

GIVEN, RANDOM = "given", "random"


class OrderPage(DesignPage):
    """By what, and by which model; readers see numbers and no reason."""

    def fill(self) -> None:
        """The fields."""
        self.by, self.model = QComboBox(), PathField("folder", SHIPPED)
        for text, by in (
            (self.tr("as imported"), GIVEN),
            (self.tr("random, the same for every reader"), RANDOM),
            (self.tr("those first of which a model is least certain"), OrderBy.UNCERTAINTY),
            (self.tr("those first on which the readers differ"), OrderBy.DISAGREEMENT),
            (self.tr("those first with lesions where few were read"), OrderBy.REGION),
        ):
            self.by.addItem(text, str(by))
        self.form.addRow(self.tr("&Order"), self.by)
        self.form.addRow(self.tr("Folder of the &model"), self.model)
        self.hint.setText(
            self.tr(
                "For a dataset that is still being labelled; put it in order again as the labels grow. Readers see numbers and no "
                "reason, and the protocol records it. Where readers are to be measured, keep the order as imported or random."
            )
        )
        self.by.currentIndexChanged.connect(self._offer_model)
        self.rest.addStretch(1)

    @property
    def verb(self) -> str:
        """What the button says."""
        return self.tr("&Put in this order")

    def refresh(self) -> None:
        """Say in which order the studies are."""
        protocol = self.dataset.protocol
        order = protocol.order
        chosen = (protocol.ordered_by or "").partition(" ")[0] if order == "set" else order
        at = self.by.findData(chosen)
        self.by.setCurrentIndex(max(at, 0))
        self.state.setText(self.tr("Now: {order}.").format(order=self.by.currentText()))
        self._offer_model()

    def _offer_model(self) -> None:
        by = self.by.currentData()
        self.model.setEnabled(by in (OrderBy.UNCERTAINTY, OrderBy.REGION))
        shipped = {str(SHIPPED), str(Preferences().lesion_model)}
        if self.model.line.text() in shipped and by in (OrderBy.UNCERTAINTY, OrderBy.REGION):
            self.model.line.setText(str(Preferences().lesion_model if by == OrderBy.REGION else SHIPPED))

    def prepare(self) -> Act:
        """Order the studies."""
        folder, by = self.archive.folder, str(self.by.currentData())
        model = self.model.path if self.model.isEnabled() else None
        told = self.tr("The studies are read in this order from the next sign-in on.")

        def act(job: Job) -> str:
            archive = Archive(folder)
            if by in (GIVEN, RANDOM):
                unset_next_cases(archive, by)
            else:
                _set(archive, OrderBy(by), model, job)
            archive.note("", "set the order", f"by {by}")
            return told

        return act


def _set(archive: Archive, by: OrderBy, model: Path | None, job: Job) -> None:
    if model is None:
        set_next_cases(archive, by, None, job.report)
        return
    with without_chatter():
        opened = open_model(model)
    set_next_cases(archive, by, opened, job.report)
