"""Canvases as they are without a look of the program's own: the pictures that were looked at are of these."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QApplication

from dspic_gui.qt import theme


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """No style sheet while a test runs."""
    qapp.setStyleSheet("")
    style = qapp.style()
    assert style is not None
    qapp.setPalette(style.standardPalette())
    yield
    theme.apply_theme(qapp, theme.DARK)
