"""The training's process: what the command refuses is said in the window's language, from the sentence's template and values."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from dspic_gui.qt.training.training_process import TrainingProcess

TEMPLATE = (
    "Dropout is a share from 0 up to, but not including, 1, and not {value}. Nothing was written."
)


class OtherLanguage(QTranslator):
    """Knows one sentence."""

    def isEmpty(self) -> bool:  # noqa: N802
        """It knows one."""
        return False

    def translate(
        self,
        context: str | None,
        source: str | None,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """The sentence in the other language."""
        return "Anteil {value}: nein." if (context, source) == ("sentence", TEMPLATE) else ""


def test_what_the_command_refuses_is_said_in_the_windows_language(
    qtbot: QtBot, qapp: QCoreApplication, tmp_path: Path
) -> None:
    translator = OtherLanguage()
    qapp.installTranslator(translator)
    process, told = TrainingProcess(), []
    process.told.connect(told.append)
    try:
        with qtbot.waitSignal(process.ended, timeout=120_000) as ended:
            process.start(["train", str(tmp_path), str(tmp_path / "run"), "--dropout", "1", "--json"])
    finally:
        qapp.removeTranslator(translator)
    assert ended.args == ["Anteil 1.0: nein."] and not told
    assert not (tmp_path / "run").exists()
