"""The picture of the keyboard pointer for docs: a hot spot grows under it, and the other view shows the same place of the patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt

if TYPE_CHECKING:
    from tools.screenshots import Stage


def pointer(stage: Stage) -> None:
    """From hot spot to hot spot on a simulated scan, near; the fourth one grows."""
    hands = stage.open(stage.copy_of("simulated"))
    stage.study(hands, 1)
    hands.type("3q")
    hands.type("zzz")
    for _ in range(4):
        hands.key(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    hands.type("z")
    hands.key(Qt.Key.Key_Space)
    for _ in range(5):
        hands.key(Qt.Key.Key_Minus)
    stage.save("pointer")
    hands.key(Qt.Key.Key_Escape)
