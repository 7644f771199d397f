"""Hidden repeats: a share of the studies comes a second time to every reader."""

from __future__ import annotations

from PyQt6.QtWidgets import QSpinBox

from dspic_gui.dataset.archive import Archive
from dspic_gui.intake.hidden_repeats import add_repeats
from dspic_gui.qt.background import Job
from dspic_gui.qt.design.design_page import Act, DesignPage

LARGEST_SEED = 2**31 - 1


class RepeatsPage(DesignPage):
    """Share and seed; which studies they are is shown nowhere, for readers may stand by."""

    def fill(self) -> None:
        """The fields."""
        self.share, self.seed = QSpinBox(), QSpinBox()
        self.share.setRange(1, 100)
        self.share.setValue(10)
        self.share.setSuffix(" %")
        self.seed.setRange(0, LARGEST_SEED)
        self.form.addRow(self.tr("&Share of the studies that comes again"), self.share)
        self.form.addRow(self.tr("S&eed: decides which"), self.seed)
        self.hint.setText(
            self.tr(
                "A repeat stands far from its study in every reader's list, under another key, patient and date, and no list, report or "
                "file name tells. It never votes twice; the agreement page says how far each reader agrees with himself. Best before "
                "anybody reads: a reader sees neither other readings nor predictions before all studies on the own list are sealed."
            )
        )
        self.rest.addStretch(1)

    @property
    def verb(self) -> str:
        """What the button says."""
        return self.tr("&Repeat this share")

    @property
    def possible(self) -> bool:
        """Only once."""
        return self.dataset.protocol.repeats is None

    def refresh(self) -> None:
        """Say whether there are repeats."""
        repeats = self.dataset.protocol.repeats
        for field in (self.share, self.seed):
            field.setEnabled(repeats is None)
        if repeats is None:
            self.state.setText(self.tr("No study comes a second time."))
            return
        self.share.setValue(round(100 * repeats.share))
        self.seed.setValue(min(repeats.seed, LARGEST_SEED))
        self.state.setText(self.tr("{share:g} % of the studies come a second time.").format(share=100 * repeats.share))

    def prepare(self) -> Act:
        """Make the repeats."""
        folder, share, seed = self.archive.folder, self.share.value() / 100, self.seed.value()
        told = self.tr("{count} studies come a second time to each reader.")

        def act(_job: Job) -> str:
            archive = Archive(folder)
            made = add_repeats(archive, share, seed)
            archive.note("", "repeat studies", f"share {share:g}, seed {seed}")
            return told.format(count=len(made))

        return act
