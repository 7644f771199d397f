"""For tests of a canvas's pixels: without a look of the program's own, as the pictures that were looked at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QApplication

from dspic_gui.qt import theme


@pytest.fixture(scope="module")
def plain_look(qapp: QApplication) -> Iterator[None]:
    """No style sheet while the tests of a module run; to change it takes seconds where many widgets are left."""
    qapp.setStyleSheet("")
    style = qapp.style()
    assert style is not None
    qapp.setPalette(style.standardPalette())
    yield
    theme.apply_theme(qapp, theme.DARK)
