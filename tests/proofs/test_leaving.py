"""Each page, mode and dialog of the window is opened, left and collected twenty times with an eager collector, without a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.qt.leave_and_collect import WAYS
from tests.qt.test_lifetime import leave_and_collect


@pytest.mark.parametrize("way", WAYS)
def test_twenty_times(way: str, tmp_path: Path) -> None:
    assert leave_and_collect(way, tmp_path, 20) == 1
