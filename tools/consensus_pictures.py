"""Makes the pictures of docs/consensus.md from the shipped demo: `python -m tools.consensus_pictures docs/pictures`, no display needed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QDialog

from dspic_gui.ground_truth.consensus import Reason
from dspic_gui.qt.consensus.consensus_panel import ConsensusPanel
from dspic_gui.qt.figures.agreement_page import AgreementPage
from dspic_gui.qt.figures.statistics_page import StatisticsPage
from tests.journeys.hands import LEFT, Hands
from tools.screenshots import ALT, CTRL, SHIFT, Stage


def consensus(stage: Stage, hands: Hands) -> None:
    """A study in which the readers name different diseases, with that lesion; then what a run says."""
    hands.key(Qt.Key.Key_2, CTRL | ALT)
    panel = hands.room.mode_panel
    assert isinstance(panel, ConsensusPanel)
    queue = panel.queue
    hands.wait(lambda: not queue.busy)
    key = max(queue._rows.values(), key=lambda row: (Reason.DISEASE in row.reasons, row.waiting, row.key)).key
    if hands.room.session.key != key:
        hands.room.session.open(key)
        hands.wait(lambda: hands.room.session.key == key and hands.room.session.opening is None)
    assert panel.settling.desk is not None
    lesion = max((item for item in panel.settling.desk.waiting if item.lesion is not None), key=lambda item: Reason.DISEASE in item.reasons)
    panel.settling.select(lesion.target)
    QTest.qWait(800)
    stage.save("consensus")
    hands.key(Qt.Key.Key_C, CTRL | SHIFT)
    hands.wait(lambda: bool(hands.window.findChildren(QDialog, "run_summary")))
    summary = hands.window.findChildren(QDialog, "run_summary")[0]
    stage.save("consensus-run", summary)
    summary.close()
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)


def agreement(stage: Stage, hands: Hands) -> None:
    """The three tabs of the agreement page."""
    hands.key(Qt.Key.Key_A, CTRL | SHIFT)
    hands.wait(lambda: isinstance(hands.window.stack.currentWidget(), AgreementPage))
    page = hands.window.stack.currentWidget()
    assert isinstance(page, AgreementPage)
    hands.wait(lambda: not page.busy)
    for at, name in enumerate(("agreement", "confusion", "lesion-agreement")):
        page.tabs.setCurrentIndex(at)
        QTest.qWait(600)
        stage.save(name)
    hands.window.leave_page()


def dataset(stage: Stage, hands: Hands) -> None:
    """The figures of the dataset."""
    hands.key(Qt.Key.Key_D, CTRL | SHIFT)
    hands.wait(lambda: isinstance(hands.window.stack.currentWidget(), StatisticsPage))
    page = hands.window.stack.currentWidget()
    assert isinstance(page, StatisticsPage)
    hands.wait(lambda: not page.busy)
    QTest.mouseClick(page.measure_button, LEFT)
    hands.wait(lambda: not page.busy)
    QTest.qWait(600)
    stage.save("dataset")


def main(arguments: list[str]) -> int:
    """Open the demo as the study lead and take the pictures."""
    if len(arguments) != 1:
        print("python -m tools.consensus_pictures FOLDER", file=sys.stderr)
        return 2
    out = Path(arguments[0]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name in ("CONFIG", "CACHE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = str(Path(place) / name.lower())
        from dspic_gui.demo import demo_dataset
        from dspic_gui.qt.start.sign_in import LEAD

        stage = Stage(out, Path(place))
        hands = stage.open(demo_dataset(), None)
        hands.wait(lambda: hands.window.sign_in.ready)
        hands.window.sign_in.name.setText("Lead")
        QTest.mouseClick(hands.window.sign_in.button(LEAD), LEFT)
        hands.wait(lambda: hands.room.worklist.model.rowCount() > 0)
        stage.study(hands)
        for take in (consensus, agreement, dataset):
            take(stage, hands)
        stage.close()
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
